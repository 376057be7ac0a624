"""Known choices over a small series: what is asked of the client, and what comes out."""

import json
from pathlib import Path

import anyio
import pytest

from ionworks.loader import DataLoader

RECORDED = json.loads(Path(__file__).with_name("loader_cases.json").read_text(encoding="utf-8"))
SERIES, STEPS = RECORDED["time_series"], RECORDED["steps"]
CASES = pytest.mark.parametrize("case", RECORDED["cases"], ids=lambda case: case["name"])


class Client:
    """Answers from the recorded tables and writes down what it was asked."""

    def __init__(self):
        self.cell_measurement = self
        self.calls = []

    def steps(self, measurement_id, *, use_cache):
        self.calls.append(["steps", measurement_id, use_cache])
        return STEPS

    def time_series(self, measurement_id, *, use_cache, row_range=None):
        window = None if row_range is None else list(row_range)
        self.calls.append(["time_series", measurement_id, use_cache, window])
        first, end = row_range or (0, None)
        return {column: values[first:end] for column, values in SERIES.items()}


class AwaitedClient(Client):
    async def steps(self, measurement_id, *, use_cache):
        return super().steps(measurement_id, use_cache=use_cache)

    async def time_series(self, measurement_id, *, use_cache, row_range=None):
        return super().time_series(measurement_id, use_cache=use_cache, row_range=row_range)


def same(frame, columns):
    """Compare with a recorded table, to rounding."""
    if frame is None or columns is None:
        return frame is None and columns is None
    found = frame if isinstance(frame, dict) else frame.to_dict(as_series=False)
    return list(found) == list(columns) and all(
        found[name] == (values if isinstance(values[0], str) else pytest.approx(values))
        for name, values in columns.items()
    )


def check(loader, case):
    assert same(loader.data, case["data"])
    assert same(loader.steps, case["steps"])
    assert loader.initial_voltage == case["initial_voltage"]
    assert (loader.start_idx, loader.end_idx) == (case["start_idx"], case["end_idx"])


def load(case, client, **changed):
    return DataLoader.from_db(
        "m-1", case["options"], use_cache=False, client=client, time_range=case["time_range"]
    )


@CASES
def test_loaded_when_asked_for(case):
    client = Client()
    loader = load(case, client)
    assert loader.to_config() == case["db_config"]
    assert client.calls == []
    check(loader, case)
    check(loader, case)
    assert client.calls == case["calls"]


@CASES
@pytest.mark.parametrize("first", ["steps", "initial_voltage", "start_idx", "data"])
def test_the_order_of_access_does_not_matter(case, first):
    client = Client()
    loader = load(case, client)
    getattr(loader, first)
    check(loader, case)
    assert client.calls == case["calls"]


@CASES
def test_loaded_awaited(case):
    async def main():
        client = AwaitedClient()
        loader = await DataLoader.afrom_db(
            "m-1", case["options"], use_cache=False, client=client, time_range=case["time_range"]
        )
        assert loader.to_config() == case["db_config"]
        check(loader, case)
        assert client.calls == case["calls"]
        local = await loader.ato_local()
        assert local is loader
        return loader

    loader = anyio.run(main)
    assert same(loader.data, case["data"])
    assert loader.to_config() == load(case, Client()).to_local().to_config()


@CASES
def test_made_local(case):
    client = Client()
    loader = load(case, client)
    assert loader.data is not None
    assert loader.to_local() is loader
    whole = ["time_series", "m-1", False, None]
    assert client.calls == case["calls"] + ([] if whole in case["calls"] else [whole])
    assert same(loader.data, case["data"])
    assert loader.to_local().data is loader.data


@CASES
def test_a_local_configuration_holds_the_chosen_data(case):
    config = load(case, Client()).to_local().to_config()
    recorded = case["local_config"]
    assert config.get("options") == recorded.get("options")
    if "options" in config:
        # Transforms are for the reader to apply; in the recording they are applied as well,
        # so that they would be applied twice.
        recorded = {"data": {"time_series": SERIES, "steps": STEPS}}
    assert same(config["data"]["time_series"], recorded["data"]["time_series"])
    assert same(config["data"]["steps"], recorded["data"]["steps"])


@CASES
def test_an_unfiltered_configuration_holds_everything_and_the_choice(case):
    config = load(case, Client()).to_local().to_config(filter_data=False)
    assert same(config["data"]["time_series"], SERIES)
    assert same(config["data"]["steps"], STEPS)
    assert config.get("options") == case["db_config"].get("options")
    # The window in time belongs to the choice.
    assert config.get("time_range") == case["db_config"].get("time_range")


@CASES
@pytest.mark.parametrize("filter_data", [True, False])
def test_a_configuration_gives_the_same_loader_again(case, filter_data):
    loader = load(case, Client()).to_local()
    config = loader.to_config(filter_data=filter_data)
    again = DataLoader(
        config["data"]["time_series"],
        config["data"]["steps"],
        options=config.get("options"),
        time_range=config.get("time_range"),
    )
    assert again.data.equals(loader.data)
    if not filter_data:
        assert again.initial_voltage == loader.initial_voltage
    assert json.loads(json.dumps(config)) == config


@CASES
@pytest.mark.parametrize("before", [["steps"], ["data"], ["start_idx", "data", "steps"]])
def test_what_was_looked_at_before_makes_no_difference_to_a_local_loader(case, before):
    fresh = load(case, Client()).to_local()

    async def awaited():
        loader = await DataLoader.afrom_db(
            "m-1",
            case["options"],
            use_cache=False,
            client=AwaitedClient(),
            time_range=case["time_range"],
        )
        for name in before:
            getattr(loader, name)
        return await loader.ato_local()

    loader = load(case, Client())
    for name in before:
        getattr(loader, name)
    for local in (loader.to_local(), anyio.run(awaited)):
        assert local.data.equals(fresh.data)
        assert (local.start_idx, local.end_idx) == (fresh.start_idx, fresh.end_idx)
        assert (local.steps is None) is (fresh.steps is None)
        assert local.steps is None or local.steps.equals(fresh.steps)
        assert local.to_config() == fresh.to_config()
        assert "db:" not in str(local.to_config(filter_data=False)["data"])
