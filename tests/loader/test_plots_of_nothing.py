"""What cannot be drawn is one clear error; every kind of table gives the same plot."""

import colorsys
import math

import polars as pl
import pytest

from ionworks import plots
from ionworks.plots.figures import early_to_late, many_lines
from ionworks.plots.timelines import _is_near

matplotlib = pytest.importorskip("matplotlib")
plt = pytest.importorskip("matplotlib.pyplot")
ticker = pytest.importorskip("matplotlib.ticker")

SERIES = {
    "Time [s]": [0.0, 1.0, 2.0],
    "Voltage [V]": [4.0, 3.9, 3.8],
    "Current [A]": [1.0, 1.0, 1.0],
}
STEPS = {
    "Start index": [0],
    "End index": [2],
    "Step type": ["Constant current discharge"],
    "Cycle count": [0],
    "Discharge capacity [A.h]": [2.0],
    "Charge capacity [A.h]": [2.1],
}
SUMMARY = {
    "Measurement id": ["1"],
    "Measurement": ["Ageing"],
    "Cell instance": ["A"],
    "Cycle count": [0],
    "Capacity retention": [1.0],
}
SWEEP = {"Frequency [Hz]": [100.0, 10.0], "Z_Re [Ohm]": [1.0, 2.0], "Z_Im [Ohm]": [-1.0, -0.5]}
CURVE = {"Capacity [A.h]": [0.0, 1.0], "Voltage [V]": [4.0, 3.0]}
DQ = {"Voltage [V]": [3.0, 3.5], "dQ/dV [A.h.V-1]": [1.0, 2.0]}
DV = {"Capacity [A.h]": [0.0, 1.0], "dV/dQ [V.A-1.h-1]": [1.0, 2.0]}
PLOTS = {
    "plot_data": SERIES,
    "plot_cycles": STEPS,
    "plot_fade": SUMMARY,
    "plot_nyquist": SWEEP,
    "plot_bode": SWEEP,
    "plot_open_circuit": CURVE,
    "plot_dqdv": DQ,
    "plot_dvdq": DV,
}


@pytest.fixture(autouse=True)
def figures():
    yield
    plt.close("all")


def without_numbers(table, value):
    return {
        name: [value] * len(column) if isinstance(column[0], float) else column
        for name, column in table.items()
    }


@pytest.mark.parametrize("name", PLOTS)
def test_what_cannot_be_drawn_is_one_clear_error(name):
    draw, table = getattr(plots, name), PLOTS[name]
    for given in (None, 3, "text"):
        with pytest.raises(TypeError, match="pass a polars or pandas DataFrame"):
            draw(given)
    for given, told in ((pl.DataFrame(), "no columns"), ({"a": [1]}, "the data has 'a'")):
        with pytest.raises(pl.exceptions.ColumnNotFoundError, match=told):
            draw(given)
    empty = pl.DataFrame(table).clear()
    for given in (empty, without_numbers(table, math.nan), without_numbers(table, None)):
        with pytest.raises(ValueError, match=r"no rows|no row|no curve"):
            draw(given)
    words = {
        column: ["x"] * len(values) if not isinstance(values[0], str) else values
        for column, values in table.items()
    }
    with pytest.raises(ValueError, match="holds text such as 'x', and the plot needs numbers"):
        draw(words)


@pytest.mark.parametrize("name", PLOTS)
def test_every_kind_of_table_is_drawn_alike(name):
    draw, table = getattr(plots, name), PLOTS[name]
    frame = pl.DataFrame(table)
    drawn = []
    for given in (frame, table, frame.lazy(), frame.to_pandas(), frame.to_arrow()):
        fig, ax = draw(given)
        fig.canvas.draw()
        drawn.append([line.get_xydata().tolist() for axes in ax for line in axes.lines])
    assert all(lines == drawn[0] for lines in drawn)


def test_one_row_is_seen():
    for name, table in PLOTS.items():
        if name in ("plot_dqdv", "plot_dvdq"):
            continue
        _, ax = getattr(plots, name)(pl.DataFrame(table).head(1))
        points = [line for axes in ax for line in axes.lines if len(line.get_xdata()) == 1]
        assert points, name
        assert all(line.get_marker() == "o" for line in points), name


@pytest.mark.parametrize("name", PLOTS)
def test_lines_are_thin_and_numbers_are_plain(name):
    """Dense lines stay apart, and 3.7001 V is not written as 1e-4 above 3.7."""
    _, ax = getattr(plots, name)(PLOTS[name])
    default = matplotlib.rcParams
    for line in (line for axes in ax for line in axes.lines):
        assert line.get_linewidth() < default["lines.linewidth"]
        if line.get_marker() == "o":
            assert line.get_markersize() < default["lines.markersize"]
        if list(line.get_ydata()) == [0.0, 0.0]:  # the line at zero is behind the others
            others = [other for other in line.axes.lines if other is not line]
            assert all(line.get_zorder() < other.get_zorder() for other in others)
            assert all(line.get_linewidth() < other.get_linewidth() for other in others)
    for axis in (axis for axes in ax for axis in (axes.xaxis, axes.yaxis)):
        formatter = axis.get_major_formatter()
        if isinstance(formatter, ticker.ScalarFormatter):
            assert not formatter.get_useOffset()


