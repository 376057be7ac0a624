"""Numbers, times and dates from text, with the row where one cannot be read."""

from __future__ import annotations

import re
from typing import Final

import polars as pl
from attrs import frozen

from ionworks.errors import FileFormatError

__all__ = ["Source", "dates", "durations", "numbers", "text_without_numbers"]

_NOTHING: Final = [
    "nan",
    "NaN",
    "NAN",
    "n/a",
    "N/A",
    "NA",
    "null",
    "NULL",
    "-",
    "--",
    "---",
    "None",
]
_DURATION: Final = (
    r"^\s*(?:(\d+)\s*(?:[dD]|days?)?[\s.:,-]+)??(\d+):(\d{1,2})(?::(\d{1,2}(?:[.,:]\d+)?))?\s*$"
)
_DAY_FIRST: Final = ("%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y")
_MONTH_FIRST: Final = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m.%d.%Y")
_CERTAIN: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d-%b-%Y", "%d %b %Y", "%b %d %Y",
                   "%d-%b-%y")  # fmt: skip
_DAY_OF_YEAR: Final = {
    "month first": ("%m-%d", "%m/%d", "%m.%d"),
    "day first": ("%d-%m", "%d/%m", "%d.%m.", "%d.%m"),
}  # without a year
_TIMES: Final = (" %H:%M:%S%.f", "T%H:%M:%S%.f", " %I:%M:%S%.f %p", " %I:%M:%S %p", " %H:%M",
                 " %I:%M %p", "")  # fmt: skip
_HALF_A_YEAR: Final = 180 * 86_400.0  # s
#: Before the first colon. `%Y` alone would read 05.06.24 as a day of the year 5.
_CENTURY: Final = r"^[^:]*\d{4}"
#: After a time of day: in a date alone, as 02-Jan-2024, the year would look like a zone.
_ZONE: Final = r"(:\d{2}(?:\.\d+)?(?:\s*[AaPp][Mm])?)\s*(?:Z|UTC|([+-])(\d{2}):?(\d{2}))$"


@frozen
class Source:
    """Where values come from, for errors."""

    name: str
    decimal: str
    first_line: int | None = None

    def row(self, place: int) -> str:
        """Name a row, and the line that it is in where lines are known."""
        line = "" if self.first_line is None else f" (line {self.first_line + place + 1})"
        return f"row {place}{line}"


def numbers(values: pl.Series, source: Source) -> pl.Series:
    """Read numbers.

    Raises
    ------
    FileFormatError
        A value is no number, or decimal marks are mixed.
    """
    if values.dtype != pl.String:
        return values.cast(pl.Float64)
    text = values.set(values.is_in(_NOTHING).fill_null(value=False), None)
    other = "," if source.decimal == "." else "."
    plain = text.str.replace(",", ".", literal=True) if source.decimal == "," else text
    found = plain.str.strip_suffix("%").cast(pl.Float64, strict=False)
    wrong = text.is_not_null() & found.is_null()
    if source.decimal == ",":  # the point was not replaced
        wrong = wrong | text.str.contains(".", literal=True).fill_null(value=False)
    if not wrong.any():
        return found
    # Thousands: 1,234.5 where the point is the decimal mark.
    grouped = rf"^[+-]?\d{{1,3}}({re.escape(other)}\d{{3}})+{re.escape(source.decimal)}\d*$"
    if text.filter(wrong).str.contains(grouped).all():
        plain = text.str.replace_all(other, "", literal=True)
        return plain.str.replace(",", ".", literal=True).cast(pl.Float64)
    place = int(wrong.arg_max() or 0)
    value = text[place]
    if re.fullmatch(rf"[+-]?\d*{re.escape(other)}\d+(?:[eE][+-]?\d+)?", value):
        raise FileFormatError(
            f"{source.name}: column {values.name!r} mixes decimal marks: {source.row(place)} has "
            f"{value!r}, most numbers of the file have {source.decimal!r}; write one of them "
            "throughout"
        )
    raise FileFormatError(
        f"{source.name}: column {values.name!r} has {value!r} in {source.row(place)}, which is no "
        "number; correct or delete it, or name another column in `columns`"
    )


