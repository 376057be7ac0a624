"""Headers, their units, and the programs that write them are recognised."""

import math

import pytest

from ionworks.readers.headers import cycler_of, is_negated, meaning
from ionworks.readers.units import conversion, is_unit, plain_unit, split_header

#: What one of each unit is in the unit of the platform, however the unit is written.
UNITS = {
    "Time [s]": {
        1.0: "s sec secs Second seconds Sek Sekunden 秒 secondes Sec. S",
        1e-9: "ns",
        1e-6: "us µs μs",
        1e-3: "ms MS",
        60.0: "min Minute minutes mins m 分 分钟",
        3600.0: "h hr hrs hour Hours Std Stunden 时 小时",
        86_400.0: "d day days Tage",
    },
    "Voltage [V]": {1.0: "V Volt volts 伏", 1e-3: "mV MV 毫伏", 1e-6: "uV µV", 1e3: "kV KV"},
    "Current [A]": {
        1.0: "A amp Amps Ampere amperes 安",
        1e-3: "mA MA ma 毫安",
        1e-6: "uA µA",
        1e-9: "nA",
        1e3: "kA",
    },
    "Power [W]": {1.0: "W Watt", 1e-3: "mW", 1e-6: "uW", 1e3: "kW"},
    "Capacity [A.h]": {
        1.0: "Ah A.h A*h A·h Amp-hr AH",
        1e-3: "mAh mA.h MAH",
        1e-6: "uAh µAh uA.h",
    },
    "Charge energy [W.h]": {
        1.0: "Wh W.h W*h Watt-hr",
        1e-3: "mWh mW.h",
        1e-6: "uWh",
        1e3: "kW.h",
    },
    "Z_Re [Ohm]": {1.0: "Ohm ohms Ω ohm", 1e-3: "mOhm mΩ mohm", 1e3: "kOhm KOHM"},
    "Frequency [Hz]": {1.0: "Hz hertz HZ", 1e-3: "mHz mhz", 1e3: "kHz KHZ", 1e6: "MHz MHZ"},
    "Z_Phase [deg]": {1.0: "deg ° degree Degrees Grad", 180 / math.pi: "rad"},
    "SOC": {0.01: "%", 1.0: "1 -"},
}
TEMPERATURES = {
    "degC": ("C", "°C", "℃", "degC", "DEGC", "Celsius", "øC", "oC", "â°C", "?C", "deg. C"),
    "degF": ("F", "°F", "degF", "Fahrenheit", "deg F"),
    "K": ("K", "Kelvin", "k"),
}


@pytest.mark.parametrize("column", UNITS)
def test_a_unit_is_known_however_it_is_written(column):
    for right, written in UNITS[column].items():
        for unit in written.split():
            factor, offset = conversion(unit, column)
            assert factor == pytest.approx(right, rel=1e-12), unit
            assert offset == 0.0
            if unit in "1-":
                assert not is_unit(unit)  # a header that ends so names a count
                continue
            assert is_unit(unit)
            for header in (f"Wert ({unit})", f"Wert[{unit}]", f"Wert {{ {unit} }}", f"Wert/{unit}"):
                assert split_header(header) == ("Wert", split_header(f"x ({unit})")[1])
            # What is left is read as the same unit.
            assert plain_unit(split_header(f"Wert / {unit}")[1]) == plain_unit(unit)


@pytest.mark.parametrize("unit", TEMPERATURES)
def test_a_temperature_is_known_however_its_unit_is_written(unit):
    boiling = {"degC": 100.0, "degF": 212.0, "K": 373.15}[unit]
    for written in TEMPERATURES[unit]:
        factor, offset = conversion(written, "Temperature [degC]")
        assert boiling * factor + offset == pytest.approx(100.0, abs=1e-9)
        assert plain_unit(written) == unit
    for words in ("deg c", "degrees C", "Degree C"):
        assert plain_unit(words) == "degC"


@pytest.mark.parametrize(
    ("unit", "column"),
    [
        ("V", "Current [A]"),
        ("mA.h", "Current [A]"),
        ("deg", "Voltage [V]"),
        ("rad", "Temperature [degC]"),
        ("K", "Voltage [V]"),
        ("V", "SOC"),
        ("s", "Stoichiometry"),
        ("colour", "Voltage [V]"),
    ],
)
def test_a_unit_of_another_quantity_is_refused(unit, column):
    with pytest.raises(ValueError, match=unit):
        conversion(unit, column)


@pytest.mark.parametrize(
    ("header", "split"),
    [
        ("Voltage", ("Voltage", "")),
        ("Test_Time(s)", ("Test_Time", "s")),
        ("Temperature T1 / degC", ("Temperature T1", "degC")),
        ("Cycle Count / 1", ("Cycle Count", "")),
        ("Current#mA", ("Current", "mA")),
        ("Cyc#", ("Cyc#", "")),
        ("test_time_second", ("test_time", "second")),
        ("Note ()", ("Note", "")),
        ("Note (of Monday)", ("Note (of Monday)", "")),
        ("Time(h:min:s.ms)", ("Time", "h:min:s.ms")),
        ("Runtime [hh:mm:ss]", ("Runtime", "hh:mm:ss")),
        ("I/mA/cm", ("I/mA/cm", "")),
        ("/V", ("/V", "")),
        ("  U / V ", ("U", "V")),
        ("Ｕ（Ｖ）", ("U", "V")),
    ],
)
def test_a_header_is_a_name_and_a_unit(header, split):
    assert split_header(header) == split


