"""Quantities: what equals what, what is converted, and what is warned of before it is sent."""

import copy
import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pint
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ionworks.quantities as module
from ionworks import Quantity
from ionworks.tables.units import registry
from ionworks.validators import check, rated_capacity, voltage_window

SPELLINGS = [
    ("A*h", "A.h", 1.0),
    ("A.h", "Ah", 1.0),
    ("mAh", "A.h", 1e-3),
    ("mg.cm-2", "mg/cm**2", 1.0),
    ("mg/cm^2", "kg.m-2", 1e-2),
    ("mA.h.g-1", "mAh/g", 1.0),
    ("W.h.kg-1", "J/kg", 3600.0),
    ("mOhm", "ohm", 1e-3),
    ("Ω", "Ohm", 1.0),
    ("µm", "um", 1.0),
    ("%", "", 1e-2),
    ("h-1", "1/s", 1 / 3600),
]


@pytest.mark.parametrize(("one", "other", "factor"), SPELLINGS)
def test_both_spellings_are_read(one, other, factor):
    assert Quantity(1, one) == Quantity(factor, other)
    assert Quantity(1, one).value_in(other) == pytest.approx(factor, rel=1e-14)
    assert hash(Quantity(1, one)) == hash(Quantity(factor, other))


@given(
    st.integers(-(10**6), 10**6),
    st.sampled_from([("A.h", "mA.h", 3), ("V", "uV", 6), ("m", "nm", 9), ("kg", "mg", 6)]),
)
def test_a_prefix_moves_the_decimal_point(number, units):
    large, small, places = units
    amount = Quantity(number / 1000, large)
    assert amount == Quantity(number * 10 ** (places - 3), small)
    assert (amount < Quantity(0, small)) == (number < 0)
    assert amount.to(small).to(large) == amount


def test_the_zero_of_a_scale_may_lie_elsewhere():
    room = Quantity(25, "degC")
    assert room.to("K") == Quantity(298.15, "K")
    assert Quantity(77, "degF") == room
    assert Quantity(0, "degC") > Quantity(0, "K")
    assert Quantity(1, "degC/min") == Quantity(1, "K/min")  # a difference has no zero


def test_units_that_are_read_without_the_table_are_what_it_says():
    for text, (scale, dimensions) in module._USUAL.items():
        one = registry().Quantity(1.0, module.read_unit(text))
        assert one.to_base_units().magnitude == pytest.approx(float(scale), rel=1e-15), text
        found = sorted((name, float(power)) for name, power in one.dimensionality.items())
        assert tuple(found) == dimensions, text
    for _, units in [*module._EXPECTED.values(), *(expected for _, expected in module._BY_PART)]:
        for unit in units:
            module._unit(unit)


def test_a_quantity_is_a_value():
    capacity = Quantity(5, "A*h")
    assert {capacity: "found"}[Quantity("5000 mA.h")] == "found"
    assert capacity == {"value": 5000, "unit": "mA.h"}
    assert capacity != {"value": 5, "unit": "A*h", "note": "of the maker"}
    assert capacity != {"value": 5, "unit": "unknown to all"}
    assert capacity != Quantity(5, "V")
    assert capacity not in (5, "5 A*h", None)
    for same in (pickle.loads(pickle.dumps(capacity)), copy.deepcopy(capacity)):
        assert (same.value, same.unit) == (5, "A*h")
    assert repr(capacity) == "Quantity(5, 'A*h')"
    assert f"{Quantity(1 / 3, 'V'):.2f}" == "0.33 V"
    assert str(Quantity("0.5")) == "0.5"
    assert capacity.to_dict() == {"value": 5, "unit": "A*h"}
    assert Quantity({"value": np.float32(2.5), "unit": "V", "note": "x"}).value == 2.5
    assert max(Quantity(1, "A.h"), Quantity(999, "mA.h")).value == 1
    with pytest.raises(ValueError, match=r"5 A\*h and 5 V cannot be compared: .*charge.*voltage"):
        _ = capacity < Quantity(5, "V")
    with pytest.raises(ValueError, match="is a charge, which has no value in 'V', a voltage"):
        capacity.to("V")
    with pytest.raises(ValueError, match="too large a number in 'mV'"):
        Quantity(1e308, "V").to("mV")
    with pytest.raises(TypeError, match="a unit is text"):
        capacity.to(None)


