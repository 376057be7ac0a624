"""The loader of the companion reads through our client, and ours does the same."""

import os
import subprocess
import sys

import ionworks_schema
import ionworksdata
import matplotlib
import polars as pl
import pytest
from ionworksdata.load import first_step_from_cycle, last_step_from_cycle
from polars.testing import assert_frame_equal
from support.departures import AMOUNTS, assert_steps_agree

from ionworks import Ionworks
from ionworks.cache import _save_to_cache
from ionworks.loader import DataLoader
from ionworks.local.processing import prepare, process
from ionworks.local.server import Platform

matplotlib.use("agg")

CHOICES = {
    "everything": {},
    "steps by number": {"first_step": 1, "last_step": 2},
    "steps by query": {
        "first_step": 'SELECT * FROM steps WHERE "Cycle count" = 1 ORDER BY "Step count" LIMIT 1',
        "last_step": """
            SELECT * FROM steps WHERE "Step type" = 'Rest' ORDER BY "Step count" DESC LIMIT 1
        """,
    },
    "a cycle": {"first_step": first_step_from_cycle(1), "last_step": last_step_from_cycle(1)},
    "interpolated": {"first_step": 0, "last_step": 0, "transforms": {"interpolate": 10.0}},
    "filtered": {
        "first_step": 0,
        "last_step": 0,
        "transforms": {
            "filters": {
                "Voltage [V]": {
                    "filter_type": "savgol",
                    "parameters": {"window_length": 11, "polyorder": 2},
                }
            }
        },
    },
}


class Watched:
    """A client that writes down which rows of the series were asked for."""

    def __init__(self, client):
        self.cell_measurement = self
        self.client = client
        self.windows = []

    def steps(self, measurement_id, **options):
        return self.client.cell_measurement.steps(measurement_id, **options)

    def time_series(self, measurement_id, *, row_range, **options):
        self.windows.append(row_range)
        return self.client.cell_measurement.time_series(
            measurement_id, row_range=row_range, **options
        )


def assert_same_loader(ours, theirs):
    assert_same_choice(ours, theirs)
    if ours.steps is not None:
        assert_frame_equal(ours.steps, theirs.steps)


def assert_same_choice(ours, theirs, abs_tol=1e-8):
    assert ours.to_config() == theirs.to_config()
    frames = (pl.DataFrame(loader.data) for loader in (ours, theirs))
    assert_frame_equal(*frames, rel_tol=1e-9, abs_tol=abs_tol)
    assert (ours.steps is None) == (theirs.steps is None)
    assert ours.initial_voltage == theirs.initial_voltage
    assert (ours.start_idx, ours.end_idx) == (theirs.start_idx, theirs.end_idx)


@pytest.mark.parametrize("options", CHOICES.values(), ids=CHOICES)
def test_both_loaders_give_the_same(client, measurement_id, options):
    ours, theirs = (
        loader.from_db(measurement_id, options or None, use_cache=False, client=client)
        for loader in (DataLoader, ionworksdata.DataLoader)
    )
    assert_same_loader(ours, theirs)


def test_both_loaders_give_the_same_open_circuit_points(client, measurement_id, cycling):
    """Theirs count the noise at rest as charge, ours do not: the one difference."""
    options = {"transforms": {"rest_to_ocp": True}}
    ours, theirs = (
        loader.from_db(measurement_id, options, use_cache=False, client=client)
        for loader in (DataLoader, ionworksdata.DataLoader)
    )
    charge = pl.col("Current [A]").rolling_mean(2) * pl.col("Time [s]").diff() / 3600
    moved = dict(cycling.group_by("Step count").agg(charge.sum()).iter_rows())
    noise = sum(abs(moved[rest]) for rest in (1, 4, 6, 9))
    assert 0 < noise < 1e-4
    assert_same_choice(ours, theirs, abs_tol=noise)
    ours, theirs = (pl.DataFrame(loader.data) for loader in (ours, theirs))
    assert ours["Voltage [V]"].equals(theirs["Voltage [V]"])
    # Step 5, a discharge, is all that flows between the rests before and after it.
    before, _, after, _ = ours["Capacity [A.h]"]
    assert after - before == pytest.approx(moved[5], rel=1e-7)


# Of a step that a window of time cuts, both loaders read these again from the rows.
READ_AGAIN = [
    f"{place} {quantity}"
    for place in ("Start", "End")
    for quantity in ("index", "time [s]", "voltage [V]")
] + ["Duration [s]"]


@pytest.mark.parametrize(
    "time_range", [{"start": 1000.0, "end": 5500.0}, {"start": 5000}, {"end": 99.5}]
)
def test_both_loaders_give_the_same_window_of_time(client, cell, cycling, time_range):
    data = {"measurement": {"name": "with capacities"}, "time_series": prepare(cycling)}
    measurement_id = client.cell_measurement.create(cell.id, data).id
    ours, theirs = (
        loader.from_db(measurement_id, use_cache=False, client=client, time_range=time_range)
        for loader in (DataLoader, ionworksdata.DataLoader)
    )
    assert_same_choice(ours, theirs)
    # Of a step that is cut, the spread there is that of the whole step.
    spread = ours.steps.select("Std current [A]", "Std power [W]")
    expected = theirs.steps.select(*READ_AGAIN, *AMOUNTS, "Step type").hstack(spread)
    assert_steps_agree(ours.steps, expected)


