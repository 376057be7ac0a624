"""Figures of every kind of test: what they show."""

import re
from uuid import uuid4

import numpy as np
import polars as pl
import pytest

from ionworks import DataLoader, Ionworks
from ionworks.local.processing import process
from ionworks.notebook import curve_html, detail_html
from ionworks.plots import plot_steps
from ionworks.records import CellMeasurement

pyplot = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    pyplot.close("all")


def test_steps_hold_the_points_of_each_step_by_itself():
    """Short steps are whole, long ones keep their extremes, gaps are left out."""
    lengths = [5, 30, 2, 9000, 5, 2, 7000, 7]
    ends = np.cumsum(lengths) - 1
    rows = np.arange(sum(lengths))
    random = np.random.default_rng(1)
    series = pl.DataFrame(
        {
            "Time [s]": rows * 0.5,
            "Voltage [V]": 3.7 + random.normal(0, 0.1, len(rows)),
            "Current [A]": pl.Series(random.normal(0, 1, len(rows))),
        }
    ).with_columns(
        # Each seventh voltage is missing, and all currents of the step of 7 rows.
        pl.when(pl.int_range(pl.len()) % 7 != 3).then("Voltage [V]").alias("Voltage [V]"),
        pl.when(pl.int_range(pl.len()) < ends[-2] + 1).then("Current [A]").alias("Current [A]"),
    )
    steps = pl.DataFrame(
        {
            "Start index": [0, *(ends[:-1] + 1)],
            "End index": ends,
            "Step type": ["A", "B"] * 4,
            "Cycle count": [0, 0, 1, 1, 2, 2, 3, 3],
        }
    )
    _, ax = plot_steps(series, steps)
    for row, kind in enumerate("AB"):
        of_kind = steps.filter(pl.col("Step type") == kind)
        for axes, column in zip(ax[row], ("Voltage [V]", "Current [A]"), strict=True):
            (lines,) = axes.collections
            assert lines.get_array().tolist() == of_kind["Cycle count"].to_list()
            segments = lines.get_segments()
            assert len(segments) == of_kind.height
            for points, (first, last) in zip(
                segments, of_kind.select("Start index", "End index").iter_rows(), strict=True
            ):
                own = series[first : last + 1]
                own = own.select(pl.col("Time [s]") - own["Time [s]"][0], column).drop_nulls()
                whole = own.to_numpy()
                if len(whole) < 1000:
                    assert points.tolist() == whole.tolist()
                    continue
                assert len(points) <= 4 * 400  # pixels of a panel
                assert {*map(tuple, points)} <= {*map(tuple, whole)}
                for end in (0, -1):
                    assert points[end].tolist() == whole[end].tolist()
                assert (points.min(), points.max()) == (whole.min(), whole.max())
                assert points[:, 1].min() == whole[:, 1].min()
                assert points[:, 1].max() == whole[:, 1].max()
                assert (np.diff(points[:, 0]) > 0).all()


def spectrum(resistance, *, step=0, rows=31):
    """Build a sweep from 1 kHz to 1 Hz of a resistor in series with a resistor and a capacitor."""
    frequency = np.logspace(3, 0, rows)
    impedance = 0.02 + resistance / (1 + 2j * np.pi * frequency * 0.05)
    return pl.DataFrame(
        {
            "Frequency [Hz]": frequency,
            "Z_Re [Ohm]": impedance.real,
            "Z_Im [Ohm]": impedance.imag,
            "Step count": [step] * rows,
        }
    )


def points(axes):
    return [(line.get_xdata(), line.get_ydata()) for line in axes.lines]


