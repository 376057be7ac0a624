"""The rows of a series, put to the steps of its step table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks.tables.columns import TIME

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


def means_over_time(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Return the mean over time of a column in each step, by the trapezoid rule.

    Parameters
    ----------
    rows : polars.DataFrame
        With ``step``, the column and, where there is one, ``Time [s]``.
    column : str
        Column of numbers. Rows without it or without a time are left out, and spanned.

    Returns
    -------
    polars.DataFrame
        ``step`` and ``over time``; no row for steps in which no time passes.
    """
    import polars as pl

    if TIME not in rows.columns:
        return pl.DataFrame(schema={"step": rows.schema["step"], "over time": pl.Float64})
    known = rows.select("step", pl.col(TIME, column).cast(pl.Float64)).drop_nulls()
    value, passed = pl.col(column), pl.col(TIME).diff()
    return (
        known.group_by("step")
        .agg(
            ((value + value.shift()) / 2 * passed).sum().alias("area"),
            passed.sum().alias("passed"),
        )
        .filter(pl.col("passed") > 0)
        .select("step", (pl.col("area") / pl.col("passed")).alias("over time"))
    )
