"""Copying what a project has beside cells and measurements."""

from __future__ import annotations

import json
import tempfile
from collections import Counter, defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import evolve
from ionworks_generated import models

from ionworks._io.bodies import FileBody
from ionworks.errors import IonworksError
from ionworks.resources._base import default_project
from ionworks.resources._copy_items import REFUSED, CopyEnds, CopyItem, Kind, below, every, placed
from ionworks.resources._locking import digest_of_files, digest_of_frame
from ionworks.resources._surroundings import NOT_OFFERED, members_of
from ionworks.ucp import CONTENT

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Awaitable, Callable, Iterable, Mapping, Sequence

    from ionworks.client import AsyncIonworks
    from ionworks.records import (
        CellBatch,
        Material,
        MaterialPropertyDataset,
        PlannedMeasurement,
        Protocol,
        RawData,
        Study,
    )
    from ionworks.resources._surroundings import MaterialTree

T = TypeVar("T")

MATERIAL_FIELDS: Final = ("name", "manufacturer", "product_id", "definition")
_BATCH_FIELDS: Final = ("name", "date_manufactured", "properties", "notes")
_RAW_FIELDS: Final = ("source", "metadata", "filename")
_PLAN_FIELDS: Final = (
    "name",
    "status",
    "planned_start_time",
    "planned_end_time",
    "estimated_duration_seconds",
    "setup_duration_seconds",
    "teardown_duration_seconds",
    "test_setup",
    "notes",
)
_NAMED_BY_PLAN: Final = {
    "protocol_id": "protocol",
    "cell_specification_id": "specification",
    "cell_instance_id": "cell",
}


