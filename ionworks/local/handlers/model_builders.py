"""Model builders: their mappings are read here, their calculations are not run."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import NotHere, conflict, invalid
from ionworks.local.filters import Listing
from ionworks.local.handlers.cell_specifications import resolved
from ionworks.local.handlers.collection import Collection, Row
from ionworks.local.handlers.mapped import Found, look_up
from ionworks.local.handlers.models import MODELS, require_model
from ionworks.local.handlers.parameterized_models import OF_CELL
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.schema import model_builders
from ionworks.local.services import Call, by_name

_TABLE = model_builders.c
_MOST: Final = 100  # in a page
_NOT_RUN: Final = (
    "The embedded platform does not run calculations; build with this recipe on the hosted service."
)
Json = dict[str, Any]


def list_model_builders(call: Call) -> Response:
    """List the builders of a project, or of all; the newest first."""
    query = {"order": "desc", "limit": _MOST, **call.query}
    chosen = select(model_builders)
    with call.services.database.read() as connection:
        if "project_id" in query:
            project = project_id(call, connection, query["project_id"])
            chosen = chosen.where(_TABLE.project_id == project)
        return BUILDERS.page(connection, chosen, query)


def check_model_builder(call: Call) -> Response:
    """Say what a specification lacks for a builder."""
    with call.services.database.read() as connection:
        builder = BUILDERS.row(connection, call.path["model_builder_id"])
        specification = resolved(call, connection, call.body["cell_spec_id"])
    return answer(_report(builder["config"], specification))


def builder_readiness(call: Call) -> Response:
    """Say of each builder of the project whether a specification has what it needs."""
    with call.services.database.read() as connection:
        specification = resolved(call, connection, call.path["cell_spec_id"])
        chosen = select(model_builders).where(_TABLE.project_id == specification["project_id"])
        if "model_id" in call.query:
            chosen = chosen.where(_TABLE.model_id == call.query["model_id"])
        newest = chosen.order_by(_TABLE.created_at.desc(), _TABLE.id.desc())
        rows = connection.execute(newest).mappings().all()
    return answer([_readiness(row, specification) for row in rows])


def build_with_model_builder(call: Call) -> Response:
    """Read the values of a recipe, and keep them if that is asked for."""
    body = call.body
    if body.get("save") and not body.get("name"):
        raise invalid(["body", "name"], "a name is required with save", "missing")
    with call.services.database.write() as connection:
        builder = BUILDERS.row(connection, call.path["model_builder_id"])
        specification = resolved(call, connection, body["cell_spec_id"])
        if _calculations(builder["config"]):
            raise conflict(_NOT_RUN)
        parameters, missing = _parameters(builder["config"], specification)
        result = {
            "parameters": parameters,
            "missing": missing,
            "issues": _report(builder["config"], specification)["issues"],
            "parameterized_model_id": None,
        }
        if body.get("save"):
            if missing:
                raise conflict(
                    f"Nothing can be kept while parameters are missing: {', '.join(missing)}.",
                    {"missing": missing},
                )
            described = {**body, "model_id": builder["model_id"], "parameters": parameters}
            result["parameterized_model_id"] = OF_CELL.insert(
                call, connection, body["cell_spec_id"], described
            )
        if body.get("set_as_default"):
            message = "The embedded platform keeps no default of a specification."
            result["issues"] += [_issue("warning", "no_default", message)]
    return answer(result)


def dry_run_model_builder(call: Call) -> Response:
    """Read the values of a recipe that is not stored."""
    config = call.body["config"]
    with call.services.database.read() as connection:
        MODELS.row(connection, call.body["model_id"])
        specification = resolved(call, connection, call.body["cell_spec_id"])
    parameters, missing = _parameters(config, specification)
    return answer(
        {
            "report": _report(config, specification),
            "parameters": parameters,
            "missing": missing,
            "error": _NOT_RUN if _calculations(config) else None,
        }
    )


def preview_mapping(call: Call) -> Response:
    """Say what each path of a mapping leads to."""
    with call.services.database.read() as connection:
        specification = resolved(call, connection, call.body["cell_spec_id"])
    mapping = call.body["mapping"]
    return answer(
        {name: _preview(look_up(specification, name, path)) for name, path in mapping.items()}
    )


def calculations_producing(_call: Call) -> Response:
    """Refuse: the calculations are part of the hosted engine."""
    raise NotHere(
        "The embedded platform has no calculations, and so does not know which of them gives a "
        "parameter; the hosted service does."
    )


def get_resolved_cell_specification(call: Call) -> Response:
    """Return a specification as the paths of a mapping read it."""
    with call.services.database.read() as connection:
        return answer(resolved(call, connection, call.path["cell_spec_id"]))


def _elements(config: Mapping[str, Any], kind: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, element in config["elements"].items():
        if element.get("element_type") == kind:
            yield name, element


def _calculations(config: Mapping[str, Any]) -> list[str]:
    return [name for name, _ in _elements(config, "calculation")]


def _mapped(
    config: Mapping[str, Any], specification: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, Found]]:
    """Yield element, parameter, path and what that leads to."""
    for name, element in _elements(config, "entry"):
        for parameter, path in (element.get("mapping") or {}).items():
            yield name, parameter, path, look_up(specification, parameter, path)


def _parameters(
    config: Mapping[str, Any], specification: Mapping[str, Any]
) -> tuple[Json, list[str]]:
    """Return the values of a recipe, and the parameters without one."""
    values: Json = {}
    for _, element in _elements(config, "entry"):
        values |= element.get("values") or {}
    missing: list[str] = []
    for _, parameter, _, found in _mapped(config, specification):
        if found.value is not None:
            values[parameter] = found.value
        elif parameter not in values:
            missing.append(parameter)
    return values, missing


def _report(config: Mapping[str, Any], specification: Mapping[str, Any]) -> Json:
    mapped = list(_mapped(config, specification))
    issues = [
        {
            **_issue("error", str(found.code), str(found.issue)),
            **{"parameter": parameter, "path": path, "element": element},
        }
        for element, parameter, path, found in mapped
        if found.issue is not None
    ]
    issues += [
        {**_issue("warning", "not_run", _NOT_RUN), "element": name}
        for name in _calculations(config)
    ]
    resolved = sum(found.issue is None for *_, found in mapped)
    return {
        "ready": resolved == len(mapped),
        "issues": issues,
        "resolved": resolved,
        "total": len(mapped),
    }


def _readiness(row: Row, specification: Mapping[str, Any]) -> Json:
    report = _report(row["config"], specification)
    errors = sum(issue["severity"] == "error" for issue in report["issues"])
    return {
        "model_builder_id": row["id"],
        "model_id": row["model_id"],
        "name": row["name"],
        "ready": report["ready"],
        "error_count": errors,
        "warning_count": len(report["issues"]) - errors,
    }


def _issue(severity: str, code: str, message: str) -> Json:
    return {"severity": severity, "code": code, "message": message}


def _preview(found: Found) -> Json:
    value = found.value
    return {
        "found": found.found,
        "converted": f"{value:.15g}" if isinstance(value, float) else value,
        "curve": None,
        "issue": found.issue,
    }


BUILDERS: Final = Collection(
    "model_builder",
    model_builders,
    parent=PROJECTS,
    fields=("name", "model_id", "description", "config"),
    listing=Listing.of(model_builders, text=(), exact=("model_id",)),
    unique=("model_id", "name"),
    verbs=("create", "get", "update", "delete"),
    fixed=("model_id",),
    whole=("config",),
    settle=require_model,
)
OPERATIONS = by_name(
    list_model_builders,
    check_model_builder,
    builder_readiness,
    build_with_model_builder,
    dry_run_model_builder,
    preview_mapping,
    calculations_producing,
    get_resolved_cell_specification,
)
