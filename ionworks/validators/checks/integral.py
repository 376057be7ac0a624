"""Columns that are derived from current, voltage and time agree with the integral of these."""

from __future__ import annotations

from collections.abc import Collection

import attrs
import polars as pl

from ionworks.issues import IssueCode, Severity, ValidationIssue
from ionworks.tables.amounts import area
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
from ionworks.validators.checks.scan import (
    ROW,
    RUN,
    SAME,
    Block,
    Check,
    Known,
    earlier,
    largest,
    later,
    steps_between,
)

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

_NOTHING_BEFORE = pl.Series([0.0])

#: Share of what flowed the other way below which both sides are noise.
_ASIDE = 1e-4


@attrs.define
class _Deviation:
    """A reported column beside its integral, over the blocks seen so far."""

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

    def near_at_ends(self, amount: pl.Series, first: pl.Series, last: pl.Series) -> bool:
        """Tell whether the first and last rows of runs deviate by no more than is allowed.

        Parameters
        ----------
        amount : polars.Series
            The integral of each run in this block.
        first, last : polars.Series
            What is reported at the ends of each run.
        """
        integral = self._going_on(amount)
        self.moved = max(self.moved, largest(integral))
        self.scale = max(self.scale, largest(first), largest(last), self.moved)
        at_first, at_last = largest(self._going_on(first, -1.0)), largest(last - integral)
        return max(at_first, at_last) <= self.tolerance * self.scale

    def _going_on(self, runs: pl.Series, way: float = 1.0) -> pl.Series:
        """Add what the block before left open to the first of the runs."""
        if not self._carried:
            return runs
        return pl.concat([runs.head(1) + way * self._carried, later(runs)])

    def carry(self, amount: pl.Series) -> None:
        """Keep the integral of the run that a block leaves open."""
        self._carried = amount.item(-1) + (self._carried if amount.len() == 1 else 0.0)

    def resume(self, rows: pl.DataFrame, area: pl.Series) -> None:
        """Go on with what is reported in the step that began before the first row."""
        self.continued = False
        run = rows.with_columns(area.alias("area")).filter(pl.col(RUN) == pl.col(RUN).first())
        known = run[self.column].is_not_null().arg_true()
        if len(known):
            since = run["area"].slice(1, known[0]).sum()
            self._carried = run[self.column].item(known[0]) - since

    def is_near(
        self, reported: pl.Series, starts: pl.Series, amount: pl.Series, apart: pl.Series
    ) -> bool:
        """Tell whether no row can deviate by more than is allowed.

        A row deviates by at most as much as the first row of its run does, and by all that
        column and integral move apart from row to row.

        Parameters
        ----------
        reported : polars.Series
            The column, in each row.
        starts : polars.Series
            The places of the first rows of the runs.
        amount, apart : polars.Series
            The integral of each run in this block, and how far the two move apart in it.
        """
        if reported.null_count():  # a missing value hides a move
            return False
        self.moved = max(self.moved, largest(self._going_on(amount)))
        self.scale = max(self.scale, largest(reported), self.moved)
        at_first = self._going_on(reported[starts], -1.0)
        excess = at_first.zip_with(at_first > 0, 0.0 - at_first) + apart
        return largest(excess) <= self.tolerance * self.scale

    def with_integral(self, rows: pl.DataFrame, area: pl.Series) -> pl.DataFrame:
        """Integrate from the start of each run to each row."""
        integral, run = pl.col("integral"), pl.col(RUN)
        carried = pl.when(run == run.first()).then(self._carried).otherwise(0.0)
        rows = rows.select(ROW, run.set_sorted(), pl.col(self.column).alias("reported"))
        return rows.with_columns(area.cum_sum().alias("integral")).select(
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

    def skip(self, last_run: pl.DataFrame, rate: str, *, same_run: bool) -> None:
        """Take in rows of which the last run alone is given; it may be the run left open before."""
        flow = last_run[rate]
        areas = (later(flow) + earlier(flow)) * steps_between(last_run[TIME])
        self._carried = float(areas.sum()) / 7200.0 + (self._carried if same_run else 0.0)


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
        half = pl.concat([_NOTHING_BEFORE, steps_between(known[TIME]) / 7200.0])
        flow = self._flow(known)
        rows = known.hstack([flow.alias("flow"), half.alias("half hours")])
        self._compare(rows, led=self._known.led)

    def _flow(self, rows: pl.DataFrame) -> pl.Series:
        flow = rows[self._factors[0]]
        for factor in self._factors[1:]:
            flow = flow * rows[factor]
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
        rows, starts = block.rows, block.starts
        ends = pl.concat([later(starts) - 1, pl.Series([rows.height - 1])])
        flow = self._flow(rows)
        out = flow.zip_with(flow > 0, 0.0 * flow)
        runs = _sums(rows, {"out": out * weights, "net": flow * weights})
        amounts = {1.0: runs["out"], -1.0: runs["out"] - runs["net"]}
        near = [
            each.near_at_ends(
                amounts[each.sign], rows[each.column][starts], rows[each.column][ends]
            )
            for each in self._columns
        ]
        if not all(near):
            return False
        for each in self._columns:
            each.carry(amounts[each.sign])
        self._known.read(block)
        return True

    def _compare(self, rows: pl.DataFrame, *, led: bool) -> None:
        """Compare each column with its integral.

        The integral at every row is made only where some row may deviate by more than is allowed.
        That none does shows, at less cost, in what is added up within each run.
        """
        flow, half = rows["flow"], later(rows["half hours"])
        inside, none = later(rows[SAME]), 0.0 * half
        areas: list[pl.Series] = []
        added: dict[str, pl.Series] = {}
        for place, each in enumerate(self._columns):
            part = flow if each.sign > 0 else 0.0 - flow
            part = part.zip_with(part > 0, 0.0 * part)
            area = (later(part) + earlier(part)) * half
            apart = steps_between(rows[each.column]) - area
            apart = apart.zip_with(apart > 0, 0.0 - apart)
            areas.append(pl.concat([_NOTHING_BEFORE, area]))
            for name, values in (("area", area), ("apart", apart)):
                added[f"{name} {place}"] = pl.concat(
                    [_NOTHING_BEFORE, values.zip_with(inside, none)]
                )
            if each.continued:
                each.resume(rows, areas[-1])
        runs = _sums(rows, added)
        # Where time runs backwards an integral has been larger than at the end of its run.
        forward = half.is_empty() or bool((half >= 0).all())
        for place, each in enumerate(self._columns):
            amount, apart = runs[f"area {place}"], runs[f"apart {place}"]
            near = each.is_near(rows[each.column], self._known.starts, amount, apart)
            if not (near and forward):
                each.compare(each.with_integral(rows, areas[place]).slice(int(led)))
            each.carry(amount)

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
    half = steps_between(rows[TIME]) / 7200.0
    half = half.zip_with(later(rows[SAME]), 0.0 * half)
    return pl.concat([_NOTHING_BEFORE, half]) + pl.concat([half, _NOTHING_BEFORE])


def _sums(rows: pl.DataFrame, columns: dict[str, pl.Series]) -> pl.DataFrame:
    """Add up columns within each run."""
    frame = pl.DataFrame({RUN: rows[RUN].set_sorted(), **columns})
    return frame.group_by(RUN, maintain_order=True).agg(pl.all().sum())


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
