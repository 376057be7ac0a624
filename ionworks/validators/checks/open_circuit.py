"""Open-circuit tables have their columns, in V and shares, in order and the right way round."""

from __future__ import annotations

import math
from collections.abc import Collection

import polars as pl

from ionworks.issues import LISTED, IssueCode, Severity, ValidationIssue
from ionworks.tables.columns import CAPACITY, OPEN_CIRCUIT_AXES, SOC, STOICHIOMETRY, VOLTAGE
from ionworks.validators import limits
from ionworks.validators.checks.impedance import join_names
from ionworks.validators.checks.needed import suggestion
from ionworks.validators.checks.scan import ROW, Block, Check

__all__ = ["OCPColumns", "OCPDirection", "OCPOrder", "OCPRange", "OCPVoltage"]


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
                    f"{join_names(self._columns)}.",
                    suggestion(VOLTAGE, self._columns)
                    or f"Rename the column of the potential to '{VOLTAGE}'.",
                    check=self.name,
                    column=VOLTAGE,
                    payload={"available_columns": self._columns},
                )
            )
        if not any(name in self._columns for name in OPEN_CIRCUIT_AXES):
            found.append(
                ValidationIssue.of(
                    IssueCode.OCP_X_AXIS_COLUMN_MISSING,
                    f"Open-circuit data need one of {join_names(OPEN_CIRCUIT_AXES)}; the "
                    f"columns are: {join_names(self._columns)}.",
                    next(
                        filter(
                            None, (suggestion(name, self._columns) for name in OPEN_CIRCUIT_AXES)
                        ),
                        "Add the capacity, stoichiometry or state of charge of each row.",
                    ),
                    check=self.name,
                    payload={
                        "candidates": list(OPEN_CIRCUIT_AXES),
                        "available_columns": self._columns,
                    },
                )
            )
        return found


class _Table(Check):
    """Collects the rows of the table, which has some thousands at most."""

    needs = (VOLTAGE,)

    def __init__(self, severity: Severity) -> None:
        self._severity: Severity = severity
        self._axes: list[str] = []
        self._parts: list[pl.DataFrame] = []

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        self._axes = [name for name in OPEN_CIRCUIT_AXES if name in columns]
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        self._parts.append(block.body.select(ROW, VOLTAGE, *self._axes))

    def rows(self, axis: str | None = None) -> pl.DataFrame:
        """Return ``row``, ``v`` and ``x`` of the rows that have all of them."""
        x = pl.lit(0.0) if axis is None else pl.col(axis)
        rows = pl.concat(self._parts) if self._parts else pl.DataFrame(schema={ROW: pl.Int64})
        if not rows.height:
            return pl.DataFrame(schema={ROW: pl.Int64, "v": pl.Float64, "x": pl.Float64})
        return rows.select(ROW, pl.col(VOLTAGE).alias("v"), x.alias("x")).drop_nulls()

    def issue(
        self,
        code: IssueCode,
        finding: str,
        advice: str,
        column: str,
        rows: list[int],
        payload: dict[str, object],
        severity: Severity | None = None,
    ) -> ValidationIssue:
        """Make a finding of this check."""
        return ValidationIssue.of(
            code,
            finding,
            advice,
            check=self.name,
            severity=severity or self._severity,
            column=column,
            rows=rows,
            payload=payload,
        )


class OCPVoltage(_Table):
    """The voltage is in V and not in mV."""

    name = "ocp_voltage_unit"

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        rows = self.rows()
        if not _in_millivolts(rows["v"]):
            return []
        low, high = rows.select(
            pl.col("v").min().alias("low"), pl.col("v").max().alias("high")
        ).row(0)
        return [
            self.issue(
                IssueCode.OCP_VOLTAGE_NOT_IN_VOLTS,
                f"'{VOLTAGE}' goes from {low:.6g} to {high:.6g} V, which is likely in mV.",
                f"Multiply it by 0.001: `pl.col('{VOLTAGE}') / 1000`. If it is in V, pass "
                f'skip_checks={{"{self.name}"}}.',
                VOLTAGE,
                rows[ROW].head(1).to_list(),
                {"lowest": low, "highest": high, "factor": 0.001},
            )
        ]


