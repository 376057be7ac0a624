"""Impedance and open-circuit data have their columns, the right sign and a likely size."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from ionworks.tables.columns import FREQUENCY, VOLTAGE
from ionworks.validators.checks.needed import suggestion
from ionworks.validators.checks.scan import ROW, Block, Check
from ionworks.validators.columns import OCP_X_AXES, Z_IM, Z_RE
from ionworks.validators.issues import LISTED, IssueCode, ValidationIssue

__all__ = ["EIS_COLUMNS", "EISColumns", "EISMagnitude", "EISSign", "OCPColumns"]

EIS_COLUMNS = (FREQUENCY, Z_RE, Z_IM)


def _named(columns: Collection[str]) -> str:
    return ", ".join(repr(name) for name in list(columns)[:LISTED]) or "none"


class OCPColumns(Check):
    """Open-circuit data have a voltage and something to draw it against."""

    name = "ocp_columns"

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = list(columns)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        found: list[ValidationIssue] = []
        if VOLTAGE not in self._columns:
            found.append(
                ValidationIssue.of(
                    IssueCode.OCP_VOLTAGE_COLUMN_MISSING,
                    f"Open-circuit data need a column '{VOLTAGE}'; the columns are: "
                    f"{_named(self._columns)}.",
                    suggestion(VOLTAGE, self._columns)
                    or f"Rename the column of the potential to '{VOLTAGE}'.",
                    check=self.name,
                    column=VOLTAGE,
                    payload={"available_columns": self._columns},
                )
            )
        if not any(name in self._columns for name in OCP_X_AXES):
            found.append(
                ValidationIssue.of(
                    IssueCode.OCP_X_AXIS_COLUMN_MISSING,
                    f"Open-circuit data need one of {_named(OCP_X_AXES)}; the columns are: "
                    f"{_named(self._columns)}.",
                    next(
                        filter(None, (suggestion(name, self._columns) for name in OCP_X_AXES)),
                        "Add the capacity, stoichiometry or state of charge of each row.",
                    ),
                    check=self.name,
                    payload={
                        "candidates": list(OCP_X_AXES),
                        "available_columns": self._columns,
                    },
                )
            )
        return found


class EISColumns(Check):
    """Impedance data have frequency and both parts of the impedance."""

    name = "eis_columns"

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = list(columns)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        missing = [name for name in EIS_COLUMNS if name not in self._columns]
        if not missing:
            return []
        advice = " ".join(filter(None, (suggestion(name, self._columns) for name in missing)))
        return [
            ValidationIssue.of(
                IssueCode.EIS_COLUMNS_MISSING,
                f"Impedance data need {_named(EIS_COLUMNS)}; missing: {_named(missing)}; the "
                f"columns are: {_named(self._columns)}.",
                advice or "Rename or add the missing columns.",
                check=self.name,
                column=missing[0],
                payload={
                    "required": list(EIS_COLUMNS),
                    "missing": missing,
                    "available_columns": self._columns,
                },
            )
        ]


class EISSign(Check):
    """The imaginary part is negative where the cell is capacitive."""

    name = "eis_zim_sign"
    needs = EIS_COLUMNS

    #: A band of fewer points is no arc, and one point would decide.
    _LEAST_POINTS = 3

    def __init__(self, reversed_fraction: float) -> None:
        self._limit = reversed_fraction
        self._points: list[pl.DataFrame] = []

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        self._points.append(block.body.select(ROW, *EIS_COLUMNS).drop_nulls())

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        points = pl.concat(self._points) if self._points else pl.DataFrame()
        if points.height < self._LEAST_POINTS:
            return []
        points = points.sort(FREQUENCY, maintain_order=True)
        real, imaginary = pl.col(Z_RE), pl.col(Z_IM)
        r0, where = points.select(real.min().alias("r0"), real.arg_min().alias("where")).row(0)
        band = points.head(where + 1)
        if band.height < self._LEAST_POINTS:
            return []
        wrong = band.filter(imaginary > 0)
        positive, total = wrong[Z_IM].sum(), band.select(imaginary.abs().sum()).item()
        if not total or positive / total < self._limit:
            return []
        share = positive / total
        return [
            ValidationIssue.of(
                IssueCode.EIS_ZIM_SIGN_REVERSED,
                f"'{Z_IM}' is positive in {share:.0%} of the capacitive band ({band.height} points "
                f"from the lowest frequency up to the smallest '{Z_RE}', {r0:.4g} Ohm).",
                f"Store the imaginary part itself and not its negative: `-pl.col('{Z_IM}')`.",
                check=self.name,
                column=Z_IM,
                rows=wrong[ROW].head(LISTED).sort().to_list(),
                payload={
                    "positive_fraction": share,
                    "r0": r0,
                    "n_capacitive_points": band.height,
                },
            )
        ]


class EISMagnitude(Check):
    """The smallest real part is likely for a cell of this capacity."""

    name = "eis_impedance_magnitude"

    def __init__(
        self,
        rated_capacity: float,
        factor: float,
        r_times_q: float,
        *,
        needs: tuple[str, ...] = (Z_RE,),
    ) -> None:
        self.needs = needs
        self._capacity = rated_capacity
        self._factor = factor
        self._r_times_q = r_times_q
        self._r0: tuple[float, int] | None = None

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        points = block.body.select(Z_RE, ROW).drop_nulls()
        if points.height:
            lowest: tuple[float, int] = points.row(points[Z_RE].arg_min() or 0)
            self._r0 = min(self._r0 or lowest, lowest)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        expected = self._r_times_q / self._capacity
        low, high = expected / self._factor, expected * self._factor
        if self._r0 is None or self._r0[0] <= 0 or low <= self._r0[0] <= high:
            return []
        r0, row = self._r0
        return [
            ValidationIssue.of(
                IssueCode.EIS_IMPEDANCE_MAGNITUDE_IMPLAUSIBLE,
                f"The smallest '{Z_RE}' is {r0:.4g} Ohm; for a cell of {self._capacity:.4g} A.h "
                f"about {expected:.4g} Ohm are expected, and {low:.4g} to {high:.4g} Ohm allowed.",
                "Check that the impedance is in Ohm (not mOhm, nor per area) and the rated "
                "capacity in A.h.",
                check=self.name,
                column=Z_RE,
                rows=[row],
                values=[r0],
                payload={
                    "r0": r0,
                    "r_expected": expected,
                    "band_low": low,
                    "band_high": high,
                    "factor": self._factor,
                    "r_times_q": self._r_times_q,
                    "rated_capacity": self._capacity,
                },
            )
        ]
