"""The rows of a text file as text: one column of strings for each column that is wanted."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import polars as pl

from ionworks._given import counted
from ionworks.errors import FileFormatError
from ionworks.readers.layout import Layout, split

__all__ = ["cells_of", "read_rows", "unsplittable"]

_SHOWN = 60


def read_rows(
    text: str, lines_before: int, layout: Layout, name: str, wanted: Sequence[str]
) -> tuple[pl.DataFrame, list[str]]:
    """Read the rows of a table as text.

    Parameters
    ----------
    text : str
        The rows, from the first on.
    lines_before : int
        How many lines of the file come before them.
    layout : Layout
        How the file is laid out.
    name : str
        What to call the file in errors.
    wanted : sequence of str
        The columns to return.

    Returns
    -------
    rows : polars.DataFrame
        The wanted columns; an empty value is null.
    notes : list of str
        What was left out.

    Raises
    ------
    FileFormatError
        A row has another number of values than the others.
    """
    notes: list[str] = []
    separator = layout.separator
    if separator == " ":
        text = re.sub(r"[ \t]+", "\t", re.sub(r"(?m)^[ \t]+|[ \t]+$", "", text))
        separator = "\t"
    try:
        rows = _parse(text, separator, layout)
        is_whole = not _may_be_ragged(rows)
    except pl.exceptions.PolarsError:
        rows, is_whole = None, False
    if not is_whole:
        kept, notes = _without_ragged(text, separator, lines_before, layout, name)
        if kept is not None or rows is None:
            try:
                rows = _parse(text if kept is None else kept, separator, layout)
            except pl.exceptions.PolarsError as problem:
                raise unsplittable(name, text) from problem
    assert rows is not None
    notes += layout.others
    blank = pl.all_horizontal(pl.all().is_null())
    filled = rows.filter(~blank)
    if rows.height > filled.height:
        notes.append(f"{counted(rows.height - filled.height, 'blank line')} left out")
    # Most files have none, which words among the values of the first column would show.
    first = filled.to_series(0)
    words = first.filter(first.str.contains(r"^[^\d+.,-]").fill_null(value=True))
    if words.len():
        again = filled.select(_is_header(layout).alias("again"))["again"]
        if again.any():
            filled = filled.filter(~again)
            notes.append(f"{counted(int(again.sum()), 'repeated header')} left out")
    return filled.select(wanted), notes


def _is_header(layout: Layout) -> pl.Expr:
    """Tell of a row whether it holds the names of the columns again, or their units."""
    names = [
        pl.col(name).str.strip_prefix("#").eq_missing(re.sub(r" \(\d+\)$", "", name))
        for name in layout.header
        if not re.fullmatch(r"column \d+", name)
    ]
    units = [
        pl.col(name).str.strip_chars("[](){} ").eq_missing(unit)
        for name, unit in zip(layout.header, layout.units, strict=True)
        if unit
    ]
    both = [pl.all_horizontal(each) for each in (names, units) if each]
    return pl.any_horizontal(both) if both else pl.lit(value=False)


def _parse(text: str, separator: str, layout: Layout) -> pl.DataFrame:
    """Let polars read the rows, each value as text without blanks around it."""
    columns = [*layout.header, *_spare(text, separator, layout)]
    return cells_of(text, separator, columns).select(layout.header)


def cells_of(
    text: str, separator: str, columns: Sequence[str], *, may_be_longer: bool = False
) -> pl.DataFrame:
    """Split rows into cells: text without blanks around it, null where a cell is empty.

    Parameters
    ----------
    text : str
        The rows.
    separator : str
        What stands between values.
    columns : sequence of str
        A name for each value of a row. A row may have fewer values.
    may_be_longer : bool, default False
        Whether a row may have more values, which are left out.

    Raises
    ------
    polars.exceptions.PolarsError
        A row cannot be split, or is longer and may not be.
    """
    # The first line tells polars how many columns there are: the first row may be too short.
    whole = separator * (len(columns) - 1) + "\n" + text
    rows = pl.read_csv(
        io.BytesIO(whole.encode()),
        has_header=False,
        separator=separator,
        schema=dict.fromkeys(columns, pl.String),
        quote_char='"' if '"' in text else None,
        truncate_ragged_lines=may_be_longer,
    )
    return rows.slice(1).select(pl.all().str.strip_chars().replace("", None))


def unsplittable(name: str, text: str) -> FileFormatError:
    """Say that the values of the rows cannot be told apart."""
    place = next((n for n, line in enumerate(text.split("\n")) if line.count('"') % 2), None)
    where = "" if place is None else f"; a quote is not closed in row {place} of the table"
    return FileFormatError(
        f"{name}: the values of its rows cannot be told apart{where}; correct the file, or export "
        "it again"
    )


def _spare(text: str, separator: str, layout: Layout) -> list[str]:
    """Name the columns that separators at the end of each line make."""
    first = text[: text.find("\n")] if "\n" in text else text
    more = len(split(first, separator)) - layout.width
    return [f"__after the end {place}" for place in range(more)]


def _may_be_ragged(rows: pl.DataFrame) -> bool:
    """Tell whether rows may be too short: the last column, filled at first, has gaps."""
    last = rows.columns[-1]
    return rows[last].null_count() > 0


def _without_ragged(
    text: str, separator: str, lines_before: int, layout: Layout, name: str
) -> tuple[str | None, list[str]]:
    """Leave out what follows the table, and a last line that was not written to its end.

    Returns
    -------
    text : str or None
        What is left; None if that is everything.
    notes : list of str
        What was left out.
    """
    lines = text.splitlines()
    filled = [place for place, line in enumerate(lines) if line.strip()]
    counts = {place: len(split(lines[place], separator)) for place in filled}
    usual = counts[filled[0]]
    odd = [place for place in filled if counts[place] not in (usual, layout.width)]
    if not odd:
        return None, []
    last = filled[-1]
    end = len(lines)
    notes: list[str] = []
    tail = odd.copy()
    # Lines without a separator at the end say something about the table.
    while tail and tail[-1] == last and counts[last] == 1 and len(filled) > 1:
        end = tail.pop()
        filled.pop()
        last = filled[-1]
    if end < len(lines):
        shown = lines[end].strip()[:_SHOWN]
        notes.append(f"{counted(len(lines) - end, 'line')} after the table left out ({shown!r})")
    if tail and tail[-1] == last and counts[last] < usual and end == len(lines):
        end = tail.pop()
        notes.append(
            f"the last line was left out: it has {counts[end]} of {usual} values, as a file has "
            "that is still written"
        )
    if tail:
        place = tail[0]
        raise FileFormatError(
            f"{name}: row {filled.index(place)} (line {lines_before + place + 1}) has "
            f"{counts[place]} values, the rows before it have {usual}: "
            f"{lines[place].strip()[:_SHOWN]!r}; correct or delete this line"
        )
    return "\n".join(lines[:end]), notes
