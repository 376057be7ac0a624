"""Each bound of the labels that scale with the cell, from either side of it."""

import math

import numpy as np
import polars as pl
import pytest

from ionworks.tables.held import label_by_cell

SHARE, START = "Constant voltage share", "Constant voltage start index"
OTHER = "Unknown step type"


def labels(*steps, rated=1.0, every=60.0, **columns):
    """Give the label, share and start of each step of (current, voltage)."""
    lengths = [len(current) for current, _ in steps]
    ends = np.cumsum(lengths)
    series = pl.DataFrame(
        {
            "Time [s]": np.arange(ends[-1]) * every,
            "Current [A]": np.concatenate([np.asarray(one, float) for one, _ in steps]),
            "Voltage [V]": np.concatenate([np.asarray(one, float) for _, one in steps]),
        }
    )
    table = pl.DataFrame({"Start index": ends - lengths, "End index": ends - 1, **columns})
    return label_by_cell(series, table, rated).rows()


def label(current, voltage, **options):
    return labels((current, voltage), **options)[0][0]


def falling(rows, high=4.0, low=3.0):
    return np.linspace(high, low, rows)


def swing(mean, std, rows=10):
    """Give a current whose inner rows spread by this much around their mean."""
    return mean + std * (-1.0) ** np.arange(rows)


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(("share", "kind"), [(0.99, "Rest"), (1.01, "Constant current")])
def test_a_rest_has_a_thousandth_of_the_capacity_or_of_the_largest_current(share, kind, way):
    kind += {1: " discharge", -1: " charge"}[way] * (kind != "Rest")
    small = np.full(10, way * share * 2e-3)
    assert label(small, falling(10), rated=2.0) == kind
    beside = labels((small, falling(10)), (np.full(10, -2.0), falling(10)[::-1]), rated=None)
    assert [found[0] for found in beside] == [kind, "Constant current charge"]
    assert label(small, falling(10), rated=None).startswith("Constant current")
    assert label(np.zeros(10), falling(10), rated=None) == "Rest"


@pytest.mark.parametrize(
    ("mean", "std", "kind"),
    [
        (1.0, 0.0099, "Constant current discharge"),  # a hundredth of the mean
        (-1.0, 0.0099, "Constant current charge"),
        (1.0, 0.0101, OTHER),
        (-1.0, 0.0101, OTHER),
        (3e-3, 0.99e-4, "Constant current discharge"),  # a ten thousandth of the capacity
        (3e-3, 1.01e-4, OTHER),
    ],
)
def test_a_held_current_spreads_by_little(mean, std, kind):
    assert label(swing(mean, std), falling(10)) == kind


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(
    ("last", "kind"), [(0.945, "Constant voltage"), (0.955, OTHER), (-0.1, OTHER)]
)
def test_at_a_held_voltage_the_current_falls_by_a_twentieth(last, kind, way):
    current = way * np.array([0.7, 1.0, 1.0, 1.0, 0.97, 0.96, 0.96, last, last, 0.3])
    expected = kind + {1: " discharge", -1: " charge"}[way] * (kind != OTHER)
    # The last row does not go on with the fall: it is a neighbour's.
    current[-1] *= -1
    assert label(current, np.full(10, 4.0)) == expected


@pytest.mark.parametrize(
    ("off", "kind"), [(0.99e-3, "Constant voltage discharge"), (1.01e-3, OTHER)]
)
@pytest.mark.parametrize("side", [1, -1])
def test_a_held_voltage_stays_within_a_thousandth_of_where_it_ends(off, kind, side):
    """It ends at the median of the last three rows, but for the outermost."""
    voltage = np.full(10, 4.0)
    voltage[4] *= 1 + side * off
    voltage[[6, 8]] *= 1.0009, 0.9991
    assert label(np.linspace(1.0, 0.5, 10), voltage) == kind


def charge(last, first=1.0, rows=6):
    """Give a current up to 4.2 V, then two inner rows at it and a last row of another step."""
    rise = np.concatenate([np.linspace(3.6, 4.15, rows), [4.2, 4.2, 3.0]])
    current = np.full(rows, first) if isinstance(first, float) else first
    return -np.concatenate([current, [0.95 * last + 0.05, last, -1.0]]), rise


@pytest.mark.parametrize(("last", "kind"), [(0.89, "CC-CV charge"), (0.91, "not CC-CV")])
def test_after_a_held_current_it_falls_by_a_tenth(last, kind):
    assert (label(*charge(last)) == "CC-CV charge") == (kind == "CC-CV charge")


@pytest.mark.parametrize(("std", "kind"), [(0.0099, "CC-CV charge"), (0.0101, OTHER)])
def test_before_a_held_voltage_the_current_spreads_by_a_hundredth(std, kind):
    # Five inner rows of which the first current is that of the median: 1 A.
    first = np.array([1.0, 1.0, 1.0 + std * math.sqrt(2.5), 1.0, 1.0 - std * math.sqrt(2.5), 1.0])
    assert label(*charge(0.5, first)) == kind


