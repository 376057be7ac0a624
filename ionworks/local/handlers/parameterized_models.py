"""Models with values for their parameters, of a cell specification or of a project."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, delete, select
from starlette.responses import Response

from ionworks.local.answers import answer, done, page, single
from ionworks.local.binned import check_version, falling, put
from ionworks.local.errors import conflict, name_taken, not_found
from ionworks.local.filters import Listing
from ionworks.local.handlers.cascade import remove_objects
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.models import CUSTOM_VARIABLES, MODELS, variable_names
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.handlers.rows import merged, names_of, patch_row
from ionworks.local.repeats import created
from ionworks.local.schema import models, parameterized_models
from ionworks.local.services import Call
from ionworks.validators.ratings import rated_capacity, voltage_window

_TABLE = parameterized_models.c
# What PyBaMM keeps beside the values of a set.
_NO_VALUES: Final = frozenset({"citations", "chemistry", "pybamm_version", "schema_version"})


def list_by_cell_specification(call: Call) -> Response:
    """List those of a specification."""
    identifier = call.path["cell_spec_id"]
    with call.services.database.read() as connection:
        SPECIFICATIONS.row(connection, identifier)
        chosen = select(parameterized_models).where(_TABLE.cell_spec_id == identifier)
        return _page(call, connection, chosen)


def list_by_project(call: Call) -> Response:
    """List those of a project, with or without their values."""
    query = call.query
    with call.services.database.read() as connection:
        project = project_id(call, connection, query.get("project_id"))
        chosen = select(parameterized_models).where(_TABLE.project_id == project)
        return _page(call, connection, chosen, summary=query.get("summary", False))


def create_for_cell(call: Call) -> Response:
    """Store one of a specification, whose ratings win over the values."""
    with call.services.database.write() as connection:
        specification = SPECIFICATIONS.row(connection, call.path["cell_spec_id"])
        identifier = store(call, connection, call.body, specification)
        return created(call, connection, PARAMETERIZED.record(connection, identifier))


def create_for_project(call: Call) -> Response:
    """Store one of a project."""
    with call.services.database.write() as connection:
        project = project_id(call, connection, call.body.get("project_id"))
        MODELS.row(connection, call.body["model_id"])
        identifier = PARAMETERIZED.insert(call, connection, project, call.body)
        return created(call, connection, PARAMETERIZED.record(connection, identifier))


def store(
    call: Call, connection: Connection, body: Mapping[str, Any], specification: RowMapping
) -> str:
    """Store a parameterized model of a specification, and return its id.

    Raises
    ------
    Refusal
        There is no such model (404), or the specification has the name already (409).
    """
    MODELS.row(connection, body["model_id"])
    _check_name(connection, specification["id"], body["name"])
    facts = {
        "cell_spec_id": specification["id"],
        "parameters": {**(body.get("parameters") or {}), **_rated(specification["ratings"] or {})},
    }
    return PARAMETERIZED.insert(call, connection, specification["project_id"], body, facts)


def update_for_cell(call: Call) -> Response:
    """Change one of a specification."""
    return _update(call, call.path["cell_spec_id"])


def update_for_project(call: Call) -> Response:
    """Change one without a specification."""
    return _update(call, None)


def delete_for_cell(call: Call) -> Response:
    """Delete one of a specification."""
    return _delete(call, call.path["cell_spec_id"])


def delete_for_project(call: Call) -> Response:
    """Delete one without a specification."""
    return _delete(call, None)


def get_parameter_values(call: Call) -> Response:
    """Return the values that were given, and those of the specification."""
    with call.services.database.read() as connection:
        row = PARAMETERIZED.row(connection, call.path["parameterized_model_id"])
    values = row["parameters"] or {}
    return answer({name: value for name, value in values.items() if name not in _NO_VALUES})


def get_variable_names(call: Call) -> Response:
    """Return the names of the variables of an uploaded model, and those that were added."""
    with call.services.database.read() as connection:
        row = PARAMETERIZED.row(connection, call.path["parameterized_model_id"])
        model = MODELS.row(connection, row["model_id"])
        names = variable_names(connection, model)
    if names is None:
        raise conflict(
            f"The embedded platform does not build models, and so does not know the variables of "
            f"{model['name']!r}; the hosted service does. Those of uploaded models are known here."
        )
    added = (model["config"] or {}).get(CUSTOM_VARIABLES, {})
    return answer(list(dict.fromkeys([*names, *added])))


def _page(
    call: Call, connection: Connection, chosen: Select[Any], *, summary: bool = False
) -> Response:
    rows, total = PARAMETERIZED.listing.page(connection, chosen, call.query)
    records = PARAMETERIZED.records(connection, rows)
    for record in records if summary else ():
        del record["parameters"]
    return page(records, total)


def _found(connection: Connection, call: Call, cell_spec_id: str | None) -> RowMapping:
    """Return the row that a path means, with its specification or without one."""
    identifier = call.path["parameterized_model_id"]
    row = PARAMETERIZED.row_to_change(call, connection, identifier)
    if row["cell_spec_id"] != cell_spec_id:
        raise not_found("parameterized_model", identifier)
    return row


def _update(call: Call, cell_spec_id: str | None) -> Response:
    with call.services.database.write() as connection:
        row = _found(connection, call, cell_spec_id)
        changes = merged(row, call.body, ("name", "description"))
        if "simulation_settings" in call.body:
            changes["simulation_settings"] = call.body["simulation_settings"]
        if cell_spec_id is not None and "name" in changes:
            _check_name(connection, cell_spec_id, changes["name"], row["id"])
        patch_row(call, connection, parameterized_models, row, changes)
        return single(PARAMETERIZED.record(connection, row["id"]))


def _delete(call: Call, cell_spec_id: str | None) -> Response:
    with call.services.database.write() as connection:
        row = _found(connection, call, cell_spec_id)
        found = falling(connection, parameterized_models, row["id"])
        check_version(call, found)
        over = put(call, connection, "parameterized_model", parameterized_models, row, found, [])
        connection.execute(delete(parameterized_models).where(_TABLE.id == row["id"]))
    remove_objects(call, over)
    return done()


def _check_name(
    connection: Connection, cell_spec_id: str, name: str, except_id: str | None = None
) -> None:
    same = select(_TABLE.id).where(_TABLE.cell_spec_id == cell_spec_id, _TABLE.name == name)
    existing = connection.scalar(same)
    if existing is not None and existing != except_id:
        raise name_taken("parameterized_model", name, existing)


def _rated(ratings: Mapping[str, Any]) -> dict[str, float]:
    """Return what the ratings of a specification say, under PyBaMM's names."""
    found: dict[str, float] = {}
    with suppress(ValueError):
        found["Nominal cell capacity [A.h]"] = rated_capacity(ratings)
    with suppress(ValueError):
        low, high = voltage_window(ratings)
        found |= {"Lower voltage cut-off [V]": low, "Upper voltage cut-off [V]": high}
    return found


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    """Add the name of the model."""
    names = names_of(connection, models, (record["model_id"] for record in records))
    for record in records:
        record["model_name"] = names.get(record["model_id"])


PARAMETERIZED: Final = Collection(
    "parameterized_model",
    parameterized_models,
    parent=PROJECTS,
    fields=("name", "model_id", "description", "parameters", "simulation_settings"),
    listing=Listing.of(parameterized_models, text=(), times=(), exact=("cell_spec_id",)),
    unique=(),
    verbs=("get",),
    free_text=("description",),
    fill=_fill,
)
OPERATIONS = (
    list_by_cell_specification,
    list_by_project,
    create_for_cell,
    create_for_project,
    update_for_cell,
    update_for_project,
    delete_for_cell,
    delete_for_project,
    get_parameter_values,
    get_variable_names,
)
