"""Read what the checks need from the ratings of a cell specification."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

__all__ = ["rated_capacity", "voltage_window"]

_FORMS = {
    "A*h": "A*h, A.h, Ah, mA*h, mA.h, mAh, uA.h",
    "V": "V, mV",
}
_LONGEST_UNIT = 64
_POWER_OF_NUMBER = re.compile(r"\d[\s)]*(?:\*\s*\*|\^|[⁰¹²³⁴-⁹⁻])")
_DOT = re.compile(r"(?<=[^\W\d])\s*\.\s*(?=[^\W\d])")


def rated_capacity(ratings: Mapping[str, Any]) -> float:
    """Return the rated capacity in A.h.

    Parameters
    ----------
    ratings : mapping
        Ratings of a specification, with a quantity ``capacity``.

    Raises
    ------
    ValueError
        There is no such rating, its unit is no charge or cannot be read, or its value is
        not a positive number.

    Examples
    --------
    >>> rated_capacity({"capacity": {"value": 2.5, "unit": "mA.h"}})
    0.0025
    """
    capacity = _read(ratings, "capacity", "A*h")
    if capacity <= 0:
        raise ValueError(f"rating 'capacity' is {capacity:g} A.h; correct it, it must be positive")
    return capacity


def voltage_window(ratings: Mapping[str, Any]) -> tuple[float, float]:
    """Return the lower and the upper voltage limit in V.

    Parameters
    ----------
    ratings : mapping
        Ratings of a specification, with quantities ``voltage_min`` and ``voltage_max``.

    Raises
    ------
    ValueError
        One of the two is not there, its unit is no voltage or cannot be read, or the lower
        is not below the upper.

    Examples
    --------
    >>> voltage_window({
    ...     "voltage_min": {"value": 2.5, "unit": "V"},
    ...     "voltage_max": {"value": 4200, "unit": "mV"},
    ... })
    (2.5, 4.2)
    """
    low, high = _read(ratings, "voltage_min", "V"), _read(ratings, "voltage_max", "V")
    if low >= high:
        raise ValueError(
            f"rating 'voltage_min' is {low:g} V and 'voltage_max' {high:g} V; correct them, the "
            "first must be below the second"
        )
    return low, high


def _read(ratings: Mapping[str, Any], name: str, unit: str) -> float:
    quantity = ratings.get(name)
    if not isinstance(quantity, Mapping) or "value" not in quantity or "unit" not in quantity:
        raise ValueError(
            f"rating {name!r} is {quantity!r}; it must be a quantity, such as "
            f'{{"value": 2.5, "unit": "{_FORMS[unit].partition(",")[0]}"}}'
        )
    value = quantity["value"]
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"rating {name!r} has the value {value!r}; it must be a finite number")
    return float(value) * _factor(name, quantity["unit"], unit)


def _factor(name: str, given: object, unit: str) -> float:
    """Return what a value in the given unit is multiplied by."""
    registry = _registry()
    unreadable = ValueError(
        f"rating {name!r} has the unit {given!r}, which cannot be read as {unit}; "
        f"write one of: {_FORMS[unit]}"
    )
    if not isinstance(given, str) or not given.strip() or not _is_short_work(given):
        raise unreadable
    try:
        return float(registry.Quantity(1.0, given.strip()).to(unit).magnitude)
    except Exception as error:
        raise unreadable from error


def _is_short_work(unit: str) -> bool:
    """Tell whether a unit is read in no time; a tower of powers of numbers takes for ever."""
    return len(unit) <= _LONGEST_UNIT and _POWER_OF_NUMBER.search(unit) is None


@cache
def _registry() -> Any:
    """Make the table of units once: it takes longer than everything else here."""
    import pint

    # A dot between units multiplies, as in column headers; how Python's tokenizer reads one
    # differs from version to version.
    return pint.UnitRegistry(preprocessors=[lambda text: _DOT.sub("*", text)])
