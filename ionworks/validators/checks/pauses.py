"""Pauses inside of steps: intervals under current far longer than the others of their step.

The platform integrates the current over each interval of a step, and so over a pause too. A long
interval is a pause only in a step that is logged at regular times. Where rows are logged on
change, some intervals are long, but others are nearly as long.
"""

from __future__ import annotations

import attrs
import polars as pl

from ionworks.issues import IssueCode, Severity, ValidationIssue, listed
from ionworks.tables.columns import CURRENT, STEP, TIME
from ionworks.validators import limits
from ionworks.validators.checks.scan import ROW, RUN, Block, Check, Known, Places

__all__ = ["GapsUnderCurrent"]

#: How many of the longest intervals of a run are kept. With as many pauses, none is found.
_KEPT = 64

#: Multiple of the mean interval up to which the intervals of a step are regular.
_REGULAR = 3.0
_ALIKE = 1.5

#: Share by which the current may change around a pause, and share of the long intervals of a step
#: that must be pauses.
_STEADY = 0.5
_MOST = 0.9

GAP = "gap"
_ROW_BEFORE, _COUNT, _TOTAL, _USUAL = "row before", "count", "total", "usual"
_FEATURES = (ROW, _ROW_BEFORE, GAP, CURRENT, "least", "beside", "inside", "steady")


@attrs.frozen
class _Run:
    """The run of the last row that was read. The next block may continue it."""

    #: Its rows in the last block, and its longest interval in s.
    rows: pl.DataFrame
    longest: float
    #: A summary of its intervals in the blocks before that.
    earlier: pl.DataFrame | None


