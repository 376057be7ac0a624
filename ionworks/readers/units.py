"""Units as cyclers write them, and what turns their values into those of the platform."""

from __future__ import annotations

import re
import unicodedata
from math import pi
from typing import Final

from ionworks.tables.columns import SOC, STOICHIOMETRY, TEMPERATURE
from ionworks.tables.units import convert, in_any_case
from ionworks.validators.near_misses import unit_factor

__all__ = [
    "CLOCK",
    "NO_CONVERSION",
    "Conversion",
    "conversion",
    "is_unit",
    "plain_unit",
    "split_header",
]

#: What a header says of times such as 01:30:00.
CLOCK: Final = "h:min:s"

_WORDS: Final = {
    "sec": "s", "secs": "s", "second": "s", "seconds": "s", "sek": "s", "sekunden": "s",
    "minute": "min", "minutes": "min", "mins": "min", "m": "min", "hr": "h", "hrs": "h",
    "hour": "h", "hours": "h", "std": "h", "stunden": "h", "day": "d", "days": "d", "tage": "d",
    "volt": "V", "volts": "V", "amp": "A", "amps": "A", "ampere": "A", "amperes": "A",
    "watt": "W", "watts": "W", "ah": "A.h", "amp-hr": "A.h", "mah": "mA.h", "uah": "uA.h",
    "wh": "W.h", "watt-hr": "W.h", "mwh": "mW.h", "uwh": "uW.h",
    "celsius": "degC", "c": "degC", "deg c": "degC", "deg. c": "degC", "degrees c": "degC",
    "degree c": "degC", "fahrenheit": "degF", "f": "degF", "°f": "degF", "deg f": "degF",
    "kelvin": "K", "ohms": "Ohm", "ω": "Ohm", "mω": "mOhm", "hertz": "Hz", "°": "deg",
    "degree": "deg", "degrees": "deg", "grad": "deg", "秒": "s", "分": "min", "分钟": "min",
    "时": "h", "小时": "h", "secondes": "s", "伏": "V", "毫伏": "mV", "安": "A", "毫安": "mA",
}  # fmt: skip
_SYMBOLS: Final = {
    "ns", "us", "ms", "s", "min", "h", "d", "V", "mV", "uV", "kV", "A", "mA", "uA", "nA", "kA",
    "W", "mW", "uW", "kW", "A.h", "mA.h", "uA.h", "W.h", "mW.h", "uW.h", "kW.h",
    "Ohm", "mOhm", "kOhm", "Hz", "mHz", "kHz", "MHz", "degC", "degF", "K", "deg", "rad", "%",
}  # fmt: skip
_CLOCKS = re.compile(
    r"(?:hours? in )?(?:\[?[dhms]+\]?[:. ]*)*h+(?:our)?s?\W+m+(?:in)?s?\W+s+\W*(?:ms|s|x+)?\W*"
)
_IN_BRACKETS = re.compile(r"(.*?)\s*[\[({]\s*([^\[\](){}]*?)\s*[\])}]\.?")
_AFTER_SLASH = re.compile(r"(.*?)\s*/\s*([^/]+)")
#: Degrees Celsius whose sign was written in one encoding and read in another.
_CELSIUS = re.compile(r"(?:[øo]|â°|[^\w\s%/#-])c", re.IGNORECASE)
_OF_NUMBERS = re.compile(r"\s*/\s*1$")  # how the Battery Data Format marks counts
_AFTER_HASH = re.compile(r"(.*?)\s*#\s*([^#]+)")
_LAST_WORD = re.compile(r"(.*)[ _]([^ _]+)")
_FAHRENHEIT: Final = (5 / 9, -160 / 9)


class Conversion(tuple[float, float]):
    """A factor, and what is then added."""

    @property
    def is_none(self) -> bool:
        """Whether it changes nothing."""
        return self == (1.0, 0.0)


NO_CONVERSION: Final = Conversion((1.0, 0.0))


def split_header(header: str) -> tuple[str, str]:
    """Split a header into its name and its unit, which is empty if it has none.

    Examples
    --------
    >>> split_header("Vol(mV)"), split_header("Ewe/V"), split_header("Test_Time(s)")
    (('Vol', 'mV'), ('Ewe', 'V'), ('Test_Time', 's'))
    """
    text = unicodedata.normalize("NFKC", header).replace("μ", "u").replace("µ", "u").strip()
    text = _OF_NUMBERS.sub("", text)
    for form in (_IN_BRACKETS, _AFTER_SLASH, _AFTER_HASH, _LAST_WORD):
        parts = form.fullmatch(text)
        if parts and parts[1] and (is_unit(parts[2]) or (form is _IN_BRACKETS and not parts[2])):
            return parts[1], parts[2]
    return text, ""


def plain_unit(unit: str) -> str:
    """Return the platform's spelling of a unit; the text itself if it is not known."""
    text = unicodedata.normalize("NFKC", unit).replace("μ", "u").replace("µ", "u").strip(" .")
    for candidate in (text, text.replace("*", ".").replace("·", ".").replace(" ", ".")):
        if candidate in _SYMBOLS:
            return candidate
    if _CLOCKS.fullmatch(text.casefold()):
        return CLOCK
    if _CELSIUS.fullmatch(text):
        return "degC"
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    return in_any_case(text, _SYMBOLS) or text


def is_unit(text: str) -> bool:
    """Tell whether a text is a unit that a cycler may write."""
    unit = plain_unit(text)
    return unit == CLOCK or unit in _SYMBOLS


def conversion(unit: str, column: str) -> Conversion:
    """Return what turns values in a unit into those of a column of the platform.

    Raises
    ------
    ValueError
        The unit cannot be read, or is of another quantity.

    Examples
    --------
    >>> conversion("mA", "Current [A]"), conversion("K", "Temperature [degC]")
    ((0.001, 0.0), (1.0, -273.15))
    """
    plain = plain_unit(unit)
    if plain in ("deg", "rad") and column.endswith("[deg]"):
        return Conversion((1.0 if plain == "deg" else 180 / pi, 0.0))
    if column == TEMPERATURE and plain == "degF":
        return Conversion(_FAHRENHEIT)
    if column == TEMPERATURE and plain == "K":
        return Conversion((1.0, -273.15))
    if column in (SOC, STOICHIOMETRY):
        if plain not in ("%", "1", "-"):
            raise ValueError(f"it is a share, which is in '%' or in '1', not in {plain!r}")
        return Conversion((0.01 if plain == "%" else 1.0, 0.0))
    factor = unit_factor(column, plain)
    if factor is None:
        factor = convert(1.0, plain, column.partition("[")[2].rstrip("]"))
    return Conversion((factor, 0.0))
