"""What cannot be drawn is one clear error; every kind of table gives the same plot."""

import math

import polars as pl
import pytest

from ionworks import plots

pytest.importorskip("matplotlib")

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
    import matplotlib.pyplot as plt

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
