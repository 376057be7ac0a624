"""Search over the names and the free text of records of every kind."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, null, or_, select
from starlette.responses import Response

from ionworks.local.answers import answer
from ionworks.local.contract import load_contract
from ionworks.local.errors import bad_request
from ionworks.local.filters import contains
from ionworks.local.handlers.collection import Collection
from ionworks.local.services import Call, Handler


def search_over(collections: Iterable[Collection]) -> Handler:
    """Return the handler that searches collections: those that say which text of them is free.

    Their order is that of the kinds in the contract; kinds that it does not name follow.
    """
    searched = {
        one.found_as or one.resource: one for one in collections if one.free_text is not None
    }
    stated = [kind for kind in _stated_kinds() if kind in searched]
    return partial(_search, {kind: searched[kind] for kind in dict.fromkeys([*stated, *searched])})


def _stated_kinds() -> list[str]:
    parameters = load_contract().document["paths"]["/search"]["get"]["parameters"]
    (kinds,) = (one["schema"] for one in parameters if one.get("name") == "entity_types")
    stated: list[str] = kinds["items"]["x-known-values"]
    return stated


def _search(searched: Mapping[str, Collection], call: Call) -> Response:
    """Find records whose name contains a text, or whose free text has words that begin so.

    The kinds take turns: ``per_type`` records of each, then the next ones of each, and so on.
    An answer ends where a kind would have more than ``per_type`` in it, so that the following
    one begins after its last record.
    """
    query = call.query
    text = query["q"].strip()
    if not text:
        raise bad_request("The text to search for is blank.")
    kinds = [kind for kind in searched if kind in query.get("entity_types", searched)]
    results: list[dict[str, Any]] = []
    with call.services.database.read() as connection:
        found = {kind: _matches(searched[kind], text, query) for kind in kinds}
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


def _matches(kind: Collection, text: str, query: Mapping[str, Any]) -> Select[Any, Any, Any, Any]:
    """Select what matches; those whose name does come first."""
    table, parent = kind.table, kind.parent
    name = func.coalesce(table.c.name, "")  # an optimization may have none
    named = contains(name, text)
    words = (func.has_words(table.c[field], text) for field in kind.free_text or ())
    conditions: list[ColumnElement[bool]] = [or_(named, *words)]
    place: FromClause = table
    project: ColumnElement[Any] = null()
    above: ColumnElement[Any] = null()
    if "project_id" in table.c:
        project = table.c.project_id
    elif parent is not None:
        place, project = table.join(parent.table), parent.table.c.project_id
    if parent is not None and parent.parent is not None:
        above = kind.parent_column
    if kind.is_in_project and "project_id" in query:
        conditions.append(or_(project == query["project_id"], project.is_(None)))
    return (
        select(
            table.c.id,
            name.label("name"),
            project.label("project_id"),
            above.label("parent_id"),
        )
        .select_from(place)
        .where(*conditions)
        .order_by(named.desc(), name, table.c.id)
    )