def test_a_spectrum_is_drawn_from_impedances_of_either_form():
    sweep = spectrum(0.01).drop("Step count")
    polar = sweep.select(
        "Frequency [Hz]",
        ((pl.col("Z_Re [Ohm]") ** 2 + pl.col("Z_Im [Ohm]") ** 2) ** 0.5).alias("Z_Mod [Ohm]"),
        pl.arctan2("Z_Im [Ohm]", "Z_Re [Ohm]").degrees().alias("Z_Phase [deg]"),
    )
    for table in (sweep, polar):
        loader = DataLoader(table)
        _, ax = loader.plot_nyquist()
        ((real, minus),) = points(ax[0])
        assert real == pytest.approx(sweep["Z_Re [Ohm]"].to_numpy())
        assert minus == pytest.approx(-sweep["Z_Im [Ohm]"].to_numpy())
        assert (minus > 0).all()  # a capacitive arc is above the axis
        assert ax[0].get_aspect() == 1.0
        assert (ax[0].get_xlabel(), ax[0].get_ylabel()) == ("Z_Re [Ohm]", "-Z_Im [Ohm]")
        _, ax = loader.plot_bode()
        ((at, magnitude),), ((_, phase),) = points(ax[0]), points(ax[1])
        assert at.tolist() == sweep["Frequency [Hz]"].to_list()
        assert magnitude == pytest.approx(polar["Z_Mod [Ohm]"].to_numpy())
        assert phase == pytest.approx(polar["Z_Phase [deg]"].to_numpy())
        assert [axes.get_ylabel() for axes in ax] == ["|Z| [Ohm]", "Phase [deg]"]
        assert ax[1].get_xscale() == "log"


def test_each_sweep_of_a_test_is_a_line():
    rest = pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [3.7, 3.7], "Step count": [1, 1]})
    series = pl.concat(
        [
            spectrum(0.01),
            rest,
            spectrum(0.02, step=2),
            spectrum(0.03, step=2),  # the same step number: the frequency jumps back
            spectrum(0.04, step=3),
        ],
        how="diagonal",
    )
    gap = pl.when(pl.int_range(pl.len()) != 5).then("Z_Re [Ohm]").alias("Z_Re [Ohm]")
    fig, ax = DataLoader(series.with_columns(gap)).plot_nyquist()
    assert [len(real) for real, _ in points(ax[0])] == [30, 31, 31, 31]
    tops = [minus.max() for _, minus in points(ax[0])]
    assert tops == pytest.approx([0.005, 0.010, 0.015, 0.020], rel=0.1)
    (legend,) = fig.legends
    assert [text.get_text() for text in legend.get_texts()] == [f"Sweep {n}" for n in (1, 2, 3, 4)]
    many = pl.concat([spectrum(0.01 + 0.001 * step, step=step) for step in range(12)])
    fig, ax = DataLoader(many).plot_bode()
    assert len(ax[0].lines) == 12
    assert not fig.legends  # a scale of colours tells so many apart
    assert len(fig.axes) == 3


def test_what_is_no_spectrum_is_refused():
    series = {"Time [s]": [0, 1], "Voltage [V]": [4.0, 3.9], "Current [A]": [1.0, 1.0]}
    for plot in ("plot_nyquist", "plot_bode"):
        with pytest.raises(pl.exceptions.ColumnNotFoundError, match="a spectrum needs 'Frequency"):
            getattr(DataLoader(series), plot)()
        blank = pl.DataFrame(series).with_columns(spectrum(0.01, rows=2).drop("Step count") * 0)
        with pytest.raises(ValueError, match="no row has a 'Frequency"):
            getattr(DataLoader(blank), plot)()


@pytest.mark.parametrize(
    ("voltage", "x"),
    [
        ("Voltage [V]", "Capacity [A.h]"),
        ("OCP [V]", "Stoichiometry"),
        ("Open-circuit voltage [V]", "SOC"),
        ("OCV [V]", "Capacity [mA.h.cm-2]"),
    ],
)
def test_an_open_circuit_table_is_drawn_over_what_it_has(voltage, x):
    table = {voltage: [4.2, 3.7, 3.0], x: [0.0, 0.5, 1.0]}
    _, ax = DataLoader(table).plot_open_circuit()
    assert [line.tolist() for line in points(ax[0])[0]] == [[0.0, 0.5, 1.0], [4.2, 3.7, 3.0]]
    assert ax[0].get_xlabel() == x


