"""Text files with a row for each cycle, below it one for each step, and below it the records."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
from attrs import frozen

from ionworks.readers.layout import _is_units, _is_value, _unique, split
from ionworks.readers.texts import cells_of, unsplittable

__all__ = ["Layers", "find_layers", "read_layers"]

_LOOKED_AT: Final = 60  # lines


@frozen
class Layers:
    """How a file with several kinds of rows is laid out.

    Attributes
    ----------
    separator, decimal : str
        As in `Layout`.
    names : tuple of tuple of str
        The header of each kind, the outermost first. A row of kind n begins with n empty values.
    first : int
        The line with the first row, from 0.
    """

    separator: str
    decimal: str
    names: tuple[tuple[str, ...], ...]
    first: int

    @property
    def header(self) -> tuple[str, ...]:
        """All columns: those of the records, then those of what they belong to."""
        return tuple(name for name, _, _ in self.columns)

    @property
    def columns(self) -> list[tuple[str, int, int]]:
        """Each column with its kind, and its place in the row."""
        found: list[tuple[str, int, int]] = []
        for kind in reversed(range(len(self.names))):
            found += [
                (name, kind, place)
                for place, name in enumerate(self.names[kind])
                if name and place >= kind
            ]
        unique = _unique([name for name, _, _ in found])
        return [(name, kind, place) for name, (_, kind, place) in zip(unique, found, strict=True)]


def find_layers(lines: Sequence[str], separator: str | None = None) -> Layers | None:
    """Find headers that are indented one below the other; None if there are none."""
    for each in [separator] if separator else [",", "\t", ";"]:
        cells = [split(line, each) for line in lines[:_LOOKED_AT]]
        for start in range(len(cells) - 2):
            names: list[tuple[str, ...]] = []
            place = start
            while place < len(cells) and _is_header(cells[place], len(names)):
                names.append(tuple(cells[place]))
                place += 1
            if len(names) < 2 or place == len(cells):
                continue
            if _is_units(names[1]):  # of a column of dates, which has none
                continue
            row = cells[place]
            if row and row[0] and _is_value(row[0]):
                numbers = [cell for row in cells[place:] for cell in row]
                comma = sum("," in cell for cell in numbers) > sum("." in cell for cell in numbers)
                return Layers(each, "," if comma else ".", tuple(names), place)
    return None


def _is_header(row: Sequence[str], kind: int) -> bool:
    """Tell whether a line names the columns of a kind of rows."""
    filled = [cell for cell in row[kind:] if cell]
    return (
        len(row) > kind
        and not any(row[:kind])
        and bool(row[kind])
        and len(filled) >= 2
        and not any(map(_is_value, filled))
    )


def read_layers(
    text: str, layers: Layers, name: str, wanted: Sequence[str]
) -> tuple[pl.DataFrame, list[str]]:
    """Read the records, each with the values of the rows that it belongs to."""
    body = "\n".join(text.split("\n")[layers.first :])
    # A row of an outer kind may have more values than its header has names: these are cut off.
    places = [str(place) for place in range(max(map(len, layers.names)))]
    try:
        cells = cells_of(body, layers.separator, places, may_be_longer=True)
    except pl.exceptions.PolarsError as problem:
        raise unsplittable(name, body) from problem
    kinds = len(layers.names)
    kind = pl.lit(None, pl.Int32)
    for number in reversed(range(kinds)):
        kind = pl.when(pl.col(f"{number}").is_not_null()).then(number).otherwise(kind)
    cells = cells.with_columns(kind.alias("kind"))
    columns = {column: (number, place) for column, number, place in layers.columns}
    record = kinds - 1
    chosen = []
    for column in wanted:
        number, place = columns[column]
        value = pl.col(f"{place}")
        if number < record:
            value = pl.when(pl.col("kind") == number).then(value).forward_fill()
        chosen.append(value.alias(column))
    rows = cells.with_columns(chosen).filter(pl.col("kind") == record)
    filled = rows.filter(pl.col(f"{record}").is_not_null()).select(wanted)
    outer = cells.height - rows.height
    notes = [f"{outer} rows of cycles and steps were read into the records below them"]
    return filled, notes