@pytest.mark.parametrize(
    ("header", "column", "unit"),
    [
        ("t", "Time [s]", ""),
        ("t/h", "Time [s]", "h"),
        ("T/s", "Time [s]", "s"),
        ("T", "Temperature [degC]", ""),
        ("t/K", "Temperature [degC]", "K"),
        ("T [°C]", "Temperature [degC]", "°C"),
        ("T (F)", "Temperature [degC]", "F"),
        ("E/V", "Voltage [V]", "V"),
        ("E (mV)", "Voltage [V]", "mV"),
        ("time of day", "time of day", ""),
        ("Cyc#", "Cycle from cycler", ""),
        ("-Im(Z)/Ohm", "Z_Im [Ohm]", "Ohm"),
        ("neg. Phase / °", "Z_Phase [deg]", "°"),
        ("Z'(a)", "Z_Re [Ohm]", ""),
        ("Z''(b)", "Z_Im [Ohm]", ""),
        ('Z"/ohm', "Z_Im [Ohm]", "ohm"),
        ("Z\u2032 (Ω)", "Z_Re [Ohm]", "Ω"),
        ("\u2212Z\u2033 (Ω)", "Z_Im [Ohm]", "Ω"),
        ("Prüfzeit", "Time [s]", ""),
        ("STEP_INDEX", "Step from cycler", ""),
    ],
)
def test_a_header_is_known_by_its_name_and_unit(header, column, unit):
    assert meaning(header) == (column, unit)


@pytest.mark.parametrize("header", ["E", "E/Wh", "E (Pa)", "Colour", "", "A", "Note (s)"])
def test_other_headers_mean_nothing(header):
    assert meaning(header) is None


def test_a_header_may_name_minus_a_quantity():
    for header in ("-Im(Z)/Ohm", "\u2212Z''", "neg. Phase / °", "Negative Z imag", "-- Z"):
        assert is_negated(header)
    for header in ("Im(Z)/Ohm", "Z-imag", "negligible", "Current [A]"):
        assert not is_negated(header)


#: Columns of exports, any two of which tell whose they are.
HEADERS = {
    "BioLogic": "ox/red;time/s;Ecell/V|ox/red;Ewe/V|Ewe/V;<I>/mA|control/V;<I>/mA|<I>/mA;Ecell/V",
    "Basytec": "Time[h];Cyc-Count|t-Step[h];Cyc-Count",
    "Novonix": "Run Time (h);Circuit Board Temperature (°C)|Run Time (h);Step Position",
    "Digatron": "AhAccu;Prog Time|Programmdauer;AhStep#|Cycle Level;AhAccu",
    "Maccor": "Amp-hr;DPt Time|Rec#;Cyc#|Rec#;Amp-hr|Cyc#;DPt Time",
    "Arbin": "Data_Point;Test_Time(s)|Data Point;Test Time (s)|Data_Point;Date_Time;U",
    "Neware": "Cur(mA);Vol(mV)|Cur(A);Vol(V)|Step Type;Time;Total Time|Onset Date;Chg. Cap.|"
    "DataPoint;Cap(mAh)|Step Index;Step Type;DataPoint|数据序号;工步类型|循环号;绝对时间|"
    "工步名称;循环号|"
    "Vol(mV);Cur(A)|Cap(mAh);Onset Date",
    "Landt": "TestTime/Sec.;SpeCap/mAh/g|WorkMode;StepNo|test_time_s;x;date_time_iso_string|"
    "测试时间/Sec;步骤时间/Sec|工作模式;测试时间/Sec|StepNo;SpeCap/mAh/g",
    "PEC": "Charge Capacity (mAh);Total Time (Seconds)|Rack;Shelf;Load On time|"
    "Load On time;Total Time (Seconds)",
}
ABOVE = {
    "BioLogic": "EC-Lab ASCII FILE|BT-Lab ASCII FILE",
    "Basytec": "~Resultfile from Basytec Battery Test System",
    "Novonix": "[Summary]\nNovonix UHPC",
    "Digatron": "Digatron BTS-600",
    "Maccor": "Maccor export of 3 May",
    "Arbin": "ARBIN INSTRUMENTS",
    "Neware": "Neware BTSDA 8.0",
    "Landt": "LANDT CT3002A",
    "PEC": "Test Type:,PEC test",
}


@pytest.mark.parametrize("cycler", HEADERS)
def test_an_export_is_known_by_two_of_its_headers(cycler):
    for header in HEADERS[cycler].split("|"):
        assert cycler_of(header.split(";"), "") == cycler, header


@pytest.mark.parametrize("cycler", ABOVE)
def test_an_export_is_known_by_the_name_above_its_table(cycler):
    for above in ABOVE[cycler].split("|"):
        assert cycler_of(["t/s", "U/V"], above) == cycler
    # The name above counts more than a column that others write too.
    assert cycler_of(["Total Time", "Onset Date"], ABOVE[cycler].split("|")[0]) == cycler


@pytest.mark.parametrize(
    "header", [["t/s", "U/V"], ["time/s", "Ecell/V"], ["Total Time", "U"], ["Data Point"]]
)
def test_one_header_does_not_tell_whose_export_it_is(header):
    assert cycler_of(header, "Cell 7, 25 degrees") is None