def test_branches_of_an_open_circuit_table_are_lines():
    rows = np.linspace(0, 1, 20_001)
    table = pl.DataFrame(
        {
            "Voltage [V]": np.concatenate([4.2 - rows, 3.25 + rows]),
            "SOC": np.concatenate([1 - rows, rows]),
            "Capacity [A.h]": np.concatenate([5 * rows, 5 - 5 * rows]),
            "Step count": np.repeat([0, 1], len(rows)),
        }
    )
    fig, ax = DataLoader(table).plot_open_circuit("SOC")
    down, up = points(ax[0])
    assert [text.get_text() for text in fig.legends[0].get_texts()] == ["Step 0", "Step 1"]
    assert (down[0][0], down[0][-1], up[0][0], up[0][-1]) == (1.0, 0.0, 0.0, 1.0)
    assert len(down[0]) < 5000  # thinned out
    assert np.interp(0.5, *up) == pytest.approx(3.75)
    for wrong, named in (("Soc", "Soc"), (None, "an x axis")):
        lacks = table.drop("SOC", "Capacity [A.h]") if wrong is None else table
        with pytest.raises(pl.exceptions.ColumnNotFoundError, match=named):
            DataLoader(lacks).plot_open_circuit(wrong)


HALF_HOUR = pl.DataFrame(
    {
        "Time [s]": np.arange(61) * 60.0,
        "Voltage [V]": np.concatenate([np.linspace(4.1, 3.2, 31), np.linspace(3.2, 4.1, 30)]),
        "Current [A]": np.repeat([1.0, -1.0], [31, 30]),
        "Step count": np.repeat([0, 1], [31, 30]),
    }
)
ANODE = pl.Series("Anode potential [V]", np.linspace(0.08, 0.4, 61))


def cells(count, spread=0.001):
    return [
        (pl.col("Voltage [V]") * (1 + spread * cell)).alias(f"Voltage cell {cell} [V]")
        for cell in range(1, count + 1)
    ]


def test_further_voltages_are_curves_beside_the_voltage():
    near = (pl.col("Voltage [V]") + ANODE).alias("Working electrode voltage [V]")
    series = HALF_HOUR.with_columns(near, ANODE, pl.lit("a").alias("Note [V]"))
    fig, ax = DataLoader(series).plot_data()
    assert len(ax) == 2  # the axes are what they are without further voltages
    assert [len(axes.lines) for axes in ax] == [2, 1]
    assert ax[0].lines[1].get_ydata() == pytest.approx(series["Working electrode voltage [V]"])
    (right,) = set(fig.axes) - set(ax)  # the anode is far from the cell
    assert right.get_ylabel() == "Anode potential [V]"
    assert right.lines[0].get_ydata() == pytest.approx(ANODE)
    assert [text.get_text() for text in fig.legends[0].get_texts()] == [
        "Voltage [V]",
        "Working electrode voltage [V]",
        "Anode potential [V] (right)",
    ]


def test_cells_of_a_pack_have_a_scale_of_their_own():
    pack = HALF_HOUR.with_columns(*cells(24)).with_columns(pl.col("Voltage [V]") * 24)
    fig, ax = DataLoader(pack).plot_data()
    (right,) = set(fig.axes) - set(ax)
    assert (len(ax[0].lines), len(right.lines)) == (1, 24)
    assert [text.get_text() for text in fig.legends[0].get_texts()] == [
        "Voltage [V]",
        "Voltage cell 1 [V] to Voltage cell 24 [V]: 24 voltages",
    ]
    parallel = DataLoader(HALF_HOUR.with_columns(*cells(2)))
    fig, ax = parallel.plot_data()
    assert fig.axes == list(ax)
    assert len(ax[0].lines) == 3


