"""A list that comes no further ends with an error, whatever a service says of its length.

The rule: a walk ends where the total says, or at an empty page. A page that is the one before it
once more ends it with an error, and so does the page after the most that there can be.
"""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from support.scripted import Reply, Seen, scripted

from ionworks import errors
from ionworks.pagination import AsyncPages, Pages, PaginatedList


def page_of_cells(first: int, count: int, total: Any) -> Reply:
    items = [{"id": f"s{n}", "name": f"n{n}"} for n in range(first, first + count)]
    return Reply(body=json.dumps({"items": items, "count": count, "total": total}).encode())


async def every(pages: Any) -> list[Any]:
    return [record async for record in pages]


def walk(client: Any) -> Any:
    pages = client.project.iter()
    return list(pages) if isinstance(pages, Pages) else every(pages)


def test_a_page_that_comes_again_ends_the_walk(ask: Any) -> None:
    with scripted(page_of_cells(0, 3, 10**9)) as service:
        with pytest.raises(errors.UnexpectedResponseError, match="once more"):
            ask(service.url, walk)
        assert len(service.seen) == 2


@pytest.mark.parametrize("total", [0, -5, 1, True])
def test_a_total_that_is_too_small_ends_the_walk(ask: Any, total: int) -> None:
    with scripted(page_of_cells(0, 3, total)) as service:
        assert len(ask(service.url, walk)) == 3
        assert len(service.seen) == 1


@pytest.mark.parametrize("total", [None, "7", 1e9, [], {}])
def test_a_total_that_is_none_is_an_error_or_left_out(ask: Any, total: Any) -> None:
    with scripted(page_of_cells(0, 3, total)) as service:
        with contextlib.suppress(errors.UnexpectedResponseError):
            assert len(ask(service.url, walk)) == 3
        assert len(service.seen) <= 2


def test_pages_that_never_end_end_with_an_error(monkeypatch: pytest.MonkeyPatch, ask: Any) -> None:
    monkeypatch.setattr("ionworks.pagination.MOST_PAGES", 20)
    sent = iter(range(0, 10**6, 3))

    def answer(_seen: Seen) -> Reply:
        return page_of_cells(next(sent), 3, 10**18)

    with scripted(answer=answer) as service:
        with pytest.raises(errors.UnexpectedResponseError, match="page 21"):
            ask(service.url, walk)
        assert len(service.seen) == 21


def test_a_walk_that_was_refused_has_ended() -> None:
    async def page(_limit: int, offset: int) -> PaginatedList[int]:
        return PaginatedList([1, 2], 10**9)

    pages = Pages(AsyncPages(page))
    with pytest.raises(errors.UnexpectedResponseError):
        list(pages)
    assert list(pages) == []
