"""Channels: their incidents, and the tests that run on them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from ionworks import errors

SERIES = {
    "Time [s]": [0.0, 1.0, 2.0],
    "Voltage [V]": [4.0, 3.9, 3.8],
    "Current [A]": [1.0, 1.0, 1.0],
    "Step count": [0, 0, 0],
}


@pytest.fixture
def channel(do: Any) -> Any:
    site = do(lambda client: client.site.create({"name": f"site {uuid4()}"}))
    cycler = do(lambda client: client.cycler.create(site, {"name": "cycler"}))
    return do(lambda client: client.channel.create(cycler, {"name": "01"}))


@pytest.fixture
def cell(do: Any) -> Any:
    spec = do(lambda client: client.cell_spec.create({"name": "spec"}))
    return do(lambda client: client.cell_instance.create(spec, {"name": "cell"}))


def measure(do: Any, cell: Any, name: str, **fields: Any) -> Any:
    detail = {"measurement": {"name": name, **fields}, "time_series": SERIES}
    return do(lambda client: client.cell_measurement.create(cell, detail)).measurement


def test_a_channel_is_taken_out_and_back(do: Any, channel: Any) -> None:
    def change(**data: Any) -> Any:
        return do(lambda client: client.channel.update(channel, data))

    def incidents() -> list[Any]:
        return list(do(lambda client: client.channel.list_incidents(channel)))

    assert channel.out_of_commission is False
    assert change(out_of_commission=False).out_of_commission is False
    assert incidents() == []
    for data in (
        {"incident_category": "maintenance"},
        {"incident_category": "calibration", "service_scheduled_until": "2026-03-02"},
        {"service_scheduled_at": "2026-03-02", "service_scheduled_until": "2026-03-02"},
    ):
        with pytest.raises(errors.IonworksError) as caught:
            change(out_of_commission=True, **data)
        assert caught.value.status_code == 400
    assert incidents() == []
    assert change(out_of_commission=True, incident_notes="sparks").out_of_commission is True
    change(out_of_commission=True, incident_notes="again", notes="near the door")
    (incident,) = incidents()
    assert (incident.category, incident.notes, incident.resolved_at) == ("other", "sparks", None)
    assert incident.project_id == channel.project_id
    with pytest.raises(errors.IonworksError) as caught:  # no service is scheduled
        change(service_scheduled_until="2026-03-02")
    assert caught.value.status_code == 400
    change(out_of_commission=False, resolution_notes="new fuse")
    (incident,) = incidents()
    assert incident.resolution_notes == "new fuse"
    assert incident.resolved_at >= incident.started_at
    change(
        out_of_commission=True,
        incident_category="maintenance",
        service_scheduled_at="2026-03-02",
    )
    change(service_scheduled_until="2026-03-05")
    assert [one.category for one in incidents()] == ["maintenance", "other"]
    assert incidents()[0].service_scheduled_until.day == 5
    page = do(lambda client: client.channel.list_incidents(channel, 1, 1))
    assert ([one.category for one in page], page.total) == (["other"], 2)


def test_a_new_channel_is_in_service(do: Any, channel: Any) -> None:
    data = {"name": "02", "out_of_commission": True}
    with pytest.raises(ValueError, match="out_of_commission"):
        do(lambda client: client.channel.create(channel.cycler_id, data))
    same = channel.model_dump(exclude_none=True)
    copied = do(lambda client: client.channel.create(channel.cycler_id, {**same, "name": "03"}))
    assert copied.out_of_commission is False
    every = do(lambda client: client.channel.list_all(cycler_id=channel.cycler_id))
    assert {each.id for each in every} == {channel.id, copied.id}


def test_a_channel_runs_one_test_at_a_time(do: Any, channel: Any, cell: Any) -> None:
    first = measure(
        do,
        cell,
        "first",
        channel_id=channel.id,
        start_time="2026-01-01T00:00:00Z",
        end_time="2026-01-01T00:00:02Z",
    )
    assert first.channel_id == channel.id
    # It begins when the first one ends, and runs on.
    begin = "2026-01-01T00:00:02Z"
    running = measure(do, cell, "running", channel_id=channel.id, start_time=begin)
    for start in ("2026-01-01T00:00:01Z", "2026-05-01T00:00:00Z"):
        with pytest.raises(errors.ConflictError):
            measure(do, cell, "third", channel_id=channel.id, start_time=start)
    free = measure(do, cell, "third", start_time="2026-01-01T00:00:00Z")
    with pytest.raises(errors.ConflictError):
        do(lambda client: client.cell_measurement.update(free, {"channel_id": channel.id}))
    with pytest.raises(errors.ConflictError):  # a test runs on it
        do(lambda client: client.channel.update(channel, {"out_of_commission": True}))
    with pytest.raises(errors.ConflictError):
        do(lambda client: client.cycler.start_service(channel.cycler_id, "repair", "2026-03-02"))
    # What is not about the run can change.
    do(lambda client: client.cell_measurement.update(running, {"notes": "n"}))
    end = {"end_time": "2026-01-01T00:00:04Z"}
    do(lambda client: client.cell_measurement.update(running, end))
    do(lambda client: client.channel.update(channel, {"out_of_commission": True}))
    with pytest.raises(errors.ConflictError, match="out of commission"):
        measure(do, cell, "late", channel_id=channel.id, start_time="2026-02-01T00:00:00Z")
    do(lambda client: client.cell_measurement.update(running, {"notes": "on it all the same"}))
    with pytest.raises(errors.ConflictError, match="out of commission"):
        do(lambda client: client.cell_measurement.update(running, {"end_time": None}))
    do(lambda client: client.channel.delete(channel))
    assert do(lambda client: client.cell_measurement.get(first)).channel_id is None


def test_a_test_on_a_channel_that_cannot_have_run_it_is_refused(
    do: Any, channel: Any, cell: Any
) -> None:
    start = "2026-01-01T00:00:00Z"
    elsewhere = do(lambda client: client.project.create({"name": f"other {uuid4()}"}))
    site = do(lambda client: client.site.create({"name": f"site {uuid4()}"}))
    data = {"name": "cycler", "project_id": elsewhere.id}
    cycler = do(lambda client: client.cycler.create(site, data))
    foreign = do(lambda client: client.channel.create(cycler, {"name": "01"}))
    for fields in (
        {"channel_id": "none", "start_time": start},
        {"channel_id": foreign.id, "start_time": start},
        {"channel_id": channel.id},
    ):
        with pytest.raises(errors.IonworksError) as caught:
            measure(do, cell, "refused", **fields)
        assert caught.value.status_code == 400, fields
    assert do(lambda client: client.cell_measurement.list(cell)).total == 0