@pytest.mark.parametrize(("std", "kind"), [(0.99e-4, "CC-CV charge"), (1.01e-4, OTHER)])
def test_noise_of_a_ten_thousandth_of_the_capacity_spreads_no_current(std, kind):
    level = 3e-3
    off = std * math.sqrt(2.5)
    current, voltage = charge(0.5, np.array([1.0, 1.0, 1.0, 1.0, 1.0, 1.0]))
    current = level * current
    current[[2, 4]] += [off, -off]
    assert label(current, voltage) == kind


@pytest.mark.parametrize(("rows", "kind"), [(5, "Constant power discharge"), (4, OTHER)])
def test_a_power_is_known_from_five_rows_on(rows, kind):
    voltage = falling(rows)
    assert label(4.0 / voltage, voltage) == kind


@pytest.mark.parametrize(("rows", "kind"), [(5, "Constant current discharge"), (4, OTHER)])
def test_outer_rows_are_left_out_of_five(rows, kind):
    current = np.ones(rows)
    current[[0, -1]] = 2.0, -1.0
    assert label(current, falling(rows)) == kind


@pytest.mark.parametrize("stated", ["EIS", "Rest", None])
def test_a_label_of_a_sweep_stays(stated):
    columns = {"Step type": pl.Series([stated], dtype=pl.String)}
    found = label(np.ones(10), falling(10), **columns)
    assert found == ("EIS" if stated == "EIS" else "Constant current discharge")


def test_the_share_counts_the_charge_at_the_held_voltage():
    """After a rest of 4 rows: 1 A for 5 intervals, then 0.8, 0.45, 0.25 and 0.15 A for one each."""
    rest = np.zeros(4), np.full(4, 3.5)
    current = -np.array([1, 1, 1, 1, 1, 1, 0.6, 0.3, 0.2, 0.1])
    voltage = np.array([3.6, 3.7, 3.8, 3.9, 4.0, 4.2, 4.2, 4.2, 4.2, 4.2])
    for every in (1.0, 60.0):
        found = labels(rest, (current, voltage), every=every)
        assert found[0] == ("Rest", None, None)
        assert found[1] == ("CC-CV charge", pytest.approx(1.65 / 6.65), 10)
    held = labels(rest, (current[5:], voltage[5:]))[1]
    assert held == ("Constant voltage charge", 1.0, 4)
    assert labels(rest, (np.ones(6), falling(6)))[1] == ("Constant current discharge", 0.0, None)
    assert labels((swing(1.0, 0.5), falling(10)))[0] == (OTHER, None, None)


def test_without_a_time_there_is_no_share_of_a_charge():
    current, voltage = charge(0.5)
    series = pl.DataFrame({"Current [A]": current, "Voltage [V]": voltage})
    steps = pl.DataFrame({"Start index": [0], "End index": [len(current) - 1]})
    assert label_by_cell(series, steps, 1.0).rows() == [("CC-CV charge", None, 6)]


def test_a_time_that_falls_moves_no_charge():
    current = -np.array([1, 1, 1, 1, 1, 1, 0.6, 0.3, 0.2, 0.1])
    voltage = np.array([3.6, 3.7, 3.8, 3.9, 4.0, 4.2, 4.2, 4.2, 4.2, 4.2])
    time = np.array([0.0, 1, 2, 0, 1, 2, 3, 4, 5, 6])
    series = pl.DataFrame({"Time [s]": time, "Current [A]": current, "Voltage [V]": voltage})
    steps = pl.DataFrame({"Start index": [0], "End index": [9]})
    found = label_by_cell(series, steps, 1.0)[SHARE].item()
    assert found == pytest.approx(1.65 / 5.65)


@pytest.mark.parametrize("way", [1, -1])
@pytest.mark.parametrize(
    ("before", "last", "off", "held"),
    [
        (0.94, 0.94 * 0.94, 0.0, True),
        (0.96, 0.8, 0.0, False),  # the row before has not fallen yet
        (0.94, 0.94 * 0.96, 0.0, False),  # the last one hardly falls
        (0.8, -0.5, 0.0, False),  # it flows the other way
        (0.8, 0.5, 0.9e-3, True),
        (0.8, 0.5, 1.2e-3, False),  # it is at another voltage
    ],
)
def test_a_last_row_belongs_to_the_fall_that_it_goes_on_with(before, last, off, held, way):
    """Two rows at the limit are a held voltage, if no neighbour can show the last one."""
    current = way * np.array([1.0] * 8 + [before, last])
    voltage = np.append(np.linspace(3.6, 4.15, 8), [4.2, 4.2 * (1 - off)])
    if way > 0:
        voltage = np.append(np.linspace(3.6, 2.6, 8), [2.5, 2.5 * (1 + off)])
    kind = {1: "CC-CV discharge", -1: "CC-CV charge"}[way]
    assert (label(current, voltage) == kind) == held