def test_labels_stand_in_one_line():
    fig, ax = plots.plot_data({**SERIES, "Current [A]": [12_345.0, 54_321.0, 1.0]})
    fig.draw_without_rendering()
    left, right = (axes.yaxis.label.get_window_extent().x0 for axes in ax)
    assert left == pytest.approx(right, abs=1)


def test_axes_of_the_user_may_be_logarithmic():
    _, ax = plt.subplots(2)
    for axes in ax:
        axes.set_xscale("log")
    plots.plot_data(SERIES, ax=ax)
    assert [axes.get_xscale() for axes in ax] == ["log", "log"]


@pytest.mark.parametrize(("count", "marker"), [(60, "o"), (61, "")])
def test_up_to_sixty_cycles_are_points(count, marker):
    numbers = list(range(count))
    steps = {
        "Cycle count": numbers,
        "Discharge capacity [A.h]": [4.5] * count,
        "Charge capacity [A.h]": [4.5] * count,
    }
    _, ax = plots.plot_cycles(steps)
    assert {line.get_marker() for axes in ax for line in axes.lines} == {marker}
    summary = {name: values * count for name, values in SUMMARY.items()} | {"Cycle count": numbers}
    _, ax = plots.plot_fade(summary)
    assert [line.get_marker() for line in ax[0].lines] == [marker]


@pytest.mark.parametrize(("count", "marker"), [(100, "o"), (101, "")])
def test_up_to_a_hundred_points_of_an_open_circuit_curve_are_seen(count, marker):
    branch = {
        "SOC": [n / 200 for n in range(count)],
        "OCV [V]": [3 + n / 200 for n in range(count)],
    }
    table = pl.concat(
        [pl.DataFrame(branch).with_columns(pl.lit(n).alias("Step count")) for n in (0, 1)]
    )
    for given in (branch, table):
        _, ax = plots.plot_open_circuit(given)
        assert {line.get_marker() for line in ax[0].lines} == {marker}


@pytest.mark.parametrize(
    ("left_out", "told"),
    [
        (1, "cycle 0"),
        (2, "cycles 0, 1"),
        (8, "cycles 0, 1, 2, 3, 4, 5, 6, 7"),
        (9, "cycles 0, 1, 2, 3, 4, 5, 6, 7 and 1 more"),
    ],
)
def test_up_to_eight_partial_cycles_are_named(left_out, told):
    steps = {
        "Cycle count": list(range(20)),
        "Discharge capacity [A.h]": [0.0] * left_out + [4.5] * (20 - left_out),
        "Charge capacity [A.h]": [4.5] * 20,
    }
    fig, _ = plots.plot_cycles(steps)
    assert fig.get_supxlabel() == f"Partial, left out: {told}"


def test_the_scale_of_a_voltage_over_capacity_fits_what_is_between_the_steep_ends():
    rows = range(1001)
    # Where it counts, from 5 to 90 % of the capacity, a bit more than 1 % is at 3 and at -2.
    slope = {row: 3.0 if row <= 60 else -2.0 if row >= 890 else 1.0 for row in range(50, 901)}
    table = pl.DataFrame(
        {
            "Capacity [A.h]": [row / 200 for row in rows],
            "dV/dQ [V.A-1.h-1]": [slope.get(row, 100.0) for row in rows],
        }
    )
    _, ax = plots.plot_dvdq(table)
    assert ax[0].get_ylim() == pytest.approx((-2.5, 3.5))  # with a tenth of the span around it
    positive = table.with_columns(pl.col("dV/dQ [V.A-1.h-1]").abs())
    _, ax = plots.plot_dvdq(positive)
    assert ax[0].get_ylim() == pytest.approx((-0.3, 3.3))  # zero stays in sight
    _, ax = plots.plot_dvdq(positive.with_columns(-pl.col("dV/dQ [V.A-1.h-1]")))
    assert ax[0].get_ylim() == pytest.approx((-3.3, 0.3))


@pytest.mark.parametrize(
    ("least", "scale", "ticks"),
    [
        (0.0334, "linear", None),
        (0.033, "log", {"0.05", "0.1"}),
        (0.0011, "log", {f"{one}" for one in (0.002, 0.005, 0.01, 0.02, 0.05, 0.1)}),
        (0.00099, "log", None),
    ],
)
def test_a_magnitude_that_spans_more_than_three_to_one_is_on_a_logarithmic_scale(
    least, scale, ticks
):
    table = {"Frequency [Hz]": [9.0, 1.0], "Z_Re [Ohm]": [least, 0.1], "Z_Im [Ohm]": [0.0, 0.0]}
    fig, ax = plots.plot_bode(table)
    assert ax[0].get_yscale() == scale
    if ticks is not None:
        fig.draw_without_rendering()
        low, high = least, 0.1
        labels = [
            label.get_text()
            for place, label in zip(ax[0].get_yticks(), ax[0].get_yticklabels(), strict=True)
            if low <= place <= high * 1.001
        ]
        assert set(labels) == ticks
        assert not any(label.get_text() for label in ax[0].get_yticklabels(minor=True))
    elif scale == "log":
        assert not isinstance(ax[0].yaxis.get_major_formatter(), ticker.StrMethodFormatter)


