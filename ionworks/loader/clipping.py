"""A step that a window of time cuts: what its step table says of the rows that are left."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, TypeAlias

from ionworks.tables.by_step import means_over_time
from ionworks.tables.columns import (
    CAPACITIES,
    CURRENT,
    DURATION,
    ENERGIES,
    FREQUENCY,
    MEAN_TEMPERATURE,
    POWER,
    TEMPERATURE,
    TIME,
    TOTALS,
    VOLTAGE,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ionworks.tables.outer_rows import OuterInterval

_STATISTICS = ("Min ", "Max ", "Mean ", "Std ")
_ROUNDING = 1e-6  # share of an amount

_Amounts: TypeAlias = tuple[float | None, float | None]  # out and into


def clip(
    steps: pl.DataFrame, place: int, series: pl.DataFrame, start: int, end: int
) -> pl.DataFrame:
    """Cut a step to a window of rows, and read again what the table says of it.

    Parameters
    ----------
    steps : polars.DataFrame
        A step table.
    place : int
        The row of the step in it.
    series : polars.DataFrame
        The rows that the table counts, with all rows of the step.
    start, end : int
        The window, without `end`.
    """
    import polars as pl

    first, last = steps["Start index"][place], steps["End index"][place]
    clipped = max(first, start), min(last, end - 1)
    if clipped == (first, last):
        return steps
    rows = series.slice(clipped[0], clipped[1] - clipped[0] + 1)
    whole = series.slice(first, last - first + 1)
    step = steps.row(place, named=True)
    known = {
        "Start index": clipped[0],
        "End index": clipped[1],
        **_step_row(rows),
        **_amounts(rows, whole, step, keeps=(clipped[0] == first, clipped[1] == last)),
    }
    # What cannot be read from a part of the step is unknown, not what it was for the whole.
    changes = {
        column: known.get(column)
        for column in steps.columns
        if column in known or column.startswith(_STATISTICS) or column in TOTALS
    }
    here = pl.int_range(steps.height) == place
    return steps.with_columns(
        pl.when(here).then(pl.lit(value, steps.schema[column])).otherwise(column).alias(column)
        for column, value in changes.items()
    )


def _step_row(rows: pl.DataFrame) -> dict[str, Any]:
    """Describe the rows of one step in the columns of a step table, without amounts."""
    import polars as pl

    if VOLTAGE in rows.columns and CURRENT in rows.columns:
        rows = rows.with_columns((pl.col(VOLTAGE) * pl.col(CURRENT)).alias(POWER))
    known: dict[str, Any] = {}
    for column, label in ((TIME, "time [s]"), (VOLTAGE, "voltage [V]")):
        if column in rows.columns:
            # The untimed rows of an impedance sweep may be the outer rows of the step.
            values = rows[column].drop_nulls() if column == TIME else rows[column]
            ends = (values[0], values[-1]) if values.len() else (None, None)
            known[f"Start {label}"], known[f"End {label}"] = ends
    if known.get("Start time [s]") is not None:
        known[DURATION] = known["End time [s]"] - known["Start time [s]"]
    if TEMPERATURE in rows.columns:
        step = pl.lit(0, pl.Int64).alias("step")  # the rows are of one
        over_time = means_over_time(rows.with_columns(step), TEMPERATURE)["over time"]
        known[MEAN_TEMPERATURE] = over_time[0] if over_time.len() else rows[TEMPERATURE].mean()
    for column in (VOLTAGE, CURRENT, POWER, FREQUENCY):
        if column in rows.columns:
            label = column[0].lower() + column[1:]
            known[f"Min {label}"] = rows[column].min()
            known[f"Max {label}"] = rows[column].max()
            known[f"Mean {label}"] = rows[column].mean()
    return known


def _amounts(
    rows: pl.DataFrame, whole: pl.DataFrame, step: Mapping[str, Any], *, keeps: tuple[bool, bool]
) -> dict[str, float | None]:
    """Return what the rows of a step moved, where an outer row shows the current of a neighbour.

    Whether it does is known from the amount of the whole step in the table: the one that
    follows from its rows with, or without, the current of the neighbour.

    Parameters
    ----------
    rows, whole : polars.DataFrame
        The rows that are left of the step, and all of its rows.
    step : mapping
        The step in its table.
    keeps : tuple of bool
        Whether the first and the last row of the step are left.
    """
    left, all_of_it = _running(rows), _running(whole)
    resting = step.get("Step type") == "Rest"
    known: dict[str, float | None] = {}
    for pair in (CAPACITIES, ENERGIES):
        if not set(pair) <= set(left.columns):
            continue
        out, into = (step.get(name) for name in pair)
        first = last = False
        if out is not None and into is not None:
            if resting and out == into == 0:  # what flowed is noise, or of a neighbour
                known.update(dict.fromkeys(pair, 0.0))
                continue
            first, last = _switched(all_of_it, pair, (out, into), step.get("Step type"))
        moved = _moved(left, pair, [(first and keeps[0], last and keeps[1])], resting=resting)
        known.update(zip(pair, moved[0], strict=True))
    return known


def _running(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the running amounts of the rows of one step, with their time, current and power."""
    import polars as pl

    from ionworks.tables.amounts import accumulate, real_numbers

    running = accumulate(real_numbers(rows).with_columns(pl.lit(0, pl.Int64).alias("step")), "step")
    if {VOLTAGE, CURRENT} <= set(running.columns):
        running = running.with_columns((pl.col(VOLTAGE) * pl.col(CURRENT)).alias(POWER))
    return running