class OCPRange(_Table):
    """State of charge and stoichiometry are shares from 0 to 1."""

    name = "ocp_axis_range"

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        found = (self._axis(name) for name in self._axes if name != CAPACITY)
        return [issue for issue in found if issue is not None]

    def _axis(self, axis: str) -> ValidationIssue | None:
        rows = self.rows(axis)
        x, margin = pl.col("x"), limits.SHARE_MARGIN
        outside = rows.filter(~x.is_between(-margin, 1 + margin))
        if not outside.height:
            return None
        low, high = rows.select(x.min().alias("low"), x.max().alias("high")).row(0)
        least = limits.PERCENT if axis == SOC else limits.IONS_PER_FORMULA
        percent = high > least and outside.height * 2 > rows.height
        payload: dict[str, object] = {
            "lowest": low,
            "highest": high,
            "num_rows": outside.height,
            "percent": percent,
        }
        places = outside[ROW].head(LISTED).to_list()
        if percent:
            finding = f"'{axis}' goes from {low:.6g} to {high:.6g}, which is likely in percent."
            advice = f"Divide it by 100: `pl.col('{axis}') / 100`."
        else:
            worst = outside.row(0, named=True)
            finding = (
                f"'{axis}' is {worst['x']:.6g} in row {worst[ROW]}; it must be a share from 0 to "
                f"1. It is not in {outside.height} row(s)."
            )
            advice = (
                "Divide by the capacity between empty and full, or correct these rows."
                if axis == SOC
                else "Give the share of the sites that are filled: divide by the largest number "
                "of ions per formula."
            )
        # Ions per formula may be more than one: some materials are written so.
        formula = axis == STOICHIOMETRY and not percent and low >= -margin
        return self.issue(
            IssueCode.OCP_AXIS_OUT_OF_RANGE,
            finding,
            advice,
            axis,
            places,
            payload,
            "warning" if formula else None,
        )


class OCPOrder(_Table):
    """The rows follow the curve: neighbours in the table are neighbours on it."""

    name = "ocp_row_order"

    #: Fewer rows may be in any order by chance.
    _LEAST_ROWS = 10

    #: Mean step from row to row, beside that of rows in random order; and share of turns.
    _RANDOM = 0.6
    _TURNS = 0.4

    #: Rank correlation below which the voltage does not follow the axis; and a curve's least
    #: height in V.
    _RELATED = 0.5
    _LEAST_HEIGHT = 0.05

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        for axis in self._axes:
            if (found := self._axis(axis)) is not None:
                return [found]
        return []

    def _axis(self, axis: str) -> ValidationIssue | None:
        rows = self.rows(axis)
        if rows.height < self._LEAST_ROWS:
            return None
        turns = _turns(rows["x"])
        if turns > self._TURNS and _roughness(rows["x"]) > self._RANDOM:
            return self.issue(
                IssueCode.OCP_ROWS_OUT_OF_ORDER,
                f"'{axis}' goes up and down at random: it turns in {turns:.0%} of the rows.",
                f"Sort the rows of each branch: `frame.sort('{axis}')`, in pandas "
                f"`frame.sort_values('{axis}')`.",
                axis,
                rows[ROW].head(1).to_list(),
                {"turns": turns},
            )
        height = rows.select(pl.col("v").max() - pl.col("v").min()).item()
        rough = _roughness(rows["v"])
        if height < self._LEAST_HEIGHT or rough <= self._RANDOM or _turns(rows["v"]) <= self._TURNS:
            return None
        if abs(_rank_correlation(rows)) >= self._RELATED:
            return None
        return self.issue(
            IssueCode.OCP_ROWS_OUT_OF_ORDER,
            f"'{VOLTAGE}' does not follow '{axis}': from row to row it jumps as values in random "
            "order do.",
            "The two columns were likely sorted apart: read the table again, and sort whole rows.",
            VOLTAGE,
            rows[ROW].head(1).to_list(),
            {"roughness": rough},
        )


