"""Lines as users write them; type checkers read this, nobody runs it."""

from __future__ import annotations

# pyright: reportUnnecessaryTypeIgnoreComment=true
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, assert_type

import httpx
import polars as pl

import ionworks
from ionworks import AsyncIonworks, Ionworks, PaginatedList, Quantity, ReadReport, ReadResult
from ionworks.pagination import AsyncPages, Pages
from ionworks.records import (
    Analysis,
    BinnedDeletion,
    CellBatch,
    CellInstance,
    CellInstanceDetail,
    CellMeasurement,
    CellSpecification,
    Channel,
    CyclerServiceEvent,
    Deletion,
    FitResults,
    FlatChannel,
    InviteResult,
    Job,
    JobCreationPayload,
    LabMeasurementSummary,
    Material,
    MaterialPropertyDataset,
    MeasurementBundle,
    MeasurementDetail,
    Model,
    ModelBuilder,
    Optimization,
    OrganizationMember,
    OrganizationUsage,
    ParameterizedModel,
    ParsedProtocol,
    Pipeline,
    PlannedMeasurement,
    Project,
    ProjectMeasurement,
    ProjectRoleInfo,
    Protocol,
    ProtocolValidation,
    RawData,
    ReadinessIssue,
    RecordsById,
    SearchResult,
    Simulation,
    SimulationCreated,
    StepsAndCycles,
    Study,
    StudyValidation,
    User,
)
from ionworks.tables import AnyFrame
from ionworks.transforms import add_c_rate, dqdv
from ionworks.types import (
    CellInstanceCreate,
    CellSpecificationCreate,
    MeasurementDescription,
    ModelCreate,
    RawDataUpdate,
)
from ionworks.validators import Report


def quantities(capacity: Quantity) -> None:
    assert_type(2 * capacity, Quantity)
    assert_type(capacity / capacity, Quantity)
    assert_type(capacity + capacity - {"value": 1, "unit": "A.h"}, Quantity)
    assert_type(float(capacity / Quantity(1, "A.h")), float)
    assert_type(round(capacity, 2), Quantity)
    _ = capacity + 5  # type: ignore[operator]
    _ = capacity * "2"  # type: ignore[operator]


async def entered() -> None:
    with AsyncIonworks() as _:  # type: ignore[attr-defined]
        pass
    async with Ionworks() as _:  # type: ignore[attr-defined]
        pass


