"""Pages, order and comparisons of a list, over a table in memory."""

import pytest
from sqlalchemy import Column, Float, MetaData, Table, Text, create_engine, insert, select

from ionworks.local.filters import Listing, text_condition

ROWS = Table(
    "rows",
    MetaData(),
    Column("id", Text),
    Column("name", Text),
    Column("size", Float),
    Column("created_by_email", Text),
    Column("created_at", Text),
    Column("updated_at", Text),
)
MOMENTS = [f"2026-01-0{day}T00:00:00.000000Z" for day in range(1, 5)]


@pytest.fixture(scope="module")
def connection():
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        ROWS.create(connection)
        connection.execute(
            insert(ROWS),
            [
                {
                    "id": f"{number:03}",
                    "name": "even" if number % 2 == 0 else "odd",
                    "size": number,
                    "created_at": MOMENTS[number // 100],
                    "updated_at": None if number == 7 else MOMENTS[number % 3],
                }
                for number in range(300)
            ],
        )
        yield connection
    engine.dispose()


def page(connection, stored=None, **query):
    listing = Listing.of(ROWS)
    rows, total = listing.page(connection, select(ROWS), query, stored)
    return [row["id"] for row in rows], total


@pytest.mark.parametrize("offset", [0, 124, 126, 255, 257, 299])
def test_a_page_begins_at_its_offset(connection, offset):
    assert page(connection, offset=offset, limit=2) == (
        [f"{number:03}" for number in range(offset, min(offset + 2, 300))],
        300,
    )
    assert page(connection, skip=offset, limit=1)[0] == [f"{offset:03}"]


def test_a_page_beyond_the_end_is_empty(connection):
    assert page(connection, offset=300) == ([], 300)
    assert page(connection, offset=10**30) == ([], 300)


def test_the_order_of_equals_turns_about_with_the_order(connection):
    upward, downward = (
        page(connection, order_by="created_at", order=order)[0] for order in ("asc", "desc")
    )
    assert upward == downward[::-1] == sorted(upward)
    by_change = [page(connection, order_by="updated_at", order=o)[0] for o in ("asc", "desc")]
    assert [ids[-1] for ids in by_change] == ["007", "007"]  # the one without a moment


def test_matches_are_counted_and_all_is_not_counted_again(connection):
    assert page(connection, stored=1000, limit=0)[1] == 1000
    assert page(connection, stored=1000, name="odd", limit=0)[1] == 150
    assert page(connection, name="odd", limit=0)[1] == 150


@pytest.mark.parametrize(
    ("operator", "count"), [("lt", 100), ("lte", 200), ("gt", 100), ("gte", 200), ("eq", 100)]
)
def test_a_comparison_of_moments_has_its_boundary_or_not(connection, operator, count):
    moment = "2026-01-02T01:00:00+01:00"
    assert page(connection, created_at=f"{operator}.{moment}", limit=0)[1] == count


@pytest.mark.parametrize(
    ("operator", "found"), [("lt", "a"), ("lte", "ab"), ("gt", "c"), ("gte", "bc"), ("eq", "b")]
)
def test_a_comparison_of_texts_has_its_boundary_or_not(operator, found):
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        ROWS.create(connection)
        connection.execute(insert(ROWS), [{"name": name} for name in "abc"])
        condition = text_condition(ROWS.c.name, f"{operator}.b")
        assert "".join(connection.scalars(select(ROWS.c.name).where(condition))) == found
    engine.dispose()
