"""The step table: one row for each contiguous run of equal ``Step count``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import polars as pl

from ionworks.local.processing.columns import EIS_FREQUENCY
from ionworks.local.processing.errors import ProcessingError
from ionworks.tables.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    CYCLER_STEP,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    DURATION,
    FRAME,
    FREQUENCY,
    MEAN_TEMPERATURE,
    START_TIME,
    STEP,
    TEMPERATURE,
    TIME,
    VOLTAGE,
)

_RUN = "__run"
_ROWS = "__rows"
_POWER = "__power"

_SPREAD_OF = {
    "voltage [V]": VOLTAGE,
    "current [A]": CURRENT,
    "power [W]": _POWER,
    "frequency [Hz]": FREQUENCY,
}
_TOTALS = (DISCHARGE_CAPACITY, CHARGE_CAPACITY, DISCHARGE_ENERGY, CHARGE_ENERGY)
_CYCLE_TOTALS = {
    "Cycle charge capacity [A.h]": CHARGE_CAPACITY,
    "Cycle discharge capacity [A.h]": DISCHARGE_CAPACITY,
    "Cycle charge energy [W.h]": CHARGE_ENERGY,
    "Cycle discharge energy [W.h]": DISCHARGE_ENERGY,
}

_REAL = pl.Float64()
_WHOLE = pl.Int64()
STEP_SCHEMA: Final[dict[str, pl.DataType]] = {
    "Start index": _WHOLE,
    "End index": _WHOLE,
    START_TIME: _REAL,
    "End time [s]": _REAL,
    "Start voltage [V]": _REAL,
    "End voltage [V]": _REAL,
    **dict.fromkeys(_TOTALS, _REAL),
    **{f"{kind} {of}": _REAL for of in _SPREAD_OF for kind in ("Min", "Max", "Std", "Mean")},
    STEP: _WHOLE,
    CYCLER_STEP: _WHOLE,
    CYCLE: _WHOLE,
    CYCLER_CYCLE: _WHOLE,
    FRAME: pl.String(),
    DURATION: _REAL,
    "Step type": pl.String(),
    **dict.fromkeys(_CYCLE_TOTALS, _REAL),
    MEAN_TEMPERATURE: _REAL,
}
"""Columns of the step table in order; ``Frame`` and the temperature only if the series has them."""

# Widest limits of the step types; small cells narrow those of current.
_REST_CURRENT = 1e-3  # A
_CURRENT_SPREAD = 1e-2  # A
_VOLTAGE_SPREAD = 1e-2  # V
_POWER_SPREAD = 1e-2  # W


def step_table(prepared: pl.DataFrame, *, rated_capacity: float | None = None) -> pl.DataFrame:
    """Summarise a series step by step.

    Parameters
    ----------
    prepared : polars.DataFrame
        A series as `prepare` gives it.
    rated_capacity : float, optional
        Rated capacity of the cell in A.h. It sets the currents below which a step is a rest
        (C/1000) or its current constant (C/200); without it 1 % of the largest current does.
        Either way the limits are at most 1 mA and 10 mA.

    Returns
    -------
    polars.DataFrame
        One row per step with the columns and types of `STEP_SCHEMA`; row numbers count from 0
        and include the last. An empty series gives an empty table.

    Raises
    ------
    ProcessingError
        The rated capacity is not a positive number.
    """
    return finish(summarise(prepared), rated_capacity=rated_capacity)


def summarise(prepared: pl.DataFrame) -> pl.DataFrame:
    """Bring each step of a series down to one row.

    Parameters
    ----------
    prepared : polars.DataFrame
        A prepared series or a part of one that holds whole steps.

    Returns
    -------
    polars.DataFrame
        Rows in order, for `finish`; those of several parts can be put one below the other.
    """
    names = set(prepared.columns)
    series = prepared.lazy().with_columns(pl.col(STEP).rle_id().set_sorted().alias(_RUN))
    if {VOLTAGE, CURRENT} <= names:
        series = series.with_columns((pl.col(VOLTAGE) * pl.col(CURRENT)).alias(_POWER))
        names.add(_POWER)
    return series.group_by(_RUN, maintain_order=True).agg(_summaries(names)).drop(_RUN).collect()


def finish(summaries: pl.DataFrame, *, rated_capacity: float | None = None) -> pl.DataFrame:
    """Make the step table: row numbers, step types, totals of the cycles, columns in order.

    Parameters
    ----------
    summaries : polars.DataFrame
        What `summarise` gives for all steps of the series.
    rated_capacity : float, optional
        See `step_table`.

    Returns
    -------
    polars.DataFrame
        See `step_table`.

    Raises
    ------
    ProcessingError
        See `step_table`.
    """
    if rated_capacity is not None and not (rated_capacity > 0 and math.isfinite(rated_capacity)):
        raise ProcessingError(
            f"the rated capacity is {rated_capacity} A.h; give the cell specification a positive "
            "one, or none"
        )
    names = set(summaries.columns)
    table = summaries.with_columns(_absent(names))
    end = pl.col(_ROWS).cast(_WHOLE).cum_sum() - 1
    table = table.with_columns(
        end.alias("End index"),
        (end - pl.col(_ROWS) + 1).alias("Start index"),
        (pl.col("End time [s]") - pl.col(START_TIME)).alias(DURATION),
        _step_type(rated_capacity).alias("Step type"),
        *(
            # What no step knows is unknown for the cycle too, not zero.
            pl.when(pl.col(of).count() > 0).then(pl.col(of).sum().over(CYCLE)).alias(name)
            for name, of in _CYCLE_TOTALS.items()
        ),
    )
    optional = (FRAME, MEAN_TEMPERATURE)
    return table.select(
        pl.col(name).cast(dtype)
        for name, dtype in STEP_SCHEMA.items()
        if name not in optional or name in names
    )


def _summaries(names: set[str]) -> Iterator[pl.Expr]:
    """Give what the rows of one step say together."""
    yield pl.len().alias(_ROWS)
    for column, quantity in ((TIME, "time [s]"), (VOLTAGE, "voltage [V]")):
        if column in names:
            yield pl.col(column).first().alias(f"Start {quantity}")
            yield pl.col(column).last().alias(f"End {quantity}")
    for name in _TOTALS:
        if name in names:
            total = pl.col(name)
            yield total.last(ignore_nulls=True) - total.first(ignore_nulls=True)
    for quantity, column in _SPREAD_OF.items():
        if column in names:
            values = pl.col(column)
            yield values.min().alias(f"Min {quantity}")
            yield values.max().alias(f"Max {quantity}")
            yield values.mean().alias(f"Mean {quantity}")
            yield _spread(column).alias(f"Std {quantity}")
    for name in (STEP, CYCLER_STEP, CYCLE, CYCLER_CYCLE, FRAME):
        if name in names:
            yield pl.col(name).first()
    if TEMPERATURE in names:
        yield pl.col(TEMPERATURE).mean().alias(MEAN_TEMPERATURE)


def _spread(column: str) -> pl.Expr:
    """Give the sample standard deviation without the rows at which the step is switched.

    A cycler often logs the first row of a step with the setpoint of the step before, and the last
    one with that of the next. Frequencies are set, not measured, and are all taken.
    """
    values = pl.col(column)
    if column == FREQUENCY:
        return values.std().fill_null(0.0)
    rows = pl.len()
    inner = values.slice(
        pl.when(rows < 3).then(0).otherwise(1), pl.when(rows > 3).then(rows - 2).otherwise(rows)
    )
    return pl.when(values.count() > 0).then(inner.std().fill_null(0.0))


def _absent(present: set[str]) -> Iterator[pl.Expr]:
    """Give what the series says nothing about: no sweep, no energy beside a capacity, else null."""
    for name, dtype in STEP_SCHEMA.items():
        if name not in present:
            none = name.endswith("frequency [Hz]") or (
                name in _TOTALS and not present.isdisjoint(_TOTALS)
            )
            yield pl.lit(0.0 if none else None, dtype=dtype).alias(name)


def _step_type(rated_capacity: float | None) -> pl.Expr:
    """Label each step by the quantity that is held; the first test that holds decides."""
    if rated_capacity is not None:
        rest, constant = pl.lit(rated_capacity / 1000), pl.lit(rated_capacity / 200)
    else:
        largest = pl.max_horizontal(
            pl.col("Min current [A]").abs().max(), pl.col("Max current [A]").abs().max()
        )
        rest = constant = pl.when(largest > 0).then(0.01 * largest)
    current = pl.col("Mean current [A]")
    direction = pl.when(current > 0).then(pl.lit("discharge")).otherwise(pl.lit("charge"))
    # Without a current nothing is known to be held, and there is no direction.
    known = current.is_not_null()
    held = (
        pl.when(pl.col("Std current [A]") < pl.min_horizontal(_CURRENT_SPREAD, constant))
        .then(pl.lit("Constant current "))
        .when(pl.col("Std voltage [V]") < _VOLTAGE_SPREAD)
        .then(pl.lit("Constant voltage "))
        .when(pl.col("Std power [W]") < _POWER_SPREAD)
        .then(pl.lit("Constant power "))
    )
    return (
        pl.when(pl.col("Mean frequency [Hz]") > EIS_FREQUENCY)
        .then(pl.lit("EIS"))
        .when(current.abs() < pl.min_horizontal(_REST_CURRENT, rest))
        .then(pl.lit("Rest"))
        .when(known & held.is_not_null())
        .then(held + direction)
        .otherwise(pl.lit("Unknown step type"))
    )
