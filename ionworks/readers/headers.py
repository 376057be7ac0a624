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
    Z_IM,
    Z_MOD,
    Z_PHASE,
    Z_RE,
)

__all__ = [
    "CHANNEL",
    "CLOCK_TIME",
    "DATE",
    "MODE",
    "STEP_TIME",
    "cycler_of",
    "is_negated",
    "label",
    "meaning",
    "names_of",
]

#: What is read beside the columns of the platform.
DATE: Final = "date"
CLOCK_TIME: Final = "time of day"
STEP_TIME: Final = "time in the step"
MODE: Final = "mode"
CHANNEL: Final = "channel"

_NAMES: Final[dict[str, str]] = {
    TIME: "total time|test time|testtime|run time|runtime|elapsed time|elapsed|prog time|"
    "progtime|program duration|total test time|test|time|zeit|gesamtzeit|"
    "laufzeit|testzeit|prufzeit|versuchszeit|messzeit|programmdauer|t|seconds|duration|"
    "总时间|测试时间|运行时间|时间|時間|経過時間|総時間|temps|temps total|tiempo",
    DATE: "date time|datetime|dpt time|dpttime|realtime|real time|absolute time|abs time|"
    "date and time|systime|system time|timestamp|time stamp|date|datum|datum uhrzeit|zeitstempel|"
    "datum zeit|messdatum|unix time|绝对时间|系统时间|日期|date heure|fecha",
    CLOCK_TIME: "clock|clock time|time of day|uhrzeit|tageszeit|heure|hora",
    STEP_TIME: "step time|steptime|step duration|schrittzeit|schrittdauer|relative time|rel time|"
    "state time|工步时间|步骤时间|相对时间|过程时间",
    VOLTAGE: "voltage|volts|volt|vol|cell voltage|ecell|ewe-ece|ewe|<ewe>|potential|"
    "cell potential|spannung|zellspannung|klemmenspannung|u|v|u cell|v cell|vcell|ucell|"
    "terminal voltage|pot|vdc|edc|电压|電圧|电池电压|tension|tension cellule|"
    "voltaje|tensione|ocv|ocp|open circuit voltage|open circuit potential|leerlaufspannung|e",
    CURRENT: "current|amps|amp|cur|curr|i|<i>|cell current|strom|zellstrom|stromstarke|"
    "i cell|icell|idc|电流|電流|courant|corriente|corrente",
    TEMPERATURE: "t|temperature|cell temperature|temperature cell|temp|temperatur|zelltemperatur|"
    "t1|temp 1|temp1|temperatur 1|aux temperature 1|auxtemp|aux temperature|t cell|tcell|"
    "surface temperature|surface temperature t1|temperature 1|temperature t1|temp cell|"
    "aux temp|"
    "aux temp 1|thermocouple 1|tc1|t 1|温度|温度1|辅助温度|电池温度|temperatura",
    CYCLER_STEP: "step index|step id|step number|step no|step|steps|stepid|stepno|step num|"
    "schritt|schrittnummer|schritt nr|ns|step count|step index cycler|step line|line|zeile|es step|"
    "工步号|工步序号|步骤序号|工步|步次|过程号|etape|paso",
    CYCLER_CYCLE: "cycle index|cycle id|cycle number|cycle no|cycle|cyc|cycles|cycleno|cycleid|"
    "zyklus|zyklusnummer|zyklus nr|total cycle|cycle count|cyc-count|cyc count|"
    "循环号|循环序号|循环|循环圈数|圈数|サイクル|ciclo",
    MODE: "step type|step name|steptype|stepname|state|status|mode|md|workmode|work mode|"
    "work type|work state|command|kommando|zustand|modus|betriebsart|schritttyp|schrittart|"
    "step state|work step type|step mode|工步类型|工步名称|工步状态|状态|工作模式|过程模式|"
    "状態",
    FREQUENCY: "frequency|freq|frequenz|f|频率",
    Z_RE: "z re|zre|re(z)|re z|z real|zreal|z'|real(z)|real z|real impedance|impedance real|z1",
    Z_IM: "z im|zim|im(z)|im z|z imag|zimag|z''|z''(b)|imag(z)|imag z|imaginary impedance|"
    "impedance imaginary|z2",
    Z_MOD: "z mod|zmod|(z)|z|impedance|modulus|magnitude|abs(z)|mod(z)|absolute impedance|betrag",
    Z_PHASE: "z phase|zphase|phase(z)|zphz|phase|phase angle|arg(z)|theta|phi|"
    "phasenwinkel|phasen winkel",
    CHANNEL: "channel|channel id|channel no|channel number|channel index|chl|ch|kanal|"
    "cell|cell id|cell no|barcode|test id|unit id|device|通道|通道号|主通道|条码",
    CAPACITY: "capacity|q|kapazitat|容量",
    SOC: "soc|state of charge|ladezustand",
    STOICHIOMETRY: "stoichiometry|sto|x|stochiometrie",
    STEP: "",
    CYCLE: "",
}
_ORDER: Final = {meant: text.split("|") for meant, text in _NAMES.items()}
_MEANINGS: Final = {
    name: meant for meant, names in reversed(_ORDER.items()) for name in names if name
}

