"""Text files that grow: only what was added is read, with the lines that tell how to read it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from attrs import define, evolve, frozen

from ionworks.folders.files import Content, open_file, read_content, whole_lines
from ionworks.folders.journals import Stored
from ionworks.folders.series import RowDigest
from ionworks.readers.files import UTF16
from ionworks.tables.columns import (
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    FREQUENCY,
    STEP,
    TIME,
    VOLTAGE,
    WHOLE,
)

if TYPE_CHECKING:
    import polars as pl

    from ionworks.readers import ReadResult

__all__ = ["Added", "Growing"]

_FIRST: Final = 4 * 1024  # bytes at the beginning of a file that are compared at each look
_LAST: Final = 16 * 1024  # bytes before its end at the last look
_TAIL: Final = 50  # rows before the end that are read again, to see that they are the same
_HEADER: Final = 1000  # lines; no export has more before its rows


@frozen
class Added:
    """What was added to a file.

    Attributes
    ----------
    data : bytes
        Its lines.
    rows : polars.DataFrame
        Its rows, as a reading of the whole file gives them.
    """

    data: bytes
    rows: pl.DataFrame


@define
class Growing:
    """What is known of a text file up to a place, and how its further lines are to be read.

    Further lines are read after lines of the same file: its header, its first row, the one with
    the largest current (it says what a rest is), the first of its last step, and its last ones.
    If these are not read as they were, the file has to be read as a whole. So it has when it has
    doubled since that was done: later rows may change how earlier ones are read, and somebody may
    have changed the middle of the file.

    Attributes
    ----------
    stored : Stored
        What is stored of it: all up to this place.
    """

    stored: Stored
    identity: tuple[int, int]
    whole: int  # bytes when it was last read as a whole
    first: bytes
    last: bytes
    hashed: hashlib._Hash
    digest: RowDigest
    options: Mapping[str, Any]
    header: bytes
    places: list[int]  # rows of the lines below
    lines: list[bytes]
    rows: pl.DataFrame
    largest: int  # the row with the largest current
    step: int  # the row with which the last step begins

    @classmethod
    def of(
        cls,
        stored: Stored,
        content: Content,
        result: ReadResult,
        rows: pl.DataFrame,
        options: Mapping[str, Any],
    ) -> Growing | None:
        """Begin with a file that was read as a whole; None if it cannot be read on.

        Parameters
        ----------
        stored : Stored
            What is stored of it.
        content : Content
            Its whole lines.
        result : ReadResult
            How they were read.
        rows : polars.DataFrame
            What was stored of that.
        options : mapping
            Arguments of `ionworks.read`.
        """
        data, report = content.data, result.report
        stated = _settled_options(result, rows, options)
        header = data.count(b"\n") - rows.height
        if (
            stated is None
            or not content.is_text
            or data.startswith(UTF16)
            or not data.endswith(b"\n")
            or not 1 <= header <= _HEADER
            or not rows.height
            or report.left_out
            or len(data) != stored.size
        ):
            return None
        current = rows[CURRENT].abs().arg_max() if CURRENT in rows.columns else 0
        largest, step = current or 0, _begin_of_last_step(rows)
        places = _kept(rows.height, largest, step)
        begins = _begins(data, [header + place for place in places])
        return cls(
            stored=stored,
            identity=content.identity,
            whole=len(data),
            first=data[:_FIRST],
            last=data[-_LAST:],
            hashed=hashlib.sha256(data),
            digest=RowDigest.of(rows),
            options=stated,
            header=data[: begins[0]],
            places=places,
            lines=[data[begin : data.index(b"\n", begin) + 1] for begin in begins],
            rows=rows[places],
            largest=largest,
            step=step,
        )

    @property
    def last_row(self) -> pl.DataFrame:
        """The last row."""
        return self.rows.tail(1)

    def added(self, path: Path) -> bytes | None:
        """Return the whole lines that were added; None if the file has to be read as a whole.

        Raises
        ------
        FileNotFoundError
            It is gone.
        FileFormatError
            It is no file any more.
        """
        with open_file(path) as file:
            found = os.fstat(file.fileno())
            if (found.st_dev, found.st_ino) != self.identity:
                return None
            if _read(file, 0, len(self.first)) != self.first:
                return None
            data = _read(file, self.stored.size - len(self.last), None)
        if not data.startswith(self.last):
            return None
        more = whole_lines(Content(path.name, data[len(self.last) :])).data
        return None if self.stored.size + len(more) > 2 * self.whole else more

    def read(self, name: str, more: bytes) -> Added | None:
        """Read added lines; None if the file has to be read as a whole.

        Parameters
        ----------
        name : str
            Name of the file.
        more : bytes
            The lines.
        """
        content = Content(name, b"".join((self.header, *self.lines, more)))
        try:
            result = read_content(content, self.options)
        except Exception:  # a reading of the whole file says what is wrong
            return None
        rows, before = result.to_polars(), len(self.places)
        if result.report.left_out or rows.height != before + more.count(b"\n"):
            return None
        if CYCLE in rows.columns and CYCLE not in self.rows.columns:
            rows = rows.drop(CYCLE)
        if rows.schema != self.rows.schema:
            return None
        rows = rows.with_columns(
            rows[name] + (self.rows[name][-1] - rows[name][before - 1])
            for name in WHOLE
            if name in rows.columns and self.rows[name][-1] is not None
        )
        again, news = rows.head(before), rows.slice(before)
        since = self.places.index(self.step)
        names = [name for name in (TIME, VOLTAGE, CURRENT) if name in rows.columns]
        if not (
            again.slice(since).equals(self.rows.slice(since))
            and again.select(names).equals(self.rows.select(names))
            and self._is_below_largest(news)
        ):
            return None
        return Added(more, news)

    def _is_below_largest(self, news: pl.DataFrame) -> bool:
        """Tell whether no row has a larger current, which might make rests of earlier rows."""
        if CURRENT not in news.columns:
            return True
        known = self.rows[CURRENT].abs().max() or 0.0
        return bool((news[CURRENT].abs().fill_null(0.0) <= known).all())

    def grown(self, added: Added) -> Growing:
        """Return what is known when the added rows are stored too."""
        count = self.stored.rows
        total = count + added.rows.height
        digest, done = self.digest.copy(), self.hashed.copy()
        digest.add(added.rows)
        done.update(added.data)
        rows = self.rows.vstack(added.rows)
        step = self.step
        if STEP in rows.columns and rows[STEP][-1] != self.rows[STEP][-1]:
            step = count + _begin_of_last_step(added.rows)
        places = [*self.places, *range(count, total)]
        lines = [*self.lines, *(line + b"\n" for line in added.data.split(b"\n")[:-1])]
        kept = set(_kept(total, self.largest, step))
        chosen = [place for place, row in enumerate(places) if row in kept]
        return evolve(
            self,
            stored=evolve(
                self.stored,
                size=self.stored.size + len(added.data),
                sha256=done.hexdigest(),
                rows=total,
                rows_sha256=digest.hexdigest(),
            ),
            last=(self.last + added.data)[-_LAST:],
            hashed=done,
            digest=digest,
            places=[places[each] for each in chosen],
            lines=[lines[each] for each in chosen],
            rows=rows[chosen],
            step=step,
        )


def _settled_options(
    result: ReadResult, rows: pl.DataFrame, options: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Return options that leave nothing open which only the whole file tells; None if some is."""
    report, stated = result.report, dict(options)
    if report.is_as_it_was:
        return stated
    if "where" in options or FREQUENCY in rows.columns:
        return None  # rows are chosen, or the sign of an impedance follows from all of it
    if CYCLE in rows.columns and (CYCLER_CYCLE not in rows.columns or "cycles" in options):
        return None  # they follow from all of the current
    of_current = (options.get("columns") or {}).get(CURRENT)
    is_signed = isinstance(of_current, Mapping) and "sign" in of_current
    if CURRENT in rows.columns and not options.get("data_type") and not is_signed:
        if report.positive_current is None:
            return None
        stated["positive_current"] = report.positive_current
    return stated