def _switched(
    whole: pl.DataFrame, pair: tuple[str, str], stated: tuple[float, float], step_type: str | None
) -> tuple[bool, bool]:
    """Tell which outer rows of a step show the current of a neighbour, by its stated amount."""
    import polars as pl

    from ionworks.tables.outer_rows import holds_its_current

    if not holds_its_current(pl.Series([step_type], dtype=pl.String)).item():
        return False, False
    # Of two rows, the one interval can be that of one of them only.
    either = [(False, False), (True, False), (False, True)]
    choices = either if whole.height <= 2 else [*either, (True, True)]
    moved = _moved(whole, pair, choices, resting=step_type == "Rest")
    distances = [
        math.inf if out is None or into is None else abs(out - stated[0]) + abs(into - stated[1])
        for out, into in moved
    ]
    nearest = min(range(len(choices)), key=distances.__getitem__)
    if distances[nearest] > _ROUNDING * sum(stated):
        return False, False  # the table follows another rule
    return choices[nearest]


def _moved(
    running: pl.DataFrame,
    pair: tuple[str, str],
    switched: list[tuple[bool, bool]],
    *,
    resting: bool,
) -> list[_Amounts]:
    """Return what rows moved, for each choice of outer rows that are not their own."""
    import polars as pl

    from ionworks.tables.outer_rows import OuterInterval, net_amounts, own_amounts

    many = len(switched)
    rate = CURRENT if pair == CAPACITIES else POWER

    def each(value: Any) -> pl.Series:
        return pl.Series([value], dtype=pl.Float64).new_from_index(0, many)

    def change(name: str, row: int) -> pl.Series:
        before, after = running[name][row - 1], running[name][row]
        return each(None if before is None or after is None else after - before)

    outer: list[OuterInterval] = []
    if running.height >= 2 and {TIME, rate} <= set(running.columns):
        ends = ((1, 1), (running.height - 1, running.height - 2))  # end of interval, inner row
        outer = [
            OuterInterval(
                pl.Series([one[end] for one in switched], dtype=pl.Boolean),
                change(TIME, row),
                each(running[rate][inner]),
                change(pair[0], row),
                change(pair[1], row),
            )
            for end, (row, inner) in enumerate(ends)
        ]
    out, into = (each(running[name].drop_nulls().last()) for name in pair)
    moved = own_amounts(out, into, outer)
    if resting:  # noise does not count as charge: a rest moves its net charge
        yes = pl.Series([True], dtype=pl.Boolean).new_from_index(0, many)
        moved = net_amounts(*moved, yes, ~yes)
    return list(zip(*moved, strict=True))
