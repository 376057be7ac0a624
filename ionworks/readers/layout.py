"""How a text file is laid out: separator, decimal mark, where the table begins, its header."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from attrs import frozen

from ionworks.errors import FileFormatError
from ionworks.readers.reports import GuessKind
from ionworks.readers.units import is_unit

__all__ = ["SEPARATORS", "Layout", "NoTableError", "find_layout", "layout_of_cells", "split"]

SEPARATORS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "blanks"}

_SAMPLES: Final = (400, 5000)  # lines
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d*)*|[.,]\d+)(?:[eE][+-]?\d+)?%?")
_TIME = re.compile(r"(?:\d+\s*d\s*)?\d+:\d\d?(?::\d\d?(?:[.,]\d*)?)?(?:\s*[AaPp][Mm])?")
_DATE = re.compile(r"\d{1,4}([-/.])\w{1,3}\1\d{1,4}(?:[ T]+.*\d.*)?")
_FRACTION = {mark: re.compile(rf"[+-]?\d*{re.escape(mark)}\d+(?:[eE][+-]?\d+)?") for mark in ".,"}
_TABLE_ROWS: Final = 3  # fewer are values of a head
_RULER = re.compile(r"[\s|+:=-]*-{3}[\s|+:=-]*")  # a line that sets a header off
_MARKED = re.compile(r"[+-]?\d*[.,]\d+(?:[eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_BRACKETED = re.compile(r"[\[({][^\[\](){}]*[\])}]")
_MARKS: Final = "#~%!"  # that some programs put before the header


class NoTableError(FileFormatError):
    """A text holds no table of numbers: it is no export of a cycler."""


@frozen
class Layout:
    """Where in a file what is.

    Attributes
    ----------
    separator, decimal : str
        What stands between values, and in numbers before the fraction.
    header : tuple of str
        Names of the columns; ``column 1`` and so on where the file has no header.
    units : tuple of str
        Units from a line of their own below the header; empty where there is none.
    first : int
        The line with the first row, from 0.
    header_line : int or None
        The line with the names, from 0.
    doubts : tuple of tuple of str
        What could be read in another way, each with the kind of guess that it is.
    others : tuple of str
        What else is in the file that looks like a table.
    """

    separator: str
    decimal: str
    header: tuple[str, ...]
    units: tuple[str, ...]
    first: int
    header_line: int | None
    doubts: tuple[tuple[GuessKind, str], ...] = ()
    others: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.header)


def split(line: str, separator: str) -> list[str]:
    """Split a line into its values."""
    if separator == " ":
        return line.split()
    if '"' in line:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]
    return [cell.strip() for cell in line.split(separator)]


def find_layout(
    lines: Sequence[str],
    name: str,
    *,
    separator: str | None = None,
    decimal: str | None = None,
    header_line: int | None = None,
) -> Layout:
    """Find the table in the lines of a text file.

    Parameters
    ----------
    lines : sequence of str
        The lines of the file.
    name : str
        What to call the file in errors.
    separator, decimal, header_line
        What is known; the line counts from 0.

    Raises
    ------
    FileFormatError
        There is no table of numbers.
    """
    for size in _SAMPLES:
        sample = ["" if _RULER.fullmatch(line) else line for line in lines[:size]]
        found = [
            (_clarity(cells[block.start : block.stop]), separator_, block)
            for separator_ in ([separator] if separator else SEPARATORS)
            if (cells := [split(line, separator_) for line in sample])
            for block, width in [_block(cells, header_line)]
            if width > 1
        ]
        # Blanks stand inside dates and names, so they separate only where nothing else does.
        if any(separator_ != " " for _, separator_, _ in found):
            found = [each for each in found if each[1] != " "]
        if found:
            _, best, block = max(found, key=lambda each: each[0])
            cells = [split(line, best) for line in sample]
            return _describe(cells, block, best, name, decimal=decimal, header_line=header_line)
        if len(lines) <= size:
            break
    shown = next((line.strip() for line in lines if line.strip()), "")[:60]
    raise NoTableError(
        f"{name} holds no table of numbers (it begins with {shown!r}); export it as a table, or "
        "pass `separator` and `header_line`"
    )


def layout_of_cells(
    cells: Sequence[Sequence[str]], name: str, *, header_line: int | None = None
) -> Layout:
    """Find the table in a sheet of a workbook, whose cells are told apart already."""
    block, width = _block(cells, header_line)
    if width < 2:
        raise FileFormatError(f"{name} holds no table of numbers; name another `sheet`")
    return _describe(cells, block, "\t", name, decimal=".", header_line=header_line)


def _block(cells: Sequence[Sequence[str]], header_line: int | None) -> tuple[range, int]:
    """Return the largest run of rows of a table, and its width; a width of 0 if there is none."""
    found = _blocks(cells, header_line)
    return max(found, key=lambda each: len(each[0]) * each[1], default=(range(0), 0))


def _blocks(cells: Sequence[Sequence[str]], header_line: int | None) -> list[tuple[range, int]]:
    """Return the runs of rows of a table, each with its width."""
    found: list[tuple[range, int]] = []
    start: int | None = None
    above: Sequence[str] = []  # what stands above the rows, such as their header
    first = 0 if header_line is None else header_line + 1
    for place in range(first, len(cells) + 1):
        row = cells[place] if place < len(cells) else []
        if place < len(cells) and not any(row):
            continue  # a blank line does not end a table
        fits = place < len(cells) and _is_row(row)
        if start is not None and not fits:
            # The width is that of most rows: one of another width is damage, not another table.
            lengths = Counter(len(row) for row in cells[start:place] if any(row))
            ((width, _),) = lengths.most_common(1)
            if place < len(cells) and (row == above or _is_remark(row, width)):
                continue  # nor does a header that is repeated, or a remark in the first column
            found.append((range(start, place), width))
            start = None
        if fits and start is None:
            start = place
        elif not fits:
            above = row
    return found


def _is_remark(row: Sequence[str], width: int) -> bool:
    return len(row) == width and sum(map(bool, row)) == 1 and bool(row[0])


def _clarity(rows: Sequence[Sequence[str]]) -> int:
    """Count the values in rows, and subtract other text: another separator splits numbers."""
    filled = [cell for row in rows for cell in row if cell]
    values = sum(map(_is_value, filled))
    return 2 * values - len(filled)


def _is_row(row: Sequence[str]) -> bool:
    """Tell whether a line is a row of a table: numbers, times and dates, and few words."""
    filled = [cell for cell in row if cell]
    values = sum(map(_is_value, filled))
    return values >= 2 and values * 3 >= len(filled)


def _is_value(cell: str) -> bool:
    return bool(_NUMBER.fullmatch(cell) or _TIME.fullmatch(cell) or _DATE.fullmatch(cell))


def _describe(
    cells: Sequence[Sequence[str]],
    block: range,
    separator: str,
    name: str,
    *,
    decimal: str | None,
    header_line: int | None,
) -> Layout:
    rows = [cells[place] for place in block if any(cells[place])]
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    if header_line is None:
        cells = _with_own_blanks(cells, block.start, width)
        place, units_place = _header(cells, block.start, width)
    else:
        place, units_place = header_line, None
        if header_line + 1 < block.start and _is_units(cells[header_line + 1]):
            units_place = header_line + 1
    names: Sequence[str] = [] if place is None else cells[place]
    if separator == " " and len(names) != width:
        names = _of_blanks(names)
    header = [_name(cell) for cell in names]
    units = [] if units_place is None else [cell.strip("[](){} ") for cell in cells[units_place]]
    if header and separator == "," and _filled(rows, len(header) + 1):
        raise FileFormatError(
            f"{name}: the header names {len(header)} columns, and the rows have {width} values; if "
            "commas stand in the numbers too, export the file with semicolons or tabs between the "
            "columns"
        )
    while header and not header[-1]:
        header.pop()
    # A separator at the end of each line makes one column that has neither name nor values.
    while width > max(len(header), 2) and not any(row[width - 1 : width] != [""] for row in rows):
        width -= 1
    doubts: list[tuple[GuessKind, str]] = []
    if len(header) > width:
        if separator == " ":
            raise FileFormatError(
                f"{name}: the header has {len(header)} words, and the rows have {width} values, so "
                "that names and values cannot be matched; export the file with semicolons or tabs "
                "between the columns"
            )
        if header_line is None:
            doubts.append(
                (
                    "columns",
                    f"the header names {len(header)} columns and the rows have {width} values; "
                    "the first names were taken for them",
                )
            )
    width = max(width, len(header))
    if decimal is None and _is_doubtful(rows):
        mark = _decimal(rows)
        doubts.append(
            (
                "decimal",
                f"{mark!r} is read as the decimal mark; every number with it has three "
                "digits after it, as thousands have",
            )
        )
    if place is None:
        header = [f"column {number}" for number in range(1, width + 1)]
    header += [f"column {number}" for number in range(len(header) + 1, width + 1)]
    header = [text or f"column {number}" for number, text in enumerate(header, 1)]
    units = [*units, *[""] * width][:width]
    return Layout(
        separator=separator,
        decimal=decimal or _decimal(rows),
        header=tuple(_unique(header)),
        units=tuple(units),
        first=block.start,
        header_line=place,
        doubts=tuple(doubts),
        others=tuple(
            f"{len(filled)} rows of another table in lines {filled[0] + 1} to {filled[-1] + 1}"
            for other, columns in _blocks(cells, header_line)
            if other != block and columns >= width / 2
            for filled in [[place for place in other if any(cells[place])]]
            if len(filled) >= _TABLE_ROWS
        ),
    )


def _of_blanks(words: Sequence[str]) -> list[str]:
    """Put units in brackets to the names before them, where blanks separate columns."""
    names: list[str] = []
    for word in words:
        if names and _BRACKETED.fullmatch(word):
            names[-1] += f" {word}"
        else:
            names.append(word)
    return names


def _is_doubtful(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether all numbers with a mark could be whole ones with thousands set apart."""
    marked = [cell for row in rows for cell in row if _MARKED.fullmatch(cell)]
    return bool(marked) and all(map(_THOUSANDS.fullmatch, marked))


