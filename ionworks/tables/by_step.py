"""The rows of a series, put to the steps of its step table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl


def rows_of_steps(
    series: pl.DataFrame, steps: pl.DataFrame, columns: Sequence[str]
) -> pl.DataFrame:
    """Return the rows of all steps, one step below the other.

    Parameters
    ----------
    series : polars.DataFrame
        The rows that the step table counts.
    steps : polars.DataFrame
        With ``Start index`` and ``End index``, both included. Steps may overlap.
    columns : sequence of str
        The columns of the series that are wanted.

    Returns
    -------
    polars.DataFrame
        ``step``, the row of the step table, from 0, and the columns.
    """
    import polars as pl

    place = (
        steps.lazy()
        .select(
            pl.int_range(pl.len()).alias("step"),
            pl.int_ranges("Start index", pl.col("End index") + 1).alias("row"),
        )
        .explode("row")
        .collect()
    )
    return place.select("step").hstack(series.select(columns)[place["row"]])