AH = Quantity(5, "A.h")
RESULTS = [
    (lambda: 2 * AH, 10, "A.h"),
    (lambda: AH / 2, 2.5, "A.h"),
    (lambda: 0.1 * Quantity(3, "V"), 0.3, "V"),
    (lambda: -AH, -5, "A.h"),
    (lambda: abs(Quantity(-3, "V")), 3, "V"),
    (lambda: round(Quantity(3.14159, "V"), 2), 3.14, "V"),
    (lambda: AH + Quantity(500, "mA*h"), 5.5, "A.h"),
    (lambda: Quantity(500, "mA*h") + AH, 5500.0, "mA*h"),
    (lambda: Quantity(0.1, "V") + Quantity(0.2, "V"), 0.3, "V"),
    (lambda: AH - {"value": 1, "unit": "Ah"}, 4.0, "A.h"),
    (lambda: {"value": 6, "unit": "Ah"} - AH, 1.0, "Ah"),
    (lambda: sum([AH, AH, Quantity(1, "mA.h")]), 10.001, "A.h"),
    (lambda: Quantity(25, "degC") - Quantity(20, "degC"), 5.0, "K"),
    (lambda: AH * Quantity(50, "%"), 2.5, "A.h"),
    (lambda: Quantity(50, "%") * AH, 2.5, "A.h"),
    (lambda: AH / Quantity(2, "A"), 2.5, "h"),
    (lambda: AH / Quantity(500, "mA.h"), 10.0, ""),
    (lambda: (AH * Quantity(3.7, "V")).to("W.h"), 18.5, "W.h"),
    (lambda: Quantity(12, "mg.cm-2") * Quantity(1.54, "cm2"), 18.48, "mg"),
    (lambda: Quantity(12, "mg/cm2") * Quantity(190, "mA.h/g"), 2.28, "mA*h/cm**2"),
    (lambda: Quantity(3, "mOhm") * Quantity(2, "A"), 6.0, "A*mohm"),
    (lambda: Quantity(2, "µm") ** 2, 4.0, "um**2"),
    (lambda: Quantity(1, "degC/min") * Quantity(2, "min"), 2.0, "K"),
    (lambda: 4 / Quantity(2, "h"), 2.0, "1/h"),
    (lambda: 1 - Quantity(0.3, ""), 0.7, ""),
    (lambda: np.float64(2) * AH, 10.0, "A.h"),
    (lambda: AH * np.int64(2), 10, "A.h"),
    (lambda: np.array([AH, 3 * AH]).sum(), 20, "A.h"),
    (lambda: np.mean([AH, 3 * AH]), 10.0, "A.h"),
]


@pytest.mark.parametrize(("made", "value", "unit"), RESULTS)
def test_quantities_are_calculated_with(made, value, unit):
    found = made()
    assert (found.value, found.unit, type(found.value)) == (value, unit, type(value))
    assert pickle.loads(pickle.dumps(found)) == found == dict(found)


AMOUNTS = st.integers(1, 10**6).map(lambda number: number / 1000)


@given(AMOUNTS, AMOUNTS, st.sampled_from(["A.h", "mAh", "C"]), st.sampled_from(["A*h", "mA.h"]))
def test_what_is_added_or_multiplied_is_taken_away_again(one, other, its_unit, unit):
    first, second = Quantity(one, its_unit), Quantity(other, unit)
    assert first + second == second + first
    assert round(first + second - second, 6) == round(first, 6)
    assert first * second == second * first
    assert (first * second / second).to(its_unit) == first
    assert float(first / second) * second == first
    assert (first < second) == (first - second < 0 * first)


