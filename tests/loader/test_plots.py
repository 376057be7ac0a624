"""Pictures: what they show, not how they look."""

import sys
import warnings
from inspect import signature
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ionworks.loader import DataLoader
from ionworks.plots import decimate

matplotlib = pytest.importorskip("matplotlib")
VECTORS = Path(__file__).parents[1] / "vectors" / "steps"


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    if (pyplot := sys.modules.get("matplotlib.pyplot")) is not None:
        pyplot.close("all")


def loader(name, **options):
    tables = [VECTORS / f"{name}.{table}.parquet" for table in ("time_series", "steps")]
    return DataLoader(*map(pl.read_parquet, tables), **options)


def labels(axes):
    return [(one.get_xlabel(), one.get_ylabel()) for one in axes]


def test_voltage_current_and_temperature_over_time():
    fig, ax = loader("mixed").plot_data()
    assert type(ax).__module__ == "numpy"
    assert list(ax) == fig.axes
    assert labels(ax) == [
        ("", "Voltage [V]"),
        ("", "Current [A]"),
        ("Time [s]", "Temperature [degC]"),
    ]
    assert all(len(axes.lines) == 1 for axes in ax)


@pytest.mark.parametrize("temperature", [None, [None] * 3])
def test_temperature_is_left_out_where_there_is_none(temperature):
    series = {"Time [s]": [0, 1, 2], "Voltage [V]": [3, 4, 3], "Current [A]": [1, 1, 1]}
    if temperature:
        series["Temperature [degC]"] = temperature
    _, ax = DataLoader(series).plot_data()
    assert labels(ax) == [("", "Voltage [V]"), ("Time [s]", "Current [A]")]


def test_discharge_points_up_and_zero_is_in_sight():
    series = {"Time [s]": [0, 1, 2], "Voltage [V]": [4.0, 3.9, 3.8], "Current [A]": [5.0, 5.0, 5.0]}
    _, ax = DataLoader(series).plot_data()
    assert ax[1].lines[0].get_ydata().tolist() == [5.0, 5.0, 5.0]
    low, high = ax[1].get_ylim()
    assert low < 0 < 5 < high


def test_long_series_keep_their_peaks():
    rows = 200_000
    voltage = pl.Series([3.7] * rows)
    voltage[123_456] = 4.5
    voltage[123_460] = 2.5
    series = {
        "Time [s]": pl.int_range(rows, eager=True),
        "Voltage [V]": voltage,
        "Current [A]": pl.Series([0.0] * rows),
    }
    fig, ax = DataLoader(series).plot_data()
    drawn = ax[0].lines[0].get_ydata()
    assert (drawn.min(), drawn.max()) == (2.5, 4.5)
    assert len(drawn) <= 4 * fig.get_figwidth() * fig.dpi


def test_missing_columns_are_named():
    ocp = DataLoader({"OCP [V]": [4.0, 3.5], "Capacity [A.h]": [0, 1]})
    with pytest.raises(pl.exceptions.ColumnNotFoundError, match=r"'Time \[s\]', 'Current \[A\]'"):
        ocp.plot_data()
    with pytest.raises(ValueError, match="no steps to plot"):
        ocp.plot_cycles()
    with pytest.raises(ValueError, match="no steps to plot"):
        ocp.plot_steps()


def test_cycles_show_capacity_and_efficiency():
    _, ax = loader("cccv20").plot_cycles()
    assert labels(ax) == [("", "Capacity [A.h]"), ("Cycle count", "Coulombic efficiency [%]")]
    cycles = pl.read_parquet(VECTORS / "cccv20.cycles.parquet")
    discharge, charge = ax[0].lines
    assert [text.get_text() for text in ax[0].get_legend().get_texts()] == ["Discharge", "Charge"]
    assert list(discharge.get_ydata()) == pytest.approx(
        cycles["Discharge capacity [A.h]"].to_list()
    )
    assert list(charge.get_ydata()) == pytest.approx(cycles["Charge capacity [A.h]"].to_list())
    assert list(ax[1].lines[0].get_ydata()) == pytest.approx(
        (100 * cycles["Coulombic efficiency"]).to_list()
    )
    assert list(ax[1].lines[0].get_xdata()) == list(range(20))


def test_a_cycle_that_was_not_finished_has_no_efficiency():
    chosen = loader("cccv20", first_step=5, last_step=10)  # a whole cycle and a discharge
    _, ax = chosen.plot_cycles()
    assert [value is None or value != value for value in ax[1].lines[0].get_ydata()] == [
        False,
        True,
    ]


