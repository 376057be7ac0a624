"""Rated capacity and voltage window from the ratings of a specification."""

import math

import pytest

from ionworks.validators import rated_capacity, voltage_window


def quantity(value, unit):
    return {"value": value, "unit": unit}


@pytest.mark.parametrize(
    ("unit", "factor"),
    [
        ("A*h", 1.0),
        ("A.h", 1.0),
        ("Ah", 1.0),
        ("A h", 1.0),
        (" A.h ", 1.0),
        ("mA*h", 1e-3),
        ("mA.h", 1e-3),
        ("mAh", 1e-3),
        ("mA h", 1e-3),
        ("uA.h", 1e-6),
        ("\u00b5A.h", 1e-6),
        ("\u03bcA*h", 1e-6),
        ("\u00b5Ah", 1e-6),
        ("kA.h", 1e3),
        ("A.s", 1 / 3600),
    ],
)
def test_capacity(unit, factor):
    assert rated_capacity({"capacity": quantity(2.5, unit)}) == pytest.approx(2.5 * factor)


@pytest.mark.parametrize(
    "unit",
    ["W.h", "V", "mg.cm-2", "mA.h.g-1", "Ahr", "", "  ", "A-h", "A", None, 5, "3 A.h", "nonsense"],
)
def test_units_that_are_no_charge_are_named(unit):
    with pytest.raises(ValueError, match="capacity") as error:
        rated_capacity({"capacity": quantity(2.5, unit)})
    assert repr(unit) in str(error.value)
    assert "mA.h" in str(error.value)


@pytest.mark.parametrize(
    "rating",
    [
        None,
        2.5,
        "2.5 A.h",
        {"value": 2.5},
        {"unit": "A.h"},
        *(quantity(value, "A.h") for value in (None, "2.5", math.nan, math.inf, 0, -1.0, True)),
    ],
)
def test_what_is_no_capacity_is_refused(rating):
    with pytest.raises(ValueError, match="capacity"):
        rated_capacity({"capacity": rating})


def test_a_missing_rating_is_refused():
    with pytest.raises(ValueError, match="voltage_max"):
        voltage_window({"voltage_min": quantity(2.5, "V")})


def test_window():
    ratings = {"voltage_min": quantity(2500, "mV"), "voltage_max": quantity(4.2, "V")}
    assert voltage_window(ratings) == (2.5, 4.2)


def test_a_window_that_falls_is_refused():
    ratings = {"voltage_min": quantity(4.2, "V"), "voltage_max": quantity(2.5, "V")}
    with pytest.raises(ValueError, match="must be below"):
        voltage_window(ratings)