class OCPDirection(_Table):
    """The voltage rises with the state of charge, and falls with the stoichiometry.

    The potential of any electrode falls while it takes up ions, whichever electrode it is. With
    the state of charge of the cell, that of a full cell and of a cathode rises and that of an
    anode falls, so nothing is said where the potential is as low as in anodes. Capacity may be
    that of charge or discharge.
    """

    name = "ocp_voltage_direction"

    _LEAST_ROWS = 5
    _CLEAR = 0.5

    #: V between the ends of the curve that speak for a direction.
    _LEAST_CHANGE = 0.02

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        found = (self._axis(name, sign) for name, sign in ((SOC, 1.0), (STOICHIOMETRY, -1.0)))
        return [issue for issue in found if issue is not None]

    def _axis(self, axis: str, sign: float) -> ValidationIssue | None:
        rows = self.rows(axis) if axis in self._axes else pl.DataFrame()
        if rows.height < self._LEAST_ROWS:
            return None
        scale = 1e-3 if _in_millivolts(rows["v"]) else 1.0
        middle = rows["v"].median()
        anode = not isinstance(middle, float) or scale * middle < limits.ANODE_POTENTIAL
        if axis == SOC and anode:
            return None
        ends = max(rows.height // 5, 1)
        x = rows.sort("x")["v"]
        change = scale * sign * (_mean(x.tail(ends)) - _mean(x.head(ends)))
        clear = sign * _rank_correlation(rows) <= -self._CLEAR
        if not clear or change >= -self._LEAST_CHANGE:
            return None
        what = "falls" if sign > 0 else "rises"
        return self.issue(
            IssueCode.OCP_VOLTAGE_REVERSED,
            f"'{VOLTAGE}' {what} by {-change:.3g} V while '{axis}' rises.",
            f"'{axis}' is likely the depth of discharge: use "
            f"`(1 - pl.col('{axis}')).alias('{axis}')`."
            if axis == SOC
            else f"'{axis}' must be the share of sites that are filled, with which the potential "
            f"of every electrode falls: use `(1 - pl.col('{axis}')).alias('{axis}')`.",
            axis,
            rows[ROW].head(1).to_list(),
            {"change": change},
        )


def _in_millivolts(voltage: pl.Series) -> bool:
    """Tell whether a curve is in mV: no cell has so much, and no pack changes so much."""
    size = voltage.abs()
    low, middle, high = (size.quantile(share) for share in (0.05, 0.5, 0.95))
    if low is None or middle is None or high is None:
        return False
    wide = high > limits.HIGHEST_MODULE and high > limits.WIDEST_PACK * low
    return middle > limits.HIGHEST_PACK or wide


def _turns(values: pl.Series) -> float:
    """Return the share of rows at which the values turn from rising to falling or back."""
    steps = values.diff().drop_nulls().sign()
    steps = steps.filter(steps != 0)
    return float((steps.diff() != 0).sum()) / max(values.len() - 2, 1)


def _roughness(values: pl.Series) -> float:
    """Return the mean step from row to row over that of rows in random order, which is 1."""
    count = values.len()
    rank = 2 * pl.int_range(1, count + 1, eager=True) - count - 1
    usual = float((values.sort() * rank).sum()) * 2 / (count * (count - 1))
    steps = values.diff().abs().mean()
    return float(steps) / usual if isinstance(steps, float) and usual > 0 else 0.0


def _rank_correlation(rows: pl.DataFrame) -> float:
    ranks = rows.select(pl.col("v", "x").rank())
    found = ranks.select(pl.corr("v", "x")).item()
    return 0.0 if math.isnan(found) else float(found)


def _mean(values: pl.Series) -> float:
    found = values.mean()
    return float(found) if isinstance(found, float) else 0.0
