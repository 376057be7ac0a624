"""What users do, written once for both faces: each workflow has a cassette.

A workflow yields every outcome of a call and gets back its value: of the blocking client at
once, of the async one after awaiting it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import ionworks
from ionworks import (
    AsyncIonworks,
    AsyncNavigator,
    ConflictError,
    DataLoader,
    ForbiddenError,
    IonworksError,
    MeasurementValidationError,
    Navigator,
    NotFoundError,
    RequestValidationError,
)

COIN: dict[str, Any] = {
    "name": "NCM622/Graphite Coin Cell",
    "form_factor": "R2032",
    "manufacturer": "Custom Cells",
    "ratings": {
        "capacity": {"value": 0.002, "unit": "A*h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    },
    "cathode": {
        "properties": {"loading": {"value": 12.3, "unit": "mg/cm**2"}},
        "material": {"name": "NCM622", "manufacturer": "BASF"},
    },
}
SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 60.0, 120.0, 180.0, 240.0, 300.0],
        "Voltage [V]": [3.0, 3.2, 3.5, 3.8, 4.0, 4.2],
        "Current [A]": [-0.002, -0.002, -0.002, -0.002, -0.002, -0.002],
        "Step count": [0, 0, 0, 1, 1, 1],
        "Cycle count": [0, 0, 0, 0, 0, 0],
    }
)
PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


@dataclass
class Lab:
    """What a workflow runs in besides its client.

    Attributes
    ----------
    folder : Path
        Where it may keep files.
    fail_at : callable
        Makes the platform fail once, the given number of looks at its clock from now; does
        nothing when there is no platform.
    """

    folder: Path
    fail_at: Callable[[int], None] = lambda look: None


Workflow = Generator[Any, Any, None]


def run_blocking(workflow: Workflow) -> None:
    """Run a workflow of the blocking client."""
    value = None
    while True:
        try:
            value = workflow.send(value)
        except StopIteration:
            return


async def run_awaited(workflow: Workflow) -> None:
    """Run a workflow of the async client."""
    outcome = next(workflow)
    while True:
        try:
            try:
                value = await outcome if inspect.isawaitable(outcome) else outcome
            except Exception as problem:
                outcome = workflow.throw(problem)
            else:
                outcome = workflow.send(value)
        except StopIteration:
            return


def everything(pages: Any) -> Any:
    """Walk the pages of either face."""

    async def walk() -> list[Any]:
        return [record async for record in pages]

    return walk() if hasattr(pages, "__aiter__") else list(pages)


def uploaded(
    client: Any, name: str = "RPT 0", on_difference: str = "warn", **fields: Any
) -> Workflow:
    """Make the hierarchy down to one time series; give the three records."""
    spec = yield client.cell_spec.create_or_get(COIN)
    cell = yield client.cell_instance.create_or_get(spec.id, {"name": "Cell A #1"})
    measurement = {"name": name, **fields}
    bundle = yield client.cell_measurement.create_or_get(
        cell.id,
        {"measurement": measurement, "time_series": SERIES},
        on_difference=on_difference,
    )
    return spec, cell, bundle.measurement  # type: ignore[return-value]


# --- the workflows ------------------------------------------------------------------------


def specifications(client: Any, lab: Lab) -> Workflow:
    """Create, find, read, change and delete a specification."""
    made = yield client.cell_spec.create(COIN)
    again = yield client.cell_spec.create_or_get(COIN)
    assert again == made
    page = yield client.cell_spec.list(form_factor="R2032", order_by="created_at", order="desc")
    assert [spec.name for spec in page] == [made.name]
    found = yield client.cell_spec.get(made.id)
    assert found.cathode["material"]["manufacturer"] == "BASF"
    ratings = {"capacity": {"value": 0.0025, "unit": "A*h"}}
    changed = yield client.cell_spec.update(made.id, {"ratings": ratings})
    assert changed.ratings == {**made.ratings, **ratings}
    yield client.cell_spec.delete(made.id)
    with pytest.raises(NotFoundError):
        yield client.cell_spec.get(made.id)


def upload(client: Any, lab: Lab) -> Workflow:
    """Upload a time series, run the script again, read the data back."""
    spec, cell, measurement = yield from uploaded(client, notes="first charge")
    *_, again = yield from uploaded(client, notes="not looked at", on_difference="ignore")
    assert again == measurement
    with pytest.raises(MeasurementValidationError):
        yield client.cell_measurement.create(
            cell.id,
            {
                "measurement": {"name": "wrong"},
                "time_series": SERIES.with_columns(pl.col("Time [s]") + 1),
            },
            validate_strict=True,
        )
    detail = yield client.cell_measurement.detail(measurement.id)
    assert detail.measurement.notes == "first charge"
    assert (detail.specification_id, detail.instance_id) == (spec.id, cell.id)
    assert detail.time_series.equals(SERIES)
    assert detail.steps.height == 2
    assert detail.cycles.height == 1


def properties(client: Any, lab: Lab) -> Workflow:
    """Record properties and read them."""
    spec = yield client.cell_spec.create(COIN)
    cell = yield client.cell_instance.create(spec.id, {"name": "Cell A #1"})
    values = {"thickness": {"value": 0.52, "unit": "mm"}, "visual_condition": "No visible damage"}
    made = yield client.cell_measurement.create_properties(
        cell.id, name="Post-formation properties", properties=values
    )
    detail = yield client.cell_measurement.detail(made.id)
    assert detail.measurement.properties == values


def files(client: Any, lab: Lab) -> Workflow:
    """Upload files, list and download them."""
    spec = yield client.cell_spec.create(COIN)
    cell = yield client.cell_instance.create(spec.id, {"name": "Cell A #1"})
    content = {"photo.png": PHOTO, "report.txt": b"in order"}
    for name, body in content.items():
        (lab.folder / name).write_bytes(body)
    made = yield client.cell_measurement.create_file(
        cell.id,
        name="Electrode images",
        filepaths=[lab.folder / name for name in content],
    )
    names = yield client.cell_measurement.list_files(made.id)
    assert names == list(content)
    found = yield client.cell_measurement.download_files(made.id)
    assert found == content


def lists(client: Any, lab: Lab) -> Workflow:
    """Filter, order and page lists; walk all pages."""
    spec = yield client.cell_spec.create(COIN)
    names = ["batch-A 1", "batch-A 2", "batch-B 1"]
    for name in names:
        yield client.cell_instance.create(spec.id, {"name": name})
    page = yield client.cell_instance.list(
        spec.id, limit=1, offset=1, name="BATCH-a", order_by="name", order="desc"
    )
    assert ([cell.name for cell in page], page.total) == (["batch-A 1"], 2)
    walked = yield everything(client.cell_instance.iter(spec.id, order_by="name", order="asc"))
    assert [cell.name for cell in walked] == names
    cell = walked[0]
    for number in range(2):
        yield client.cell_measurement.create_properties(
            cell.id, name=f"weight {number}", properties={"weight": {"value": 45.3, "unit": "g"}}
        )
    kind = yield client.cell_measurement.list(cell.id, measurement_type="time_series")
    assert kind.total == 0
    of_project = yield client.cell_measurement.list_by_project(
        cell_spec_project(spec), spec_name=COIN["name"], order_by="name", order="asc"
    )
    assert [found.instance["name"] for found in of_project] == ["batch-A 1", "batch-A 1"]


def cell_spec_project(spec: Any) -> str:
    return str(spec.project_id)


def resolving(client: Any, lab: Lab) -> Workflow:
    """Find a measurement by names, and names that are not there."""
    *_, measurement = yield from uploaded(client)
    names = [COIN["name"], "Cell A #1", "RPT 0"]
    found = yield client.resolve_measurement(*names)
    assert found.id == measurement.id
    for level in range(3):
        wanted = [name if place != level else "none" for place, name in enumerate(names)]
        with pytest.raises(IonworksError) as caught:
            yield client.resolve_measurement(*wanted)
        assert caught.value.status_code == 404


def walking(client: Any, lab: Lab) -> Workflow:
    """Walk the hierarchy; what was seen is not asked for again."""
    kind = AsyncNavigator if isinstance(client, AsyncIonworks) else Navigator
    *_, measurement = yield from uploaded(client)
    nav = kind(client)
    for _ in range(2):
        for spec_name in (yield nav.specs()):
            for cell in (yield nav.instances(spec_name)):
                for found in (yield nav.measurements(cell.id)):
                    assert found.id == measurement.id
                    series = yield nav.time_series(found.id)
                    steps = yield nav.steps(found.id)
                    assert (series.height, steps.height) == (6, 2)


def caching(client: Any, lab: Lab) -> Workflow:
    """Read from the disk, confirm what is stale, leave the cache out."""
    *_, measurement = yield from uploaded(client)
    before = ionworks.get_cache_ttl()
    for ttl, use_cache in ((None, True), (None, True), (0, True), (None, False)):
        ionworks.set_cache_ttl(ttl)
        try:
            series = yield client.cell_measurement.time_series(measurement.id, use_cache=use_cache)
        finally:
            ionworks.set_cache_ttl(before)
        assert series.equals(SERIES)


def loading(client: Any, lab: Lab) -> Workflow:
    """Load a measurement, refer to it in a pipeline, hold it in a configuration."""
    *_, measurement = yield from uploaded(client)
    awaited = isinstance(client, AsyncIonworks)
    load = DataLoader.afrom_db if awaited else DataLoader.from_db
    loader = yield load(measurement.id, client=client)
    assert loader.data.equals(SERIES)
    reference = loader.to_config()
    assert reference["data"] == f"db:{measurement.id}"
    yield loader.ato_local() if awaited else loader.to_local()
    held = loader.to_config()["data"]
    assert held["time_series"]["Voltage [V]"] == SERIES["Voltage [V]"].to_list()
    for data in (reference["data"], SERIES):
        fit = {"element_type": "data_fit", "objectives": {"t": {"data": data}}, "parameters": {}}
        started = yield client.pipeline.run({"name": "Fit", "elements": {"fit": fit}})
        assert started.name == "Fit"


def planning(client: Any, lab: Lab) -> Workflow:
    """Save a protocol, and group what was measured in a study."""
    text = 'steps:\n- direction: Discharge\n  mode: C-rate\n  value: input["C-rate"]\n'
    saved = yield client.protocol.create("Discharge", text, description="to 2.5 V")
    same = yield client.protocol.create_or_get("Another name", saved.protocol_config)
    assert same == saved
    found = yield client.protocol.find_by_name("Discharge")
    assert found == saved
    source = yield client.protocol.source_protocol(saved)
    assert source == text
    inputs = yield client.protocol.find_input_references(text)
    assert inputs == ["C-rate"]
    checked = yield client.protocol.validate("steps: [")
    assert not checked.valid
    renamed = yield client.protocol.update(saved, name="Discharge to 2.5 V")
    assert renamed.name == "Discharge to 2.5 V"
    _, _, measurement = yield from uploaded(client)
    study = yield client.study.create({"name": "Rates"}, project_id=saved.project_id)
    yield client.study.assign_measurement(study, measurement)
    page = yield client.study.list_measurements(study)
    assert [one["id"] for one in page["items"]] == [measurement.id]
    counted = yield client.study.get(study)
    assert counted.measurement_count == 1
    yield client.study.delete(study)
    yield client.protocol.delete(saved)


def refusals(client: Any, lab: Lab) -> Workflow:
    """Meet the errors that the service answers with."""
    made = yield client.cell_spec.create(COIN)
    with pytest.raises(ConflictError) as taken:
        yield client.cell_spec.create(COIN)
    assert taken.value.existing_id == made.id
    with pytest.raises(NotFoundError) as missing:
        yield client.cell_measurement.get("no-such-id")
    assert missing.value.error_code == "NOT_FOUND"
    with pytest.raises(RequestValidationError, match="limit"):
        yield client.cell_spec.list(limit=0)
    settings = {"api_key": "wrong", "api_url": client.settings.api_url, "max_retries": 0}
    stranger = type(client)(**settings)
    with pytest.raises(ForbiddenError):
        yield stranger.cell_spec.list()
    yield stranger.close()


def retries(client: Any, lab: Lab) -> Workflow:
    """Get through failures of the service and of the storage, on the way up and down."""
    spec = yield client.cell_spec.create(COIN)
    cell = yield client.cell_instance.create(spec.id, {"name": "Cell A #1"})
    lab.fail_at(LOOKS_OF_A_TICKET + 1)  # the storage, which looks whether the link is still good
    bundle = yield client.cell_measurement.create(
        cell.id, {"measurement": {"name": "RPT 0"}, "time_series": SERIES}
    )
    read = client.cell_measurement.time_series
    lab.fail_at(1)  # the service, which makes the link
    series = yield read(bundle.id, use_cache=False)
    assert series.equals(SERIES)
    lab.fail_at(2)  # the storage again
    series = yield read(bundle.id, use_cache=False)
    assert series.equals(SERIES)


def equipment(client: Any, lab: Lab) -> Workflow:
    """Set up a lab, take a cycler out for calibration, and schedule a test."""
    project = yield client.project.create({"name": "Ageing"})
    site = yield client.site.create_or_get({"name": "Oxford lab"})
    data = {"name": "BCS-1", "project_id": project.id, "calibration_interval_days": 365}
    cycler = yield client.cycler.create(site, data)
    channel = yield client.channel.create(cycler, {"name": "01", "max_amps": 15})
    detail = yield client.site.detail(site)
    assert [one.id for one in detail.cyclers[0].channels] == [channel.id]
    yield client.cycler.start_service(cycler, "calibration", "2026-03-02")
    (incident,) = yield client.channel.list_incidents(channel)
    assert incident.category == "calibration"
    assert (yield client.lab.free_channels(project)) == []
    yield client.cycler.complete_service(cycler, "2026-03-03")
    status = yield client.lab.status(project)
    assert len((yield client.lab.free_channels(project, min_amps=5, status=status))) == 1
    spec = yield client.cell_spec.create({**COIN, "project_id": project.id})
    protocol = yield client.protocol.create(
        name="Rest", protocol={"steps": [{"direction": "Rest"}]}, project_id=project.id
    )
    plan = yield client.planned_measurement.create(
        {
            "name": "Check-up",
            "protocol_id": protocol.id,
            "cell_specification_id": spec.id,
            "estimated_duration_seconds": 3600,
        },
        project,
    )
    proposal = yield client.planned_measurement.auto_schedule_proposal([plan], None, project)
    (scheduled,) = yield client.planned_measurement.apply_auto_schedule_proposal(proposal, project)
    assert (scheduled.status, scheduled.channel_id) == ("scheduled", channel.id)


def people(client: Any, lab: Lab) -> Workflow:
    """Invite people to the organization and to a project, change their roles, let them go."""
    me = yield client.whoami()
    project = yield client.project.create({"name": "Ageing"})
    _, contributor, viewer = yield client.project.roles()
    invited = yield client.organization.invite("jo@example.org")
    yield client.project.add_member(project, invited.user_id)
    yield client.project.update_member(project, invited.user_id, viewer)
    member = yield client.organization.get_member("jo@example.org")
    assert [one.project_role_id for one in member.projects] == [viewer.id]
    yield client.project.remove_member(project, member)
    other = yield client.project.invite_member(project, "kim@example.org")
    assert other.role_name == contributor.name
    yield client.organization.resend_invite(other.user_id)
    yield client.organization.set_role(member, "Admin")
    yield client.organization.deactivate(member)
    yield client.organization.reactivate(member)
    members = yield client.organization.members()
    assert {one.id for one in members} == {me.id, member.id, other.user_id}
    yield client.organization.remove(other.user_id)
    with pytest.raises(NotFoundError):
        yield client.organization.resend_invite(other.user_id)
    assert (yield client.organization.usage()).compute is not None


def runs(client: Any, lab: Lab) -> Workflow:
    """Start simulations, an optimization and a pipeline, and read what became of them."""
    project = yield client.project.create({"name": "Runs"})
    rest = "global:\n  initial_soc: 1\nsteps:\n  - Rest:\n      duration: 60\n"
    config = {
        "parameterized_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"},
        "protocol_experiment": {"protocol": rest, "name": "Rest"},
        "project_id": project.id,
    }
    one = yield client.simulation.protocol(config)
    assert (yield client.simulation.protocol(config)).already_existed
    design = {"sampling": "grid", "rows": [{"type": "discrete", "name": "L", "values": [1.0, 2.0]}]}
    batch = yield client.simulation.protocol_batch({**config, "design_parameters_doe": design})
    states = yield client.simulation.get_statuses([one, *batch])
    assert [state.status for state in states] == ["failed"] * 3
    listed = yield client.simulation.list(protocol_id=one.protocol_id)
    assert listed.total == 3
    ended = yield client.simulation.wait_for_completion(one, verbose=False, raise_on_failure=False)
    assert (yield client.job.get(ended.job_id)).error == ended.error
    optimization = yield client.optimization.run({"name": "Thick", "project_id": project.id})
    assert (yield client.optimization.list(project)).total == 1
    assert (yield client.optimization.resubmit(optimization)).run_count == 2
    fit = {"elements": {"fit": {"element_type": "data_fit", "objectives": {}}}}
    pipeline = yield client.pipeline.create(fit, project_id=project, name="Fit")
    (element,) = yield client.pipeline.elements(pipeline)
    assert (yield client.job.get(element.job_id)).job_type == "datafit"
    yield client.simulation.delete(one)


def modelling(client: Any, lab: Lab) -> Workflow:
    """Describe a model, give it values, read some of a specification, and keep a fit."""
    spec = yield client.cell_spec.create_or_get(COIN)
    model = yield client.model.create({"name": "SPM", "config": {"type": "SPM"}})
    document = {"pybamm_version": "26.10", "model": {"name": "Own", "variables": {}}}
    own = yield client.model.upload_custom(document, name="Own")
    assert (model.is_custom_model, own.is_custom_model) == (False, True)
    values = {"name": "given", "model_id": own, "parameters": {"Temperature [K]": 298.0}}
    given = yield client.parameterized_model.create(spec, values)
    assert (yield client.parameterized_model.get_variable_names(given)) == []
    mapping = {"Nominal cell capacity [A.h]": "ratings.capacity"}
    recipe = {"elements": {"rated": {"element_type": "entry", "mapping": mapping}}}
    builder = yield client.model_builder.create(model, "From ratings", recipe)
    built = yield client.model_builder.build(builder, spec, save=True, name="built")
    assert built.parameters == {"Nominal cell capacity [A.h]": 0.002}
    fit = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": []}
    saved = yield client.ecm.save_to_project("fitted", spec, fit)
    page = yield client.parameterized_model.list_by_cell_specification(spec)
    assert {one.name for one in page} == {"given", "built", "fitted"}
    yield client.model.delete(saved.model_id)
    assert (yield client.ecm.list_examples()) == []


def materials(client: Any, lab: Lab) -> Workflow:
    """Find what shares a material, and search."""
    graphite = {"name": "Graphite", "manufacturer": "Kropfmühl"}
    project = yield client.project.create({"name": "Anodes"})
    for name in ("Coin", "Pouch"):
        yield client.cell_spec.create(
            {"name": name, "project_id": project.id, "anode": {"material": graphite}}
        )
    (material,) = yield client.material.list(project_id=project.id, name_exact="Graphite")
    changed = yield client.material.update(material, {"definition": {"formula": "C"}})
    assert (changed.definition, changed.property_count) == ({"formula": "C"}, 0)
    uses = yield client.cell_spec.list(project_id=project.id, anode_material_id=material)
    related = yield client.cell_spec.related_specs(uses[0], slots=["anode"])
    assert [one.name for one in related] == [uses[1].name]
    assert (yield client.material_property_dataset.list(material)).total == 0
    hits = yield client.search.query("graph", entity_types=["material"])
    assert [one.id for one in hits] == [material.id]
    with pytest.raises(ConflictError):
        yield client.material.delete(material)


LOOKS_OF_A_TICKET = 4
"""How often the platform looks at its clock when an upload is begun."""

WORKFLOWS: dict[str, Callable[[Any, Lab], Workflow]] = {
    workflow.__name__: workflow
    for workflow in (
        specifications,
        upload,
        properties,
        files,
        lists,
        resolving,
        walking,
        caching,
        loading,
        planning,
        refusals,
        retries,
        materials,
        equipment,
        people,
        runs,
        modelling,
    )
}
