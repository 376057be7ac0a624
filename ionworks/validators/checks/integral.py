"""Columns that are derived from current, voltage and time agree with the integral of these."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import polars as pl

from ionworks.tables.amounts import area, half_hours
from ionworks.tables.columns import (
    CAPACITIES,
    CAPACITY,
    CURRENT,
    ENERGIES,
    ENERGY,
    POWER,
    STEP,
    TIME,
    VOLTAGE,
)
from ionworks.validators.checks.scan import ROW, RUN, SAME, Block, Check, Known
from ionworks.validators.issues import IssueCode, Severity, ValidationIssue

__all__ = ["Integral", "Running"]

_CAPACITIES = (
    IssueCode.DISCHARGE_CAPACITY_INTEGRAL_MISMATCH,
    IssueCode.CHARGE_CAPACITY_INTEGRAL_MISMATCH,
)
_ENERGIES = (
    IssueCode.DISCHARGE_ENERGY_INTEGRAL_MISMATCH,
    IssueCode.CHARGE_ENERGY_INTEGRAL_MISMATCH,
)
_CAPACITY = IssueCode.CAPACITY_INTEGRAL_MISMATCH
_ENERGY = IssueCode.ENERGY_INTEGRAL_MISMATCH
_POWER = IssueCode.POWER_INTEGRAL_MISMATCH

#: A.h or W.h, up to which a column may state an amount where nothing flowed.
_NOISE = 1e-6

#: A.h or W.h, from which something flowed.
_NOTHING = 1e-12

#: Share of what flowed the other way below which both sides are noise.
_ASIDE = 1e-4


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
    #: The largest integral.
    moved: float = 0.0
    #: Whether the first step began before the first row; then what is reported there is right.
    continued: bool = False
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
        rows = rows.with_columns(area(flow, pl.col("half hours")).alias("area"))
        if self.continued:
            self._resume(rows)
        runs = self._runs(rows)
        if not self._is_near(rows, runs):
            self.compare(self._with_integral(rows).slice(int(led)))
        self._carried = runs["integral"].item(-1)

    def near_at_ends(self, runs: pl.DataFrame) -> bool:
        """Tell whether the first and last rows of runs deviate by no more than is allowed.

        `runs` has the integral of each run in this block, and what is reported at its ends.
        """
        carried = pl.when(pl.int_range(pl.len()) == 0).then(self._carried).otherwise(0.0)
        first, last = (pl.col(f"{end} {self.column}") for end in ("first", "last"))
        integral = pl.col("in") if self.sign < 0 else pl.col("out")
        runs = runs.select(
            first.alias("first"),
            last.alias("last"),
            carried.alias("carried"),
            (integral + carried).alias("integral"),
        )
        sizes = (pl.col("first").abs(), pl.col("last").abs(), pl.col("integral").abs())
        *largest, at_first, at_last = runs.select(
            *(size.max().alias(str(place)) for place, size in enumerate(sizes)),
            (pl.col("first") - pl.col("carried")).abs().max().alias("at first"),
            (pl.col("last") - pl.col("integral")).abs().max().alias("at last"),
        ).row(0)
        self.scale = max(self.scale, *largest)
        self.moved = max(self.moved, largest[-1])
        return bool(max(at_first, at_last) <= self.tolerance * self.scale)

    def carry(self, runs: pl.DataFrame) -> None:
        """Keep the integral of the run that a block leaves open."""
        amount = runs["in" if self.sign < 0 else "out"].item(-1)
        self._carried = amount + (self._carried if runs.height == 1 else 0.0)

    def _resume(self, rows: pl.DataFrame) -> None:
        """Go on with what is reported in the step that began before the first row."""
        self.continued = False
        run = rows.filter(pl.col(RUN) == pl.col(RUN).first())
        known = run["reported"].is_not_null().arg_true()
        if len(known):
            since = run["area"].slice(1, known[0]).sum()
            self._carried = run["reported"].item(known[0]) - since

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
        self.moved = max(self.moved, integral)
        return bool(excess <= self.tolerance * self.scale)

    def _with_integral(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Integrate from the start of each run to each row."""
        integral, run = pl.col("integral"), pl.col(RUN)
        carried = pl.when(run == run.first()).then(self._carried).otherwise(0.0)
        return rows.with_columns(pl.col("area").cum_sum().alias("integral")).select(
            ROW, "reported", integral - integral.first().over(RUN) + carried
        )

    def compare(self, rows: pl.DataFrame) -> None:
        """Take in the ``reported`` amount and the ``integral`` of rows."""
        reported, integral = pl.col("reported"), pl.col("integral")
        rows = rows.with_columns((reported - integral).abs().alias("excess"))
        extremes = (reported.min(), reported.max(), integral.min(), integral.max())
        worst, *ends = rows.select(
            pl.col("excess").max(),
            *(extreme.abs().alias(str(place)) for place, extreme in enumerate(extremes)),
        ).row(0)
        self.scale = max(self.scale, *(end or 0.0 for end in ends))
        self.moved = max(self.moved, *(end or 0.0 for end in ends[2:]))
        if worst is not None and worst > self.worst:
            self.worst = worst
            self.row, self.reported, self.integrated = rows.select(
                pl.col(ROW, "reported", "integral").get(pl.col("excess").arg_max())
            ).row(0)