class GapsUnderCurrent(Check):
    """No interval of a step under current is many times as long as the others of the step.

    A pause lies alone between usual intervals, and hardly any interval is longer than usual and
    shorter than a pause. Up to three such intervals are pauses, whatever the current does. More
    than three, up to a tenth of the intervals, must interrupt a step of regular intervals, at a
    current that stays the same. A step of a few intervals may have one pause. Then the other
    steps must show that nothing else in the series is as long, and no more than three steps may
    be like it.

    Parameters
    ----------
    rest : float
        Current in A below which a gap loses nothing.
    longest : float or None
        Another check reports gaps above this length in s.
    severity : {"error", "warning"}
        What a finding is.
    """

    name = "time_gaps"
    needs = (TIME, CURRENT, STEP)

    def __init__(self, rest: float, longest: float | None, severity: Severity) -> None:
        self._rest = rest
        self._longest = longest
        self._severity: Severity = severity
        self._known = Known(TIME, CURRENT)
        self._shortest = float("inf")
        self._open: _Run | None = None
        self._places = Places()
        # Pauses in short steps wait for the other steps: their intervals under current.
        self._waiting: list[pl.DataFrame] = []
        self._others = 0
        self._longest_other = 0.0

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if block.whole and block.full(TIME, CURRENT):
            inside = block.changes_inside(TIME)
            least = inside.min()
            if least is None or 0.0 < _most(inside) <= limits.GAP_RATIO * _least(inside):
                return  # no interval is long beside any other
        known = self._known.read(block)
        if not known.height:
            return
        run, gap, same = _intervals(known)
        inside = gap.filter(same)
        shortest = _least(inside)
        if shortest <= 0.0:
            shortest = _least(inside.filter(inside > 0.0))
        self._shortest = min(self._shortest, shortest)
        # The first row of the last run, which the next block may continue.
        last = known.height - int((run == run.item(-1)).sum())
        rows, longest, earlier = known.slice(last), _most(gap.slice(last)), None
        before = self._open
        if last:
            self._close(known.slice(0, last), before)
        elif before is not None:
            longest = max(longest, before.longest)
            earlier = _merged(before.earlier, _summary(before.rows))
        self._open = _Run(rows, longest, earlier)

    def _close(self, rows: pl.DataFrame, before: _Run | None) -> None:
        """Judge runs that are complete. The first row is the last one of the run `before`."""
        earlier = None
        if before is not None:
            rows = pl.concat([before.rows, rows.slice(1)])
            earlier = before.earlier
        ratio = limits.GAP_RATIO
        run, gap, same = _intervals(rows)
        flows = (rows[CURRENT] > self._rest) | (rows[CURRENT] < -self._rest)
        loaded = same & flows.slice(1) & flows.slice(0, gap.len())
        under, run = gap.filter(loaded), run.slice(1)
        longest = max(_most(under), before.longest if before and earlier is not None else 0.0)
        if longest <= ratio * self._shortest:
            self._compare(under)
            return
        # A pause is long beside the interval before it or the one after it.
        far = loaded & (gap > ratio * self._shortest)
        one, next_one = gap.slice(0, max(gap.len() - 1, 0)), gap.slice(1)
        falls = far.slice(0, one.len()) & same.slice(1) & (one > ratio * next_one)
        rises = far.slice(1) & same.slice(0, one.len()) & (next_one > ratio * one)
        suspects = run.slice(0, one.len()).filter(falls).append(run.slice(1).filter(rises))
        if earlier is not None:
            suspects = suspects.append(rows[RUN].head(1))
        if suspects.is_empty():
            self._compare(under)
            return
        suspects = suspects.unique().implode()
        self._compare(under.filter(~run.filter(loaded).is_in(suspects)))
        self._judge(_merged(earlier, _summary(rows.filter(pl.col(RUN).is_in(suspects)))))

    def _compare(self, under: pl.Series) -> None:
        """Keep what the other steps tell of the steps of few intervals."""
        self._others += under.len()
        self._longest_other = max(self._longest_other, _most(under))

    def _judge(self, runs: pl.DataFrame) -> None:
        """Note the pauses of runs, of which the longest intervals are given."""
        gap, count = pl.col(GAP), pl.col(_COUNT)
        few = count < limits.LEAST_INTERVALS
        most = pl.max_horizontal(count // limits.INTERVALS_PER_GAP, limits.GAPS_IN_STEP)
        most = pl.when(few).then(1).otherwise(most.clip(upper_bound=_KEPT - 1))
        rank = pl.int_range(pl.len()).over(RUN)
        ranked = (
            runs.explode(*_FEATURES)
            .sort(RUN, GAP, descending=[False, True])
            .with_columns(rank.alias("rank"), most.alias("most"))
            .with_columns(
                _at(limits.GAPS_IN_STEP).alias("fourth"),
                _at(pl.col("most")).alias(_USUAL),
                gap.filter(pl.col("rank") < pl.col("most")).sum().over(RUN).alias("longest"),
            )
        )
        usual = pl.col(_USUAL)
        mean = (pl.col(_TOTAL) - pl.col("longest")) / (count - pl.col("most"))
        regular = usual <= pl.when(few).then(_ALIKE).otherwise(_REGULAR) * mean
        loaded = pl.col("least") > self._rest
        sure = _pauses(usual) & regular & pl.col("steady") & loaded
        long = (gap > limits.GAP_RATIO * usual) & loaded
        sure &= sure.sum().over(RUN) >= _MOST * long.sum().over(RUN)
        ranked = ranked.with_columns(sure.alias("sure"))
        named = (usual > 0) & loaded
        if self._longest is not None:
            named &= gap <= self._longest
        short = ranked.filter(few, count >= limits.FEWEST_INTERVALS, "sure", "inside", named)
        if short.height:
            self._waiting.append(short)
        any_sure = pl.col("sure").any().over(RUN)
        ranked = ranked.filter(~few).with_columns(
            pl.when(any_sure).then(_USUAL).otherwise("fourth").alias(_USUAL),
            pl.when(any_sure).then("sure").otherwise(_pauses(pl.col("fourth"))).alias("found"),
        )
        found = ranked.filter("found", named)
        self._compare(ranked.filter(~pl.col("found"), loaded)[GAP])
        self._places.add(found.sort(ROW))

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._open is not None:
            self._close(self._open.rows.head(1), self._open)
            self._open = None
        self._confirm()
        places = sorted(self._places.first, key=lambda place: place[ROW])
        if not places:
            return []
        shown = [
            f"{each[GAP]:.6g} s between rows {each[_ROW_BEFORE]} and {each[ROW]} of step "
            f"{each[RUN]}, at {each[CURRENT]:.4g} A, where rows are at most {each[_USUAL]:.6g} s "
            "apart otherwise"
            for each in places
        ]
        first = places[0]
        return [
            ValidationIssue.of(
                IssueCode.TIME_GAP_UNDER_CURRENT,
                f"There are {self._places.count} gap(s) under current within a step: "
                f"{listed(shown, self._places.count)}. The capacity of the step counts the "
                "current for all of the gap.",
                "If the test was paused, begin a new step after the pause. If rows are missing, "
                'read the file again. If the current did flow, pass skip_checks={"time_gaps"} '
                "to a strict check.",
                check=self.name,
                severity=self._severity,
                column=TIME,
                step=first[RUN],
                rows=[each[_ROW_BEFORE] for each in places],
                values=[each[GAP] for each in places],
                payload={
                    "row_index": first[_ROW_BEFORE],
                    "gap_seconds": first[GAP],
                    "usual_seconds": first[_USUAL],
                    "num_violations": self._places.count,
                },
            )
        ]

    def _confirm(self) -> None:
        """Note the pauses of short steps that nothing in the other steps contradicts."""
        if not self._waiting:
            return
        short = pl.concat(self._waiting)
        self._waiting = []
        enough = self._others >= limits.INTERVALS_PER_GAP * short.height
        if enough and short.height <= limits.GAPS_IN_STEP:
            longest = limits.GAP_RATIO * self._longest_other
            self._places.add(short.filter(pl.col(GAP) > longest).sort(ROW))


def _intervals(rows: pl.DataFrame) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Return the run of each row; the length of each interval, and whether it is in one run.

    On short columns arithmetic takes a tenth of the time of an expression.
    """
    run, time = rows[RUN], rows[TIME]
    count = max(rows.height - 1, 0)
    return run, time.slice(1) - time.slice(0, count), run.slice(1) == run.slice(0, count)


def _summary(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the longest intervals of each run, with what lies around them."""
    gap, current = pl.col(GAP), pl.col(CURRENT)
    before, after = gap.shift(), gap.shift(-1)
    around = (
        pl.when(before.is_not_null()).then(current.shift(2)),
        current.shift(),
        current,
        pl.when(after.is_not_null()).then(current.shift(-1)),
    )
    low, high = pl.min_horizontal(around), pl.max_horizontal(around)
    return (
        rows.lazy()
        .with_columns(
            pl.when(pl.col(RUN) == pl.col(RUN).shift()).then(pl.col(TIME).diff()).alias(GAP)
        )
        .with_columns(
            pl.col(ROW).shift().alias(_ROW_BEFORE),
            pl.min_horizontal(current.abs(), current.shift().abs()).alias("least"),
            pl.max_horizontal(before, after).alias("beside"),
            (before.is_not_null() & after.is_not_null()).alias("inside"),
            (high - low <= _STEADY * pl.max_horizontal(high, -low)).alias("steady"),
        )
        .filter(gap.is_not_null())
        .group_by(RUN, maintain_order=True)
        .agg(
            pl.col(*_FEATURES).top_k_by(GAP, _KEPT),
            pl.len().cast(pl.Int64).alias(_COUNT),
            gap.sum().alias(_TOTAL),
        )
        .collect()
    )


def _merged(earlier: pl.DataFrame | None, later: pl.DataFrame) -> pl.DataFrame:
    """Join the summaries of the parts of runs."""
    if earlier is None:
        return later
    return (
        pl.concat([earlier, later])
        .group_by(RUN, maintain_order=True)
        .agg(
            pl.col(*_FEATURES).list.explode().top_k_by(pl.col(GAP).list.explode(), _KEPT),
            pl.col(_COUNT, _TOTAL).sum(),
        )
    )


def _pauses(usual: pl.Expr) -> pl.Expr:
    """Tell which intervals are long and lie alone, where few others are in between in length."""
    gap, beside = pl.col(GAP), pl.col("beside").fill_null(0.0)
    long = gap > limits.GAP_RATIO * usual
    longer = ~long & (gap > _REGULAR * usual)
    return (
        long & (beside <= _REGULAR * usual) & (2 * longer.sum().over(RUN) <= long.sum().over(RUN))
    )


def _at(rank: pl.Expr | int) -> pl.Expr:
    """Return the interval of a run that has a rank, counted from the longest as 0."""
    return pl.col(GAP).filter(pl.col("rank") == rank).first().over(RUN)


def _least(values: pl.Series) -> float:
    found = values.min()
    return found if isinstance(found, float) else float("inf")


def _most(values: pl.Series) -> float:
    found = values.max()
    return found if isinstance(found, float) else 0.0
