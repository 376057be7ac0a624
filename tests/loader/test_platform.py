"""The loader against the platform: what is moved, and what comes out."""

import anyio
import polars as pl
import pytest

from ionworks import AsyncIonworks, Ionworks, NotFoundError, examples
from ionworks.loader import DataLoader


@pytest.fixture(scope="module")
def frame():
    return examples.cycling().head(20_000)


@pytest.fixture(scope="module")
def connection(platform):
    address = {"api_url": platform.url, "api_key": platform.api_key}
    with Ionworks(**address) as client:
        project = client.project.create({"name": "loaded"})
    return {**address, "project_id": project.id}


@pytest.fixture(scope="module")
def measurement_id(connection, frame):
    with Ionworks(**connection) as client:
        spec = client.cell_spec.create({"name": "LG M50"})
        cell = client.cell_instance.create(spec.id, {"name": "M50-001"})
        data = {"measurement": {"name": "CC-CV"}, "time_series": frame}
        return client.cell_measurement.create(cell.id, data).measurement.id


def test_a_measurement_is_loaded_when_asked_for(client, measurement_id, frame):
    loader = DataLoader.from_db(measurement_id, client=client)
    assert loader.to_config() == {"data": f"db:{measurement_id}"}
    assert loader.data.equals(frame)
    assert loader.steps.height == frame["Step count"].n_unique()
    assert loader.initial_voltage == frame["Voltage [V]"][0]


@pytest.mark.parametrize("backend", ["polars", "pandas"])
def test_a_cycle_is_loaded_by_itself(connection, measurement_id, frame, backend):
    with Ionworks(**connection, dataframe_backend=backend) as client:
        options = {"first_step": {"cycle": 1}, "last_step": {"cycle": 1}}
        loader = DataLoader.from_db(measurement_id, options, client=client)
        second = frame.filter(pl.col("Cycle count") == 1)
        assert loader.data.equals(second)
        before = frame.filter(pl.col("Cycle count") == 0)["Voltage [V]"][-1]
        assert loader.initial_voltage == before
        assert loader.steps["Start index"][0] == loader.start_idx == 0
        assert loader.steps["End index"][-1] + 1 == loader.end_idx == second.height
        discharge = loader.slice_to_steps(0, 0)
        assert discharge.data.equals(second.filter(pl.col("Step count") == 5))
        local = loader.to_local()
        assert local.data.equals(second)
        assert len(local.to_config()["data"]["time_series"]["Time [s]"]) == second.height
        everything = local.to_config(filter_data=False)["data"]["time_series"]
        assert len(everything["Time [s]"]) == frame.height


def test_it_loads_awaited(connection, measurement_id, frame):
    async def main():
        async with AsyncIonworks(**connection) as client:
            options = {"first_step": 5, "last_step": 5}
            loader = await DataLoader.afrom_db(measurement_id, options, client=client)
            assert loader.data.equals(frame.filter(pl.col("Step count") == 5))
            with pytest.raises(TypeError, match="ato_local"):
                loader.to_local()
            local = await loader.ato_local()
            assert local.data.equals(frame.filter(pl.col("Step count") == 5))
            with pytest.raises(NotFoundError):
                await DataLoader.afrom_db("00000000-0000-0000-0000-000000000000", client=client)

    anyio.run(main)


def test_each_face_has_its_own_client(client, connection, measurement_id):
    async def main():
        async with AsyncIonworks(**connection) as awaited:
            with pytest.raises(TypeError, match="afrom_db"):
                DataLoader.from_db(measurement_id, client=awaited).data  # noqa: B018
        with pytest.raises(TypeError, match="from_db"):
            await DataLoader.afrom_db(measurement_id, client=client)

    anyio.run(main)


def test_a_client_is_made_when_none_is_given(monkeypatch, connection, measurement_id, frame):
    loader = DataLoader.from_db(measurement_id)
    monkeypatch.setenv("IONWORKS_API_KEY", connection["api_key"])
    monkeypatch.setenv("IONWORKS_API_URL", connection["api_url"])
    assert loader.data.height == frame.height
    awaited = anyio.run(DataLoader.afrom_db, measurement_id, {"first_step": 1, "last_step": 1})
    assert awaited.data.equals(frame.filter(pl.col("Step count") == 1))


def test_ocp_is_read_from_the_rests_of_a_measurement(client, measurement_id):
    options = {"rest_to_ocp": True, "keep_first_ocp_point": True}
    ocp = DataLoader.from_db(measurement_id, options, client=client)
    assert ocp.data.columns == ["Capacity [A.h]", "Voltage [V]"]
    charged = ocp.data.filter(pl.col("Capacity [A.h]") < 1)["Voltage [V]"]
    drained = ocp.data.filter(pl.col("Capacity [A.h]") > 4)["Voltage [V]"]
    assert charged.min() > 4.0 > 3.1 > drained.max()


def test_cycles_of_a_measurement_agree_with_its_cycle_table(client, measurement_id):
    pytest.importorskip("matplotlib")
    from matplotlib import pyplot

    loader = DataLoader.from_db(measurement_id, client=client)
    cycles = client.cell_measurement.cycles(measurement_id)
    discharged = cycles["Discharge capacity [A.h]"].to_list()
    _, ax = loader.plot_cycles(partial=True)
    assert list(ax[0].lines[0].get_ydata()) == pytest.approx(discharged)
    _, ax = loader.plot_cycles()  # the rows end in the last discharge
    assert list(ax[0].lines[0].get_ydata()) == [*map(pytest.approx, discharged[:-1]), None]
    pyplot.close("all")
