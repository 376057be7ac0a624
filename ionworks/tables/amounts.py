"""Capacity and energy of a series: the one integral over time, and what may stand for it.

Current, voltage and time are the truth. The integral goes step by step: what lies between the
last row of a step and the first row of the next belongs to neither. A row without a time or a
rate is left out, and the trapezoid spans from the row before it to the row after it. Nothing is
added before the first or after the last row of a step that has both.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from ionworks.tables.columns import (
    CAPACITIES,
    CAPACITY,
    CAPACITY_ENERGY_INTEGRAL_TOLERANCE,
    CURRENT,
    ENERGIES,
    ENERGY,
    POWER,
    REAL,
    TIME,
    VOLTAGE,
)

__all__ = [
    "RUN",
    "WORK",
    "accumulate",
    "area",
    "by_row",
    "by_row_as_stated",
    "half_hours",
    "last_known",
    "real_numbers",
]

_SECONDS_PER_HOUR = 3600.0
RUN: Final = "__run"
WORK: Final = "__work"


def half_hours(time: pl.Expr) -> pl.Expr:
    """Return half the hours since the row before, 0 in the first row."""
    return time.diff().fill_null(0.0) / (2 * _SECONDS_PER_HOUR)


def area(rate: pl.Expr, half_hours: pl.Expr) -> pl.Expr:
    """Return the trapezoid under a rate since the row before, in the unit of the rate times h."""
    return (rate + rate.shift(fill_value=0.0)) * half_hours


def last_known(frame: pl.DataFrame, *names: str) -> list[pl.Expr]:
    """Return the columns as they are in the last row that has a value in all of them.

    A row with a gap then repeats the row before it and adds nothing to a sum of differences,
    and the row after it takes its difference across the gap.
    """
    columns = [pl.col(name) for name in names]
    if not any(frame[name].null_count() for name in names):
        return columns
    known = pl.all_horizontal(pl.col(names).is_not_null())
    return [pl.when(known).then(column).forward_fill() for column in columns]


def real_numbers(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the columns that amounts are made from as real numbers, finite or null."""
    names = [name for name in REAL if name in frame.columns]
    values = (pl.col(name).cast(pl.Float64, strict=False).alias(name) for name in names)
    frame = frame.select(values)
    return frame.select(pl.when(pl.col(name).is_finite()).then(name).alias(name) for name in names)


def accumulate(frame: pl.DataFrame, step: str) -> pl.DataFrame:
    """Set capacity and energy by direction, each counted from the first row of its step.

    Parameters
    ----------
    frame : polars.DataFrame
        A series with real numbers, finite or null.
    step : str
        Column whose runs of equal values are the steps.

    Returns
    -------
    polars.DataFrame
        The series with the columns of `CAPACITIES` and `ENERGIES` that can be had; see `by_row`
        for what they are made from.
    """
    frame = by_row(frame, step)
    # Differences are summed with their sign, so that noise cancels; a total may fall.
    return frame.with_columns(
        pl.col(name).cum_sum().over(RUN).abs()
        for pair in (CAPACITIES, ENERGIES)
        if set(pair) <= set(frame.columns)
        for name in pair
    ).drop(RUN, WORK, strict=False)


def by_row(frame: pl.DataFrame, step: str) -> pl.DataFrame:
    """Set what each row adds to the capacity and energy of its step, by direction.

    Columns of the series may state such an amount: one for each direction, one total for both,
    or for energy the power. They serve in each step and direction in which the integral confirms
    them: the amount of the step is within `CAPACITY_ENERGY_INTEGRAL_TOLERANCE` of the integral,
    and the column has a value in the first and the last row of the step. Otherwise the integral
    serves. In a step without anything to integrate the column is all there is, and serves.

    Parameters
    ----------
    frame : polars.DataFrame
        A series with real numbers, finite or null.
    step : str
        Column whose runs of equal values are the steps.

    Returns
    -------
    polars.DataFrame
        The series with `RUN`, the number of the run; with `WORK`, voltage times current in W;
        and with the columns of `CAPACITIES` and `ENERGIES` that can be had. The amount of a step
        is the absolute value of their sum over its rows, since a stated total may fall.
    """
    names = set(frame.columns)
    frame = _with_runs(frame, step)
    frame = _set(frame, CAPACITIES, CURRENT, _stated_sources(frame, CAPACITIES, CAPACITY, CURRENT))
    rate = WORK if WORK in frame.columns else POWER
    stated = _stated_sources(frame, ENERGIES, ENERGY, rate)
    if rate == WORK and {POWER, TIME} <= names:
        stated.append(_Rate(POWER))
    return _set(frame, ENERGIES, rate, stated)


def by_row_as_stated(frame: pl.DataFrame, step: str) -> pl.DataFrame:
    """Set what each row adds to the capacity and energy of its step, as running totals state it.

    Parameters
    ----------
    frame, step
        As for `by_row`.

    Returns
    -------
    polars.DataFrame
        As of `by_row`, for the quantities of which both directions are there.
    """
    frame = _with_runs(frame, step)
    return frame.with_columns(
        amount.alias(name)
        for pair in (CAPACITIES, ENERGIES)
        if set(pair) <= set(frame.columns)
        for amount, name in zip(_Pair(pair).moved(frame), pair, strict=True)
    )


def _with_runs(frame: pl.DataFrame, step: str) -> pl.DataFrame:
    work = (pl.col(VOLTAGE) * pl.col(CURRENT)).alias(WORK)
    has_work = {VOLTAGE, CURRENT} <= set(frame.columns)
    run = pl.col(step).rle_id().set_sorted().alias(RUN)
    return frame.with_columns(run, *[work] * has_work)


