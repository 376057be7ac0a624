"""What the loader makes of its rows: further columns, curves, resistances, and their pictures."""

import numpy as np
import polars as pl
import pytest

from ionworks import DataLoader
from ionworks.local.processing import process

LINE = np.linspace(0, 1, 121)


def cycle(number):
    """A rest, a discharge from 4 V to 3 V and a charge back, of 2 A.h in an hour each."""
    start = 3 * 3600 * number
    current = np.repeat([0.0, 2.0, -2.0], 121)
    voltage = np.concatenate([np.full(121, 4.0), 3.95 - LINE, 3.05 + LINE])
    return pl.DataFrame(
        {
            "Time [s]": start + np.concatenate([3600 * (step + LINE) for step in range(3)]),
            "Voltage [V]": voltage,
            "Current [A]": current,
            "Step count": 3 * number + np.repeat([0, 1, 2], 121),
            "Cycle count": [number] * 363,
        }
    )


def loader(cycles=2, **options):
    return DataLoader(pl.concat(cycle(number) for number in range(cycles)), **options)


def test_columns_are_added_and_units_changed():
    options = {"capacity": "cycle", "c_rate": 4.0, "units": {"Time [s]": "h", "Current [A]": "mA"}}
    data = loader(transforms=options).data
    assert data.columns == [
        "Time [h]",
        "Voltage [V]",
        "Current [mA]",
        "Step count",
        "Cycle count",
        "Discharge capacity [A.h]",
        "Charge capacity [A.h]",
        "Capacity [A.h]",
        "C-rate [1/h]",
    ]
    assert data["Time [h]"][-1] == pytest.approx(6.0)
    assert data["Current [mA]"].unique().sort().to_list() == [-2000.0, 0.0, 2000.0]
    assert data["C-rate [1/h]"].unique().sort().to_list() == [-0.5, 0.0, 0.5]
    ends = data.group_by("Cycle count", maintain_order=True).last()
    assert ends["Discharge capacity [A.h]"].to_list() == pytest.approx([2.0, 2.0])
    assert ends["Capacity [A.h]"].to_list() == pytest.approx([0.0, 0.0], abs=1e-9)
    # The capacity is there for what comes after it.
    grid = loader(transforms={"capacity": True, "interpolate": [5400.0]}).data
    assert grid["Discharge capacity [A.h]"].to_list() == pytest.approx([1.0])
    assert "Capacity [A.h]" not in loader(transforms={"capacity": False}).data.columns


def test_what_no_configuration_knows_is_not_written_into_one():
    for options in ({"capacity": True}, {"c_rate": 5}, {"units": {"Time [s]": "h"}}):
        with pytest.raises(ValueError, match=f"cannot hold the transform '{next(iter(options))}'"):
            loader(transforms=options).to_config()


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"capacity": "day"}, "capacity is 'day'"),
        ({"c_rate": "5 V"}, "capacity is '5 V'"),
        ({"units": ["h"]}, "units is"),
    ],
)
def test_wrong_transforms_are_named_at_once(options, match):
    with pytest.raises(ValueError, match=match):
        loader(transforms=options)


def test_curves_and_resistances_are_of_the_chosen_rows():
    second = DataLoader(loader().data.filter(pl.col("Cycle count") == 1))
    curve = second.dqdv(voltage_step=0.01)
    assert curve["Step count"].unique().sort().to_list() == [4, 5]
    assert curve["dQ/dV [A.h.V-1]"].abs().to_numpy() == pytest.approx(2.0)
    assert second.dvdq()["dV/dQ [V.A-1.h-1]"].abs().to_numpy() == pytest.approx(0.5)
    (resistance,) = second.pulse_resistance(at=30)["Resistance [Ohm]"]
    assert resistance == pytest.approx((0.05 + 30 / 3600) / 2)


def test_the_hold_of_a_charge_in_one_step_is_left_out_when_it_is_split_off():
    """1 A from 3.2 V to 4.2 V in an hour, then 4.2 V with a current that falls."""
    hours = np.concatenate([LINE, 1 + LINE[1:]])
    series = pl.DataFrame(
        {
            "Time [s]": 3600 * hours,
            "Voltage [V]": np.minimum(3.2 + hours, 4.2),
            "Current [A]": np.where(hours <= 1, -1.0, -np.exp(-4 * (hours - 1))),
            "Step count": [0] * len(hours),
        }
    )
    steps = process(series).steps
    joined, split = (
        DataLoader(series, steps, transforms={"split_cccv": asked}).dqdv(voltage_step=0.01)
        for asked in (False, True)
    )
    held = (1 - np.exp(-4)) / 4  # A.h, in the last interval
    assert joined["dQ/dV [A.h.V-1]"][-1] == pytest.approx(1 + held / 0.01, rel=1e-3)
    assert split["dQ/dV [A.h.V-1]"][:-1].to_numpy() == pytest.approx(1.0)
    assert split["dQ/dV [A.h.V-1]"][-1] < 1 + 0.05 * held / 0.01


def test_curves_are_coloured_by_cycle():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    try:
        fig, ax = loader().plot_dqdv(voltage_step=0.01, title="Two cycles")
        lines = ax[0].lines[:4]
        assert [line.get_color() for line in lines] == ["C0", "C0", "C1", "C1"]
        assert [line.get_ydata()[0] for line in lines] == pytest.approx([-2, 2, -2, 2])
        assert [text.get_text() for text in fig.legends[0].get_texts()] == ["Cycle 0", "Cycle 1"]
        assert fig.get_suptitle() == "Two cycles"
        assert (ax[0].get_xlabel(), ax[0].get_ylabel()) == ("Voltage [V]", "dQ/dV [A.h.V-1]")
        own, axes = pyplot.subplots()
        fig, ax = loader(12).plot_dvdq(ax=axes)
        assert fig is own
        (bar,) = set(fig.axes) - set(ax)
        assert (bar.get_ylabel(), bar.get_ylim()) == ("Cycle count", (0, 11))
        low, high = ax[0].get_ylim()
        assert low < -0.5 < 0.5 < high
        rest = DataLoader(cycle(0).head(121))
        with pytest.raises(ValueError, match="no curve to plot"):
            rest.plot_dqdv()
    finally:
        pyplot.close("all")
