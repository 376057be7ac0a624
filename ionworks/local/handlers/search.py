"""Search over the names of records of every kind."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, null, select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.errors import bad_request
from ionworks.local.filters import contains
from ionworks.local.schema import (
    cell_instances,
    cell_measurements,
    cell_specifications,
    materials,
    pipelines,
    projects,
)
from ionworks.local.services import Call

# Kind of record: where it is, its own table, its project, its parent, whether a project cuts it.
_KINDS: Final[dict[str, tuple[FromClause, Any, Any, Any, bool]]] = {
    "project": (projects, projects, null(), null(), False),
    "cell_specification": (
        cell_specifications,
        cell_specifications,
        cell_specifications.c.project_id,
        null(),
        True,
    ),
    "cell_instance": (
        cell_instances.join(cell_specifications),
        cell_instances,
        cell_specifications.c.project_id,
        cell_instances.c.cell_specification_id,
        True,
    ),
    "cell_measurement": (
        cell_measurements,
        cell_measurements,
        cell_measurements.c.project_id,
        cell_measurements.c.cell_instance_id,
        True,
    ),
    "material": (materials, materials, materials.c.project_id, null(), False),
    "pipeline": (pipelines, pipelines, pipelines.c.project_id, null(), True),
}


def search(call: Call) -> Response:
    """Find records whose name contains a text, without case."""
    query = call.query
    text = query["q"].strip()
    if not text:
        raise bad_request("The text to search for is blank.")
    results: list[dict[str, Any]] = []
    with call.services.database.read() as connection:
        for kind in _KINDS:
            if kind in query.get("entity_types", _KINDS):
                rows = connection.execute(_matches(kind, text, query)).mappings()
                results.extend({**row, "entity_type": kind} for row in rows)
    offset, limit = query["offset"], query["limit"]
    return answer(
        {
            "results": results[offset : offset + limit],
            "query": query["q"],
            "total": len(results),
            "limit": limit,
            "offset": offset,
        }
    )


def _matches(kind: str, text: str, query: Mapping[str, Any]) -> Select[Any, Any, Any, Any]:
    place, table, project, parent, cut = _KINDS[kind]
    conditions: list[ColumnElement[bool]] = [contains(table.c.name, text)]
    if cut and "project_id" in query:
        conditions.append(project == query["project_id"])
    return (
        select(table.c.id, table.c.name, project.label("project_id"), parent.label("parent_id"))
        .select_from(place)
        .where(*conditions)
        .order_by(table.c.name, table.c.id)
        .limit(query["per_type"])
    )


OPERATIONS = (search,)
