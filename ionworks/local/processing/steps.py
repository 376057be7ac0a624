"""The step table: one row for each contiguous run of equal ``Step count``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

import polars as pl

from ionworks.local.errors import ProcessingError
from ionworks.local.processing.columns import EIS_FREQUENCY
from ionworks.local.processing.labels import (
    CHANGE,
    CHANGED,
    ENDS,
    IS_SWEEP,
    LEAST_CHANGE,
    QUANTITIES,
    ROWS,
    STILL,
    SWITCHED_IN,
    SWITCHED_OUT,
    WORKING,
    count_of,
    end_of,
    label,
)
from ionworks.local.processing.series import without_untimed_sweeps
from ionworks.tables.amounts import RUN, WORK, area, by_row_as_stated, half_hours, last_known
from ionworks.tables.arithmetic import is_true
from ionworks.tables.columns import (
    CAPACITIES,
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    CYCLER_STEP,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    DURATION,
    ENERGIES,
    FRAME,
    FREQUENCY,
    MEAN_TEMPERATURE,
    START_TIME,
    STEP,
    STEP_TYPE,
    TEMPERATURE,
    TIME,
    TOTALS,
    VOLTAGE,
)
from ionworks.tables.outer_rows import (
    OuterInterval,
    holds_its_current,
    net_amounts,
    own_amounts,
)

_CHANGE = "__change"
_HEAT = "__temperature over time"
_HOURS = "__hours"
_HEAD = "__first interval"
_TAIL = "__last interval"

_SPREAD_OF = {
    "voltage [V]": VOLTAGE,
    "current [A]": CURRENT,
    "power [W]": WORK,
    "frequency [Hz]": FREQUENCY,
}
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
    **dict.fromkeys(TOTALS, _REAL),
    **{f"{kind} {of}": _REAL for of in _SPREAD_OF for kind in ("Min", "Max", "Std", "Mean")},
    STEP: _WHOLE,
    CYCLER_STEP: _WHOLE,
    CYCLE: _WHOLE,
    CYCLER_CYCLE: _WHOLE,
    FRAME: pl.String(),
    DURATION: _REAL,
    STEP_TYPE: pl.String(),
    **dict.fromkeys(_CYCLE_TOTALS, _REAL),
    MEAN_TEMPERATURE: _REAL,
}
"""Columns of the step table in order; ``Frame`` and the temperature only if the series has them."""


def step_table(prepared: pl.DataFrame, *, rated_capacity: float | None = None) -> pl.DataFrame:
    """Summarise a series step by step.

    Parameters
    ----------
    prepared : polars.DataFrame
        A series as `prepare` gives it; its capacities and energies are taken as they are.
    rated_capacity : float, optional
        Rated capacity of the cell in A.h, which says what a small current is. Without it the
        usual current of the test does.

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
    return finish(summarise(by_row_as_stated(prepared, STEP)), rated_capacity=rated_capacity)


def summarise(series: pl.DataFrame) -> pl.DataFrame:
    """Bring each step of a series down to one row.

    Parameters
    ----------
    series : polars.DataFrame
        What `by_row` of the amounts gives for a numbered series, or a part with whole steps.

    Returns
    -------
    polars.DataFrame
        Rows in order, for `finish`; those of several parts can be put one below the other.
    """
    series = without_untimed_sweeps(series)
    sweeps = None
    if FREQUENCY in series.columns:
        sweeps = _sweeps(series)
        series = _without_sweeps(series, sweeps)
    series = series.with_columns(_by_row(series))
    steps = series.group_by(RUN, maintain_order=True).agg(_summaries(series)).drop(RUN)
    steps = _upright(steps.hstack(_ends(series, steps[ROWS])))
    if sweeps is not None:
        steps = steps.with_columns(sweeps)
    if _CHANGE in series.columns:
        changes = series[_CHANGE]
        steps = steps.with_columns(
            pl.lit(changes.filter(changes > 0).min(), _REAL).alias(LEAST_CHANGE)
        )
    return steps


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
    end = pl.col(ROWS).cast(_WHOLE).cum_sum() - 1
    table = table.with_columns(
        end.alias("End index"),
        (end - pl.col(ROWS) + 1).alias("Start index"),
        (pl.col("End time [s]") - pl.col(START_TIME)).alias(DURATION),
    )
    table = label(table, rated_capacity)
    table = table.with_columns(*_own_amounts(table))
    table = table.with_columns(
        # What no step knows is unknown for the cycle too, not zero.
        pl.when(pl.col(of).count() > 0).then(pl.col(of).sum().over(CYCLE)).alias(name)
        for name, of in _CYCLE_TOTALS.items()
    )
    optional = (FRAME, MEAN_TEMPERATURE)
    return table.select(
        pl.col(name).cast(dtype)
        for name, dtype in STEP_SCHEMA.items()
        if name not in optional or name in names
    )


