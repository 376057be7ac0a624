"""Deletes that say what falls, that can demand it, and that are undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from ionworks import Ionworks, errors
from ionworks.local.backups import back_up, restore
from ionworks.local.checking import check
from ionworks.local.server import Platform

SERIES = {
    "Time [s]": [0.0, 60.0, 120.0],
    "Voltage [V]": [4.1, 4.0, 3.9],
    "Current [A]": [1.0, 1.0, 1.0],
    "Step count": [0, 0, 0],
}


@pytest.fixture
def lab(do: Any) -> dict[str, Any]:
    """A specification with a batch, two cells and three measurements."""
    spec = do(
        lambda client: client.cell_spec.create(
            {"name": "LG M50", "anode": {"material": {"name": "graphite"}}}
        )
    )
    lot = do(lambda client: client.cell_batch.create(spec, {"name": "lot"}))
    cells = [
        do(
            lambda client, name=name: client.cell_instance.create(
                spec, {"name": name, "batch_id": lot}
            )
        )
        for name in "AB"
    ]
    series = do(
        lambda client: client.cell_measurement.create(
            cells[0],
            {"measurement": {"name": "run", "tags": ["first"]}, "time_series": SERIES},
        )
    ).measurement
    for cell in cells:
        do(
            lambda client, cell=cell: client.cell_measurement.create_properties(
                cell, "weight", {"weight": {"value": 68.1, "unit": "g"}}
            )
        )
    return {"spec": spec, "lot": lot, "cells": cells, "series": series}


def test_a_delete_says_what_falls(do: Any, lab: dict[str, Any]) -> None:
    counts = {"cell_batches": 1, "cell_instances": 2, "cell_measurements": 3}
    deletion = do(lambda client: client.cell_spec.deletion_of(lab["spec"]))
    assert (deletion.name, deletion.counts) == ("LG M50", counts)
    of_cell = do(lambda client: client.cell_instance.deletion_of(lab["cells"][0]))
    assert of_cell.counts == {"cell_measurements": 2}
    assert do(lambda client: client.cell_measurement.deletion_of(lab["series"])).counts == {}
    of_project = do(lambda client: client.project.deletion_of(lab["spec"].project_id))
    assert of_project.counts == {"cell_specifications": 1, "materials": 1, **counts}
    assert do(lambda client: client.cell_spec.get(lab["spec"])) == lab["spec"]
    with pytest.raises(errors.NotFoundError, match="no cell specification"):
        do(lambda client: client.cell_spec.deletion_of("nothing"))


def test_a_delete_demands_the_expected_count(do: Any, lab: dict[str, Any]) -> None:
    with pytest.raises(errors.ConflictError, match="3 cell_measurements, not 2") as refused:
        do(lambda client: client.cell_spec.delete(lab["spec"], expect={"cell_measurements": 2}))
    assert refused.value.data["counts"]["cell_instances"] == 2
    with pytest.raises(errors.ConflictError, match="0 analyses, not 1"):
        do(lambda client: client.cell_measurement.delete(lab["series"], expect={"analyses": 1}))
    assert do(lambda client: client.cell_spec.get(lab["spec"])).name == "LG M50"
    do(lambda client: client.cell_instance.delete(lab["cells"][1], expect={"cell_measurements": 1}))
    expected = {"cell_measurements": 2, "cell_instances": 1}
    do(lambda client: client.cell_spec.delete(lab["spec"], expect=expected))
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.cell_spec.get(lab["spec"]))


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cell_measurement", "cell_measurements"),
        ("cells", "cell_instances"),
        ("instances", "cell_instances"),
        ("cell_specification", "cell_specifications"),
    ],
)
@pytest.mark.parametrize("count", [0, 3])
def test_a_kind_that_is_misspelt_deletes_nothing(
    do: Any, lab: dict[str, Any], name: str, meant: str, count: int
) -> None:
    with pytest.raises(ValueError, match=f"has '{name}', .*; did you mean '{meant}'"):
        do(lambda client: client.cell_spec.delete(lab["spec"], expect={name: count}))
    assert do(lambda client: client.cell_spec.get(lab["spec"])) == lab["spec"]


def test_the_platform_refuses_an_unknown_kind_too(client: Any) -> None:
    from ionworks._io.blocking import run
    from ionworks.resources._deletions import deletion_of

    spec = client.cell_spec.create({"name": "counted"})
    runtime = client._async._runtime
    of = ("cell_specification", spec.id)
    assert run(deletion_of(runtime, *of, ["cell_measurements", "analyses"])).counts == {}
    for wrong in (["cell_measurement"], ["cell_measurements", "cells"]):
        with pytest.raises(errors.RequestValidationError) as refused:
            run(deletion_of(runtime, *of, wrong))
        assert refused.value.status_code == 422


@pytest.mark.parametrize("count", [-1, "2", 2.0, None, False])
def test_what_is_no_count_deletes_nothing(do: Any, lab: dict[str, Any], count: Any) -> None:
    expect = {"cell_measurements": count}
    with pytest.raises(ValueError, match="give a number of records"):
        do(lambda client: client.cell_spec.delete(lab["spec"], expect=expect))
    with pytest.raises(TypeError, match="`expect` is a dict"):
        do(lambda client: client.cell_spec.delete(lab["spec"], expect="cell_measurements"))
    assert do(lambda client: client.cell_spec.get(lab["spec"])) == lab["spec"]


def test_every_kind_that_the_platform_counts_can_be_expected() -> None:
    from ionworks.local import binned, schema
    from ionworks.resources._deletions import KINDS

    assert sorted(binned.KINDS) == sorted(KINDS)
    assert {table.name for table in schema.STORED} >= set(KINDS)


def test_every_delete_that_takes_something_along_can_be_held_to_it(do: Any) -> None:
    """Each says what falls, refuses another count, and deletes what was counted."""
    site = do(lambda client: client.site.create({"name": f"Lab {uuid4()}"}))
    cycler = do(lambda client: client.cycler.create(site.id, {"name": "C"}))
    channel = do(lambda client: client.channel.create(cycler.id, {"name": "1"}))
    fault = {"out_of_commission": True, "incident_category": "hardware_failure"}
    do(lambda client: client.channel.update(channel.id, fault))
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    batch = do(lambda client: client.cell_batch.create(spec, {"name": "lot"}))
    do(lambda client: client.cell_instance.create(spec, {"name": "A", "batch_id": batch}))
    model = do(lambda client: client.model.create({"name": "SPM", "config": {"type": "SPM"}}))
    of_model = {"name": "fit", "model_id": model.id}
    made = do(lambda client: client.parameterized_model.create(spec.id, of_model))
    cases: list[tuple[str, tuple[Any, ...], dict[str, int], dict[str, int]]] = [
        ("parameterized_model", (spec.id, made.id), {}, {"simulations": 1}),
        ("model", (model.id,), {}, {"parameterized_models": 1}),
        ("channel", (channel.id,), {"channel_incidents": 1}, {"channel_incidents": 0}),
        ("cycler", (cycler.id,), {}, {"channels": 1}),
        ("site", (site.id,), {"cyclers": 0}, {"cyclers": 1}),
        ("cell_batch", (batch.id,), {}, {"cell_instances": 1}),
    ]
    for name, named, counts, wrong in cases:
        found = do(lambda client, n=name, i=named: getattr(client, n).deletion_of(i[-1]))
        assert {kind: found.counts.get(kind, 0) for kind in counts} == counts, name
        with pytest.raises(errors.ConflictError, match="Nothing was deleted"):
            do(lambda client, n=name, i=named, e=wrong: getattr(client, n).delete(*i, expect=e))
        do(lambda client, n=name, i=named, e=found.counts: getattr(client, n).delete(*i, expect=e))
        with pytest.raises(errors.NotFoundError):
            do(lambda client, n=name, i=named: getattr(client, n).deletion_of(i[-1]))


def test_what_came_after_the_count_is_not_deleted(client: Any) -> None:
    spec = client.cell_spec.create({"name": "counted"})
    version = client.cell_spec.deletion_of(spec).version
    client.cell_instance.create(spec, {"name": "late"})
    from ionworks_generated.api.cell_specifications import delete_cell_specification

    from ionworks._io.blocking import run

    runtime = client._async._runtime
    with pytest.raises(errors.ConflictError, match="Other records would be deleted") as refused:
        run(runtime.call_with({"If-Deletion-Match": version}, delete_cell_specification, spec.id))
    assert refused.value.status_code == 409
    assert client.cell_spec.get(spec) == spec


def test_a_delete_is_undone(do: Any, lab: dict[str, Any]) -> None:
    spec, (first, second), series = lab["spec"], lab["cells"], lab["series"]
    frame = do(lambda client: client.cell_measurement.time_series(series))
    steps = do(lambda client: client.cell_measurement.steps(series))
    do(lambda client: client.cell_spec.delete(spec))
    assert do(lambda client: client.cell_spec.list()).total == 0
    assert do(lambda client: client.cell_measurement.list_by_project()).total == 0
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.cell_measurement.time_series(series))

    (entry,) = do(lambda client: client.bin.list())
    assert (entry.resource_type, entry.resource_id, entry.name) == (
        "cell_specification",
        spec.id,
        "LG M50",
    )
    assert entry.counts == {"cell_batches": 1, "cell_instances": 2, "cell_measurements": 3}
    assert (entry.removed_after - entry.deleted_at).days == 30

    assert do(lambda client: client.bin.restore(entry)).resource_id == spec.id
    assert do(lambda client: client.bin.list()).total == 0
    assert do(lambda client: client.cell_spec.get(spec)) == spec
    assert do(lambda client: client.cell_instance.get(first)) == first
    assert do(lambda client: client.cell_instance.get(second)).batch_id == lab["lot"].id
    assert do(lambda client: client.cell_measurement.get(series)) == series
    assert do(lambda client: client.cell_measurement.time_series(series)).equals(frame)
    assert do(lambda client: client.cell_measurement.steps(series)).equals(steps)
    assert do(lambda client: client.cell_measurement.list_by_project()).total == 3
    (tag,) = do(lambda client: client.cell_measurement.list_tags())
    assert (tag.tag, tag.usage_count) == ("first", 1)
    with pytest.raises(errors.NotFoundError, match="no deletion"):
        do(lambda client: client.bin.restore(entry))


def test_names_in_the_bin_are_free(do: Any, lab: dict[str, Any]) -> None:
    do(lambda client: client.cell_spec.delete(lab["spec"]))
    other = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    (entry,) = do(lambda client: client.bin.list())
    with pytest.raises(
        errors.ConflictError,
        match=r"the cell specification 'LG M50' has a name .* another record took",
    ):
        do(lambda client: client.bin.restore(entry))
    assert do(lambda client: client.cell_instance.list(other)).total == 0
    do(lambda client: client.cell_spec.update(other, {"name": "LG M50T"}))
    do(lambda client: client.bin.restore(entry))
    assert do(lambda client: client.cell_spec.list()).total == 2


def test_what_is_above_comes_back_first(do: Any, lab: dict[str, Any]) -> None:
    do(lambda client: client.cell_instance.delete(lab["cells"][0]))
    do(lambda client: client.cell_spec.delete(lab["spec"]))
    of_spec, of_cell = do(lambda client: client.bin.list())
    assert (of_spec.counts["cell_instances"], of_cell.name) == (1, "A")
    with pytest.raises(
        errors.ConflictError, match=r"the cell instance 'A' names .*; restore that first"
    ):
        do(lambda client: client.bin.restore(of_cell))
    do(lambda client: client.bin.restore(of_spec))
    do(lambda client: client.bin.restore(of_cell))
    counts = do(lambda client: client.cell_spec.deletion_of(lab["spec"])).counts
    assert counts == {"cell_batches": 1, "cell_instances": 2, "cell_measurements": 3}


def test_lost_links_come_back(do: Any, lab: dict[str, Any]) -> None:
    do(lambda client: client.cell_batch.delete(lab["lot"]))
    assert do(lambda client: client.cell_instance.get(lab["cells"][0])).batch_id is None
    (entry,) = do(lambda client: client.bin.list())
    do(lambda client: client.bin.restore(entry))
    assert do(lambda client: client.cell_instance.get(lab["cells"][0])) == lab["cells"][0]


def objects_of(platform: Any, record: Any) -> list[Any]:
    folder = platform.data / "objects" / "measurements" / record.id
    return [path for path in folder.rglob("*") if path.is_file()]


def test_files_go_when_the_bin_is_emptied(do: Any, lab: dict[str, Any], platform: Any) -> None:
    series = lab["series"]
    there = objects_of(platform, series)
    assert there
    do(lambda client: client.cell_measurement.delete(series))
    assert objects_of(platform, series) == there
    (entry,) = do(lambda client: client.bin.list())
    do(lambda client: client.bin.remove(entry))
    assert objects_of(platform, series) == []
    do(lambda client: client.cell_spec.delete(lab["spec"]))
    do(lambda client: client.bin.empty())
    assert do(lambda client: client.bin.list()).total == 0
    with pytest.raises(errors.NotFoundError):
        do(lambda client: client.bin.restore(entry))


def test_a_start_keeps_the_bin_for_30_days(tmp_path: Any) -> None:
    ahead = timedelta()
    paths = []
    for days, is_there in [(0, True), (29, True), (31, False)]:
        ahead = timedelta(days=days)
        with (
            Platform(tmp_path / "data", clock=lambda: datetime.now(UTC) + ahead) as platform,  # noqa: B023
            Ionworks(api_url=platform.url, api_key=platform.api_key) as client,
        ):
            if not paths:
                spec = client.cell_spec.create({"name": "kept"})
                cell = client.cell_instance.create(spec, {"name": "one"})
                series = client.cell_measurement.create(
                    cell, {"measurement": {"name": "run"}, "time_series": SERIES}
                ).measurement
                paths = objects_of(platform, series)
                client.cell_spec.delete(spec)
            assert client.bin.list().total == is_there
            assert all(path.exists() for path in paths) == is_there
    assert not (tmp_path / "data" / "lost+found").exists()


def test_a_platform_without_a_bin_says_so(tmp_path: Any) -> None:
    from support.scripted import Reply, scripted

    def answer(_: Any) -> Reply:
        return Reply(404, b'{"detail": "Not Found"}')

    with scripted(answer=answer) as server, Ionworks(api_url=server.url, api_key="k") as client:
        for act in (
            lambda: client.bin.list(),
            lambda: client.bin.restore("one"),
            lambda: client.bin.empty(),
            lambda: client.cell_spec.deletion_of("one"),
            lambda: client.cell_spec.delete("one", expect={"cell_measurements": 0}),
        ):
            with pytest.raises(errors.IonworksError, match="This platform does not offer"):
                act()
        assert all(seen.method != "DELETE" or seen.path == "/bin" for seen in server.seen)


def test_a_backup_has_what_is_in_the_bin(tmp_path: Any) -> None:
    with (
        Platform(tmp_path / "data") as platform,
        Ionworks(api_url=platform.url, api_key=platform.api_key) as client,
    ):
        spec = client.cell_spec.create({"name": "kept"})
        cell = client.cell_instance.create(spec, {"name": "one"})
        measurement = {"measurement": {"name": "run"}, "time_series": SERIES}
        series = client.cell_measurement.create(cell, measurement).measurement
        client.cell_spec.delete(spec)
        made = back_up(tmp_path / "data", tmp_path / "backup")
    assert made.findings == check(tmp_path / "data").findings == ()
    restored = restore(made.place, tmp_path / "restored").place
    with (
        Platform(restored) as platform,
        Ionworks(api_url=platform.url, api_key=platform.api_key) as client,
    ):
        client.bin.restore(client.bin.list()[0])
        assert client.cell_measurement.time_series(series).height == 3
