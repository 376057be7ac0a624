"""Append rows to a stored series."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from ionworks.local.errors import ProcessingError
from ionworks.local.processing.columns import check_schema, empty_columns, settle
from ionworks.local.processing.reading import read_series
from ionworks.tables.columns import STEP, TIME

_TIME_TOLERANCE = 1e-12  # s; a smaller fall of time is rounding


def stitch(stored: Path | pl.DataFrame, delta: Path | pl.DataFrame) -> pl.DataFrame:
    """Append the rows of a running test to what is stored.

    Parameters
    ----------
    stored : pathlib.Path or polars.DataFrame
        The series so far, as a Parquet file or a table.
    delta : pathlib.Path or polars.DataFrame
        The rows since then, with the same columns in any order. Time and ``Step count`` go on
        counting from the start of the test.

    Returns
    -------
    polars.DataFrame
        The whole series, columns in the stored order. Where both parts hold numbers of different
        types a column takes the wider one.

    Raises
    ------
    ProcessingError
        There is nothing to append, the columns differ, or the rows do not follow the stored ones.
    """
    before, after = read_series(stored), read_series(delta)
    _check_columns(before.schema, after)
    if after.is_empty():
        raise ProcessingError("there are no rows to append; send those after the last stored one")
    _check_order(before, after)
    before, after = _typed(before, after), _typed(after.select(before.columns), before)
    try:
        return pl.concat([before, after], how="vertical_relaxed", rechunk=False)
    except (pl.exceptions.SchemaError, pl.exceptions.InvalidOperationError) as error:
        name = next(n for n in before.columns if before[n].dtype != after[n].dtype)
        raise ProcessingError(
            f'column "{name}" is stored as {before[name].dtype} and the new rows have '
            f"{after[name].dtype}; send the stored type"
        ) from error


def _typed(part: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    """Give columns without any value the type that they have in the other part."""
    return part.with_columns(
        pl.lit(None, other.schema[name]).alias(name)
        for name, dtype in part.schema.items()
        if dtype != other.schema[name] and not part[name].count()
    )


def _check_columns(before: pl.Schema, rows: pl.DataFrame) -> None:
    after = rows.schema
    missing = [f'"{name}"' for name in before if name not in after]
    unknown = [f'"{name}"' for name in after if name not in before]
    faults = [f"missing: {', '.join(missing)}"] * bool(missing)
    faults += [f"not stored: {', '.join(unknown)}"] * bool(unknown)
    if faults:
        raise ProcessingError(
            f"the new rows need exactly the stored columns ({'; '.join(faults)}); "
            "send nulls where there is no value"
        )
    for name in (TIME, STEP):
        if name not in after:
            raise ProcessingError(
                f'column "{name}" is missing; only a series with it can be appended to'
            )
    check_schema(after, empty=empty_columns(rows))


def _check_order(before: pl.DataFrame, after: pl.DataFrame) -> None:
    """Let time run on; rows without a time (impedance sweeps) are passed over."""
    last = settle(before.select(TIME), [TIME], [])[TIME].max()
    time = settle(after.select(TIME), [TIME], [])[TIME]
    rows = time.is_not_null().arg_true()
    time = time.drop_nulls()
    if time.is_empty():
        return
    if isinstance(last, float) and time[0] <= last:
        raise ProcessingError(
            f"the new rows begin at {time[0]} s, and the last stored sample is at {last} s; "
            f'leave out what is stored, and let "{TIME}" count from the start of the test'
        )
    falls = (time.diff() < -_TIME_TOLERANCE).arg_true()
    if len(falls):
        at = falls[0]
        raise ProcessingError(
            f'"{TIME}" falls from {time[at - 1]} to {time[at]} in row {rows[at]} of the new rows; '
            "send them in the order of recording"
        )