def test_difference_statistics_of_a_step_that_a_window_cuts(cycling):
    """Ours are those of the rows in the window; theirs stay those of the whole step."""
    first = cycling.filter(pl.col("Step count") == 0)
    steps = process(first).steps
    ours, theirs = (
        loader(first, steps, time_range={"start": 1000.0, "end": 2000.0})
        for loader in (DataLoader, ionworksdata.DataLoader)
    )
    assert_frame_equal(ours.steps.select(READ_AGAIN), theirs.steps.select(READ_AGAIN))
    assert ours.steps["Max voltage [V]"][0] == ours.data["Voltage [V]"].max()
    assert theirs.steps["Max voltage [V]"][0] == first["Voltage [V]"].max()
    # The rows have no capacities, so ours are integrated over the window.
    passed = 5.0 * ours.steps["Duration [s]"][0] / 3600
    assert ours.steps["Discharge capacity [A.h]"][0] == pytest.approx(passed, rel=1e-3)
    assert theirs.steps["Discharge capacity [A.h]"][0] == steps["Discharge capacity [A.h]"][0]


def test_only_the_chosen_rows_are_fetched(client, measurement_id, cycling):
    watched = Watched(client)
    options = {"first_step": 1, "last_step": 1}
    loader = ionworksdata.DataLoader.from_db(
        measurement_id, options, use_cache=False, client=watched
    )
    assert loader.to_config() == {"data": f"db:{measurement_id}", "options": options}
    assert watched.windows == []
    second = cycling.filter(pl.col("Step count") == 1)
    assert_frame_equal(loader.data, second)
    first = cycling["Step count"].to_list().index(1)
    assert watched.windows == [(first, first + second.height)]
    before = client.cell_measurement.steps(measurement_id)["End voltage [V]"][0]
    assert loader.initial_voltage == before


def test_made_local(client, measurement_id, cycling):
    loader = ionworksdata.DataLoader.from_db(measurement_id, client=client).to_local()
    config = loader.to_config()
    assert pl.DataFrame(config["data"]["time_series"]).equals(cycling)
    again = DataLoader(config["data"]["time_series"], config["data"]["steps"])
    assert again.data.equals(loader.data)
    ours = DataLoader.from_db(measurement_id, client=client).to_local()
    assert ours.to_config() == config


def test_plot(client, measurement_id, cycling):
    figure, axes = ionworksdata.DataLoader.from_db(measurement_id, client=client).plot_data()
    assert [ax.get_ylabel() for ax in axes] == ["Voltage [V]", "Current [A]", "Temperature [degC]"]
    assert len(axes[0].lines[0].get_xdata()) == cycling.height
    matplotlib.pyplot.close(figure)


def test_tables_kept_by_the_companion_are_used_without_a_client(measurement_id, client, cycling):
    steps = client.cell_measurement.steps(measurement_id)
    _save_to_cache(measurement_id, {"time_series": cycling, "steps": steps})
    kept = ionworksdata.DataLoader.from_db(measurement_id, {"first_step": 1}, client=object())
    assert kept.data.equals(cycling.filter(pl.col("Step count") >= 1))


def test_our_cache_serves_it_when_the_platform_is_gone(tmp_path, cycling):
    with Platform(tmp_path / "platform") as platform:
        client = Ionworks(api_url=platform.url, api_key=platform.api_key)
        spec = client.cell_spec.create({"name": "LG M50"})
        cell = client.cell_instance.create(spec.id, {"name": "M50-001"})
        data = {"measurement": {"name": "CC-CV"}, "time_series": cycling}
        measurement_id = client.cell_measurement.create(cell.id, data).id
        first = ionworksdata.DataLoader.from_db(measurement_id, client=client)
        assert first.data.equals(cycling)
    with client:
        again = ionworksdata.DataLoader.from_db(measurement_id, client=client)
        assert again.data.equals(cycling)
        assert again.steps.equals(first.steps)


def test_without_a_client_the_environment_is_used(measurement_id, connection, cycling):
    settings = {f"IONWORKS_{name.upper()}": value for name, value in connection.items()}
    code = (
        "import sys, ionworksdata;"
        "print(ionworksdata.DataLoader.from_db(sys.argv[1], use_cache=False).data.height)"
    )
    shown = subprocess.run(
        [sys.executable, "-P", "-c", code, measurement_id],
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert int(shown.stdout) == cycling.height


def test_pandas_frames_of_the_client(measurement_id, connection, cycling):
    with Ionworks(**connection, dataframe_backend="pandas") as client:
        loader = ionworksdata.DataLoader.from_db(measurement_id, {"last_step": 0}, client=client)
        assert_frame_equal(loader.data, cycling.filter(pl.col("Step count") == 0))


def test_the_loader_stands_in_a_configuration(client, measurement_id):
    """Both the loader and what it says of itself are taken where a configuration has data."""
    for data in (
        ionworksdata.DataLoader.from_db(measurement_id, client=client),
        DataLoader.from_db(measurement_id, client=client).to_config(),
    ):
        objective = ionworks_schema.objectives.CurrentDriven(
            data_input=data, options={"model": {"type": "SPM"}}
        )
        assert f"db:{measurement_id}" in str(objective.to_config())


def test_experiment_from_the_steps(client, measurement_id):
    loader = ionworksdata.DataLoader.from_db(
        measurement_id, {"first_step": 0, "last_step": 1}, client=client
    )
    experiment = loader.generate_experiment()
    assert len(experiment.steps) == 2
