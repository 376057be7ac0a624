"""Prepare a time series: step and cycle numbers, capacity, energy and power for every row.

Current and power are positive on discharge. A *step* is a contiguous run of equal ``Step count``.
"""

from __future__ import annotations

import polars as pl

from ionworks.local.processing.columns import (
    CAPACITY,
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    CYCLER_STEP,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    EIS_FREQUENCY,
    ENERGY,
    FRAME,
    FREQUENCY,
    POWER,
    STEP,
    TIME,
    VOLTAGE,
    normalise,
)
from ionworks.local.processing.errors import ProcessingError

_RUN = "__run"
_DEAD_ZONE = 0.01  # share of the largest current below which a current counts as none
_SECONDS_PER_HOUR = 3600.0


def prepare(frame: pl.DataFrame) -> pl.DataFrame:
    """Complete a time series with everything that the step table is made from.

    Parameters
    ----------
    frame : polars.DataFrame
        A time series as uploaded, in the order of recording.

    Returns
    -------
    polars.DataFrame
        The same rows with ``Step count`` and ``Cycle count``, with discharge and charge capacity
        in A.h and energy in W.h since the start of each step, and with power in W. What cannot
        be had (no current, no time) is left out.

    Raises
    ------
    ProcessingError
        The table cannot be a measurement; the text says why.
    """
    return accumulate(number(normalise(frame)))


def number(frame: pl.DataFrame) -> pl.DataFrame:
    """Set ``Step count`` where it is absent, and ``Cycle count``.

    Parameters
    ----------
    frame : polars.DataFrame
        A time series with settled data types.

    Returns
    -------
    polars.DataFrame
        The series with both columns, Int64 and without nulls.

    Raises
    ------
    ProcessingError
        There is nothing to number the steps by, or a step number is missing.
    """
    return frame.with_columns(_step_count(frame), _cycle_count(frame))


def accumulate(frame: pl.DataFrame) -> pl.DataFrame:
    """Set capacity, energy and power, each counted from the first row of its step.

    Parameters
    ----------
    frame : polars.DataFrame
        A numbered time series.

    Returns
    -------
    polars.DataFrame
        The series with the columns that can be had; null on the untimed rows of a sweep.
    """
    frame = frame.with_columns(pl.col(STEP).rle_id().set_sorted().alias(_RUN))
    if POWER not in frame.columns and {VOLTAGE, CURRENT} <= set(frame.columns):
        frame = frame.with_columns((pl.col(VOLTAGE) * pl.col(CURRENT)).alias(POWER))
    derived = [
        *_throughput(frame, CURRENT, CAPACITY, DISCHARGE_CAPACITY, CHARGE_CAPACITY),
        *_throughput(frame, POWER, ENERGY, DISCHARGE_ENERGY, CHARGE_ENERGY),
    ]
    if POWER in frame.columns:
        derived.append(pl.col(POWER))
    if {TIME, FREQUENCY} <= set(frame.columns) and frame[TIME].null_count():
        swept = pl.col(TIME).is_null() & pl.col(FREQUENCY).is_not_null()
        derived = [pl.when(~swept).then(expr) for expr in derived]
    return frame.with_columns(derived).drop(_RUN)


def _step_count(frame: pl.DataFrame) -> pl.Expr:
    names = set(frame.columns)
    if STEP in names:
        missing = frame[STEP].null_count()
        if missing:
            raise ProcessingError(
                f'column "{STEP}" has {missing} null(s), first in row '
                f"{frame[STEP].is_null().arg_max()}; number every row, from 0 "
                "and one more at each new step"
            )
        return pl.col(STEP)
    if CYCLER_STEP in names and frame[CYCLER_STEP].count():
        block = _without_gaps(CYCLER_STEP).rle_id()
        if FRAME in names:
            # Both counts only rise, so their sum changes exactly where one of them does.
            block = (block + pl.col(FRAME).rle_id()).rle_id()
    elif CURRENT in names:
        block = _direction(frame).rle_id()
    elif TIME not in names:
        block = pl.lit(0)  # an open-circuit table or an impedance sweep is one step
    else:
        raise ProcessingError(
            f'the steps cannot be told apart; add "{STEP}" (from 0, one more at each new step), '
            f'"{CYCLER_STEP}" or "{CURRENT}"'
        )
    return block.cast(pl.Int64).alias(STEP)