@attrs.define
class Running:
    """An amount that is added up from the start of each run, across blocks."""

    name: str
    _carried: float = 0.0

    def add(self, rows: pl.DataFrame, moved: pl.Expr) -> pl.DataFrame:
        """Return the rows with the amount, where `moved` is what each row adds."""
        run, total = pl.col(RUN), pl.col(self.name)
        carried = pl.when(run == run.first()).then(self._carried).otherwise(0.0)
        rows = rows.with_columns(moved.cum_sum().alias(self.name))
        rows = rows.with_columns((total - total.first().over(RUN) + carried).alias(self.name))
        self._carried = rows[self.name].item(-1)
        return rows

    def skip(self, last_run: pl.DataFrame, moved: pl.Expr, *, same_run: bool) -> None:
        """Take in rows of which the last run alone is given; it may be the run left open before."""
        amount = last_run.select(moved.slice(1).sum()).item()
        self._carried = amount + (self._carried if same_run else 0.0)


class _Source:
    """A rate that is integrated, and the columns that it explains."""

    #: How a finding begins to say the amount that a column states.
    says: str

    def __init__(self, factors: tuple[str, ...], unit: str, known: Known) -> None:
        self.name = " * ".join(factors)
        self.unit = unit
        self._factors = factors
        self._known = known

    def update(self, block: Block, weights: pl.Series | None) -> None:
        """Take in the next block.

        `weights` are the hours that each row counts for in the integral of its step, where the
        ends of the steps are enough.
        """
        if weights is not None and self._ends_agree(block, weights):
            return
        known = self._known.read(block)
        if not known.height:
            return
        half = half_hours(pl.col(TIME)).alias("half hours")
        rows = known.with_columns(self._flow().alias("flow"), half)
        self._compare(rows, led=self._known.led)

    def _flow(self) -> pl.Expr:
        flow = pl.col(self._factors[0])
        for factor in self._factors[1:]:
            flow *= pl.col(factor)
        return flow

    def _ends_agree(self, block: Block, weights: pl.Series) -> bool:
        """Take in a block if the ends of its steps show that the columns agree."""
        return False

    def _compare(self, rows: pl.DataFrame, *, led: bool) -> None:
        raise NotImplementedError

    def worst(self) -> list[tuple[_Deviation, float]]:
        """Return the largest deviation of each column, and the scale to judge it by."""
        raise NotImplementedError

    def noise(self) -> float:
        """Return the scale up to which a deviation means nothing."""
        found = self.worst()
        if max(each.moved for each, _ in found) <= _NOTHING:
            return _NOISE
        return _ASIDE * max(scale for _, scale in found)


