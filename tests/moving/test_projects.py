"""Copies of whole projects: what they have beside cells, and what of it is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from support.proxy import Answer, Exchange, proxied

from ionworks import Ionworks
from ionworks.local.server import Platform
from ionworks.resources import _copying, _copying_others

CURVE = pl.DataFrame({"Stoichiometry": [0.0, 0.5, 1.0], "Potential [V]": [1.0, 0.2, 0.05]})
REST = {"steps": [{"direction": "Rest", "duration": "1 hour"}]}


@pytest.fixture
def project(client: Ionworks, stored: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Ids of what a project can have besides."""
    graphite = client.material.list()[0]
    lone = client.material.create(
        {"name": "LFP", "manufacturer": "ACME", "definition": {"formula": "LiFePO4"}}
    )
    curve = client.material_property_dataset.create(graphite, "Potential", CURVE)
    protocol = client.protocol.create("Rest", REST, description="one hour")
    batch = client.cell_batch.create(stored["spec"], {"name": "B7", "notes": "spring"})
    unused = client.cell_batch.create(stored["spec"], {"name": "B8"})
    cell = client.cell_instance.create(stored["spec"], {"name": "002", "batch_id": batch.id})
    client.cell_measurement.update(
        stored["series"], {"protocol_id": protocol.id, "step_labels_validated": True}
    )
    export = tmp_path / "channel-7.txt"
    export.write_bytes(b"mV;mA")
    raw = client.raw_data.upload(file=export, source="Cycler 2", metadata={"channel": 7})
    client.raw_data.attach(raw, measurement_id=stored["series"])
    study = client.study.create({"name": "Ageing", "description": "at 45 degC"})
    for one in ("series", "curve"):
        client.study.assign_measurement(study, stored[one])
    site = client.site.create({"name": f"Lab {uuid4()}"})  # sites are those of all projects
    cycler = client.cycler.create(site.id, {"name": "C1", "project_id": study.project_id})
    channel = client.channel.create(cycler.id, {"name": "7"})
    named = {
        "protocol_id": protocol.id,
        "cell_specification_id": stored["spec"],
        "cell_instance_id": cell.id,
    }
    plan = client.planned_measurement.create(
        {"name": "Asked", **named, "estimated_duration_seconds": 3600, "notes": "soon"}
    )
    slot = {
        "status": "scheduled",
        "channel_id": channel.id,
        "planned_start_time": "2040-01-01T00:00:00Z",
        "planned_end_time": "2040-01-01T02:00:00Z",
    }
    fixed = client.planned_measurement.create({"name": "Fixed", **named, **slot})
    return {
        "graphite": graphite.id,
        "lone": lone.id,
        "dataset": curve.id,
        "protocol": protocol.id,
        "batch": batch.id,
        "unused": unused.id,
        "second": cell.id,
        "raw": raw.id,
        "study": study.id,
        "plan": plan.id,
        "fixed": fixed.id,
    }


