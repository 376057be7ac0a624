"""Positive current discharges: each step votes, weighed by the charge that it moved."""

from __future__ import annotations

import polars as pl

from ionworks.tables.columns import CURRENT, TIME, VOLTAGE
from ionworks.validators.checks.scan import BLOCK_ROWS, ROW, RUN, Block, Check, Known
from ionworks.validators.checks.sign_fit import fit_both_signs
from ionworks.validators.issues import IssueCode, ValidationIssue

__all__ = ["CurrentSign", "judge_run"]

#: A. No current above this is a rest in any cell.
_REST = 1e-3
_REST_SHARE = 0.02
_REST_QUANTILE = 0.95

#: A. Where the usual current is as large, all rests are below `_REST`.
_LARGE = _REST / _REST_SHARE

#: Shares of the votes for "positive current charges" from which the sign is wrong, unclear.
_REVERSED = 0.75
_UNCLEAR = 0.25

#: With fewer rows the fit follows any voltage, so that nothing speaks for either sign.
_LEAST_ROWS = 4

#: Share of the voltage below which it did not change.
_FLAT = 1e-6

#: A or A.s, below which there is no current or charge at all.
_NOTHING = 1e-12

#: Runs that are solved together.
_BATCH = 65_536

_KNOWN = (TIME, VOLTAGE, CURRENT)
_MEANS = ("q", "i", "v")
_PRODUCTS = (("q", "q"), ("q", "i"), ("q", "v"), ("i", "i"), ("i", "v"), ("v", "v"))


