"""Units: values converted from one to another."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pint import Unit, UnitRegistry

__all__ = ["convert", "in_any_case", "is_short_work", "line", "read_unit", "registry"]

_LONGEST_UNIT = 64
_POWER_OF_NUMBER = re.compile(r"\d[\s)]*(?:\*\s*\*|\^|[⁰¹²³⁴-⁹⁻])")
_DOT = re.compile(r"(?<=[^\W\d])\s*\.\s*(?=[^\W\d])")
# The exponents of "mol.m-3", which may be followed by another unit.
_EXPONENT = re.compile(r"(?<=[^\W\d_])([+-]?\d+)(?=$|[\s.*/)])")
_DOT_AFTER_EXPONENT = re.compile(r"(?<=\d)\s*\.\s*(?=[^\W\d])")


def convert(value: float, unit: str, wanted: str) -> float:
    """Convert a value from one unit to another.

    Parameters
    ----------
    value : float
        The value in `unit`.
    unit, wanted : str
        Units such as ``"mA.h"``, ``"mg/cm**2"`` or ``"mol.m-3"``; empty for a plain number.

    Raises
    ------
    ValueError
        A unit cannot be read, or they are of different dimensions.

    Examples
    --------
    >>> convert(75, "um", "m")
    7.5e-05
    """
    units = [read_unit(text) for text in (unit, wanted)]
    try:
        found = registry().Quantity(value, units[0]).to(units[1]).magnitude
    except Exception as error:
        raise ValueError(f"{unit or 'a plain number'!r} is not converted to {wanted!r}") from error
    return float(f"{found:.15g}")  # without the noise of the factor


def line(unit: str, wanted: str) -> tuple[float, float]:
    """Return the factor and the zero by which any value is converted: value * factor + zero.

    The zero is 0 but for temperatures in degrees.

    Parameters
    ----------
    unit, wanted : str
        As for `convert`.

    Raises
    ------
    ValueError
        A unit cannot be read, or they are of different dimensions.

    Examples
    --------
    >>> line("degC", "K")
    (1.0, 273.15)
    """
    zero = convert(0.0, unit, wanted)
    if zero:
        return float(f"{convert(1.0, unit, wanted) - zero:.12g}"), zero
    factor = registry().Quantity(1.0, read_unit(unit)).to(read_unit(wanted)).magnitude
    return float(factor), 0.0


def read_unit(text: str) -> Unit:
    """Return a unit of the table of units.

    Raises
    ------
    ValueError
        It cannot be read.
    """
    if not is_short_work(text):
        raise ValueError(f"{text[:_LONGEST_UNIT]!r} is not a unit")
    try:
        return registry().Unit(_plain(text))
    except Exception as error:
        raise ValueError(f"{text!r} cannot be read as a unit") from error


def _plain(unit: str) -> str:
    """Write the exponents of a unit as powers, so that a dot before a unit multiplies."""
    unit = _DOT_AFTER_EXPONENT.sub("*", unit.strip())
    return _EXPONENT.sub(r"**(\1)", unit)


def in_any_case(text: str, symbols: Iterable[str]) -> str | None:
    """Return the symbol that a text means, whose capitals may be wrong; None if it means none.

    Examples
    --------
    >>> in_any_case("MA", ["A", "mA"]), in_any_case("MHZ", ["mHz", "MHz"])
    ('mA', 'MHz')
    """
    matching = [symbol for symbol in symbols if symbol.casefold() == text.casefold()]
    return min(matching, key=lambda symbol: symbol[0] != text[0], default=None)


def is_short_work(unit: str) -> bool:
    """Tell whether a unit is read in no time; a tower of powers takes forever."""
    return len(unit) <= _LONGEST_UNIT and _POWER_OF_NUMBER.search(unit) is None


@cache
def registry() -> UnitRegistry[Any]:
    """Make the table of units once: it takes longer than everything else here."""
    import pint

    # A dot between units multiplies, as in column headers; how Python's tokenizer reads one
    # differs from version to version.
    return pint.UnitRegistry(preprocessors=[lambda text: _DOT.sub("*", text)])