class _Source:
    """What the amounts of both directions can be read from."""

    #: Columns that must have a value in the first and the last row of a step.
    needs: tuple[str, ...]

    def moved(self, frame: pl.DataFrame) -> list[pl.Expr]:
        """Return what each row adds to either direction."""
        raise NotImplementedError


class _Pair(_Source):
    """Two running totals, one for each direction."""

    def __init__(self, pair: tuple[str, str]) -> None:
        self.needs = pair

    def moved(self, frame: pl.DataFrame) -> list[pl.Expr]:
        """See `_Source.moved`."""
        return [_change(name, *last_known(frame, name, RUN)) for name in self.needs]


class _Total(_Source):
    """One running total, split by the sign of the rate; it may rise or fall on discharge."""

    def __init__(self, rate: str, total: str) -> None:
        self.needs = (total,)
        self._rate = rate

    def moved(self, frame: pl.DataFrame) -> list[pl.Expr]:
        """See `_Source.moved`."""
        flow, total, run = last_known(frame, self._rate, *self.needs, RUN)
        change = _change(self.needs[0], total, run)
        return [pl.when(way).then(change).otherwise(0.0) for way in (flow > 0, flow < 0)]


class _Rate(_Source):
    """A rate that is integrated over time."""

    def __init__(self, rate: str) -> None:
        self.needs = (rate, TIME)

    def moved(self, frame: pl.DataFrame) -> list[pl.Expr]:
        """See `_Source.moved`."""
        flow, time, run = last_known(frame, *self.needs, RUN)
        half = pl.when(run == run.shift()).then(half_hours(time)).otherwise(0.0)
        # The half wave comes before the mean: a sign change in an interval counts both ways.
        halves = [each.clip(lower_bound=0.0).fill_null(0.0) for each in (flow, -flow)]
        return [area(each, half) for each in halves]


def _change(name: str, total: pl.Expr, run: pl.Expr) -> pl.Expr:
    """Return the change of a total since the row before in its step; null where it has none."""
    change = pl.when(run == run.shift()).then(total.diff()).otherwise(0.0)
    return pl.when(pl.col(name).is_not_null()).then(change)


def _stated_sources(
    frame: pl.DataFrame, pair: tuple[str, str], total: str, rate: str
) -> list[_Source]:
    """Return the columns that state an amount, if there are any."""
    if set(pair) <= set(frame.columns):
        return [_Pair(pair)]
    if {total, rate} <= set(frame.columns):
        return [_Total(rate, total)]
    return []


def _set(
    frame: pl.DataFrame, names: tuple[str, str], rate: str, stated: list[_Source]
) -> pl.DataFrame:
    """Set what each row adds in both directions, in each step from the source that serves."""
    truth = [_Rate(rate)] if {rate, TIME} <= set(frame.columns) else []
    sources = [*stated, *truth]
    if not sources:
        return frame
    if len(sources) == 1:
        amounts = zip(sources[0].moved(frame), names, strict=True)
        return frame.with_columns(amount.alias(name) for amount, name in amounts)
    moved = [[f"__{place} {name}" for name in names] for place in range(len(sources))]
    frame = frame.with_columns(
        amount.alias(column)
        for source, columns in zip(sources, moved, strict=True)
        for amount, column in zip(source.moved(frame), columns, strict=True)
    )
    if truth:
        frame = frame.with_columns(_best(frame, rate, sources, moved, list(names)))
    else:
        frame = frame.with_columns(
            pl.col(column).alias(name) for column, name in zip(moved[0], names, strict=True)
        )
    return frame.drop(column for columns in moved for column in columns)


def _best(
    frame: pl.DataFrame,
    rate: str,
    sources: list[_Source],
    moved: list[list[str]],
    names: list[str],
) -> list[pl.Expr]:
    """Choose for each step and direction the first source that the last one confirms."""
    *stated, truth = range(len(sources))
    steps = frame.group_by(RUN, maintain_order=True).agg(
        (pl.col(rate).is_not_null() & pl.col(TIME).is_not_null()).any().alias("can integrate"),
        *(
            pl.all_horizontal(
                pl.col(name).first().is_not_null() & pl.col(name).last().is_not_null()
                for name in sources[place].needs
            ).alias(f"whole {place}")
            for place in stated
        ),
        *(
            pl.col(column).count().alias(f"rows {column}")
            for place in stated
            for column in moved[place]
        ),
        *(pl.col(column).sum().abs() for columns in moved for column in columns),
    )
    chosen: list[pl.Expr] = []
    for way, name in enumerate(names):
        integral = pl.col(moved[truth][way])
        choice = pl.lit(truth)
        for place in reversed(stated):
            column = moved[place][way]
            amount = pl.col(column)
            allowed = CAPACITY_ENERGY_INTEGRAL_TOLERANCE * pl.max_horizontal(amount, integral)
            near = pl.col(f"whole {place}") & ((amount - integral).abs() <= allowed)
            alone = ~pl.col("can integrate") & (pl.col(f"rows {column}") > 0)
            choice = pl.when(near | alone).then(place).otherwise(choice)
        by_row = pl.lit(steps.select(choice.alias(name)).to_series().gather(frame[RUN]))
        amount = pl.col(moved[truth][way])
        for place in stated:
            amount = pl.when(by_row == place).then(moved[place][way]).otherwise(amount)
        chosen.append(amount.alias(name))
    return chosen
