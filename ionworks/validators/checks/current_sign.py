"""Positive current discharges: steps vote by their voltage, and edges by its jumps.

The inside of a step votes by how the voltage follows the charge. Cells that warm up, overcharge
or wake up break that rule for a while; no cell breaks the rule that the voltage sags under load.
So the edges of a step, where its current begins or ends, overrule its inside.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property
from typing import Any, TypeAlias

import polars as pl

from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import CURRENT, TIME, VOLTAGE
from ionworks.tables.rest import REST_CURRENT, REST_OF_STRONG, REST_OF_USUAL, REST_RATE
from ionworks.validators.checks.scan import (
    BLOCK_ROWS,
    ROW,
    RUN,
    Block,
    Check,
    Known,
    earlier,
    later,
    same_as_before,
    starts_of_runs,
    steps_between,
)
from ionworks.validators.checks.sign_edges import Edges, no_edge, strong_current
from ionworks.validators.checks.sign_fit import (
    Number,
    Truth,
    fit_both_signs,
    negated,
    ratio,
    size,
    where,
)
from ionworks.validators.limits import CURRENT_SIGN

__all__ = ["CurrentSign", "judge_run"]

#: Which of the currents, by size, is the usual one.
_USUAL_QUANTILE = 0.95

#: A. Where the usual current is as large, the cell rests up to `REST_CURRENT`.
_LARGE = REST_CURRENT / REST_OF_USUAL

#: Shares of the votes for "positive current charges" from which the sign is wrong, unclear.
_REVERSED = 0.75
_UNCLEAR = 0.25

#: How clear all edges must be together to decide where no step votes: those with rows beside
#: them that tell the noise; or all, of which this share must agree then.
_EDGES_ALONE = 3.0
_MANY_EDGES = 10.0
_UNANIMOUS = 0.9

#: Share of the edges from which a current that is never negative has lost its sign, how clear
#: they must be together, by which factor their resistance may be larger than the others', and by
#: which their jumps must be above the noise.
_LOST = 0.05
_LEAST_EDGES = 0.7
_RESISTANCES = 4.0
_ABOVE_NOISE = 1.5

#: Share of the edges of a step that must agree to say what it is, how clear they must be
#: together, and how large their jumps, as a share of the range of the voltage in the step. To
#: overrule what the inside says with less than some doubt, the jumps must be larger.
_AGREEING = 0.75
_CLEAR_EDGES = 0.3
_EDGE_JUMP = 0.02
_OVERRULING_JUMP = 1.0
_DOUBT = 0.1

#: A step votes without edges if its voltage ends on the side that its fit says, by this share
#: of its range, and still changes by this share in the last quarter of its time: a relaxing
#: voltage does not.
_NET_CHANGE = 0.3
_LATE_CHANGE = 0.08
_LATE = 0.75
#: In fewer rows noise hides that, and a current that varies does where the voltage follows it:
#: by this share of its variance.
_SHOWN_ROWS = 12
_FOLLOWS = 0.5
#: Ratio of first to last current from which a voltage may be held at the end of a step.
_TAPERED = 2.0

#: With fewer rows the fit follows any voltage, so that nothing speaks for either sign.
_LEAST_ROWS = 4

#: Share of the voltage below which it did not change.
_FLAT = 1e-6

#: A or A.s, below which there is no current or charge at all.
_NOTHING = 1e-12

#: Runs that are solved together, and runs of a block up to which each is solved by itself.
_BATCH = 16_384
_FEW = 16

# A column of one number is cheaper to calculate with than the number.
_ZERO, _HALF, _MINUS = (pl.Series([each]) for each in (0.0, 0.5, -1.0))

#: The moments of one run by name, or its vote; and columns of those of many.
_Run: TypeAlias = dict[str, Any]
_Columns: TypeAlias = dict[str, pl.Series]

_KNOWN = (TIME, VOLTAGE, CURRENT)
_MEANS = ("q", "i", "v")
_PRODUCTS = (("q", "q"), ("q", "i"), ("q", "v"), ("i", "i"), ("i", "v"), ("v", "v"))

_UNDECIDED = (
    "cannot be told: no step and no change of the current shows clearly which sign is which"
)
_SURE = (
    f'If you are sure of the sign, pass `skip_checks={{"{CURRENT_SIGN}"}}`; then nothing finds a '
    "wrong sign, which turns every charge, energy and model that is made from the data."
)


class CurrentSign(Check):
    """Voltage falls while current is positive, by the weight of all steps and edges.

    Parameters
    ----------
    frame : polars.DataFrame
        The time series, for the size of its currents.
    by_sign : bool
        Take stretches of one sign of the current for steps, and not `Step count`.
    rated_capacity : float, optional
        Rated capacity of the cell in A.h: far smaller currents are a rest.
    stored : int, default 0
        How many of the first rows are stored already. They do not vote, but the edge to the
        first new row does.
    """

    name = CURRENT_SIGN
    needs = _KNOWN
    slow = True

    def __init__(
        self,
        frame: pl.DataFrame,
        *,
        by_sign: bool = False,
        rated_capacity: float | None = None,
        stored: int = 0,
    ) -> None:
        self._frame = frame
        self._stored = stored
        self._rated_rest = REST_RATE * (rated_capacity or 0.0)
        self._found_edges: Edges | None = None
        self._rest: float | None = None
        self._by_sign = by_sign
        self._last_run = 0
        self._known = Known(*_KNOWN)
        self._open: _Run | None = None
        self._waiting: list[pl.DataFrame] = []
        self._votes: list[_Run] = []
        self._more_votes: list[pl.DataFrame] = []
        self._whole = False
        self._lowest = self._highest = 0.0
        self._count = self._count_large = 0
        self._undecided: str | None = None

    @property
    def _threshold(self) -> float:
        """Current in A below which a step is a rest: small against the usual current."""
        if self._rest is None:
            usual = _usual_current(self._frame.slice(self._stored))
            self._rest = min(REST_CURRENT, max(REST_OF_USUAL * usual, _NOTHING))
        return max(self._rest, self._certain_rest)

    @property
    def _certain_rest(self) -> float:
        """Current in A below which a step is a rest for this cell or this test."""
        return max(self._rated_rest, REST_OF_STRONG * self._strong)

    @cached_property
    def _strong(self) -> float:
        return strong_current(self._frame)

    @property
    def _edges(self) -> Edges:
        if self._found_edges is None:
            self._found_edges = Edges(self._strong, rest=self._rated_rest)
        return self._found_edges

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if block.first_row < 0:  # what is stored already must not outvote what follows
            self._edges.begin(block.rows.filter(pl.col(ROW) < 0).drop_nulls(_KNOWN))
            block = block.since(0)
        rows: Block | pl.DataFrame = block
        starts, led = block.starts, block.lead
        if self._by_sign or not block.full(*_KNOWN):
            rows = self._known.read(block)
            starts, led = self._known.starts, int(self._known.led)
        else:
            self._known.skip(block)
        if rows.height <= led:
            return
        own = rows[CURRENT].slice(led)
        lowest, highest = own.min(), own.max()
        assert isinstance(lowest, float)  # there are rows
        assert isinstance(highest, float)
        self._whole = block.whole
        self._lowest, self._highest = min(self._lowest, lowest), max(self._highest, highest)
        self._count += own.len()
        if lowest >= _LARGE or highest <= -_LARGE:
            self._count_large += own.len()
        elif lowest <= -_LARGE or highest >= _LARGE:
            self._count_large += int(((own >= _LARGE) | (own <= -_LARGE)).sum())
        if self._by_sign:
            assert isinstance(rows, pl.DataFrame)
            current = pl.col(CURRENT)
            direction = pl.when(current.abs() > self._threshold).then(current.sign())
            runs = direction.otherwise(0.0).rle_id().cast(pl.Int64) + self._last_run
            rows = rows.with_columns(runs.alias(RUN))
            self._last_run = rows[RUN].item(-1)
            starts = starts_of_runs(same_as_before(rows[RUN]))
        # The strong current is at least the smallest; it need not be known where no edge is.
        smallest = max(lowest, -highest, 0.0)
        if not (block.whole and no_edge(steps_between(rows[CURRENT]), smallest)):
            self._edges.update((rows.rows if isinstance(rows, Block) else rows).slice(led))
        self._close(_run_moments(rows, starts, led=led))

    def _close(self, runs: list[_Run] | pl.DataFrame) -> None:
        """Keep the runs that ended; the last one may go on in the next block."""
        between: list[_Run] | pl.DataFrame
        if isinstance(runs, pl.DataFrame):
            first, last = (runs.row(place, named=True) for place in (0, -1))
            between = runs.slice(1, max(runs.height - 2, 0))
        else:
            first, last, between = runs[0], runs[-1], runs[1:-1]
        if self._open is not None:
            if first[RUN] == self._open[RUN]:
                first = _joined(self._open, first)
            else:
                self._vote(self._open)
        if len(runs) == 1:
            self._open = first
            return
        self._vote(first)
        self._open = last
        if isinstance(between, list):
            for run in between:
                self._vote(run)
            return
        self._waiting.append(between)
        if sum(each.height for each in self._waiting) >= _BATCH:
            self._solve()

    def _vote(self, run: _Run) -> None:
        """Have a run vote, if it can tell."""
        if _can_tell(run, self._rated_rest) and (
            (self._whole and abs(run["i"]) >= REST_OF_STRONG * max(-self._lowest, self._highest))
            or _can_tell(run, self._certain_rest)
        ):
            vote = _voted(run)
            if vote["vote"] > 0:
                self._votes.append(vote)

    def _solve(self) -> None:
        """Have the runs vote that wait, but for rests and those that cannot tell."""
        runs, self._waiting = self._waiting, []
        for start in range(0, sum(each.height for each in runs), _BATCH):
            batch = pl.concat(runs).slice(start, _BATCH)
            voters = batch.filter(_can_tell(_columns(batch), self._certain_rest))
            if voters.height:
                votes = pl.DataFrame(_voted(_columns(voters)))
                self._more_votes.append(votes.filter(votes["vote"] > 0))

    def _all_votes(self) -> pl.DataFrame:
        votes = pl.DataFrame(self._votes, schema=_NO_VOTES.schema)
        return pl.concat([votes, *self._more_votes])

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._open is not None:
            self._vote(self._open)
            self._open = None
        self._solve()
        edges = self._found_edges or Edges(0.0)
        edges.finish()
        if self._count_large >= self._count - int((self._count - 1) * _USUAL_QUANTILE):
            # Enough currents are large that the quantile is too; it need not be computed.
            self._rest = REST_CURRENT
        # The threshold is looked up only where it may matter.
        contrary = any(vote["charge"] for vote in self._votes)
        contrary = contrary or any(votes["charge"].any() for votes in self._more_votes)
        if not (contrary or edges.contrary()):
            self._require_evidence(edges, *self._votes, *map(_columns, self._more_votes))
            return []
        votes = self._all_votes()
        votes = votes.filter(pl.col("i").abs() >= self._threshold)
        judged = _overruled(votes, edges.runs(from_rest=self._one_sign))
        if (share := _share(judged)) >= _UNCLEAR:
            shown = pl.col("by edges") | ~pl.col("charge")
            one_sign = judged.filter(~shown)["i"].sign().n_unique() == 1
            relaxed = share >= _REVERSED and one_sign
            by_itself = self._shown(_columns(judged), relaxed=relaxed)
            judged = judged.filter(shown | by_itself)
        if judged.is_empty():
            return self._by_edges_alone(edges)
        if (share := _share(judged)) >= _UNCLEAR:
            # The share of what the steps say by themselves, if it comes to the same.
            by_steps = _share(votes)
            same = by_steps >= _UNCLEAR and (share >= _REVERSED) == (by_steps >= _REVERSED)
            return [self._issue(by_steps if same else share)]
        found = self._lost_sign(edges)
        if not found and self._may_rest:
            self._require_evidence(edges, _columns(votes))
        return found

    def _require_evidence(self, edges: Edges, *votes: _Run | _Columns) -> None:
        """Leave undecided what says nothing against the sign, but nothing for it either."""
        relaxed = self._may_rest
        if relaxed:  # the noise of the current makes edges too
            at_edges = edges.sums("steady").total >= _CLEAR_EDGES
        else:
            at_edges = edges.contrary() is not None
        if not (at_edges or any(_is_any(self._shown(each, relaxed=relaxed)) for each in votes)):
            self._undecided = _UNDECIDED

    def _by_edges_alone(self, edges: Edges) -> list[ValidationIssue]:
        """Judge where no step votes: there must be more edges, and they must agree."""
        sums, least = edges.sums("steady"), _REVERSED
        enough = sums.total >= _EDGES_ALONE
        if not enough:
            sums, least = edges.sums(), _UNANIMOUS
            enough = sums.total >= _MANY_EDGES and not 1 - least < sums.share < least
        if enough and sums.share >= least:
            return [self._issue(sums.share)]
        found = self._lost_sign(edges)
        if not (enough or found):
            self._undecided = _UNDECIDED
        return found

    def _lost_sign(self, edges: Edges) -> list[ValidationIssue]:
        """Find a current whose charges are too short to show in the votes of the steps."""
        # Without signs, a change from one load to another says nothing on either.
        sums = edges.sums("rest")
        both = (edges.sums("rest", "ends"), edges.sums("rest", ~pl.col("ends")))
        if (
            not self._unsigned
            # A load must begin and end as a charge. At a gap in the data it only begins so.
            or any(each.contrary < _LEAST_EDGES or each.share < _LOST for each in both)
            or sums.contrary_resistance > _RESISTANCES * sums.right_resistance
            or sums.contrary_jump < _ABOVE_NOISE * sums.noise
        ):
            return []
        finding = (
            f"Current is never negative, but in {sums.share:.0%} of the changes between rest and "
            "load the voltage shows a charge: the current has lost its sign."
        )
        return [_finding(IssueCode.CURRENT_SIGN_UNSIGNED, finding, _GIVE_SIGN, sums.share)]

    def undecided(self) -> str | None:
        """See `Check.undecided`."""
        return self._undecided

    @property
    def _unsigned(self) -> bool:
        """Whether there is no current of the other sign, so that it may have lost its sign."""
        return self._highest > self._threshold and self._lowest >= -self._threshold

    @property
    def _one_sign(self) -> bool:
        """Whether a change from one load to another may be one from discharge to charge."""
        if self._lowest >= 0.0 or self._highest <= 0.0:  # whatever the threshold is
            return True
        return self._lowest >= -self._threshold or self._highest <= self._threshold

    @property
    def _may_rest(self) -> bool:
        """Whether all may be rests with an offset of the current, which pass with either sign."""
        return not self._rated_rest and self._one_sign

    def _shown(self, votes: Mapping[str, Number], *, relaxed: bool) -> Truth:
        """Tell which steps show by themselves what their fit says.

        The voltage of a step that warms up comes back to where it was. If they may all be rests
        with an offset of the current (`relaxed`), their voltage must not stop changing.
        """
        first, last = (votes[name] + self._stored for name in ("first row", "last row"))
        voltage, current = (self._frame[name].cast(pl.Float64) for name in (VOLTAGE, CURRENT))
        end = _at(voltage, last)
        net = end - _at(voltage, first)
        rises = votes["charge"] == (votes["i"] > 0)
        shown = ((net > 0) == rises) & (size(net) >= _NET_CHANGE * votes["range"])
        if relaxed:
            time = self._frame[TIME].cast(pl.Float64)
            start, stop = _at(time, first), _at(time, last)
            # Searching needs times that rise; where they do not, the time check says so.
            wanted = start + _LATE * (stop - start)
            late: Number
            if isinstance(wanted, float) and not time.null_count():
                late = bisect_left(time, wanted)
            else:
                late = time.search_sorted(wanted, side="left")
            # What a missing voltage hides speaks against nobody.
            if not isinstance(first, pl.Series):
                at_late = voltage.item(min(max(late, first), last))
                still = at_late is not None and ratio(end - at_late, net) < _LATE_CHANGE
            else:
                at_late = voltage.gather(late.cast(pl.Int64).clip(first, last))
                still = ((end - at_late) / net < _LATE_CHANGE).fill_null(value=False)
            tapered = negated(ratio(_at(current, first), _at(current, last)) < _TAPERED)
            shown = shown & (negated(still) | tapered)
        return (votes["n"] < _SHOWN_ROWS) | (votes["follows"] > _FOLLOWS) | shown

    def _issue(self, share: float) -> ValidationIssue:
        if share >= _REVERSED:
            code = IssueCode.CURRENT_SIGN_REVERSED
            finding = f"Positive current charges the cell in {share:.0%} of the charge moved."
            advice = (
                f"Turn the sign, positive must be discharge: `-pl.col('{CURRENT}')`; and swap "
                "charge and discharge columns that were derived from it."
            )
        elif self._unsigned:
            code = IssueCode.CURRENT_SIGN_UNSIGNED
            finding = (
                f"Current is never negative, but in {share:.0%} of the charge moved the voltage "
                "shows a charge: the current has lost its sign."
            )
            advice = _GIVE_SIGN
        else:
            code = IssueCode.CURRENT_SIGN_INDETERMINATE
            finding = (
                f"Positive current charges the cell in {share:.0%} of the charge moved and "
                "discharges it in the rest."
            )
            advice = (
                "Check the sign step by step, positive must be discharge; files with different "
                "conventions may have been joined, or voltage and current shifted against "
                "each other."
            )
        return _finding(code, finding, advice, share)


_GIVE_SIGN = "Give charge steps a negative current, by the cycler's state or step type."

_NO_VOTES = pl.DataFrame(
    schema={
        RUN: pl.Int64,
        "first row": pl.Int64,
        "last row": pl.Int64,
        "i": pl.Float64,
        "n": pl.Float64,
        "follows": pl.Float64,
        "range": pl.Float64,
        "charge": pl.Boolean,
        "p": pl.Float64,
        "vote": pl.Float64,
    }
)


def _finding(code: IssueCode, finding: str, advice: str, share: float) -> ValidationIssue:
    return ValidationIssue.of(
        code,
        finding,
        f"{advice} {_SURE}",
        check=CURRENT_SIGN,
        column=CURRENT,
        values=[share],
        payload={"charge_fraction": share},
    )


def _voted(run: Mapping[str, Number]) -> dict[str, Any]:
    """Fit a run, or columns of many, and return what it votes."""
    charge, p = fit_both_signs(run)
    vote = (1 - p) * run["weight"]
    whole = run["ii"] * run["vv"]
    changes = (run["i_min"] != run["i_max"]) & (whole > 0)
    return {
        **{name: run[name] for name in (RUN, "first row", "last row", "i", "n")},
        "follows": where(changes, ratio(run["iv"] * run["iv"], whole), 0.0 * vote),
        "range": run["v_max"] - run["v_min"],
        "charge": charge,
        "p": p,
        "vote": vote,
    }


def _share(votes: pl.DataFrame) -> float:
    """Return the share of the votes for "positive current charges"."""
    vote = pl.col("vote")
    charging, total = votes.select(vote.filter("charge").sum(), vote.sum().alias("total")).row(0)
    return float(charging / total) if total > 0 else 0.0


def _overruled(votes: pl.DataFrame, edges: pl.DataFrame) -> pl.DataFrame:
    """Let the edges of a step say what it is where they agree; add ``by edges``."""
    right, contrary = (pl.col(f"{side} edges").fill_null(0.0) for side in ("right", "contrary"))
    total = right + contrary
    overruling = (pl.col("charge") != (contrary > right)) & (pl.col("p") < _DOUBT)
    least_jump = pl.when(overruling).then(_OVERRULING_JUMP).otherwise(_EDGE_JUMP)
    agreed = (
        (pl.col("steady edges").fill_null(0.0) >= _CLEAR_EDGES)
        & (pl.max_horizontal(right, contrary) >= _AGREEING * total)
        & (pl.col("edge jump").fill_null(0.0) >= least_jump * pl.col("range"))
    )
    return votes.join(edges, on=RUN, how="left", maintain_order="left").with_columns(
        pl.when(agreed).then(contrary > right).otherwise("charge").alias("charge"),
        agreed.alias("by edges"),
    )


_REDUCED = (
    ("first row", ROW, "first"),
    ("last row", ROW, "last"),
    *((name, name, "mean") for name in _MEANS),
    *((f"{name}_{end}", name, end) for end in ("min", "max") for name in _MEANS),
    ("q_end", "q", "last"),
    ("moved", "moved", "sum"),
    ("into_first", "moved", "first"),
)


def _run_moments(
    rows: Block | pl.DataFrame, starts: pl.Series, *, led: int
) -> list[_Run] | pl.DataFrame:
    """Sum up each run of rows for the fit.

    Parameters
    ----------
    rows : Block or polars.DataFrame
        ``row``, ``run``, time, voltage and current, all known.
    starts : polars.Series
        The places at which runs start, with 0.
    led : int
        1 if the first row only leads: it belongs to the rows summed up before. Otherwise 0.

    Returns
    -------
    list of dict, or polars.DataFrame
        What `fit_both_signs` takes, of each run or a row a run, and ``weight``: the integral of
        abs(I) in A.s, over ``into_first`` too, the part up to the first row, for the first run of
        led rows only. ``q_end`` is the charge at the last row, from the first of `rows`.
    """
    # Arithmetic of whole columns: expressions make a short series wait for them.
    time, current = rows[TIME], rows[CURRENT]
    half_step = steps_between(time) * _HALF
    none = [] if led else [_ZERO]
    # With the sign turned once, as subtracting a number from a column costs more.
    out = (later(current) + earlier(current)) * half_step
    into = out * _MINUS
    lowest = current.min()
    if isinstance(lowest, float) and lowest >= 0.0:
        moved = out
    else:
        sizes = size(current)
        moved = (later(sizes) + earlier(sizes)) * half_step
        del sizes
    del out, time, current, half_step  # a large block must not hold them to the end
    columns = {
        ROW: rows[ROW].slice(led),
        "q": pl.concat([*none, into]).cum_sum(),
        "i": rows[CURRENT].slice(led),
        "v": rows[VOLTAGE].slice(led),
        "moved": pl.concat([*none, moved]),
    }
    run = rows[RUN].slice(led)
    del into, moved
    if starts.len() <= _FEW:
        places = sorted({max(start - led, 0) for start in starts})
        ends = [*places[1:], run.len()]
        runs = zip(places, ends, strict=True)
        return [_moments(columns, run.item(one), one, end - one) for one, end in runs]
    return _many_moments(columns, run.set_sorted())


def _moments(columns: Mapping[str, pl.Series], run: int, start: int, rows: int) -> _Run:
    """Sum up one run."""
    own = {name: values.slice(start, rows) for name, values in columns.items()}
    found: _Run = {RUN: run, "n": float(rows)}
    for name, column, how in _REDUCED:
        found[name] = getattr(own[column], how)()
    found["weight"] = found["moved"] - found["into_first"]
    # A current that never changes has deviations of 0, not those that rounding leaves.
    varied = [name for name in _MEANS if found[f"{name}_min"] != found[f"{name}_max"]]
    apart = {name: own[name] - found[name] for name in varied}
    for a, b in _PRODUCTS:
        found[a + b] = apart[a].dot(apart[b]) if a in apart and b in apart else 0.0
    return found


def _many_moments(columns: Mapping[str, pl.Series], run: pl.Series) -> pl.DataFrame:
    """Sum up all runs at once, which are numbered by `run`."""
    runs = (
        pl.DataFrame({RUN: run, **columns})
        .group_by(RUN, maintain_order=True)
        .agg(
            pl.len().cast(pl.Float64).alias("n"),
            *(getattr(pl.col(column), how)().alias(name) for name, column, how in _REDUCED),
            (pl.col("moved").sum() - pl.col("moved").first()).alias("weight"),
        )
    )
    # Products of deviations from the mean of each run, not of the values: what is left of
    # a nearly constant current or voltage would else be rounding.
    number = run - run.item(0) if _consecutive(runs[RUN]) else run.rle_id()
    apart = {name: columns[name] - runs[name][number] for name in _MEANS}
    products = {a + b: apart[a] * apart[b] for a, b in _PRODUCTS}
    sums = pl.DataFrame({RUN: run, **products}).group_by(RUN, maintain_order=True)
    return runs.hstack(sums.agg(pl.all().sum()).get_columns()[1:])


def _consecutive(runs: pl.Series) -> bool:
    """Tell whether numbers that rise leave none out."""
    return bool(runs.item(-1) - runs.item(0) == runs.len() - 1)


def judge_run(rows: pl.DataFrame) -> tuple[bool, float]:
    """Tell whether positive current charges in one run, and how doubtful that is (0..1).

    Parameters
    ----------
    rows : polars.DataFrame
        Time ``t`` in s, voltage ``v`` in V and current ``i`` in A, all known.
    """
    named = rows.select(
        pl.int_range(pl.len()).alias(ROW),
        pl.lit(0, pl.Int64).alias(RUN),
        pl.col("t").alias(TIME),
        pl.col("v").alias(VOLTAGE),
        pl.col("i").alias(CURRENT),
    )
    still = rows.select((pl.col("t").min() == pl.col("t").max()).alias("still")).item()
    weak = rows.select((pl.col("i").abs().max() < _NOTHING).alias("weak")).item()
    if rows.height < 2 or still or weak:
        return False, 1.0
    if rows.height < _LEAST_ROWS:
        (t0, v0, i0), (t1, v1, i1) = rows.select("t", "v", "i").head(2).iter_rows()
        charge = (i0 + i1) / 2 * (t1 - t0)
        return charge != 0 and (v1 - v0) / charge >= 0, 1.0
    runs = _run_moments(named, pl.Series([0]), led=0)
    assert isinstance(runs, list)  # one is few
    (moments,) = runs
    if not _bent(moments):
        return True, 1.0
    if not _charged(moments):
        return False, 1.0
    charge, doubt = fit_both_signs(moments)
    return bool(charge), doubt


def _can_tell(run: Mapping[str, Number], rest: float) -> Truth:
    """Tell whether the fit of a run can tell anything, where `rest` is a current of rests."""
    enough = (run["n"] >= _LEAST_ROWS) & (run["weight"] > 0) & (size(run["i"]) >= rest)
    return enough & _charged(run) & _bent(run)


def _bent(run: Mapping[str, Number]) -> Truth:
    """Tell whether the voltage of a run changes at all."""
    low, high = size(run["v_min"]), size(run["v_max"])
    level = where(low > high, low, high)
    level = where(level > 1.0, level, 0.0 * level + 1.0)
    return run["v_max"] - run["v_min"] > _FLAT * level


def _charged(run: Mapping[str, Number]) -> Truth:
    """Tell whether charge flowed in a run, in A.s."""
    return run["q_max"] - run["q_min"] >= _NOTHING


def _joined(one: _Run, two: _Run) -> _Run:
    """Return the moments of a run from those of its first part and those of the rest."""
    two = dict(two)
    for name in ("q", "q_min", "q_max", "q_end"):
        two[name] += one["q_end"]
    n = one["n"] + two["n"]
    apart = {name: two[name] - one[name] for name in _MEANS}
    both = two | {
        "n": n,
        "weight": one["weight"] + two["into_first"] + two["weight"],
        "into_first": one["into_first"],
        "first row": one["first row"],
    }
    for name in _MEANS:
        both[name] = one[name] + apart[name] * two["n"] / n
        both[f"{name}_min"] = min(one[f"{name}_min"], two[f"{name}_min"])
        both[f"{name}_max"] = max(one[f"{name}_max"], two[f"{name}_max"])
    for a, b in _PRODUCTS:
        between = apart[a] * apart[b] * one["n"] * two["n"] / n
        both[a + b] = one[a + b] + two[a + b] + between
    return both


def _columns(rows: pl.DataFrame) -> _Columns:
    return dict(zip(rows.columns, rows.get_columns(), strict=True))


def _at(values: pl.Series, place: Number) -> Number:
    """Return the value of a row, or of each of many rows."""
    if isinstance(place, pl.Series):
        return values.gather(place)
    return values.item(int(place))


def _is_any(found: Truth) -> bool:
    return found.any() if isinstance(found, pl.Series) else found


def _usual_current(frame: pl.DataFrame) -> float:
    """Return the 95th percentile of the size of the current in A, where all is known."""
    finite = pl.all_horizontal(pl.col(name).cast(pl.Float64).is_finite() for name in _KNOWN)
    # Short floats are exact enough for a threshold, and take half the memory.
    size = pl.col(CURRENT).cast(pl.Float64).abs().cast(pl.Float32)
    blocks = (
        frame.slice(start, BLOCK_ROWS).select(size.filter(finite)).to_series()
        for start in range(0, frame.height, BLOCK_ROWS)
    )
    return float(pl.concat(blocks).quantile(_USUAL_QUANTILE, interpolation="linear") or 0.0)