@pytest.mark.parametrize(
    ("cell", "other", "is_near"),
    [
        # Within 0.5 V, or within twice the span of the voltage of the cell.
        ((3.5, 3.6), (4.0, 4.0), True),
        ((3.5, 3.6), (4.01, 4.01), False),
        ((3.5, 3.6), (3.1, 3.1), True),
        ((3.5, 3.6), (3.09, 3.09), False),
        ((3.0, 4.0), (5.0, 5.0), True),
        ((3.0, 4.0), (5.1, 5.1), False),
        ((3.0, 4.0), (2.0, 2.0), True),
        ((3.0, 4.0), (1.9, 1.9), False),
        ((3.0, 4.0), (None, None), True),
    ],
)
def test_a_voltage_far_from_that_of_the_cell_has_its_own_scale(cell, other, is_near):
    ends = pl.DataFrame({"cell": cell, "other": other}, schema_overrides={"other": pl.Float64})
    assert _is_near(ends["other"], ends["cell"]) is is_near


def test_colours_from_early_to_late_are_seen_on_white():
    colors = early_to_late()
    dark, bright = (
        0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b, _ in (colors(0.0), colors(1.0))
    )
    assert dark < 0.2 < 0.7 < bright < 0.85
    names = {tuple(line["color"]) for line in many_lines(20)}
    assert len(names) == 20
    lines = many_lines(41)
    assert [line["linestyle"] for line in lines] == ["-"] * 20 + ["--"] * 21
    assert lines[20]["color"] == lines[0]["color"] == lines[40]["color"]
    strong = [colorsys.rgb_to_hsv(*line["color"][:3])[1] for line in lines[:20]]
    assert sum(strong[:10]) > 1.5 * sum(strong[10:])  # pale ones come last


def test_steps_that_do_not_fit_their_series_are_named():
    with pytest.raises(TypeError, match="series is a NoneType"):
        plots.plot_steps(None, STEPS)
    with pytest.raises(TypeError, match="steps is a NoneType"):
        plots.plot_steps(SERIES, None)
    with pytest.raises(ValueError, match="steps leads to row 2; series has 1 rows"):
        plots.plot_steps(pl.DataFrame(SERIES).head(1), STEPS)
    with pytest.raises(ValueError, match="no step has rows with a time"):
        plots.plot_steps(SERIES, pl.DataFrame(STEPS).clear())
    with pytest.raises(ValueError, match="'Rest' to plot; there are: 'Constant current discharge'"):
        plots.plot_steps(SERIES, STEPS, step_type="Rest")


def test_several_tables_without_a_point_are_refused_and_one_of_them_is_not():
    with pytest.raises(ValueError, match="no table was given"):
        plots.plot_many({})
    nothing = pl.DataFrame(SERIES).clear()
    with pytest.raises(ValueError, match=r"no row has both 'Time \[s\]' and 'Voltage \[V\]' or"):
        plots.plot_many({"A": nothing})
    _, ax = plots.plot_many({"A": nothing, "B": SERIES})
    assert [len(line.get_xdata()) for line in ax[0].lines] == [0, 3]


CYCLES = {
    "Cycle count": [0, 1, 2],
    "Discharge capacity [A.h]": [4.5, 4.4, 4.3],
    "Charge capacity [A.h]": [4.5, 4.4, 4.3],
}


@pytest.mark.parametrize(
    ("reference", "label", "highest"),
    [
        ("first", "Retention [% of cycle 0]", 100.0),
        (2, "Retention [% of cycle 2]", 100 * 4.5 / 4.3),
        ({"value": 5000, "unit": "mA.h"}, "Retention [% of 5 A.h]", 90.0),
        ("5 A.h", "Retention [% of 5 A.h]", 90.0),
    ],
)
def test_retention_refers_to_a_cycle_or_a_capacity(reference, label, highest):
    fig, ax = plots.plot_cycles(CYCLES, reference=reference)
    fig.canvas.draw()
    (right,) = ax[0].child_axes
    assert right.get_ylabel() == label
    scale = right.get_ylim()[1] / ax[0].get_ylim()[1]
    assert 4.5 * scale == pytest.approx(highest)


@pytest.mark.parametrize("reference", [True, 5.0, "last", None, {"value": 5, "unit": "V"}])
def test_what_is_no_reference_is_refused(reference):
    with pytest.raises(ValueError, match=r"reference is .*give 'first'|capacity is "):
        plots.plot_cycles(CYCLES, reference=reference)
