"""The lab: states of channels, what can be done with the overview, and what is watched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest
from ionworks_generated.api.cell_measurements import watch_measurement

from ionworks import Ionworks
from ionworks.local.server import Platform
from ionworks.records import LabChannel, LabCycler, LabSite, LabStatus, Utilization

SERIES = {
    "Time [s]": [0.0, 1.0, 2.0],
    "Voltage [V]": [4.0, 3.9, 3.8],
    "Current [A]": [1.0, 1.0, 1.0],
    "Step count": [0, 0, 0],
}


def test_the_lab_shows_what_runs_where(
    do: Any, client: Ionworks, connection: Any, platform: Platform
) -> None:
    project = connection["project_id"]
    assert do(lambda c: c.lab.status(project)).sites == []
    assert do(lambda c: c.lab.utilization(project)).percent == 0
    site = client.site.create({"name": f"site {uuid4()}"})
    cycler = client.cycler.create(site, {"name": "cycler", "manufacturer": "M"})
    busy, out, free = (
        client.channel.create(cycler, {"name": name, "max_amps": 5}) for name in "abc"
    )
    client.channel.update(out, {"out_of_commission": True})
    spec = client.cell_spec.create({"name": "spec"})
    cell = client.cell_instance.create(spec, {"name": "cell"})
    measurement = {
        "name": "running",
        "channel_id": busy.id,
        "start_time": "2026-01-01",
        "protocol": {"name": "CC"},
    }
    run = client.cell_measurement.create(
        cell, {"measurement": measurement, "time_series": SERIES}, wait_for_processing=False
    )
    watch_measurement.sync(run.id, client=client.api)

    status = do(lambda c: c.lab.status(project))
    assert [(each.id, each.name) for each in status.sites] == [(site.id, site.name)]
    (shown,) = status.sites[0].cyclers
    assert (shown.name, shown.manufacturer, shown.channel_count) == ("cycler", "M", 3)
    assert [each.state for each in shown.channels] == ["occupied", "out_of_commission", "free"]
    assert (status.occupied, status.stale, status.free, status.out_of_commission) == (1, 0, 1, 1)
    test = shown.channels[0].measurement
    assert (test.id, test.cell_instance_id, test.watched) == (run.id, cell.id, True)
    names = (test.cell_instance_name, test.cell_specification_name, test.protocol_name)
    assert names == ("cell", "spec", "CC")
    assert status.model_dump()["sites"][0]["cyclers"][0]["channels"][2]["state"] == "free"

    assert do(lambda c: c.lab.list_watched(project)) == [run.id]
    used = do(lambda c: c.lab.utilization(project, status=status))
    assert isinstance(used, Utilization)
    assert (used.percent, used.total) == (33, 3)
    (found,) = do(lambda c: c.lab.free_channels(project, min_amps=5))
    assert (found.channel.id, found.cycler_id, found.site_name) == (free.id, cycler.id, site.name)
    assert do(lambda c: c.lab.free_channels(project, min_amps=5.1, status=status)) == []
    # A limit that is not known is not believed to suffice.
    assert do(lambda c: c.lab.free_channels(project, max_volts=4.2, status=status)) == []
    (found,) = do(lambda c: c.lab.watched_channels(project, status=status))
    assert found.channel.id == busy.id
    assert do(lambda c: c.lab.on_channel(project, busy, status=status)) == test
    assert do(lambda c: c.lab.on_channel(project, free, status=status)) is None
    with pytest.raises(TypeError, match="status"):
        do(lambda c: c.lab.utilization(project, status={}))
    # It was not updated for more than a day.
    with closing(sqlite3.connect(platform.data / "platform.db")) as database, database:
        old = "UPDATE cell_measurements SET updated_at = '2020-01-01T00:00:00.000000Z' WHERE id = ?"
        database.execute(old, [run.id])
    (quiet,) = do(lambda c: c.lab.stale_channels(project))
    assert (quiet.channel.id, quiet.channel.measurement.name) == (busy.id, "running")
    # The test has ended: its channel is free again.
    client.cell_measurement.update(run, {"end_time": "2026-01-01T00:00:02Z"})
    assert do(lambda c: c.lab.status(project)).occupied == 0


def test_channels_are_chosen_by_their_limits_and_states(do: Any) -> None:
    def channel(name: str, state: str, amps: Any = None, low: Any = None, high: Any = None) -> Any:
        limits = {"max_amps": amps, "min_volts": low, "max_volts": high}
        return LabChannel(id=name, name=name, state=state, **limits)

    channels = [
        channel("wide", "free", 5, 0, 5),
        channel("strong", "free", 10, 2, 4.2),
        channel("unrated", "free"),
        channel("used", "occupied", 10, 0, 5),
        channel("quiet", "stale", 10, 0, 5),
        channel("out", "out_of_commission", 10, 0, 5),
    ]
    numbers = {"channel_count": 6, "occupied": 1, "stale": 1, "free": 3}
    cycler: Any = LabCycler(id="c", name="c", channels=channels, **numbers)
    site: Any = LabSite(id="s", name="s", cyclers=[cycler])
    status: Any = LabStatus(sites=[site], occupied=1, stale=1, free=3, out_of_commission=1)
    for query, names in (
        ({}, ["wide", "strong", "unrated"]),
        ({"min_amps": 5}, ["wide", "strong"]),
        ({"min_amps": 6}, ["strong"]),
        ({"min_volts": 2}, ["wide", "strong"]),
        ({"min_volts": 1}, ["wide"]),
        ({"max_volts": 4.2}, ["wide", "strong"]),
        ({"max_volts": 4.3, "min_volts": 0}, ["wide"]),
    ):
        free = do(lambda c, query=query: c.lab.free_channels("p", status=status, **query))
        assert [each.channel.name for each in free] == names, query
    stale = do(lambda c: c.lab.stale_channels("p", status=status))
    assert [each.channel.name for each in stale] == ["quiet"]
    assert do(lambda c: c.lab.utilization("p", status=status)).percent == 33
