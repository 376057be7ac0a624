"""A record where an id belongs: every method takes it, in both faces, and sends its id.

A service that knows nothing answers each request with 404. What a method asks of it for a record
must be what it asks for the text of the id, whatever else the method would do then.
"""

from __future__ import annotations

import contextlib
import inspect
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import anyio
import polars as pl
import pytest
from support.scripted import Reply, Script, scripted

import ionworks
from ionworks import AsyncIonworks, AsyncNavigator, Ionworks, Navigator, ids
from ionworks.errors import IonworksError
from ionworks.pagination import AsyncPages, Pages
from ionworks.records import (
    CellBatch,
    CellInstance,
    CellMeasurement,
    CellSpecification,
    Channel,
    Cycler,
    Job,
    Material,
    MaterialPropertyDataset,
    MeasurementBundle,
    MeasurementDetail,
    Model,
    ModelBuilder,
    Optimization,
    Organization,
    ParameterizedModel,
    Pipeline,
    PlannedMeasurement,
    Project,
    RawData,
    Record,
    Simulation,
    SimulationCreated,
    Site,
    TagUsage,
)
from ionworks.urls import Urls

MEASUREMENT = CellMeasurement(id="measurement-1", name="m", cell_instance_id="cell-1")
RUN = {"status": "running", "is_terminal": False, "is_failed": False}
RECORDS: dict[str, Record] = {
    "ProjectId": Project(id="project-1", name="p"),
    "CellSpecId": CellSpecification(id="spec-1", name="s"),
    "CellBatchId": CellBatch(id="batch-1", name="b", cell_specification_id="spec-1"),
    "CellInstanceId": CellInstance(id="cell-1", name="c", cell_specification_id="spec-1"),
    "MeasurementId": MEASUREMENT,
    "RawDataId": RawData(id="file-1", name="f"),
    "MaterialId": Material(id="material-1", name="m"),
    "DatasetId": MaterialPropertyDataset(id="dataset-1", name="d", columns=[]),
    "PipelineId": Pipeline(id="pipeline-1", name="p", **RUN),
    "JobId": Job(job_id="job-1", **RUN),
    "ModelId": Model(id="model-1", name="m"),
    "ParameterizedModelId": ParameterizedModel(id="parameterized-1", name="p"),
    "ModelBuilderId": ModelBuilder(
        id="builder-1", name="b", project_id="project-1", model_id="model-1", config={}
    ),
    "SimulationId": Simulation(id="simulation-1"),
    "OptimizationId": Optimization(id="optimization-1"),
    "SiteId": Site(id="site-1", name="s"),
    "CyclerId": Cycler(id="cycler-1", name="c", site_id="site-1", project_id="project-1"),
    "PlannedMeasurementId": PlannedMeasurement(
        id="plan-1", name="p", project_id="project-1", status="requested"
    ),
    "ChannelId": Channel(id="channel-1", name="c", cycler_id="cycler-1", project_id="project-1"),
}
SERIES = pl.DataFrame(
    {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Current [A]": [1.0, 1.0]}
).with_columns(pl.Series("Step count", [0, 0]))
# These need packages that may be absent.
LEFT_OUT = {"create_from_zoo", "to_dask"}
# A bulk read does not ask again for what a record tells; the first failure ends a pair of reads.
VARYING = {"get_result", "steps_and_cycles"}
# These look up a role first.
LOOKING_UP = {"add_member", "update_member", "invite_member"}
SUB_CLIENTS = [
    "model",
    "parameterized_model",
    "model_builder",
    "ecm",
    "project",
    "cell_spec",
    "cell_batch",
    "cell_instance",
    "cell_measurement",
    "raw_data",
    "material",
    "material_property_dataset",
    "pipeline",
    "job",
    "simulation",
    "optimization",
    "site",
    "cycler",
    "channel",
    "lab",
    "planned_measurement",
]

PLAN = {
    "name": "n",
    "protocol_id": "p",
    "cell_specification_id": "s",
    "estimated_duration_seconds": 60,
}
DESCRIBED = {
    "planned_measurement": PLAN,
    "parameterized_model": {"name": "n", "model_id": "m"},
}


def others(folder: Path) -> dict[str, Any]:
    """Give what methods need beside ids, by the name of the argument."""
    (folder / "file.txt").write_text("content")
    return {
        "data": {"name": "n"},
        "measurement_detail": {"measurement": {"name": "n"}, "time_series": SERIES},
        "name": "n",
        "properties": {},
        "column": "x",
        "parameter_name": "x",
        "filepaths": [folder / "file.txt"],
        "file": folder / "file.txt",
        "filename": "file.txt",
        "folder": folder,
        "path": folder / "out.bdf",
        "tags": ["t"],
        "event_type": "calibration",
        "config": {"elements": {}},
        "mapping": {},
        "model": {},
        "fit_results": {"soc": [0.0, 1.0], "ocv": [3.0, 4.0], "r0": [0.1, 0.1]},
        "planned_start_time": "2026-03-02",
        "planned_end_time": "2026-03-03",
        "assignments": [],
        "scheduled_for": "2026-03-02",
        "time_series": SERIES,
        "email": "someone@example.com",
        "user_id": "user-1",
        "std": 0.1,
    }


def kind_of(parameter: inspect.Parameter) -> str | None:
    """Name the alias of the ids that a parameter takes."""
    found = re.search(r"\b(\w+Id)s?\b", str(parameter.annotation))
    return found[1] if found and found[1] in RECORDS else None


def without_other_names(kinds: dict[str, str]) -> None:
    """Leave out what cannot be given beside an argument, such as another name of it."""
    for name, other in (
        ("pipeline_id", "job_id"),
        ("batch_id", "cell_batch_id"),
        ("measurements", "project_id"),
    ):
        if name in kinds:
            kinds.pop(other, None)


def methods(owner: type) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """Yield each method that takes ids, with their kinds and what else it needs."""
    for name, method in inspect.getmembers(owner, inspect.isfunction):
        parameters = list(inspect.signature(method).parameters.values())[1:]
        kinds = {one.name: kind for one in parameters if (kind := kind_of(one))}
        if kinds and not name.startswith("_") and name not in LEFT_OUT:
            needed = [
                one.name
                for one in parameters
                if (one.default is one.empty or one.name in ("data", "std"))
                and one.kind is not one.VAR_POSITIONAL
                and one.name not in kinds
            ]
            if name == "upload":  # it takes its file by place or by name
                needed.append("file")
            without_other_names(kinds)
            yield name, kinds, needed


def arguments(kinds: dict[str, str], given: Callable[[Record], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, kind in kinds.items():
        one = given(RECORDS[kind])
        found[name] = (
            [one] if name in ("measurements", "planned_measurement_ids", "simulation_ids") else one
        )
    return found


async def outcome(called: Any) -> Any:
    """Take what a call of either face gives; the refusal of the service is one too."""
    with contextlib.suppress(IonworksError):
        found = await called if isinstance(called, Awaitable) else called
        if isinstance(found, Pages):
            return list(found)
        if isinstance(found, AsyncPages):
            return [one async for one in found]
        return found


@pytest.fixture(scope="module")
def service() -> Iterator[Script]:
    with scripted(Reply(status=404, body=b'{"error_code": "NOT_FOUND", "message": "no"}')) as it:
        yield it


@pytest.fixture(scope="module")
def service_of_pairs() -> Iterator[Script]:
    """Another one: what a failure ended arrives late, and would count for the next call."""
    with scripted(Reply(status=404, body=b'{"error_code": "NOT_FOUND", "message": "no"}')) as it:
        yield it


def asked(service: Script, call: Callable[[], Any]) -> Callable[[], Awaitable[list[Any]]]:
    async def main() -> list[Any]:
        service.seen.clear()
        with contextlib.suppress(IonworksError):
            await outcome(call())
        # Some requests go out side by side.
        return sorted((one.method, one.path, one.body) for one in service.seen)

    return main


@pytest.mark.parametrize("face", ["blocking", "async"])
def test_a_record_is_taken_where_an_id_belongs(
    service: Script, service_of_pairs: Script, face: str, tmp_path: Path
) -> None:
    connection: dict[str, Any] = {"api_url": service.url, "api_key": "k", "max_retries": 0}
    other = connection | {"api_url": service_of_pairs.url}
    given = others(tmp_path)

    async def compare(client: Any, pairs: Any, name: str) -> int:
        resource = getattr(client, name)
        count = 0
        for method, kinds, needed in methods(type(resource)):
            varies = method in VARYING or "measurements" in kinds
            act = getattr(getattr(pairs, name) if varies else resource, method)
            asker = service_of_pairs if varies else service
            if method == "get" and name == "cell_instance":
                calls = [
                    lambda act=act, take=take: act(
                        take(RECORDS["CellSpecId"]), take(RECORDS["CellInstanceId"])
                    )
                    for take in (lambda record: record.id, lambda record: record)
                ]
            else:
                rest = {key: given.get(key, "text") for key in needed}
                if name in DESCRIBED and "data" in rest:
                    rest["data"] = DESCRIBED[name]
                calls = [
                    lambda act=act, kinds=kinds, rest=rest, take=take: act(
                        **arguments(kinds, take), **rest
                    )
                    for take in (lambda record: record.id, lambda record: record)
                ]
            by_text, by_record = [await asked(asker, call)() for call in calls]
            assert by_text, f"{method} asks for nothing"
            wanted = [str(record.id) for record in RECORDS.values()]
            for requests in (by_text, by_record):
                sent = " ".join(f"{path} {body!r}" for _, path, body in requests)
                assert any(one in sent for one in wanted) or method in LOOKING_UP, method
            assert by_record == by_text or varies, method
            count += 1
        return count

    async def main() -> list[int]:
        if face == "async":
            async with AsyncIonworks(**connection) as client, AsyncIonworks(**other) as pairs:
                return [await compare(client, pairs, name) for name in SUB_CLIENTS]
        with Ionworks(**connection) as client, Ionworks(**other) as pairs:
            return [await compare(client, pairs, name) for name in SUB_CLIENTS]

    assert min(anyio.run(main)) >= 2


def test_every_argument_that_is_an_id_takes_records() -> None:
    clients = (Ionworks(api_key="k"), AsyncIonworks(api_key="k"))
    owners = [type(getattr(client, name)) for client in clients for name in SUB_CLIENTS]
    owners += [Ionworks, AsyncIonworks, Navigator, AsyncNavigator, ionworks.DataLoader]
    lacking = [
        f"{owner.__name__}.{name}: {one}"
        for owner in owners
        for name, method in inspect.getmembers(owner, callable)
        if not name.startswith("_") or name == "__init__"
        for one in inspect.signature(method).parameters.values()
        if re.search(r"(^|_)ids?$", one.name) and one.name != "product_id"  # the supplier's
        if "Id" not in str(one.annotation) and "Organization" not in str(one.annotation)
    ]
    assert lacking == []


@pytest.mark.parametrize("face", ["blocking", "async"])
def test_a_navigator_and_a_loader_take_records(service: Script, face: str) -> None:
    connection: dict[str, Any] = {"api_url": service.url, "api_key": "k", "max_retries": 0}
    cell = RECORDS["CellInstanceId"]

    async def compare(navigator: Any, load: Any) -> None:
        for act, record in (
            (navigator.measurements, cell),
            (navigator.time_series, MEASUREMENT),
            (navigator.steps, MEASUREMENT),
            (navigator.cycles, MEASUREMENT),
            (load, MEASUREMENT),
        ):
            by_text, by_record = [
                await asked(service, lambda act=act, one=one: act(one))()
                for one in (record.id, record)
            ]
            assert by_text == by_record != []
        navigator.invalidate(instance_id=cell, measurement_id=MEASUREMENT)

    async def main() -> None:
        if face == "blocking":
            with Ionworks(**connection) as client:
                await compare(
                    Navigator(client),
                    lambda one: ionworks.DataLoader.from_db(one, client=client).data,
                )
        else:
            async with AsyncIonworks(**connection) as client:
                await compare(
                    AsyncNavigator(client),
                    lambda one: ionworks.DataLoader.afrom_db(one, client=client),
                )

    anyio.run(main)


def test_links_and_settings_take_records() -> None:
    urls = Urls("https://api.ionworks.com", "p")
    project, spec = RECORDS["ProjectId"], RECORDS["CellSpecId"]
    assert urls.project(project) == urls.project(project.id)
    assert urls.measurement(MEASUREMENT, project) == urls.measurement("measurement-1", "project-1")
    assert urls.cell_instances(spec) == urls.cell_instances("spec-1")
    organization = Organization(id="org-1", name="o")
    client = Ionworks(api_key="k", project_id=project, organization_id=organization)  # type: ignore[arg-type]
    assert (client.settings.project_id, client.settings.organization_id) == ("project-1", "org-1")


# Kinds whose alias is not named after the record.
KINDS = {
    "CellSpecId": "CellSpecification",
    "MeasurementId": "CellMeasurement",
    "DatasetId": "MaterialPropertyDataset",
    "UserId": "OrganizationMember",
}
KNOWN = {*SUB_CLIENTS, "study", "protocol", "analysis", "organization", "simple_pipeline"}
# What methods need to get as far as their ids, by the sub-client.
NEEDED: dict[str, dict[str, Any]] = {
    "protocol": {"protocol": {"steps": []}, "name": "n"},
    "study": {"measurement_ids": ["m"]},
}
# These read a file, look something up, or say first what else is missing.
OTHER_FIRST = {
    *("raw_data.upload", "organization.set_role", "protocol.update"),
    *("ecm.get_example_data", "ecm.fit_from_example", "ecm.validate"),
}


@pytest.mark.filterwarnings("ignore:client.simple_pipeline:DeprecationWarning")
@pytest.mark.parametrize("name", sorted(KNOWN))
def test_a_record_of_another_kind_is_refused_by_the_name_of_the_right_one(
    name: str, tmp_path: Path
) -> None:
    given = others(tmp_path) | {"data": DESCRIBED.get(name, {"name": "n"})} | NEEDED.get(name, {})
    client = AsyncIonworks(api_key="k", api_url="http://127.0.0.1:9", project_id="p")
    resource = getattr(client, name)
    refused = 0

    async def call(method: Callable[..., Any], arguments: dict[str, Any]) -> None:
        await outcome(method(**arguments))

    for called, function in inspect.getmembers(type(resource), inspect.isfunction):
        parameters = [
            one
            for one in list(inspect.signature(function).parameters.values())[1:]
            if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY)
        ]
        aliases = {
            one.name: found[1]
            for one in parameters
            if (found := re.search(r"\b(\w+Id)s?\b", str(one.annotation)))
        }
        if called.startswith("_") or called in LEFT_OUT or f"{name}.{called}" in OTHER_FIRST:
            continue
        without_other_names(aliases)
        needed = {
            one.name: given.get(one.name, "text")
            for one in parameters
            if one.default is one.empty or one.name in ("data", "std")
        }
        for argument, alias in aliases.items():
            stranger = RECORDS["CyclerId" if alias == "SiteId" else "SiteId"]
            wrong = [stranger] if argument.endswith("s") else stranger
            kind = KINDS.get(alias, alias.removesuffix("Id"))
            with pytest.raises(TypeError, match=rf"{argument}.* must be text or a {kind}, not "):
                anyio.run(call, getattr(resource, called), needed | {argument: wrong})
            refused += 1
    assert refused >= 2


def test_a_simulation_that_was_just_created_is_one() -> None:
    made = SimulationCreated(simulation_id="simulation-1", job_id="job-1")
    assert ids.id_of(made, "simulation_id") == "simulation-1"
    assert ids.ids_of([made], "simulation_ids") == ["simulation-1"]
    with pytest.raises(TypeError, match="project_id must be text or a Project, not SimulationC"):
        ids.id_of(made, "project_id")


@pytest.mark.parametrize(
    ("given", "argument", "told"),
    [
        # Only what has an id is told how to pass it; a record of another kind has the wrong one.
        (5, "project_id", "project_id must be text or a Project, not int"),
        (
            SimpleNamespace(id="p"),
            "project_id",
            "project_id must be text or a Project, not SimpleNamespace; pass its `.id`",
        ),
        (RECORDS["SiteId"], "project_id", "project_id must be text or a Project, not Site"),
        # No record is what an argument of no kind takes.
        (
            SimpleNamespace(id="e"),
            "example_id",
            "example_id must be text, not SimpleNamespace; pass its `.id`",
        ),
        (TagUsage(tag="t", usage_count=1), "example_id", "example_id must be text, not TagUsage"),
    ],
)
def test_what_stands_for_no_id_is_told_apart(given: Any, argument: str, told: str) -> None:
    with pytest.raises(TypeError) as refused:
        ids.id_of(given, argument)
    assert str(refused.value) == told


def test_only_none_gives_no_id() -> None:
    assert ids.id_or_none(None, "project_id") is None
    with pytest.raises(ValueError, match="project_id is empty"):
        ids.id_or_none("", "project_id")


def test_a_list_of_ids_says_which_one_is_wrong_and_how() -> None:
    with pytest.raises(TypeError, match=r"holds 5 at 1, which is no id"):
        ids.ids_of(["m", 5], "measurement_ids")
    with pytest.raises(ValueError, match=r"holds '' at 0, which is no id .* empty"):
        ids.ids_of(["", "m"], "measurement_ids")
    frame = pl.DataFrame({"id": ["m"]})
    for whole in (b"m", {"m": 1}, frame, "m", MEASUREMENT, UUID(int=7)):
        with pytest.raises(TypeError, match="put a single one into a list"):
            ids.ids_of(whole, "measurement_ids")
    assert ids.one_or_more(UUID(int=7), "measurement_ids") == [str(UUID(int=7))]
    assert ids.one_or_more(MEASUREMENT, "measurement_ids") == ["measurement-1"]
    assert ids.one_or_more((one for one in "ab"), "measurement_ids") == ["a", "b"]
    with pytest.raises(TypeError, match="must be text or a CellMeasurement, not int"):
        ids.one_or_more(5, "measurement_ids")


def test_an_upload_and_a_detail_stand_for_their_measurement() -> None:
    bundle = MeasurementBundle(measurement=MEASUREMENT)
    detail = MeasurementDetail(measurement=MEASUREMENT, specification_id="s", instance_id="c")
    assert ids.id_of(bundle, "measurement_id") == ids.id_of(detail, "measurement_id")
    assert ids.one_or_more([bundle, "m"], "measurement_ids") == ["measurement-1", "m"]
    assert ids.id_of(UUID(int=7), "project_id") == str(UUID(int=7))


def navigator_of(client: Any) -> Any:
    return Navigator(client) if isinstance(client, Ionworks) else AsyncNavigator(client)


WRONG: list[tuple[Callable[[Any], Any], str]] = [
    (lambda client: client.cell_spec.get(MEASUREMENT), "cell_spec_id must be text or a Cell"),
    (
        lambda client: navigator_of(client).measurements(MEASUREMENT),
        "instance_id must be text or a C",
    ),
    (lambda client: navigator_of(client).time_series(5), "measurement_id must be text or a CellM"),
    (lambda client: client.cell_spec.get({"id": "s"}), "not dict"),
    (lambda client: client.cell_spec.get(5), "not int"),
    (lambda client: client.cell_measurement.read_many(MEASUREMENT), "put a single one"),
    (lambda client: client.cell_measurement.read_many(["m", 5]), "`measurements` holds 5 at 1"),
    (lambda client: client.cell_measurement.wait_for_processing([5]), "`measurement_ids` hold"),
    (lambda client: client.cell_measurement.add_tags(["m", None], "t"), "holds None at 1"),
    (lambda client: client.raw_data.attach([[]], measurement_id="m"), "`raw_data_ids` holds"),
    (lambda client: client.cell_measurement.list("c", tags_all="fast"), "`tags_all` is a list"),
    (lambda client: client.cell_measurement.list_by_project(tags_any="fast"), "`tags_any`"),
    (
        lambda client: client.cell_measurement.create_properties(
            "c", name="n", properties={}, tags="fast"
        ),
        "`tags` is a list",
    ),
    (
        lambda client: client.cell_measurement.create_file("c", name="n", filepaths="a.png"),
        "`filepaths` is a list",
    ),
    (lambda client: client.cell_measurement.time_series("m", columns="V"), "`columns` is a"),
]
EMPTY: list[Callable[[Any], Any]] = [
    lambda client: client.cell_spec.get(""),
    lambda client: client.cell_instance.list("s", batch_id="  "),
    lambda client: client.raw_data.attach([""], measurement_id="m"),
    lambda client: client.job.get(" \t"),
    lambda client: client.project.get(Project(id="", name="p")),
]
ELSEWHERE: list[Callable[[Any], Any]] = [
    lambda client: client.cell_spec.get("."),
    lambda client: client.cell_spec.delete(".."),
    lambda client: client.cell_measurement.time_series(" .. "),
    lambda client: client.job.get(Job(job_id="..", **RUN)),
    lambda client: client.raw_data.attach(["."], measurement_id="m"),
]


def test_what_is_no_id_or_no_list_is_refused(service: Script) -> None:
    connection: dict[str, Any] = {"api_url": service.url, "api_key": "k", "max_retries": 0}
    service.seen.clear()

    async def refused(client: Any) -> None:
        for call, told in WRONG:
            with pytest.raises(TypeError, match=re.escape(told)):
                await outcome(call(client))
        for call in EMPTY:
            with pytest.raises(ValueError, match="empty"):
                await outcome(call(client))
        for call in ELSEWHERE:
            with pytest.raises(ValueError, match="give the id of a record"):
                await outcome(call(client))

    async def main() -> None:
        with Ionworks(**connection) as blocking:
            await refused(blocking)
        async with AsyncIonworks(**connection) as awaited:
            await refused(awaited)

    anyio.run(main)
    assert service.seen == []


def test_records_in_bodies_become_ids(do: Any) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    batch = do(lambda client: client.cell_batch.create(spec, {"name": "B"}))
    cell = do(lambda client: client.cell_instance.create(spec, {"name": "1", "batch_id": batch}))
    assert cell.batch_id == batch.id
    assert do(lambda client: client.cell_instance.get(spec, cell)) == cell
    assert do(lambda client: client.cell_instance.list(spec, batch_id=batch)).items == [cell]
    project = do(lambda client: client.project.create_or_get({"name": f"of {spec.id}"}))
    other = do(lambda client: client.cell_spec.create_or_get({"name": "X", "project_id": project}))
    assert other.project_id == project.id
    with pytest.raises(TypeError, match="batch_id must be text or a CellBatch"):
        do(lambda client: client.cell_instance.update(cell, {"batch_id": spec}))
