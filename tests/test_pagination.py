"""A page behaves like a list."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from ionworks import PaginatedList
from ionworks.records import CellBatch


def test_a_page_is_a_list_that_knows_its_total() -> None:
    page = PaginatedList([1, 2, 3], total=9)
    assert (len(page), page.count, page.total, page.items) == (3, 3, 9, [1, 2, 3])
    assert (page[0], page[-1], page[1:]) == (1, 3, [2, 3])
    assert list(page) == [1, 2, 3] == page
    assert page == PaginatedList([1, 2, 3], total=9) != PaginatedList([1, 2, 3], total=3)
    assert page != (1, 2, 3)
    assert 2 in page
    assert page.index(3) == 2
    assert list(reversed(page)) == [3, 2, 1]
    assert page + [4] == [1, 2, 3, 4]  # noqa: RUF005 - the operator is what is tested
    assert [0] + page == [0, 1, 2, 3]  # noqa: RUF005
    assert page + page == [1, 2, 3, 1, 2, 3]
    assert isinstance(page, Sequence)
    assert repr(page) == "PaginatedList([1, 2, 3], total=9)"
    assert not PaginatedList([], total=0)
    with pytest.raises(IndexError):
        page[3]


def test_a_page_becomes_a_frame() -> None:
    batches = [
        CellBatch(id="1", name="A", cell_specification_id="s", properties={"d": 1}),
        CellBatch(id="2", name="B", cell_specification_id="s", properties={"late": 1.5}),
    ]
    page = PaginatedList(batches, total=2)
    assert page.to_polars()["name"].to_list() == ["A", "B"]
    assert page.to_polars()["properties"][1]["late"] == 1.5
    assert page.to_pandas()["properties"][0] == {"d": 1}
    assert PaginatedList([], total=0).to_polars().shape == (0, 0)
