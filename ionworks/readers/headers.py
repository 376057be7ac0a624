"""Headers that cyclers are known to write, and what each of them means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from ionworks.readers.units import plain_unit, split_header
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
    VOLTAGE,
)
from ionworks.validators.columns import Z_IM, Z_RE

__all__ = ["CLOCK_TIME", "DATE", "MODE", "STEP_TIME", "cycler_of", "label", "meaning", "names_of"]

#: What is read beside the columns of the platform.
DATE: Final = "date"
CLOCK_TIME: Final = "time of day"
STEP_TIME: Final = "time in the step"
MODE: Final = "mode"

_NAMES: Final[dict[str, str]] = {
    TIME: "total time|test time|testtime|run time|runtime|elapsed time|elapsed|prog time|"
    "progtime|total test time|test time second|test|time|zeit|gesamtzeit|laufzeit|testzeit|"
    "prufzeit|versuchszeit|messzeit|t|"
    "seconds|duration",
    DATE: "date time|datetime|dpt time|dpttime|realtime|real time|absolute time|abs time|"
    "date and time|systime|system time|timestamp|time stamp|date|datum|datum uhrzeit|zeitstempel|"
    "datum zeit|unix time|unix time second",
    CLOCK_TIME: "clock|clock time|time of day|uhrzeit|tageszeit",
    STEP_TIME: "step time|steptime|step time second|schrittzeit|relative time|rel time",
    VOLTAGE: "voltage|volts|volt|vol|cell voltage|ecell|ewe-ece|ewe|<ewe>|potential|"
    "cell potential|spannung|zellspannung|u|v|u cell|v cell|vcell|ucell|terminal voltage|"
    "voltage volt|pot",
    CURRENT: "current|amps|amp|cur|curr|i|<i>|cell current|strom|zellstrom|stromstarke|"
    "current ampere|i cell|icell",
    TEMPERATURE: "t|temperature|cell temperature|temp|temperatur|zelltemperatur|t1|temp 1|temp1|"
    "aux temperature 1|auxtemp|aux temperature|t cell|tcell|surface temperature|temperature 1|"
    "temp cell|surface temperature t1 celsius|aux temp|thermocouple 1|tc1",
    CYCLER_STEP: "step index|step id|step number|step no|step|steps|stepid|stepno|step num|"
    "schritt|schrittnummer|ns|step count|step index cycler|step line|line|es step",
    CYCLER_CYCLE: "cycle index|cycle id|cycle number|cycle no|cycle|cyc|cycles|cycleno|cycleid|"
    "zyklus|zyklusnummer|total cycle|cycle count|cyc-count|cyc count|cyc#",
    MODE: "step type|step name|steptype|stepname|state|status|mode|md|workmode|work mode|"
    "work type|work state|command|zustand|modus|betriebsart|schritttyp|schrittart|"
    "step state|work step type|step mode",
    FREQUENCY: "frequency|freq|frequenz|f",
    Z_RE: "z re|zre|re(z)|re z|z real|zreal|z'",
    Z_IM: "z im|zim|im(z)|im z|z imag|zimag|z''",
    CAPACITY: "capacity|q|kapazitat",
    SOC: "soc|state of charge",
    STOICHIOMETRY: "stoichiometry|sto|x",
    STEP: "",
    CYCLE: "",
}
_ORDER: Final = {meant: text.split("|") for meant, text in _NAMES.items()}
_MEANINGS: Final = {
    name: meant for meant, names in reversed(_ORDER.items()) for name in names if name
}

#: Words of a header, or of the lines above it, that one cycler's programs write.
_OF_CYCLERS: Final[dict[str, tuple[str, ...]]] = {
    "BioLogic": ("ec-lab ascii file", "ecell/v", "ewe/v", "<i>/ma", "control/v"),
    "Basytec": ("basytec", "~time[h]"),
    "Novonix": ("novonix", "circuit board temperature"),
    "Digatron": ("digatron", "ahaccu", "prog time"),
    "Maccor": ("maccor", "amp-hr", "dpt time", "rec#", "cyc#"),
    "Arbin": ("arbin", "test_time(", "step_index", "test time (s)", "cycle_index"),
    "Neware": ("neware", "cur(ma)", "cur(a)", "vol(v)", "vol(mv)", "step type,time", "onset date",
               "chg. cap.", "total time", "step index,step type", "datapoint", "cap(mah)"),
    "Landt": ("landt", "testtime/", "speccap", "workmode", "stepno"),
    "PEC": ("pec ", "charge capacity (mah)", "total time (seconds)", "rack,"),
}  # fmt: skip

#: What separates the words of a header.
_NOISE = re.compile(r"[^\w'#()<>-]|_", re.UNICODE)


def label(name: str) -> str:
    """Return a name as it is looked up: small letters, no marks, single blanks."""
    text = unicodedata.normalize("NFKD", name)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    return " ".join(_NOISE.sub(" ", text).split()).casefold()


def meaning(header: str) -> tuple[str, str] | None:
    """Return what a header means and its unit, if it is known.

    Examples
    --------
    >>> meaning("Cur(mA)"), meaning("Ecell/V"), meaning("Spannung")
    (('Current [A]', 'mA'), ('Voltage [V]', 'V'), ('Voltage [V]', ''))
    """
    name, unit = split_header(header)
    found = _MEANINGS.get(label(name).lstrip("-")) or _MEANINGS.get(label(name).rstrip("#"))
    if found is None and unit and (found := _MEANINGS.get(label(header))):
        return found, ""  # the last word was no unit
    # "t" is a time and "T" a temperature, but for their units.
    if label(name) == "t":
        is_warm = plain_unit(unit) in ("K", "degC", "degF") or (not unit and name.strip() == "T")
        found = TEMPERATURE if is_warm else TIME
    return None if found is None else (found, unit)


def names_of(meant: str) -> Sequence[str]:
    """Return the names of a quantity, the one to prefer first."""
    return _ORDER.get(meant, ())


def cycler_of(header: Sequence[str], above: str) -> str | None:
    """Return whose export this looks like; None where nothing tells.

    Parameters
    ----------
    header : sequence of str
        The names of the columns.
    above : str
        The text before the header.
    """
    joined = ",".join(header).casefold()
    top = above.casefold()
    scores = {
        cycler: 3 * top.count(words[0]) + sum(word in joined for word in words)
        for cycler, words in _OF_CYCLERS.items()
    }
    best = max(scores, key=lambda cycler: scores[cycler])
    return best if scores[best] >= 2 else None
