"""Arithmetic of short columns, such as those of a step table, at a few microseconds a call.

Operators between series, `Series.zip_with` and casts are direct calls. Most other methods of a
series, and every frame operation, start the query engine, which costs 20 times as much.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl


def or_else(column: pl.Series, value: float | pl.Series) -> pl.Series:
    """Return a column with its nulls replaced."""
    return column.fill_null(value) if column.has_nulls() else column


def is_true(mask: pl.Series) -> pl.Series:
    """Return a mask in which an unknown answer is no."""
    return mask.fill_null(value=False) if mask.has_nulls() else mask


def is_known(column: pl.Series) -> pl.Series:
    """Tell which rows have a value."""
    if column.has_nulls():
        return column.is_not_null()
    return pl.Series([True], dtype=pl.Boolean).new_from_index(0, column.len())


def magnitude(column: pl.Series) -> pl.Series:
    """Return the absolute value; null stays null."""
    return (column * -1.0).zip_with(column < 0, column)


def positive_part(column: pl.Series) -> pl.Series:
    """Return a column with 0 for negative values; null stays null."""
    return (column - column).zip_with(column < 0, column)


def larger(one: pl.Series, other: pl.Series) -> pl.Series:
    """Return the larger value of two; the known one where the other is null."""
    return one.zip_with(is_true(one > other), or_else(other, one))


def smaller(one: pl.Series, other: pl.Series) -> pl.Series:
    """Return the smaller value of two; the known one where the other is null."""
    return one.zip_with(is_true(one < other), or_else(other, one))


def roots(columns: Sequence[pl.Series]) -> list[pl.Series]:
    """Return the square roots of several columns of one length."""
    frame = pl.DataFrame([column.alias(str(at)) for at, column in enumerate(columns)])
    return frame.select(pl.all().sqrt()).get_columns()