class _Totals(_Source):
    """Running totals of one direction each."""

    says = "it is"

    def __init__(self, factors: tuple[str, ...], unit: str, columns: list[_Deviation]) -> None:
        super().__init__(factors, unit, Known(TIME, *factors, also=[c.column for c in columns]))
        self._columns = columns

    def _ends_agree(self, block: Block, weights: pl.Series) -> bool:
        """See `_Source._ends_agree`."""
        names = [each.column for each in self._columns]
        if any(each.continued for each in self._columns) or any(
            block.rows[name].null_count() for name in (*self._factors, *names)
        ):
            return False
        rows = block.rows.select(
            pl.col(RUN).set_sorted(), weights, self._flow().alias("flow"), *names
        )
        out, net, hours = pl.col("out"), pl.col("net"), pl.col(weights.name)
        rows = rows.with_columns(
            (pl.max_horizontal("flow", 0.0) * hours).alias("out"),
            (pl.col("flow") * hours).alias("net"),
        )
        ends = (("first", pl.col(names).first()), ("last", pl.col(names).last()))
        runs = rows.group_by(RUN, maintain_order=True).agg(
            out.sum(), net.sum(), *(value.name.prefix(f"{end} ") for end, value in ends)
        )
        runs = runs.with_columns((out - net).alias("in"))
        near = [each.near_at_ends(runs) for each in self._columns]
        if not all(near):
            return False
        for each in self._columns:
            each.carry(runs)
        self._known.read(block)
        return True

    def _compare(self, rows: pl.DataFrame, *, led: bool) -> None:
        for each in self._columns:
            each.update(rows, led=led)

    def worst(self) -> list[tuple[_Deviation, float]]:
        """See `_Source.worst`."""
        return [(each, each.scale) for each in self._columns]


class _Power(_Source):
    """A power: the net energy that it gives, in which noise about zero cancels."""

    says = "the energy since the start of the step is"

    def __init__(self, tolerance: float) -> None:
        factors = (VOLTAGE, CURRENT)
        super().__init__(factors, "W.h", Known(TIME, *factors, POWER))
        self._stated, self._net = Running(POWER), Running("net")
        self._deviation = _Deviation(tolerance, POWER, _POWER, 1.0)

    def _compare(self, rows: pl.DataFrame, *, led: bool) -> None:
        half = pl.col("half hours")
        rows = self._net.add(rows, area(pl.col("flow"), half))
        rows = self._stated.add(rows, area(pl.col(POWER), half))
        self._deviation.compare(
            rows.slice(int(led)).select(
                ROW, pl.col(POWER).alias("reported"), pl.col("net").alias("integral")
            )
        )

    def worst(self) -> list[tuple[_Deviation, float]]:
        """See `_Source.worst`."""
        return [(self._deviation, self._deviation.scale)]


class _Total(_Source):
    """One running total for both directions, which may reset where steps begin.

    It may be the net amount or what passed either way, and may rise or fall on discharge: it
    agrees if one of these holds for the whole series. Within a step its changes count, from its
    first value there.
    """

    says = "since the start of its step it changed by"

    def __init__(
        self, factors: tuple[str, ...], unit: str, column: str, code: IssueCode, tolerance: float
    ) -> None:
        super().__init__(factors, unit, Known(TIME, *factors, also=[column]))
        self._column = column
        self._amounts = [Running("net"), Running("passed")]
        # Net or passed, rising or falling on discharge.
        self._ways = [
            (amount.name, sign, _Deviation(tolerance, column, code, sign))
            for amount in self._amounts
            for sign in (1.0, -1.0)
        ]
        self._opening = pl.DataFrame()

    def _compare(self, rows: pl.DataFrame, *, led: bool) -> None:
        flow, half = pl.col("flow"), pl.col("half hours")
        for amount, rate in zip(self._amounts, (flow, flow.abs()), strict=True):
            rows = amount.add(rows, area(rate, half))
        rows = rows.select(ROW, RUN, "net", "passed", pl.col(self._column).alias("total"))
        openings = pl.concat([self._opening, rows], how="diagonal").drop_nulls("total")
        openings = openings.unique(RUN, keep="first", maintain_order=True)
        self._opening = openings.filter(pl.col(RUN) == rows[RUN].item(-1))
        rows = rows.join(openings, on=RUN, how="left", suffix=" first", maintain_order="left")
        rows = rows.slice(int(led)).select(
            ROW, *(pl.col(name) - pl.col(f"{name} first") for name in ("net", "passed", "total"))
        )
        for name, sign, each in self._ways:
            each.compare(
                rows.select(
                    ROW, pl.col("total").alias("reported"), (sign * pl.col(name)).alias("integral")
                )
            )

    def worst(self) -> list[tuple[_Deviation, float]]:
        """See `_Source.worst`."""
        best = min(
            (each for *_, each in self._ways), key=lambda each: each.worst / (each.scale or 1.0)
        )
        return [(best, best.scale)]


