"""Capacity by row, C-rates and units."""

import polars as pl
import pytest

from ionworks import Quantity
from ionworks.transforms import add_c_rate, add_capacity, convert_units

OUT, INTO, NET = "Discharge capacity [A.h]", "Charge capacity [A.h]", "Capacity [A.h]"

# An hour at 2 A, a rest, an hour at -1 A; then the same as cycle 1. Steps begin where others end.
HOURS = [0.0, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0]
SERIES = pl.concat(
    pl.DataFrame(
        {
            "Time [s]": [3600 * (hour + 3 * cycle) for hour in HOURS],
            "Current [A]": [2.0, 2.0, 2.0, 0.0, 0.0, -1.0, -1.0],
            "Step count": [3 * cycle + step for step in (0, 0, 0, 1, 1, 2, 2)],
            "Cycle count": [cycle] * 7,
        }
    )
    for cycle in (0, 1)
)
STEP = [0.0, 1.0, 2.0, 0.0, 0.0, 0.0, 0.0]
CYCLE = [0.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    ("since", "out", "into"),
    [
        ("step", STEP * 2, [0, 0, 0, 0, 0, 0, 1.0] * 2),
        ("cycle", CYCLE * 2, [0, 0, 0, 0, 0, 0, 1.0] * 2),
        (
            "start",
            CYCLE + [2 + value for value in CYCLE],
            [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2.0],
        ),
    ],
)
def test_capacity_counts_from_what_is_asked_for(since, out, into):
    made = add_capacity(SERIES, since)
    assert made[OUT].to_list() == pytest.approx(out)
    assert made[INTO].to_list() == pytest.approx(into)
    assert made[NET].to_list() == pytest.approx([a - b for a, b in zip(out, into, strict=True)])
    assert made.select(SERIES.columns).equals(SERIES)
    # The last row of a step is what the step table says of it.
    if since == "step":
        assert made.filter(pl.col("Step count") == 0)[OUT][-1] == 2.0


def test_capacity_of_one_step_and_of_gaps():
    ramp = {"Time [s]": [0.0, 1800.0, 3600.0], "Current [A]": [0.0, None, 4.0]}
    made = add_capacity(ramp)  # the trapezoid spans the gap
    assert made[OUT].to_list() == pytest.approx([0.0, 0.0, 2.0])
    with pytest.raises(ValueError, match="since is 'day'"):
        add_capacity(ramp, "day")
    with pytest.raises(ValueError, match="needs 'Cycle count'"):
        add_capacity(ramp, "cycle")
    with pytest.raises(ValueError, match=r"needs 'Time \[s\]'; the series has 'Current \[A\]'"):
        add_capacity({"Current [A]": [1.0]})


@pytest.mark.parametrize(
    "capacity", [2.5, Quantity(2500, "mA*h"), {"value": 2.5, "unit": "A.h"}, "2.5 Ah"]
)
def test_c_rates(capacity):
    assert add_c_rate(SERIES, capacity)["C-rate [1/h]"].to_list()[:6] == [0.8] * 3 + [0, 0, -0.4]


@pytest.mark.parametrize("wrong", [0, -1, True, None, "5 V", {"value": 5}, float("nan")])
def test_what_is_no_capacity_is_refused(wrong):
    with pytest.raises(ValueError, match="capacity is"):
        add_c_rate(SERIES, wrong)


def test_units_are_converted_in_values_and_names():
    table = pl.DataFrame(
        {
            "Time [s]": [0, 5400],
            "Current [A]": [0.25, None],
            "Temperature [degC]": [25.0, 0.0],
            "kappa [S/m]": [1.0, 2.0],
            "Step count": [0, 1],
        }
    )
    units = {
        "Time [s]": "h",
        "Current [A]": "mA",
        "Temperature [degC]": "degF",
        "kappa [S/m]": "mS.cm-1",
    }
    made = convert_units(table, units)
    assert made.columns == [
        "Time [h]",
        "Current [mA]",
        "Temperature [degF]",
        "kappa [mS.cm-1]",
        "Step count",
    ]
    assert made.row(0) == pytest.approx((0.0, 250.0, 77.0, 10.0, 0))
    assert made.row(1)[0] == 1.5
    assert made.row(1)[1] is None
    assert made.row(1)[2] == pytest.approx(32.0)
    back = convert_units(made, {"Temperature [degF]": "degC"})["Temperature [degC]"]
    assert back.to_list() == pytest.approx([25.0, 0.0], abs=1e-9)


@pytest.mark.parametrize(
    ("units", "match"),
    [
        ({"Time [h]": "s"}, r"needs 'Time \[h\]'"),
        ({"Step count": "h"}, "names no unit"),
        ({"Time [s]": "V"}, r"column 'Time \[s\]'.*not converted"),
        ({"Time [s]": "tons of"}, r"column 'Time \[s\]'"),
        ({"Time [s]": 5}, "units is"),
        (["h"], "units is"),
    ],
)
def test_units_that_do_not_fit_are_named(units, match):
    with pytest.raises(ValueError, match=match):
        convert_units(SERIES, units)
    with pytest.raises(ValueError, match=r"two columns 'Time \[h\]'"):
        convert_units({"Time [s]": [0.0], "Time [h]": [0.0]}, {"Time [s]": "h"})
