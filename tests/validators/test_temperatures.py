"""Which temperatures are those of no chamber in degrees Celsius."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.temperatures import TemperatureRange
from ionworks.validators.functions import findings

K = "Temperature [degC]"


def units(low, middle=None, high=None):
    """Give what is said of a column: the unit that it may have, or that it is impossible."""
    middle, high = (low if each is None else each for each in (middle, high))
    values = [low] * 20 + [middle] * 60 + [high] * 20
    frame = pl.DataFrame({K: np.array(values, dtype=float)})
    issues = findings(frame, TemperatureRange(frame, "error"))
    return [(issue.payload.get("unit", "rows"), issue.severity) for issue in issues]


@pytest.mark.parametrize(
    ("temperature", "impossible"), [(-99.9, False), (-100.1, True), (90.0, False), (205.0, True)]
)
def test_no_cell_is_tested_that_cold_or_hot(temperature, impossible):
    assert units(temperature) == [(None, "error")] * impossible


@pytest.mark.parametrize("first", [67.9, 71.4, 76.5])
def test_a_room_in_fahrenheit_begins(first):
    """20 to 26 degC, but for 70, 75 and 80, which hot chambers are set to."""
    assert units(first - 0.1) == []
    assert units(first) == [("degF", "warning")]


@pytest.mark.parametrize("last", [69.0, 74.2, 78.5])
def test_a_room_in_fahrenheit_ends(last):
    assert units(last) == [("degF", "warning")]
    assert units(last + 0.1) == []


@pytest.mark.parametrize(
    ("low", "middle", "high", "is_setting"),
    [
        (74.0, 74.6, 75.0, True),  # half a degree from a setting
        (74.0, 74.4, 75.0, False),
        (74.0, 75.4, 76.0, True),
        (74.0, 75.6, 76.0, False),
        (73.0, 75.0, 76.9, True),  # a chamber is steady within 4 degrees
        (73.0, 75.0, 77.1, False),
        (68.0, 70.0, 71.5, True),
        (77.0, 80.0, 80.5, True),
    ],
)
def test_a_steady_chamber_is_known_by_its_setting(low, middle, high, is_setting):
    assert units(low, middle, high) == [("degF", "warning")] * (not is_setting)


@pytest.mark.parametrize(("hottest", "is_found"), [(200.0, False), (200.1, True)])
def test_hot_rows_are_named(hottest, is_found):
    assert units(25.0, 25.0, hottest) == [("rows", "warning")] * is_found
