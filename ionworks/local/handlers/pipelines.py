"""Pipelines: kept and listed, but not run.

The state of each says so, so that nobody waits for a result.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, select
from starlette.responses import Response

from ionworks.local.answers import answer, done, single
from ionworks.local.errors import conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.rows import (
    fetch,
    fetch_to_change,
    insert_row,
    merged,
    patch_row,
    project_id,
)
from ionworks.local.repeats import created
from ionworks.local.schema import pipeline_elements, pipelines
from ionworks.local.services import Call

_RESOURCE = "pipeline"
_REASON: Final = (
    "The embedded platform stores pipelines and does not run them; "
    "run this one on the hosted service."
)
_REFUSED: Final = {"status": "failed", "error": _REASON, "error_code": "SUBMISSION_FAILED"}
_LABELS: Final = {
    "entry": "Direct Entry",
    "data_fit": "Data Fit",
    "array_data_fit": "Array Data Fit",
    "calculation": "Calculation",
    "validation": "Validation",
    "linear_confidence_interval": "Linear Confidence Interval",
    "sobol_sensitivity": "Sobol Sensitivity",
}
_JOBS: Final = {"data_fit": "datafit", "array_data_fit": "datafit", "validation": "validation"}

_TABLE = pipelines.c
_ELEMENT = pipeline_elements.c
_LISTING = Listing(
    text={
        "id": _TABLE.id,
        "name": _TABLE.name,
        "description": _TABLE.description,
        "status": _TABLE.status,
        "created_by_email": _TABLE.created_by_email,
    },
    times={"created_at": _TABLE.created_at, "updated_at": _TABLE.updated_at},
    order={
        "id": _TABLE.id,
        "name": _TABLE.name,
        "description": _TABLE.description,
        "status": _TABLE.status,
        "created_at": _TABLE.created_at,
        "updated_at": _TABLE.updated_at,
        "created_by_email": _TABLE.created_by_email,
    },
    key=_TABLE.id,
)


def create_pipeline(call: Call) -> Response:
    """Store a pipeline, as one that could not be started."""
    body = call.body
    identifier = call.services.new_id()
    with call.services.database.write() as connection:
        values = {
            "id": identifier,
            "project_id": project_id(call, connection, body.get("project_id")),
            "name": body.get("name") or f"Pipeline {identifier}",
            "description": body.get("description"),
            "options": body.get("options", {}),
            **_REFUSED,
            **call.services.signature(),
        }
        insert_row(connection, pipelines, values)
        for order, (name, config) in enumerate(body["elements"].items(), start=1):
            _insert_element(call, connection, identifier, order, name, config)
        elements = _elements(connection, identifier)
        return created(
            call, connection, {**_pipeline(connection, identifier), "elements": elements}
        )


def list_pipelines(call: Call) -> Response:
    """List the pipelines of a project."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.query.get("project_id"))
        everything = select(pipelines).where(_TABLE.project_id == project)
        rows, total = _LISTING.page(connection, everything, call.query)
    records = [_record(row) for row in rows]
    return answer({"pipelines": records, "count": len(records), "total": total})


def get_pipeline(call: Call) -> Response:
    """Return one pipeline without its elements."""
    with call.services.database.read() as connection:
        return single(_pipeline(connection, call.path["pipeline_id"]))


def update_pipeline(call: Call) -> Response:
    """Change the name or the description."""
    identifier = call.path["pipeline_id"]
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, pipelines, identifier, _RESOURCE)
        changes = merged(row, call.body, ("name", "description"))
        patch_row(call, connection, pipelines, row, changes)
        return single(_pipeline(connection, identifier))


def delete_pipeline(call: Call) -> Response:
    """Delete a pipeline with its elements and jobs."""
    identifier = call.path["pipeline_id"]
    with call.services.database.write() as connection:
        fetch(connection, pipelines, identifier, _RESOURCE)
        connection.execute(delete(pipelines).where(_TABLE.id == identifier))
    return done()


def cancel_pipeline(call: Call) -> Response:
    """Return the pipeline as it is: there is no run to cancel."""
    return get_pipeline(call)


def get_pipeline_result(call: Call) -> Response:
    """Say that there is no result, and why."""
    with call.services.database.read() as connection:
        record = _pipeline(connection, call.path["pipeline_id"])
    raise conflict(
        f"The pipeline {record['name']!r} has no result: {record['error']}",
        {"status": record["status"], "error_code": record["error_code"]},
    )


def list_pipeline_elements(call: Call) -> Response:
    """List the elements of a pipeline in their order."""
    identifier = call.path["pipeline_id"]
    with call.services.database.read() as connection:
        fetch(connection, pipelines, identifier, _RESOURCE)
        return answer(_elements(connection, identifier))


def get_pipeline_element(call: Call) -> Response:
    """Return one element."""
    with call.services.database.read() as connection:
        identifier = call.path["element_id"]
        return answer(
            _element_record(fetch(connection, pipeline_elements, identifier, "pipeline_element"))
        )


def _insert_element(
    call: Call,
    connection: Connection,
    identifier: str,
    order: int,
    name: str,
    config: Mapping[str, Any],
) -> None:
    kind = config["element_type"]
    job_type = _JOBS.get(kind)
    state = {"status": "skipped"} if kind == "entry" else _REFUSED
    values = {
        "id": call.services.new_id(),
        "pipeline_id": identifier,
        "name": name,
        "element_order": order,
        "element_type": _LABELS[kind],
        "job_config": dict(config),
        "job_type": job_type,
        "job_id": call.services.new_id() if job_type else None,
        **state,
        **call.services.signature(),
    }
    insert_row(connection, pipeline_elements, values)


def _pipeline(connection: Connection, identifier: str) -> dict[str, Any]:
    return _record(fetch(connection, pipelines, identifier, _RESOURCE))


def _record(row: RowMapping) -> dict[str, Any]:
    return {**row, "user_id": row["created_by"], "is_terminal": True, "is_failed": True}


def _elements(connection: Connection, identifier: str) -> list[dict[str, Any]]:
    found = select(pipeline_elements).where(_ELEMENT.pipeline_id == identifier)
    rows = connection.execute(found.order_by(_ELEMENT.element_order)).mappings()
    return [_element_record(row) for row in rows]


def _element_record(row: RowMapping) -> dict[str, Any]:
    return {**row, "result": None, "job_status": row["status"] if row["job_id"] else None}


OPERATIONS = (
    create_pipeline,
    list_pipelines,
    get_pipeline,
    update_pipeline,
    delete_pipeline,
    cancel_pipeline,
    get_pipeline_result,
    list_pipeline_elements,
    get_pipeline_element,
)