def _filled(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether most rows have a value in this column, counted from 1."""
    return sum(bool(cell) for row in rows for cell in row[place - 1 : place]) * 2 > len(rows)


def _header(
    cells: Sequence[Sequence[str]], first: int, width: int
) -> tuple[int | None, int | None]:
    """Return the lines of the names and of the units above the first row."""
    # One word or line of words between names and rows says nothing about columns.
    above = [place for place in range(first) if sum(map(bool, cells[place])) > 1][-2:]
    fitting = [place for place in above if _may_name(cells[place], width)]
    if not fitting or fitting[-1] != above[-1]:
        return None, None
    if len(fitting) == 2 and _is_units(cells[fitting[1]]) and not _is_units(cells[fitting[0]]):
        return fitting[0], fitting[1]
    return fitting[-1], None


def _with_own_blanks(
    cells: Sequence[Sequence[str]], first: int, width: int
) -> Sequence[Sequence[str]]:
    """Split lines of as many words as there are columns, where blanks separate the names alone."""
    return [
        row[0].split() if place < first and len(row) == 1 and len(row[0].split()) == width else row
        for place, row in enumerate(cells)
    ]


def _may_name(row: Sequence[str], width: int) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) >= 2 and len(row) >= width / 2 and not any(map(_is_value, filled))


def _is_units(row: Sequence[str]) -> bool:
    filled = [cell.strip("[](){} ") for cell in row if cell.strip("[](){} -")]
    return bool(filled) and sum(map(is_unit, filled)) * 2 > len(filled)


def _name(cell: str) -> str:
    return " ".join(cell.lstrip(_MARKS).split())


def _unique(names: Sequence[str]) -> list[str]:
    """Tell columns of one name apart by a number, as spreadsheets do."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


def _decimal(rows: Sequence[Sequence[str]]) -> str:
    counts = {
        mark: sum(bool(form.fullmatch(cell)) for row in rows for cell in row)
        for mark, form in _FRACTION.items()
    }
    return "," if counts[","] > counts["."] else "."
