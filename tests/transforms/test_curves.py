"""dQ/dV and dV/dQ of curves whose derivative is known."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.transforms import dqdv, dvdq

DQ, DV = "dQ/dV [A.h.V-1]", "dV/dQ [V.A-1.h-1]"


def half(capacity, voltage, *, discharge=True, step=0):
    """Make a step of 1 A: the time follows from the capacity in A.h at each row."""
    rows = len(capacity)
    return pl.DataFrame(
        {
            "Time [s]": 3600.0 * np.asarray(capacity) + 1e5 * step,
            "Voltage [V]": np.asarray(voltage, dtype=float),
            "Current [A]": [1.0 if discharge else -1.0] * rows,
            "Step count": [step] * rows,
        }
    )


UNEVEN = np.sort(np.concatenate([[0.0, 2.0], np.random.default_rng(3).uniform(0, 2, 400) ** 2 / 2]))


@pytest.mark.parametrize("discharge", [True, False])
@pytest.mark.parametrize("capacity", [np.linspace(0, 2, 50), UNEVEN], ids=["even", "uneven"])
@pytest.mark.parametrize("smoothing", [None, 0.1])
def test_a_straight_line_has_one_slope(discharge, capacity, smoothing):
    sign = -1 if discharge else 1
    series = half(capacity, 3.7 + sign * 0.25 * (capacity - 1), discharge=discharge)
    curve = dqdv(series, voltage_step=0.01, smoothing=smoothing)
    assert curve[DQ].to_numpy() == pytest.approx(sign * 4.0)
    assert curve["Direction"].unique().to_list() == ["discharge" if discharge else "charge"]
    # The middle of an interval lies on the line, and rows follow the voltage.
    assert curve["Voltage [V]"].to_numpy() == pytest.approx(
        3.7 + sign * 0.25 * (curve["Capacity [A.h]"].to_numpy() - 1)
    )
    assert curve["Voltage [V]"].is_sorted(descending=discharge)
    slope = dvdq(series, smoothing=smoothing)
    assert slope[DV].to_numpy() == pytest.approx(sign * 0.25)
    assert slope["Voltage [V]"].to_numpy() == pytest.approx(
        3.7 + sign * 0.25 * (slope["Capacity [A.h]"].to_numpy() - 1)
    )


@pytest.mark.parametrize("discharge", [True, False])
def test_a_logistic_curve_has_its_peak(discharge):
    """Q = 2 / (1 + exp(-(V - 3.6) / w)): dQ/dV = 2 / (4 w) / cosh((V - 3.6) / 2 w) ** 2."""
    w = 0.02
    voltage = np.linspace(3.3, 3.9, 4001)
    filled = 2 / (1 + np.exp(-(voltage - 3.6) / w))
    if discharge:
        series = half(filled[-1] - filled[::-1], voltage[::-1])
    else:
        series = half(filled - filled[0], voltage, discharge=False)
    sign = -1 if discharge else 1

    def exact(at):
        return sign * 2 / (4 * w) / np.cosh((at - 3.6) / (2 * w)) ** 2

    for smoothing, tolerance in ((None, 0.005), (0.03, 0.02)):
        curve = dqdv(series, voltage_step=0.002, smoothing=smoothing)
        expected = exact(curve["Voltage [V]"].to_numpy())
        assert curve[DQ].to_numpy() == pytest.approx(expected, abs=tolerance * 25)
        peak = curve.row(int(curve[DQ].abs().arg_max()), named=True)
        assert peak["Voltage [V]"] == pytest.approx(3.6, abs=0.002)
        assert peak[DQ] == pytest.approx(sign * 25, rel=tolerance)
        assert peak["Capacity [A.h]"] == pytest.approx(1.0, abs=0.06)
    slope = dvdq(series, capacity_step=0.002)
    middle = slope.filter((pl.col("Capacity [A.h]") - 1).abs() < 0.8)
    assert 1 / middle[DV].to_numpy() == pytest.approx(
        exact(middle["Voltage [V]"].to_numpy()), rel=0.01
    )


@settings(max_examples=40)
@given(
    # Differences of voltage, among them none and backward ones, and of time between rows.
    st.lists(
        st.tuples(st.floats(-0.004, 0.02) | st.just(0.0), st.floats(0.1, 100)),
        min_size=60,
        max_size=120,
    ),
    st.booleans(),
    st.sampled_from([0.001, 0.005, 0.02]),
)
def test_the_area_below_the_curve_is_the_capacity(rows, discharge, width):
    """Plateaus, noise that goes back and uneven sampling lose no charge."""
    moves, waits = (np.array(column) for column in zip(*rows, strict=True))
    voltage = 3.0 + np.cumsum(moves)
    if np.ptp(voltage) < 6 * width:
        return
    if discharge:
        voltage = -voltage + 2 * voltage.mean()
    series = half(np.cumsum(waits) / 3600, voltage, discharge=discharge)
    curve = dqdv(series, voltage_step=width)
    total = (waits.sum() - waits[0]) / 3600
    inner = curve[DQ].abs().sum() * width
    # At either end less than an interval is not covered or is covered in part.
    at = np.sort(np.abs(curve[DQ].to_numpy()))
    assert inner == pytest.approx(total, abs=(at[-1] + 1e-9) * width * 2 + _ends(series, width))
    assert (curve[DQ] <= 1e-9).all() if discharge else (curve[DQ] >= -1e-9).all()


def _ends(series, width):
    """Return the charge that flows within an interval of either end of the voltage."""
    voltage = series["Voltage [V]"].to_numpy()
    time = series["Time [s]"].to_numpy() / 3600
    near = (voltage < voltage.min() + width) | (voltage > voltage.max() - width)
    return np.diff(time)[near[1:] | near[:-1]].sum()


def test_a_plateau_is_in_its_interval_whole():
    """Half of the charge flows at 3.5025 V, the other half evenly from 3.4 to 3.6 V."""
    voltage = [3.4, 3.5025, 3.5025, 3.6]
    series = half([0.0, 0.5125, 1.5125, 2.0], voltage, discharge=False)
    curve = dqdv(series, voltage_step=0.005)
    on = (curve["Voltage [V]"] - 3.5025).abs() < 0.001
    assert curve.filter(on)[DQ].to_list() == [pytest.approx(5.0 + 1.0 / 0.005)]
    assert curve.filter(~on)[DQ].to_numpy() == pytest.approx(5.0)
    assert curve[DQ].sum() * 0.005 == pytest.approx(2.0)


def test_steps_that_show_no_curve_are_left_out():
    line = np.linspace(0, 1, 30)
    rest = half(line, np.full(30, 3.7), step=1).with_columns(pl.lit(0.0).alias("Current [A]"))
    held = half(line, np.full(30, 4.2), step=3, discharge=False)
    drive = half(line, 3.7 - 0.2 * line, step=4).with_columns(
        pl.Series("Current [A]", [3.0, -3.0] * 15)
    )
    series = pl.concat(
        [half(line, 4 - line), rest, half(line, 3 + line, discharge=False, step=2), held, drive]
    ).with_columns(pl.lit(7).alias("Cycle count"))
    for curve in (dqdv(series), dvdq(series)):
        assert curve["Step count"].unique(maintain_order=True).to_list() == [0, 2]
        assert curve["Cycle count"].unique().to_list() == [7]
        assert curve["Direction"].unique(maintain_order=True).to_list() == ["discharge", "charge"]
    empty = dqdv(rest)
    assert empty.columns == ["Step count", "Direction", "Voltage [V]", "Capacity [A.h]", DQ]
    assert empty.height == 0


def test_smoothing_removes_noise_and_keeps_polynomials():
    voltage = np.linspace(3.0, 4.0, 2001)
    charge = (voltage - 3) ** 3  # dQ/dV = 3 (V - 3) ** 2
    noisy = voltage + np.random.default_rng(0).normal(0, 2e-4, len(voltage))
    exact = half(charge, voltage, discharge=False)
    rough, smooth = (
        dqdv(exact.with_columns(pl.Series("Voltage [V]", noisy)), smoothing=width)
        for width in (None, 0.1)
    )
    errors = [
        np.abs(curve[DQ].to_numpy() - 3 * (curve["Voltage [V]"].to_numpy() - 3) ** 2)[5:-5]
        for curve in (rough, smooth)
    ]
    assert errors[1].std() < errors[0].std() / 2
    plain, filtered = (dqdv(exact, smoothing=width)[DQ].to_numpy() for width in (None, 0.1))
    assert filtered == pytest.approx(plain, abs=1e-4)


def test_gaps_are_spanned_and_pandas_stays_pandas():
    pytest.importorskip("pandas")
    line = np.linspace(0, 2, 101)
    series = half(line, 4 - 0.25 * line).with_columns(
        pl.when(pl.int_range(pl.len()) % 7 != 3).then("Voltage [V]").alias("Voltage [V]"),
        pl.when(pl.int_range(pl.len()) % 11 != 5).then("Current [A]").alias("Current [A]"),
    )
    curve = dqdv(series.to_pandas(), voltage_step=0.01)
    assert type(curve).__module__.startswith("pandas")
    assert curve[DQ].to_numpy() == pytest.approx(-4.0)


@pytest.mark.parametrize(
    ("function", "arguments", "match"),
    [
        (dqdv, {"voltage_step": 0}, "voltage_step is 0; give a number above 0, in V"),
        (dqdv, {"smoothing": -1}, "smoothing is -1"),
        (dqdv, {"smoothing": 0.01}, "takes 3 intervals of 0.005 V, and polyorder=3"),
        (dqdv, {"smoothing": 0.1, "polyorder": 1.5}, "polyorder is 1.5"),
        (dvdq, {"capacity_step": "a"}, "capacity_step is 'a'"),
        (dvdq, {"smoothing": 0}, "smoothing is 0"),
    ],
)
def test_wrong_arguments_are_named(function, arguments, match):
    line = np.linspace(0, 1, 30)
    with pytest.raises(ValueError, match=match):
        function(half(line, 4 - line), **arguments)
    with pytest.raises(ValueError, match=r"needs 'Current \[A\]'"):
        function(half(line, 4 - line).drop("Current [A]"))
    with pytest.raises(ValueError, match=r"needs numbers in 'Voltage \[V\]', which holds String"):
        function(half(line, 4 - line).with_columns(pl.lit("a").alias("Voltage [V]")))


# --- bounds ------------------------------------------------------------------------------------


def line(low, high, capacity=2.0, rows=2001, *, discharge=False):
    """Make a step whose voltage moves evenly between two values."""
    charge = np.linspace(0, capacity, rows)
    voltage = low + (high - low) * charge / capacity
    return half(charge, voltage[::-1] if discharge else voltage, discharge=discharge)


@pytest.mark.parametrize("discharge", [True, False])
@pytest.mark.parametrize(
    ("low", "high", "first", "last"),
    [
        (3.0, 4.0, 3.005, 3.995),
        (3.004, 4.0, 3.007, 3.995),  # covered by more than half: the middle of what is covered
        (3.006, 4.0, 3.015, 3.995),  # by less than half
        (3.0, 3.996, 3.005, 3.993),
        (3.0, 3.994, 3.005, 3.985),
    ],
)
def test_intervals_begin_at_multiples_and_half_covered_ones_count(
    low, high, first, last, discharge
):
    curve = dqdv(line(low, high, discharge=discharge), voltage_step=0.01)
    at = curve["Voltage [V]"].sort().to_list()
    assert len(at) == round((last - first) / 0.01) + 1
    # An interval that is covered in part keeps its middle.
    assert at[0] == pytest.approx(round(first - 0.005, 2) + 0.005)
    assert at[-1] == pytest.approx(round(last - 0.005, 2) + 0.005)
    sign = -1 if discharge else 1
    assert curve[DQ].to_numpy() == pytest.approx(sign * 2.0 / (high - low))
    passed = (np.array(at) - low) / (high - low) * 2.0
    passed = np.clip(2.0 - passed[::-1] if discharge else passed, 0.0, 2.0)
    assert curve["Capacity [A.h]"].to_numpy() == pytest.approx(passed, abs=1e-9)


@pytest.mark.parametrize(("span", "counts"), [(0.0501, True), (0.0499, False)])
def test_a_curve_spans_five_intervals_of_voltage(span, counts):
    series = line(3.0, 3.0 + span)
    assert bool(dqdv(series, voltage_step=0.01).height) == counts
    assert not dqdv(series, voltage_step=0.02).height


@pytest.mark.parametrize(("span", "counts"), [(0.0251, True), (0.0249, False)])
def test_a_slope_spans_25_millivolts(span, counts):
    assert dvdq(line(3.0, 3.0 + span)).height == 200 * counts


@pytest.mark.parametrize(
    ("step", "count"), [(None, 200), (0.3, 6), (0.4, 5), (0.41, 0), (0.25, 8), (0.1, 20)]
)
def test_intervals_of_capacity_are_whole(step, count):
    """At least five; what is left at the end is left out."""
    curve = dvdq(line(3.0, 4.0), capacity_step=step)
    width = step or 0.01
    assert curve["Capacity [A.h]"].to_numpy() == pytest.approx(width * (np.arange(count) + 0.5))
    assert curve[DV].to_numpy() == pytest.approx(0.5)


@pytest.mark.parametrize(("back", "counts"), [(0.05, True), (0.055, False)])
def test_nine_tenths_of_the_charge_flow_one_way(back, counts):
    """Of a charge of 1 A.h this share flows back first: (1 - 0.05) / (1 + 0.05) is 0.905."""
    rows = 2001
    time = np.linspace(0, 3600, rows)
    into = np.linspace(0, 1, rows) >= back / (1 + back)
    series = pl.DataFrame(
        {
            "Time [s]": time,
            "Voltage [V]": 3.0 + time / 3600,
            "Current [A]": np.where(into, -1.0, 1.0),
            "Step count": [0] * rows,
        }
    )
    for curve in (dqdv(series), dvdq(series)):
        assert bool(curve.height) == counts


@pytest.mark.parametrize(
    ("plateau", "middle"), [(4.0, 4.125), (5.0, 4.875), (3.0, 3.125), (4.25, 4.375), (4.1, 4.125)]
)
def test_a_plateau_on_an_edge_is_of_the_interval_above_but_the_last(plateau, middle):
    """1 A.h flows at one voltage, and 2 A.h evenly from 3 to 5 V."""
    below = plateau - 3.0
    charge = [0.0, below, below + 1.0, 3.0]
    series = half(charge, [3.0, plateau, plateau, 5.0], discharge=False)
    curve = dqdv(series, voltage_step=0.25)
    assert curve.filter(pl.col(DQ) > 1.5)["Voltage [V]"].to_list() == [middle]
    assert curve[DQ].max() == pytest.approx(1.0 + 1.0 / 0.25)
    assert curve[DQ].sum() * 0.25 == pytest.approx(3.0)
    # The capacity counts what flowed below: the plateau once the voltage is beyond it.
    at = curve["Voltage [V]"].to_numpy()
    assert curve["Capacity [A.h]"].to_numpy() == pytest.approx(at - 3.0 + (at > plateau))


def test_a_voltage_that_goes_back_gives_its_charge_where_it_was():
    """Up from 3 to 4.5 V, back to 3.5 V and up to 5 V, with 1 A.h on each way."""
    series = half([0, 1, 2, 3], [3.0, 4.5, 3.5, 5.0], discharge=False)
    curve = dqdv(series, voltage_step=0.25)
    voltage = curve["Voltage [V]"].to_numpy()
    once = 1 / 1.5
    right = np.where(voltage < 4.5, once, 0.0) + np.where(voltage > 3.5, once, 0.0)
    right += np.where((voltage > 3.5) & (voltage < 4.5), 1.0, 0.0)
    assert curve[DQ].to_numpy() == pytest.approx(right)


@pytest.mark.parametrize(
    ("smoothing", "intervals"), [(0.03, 7), (0.0299, 5), (0.02, 5), (0.0401, 9), (0.01, 3)]
)
def test_a_filter_takes_an_odd_number_of_intervals(smoothing, intervals):
    """As many as fit on either side of the middle one."""
    match = f"takes {intervals} intervals of 0.005 V, and polyorder={intervals} needs"
    with pytest.raises(ValueError, match=match):
        dqdv(line(3.0, 4.0), smoothing=smoothing, polyorder=intervals)
    assert dqdv(line(3.0, 4.0), smoothing=smoothing, polyorder=intervals - 1).height == 200


@pytest.mark.parametrize("polyorder", [-1, True, 1.0])
def test_a_degree_is_a_whole_number_from_zero(polyorder):
    with pytest.raises(ValueError, match="give a whole number from 0"):
        dqdv(line(3.0, 4.0), smoothing=0.1, polyorder=polyorder)
    assert dqdv(line(3.0, 4.0), smoothing=0.1, polyorder=0).height == 200


@pytest.mark.parametrize("intervals", [5, 6, 7, 8])
def test_a_curve_shorter_than_the_filter_is_fitted_as_a_whole(intervals):
    """By its odd number of intervals: a cubic curve stays, a sixth power does not."""
    voltage = np.linspace(3.0, 3.0 + 0.25 * intervals, 4001)
    for power, kept in ((4, True), (7, False)):
        series = half((voltage - 3.0) ** power, voltage, discharge=False)
        plain, smooth = (dqdv(series, voltage_step=0.25, smoothing=w) for w in (None, 5.0))
        same = np.allclose(plain[DQ].to_numpy(), smooth[DQ].to_numpy(), rtol=1e-6, atol=1e-6)
        assert same == kept


def test_where_no_charge_flows_the_mean_of_the_voltages_counts():
    """Two rows at each time, 0.4 V apart."""
    charge = np.repeat(np.linspace(0, 1, 11), 2)
    series = half(charge, 3.0 + charge + np.tile([-0.1, 0.3], 11), discharge=False)
    curve = dvdq(series, capacity_step=0.1)
    middle = np.arange(10) / 10 + 0.05
    assert curve["Capacity [A.h]"].to_numpy() == pytest.approx(middle)
    assert curve["Voltage [V]"].to_numpy() == pytest.approx(3.1 + middle)
    assert curve[DV].to_numpy() == pytest.approx(1.0)


def test_rows_at_which_charge_has_flowed_back_are_passed_over():
    """Out by 0.2 A.h and in again in the middle of a charge, at other voltages."""
    current = np.repeat([-1.0, 1.0, -1.0], [51, 10, 61])
    moved = np.concatenate([[0.0], np.cumsum((current[1:] + current[:-1]) / 2)]) * -0.02
    furthest = np.maximum.accumulate(moved)
    voltage = 3.0 + np.where(moved < furthest, 7.0, moved)
    series = pl.DataFrame(
        {
            "Time [s]": np.arange(122) * 72.0,
            "Voltage [V]": voltage,
            "Current [A]": current,
            "Step count": [0] * 122,
        }
    )
    assert dvdq(series).height == 0  # 0.8 of what flows goes one way
    longer = pl.concat(
        [
            series,
            pl.DataFrame(
                {
                    "Time [s]": 122 * 72.0 + np.arange(400) * 72.0,
                    "Voltage [V]": 3.0 + moved[-1] + 0.02 * (np.arange(400) + 1),
                    "Current [A]": [-1.0] * 400,
                    "Step count": [0] * 400,
                }
            ),
        ]
    )
    assert dvdq(longer)[DV].to_numpy() == pytest.approx(1.0)
