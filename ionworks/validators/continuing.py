"""Put the end of a stored series before the rows that continue it."""

from __future__ import annotations

import polars as pl

from ionworks.tables.columns import STEP
from ionworks.validators.columns import NUMERIC

__all__ = ["continue_rows", "last_step"]


def last_step(stored: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the step that a series ends with."""
    if STEP not in stored.columns or stored.is_empty():
        return stored
    step = stored[STEP].rle_id()
    return stored.filter(step == step[-1])


def continue_rows(stored: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return both parts as one frame, with the columns of `rows` that the checks know.

    Parameters
    ----------
    stored : polars.DataFrame
        The last rows of a series.
    rows : polars.DataFrame
        The rows that follow. What they hold decides whether a column is one of numbers.
    """
    names = [name for name in NUMERIC if name in rows.columns]
    numbers = [name for name in names if rows.schema[name].is_numeric()]
    after = rows.select(
        pl.col(name).cast(pl.Float64) if name in numbers else pl.col(name) for name in names
    )
    before = stored.select(
        pl.col(name).cast(pl.Float64, strict=False)
        if name in stored.columns and name in numbers
        else pl.lit(None, after.schema[name]).alias(name)
        for name in names
    )
    return pl.concat([before, after])
