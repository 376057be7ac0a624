"""Tell charge from discharge where the current changes: the voltage sags under load.

Whatever a cell is made of, its resistance is positive. Where the current rises from one row to
the next, the voltage falls; where the current falls, the voltage recovers. A change of current
is an edge, and an edge votes by how clearly the voltage jumps: a jump that drift or noise
explains says nothing.
"""

from __future__ import annotations

import math

import attrs
import polars as pl

from ionworks.tables.columns import CURRENT, TIME, VOLTAGE
from ionworks.validators.checks.scan import RUN, largest

__all__ = ["EdgeSums", "Edges", "no_edge", "strong_current"]

#: Least change of current at an edge: share of the strong current of the series, and of the
#: larger of the two currents.
_LEAST_CHANGE = 0.1
_LEAST_RELATIVE = 0.2

#: Share of the mean from which a current counts as strong, and rows that are looked at for it.
_NEARLY = 0.9
_SAMPLE = 100_000

#: Shares of the larger current at an edge: up to which the smaller one is as good as a rest beside
#: that load, up to which two rows have the same current, and from which a row is loaded.
_AS_AT_REST = 0.2
_SAME = 0.1
_LOADED = 0.5

#: A voltage drifts on at its slope beside the edge for so many of its own intervals at most.
_LONGEST_DRIFT = 3.0

#: Multiples of the largest second difference of the voltage beside an edge that noise may reach.
_NOISE = 2.0

#: s, and multiples of the interval after it, from which a pause is too long for an edge.
_LONG_PAUSE = 600.0
_PAUSE_FACTOR = 10.0

#: A, below which there is no current at all.
_NOTHING = 1e-12

#: Rows on either side of an edge that tell the drift and the noise there.
_BESIDE = 7

#: Edges that are judged together.
_BATCH = 65_536

_COLUMNS = (RUN, TIME, VOLTAGE, CURRENT)
_SCHEMA = {RUN: pl.Int64, TIME: pl.Float64, VOLTAGE: pl.Float64, CURRENT: pl.Float64}

#: Rows without values: what lies before the first and after the last row.
_NO_ROWS = pl.DataFrame({name: [None] * _BESIDE for name in _COLUMNS}, schema=_SCHEMA)


@attrs.define
class EdgeSums:
    """What the edges of a series say together.

    Attributes
    ----------
    right, contrary : float
        How clear the edges are together that say "positive current discharges", and the
        opposite. One clear edge is 1.
    right_resistance, contrary_resistance : float
        The mean resistance of these edges in Ohm, weighed by the square of the change.
    contrary_jump : float
        The mean size in V of the jumps at the contrary edges.
    noise : float
        The mean of the largest second differences of the voltage beside edges in V, where rows
        tell it.
    """

    right: float = 0.0
    contrary: float = 0.0
    right_resistance: float = 0.0
    contrary_resistance: float = 0.0
    contrary_jump: float = 0.0
    noise: float = 0.0

    @property
    def total(self) -> float:
        """How clear all edges are together."""
        return self.right + self.contrary

    @property
    def share(self) -> float:
        """Share of the edges that say "positive current charges"; 0 without edges."""
        return self.contrary / self.total if self.total > 0 else 0.0


