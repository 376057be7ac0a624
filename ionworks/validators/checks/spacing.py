"""How far apart rows are: coarse times, and charge between the rows of two steps."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

import polars as pl

from ionworks.issues import IssueCode, Severity, ValidationIssue, listed
from ionworks.tables.columns import CURRENT, STEP, TIME, TOTALS
from ionworks.tables.rest import REST_RATE
from ionworks.validators import limits
from ionworks.validators.checks.scan import (
    ROW,
    RUN,
    SAME,
    Block,
    Check,
    Known,
    Places,
    largest,
    later,
)

__all__ = ["ChargeBetweenSteps", "TimeResolution", "rest_limit"]

#: Times of float32 since 1970, in s and in ms.
_EPOCH_GRIDS = (128.0, 131.072)


def rest_limit(frame: pl.DataFrame, rated_capacity: float | None) -> float:
    """Return the current in A below which a cell rests, by its capacity or its largest current."""
    if rated_capacity is not None:
        return REST_RATE * rated_capacity
    if CURRENT not in frame.columns or not frame[CURRENT].dtype.is_numeric():
        return 0.0
    current = frame[CURRENT].cast(pl.Float64)
    if not math.isfinite(current.sum()):
        current = current.filter(current.is_finite())
    return REST_RATE * largest(current)


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
        if block.full(TIME):
            inside = block.changes_inside(TIME)
            least = inside.min()
            if isinstance(least, float) and 0.0 < least < min(_EPOCH_GRIDS):
                self._intervals += inside.len()
                self._elapsed += float(inside.sum())
                self._runs = block.last_run + 1
                self._grid = min(self._grid, least)
                self._known.skip(block)
                return
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
        # The jumps are multiples of such a grid but for rounding.
        epoch = [grid for grid in _EPOCH_GRIDS if self._whole[grid] and self._grid > grid / 2]
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
    have rested. So does the time before the first row of the series. Where the cycler has columns
    of capacity or energy, these show what flowed.
    """

    name = "charge_between_steps"
    needs = (TIME, CURRENT, STEP)

    def __init__(self) -> None:
        self._active = True
        self._known = Known(TIME, CURRENT)
        self._before: pl.DataFrame | None = None
        self._rows = 0
        self._total = 0.0
        self._lost = 0.0
        self._places = Places()

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._active = not set(TOTALS) & set(columns)
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if not self._active or (block.whole and self._sound(block)):
            return
        known = self._known.read(block)
        if not known.height:
            return
        rows = known.slice(int(self._known.led))
        self._rows += rows.height
        before = self._before
        if before is None and rows[ROW].item(0) == 0 and rows[TIME].item(0) > 0.0:
            # The test begins at 0, so its first step can lose its start like any other.
            start = rows.head(1).with_columns(
                pl.lit(-1, pl.Int64).alias(RUN), pl.lit(0.0).alias(TIME)
            )
            rows = pl.concat([start, rows])
        elif before is not None:
            rows = pl.concat([before, rows])
        self._note(rows, 0 if before is None else before.height - 1)
        # The first row of a step is judged by the row after it, and by two rows before it.
        self._before = rows.tail(3)

    @staticmethod
    def _sound(block: Block) -> bool:
        """Tell whether no time passes before the first rows of steps."""
        if not block.full(TIME, CURRENT) or block[TIME].item(0) > 0.0:
            return False
        if block.one_run:
            return True
        most = block.changes(TIME).filter(~later(block.same)).max()
        return not isinstance(most, float) or most <= 0.0

    def _note(self, rows: pl.DataFrame, known: int, *, final: bool = False) -> None:
        """Add up what flows between the rows, and before the first rows of steps.

        The row `known` and those before it were read before. The last row is the first of a step
        only if no row follows.
        """
        # Arithmetic on columns takes a tenth of the time of an expression on short ones.
        run, time, current, row = (rows[name] for name in (RUN, TIME, CURRENT, ROW))
        count = rows.height - 1
        gap, same = time.slice(1) - time.slice(0, count), run.slice(1) == run.slice(0, count)
        size = current.zip_with(current >= 0.0, 0.0 - current)
        if not final:
            moved = (size.slice(1) + size.slice(0, count)) * gap
            self._total += float(moved.slice(known).filter(same.slice(known)).sum()) / 7200
        first = max(known - 1, 0)
        judged = max(count - first - (not final), 0)
        starts = ~same.slice(first, judged)
        if not starts.any():
            return
        zero = pl.Series([0.0])
        gaps, owns = pl.concat([zero, gap, zero]), pl.concat([same, pl.Series([False])])

        def at(values: pl.Series, offset: int = 0) -> pl.Series:
            return values.slice(first + offset, judged).filter(starts)

        gap, earlier, after = at(gaps, 1), at(gaps), at(gaps, 2)
        usual = after.zip_with(at(owns, 1) | (after >= earlier), earlier)
        charge = gap * at(size, 1) / 3600
        # Between what is stored and the rows that follow the test may have been interrupted.
        late = (gap <= 2.0 * usual) & (charge > 0.0) & (at(row) >= 0)
        if late.any():
            found = (at(row, 1), at(run, 1), gap.alias("gap"), charge.alias("charge"))
            places = pl.DataFrame([values.filter(late) for values in found])
            self._lost += float(places["charge"].sum())
            self._places.add(places)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._before is not None:
            self._note(self._before, self._before.height - 1, final=True)
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
                "and the current of the row after it, or have the cycler log it. If no current "
                f'flowed, pass skip_checks={{"{self.name}"}}.',
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
