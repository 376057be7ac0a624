"""Work that the hosted engines do: stored as a job that failed, with the reason.

Simulating, fitting, optimizing and building models is done on the hosted service. The platform
takes such a request, checks it against the contract and stores it, so that it can be listed,
fetched and deleted. Its job is over from the start: nobody waits for a result that never comes.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select

from ionworks.local.handlers.rows import insert_row
from ionworks.local.schema import jobs
from ionworks.local.services import Call

ERROR_CODE: Final = "SUBMISSION_FAILED"


def reason(what: str) -> str:
    """Return why work was not done.

    Parameters
    ----------
    what : str
        What is stored here and runs there, in the plural: ``"simulations"``.
    """
    return (
        f"The embedded platform stores {what} and does not run them; "
        "run this one on the hosted service."
    )


def refusal(what: str) -> dict[str, str]:
    """Return the state of work that was not done: the columns that a record shows of it."""
    return {"status": "failed", "error": reason(what), "error_code": ERROR_CODE}


def refused_job(
    call: Call, connection: Connection, *, job_type: str, project: str, what: str
) -> Mapping[str, Any]:
    """Store work that needs a hosted engine, as a failed job.

    The record that the job belongs to names it in a column made by `schema._job`; when the record
    is deleted, the job goes with it.

    Parameters
    ----------
    call : Call
        The request.
    connection : Connection
        The connection that writes.
    job_type : str
        Kind of the job, such as ``"simulate"``.
    project : str
        Id of the project that it belongs to.
    what : str
        As for `reason`.

    Returns
    -------
    mapping
        The row of the job: its ``id``, ``status``, ``error``, ``error_code``, ...
    """
    row = {
        "id": call.services.new_id(),
        "project_id": project,
        "job_type": job_type,
        **refusal(what),
        **call.services.signature(),
    }
    insert_row(connection, jobs, row)
    return row


def fill_states(connection: Connection, records: Sequence[dict[str, Any]]) -> None:
    """Add the state of its job to each of several records."""
    found = select(jobs).where(jobs.c.id.in_([record["job_id"] for record in records]))
    states = {row["id"]: row for row in connection.execute(found).mappings()}
    for record in records:
        state = states[record["job_id"]]
        record |= {name: state[name] for name in ("status", "error", "error_code")}


def say_over(records: Iterable[dict[str, Any]]) -> None:
    """Add to each of several records whose it is, and that its work is over and failed."""
    for record in records:
        record |= {"user_id": record["created_by"], "is_terminal": True, "is_failed": True}
