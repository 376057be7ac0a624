"""Quantities: a number with its unit, and which unit a named value should have."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, total_ordering
from numbers import Real
from typing import Any, Final, TypeAlias

from attrs import field, frozen

from ionworks._given import shown
from ionworks.tables.units import read_unit, registry

__all__ = ["Quantity", "QuantityLike"]

_Dimensions: TypeAlias = tuple[tuple[str, float], ...]

_DIGITS: Final = 12
"""Significant digits that two equal quantities share: conversions leave noise behind these."""

_NUMBER_AND_UNIT: Final = re.compile(
    r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*(\S.*?)?\s*", re.DOTALL
)
_DECIMAL_COMMA: Final = re.compile(r"\s*[+-]?\d+,\d")
_OHM: Final = re.compile(r"(?<![^\W\d_])([kmuµM]?)Ohms?(?![^\W\d_])")

# How units of pint are written: on any keyboard, and as battery people do.
_WRITTEN: Final = (
    (re.compile("µ"), "u"),
    (re.compile("Ω"), "ohm"),
    (re.compile("Δ°C"), "K"),
    (re.compile("Δ°F"), "delta_degF"),
    (re.compile("°"), "deg"),
    (re.compile(r"\bh\*([mku]?A)\b"), r"\1*h"),
)

_CHARGE: Final[_Dimensions] = (("[current]", 1.0), ("[time]", 1.0))
_VOLTAGE: Final[_Dimensions] = (
    ("[current]", -1.0),
    ("[length]", 2.0),
    ("[mass]", 1.0),
    ("[time]", -3.0),
)
_ENERGY: Final[_Dimensions] = (("[length]", 2.0), ("[mass]", 1.0), ("[time]", -2.0))
_LOADING: Final[_Dimensions] = (("[length]", -2.0), ("[mass]", 1.0))
_LENGTH: Final[_Dimensions] = (("[length]", 1.0),)
_MASS: Final[_Dimensions] = (("[mass]", 1.0),)

# Usual units, so that they are read without the table of units, which takes a while to make.
_USUAL: Final[Mapping[str, tuple[str, _Dimensions]]] = {
    **dict.fromkeys(("A*h", "A.h", "Ah"), ("3600", _CHARGE)),
    **dict.fromkeys(("mA*h", "mA.h", "mAh"), ("3.6", _CHARGE)),
    "V": ("1", _VOLTAGE),
    "mV": ("0.001", _VOLTAGE),
    **dict.fromkeys(("W*h", "W.h", "Wh"), ("3600", _ENERGY)),
    **dict.fromkeys(("mg.cm-2", "mg/cm**2", "mg/cm^2", "mg/cm2"), ("0.01", _LOADING)),
    "mm": ("0.001", _LENGTH),
    "um": ("0.000001", _LENGTH),
    "g": ("0.001", _MASS),
    "kg": ("1", _MASS),
}

# What a value is by its name, and units of every dimension that it may have.
_CAPACITY: Final = ("a charge", ("A.h", "A.h.m-2", "A.h.kg-1", "A.h.m-3"))
_IS_VOLTAGE: Final = ("a voltage", ("V",))
_IS_LENGTH: Final = ("a length", ("mm",))
_RATE: Final = ("a rate", ("C", "h-1"))
_NUMBER: Final = ("a plain number", ("", "%"))
_EXPECTED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "capacity": _CAPACITY,
    "energy": ("an energy", ("W.h",)),
    "energy_density_gravimetric": ("an energy by mass", ("W.h.kg-1",)),
    "energy_density_volumetric": ("an energy by volume", ("W.h.L-1",)),
    "max_charge_rate": _RATE,
    "max_discharge_rate": _RATE,
    "loading": ("a mass or a charge by area", ("mg.cm-2", "A.h.m-2")),
    "mass": ("a mass", ("g",)),
    "weight": ("a mass", ("g", "N")),
    "area": ("an area", ("cm2",)),
    "volume": ("a volume", ("mL",)),
    "density": ("a mass by volume", ("g.cm-3", "g.cm-2")),
    "current": ("a current", ("A", "A.m-2")),
    "resistance": ("a resistance", ("mohm", "ohm.cm2")),
    "internal_resistance": ("a resistance", ("mohm", "ohm.cm2")),
    "porosity": _NUMBER,
    "tortuosity": _NUMBER,
}
# The same by how a name ends or begins.
_BY_PART: Final = (
    (re.compile(r"(?:^|_)voltage(?:_(?:min|max|limit))?$"), _IS_VOLTAGE),
    (re.compile(r"(?:^|_)(?:thickness|diameter|radius|length|width|height)$"), _IS_LENGTH),
    (re.compile(r"(?:^|_)temperature$"), ("a temperature", ("degC",))),
    (re.compile(r"(?:^|_)loading$"), _EXPECTED["loading"]),
    (re.compile(r"(?:^|_)capacity$"), _CAPACITY),
)
_SHOWN_DIMENSIONS: Final[Mapping[_Dimensions, str]] = {
    _CHARGE: "charge",
    _VOLTAGE: "voltage",
    _ENERGY: "energy",
    _LENGTH: "length",
    _MASS: "mass",
    (): "plain number",
}


@frozen
class _Unit:
    """How a unit is converted to the base units of its dimension: ``value * scale + offset``."""

    scale: Fraction
    dimensions: _Dimensions
    offset: Fraction = field(default=Fraction(0))

    @property
    def shown(self) -> str:
        """Its dimension, in words where there are some."""
        by_factor = " ".join(
            name.strip("[]") + (f"^{power:g}" if power != 1 else "")
            for name, power in self.dimensions
        )
        return _SHOWN_DIMENSIONS.get(self.dimensions, by_factor)


@cache
def _unit(text: str) -> _Unit:
    """Read a unit.

    Raises
    ------
    ValueError
        It cannot be read.
    """
    if (usual := _USUAL.get(text)) is not None:
        return _Unit(Fraction(usual[0]), usual[1])
    try:
        unit = _pint_unit(text)
        base, above = (registry().Quantity(x, unit).to_base_units().magnitude for x in (0.0, 1.0))
    except Exception as error:
        raise ValueError(
            f"{text!r} cannot be read as a unit; write one such as 'A.h', 'mg.cm-2' or 'degC'"
        ) from error
    powers = unit.dimensionality.items()
    dimensions = tuple(sorted((name, float(power)) for name, power in powers))
    if base:  # such as degC, whose zero lies elsewhere
        scale, offset = (Fraction(x).limit_denominator(1_000_000) for x in (above - base, base))
        return _Unit(scale, dimensions, offset)
    return _Unit(Fraction(Decimal(f"{above:.15g}")), dimensions)


def _written(unit: Any) -> str:
    """Write a unit of pint."""
    text = f"{unit:~C}"
    for symbol, written in _WRITTEN:
        text = symbol.sub(written, text)
    return text


def _pint_unit(text: str) -> Any:
    return read_unit(_OHM.sub(r"\1ohm", text.strip()))


@total_ordering
class Quantity(Mapping[str, Any]):
    """A number with its unit, such as ``Quantity(5, "A.h")``.

    It is accepted wherever ``{"value": 5, "unit": "A.h"}`` is, and is sent as that: with the unit
    as you wrote it. Two quantities are equal if they are the same amount, to 12 significant
    digits: 1 A.h is 1000 mA.h. Quantities of one dimension are ordered, added and subtracted; a sum
    has the unit of its first quantity. A product or a ratio of two has their units combined, and a
    ratio of one dimension is a plain number, which `float` takes.

    Parameters
    ----------
    value : float, str, mapping, Quantity or pint.Quantity
        The number; or text such as ``"5 A.h"``, ``{"value": ..., "unit": ...}`` or an amount of
        pint, each with the unit in it.
    unit : str, optional
        The unit. Powers and products are written as ``A.h`` or ``A*h``, ``mg.cm-2`` or
        ``mg/cm**2``. Empty for a plain number.

    Raises
    ------
    ValueError
        The number is not finite, or the unit cannot be read.
    TypeError
        There is no number, or no unit.

    Examples
    --------
    >>> from ionworks import Quantity
    >>> capacity = Quantity(5, "A*h")
    >>> capacity == Quantity("5000 mA.h"), capacity > Quantity(4.8, "A.h")
    (True, True)
    >>> print(capacity.to("mA.h"))
    5000.0 mA.h
    >>> print(2 * capacity + Quantity(500, "mA.h"))
    10.5 A*h
    >>> print(capacity / Quantity(2, "A"))
    2.5 h
    >>> dict(capacity)
    {'value': 5, 'unit': 'A*h'}
    """

    __slots__ = ("_unit", "_value")
    __array_ufunc__ = None  # numpy's numbers leave sums and products to this class

    def __init__(self, value: Any, unit: str | None = None) -> None:
        if unit is None:
            value, unit = _parts(value)
        elif isinstance(value, Mapping):
            raise TypeError("this has a unit already; convert it with `to`")
        if (number := _number(value)) is None:
            raise TypeError(f"the value of a quantity is a number, not {shown(value)}")
        value = number
        if not _is_finite(value):
            raise ValueError(f"the value of a quantity is a finite number, not {shown(value)}")
        if not isinstance(unit, str):
            raise TypeError(f"the unit of a quantity is text, not {unit!r}; '' for a plain number")
        _unit(unit.strip())
        self._value: float = value if isinstance(value, int) else float(value)
        self._unit: str = unit
        if not _is_finite(self._base):  # it is compared in base units
            raise ValueError(f"{value!r} {unit} is too large for a quantity")

    @property
    def value(self) -> float:
        """The number."""
        return self._value

    @property
    def unit(self) -> str:
        """The unit, as it was written."""
        return self._unit

    @property
    def dimension(self) -> str:
        """What it measures: ``"charge"``, ``"voltage"``, or the base dimensions and their powers.

        Examples
        --------
        >>> from ionworks import Quantity
        >>> Quantity(12, "mg.cm-2").dimension
        'length^-2 mass'
        """
        return _unit(self._unit.strip()).shown

    def to(self, unit: str) -> Quantity:
        """Return the same amount in another unit.

        Parameters
        ----------
        unit : str
            A unit of the same dimension.

        Raises
        ------
        ValueError
            The unit cannot be read, or is of another dimension.
        """
        return Quantity(self.value_in(unit), unit)

    def value_in(self, unit: str) -> float:
        """Return the number in a unit.

        Parameters
        ----------
        unit : str
            A unit of the same dimension.

        Raises
        ------
        ValueError
            The unit cannot be read, or is of another dimension.

        Examples
        --------
        >>> from ionworks import Quantity
        >>> Quantity(25, "degC").value_in("K")
        298.15
        """
        if not isinstance(unit, str):
            raise TypeError(f"a unit is text such as 'A.h', not {shown(unit)}")
        own, wanted = _unit(self._unit.strip()), _unit(unit.strip())
        if own.dimensions != wanted.dimensions:
            raise ValueError(
                f"{self} is a {own.shown}, which has no value in {unit!r}, a {wanted.shown}"
            )
        if own == wanted:
            return float(self._value)
        amount = (self._base - wanted.offset) / wanted.scale
        if not _is_finite(amount):
            raise ValueError(f"{self} is too large a number in {unit!r}")
        return _float(amount)

    @property
    def _base(self) -> Fraction:
        unit = _unit(self._unit.strip())
        return Fraction(repr(self._value)) * unit.scale + unit.offset

    @property
    def _key(self) -> tuple[_Dimensions, float]:
        rounded = float(f"{float(self._base):.{_DIGITS - 1}e}")
        return _unit(self._unit.strip()).dimensions, rounded + 0.0  # 0 has no sign

    def __getitem__(self, name: str) -> Any:
        if name in ("value", "unit"):
            return getattr(self, name)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(("value", "unit"))

    def __len__(self) -> int:
        return 2

    def __eq__(self, other: object) -> bool:
        its = _as_quantity(other)
        return NotImplemented if its is None else self._key == its._key

    def __lt__(self, other: object) -> bool:
        its = self._other(other)
        if its is None:
            return NotImplemented
        (mine, amount), (theirs, its_amount) = self._key, its._key
        if mine != theirs:
            raise ValueError(
                f"{self} and {its} cannot be compared: one is a {self.dimension}, the other a "
                f"{its.dimension}"
            )
        return amount < its_amount

    def __add__(self, other: Quantity | Mapping[str, Any]) -> Quantity:
        its = self._other(other)
        return NotImplemented if its is None else self._sum(its, 1)

    def __radd__(self, other: Any) -> Quantity:
        if isinstance(other, int) and other == 0:  # where `sum` begins
            return self
        its = self._other(other)
        return NotImplemented if its is None else its._sum(self, 1)

    def __sub__(self, other: Quantity | Mapping[str, Any]) -> Quantity:
        its = self._other(other)
        return NotImplemented if its is None else self._sum(its, -1)

    def __rsub__(self, other: Any) -> Quantity:
        its = self._other(other)
        return NotImplemented if its is None else its._sum(self, -1)

    def __mul__(self, other: float | Quantity) -> Quantity:
        its = self._factor(other)
        return NotImplemented if its is None else self._product(its, 1)

    __rmul__ = __mul__

    def __truediv__(self, other: float | Quantity) -> Quantity:
        its = self._factor(other)
        return NotImplemented if its is None else self._product(its, -1)

    def __rtruediv__(self, other: float) -> Quantity:
        its = self._factor(other)
        return NotImplemented if its is None else its._product(self, -1)

    def __pow__(self, power: int) -> Quantity:
        if isinstance(power, bool) or not isinstance(power, int) or not 0 < abs(power) < _DIGITS:
            raise ValueError(f"a power of a quantity is a small whole number, not {shown(power)}")
        return self._of_units(_pint_unit(self._unit) ** power, self._without_zero() ** power)

    def __neg__(self) -> Quantity:
        return Quantity(-self._value, self._unit)

    def __pos__(self) -> Quantity:
        return self

    def __abs__(self) -> Quantity:
        return Quantity(abs(self._value), self._unit)

    def __round__(self, digits: int | None = None) -> Quantity:
        return Quantity(round(self._value, digits), self._unit)

    def __float__(self) -> float:
        if _unit(self._unit.strip()).dimensions:
            raise TypeError(
                f"{self} is no plain number; its number is `.value`, or `.value_in(unit)`"
            )
        return self.value_in("")

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        # Otherwise numpy takes a list of quantities for a table of their parts.
        import numpy as np

        one = np.empty((), dtype=object)
        one[()] = self
        return one if dtype is None else one.astype(dtype)

    def _other(self, other: Any) -> Quantity | None:
        """Return the other side of a sum or a comparison; None for other things than amounts."""
        number = _number(other)
        if number is None:
            return _as_quantity(other)
        if self._unit.strip():
            raise TypeError(
                f"{other} has no unit, and {self} has one; write Quantity({other}, "
                f"{self._unit!r}) if that is meant"
            )
        return Quantity(number, "")

    def _sum(self, other: Quantity, sign: int) -> Quantity:
        unit, its = _unit(self._unit.strip()), _unit(other._unit.strip())
        if unit.dimensions != its.dimensions:
            raise ValueError(
                f"{self} and {other} cannot be added or subtracted: one is a {self.dimension}, the "
                f"other a {other.dimension}"
            )
        if unit.offset or its.offset:
            if sign > 0 or not (unit.offset and its.offset):
                raise ValueError(
                    f"{self if unit.offset else other} is a point on a scale, which is subtracted "
                    "from another one alone; convert it with `.to('K')`"
                )
            return Quantity(_float(self._base - other._base), "K")
        if self._unit == other._unit and isinstance(self._value + other._value, int):
            return Quantity(self._value + sign * other._value, self._unit)
        return Quantity(_float((self._base + sign * other._base) / unit.scale), self._unit)

    def _factor(self, other: Any) -> Quantity | None:
        """Return what this is multiplied with; None of what is neither quantity nor number."""
        if getattr(other, "shape", ()) != ():
            raise TypeError(
                f"{self} is one number with its unit, and a column has plain numbers; take "
                "`.value_in(unit)`, and write the unit of the result into the name of its column"
            )
        if isinstance(other, Quantity):
            return other
        number = _number(other)
        return None if number is None else Quantity(number, "")

    def _product(self, its: Quantity, power: int) -> Quantity:
        """Multiply with a quantity, or divide by it."""
        number = self._value * its._value
        if power > 0 and isinstance(number, int) and not its._unit:
            self._without_zero()
            return Quantity(number, self._unit)
        if power < 0 and not its._value:
            raise ZeroDivisionError(f"{self} is divided by {its}")
        amount = self._without_zero() * its._without_zero() ** power
        # A plain number, also one in %, leaves a unit as it was written.
        if not _unit(its._unit.strip()).dimensions:
            return Quantity(_float(amount / _unit(self._unit.strip()).scale), self._unit)
        if power > 0 and not _unit(self._unit.strip()).dimensions:
            return Quantity(_float(amount / _unit(its._unit.strip()).scale), its._unit)
        return self._of_units(_pint_unit(self._unit) * _pint_unit(its._unit) ** power, amount)

    def _without_zero(self) -> Fraction:
        """Return the number in base units, of a unit whose zero is nothing."""
        if _unit(self._unit.strip()).offset:
            raise ValueError(f"{self} is a point on a scale; convert it with `.to('K')` first")
        return self._base

    @staticmethod
    def _of_units(unit: Any, amount: Fraction) -> Quantity:
        """Return an amount in base units, in a unit of the table of units or a simpler one."""
        text = _written((1.0 * unit).to_reduced_units().units)
        return Quantity(_float(amount / _unit(text).scale), text)

    def __hash__(self) -> int:
        return hash(self._key)

    def __repr__(self) -> str:
        return f"Quantity({self._value!r}, {self._unit!r})"

    def __str__(self) -> str:
        return f"{self._value} {self._unit}".rstrip()

    def __format__(self, spec: str) -> str:
        return f"{self._value:{spec}} {self._unit}".rstrip() if spec else str(self)

    def __reduce__(self) -> tuple[type[Quantity], tuple[float, str]]:
        return type(self), (self._value, self._unit)

    def to_dict(self) -> dict[str, Any]:
        """Return ``{"value": ..., "unit": ...}``."""
        return dict(self)


QuantityLike: TypeAlias = Quantity | Mapping[str, Any] | str
"""A quantity, a dict with ``value`` and ``unit``, or text such as ``"5 A.h"``."""


def is_quantity(value: object) -> bool:
    """Tell whether a value has the form of a quantity."""
    return isinstance(value, Mapping) and "value" in value and isinstance(value.get("unit"), str)


def read_quantity(value: object) -> Quantity | None:
    """Return a value of the form of a quantity as one; None for any other, or an unknown unit."""
    if isinstance(value, Quantity):
        return value
    if not is_quantity(value):
        return None
    try:
        return Quantity(value)
    except (TypeError, ValueError):
        return None


def _number(value: Any) -> Any:
    """Return a plain number as one of Python's; None for anything else."""
    if getattr(value, "shape", None) == ():  # numpy's numbers
        value = value.item()
    if isinstance(value, Decimal):
        return float(value)
    return None if isinstance(value, bool) or not isinstance(value, Real) else value


