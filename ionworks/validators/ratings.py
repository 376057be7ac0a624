"""Read what the checks need from the ratings of a cell specification."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from contextlib import suppress
from numbers import Real
from typing import Any, TypeGuard

from ionworks.tables.units import is_short_work, registry

__all__ = ["rated_capacity", "voltage_window"]

# Usual units and their factors. They are read without the table of units, which takes a while to
# make.
_USUAL: dict[str, dict[str, float]] = {
    "A*h": {
        **dict.fromkeys(("A*h", "A.h", "Ah"), 1.0),
        **dict.fromkeys(("mA*h", "mA.h", "mAh"), 1e-3),
        "uA.h": 1e-6,
    },
    "V": {"V": 1.0, "mV": 1e-3},
    "W*h": {**dict.fromkeys(("W*h", "W.h", "Wh"), 1.0), "mW.h": 1e-3},
}
# The ratings that the contract knows, each with an example.
_EXAMPLES: dict[str, tuple[float, str]] = {
    "capacity": (5.0, "A.h"),
    "voltage_min": (2.5, "V"),
    "voltage_max": (4.2, "V"),
    "nominal_voltage": (3.7, "V"),
    "energy": (18.5, "W.h"),
    "energy_density_gravimetric": (250.0, "W.h.kg-1"),
    "energy_density_volumetric": (700.0, "W.h.L-1"),
    "max_discharge_rate": (2.0, "C"),
    "max_charge_rate": (1.0, "C"),
}
_DIMENSIONS = {
    "capacity": "A*h",
    "voltage_min": "V",
    "voltage_max": "V",
    "nominal_voltage": "V",
    "energy": "W*h",
}
_NUMBER_AND_UNIT = re.compile(
    r"\s*([+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?)\s*([^\W\d][\w.*/^ -]*)?\s*"
)


def rated_capacity(ratings: Mapping[str, Any]) -> float:
    """Return the rated capacity in A.h.

    Parameters
    ----------
    ratings : mapping
        Ratings of a specification, with a quantity ``capacity``.

    Raises
    ------
    ValueError
        There is no such rating, its unit is not one of charge or cannot be read, or its value is
        not a positive number.

    Examples
    --------
    >>> from ionworks.validators import rated_capacity
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
        One of the two is not there, its unit is not one of voltage or cannot be read, or the lower
        is not below the upper.

    Examples
    --------
    >>> from ionworks.validators import voltage_window
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


def check_ratings(ratings: object) -> None:
    """Refuse ratings that are not quantities, before they are sent.

    A unit that cannot be read is left to the service; one of another dimension is refused.

    Parameters
    ----------
    ratings : object
        What stands for the ratings of a specification, or for the change of them.

    Raises
    ------
    ValueError
        The message names the rating and shows the right form.
    """
    if ratings is None:
        return
    if not isinstance(ratings, Mapping):
        raise ValueError(
            f"ratings are {ratings!r}; pass a dict of quantities, such as "
            '{"capacity": {"value": 5.0, "unit": "A.h"}}'
        )
    for name, given in ratings.items():
        if given is None or name not in _EXAMPLES:
            continue
        _, unit = _quantity(name, given)
        wanted = _DIMENSIONS.get(name)
        if wanted is not None:
            with suppress(_UnreadableUnitError):
                _factor(name, unit, wanted)


def _read(ratings: Mapping[str, Any], name: str, unit: str) -> float:
    if not isinstance(ratings, Mapping) or ratings.get(name) is None:
        raise ValueError(f"there is no rating {name!r}; add it, {_form(name)}")
    value, given = _quantity(name, ratings[name])
    return value * _factor(name, given, unit)


def _quantity(name: str, given: object) -> tuple[float, Any]:
    """Return value and unit of a rating."""
    if not isinstance(given, Mapping):
        raise ValueError(f"rating {name!r} is {given!r}; write {_form(name, *_parts(given))}")
    missing = [key for key in ("value", "unit") if key not in given]
    if missing:
        raise ValueError(
            f"rating {name!r} is {dict(given)!r}, which has no {' and no '.join(missing)}; write "
            f"{_form(name, given.get('value'), given.get('unit'))}"
        )
    value, unit = given["value"], given["unit"]
    if getattr(value, "shape", None) == ():  # an array of one number, without dimensions
        value = value.item()
    if not _is_number(value):
        raise ValueError(
            f"rating {name!r} has the value {value!r}, which is not a finite number; write "
            f"{_form(name)}"
        )
    if not isinstance(unit, str):
        raise _unreadable(name, unit, _DIMENSIONS.get(name))
    return float(value), unit


def _parts(given: object) -> tuple[object, ...]:
    """Read a number, and a unit if there is one, from what is not a quantity."""
    if isinstance(given, str) and (found := _NUMBER_AND_UNIT.fullmatch(given)):
        return float(found[1]), found[2] or None
    if isinstance(given, list | tuple) and len(given) == 2 and isinstance(given[1], str):
        return given[0], given[1]
    return (given,)


def _is_number(value: object) -> TypeGuard[float]:
    if type(value) is bool:  # which counts as a number in Python
        return False
    try:
        return isinstance(value, Real) and math.isfinite(value)
    except OverflowError:  # an integer that no float holds
        return False


def _form(name: str, value: object = None, unit: object = None) -> str:
    """Show a rating in the right form, with a value and a unit that are known."""
    usual = _EXAMPLES.get(name, (1.0, "unit"))
    shown = usual[0]
    if _is_number(value):
        shown = float(value)
    shown_unit = unit if isinstance(unit, str) else usual[1]
    return f'"{name}": {{"value": {shown!r}, "unit": "{shown_unit}"}}'


class _UnreadableUnitError(ValueError):
    """A text that is not a unit, as far as the table of units knows."""


def _unreadable(name: str, given: object, unit: str | None) -> _UnreadableUnitError:
    forms = f"; write one of: {', '.join(_USUAL[unit])}" if unit else "; write text"
    return _UnreadableUnitError(
        f"rating {name!r} has the unit {given!r}, which cannot be read as {unit or 'a unit'}{forms}"
    )


def _factor(name: str, given: object, unit: str) -> float:
    """Return what a value in the given unit is multiplied by."""
    unreadable = _unreadable(name, given, unit)
    if not isinstance(given, str) or not given.strip() or not is_short_work(given):
        raise unreadable
    if (factor := _USUAL[unit].get(given.strip())) is not None:
        return factor
    try:
        one = registry().Quantity(1.0, given.strip())
    except Exception as error:
        raise unreadable from error
    try:
        return float(one.to(unit).magnitude)
    except Exception as error:
        raise ValueError(str(unreadable)) from error
