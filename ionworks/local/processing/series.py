"""Prepare a time series: step and cycle numbers, capacity, energy and power for every row.

Current and power are positive on discharge. A *step* is a contiguous run of equal ``Step count``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from ionworks.local.errors import ProcessingError
from ionworks.local.processing.columns import EIS_FREQUENCY, normalise
from ionworks.tables.amounts import accumulate
from ionworks.tables.columns import (
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    CYCLER_STEP,
    FRAME,
    FREQUENCY,
    POWER,
    STEP,
    TIME,
    TOTALS,
    VOLTAGE,
)

_DERIVED = (*TOTALS, POWER)
_DEAD_ZONE = 0.01  # share of the largest current below which a current counts as none


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
    frame = accumulate(number(normalise(frame)), STEP)
    if POWER not in frame.columns and {VOLTAGE, CURRENT} <= set(frame.columns):
        frame = frame.with_columns((pl.col(VOLTAGE) * pl.col(CURRENT)).alias(POWER))
    return without_untimed_sweeps(frame)


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


def without_untimed_sweeps(frame: pl.DataFrame) -> pl.DataFrame:
    """Let the untimed rows of an impedance sweep say nothing about capacity, energy and power.

    Parameters
    ----------
    frame : polars.DataFrame
        A series with such amounts, as totals or row by row.
    """
    if not {TIME, FREQUENCY} <= set(frame.columns) or not frame[TIME].has_nulls():
        return frame
    swept = pl.col(TIME).is_null() & pl.col(FREQUENCY).is_not_null()
    derived = [name for name in _DERIVED if name in frame.columns]
    return frame.with_columns(pl.when(~swept).then(pl.col(name)) for name in derived)


def whole_steps(frame: pl.DataFrame, rows: int) -> Iterator[pl.DataFrame]:
    """Cut a series between steps, so that what is derived row by row need not be held for all.

    Parameters
    ----------
    frame : polars.DataFrame
        A numbered time series.
    rows : int
        About how many rows a part is to have; one with a longer step has more.

    Yields
    ------
    polars.DataFrame
        The parts in order, without a copy; an empty series is one empty part.
    """
    if frame.height <= rows:
        yield frame
        return
    starts = frame.select(pl.arg_where(pl.col(STEP) != pl.col(STEP).shift())).to_series()
    cuts = starts.filter(starts // rows != (starts // rows).shift(fill_value=0)).to_list()
    for start, end in pairwise([0, *cuts, frame.height]):
        yield frame.slice(start, end - start)


def _step_count(frame: pl.DataFrame) -> pl.Expr:
    names = set(frame.columns)
    if STEP in names:
        missing = frame[STEP].null_count()
        if missing:
            raise ProcessingError(
                f'column "{STEP}" has {missing} nulls, first in row '
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
    elif TIME not in names or FREQUENCY in names:
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
    if frame[CURRENT].null_count():  # a gap in the readings is not a change of direction
        current = _without_gaps(CURRENT)
    flows = current.abs() > _DEAD_ZONE * current.abs().max()
    direction = pl.when(flows).then(current.sign()).otherwise(0.0)
    if FREQUENCY in frame.columns:
        direction = pl.when(pl.col(FREQUENCY) > EIS_FREQUENCY).then(2.0).otherwise(direction)
    return direction


def _cycle_count(frame: pl.DataFrame) -> pl.Expr | pl.Series:
    """Count changes of the cycler's number, else take the uploaded count, else one cycle."""
    names = set(frame.columns)
    if CYCLER_CYCLE in names and frame[CYCLER_CYCLE].count():
        return _without_gaps(CYCLER_CYCLE).rle_id().cast(pl.Int64).alias(CYCLE)
    if CYCLE in names and frame[CYCLE].count():
        return _onwards(frame.select(_without_gaps(CYCLE)).to_series())
    return pl.lit(0, dtype=pl.Int64).alias(CYCLE)


def _onwards(count: pl.Series) -> pl.Series:
    """Go on counting where a count falls back: what comes then is another cycle."""
    if count.is_sorted():
        return count
    change = count.diff().fill_null(0)
    raised = pl.select(pl.when(change < 0).then(1 - change).otherwise(0)).to_series()
    return count + raised.cum_sum()


def _without_gaps(name: str) -> pl.Expr:
    """Let a row without a value belong to what is before it, so a change through a gap counts."""
    return pl.col(name).forward_fill().backward_fill()
