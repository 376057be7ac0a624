"""Copies that are killed in the middle: another run completes them, once and equal."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from random import Random

import pytest
from crashes.processes import Children
from crashes.samples import detail, series

from ionworks import ConfigurationError, Ionworks
from ionworks.local.server import Platform

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL")

# About how many steps a copy takes from its start to its end.
MOST_STEPS = {"platform": 60, "folder": 700, "cells.zip": 700}


@pytest.fixture
def project(own_client: Ionworks, tmp_path: Path) -> int:
    """A project with records of many kinds: how many they are."""
    spec = own_client.cell_spec.create({"name": "LG M50", "anode": {"material": {"name": "C"}}})
    own_client.material_property_dataset.create(
        own_client.material.list()[0], "Potential", {"Potential [V]": [1.0, 0.1]}
    )
    rest = {"steps": [{"direction": "Rest", "duration": "1 hour"}]}
    protocol = own_client.protocol.create("Rest", rest)
    batch = own_client.cell_batch.create(spec.id, {"name": "B"})
    cell = own_client.cell_instance.create(spec.id, {"name": "A", "batch_id": batch.id})
    made = [
        own_client.cell_measurement.create(cell.id, detail(f"series {number}", series(number)))
        for number in range(3)
    ]
    own_client.cell_measurement.update(made[0].id, {"protocol_id": protocol.id})
    photo = tmp_path / "photo.txt"
    photo.write_text("a cell")
    own_client.cell_measurement.create_file(cell.id, "Photos", [photo])
    raw = own_client.raw_data.upload(b"mV;mA", name="channel.txt")
    own_client.raw_data.attach(raw, measurement_id=made[0].id)
    study = own_client.study.create({"name": "Ageing"}, spec.project_id)
    own_client.study.assign_measurement(study, made[0].id, spec.project_id)
    plan = {"name": "Next", "protocol_id": protocol.id, "cell_specification_id": spec.id}
    own_client.planned_measurement.create(
        {**plan, "estimated_duration_seconds": 60}, spec.project_id
    )
    return 13


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", MOST_STEPS)
def test_a_killed_copy_goes_on(
    rounds: range,
    own_platform: Platform,
    own_client: Ionworks,
    project: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    killed = 0
    with Children("copy", tmp_path / "temporary", len(rounds)) as children:
        for seed in rounds:
            child, place = children.next(), tmp_path / f"round {seed}"
            place.mkdir()
            task = {
                "url": own_platform.url,
                "key": own_platform.api_key,
                "steps": Random(seed).randint(1, MOST_STEPS[kind]),
            }
            if kind == "platform":
                with (
                    Platform(place / "data") as target,
                    Ionworks(target.api_key, api_url=target.url) as other,
                ):
                    end = {"api_key": target.api_key, "api_url": target.url}
                    child.tell(**task, other=end)
                    killed += child.hear() is None
                    report = own_client.copy_to(other)
                    report.raise_for_errors()
                    assert own_client.copy_to(other).counts == {"exists": project}, seed
                    assert own_client.copy_to(other).ids == report.ids
                    found = other.copy_to(own_client, dry_run=True)
            else:
                bundle = place / kind
                child.tell(**task, other=str(bundle))
                killed += child.hear() is None
                try:
                    assert len(own_client.copy_to(bundle).items) == project
                except ConfigurationError as problem:  # it was whole when the kill came
                    assert f"{bundle} exists" in str(problem)  # noqa: PT017
                left = {path.name for path in place.iterdir()} - {bundle.name}
                assert left <= {f"{bundle.name}.partial"}, seed
                with Ionworks(api_url=f"bundle:{bundle}") as offline:
                    found = offline.copy_to(own_client, dry_run=True)
            # All of it is the same as at the source, and nothing is there twice.
            assert found.counts == {"exists": project}, f"after {seed}: {found}"
            child.kill()
            assert child.wait() in (0, -signal.SIGKILL)
    assert killed
