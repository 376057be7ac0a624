"""What each step holds, by limits that scale with the cell; CC-CV that is logged as one step.

The labels of the platform have fixed limits, in A and V, and know no step that holds a current
first and a voltage then. These do, and need the rows of the series.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from ionworks.tables.by_step import rows_of_steps
from ionworks.tables.columns import CURRENT, STEP_TYPE, TIME, VOLTAGE
from ionworks.tables.rest import REST_RATE

__all__ = ["CV_SHARE", "CV_START", "label_by_cell"]

CV_SHARE: Final = "Constant voltage share"
CV_START: Final = "Constant voltage start index"

_HELD_VOLTAGE: Final = 1e-3  # share of the voltage that a held one may differ by
_HELD: Final = 1e-2  # share of a current or a power that a held one may spread by
_NOISE: Final = 1e-4  # of the capacity: a current that spreads by less is held
_TAPERS: Final = 0.95  # share of the current at most to which it falls at a held voltage
_SURELY_TAPERS: Final = 0.9  # where the step begins at a held current
_OUTER: Final = 5  # rows from which the outer ones are left out
_KEPT: Final = ("EIS",)  # labels that the rows below say nothing about


def label_by_cell(
    series: pl.DataFrame, steps: pl.DataFrame, rated_capacity: float | None = None
) -> pl.DataFrame:
    """Label the steps of a series by limits that are shares of the cell's own sizes.

    Parameters
    ----------
    series : polars.DataFrame
        With voltage and current, and for the share with time.
    steps : polars.DataFrame
        With ``Start index`` and ``End index``.
    rated_capacity : float, optional
        Rated capacity in A.h; without it the largest current of the steps counts as 1 C.

    Returns
    -------
    polars.DataFrame
        `STEP_TYPE`: that of the platform, or ``CC-CV charge`` and ``CC-CV discharge``;
        `CV_SHARE`: share of the charge of a step that flowed at a held voltage; `CV_START`: the
        row at which the voltage is held from.

    Raises
    ------
    ValueError
        The series has no current or no voltage.
    """
    missing = [name for name in (VOLTAGE, CURRENT) if name not in series.columns]
    if missing:
        raise ValueError(f"steps are labelled by their rows, which have no {missing[0]!r}")
    described = _describe(series, steps)
    size = rated_capacity
    if size is None:
        largest = described["held current"].max()
        size = largest if isinstance(largest, float) else 0.0
    rest = (pl.col("largest") <= REST_RATE * size) | (pl.col("largest") == 0)
    way = pl.when(pl.col("mean") > 0).then(pl.lit("discharge")).otherwise(pl.lit("charge"))
    slight = pl.lit(_NOISE * size)
    current = (pl.col("spread") <= _HELD * pl.col("mean").abs()) | (pl.col("spread") <= slight)
    tapers = pl.col("last current") <= _TAPERS * pl.col("largest")
    whole = (pl.col("free rows") == 0) & tapers & (pl.col("rows") >= 2) & pl.col("one way")
    both = (
        (pl.col("first rows") >= 2)
        & (pl.col("held rows") >= 2)
        & (
            (pl.col("first spread") <= _HELD * pl.col("held current"))
            | (pl.col("first spread") <= slight)
        )
        & (pl.col("last current") <= _SURELY_TAPERS * pl.col("held current"))
        & pl.col("one way")
    )
    power = (pl.col("power spread") <= _HELD * pl.col("power").abs()) & (pl.col("rows") >= _OUTER)
    kind = (
        pl.when(rest)
        .then(pl.lit("Rest"))
        .when(whole & ~current)
        .then(pl.lit("Constant voltage ") + way)
        .when(both)
        .then(pl.lit("CC-CV ") + way)
        .when(current)
        .then(pl.lit("Constant current ") + way)
        .when(power)
        .then(pl.lit("Constant power ") + way)
        .otherwise(pl.lit("Unknown step type"))
    )
    labelled = described.with_columns(kind.alias(STEP_TYPE))
    if STEP_TYPE in steps.columns:
        stated = steps[STEP_TYPE].alias("stated")
        keep = pl.col("stated").is_in(_KEPT).fill_null(value=False)
        labelled = labelled.with_columns(stated).with_columns(
            pl.when(keep).then("stated").otherwise(STEP_TYPE).alias(STEP_TYPE)
        )
    named = pl.col(STEP_TYPE).str
    share = (
        pl.when(named.starts_with("CC-CV"))
        .then(pl.when(pl.col("charge") > 0).then(pl.col("charge held") / pl.col("charge")))
        .when(named.starts_with("Constant voltage"))
        .then(1.0)
        .when(named.starts_with("Constant current"))
        .then(0.0)
    )
    start = (
        pl.when(named.starts_with("CC-CV"))
        .then(pl.col("start") + pl.col("first rows"))
        .when(named.starts_with("Constant voltage"))
        .then(pl.col("start"))
    )
    return labelled.select(STEP_TYPE, share.alias(CV_SHARE), start.cast(pl.Int64).alias(CV_START))


def _describe(series: pl.DataFrame, steps: pl.DataFrame) -> pl.DataFrame:
    """Bring each step down to the sizes that it is labelled by."""
    timed = [TIME] if TIME in series.columns else []
    rows = rows_of_steps(series, steps, [*timed, VOLTAGE, CURRENT]).with_columns(
        pl.col(VOLTAGE, CURRENT, *timed).cast(pl.Float64),
        pl.int_range(pl.len()).over("step").alias("at"),
        pl.len().over("step").alias("n"),
    )
    size = pl.col(CURRENT).abs()
    # The outer rows of a step may show its neighbours, but for one that ends a taper.
    inner = (pl.col("n") < _OUTER) | ((pl.col("at") > 0) & (pl.col("at") < pl.col("n") - 1))
    inner = inner | _ends_a_taper()
    end = pl.col(VOLTAGE).filter(inner).tail(3).median().over("step")
    held = ((pl.col(VOLTAGE) - end).abs() <= _HELD_VOLTAGE * end.abs()) | ~inner
    rows = rows.with_columns(inner.alias("inner"), held.fill_null(value=True).alias("held"))
    last_free = pl.col("at").filter(~pl.col("held")).max().fill_null(-1).over("step")
    rows = rows.with_columns(last_free.alias("last free"))
    free = (pl.col("at") <= pl.col("last free")) & pl.col("inner")
    held_current = size.filter(free).median().over("step")
    rows = rows.with_columns(
        pl.coalesce(held_current, size.filter("inner").max().over("step")).alias("held current")
    )
    full = (size >= (1 - _HELD) * pl.col("held current")) & pl.col("inner")
    onset = pl.max_horizontal(
        pl.col("at").filter(full).max().fill_null(-1).over("step"), pl.col("last free")
    )
    rows = rows.with_columns(onset.alias("onset"))
    tail = pl.col("at") > pl.col("onset")
    first = ~tail & pl.col("inner")
    if timed:
        passed = pl.col(TIME).diff().clip(lower_bound=0.0)
        moved = (size + size.shift()) / 2 * passed
        rows = rows.with_columns(
            pl.when(pl.col("at") > 0).then(moved).otherwise(0.0).fill_null(0.0).alias("moved")
        )
    else:
        rows = rows.with_columns(pl.lit(0.0).alias("moved"))
    power = pl.col(CURRENT) * pl.col(VOLTAGE)
    inside = pl.col(CURRENT).filter("inner")
    found = rows.group_by("step", maintain_order=True).agg(
        pl.col("n").first().alias("rows"),
        size.filter("inner").max().alias("largest"),
        inside.mean().alias("mean"),
        inside.std(ddof=0).fill_null(0.0).alias("spread"),
        (pl.col("last free").first() + 1).alias("free rows"),
        (pl.col("onset").first() + 1).alias("first rows"),
        (tail & pl.col("inner")).sum().alias("held rows"),
        pl.col("held current").first(),
        size.filter(first).std(ddof=0).fill_null(0.0).alias("first spread"),
        size.filter("inner").last().alias("last current"),
        ((inside > 0).all() | (inside < 0).all()).alias("one way"),
        power.filter("inner").mean().alias("power"),
        power.filter("inner").std(ddof=0).fill_null(0.0).alias("power spread"),
        pl.col("moved").sum().alias("charge"),
        pl.col("moved").filter(tail).sum().alias("charge held"),
    )
    numbers = steps.select(
        pl.int_range(pl.len()).alias("step"), pl.col("Start index").alias("start")
    )
    return numbers.join(found, on="step", how="left", maintain_order="left")


def _ends_a_taper() -> pl.Expr:
    """Tell which last rows go on with a fall of the current at the voltage that a step ends with.

    So a voltage that is held for two rows is known, with a row that no neighbour can show.
    """
    size, before = pl.col(CURRENT).abs(), pl.col(CURRENT).abs().shift()
    falls = (size <= _TAPERS * before) & (before <= _TAPERS * size.median().over("step"))
    one_way = pl.col(CURRENT) * pl.col(CURRENT).shift() > 0
    limit = _HELD_VOLTAGE * pl.col(VOLTAGE).abs()
    stays = pl.col(VOLTAGE).diff().abs() <= limit
    others = pl.col(VOLTAGE).filter((pl.col("at") > 0) & (pl.col("at") < pl.col("n") - 1))
    reached = (
        pl.when(pl.col(CURRENT) < 0)
        .then(pl.col(VOLTAGE) >= others.max().over("step") - limit)
        .otherwise(pl.col(VOLTAGE) <= others.min().over("step") + limit)
    )
    is_last = (pl.col("at") == pl.col("n") - 1) & (pl.col("n") >= _OUTER)
    return (is_last & falls & one_way & stays & reached).fill_null(value=False)