def test_a_project_arrives_with_all_that_it_has(
    act: Any, client: Ionworks, other: Ionworks, stored: dict[str, str], project: dict[str, str]
) -> None:
    everything = {*stored.values(), *project.values()}
    plan = act(lambda client, other: client.copy_to(other, dry_run=True))
    assert plan.counts == {"new": len(everything)}
    (left_out,) = plan.left_out
    assert re.fullmatch(r"cyclers of Lab .*, with their channels: 1", left_out)
    assert other.material.list().total == 0

    report = act(lambda client, other: client.copy_to(other))
    assert report.counts == {"copied": len(everything)}, str(report)
    ids = report.ids
    assert ids.keys() == everything
    assert report.left_out == plan.left_out

    lfp = other.material.get(ids[project["lone"]])
    assert (lfp.manufacturer, lfp.definition) == ("ACME", {"formula": "LiFePO4"})
    dataset = other.material_property_dataset
    assert dataset.get_data(ids[project["dataset"]]).rows() == CURVE.rows()
    assert dataset.get_units(ids[project["dataset"]]) == {"Stoichiometry": "", "Potential": "V"}
    assert other.protocol.get(ids[project["protocol"]]).protocol_config == REST
    assert other.cell_batch.get(ids[project["batch"]]).notes == "spring"
    assert other.cell_instance.get(ids[project["second"]]).batch_id == ids[project["batch"]]
    pulse = other.cell_measurement.get(ids[stored["series"]])
    assert pulse.protocol_id == ids[project["protocol"]]
    assert pulse.step_labels_validated
    raw = other.raw_data.get(ids[project["raw"]])
    assert (raw.filename, raw.source, raw.metadata) == ("channel-7.txt", "Cycler 2", {"channel": 7})
    assert other.raw_data.download(raw.id) == b"mV;mA"
    assert list(other.raw_data.measurements(raw.id)) == [ids[stored["series"]]]
    home = raw.project_id
    members = other.study.list_measurements(ids[project["study"]], home)["items"]
    assert {one["id"] for one in members} == {ids[stored["series"]], ids[stored["curve"]]}
    asked = other.planned_measurement.get(ids[project["plan"]], home)
    assert (asked.protocol_id, asked.cell_instance_id, asked.notes) == (
        ids[project["protocol"]],
        ids[project["second"]],
        "soon",
    )
    fixed = other.planned_measurement.get(ids[project["fixed"]], home)
    assert (fixed.status, fixed.estimated_duration_seconds) == ("requested", 7200)
    (said,) = (one.reason for one in report.items if one.source_id == project["fixed"])
    assert said == "its channel is not copied: it belongs to the lab"

    again = act(lambda client, other: client.copy_to(other))
    assert again.counts == {"exists": len(everything)}, str(again)
    assert again.ids == ids


def test_what_differs_is_said_of_every_kind(
    client: Ionworks, other: Ionworks, project: dict[str, str]
) -> None:
    ids = client.copy_to(other).ids
    other.material.update(ids[project["lone"]], {"definition": {"formula": "LiMnPO4"}})
    other.material_property_dataset.replace_file(ids[project["dataset"]], CURVE.reverse())
    other.protocol.update(ids[project["protocol"]], description="two hours")
    other.cell_batch.update(ids[project["batch"]], {"notes": "autumn"})
    other.raw_data.update(ids[project["raw"]], {"source": "Cycler 3"})
    home = other.raw_data.get(ids[project["raw"]]).project_id
    other.study.update(ids[project["study"]], {"description": "at 5 degC"}, home)
    other.planned_measurement.update(ids[project["plan"]], {"notes": "later"}, home)
    report = client.copy_to(other)
    said = {one.kind: one.reason for one in report.items if one.outcome == "differs"}
    assert said == {
        "material": "definition.formula: stored 'LiMnPO4', sent 'LiFePO4'",
        "material_property_dataset": "its values differ",
        "protocol": "description: stored 'two hours', sent 'one hour'",
        "cell_batch": "notes: stored 'autumn', sent 'spring'",
        "raw_data": "its source differs",
        "study": "description: stored 'at 5 degC', sent 'at 45 degC'",
        "planned_measurement": "notes: stored 'later', sent 'soon'",
    }
    assert other.study.list(home).total == 1
    assert other.raw_data.list().total == 1
    with pytest.raises(Exception, match="differs  raw data channel-7"):
        report.raise_for_errors()


def test_names_that_repeat_are_copied_each_once(client: Ionworks, other: Ionworks) -> None:
    material = client.material.create({"name": "Graphite"})
    for number, content in enumerate((b"one", b"two", b"two")):
        client.raw_data.upload(content, name="export.txt")
        client.study.create({"name": "Ageing", "description": str(number)})
        frame = CURVE.with_columns(pl.col("Potential [V]") + len(content) * number)
        client.material_property_dataset.create(material, "Potential", frame)
    first = client.copy_to(other)
    assert first.counts == {"copied": 9, "exists": 1}  # two files are the same
    assert {other.raw_data.download(one.id) for one in other.raw_data.list()} == {b"one", b"two"}
    assert client.copy_to(other).counts == {"exists": 10}