def _float(amount: Fraction) -> float:
    """Return a number without the noise of its last digits."""
    try:
        return float(f"{float(amount):.15g}")
    except OverflowError:
        return math.inf  # which no quantity has


def _is_finite(value: Real | Fraction) -> bool:
    """Tell whether a number is finite as a float, too."""
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _as_quantity(other: object) -> Quantity | None:
    # A mapping that says more than an amount is not the same as one.
    if isinstance(other, Quantity):
        return other
    return read_quantity(other) if isinstance(other, Mapping) and len(other) == 2 else None


def _parts(value: Any) -> tuple[Any, Any]:
    """Return number and unit of what holds both."""
    if isinstance(value, Mapping):
        missing = [name for name in ("value", "unit") if name not in value]
        if missing:
            raise TypeError(f"{dict(value)!r} has no {' and no '.join(missing)}")
        return value["value"], value["unit"]
    if isinstance(value, str):
        if _DECIMAL_COMMA.match(value):
            raise ValueError(
                f"{value!r} has a comma in its number; write decimals with a point, as in "
                "'5.2 A.h', and nothing between thousands"
            )
        found = _NUMBER_AND_UNIT.fullmatch(value)
        if found is None:
            raise ValueError(f"{value!r} is no quantity; write a number and a unit, as in '5 A.h'")
        number = found[1]
        is_whole = number.lstrip("+-").isdigit()
        return int(number) if is_whole else float(number), found[2] or ""
    if hasattr(value, "magnitude") and hasattr(value, "units"):  # of pint
        return value.magnitude, _written(value.units)
    raise TypeError(f"the unit of {shown(value)} is missing; pass '' for a plain number")


