"""Text and dates where numbers belong: what they are, and the code that makes numbers of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import polars as pl

from ionworks.validators.near_misses import unit_factor

__all__ = ["NotNumbers", "describe"]


@attrs.frozen
class NotNumbers:
    """What a column holds in place of numbers.

    Attributes
    ----------
    says : str
        What the values are, such as ``"numbers with a decimal comma"``.
    row : int
        The row of `value`.
    value : str
        An example: the first value that no code can convert, otherwise the first of this kind.
    polars, pandas : str
        Expressions that give the table with the column converted; empty where there are none.
    note : str
        What to know before the code is used.
    other_row : int, optional
        The first row with something that the code makes null.
    """

    says: str
    row: int
    value: str = ""
    polars: str = ""
    pandas: str = ""
    note: str = ""
    other_row: int | None = None


@attrs.frozen
class _Code:
    """A chain of calls on a column, written for both libraries."""

    polars: str
    pandas: str

    def then(self, polars: str, pandas: str) -> _Code:
        """Add a call to the chain."""
        return _Code(self.polars + polars, self.pandas + pandas)

    def around(self, polars: str, pandas: str) -> _Code:
        """Put the chain where ``{}`` is."""
        return _Code(polars.replace("{}", self.polars), pandas.replace("{}", self.pandas))


_PLAIN = r"[-+−]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_UNIT = r"[A-Za-zµμΩ°%][A-Za-zµμΩ°%.*/]*"
_GAP = r"[\s'’]"
#: Text that stands for a missing value.
_MISSING = ("", "-", "--", "?", "n/a", "na", "n.a.", "#n/a", "nan", "null", "none", "nil")

#: What a number may look like: in words, its pattern, what separates thousands, a decimal comma.
_FORMS = (
    ("numbers", _PLAIN, "", False),
    (
        "numbers with a decimal comma",
        rf"[-+−]?(?:\d+,?\d*|,\d+)(?:[eE][-+]?\d+)?|{_PLAIN}",
        "",
        True,
    ),
    (
        "numbers with commas between thousands",
        rf"[-+−]?[1-9]\d{{0,2}}(?:,\d{{3}})+(?:\.\d*)?|{_PLAIN}",
        ",",
        False,
    ),
    (
        "numbers with points between thousands and a decimal comma",
        r"[-+−]?(?:\d+|\d{1,3}(?:\.\d{3})+)(?:,\d*)?",
        r"\.",
        True,
    ),
    (
        "numbers with gaps between thousands",
        rf"[-+−]?(?:\d+|\d{{1,3}}(?:{_GAP}\d{{3}})+)(?:\.\d*)?",
        _GAP,
        False,
    ),
    (
        "numbers with gaps between thousands and a decimal comma",
        rf"[-+−]?(?:\d+|\d{{1,3}}(?:{_GAP}\d{{3}})+)(?:,\d*)?",
        _GAP,
        True,
    ),
)


@attrs.frozen
class _Kind:
    """One reading of text: what it is, what it looks like, and the code for it."""

    says: str
    pattern: str
    code: Callable[[_Code, bool], _Code]
    note: str = ""

    def misses(self, present: pl.Series) -> pl.Series:
        """Tell which values are not of this kind."""
        return ~present.str.contains(rf"^\s*(?:{self.pattern})\s*$")


def describe(values: pl.Series, table: str) -> NotNumbers:
    """Say what a column holds in place of numbers.

    Parameters
    ----------
    values : polars.Series
        The column, of any type that is not numeric, with at least one value.
    table : str
        The name that the code gives the table in polars.
    """
    name, dtype = values.name, values.dtype
    start = _Code(f"pl.col({name!r})", f"df[{name!r}]")
    first = int(values.is_not_null().arg_true()[0])
    if dtype.is_temporal():
        says, code, note = _temporal(dtype, start)
        found = NotNumbers(says, first, str(values[first]), note=note)
        return _with_code(found, code, name, table) if name.endswith("[s]") else found
    if dtype in (pl.Categorical, pl.Enum):
        values = values.cast(pl.String)
        start = start.then(".cast(pl.String)", ".astype('str')")
    if values.dtype == pl.String:
        return _text(values, start, first, table)
    return NotNumbers(f"values of type {dtype}", first, note="Give one number in each row.")


def _with_code(found: NotNumbers, code: _Code, name: str, table: str) -> NotNumbers:
    return attrs.evolve(
        found,
        polars=f"{table}.with_columns({code.polars})",
        pandas=f"df.assign(**{{{name!r}: {code.pandas}}})",
    )


#: What dates are to be replaced by.
_ELAPSED = "Give seconds since the first row, and pass the wall clock as `start_time`."


def _temporal(dtype: pl.DataType, start: _Code) -> tuple[str, _Code, str]:
    if dtype == pl.Duration:
        code = start.then(".dt.total_microseconds() / 1e6", ".dt.total_seconds()")
        return "durations", code, ""
    if dtype == pl.Time:
        code = start.around(
            "{}.cast(pl.Int64) / 1e9",
            "pd.to_timedelta({}.map(str, na_action='ignore')).dt.total_seconds()",
        )
        return "times of the day", code, ""
    return "dates", _since_the_first(start), _ELAPSED


def _since_the_first(moment: _Code) -> _Code:
    return moment.around(
        "({} - {}.first()).dt.total_microseconds() / 1e6", "({} - {}.iloc[0]).dt.total_seconds()"
    )


def _text(values: pl.Series, start: _Code, first: int, table: str) -> NotNumbers:
    name = values.name
    missing = values.str.strip_chars().str.to_lowercase().is_in(_MISSING)
    rows = (values.is_not_null() & ~missing).arg_true()
    present = values.gather(rows)
    kinds = [*_clocks(present, name), *_dates(present), *_numbers(present)]
    misses = [kind.misses(present) for kind in kinds]
    best = min(range(len(kinds)), key=lambda place: misses[place].sum())
    other = misses[best].arg_true()
    if len(other) == len(present):
        row = int(rows[0]) if len(rows) else first
        note = "It makes null of what is not a number, so check the values first."
        code = _to_numbers(start, strict=False)
        return _with_code(NotNumbers("text", row, values[row], note=note), code, name, table)
    kind, row, says, note = kinds[best], int(rows[0]), kinds[best].says, kinds[best].note
    if len(other):
        row = int(rows[other[0]])
        says = f"{says}; not so in {len(other)} row(s)"
        note = f"{note} It makes null of other text."
    lost = None
    if missing.any():
        lost = int(missing.fill_null(value=False).arg_true()[0])
        note = f"{note} It makes null of {values[lost]!r} in row {lost} and the like."
    code = kind.code(start, not len(other) and not missing.any())
    found = NotNumbers(f"text ({says})", row, values[row], note=note.strip(), other_row=lost)
    return _with_code(found, code, name, table)


def _to_numbers(code: _Code, *, strict: bool) -> _Code:
    if strict:
        return code.around("{}.cast(pl.Float64)", "pd.to_numeric({})")
    return code.around("{}.cast(pl.Float64, strict=False)", "pd.to_numeric({}, errors='coerce')")


def _clocks(present: pl.Series, name: str) -> Sequence[_Kind]:
    comma = present.str.contains(",", literal=True).any()
    days = present.str.contains(r"^\s*\d+\D+\d+:\d+:\d").any()

    def read(code: _Code, pattern: str, seconds: tuple[int, ...], *, days: bool = False) -> _Code:
        if comma:
            code = _point_for_comma(code)
        if days:  # so that each row has them
            no_days = r"r'^\s*(\d+:\d+:[\d.]+)\s*$'"
            code = code.then(
                f".str.replace({no_days}, '0 $1')", rf".str.replace({no_days}, r'0 \1', regex=True)"
            )
        return code.around(
            f"sum({{}}.str.extract(r'{pattern}', n).cast(pl.Float64) * s "
            f"for n, s in enumerate({seconds}, 1)).alias({name!r})",
            f"{{}}.str.extract(r'{pattern}').astype(float).mul({list(seconds)})"
            f".sum(axis=1, min_count={len(seconds)})",
        )

    clock = r"(\d+):(\d+):([\d.]+)\s*$"
    long = (
        (r"^\s*(\d+)\D+" + clock, (86400, 3600, 60, 1))
        if days
        else (
            r"^\s*" + clock,
            (3600, 60, 1),
        )
    )
    return [
        _Kind(
            "clock times in hours, minutes and seconds",
            r"(?:\d+(?:\s*(?:d|D|days?)[\s,.:]*|[\s.,:-]+))?\d+:\d+:\d+(?:[.,]\d*)?",
            lambda code, _: read(code, *long, days=days),
        ),
        _Kind(
            "clock times of two parts",
            r"\d+:\d+(?:[.,]\d*)?",
            lambda code, _: read(code, r"^\s*(\d+):([\d.]+)\s*$", (60, 1)),
            "It takes them for minutes and seconds; multiply by 60 if they are hours and minutes.",
        ),
    ]


def _dates(present: pl.Series) -> Sequence[_Kind]:
    pattern = r"\d{4}[-/]\d\d?[-/]\d\d?(?:[T ].*)?"
    if not present.str.contains(rf"^\s*{pattern}$").any():
        return []
    try:
        present.str.to_datetime()
    except pl.exceptions.PolarsError:
        return []

    how = "" if present.str.contains("/", literal=True).any() else ", format='ISO8601'"

    def read(code: _Code, _: bool) -> _Code:
        return _since_the_first(code.around("{}.str.to_datetime()", f"pd.to_datetime({{}}{how})"))

    return [_Kind("dates", pattern, read, _ELAPSED)]


def _numbers(present: pl.Series) -> Sequence[_Kind]:
    plain = [_number(present, *form) for form in _FORMS]
    decimal, thousands = plain[1:3]
    if present.len() and not (decimal.misses(present) | thousands.misses(present)).any():
        # All values can be read either way. A fraction has a comma in most rows.
        commas = present.str.contains(",", literal=True).all()
        likely, other = (decimal, thousands) if commas else (thousands, decimal)
        note = f"They may be {other.says} too: check one value."
        plain[1:3] = [attrs.evolve(likely, note=note), other]
    units = present.str.extract(rf"\d[.,]?\s*({_UNIT})\s*$", 1).drop_nulls().unique().sort()
    if units.is_empty():
        return plain
    return [*plain, *(_number(present, *form, units.to_list()) for form in _FORMS)]


def _number(
    present: pl.Series,
    says: str,
    pattern: str,
    between: str,
    comma: bool,
    units: Sequence[str] = (),
) -> _Kind:
    """Return the reading of text as numbers of one form, with one of some units behind them."""
    factors = {unit: unit_factor(present.name, unit) for unit in units}
    unknown = [unit for unit, factor in factors.items() if factor is None]
    note = f"The factor from {unknown[0]!r} is not known, and taken for 1." if unknown else ""
    if units:
        says = f"{says} and with the unit {', '.join(map(repr, units))}"
        pattern = rf"(?:{pattern})\s*(?:{_UNIT})"

    def read(code: _Code, strict: bool) -> _Code:
        whole = code
        if present.str.contains(r"^\s|\s$").any() and between != _GAP:
            code = code.then(".str.strip_chars()", ".str.strip()")
        if units:
            number = r"r'^(.*\d[.,]?)'"
            code = code.then(f".str.extract({number}, 1)", f".str.extract({number}, expand=False)")
        if present.str.contains("−", literal=True).any():
            code = code.then(
                ".str.replace('−', '-', literal=True)", ".str.replace('−', '-', regex=False)"
            )
        if between:
            code = code.then(
                f'.str.replace_all(r"{between}", "")', f'.str.replace(r"{between}", "", regex=True)'
            )
        if comma:
            code = _point_for_comma(code)
        code = _to_numbers(code, strict=strict)
        known = {unit: 1.0 if factor is None else factor for unit, factor in factors.items()}
        if set(known.values()) <= {1.0}:
            return code
        if len(known) == 1:
            return code.then(*[f" * {factor:g}" for factor in known.values()] * 2)
        unit = r"r'([^\d\s]+)\s*$'"
        return _Code(
            f"{code.polars} * {whole.polars}.str.extract({unit}, 1).replace_strict({known}, "
            "default=None)",
            f"{code.pandas} * {whole.pandas}.str.extract({unit}, expand=False).map({known})",
        )

    return _Kind(says, pattern, read, note)


def _point_for_comma(code: _Code) -> _Code:
    return code.then(".str.replace(',', '.', literal=True)", ".str.replace(',', '.', regex=False)")