def blocking(frame: pl.DataFrame) -> None:
    with Ionworks(
        api_key="iwk_...", project_id="p", timeout=5, dataframe_backend="pandas"
    ) as client:
        assert_type(client, Ionworks)
        assert_type(client.using(project_id="p"), Ionworks)
        assert_type(client.whoami(), User)
        assert_type(client.health_check(), dict[str, Any])
        assert_type(client.project.create_or_get({"name": "x"}), Project)
        spec = client.cell_spec.create_or_get({"name": "x"})
        assert_type(spec, CellSpecification)
        assert_type(spec.name, str)
        assert_type(spec.form_factor, str | None)
        assert_type(spec.ratings, dict[str, Any] | None)
        page = client.cell_spec.list(name="x", order_by="created_at", order="desc", limit=5)
        assert_type(page, PaginatedList[CellSpecification])
        assert_type(page[0], CellSpecification)
        assert_type(page[:5], list[CellSpecification])
        assert_type(page.total, int)
        assert_type(page.count, int)
        for one in client.cell_spec.iter(form_factor="R2032"):
            assert_type(one, CellSpecification)
        assert_type(client.cell_instance.iter(spec, name="y"), Pages[CellInstance])
        client.cell_spec.iter(form="R2032")  # type: ignore[call-arg]
        client.cell_instance.iter(5)  # type: ignore[arg-type]
        assert_type(client.cell_batch.get("b"), CellBatch)
        cell = client.cell_instance.create_or_get(spec.id, {"name": "y"})
        assert_type(cell, CellInstance)
        assert_type(client.cell_instance.get(cell.id), CellInstance)
        assert_type(client.cell_instance.get(spec.id, cell.id), CellInstance)
        detail = {"measurement": {"name": "z"}, "time_series": frame}
        bundle = client.cell_measurement.create(
            cell.id,
            detail,
            validate_strict=True,
            voltage_window=(2.5, 4.2),
            skip_checks={"time_gaps"},
        )
        assert_type(bundle, MeasurementBundle)
        assert_type(bundle.steps_created, int)
        assert_type(bundle.measurement, CellMeasurement)
        assert_type(
            client.cell_measurement.create_properties(cell.id, name="n", properties={}),
            CellMeasurement,
        )
        assert_type(
            client.cell_measurement.create_file(cell.id, name="n", filepaths=["a", Path("b")]),
            MeasurementBundle,
        )
        assert_type(client.cell_measurement.wait_for_processing("m"), CellMeasurement)
        ready = client.cell_measurement.wait_for_processing(["m"])
        assert_type(ready, RecordsById[CellMeasurement])
        assert_type(client.cell_measurement.detail("m"), MeasurementDetail)
        assert_type(client.cell_measurement.steps_and_cycles("m"), StepsAndCycles)
        assert_type(
            client.cell_measurement.steps_and_cycles("m", working_electrode="anode"), StepsAndCycles
        )
        assert_type(client.cell_measurement.scan("m"), pl.LazyFrame)
        assert_type(client.cell_measurement.download("m", "file.parquet"), Path)
        assert_type(client.cell_measurement.download_files("m"), dict[str, bytes])
        assert_type(client.cell_measurement.list_by_project("p"), PaginatedList[ProjectMeasurement])
        for each in client.cell_measurement.iter_by_project(tags_all=["a"], spec_id=spec):
            assert_type(each, ProjectMeasurement)
        assert_type(client.cell_spec.get(spec), CellSpecification)
        assert_type(client.cell_instance.list(spec), PaginatedList[CellInstance])
        assert_type(client.cell_measurement.steps_and_cycles(bundle), StepsAndCycles)
        assert_type(client.cell_measurement.wait_for_processing(bundle), CellMeasurement)
        ready = client.cell_measurement.wait_for_processing([bundle])
        assert_type(ready, RecordsById[CellMeasurement])
        assert_type(client.cell_measurement.add_tags([bundle], "a"), int)
        analysis = client.analysis.create("m", "n", "lam_lli_from_rpt", frame, notes="x")
        assert_type(analysis, Analysis)
        assert_type(client.analysis.list(project_id="p"), PaginatedList[Analysis])
        assert_type(client.analysis.get_download_url(analysis), str)
        assert_type(client.protocol.parse_file("plan.000"), ParsedProtocol)
        protocol = client.protocol.create("n", "steps: []", "p", force_create=True)
        assert_type(protocol, Protocol)
        assert_type(client.protocol.list("p", 1, 2, include=["x"]), PaginatedList[Protocol])
        assert_type(client.protocol.find_by_name("n"), Protocol | None)
        run = client.simulation.protocol({"parameterized_model": "m", "protocol_id": "p"})
        assert_type(run, SimulationCreated)
        assert_type(client.simulation.list("m", limit=1), PaginatedList[Simulation])
        assert_type(client.simulation.wait_for_completion(run, 60, 2, False), Simulation)
        assert_type(client.simulation.wait_for_completion([run]), Sequence[Simulation])
        assert_type(client.simulation.get_result(run).metrics, dict[str, Any])
        assert_type(client.optimization.run({"config": {}}), Optimization)
        assert_type(client.optimization.list("p", 1, 2).items, list[Optimization])
        assert_type(client.pipeline.list("p", 1, name="eq.a"), PaginatedList[Pipeline])
        assert_type(client.pipeline.get("p"), Pipeline)
        assert_type(client.pipeline.update("p", "name", "text"), Pipeline)
        assert_type(client.job.get_series("j", "o", columns=["V"]), dict[str, Any])
        for ended in client.wait([run, client.pipeline.get("p")], timeout=1):
            assert_type(ended.id, str)
        assert_type(client.protocol.source_protocol(protocol), str)
        assert_type(client.protocol.validate({"steps": []}), ProtocolValidation)
        assert_type(client.protocol.convert("steps: []", "maccor").save("folder"), list[Path])
        client.protocol.convert("steps: []", "macor")  # type: ignore[arg-type]
        assert_type(client.study.create({"name": "x"}), Study)
        role = client.project.roles()[0]
        assert_type(role, ProjectRoleInfo)
        assert_type(client.project.add_member("p", "u", role), None)
        assert_type(client.project.update_member("p", "u", "Project Viewer"), None)
        assert_type(client.project.remove_member("p", "u"), None)
        assert_type(client.project.invite_member("p", "jo@example.org"), InviteResult)
        assert_type(client.organization.members(), Sequence[OrganizationMember])
        member = client.organization.get_member("jo@example.org")
        assert_type(member.role, str | None)
        assert_type(client.organization.invite("jo@example.org", "Admin"), InviteResult)
        client.organization.set_role(member, "King")  # type: ignore[arg-type]
        assert_type(client.organization.usage(), OrganizationUsage)
        assert_type(client.whoami()["user"], Any)
        assert_type(json.dumps(client.whoami()), str)
        assert_type(client.cell_batch.get(cell_batch_id="b"), CellBatch)
        assert_type(client.job.create(JobCreationPayload(job_type="x", params={})), Job)
        assert_type(client.site.detail("s").cyclers[0].channels[0], Channel)
        assert_type(client.cycler.start_service("c", "repair", "2026-03-02"), CyclerServiceEvent)
        client.cycler.start_service("c", "tea", "2026-03-02")  # type: ignore[arg-type]
        assert_type(client.channel.list_incidents("c")[0].is_overdue_to_return, bool)
        assert_type(client.lab.free_channels("p", min_amps=5), list[FlatChannel])
        assert_type(client.lab.on_channel("p", "c"), LabMeasurementSummary | None)
        plan = client.planned_measurement.create({"name": "n"}, "p")
        assert_type(plan, PlannedMeasurement)
        proposal = client.planned_measurement.auto_schedule_proposal([plan])
        client.planned_measurement.apply_auto_schedule_proposal(proposal.assignments or [])
        assert_type(client.study.assign_measurement("s", bundle, "p"), dict[str, Any])
        assert_type(client.study.validate("s", ["m"], "model", spec), StudyValidation)
        assert_type(client.model.create({"name": "n", "config": {"type": "SPM"}}), Model)
        assert_type(client.model.upload_custom("m.json", name="n", chemistry="ecm"), Model)
        client.model.upload_custom("m.json", name="n", chemistry="tea")  # type: ignore[arg-type]
        values = client.parameterized_model.create_or_get(spec, {"name": "n", "model_id": "m"})
        assert_type(values, ParameterizedModel)
        assert_type(client.parameterized_model.get_variable_names(values), list[str])
        assert_type(client.model_builder.create("m", "n", {}), ModelBuilder)
        assert_type(client.model_builder.check("b", spec).issues[0], ReadinessIssue)
        assert_type(client.ecm.wait_for_completion("j", 5, verbose=False), FitResults | None)
        assert_type(client.resolve_measurement("a", "b", "c"), CellMeasurement)
        assert_type(client.cell_measurement.delete("m"), None)
        assert_type(client.cell_instance.detail(cell.id, True, False), CellInstanceDetail)
        assert_type(client.cell_spec.related_specs(spec), PaginatedList[CellSpecification])
        material = client.material.create_or_get({"name": "x"})
        assert_type(material, Material)
        table = client.material_property_dataset.create(material, "n", frame)
        assert_type(table, MaterialPropertyDataset)
        assert_type(client.material_property_dataset.get_units(table), dict[str, str])
        assert_type(client.search.query("xy").results, list[SearchResult])
        for hit in client.search.iter("xy", entity_types=["material"]):
            assert_type(hit, SearchResult)
        assert_type(client.raw_data.upload("p", "file.mpr", "name", "DOI"), RawData)
        assert_type(client.raw_data.upload(b"content", name="n"), RawData)
        assert_type(client.raw_data.download("r", False, 60.0), bytes)
        assert_type(client.raw_data.download("r", "folder"), Path)
        assert_type(client.raw_data.list_measurements("r", 5), PaginatedList[str])
        assert_type(client.cell_measurement.list_raw_data("m"), PaginatedList[RawData])