@pytest.mark.parametrize(
    ("made", "error", "message"),
    [
        (
            lambda: AH + 1,
            TypeError,
            r"1 has no unit, and 5 A.h has one; write Quantity\(1, 'A.h'\)",
        ),
        (lambda: 1 - AH, TypeError, "1 has no unit"),
        (lambda: AH < 4, TypeError, "4 has no unit"),
        (lambda: AH + "1 A.h", TypeError, "unsupported"),
        (lambda: AH * True, TypeError, "unsupported"),
        (lambda: AH - Quantity(1, "V"), ValueError, "one is a charge, the other a voltage"),
        (lambda: AH / 0, ZeroDivisionError, "5 A.h is divided by 0"),
        (lambda: AH**0.5, ValueError, "small whole number, not 0.5"),
        (lambda: AH**10**9, ValueError, "small whole number"),
        (lambda: Quantity(1e300, "V") * 1e300, ValueError, "finite"),
        (lambda: 2 * Quantity(25, "degC"), ValueError, r"convert it with `.to\('K'\)`"),
        (lambda: Quantity(25, "degC") + Quantity(1, "K"), ValueError, "25 degC is a point on a"),
        (lambda: Quantity(1, "K") - Quantity(25, "degC"), ValueError, "25 degC is a point on a"),
        (lambda: float(AH), TypeError, "no plain number; its number is `.value`"),
        (lambda: AH * np.ones(2), TypeError, "one number with its unit, and a column has plain"),
        (lambda: np.ones(2) * AH, TypeError, "one number with its unit, and a column has plain"),
        (lambda: AH * pl.Series([1.0]), TypeError, "one number with its unit, and a column has"),
    ],
)
def test_what_cannot_be_calculated_says_why(made, error, message):
    with pytest.raises(error, match=message):
        made()


def test_an_amount_of_pint_is_read():
    own = pint.UnitRegistry()  # of the user, not ours
    for amount, expected in [
        (own.Quantity(5, "ampere_hour"), AH),
        (own.Quantity(12.5, "mg/cm**2"), Quantity(12.5, "mg.cm-2")),
        (own.Quantity(25, "degC"), Quantity(25, "degC")),
        (own.Quantity(3, "milliohm"), Quantity(3, "mOhm")),
        (own.Quantity(0.3, ""), Quantity(0.3, "")),
    ]:
        assert Quantity(amount) == expected
        assert Quantity(amount).unit.isascii()


def test_quantities_stand_in_arrays_and_frames():
    several = [2 * AH, Quantity(500, "mA.h"), AH]
    array = np.array(several)
    assert array.dtype == object
    assert (array * 2).tolist() == [each * 2 for each in several]
    assert sorted(several) == pd.Series(several).sort_values().tolist()
    assert pd.Series(several).map(lambda each: each.value_in("A.h")).tolist() == [10.0, 0.5, 5.0]
    fields = pl.Series("Capacity", several).struct
    assert fields.field("unit").to_list() == ["A.h", "mA.h", "A.h"]
    assert float(Quantity(50, "%")) == 0.5


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ((5,), TypeError, "the unit of 5 is missing"),
        ((5, "furlongs per"), ValueError, "'furlongs per' cannot be read as a unit"),
        ((5, "9**9**9**9"), ValueError, "cannot be read"),
        (("5,2 A.h",), ValueError, "with a point, as in '5.2 A.h'"),
        (("much",), ValueError, "'much' is no quantity"),
        ((float("inf"), "V"), ValueError, "finite"),
        ((10**400, "V"), ValueError, "finite"),
        ((1e308, "kA.h"), ValueError, "too large"),
        ((True, "V"), TypeError, "not True"),
        (({"value": 1},), TypeError, "no unit"),
        ((Quantity(1, "V"), "mV"), TypeError, "convert it with `to`"),
    ],
)
def test_what_is_none_is_refused(arguments, error, message):
    with pytest.raises(error, match=message):
        Quantity(*arguments)


