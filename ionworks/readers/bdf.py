"""Tables in the Battery Data Format, whose columns and sign are those that the format defines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import polars as pl
from attrs import frozen

from ionworks.readers.reports import ColumnRead
from ionworks.readers.units import Conversion, conversion
from ionworks.tables.bdf import REQUIRED, SIGNED, TERMS, UNIX_TIME
from ionworks.tables.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CYCLE,
    CYCLER_STEP,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    FREQUENCY,
    STEP,
    TEMPERATURE,
    TOTALS,
    WHOLE,
    Z_IM,
    Z_MOD,
    Z_PHASE,
    Z_RE,
)

__all__ = ["SIGN", "BdfColumn", "find_bdf", "from_bdf"]

SIGN: Final = "turned: a positive current charges in the Battery Data Format"

#: Terms that are read as a column of the platform, beside those that are written.
_FURTHER: Final[dict[str, str]] = {
    "Surface Temperature T1": TEMPERATURE,
    "Surface Temperature": TEMPERATURE,
    "Charging Capacity": CHARGE_CAPACITY,
    "Discharging Capacity": DISCHARGE_CAPACITY,
    "Charging Energy": CHARGE_ENERGY,
    "Discharging Energy": DISCHARGE_ENERGY,
    "Step ID": CYCLER_STEP,
    "Cycle": CYCLE,
    "Frequency": FREQUENCY,
    "Real Impedance": Z_RE,
    "Imaginary Impedance": Z_IM,
    "Absolute Impedance": Z_MOD,
    "Phase": Z_PHASE,
}
_NAMES: Final = {term.label.partition(" / ")[0]: column for column, term in TERMS.items()}
_NAMES.update({name: column for name, column in _FURTHER.items() if name not in _NAMES})
_MACHINE: Final = {name.casefold().replace(" ", "_"): column for name, column in _NAMES.items()}
#: How the machine-readable names of the format end.
_UNITS: Final = {
    "second": "s", "millisecond": "ms", "volt": "V", "ampere": "A", "watt": "W", "ah": "A.h",
    "wh": "W.h", "celsius": "degC", "hertz": "Hz", "ohm": "Ohm", "degree": "deg",
    "dimensionless": "",
}  # fmt: skip
_SINCE_START: Final = ("Charging ", "Discharging ", "charging_", "discharging_")
_WITH_SLASH: Final = re.compile(r"(.+) / (\S+)")


@frozen
class BdfColumn:
    """A column of a file, and what it is.

    Attributes
    ----------
    column : str
        Its name on the platform.
    header : str
        Its header in the file.
    unit : str
        Its unit in the file.
    convert : Conversion
        Factor and offset.
    """

    column: str
    header: str
    unit: str
    convert: Conversion


def find_bdf(header: Sequence[str]) -> list[BdfColumn] | None:
    """Find the columns of the format; None if this is a table of another kind.

    Parameters
    ----------
    header : sequence of str
        The names of the columns.

    Examples
    --------
    >>> found = find_bdf(["Test Time / s", "Voltage / V", "Current / mA", "Noise / mV"])
    >>> [each.column for each in found]
    ['Time [s]', 'Voltage [V]', 'Current [A]', 'Noise [mV]']
    """
    found: dict[str, BdfColumn] = {}
    others: list[str] = []
    by_rank = sorted(header, key=_rank)
    for name in by_rank:
        known = _bdf_column(name)
        if known is None or known.column in found:
            others.append(name)
        else:
            found[known.column] = known
    if not set(REQUIRED) <= set(found):
        return None
    columns = {each.header: each for each in found.values()}
    for name in others:
        parts = _WITH_SLASH.fullmatch(name)
        own = f"{parts[1]} [{parts[2]}]" if parts else name
        if name not in (UNIX_TIME, "unix_time_second") and own not in found:
            columns[name] = BdfColumn(own, name, "", Conversion((1.0, 0.0)))
    return [columns[name] for name in header if name in columns]


def _rank(header: str) -> int:
    """Put the terms that are written before those that are only read."""
    labels = [term.label for term in TERMS.values()]
    return labels.index(header) if header in labels else len(labels)


def _bdf_column(header: str) -> BdfColumn | None:
    name, _, unit = header.partition(" / ")
    column = _NAMES.get(name)
    if column is None and " " not in header:
        name, _, end = header.rpartition("_")
        if end in _UNITS:
            column, unit = _MACHINE.get(name), _UNITS[end]
        if column is None:
            column, unit = _MACHINE.get(header), ""
    if column is None or ("[" in column) != (bool(unit) and unit != "1"):
        return None
    try:
        convert = conversion(unit, column) if "[" in column else Conversion((1.0, 0.0))
    except ValueError:
        return None
    return BdfColumn(column, header, unit, convert)


def from_bdf(
    frame: pl.DataFrame, columns: Sequence[BdfColumn], *, is_turned: bool
) -> tuple[pl.DataFrame, list[ColumnRead], list[str]]:
    """Name, convert and turn the columns of a frame.

    Parameters
    ----------
    frame : polars.DataFrame
        The table, with numbers where the format has numbers.
    columns : sequence of BdfColumn
        What `find_bdf` found.
    is_turned : bool
        Whether to turn current and power, which are positive on charge in the format.

    Returns
    -------
    frame : polars.DataFrame
        With the names of the platform.
    made : list of ColumnRead
        What each column is from.
    notes : list of str
        What else was done.
    """
    found: list[pl.Series] = []
    made: list[ColumnRead] = []
    for each in columns:
        values = frame[each.header]
        factor, offset = each.convert
        changes: list[str] = []
        if not each.convert.is_none:
            values = values * factor + offset
            changes.append(f"from {each.unit}")
        if each.column in SIGNED and is_turned:
            # A rest is 0.0, not minus 0.0.
            values = pl.select(pl.when(values != 0).then(-values).otherwise(values)).to_series()
            changes.append("sign turned")
        if each.column in WHOLE and not (values.drop_nulls() % 1 != 0).any():
            values = values.cast(pl.Int64)
        found.append(values.alias(each.column))
        made.append(ColumnRead(each.column, repr(each.header), "", ", ".join(changes)))
    result = pl.DataFrame(found)
    totals = [
        each.column
        for each in columns
        if each.column in TOTALS and each.header.startswith(_SINCE_START)
    ]
    if not totals or STEP not in result.columns:
        return result, made, []
    result = result.with_columns(
        (pl.col(name) - pl.col(name).first()).over(STEP).alias(name) for name in totals
    )
    return result, made, [f"{', '.join(map(repr, totals))} begin at 0 in each step"]
