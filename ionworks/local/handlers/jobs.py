"""Jobs: one for each element of a pipeline that would compute."""

from typing import Any

from sqlalchemy import RowMapping, select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import Refusal, not_found
from ionworks.local.filters import Listing
from ionworks.local.schema import pipeline_elements, pipelines
from ionworks.local.services import Call

_ELEMENT = pipeline_elements.c
_ROWS = select(
    pipeline_elements,
    # Not a join, so that a count reads the elements alone.
    select(pipelines.c.project_id)
    .where(pipelines.c.id == _ELEMENT.pipeline_id)
    .scalar_subquery()
    .label("project_id"),
).where(_ELEMENT.job_id.is_not(None))
_LISTING = Listing(
    text={},
    times={},
    exact={"status": _ELEMENT.status},
    order={"created_at": _ELEMENT.created_at},
    key=_ELEMENT.id,
)


def create_job(_call: Call) -> Response:
    """Refuse: jobs are started through pipelines."""
    raise Refusal(410, "GONE", "Jobs are not submitted by themselves; create a pipeline.")


def list_jobs(call: Call) -> Response:
    """List the jobs of all pipelines: a page, or an array where the path ends with a slash.

    The official client asks with the slash and takes nothing but an array.
    """
    query = call.query
    wanted = query.get("job_types") or ([query["job_type"]] if "job_type" in query else None)
    everything = _ROWS if wanted is None else _ROWS.where(_ELEMENT.job_type.in_(wanted))
    with call.services.database.read() as connection:
        rows, total = _LISTING.page(connection, everything, query)
    records = [_record(row) for row in rows]
    if call.url_path.endswith("/"):
        return answer(records)
    return answer({"jobs": records, "count": len(records), "total": total})


def get_job(call: Call) -> Response:
    """Return one job."""
    return answer(_job(call))


def cancel_job(call: Call) -> Response:
    """Return the job as it is: it does not run."""
    return answer(_job(call))


def get_job_metadata(call: Call) -> Response:
    """Refuse: nothing was recorded."""
    raise _nothing_recorded(call)


def get_job_series_channels(call: Call) -> Response:
    """Refuse: nothing was recorded."""
    raise _nothing_recorded(call)


def get_job_series(call: Call) -> Response:
    """Refuse: nothing was recorded."""
    raise _nothing_recorded(call)


def _job(call: Call) -> dict[str, Any]:
    identifier = call.path["job_id"]
    with call.services.database.read() as connection:
        row = connection.execute(_ROWS.where(_ELEMENT.job_id == identifier)).mappings().first()
    if row is None:
        raise not_found("job", identifier)
    return _record(row)


def _record(row: RowMapping) -> dict[str, Any]:
    return {
        "job_id": row["job_id"],
        "job_type": row["job_type"],
        "status": row["status"],
        "priority": 0,
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "user_id": row["created_by"],
        "organization_id": row["organization_id"],
        "project_id": row["project_id"],
        "is_terminal": True,
        "is_failed": True,
        "error": row["error"],
        "error_code": row["error_code"],
        "result": None,
    }


def _nothing_recorded(call: Call) -> Refusal:
    job = _job(call)
    return Refusal(404, "NOT_FOUND", f"Nothing was recorded of this job: {job['error']}")


OPERATIONS = (
    create_job,
    list_jobs,
    get_job,
    cancel_job,
    get_job_metadata,
    get_job_series_channels,
    get_job_series,
)
