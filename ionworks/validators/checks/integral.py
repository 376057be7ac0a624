"""Reported capacities and energies agree with current and power integrated over time."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import polars as pl

from ionworks.validators.checks.scan import ROW, RUN, SAME, Block, Check, Known
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
        y = pl.col(self.factors[0])
        for factor in self.factors[1:]:
            y *= pl.col(factor)
        rows = known.with_columns(y.alias("y"), pl.col(RUN).rle_id().alias("number"))
        areas = rows.select(
            _trapezoid(pl.max_horizontal(each.sign * pl.col("y"), 0.0)).alias(each.column)
            for each in self.deviations
        )
        starts = rows.select(pl.arg_where(pl.col(SAME).ne_missing(True))).to_series()
        integrals: list[pl.Expr] = []
        for each in self.deviations:
            area = areas[each.column]
            bases = area.gather(starts)
            if led:
                # The run that the block before left open goes on from where it was.
                bases.scatter(0, -each.carried)
            integrals.append(pl.lit(area) - pl.lit(bases).gather(pl.col("number")))
        compared = rows.select(
            ROW,
            *(each.column for each in self.deviations),
            *(
                integral.alias(_integral_of(each))
                for integral, each in zip(integrals, self.deviations, strict=True)
            ),
        )
        for each in self.deviations:
            each.carried = compared[_integral_of(each)].item(-1)
        self._compare(compared.slice(led))

    def _compare(self, rows: pl.DataFrame) -> None:
        extremes = rows.select(
            extreme.name.prefix(f"{kind} ")
            for each in self.deviations
            for kind, extreme in (
                ("worst", (pl.col(each.column) - pl.col(_integral_of(each))).abs().max()),
                ("low", pl.col(each.column, _integral_of(each)).min()),
                ("high", pl.col(each.column, _integral_of(each)).max()),
            )
        ).row(0)
        for place, each in enumerate(self.deviations):
            worst, *ends = extremes[5 * place : 5 * place + 5]
            each.scale = max([each.scale, *(abs(end) for end in ends if end is not None)])
            if worst is not None and worst > each.worst:
                each.worst = worst
                reported, integral = pl.col(each.column), pl.col(_integral_of(each))
                each.row, each.reported, each.integrated = rows.select(
                    pl.col(ROW, each.column, _integral_of(each)).get(
                        (reported - integral).abs().arg_max()
                    )
                ).row(0)


def _trapezoid(y: pl.Expr) -> pl.Expr:
    """Integrate over time from the first row, in hours."""
    area = (y + y.shift()) * (pl.col(TIME).diff() / (2 * _SECONDS_PER_HOUR))
    return area.fill_null(0.0).cum_sum()


def _integral_of(each: _Deviation) -> str:
    return f"integral of {each.column}"
