"""Half cells: the efficiency is what the working electrode returns over what it took."""

from uuid import uuid4

import anyio
import polars as pl
import pytest

from ionworks import AsyncIonworks, AsyncNavigator, DataLoader, Ionworks, Navigator
from ionworks.local.processing import process
from ionworks.tables.electrodes import seen_from

#: Lithiated (discharge) and delithiated (charge) capacity of two cycles in A.h.
LITHIATED, DELITHIATED = (4.0, 3.7), (3.6, 3.5)


@pytest.fixture(scope="module")
def series():
    """Build two cycles of a graphite half cell in which each step takes an hour."""
    rows = {name: [] for name in ("Time [s]", "Voltage [V]", "Current [A]", "Step count")}
    rows["Cycle count"] = []
    for cycle in (0, 1):
        for current, start, end in ((LITHIATED, 0.9, 0.05), (DELITHIATED, 0.1, 1.0)):
            step = 2 * cycle + (current is DELITHIATED)
            sign = 1 if current is LITHIATED else -1
            for row in range(5):
                rows["Time [s]"].append(3600.0 * step + 900.0 * row)
                rows["Voltage [V]"].append(start + (end - start) * row / 4)
                rows["Current [A]"].append(sign * current[cycle])
                rows["Step count"].append(step)
                rows["Cycle count"].append(cycle)
    return pl.DataFrame(rows)


@pytest.fixture(scope="module")
def measurement_id(platform, series):
    with Ionworks(platform.api_key, api_url=platform.url) as client:
        spec = client.cell_spec.create({"name": f"Graphite half cell {uuid4()}"})
        cell = client.cell_instance.create(spec.id, {"name": "G-001"})
        detail = {"measurement": {"name": "Cycles"}, "time_series": series}
        return client.cell_measurement.create(cell.id, detail).id


RATIOS = {
    "Coulombic efficiency": [3.6 / 4.0, 3.5 / 3.7],
    "Capacity retention": [1.0, 3.5 / 3.6],
    "Capacity fade": [0.0, 1 - 3.5 / 3.6],
}


def check_view(cycles, stored):
    for name, expected in RATIOS.items():
        assert list(cycles[name]) == pytest.approx(expected)
    others = [name for name in stored.columns if name not in RATIOS]
    assert list(cycles.columns) == list(stored.columns)
    assert cycles.select(others).equals(stored.select(others))


def test_reads_see_the_cycles_from_the_anode(do, measurement_id):
    ident = measurement_id
    stored = do(lambda client: client.cell_measurement.cycles(ident))
    assert list(stored["Coulombic efficiency"]) == pytest.approx([4.0 / 3.6, 3.7 / 3.5])
    for read in (
        lambda reads: reads.cycles(ident, working_electrode="anode"),
        lambda reads: reads.steps_and_cycles(ident, working_electrode="anode"),
        lambda reads: reads.detail(ident, working_electrode="anode"),
    ):
        found = do(lambda client, read=read: read(client.cell_measurement))
        check_view(found if isinstance(found, pl.DataFrame) else found.cycles, stored)
    many = do(
        lambda client: client.cell_measurement.read_many(
            [ident], "cycles", columns=["Coulombic efficiency"], working_electrode="anode"
        )
    )
    assert many.frame["Coulombic efficiency"].to_list() == pytest.approx([0.9, 3.5 / 3.7])
    # What is stored, here and on the platform, is what it was.
    for electrode in (None, "cathode"):
        again = do(
            lambda client, electrode=electrode: client.cell_measurement.cycles(
                ident, working_electrode=electrode
            )
        )
        assert again.equals(stored)


def test_a_navigator_keeps_the_views_apart(client, connection, measurement_id):
    wanted = pytest.approx([0.9, 4.0 / 3.6, 0.9])
    electrodes = ("anode", None, "anode")
    navigator = Navigator(client)
    tables = [navigator.cycles(measurement_id, working_electrode=one) for one in electrodes]
    assert [table["Coulombic efficiency"][0] for table in tables] == wanted

    async def awaited():
        async with AsyncIonworks(**connection) as awaiting:
            same = AsyncNavigator(awaiting)
            return [await same.cycles(measurement_id, working_electrode=one) for one in electrodes]

    assert [table["Coulombic efficiency"][0] for table in anyio.run(awaited)] == wanted


def test_another_electrode_is_refused(do):
    for read in (
        lambda reads: reads.cycles("m", working_electrode="Anode"),
        lambda reads: reads.detail("m", working_electrode="Anode"),
    ):
        with pytest.raises(ValueError, match="'Anode'; give 'anode'"):
            do(lambda client, read=read: read(client.cell_measurement))
    with pytest.raises(ValueError, match="what='cycles'"):
        do(lambda client: client.cell_measurement.read_many([], working_electrode="anode"))
    with pytest.raises(ValueError, match="'neither'; give 'anode'"):
        DataLoader({"OCP [V]": [1.0]}, working_electrode="neither")


def test_a_cycle_without_lithiation_has_no_efficiency():
    """What noise at rest adds to the discharge is no lithiation."""
    cycles = pl.DataFrame(
        {
            "Cycle count": [0, 1, 2],
            "Discharge capacity [A.h]": [1e-6, 4.0, 0.0],
            "Charge capacity [A.h]": [3.0, 3.6, 1.5],
            "Discharge duration [s]": [10.0, 3600.0, None],
            "Coulombic efficiency": [3e-7, 4.0 / 3.6, 0.0],
            "Capacity retention": [1.0, 4e6, 0.0],
        }
    )
    seen = seen_from(cycles, "anode")
    assert seen["Coulombic efficiency"].to_list() == [None, pytest.approx(0.9), None]
    assert seen["Capacity retention"].to_list() == pytest.approx([1.0, 1.2, 0.5])
    assert seen.drop("Coulombic efficiency", "Capacity retention").equals(
        cycles.drop("Coulombic efficiency", "Capacity retention")
    )


def test_without_a_step_of_lithiation_there_is_no_efficiency():
    cycles = pl.DataFrame(
        {
            "Discharge capacity [A.h]": [2.0, 2.0],
            "Charge capacity [A.h]": [1.0, 1.0],
            "Discharge duration [s]": [None, 3600.0],  # null: what flowed is noise of other steps
            "Coulombic efficiency": [0.5, 0.5],
        }
    )
    assert seen_from(cycles, "anode")["Coulombic efficiency"].to_list() == [None, 0.5]


def test_loader_and_plot_show_the_anode(do, measurement_id, series):
    pyplot = pytest.importorskip("matplotlib.pyplot")

    def load(client):
        from_db = DataLoader.from_db if isinstance(client, Ionworks) else DataLoader.afrom_db
        loader = from_db(measurement_id, client=client, working_electrode="anode")
        return loader.to_local() if isinstance(loader, DataLoader) else loader

    loader = do(load)
    lazy = DataLoader.from_db(measurement_id, working_electrode="anode")
    assert lazy.to_config() == {"data": f"db:{measurement_id}"}
    local = DataLoader(series, process(series).steps, working_electrode="anode")
    for one in (loader, local.slice_to_steps(0, 3), local.copy()):
        _, ax = one.plot_cycles()
        shown = ax[1].lines[0].get_ydata()
        assert list(shown) == pytest.approx([100 * 3.6 / 4.0, 100 * 3.5 / 3.7])
        assert [text.get_text() for text in ax[0].get_legend().get_texts()] == [
            "Discharge (lithiation)",
            "Charge (delithiation)",
        ]
    pyplot.close("all")