def test_links_that_an_interrupted_copy_left_out_are_made(
    client: Ionworks, other: Ionworks, stored: dict[str, str], project: dict[str, str]
) -> None:
    ids = client.copy_to(other).ids
    raw, study, series = (ids[one] for one in (project["raw"], project["study"], stored["series"]))
    home = other.raw_data.get(raw).project_id
    other.raw_data.detach(raw, measurement_id=series)
    other.study.remove_measurement(study, series, home)
    plan = client.copy_to(other, dry_run=True)
    assert {one.reason for one in plan.items if one.kind in ("raw_data", "study")} == {
        "1 of its measurements are not linked to it yet"
    }
    assert list(other.raw_data.measurements(raw)) == []
    client.copy_to(other).raise_for_errors()
    assert list(other.raw_data.measurements(raw)) == [series]
    assert other.study.list_measurements(study, home)["total"] == 2


def test_a_study_says_what_of_it_was_not_copied(
    client: Ionworks, other: Ionworks, stored: dict[str, str], project: dict[str, str]
) -> None:
    ids = client.copy_to(other).ids
    other.cell_measurement.update(ids[stored["series"]], {"tags": ["theirs"]})
    said = [
        {(one.outcome, one.reason) for one in report.items if one.kind == "study"}
        for report in (client.copy_to(other), client.copy_to(other, dry_run=True))
    ]
    assert said == [{("exists", "1 of its measurements were not copied")}, {("exists", "")}]


def test_a_project_is_chosen_by_the_argument_or_the_setting(
    client: Ionworks, other: Ionworks, connection: dict[str, Any]
) -> None:
    second = client.project.create({"name": f"second {uuid4()}"}).id
    everywhere = {**connection, "project_id": None}
    with (
        Ionworks(**{**connection, "project_id": second}) as there,
        Ionworks(**everywhere) as all_of_them,
    ):
        client.raw_data.upload(b"1", name="first.txt")
        there.raw_data.upload(b"2", name="second.txt")

        def copied(source: Ionworks, **chosen: str) -> set[str]:
            report = source.copy_to(other, dry_run=True, **chosen)
            return {one.name for one in report.items if one.kind == "raw_data"}

        assert (
            copied(client) == copied(there, project_id=client.settings.project_id) == {"first.txt"}
        )
        assert copied(there) == copied(client, project_id=second) == {"second.txt"}
        assert copied(all_of_them, project_id=second) == {"second.txt"}
        assert copied(all_of_them) >= {"first.txt", "second.txt"}


def test_parts_take_along_what_they_name(
    client: Ionworks, other: Ionworks, stored: dict[str, str], project: dict[str, str]
) -> None:
    report = client.copy_to(other, measurements=stored["series"])
    kinds = [one.kind for one in report.items]
    assert kinds == [
        "material",
        "material_property_dataset",
        "protocol",
        "cell_specification",
        "cell_instance",
        "cell_measurement",
        "raw_data",
    ]
    assert report.left_out == ()
    batches = client.copy_to(other, cell_instances=project["second"])
    assert [one.name for one in batches.items if one.kind == "cell_batch"] == ["LG M50 / B7"]


def test_a_bundle_holds_a_project_and_gives_it_to_another_platform(
    client: Ionworks, other: Ionworks, project: dict[str, str], tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    count = len(client.copy_to(tmp_path / "project.zip").items)
    with Ionworks(api_url=f"bundle:{tmp_path / 'project.zip'}") as bundle:
        report = bundle.copy_to(other)
    assert report.counts == {"copied": count}
    assert report.left_out == ()
    assert client.copy_to(other).counts == {"exists": count}


@pytest.mark.parametrize("name", [".hidden", "a/b.txt", "CON", "run: 7?.mpr"])
def test_raw_data_of_any_file_name_are_copied(client: Ionworks, other: Ionworks, name: str) -> None:
    raw = client.raw_data.upload(b"mV;mA", name=name)
    ids = client.copy_to(other).ids
    assert other.raw_data.get(ids[raw.id]).filename == name
    assert client.copy_to(other).counts == {"exists": 1}


def test_a_series_that_checks_refuse_is_copied_as_it_is(
    client: Ionworks, other: Ionworks, stored: dict[str, str]
) -> None:
    """What a platform has is copied; it was for others to check it."""
    from ionworks.resources import _measurement_uploads

    falls = {
        "Time [s]": [0.0, 2.0, 1.0],
        "Voltage [V]": [4.0, 3.9, 3.8],
        "Current [A]": [1.0, 1.0, 1.0],
        "Step count": [0, 0, 0],
    }

    async def pass_all(*_: Any, **__: Any) -> None: ...

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_measurement_uploads, "check_draft", pass_all)  # a client that checks less
        made = client.cell_measurement.create(
            stored["cell"],
            {"measurement": {"name": "Falls"}, "time_series": falls},
            wait_for_processing=False,
        )
    report = client.copy_to(other, measurements=made.id)
    report.raise_for_errors()
    there = other.cell_measurement.time_series(report.ids[made.id])
    assert there["Time [s]"].to_list() == falls["Time [s]"]


