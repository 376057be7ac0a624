"""The time of each row in s since the start, from a counter, a clock or dates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, TypeAlias

import polars as pl
from attrs import evolve, frozen

from ionworks._given import counted
from ionworks.errors import FileFormatError
from ionworks.readers.finer import refined, repeats_of, resolution
from ionworks.readers.headers import CLOCK_TIME, DATE, STEP_TIME
from ionworks.readers.sources import Use
from ionworks.readers.values import Source, dates, durations, numbers
from ionworks.tables.columns import TIME

__all__ = ["Clock", "TimeResets", "read_clock"]

TimeResets: TypeAlias = Literal["error", "join"]

#: A counter of the whole test comes before dates, and dates before a counter that starts again.
_ORDER: Final = (TIME, DATE, CLOCK_TIME, STEP_TIME)
_DAY: Final = 86_400.0
_NOON: Final = 43_200.0
_LISTED: Final = 3
_COARSE: Final = 0.5  # s between the ticks of a clock that another may refine
_ZERO_OF_WORKBOOK: Final = 2_209_075_200  # s, from 1899-12-31 to 1970
_LAST_OF_WORKBOOK: Final = _DAY * 366 - _ZERO_OF_WORKBOOK


@frozen
class Clock:
    """What the rows' time was read from.

    Attributes
    ----------
    seconds : polars.Series
        Time in s; null where the row has none.
    use : Use
        The column.
    described : str
        How it was read, for the report.
    is_date : bool
        It was read from dates or from a clock, which is a guess unless the user named it.
    start : float or None
        The first date, in s since 1970.
    is_counted : bool
        It was read from numbers, which have a unit.
    """

    seconds: pl.Series
    use: Use
    described: str
    is_date: bool = False
    start: float | None = None
    is_counted: bool = False
    doubt: str = ""


def read_clock(
    values: Callable[[str], pl.Series],
    chosen: Mapping[str, Sequence[Use]],
    source: Source,
    *,
    resets: TimeResets,
    date_order: str | None,
    refines: bool,
) -> Clock:
    """Read the time from the first column that gives one which never falls.

    Raises
    ------
    FileFormatError
        Time falls, and it was not said how to go on there; or no column is a time.
    """
    candidates = [use for meant in _ORDER for use in chosen.get(meant, ())]
    clocks: list[Clock] = []
    problems: list[str] = []
    standing: list[str] = []
    for use in candidates:
        try:
            clock = _read(values(use.column), use, source, date_order)
        except FileFormatError as problem:
            problems.append(str(problem))
            continue
        if clock is None:
            continue
        if clock.is_date and (whole := _with_time_of_day(clock, values, chosen)) is not None:
            clock = whole
        if _stands(clock.seconds):
            standing.append(use.column)
            continue
        if not _falls(clock.seconds):
            if not refines:
                return clock
            others = [each for each in candidates if each.column != use.column]
            return _with_finer(clock, others, values, source, date_order)
        clocks.append(clock)
    if not clocks and standing:
        raise FileFormatError(
            f"{source.name}: {', '.join(map(repr, standing))} has one value in all rows, which is "
            f"no time; name another column, such as columns={{{TIME!r}: ...}}"
        )
    if not clocks:
        names = ", ".join(repr(use.column) for use in candidates)
        raise FileFormatError(
            problems[0]
            if problems
            else f"{source.name}: {names} could not be read as a time; name the column in "
            "`columns` with its unit, or the form of its dates in `dates`"
        )
    clock = clocks[0]
    falls = _falls(clock.seconds)
    if resets == "join":
        return _joined(clock, falls)
    before, place, after = falls[0]
    raise FileFormatError(
        f"{source.name}: the time in {clock.use.column!r} falls from {before:g} s to {after:g} s "
        f"in {source.row(place)}"
        + (f", and {len(falls) - 1} more times" if len(falls) > 1 else "")
        + "; if the clock started again there, pass time_resets='join' to go on from the time "
        "before; otherwise sort the rows or name another column for 'Time [s]'"
    )


def _with_finer(
    clock: Clock,
    others: Sequence[Use],
    values: Callable[[str], pl.Series],
    source: Source,
    date_order: str | None,
) -> Clock:
    """Let another column say the time between the ticks of a coarse clock, or say that one could.

    A column that the user named is taken as it is.
    """
    tick = resolution(clock.seconds) if clock.use.is_guess else 0.0
    if tick < _COARSE:
        return clock
    doubt = ""
    for use in others:
        try:
            other = _read(values(use.column), use, source, date_order)
        except FileFormatError:
            continue
        if other is None or (other.is_counted and use.unit_is_guess):
            continue
        if resolution(other.seconds) >= tick:
            continue
        fine = refined(clock.seconds, other.seconds)
        if fine is not None:
            what = f"{use.column!r} says the time between the ticks of {clock.use.column!r}"
            described = f"{clock.described}; {what}"
            return evolve(clock, seconds=fine, described=described, doubt=what)
        repeats = repeats_of(clock.seconds, other.seconds)
        if repeats and not doubt:
            doubt = (
                f"{clock.use.column!r} is the time, and repeats in {counted(repeats, 'row')}; "
                f"{use.column!r} is finer, but the two do not go together"
            )
    return evolve(clock, doubt=doubt)


def _stands(seconds: pl.Series) -> bool:
    """Tell whether a time never changes, as the number of a test does."""
    known = seconds.drop_nulls()
    return known.len() > 1 and known.min() == known.max()


def _read(values: pl.Series, use: Use, source: Source, date_order: str | None) -> Clock | None:
    column = use.column
    if use.meant == DATE:
        return _from_dates(values, use, date_order)
    if (seconds := durations(values)) is not None:
        is_clock = use.meant == CLOCK_TIME
        return Clock(seconds, use, f"{column!r}, hours:minutes:seconds", is_clock)
    if use.meant == CLOCK_TIME:
        return _from_dates(values, use, date_order)
    try:
        found = numbers(values, source)
    except FileFormatError:
        clock = _from_dates(values, use, date_order)
        if clock is None:
            raise
        return clock
    factor, offset = use.convert
    unit = use.unit or "s"
    return Clock(found * factor + offset, use, f"{column!r} in {unit}", is_counted=True)


def _from_dates(values: pl.Series, use: Use, order: str | None) -> Clock | None:
    found = dates(values, order)
    if found is None:
        return None
    seconds, form, is_sure = found
    known = seconds.drop_nulls()
    if known.is_empty():
        return None
    start = float(known[0])
    doubt = "" if is_sure else "; day and month may be confused, `dates` says which comes first"
    # A workbook stores a duration as a date around 1900.
    if start < _LAST_OF_WORKBOOK:
        return Clock(seconds + _ZERO_OF_WORKBOOK, use, f"{use.column!r}, hours of a workbook")
    return Clock(seconds, use, f"dates in {use.column!r} ({form}{doubt})", True, start)


def _with_time_of_day(
    clock: Clock, values: Callable[[str], pl.Series], chosen: Mapping[str, Sequence[Use]]
) -> Clock | None:
    """Add the time of day of another column to dates without one."""
    if clock.start is None or (clock.seconds.drop_nulls() % _DAY).max() != 0:
        return None
    for use in (*chosen.get(CLOCK_TIME, ()), *chosen.get(TIME, ())):
        if use.column == clock.use.column:
            continue
        seconds = durations(values(use.column))
        if seconds is None or (seconds.max() or 0.0) >= _DAY:  # type: ignore[operator]
            continue
        both = clock.seconds + seconds
        return Clock(
            both,
            clock.use,
            f"dates in {clock.use.column!r} and the time of day in {use.column!r}",
            True,
            clock.start,
        )
    return None


def _falls(seconds: pl.Series) -> list[tuple[float, int, float]]:
    """Return where time falls: the time before, the row, and the time in it."""
    known = pl.DataFrame({"t": seconds}).with_row_index("row").drop_nulls("t")
    change = known["t"].diff()
    places = (change < -1e-9).fill_null(value=False).arg_true()
    return [
        (float(known["t"][place - 1]), int(known["row"][place]), float(known["t"][place]))
        for place in places
    ]


def _joined(clock: Clock, falls: Sequence[tuple[float, int, float]]) -> Clock:
    """Let the time go on where it started again."""
    shifts = pl.Series([0.0], dtype=pl.Float64).new_from_index(0, clock.seconds.len()).to_list()
    midnights = 0
    for before, place, after in falls:
        if clock.start is None and before >= _NOON and before < _DAY and after < _NOON:
            shifts[place] = _DAY  # a clock that passed midnight
            midnights += 1
        elif clock.start is not None:
            shifts[place] = before - after  # dates went back: the row follows at once
        else:
            shifts[place] = before  # a counter that began again at 0
    shift = pl.Series(shifts, dtype=pl.Float64).cum_sum()
    rows = ", ".join(str(place) for _, place, _ in falls[:_LISTED])
    more = f" and {len(falls) - _LISTED} more" if len(falls) > _LISTED else ""
    how = "it passed midnight, 24 h were added" if midnights == len(falls) else "it goes on"
    return Clock(
        clock.seconds + shift,
        clock.use,
        f"{clock.described}; it started again in row {rows}{more}: {how}, as time_resets='join' "
        "says",
        clock.is_date,
        clock.start,
    )
