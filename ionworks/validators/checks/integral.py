"""Reported capacities and energies agree with current and power integrated over time."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import attrs
import polars as pl

from ionworks.tables.columns import (
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
from ionworks.validators.checks.scan import ROW, RUN, Block, Check, Known
from ionworks.validators.issues import IssueCode, ValidationIssue

__all__ = ["Integral"]

#: A.h or W.h. Both sides below this are noise beside the tolerance of the resets.
_FLOOR = 1e-6

_SECONDS_PER_HOUR = 3600.0


@attrs.define
class _Deviation:
    """A reported column beside its integral, over the blocks seen so far.

    The integral at every row is made only where some row may deviate by more than is allowed.
    That none does shows, at less cost, in what is added up within each run.
    """

    tolerance: float
    column: str
    code: IssueCode
    sign: float
    scale: float = 0.0
    worst: float = 0.0
    row: int = 0
    reported: float = 0.0
    integrated: float = 0.0
    _carried: float = 0.0

    def update(self, rows: pl.DataFrame, *, led: bool) -> None:
        """Take in the ``flow`` to integrate, and the ``half hours`` from row to row."""
        # Each column is made before it is used twice: what is written twice is computed twice.
        flow = pl.col("flow")
        rows = rows.select(
            ROW,
            pl.col(RUN).set_sorted(),
            "half hours",
            pl.max_horizontal(flow if self.sign > 0 else -flow, 0.0).alias("flow"),
            pl.col(self.column).alias("reported"),
        )
        rows = rows.with_columns(
            ((flow + flow.shift(fill_value=0.0)) * pl.col("half hours")).alias("area")
        )
        runs = self._runs(rows)
        if not self._is_near(rows, runs):
            self._compare(self._with_integral(rows).slice(int(led)))
        self._carried = runs["integral"].item(-1)

    def _runs(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Integrate each run, and bound by how much one of its rows deviates.

        That is by as much as its first row does, and by all that column and integral move
        apart from row to row.
        """
        reported = pl.col("reported")
        moved = reported - reported.shift(fill_value=0.0)
        runs = (
            rows.with_columns((moved - pl.col("area")).abs().alias("apart"))
            .group_by(RUN, maintain_order=True)
            .agg(
                reported.first(),
                *(pl.col(name).sum() - pl.col(name).first() for name in ("area", "apart")),
            )
        )
        # The run that the block before left open goes on from where it was.
        carried = pl.when(pl.int_range(pl.len()) == 0).then(self._carried).otherwise(0.0)
        return runs.select(
            (pl.col("area") + carried).alias("integral"),
            ((reported - carried).abs() + pl.col("apart")).alias("excess"),
        )

    def _is_near(self, rows: pl.DataFrame, runs: pl.DataFrame) -> bool:
        """Tell whether the runs show already that no row deviates by more than is allowed."""
        reported, half_hours = pl.col("reported"), pl.col("half hours")
        lowest, highest, missing, shortest = rows.select(
            reported.min().alias("lowest"),
            reported.max().alias("highest"),
            reported.null_count().alias("missing"),
            half_hours.min(),
        ).row(0)
        # A missing value hides a move, and where time runs backwards an integral has been
        # larger than it is at the end of its run.
        if missing or shortest < 0.0:
            return False
        integral, excess = runs.select(pl.col("integral", "excess").max()).row(0)
        self.scale = max(self.scale, abs(lowest), abs(highest), integral)
        return bool(excess <= self.tolerance * self.scale)

    def _with_integral(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Integrate from the start of each run to each row."""
        integral, run = pl.col("integral"), pl.col(RUN)
        carried = pl.when(run == run.first()).then(self._carried).otherwise(0.0)
        return rows.with_columns(pl.col("area").cum_sum().alias("integral")).select(
            ROW, "reported", integral - integral.first().over(RUN) + carried
        )

    def _compare(self, rows: pl.DataFrame) -> None:
        reported, integral = pl.col("reported"), pl.col("integral")
        rows = rows.with_columns((reported - integral).abs().alias("excess"))
        extremes = (reported.min(), reported.max(), integral.min(), integral.max())
        worst, *ends = rows.select(
            pl.col("excess").max(),
            *(extreme.abs().alias(str(place)) for place, extreme in enumerate(extremes)),
        ).row(0)
        self.scale = max(self.scale, *(end or 0.0 for end in ends))
        if worst is not None and worst > self.worst:
            self.worst = worst
            self.row, self.reported, self.integrated = rows.select(
                pl.col(ROW, "reported", "integral").get(pl.col("excess").arg_max())
            ).row(0)


class Integral(Check):
    """Capacity and energy columns agree with the trapezoid integral within each step."""

    name = "capacity_energy_from_current_power"
    needs = (TIME, STEP)
    slow = True

    def __init__(self, tolerance: float) -> None:
        self._tolerance = tolerance
        self._sources: list[_Source] = []

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        deviation = partial(_Deviation, self._tolerance)
        capacity = [
            deviation(DISCHARGE_CAPACITY, IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH, 1.0),
            deviation(CHARGE_CAPACITY, IssueCode.CHARGE_CAPACITY_INTEGRAL_MISMATCH, -1.0),
        ]
        energy = [
            deviation(DISCHARGE_ENERGY, IssueCode.DISCHARGE_ENERGY_INTEGRAL_MISMATCH, 1.0),
            deviation(CHARGE_ENERGY, IssueCode.CHARGE_ENERGY_INTEGRAL_MISMATCH, -1.0),
        ]
        power = (POWER,) if POWER in columns else (VOLTAGE, CURRENT)
        self._sources = [
            _Source(" * ".join(factors), unit, factors, reported)
            for unit, factors, explained in (("A.h", (CURRENT,), capacity), ("W.h", power, energy))
            if (reported := [each for each in explained if each.column in columns])
            and all(factor in columns for factor in factors)
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
        flow = pl.col(self.factors[0])
        for factor in self.factors[1:]:
            flow *= pl.col(factor)
        rows = known.with_columns(
            flow.alias("flow"),
            (pl.col(TIME).diff().fill_null(0.0) / (2 * _SECONDS_PER_HOUR)).alias("half hours"),
        )
        for each in self.deviations:
            each.update(rows, led=self._known.led)
