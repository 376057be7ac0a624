"""Columns that are likely the one that was meant, and what their units are worth."""

import pytest

from ionworks.validators.near_misses import near_miss, unit_factor

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
F, RE, IM, Q = "Frequency [Hz]", "Z_Re [Ohm]", "Z_Im [Ohm]", "Capacity [A.h]"

#: A quantity, names that it has elsewhere, and its units by what they are worth.
QUANTITIES = {
    T: (
        ["time", "Test Time", "total_time", "Elapsed time", "elapsed", "t", "seconds"],
        {
            1.0: ["s", "sec", "second", "seconds"],
            1e-6: ["us", "µs", "μs"],
            1e-3: ["ms"],
            60.0: ["min", "minute", "minutes"],
            3600.0: ["h", "hr", "hour", "hours"],
            86400.0: ["d", "day", "days"],
        },
    ),
    V: (
        ["voltage", "Cell Voltage", "Potential", "Ecell", "Ewe", "U", "V", "volts"],
        {1.0: ["V", "volt", "Volts"], 1e-6: ["uV", "µV"], 1e-3: ["mV", "mv"], 1e3: ["kV"]},
    ),
    I: (
        ["current", "Cell current", "I", "amps"],
        {1.0: ["A", "amp", "amps"], 1e-9: ["nA"], 1e-6: ["uA"], 1e-3: ["mA", "ma"], 1e3: ["kA"]},
    ),
    F: (["frequency", "freq", "F"], {1.0: ["Hz", "hz"], 1e-3: ["mHz"], 1e3: ["kHz"], 1e6: ["MHz"]}),
    RE: (
        ["z re", "Zre", "Re Z", "re", "Z real", "Zreal", "Z'"],
        {1.0: ["Ohm", "ohm", "Ω"], 1e-6: ["uOhm"], 1e-3: ["mOhm", "mΩ"], 1e3: ["kOhm", "kΩ"]},
    ),
    IM: (["z im", "Zim", "Im Z", "im", "Z imag", "Zimag", "Z''"], {1e-3: ["mOhm"], 1e3: ["kΩ"]}),
    Q: (
        ["capacity", "Q"],
        {1e-3: ["mA.h", "mA h", "mA*h", "mAh"], 1e-6: ["uA.h", "uAh"], 1.0: ["Ah", "A*h", "A h"]},
    ),
}
#: Ways to write a unit behind a name.
FORMS = ("{} [{}]", "{} ({})", "{}({})", "{} {{{}}}", "{} <{}>", "{}/{}", "{} / {}")


@pytest.mark.parametrize("needed", QUANTITIES)
def test_other_names_and_units(needed):
    names, units = QUANTITIES[needed]
    for name in names:
        for factor, written in units.items():
            for unit in written:
                for form in FORMS:
                    column = form.format(name, unit)
                    found = near_miss(needed, ["other", column])
                    assert found.column == column
                    assert found.factor == pytest.approx(factor), column
                    if factor == 1.0:
                        assert found.advice == f"Rename {column!r} to '{needed}'."
                    else:
                        assert f"{column!r} by {factor:g} and" in found.advice
                    assert found.in_pandas == found.advice
        found = near_miss(needed, [name])
        assert (found.column, found.factor) == (name, None)
        assert found.advice.startswith(f"If {name!r} is in {needed.partition('[')[2][:-1]}, ")


@pytest.mark.parametrize(
    ("column", "needed", "factor"),
    [
        ("-Z_Im [Ohm]", IM, -1.0),
        ("−Z'' (mOhm)", IM, -1e-3),
        ("-Im(Z)/Ohm", IM, -1.0),
        ("-Z imag", IM, -1.0),
        ("Current_mA", I, 1e-3),
        ("Current mA", I, 1e-3),
        ("Test_Time(h)", T, 3600.0),
        ("Time_ms", T, 1e-3),
        ("Voltage (°C)", V, None),
        ("current [a]", I, 1.0),
        ("Current   [A]", I, 1.0),
        ("Frequency [MHZ]", F, 1e6),
        ("Frequency [mhz]", F, 1e-3),
        ("Frequency [Mhz]", F, 1e6),
        ("Frequency [KHZ]", F, 1e3),
    ],
)
def test_how_a_name_may_be_written(column, needed, factor):
    found = near_miss(needed, [column])
    assert (found and found.factor) == factor


def test_the_exact_name_but_for_case_wins():
    found = near_miss(I, ["Current [mA]", "current_[a]", "Current (A)"])
    assert (found.column, found.factor) == ("current_[a]", 1.0)
    # Otherwise the first of the table.
    assert near_miss(I, ["Current (mA)", "Current (A)"]).column == "Current (mA)"


@pytest.mark.parametrize(
    "column", ["step", "Step_Index", "step number", "Step No", "STEP ID", "Ns", "Step from cycler"]
)
def test_a_step_of_the_cycler_is_numbered(column):
    found = near_miss(S, ["Time [s]", column])
    assert (found.column, found.factor) == (column, None)
    assert f"pl.col({column!r}).rle_id().alias('{S}')" in found.advice
    assert f"(df[{column!r}] != df[{column!r}].shift()).cumsum() - 1" in found.in_pandas
    assert near_miss(T, [column]) is None


def test_a_typing_error():
    found = near_miss(V, ["Voltge [V]"])
    assert (found.column, found.factor) == ("Voltge [V]", None)
    assert found.advice == "If 'Voltge [V]' is meant, rename it to 'Voltage [V]'."
    assert near_miss(V, ["Volume [V]", "Vehicle"]) is None
    assert near_miss("Step count", ["Step coutn"]).column == "Step coutn"
    assert near_miss(V, []) is None


@pytest.mark.parametrize(
    ("column", "unit", "factor"),
    [
        (I, "mA", 1e-3),
        (I, "A", 1.0),
        (I, "V", None),
        (I, "mV", None),
        (T, "h", 3600.0),
        (F, "kHz", 1e3),
        (RE, "mOhm", 1e-3),
        ("Power [W]", "mW", 1e-3),
        ("Power [W]", "kW", 1e3),
        ("Power [W]", "uW", 1e-6),
        ("Charge capacity [A.h]", "mAh", 1e-3),
        ("Charge energy [W.h]", "Wh", 1.0),
        ("Charge energy [W.h]", "mWh", 1e-3),
        ("Charge energy [W.h]", "mW.h", 1e-3),
        ("Charge energy [W.h]", "kWh", 1e3),
        ("Temperature [degC]", "°C", 1.0),
        ("Temperature [degC]", "C", 1.0),
        ("Temperature [degC]", "K", None),
        ("SOC", "%", None),
        ("Anything [kg]", "kg", 1.0),
        ("Anything [kg]", "g", None),
    ],
)
def test_the_factor_of_a_unit(column, unit, factor):
    assert unit_factor(column, unit) == factor