def connecting() -> None:
    Ionworks(profile="lab", verify=Path("ca.pem"), proxy="http://proxy:3128")
    Ionworks(http_client=httpx.Client(), verify=None)
    AsyncIonworks(http_client=httpx.AsyncClient(), proxy=httpx.Proxy("http://proxy:3128"))
    Ionworks(http_client=httpx.AsyncClient())  # type: ignore[arg-type]
    AsyncIonworks(verify=3.0)  # type: ignore[arg-type]


async def awaited(frame: pl.DataFrame) -> None:
    async with AsyncIonworks() as client:
        assert_type(client, AsyncIonworks)
        assert_type(client.using(project_id="p"), AsyncIonworks)
        assert_type(await client.whoami(), User)
        spec = await client.cell_spec.create_or_get({"name": "x"})
        assert_type(spec, CellSpecification)
        assert_type(await client.cell_spec.list(), PaginatedList[CellSpecification])
        async for one in client.cell_spec.iter():
            assert_type(one, CellSpecification)
        assert_type(client.cell_instance.iter(spec, name="y"), AsyncPages[CellInstance])
        client.cell_spec.iter(form="x")  # type: ignore[call-arg]
        detail = {"measurement": {"name": "z"}, "time_series": frame}
        bundle = await client.cell_measurement.create_or_get("c", detail, progress=True)
        assert_type(bundle, MeasurementBundle)
        assert_type(await client.cell_measurement.wait_for_processing("m"), CellMeasurement)
        assert_type(await client.cell_measurement.detail("m"), MeasurementDetail)
        peaks = await ionworks.amap_measurements(
            lambda _: 3.7, client.cell_measurement.iter("c"), client=client
        )
        assert_type(peaks.results, dict[str, float])


