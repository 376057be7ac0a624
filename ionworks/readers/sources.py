"""Which column of a file becomes which column of the platform."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Final, NotRequired, TypeAlias, TypedDict

from attrs import evolve, frozen

from ionworks.errors import FileFormatError
from ionworks.readers.headers import (
    CHANNEL,
    CLOCK_TIME,
    DATE,
    MODE,
    STEP_TIME,
    is_negated,
    label,
    meaning,
    names_of,
)
from ionworks.readers.tables import TextTable
from ionworks.readers.units import (
    CLOCK,
    NO_CONVERSION,
    Conversion,
    conversion,
    plain_unit,
    split_header,
)
from ionworks.tables.columns import (
    CAPACITY,
    CURRENT,
    CYCLE,
    CYCLER_CYCLE,
    CYCLER_STEP,
    FREQUENCY,
    SOC,
    STEP,
    STOICHIOMETRY,
    TEMPERATURE,
    TIME,
    TOTALS,
    VOLTAGE,
    Z_IM,
    Z_MOD,
    Z_PHASE,
    Z_RE,
)

__all__ = ["ColumnSource", "Columns", "UnknownColumnsError", "Use", "choose"]


class UnknownColumnsError(FileFormatError):
    """What every series needs was not recognised in a file."""


class ColumnSource(TypedDict):
    """A column of a file: its header, and where the header does not say it, unit and sign."""

    column: str
    unit: NotRequired[str]
    sign: NotRequired[int]


Columns: TypeAlias = "Mapping[str, str | ColumnSource | None]"
"""Columns of the platform, each with its column in the file; None for one that is not read."""

#: What is looked for in cycler data, in impedance data, and in open-circuit data.
_OF_CYCLER: Final = (
    VOLTAGE, CURRENT, TEMPERATURE, CYCLER_STEP, CYCLER_CYCLE, MODE, STEP_TIME, DATE, CLOCK_TIME,
    CHANNEL,
)  # fmt: skip
_OF_SPECTRA: Final = (FREQUENCY, Z_RE, Z_IM, Z_MOD, Z_PHASE)
_OF_CURVES: Final = (VOLTAGE, CAPACITY, SOC, STOICHIOMETRY)
_SAME_NAME = re.compile(r" \(\d+\)$")  # what tells columns of one name apart
_LIKE: Final = 0.75  # of two names
_AT_END = re.compile(r"[ (]*\d*\)?$")
_TIMES: Final = (TIME, DATE, CLOCK_TIME, STEP_TIME)
#: Where a header has no unit, the platform's own is taken.
_WITH_UNIT: Final = (VOLTAGE, CURRENT, TEMPERATURE, CAPACITY, *_OF_SPECTRA)
#: Shares of one, which may be written in percent.
_SHARES: Final = (SOC, STOICHIOMETRY)


@frozen
class Use:
    """One column of the file, and what it is read as.

    Attributes
    ----------
    meant : str
        A column of the platform, or one of the roles of `headers`.
    column : str
        The header in the file.
    unit : str
        The unit of the values, in the platform's spelling; empty where there is none.
    convert : Conversion
        Factor and offset.
    sign : int
        1 or -1.
    is_guess : bool
        It was recognised by its name, not stated.
    unit_is_guess : bool
        The file names no unit.
    others : tuple of str
        Further columns that may hold the same.
    """

    meant: str
    column: str
    unit: str = ""
    convert: Conversion = NO_CONVERSION
    sign: int = 1
    is_guess: bool = False
    unit_is_guess: bool = False
    others: tuple[str, ...] = ()


def choose(
    table: TextTable,
    columns: Columns,
    *,
    data_type: str | None,
    guess_columns: bool,
    guess_units: bool,
) -> dict[str, list[Use]]:
    """Find the columns of a file that are read, and as what.

    Returns
    -------
    dict
        What is meant, and the columns that may hold it, the likeliest first. Only for the time
        there are several.

    Raises
    ------
    ValueError
        The file has no column of a name in `columns`, or its unit cannot be converted.
    """
    chosen: dict[str, list[Use]] = {}
    for meant, given in columns.items():
        if given is not None:
            chosen[meant] = [_use_of_named_column(table, meant, given, guess_units=guess_units)]
    taken = {use.column for uses in chosen.values() for use in uses}
    looked_for: tuple[str, ...] = (*_TIMES, *_OF_CYCLER)
    if any((meaning(column) or ("",))[0] == FREQUENCY for column in table.header):
        looked_for += _OF_SPECTRA
    if data_type == "ocp":
        looked_for = _OF_CURVES
    elif data_type == "eis":
        looked_for = (TIME, *_OF_SPECTRA, VOLTAGE, CURRENT, TEMPERATURE)
    for column in table.header:
        if column in _exact() and column not in columns and column not in taken:
            chosen[column] = [Use(column, column)]
            taken.add(column)
    if not guess_columns:
        return chosen
    found: dict[str, list[tuple[int, Use]]] = {}
    for place, column in enumerate(table.header):
        known = meaning(_SAME_NAME.sub("", column))
        if known is None or column in taken:
            continue
        meant, unit = known
        if meant not in looked_for or meant in columns or (meant == CHANNEL and unit):
            continue
        if label(column) == "test" and not table.units[place]:
            continue  # its number: only with a unit is it a time
        use = _recognised(table, meant, column, table.units[place] or unit, guess_units)
        if use is not None:
            found.setdefault(meant, []).append((_rank(meant, column), use))
    for meant, uses in found.items():
        if meant in _TIMES and TIME in columns:
            if meant == STEP_TIME:
                chosen[meant] = [uses[0][1]]
            continue
        ranked = sorted(uses, key=lambda each: each[0])
        ordered = [use for _, use in ranked]
        if meant in chosen:  # an exact name goes before
            continue
        if meant in (*_TIMES, MODE, CHANNEL):
            chosen[meant] = ordered
        else:
            # A column that is named as clearly as the first one may be the one that is wanted.
            others = tuple(use.column for _, use in ranked[1:] if _is_same_name(ordered[0], use))
            chosen[meant] = [evolve(ordered[0], others=others)]
    return chosen


def _is_same_name(first: Use, other: Use) -> bool:
    """Tell whether two columns have one name, but for a number or a unit."""
    one, two = (
        _AT_END.sub("", label(split_header(_SAME_NAME.sub("", use.column))[0]))
        for use in (first, other)
    )
    return one == two


def _exact() -> frozenset[str]:
    return frozenset(
        (
            *(TIME, VOLTAGE, CURRENT, TEMPERATURE, STEP, CYCLE, CYCLER_STEP, CYCLER_CYCLE),
            *(FREQUENCY, Z_RE, Z_IM, CAPACITY, SOC, STOICHIOMETRY, *TOTALS),
        )
    )


def _rank(meant: str, column: str) -> int:
    name = label(split_header(_SAME_NAME.sub("", column))[0]).lstrip("-").rstrip("#")
    name = name.removeprefix("neg ")
    names = list(names_of(meant))
    return names.index(name) if name in names else len(names)


def _recognised(
    table: TextTable, meant: str, column: str, unit: str, guess_units: bool
) -> Use | None:
    """Describe a column that its header is known by; None if its unit is of another quantity."""
    if meant == TIME and plain_unit(unit) == CLOCK:
        return Use(meant, column, CLOCK, is_guess=True)
    if meant not in (*_WITH_UNIT, TIME) and not (meant in _SHARES and unit):
        return Use(meant, column, is_guess=True)
    sign = -1 if is_negated(column) else 1
    try:
        factor = conversion(unit, meant) if unit else NO_CONVERSION
    except ValueError:
        return None
    is_bare = not unit and not _says_its_unit(column)
    # A time may be written as 01:30:00, which is seen from its values.
    if is_bare and meant != TIME and not guess_units:
        raise ValueError(no_unit(table.name, meant, column))
    plain = plain_unit(unit) if unit else _unit_of(meant)
    return Use(meant, column, plain, factor, sign, is_guess=True, unit_is_guess=is_bare)


def _says_its_unit(column: str) -> bool:
    """Tell whether a name is that of a unit, such as Volts."""
    return label(column) in ("volts", "amps", "v", "seconds", "volt", "amp") or label(
        column
    ).endswith((" volt", " ampere", " celsius", " second"))


def no_unit(name: str, meant: str, column: str) -> str:
    return (
        f"{name}: column {column!r} names no unit; state it: columns={{{meant!r}: "
        f"{{'column': {column!r}, 'unit': {_unit_of(meant)!r}}}}}"
    )


def _unit_of(meant: str) -> str:
    return meant.partition("[")[2].rstrip("]")


def _use_of_named_column(
    table: TextTable, meant: str, given: str | ColumnSource, *, guess_units: bool
) -> Use:
    """Describe a column that the user names."""
    source: ColumnSource = {"column": given} if isinstance(given, str) else given
    unknown = set(source) - {"column", "unit", "sign"}
    if unknown or "column" not in source:
        raise ValueError(
            f"columns[{meant!r}] is {given!r}; give the header of a column, or a dict such as "
            "{'column': 'I', 'unit': 'mA', 'sign': -1}"
        )
    column = _find(table, meant, source["column"])
    sign = source.get("sign", 1)
    if sign not in (1, -1):
        raise ValueError(f"the sign of columns[{meant!r}] is {sign!r}; give 1 or -1")
    wanted = _unit_of(meant)
    unit = source.get("unit") or table.units[table.header.index(column)]
    unit = unit or split_header(column)[1]
    if not wanted and not (meant in _SHARES and unit):
        return Use(meant, column, sign=sign)
    if meant == TIME and plain_unit(unit) == CLOCK:
        return Use(meant, column, CLOCK)
    if not unit:
        if not guess_units and not _says_its_unit(column) and meant != TIME:
            raise ValueError(no_unit(table.name, meant, column))
        is_bare = not _says_its_unit(column)
        return Use(meant, column, wanted, sign=sign, unit_is_guess=is_bare)
    try:
        factor = conversion(unit, meant)
    except ValueError as problem:
        raise ValueError(
            f"{table.name}: column {column!r} is in {unit!r}, which does not become {meant!r}: "
            f"{problem}"
        ) from None
    return Use(meant, column, plain_unit(unit), factor, sign)


def _find(table: TextTable, meant: str, asked: str) -> str:
    """Return the header that is asked for, by its whole text or by its name without the unit."""
    if asked in table.header:
        return asked
    matching = [
        column
        for column in table.header
        if label(asked) in (label(column), label(split_header(column)[0]))
    ]
    if len(matching) == 1:
        return matching[0]
    several = " alone" if matching else ""
    remarks = "".join(f" ({remark})" for remark in strange({meant: asked}))
    raise ValueError(
        f"{table.name} has no column {asked!r}{several} for {meant!r}{remarks}; its columns are "
        f"{listed(table.header)}"
    )


def listed(columns: Sequence[str]) -> str:
    """List columns in an error, not too many of them."""
    shown = ", ".join(map(repr, columns[:30]))
    return shown + (f" and {len(columns) - 30} more" if len(columns) > 30 else "")


def strange(columns: Columns) -> list[str]:
    """Name the keys that are not columns of the platform, though they begin as one."""
    known = {each.partition(" [")[0].casefold(): each for each in _exact() if "[" in each}
    return [
        f"{meant!r} is not one of the platform's columns, {ours!r} is"
        for meant in columns
        if meant not in _exact()
        and (ours := known.get(re.split(r" *[\[(/]", meant)[0].strip().casefold())) is not None
    ]


def _likeliest(meant: str, free: Sequence[str]) -> str:
    """Return the header that is most similar to a name of a column; empty if none is similar."""
    names = [label(each) for each in names_of(meant)]
    similarities = [
        (max(SequenceMatcher(None, word, name).ratio() for name in names), column)
        for column in free
        if (word := label(split_header(_SAME_NAME.sub("", column))[0]))
    ]
    best, column = max(similarities, default=(0.0, ""), key=lambda each: each[0])
    return column if best >= _LIKE else ""


def require(
    table: TextTable,
    chosen: Mapping[str, Sequence[Use]],
    data_type: str | None,
    remarks: Sequence[str] = (),
) -> None:
    """Refuse a file in which what every series needs is not recognised.

    `remarks` are said too.

    Raises
    ------
    FileFormatError
        The message lists the columns, and shows how to name one.
    """
    if data_type == "ocp":
        groups: list[tuple[str, ...]] = [(VOLTAGE,), (CAPACITY, SOC, STOICHIOMETRY)]
    elif data_type == "eis":
        groups = [(FREQUENCY,), (Z_RE,), (Z_IM,)]
        if Z_MOD in chosen and Z_PHASE in chosen:
            groups = groups[:1]
    else:
        groups = [(TIME, DATE, CLOCK_TIME, STEP_TIME), (VOLTAGE,), (CURRENT,)]
    missing = [group for group in groups if not any(name in chosen for name in group)]
    if not missing:
        return
    names = ", ".join(repr(group[0]) for group in missing)
    used = {use.column for uses in chosen.values() for use in uses}
    free = [column for column in table.header if column not in used]
    example = _likeliest(missing[0][0], free) or "HEADER"
    is_spectrum = data_type is None and FREQUENCY in chosen
    hint = "; if it holds impedance spectra, pass data_type='eis'" if is_spectrum else ""
    hint += "".join(f"; {remark}" for remark in remarks)
    raise UnknownColumnsError(
        f"{table.name}: no column was recognised for {names}; name it, such as "
        f"columns={{{missing[0][0]!r}: {example!r}}}{hint}. The columns are "
        f"{listed(table.header)}"
    )
