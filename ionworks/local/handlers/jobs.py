"""Jobs: the work that a hosted engine would do for a pipeline, a simulation, a fit, ..."""

from typing import Any, Final

from sqlalchemy import RowMapping, select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import Refusal, not_found
from ionworks.local.filters import Listing
from ionworks.local.schema import jobs
from ionworks.local.services import Call, by_name

_LISTING: Final = Listing.of(jobs, text=(), times=(), exact=("status",), order=("created_at",))


def create_job(_call: Call) -> Response:
    """Refuse: jobs are started through what they work for."""
    raise Refusal(410, "GONE", "Jobs are not submitted by themselves; create a pipeline.")


def list_jobs(call: Call) -> Response:
    """List all jobs: a page, or an array where the path ends with a slash.

    The official client asks with the slash and takes nothing but an array.
    """
    query = call.query
    wanted = query.get("job_types") or ([query["job_type"]] if "job_type" in query else None)
    everything = select(jobs)
    if wanted is not None:
        everything = everything.where(jobs.c.job_type.in_(wanted))
    with call.services.database.read() as connection:
        rows, total = _LISTING.page(connection, everything, query)
    records = [_record(row) for row in rows]
    if call.url_path.endswith("/"):
        return answer(records)
    return answer({"jobs": records, "count": len(records), "total": total})


def get_job(call: Call) -> Response:
    """Return one job."""
    return answer(_job(call))


def nothing_recorded(call: Call) -> Response:
    """Refuse to give what a job recorded, saying why there is nothing."""
    job = _job(call)
    raise Refusal(404, "NOT_FOUND", f"Nothing was recorded of this job: {job['error']}")


def _job(call: Call) -> dict[str, Any]:
    identifier = call.path["job_id"]
    with call.services.database.read() as connection:
        found = select(jobs).where(jobs.c.id == identifier)
        row = connection.execute(found).mappings().first()
    if row is None:
        raise not_found("job", identifier)
    return _record(row)


def _record(row: RowMapping) -> dict[str, Any]:
    return {
        "job_id": row["id"],
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


OPERATIONS = {
    **by_name(create_job, list_jobs, get_job),
    "cancel_job": get_job,  # as it is: it does not run
    **dict.fromkeys(
        (
            "get_job_metadata",
            "get_job_series_channels",
            "get_job_series",
            "get_datafit_plot_data",
            "get_validation_plot_data",
        ),
        nothing_recorded,
    ),
}
