"""Frames in and out: what is missing is named, and pandas users get pandas back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks._given import is_number
from ionworks.tables import to_backend, to_polars
from ionworks.tables.frames import is_pandas

if TYPE_CHECKING:
    import polars as pl

    from ionworks.tables import AnyFrame, TableLike


def read_series(series: TableLike, need: tuple[str, ...], what: str) -> pl.DataFrame:
    """Read a table, and check that it has the columns that are needed.

    Raises
    ------
    ValueError
        A column is missing or is not of numbers.
    """
    table = to_polars(series, name="series")
    missing = [name for name in need if name not in table.columns]
    if missing:
        raise ValueError(
            f"{what} needs {', '.join(map(repr, missing))}; the series has "
            f"{', '.join(map(repr, table.columns)) or 'no columns'}"
        )
    for name in need:
        if not table.schema[name].is_numeric():
            raise ValueError(f"{what} needs numbers in {name!r}, which holds {table.schema[name]}")
    return table


def like(given: Any, made: pl.DataFrame) -> AnyFrame:
    """Return a frame of the library that the given one is of."""
    return to_backend(made, "pandas" if is_pandas(given) else "polars")


def positive(name: str, value: Any, unit: str) -> float:
    """Read a number above 0.

    Raises
    ------
    ValueError
        This is something else.
    """
    if not is_number(value) or not 0 < value < float("inf"):
        raise ValueError(f"{name} is {value!r}; give a number above 0, in {unit}")
    return float(value)