def test_a_quantity_stands_where_a_dict_does(do):
    loading = Quantity(12.3, "mg.cm-2")
    spec = do(
        lambda client: client.cell_spec.create(
            {
                "name": "cell",
                "ratings": {
                    "capacity": Quantity(2500, "mA*h"),
                    "voltage_min": Quantity("2.5 V"),
                    "voltage_max": Quantity(4200, "mV"),
                },
                "cathode": {"properties": {"loading": loading}, "material": {"name": "NMC"}},
            }
        )
    )
    assert spec.ratings["capacity"] == {"value": 2500, "unit": "mA*h"}  # as it was sent
    assert Quantity(spec.ratings["capacity"]) == Quantity(2.5, "A.h")
    assert spec.cathode["properties"]["loading"] == dict(loading)
    assert rated_capacity(spec.ratings) == rated_capacity({"capacity": Quantity("2.5 A.h")}) == 2.5
    assert voltage_window(spec.ratings) == (2.5, 4.2)
    changed = {"ratings": {"energy": Quantity(9, "W.h")}}
    assert do(lambda client: client.cell_spec.update(spec, changed)).ratings["energy"] == {
        "value": 9,
        "unit": "W.h",
    }
    measured = {"anode": {"loading": Quantity(6.4, "mg/cm**2")}}
    cell = do(
        lambda client: client.cell_instance.create(
            spec, {"name": "one", "measured_properties": measured}
        )
    )
    assert cell.measured_properties["anode"]["loading"] == {"value": 6.4, "unit": "mg/cm**2"}
    weighed = do(
        lambda client: client.cell_measurement.create_properties(
            cell, "weight", {"weight": Quantity(45.3, "g")}
        )
    )
    assert weighed.properties["weight"] == {"value": 45.3, "unit": "g"}
    material = do(
        lambda client: client.material.create(
            {"name": "NMC 811", "definition": {"capacity": Quantity(190, "mA.h.g-1")}}
        )
    )
    assert material.definition["capacity"] == {"value": 190, "unit": "mA.h.g-1"}


def test_the_checks_take_quantities():
    series = {
        "Time [s]": [0.0, 1800.0, 3600.0],
        "Voltage [V]": [4.0, 3.9, 3.8],
        "Current [A]": [1.0, 1.0, 1.0],
        "Step count": [0, 0, 0],
    }
    steps = {"Step count": [0], "Discharge capacity [A.h]": [1.0], "Charge capacity [A.h]": [0.0]}
    for wrong, right in [(Quantity(20, "mA.h"), 0.02), (Quantity(1, "A.h"), 1.0)]:
        assert check(series, strict=True, steps=steps, rated_capacity=wrong).issues == (
            check(series, strict=True, steps=steps, rated_capacity=right).issues
        )
    with pytest.raises(ValueError, match="rated_capacity"):
        check(series, strict=True, rated_capacity=Quantity(1, "V"))
    window = (Quantity(2500, "mV"), Quantity(4.2, "V"))
    assert not check(series, strict=True, voltage_window=window).errors


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            {"ratings": {"max_charge_rate": {"value": 1, "unit": "V"}}},
            "ratings.max_charge_rate has the unit 'V', which is a voltage; expected is a rate",
        ),
        (
            {"anode": {"properties": {"coating thickness": {"value": 60, "unit": "mg"}}}},
            "anode.properties.coating thickness .*'mg'.* expected is a length, such as in 'mm'",
        ),
        (
            {"properties": {"Capacity": Quantity(3, "V")}},
            "properties.Capacity .*'V'.* expected is a charge, such as in 'A.h'",
        ),
    ],
)
def test_a_unit_of_the_wrong_dimension_warns_before_it_is_sent(do, body, sentence):
    with pytest.warns(UserWarning, match=sentence) as found:
        spec = do(lambda client: client.cell_spec.create({"name": "cell", **body}))
    assert len(found) == 1
    assert spec.name == "cell"  # it was sent all the same


def test_a_capacity_in_volts_warns_in_measured_properties(do):
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "one"}))
    with pytest.warns(UserWarning, match="properties.capacity has the unit 'V'"):
        do(
            lambda client: client.cell_measurement.create_properties(
                cell, "check", {"capacity": Quantity(3, "V")}
            )
        )


def test_units_that_fit_are_silent():
    fitting = {
        "capacity": ["A.h", "mAh/g", "mA.h.cm-2"],
        "areal_capacity": ["mA.h.cm-2"],
        "loading": ["mg/cm2", "mAh/cm2"],
        "thickness": ["um", "mm"],
        "porosity": ["", "%"],
        "max_charge_rate": ["C", "1/h"],
        "voltage_max": ["V", "mV"],
        "weight": ["g", "of an elephant"],
        "anything else": ["V", "kg"],
    }
    for name, units in fitting.items():
        for unit in units:
            assert list(module.wrong_units({name: {"value": 1, "unit": unit}})) == []


def test_the_package_does_not_load_pint():
    code = "import ionworks, sys; ionworks.Ionworks; assert 'pint' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