def test_another_name_of_the_voltage_is_no_further_voltage():
    series = HALF_HOUR.rename({"Voltage [V]": "OCV [V]"})
    fig, ax = DataLoader(series).plot_data()
    assert [len(axes.lines) for axes in ax] == [1, 1]
    assert not fig.legends


def test_steps_show_the_voltage_that_is_asked_for():
    series = HALF_HOUR.with_columns(ANODE)
    loader = DataLoader(series, process(series).steps)
    _, ax = loader.plot_steps("Constant current charge", voltage="Anode potential [V]")
    assert ax[0, 0].get_ylabel() == "Anode potential [V]"
    (segment,) = ax[0, 0].collections[0].get_segments()
    assert segment[:, 1] == pytest.approx(ANODE[31:])
    with pytest.raises(pl.exceptions.ColumnNotFoundError, match="Anode"):
        loader.plot_steps(voltage="Anode")


def test_further_voltages_are_described_step_by_step():
    # Rows at 0, 60, 180 and 240 s: the mean is over time, and a gap is spanned.
    series = pl.DataFrame(
        {
            "Time [s]": [0.0, 60.0, 180.0, 240.0, 240.0, 300.0, 300.0, 360.0],
            "Voltage [V]": [4.0, 3.9, 3.8, 3.7, 3.8, 3.8, 3.9, 3.9],
            "Current [A]": [1.0, 1.0, 1.0, 1.0, 0.0, 0.0, -1.0, -1.0],
            "Anode potential [V]": [0.1, 0.2, 0.4, 0.2, 0.15, None, None, None],
            "Voltage cell 3 [V]": [1.0, 1.0, None, 3.0, 2.0, 2.0, 3.0, 5.0],
            "Step count": [0, 0, 0, 0, 1, 1, 2, 2],
        }
    )
    steps = process(series).steps
    whole = DataLoader(series, steps)
    table = whole.steps_with_voltages()
    assert table.select(steps.columns).equals(whole.steps)
    anode = [f"{kind} anode potential [V]" for kind in ("Start", "End", "Min", "Max", "Mean")]
    third = [name.replace("anode potential", "voltage cell 3") for name in anode]
    assert table.columns == [*steps.columns, *anode, *third]
    mean = (60 * 0.15 + 120 * 0.3 + 60 * 0.3) / 240
    assert table.select(anode).rows() == [
        pytest.approx((0.1, 0.2, 0.1, 0.4, mean)),
        (0.15, None, 0.15, 0.15, 0.15),
        (None,) * 5,
    ]
    assert table.select(third).rows() == [
        pytest.approx((1.0, 3.0, 1.0, 3.0, (60 * 1.0 + 180 * 2.0) / 240)),
        (2.0, 2.0, 2.0, 2.0, 2.0),
        (3.0, 5.0, 3.0, 5.0, 4.0),
    ]
    part = DataLoader(series, steps, first_step=1).steps_with_voltages()
    assert part.select(*anode, *third).equals(table.select(*anode, *third)[1:])
    with pytest.raises(ValueError, match="no steps"):
        DataLoader(series).steps_with_voltages()


def test_no_text_lies_over_another():
    pack = HALF_HOUR.with_columns(*cells(4, 0.05)).with_columns(pl.col("Voltage [V]") * 4, ANODE)
    many = pl.concat([spectrum(0.01 + 0.001 * step, step=step) for step in range(12)])
    for fig, _ in (DataLoader(pack).plot_data(), DataLoader(many).plot_nyquist()):
        fig.draw_without_rendering()  # a warning, such as of no room, is an error
        boxes = [
            text.get_window_extent()
            for axes in fig.axes
            for text in (axes.xaxis.label, axes.yaxis.label, axes._left_title)
            if text.get_text()
        ]
        boxes += [legend.get_window_extent() for legend in fig.legends]
        for place, box in enumerate(boxes):
            assert not any(box.overlaps(other) for other in boxes[place + 1 :])


