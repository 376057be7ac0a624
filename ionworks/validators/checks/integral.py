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
        flow = pl.col(self.factors[0])
        for factor in self.factors[1:]:
            flow *= pl.col(factor)
        rows = known.with_columns(
            flow.alias("flow"),
            (pl.col(TIME).diff().fill_null(0.0) / (2 * _SECONDS_PER_HOUR)).alias("half hours"),
            pl.col(RUN).rle_id().alias("number"),
        )
        # Each column is made before it is used twice: what is written twice is computed twice.
        rows = rows.with_columns(
            pl.max_horizontal(each.sign * pl.col("flow"), 0.0).alias(_flow_of(each))
            for each in self.deviations
        )
        areas = rows.select(_area(_flow_of(each)) for each in self.deviations)
        starts = rows.select(pl.arg_where(pl.col(SAME).ne_missing(True))).to_series()
        integrals: list[pl.Expr] = []
        for each in self.deviations:
            area = areas[_flow_of(each)]
            bases = area.gather(starts)
            if led:
                # The run that the block before left open goes on from where it was.
                bases.scatter(0, -each.carried)
            integral = pl.lit(area) - pl.lit(bases).gather(pl.col("number"))
            integrals.append(integral.alias(_integral_of(each)))
        rows = rows.select(ROW, *(each.column for each in self.deviations), *integrals)
        for each in self.deviations:
            each.carried = rows[_integral_of(each)].item(-1)
        self._compare(rows.slice(led))

    def _compare(self, rows: pl.DataFrame) -> None:
        rows = rows.with_columns(
            (pl.col(each.column) - pl.col(_integral_of(each))).alias(_excess_of(each))
            for each in self.deviations
        )
        extremes = rows.select(
            pl.col(column).pipe(extreme).alias(f"{name} {column}")
            for each in self.deviations
            for column in (_excess_of(each), each.column, _integral_of(each))
            for name, extreme in (("min", pl.Expr.min), ("max", pl.Expr.max))
        ).row(0)
        for place, each in enumerate(self.deviations):
            ends = [0.0 if end is None else abs(end) for end in extremes[6 * place : 6 * place + 6]]
            each.scale = max(each.scale, *ends[2:])
            if (worst := max(ends[:2])) > each.worst:
                each.worst = worst
                each.row, each.reported, each.integrated = rows.select(
                    pl.col(ROW, each.column, _integral_of(each)).get(
                        pl.col(_excess_of(each)).abs().arg_max()
                    )
                ).row(0)


def _area(flow: str) -> pl.Expr:
    """Integrate over time from the first row, by trapezoids."""
    both = pl.col(flow) + pl.col(flow).shift(fill_value=0.0)
    return (both * pl.col("half hours")).cum_sum()


def _flow_of(each: _Deviation) -> str:
    return f"flow of {each.column}"


def _excess_of(each: _Deviation) -> str:
    return f"excess of {each.column}"


def _integral_of(each: _Deviation) -> str:
    return f"integral of {each.column}"
