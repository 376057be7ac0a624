"""Names of the recognised columns, and the one place where their data types are settled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final

import polars as pl

from ionworks.local.errors import ProcessingError
from ionworks.tables.columns import (
    CAPACITY,
    FRAME,
    FREQUENCY,
    OPEN_CIRCUIT_AXES,
    REAL,
    SOC,
    STOICHIOMETRY,
    TIME,
    VOLTAGE,
    WHOLE,
)

EIS_FREQUENCY: Final = 1e-8
"""A row, or a step on average, above this frequency in Hz belongs to an impedance sweep."""

RECOGNISED: Final = frozenset((*REAL, *WHOLE, FRAME))
"""Columns that processing reads; every other column is left alone."""

# A table over one of these has an x axis; without time it is an open-circuit curve or a sweep.
_AXES = (TIME, *OPEN_CIRCUIT_AXES, FREQUENCY)


def check_schema(schema: pl.Schema, *, empty: Collection[str] = ()) -> None:
    """Refuse a table whose columns cannot make a measurement, before any row is read.

    Parameters
    ----------
    schema : polars.Schema
        Names and types of the uploaded columns.
    empty : collection of str
        Columns without any value, whose type says nothing.

    Raises
    ------
    ProcessingError
        A column that is needed is missing, or one that holds numbers is of another type.
    """
    if VOLTAGE not in schema and FREQUENCY not in schema:
        raise ProcessingError(
            f'column "{VOLTAGE}" is missing; name the cell voltage so, in V '
            f"(found: {_listed(schema)})"
        )
    if not any(name in schema for name in _AXES):
        raise ProcessingError(
            f'there is no column to order the rows by; add "{TIME}", or for an open-circuit table '
            f'"{CAPACITY}", "{STOICHIOMETRY}" or "{SOC}" (found: {_listed(schema)})'
        )
    check_types(schema, REAL, WHOLE, empty=empty)


def check_types(
    schema: pl.Schema, real: Sequence[str], whole: Sequence[str], *, empty: Collection[str] = ()
) -> None:
    """Refuse text, dates and nested values where numbers belong.

    Parameters
    ----------
    schema : polars.Schema
        Names and types of the columns; those that it lacks are passed over.
    real, whole : sequence of str
        Columns of real and of whole numbers.
    empty : collection of str
        Columns without any value, whose type says nothing.

    Raises
    ------
    ProcessingError
        A column is of another type.
    """
    for name in (*real, *whole):
        dtype = schema.get(name)
        if dtype is None or holds_numbers(dtype) or name in empty:
            continue
        is_text = isinstance(dtype, (pl.String, pl.Categorical, pl.Enum))
        held = "text" if is_text else f"values of type {dtype}"
        wanted = "whole numbers" if name in whole else "numbers"
        if name == TIME:
            wanted = "seconds since the start of the test, as numbers"
        raise ProcessingError(f'column "{name}" holds {held}; give {wanted}')


def normalise(frame: pl.DataFrame) -> pl.DataFrame:
    """Check a time series and give its recognised columns their types.

    Parameters
    ----------
    frame : polars.DataFrame
        A time series as uploaded. Measured columns may be of any width, signed or not, or bool.

    Returns
    -------
    polars.DataFrame
        The same columns; measured ones Float64 and finite or null, counted ones Int64,
        ``Frame`` String.

    Raises
    ------
    ProcessingError
        See `check_schema` and `settle`.
    """
    check_schema(frame.schema, empty=empty_columns(frame))
    frame = settle(frame, REAL, WHOLE)
    if FRAME not in frame.columns:
        return frame
    try:
        return frame.with_columns(frame[FRAME].cast(pl.String, strict=False))
    except pl.exceptions.PolarsError:
        return frame.drop(FRAME)  # lists and the like name nothing


def settle(frame: pl.DataFrame, real: Sequence[str], whole: Sequence[str]) -> pl.DataFrame:
    """Make columns Float64 and Int64, and null of NaN and infinity.

    Columns that are already right are passed on without a copy.

    Parameters
    ----------
    frame : polars.DataFrame
        Any table; columns that it lacks are passed over.
    real, whole : sequence of str
        Columns of real and of whole numbers.

    Returns
    -------
    polars.DataFrame
        The same columns in the same order.

    Raises
    ------
    ProcessingError
        A column does not hold numbers, or one of whole numbers holds a fraction or more than
        64 bit.
    """
    empty = empty_columns(frame, (*real, *whole))
    check_types(frame.schema, real, whole, empty=empty)
    if empty:
        frame = frame.with_columns(pl.lit(None, pl.Float64).alias(name) for name in empty)
    settled = _as_real([frame[name] for name in real if name in frame.columns])
    settled += [_as_whole(frame[name]) for name in whole if name in frame.columns]
    found = {column.name: column for column in settled}
    return pl.DataFrame([found.get(column.name, column) for column in frame.iter_columns()])


def holds_numbers(dtype: pl.DataType) -> bool:
    """Tell whether a column of this type can be read as numbers."""
    return dtype.is_numeric() or isinstance(dtype, (pl.Boolean, pl.Null))


def empty_columns(frame: pl.DataFrame, names: Iterable[str] = (*REAL, *WHOLE)) -> list[str]:
    """Return those of the columns that have another type than numbers, and no value."""
    return [
        name
        for name in names
        if name in frame.columns
        and not holds_numbers(frame.schema[name])
        and not frame[name].count()
    ]


def _as_real(columns: list[pl.Series]) -> list[pl.Series]:
    if not columns:
        return []
    frame = pl.DataFrame([column.cast(pl.Float64) for column in columns])
    # All columns in one call: for a short series each call costs more than the values.
    finite = frame.select(pl.all().is_finite().all()).row(0, named=True)
    if not all(finite.values()):
        frame = frame.with_columns(
            pl.when(pl.col(name).is_finite()).then(name).alias(name)
            for name, are_finite in finite.items()
            if not are_finite
        )
    return frame.get_columns()


def _as_whole(column: pl.Series) -> pl.Series:
    if column.dtype.is_float():
        column = column.fill_nan(None)
    whole = column.cast(pl.Int64, strict=False)
    if column.dtype.is_integer() and whole.null_count() == column.null_count():
        return whole
    same = whole.cast(pl.Float64).eq_missing(column.cast(pl.Float64))
    if not same.all():
        row = same.arg_min()
        raise ProcessingError(
            f'column "{column.name}" needs whole numbers of at most 64 bit; '
            f"row {row} has {column[row or 0]}"
        )
    return whole


def _listed(schema: pl.Schema) -> str:
    names = [f'"{name}"' for name in list(schema)[:20]]
    more = [f"and {len(schema) - 20} more"] if len(schema) > 20 else []
    return ", ".join(names + more) or "no columns"
