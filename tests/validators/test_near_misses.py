"""Units of headers, and what their values are multiplied by."""

import pytest

from ionworks.validators.near_misses import near_miss, unit_factor

T, V, I, F = "Time [s]", "Voltage [V]", "Current [A]", "Frequency [Hz]"  # noqa: E741
RE, IM, Q = "Z_Re [Ohm]", "Z_Im [Ohm]", "Capacity [A.h]"


@pytest.mark.parametrize(
    ("needed", "column", "factor"),
    [
        (T, "Test time [h]", 3600.0),
        (T, "elapsed (min)", 60.0),
        (T, "t / ms", 1e-3),
        (V, "Ecell/mV", 1e-3),
        (V, "U [uV]", 1e-6),
        (V, "Potential <kV>", 1e3),
        (V, "Volts [V]", 1.0),
        (I, "I (µA)", 1e-6),
        (I, "I/nA", 1e-9),
        (I, "Cell current [mA]", 1e-3),
        (I, "current {kA}", 1e3),
        (I, "-I [A]", -1.0),
        (I, "-I [mA]", -1e-3),
        (F, "freq/kHz", 1e3),
        (F, "f [MHz]", 1e6),
        (F, "f [mHz]", 1e-3),
        (RE, "Re(Z) [mOhm]", 1e-3),
        (RE, "Z real [kΩ]", 1e3),
        (IM, "-Im(Z)/Ohm", -1.0),
        (IM, "Z'' [uOhm]", 1e-6),
        (Q, "Q [mAh]", 1e-3),
        (Q, "q (uA.h)", 1e-6),
        (Q, "Capacity_mAh", 1e-3),
    ],
)
def test_values_of_another_unit_are_multiplied(needed, column, factor):
    found = near_miss(needed, ["Other", column])
    assert found is not None
    assert (found.column, found.factor) == (column, pytest.approx(factor))
    said = "Rename" if factor == 1.0 else f"by {factor:g} and"
    assert said in found.advice


@pytest.mark.parametrize(
    ("needed", "column"), [(T, "Test time"), (V, "Ecell"), (I, "amps"), (I, "-I")]
)
def test_without_a_unit_nothing_is_multiplied_but_a_sign(needed, column):
    found = near_miss(needed, [column])
    assert found is not None
    assert found.factor == (-1.0 if column == "-I" else None)
    assert (f"If {column!r} is in" in found.advice) == (column != "-I")


@pytest.mark.parametrize("column", ["Current [V]", "I [parsec]", "Power [W]", "Note"])
def test_what_is_another_quantity_is_not_multiplied(column):
    found = near_miss(I, [column])
    assert found is None or found.factor is None


@pytest.mark.parametrize(
    ("column", "unit", "factor"),
    [
        (I, "A", 1.0),
        (I, "mA", 1e-3),
        (I, "ma", 1e-3),
        ("Power [W]", "kW", 1e3),
        ("Power [W]", "mW", 1e-3),
        ("Power [W]", "uW", 1e-6),
        ("Charge energy [W.h]", "mWh", 1e-3),
        ("Charge energy [W.h]", "kWh", 1e3),
        ("Charge capacity [A.h]", "mAh", 1e-3),
        ("Temperature [degC]", "°C", 1.0),
        ("Temperature [degC]", "C", 1.0),
        ("Temperature [degC]", "K", None),
        (I, "V", None),
        ("Pressure [bar]", "mbar", None),
        ("Pressure [bar]", "bar", 1.0),
        ("Step count", "1", None),
    ],
)
def test_the_factor_of_a_unit(column, unit, factor):
    assert unit_factor(column, unit) == (factor if factor is None else pytest.approx(factor))
