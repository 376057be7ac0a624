"""A coarse clock, such as dates in whole seconds, made finer by a counter that starts again."""

from __future__ import annotations

from typing import Final

import polars as pl

__all__ = ["refined", "repeats_of", "resolution"]

_TICKS: Final = (60.0, 1.0, 0.1, 0.01, 0.001)  # s
_EXACT: Final = 1e-5  # s, as dates since 1970 are stored
_DRIFT: Final = 1e-4  # of a step: two clocks may differ by it
_SEEN: Final = 1e-2  # of a tick: clocks that differ by less say the same


def resolution(seconds: pl.Series) -> float:
    """Return the tick of a clock in s; 0 if it has none."""
    known = seconds.drop_nulls()
    for tick in _TICKS:
        if ((known - (known / tick).round() * tick).abs() < _EXACT).all():
            return tick
    return 0.0


def repeats_of(coarse: pl.Series, counter: pl.Series) -> int:
    """Count the rows in which a clock stands while a counter goes on."""
    return int(((coarse.diff() == 0) & (counter.diff() > 0)).sum())


def refined(coarse: pl.Series, counter: pl.Series) -> pl.Series | None:
    """Return the time that a clock says to a tick, with what a counter says between the ticks.

    The counter may start again, as the time in a step does. Each of its runs is moved as a
    whole to where the clock allows it, as near as that to the end of the run before.

    Parameters
    ----------
    coarse : polars.Series
        A time in s that never falls.
    counter : polars.Series
        Another time in s, with a finer tick.

    Returns
    -------
    polars.Series or None
        None if the counter says nothing more, or the two do not go together.
    """
    tick = resolution(coarse)
    if not tick:
        return None
    rows = pl.DataFrame({"clock": coarse, "counter": counter}).with_row_index("row")
    known = rows.drop_nulls("clock").with_columns(
        (pl.col("clock") - pl.col("counter")).alias("ahead")
    )
    if known["counter"].null_count() or known.height < 2:
        return None
    # A run ends where the counter falls, and where the clock jumps ahead, as in a pause.
    ends = (known["counter"].diff() < 0) | (known["ahead"].diff().abs() > tick + _EXACT)
    known = known.with_columns(ends.fill_null(value=False).cum_sum().alias("run"))
    runs = known.group_by("run", maintain_order=True).agg(
        pl.col("ahead").max().alias("least"),
        (pl.col("ahead").min() + tick).alias("most"),
        pl.col("counter").first().alias("first"),
        pl.col("counter").last().alias("last"),
    )
    spread = runs["least"] - (runs["most"] - tick)
    if (spread <= _SEEN * tick).all() or runs.height > known.height / 2:
        return None
    starts: list[float] = []
    now: float | None = None
    for _, least, most, first, last in runs.iter_rows():
        start = least
        if now is not None:
            low, high = sorted((least, most))
            start = max(min(max(now, low), high), now - first)
        starts.append(start)
        now = start + last
    runs = runs.select("run", pl.Series("start", starts))
    known = known.join(runs, on="run", how="left", maintain_order="left")
    time = known["start"] + known["counter"]
    allowed = tick + _EXACT + _DRIFT * float(known["counter"].abs().max() or 0.0)  # type: ignore[arg-type]
    if ((time - known["clock"]).abs() > allowed).any():
        return None
    placed = known.select("row", time.alias("time"))
    return rows.join(placed, on="row", how="left", maintain_order="left")["time"]
