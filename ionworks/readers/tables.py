"""A table of text, whatever file it came from: header, units, and rows on request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import polars as pl
from attrs import frozen

from ionworks.errors import FileFormatError
from ionworks.readers.files import text_of
from ionworks.readers.headers import cycler_of, meaning
from ionworks.readers.layers import find_layers, read_layers
from ionworks.readers.layout import SEPARATORS, find_layout, layout_of_cells
from ionworks.readers.reports import GuessKind
from ionworks.readers.texts import read_rows
from ionworks.tables.columns import CURRENT, VOLTAGE

__all__ = ["TextTable", "of_text", "of_workbook"]

_Rows: TypeAlias = Callable[[Sequence[str]], tuple[pl.DataFrame, list[str]]]
_HEAD: Final = 1000  # rows of a sheet in which its table begins


@frozen
class TextTable:
    """A table whose values are text.

    Attributes
    ----------
    name : str
        Of the file, for errors.
    described : str
        How it is laid out, for the report.
    header, units : tuple of str
        Names of the columns, and their units where a line states them.
    decimal : str
        What stands before fractions.
    first_line : int or None
        The line of the first row, from 0, where rows follow each other line by line.
    cycler : str or None
        Whose export it looks like.
    rows : callable
        Reads the named columns, and says what was left out.
    doubts : tuple of tuple of str
        As in `Layout`.
    sheets : tuple of str
        The sheets of a workbook that follow each other.
    """

    name: str
    described: str
    header: tuple[str, ...]
    units: tuple[str, ...]
    decimal: str
    first_line: int | None
    cycler: str | None
    rows: _Rows
    doubts: tuple[tuple[GuessKind, str], ...] = ()
    sheets: tuple[str, ...] = ()


def of_text(
    data: bytes,
    name: str,
    *,
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    header_line: int | None = None,
) -> TextTable:
    """Find the table in a text file.

    Raises
    ------
    FileFormatError
        There is none.
    """
    text, found_encoding = text_of(data, name, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\x1a\0")
    # Enough lines to find the table in; all of them would be as much memory again.
    head = text[: _place_after(text, 6000)].split("\n")
    if header_line is None and (layers := find_layers(head, separator)) is not None:
        return TextTable(
            name=name,
            described=(
                f"text, {found_encoding}, separated by {_named(layers.separator)}, "
                f"{len(layers.names)} kinds of rows one below another"
            ),
            header=layers.header,
            units=("",) * len(layers.header),
            decimal=decimal or layers.decimal,
            first_line=None,
            cycler="Neware",
            rows=lambda wanted: read_layers(text, layers, name, wanted),
        )
    layout = find_layout(head, name, separator=separator, decimal=decimal, header_line=header_line)
    above = "\n".join(head[: layout.first])
    start = _place_after(text, layout.first)

    def rows(wanted: Sequence[str]) -> tuple[pl.DataFrame, list[str]]:
        return read_rows(text[start:], layout.first, layout, name, wanted)

    mark = "comma" if layout.decimal == "," else "point"
    where = (
        "no header" if layout.header_line is None else f"header in line {layout.header_line + 1}"
    )
    units = ", units below it" if any(layout.units) else ""
    return TextTable(
        name=name,
        described=(
            f"text, {found_encoding}, separated by {_named(layout.separator)}, "
            f"decimal {mark}, {where}{units}"
        ),
        header=layout.header,
        units=layout.units,
        decimal=layout.decimal,
        first_line=layout.first,
        cycler=cycler_of(layout.header, above),
        rows=rows,
        doubts=layout.doubts,
    )


def of_workbook(data: bytes, name: str, path: Path, sheet: str | None = None) -> TextTable:
    """Find the table in a workbook; sheets with one header follow each other.

    Raises
    ------
    FileFormatError
        There is no table, or several different ones.
    ModuleNotFoundError
        The package that reads workbooks is not installed.
    """
    sheets = _sheets(data, name)
    if sheet is not None and sheet not in sheets:
        raise ValueError(f"{name} has no sheet {sheet!r}; it has {', '.join(map(repr, sheets))}")
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...], pl.DataFrame, int]] = {}
    for title, cells in sheets.items():
        if sheet not in (None, title):
            continue
        head = [["" if v is None else v.strip() for v in row] for row in cells.head(_HEAD).rows()]
        try:
            layout = layout_of_cells(head, f"sheet {title!r} of {name}")
        except FileFormatError:
            if sheet is not None:
                raise
            continue
        known = {meant[0] for each in layout.header if (meant := meaning(each)) is not None}
        if sheet is None and not {VOLTAGE, CURRENT} <= known:
            continue
        rows = cells.slice(layout.first).select(cells.columns[: layout.width])
        rows = rows.rename(dict(zip(rows.columns, layout.header, strict=False)))
        found[title] = layout.header[: rows.width], layout.units, rows, layout.first
    if not found:
        raise FileFormatError(
            f"{name}: no sheet has a voltage and a current ({', '.join(map(repr, sheets))}); "
            "name one as `sheet`, and its columns in `columns`"
        )
    heights: dict[tuple[str, ...], int] = {}
    for header, _, rows, _ in found.values():
        heights[header] = heights.get(header, 0) + rows.height
    header = max(heights, key=lambda each: heights[each])
    if any(2 * rows > heights[header] for each, rows in heights.items() if each != header):
        raise FileFormatError(
            f"{name}: the sheets {', '.join(map(repr, found))} hold different tables; "
            "name one as `sheet`"
        )
    others = [title for title, (each, *_) in found.items() if each != header]
    notes = [f"sheet {title!r}, which holds another and smaller table" for title in others]
    found = {title: each for title, each in found.items() if each[0] == header}
    first = next(iter(found.values()))
    frame = pl.concat([rows for _, _, rows, _ in found.values()])
    frame = frame.with_columns(pl.all().str.strip_chars().replace("", None))
    frame = frame.filter(~pl.all_horizontal(pl.all().is_null()))
    titles = ", ".join(map(repr, found))
    return TextTable(
        name=name,
        described=f"workbook, sheet{'s' if len(found) > 1 else ''} {titles}",
        header=header,
        units=first[1],
        decimal=".",
        first_line=first[3],
        cycler=cycler_of(header, ""),
        rows=lambda wanted: (frame.select(wanted), notes),
        sheets=tuple(found),
    )


def _named(separator: str) -> str:
    return SEPARATORS.get(separator, repr(separator))


def _sheets(data: bytes, name: str) -> dict[str, pl.DataFrame]:
    """Read all sheets as text."""
    import io

    try:
        import fastexcel  # noqa: F401  # polars reads workbooks through it
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"{name} is a workbook; to read it, install: pip install 'ionworks-api[excel]'",
            name=missing.name,
        ) from missing
    try:
        return pl.read_excel(
            io.BytesIO(data),
            sheet_id=0,
            has_header=False,
            infer_schema_length=0,
            drop_empty_rows=False,
            drop_empty_cols=False,
            raise_if_empty=False,
        )
    except Exception as problem:  # errors of two packages, none of which names the file
        reason = str(problem).strip().partition("\n")[0][:120]
        raise FileFormatError(
            f"{name} cannot be read as a workbook ({reason}); save it again as .xlsx"
        ) from problem


def _place_after(text: str, lines: int) -> int:
    """Return where in a text the line of this number begins."""
    place = 0
    for _ in range(lines):
        found = text.find("\n", place)
        if found < 0:
            return len(text)
        place = found + 1
    return place
