"""Search over the names and the free text of records of every kind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen
from sqlalchemy import ColumnElement, FromClause, Select, Table, func, null, or_, select
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


@frozen
class _Kind:
    """A kind of record, and where to look for it.

    Attributes
    ----------
    table : Table
        Where the records are.
    free_text : sequence of column
        What the contract calls free text of it.
    project, parent : column
        The project and the record that it belongs to.
    place : FromClause
        The table, with what the other columns are in.
    is_in_project : bool
        Whether the search in one project leaves out the records of others.
    """

    table: Table
    free_text: Sequence[ColumnElement[Any]]
    project: ColumnElement[Any]
    parent: ColumnElement[Any]
    place: FromClause
    is_in_project: bool = True


_KINDS: Final = {
    "project": _Kind(
        projects, [projects.c.description], null(), null(), projects, is_in_project=False
    ),
    "cell_specification": _Kind(
        cell_specifications,
        [cell_specifications.c.notes],
        cell_specifications.c.project_id,
        null(),
        cell_specifications,
    ),
    "cell_instance": _Kind(
        cell_instances,
        [cell_instances.c.notes, cell_instances.c.batch],
        cell_specifications.c.project_id,
        cell_instances.c.cell_specification_id,
        cell_instances.join(cell_specifications),
    ),
    "cell_measurement": _Kind(
        cell_measurements,
        [cell_measurements.c.notes],
        cell_measurements.c.project_id,
        cell_measurements.c.cell_instance_id,
        cell_measurements,
    ),
    "material": _Kind(
        materials, [], materials.c.project_id, null(), materials, is_in_project=False
    ),
    "pipeline": _Kind(
        pipelines, [pipelines.c.description], pipelines.c.project_id, null(), pipelines
    ),
}


def search(call: Call) -> Response:
    """Find records whose name contains a text, or whose free text has words that begin so.

    The kinds take turns: ``per_type`` records of each, then the next ones of each, and so on.
    An answer ends where a kind would have more than ``per_type`` in it, so that the following
    one begins after its last record.
    """
    query = call.query
    text = query["q"].strip()
    if not text:
        raise bad_request("The text to search for is blank.")
    kinds = [kind for kind in _KINDS if kind in query.get("entity_types", _KINDS)]
    results: list[dict[str, Any]] = []
    with call.services.database.read() as connection:
        found = {kind: _matches(_KINDS[kind], text, query) for kind in kinds}
        counts = {
            kind: connection.scalars(select(func.count()).select_from(rows.subquery())).one()
            for kind, rows in found.items()
        }
        for kind, first, count in _page(counts, query):
            rows = connection.execute(found[kind].limit(count).offset(first)).mappings()
            results.extend({**row, "entity_type": kind} for row in rows)
    return answer(
        {
            "results": results,
            "query": query["q"],
            "total": sum(counts.values()),
            "limit": query["limit"],
            "offset": query["offset"],
        }
    )


def _page(counts: Mapping[str, int], query: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield what is in a page: the kind, the first of its records, and how many follow."""
    per_type, left, skip = query["per_type"], query["limit"], query["offset"]
    taken = dict.fromkeys(counts, 0)
    for turn in range(0, max(counts.values(), default=0), per_type):
        for kind, count in counts.items():
            size = max(min(per_type, count - turn), 0)
            skipped = min(skip, size)
            skip -= skipped
            take = min(size - skipped, per_type - taken[kind], left)
            if take:
                yield kind, turn + skipped, take
            taken[kind] += take
            left -= take
            if not left or take < size - skipped:
                return


def _matches(kind: _Kind, text: str, query: Mapping[str, Any]) -> Select[Any, Any, Any, Any]:
    """Select what matches; those whose name does come first."""
    table = kind.table
    named = contains(table.c.name, text)
    matching = or_(named, *(func.has_words(column, text) for column in kind.free_text))
    conditions: list[ColumnElement[bool]] = [matching]
    if kind.is_in_project and "project_id" in query:
        conditions.append(or_(kind.project == query["project_id"], kind.project.is_(None)))
    return (
        select(
            table.c.id,
            table.c.name,
            kind.project.label("project_id"),
            kind.parent.label("parent_id"),
        )
        .select_from(kind.place)
        .where(*conditions)
        .order_by(named.desc(), table.c.name, table.c.id)
    )


OPERATIONS = (search,)
