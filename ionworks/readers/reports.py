"""What reading a file did, as text and as HTML."""

from __future__ import annotations

import textwrap
import unicodedata
from html import escape
from typing import Final, Literal, TypeAlias

from attrs import field, frozen

__all__ = ["ColumnRead", "Guess", "GuessKind", "ReadReport"]

GuessKind: TypeAlias = Literal[
    "columns", "units", "decimal", "dates", "clock", "sign", "steps", "cycles"
]

_WIDTH: Final = 100  # letters of a line


@frozen
class Guess:
    """Something that the file does not say and that was not stated.

    Attributes
    ----------
    kind : {"columns", "units", "decimal", "dates", "clock", "sign", "steps", "cycles"}
        What to leave out of `guess` to refuse it.
    what : str
        What was assumed.
    """

    kind: GuessKind
    what: str


@frozen
class ColumnRead:
    """A column of the result, and where it is from.

    Attributes
    ----------
    column : str
        Its name in the result.
    source : str
        The header in the file, or what it was made from.
    unit : str
        The unit in the file; empty where there is none.
    how : str
        What was done to the values.
    """

    column: str
    source: str
    unit: str = ""
    how: str = ""


@frozen(repr=False)
class ReadReport:
    """What was read from a file, what became of it, and what was guessed.

    Attributes
    ----------
    file : str
        Name of the file.
    layout : str
        How it is laid out.
    cycler : str or None
        Whose export it looks like.
    rows : int
        Rows of the result.
    columns : tuple of ColumnRead
        The columns of the result.
    time, sign, steps, cycles : str
        Which rule gave them.
    guesses : tuple of Guess
        What was neither in the file nor stated.
    left_out : tuple of str
        Rows that were left out, and why.
    not_used : tuple of str
        Headers of the columns that were not read.
    notes : tuple of str
        What else is worth knowing.
    is_as_it_was : bool
        The file has the columns of the platform, and nothing was changed.
    positive_current : {"discharge", "charge"} or None
        What a positive current does in the file; None where nothing tells it.
    """

    file: str
    layout: str
    rows: int
    cycler: str | None = None
    columns: tuple[ColumnRead, ...] = ()
    time: str = ""
    sign: str = ""
    steps: str = ""
    cycles: str = ""
    guesses: tuple[Guess, ...] = ()
    left_out: tuple[str, ...] = ()
    not_used: tuple[str, ...] = field(factory=tuple)
    notes: tuple[str, ...] = ()
    is_as_it_was: bool = False
    positive_current: Literal["discharge", "charge"] | None = None

    def __repr__(self) -> str:
        lines = [*_wrapped(self._heading()), ""]
        width = max((_cells(each.column) for each in self.columns), default=0)
        sources = max((_cells(_source(each)) for each in self.columns), default=0)
        for each in self.columns:
            column, source = _padded(each.column, width), _padded(_source(each), sources)
            lines.append(f"  {column}  from {source}  {each.how}".rstrip())
        for title, text in self._facts():
            lines += _wrapped(f"{title}: {text}")
        if self.guesses:
            lines.append("Guessed (refuse with guess=False, or state it):")
            for guess in self.guesses:
                lines += _wrapped(f"  - {guess.kind}: {guess.what}")
        else:
            lines.append("Guessed: nothing")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            "<tr>"
            + "".join(f"<td>{escape(cell)}</td>" for cell in (each.column, _source(each), each.how))
            + "</tr>"
            for each in self.columns
        )
        facts = "".join(
            f"<tr><th>{escape(title)}</th><td>{escape(text)}</td></tr>"
            for title, text in self._facts()
        )
        guesses = "".join(
            f"<li><b>{escape(guess.kind)}</b>: {escape(guess.what)}</li>" for guess in self.guesses
        )
        guessed = (
            f"<p>Guessed (refuse with <code>guess=False</code>, or state it):</p><ul>{guesses}</ul>"
            if guesses
            else "<p>Guessed: nothing</p>"
        )
        return (
            f"<p><b>{escape(self._heading())}</b></p>"
            "<table><thead><tr><th>column</th><th>from</th><th>how</th></tr></thead>"
            f"<tbody>{rows}</tbody></table><table><tbody>{facts}</tbody></table>{guessed}"
        )

    def _heading(self) -> str:
        of = f", as {self.cycler} writes it" if self.cycler else ""
        return f"{self.file}: {self.rows:,} rows ({self.layout}{of})"

    def _facts(self) -> list[tuple[str, str]]:
        facts = [
            ("Time", self.time),
            ("Sign of the current", self.sign),
            ("Steps", self.steps),
            ("Cycles", self.cycles),
            ("Left out", "; ".join(self.left_out)),
            ("Not used", ", ".join(map(repr, self.not_used))),
            ("Note", "; ".join(self.notes)),
        ]
        return [(title, text) for title, text in facts if text]


def _wrapped(line: str) -> list[str]:
    """Break a long line between its words."""
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _cells(text: str) -> int:
    """Count the cells of a terminal that a text takes: a Chinese letter takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _cells(text))


def _source(column: ColumnRead) -> str:
    unit = f" in {column.unit}" if column.unit else ""
    return f"{column.source}{unit}"