@pytest.fixture(scope="module")
def stored(platform):
    """Upload a sweep and an open-circuit table, and give their ids and the connection."""
    connection = {"api_url": platform.url, "api_key": platform.api_key}
    open_circuit = {
        "Voltage [V]": [4.2, 3.7, 3.0],
        "SOC": [1.0, 0.5, 0.0],
        "Step count": [0, 0, 0],
    }
    with Ionworks(**connection) as client:
        spec = client.cell_spec.create({"name": f"cell {uuid4()}"})
        cell = client.cell_instance.create(spec.id, {"name": "A"})
        return [
            client.cell_measurement.create(
                cell.id,
                {"measurement": {"name": kind, "data_type": kind}, "time_series": table},
            ).id
            for kind, table in (("eis", spectrum(0.01)), ("ocp", open_circuit))
        ]


def test_spectra_and_open_circuit_tables_of_the_platform_are_drawn(do, stored):
    def load(client, ident):
        from_db = DataLoader.from_db if isinstance(client, Ionworks) else DataLoader.afrom_db
        loader = from_db(ident, client=client)
        return loader.to_local() if isinstance(loader, DataLoader) else loader

    eis, ocp = (do(lambda client, ident=ident: load(client, ident)) for ident in stored)
    assert len(points(eis.plot_nyquist()[1][0])[0][0]) == 31
    assert len(points(eis.plot_bode()[1][1])[0][0]) == 31
    assert points(ocp.plot_open_circuit()[1][0])[0][1].tolist() == [4.2, 3.7, 3.0]
    titles = [
        do(lambda client, ident=ident: client.cell_measurement.detail(ident))._repr_html_()
        for ident in stored
    ]
    assert "<title>-Z_Im [Ohm] over Z_Re [Ohm]</title>" in titles[0]
    assert "<title>Voltage [V] over SOC</title>" in titles[1]


def test_a_spectrum_in_a_notebook_has_one_scale():
    sweep = spectrum(0.01).with_columns((-pl.col("Z_Im [Ohm]")).alias("-Z_Im [Ohm]"))
    html = curve_html(sweep, "Z_Re [Ohm]", "-Z_Im [Ohm]", same_scale=True)
    wide, high = (float(re.search(rf"{side}='(\d+)'", html)[1]) for side in ("width", "height"))
    across, up = (np.ptp(sweep[name].to_numpy()) for name in ("Z_Re [Ohm]", "-Z_Im [Ohm]"))
    assert wide / (high - 2) == pytest.approx(across / up, rel=0.02)
    record = CellMeasurement(id="m", name="n", cell_instance_id="c")
    text = pl.DataFrame({"Z_Re [Ohm]": ["a"], "Z_Im [Ohm]": ["b"]})
    assert "svg" not in detail_html(record, {"time_series": text})


@pytest.mark.parametrize("electrode", [None, "anode"])
def test_what_flows_at_rest_makes_no_efficiency(electrode):
    """The first cycle has a rest in place of its charge, the last noise in place of it."""
    discharge, charge = "Discharge capacity [A.h]", "Charge capacity [A.h]"
    out, into = (charge, discharge) if electrode else (discharge, charge)
    steps = pl.DataFrame(
        {
            "Start index": range(6),
            "End index": range(6),
            "Start voltage [V]": [3.7] * 6,
            "End voltage [V]": [3.7] * 6,
            "Step type": ["Constant current", "Rest"] + ["Constant current"] * 4,
            "Cycle count": [0, 0, 1, 1, 2, 2],
            out: [2.5, 0.0, 2.5, 0.0, 2.5, 0.0],
            into: [0.0, 0.1, 0.0, 2.6, 0.0, 0.001],
        }
    )
    series = HALF_HOUR.head(6)
    _, ax = DataLoader(series, steps, working_electrode=electrode).plot_cycles()
    (efficiency,) = (line.get_ydata() for line in ax[1].lines)
    assert [value if value == value else None for value in efficiency] == [
        None,
        pytest.approx(100 * 2.5 / 2.6),
        None,
    ]