def test_steps_lie_over_each_other():
    fig, ax = loader("cccv20").plot_steps()
    types = ["Constant current discharge", "Rest", "Constant current charge"]
    titles = [row[0].get_title(loc="left") for row in ax]
    assert titles[:3] == [f"{types[0]}, 20 steps", f"{types[1]}, 40 steps", f"{types[2]}, 20 steps"]
    assert ax.shape[1] == 2
    assert labels(ax[-1]) == [
        ("Time in step [s]", "Voltage [V]"),
        ("Time in step [s]", "Current [A]"),
    ]
    (discharges,) = ax[0, 0].collections
    assert len(discharges.get_segments()) == 20
    assert {segment[0][0] for segment in discharges.get_segments()} == {0.0}
    assert discharges.get_array().tolist() == list(range(20))
    (bar,) = set(fig.axes) - set(ax.ravel())
    assert bar.get_ylabel() == "Cycle count"


def test_one_type_of_step_can_be_shown():
    chosen = loader("mixed")
    fig, ax = chosen.plot_steps("Constant current charge")
    assert ax.shape == (1, 2)
    assert len(fig.axes) == 2  # one cycle needs no colours
    with pytest.raises(ValueError, match=r"no step of type 'Charge'.*'Rest'"):
        chosen.plot_steps("Charge")


def test_chosen_steps_are_read_from_their_own_rows():
    whole = loader("cccv20")
    part = whole.slice_to_steps(5, 9)
    ours, theirs = (
        one.plot_steps("Constant current discharge")[1][0, 0].collections[0].get_segments()
        for one in (part, whole)
    )
    assert ours[0].tolist() == theirs[1].tolist()


def test_the_backend_of_the_user_stays(monkeypatch):
    from matplotlib import pyplot

    before = matplotlib.get_backend()
    pyplot.switch_backend("svg")
    try:
        shown = []
        monkeypatch.setattr(pyplot, "show", lambda: shown.append(True))
        loader("mixed").plot_data(show=True)
        assert (matplotlib.get_backend(), shown) == ("svg", [True])
    finally:
        pyplot.switch_backend(before)


def test_no_label_lies_over_another(tmp_path):
    for fig, ax in (
        loader("mixed").plot_data(),
        loader("cccv20").plot_cycles(),
        loader("cccv20").plot_steps(),
    ):
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as: no room for the labels
            fig.savefig(tmp_path / "figure.png")
        texts = [
            text.get_window_extent()
            for axes in ax.ravel()
            for text in (axes.title, axes._left_title, axes.xaxis.label, axes.yaxis.label)
            if text.get_text()
        ]
        for place, box in enumerate(texts):
            assert not any(box.overlaps(other) for other in texts[place + 1 :])


def test_plots_say_what_they_need(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("matplotlib.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    chosen = loader("mixed")
    for plot in (chosen.plot_data, chosen.plot_cycles, chosen.plot_steps):
        with pytest.raises(ModuleNotFoundError, match=r"pip install 'ionworks-api\[plot\]'"):
            plot()


values = st.floats(-1e9, 1e9)


@settings(deadline=None)
@given(
    steps=st.lists(st.floats(0, 1e3), max_size=200),
    heights=st.lists(values, min_size=200, max_size=200),
    buckets=st.integers(1, 20),
)
def test_decimation_keeps_ends_and_extremes_of_every_bucket(steps, heights, buckets):
    line = pl.DataFrame(
        {"x": pl.Series(steps, dtype=pl.Float64).cum_sum(), "y": heights[: len(steps)]},
        schema={"x": pl.Float64, "y": pl.Float64},
    )
    thin = decimate(line, "x", "y", buckets)
    assert thin.height <= max(4 * buckets, 0)
    assert thin.join(line, on=["x", "y"], how="anti").is_empty()
    assert thin["x"].is_sorted()
    if line.height:
        assert thin.row(0) == line.row(0)
        assert thin.row(-1) == line.row(-1)
        assert thin["y"].min() == line["y"].min()
        assert thin["y"].max() == line["y"].max()
        # And so in any part that is as wide as two buckets.
        width = (line["x"][-1] - line["x"][0]) / buckets
        begin = line["x"][0] + width * (buckets // 2)
        part = pl.col("x").is_between(begin - width, begin + width)
        inner = pl.col("x").is_between(begin - width / 2, begin + width / 2)
        if line.filter(inner).height:
            assert thin.filter(part)["y"].max() >= line.filter(inner)["y"].max()


def test_no_figure_is_shown_unless_asked_for():
    methods = [name for name in dir(DataLoader) if name.startswith("plot_")]
    assert len(methods) > 5
    for name in methods:
        assert signature(getattr(DataLoader, name)).parameters["show"].default is False