def frames(client: Ionworks, frame: pl.DataFrame) -> None:
    assert_type(client.cell_measurement.time_series("m"), AnyFrame)
    assert_type(client.cell_measurement.steps("m"), AnyFrame)
    assert_type(ionworks.validate(frame, steps=frame.lazy()), Report)
    assert_type(ionworks.validate({"Time [s]": [0.0]}), Report)
    result = ionworks.read("export.csv", columns={"Current [A]": {"column": "I", "unit": "mA"}})
    assert_type(result, ReadResult)
    assert_type(result.report, ReadReport)
    assert_type(ionworks.validate(result), Report)
    assert_type(ionworks.DataLoader("export.csv"), ionworks.DataLoader)
    client.cell_measurement.extend("m", frame.to_arrow())
    client.cell_measurement.extend("m", "export.csv")
    client.cell_measurement.create(
        "c", {"measurement": {"name": "by path"}, "time_series": Path("export.csv")}
    )
    loader = ionworks.DataLoader(frame, {"Step count": [0]})
    assert_type(loader.dqdv(smoothing=0.05), pl.DataFrame)
    assert_type(loader.pulse_resistance(at=10), pl.DataFrame)
    assert_type(loader.title, str | None)
    loader.plot_cycles(reference="largest", title="x")
    loader.plot_cycles(reference=[1])  # type: ignore[arg-type]
    loader.plot_data(time_unit="h")
    assert_type(dqdv(frame), AnyFrame)
    assert_type(add_c_rate(frame, {"value": 5, "unit": "A.h"}), AnyFrame)
    summary = client.cell_measurement.cycle_summary(["m"], reference=3)
    assert_type(summary.frame, AnyFrame)
    summary.plot(y="Coulombic efficiency")