def _weights(rows: pl.DataFrame) -> pl.Series:
    """Return the hours for which each row counts in the integral of its step by trapezoids."""
    before = pl.when(SAME).then(half_hours(pl.col(TIME))).otherwise(0.0).alias("before")
    weights = rows.select(before).select(
        (pl.col("before") + pl.col("before").shift(-1, fill_value=0.0)).alias("weight")
    )
    return weights.to_series()


class Integral(Check):
    """Derived columns agree with current, voltage and time within each step.

    Parameters
    ----------
    tolerance : float
        The largest deviation, as a share of the largest value.
    severity : {"error", "warning"}
        What a finding is.
    power : bool
        Check `Power [W]` too.
    continued : bool
        The rows continue a series, so the first step began before the first row.
    every_row : bool
        Compare totals in every row. Otherwise the ends of the steps decide: they are what the
        tables are made from.
    """

    name = "capacity_energy_from_current_power"
    needs = (TIME, STEP)
    slow = True

    def __init__(
        self,
        tolerance: float,
        severity: Severity = "error",
        *,
        power: bool = False,
        continued: bool = False,
        every_row: bool = True,
    ) -> None:
        self._continued = continued
        self._every_row = every_row
        self._tolerance = tolerance
        self._severity: Severity = severity
        self._power = power
        self._sources: list[_Source] = []

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        power = (POWER,) if POWER in columns else (VOLTAGE, CURRENT)
        for factors, unit, pair, codes, total, code in (
            ((CURRENT,), "A.h", CAPACITIES, _CAPACITIES, CAPACITY, _CAPACITY),
            (power, "W.h", ENERGIES, _ENERGIES, ENERGY, _ENERGY),
        ):
            if not set(factors) <= set(columns):
                continue
            totals = [
                _Deviation(self._tolerance, column, mismatch, sign, continued=self._continued)
                for column, mismatch, sign in zip(pair, codes, (1.0, -1.0), strict=True)
                if column in columns
            ]
            if totals:
                self._sources.append(_Totals(factors, unit, totals))
            if total in columns:
                self._sources.append(_Total(factors, unit, total, code, self._tolerance))
        if self._power and {POWER, VOLTAGE, CURRENT} <= set(columns):
            self._sources.append(_Power(self._tolerance))
        if not self._sources:
            return "needs a column of capacity, energy or power and what it comes from"
        return super().prepare(columns)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        weights = None
        if not self._every_row and not block.rows[TIME].null_count():
            weights = _weights(block.rows)
        for source in self._sources:
            source.update(block, weights)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return [
            self._mismatch(source, each, scale)
            for source in self._sources
            for each, scale in source.worst()
            if scale > source.noise() and each.worst / scale > self._tolerance
        ]

    def _mismatch(self, source: _Source, each: _Deviation, scale: float) -> ValidationIssue:
        error = each.worst / scale
        return ValidationIssue.of(
            each.code,
            f"'{each.column}' differs from the integral of '{source.name}' by {error:.1%} of its "
            f"largest value (allowed: {self._tolerance:.0%}); at worst, in row {each.row}, "
            f"{source.says} {each.reported:.6g} {source.unit} where the integral gives "
            f"{each.integrated:.6g} {source.unit}.",
            "Check the sign and the units of current, time and the column, and that no rows were "
            "dropped; or leave the column out. Where it disagrees, the platform computes the "
            "amounts from current, voltage and time.",
            check=self.name,
            severity=self._severity,
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
                "max_scale": scale,
                "relative_error": error,
                "tolerance": self._tolerance,
            },
        )