def _direction(frame: pl.DataFrame) -> pl.Expr:
    """Tell discharge (1), rest (0), charge (-1) and impedance sweep (2) rows apart."""
    current = pl.col(CURRENT)
    if frame[CURRENT].null_count():  # a gap in the readings is no change of direction
        current = _without_gaps(CURRENT)
    flows = current.abs() > _DEAD_ZONE * current.abs().max()
    direction = pl.when(flows).then(current.sign()).otherwise(0.0)
    if FREQUENCY in frame.columns:
        direction = pl.when(pl.col(FREQUENCY) > EIS_FREQUENCY).then(2.0).otherwise(direction)
    return direction


def _cycle_count(frame: pl.DataFrame) -> pl.Expr:
    """Count changes of the cycler's number, else take the uploaded count, else one cycle."""
    names = set(frame.columns)
    if CYCLER_CYCLE in names and frame[CYCLER_CYCLE].count():
        return _without_gaps(CYCLER_CYCLE).rle_id().cast(pl.Int64).alias(CYCLE)
    if CYCLE in names and frame[CYCLE].count():
        return _without_gaps(CYCLE)
    return pl.lit(0, dtype=pl.Int64).alias(CYCLE)


def _without_gaps(name: str) -> pl.Expr:
    """Let a row without a value belong to what is before it, so a change through a gap counts."""
    return pl.col(name).forward_fill().backward_fill()


def _throughput(
    frame: pl.DataFrame, rate: str, single: str, discharge: str, charge: str
) -> list[pl.Expr]:
    """Give what passed since the start of the step, by direction, from the best source there is."""
    names = set(frame.columns)
    halves: list[pl.Expr]
    if {discharge, charge} <= names:
        return [_since_step_start(frame, name) for name in (discharge, charge)]
    if {rate, single} <= names:
        flow, total, run = _as_last_known(frame, rate, single)
        change = total.diff()
        halves = [pl.when(flow > 0).then(change), pl.when(flow < 0).then(change.abs())]
    elif {rate, TIME} <= names:
        flow, time, run = _as_last_known(frame, rate, TIME)
        hours = time.diff() / _SECONDS_PER_HOUR
        # The half wave comes before the mean: a sign change within an interval counts both ways.
        flows = (flow.clip(lower_bound=0.0), -flow.clip(upper_bound=0.0))
        halves = [(half + half.shift()) / 2 * hours for half in flows]
    else:
        return []
    # The interval between two steps belongs to neither.
    within = run == run.shift()
    return [
        pl.when(within).then(half).fill_null(0.0).cum_sum().over(_RUN).alias(name)
        for half, name in zip(halves, (discharge, charge), strict=True)
    ]


def _as_last_known(frame: pl.DataFrame, *names: str) -> list[pl.Expr]:
    """Give the columns, and the step, of the last row that has a value in all the columns.

    A row with a gap then repeats the row before it and so adds nothing to a sum of differences,
    and the row after it takes its difference across the gap.
    """
    columns = [pl.col(name) for name in (*names, _RUN)]
    if not any(frame[name].null_count() for name in names):
        return columns
    known = pl.all_horizontal(pl.col(names).is_not_null())
    return [pl.when(known).then(column).forward_fill() for column in columns]


def _since_step_start(frame: pl.DataFrame, name: str) -> pl.Expr:
    """Take from an uploaded running total its first value in the step."""
    total = pl.col(name)
    _, run = _as_last_known(frame, name)
    opening = pl.when(total.is_not_null() & run.ne_missing(run.shift())).then(total)
    return (total - opening.forward_fill()).abs().alias(name)
