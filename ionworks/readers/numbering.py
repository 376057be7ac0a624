"""Numbers of steps and cycles, where the file has none of the platform's."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

import polars as pl

from ionworks.tables.columns import CURRENT, TIME
from ionworks.tables.rest import REST_OF_STRONG

__all__ = ["CYCLE_RULE", "CycleRule", "StepRule", "cycles_of_current", "runs", "steps_of_current"]

StepRule: TypeAlias = Literal["cycler", "mode", "current"]
CycleRule: TypeAlias = Literal["cycler", "current"]

_NEGLIGIBLE: Final = 0.01  # share of what the largest step moved
_FAINT: Final = 0.01  # mean current, as a share of the largest, that may be a rest
_TURN: Final = 0.1  # share of the largest half cycle that turns the direction

CYCLE_RULE: Final = (
    "a cycle begins where the direction turns back to that of the first half cycle; less than a "
    "tenth of the largest half cycle is a pulse and does not turn it"
)


def runs(columns: list[pl.Series], restarts: pl.Series | None = None) -> pl.Series:
    """Give a number to the runs of rows in which no column changes, from 0.

    Parameters
    ----------
    columns : list of polars.Series
        What numbers or names the steps.
    restarts : polars.Series, optional
        A time that starts again with each step.
    """
    changed = pl.Series([False], dtype=pl.Boolean).new_from_index(0, columns[0].len())
    for column in columns:
        filled = column.fill_null(strategy="forward")
        changed = changed | filled.ne_missing(filled.shift(1))
    if restarts is not None:
        changed = changed | (restarts.diff() < 0).fill_null(value=False)
    changed = changed.cast(pl.Int64)
    if changed.len():
        changed[0] = 0
    return changed.cum_sum()


def steps_of_current(current: pl.Series) -> pl.Series:
    """Give a number to the runs of charge, discharge and rest, from 0."""
    largest = current.abs().max()
    limit = REST_OF_STRONG * largest if isinstance(largest, float) else 0.0
    size = current.fill_null(strategy="forward").fill_null(0.0)
    way = (size > limit).cast(pl.Int8) - (size < -limit).cast(pl.Int8)
    return runs([way])


def cycles_of_current(frame: pl.DataFrame, steps: pl.Series) -> pl.Series:
    """Give numbers to the cycles from what each step moved; see `CYCLE_RULE`.

    Parameters
    ----------
    frame : polars.DataFrame
        With time and current.
    steps : polars.Series
        The number of the step of each row.

    Returns
    -------
    polars.Series
        From 0; it changes with the step only.
    """
    rows = pl.DataFrame(
        {
            "step": steps,
            "t": frame[TIME].fill_null(strategy="forward").fill_null(0.0),
            "i": frame[CURRENT].fill_null(0.0),
        }
    )
    charge = (pl.col("i") + pl.col("i").shift()) / 2 * pl.col("t").diff()
    within = pl.col("step") == pl.col("step").shift()
    passed = pl.when(within).then(pl.col("t").diff()).otherwise(0.0)
    moved = rows.with_columns(
        pl.when(within).then(charge).otherwise(0.0).alias("q"), passed.alias("dt")
    )
    table = moved.group_by("step", maintain_order=True).agg(
        pl.col("q", "dt").sum(), pl.col("i").abs().max().alias("largest")
    )
    # The offset and the noise of a cycler at rest move some charge too.
    rests = pl.col("q").abs() <= _FAINT * pl.col("largest").max() * pl.col("dt")
    slight = pl.col("q").abs() <= _NEGLIGIBLE * pl.col("q").abs().max()
    charges = table.select(pl.when(rests & slight).then(0.0).otherwise("q").alias("q"))["q"]
    numbers = _cycles_of_steps(charges.to_list())
    places = steps.rle_id()
    return pl.Series(numbers, dtype=pl.Int64).gather(places)


def _cycles_of_steps(moved: list[float]) -> list[int]:
    """Give numbers to the cycles of steps that discharged so much, or charged if negative."""
    level = 0.0
    while True:
        halves = _half_cycles(moved, level)
        largest = max((abs(amount) for _, amount in halves), default=0.0)
        if _TURN * largest <= level:
            break
        level = _TURN * largest
    cycles = [0] * len(moved)
    if not halves:
        return cycles
    forward = halves[0][1] > 0
    number = 0
    starts = {place for place, amount in halves[1:] if (amount > 0) == forward}
    for place in range(len(moved)):
        number += place in starts
        cycles[place] = number
    return cycles


def _half_cycles(moved: list[float], level: float) -> list[tuple[int, float]]:
    """Return where half cycles begin, and what each moved; turns up to a level do not count."""
    found: list[tuple[int, float]] = []
    start = 0  # the step with which the half cycle began
    amount = 0.0  # that it moved up to its furthest point
    place_after = 0  # the step after this point
    back = 0.0  # that was moved back since
    for place, charge in enumerate(moved):
        if charge == 0.0:
            continue
        if back == 0.0 and (amount == 0.0 or (charge > 0) == (amount > 0)):
            amount += charge
            place_after = place + 1
            continue
        if back == 0.0:
            place_after = place
        back += charge
        if back == 0.0 or (back > 0) == (amount > 0):  # beyond the point: it was a pulse
            amount += back
            back, place_after = 0.0, place + 1
        elif abs(back) > level:
            if abs(amount) > level:
                found.append((start, amount))
                start = place_after
                amount, back = back, 0.0
            else:  # what came before was a pulse itself
                amount, back = amount + back, 0.0
            place_after = place + 1
    if abs(amount) > level or (amount and not found):
        found.append((start, amount))
    return found