def text_without_numbers(values: pl.Series) -> bool:
    """Tell whether a column holds words, or letters, and not numbers."""
    if values.dtype != pl.String:
        return False
    known = values.drop_nulls().head(1000)
    text = known.str.replace(",", ".", literal=True)
    return bool(known.len()) and text.cast(pl.Float64, strict=False).null_count() > 0


def durations(values: pl.Series) -> pl.Series | None:
    """Read times such as 01:30:00.5 or 2d 01:30:00 as seconds; None if they are of another form."""
    if values.dtype == pl.Duration:
        return values.dt.total_microseconds() / 1e6
    if values.dtype == pl.Time:
        return values.cast(pl.Int64) / 1e9
    if values.dtype != pl.String:
        return None
    known = values.drop_nulls()
    if known.is_empty() or not known.head(100).str.contains(_DURATION).all():
        return None
    parts = values.str.extract_groups(_DURATION).struct.unnest()
    days, hours, minutes, seconds = (parts[name] for name in parts.columns)
    # A third colon stands before thousandths in some exports.
    seconds = seconds.str.replace(",", ".", literal=True).str.replace(":", ".", literal=True)
    total = (
        days.cast(pl.Float64).fill_null(0.0) * 86400
        + hours.cast(pl.Float64) * 3600
        + minutes.cast(pl.Float64) * 60
        + seconds.cast(pl.Float64).fill_null(0.0)
    )
    return None if total.null_count() > values.null_count() else total.alias(values.name)


def dates(values: pl.Series, order: str | None) -> tuple[pl.Series, str, bool] | None:
    """Read dates as seconds since 1970; None if they are of another form.

    Parameters
    ----------
    values : polars.Series
        Dates as text, dates, or numbers.
    order : str, optional
        ``"day first"`` or ``"month first"``, or a format of strftime.

    Returns
    -------
    seconds : polars.Series
        With a fraction.
    form : str
        How they are written.
    is_sure : bool
        The day and the month cannot be confused, or do not matter.
    """
    if values.dtype.is_temporal() and values.dtype in (pl.Date, pl.Datetime):
        return _epoch(values.cast(pl.Datetime("us"))), "dates", True
    if values.dtype.is_numeric():
        return _serial(values.cast(pl.Float64))
    text = values.cast(pl.String).str.replace(r"(:\d{1,2}),(\d+)", "$1.$2")
    if (known := text.drop_nulls()).is_empty():
        return None
    as_numbers = known.head(100).cast(pl.Float64, strict=False)
    if not as_numbers.null_count():
        return _serial(text.cast(pl.Float64, strict=False))
    ahead = _seconds_ahead(text)
    text = text.str.replace(_ZONE, "$1").str.strip_chars()
    text = text.str.replace_all(r"\s+", " ")
    named = {"day first": _DAY_FIRST, "month first": _MONTH_FIRST}
    if order is not None and order not in named:
        moments = text.str.to_datetime(order, strict=False, time_unit="us")
        return (_epoch(moments) - ahead, order, True) if _all_read(moments, text) else None
    for form in _forms(_CERTAIN, text):
        return _epoch(_parsed(text, form)) - ahead, form, True
    either = {
        name: next(iter(_forms(forms, text)), None)
        for name, forms in named.items()
        if order in (None, name)
    }
    readings = {name: form for name, form in either.items() if form is not None}
    if not readings:
        return _without_year(text, order)
    found = {name: _epoch(_parsed(text, form)) - ahead for name, form in readings.items()}
    if len(found) == 1:
        ((name, seconds),) = found.items()
        return seconds, readings[name], True
    # Both can be read: the one in which the time rises most evenly is likely.
    widths = {name: _widest(seconds) for name, seconds in found.items()}
    name = min(widths, key=lambda each: widths[each])
    return found[name], readings[name], widths["day first"] == widths["month first"]