def errors() -> None:
    try:
        blocking(pl.DataFrame())
    except ionworks.ConflictError as problem:
        assert_type(problem.existing_id, str | None)
    except ionworks.MeasurementValidationError as problem:
        assert_type(problem.has_code("x"), bool)
        assert_type(problem.issues, list[ionworks.ValidationIssue])
    except ionworks.MeasurementProcessingError as problem:
        assert_type(problem.failures, dict[str, str])
    except ionworks.IonworksError as problem:
        assert_type(problem.status_code, int | None)


def described(client: Ionworks, frame: pl.DataFrame) -> None:
    spec: CellSpecificationCreate = {
        "name": "LG M50",
        "ratings": {"capacity": {"value": 5.0, "unit": "A.h"}, "voltage_max": Quantity(4.2, "V")},
        "cathode": {"material": {"name": "NMC"}, "properties": {"loading": Quantity(1, "mg.cm-2")}},
    }
    made = client.cell_spec.create_or_get(spec, on_difference="update")
    assert_type(made.created, bool | None)
    client.cell_spec.create_or_get(spec, on_difference="ask")  # type: ignore[arg-type]
    free: dict[str, Any] = {"name": "free", "of my own": 5}
    client.cell_spec.create(free)
    client.cell_spec.create({"name": "free", "of my own": 5})
    wrong: CellSpecificationCreate = {"name": 5}  # type: ignore[typeddict-item]
    misspelt: CellSpecificationCreate = {"name": "x", "rating": {}}  # type: ignore[typeddict-unknown-key]
    deeper: CellSpecificationCreate = {"name": "x", "ratings": 5}  # type: ignore[typeddict-item]
    client.cell_spec.create(deeper)
    model: ModelCreate = {"name": "x", "config": {"type": "SPMe"}}
    client.model.create(model)
    client.model.create({"name": "x", "config": {"type": "SPMe"}, "of my own": 1})
    client.study.create({"name": "x", "of my own": 1})
    client.analysis.update("a", {"metadata": {"note": None}})
    renamed: RawDataUpdate = {"nam": "x"}  # type: ignore[typeddict-unknown-key]
    client.raw_data.update("r", data=renamed)
    client.cell_spec.create(wrong)
    client.cell_spec.create(misspelt)
    cell: CellInstanceCreate = {"name": "A", "batch_id": client.cell_batch.get("b")}
    client.cell_instance.create(made, cell)
    detail: MeasurementDescription = {
        "measurement": {"name": "run", "tags": ["first"], "data_type": "ocp"},
        "time_series": frame,
    }
    bundle = client.cell_measurement.replace("c", detail, rated_capacity=Quantity(5, "A.h"))
    assert_type(bundle.created, bool | None)
    assert_type(
        client.cell_spec.find(where={"capacity": ("2 A.h", None)}).items, list[CellSpecification]
    )
    assert_type(client.cell_measurement.find(tags_any=["a"])[0], ProjectMeasurement)
    assert_type(client.cell_spec.table(units={"capacity": "mA.h"}), AnyFrame)
    assert_type(client.cell_spec.deletion_of("s"), Deletion)
    client.cell_spec.delete("s", expect={"cell_measurements": 3})
    assert_type(client.bin.restore(client.bin.list()[0]), BinnedDeletion)
    assert_type(Quantity(5, "A.h").to("mA.h").value, float)
