"""A charge that is logged as one step, split where the current ends and the voltage is held."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks.loader.clipping import clip
from ionworks.tables.columns import STEP, TOTALS

if TYPE_CHECKING:
    import polars as pl


def split_cccv(
    rows: pl.DataFrame, steps: pl.DataFrame | None
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Split each step that holds a current and then a voltage into two.

    Parameters
    ----------
    rows : polars.DataFrame
        The chosen rows.
    steps : polars.DataFrame or None
        The chosen steps, their indices counted from the first of `rows`.

    Returns
    -------
    rows : polars.DataFrame
        With ``Step count`` raised by one for each step that was split before.
    steps : polars.DataFrame or None
        With a row for either part.

    Raises
    ------
    ValueError
        There are no steps, or the rows have no current.
    """
    import polars as pl

    from ionworks.tables.columns import STEP_TYPE
    from ionworks.tables.held import CV_START, label_by_cell

    if steps is None:
        raise ValueError("split_cccv needs steps, and this data has none")
    labels = label_by_cell(rows, steps)
    parts: list[pl.DataFrame] = []
    starts: list[int] = []
    for place, (label, start) in enumerate(labels.select(STEP_TYPE, CV_START).rows()):
        step = steps.slice(place, 1)
        if label is not None and label.startswith("CC-CV "):
            way = label.removeprefix("CC-CV ")
            first = clip(steps, place, rows, 0, start).slice(place, 1)
            second = clip(steps, place, rows, start, rows.height).slice(place, 1)
            second = _with_the_rest(second, first, step)
            for part, held in ((first, "current"), (second, "voltage")):
                kind = pl.lit(f"Constant {held} {way}").alias(STEP_TYPE)
                parts.append(part.with_columns([kind] * (STEP_TYPE in steps.columns)))
            starts.append(start)
        else:
            parts.append(step)
    if not starts:
        return rows, steps
    split = pl.concat(parts)
    before = pl.Series(starts, dtype=pl.Int64)
    if STEP in split.columns:
        split = split.with_columns(
            pl.col(STEP) + before.search_sorted(split["Start index"], "right")
        )
    if STEP in rows.columns:
        places = pl.int_range(rows.height, eager=True)
        rows = rows.with_columns(pl.col(STEP) + before.search_sorted(places, "right"))
        rows = _from_zero(rows, starts)
    return rows, split


def _with_the_rest(second: pl.DataFrame, first: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """Give the second part what the first one leaves of the step: also what flowed between them."""
    left = [
        (whole[name] - first[name]).alias(name)
        for name in TOTALS
        if name in whole.columns and first[name][0] is not None and whole[name][0] is not None
    ]
    return second.with_columns(left)


def _from_zero(rows: pl.DataFrame, starts: list[int]) -> pl.DataFrame:
    """Let running totals begin at 0 where a new step begins."""
    import polars as pl

    totals = [name for name in TOTALS if name in rows.columns]
    if not totals:
        return rows
    split = pl.col(STEP).is_in(rows[STEP].gather(starts).implode())
    return rows.with_columns(
        pl.when(split)
        .then(pl.col(name) - pl.col(name).first().over(pl.col(STEP).rle_id()))
        .otherwise(pl.col(name))
        .alias(name)
        for name in totals
    )
