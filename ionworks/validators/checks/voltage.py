"""Rows in order of time give a voltage that seldom jumps within a step."""

from __future__ import annotations

import polars as pl

from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import VOLTAGE
from ionworks.validators import limits
from ionworks.validators.checks.scan import ROW, SAME, Block, Check, later, number, steps_between

__all__ = ["VoltageContinuity"]


class VoltageContinuity(Check):
    """Few pairs of neighbouring rows of a step jump by most of the voltage window.

    Between two steps the current changes, and the voltage jumps with it.
    """

    name = "voltage_continuity"
    needs = (VOLTAGE,)

    def __init__(
        self,
        window: tuple[float, float],
        jump_fraction: float,
        max_bad_fraction: float,
        *,
        level: bool = False,
    ) -> None:
        self._allowed = limits.window_with_margin(window)
        self._level = level
        self._outside = self._rows = 0
        self._first_outside: tuple[int, float] | None = None
        self._window = window
        self._jump_fraction = jump_fraction
        self._threshold = jump_fraction * (window[1] - window[0])
        self._max_bad_fraction = max_bad_fraction
        self._bad = self._pairs = 0
        self._first_row: int | None = None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        jump = steps_between(block.rows[VOLTAGE])
        too_far = (jump > self._threshold) | (jump < -self._threshold)
        too_far &= later(block.rows[SAME])
        bad = int(too_far.sum())
        if bad and self._first_row is None:
            self._first_row = later(block.rows[ROW]).filter(too_far).item(0)
        self._bad += bad
        self._pairs += jump.count()
        if self._level:
            self._update_level(block.body)

    def _update_level(self, rows: pl.DataFrame) -> None:
        voltage = rows[VOLTAGE]
        low, high = self._allowed
        outside = (voltage < low) | (voltage > high)
        count = int(outside.sum())
        if count and self._first_outside is None:
            self._first_outside = rows[[ROW, VOLTAGE]].filter(outside).row(0)
        self._outside += count
        self._rows += voltage.count()

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return [*self._jumps(), *self._other_level()]

    def _other_level(self) -> list[ValidationIssue]:
        """Find data most of which cannot be the voltage of the cell."""
        if self._first_outside is None or self._outside <= limits.OUTSIDE_FRACTION * self._rows:
            return []
        row, voltage = self._first_outside
        low, high = self._window
        return [
            ValidationIssue.of(
                IssueCode.VOLTAGE_OUTSIDE_WINDOW,
                f"{self._outside}/{self._rows} rows have a '{VOLTAGE}' far outside the window of "
                f"{low:g} V to {high:g} V; the first is row {row} with {voltage:.6g} V.",
                "Check that it is the voltage of one cell and not of a pack, that it is in V, and "
                "that the window is that of the cell.",
                check=self.name,
                column=VOLTAGE,
                rows=[row],
                values=[voltage],
                payload={
                    "outside_count": self._outside,
                    "total_rows": self._rows,
                    "allowed": self._allowed,
                    "voltage_window": self._window,
                },
            )
        ]

    def _jumps(self) -> list[ValidationIssue]:
        if not self._pairs or self._bad / self._pairs <= self._max_bad_fraction:
            return []
        share = self._bad / self._pairs
        first = [] if self._first_row is None else [self._first_row]
        return [
            ValidationIssue.of(
                IssueCode.VOLTAGE_CONTINUITY,
                f"Voltage continuity check failed: {self._bad}/{self._pairs} ({share:.1%}) of "
                "consecutive row pairs have a voltage jump greater than "
                f"{number(round(100 * self._jump_fraction, 6))}% of the rated voltage window.",
                f"That is more than {self._threshold:.3f} V; up to {self._max_bad_fraction:.0%} of "
                "the pairs may jump so far; jumps between steps do not count. The rows are most "
                "likely out of order: sort them with `frame.sort('Time [s]')`, and check that the "
                "voltage is in volts.",
                check=self.name,
                column=VOLTAGE,
                rows=first,
                payload={
                    "bad_count": self._bad,
                    "total_pairs": self._pairs,
                    "bad_fraction": share,
                    "threshold_volts": self._threshold,
                    "voltage_window": self._window,
                },
            )
        ]
