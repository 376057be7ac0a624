"""Series of many measurements in one table: what fits is joined, what does not is named."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest

from ionworks.tables.stacking import stack

NOON = dt.datetime(2026, 1, 1, 12)
IN_BERLIN = pl.Series([NOON]).dt.replace_time_zone("Europe/Berlin")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ([1], [1.5], [1.0, 1.5]),
        ([1], [None], [1, None]),
        ([None], ["x"], [None, "x"]),
        (pl.Series([1], dtype=pl.UInt64), [-1], [1, -1]),
        (pl.Series(["a"], dtype=pl.Categorical), ["b"], ["a", "b"]),
        (
            pl.Series(["a"], dtype=pl.Enum(["a"])),
            pl.Series(["b"], dtype=pl.Enum(["b"])),
            ["a", "b"],
        ),
        # Noon without a zone is noon UTC; noon in Berlin is eleven UTC in winter.
        (
            [NOON],
            IN_BERLIN,
            [NOON.replace(tzinfo=dt.UTC), NOON.replace(tzinfo=dt.UTC, hour=11)],
        ),
        ([dt.date(2026, 1, 1)], [NOON], [NOON.replace(hour=0), NOON]),
    ],
)
def test_columns_of_one_kind_are_joined(
    first: pl.Series, second: pl.Series, joined: list[object]
) -> None:
    frame, misfits = stack({"A": pl.DataFrame({"c": first}), "B": pl.DataFrame({"c": second})})
    assert misfits == {}
    assert frame["c"].to_list() == joined


@pytest.mark.parametrize(
    ("second", "kind"),
    [(["x"], "text"), ([True], "Boolean"), ([NOON], "dates or times"), ([[1]], "List(Int64)")],
)
def test_a_table_of_another_kind_is_left_out_and_named(second: list[object], kind: str) -> None:
    frames = {
        "A": pl.DataFrame({"c": [1]}),
        "B": pl.DataFrame({"c": second}),
        "C": pl.DataFrame({"c": [2.5], "d": ["only here"]}),
    }
    frame, misfits = stack(frames)
    assert frame.rows() == [(1.0, None), (2.5, "only here")]
    assert list(misfits) == ["B"]
    assert misfits["B"].startswith(f"column 'c' holds {kind}, and numbers")


def test_nothing_makes_an_empty_table() -> None:
    assert stack({})[0].is_empty()