class Edges:
    """Finds the edges of a series, block by block, and adds up what they say.

    Parameters
    ----------
    strong : float
        Strong current of the series in A, as `strong_current` returns it.
    rest : float, default 0.0
        Current in A up to which the cell rests for certain.
    """

    def __init__(self, strong: float, *, rest: float = 0.0) -> None:
        self._least = max(_LEAST_CHANGE * strong, rest, _NOTHING)
        self._tail = _NO_ROWS
        self._pending = 0
        self._judged: list[pl.DataFrame] = []
        self._runs: list[pl.DataFrame] = []
        self._sums: list[pl.DataFrame] = []

    def begin(self, rows: pl.DataFrame) -> None:
        """Take rows before the first one that may be an edge."""
        self._tail = pl.concat([self._tail, rows[_COLUMNS]]).tail(2 * _BESIDE)

    def update(self, rows: pl.DataFrame) -> None:
        """Take in the next rows: ``run``, time, voltage and current, all known."""
        rows = pl.concat([self._tail, rows[_COLUMNS]])
        start, end = self._tail.height - self._pending, rows.height - _BESIDE
        if start < end:
            current = rows[CURRENT].slice(start - 1, end - start + 1)
            change = current.slice(1) - current.slice(0, end - start)
            changed = ((change > self._least) | (change < -self._least)).arg_true()
            if changed.len():
                self._judge(rows, changed.cast(pl.Int64) + start)
        self._pending = min(rows.height - start, _BESIDE)
        self._tail = rows.tail(2 * _BESIDE)

    def finish(self) -> None:
        """Judge the last rows, after which no others come."""
        if self._tail is not _NO_ROWS:
            self.update(_NO_ROWS)

    def _judge(self, rows: pl.DataFrame, places: pl.Series) -> None:
        for start in range(0, places.len(), _BATCH):
            judged = _judged(rows, places.slice(start, _BATCH))
            if judged.height:
                self._judged.append(judged)
            if sum(each.height for each in self._judged) >= _BATCH:
                self._add_up()

    def _add_up(self) -> None:
        if self._judged:
            judged, self._judged = pl.concat(self._judged), []
            self._runs.append(_by_run(judged))
            self._sums.append(_by_kind(judged))

    def contrary(self) -> bool | None:
        """Tell whether an edge says "positive current charges"; None if no edge says anything."""
        sides: set[bool] = {
            bool(side)
            for edges in (*self._judged, *self._sums)
            for side in edges["contrary"].filter(edges["clear"] > 0).unique()
        }
        return any(sides) if sides else None

    def sums(self, *kinds: pl.Expr | str) -> EdgeSums:
        """Return the sums over the edges of all these kinds, or over all edges.

        Kinds are ``rest`` (one side is a rest), ``ends`` (the load ends) and ``steady`` (many
        rows beside it have one current).
        """
        self._add_up()
        if not self._sums:
            return EdgeSums()
        kept = pl.concat(self._sums).filter(True, *kinds)
        right, contrary = (
            kept.filter(pl.col("contrary") == side).sum().row(0, named=True)
            for side in (False, True)
        )
        return EdgeSums(
            right["clear"],
            contrary["clear"],
            _ratio(right["moved"], right["change"]),
            _ratio(contrary["moved"], contrary["change"]),
            _ratio(contrary["jump"], contrary["clear"]),
            _ratio(right["noise"] + contrary["noise"], right["known"] + contrary["known"]),
        )

    def runs(self, *, from_rest: bool) -> pl.DataFrame:
        """Return what the edges of each run say.

        Returns
        -------
        polars.DataFrame
            ``run``, ``right edges``, ``contrary edges`` and ``steady edges`` (how clear they are
            together), and ``edge jump``, the mean size of their jumps in V.
        """
        self._add_up()
        if not self._runs:
            names = ("right edges", "contrary edges", "steady edges", "edge jump")
            return pl.DataFrame(schema={RUN: pl.Int64} | dict.fromkeys(names, pl.Float64))
        clear = pl.col("clear")
        return (
            pl.concat(self._runs)
            .filter(pl.col("rest") | (not from_rest))
            .group_by(RUN)
            .agg(
                clear.filter(~pl.col("contrary")).sum().alias("right edges"),
                clear.filter("contrary").sum().alias("contrary edges"),
                clear.filter("steady").sum().alias("steady edges"),
                (pl.col("jump").sum() / clear.sum()).alias("edge jump"),
            )
        )


def no_edge(changes: pl.Series, strong: float) -> bool:
    """Tell whether no change of the current from row to row is large enough for an edge.

    Parameters
    ----------
    changes : polars.Series
        The changes in A.
    strong : float
        A current in A that is not above the strong current.
    """
    return largest(changes) <= max(_LEAST_CHANGE * strong, _NOTHING)


