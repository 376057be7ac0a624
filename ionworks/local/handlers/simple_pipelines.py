"""Simple pipelines: kept and listed, but not run."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection
from starlette.responses import Response

from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers import engines
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.pipelines import JOB_TYPES
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.repeats import created
from ionworks.local.schema import simple_pipelines
from ionworks.local.services import Call

_WHAT: Final = "pipelines"


def create_simple_pipeline(call: Call) -> Response:
    """Store a simple pipeline, as one that could not be started."""
    body = call.body
    computing = _computing(body["config"])
    with call.services.database.write() as connection:
        project = project_id(call, connection, body.get("project_id"))
        job = None
        if computing is not None:
            job = engines.refused_job(
                call, connection, job_type=computing, project=project, what=_WHAT
            )
        facts = {
            "config": body["config"],
            "options": body.get("options", {}),
            "job_id": job and job["id"],
            **engines.refusal(_WHAT),
        }
        identifier = SIMPLE_PIPELINES.insert(call, connection, project, body, facts)
        return created(call, connection, SIMPLE_PIPELINES.record(connection, identifier))


def cancel_simple_pipeline(call: Call) -> Response:
    """Return the pipeline as it is: there is no run to cancel."""
    return SIMPLE_PIPELINES.get(call)


def _computing(config: Mapping[str, Any]) -> str | None:
    """Return the type of the job that a configuration takes, which has at most one.

    Raises
    ------
    Refusal
        Several elements compute (400).
    """
    kinds = [one.get("element_type") for one in config["elements"].values()]
    computing = [JOB_TYPES[kind] for kind in kinds if isinstance(kind, str) and kind in JOB_TYPES]
    if len(computing) > 1:
        raise bad_request(
            "A simple pipeline has one fit or validation among its elements; create a pipeline."
        )
    return computing[0] if computing else None


def _fill(_connection: Connection, records: Records, _full: bool) -> None:
    engines.say_over(records)
    for record in records:
        record["result"] = None


SIMPLE_PIPELINES: Final = Collection(
    "simple_pipeline",
    simple_pipelines,
    parent=PROJECTS,
    fields=("name", "description"),
    listing=Listing.of(
        simple_pipelines,
        text=("name", "description", "status", "created_by_email"),
        order=(
            *("id", "name", "description", "status"),
            *("created_at", "updated_at", "created_by_email"),
        ),
        direction="desc",
    ),
    unique=(),
    verbs=("list", "get", "update", "delete"),
    fill=_fill,
)
OPERATIONS = (create_simple_pipeline, cancel_simple_pipeline)
