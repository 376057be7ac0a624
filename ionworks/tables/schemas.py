"""The kinds of the columns that the platform derives, whatever form they travel in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks.tables.columns import FRAME, STEP_TYPE, WHOLE
from ionworks.tables.frames import from_columns

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

_WHOLE_NUMBERS = frozenset({"Start index", "End index", *WHOLE})
_TEXTS = frozenset({STEP_TYPE, FRAME})


def derived_table(columns: Mapping[str, Any], *, name: str) -> pl.DataFrame:
    """Read a step or cycle table from JSON columns.

    JSON does not distinguish 1.0 from 1, or say what an empty column would hold, so the kinds of
    the known columns are fixed: counts and indices are Int64, labels are text, and every
    column with a unit, and every ratio, is Float64.
    """
    import polars as pl

    frame = from_columns(columns, name=name)
    if not columns:
        return frame
    return frame.with_columns(
        pl.col(column).cast(
            pl.Int64
            if column in _WHOLE_NUMBERS
            else pl.String
            if column in _TEXTS or frame.schema[column] == pl.String
            else pl.Float64
        )
        for column in frame.columns
        if frame.schema[column].is_numeric() or frame.schema[column] in (pl.Null, pl.String)
    )
