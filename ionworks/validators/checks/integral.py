"""Reported capacities and energies agree with current and power integrated over time."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import polars as pl

from ionworks.validators.checks.scan import ROW, RUN, Block, Check, Known
from ionworks.validators.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CURRENT,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    POWER,
    STEP,
    TIME,
    VOLTAGE,
)
from ionworks.validators.issues import IssueCode, ValidationIssue

__all__ = ["Integral"]

#: A.h or W.h. Both sides below this are noise beside the tolerance of the resets.
_FLOOR = 1e-6

_SECONDS_PER_HOUR = 3600.0


@attrs.define
class _Deviation:
    """A reported column beside its integral, over the blocks seen so far."""

    column: str
    code: IssueCode
    sign: float
    scale: float = 0.0
    worst: float = 0.0
    row: int = 0
    reported: float = 0.0
    integrated: float = 0.0
    carried: float = 0.0


class Integral(Check):
    """Capacity and energy columns agree with the trapezoid integral within each step."""

    name = "capacity_energy_from_current_power"
    needs = (TIME, STEP)

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._sources: list[_Source] = []

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        charge = _Source(
            CURRENT,
            "A.h",
            (CURRENT,),
            [
                _Deviation(DISCHARGE_CAPACITY, IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH, 1.0),
                _Deviation(CHARGE_CAPACITY, IssueCode.CHARGE_CAPACITY_INTEGRAL_MISMATCH, -1.0),
            ],
        )
        measured = POWER in columns
        energy = _Source(
            POWER if measured else f"{VOLTAGE} * {CURRENT}",
            "W.h",
            (POWER,) if measured else (VOLTAGE, CURRENT),
            [
                _Deviation(DISCHARGE_ENERGY, IssueCode.DISCHARGE_ENERGY_INTEGRAL_MISMATCH, 1.0),
                _Deviation(CHARGE_ENERGY, IssueCode.CHARGE_ENERGY_INTEGRAL_MISMATCH, -1.0),
            ],
        )
        for source in (charge, energy):
            source.deviations = [each for each in source.deviations if each.column in columns]
        self._sources = [
            source
            for source in (charge, energy)
            if source.deviations and all(factor in columns for factor in source.factors)
        ]
        if not self._sources:
            return "needs a capacity or energy column and the current or power it comes from"
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        for source in self._sources:
            source.update(block)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return [
            self._mismatch(source, each)
            for source in self._sources
            for each in source.deviations
            if each.scale > _FLOOR and each.worst / each.scale > self._tolerance
        ]

    def _mismatch(self, source: _Source, each: _Deviation) -> ValidationIssue:
        error = each.worst / each.scale
        return ValidationIssue.of(
            each.code,
            f"'{each.column}' differs from the integral of '{source.name}' by {error:.1%} of its "
            f"largest value (allowed: {self._tolerance:.0%}); at worst, in row {each.row}, "
            f"it is {each.reported:.6g} {source.unit} where the integral gives "
            f"{each.integrated:.6g} {source.unit}.",
            "Check the units of current, time and the column, and that no rows were dropped; or "
            "leave the column out to have it computed after the upload.",
            check=self.name,
            column=each.column,
            rows=[each.row],
            values=[each.reported, each.integrated],
            payload={
                "column": each.column,
                "source_column": source.name,
                "unit": source.unit,
                "worst_row_index": each.row,
                "reported_at_worst": each.reported,
                "integrated_at_worst": each.integrated,
                "max_scale": each.scale,
                "relative_error": error,
                "tolerance": self._tolerance,
            },
        )


class _Source:
    """What is integrated, and the columns that it explains."""

    def __init__(
        self, name: str, unit: str, factors: tuple[str, ...], deviations: list[_Deviation]
    ) -> None:
        self.name = name
        self.unit = unit
        self.factors = factors
        self.deviations = deviations
        self._known = Known(TIME, *factors, also=[each.column for each in deviations])

    def update(self, block: Block) -> None:
        known = self._known.read(block)
        if not known.height:
            return
        led = int(self._known.led)
        run = pl.col(RUN)
        starts = known.select(pl.arg_where(run.ne_missing(run.shift()))).to_series()
        source = pl.col(self.factors[0])
        for factor in self.factors[1:]:
            source *= pl.col(factor)
        rows = known.with_columns(source.alias("y"), run.rle_id().alias("group"))
        rows = rows.with_columns(
            _trapezoid((each.sign * pl.col("y")).clip(lower_bound=0.0)).alias(f"whole {index}")
            for index, each in enumerate(self.deviations)
        ).with_columns(
            (
                pl.col(f"whole {index}")
                - pl.col(f"whole {index}").gather(starts).gather(pl.col("group"))
                # The run that the block before left open goes on from where it was.
                + pl.when(pl.col("group") == 0).then(each.carried * led).otherwise(0.0)
            ).alias(f"integral {index}")
            for index, each in enumerate(self.deviations)
        )
        for index, each in enumerate(self.deviations):
            each.carried = rows[f"integral {index}"].item(-1)
            _compare(each, rows.slice(led), f"integral {index}")


def _trapezoid(y: pl.Expr) -> pl.Expr:
    """Integrate over time from the first row, in hours."""
    area = (y + y.shift()) * pl.col(TIME).diff()
    return area.fill_null(0.0).cum_sum() / (2 * _SECONDS_PER_HOUR)


def _compare(each: _Deviation, rows: pl.DataFrame, integral: str) -> None:
    integrated, reported = pl.col(integral), pl.col(each.column)
    deviation = (reported - integrated).abs()
    worst, where, *scales = rows.select(
        deviation.max().alias("worst"),
        deviation.arg_max().alias("where"),
        integrated.abs().max().alias("integrated"),
        reported.abs().max().alias("reported"),
    ).row(0)
    each.scale = max([each.scale, *(scale for scale in scales if scale is not None)])
    if worst is not None and worst > each.worst:
        each.worst = worst
        each.row, each.reported, each.integrated = rows.select(
            pl.col(ROW, each.column, integral).get(where)
        ).row(0)
