"""Walks over lists: what stays in a list comes once, whatever happens to the rest of it.

The right answer is what a list in memory says: a result that was there from the beginning of
the walk to its end comes exactly once.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ionworks.errors import UnexpectedResponseError
from ionworks.pagination import AsyncPages, Pages, PaginatedList

START = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A record of a list."""

    id: int
    created_at: datetime


class Stored(list[Row]):
    """A list as a service holds it."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.made = self.changes = 0
        for _ in range(count):
            self.append(self.new())

    def new(self) -> Row:
        self.made += 1
        return Row(self.made, START + timedelta(seconds=self.made))

    async def page(self, limit: int, offset: int) -> PaginatedList[Row]:
        return PaginatedList(self[offset : offset + limit], len(self))


Change = Callable[[Stored, Row, random.Random], None]


def delete_what_came(stored: Stored, came: Row, _: random.Random) -> None:
    stored.remove(came)


def delete_some(stored: Stored, came: Row, dice: random.Random) -> None:
    if dice.random() < 0.3:
        stored.remove(came)


def replace(stored: Stored, came: Row, _: random.Random) -> None:
    stored.remove(came)
    stored.append(stored.new())


def replace_before(stored: Stored, came: Row, _: random.Random) -> None:
    stored[stored.index(came)] = stored.new()


def add_before(stored: Stored, _: Row, dice: random.Random) -> None:
    if dice.random() < 0.5:
        stored.insert(0, stored.new())


def add_behind(stored: Stored, _: Row, __: random.Random) -> None:
    stored.append(stored.new())


def move_to_the_front(stored: Stored, _: Row, dice: random.Random) -> None:
    if dice.random() < 0.1:
        stored.insert(0, stored.pop(dice.randrange(len(stored))))


def move_to_the_end(stored: Stored, came: Row, _: random.Random) -> None:
    stored.remove(came)
    stored.append(came)


def delete_anywhere(stored: Stored, _: Row, dice: random.Random) -> None:
    if dice.random() < 0.3:
        stored.remove(dice.choice(stored))


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize(
    "change",
    [
        delete_what_came,
        delete_some,
        replace,
        replace_before,
        add_before,
        add_behind,
        move_to_the_front,
        move_to_the_end,
        delete_anywhere,
    ],
)
@pytest.mark.parametrize("is_own", [True, False])
def test_what_stays_comes_once(change: Change, size: int, is_own: bool) -> None:
    if not is_own and change in (replace, move_to_the_front, move_to_the_end):
        return  # the total does not tell
    dice = random.Random(size)
    stored = Stored(20)
    stayed = set(stored)
    found: list[Row] = []
    own = (lambda: stored.changes) if is_own else int
    for came in Pages(AsyncPages(stored.page, page_size=size, changes=own)):
        found.append(came)
        if came in stored:
            before = list(stored)
            change(stored, came, dice)
            stored.changes += stored != before
            stayed &= set(stored)
    assert len(found) == len(set(found)) <= 60
    assert stayed <= set(found)


def test_a_list_that_does_not_change_is_read_once() -> None:
    stored = Stored(7)
    asked: list[tuple[int, int]] = []

    async def page(limit: int, offset: int) -> PaginatedList[Row]:
        asked.append((limit, offset))
        return await stored.page(limit, offset)

    assert list(Pages(AsyncPages(page, page_size=3))) == stored
    assert asked == [(3, 0), (3, 3), (3, 6)]


def test_the_way_back_over_what_is_gone_takes_few_requests() -> None:
    """Where as many results came as went, only looking back shows where a walk goes on."""
    stored = [f"old {number}" for number in range(1000)] + [f"late {n}" for n in range(20)]
    changes, asked = [0], []

    async def page(limit: int, offset: int) -> PaginatedList[str]:
        asked.append(offset)
        return PaginatedList(stored[offset : offset + limit], len(stored))

    walk = Pages(AsyncPages(page, page_size=10, changes=lambda: changes[0]))
    assert [next(walk) for _ in range(1000)] == stored[:1000]
    stored[:640] = []
    stored += [f"new {number}" for number in range(640)]
    changes[0], asked[:] = 1, []
    assert next(walk) == "late 0"
    assert asked[:7] == [999, 989, 969, 929, 849, 689, 369]


def test_deleting_all_costs_two_requests_a_page() -> None:
    stored = Stored(100)
    asked: list[int] = []

    async def page(limit: int, offset: int) -> PaginatedList[Row]:
        asked.append(offset)
        return await stored.page(limit, offset)

    for came in Pages(AsyncPages(page, page_size=10, changes=lambda: 100 - len(stored))):
        stored.remove(came)
    assert stored == []
    assert len(asked) == 19


@pytest.mark.parametrize(("total", "offsets"), [(0, [0]), (2, [0]), (7, [0, 3, 6]), (6, [0, 3, 6])])
def test_a_service_without_totals_is_walked_to_a_page_that_is_not_full(
    total: int, offsets: list[int]
) -> None:
    stored = [f"row {number}" for number in range(total)]
    asked: list[int] = []

    async def page(limit: int, offset: int) -> PaginatedList[str]:
        asked.append(offset)
        return PaginatedList(stored[offset : offset + limit], None)

    assert list(Pages(AsyncPages(page, page_size=3))) == stored
    assert asked == offsets


def test_a_service_without_totals_that_sends_all_at_once_is_read_once() -> None:
    async def page(_limit: int, _offset: int) -> PaginatedList[str]:
        return PaginatedList(["a", "b", "c", "d"], None)

    assert list(Pages(AsyncPages(page, page_size=3))) == ["a", "b", "c", "d"]


def test_a_list_that_comes_no_further_is_an_error() -> None:
    async def page(_limit: int, _offset: int) -> PaginatedList[str]:
        return PaginatedList(["a", "b", "c"], 9)

    with pytest.raises(UnexpectedResponseError, match="once more"):
        list(Pages(AsyncPages(page, page_size=3)))


def everything(do: Any, walk: Callable[[Any], Any], each: Callable[[Any, Any], Any]) -> list[Any]:
    """Walk in either face, and do something with each result before the next one is read."""

    def act(client: Any) -> Any:
        pages = walk(client)
        if isinstance(pages, AsyncPages):

            async def awaited() -> list[Any]:
                found = []
                async for one in pages:
                    found.append(one)
                    await each(client, one)
                return found

            return awaited()
        found = []
        for one in pages:
            found.append(one)
            each(client, one)
        return found

    result: list[Any] = do(act)
    return result


def test_specifications_are_deleted_while_they_are_walked(
    do: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AsyncPages.__init__, "__kwdefaults__", {"page_size": 2, "changes": int})
    names = [f"spec {number}" for number in range(5)]
    for name in names:
        do(lambda client, name=name: client.cell_spec.create({"name": name}))
    found = everything(
        do,
        lambda client: client.cell_spec.iter(order_by="name"),
        lambda client, one: client.cell_spec.delete(one.id),
    )
    assert [one.name for one in found] == names
    assert do(lambda client: client.cell_spec.list()).total == 0


def test_specifications_are_replaced_while_they_are_walked(
    do: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AsyncPages.__init__, "__kwdefaults__", {"page_size": 2, "changes": int})
    names = [f"spec {number}" for number in range(5)]
    for name in names:
        do(lambda client, name=name: client.cell_spec.create({"name": name}))

    def rename(client: Any, one: Any) -> Any:
        return client.cell_spec.update(one.id, {"name": f"z {one.name}"})

    found = everything(do, lambda client: client.cell_spec.iter(order_by="name"), rename)
    assert sorted({one.id for one in found}) == sorted(one.id for one in found)
    assert {one.name.removeprefix("z ") for one in found} == set(names)


def test_what_was_there_comes_although_a_newer_one_has_the_same_moment() -> None:
    """A walk that has had as many as there were still takes what is not newer than those."""
    first, second, third = (Row(number, START) for number in (1, 2, 3))
    stored = Stored(0)
    stored.extend([first, second])
    found = []
    for came in Pages(AsyncPages(stored.page, page_size=1)):
        found.append(came)
        if came is first:
            stored.insert(1, third)
    assert second in found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_change_costs_one_more_result_a_page(size: int) -> None:
    """A page that begins with a result that came already has another one too."""
    stored, reads = Stored(6), []

    async def page(limit: int, offset: int) -> PaginatedList[Row]:
        reads.append((limit, offset))
        stored.changes += 1
        return await stored.page(limit, offset)

    found = list(Pages(AsyncPages(page, page_size=size, changes=lambda: stored.changes)))
    assert found == stored
    assert len(reads) == {1: 6, 2: 5, 3: 3}[size]
