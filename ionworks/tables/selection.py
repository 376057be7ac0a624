"""A part of a series: some columns, a window of rows, a window of time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from ionworks._given import shown
from ionworks.errors import SeriesMismatchError
from ionworks.tables.columns import TIME

if TYPE_CHECKING:
    import polars as pl


def _columns(value: Iterable[str] | None) -> tuple[str, ...] | None:
    if isinstance(value, str):
        raise TypeError(f"`columns` is a list of names; put {shown(value)} into a list")
    if value is not None and not isinstance(value, Iterable):
        raise TypeError(f"`columns` is a list of names, not {shown(value)}")
    names = () if value is None else tuple(value)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"`columns` is a list of names, and {shown(name)} is not one")
    return None if value is None else tuple(dict.fromkeys(names))


def _rows(value: Any) -> tuple[int, int] | None:
    if value is None:
        return None
    try:
        first, stop = (int(bound) for bound in value)
    except (TypeError, ValueError):
        first, stop = -1, -1
    if not 0 <= first <= stop:
        raise ValueError(
            "`row_range` is (first row, row after the last one), counted from 0, "
            f"not {shown(value)}"
        )
    return first, stop


def _times(value: Any) -> tuple[float, float] | None:
    if value is None:
        return None
    try:
        given = tuple(value)
        start = -math.inf if given[0] is None else float(given[0])
        end = math.inf if given[1] is None else float(given[1])
    except (TypeError, ValueError, LookupError):
        start, end, given = 1.0, 0.0, ()
    if not start <= end or len(given) != 2:
        raise ValueError(
            f"`time_range` is (start, end) in seconds, either of them None for no bound, "
            f"not {shown(value)}"
        )
    return start, end


@frozen
class Selection:
    """What a caller wants of a series.

    Parameters
    ----------
    columns : sequence of str, optional
        Names of columns, in the order wanted.
    row_range : tuple of int, optional
        First row and the row after the last one, counted from 0.
    time_range : tuple of float or None, optional
        Bounds of ``Time [s]``, both included.

    Raises
    ------
    TypeError, ValueError
        A bound is not what it should be.
    """

    columns: tuple[str, ...] | None = field(default=None, converter=_columns)
    row_range: tuple[int, int] | None = field(default=None, converter=_rows)
    time_range: tuple[float, float] | None = field(default=None, converter=_times)

    def __bool__(self) -> bool:
        return (self.columns, self.row_range, self.time_range) != (None, None, None)

    def needed(self, available: Iterable[str]) -> list[str]:
        """Name the columns that must be read.

        Raises
        ------
        SeriesMismatchError
            A column is not there; the message names those that are.
        """
        there = list(available)
        wanted = there if self.columns is None else list(self.columns)
        if self.time_range is not None and TIME not in wanted:
            wanted = [*wanted, TIME]
        missing = [column for column in wanted if column not in there]
        if missing:
            raise SeriesMismatchError(
                f"the series has no column {', '.join(map(repr, missing))}; it has "
                f"{', '.join(map(repr, there))}"
            )
        return wanted

    def apply(self, frame: pl.LazyFrame, *, first_row: int = 0) -> pl.LazyFrame:
        """Cut a series down to what is wanted.

        Parameters
        ----------
        frame : polars.LazyFrame
            The series, or a stretch of it.
        first_row : int, default 0
            The row of the series that the stretch begins with.
        """
        import polars as pl

        if self.row_range is not None:
            start = max(self.row_range[0] - first_row, 0)
            frame = frame.slice(start, max(self.row_range[1] - first_row - start, 0))
        if self.time_range is not None:
            frame = frame.filter(pl.col(TIME).is_between(*self.time_range))
        return frame if self.columns is None else frame.select(self.columns)

    def meets(self, first_row: int, rows: int, times: tuple[float, float] | None) -> bool:
        """Tell whether a stretch of rows may hold anything that is wanted.

        Parameters
        ----------
        first_row, rows : int
            Where the stretch begins and how long it is.
        times : tuple of float, optional
            Least and largest ``Time [s]`` in it, where that is known.
        """
        if self.row_range is not None:
            start, stop = self.row_range
            if not (start < first_row + rows and first_row < stop):
                return False
        if self.time_range is not None and times is not None:
            return self.time_range[0] <= times[1] and times[0] <= self.time_range[1]
        return True
