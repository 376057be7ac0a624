"""The steps of a series that no platform has made a table of yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ionworks.tables.amounts import RUN, accumulate, real_numbers
from ionworks.tables.columns import (
    CURRENT,
    CYCLE,
    DURATION,
    MEAN_CURRENT,
    START_TIME,
    STEP,
    STEP_TYPE,
    TIME,
    TOTALS,
    VOLTAGE,
)
from ionworks.tables.held import label_by_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["steps_of"]


def steps_of(series: pl.DataFrame, rated_capacity: float | None = None) -> pl.DataFrame:
    """Describe each run of equal step numbers in the columns of a step table.

    Parameters
    ----------
    series : polars.DataFrame
        With time, voltage, current and ``Step count``.
    rated_capacity : float, optional
        Rated capacity in A.h, for the labels; see `label_by_cell`.

    Returns
    -------
    polars.DataFrame
        ``Start index``, ``End index``, times, voltages, numbers, amounts and ``Step type``.
    """
    numbers = series.select(pl.col(name) for name in (STEP, CYCLE) if name in series.columns)
    rows = accumulate(real_numbers(series).hstack(numbers.select(STEP)), STEP)
    rows = rows.with_columns(pl.col(STEP).rle_id().alias(RUN), *numbers.iter_columns())
    steps = rows.group_by(RUN, maintain_order=True).agg(_summaries(set(rows.columns)))
    end = pl.col("rows").cum_sum() - 1
    steps = steps.select(
        (end - pl.col("rows") + 1).alias("Start index"),
        end.alias("End index"),
        pl.exclude(RUN, "rows"),
    )
    labels = label_by_cell(series, steps, rated_capacity)
    return steps.with_columns(labels[STEP_TYPE])


def _summaries(names: set[str]) -> Iterator[pl.Expr]:
    yield pl.len().cast(pl.Int64).alias("rows")
    for name in (STEP, CYCLE):
        if name in names:
            yield pl.col(name).first()
    yield pl.col(TIME).first().alias(START_TIME)
    yield pl.col(TIME).last().alias("End time [s]")
    yield (pl.col(TIME).last() - pl.col(TIME).first()).alias(DURATION)
    yield pl.col(VOLTAGE).first().alias("Start voltage [V]")
    yield pl.col(VOLTAGE).last().alias("End voltage [V]")
    yield pl.col(CURRENT).mean().alias(MEAN_CURRENT)
    for name in TOTALS:
        if name in names:
            yield pl.col(name).drop_nulls().last()