class CurrentSign(Check):
    """Voltage falls while current is positive, by the weight of all steps.

    Parameters
    ----------
    frame : polars.DataFrame
        The time series, for the size of its currents.
    by_sign : bool
        Take stretches of one sign of the current for steps, and not `Step count`.
    """

    name = "positive_current_is_discharge"
    needs = _KNOWN
    slow = True

    def __init__(self, frame: pl.DataFrame, *, by_sign: bool = False) -> None:
        self._frame = frame
        self._rest: float | None = None
        self._by_sign = by_sign
        self._last_run = 0
        self._known = Known(*_KNOWN)
        self._open: pl.DataFrame | None = None
        self._waiting: list[pl.DataFrame] = []
        self._votes: list[pl.DataFrame] = []
        self._lowest = self._highest = 0.0
        self._count = self._count_large = 0

    @property
    def _threshold(self) -> float:
        """Current in A below which a step is a rest: small against the usual current."""
        if self._rest is None:
            usual = _usual_current(self._frame)
            self._rest = min(_REST, max(_REST_SHARE * usual, _NOTHING))
        return self._rest

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if block.rows[ROW].item(0) < 0:  # what is stored already must not outvote what follows
            block = Block(block.rows.filter(pl.col(ROW) >= 0), 0)
        rows = self._known.read(block)
        if rows.height <= self._known.led:
            return
        current = pl.col(CURRENT)
        lowest, highest, count_large = (
            rows.slice(int(self._known.led))
            .select(
                current.min().alias("lowest"),
                current.max().alias("highest"),
                (current.abs() >= _LARGE).sum().alias("large"),
            )
            .row(0)
        )
        self._lowest, self._highest = min(self._lowest, lowest), max(self._highest, highest)
        self._count += rows.height - self._known.led
        self._count_large += count_large
        if self._by_sign:
            direction = pl.when(current.abs() > self._threshold).then(current.sign())
            runs = direction.otherwise(0.0).rle_id().cast(pl.Int64) + self._last_run
            rows = rows.with_columns(runs.alias(RUN))
            self._last_run = rows[RUN].item(-1)
        self._close(_run_moments(rows, led=self._known.led))

    def _close(self, runs: pl.DataFrame) -> None:
        """Keep the runs that ended; the last one may go on in the next block."""
        if self._open is not None:
            first, rest = runs.head(1), runs.slice(1)
            if first[RUN].item() == self._open[RUN].item():
                first, before = _joined(self._open, first), first.clear()
            else:
                before = self._open
            runs = pl.concat([before, first, rest])
        self._open = runs.tail(1)
        self._keep(runs.head(runs.height - 1))

    def _keep(self, runs: pl.DataFrame) -> None:
        voters = runs.filter(
            pl.col("n") >= _LEAST_ROWS,
            pl.col("weight") > 0,
            _charged(),
            _bent(),
        )
        if voters.height:
            self._waiting.append(voters)
        if sum(runs.height for runs in self._waiting) >= _BATCH:
            self._solve()

    def _solve(self) -> None:
        if self._waiting:
            fitted = fit_both_signs(pl.concat(self._waiting))
            votes = fitted.select(
                pl.col("i").abs().alias("current"),
                "charge",
                ((1 - pl.col("p")) * pl.col("weight")).alias("vote"),
            )
            self._votes.append(votes.filter(pl.col("vote") > 0))
            self._waiting = []

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        if self._open is not None:
            self._keep(self._open)
            self._open = None
        self._solve()
        if not self._votes:
            return []
        if self._count_large >= self._count - int((self._count - 1) * _REST_QUANTILE):
            # Enough currents are large that the quantile is too; it need not be computed.
            self._rest = _REST
        vote = pl.col("vote")
        charging, total = (
            pl.concat(self._votes)
            .filter(pl.col("current") >= self._threshold)
            .select(vote.filter("charge").sum().alias("charging"), vote.sum().alias("total"))
            .row(0)
        )
        share = charging / total if total > 0 else 0.0
        if share < _UNCLEAR:
            return []
        return [self._issue(share)]

    def _issue(self, share: float) -> ValidationIssue:
        if share >= _REVERSED:
            code = IssueCode.CURRENT_SIGN_REVERSED
            finding = f"Positive current charges the cell in {share:.0%} of the charge moved."
            advice = (
                f"Turn the sign, positive must be discharge: `-pl.col('{CURRENT}')`; and swap "
                "charge and discharge columns that were derived from it."
            )
        elif self._highest > self._threshold and self._lowest >= -self._threshold:
            code = IssueCode.CURRENT_SIGN_UNSIGNED
            finding = (
                f"Current is never negative, but in {share:.0%} of the charge moved the voltage "
                "shows a charge: the current has lost its sign."
            )
            advice = "Give charge steps a negative current, by the cycler's state or step type."
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
        return ValidationIssue.of(
            code,
            finding,
            advice,
            check=self.name,
            column=CURRENT,
            values=[share],
            payload={"charge_fraction": share},
        )


def _run_moments(rows: pl.DataFrame, *, led: bool) -> pl.DataFrame:
    """Sum up each run of rows for the fit.

    Parameters
    ----------
    rows : polars.DataFrame
        ``row``, ``run``, time, voltage and current, all known.
    led : bool
        The first row only leads: it belongs to the rows summed up before.

    Returns
    -------
    polars.DataFrame
        What `fit_both_signs` takes, a row a run, and ``weight``: the integral of abs(I) in
        A.s, over ``into_first`` too, the part up to the first row, for the first run of
        led rows only. ``q_end`` is the charge at the last row, from the first of `rows`.
    """
    # Each column is made before it is used twice: what is written twice is computed twice.
    rows = rows.select(
        pl.col(RUN).set_sorted(),
        (pl.col(TIME).diff().fill_null(0.0) / 2).alias("half step"),
        pl.col(CURRENT).alias("i"),
        pl.col(CURRENT).abs().alias("size"),
        pl.col(VOLTAGE).alias("v"),
    )
    rows = rows.select(
        RUN,
        "i",
        "v",
        _area("i", -pl.col("half step")).cum_sum().alias("q"),
        _area("size", pl.col("half step")).alias("moved"),
    ).slice(int(led))
    runs = rows.group_by(RUN, maintain_order=True).agg(
        pl.len().cast(pl.Float64).alias("n"),
        pl.col(_MEANS).mean(),
        *(pl.col(name).min().alias(f"{name}_min") for name in _MEANS),
        *(pl.col(name).max().alias(f"{name}_max") for name in _MEANS),
        pl.col("q").last().alias("q_end"),
        (pl.col("moved").sum() - pl.col("moved").first()).alias("weight"),
        pl.col("moved").first().alias("into_first"),
    )
    # Products of deviations from the mean of each run, not of the values: what is left of
    # a nearly constant current or voltage would else be rounding.
    number = pl.col(RUN).rle_id()
    apart = rows.select(RUN, *(pl.col(name) - pl.lit(runs[name]).gather(number) for name in _MEANS))
    products = apart.select(RUN, *((pl.col(a) * pl.col(b)).alias(a + b) for a, b in _PRODUCTS))
    sums = products.group_by(RUN, maintain_order=True).agg(pl.all().sum())
    return runs.hstack(sums.drop(RUN))


