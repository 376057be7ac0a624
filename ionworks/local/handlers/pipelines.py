"""Pipelines: kept and listed, but not run.

The state of each says so, so that nobody waits for a result.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import conflict, not_found
from ionworks.local.filters import Listing
from ionworks.local.handlers import engines
from ionworks.local.handlers.collection import Collection, Records
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.handlers.rows import insert_row
from ionworks.local.repeats import created
from ionworks.local.schema import pipeline_elements, pipelines
from ionworks.local.services import Call, by_name

_WHAT: Final = "pipelines"
_REFUSED: Final = engines.refusal(_WHAT)
_LABELS: Final = {
    "entry": "Direct Entry",
    "data_fit": "Data Fit",
    "array_data_fit": "Array Data Fit",
    "calculation": "Calculation",
    "validation": "Validation",
    "linear_confidence_interval": "Linear Confidence Interval",
    "sobol_sensitivity": "Sobol Sensitivity",
}
JOB_TYPES: Final = {"data_fit": "datafit", "array_data_fit": "datafit", "validation": "validation"}

_ELEMENT = pipeline_elements.c


def create_pipeline(call: Call) -> Response:
    """Store a pipeline, as one that could not be started."""
    body = call.body
    identifier = call.services.new_id()
    with call.services.database.write() as connection:
        project = project_id(call, connection, body.get("project_id"))
        facts = {
            "id": identifier,
            "name": body.get("name") or f"Pipeline {identifier}",
            "options": body.get("options", {}),
            **_REFUSED,
        }
        PIPELINES.insert(call, connection, project, body, facts)
        for order, (name, config) in enumerate(body["elements"].items(), start=1):
            _insert_element(call, connection, (project, identifier), order, name, config)
        elements = _elements(connection, identifier)
        record = PIPELINES.record(connection, identifier)
        return created(call, connection, {**record, "elements": elements})


def get_pipeline_result(call: Call) -> Response:
    """Refuse: there is no result, and the answer says why."""
    with call.services.database.read() as connection:
        record = PIPELINES.record(connection, call.path["pipeline_id"])
    raise conflict(
        f"The pipeline {record['name']!r} has no result: {record['error']}",
        {"status": record["status"], "error_code": record["error_code"]},
    )


def list_pipeline_elements(call: Call) -> Response:
    """List the elements of a pipeline in their order."""
    identifier = call.path["pipeline_id"]
    with call.services.database.read() as connection:
        PIPELINES.row(connection, identifier)
        return answer(_elements(connection, identifier))


def get_pipeline_element(call: Call) -> Response:
    """Return one element."""
    identifier = call.path["element_id"]
    with call.services.database.read() as connection:
        found = select(pipeline_elements).where(_ELEMENT.id == identifier)
        row = connection.execute(found).mappings().first()
    if row is None:
        raise not_found("pipeline_element", identifier)
    return answer(_element_record(row))


def _insert_element(
    call: Call,
    connection: Connection,
    place: tuple[str, str],
    order: int,
    name: str,
    config: Mapping[str, Any],
) -> None:
    project, pipeline = place
    kind = config["element_type"]
    job = None
    if kind in JOB_TYPES:
        job = engines.refused_job(
            call, connection, job_type=JOB_TYPES[kind], project=project, what=_WHAT
        )
    state = {"status": "skipped"} if kind == "entry" else _REFUSED
    values = {
        "id": call.services.new_id(),
        "pipeline_id": pipeline,
        "name": name,
        "element_order": order,
        "element_type": _LABELS[kind],
        "job_config": dict(config),
        "job_id": job and job["id"],
        **state,
        **call.services.signature(),
    }
    insert_row(connection, pipeline_elements, values)


def _fill(_connection: Connection, records: Records, _full: bool) -> None:
    engines.say_over(records)


def _elements(connection: Connection, identifier: str) -> list[dict[str, Any]]:
    found = select(pipeline_elements).where(_ELEMENT.pipeline_id == identifier)
    rows = connection.execute(found.order_by(_ELEMENT.element_order)).mappings()
    return [_element_record(row) for row in rows]


def _element_record(row: RowMapping) -> dict[str, Any]:
    return {
        **row,
        "job_type": JOB_TYPES.get(row["job_config"]["element_type"]),
        "job_status": row["status"] if row["job_id"] else None,
        "result": None,
    }


PIPELINES: Final = Collection(
    "pipeline",
    pipelines,
    parent=PROJECTS,
    fields=("name", "description"),
    listing=Listing.of(
        pipelines,
        text=("id", "name", "description", "status", "created_by_email"),
        order=(
            *("id", "name", "description", "status"),
            *("created_at", "updated_at", "created_by_email"),
        ),
    ),
    unique=(),
    verbs=("list", "get", "update", "delete"),
    listed_as="pipelines",
    free_text=("description",),
    fill=_fill,
)
OPERATIONS = {
    **by_name(create_pipeline, get_pipeline_result, list_pipeline_elements, get_pipeline_element),
    "cancel_pipeline": PIPELINES.get,  # as it is: there is no run to cancel
}
