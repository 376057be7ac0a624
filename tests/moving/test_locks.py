"""Data locks: what an analysis used, and what has changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ionworks
from ionworks import ConfigurationError, Ionworks, IonworksError


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
