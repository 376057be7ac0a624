"""Columns converted to other units, and renamed with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ionworks._forks import check_polars
from ionworks.tables.units import line
from ionworks.transforms._frames import like, read_series

if TYPE_CHECKING:
    import polars as pl

    from ionworks.tables import AnyFrame, TableLike

__all__ = ["convert_units", "converted", "read_units"]


def convert_units(table: TableLike, units: Mapping[str, str]) -> AnyFrame:
    """Convert columns to other units.

    Parameters
    ----------
    table : polars.DataFrame, pandas.DataFrame or mapping
        Columns that end in their unit in brackets, such as ``Time [s]``.
    units : mapping of str to str
        The columns to convert, each with its new unit, in either spelling: ``"mA.h"``, ``"mA*h"``.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        The table; a converted column has its new unit in its name, and is of real numbers.

    Raises
    ------
    ValueError
        A column is missing, is not of numbers or names no unit; or the units are of different
        dimensions, or would give two columns one name.

    Examples
    --------
    >>> from ionworks.transforms import convert_units
    >>> table = {"Time [s]": [0.0, 5400.0], "Temperature [degC]": [25.0, 30.0]}
    >>> convert_units(table, {"Time [s]": "h", "Temperature [degC]": "K"}).row(1)
    (1.5, 303.15)
    """
    check_polars()
    return like(table, converted(read_series(table, (), "a conversion"), read_units(units)))


def read_units(given: object) -> dict[str, str]:
    """Check that this is a mapping of columns to units.

    Raises
    ------
    ValueError
        This is something else.
    """
    if isinstance(given, Mapping) and all(
        isinstance(one, str) for pair in given.items() for one in pair
    ):
        return dict(given)
    raise ValueError(f"units is {given!r}; give columns and units, such as {{'Time [s]': 'h'}}")


def converted(table: pl.DataFrame, units: Mapping[str, str]) -> pl.DataFrame:
    """Convert columns of a polars frame; see `convert_units`."""
    import polars as pl

    table = read_series(table, tuple(units), "a conversion")
    names: dict[str, str] = {}
    columns: list[pl.Expr] = []
    for column, unit in units.items():
        head, bracket, old = column.rstrip().rpartition("[")
        if not bracket or not old.endswith("]"):
            raise ValueError(f"column {column!r} names no unit in brackets, such as 'Time [s]'")
        old = old[:-1]
        try:
            factor, zero = line(old, unit)
        except ValueError as error:
            raise ValueError(f"column {column!r}: {error}") from error
        columns.append(pl.col(column).cast(pl.Float64) * factor + zero)
        names[column] = f"{head}[{unit}]"
    made = [names.get(column, column) for column in table.columns]
    repeated = next((name for name in made if made.count(name) > 1), None)
    if repeated is not None:
        raise ValueError(f"the table would have two columns {repeated!r}; drop one of them before")
    return table.with_columns(columns).rename(names)
