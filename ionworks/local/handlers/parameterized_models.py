"""Models with values for their parameters, of a cell specification or of a project."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from sqlalchemy import Connection, select
from starlette.responses import Response

from ionworks.local.answers import answer, page
from ionworks.local.errors import conflict, not_found
from ionworks.local.filters import Listing
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.collection import Collection, Records, Row
from ionworks.local.handlers.models import CUSTOM_VARIABLES, MODELS, require_model, variable_names
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.handlers.rows import names_of
from ionworks.local.schema import models, parameterized_models
from ionworks.local.services import Call, by_name
from ionworks.validators.ratings import rated_capacity, voltage_window

# What PyBaMM keeps beside the values of a set.
_NO_VALUES: Final = frozenset({"citations", "chemistry", "pybamm_version", "schema_version"})


def list_by_project(call: Call) -> Response:
    """List those of a project, with or without their values."""
    query = call.query
    with call.services.database.read() as connection:
        project = project_id(call, connection, query.get("project_id"))
        chosen = select(parameterized_models).where(parameterized_models.c.project_id == project)
        rows, total = PARAMETERIZED.listing.page(connection, chosen, query)
        records = PARAMETERIZED.records(connection, rows)
    for record in records if query.get("summary", False) else ():
        del record["parameters"]
    return page(records, total)


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


def _facts_of_cell(
    _call: Call, connection: Connection, cell_spec_id: str, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the project of the specification, and the values, over which its ratings win."""
    specification = SPECIFICATIONS.row(connection, cell_spec_id)
    rated = _rated(specification["ratings"] or {})
    return {
        "project_id": specification["project_id"],
        "parameters": {**(body.get("parameters") or {}), **rated},
    }


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


def _settle(connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    require_model(connection, values, stored)
    if stored is not None:
        _refuse_of_cell(stored)


def _check_delete(_call: Call, connection: Connection, identifier: str) -> None:
    _refuse_of_cell(PARAMETERIZED.row(connection, identifier))


def _refuse_of_cell(row: Row) -> None:
    """Refuse to change one of a specification by the path of those without one."""
    if row["cell_spec_id"] is not None:
        raise not_found("parameterized_model", row["id"])


PARAMETERIZED: Final = Collection(
    "parameterized_model",
    parameterized_models,
    parent=PROJECTS,
    fields=("name", "model_id", "description", "parameters", "simulation_settings"),
    listing=Listing.of(parameterized_models, text=(), times=(), exact=("cell_spec_id",)),
    unique=(),
    verbs=("get",),
    fixed=("model_id", "parameters"),
    whole=("simulation_settings",),
    free_text=("description",),
    settle=_settle,
    fill=_fill,
    check_delete=_check_delete,
)
OF_CELL: Final = Collection(
    "parameterized_model",
    parameterized_models,
    parent=SPECIFICATIONS,
    fields=PARAMETERIZED.fields,
    listing=PARAMETERIZED.listing,
    fixed=PARAMETERIZED.fixed,
    whole=PARAMETERIZED.whole,
    is_part=True,
    facts=_facts_of_cell,
    settle=require_model,
    fill=_fill,
)
"""Those of a specification, in which names are unique."""
OPERATIONS = {
    **by_name(list_by_project, get_parameter_values, get_variable_names),
    "list_by_cell_specification": OF_CELL.list,
    "create_for_cell": OF_CELL.create,
    "update_for_cell": OF_CELL.update,
    "delete_for_cell": OF_CELL.delete,
    "create_for_project": PARAMETERIZED.create,
    "update_for_project": PARAMETERIZED.update,
    "delete_for_project": PARAMETERIZED.delete,
}