def _begin_of_last_step(rows: pl.DataFrame) -> int:
    if STEP not in rows.columns:
        return 0
    others = (rows[STEP] != rows[STEP][-1]).arg_true()
    return int(others[-1]) + 1 if others.len() else 0


def _kept(count: int, largest: int, step: int) -> list[int]:
    """Return the rows that are read again."""
    return sorted({0, largest, step, *range(max(count - _TAIL, 0), count)})


def _begins(data: bytes, wanted: list[int]) -> list[int]:
    """Return where lines begin, in order; those near the end are looked for from there."""
    lines = data.count(b"\n")
    last: dict[int, int] = {}
    end = len(data)
    for line in range(lines - 1, max(lines - _TAIL, 0) - 1, -1):
        end = data.rfind(b"\n", 0, end - 1) + 1
        last[line] = end
    found: list[int] = []
    line, begin = 0, 0
    for each in wanted:
        while each not in last and line < each:
            begin, line = data.index(b"\n", begin) + 1, line + 1
        found.append(last.get(each, begin))
    return found


def _read(file: Any, start: int, size: int | None) -> bytes:
    file.seek(start)
    parts: list[bytes] = []
    while size is None or size > 0:
        part = file.read(1024 * 1024 if size is None else size)
        if not part:
            break
        parts.append(part)
        size = None if size is None else size - len(part)
    return b"".join(parts)
