"""Labels that scale with the cell; CC-CV in one step: recognised, its share, split into two."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

from ionworks import DataLoader, examples
from ionworks.local.processing import prepare
from ionworks.local.processing.steps import step_table
from ionworks.tables.held import label_by_cell

CYCLING = examples.cycling().filter(pl.col("Cycle count") < 3)
#: The same, as a cycler logs it that has one step for the whole charge.
ONE_STEP = CYCLING.with_columns(
    (pl.col("Cycle count") * 4 + (pl.col("Step from cycler") - 1).replace({3: 2, 4: 3})).alias(
        "Step count"
    )
)
CHARGE = 2  # the row of the first charge in both step tables


def table_of(series):
    return step_table(prepare(series))


@pytest.mark.parametrize("scale", [1e-4, 1.0, 50.0])
@pytest.mark.parametrize("rated", [None, 5.0])
def test_labels_are_those_of_the_programme_on_any_cell(scale, rated):
    series = ONE_STEP.with_columns(pl.col("Current [A]") * scale)
    loader = DataLoader(series, table_of(ONE_STEP))
    labelled = loader.steps_with_labels(None if rated is None else rated * scale)
    programme = ["Constant current discharge", "Rest", "CC-CV charge", "Rest"]
    assert labelled["Step type"].to_list() == programme * 3


def test_the_share_of_constant_voltage_is_that_of_its_charge():
    two, one = table_of(CYCLING), table_of(ONE_STEP)
    current, voltage = two["Charge capacity [A.h]"][CHARGE : CHARGE + 2]
    labelled = DataLoader(ONE_STEP, one).steps_with_labels(5.0)
    share = labelled["Constant voltage share"]
    assert share[CHARGE] == pytest.approx(voltage / (current + voltage), rel=1e-3)
    assert share[0] == 0.0
    assert share[1] is None
    # The first row at the held voltage still has the whole current.
    assert labelled["Constant voltage start index"][CHARGE] - two["Start index"][CHARGE + 1] in (
        0,
        1,
    )
    cycle = DataLoader(ONE_STEP, one, first_step={"cycle": 1})
    later = cycle.steps_with_labels(5.0)["Constant voltage start index"]
    assert later.drop_nulls()[0] == labelled["Constant voltage start index"][CHARGE + 4]


@pytest.mark.parametrize(
    ("voltage", "current", "label", "share"),
    [
        ([4.2, 4.2], [-0.5, -0.3], "Constant voltage charge", 1.0),
        ([4.2, 4.2001, 4.2], [-0.5, -0.3, -0.2], "Constant voltage charge", 1.0),
        ([2.5, 2.5], [0.5, 0.3], "Constant voltage discharge", 1.0),
        ([4.1, 4.15], [-0.5, -0.5], "Constant current charge", 0.0),
        ([3.3, 3.3, 3.3], [-0.5, -0.5, -0.5], "Constant current charge", 0.0),
        ([3.7, 3.7], [0.0, 1e-5], "Rest", None),
        ([4.1, 4.15, 4.2, 4.2, 4.2, 4.2], [-1, -1, -1, -0.6, -0.3, -0.1], "CC-CV charge", None),
        ([4.1, 3.9, 3.6, 3.5, 3.4, 3.3], [0.5, 1, 0.2, 0.9, -0.4, 1], "Unknown step type", None),
        ([4.0, 3.9, 3.8, 3.7, 3.6, 3.5], [8 / v for v in (4.0, 3.9, 3.8, 3.7, 3.6, 3.5)],
         "Constant power discharge", None),
    ],
)  # fmt: skip
def test_steps_of_few_rows(voltage, current, label, share):
    count = len(voltage)
    series = {
        "Time [s]": [60.0 * row for row in range(count)],
        "Voltage [V]": voltage,
        "Current [A]": [float(each) for each in current],
    }
    steps = {"Start index": [0], "End index": [count - 1]}
    steps |= {"Start voltage [V]": [voltage[0]], "End voltage [V]": [voltage[-1]]}
    (found,) = DataLoader(series, steps).steps_with_labels(1.0).rows(named=True)
    assert found["Step type"] == label
    if not label.startswith("CC-CV"):
        assert found["Constant voltage share"] == share
    else:  # 1 A for 2 min; 0.8, 0.45 and 0.2 A for 1 min each
        assert found["Constant voltage share"] == pytest.approx(1.45 / 3.45)
        assert found["Constant voltage start index"] == 3


def held_for(currents, way=-1, charging=200, last=()):
    """Give rows of 0.5 A up to 4.2 V, or down to 2.5 V, and then of these currents at it."""
    limit, start = (4.2, 3.6) if way < 0 else (2.5, 3.6)
    climb = np.linspace(start, limit, charging)
    rows = [(way * 0.5, volts) for volts in climb] + [(way * size, limit) for size in currents]
    return [*rows, *last]


@pytest.mark.parametrize("way", [-1, 1])
@pytest.mark.parametrize("charging", [3, 4, 200])
@pytest.mark.parametrize("currents", [(0.2, 0.1), (0.4, 0.3), (0.3, 0.2, 0.1)])
@pytest.mark.parametrize("last", [(), [(0.0, 3.5)], [(1.0, 3.3)]])
def test_a_current_and_then_a_voltage_for_two_rows_within_one_step(way, charging, currents, last):
    rows = held_for(currents, way, charging, last)
    series = {
        "Time [s]": [10.0 * row for row in range(len(rows))],
        "Voltage [V]": [volts for _, volts in rows],
        "Current [A]": [float(current) for current, _ in rows],
    }
    steps = {"Start index": [0], "End index": [len(rows) - 1]}
    steps |= {"Start voltage [V]": [rows[0][1]], "End voltage [V]": [rows[-1][1]]}
    (found,) = DataLoader(series, steps).steps_with_labels(1.0).rows(named=True)
    assert found["Step type"] == ("CC-CV charge" if way < 0 else "CC-CV discharge")
    assert found["Constant voltage start index"] == charging
    if not last:
        inner = [0.5 * (charging - 1), *[sum(two) / 2 for two in pairwise((0.5, *currents))]]
        assert found["Constant voltage share"] == pytest.approx(sum(inner[1:]) / sum(inner))


@pytest.mark.parametrize(
    "end",
    [
        [(-0.2, 4.1), (-0.1, 4.05)],  # the current is switched off in two rows: the voltage falls
        [(0.0, 4.1)],
        [(-0.1, 4.2)],  # one row holds nothing
    ],
)
def test_a_current_that_ends_is_no_held_voltage(end):
    rows = held_for((), last=end)
    series = pl.DataFrame(
        {"Voltage [V]": [v for _, v in rows], "Current [A]": [i for i, _ in rows]}
    )
    found = label_by_cell(
        series, pl.DataFrame({"Start index": [0], "End index": [len(rows) - 1]}), 1.0
    )
    assert not found["Step type"][0].startswith(("CC-CV", "Constant voltage"))


def power(spread):
    """Give rows of 4 W that spread by this share."""
    volts = np.linspace(4.0, 3.0, 10)
    watts = 4.0 * (1 + spread * np.resize([1, -1], 10))
    return list(zip(watts / volts, volts, strict=True))


STEPS = {
    "Constant current discharge": [(1.0, 4.0 - 0.05 * row) for row in range(10)],
    "Constant current charge": [(-1.0, 3.0 + 0.05 * row) for row in range(10)],
    "Constant voltage charge": [(-1.0 * 0.8**row, 4.2) for row in range(10)],
    "Constant voltage discharge": [(1.0 * 0.8**row, 2.5) for row in range(10)],
    "Constant power discharge": [(4.0 / volts, volts) for volts in np.linspace(4.0, 3.0, 10)],
    "Constant power charge": [(-4.0 / volts, volts) for volts in np.linspace(3.0, 4.0, 10)],
    # A power is held that spreads by 1 % of its mean at most.
    "Constant power discharge, 0.9 %": power(0.009),
    "Unknown step type, 1.1 %": power(0.011),
    "CC-CV charge": [(-1.0, 3.9 + 0.05 * row) for row in range(6)]
    + [(-(0.7**row), 4.2) for row in range(1, 7)],
    "Rest": [(0.0, 3.5 + 0.01 * row) for row in range(10)],
    "Unknown step type": [(0.5 + row % 3, 3.9 - 0.05 * row) for row in range(10)],
}


@pytest.mark.parametrize("label", STEPS)
@pytest.mark.parametrize("first", [None, (0.0, 3.4), (2.0, 3.6), (-2.0, 3.8)])
@pytest.mark.parametrize("last", [None, (0.0, 3.4), (2.0, 3.6), (-2.0, 3.8)])
def test_outer_rows_of_a_step_may_show_its_neighbours(label, first, last):
    rows = [*[first] * bool(first), *STEPS[label], *[last] * bool(last)]
    series = {
        "Time [s]": [60.0 * row for row in range(len(rows))],
        "Voltage [V]": [voltage for _, voltage in rows],
        "Current [A]": [current for current, _ in rows],
    }
    found = label_by_cell(
        pl.DataFrame(series), pl.DataFrame({"Start index": [0], "End index": [len(rows) - 1]}), 1.0
    )
    assert found["Step type"].to_list() == [label.partition(",")[0]]


def test_split_gives_the_steps_of_a_cycler_that_has_two():
    two, one = table_of(CYCLING), table_of(ONE_STEP)
    loader = DataLoader(ONE_STEP, one, transforms={"split_cccv": True})
    split = loader.steps
    assert split["Step type"].to_list() == two["Step type"].to_list()
    assert split["Step count"].to_list() == list(range(15))
    assert (split["Start index"] - two["Start index"]).is_in([0, 1]).all()
    assert split["Start index"][1:].to_list() == (split["End index"][:-1] + 1).to_list()
    changed = (loader.data["Step count"] != CYCLING["Step count"]).sum()
    assert changed <= 3  # the first row of each held voltage
    # Nothing of the charge is lost: both parts together are the whole.
    total = split["Charge capacity [A.h]"].sum()
    assert total == pytest.approx(one["Charge capacity [A.h]"].sum(), rel=1e-12)
    assert split["Charge capacity [A.h]"][CHARGE] == pytest.approx(
        two["Charge capacity [A.h]"][CHARGE], rel=2e-3
    )
    assert loader.steps_with_labels(5.0)["Step type"].to_list() == two["Step type"].to_list()


def test_split_comes_before_the_other_transforms_and_after_the_choice():
    one = table_of(ONE_STEP)
    loader = DataLoader(ONE_STEP, one, first_step=2, last_step=2, transforms={"split_cccv": True})
    assert loader.steps["Step type"].to_list() == [
        "Constant current charge",
        "Constant voltage charge",
    ]
    assert loader.steps["Start index"][0] == loader.start_idx == one["Start index"][2]
    config = loader.to_config()
    assert config["data"]["steps"]["Step count"] == [2, 3]
    assert "options" not in config
    spaced = DataLoader(ONE_STEP, one, transforms={"split_cccv": True, "interpolate": 600.0})
    assert spaced.to_config()["options"] == {"transforms": {"interpolate": 600.0}}


def test_what_cannot_be_split_says_why():
    with pytest.raises(ValueError, match="split_cccv needs steps"):
        _ = DataLoader(ONE_STEP, transforms={"split_cccv": True}).data
    loader = DataLoader(ONE_STEP, table_of(ONE_STEP), transforms={"split_cccv": True})
    with pytest.raises(ValueError, match="counts steps before split_cccv"):
        loader.slice_to_steps(0, 1)
    with pytest.raises(ValueError, match="only its result"):
        loader.to_config(filter_data=False)
    with pytest.raises(ValueError, match="only its result"):
        DataLoader.from_db("m", {"split_cccv": True}).to_config()
    without = DataLoader(ONE_STEP.drop("Current [A]"), table_of(ONE_STEP))
    with pytest.raises(ValueError, match="no 'Current"):
        without.steps_with_labels()


def test_running_totals_begin_again_where_a_step_is_split():
    series = prepare(ONE_STEP)
    loader = DataLoader(series, table_of(ONE_STEP), transforms={"split_cccv": True})
    totals = loader.data.group_by("Step count", maintain_order=True).agg(
        pl.col("Charge capacity [A.h]").first().alias("first"),
        pl.col("Charge capacity [A.h]").last().alias("last"),
    )
    assert (totals["first"].abs() < 1e-12).all()
    assert totals["last"][CHARGE + 1] == pytest.approx(
        loader.steps["Charge capacity [A.h]"][CHARGE + 1], rel=0.01
    )
