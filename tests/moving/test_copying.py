"""Copies between platforms: whole, compared, and never over what is there."""

from __future__ import annotations

from typing import Any

import pytest
from support.proxy import Exchange, proxied

from ionworks import AsyncIonworks, ConfigurationError, Ionworks, IonworksError
from ionworks.local.server import Platform

NAMES = {"Pulse", "OCV", "Weight", "Photos"}


def test_everything_arrives_and_a_second_run_finds_it(
    act: Any, client: Ionworks, other: Ionworks, stored: dict[str, str]
) -> None:
    plan = act(lambda client, other: client.copy_to(other, dry_run=True))
    assert plan.is_dry_run
    assert plan.counts == {"new": 7}
    assert other.cell_spec.list().total == 0
    report = act(lambda client, other: client.copy_to(other))
    assert report.counts == {"copied": 7}
    (graphite,) = client.material.list()
    assert report.ids.keys() == {*stored.values(), graphite.id}

    spec = other.cell_spec.get(report.ids[stored["spec"]])
    assert spec.ratings == {"capacity": {"value": 5, "unit": "A.h"}}
    assert spec.notes == "from the shelf"
    assert spec.anode["material"]["name"] == "Graphite"
    assert spec.anode["properties"] == {"loading": {"value": 7, "unit": "mg.cm-2"}}
    assert other.cell_instance.get(report.ids[stored["cell"]]).batch == "B1"
    pulse = other.cell_measurement.get(report.ids[stored["series"]])
    before = client.cell_measurement.get(stored["series"])
    assert (pulse.name, {*pulse.tags}, pulse.start_time) == (
        "Pulse",
        {"pulse", "25 degC"},
        before.start_time,
    )
    for kind in ("series", "curve"):
        here = client.cell_measurement.time_series(stored[kind])
        assert other.cell_measurement.time_series(report.ids[stored[kind]]).equals(here)
    assert other.cell_measurement.get(report.ids[stored["properties"]]).properties == {"mass": 68.5}
    files = report.ids[stored["files"]]
    assert other.cell_measurement.get_file(files, "photo.txt") == b"a cell"

    again = act(lambda client, other: client.copy_to(other))
    assert again.counts == {"exists": 7}
    assert again.ids == report.ids
    again.raise_for_errors()


def test_what_differs_is_said_and_stays(
    client: Ionworks, other: Ionworks, stored: dict[str, str]
) -> None:
    ids = client.copy_to(other).ids
    other.cell_spec.update(ids[stored["spec"]], {"notes": "another shelf"})
    other.cell_measurement.delete(ids[stored["properties"]])
    other.cell_measurement.create_properties(ids[stored["cell"]], "Weight", {"mass": 70})
    client.cell_measurement.extend(
        stored["series"],
        {
            "Time [s]": [3.0],
            "Voltage [V]": [3.7],
            "Current [A]": [0.0],
            "Step count": [1],
            "Noise [mV]": [1.0],
        },
    )
    report = client.copy_to(other)
    said = {one.name: one.reason for one in report.items if one.outcome == "differs"}
    assert said.keys() == {"LG M50", "LG M50 / 001 / Pulse", "LG M50 / 001 / Weight"}
    assert said["LG M50"] == "notes: stored 'another shelf', sent 'from the shelf'"
    assert said["LG M50 / 001 / Pulse"] == "its values differ"
    assert said["LG M50 / 001 / Weight"] == "its properties differ"
    assert other.cell_spec.get(ids[stored["spec"]]).notes == "another shelf"
    assert len(other.cell_measurement.time_series(ids[stored["series"]])) == 3
    with pytest.raises(IonworksError, match="differs  LG M50 / 001 / Pulse"):
        report.raise_for_errors()


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({"measurements": "series"}, {"Graphite", "LG M50", "001", "Pulse"}),
        ({"measurements": ["series", "files"]}, {"Graphite", "LG M50", "001", "Pulse", "Photos"}),
        ({"cell_instances": "cell"}, {"Graphite", "LG M50", "001", *NAMES}),
        ({"cell_specs": "spec", "measurements": ["series"]}, {"Graphite", "LG M50", "001", *NAMES}),
    ],
)
def test_parts_are_copied_with_what_they_belong_to(
    client: Ionworks, other: Ionworks, stored: dict[str, str], chosen: Any, names: set[str]
) -> None:
    given = {
        kind: stored[key] if isinstance(key, str) else [stored[one] for one in key]
        for kind, key in chosen.items()
    }
    report = client.copy_to(other, **given)
    assert sorted(one.name.rpartition(" / ")[2] for one in report.items) == sorted(names)
    assert report.counts == {"copied": len(names)}


def test_a_record_is_as_good_as_its_id(
    client: Ionworks, other: Ionworks, stored: dict[str, str]
) -> None:
    record = client.cell_measurement.get(stored["properties"])
    assert client.copy_to(other, measurements=record).counts == {"copied": 4}
    spec = client.cell_spec.get(stored["spec"])
    assert client.copy_to(other, cell_specs=[spec]).counts == {"exists": 4, "copied": 3}


def test_one_that_fails_does_not_stop_the_others_and_another_run_completes(
    platform: Platform,
    connection: dict[str, Any],
    other: Ionworks,
    stored: dict[str, str],
) -> None:
    def refuse(exchange: Exchange) -> None:
        answer = exchange.forward()
        answer.status, answer.body = 404, b'{"message": "gone"}'
        exchange.send(answer)

    with (
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(**{**connection, "api_url": service.url}) as client,
    ):
        service.break_(
            refuse,
            lambda method, path: stored["series"] in path and "time_series" in path,
            times=float("inf"),
        )
        report = client.copy_to(other)
        assert report.counts == {"copied": 6, "failed": 1}
        (failed,) = (one for one in report.items if one.outcome == "failed")
        assert failed.name == "LG M50 / 001 / Pulse"
        service.heal()
        assert client.copy_to(other).counts == {"exists": 6, "copied": 1}


def test_progress_counts_records(client: Ionworks, other: Ionworks, stored: dict[str, str]) -> None:
    told: list[tuple[int, int]] = []
    client.copy_to(other, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (7, 7)
    assert told == sorted(told)


def test_wrong_arguments_are_named(
    client: Ionworks, elsewhere: dict[str, str], stored: dict[str, str]
) -> None:
    with pytest.raises(TypeError, match="another Ionworks client, or the path of a new bundle"):
        client.copy_to(AsyncIonworks(**elsewhere))  # type: ignore[arg-type]
    for address in ("http://localhost:1", "https://api.ionworks.com", "local:", "local:there"):
        with pytest.raises(ConfigurationError, match="address of a platform; give a client of it"):
            client.copy_to(address)
    for nothing in ("", "bundle:"):
        with pytest.raises(ConfigurationError, match="has no name"):
            client.copy_to(nothing)
    with pytest.raises(TypeError, match="not int"):
        client.copy_to(5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="not both"):
        client.copy_to("x.zip", project_id=stored["spec"], cell_specs=stored["spec"])
