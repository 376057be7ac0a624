"""Data locks: what an analysis used, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import ionworks
from ionworks import ConfigurationError, Ionworks, IonworksError
from ionworks.folders import plan_upload


def test_nothing_has_changed(do: Any, stored: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "data.lock"
    made = do(lambda client: client.lock(path))
    assert {one.id for one in made.records} == {*stored.values()}
    report = do(lambda client: client.check_lock(path))
    assert report.changes == ()
    assert "nothing has changed" in str(report)
    report.raise_for_changes()
    content = json.loads(path.read_text())
    assert content["client"] == ionworks.__version__
    assert all(len(one["sha256"]) == 64 for one in content["records"])


def test_each_kind_of_change_is_said(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "data.lock"
    client.lock(path, cell_specs=stored["spec"])
    client.cell_spec.update(stored["spec"], {"notes": "moved"})
    client.cell_measurement.delete(stored["files"])
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
    client.cell_measurement.update(stored["curve"], {"notes": "cold"})
    new = client.cell_measurement.create_properties(stored["cell"], "Height", {"height": 70})
    report = client.check_lock(path)
    assert {(one.what, one.id) for one in report.changes} == {
        ("record", stored["spec"]),
        ("removed", stored["files"]),
        ("data", stored["series"]),
        ("record", stored["curve"]),
        ("added", new.id),
    }
    assert "LG M50 / 001 / Pulse has other data" in str(report)
    with pytest.raises(IonworksError, match="5 changes"):
        report.raise_for_changes()
    client.cell_spec.delete(stored["spec"])
    gone = client.check_lock(path)
    assert {one.what for one in gone.changes} == {"removed"}
    assert len(gone.changes) == 6


def test_a_change_names_its_fields(do: Any, client: Ionworks, tmp_path: Path) -> None:
    path = tmp_path / "data.lock"
    ratings = {
        "capacity": {"value": 5, "unit": "A.h"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    }
    spec = client.cell_spec.create({"name": "fields", "notes": "old", "ratings": ratings})
    cell = client.cell_instance.create(spec, {"name": "one"})
    do(lambda client: client.lock(path, cell_specs=spec.id))
    content = json.loads(path.read_text())
    assert "old" not in path.read_text()  # digests alone
    ratings["capacity"]["value"] = 4.8
    client.cell_spec.update(spec, {"ratings": ratings, "notes": None, "form_factor": "21700"})
    client.cell_instance.update(cell, {"name": "two"})
    report = do(lambda client: client.check_lock(path))
    found = {one.id: one for one in report.changes}
    assert {*found[spec.id].fields} == {"ratings.capacity", "notes", "form_factor"}
    assert found[cell.id].fields == ("name",)
    assert f"cell instance fields / one says something else in 'name' ({cell.id})" in str(report)
    # A lock of before there were digests of fields says what it can.
    for one in content["records"]:
        del one["fields"], one["parent_id"]
    path.write_text(json.dumps(content))
    old = do(lambda client: client.check_lock(path))
    assert {(one.what, one.id, one.fields) for one in old.changes} == {
        ("record", spec.id, ()),
        ("record", cell.id, ()),
    }


@pytest.mark.parametrize("whole", [True, False], ids=["of a specification", "of a measurement"])
def test_a_series_that_was_replaced_is_said_so(
    do: Any, client: Ionworks, stored: dict[str, str], tmp_path: Path, whole: bool
) -> None:
    path = tmp_path / "data.lock"
    choice = {"cell_specs": stored["spec"]} if whole else {"measurements": stored["series"]}
    do(lambda client: client.lock(path, **choice))
    series = {
        "Time [s]": [0.0, 1.0],
        "Voltage [V]": [4.0, 3.9],
        "Current [A]": [1.0, 1.0],
        "Step count": [0, 0],
    }
    detail = {"measurement": {"name": "Pulse"}, "time_series": series}
    new = client.cell_measurement.replace(stored["cell"], detail)
    (change,) = do(lambda client: client.check_lock(path)).changes
    assert (change.what, change.id, change.new_id) == ("replaced", stored["series"], new.id)
    assert str(change).startswith(
        f"cell measurement LG M50 / 001 / Pulse was replaced by {new.id} ("
    )
    client.cell_measurement.delete(new.id)
    (gone,) = do(lambda client: client.check_lock(path)).changes
    assert (gone.what, gone.new_id) == ("removed", None)
    client.cell_instance.delete(stored["cell"])
    kinds = {one.what for one in do(lambda client: client.check_lock(path)).changes}
    assert kinds == {"removed"}


def test_a_lock_of_measurements_does_not_look_at_their_neighbours(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "data.lock"
    made = client.lock(path, measurements=[stored["series"], stored["properties"]])
    assert [one.kind for one in made.records].count("cell_measurement") == 2
    client.cell_measurement.delete(stored["files"])
    assert client.check_lock(path).changes == ()


_LOCK: dict[str, Any] = {
    "format": "ionworks-lock",
    "version": 1,
    "client": "",
    "address": "",
    "made_at": "",
    "chosen": {"project_id": None, "specs": None, "cells": None, "measurements": None},
    "records": [],
}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        '{"format": "ionworks-lock", "version": 2}',
        '{"format": 5}',
        "[" * 100_000,
        json.dumps({**_LOCK, "chosen": {**_LOCK["chosen"], "specs": 5}}),
        json.dumps({**_LOCK, "chosen": {**_LOCK["chosen"], "specs": [5]}}),
        json.dumps({**_LOCK, "chosen": {**_LOCK["chosen"], "project_id": 5}}),
    ],
    ids=lambda text: text[:9] + text[-30:],
)
def test_what_is_no_lock_is_said(client: Ionworks, tmp_path: Path, text: str) -> None:
    path = tmp_path / "data.lock"
    with pytest.raises(ConfigurationError, match="There is no lock"):
        client.check_lock(path)
    path.write_text(text)
    with pytest.raises(ConfigurationError, match="is not a lock"):
        client.check_lock(path)


@pytest.mark.parametrize("path", ["/dev/full", "/dev/zero", "/tmp"])
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there are no devices in folders")
def test_what_is_no_file_is_not_read(client: Ionworks, path: str) -> None:
    with pytest.raises(ConfigurationError, match="is no regular file"):
        client.check_lock(path)


def test_a_foreign_file_of_any_size_is_not_read(client: Ionworks, tmp_path: Path) -> None:
    path = tmp_path / "series.csv"
    for start in (b"Time [s],Voltage [V]\n", b"{", bytes([0x80, 0xFF])):
        with path.open("wb") as file:
            file.write(start)
            file.truncate(1 << 40)  # sparse: it takes no room
        with pytest.raises(ConfigurationError, match="is not a lock"):
            client.check_lock(path)


def test_a_lock_of_a_newer_version_is_named(client: Ionworks, tmp_path: Path) -> None:
    path = tmp_path / "data.lock"
    path.write_text(json.dumps({**_LOCK, "version": 2, "client": "9.9"}))
    with pytest.raises(ConfigurationError, match=r"version 9\.9 has written it"):
        client.check_lock(path)


def test_a_lock_of_another_platform_is_named(
    client: Ionworks, other: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    client.lock(tmp_path / "data.lock")
    client.copy_to(other)  # with other ids
    with pytest.raises(ConfigurationError, match=f"is a lock of {client.settings.address}"):
        other.check_lock(tmp_path / "data.lock")
    with pytest.raises(FileNotFoundError, match=r"there is no such folder: .*missing"):
        client.lock(tmp_path / "missing" / "data.lock")


@pytest.mark.parametrize("wrong", [0, -1])
def test_nothing_is_done_none_at_once(
    client: Ionworks, stored: dict[str, str], tmp_path: Path, wrong: int
) -> None:
    path, one = tmp_path / "data.lock", [stored["series"]]
    series = client.cell_measurement
    calls: list[Callable[[], Any]] = [
        lambda: client.lock(path, max_parallel=wrong),
        lambda: client.check_lock(path, max_parallel=wrong),
        lambda: client.copy_to(tmp_path / "cells", max_parallel=wrong),
        lambda: series.read_many(one, max_parallel=wrong),
        lambda: series.scan_many(one, max_parallel=wrong),
        lambda: series.to_dask(one, max_parallel=wrong),
        lambda: series.cycle_summary(one, max_parallel=wrong),
        lambda: series.save_files(stored["files"], tmp_path, max_parallel=wrong),
        lambda: series.create_file(stored["cell"], "X", [path], max_parallel=wrong),
        lambda: client.cell_instance.detail(stored["cell"], max_parallel=wrong),
        lambda: ionworks.map_measurements(len, one, client=client, max_parallel=wrong),
        lambda: plan_upload(client, tmp_path, name="{cell}_{test}", max_parallel=wrong),
    ]
    for call in calls:
        with pytest.raises(ValueError, match=f"`max_parallel` is at least 1, not {wrong}"):
            call()
    assert not path.exists()
