"""Battery models: stored with their configuration, or as the document that was uploaded."""

import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, select
from starlette.responses import Response

from ionworks.local.answers import single
from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Records, Row
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.handlers.rows import insert_row, patch_row
from ionworks.local.repeats import created
from ionworks.local.schema import model_documents, models
from ionworks.local.services import Call, by_name

CUSTOM_VARIABLES: Final = "custom_variables"
"""Where the configuration of a model holds the expressions that were added to it, by name."""


def upload_custom_model(call: Call) -> Response:
    """Store a model that PyBaMM has written to JSON."""
    form = call.body
    document, content = _read_document(form["file"].content)
    facts = {
        "config": {"type": "custom", "chemistry": form.get("chemistry", "lithium_ion")},
        "pybamm_version": version
        if isinstance(version := content.get("pybamm_version"), str)
        else None,
        "is_custom_model": True,
    }
    with call.services.database.write() as connection:
        project = project_id(call, connection, form.get("project_id"))
        identifier = MODELS.insert(call, connection, project, form, facts)
        values = {
            "model_id": identifier,
            "document": document,
            "variable_names": _names_over_time(content),
        }
        insert_row(connection, model_documents, values)
        return created(call, connection, MODELS.record(connection, identifier))


def add_custom_variable(call: Call) -> Response:
    """Store an expression with a model."""
    identifier, body = call.path["model_id"], call.body
    with call.services.database.write() as connection:
        row = MODELS.row_to_change(call, connection, identifier)
        config = dict(row["config"] or {})
        config[CUSTOM_VARIABLES] = {
            **config.get(CUSTOM_VARIABLES, {}),
            body["name"]: body["expression"],
        }
        patch_row(call, connection, models, row, {"config": config})
        return single(MODELS.record(connection, identifier))


def require_model(connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    """Refuse a new record of a model that does not exist: the `settle` of such records."""
    if stored is None:
        MODELS.row(connection, values["model_id"])


def variable_names(connection: Connection, row: Row) -> list[str] | None:
    """Return the variables of a model that depend on time only.

    None: only who builds the model knows them.
    """
    wanted = select(model_documents.c.variable_names).where(model_documents.c.model_id == row["id"])
    stored: list[str] | None = connection.scalar(wanted)
    return stored


def _read_document(content: bytes) -> tuple[str, Mapping[str, Any]]:
    try:
        text = content.decode()
        document = json.loads(text)  # which reads the Infinity and NaN of PyBaMM too
    except (ValueError, RecursionError) as error:
        raise bad_request(f"The file is not JSON: {error}.") from None
    if not isinstance(document, Mapping):
        raise bad_request("The file holds no object; send what PyBaMM writes of a model.")
    return text, document


def _names_over_time(document: Mapping[str, Any]) -> list[str]:
    model = document.get("model")
    variables = model.get("variables") if isinstance(model, Mapping) else None
    if not isinstance(variables, Mapping):
        return []
    return [name for name, expression in variables.items() if not _is_in_space(expression)]


def _is_in_space(expression: Any) -> bool:
    """Tell whether an expression of PyBaMM has a domain; a function has that of its arguments."""
    while isinstance(expression, Mapping):
        if isinstance(domains := expression.get("domains"), Mapping):
            return any(domains.values())
        children = expression.get("children")
        expression = children[0] if isinstance(children, list) and children else None
    return False


def _fill(_connection: Connection, records: Records, _full: bool) -> None:
    for record in records:
        record["user_id"] = record["created_by"]


MODELS: Final = Collection(
    "model",
    models,
    parent=PROJECTS,
    fields=("name", "description", "config", "simulation_settings", "pybamm_version"),
    listing=Listing.of(models),
    unique=(),
    fixed=("config",),
    whole=("simulation_settings",),
    free_text=("description",),
    is_in_project=False,
    fill=_fill,
)
OPERATIONS = by_name(upload_custom_model, add_custom_variable)