def stated(record: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """Return the fields of a record that say something."""
    return {name: record[name] for name in fields if record[name] is not None}


async def offered(
    kind: Kind, records: Iterable[Any], copying: Awaitable[list[CopyItem]]
) -> list[CopyItem]:
    """Copy the records of a kind; all of them fail if the target does not have this kind."""
    try:
        return await copying
    except IonworksError as problem:
        if problem.status_code not in NOT_OFFERED:
            raise
        reason = f"the other platform does not take it: {problem}"
        return [CopyItem(kind, one.name, one.id, None, "failed", reason) for one in records]


async def copy_materials(ends: CopyEnds, materials: Sequence[MaterialTree]) -> list[CopyItem]:
    """Copy materials, each with its datasets."""
    items: list[CopyItem] = []
    for tree in materials:
        record = tree.record
        maker = record.manufacturer or ""
        name = f"{record.name} ({maker})" if maker else record.name
        body = stated(record, MATERIAL_FIELDS)

        async def find(name: str = record.name, maker: str = maker) -> list[Material]:
            walk = ends.target.material.iter(name_exact=name)
            return [one async for one in walk if (one.manufacturer or "") == maker]

        item = await ends.settle(
            CopyItem("material", name, record.id, None, "new"),
            body,
            models.MaterialCreate,
            find,
            partial(ends.target.material.create, body),
        )
        items += [item, *await _copy_datasets(ends, item, tree.datasets)]
    return items


async def _copy_datasets(
    ends: CopyEnds, material: CopyItem, datasets: Sequence[MaterialPropertyDataset]
) -> list[CopyItem]:
    there: dict[str, list[MaterialPropertyDataset]] = defaultdict(list)
    if material.target_id is not None and datasets:
        async for one in ends.target.material_property_dataset.iter(material.target_id):
            there[one.name].append(one)
    twins = Counter(one.name for one in datasets)
    items = []
    for record in datasets:
        ends.tell()
        name = f"{material.name} / {record.name}"
        item = CopyItem("material_property_dataset", name, record.id, None, "new")
        if material.target_id is None:
            items.append(below(item, material))
            continue
        try:
            copied = await _copy_dataset(
                ends, item, material.target_id, record, there[record.name], twins[record.name]
            )
        except REFUSED as problem:
            copied = evolve(item, outcome="failed", reason=str(problem))
        items.append(copied)
    return items


async def _copy_dataset(
    ends: CopyEnds,
    item: CopyItem,
    material_id: str,
    record: MaterialPropertyDataset,
    same: list[MaterialPropertyDataset],
    twins: int,
) -> CopyItem:
    table = await ends.source.material_property_dataset._values_of(record)

    async def differing(stored: MaterialPropertyDataset) -> list[str]:
        there = await ends.target.material_property_dataset._values_of(stored)
        found = []
        if _columns(stored) != _columns(record):
            found.append("its columns differ")
        elif digest_of_frame(there) != digest_of_frame(table):
            found.append("its values differ")
        return found

    found = placed(item, [(one, await differing(one)) for one in same], twins)
    if found is not None or ends.dry_run:
        return found or item
    columns = [
        {"name": name, "unit": unit, "source_column_index": place}
        for place, (name, unit) in enumerate(_columns(record))
    ]
    made = await ends.target.material_property_dataset.create(
        material_id, record.name, table, columns=columns
    )
    same.append(made)
    wrong = await differing(made)
    return evolve(
        item,
        target_id=made.id,
        outcome="failed" if wrong else "copied",
        reason="; ".join(wrong),
    )


def _columns(record: MaterialPropertyDataset) -> list[tuple[str, str]]:
    return [(one["name"], one.get("unit") or "") for one in record.columns]


async def copy_protocols(ends: CopyEnds, protocols: Sequence[Protocol]) -> list[CopyItem]:
    """Copy protocols; a project has each content once, whatever its name."""
    there: dict[str, Protocol] = {}
    if protocols:
        async for one in ends.target.protocol.iter(include=CONTENT):
            there[_content_of(one.protocol_config)] = one
    items = []
    for record in protocols:
        stored = there.get(_content_of(record.protocol_config))
        create = partial(
            ends.target.protocol.create,
            record.name,
            record.protocol_config or {},
            description=record.description,
            parameters_schema=record.parameters_schema,
            source_protocol=record.source_protocol,
        )
        item = await ends.settle(
            CopyItem("protocol", record.name, record.id, None, "new"),
            stated(record, ("description",)),
            models.ProtocolCreate,
            _finder_of([] if stored is None else [stored]),
            create,
        )
        items.append(item)
    return items


async def _all_of(find: Callable[[], AsyncIterable[T]]) -> list[T]:
    return await every(find())


def _finder_of(same: list[Any]) -> Callable[[], Awaitable[list[Any]]]:
    """Return what finds records that were listed already."""

    async def find() -> list[Any]:
        return same

    return find


def _content_of(config: Mapping[str, Any] | None) -> str:
    return json.dumps(config, sort_keys=True, default=str)


async def copy_batches(
    ends: CopyEnds, spec: CopyItem, batches: Sequence[CellBatch]
) -> list[CopyItem]:
    """Copy the batches of a specification."""
    items = []
    for record in batches:
        item = CopyItem("cell_batch", f"{spec.name} / {record.name}", record.id, None, "new")
        if spec.target_id is None:
            ends.tell()
            items.append(below(item, spec))
            continue
        body = stated(record, _BATCH_FIELDS)
        find = partial(ends.target.cell_batch.iter, spec.target_id, name_exact=record.name)
        item = await ends.settle(
            item,
            body,
            models.CellBatchCreate,
            partial(_all_of, find),
            partial(ends.target.cell_batch.create, spec.target_id, body),
        )
        items.append(item)
    return items


async def copy_raw_data(
    ends: CopyEnds, files: Sequence[tuple[RawData, list[str]]], ids: Mapping[str, str]
) -> list[CopyItem]:
    """Copy raw data, and say which measurements were made from them.

    Parameters
    ----------
    ends : CopyEnds
        Both ends.
    files : sequence of tuple
        The records, each with the ids of its measurements.
    ids : mapping
        Ids at the target of the measurements that are the same there.
    """
    there: dict[str, list[RawData]] = defaultdict(list)
    if files:
        async for one in ends.target.raw_data.iter():
            there[one.name].append(one)
    twins = Counter(record.name for record, _ in files)
    items = []
    for record, measurements in files:
        ends.tell()
        item = CopyItem("raw_data", record.name, record.id, None, "new")
        try:
            item = await _copy_file(ends, item, record, there[record.name], twins[record.name])
            if item.target_id is not None and item.is_there:
                linked = await ends.target.raw_data.measurements(item.target_id)
                attach = ends.target.raw_data.attach
                missing = _unlinked(measurements, linked, ids)
                for ident in () if ends.dry_run else missing:
                    await attach(item.target_id, measurement_id=ident)
                item = _joined(ends, item, missing)
        except REFUSED as problem:
            item = evolve(item, outcome="failed", reason=str(problem))
        items.append(item)
    return items


def _unlinked(
    measurements: Iterable[str], linked: Iterable[str], ids: Mapping[str, str]
) -> list[str]:
    """Return which of the copied measurements are not linked yet, by their new ids."""
    wanted = [ids[one] for one in measurements if one in ids]
    there = set(linked)
    return [one for one in wanted if one not in there]


def _joined(ends: CopyEnds, item: CopyItem, missing: Sequence[str]) -> CopyItem:
    """Say which links a dry run found missing; links are the only thing that a copy adds."""
    if not (ends.dry_run and missing):
        return item
    return item.also(f"{len(missing)} of its measurements are not linked to it yet")


async def _copy_file(
    ends: CopyEnds, item: CopyItem, record: RawData, same: list[RawData], twins: int
) -> CopyItem:
    if not same and ends.dry_run:
        return item
    with tempfile.TemporaryDirectory(prefix="ionworks-copy-") as folder:
        path, digest = await _downloaded(ends.source, record, Path(folder) / "source")

        async def differing(stored: RawData) -> list[str]:
            found = [
                f"its {name} differs"
                for name in _RAW_FIELDS
                if (record[name] or None) != (stored[name] or None)
            ]
            sizes = {record.size_bytes, stored.size_bytes} - {None}
            if len(sizes) > 1:
                return [*found, "its content differs"]
            there = Path(folder) / stored.id
            if (await _downloaded(ends.target, stored, there))[1] != digest:
                found.append("its content differs")
            return found

        found = placed(item, [(one, await differing(one)) for one in same], twins)
        if found is not None or ends.dry_run:
            return found or item
        described = {
            "name": record.name,
            "filename": record.filename or record.name,
            **stated(record, ("source", "metadata")),
        }
        if project := ends.target.settings.project_id:
            described["project_id"] = project
        body = await ends.target._runtime.backend.run_in_thread(FileBody.of, path)
        made = await ends.target.raw_data._stored(described, body, None, None)
        same.append(made)
        wrong = await differing(made)
    return evolve(
        item, target_id=made.id, outcome="failed" if wrong else "copied", reason="; ".join(wrong)
    )


async def _downloaded(client: AsyncIonworks, record: RawData, folder: Path) -> tuple[Path, str]:
    in_thread = client._runtime.backend.run_in_thread
    await in_thread(partial(folder.mkdir, exist_ok=True))
    # Its own name may be none that this machine can write.
    path = await client.raw_data.download(record.id, folder / "content")
    return path, await in_thread(partial(digest_of_files, [path]))


async def copy_studies(
    ends: CopyEnds, studies: Sequence[tuple[Study, list[str]]], ids: Mapping[str, str]
) -> list[CopyItem]:
    """Copy studies with their measurements; see `copy_raw_data`."""
    if not studies:
        return []
    project = await _project_of(ends.target)
    there: dict[str, list[Study]] = defaultdict(list)
    async for one in ends.target.study.iter(project):
        there[one.name].append(one)
    twins = Counter(record.name for record, _ in studies)
    items = []
    for record, measurements in studies:
        body = stated(record, ("name", "description"))
        item = await ends.settle(
            CopyItem("study", record.name, record.id, None, "new"),
            body,
            models.StudyCreate,
            _finder_of(there[record.name]),
            partial(ends.target.study.create, body, project),
            twins=twins[record.name],
        )
        if item.target_id is not None and item.is_there:
            try:
                members = await members_of(ends.target, item.target_id, project)
                missing = _unlinked(measurements, members, ids)
                for ident in () if ends.dry_run else missing:
                    await ends.target.study.assign_measurement(item.target_id, ident, project)
                item = _joined(ends, item, missing)
            except REFUSED as problem:
                item = evolve(item, outcome="failed", reason=str(problem))
        behind = len([one for one in measurements if one not in ids])
        if behind and not ends.dry_run:
            item = item.also(f"{behind} of its measurements were not copied")
        if record.simulation_count:
            item = item.also(f"its {record.simulation_count} simulations are not copied")
        items.append(item)
    return items


async def copy_plans(
    ends: CopyEnds, plans: Sequence[PlannedMeasurement], ids: Mapping[str, str]
) -> list[CopyItem]:
    """Copy plans without their channels, which belong to the lab; see `copy_raw_data`."""
    if not plans:
        return []
    project = await _project_of(ends.target)
    items = []
    for record in plans:
        item = CopyItem("planned_measurement", record.name, record.id, None, "new")
        named = {name: record[name] for name in _NAMED_BY_PLAN if record[name] is not None}
        lost = [
            what
            for name, what in _NAMED_BY_PLAN.items()
            if (name in named and named[name] not in ids)
            or (name not in named and name != "cell_instance_id")
        ]
        if lost:
            ends.tell()
            if not ends.dry_run:
                reason = f"its {' and its '.join(lost)} are gone, or were not copied"
                item = evolve(item, outcome="failed", reason=reason)
            items.append(item)
            continue
        body = stated(record, _PLAN_FIELDS) | {name: ids[one] for name, one in named.items()}
        compared = dict(body)
        if record.status == "scheduled":  # which needs a channel
            body["status"] = "requested"
            del compared["status"]
            body.setdefault("estimated_duration_seconds", _duration_of(record))
        find = partial(ends.target.planned_measurement.iter, project, name_exact=record.name)
        item = await ends.settle(
            item,
            compared,
            models.PlannedMeasurementCreate,
            partial(_all_of, find),
            partial(ends.target.planned_measurement.create, body, project),
        )
        if record.channel_id is not None and not item.reason:
            item = item.also("its channel is not copied: it belongs to the lab")
        items.append(item)
    return items


def _duration_of(plan: PlannedMeasurement) -> int | None:
    begin, end = plan.planned_start_time, plan.planned_end_time
    return None if begin is None or end is None else round((end - begin).total_seconds())


async def _project_of(client: AsyncIonworks) -> str:
    return client.settings.project_id or await default_project(client)
