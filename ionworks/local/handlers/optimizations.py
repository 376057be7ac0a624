"""Optimizations: kept and listed, but not run; and the templates that they start from."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, delete, select, update
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.filters import Listing
from ionworks.local.handlers import engines
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.parameterized_models import PARAMETERIZED
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.schema import jobs, optimization_templates, optimizations
from ionworks.local.services import Call, by_name

_WHAT: Final = "optimizations"


def _facts(
    call: Call, connection: Connection, project: str, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what is stored of an optimization that could not be started, with its job."""
    if body.get("parameterized_model_id") is not None:
        PARAMETERIZED.row(connection, body["parameterized_model_id"])
    template = _text(body.get("optimization_template_id"))
    if template is not None:
        TEMPLATES.row(connection, template)
    # What the contract does not name belongs to the description as well.
    known = ("project_id", "kind", "config", *OPTIMIZATIONS.fields)
    return {
        "job_id": _refused(call, connection, project),
        "kind": _text(body.get("kind")) or "optimize",
        "description": _text(body.get("description")),
        "optimization_template_id": template,
        "config": {**body.get("config", {}), **{k: v for k, v in body.items() if k not in known}},
        "run_count": 1,
    }


def resubmit_optimization(call: Call) -> Response:
    """Store that an optimization was to run again, which it does not."""
    identifier = call.path["id"]
    with call.services.database.write() as connection:
        row = OPTIMIZATIONS.row(connection, identifier)
        changes = {
            "job_id": _refused(call, connection, row["project_id"]),
            "run_count": row["run_count"] + 1,
            "updated_at": call.services.now(),
        }
        of_id = optimizations.c.id == identifier
        connection.execute(update(optimizations).where(of_id).values(**changes))
        connection.execute(delete(jobs).where(jobs.c.id == row["job_id"]))
        return answer(OPTIMIZATIONS.record(connection, identifier), 202)


def list_optimization_templates(call: Call) -> Response:
    """List the templates of a project."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.query.get("project_id"))
        below = optimization_templates.c.project_id == project
        found = select(optimization_templates).where(below)
        rows = connection.execute(found.order_by(optimization_templates.c.created_at)).mappings()
        return answer(TEMPLATES.records(connection, rows))


def _refused(call: Call, connection: Connection, project: str) -> str:
    job = engines.refused_job(call, connection, job_type="optimize", project=project, what=_WHAT)
    return str(job["id"])


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    """Add the state."""
    engines.fill_states(connection, records)
    for record in records:
        record["metrics"] = None


def _fill_template(_connection: Connection, records: Records, _full: bool) -> None:
    for record in records:
        record["access_level"] = "project"
        record["initial_form_data"] = record["initial_form_data"] or {}


OPTIMIZATIONS: Final = Collection(
    "optimization",
    optimizations,
    parent=PROJECTS,
    fields=("name", "description", "parameterized_model_id"),
    listing=Listing.of(optimizations, text=(), times=(), order=("created_at",), direction="desc"),
    unique=(),
    verbs=("list", "create", "get", "update"),
    fixed=("parameterized_model_id",),
    listed_as="optimizations",
    free_text=("description",),
    facts=_facts,
    fill=_fill,
)
TEMPLATES: Final = Collection(
    "optimization_template",
    optimization_templates,
    parent=PROJECTS,
    fields=("name", "description", "initial_form_data"),
    listing=Listing.of(optimization_templates, text=(), times=(), order=("created_at",)),
    unique=(),
    verbs=("create",),
    free_text=("description",),
    fill=_fill_template,
)
OPERATIONS = {
    **by_name(resubmit_optimization, list_optimization_templates),
    "cancel_optimization": OPTIMIZATIONS.get,  # as it is: there is no run to cancel
}
