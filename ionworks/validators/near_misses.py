"""Find the column that was meant where a needed one is missing, and say how to get it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import NamedTuple

from ionworks.tables.columns import CAPACITY, CURRENT, FREQUENCY, STEP, TIME, VOLTAGE, Z_IM, Z_RE
from ionworks.tables.units import in_any_case

__all__ = ["NearMiss", "near_miss", "unit_factor"]

_SECONDS = {
    "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0, "us": 1e-6, "ms": 1e-3, "min": 60.0,
    "minute": 60.0, "minutes": 60.0, "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "hours": 3600.0,
    "d": 86400.0, "day": 86400.0, "days": 86400.0,
}  # fmt: skip
_VOLTS = {"V": 1.0, "volt": 1.0, "volts": 1.0, "uV": 1e-6, "mV": 1e-3, "kV": 1e3}
_AMPERES = {"A": 1.0, "amp": 1.0, "amps": 1.0, "nA": 1e-9, "uA": 1e-6, "mA": 1e-3, "kA": 1e3}
_OHMS = {"Ohm": 1.0, "Ω": 1.0, "uOhm": 1e-6, "mOhm": 1e-3, "kOhm": 1e3, "mΩ": 1e-3, "kΩ": 1e3}
_HERTZ = {"Hz": 1.0, "mHz": 1e-3, "kHz": 1e3, "MHz": 1e6}
_AMPERE_HOURS = {
    "A.h": 1.0, "A h": 1.0, "A*h": 1.0, "Ah": 1.0, "mA.h": 1e-3, "mA h": 1e-3, "mA*h": 1e-3,
    "mAh": 1e-3, "uA.h": 1e-6, "uAh": 1e-6,
}  # fmt: skip

_WATTS = {"W": 1.0, "uW": 1e-6, "mW": 1e-3, "kW": 1e3}
_WATT_HOURS = {
    "W.h": 1.0, "W h": 1.0, "W*h": 1.0, "Wh": 1.0, "mW.h": 1e-3, "mWh": 1e-3, "kWh": 1e3,
}  # fmt: skip
_CELSIUS = {"degC": 1.0, "°C": 1.0, "C": 1.0}

#: Names of each quantity, in small letters with single blanks, and its units.
_KNOWN: Mapping[str, tuple[frozenset[str], Mapping[str, float]]] = {
    TIME: (
        frozenset({"time", "test time", "total time", "elapsed time", "elapsed", "t", "seconds"}),
        _SECONDS,
    ),
    VOLTAGE: (
        frozenset({"voltage", "cell voltage", "potential", "ecell", "ewe", "u", "v", "volts"}),
        _VOLTS,
    ),
    CURRENT: (frozenset({"current", "cell current", "i", "amps"}), _AMPERES),
    FREQUENCY: (frozenset({"frequency", "freq", "f"}), _HERTZ),
    Z_RE: (frozenset({"z re", "zre", "re z", "re", "z real", "zreal", "z'"}), _OHMS),
    Z_IM: (frozenset({"z im", "zim", "im z", "im", "z imag", "zimag", "z''"}), _OHMS),
    CAPACITY: (frozenset({"capacity", "q"}), _AMPERE_HOURS),
}
_STEPS = frozenset(
    {"step", "step index", "step number", "step no", "step id", "ns", "step from cycler"}
)
_LIKE = 0.8


class NearMiss(NamedTuple):
    """A column that is likely the one that was meant.

    Attributes
    ----------
    column : str
        Its name in the table.
    factor : float or None
        What its values are multiplied by; None if the unit is not known.
    advice : str
        A sentence that says what to do.
    run_in_pandas : str
        What to do in pandas, where that differs.
    """

    column: str
    factor: float | None
    advice: str
    run_in_pandas: str = ""

    @property
    def in_pandas(self) -> str:
        """What to do with a pandas frame."""
        return self.run_in_pandas or self.advice


def near_miss(needed: str, columns: Collection[str]) -> NearMiss | None:
    """Return the column that is most likely the needed one, if there is any.

    Parameters
    ----------
    needed : str
        The name that the format has.
    columns : collection of str
        The names that the table has.

    Examples
    --------
    >>> near_miss("Current [A]", ["Time [s]", "Current [mA]"]).advice
    "Multiply 'Current [mA]' by 0.001 and name the result 'Current [A]'."
    """
    for column in columns:
        if _normalized(column) == _normalized(needed):
            return NearMiss(column, 1.0, f"Rename {column!r} to '{needed}'.")
    if needed == STEP:
        for column in columns:
            if _label(column) in _STEPS:
                number = f"Number the runs of {column!r} and name the result '{STEP}'"
                polars = f"`pl.col({column!r}).rle_id().alias('{STEP}')`"
                pandas = f"`df['{STEP}'] = (df[{column!r}] != df[{column!r}].shift()).cumsum() - 1`"
                return NearMiss(column, None, f"{number}: {polars}.", f"{number}: {pandas}.")
    for column in columns if needed in _KNOWN else ():
        if (found := _same_quantity(needed, column)) is not None:
            return found
    plain = {_normalized(column): column for column in columns}
    close = difflib.get_close_matches(_normalized(needed), plain, n=1, cutoff=_LIKE)
    if not close:
        return None
    column = plain[close[0]]
    return NearMiss(column, None, f"If {column!r} is meant, rename it to '{needed}'.")


def unit_factor(column: str, unit: str) -> float | None:
    """Return what values in a unit are multiplied by to be in that of a column; None if unknown.

    Examples
    --------
    >>> unit_factor("Current [A]", "mA")
    0.001
    """
    wanted = column.partition("[")[2].rstrip("]")
    if unit == wanted:
        return 1.0
    for units in (*(units for _, units in _KNOWN.values()), _WATTS, _WATT_HOURS, _CELSIUS):
        if wanted in units:
            return _factor(unit, units)
    return None


def _same_quantity(needed: str, column: str) -> NearMiss | None:
    labels, units = _KNOWN[needed]
    name, unit = _split(column)
    sign = -1.0 if name.startswith(("-", "−")) else 1.0
    if _label(name.lstrip("-−")) not in labels:
        return None
    wanted = needed[needed.index("[") + 1 : -1]
    if not unit and sign > 0:
        return NearMiss(column, None, f"If {column!r} is in {wanted}, rename it to '{needed}'.")
    factor = _factor(unit or wanted, units)
    if factor is None:
        return None
    factor *= sign
    if factor == 1.0:
        return NearMiss(column, 1.0, f"Rename {column!r} to '{needed}'.")
    advice = f"Multiply {column!r} by {factor:g} and name the result '{needed}'."
    return NearMiss(column, factor, advice)


def _factor(unit: str, units: Mapping[str, float]) -> float | None:
    unit = unit.replace("µ", "u").replace("μ", "u")
    symbol = unit if unit in units else in_any_case(unit, units)
    return None if symbol is None else units[symbol]


def _split(column: str) -> tuple[str, str]:
    """Split a header into its name and its unit, which is empty if it has none."""
    text = unicodedata.normalize("NFKC", column).replace("µ", "u").replace("μ", "u").strip()
    for form in (r"(.*?)\s*[\[({<]\s*([^\[\](){}<>]*?)\s*[\])}>]", r"(.*?)\s*/\s*([^/]+)"):
        if parts := re.fullmatch(form, text):
            return parts[1], parts[2]
    if parts := re.fullmatch(r"(.*)[ _]([^ _]+)", text):
        every = {unit for _, units in _KNOWN.values() for unit in units}
        if parts[2] in every:
            return parts[1], parts[2]
    return text, ""


def _label(name: str) -> str:
    return " ".join(
        re.sub(r"[^\w'*]|_", " ", unicodedata.normalize("NFKC", name)).split()
    ).casefold()


def _normalized(name: str) -> str:
    """Return a name without what is easily overlooked: case, and what separates the words."""
    return " ".join(unicodedata.normalize("NFKC", name).replace("_", " ").split()).casefold()
