"""Rows in order of time give a voltage that seldom jumps."""

from __future__ import annotations

import polars as pl

from ionworks.tables.columns import VOLTAGE
from ionworks.validators.checks.scan import Block, Check, number
from ionworks.validators.issues import IssueCode, ValidationIssue

__all__ = ["VoltageContinuity"]


class VoltageContinuity(Check):
    """Few pairs of neighbouring rows jump by most of the voltage window."""

    name = "voltage_continuity"
    needs = (VOLTAGE,)

    def __init__(
        self, window: tuple[float, float], jump_fraction: float, max_bad_fraction: float
    ) -> None:
        self._window = window
        self._jump_fraction = jump_fraction
        self._threshold = jump_fraction * (window[1] - window[0])
        self._max_bad_fraction = max_bad_fraction
        self._bad = self._pairs = 0
        self._first_row: int | None = None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        jump = pl.col(VOLTAGE).diff().abs()
        bad, pairs, first = block.rows.select(
            (jump > self._threshold).sum().alias("bad"),
            jump.count().alias("pairs"),
            (jump > self._threshold).arg_max().alias("first"),
        ).row(0)
        if bad and self._first_row is None:
            self._first_row = block.rows["row"].item(first)
        self._bad += bad
        self._pairs += pairs

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
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
                "the pairs may jump so far. The rows are most likely out of order: sort them with "
                "`frame.sort('Time [s]')`, and check that the voltage is in volts.",
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
