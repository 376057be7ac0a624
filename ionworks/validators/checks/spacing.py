"""How far apart the rows of steps are: pauses under current, coarse times, unlogged charge."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from ionworks.tables.amounts import area, half_hours
from ionworks.tables.columns import CURRENT, STEP, TIME
from ionworks.tables.rest import REST_RATE
from ionworks.validators import limits
from ionworks.validators.checks.scan import ROW, RUN, SAME, Block, Check, Known, Places
from ionworks.validators.columns import CUMULATIVE
from ionworks.validators.issues import IssueCode, Severity, ValidationIssue, listed

__all__ = ["ChargeBetweenSteps", "GapsUnderCurrent", "TimeResolution", "rest_limit"]

#: Rows of a run that are kept: the gaps that may be named, and the interval to judge them by.
_KEPT = limits.GAPS_IN_STEP + 1

#: Times of float32 since 1970, in s and in ms.
_EPOCH_GRIDS = (128.0, 131.072)


def rest_limit(frame: pl.DataFrame, rated_capacity: float | None) -> float:
    """Return the current in A below which a cell rests, by its capacity or its largest current."""
    if rated_capacity is not None:
        return REST_RATE * rated_capacity
    if CURRENT not in frame.columns or not frame.schema[CURRENT].is_numeric():
        return 0.0
    current = pl.col(CURRENT).cast(pl.Float64)
    largest = frame.select(current.filter(current.is_finite()).abs().max()).item()
    return REST_RATE * (largest or 0.0)


class GapsUnderCurrent(Check):
    """No gap of a step under current is many times as long as the other intervals of the step.

    Where rows are logged on change, intervals are of any length, but there are others that are
    nearly as long.

    Parameters
    ----------
    rest : float
        Current in A below which a gap loses nothing.
    longest : float or None
        A longer gap is named by another check.
    severity : {"error", "warning"}
        What a finding is.
    """

    name = "time_gaps"
    needs = (TIME, CURRENT, STEP)

    def __init__(self, rest: float, longest: float | None, severity: Severity) -> None:
        self._rest = rest
        self._longest = longest
        self._severity: Severity = severity
        self._known = Known(TIME, CURRENT)
        self._shortest = float("inf")
        self._open: pl.DataFrame | None = None
        self._places = Places()

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        known = self._known.read(block)
        if not known.height:
            return
        rows = known.select(
            ROW, RUN, CURRENT, TIME, pl.when(SAME).then(pl.col(TIME).diff()).alias("gap")
        )
        gap = pl.col("gap")
        shortest, longest = rows.select(
            gap.min().alias("shortest"), gap.max().alias("longest")
        ).row(0)
        if shortest is not None and shortest <= 0.0:
            shortest = rows.select(gap.filter(gap > 0).min()).item()
        self._shortest = min(self._shortest, shortest or self._shortest)
        last = rows[RUN].item(-1)
        if (longest or 0.0) <= limits.GAP_RATIO * self._shortest:
            # Only the run that was left open before, and the one that is left open now, matter.
            run = rows[RUN].set_sorted()
            ends = (
                run.search_sorted(run.item(0), side="right"),
                run.search_sorted(last, side="left"),
            )
            if ends[0] < ends[1]:
                rows = pl.concat([rows.head(ends[0]), rows.slice(ends[1])])
        intervals = rows.with_columns(
            pl.col(ROW).shift().alias("row before"),
            pl.min_horizontal(pl.col(CURRENT).abs(), pl.col(CURRENT).shift().abs()).alias("least"),
            pl.lit(1, pl.Int64).alias("count"),
        ).filter(gap.is_not_null())
        if self._open is not None:
            intervals = pl.concat([self._open, intervals.select(self._open.columns)])
        kept = ("gap", ROW, "row before", CURRENT, "least")
        longest_of_each = (
            intervals.lazy()
            .group_by(RUN, maintain_order=True)
            .agg(pl.col(*kept).top_k_by("gap", _KEPT), pl.col("count").sum())
            .collect()
        )
        self._judge(longest_of_each.filter(pl.col(RUN) != last))
        left = longest_of_each.filter(pl.col(RUN) == last).explode(*kept)
        first_only = pl.int_range(pl.len()) == 0
        self._open = left.with_columns(
            pl.when(first_only).then("count").otherwise(0).alias("count")
        ).select(RUN, *kept, "count")

    def _judge(self, runs: pl.DataFrame) -> None:
        """Note the gaps of runs, of which the longest intervals are given."""
        gap, usual = pl.col("gap"), pl.col("usual")
        found = (
            runs.filter(pl.col("count") >= limits.LEAST_INTERVALS)
            .with_columns(pl.col("gap").list.min().alias("usual"))
            .explode("gap", ROW, "row before", CURRENT, "least")
            .filter(gap > limits.GAP_RATIO * usual, usual > 0, pl.col("least") > self._rest)
        )
        if self._longest is not None:
            found = found.filter(gap <= self._longest)
        self._places.add(found.sort(ROW))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._open is not None and self._open.height:
            kept = ("gap", ROW, "row before", CURRENT, "least")
            last = self._open.group_by(RUN).agg(pl.col(*kept), pl.col("count").sum())
            self._judge(last)
            self._open = None
        places = self._places.first
        if not places:
            return []
        shown = [
            f"{each['gap']:.6g} s between rows {each['row before']} and {each[ROW]} of step "
            f"{each[RUN]}, at {each[CURRENT]:.4g} A, where rows are at most {each['usual']:.6g} s "
            "apart otherwise"
            for each in places
        ]
        first = places[0]
        return [
            ValidationIssue.of(
                IssueCode.TIME_GAP_UNDER_CURRENT,
                f"There are {self._places.count} gap(s) under current within a step: "
                f"{listed(shown, self._places.count)}. The capacity of the step counts the "
                "current for all of the gap.",
                "If the test was paused, begin a new step after the pause. If rows are missing, "
                'read the file again. If the current did flow, pass skip_checks={"time_gaps"} '
                "to a strict check.",
                check=self.name,
                severity=self._severity,
                column=TIME,
                step=first[RUN],
                rows=[each["row before"] for each in places],
                values=[each["gap"] for each in places],
                payload={
                    "row_index": first["row before"],
                    "gap_seconds": first["gap"],
                    "usual_seconds": first["usual"],
                    "num_violations": self._places.count,
                },
            )
        ]


class TimeResolution(Check):
    """Times are fine enough to tell rows apart.

    Times since 1970 as float32 lie on a grid of 128 s.
    """

    name = "time_resolution"
    needs = (TIME, STEP)

    def __init__(self, severity: Severity) -> None:
        self._severity: Severity = severity
        self._known = Known(TIME)
        self._equal = self._intervals = 0
        self._grid = float("inf")
        self._whole = dict.fromkeys(_EPOCH_GRIDS, True)
        self._elapsed = 0.0
        self._runs = 1
        self._first: int | None = None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        known = self._known.read(block)
        if not known.height:
            return
        gap = pl.col("gap")
        gaps = known.select(ROW, pl.when(SAME).then(pl.col(TIME).diff()).alias("gap"))
        count, elapsed, least = gaps.select(
            gap.count().alias("count"), gap.sum(), gap.min().alias("least")
        ).row(0)
        self._runs = known[RUN].item(-1) + 1
        if not count:
            return
        self._intervals += count
        self._elapsed += elapsed
        if least > 0.0:
            self._grid = min(self._grid, least)
            if self._grid < min(_EPOCH_GRIDS):
                return
        equal = gaps["gap"] == 0.0
        if self._first is None and equal.any():
            self._first = gaps[ROW].filter(equal.fill_null(value=False))[0]
        self._equal += int(equal.sum())
        above = gaps["gap"].filter((gaps["gap"] > 0).fill_null(value=False))
        if above.is_empty():
            return
        self._grid = min(self._grid, float(above.min()))  # type: ignore[arg-type]
        for grid in _EPOCH_GRIDS:
            off = ((above / grid) - (above / grid).round()).abs().max()
            self._whole[grid] = self._whole[grid] and float(off) < 1e-6  # type: ignore[arg-type]

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if not self._equal or self._grid == float("inf"):
            return []
        share = self._equal / self._intervals
        epoch = [grid for grid in _EPOCH_GRIDS if self._whole[grid] and self._grid >= grid]
        coarse = self._grid > limits.COARSE_FRACTION * self._elapsed / self._runs
        if not coarse or (share < limits.EQUAL_TIMES_FRACTION and not (epoch and share > 0.1)):
            return []
        cause = (
            "This is the grid of float32 for times since 1970."
            if epoch
            else "A cast to float32 or float16 does this, or a log that rounds its times."
        )
        return [
            ValidationIssue.of(
                IssueCode.TIME_GRID_TOO_COARSE,
                f"'{TIME}' moves in jumps of {self._grid:.6g} s or more: {self._equal} of "
                f"{self._intervals} rows have the time of the row before, the first is row "
                f"{self._first}. Capacity and energy of a step are off by up to what flows in one "
                f"jump. {cause}",
                f"Subtract the first time before the cast, or keep 64 bit: `(pl.col('{TIME}') - "
                f"pl.col('{TIME}').first()).cast(pl.Float32)` with the times as the cycler gave "
                "them.",
                in_pandas="Subtract the first time before the cast, or keep 64 bit: "
                f"`(df['{TIME}'] - df['{TIME}'].iloc[0]).astype('float32')` with the times as the "
                "cycler gave them.",
                check=self.name,
                severity=self._severity,
                column=TIME,
                rows=[] if self._first is None else [self._first],
                payload={
                    "grid_seconds": self._grid,
                    "num_equal": self._equal,
                    "num_intervals": self._intervals,
                },
            )
        ]


class ChargeBetweenSteps(Check):
    """Little charge flows between the last row of a step and the first row of the next.

    Cyclers that log a step from its first interval on leave it out. It counts where the first
    row comes after no more than about an interval of its step; after a longer time the cell may
    have rested. Where the cycler has columns of capacity or energy, these show what flowed.
    """

    name = "charge_between_steps"
    needs = (TIME, CURRENT, STEP)

    def __init__(self) -> None:
        self._active = True
        self._known = Known(TIME, CURRENT)
        self._before = pl.DataFrame()
        self._rows = 0
        self._total = 0.0
        self._lost = 0.0
        self._places = Places()

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._active = not set(CUMULATIVE) & set(columns)
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not self._active:
            return
        known = self._known.read(block)
        if not known.height:
            return
        moved = area(pl.col(CURRENT).abs(), half_hours(pl.col(TIME)))
        self._total += known.select(moved.filter(SAME).sum()).item()
        rows = known.slice(int(self._known.led)).select(ROW, RUN, TIME, CURRENT)
        self._rows += rows.height
        rows = pl.concat([self._before, rows], how="diagonal")
        self._note(rows, last=rows.height - 1)
        # A first row is judged once the row after it is known, and by two rows before it.
        self._before = rows.tail(3)

    def _note(self, rows: pl.DataFrame, last: int) -> None:
        """Note the first rows of steps before the row `last`, but not the first two rows."""
        run = rows[RUN]
        starts = (run != run.shift()).arg_true()
        skipped = 2 if self._before.height else 1
        starts = starts.filter((starts >= skipped) & (starts < last))
        if starts.is_empty():
            return

        def at(name: str, offset: int) -> pl.Series:
            places = (starts.cast(pl.Int64) + offset).clip(0, rows.height - 1)
            return rows[name].gather(places)

        gap = at(TIME, 0) - at(TIME, -1)
        own = (at(RUN, 1) == at(RUN, 0)) & (starts < rows.height - 1)
        found = pl.DataFrame(
            {
                ROW: at(ROW, 0),
                RUN: at(RUN, 0),
                "gap": gap,
                "own": own,
                "after": at(TIME, 1) - at(TIME, 0),
                "earlier": at(TIME, -1) - at(TIME, -2),
                "charge": gap * at(CURRENT, 0).abs() / 3600,
            }
        ).with_columns(
            pl.when("own")
            .then("after")
            .otherwise(pl.max_horizontal("after", "earlier"))
            .alias("usual")
        )
        # Between what is stored and the rows that follow the test may have been interrupted.
        found = found.filter(
            pl.col("gap") <= 2 * pl.col("usual"), pl.col("charge") > 0, at(ROW, -1) >= 0
        )
        self._lost += float(found["charge"].sum())
        self._places.add(found.select(ROW, RUN, "gap", "charge"))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._before.height:
            self._note(self._before, last=self._before.height)
        whole = self._total + self._lost
        places: list[dict[str, Any]] = self._places.first
        few = self._rows < limits.LEAST_ROWS
        if few or not places or self._lost <= limits.LOST_FRACTION * whole:
            return []
        shown = [
            f"{each['charge']:.4g} A.h in {each['gap']:.4g} s before row {each[ROW]} (step "
            f"{each[RUN]})"
            for each in places
        ]
        return [
            ValidationIssue.of(
                IssueCode.CHARGE_BETWEEN_STEPS,
                f"About {self._lost:.4g} A.h, {self._lost / whole:.1%} of the charge, flow between "
                f"the last row of a step and the first row of the next, at {self._places.count} "
                f"step(s): {listed(shown, self._places.count)}. They are in the capacity of no "
                "step. Cyclers that log from the first interval of a step on leave out its start.",
                "Add a row for the start of each step, with the time of the last row before it "
                "and the current of the row after it, or have the cycler log it.",
                check=self.name,
                severity="warning",
                column=CURRENT,
                step=places[0][RUN],
                rows=[each[ROW] for each in places],
                values=[each["charge"] for each in places],
                payload={
                    "lost": self._lost,
                    "total": whole,
                    "fraction": self._lost / whole,
                    "num_steps": self._places.count,
                },
            )
        ]