#: Words of a header, or of the lines above it, that one cycler's programs write.
_OF_CYCLERS: Final[dict[str, tuple[str, ...]]] = {
    "BioLogic": ("-lab ascii file", "ecell/v", "ewe/v", "<i>/ma",
                 "control/v", "ox/red"),
    "Basytec": ("basytec", "time[h", "cyc-count", "t-step[h"),
    "Novonix": ("novonix", "circuit board temperature", "run time (h)", "step position"),
    "Digatron": ("digatron", "ahaccu", "prog time", "programmdauer", "ahstep#", "cycle level"),
    "Maccor": ("maccor", "amp-hr", "dpt time", "rec#", "cyc#", "cycle c"),
    "Arbin": ("arbin", "test_time(", "data_point", "test time (s)", "data point", "date_time,"),
    "Neware": ("neware", "cur(ma)", "cur(a)", "vol(v)", "vol(mv)", "step type,time", "onset date",
               "chg. cap.", "total time", "step index,step type", "datapoint", "cap(mah)",
               "数据序号", "工步类型", "工步名称", "循环号", "绝对时间"),
    "Landt": ("landt", "testtime/", "specap", "workmode", "stepno", "test_time_s,",
              "date_time_iso_string", "测试时间/", "步骤时间/", "工作模式"),
    "PEC": ("pec ", "charge capacity (mah)", "total time (", "rack,", "load on time"),
}  # fmt: skip

#: What separates the words of a header.
_NOISE = re.compile(r"[^\w'#()<>-]|_", re.UNICODE)
_ALIKE: Final = str.maketrans({'"': "''", "\u2032": "'", "\u2212": "-"})
#: How a header says that it names minus a quantity.
_NEGATED = re.compile(r"^(?:-+\s*|neg(?:ative)?\s+)")


def label(name: str) -> str:
    """Return a name as it is looked up: small letters, no marks, single blanks."""
    text = unicodedata.normalize("NFKD", name).translate(_ALIKE)
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
    if label(name) == "z'" and unit == "a":
        unit = ""  # ZPlot letters the parts of an impedance: Z'(a), Z''(b)
    known = _NEGATED.sub("", label(name))
    found = _MEANINGS.get(known) or _MEANINGS.get(known.rstrip("#"))
    if found is None and unit and (found := _MEANINGS.get(label(header))):
        return found, ""  # the last word was no unit
    if label(name) == "e" and plain_unit(unit) not in ("V", "mV"):
        return None  # an energy, or a modulus
    # "t" is a time and "T" a temperature, but for their units.
    if label(name) == "t":
        is_warm = plain_unit(unit) in ("K", "degC", "degF") or (not unit and name.strip() == "T")
        found = TEMPERATURE if is_warm else TIME
    return None if found is None else (found, unit)


def is_negated(header: str) -> bool:
    """Tell whether a header names minus a quantity, as ``-Im(Z)/Ohm`` does."""
    return bool(_NEGATED.match(label(header)))


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