def _without_year(text: pl.Series, order: str | None) -> tuple[pl.Series, str, bool] | None:
    """Read dates that have a month, a day and a time of day, but no year."""
    if not text.drop_nulls().head(100).str.contains(r"^\d{1,2}\D\d{1,2}\D+\d{1,2}:").all():
        return None
    orders = [name for name in _DAY_OF_YEAR if order in (None, name)]
    # Only a year with a 29 February has one; in others the day would be one too many.
    has_leap_day = text.str.contains(r"^0?2\D29\D|^29\D0?2\D").any()
    year, days = ("2000", 366) if has_leap_day else ("2001", 365)
    for name in orders:
        for form in _DAY_OF_YEAR[name]:
            for time in (each for each in _TIMES if ":" in each):
                moments = _parsed(f"{year} " + text, f"%Y {form}{time}")
                if not _all_read(moments, text):
                    continue
                seconds = _epoch(moments)
                known = seconds.fill_null(strategy="forward")
                began = (known.diff() < -_HALF_A_YEAR).fill_null(value=False).cum_sum()
                is_sure = _only_one_order(text)
                return seconds + began * float(days * 86_400), f"{form}{time}, no year", is_sure
    return None


def _only_one_order(text: pl.Series) -> bool:
    """Tell whether only one of the first two numbers of the dates can be a month."""
    parts = text.str.extract_groups(r"^(\d{1,2})\D(\d{1,2})\D").struct.unnest()
    return any((part.cast(pl.Int64) > 12).any() for part in parts)


def _seconds_ahead(text: pl.Series) -> pl.Series:
    """Return how far the clock of each date is ahead of that of the first one, by their zones."""
    parts = text.str.extract_groups(_ZONE).struct.unnest()
    _, sign, hours, minutes = (parts[name] for name in parts.columns)
    size = hours.cast(pl.Float64) * 3600 + minutes.cast(pl.Float64) * 60
    signed = pl.select(pl.when(sign == "-").then(-size).otherwise(size)).to_series()
    known = signed.set(signed.is_null() & text.is_not_null(), 0.0)  # UTC, or no zone at all
    first = float(known.drop_nulls()[0])
    return (known - first).fill_null(0.0)


def _forms(forms: tuple[str, ...], text: pl.Series) -> list[str]:
    """Return the form of the dates, if it is one of these."""
    few = text.drop_nulls()
    few = pl.concat([few.head(50), few.tail(50)])
    has_century = few.str.contains(_CENTURY).all()
    for form in forms:
        if "%Y" in form and not has_century:
            continue
        for time in _TIMES:
            if _all_read(_parsed(few, form + time), few) and _all_read(
                _parsed(text, form + time), text
            ):
                return [form + time]
    return []


def _parsed(text: pl.Series, form: str) -> pl.Series:
    if "%H" in form or "%I" in form:
        return text.str.to_datetime(form, strict=False, time_unit="us", exact=True)
    return text.str.to_date(form, strict=False).cast(pl.Datetime("us"))


def _all_read(found: pl.Series, text: pl.Series) -> bool:
    return found.null_count() == text.null_count()


def _widest(seconds: pl.Series) -> float:
    known = seconds.drop_nulls()
    falls = known.diff().drop_nulls()
    backwards = float((falls < 0).sum()) if falls.len() else 0.0
    return backwards * 1e12 + float((known.max() or 0.0) - (known.min() or 0.0))  # type: ignore[operator, arg-type]


def _epoch(moments: pl.Series) -> pl.Series:
    return moments.dt.epoch("us").cast(pl.Float64) / 1e6


def _serial(days: pl.Series) -> tuple[pl.Series, str, bool] | None:
    """Read numbers as days of a spreadsheet, or as seconds or milliseconds since 1970."""
    low, high = days.min(), days.max()
    if not isinstance(low, float) or not isinstance(high, float):
        return None
    if low > 20_000 and high < 80_000:
        return (days - 25_569) * 86_400, "days since 1899-12-30", True
    if low > 1e8 and high < 5e9:
        return days, "seconds since 1970", True
    if low > 1e11 and high < 5e12:
        return days / 1e3, "milliseconds since 1970", True
    return None