def _area(name: str, half_step: pl.Expr) -> pl.Expr:
    """Return the trapezoids between each row and the one before."""
    return (pl.col(name) + pl.col(name).shift(fill_value=0.0)) * half_step


def judge_run(rows: pl.DataFrame) -> tuple[bool, float]:
    """Tell whether positive current charges in one run, and how doubtful that is (0..1).

    Parameters
    ----------
    rows : polars.DataFrame
        Time ``t`` in s, voltage ``v`` in V and current ``i`` in A, all known.
    """
    named = rows.select(
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
    moments = _run_moments(named, led=False)
    if not moments.filter(_bent()).height:
        return True, 1.0
    if not moments.filter(_charged()).height:
        return False, 1.0
    charge, doubt = fit_both_signs(moments).select("charge", "p").row(0)
    return bool(charge), float(doubt)


def _bent() -> pl.Expr:
    """Tell whether the voltage of a run changes at all."""
    size = pl.max_horizontal(pl.col("v_min").abs(), pl.col("v_max").abs(), pl.lit(1.0))
    return pl.col("v_max") - pl.col("v_min") > _FLAT * size


def _charged() -> pl.Expr:
    """Tell whether charge flowed in a run, in A.s."""
    return pl.col("q_max") - pl.col("q_min") >= _NOTHING


def _joined(part: pl.DataFrame, more: pl.DataFrame) -> pl.DataFrame:
    """Return the moments of a run from those of its first part and those of the rest."""
    one, two = part.row(0, named=True), more.row(0, named=True)
    for name in ("q", "q_min", "q_max", "q_end"):
        two[name] += one["q_end"]
    n = one["n"] + two["n"]
    apart = {name: two[name] - one[name] for name in _MEANS}
    both = two | {
        "n": n,
        "weight": one["weight"] + two["into_first"] + two["weight"],
        "into_first": one["into_first"],
    }
    for name in _MEANS:
        both[name] = one[name] + apart[name] * two["n"] / n
        both[f"{name}_min"] = min(one[f"{name}_min"], two[f"{name}_min"])
        both[f"{name}_max"] = max(one[f"{name}_max"], two[f"{name}_max"])
    for a, b in _PRODUCTS:
        between = apart[a] * apart[b] * one["n"] * two["n"] / n
        both[a + b] = one[a + b] + two[a + b] + between
    return pl.DataFrame([both], schema=part.schema)


def _usual_current(frame: pl.DataFrame) -> float:
    """Return the 95th percentile of the size of the current in A, where all is known."""
    finite = pl.all_horizontal(pl.col(name).cast(pl.Float64).is_finite() for name in _KNOWN)
    # Short floats are exact enough for a threshold, and take half the memory.
    size = pl.col(CURRENT).cast(pl.Float64).abs().cast(pl.Float32)
    blocks = (
        frame.slice(start, BLOCK_ROWS).select(size.filter(finite)).to_series()
        for start in range(0, frame.height, BLOCK_ROWS)
    )
    return float(pl.concat(blocks).quantile(_REST_QUANTILE, interpolation="linear") or 0.0)
