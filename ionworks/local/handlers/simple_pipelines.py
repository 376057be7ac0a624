"""Simple pipelines: kept and listed, but not run."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection

from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers import engines
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.pipelines import JOB_TYPES
from ionworks.local.handlers.projects import PROJECTS
from ionworks.local.schema import simple_pipelines
from ionworks.local.services import Call

_WHAT: Final = "pipelines"


def _facts(
    call: Call, connection: Connection, project: str, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the state of a pipeline that could not be started, with a job if one computes."""
    computing = _computing(body["config"])
    job = None
    if computing is not None:
        job = engines.refused_job(call, connection, job_type=computing, project=project, what=_WHAT)
    return {
        "config": body["config"],
        "options": body.get("options", {}),
        "job_id": job and job["id"],
        **engines.refusal(_WHAT),
    }


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
    facts=_facts,
    fill=_fill,
)
OPERATIONS = {
    "cancel_simple_pipeline": SIMPLE_PIPELINES.get,  # as it is: there is no run to cancel
}
