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