def test_kinds_that_another_platform_does_not_have_fail_alone(
    client: Ionworks, project: dict[str, str], tmp_path: Path
) -> None:
    lacking = ("/materials", "/raw_data", "/experiment_templates", "/projects/")

    def refuse(exchange: Exchange) -> None:
        body = b'{"detail": "Not Found"}'
        exchange.send(Answer(404, {"Content-Type": "application/json"}, body))

    with (
        Platform(tmp_path / "hosted") as platform,
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(platform.api_key, api_url=service.url) as hosted,
    ):
        service.break_(refuse, lambda _, path: path.startswith(lacking), times=float("inf"))
        report = client.copy_to(hosted)
        failed = {one.kind for one in report.items if one.outcome == "failed"}
        assert failed >= {"material", "protocol", "raw_data", "study", "planned_measurement"}
        assert all("Not Found" in one.reason for one in report.items if one.kind == "protocol")
        cells = {"cell_specification", "cell_instance", "cell_batch"}
        assert {one.outcome for one in report.items if one.kind in cells} == {"copied"}
        # The other way, what it does not have is named, too.
        back = hosted.copy_to(tmp_path / "back", dry_run=True)
        assert {what.split(",")[0] for what in back.left_out} >= {"materials", "protocols", "plans"}


@pytest.mark.parametrize(
    "path", ["/materials", "/cell_specifications", "/cell_instances", "/confirm", "/planned"]
)
def test_two_copies_at_once_make_one(
    client: Ionworks, project: dict[str, str], tmp_path: Path, path: str
) -> None:
    """One copy is done while the other one waits to create a record."""
    seen: list[str] = []

    def overtake(exchange: Exchange) -> None:
        if not seen:
            seen.append(exchange.target)
            with Ionworks(platform.api_key, api_url=platform.url) as faster:
                client.copy_to(faster).raise_for_errors()
        exchange.send(exchange.forward())

    with (
        Platform(tmp_path / "both") as platform,
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(platform.api_key, api_url=service.url) as slower,
    ):
        service.break_(
            overtake, lambda method, target: method == "POST" and path in target, times=float("inf")
        )
        report = client.copy_to(slower, max_parallel=1)
        report.raise_for_errors()
        assert seen
        assert client.copy_to(slower).counts == {"exists": len(report.items)}


def test_no_field_of_a_record_is_left_behind_unseen() -> None:
    """A field that the contract gets is copied, or is named here with the reason."""
    from ionworks_generated import models

    by_id = {"project_id"}
    lists: list[tuple[Any, set[str], set[str]]] = [
        (
            models.CellSpecificationCreate,
            {*_copying._SPEC_FIELDS, *_copying.COMPONENTS},
            by_id,
        ),
        (models.CellInstanceCreate, {*_copying._CELL_FIELDS, "batch_id"}, set()),
        (
            models.MeasurementCreate,
            {*_copying._MEASUREMENT_FIELDS, "protocol_id", "step_labels_validated"},
            {"channel_id"},  # it belongs to the lab
        ),
        (models.MaterialCreate, {*_copying_others.MATERIAL_FIELDS}, by_id),
        (models.CellBatchCreate, {*_copying_others._BATCH_FIELDS}, set()),
        (
            models.PlannedMeasurementCreate,
            {*_copying_others._PLAN_FIELDS, *_copying_others._NAMED_BY_PLAN},
            {"channel_id"},
        ),
    ]
    for body, copied, left in lists:
        assert set(body._fields) == copied | left, body