def _sweeps(series: pl.DataFrame) -> pl.Series:
    """Tell of each step whether an impedance sweep is all there is, or most of it."""
    swept = (pl.col(FREQUENCY) > EIS_FREQUENCY).fill_null(value=False)
    is_sweep = swept.any()
    if TIME in series.columns:
        time = pl.col(TIME)
        before = time.filter(~swept)
        rest, whole = before.max() - before.min(), time.max() - time.min()
        is_sweep &= ~((rest > 0) & (rest >= whole / 2)).fill_null(value=False)
    steps = series.group_by(RUN, maintain_order=True).agg(is_sweep.alias(IS_SWEEP))
    return steps[IS_SWEEP]


def _without_sweeps(series: pl.DataFrame, sweeps: pl.Series) -> pl.DataFrame:
    """Let the rows of a sweep say nothing where they are the lesser part of a step."""
    lesser = (pl.col(FREQUENCY) > EIS_FREQUENCY) & ~pl.lit(sweeps.gather(series[RUN]))
    if not series.select(lesser.any()).item():
        return series
    names = [name for name in (VOLTAGE, CURRENT, WORK) if name in series.columns]
    return series.with_columns(
        pl.when(~lesser.fill_null(value=False)).then(pl.col(name)) for name in names
    )


def _by_row(series: pl.DataFrame) -> Iterator[pl.Expr]:
    """Return what is summed up row by row, beside the columns of the series."""
    names = set(series.columns)
    if CURRENT in names:
        yield pl.col(CURRENT).diff().pow(2).alias(_CHANGE)
    if {TEMPERATURE, TIME} <= names:
        temperature, time, run = last_known(series, TEMPERATURE, TIME, RUN)
        half = pl.when(run == run.shift()).then(half_hours(time)).otherwise(0.0)
        yield half.alias(_HOURS)
        yield area(temperature, half).alias(_HEAT)


def _summaries(series: pl.DataFrame) -> Iterator[pl.Expr]:
    """Return what the rows of one step say together."""
    names = set(series.columns)
    yield pl.len().alias(ROWS)
    if TIME in names:
        # The rows of a sweep may have no time; the others of the step do.
        yield pl.col(TIME).first(ignore_nulls=True).alias(START_TIME)
        yield pl.col(TIME).last(ignore_nulls=True).alias("End time [s]")
    if VOLTAGE in names:
        # So has the voltage of these rows been taken out.
        skip = FREQUENCY in names
        yield pl.col(VOLTAGE).first(ignore_nulls=skip).alias("Start voltage [V]")
        yield pl.col(VOLTAGE).last(ignore_nulls=skip).alias("End voltage [V]")
    for pair in (CAPACITIES, ENERGIES):
        for name in pair:
            total = pl.col(name)
            if set(pair) <= names:  # what each row adds; of nulls alone the sum would be 0
                amount = total.sum()
                yield (
                    pl.when(total.count() > 0).then(amount) if series[name].has_nulls() else amount
                )
            elif name in names:  # as it was uploaded, for one direction alone
                yield total.last(ignore_nulls=True) - total.first(ignore_nulls=True)
    for quantity, column in _SPREAD_OF.items():
        if column in names:
            values = pl.col(column)
            yield values.min().alias(f"Min {quantity}")
            yield values.max().alias(f"Max {quantity}")
            yield values.mean().alias(f"Mean {quantity}")
            yield _spread(column).alias(f"Std {quantity}")
    for quantity, column in QUANTITIES.items():
        if column in names:
            yield pl.col(column).count().alias(count_of(quantity))
    if _CHANGE in names:
        yield pl.col(_CHANGE).sum().alias(CHANGED)
    for name in (STEP, CYCLER_STEP, CYCLE, CYCLER_CYCLE, FRAME):
        if name in names:
            yield pl.col(name).first()
    if TEMPERATURE in names:
        over_rows = pl.col(TEMPERATURE).mean()
        if _HOURS in names:
            hours = 2 * pl.col(_HOURS).sum()
            over_time = pl.when(hours > 0).then(pl.col(_HEAT).sum() / hours)
            yield pl.coalesce(over_time, over_rows).alias(MEAN_TEMPERATURE)
        else:
            yield over_rows.alias(MEAN_TEMPERATURE)