def wrong_units(data: object, place: str = "") -> Iterator[str]:
    """Yield a sentence for each quantity whose unit does not fit its name.

    Parameters
    ----------
    data : object
        What is sent: mappings in mappings. Names and units that are not known are left alone.
    place : str
        Where it is, for the sentences.
    """
    if not isinstance(data, Mapping):
        return
    for name, value in data.items():
        where = f"{place}.{name}" if place else str(name)
        if not is_quantity(value):
            yield from wrong_units(value, where)
            continue
        expected = _expected(str(name))
        try:
            found = None if expected is None else _unit(value["unit"].strip())
        except ValueError:
            continue  # for the service to judge
        if expected is None or found is None:
            continue
        kind, units = expected
        if value["unit"].strip() not in units and all(
            found.dimensions != _unit(unit).dimensions for unit in units
        ):
            yield (
                f"{where} has the unit {value['unit']!r}, which is a {found.shown}; expected is "
                f"{kind}, such as in {units[0]!r}"
            )


def _expected(name: str) -> tuple[str, tuple[str, ...]] | None:
    plain = re.sub(r"[\s-]+", "_", name.strip().casefold())
    if plain in _EXPECTED:
        return _EXPECTED[plain]
    return next((expected for part, expected in _BY_PART if part.search(plain)), None)
