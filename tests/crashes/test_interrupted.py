"""Ctrl-C in a script that uploads: it ends at once, nothing is half-stored, and it can be rerun."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random

import pytest
from crashes.audit import State, audit_folder, audit_records
from crashes.processes import Child, Children
from crashes.samples import detail, encoded, series
from crashes.tools import connected, new_cell

from ionworks import Ionworks
from ionworks.local.server import Platform

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals")

COUNT = 3


def test_an_interrupted_script(
    rounds: range, own_platform: Platform, own_client: Ionworks, data: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    with Children("upload_in_turn", temporary, len(rounds)) as children:
        for seed in rounds:
            child, random = children.next(), Random(seed)
            cell = new_cell(own_client, f"Cell {seed}")
            child.tell(
                url=own_platform.url,
                key=own_platform.api_key,
                cell=cell,
                numbers=list(range(COUNT)),
                rows=40,
            )
            for _ in range(random.randint(1, 2 * COUNT)):
                child.hear()
            child.signal(signal.SIGINT)
            lines = []
            while (line := child.hear()) is not None:
                lines.append(line)
            assert lines[-1] == ["interrupted"]
            assert child.wait() == 0
            allowed: dict[str, list[State]] = {
                f"series {number}": [None, encoded(series(number))] for number in range(COUNT)
            }
            assert audit_records(own_client, cell, allowed)[0] == [], f"in {seed}"
            for number in range(COUNT):
                name = f"series {number}"
                own_client.cell_measurement.create_or_get(cell, detail(name, series(number)))
            whole = {name: states[1:] for name, states in allowed.items()}
            assert audit_records(own_client, cell, whole)[0] == [], f"after {seed}"
    assert list(temporary.iterdir()) == []
    own_platform.close()
    with Platform(data):
        assert audit_folder(data) == []


def test_an_interrupted_script_does_not_wait_for_a_platform_that_hangs(
    data: Path, tmp_path: Path
) -> None:
    for name in ("serving", "uploading"):
        (tmp_path / name).mkdir()
    serving = Child("serve", tmp_path / "serving")
    uploading = Child("upload_in_turn", tmp_path / "uploading")
    try:
        serving.tell(data=str(data), steps_of_start=None)
        url, key = serving.hear() or []
        with Ionworks(key, api_url=url) as client:
            cell = new_cell(client)
        uploading.tell(url=url, key=key, cell=cell, numbers=[1], rows=400_000)
        assert uploading.hear() == ["begins", 1]
        assert uploading.hear() == ["sends", 1024 * 1024]
        serving.signal(signal.SIGSTOP)
        uploading.signal(signal.SIGINT)
        lines = []
        while (line := uploading.hear()) is not None:
            lines.append(line)
        assert lines[-1] == ["interrupted"]
        assert uploading.wait() == 0  # it gives up long before a transfer does
        assert list((tmp_path / "uploading").iterdir()) == []
    finally:
        uploading.close()
        serving.close()
    with Platform(data) as platform, connected(platform) as client:
        assert client.cell_measurement.list(cell).total == 0
        assert audit_folder(data) == []


def test_an_interrupted_script_does_not_wait_for_its_threads(tmp_path: Path) -> None:
    child = Child("wait_for_ever", tmp_path)
    try:
        assert [child.hear(), child.hear()] == [["waits"], ["waits"]]
        child.signal(signal.SIGINT)
        assert child.hear() == ["interrupted"]
        assert child.wait() == 0
    finally:
        child.close()
