"""Temperatures are those of a cell, in degrees Celsius."""

from __future__ import annotations

import polars as pl

from ionworks.issues import IssueCode, Severity, ValidationIssue
from ionworks.tables.columns import TEMPERATURE
from ionworks.validators import limits
from ionworks.validators.checks.outliers import Bulk, bulk
from ionworks.validators.checks.scan import ROW, Block, Check, Places

__all__ = ["TemperatureRange"]


class TemperatureRange(Check):
    """The usual temperature is one at which cells are tested, and few rows are far hotter.

    Parameters
    ----------
    frame : polars.DataFrame
        The time series, for its usual temperature.
    severity : {"error", "warning"}
        Of a column whose unit is wrong for sure. What may be right is a warning.
    """

    name = "temperature_range"
    needs = (TEMPERATURE,)

    def __init__(self, frame: pl.DataFrame, severity: Severity) -> None:
        self._frame = frame
        self._severity: Severity = severity
        self._hot = Places()

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        ends = block.ends(TEMPERATURE)
        if ends is not None and ends[1] > limits.HOT_CELL:
            hot = pl.col(TEMPERATURE) > limits.HOT_CELL
            self._hot.add(block.body.filter(hot).select(ROW, TEMPERATURE))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        usual = bulk(self._frame, TEMPERATURE)
        if usual is None:
            return []
        shown = f"'{TEMPERATURE}' is {usual.low:.6g} to {usual.high:.6g} in most rows"
        if _is_kelvin(usual):
            return [
                self._issue(
                    usual,
                    f"{shown}, which are likely kelvin.",
                    f"Subtract 273.15: `pl.col('{TEMPERATURE}') - 273.15`",
                    "K",
                    self._severity,
                )
            ]
        if usual.low > limits.HOT_CELL or usual.high < limits.COLD_CELL:
            return [
                self._issue(
                    usual,
                    f"{shown}; no cell is tested at that temperature.",
                    "Check the unit and the sensor, and leave the column out if it measured "
                    "nothing",
                    None,
                    self._severity,
                )
            ]
        if _may_be_fahrenheit(usual):
            advice = f"Convert it: `(pl.col('{TEMPERATURE}') - 32) / 1.8`"
            finding = f"{shown}, which may be degrees Fahrenheit."
            return [self._issue(usual, finding, advice, "degF", "warning")]
        return self._hot_rows()

    def _issue(
        self, usual: Bulk, finding: str, advice: str, unit: str | None, severity: Severity
    ) -> ValidationIssue:
        return ValidationIssue.of(
            IssueCode.TEMPERATURE_IMPLAUSIBLE,
            finding,
            f'{advice}. If the temperature is right, pass skip_checks={{"{self.name}"}}.',
            check=self.name,
            severity=severity,
            column=TEMPERATURE,
            values=[usual.middle],
            payload={"low": usual.low, "median": usual.middle, "high": usual.high, "unit": unit},
        )

    def _hot_rows(self) -> list[ValidationIssue]:
        if not self._hot.count:
            return []
        row, value = self._hot.first[0][ROW], self._hot.first[0][TEMPERATURE]
        return [
            ValidationIssue.of(
                IssueCode.TEMPERATURE_IMPLAUSIBLE,
                f"'{TEMPERATURE}' is above {limits.HOT_CELL:g} degC in {self._hot.count} row(s), "
                f"first {value:.6g} in row {row}.",
                "That is right for a test to destruction; otherwise a sensor has failed: replace "
                "its values with null.",
                check=self.name,
                severity="warning",
                column=TEMPERATURE,
                rows=[place[ROW] for place in self._hot.first],
                values=[place[TEMPERATURE] for place in self._hot.first],
                payload={"num_rows": self._hot.count, "row_index": row, "limit": limits.HOT_CELL},
            )
        ]


def _is_kelvin(usual: Bulk) -> bool:
    """Tell whether the usual temperatures are those of a climate chamber in kelvin."""
    return limits.KELVIN[0] <= usual.low and usual.high <= limits.KELVIN[1]


def _may_be_fahrenheit(usual: Bulk) -> bool:
    """Tell whether the usual temperatures are unusual in Celsius and usual in Fahrenheit.

    Chambers are set to whole tens and fives of degrees Celsius, and cells in them get warmer. A
    chamber at 77 degC cannot be distinguished from one at 77 degF, which is far more usual.
    """
    low = usual.low
    if low >= limits.HOT_CHAMBER:
        return True
    setting = limits.SETTINGS * round(usual.middle / limits.SETTINGS)
    steady = usual.width <= limits.STEADY_CHAMBER
    if steady and abs(usual.middle - setting) <= limits.OFF_SETTING:
        return False
    return any(first <= low <= last for first, last in limits.ROOM_IN_FAHRENHEIT)