def _spread(column: str) -> pl.Expr:
    """Return the sample standard deviation without the rows at which the step is switched.

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


def _upright(steps: pl.DataFrame) -> pl.DataFrame:
    """Let amounts be positive: a total of the cycler may fall."""
    turned = [
        (column * -1.0).zip_with(falls, column)
        for pair in (CAPACITIES, ENERGIES)
        if set(pair) <= set(steps.columns)
        for name in pair
        if (falls := is_true(steps[name] < 0)).any()
        for column in (steps[name], steps[f"{_HEAD} {name}"], steps[f"{_TAIL} {name}"])
    ]
    return steps.with_columns(turned) if turned else steps


def _ends(series: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Return what the outer rows of each step show, and what flows between them and the next."""
    steps = pl.select(rows=rows.cast(_WHOLE)).with_columns(last=pl.col("rows").cum_sum() - 1)
    start = pl.col("last") - pl.col("rows") + 1
    places = steps.select(
        (
            pl.min_horizontal(start + at, "last")
            if at >= 0
            else pl.max_horizontal(pl.col("last") + 1 + at, start)
        ).alias(end)
        for end, at in ENDS.items()
    )
    columns = {
        column: quantity
        for quantity, column in (*QUANTITIES.items(), (CHANGE, _CHANGE))
        if column in series.columns
    }
    pairs = (pair for pair in (CAPACITIES, ENERGIES) if set(pair) <= set(series.columns))
    amounts = [name for pair in pairs for name in pair]
    timed = [name for name in (TIME,) if name in series.columns]
    # The step count gives the table its rows where there is nothing else to look at.
    wanted = series.select(STEP, *columns, *timed, *amounts)
    ends = {end: wanted[places[end]] for end in ENDS}
    intervals = {_HEAD: ("first", "second"), _TAIL: ("before last", "last")}
    return pl.DataFrame(
        [
            *(
                ends[end][column].alias(end_of(quantity, end))
                for end in ENDS
                for column, quantity in columns.items()
            ),
            *(
                (ends[after][name] - ends[before][name]).alias(f"{interval} {name}")
                for interval, (before, after) in intervals.items()
                for name in timed
            ),
            *(
                ends[after][name].alias(f"{interval} {name}")
                for interval, (_, after) in intervals.items()
                for name in amounts
            ),
        ]
    )


def _own_amounts(table: pl.DataFrame) -> Iterator[pl.Series]:
    """Return what each step moved itself, whatever current its outer rows show.

    Of a rest what counts is the net charge.
    """
    names = set(table.columns)
    step_types, still = table[STEP_TYPE], table[STILL]
    own = holds_its_current(step_types)
    # A step of two rows has one interval, which is its first.
    switched_in = own & table[SWITCHED_IN]
    switched_out = own & table[SWITCHED_OUT] & ~((table[ROWS] <= 2) & table[SWITCHED_IN])
    resting = step_types == "Rest"
    for quantity, out, into in (
        ("current", DISCHARGE_CAPACITY, CHARGE_CAPACITY),
        ("power", DISCHARGE_ENERGY, CHARGE_ENERGY),
    ):
        outer = [
            OuterInterval(
                switched,
                table[f"{interval} {TIME}"],
                table[end_of(quantity, inner)],
                table[f"{interval} {out}"],
                table[f"{interval} {into}"],
            )
            for interval, switched, inner in (
                (_HEAD, switched_in, "second"),
                (_TAIL, switched_out, "before last"),
            )
            if {f"{interval} {name}" for name in (TIME, out, into)} <= names
        ]
        moved = own_amounts(table[out], table[into], outer)
        moved = net_amounts(*moved, resting, still)
        yield from (amount.alias(name) for amount, name in zip(moved, (out, into), strict=True))


def _absent(present: set[str]) -> Iterator[pl.Expr]:
    """Return columns that the series lacks: no sweep, no energy beside a capacity; else null."""
    for name, dtype in (STEP_SCHEMA | WORKING).items():
        if name not in present and name != STEP_TYPE:
            none = name.endswith("frequency [Hz]") or (
                name in TOTALS and not present.isdisjoint(TOTALS)
            )
            yield pl.lit(0.0 if none else None, dtype=dtype).alias(name)