def strong_current(frame: pl.DataFrame) -> float:
    """Return the mean size in A of the currents above the mean size, or nearly.

    Long rests do not lower it. Means are of square roots, so that single impossible values
    hardly raise it.
    """
    some = frame[CURRENT].cast(pl.Float64)
    if frame.height >= 2 * _SAMPLE:
        some = some.gather_every(frame.height // _SAMPLE)
    least = some.min()
    root = (some if isinstance(least, float) and least >= 0.0 else _size(some)).sqrt()
    if not math.isfinite(root.sum()):
        root = root.filter(root < math.inf)
    level, least = _NEARLY * _mean(root), root.min()
    all_strong = isinstance(least, float) and least >= level and not root.null_count()
    return _mean(root if all_strong else root.filter(root >= level)) ** 2


def _mean(values: pl.Series) -> float:
    return float(values.sum()) / max(values.len(), 1)


def _judged(rows: pl.DataFrame, places: pl.Series) -> pl.DataFrame:
    """Return the edges that say something.

    Parameters
    ----------
    rows : polars.DataFrame
        The rows; null stands for no row.
    places : polars.Series
        Rows whose current differs from that of the row before. There are `_BESIDE` rows before
        and after each.

    Returns
    -------
    polars.DataFrame
        ``run-1``, ``run0``, ``i-1``, ``i0``, ``change`` in A, ``jump`` in V, ``large`` (the
        larger current in A), ``rest`` (one side is a rest), ``noise`` in V where rows tell
        it, ``clear`` (0..1), ``contrary`` and ``steady`` (many rows beside it have one current).
    """
    # Comparisons and arithmetic of whole columns cost next to nothing, unlike expressions and other
    # methods, of which this would need so many that a short series waits for nothing else.
    edges = places.len()
    # All rows before one offset, then all before the next: neighbours are one offset apart.
    gathered = rows[pl.concat([places + k for k in range(-_BESIDE, _BESIDE)])]
    run, t, v, i = (_Beside(gathered[name], edges) for name in _COLUMNS)
    change = i[0] - i[-1]
    size, large = _size(change), _size(i[0])
    size_before = _size(i[-1])
    sizes = large, size_before
    large = large.zip_with(large > size_before, size_before)
    # Whether all rows from the edge to here have about the same current, without a gap.
    same = _Beside(
        _size(i.later(1) - i.earlier(1)) <= pl.concat([_SAME * large] * (2 * _BESIDE - 1)), edges
    )
    goes_on = {-2: same[-2], 1: same[0]}
    for k in range(2, _BESIDE):
        goes_on[k] = goes_on[k - 1] & same[k - 1]
        goes_on[-k - 1] = goes_on[-k] & same[-k - 1]

    rest_after = sizes[0] <= _AS_AT_REST * large
    rest = (sizes[1] <= _AS_AT_REST * large) | rest_after
    # The jump may come a row after the current: some cyclers give the last row of a step the
    # current of the next one. From a rest, to a rest and where the current turns about, the
    # voltage then goes on in the direction of the jump, so that a row more does no harm.
    late = (rest | (i[-1] * i[0] < 0)) & goes_on[1]

    def end(values: _Beside | dict[int, pl.Series], k: int) -> pl.Series:
        return values[k + 1].zip_with(late, values[k])

    jump, length, following = end(v, 0) - v[-1], end(t, 0) - t[-1], end(t, 1) - end(t, 0)
    none = 0.0 * large
    longest = none + _LONGEST_DRIFT

    def drift(step: pl.Series, interval: pl.Series, seen: pl.Series) -> pl.Series:
        """Return how far the voltage drifts the way of the jump, at the slope beside the edge."""
        intervals = length / interval
        drift = step.zip_with(jump > 0, -step) * intervals.zip_with(intervals < longest, longest)
        return drift.zip_with(seen & (drift > none), none)

    noise = none
    bends = _Beside(_size(v.later(2) + v.earlier(2) - 2 * v.inner()), edges, first=1 - _BESIDE)
    for k in range(-_BESIDE + 1, _BESIDE - 1):
        if k in {-1, 0}:
            continue
        seen = goes_on[k - 1] if k < 0 else goes_on[k + 1]
        if k == 1:
            seen &= ~late
        bend = bends[k]
        noise = bend.zip_with(seen & (bend > noise), noise)
    explained = (
        drift(v[-1] - v[-2], t[-1] - t[-2], goes_on[-2])
        + drift(end(v, 1) - end(v, 0), following, end(goes_on, 1) & ~rest_after)
        + _NOISE * noise
    )
    clear = 1 - explained / _size(jump)
    # Without a row after it, a long edge is a pause as well.
    paused = (length > _LONG_PAUSE) & (length > _PAUSE_FACTOR * following)
    steady = (goes_on[-4] | goes_on[3]) & (size >= _LOADED * large)
    says = (size >= _LEAST_RELATIVE * large) & ~paused & (length >= 0) & (jump != 0)
    return pl.DataFrame(
        {
            "run-1": run[-1],
            "run0": run[0],
            "i-1": i[-1],
            "i0": i[0],
            "large": large,
            "rest": rest,
            "change": change,
            "jump": jump,
            "noise": noise.zip_with(goes_on[-3] | goes_on[2], _NO_VALUE),
            "clear": clear.zip_with(clear > 0, none),
            "contrary": jump * change > 0,
            "steady": steady,
        }
    ).filter(says)


_NO_VALUE = pl.Series([None], dtype=pl.Float64)


class _Beside:
    """A value of the rows beside each edge, by their offset; 0 is the first row after it.

    Parameters
    ----------
    values : polars.Series
        The values of all edges at one offset, then at the next.
    edges : int
        How many edges there are.
    first : int
        The first offset.
    """

    def __init__(self, values: pl.Series, edges: int, first: int = -_BESIDE) -> None:
        self._values = values
        self._edges = edges
        self._first = first

    def __getitem__(self, offset: int) -> pl.Series:
        return self._values.slice((offset - self._first) * self._edges, self._edges)

    def later(self, offsets: int) -> pl.Series:
        """Return the values from an offset after the first on."""
        return self._values.slice(offsets * self._edges)

    def earlier(self, offsets: int) -> pl.Series:
        """Return the values up to an offset before the last."""
        return self._values.slice(0, self._values.len() - offsets * self._edges)

    def inner(self) -> pl.Series:
        """Return the values without those at the first and the last offset."""
        return self._values.slice(self._edges, self._values.len() - 2 * self._edges)


def _size(values: pl.Series) -> pl.Series:
    """Return absolute values, at less cost for short columns than `abs`."""
    return values.zip_with(values >= 0, 0.0 - values)


def _by_run(edges: pl.DataFrame) -> pl.DataFrame:
    """Add up the edges of each run: an edge belongs to the runs of its loaded rows."""
    loaded = _LOADED * pl.col("large")
    one = edges.filter(
        (pl.col("i-1").abs() >= loaded)
        & ~((pl.col("i0").abs() >= loaded) & (pl.col("run-1") == pl.col("run0")))
    )
    other = edges.filter(pl.col("i0").abs() >= loaded)
    wanted = ("rest", "contrary", "steady", "clear", pl.col("jump").abs() * pl.col("clear"))
    return (
        pl.concat(
            [
                one.select(pl.col("run-1").alias(RUN), *wanted),
                other.select(pl.col("run0").alias(RUN), *wanted),
            ]
        )
        .group_by(RUN, "rest", "contrary", "steady")
        .agg(pl.col("clear", "jump").sum())
    )


def _by_kind(edges: pl.DataFrame) -> pl.DataFrame:
    ends = pl.col("i-1").abs() > pl.col("i0").abs()
    clear, jump, change = (pl.col(name) for name in ("clear", "jump", "change"))
    return edges.group_by("rest", ends.alias("ends"), "steady", "contrary").agg(
        clear.sum(),
        (clear * jump.abs()).sum().alias("jump"),
        (clear * (jump * change).abs()).sum().alias("moved"),
        (clear * change**2).sum().alias("change"),
        pl.col("noise").sum(),
        pl.col("noise").count().cast(pl.Float64).alias("known"),
    )


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole > 0 else 0.0
