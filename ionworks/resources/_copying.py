"""Copying specifications, cells and measurements from one platform to another."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import evolve, field, frozen
from ionworks_generated import models

from ionworks.differences import differences
from ionworks.errors import ConflictError
from ionworks.records import CellMeasurement
from ionworks.resources._copy_items import (
    REFUSED,
    CopyEnds,
    CopyItem,
    CopyReport,
    Outcome,
    below,
    every,
    placed,
)
from ionworks.resources._copying_others import (
    MATERIAL_FIELDS,
    copy_batches,
    copy_materials,
    copy_plans,
    copy_protocols,
    copy_raw_data,
    copy_studies,
    offered,
    stated,
)
from ionworks.resources._drafts import TimeSeriesDraft, metadata
from ionworks.resources._locking import digest_of_files, digest_of_frame
from ionworks.resources._measurement_reads import read_time_series
from ionworks.resources._measurement_uploads import settle, upload
from ionworks.resources._trees import CellTree, SpecTree
from ionworks.tables.columns import CURRENT, FREQUENCY
from ionworks.tables.selection import Selection
from ionworks.words import COMPONENTS

if TYPE_CHECKING:
    from os import PathLike

    from ionworks.client import AsyncIonworks, Ionworks
    from ionworks.progress import Report
    from ionworks.resources._surroundings import Surroundings

Destination: TypeAlias = "Ionworks | AsyncIonworks | str | PathLike[str]"
"""Where a copy goes: a client of the same face, or the path of a new bundle."""

_SPEC_FIELDS: Final = (
    "name",
    "ratings",
    "form_factor",
    "manufacturer",
    "properties",
    "source",
    "notes",
)
_CELL_FIELDS: Final = ("name", "date_manufactured", "measured_properties", "notes", "batch")
_MEASUREMENT_FIELDS: Final = (
    "name",
    "notes",
    "protocol",
    "test_setup",
    "start_time",
    "end_time",
    "tags",
)


async def copy(
    source: AsyncIonworks,
    target: AsyncIonworks,
    tree: Sequence[SpecTree],
    beside: Surroundings,
    *,
    dry_run: bool,
    max_parallel: int,
    progress: Report | None,
) -> CopyReport:
    """Copy what is chosen, and what goes along with it; see `copy_to`."""
    ends = CopyEnds(source, target, dry_run, progress, sum(map(size_of, tree)) + beside.size)
    # Records that others name come first; specifications share materials, so one follows the
    # other; measurements go side by side.
    materials = [each.record for each in beside.materials]
    items = await offered("material", materials, copy_materials(ends, beside.materials))
    items += await offered("protocol", beside.protocols, copy_protocols(ends, beside.protocols))
    copying = _Copying(ends, max_parallel, _ids(items))
    for spec in tree:
        items += await copying.spec(spec, beside)
    same = _ids([one for one in items if one.is_there])
    files = [record for record, _ in beside.raw_data]
    items += await offered("raw_data", files, copy_raw_data(ends, beside.raw_data, same))
    studies = [record for record, _ in beside.studies]
    items += await offered("study", studies, copy_studies(ends, beside.studies, same))
    plans = copy_plans(ends, beside.plans, _ids(items))
    items += await offered("planned_measurement", beside.plans, plans)
    return CopyReport(tuple(items), dry_run, tuple(beside.left_out))


def size_of(spec: SpecTree) -> int:
    """Count the records of a specification."""
    return 1 + sum(1 + len(cell.measurements) for cell in spec.cells)


def _ids(items: Sequence[CopyItem]) -> dict[str, str]:
    """Return ids at the target by those at the source."""
    return {one.source_id: one.target_id for one in items if one.target_id is not None}


@frozen
class _Copying:
    """Copies of specifications with their cells and measurements."""

    ends: CopyEnds
    max_parallel: int
    protocols: Mapping[str, str]
    batches: dict[str, str] = field(factory=dict)

    async def spec(self, spec: SpecTree, beside: Surroundings) -> list[CopyItem]:
        """Copy a specification with its batches, cells and measurements."""
        record, target = spec.record, self.ends.target
        find = partial(target.cell_spec.iter, name_exact=record.name, include_components=True)
        body = stated(record, _SPEC_FIELDS)
        body |= {name: _component(record[name]) for name in COMPONENTS if record[name] is not None}
        item = await self.ends.settle(
            CopyItem("cell_specification", record.name, record.id, None, "new"),
            body,
            models.CellSpecificationCreate,
            lambda: every(find()),
            partial(target.cell_spec.create, body),
        )
        of_spec = beside.batches.get(record.id, ())
        batches = await offered("cell_batch", of_spec, copy_batches(self.ends, item, of_spec))
        self.batches.update(_ids(batches))
        found = [item, *batches]
        for cell in spec.cells:
            found += await self._cell(item, cell)
        return found

    async def _cell(self, parent: CopyItem, cell: CellTree) -> list[CopyItem]:
        record, target = cell.record, self.ends.target
        item = CopyItem("cell_instance", f"{parent.name} / {record.name}", record.id, None, "new")
        if parent.target_id is None:
            self.ends.tell()
            item = below(item, parent)
        else:
            spec_id = parent.target_id
            find = partial(target.cell_instance.iter, spec_id, name_exact=record.name)
            body = stated(record, _CELL_FIELDS)
            if batch_id := self.batches.get(record.batch_id or ""):
                body["batch_id"] = batch_id
            elif record.batch_name and not record.batch:
                body["batch"] = record.batch_name
            item = await self.ends.settle(
                item,
                body,
                models.CellInstanceCreate,
                lambda: every(find()),
                partial(target.cell_instance.create, spec_id, body),
            )
        jobs = [partial(self._measurement, item, one) for one in cell.measurements]
        gather = self.ends.source._runtime.backend.gather
        return [item, *await gather(jobs, limit=self.max_parallel)]

    async def _measurement(self, parent: CopyItem, record: CellMeasurement) -> CopyItem:
        item = CopyItem(
            "cell_measurement", f"{parent.name} / {record.name}", record.id, None, "new"
        )
        self.ends.tell()
        if parent.target_id is None:
            return below(item, parent)
        try:
            item = await self._one(item, parent.target_id, record)
        except REFUSED as problem:
            return evolve(item, outcome="failed", reason=str(problem))
        if record.channel_id is not None and not item.reason:
            item = item.also("its channel is not copied: it belongs to the lab")
        return item

    async def _one(self, item: CopyItem, cell_id: str, record: CellMeasurement) -> CopyItem:
        source, target = self.ends.source, self.ends.target
        find = partial(target.cell_measurement.iter, cell_id, name_exact=record.name)
        same = await every(find())
        if not same and self.ends.dry_run:
            return item
        body = stated(record, _MEASUREMENT_FIELDS)
        # Only a series can be created with these.
        further: dict[str, Any] = {}
        if record.step_labels_validated:
            further["step_labels_validated"] = True
        if protocol_id := self.protocols.get(record.protocol_id or ""):
            further["protocol_id"] = protocol_id
        with tempfile.TemporaryDirectory(prefix="ionworks-copy-") as folder:
            content = await _content(source, record, Path(folder) / "source")

            async def differing(stored: CellMeasurement) -> list[str]:
                says = differences(
                    {**body, **further}, stored, models.MeasurementCreate, type(stored)
                )
                came = await _content(target, stored, Path(folder) / "target")
                wrong = [] if came.digest == content.digest else [f"its {content.kind} differ"]
                return [*map(str, says), *wrong]

            found = placed(item, [(one, await differing(one)) for one in same])
            if found is not None or self.ends.dry_run:
                return found or item
            # Tables that could not be made there cannot be made here.
            wait = record.processing_status != "failed"
            try:
                stored = await _create(target, cell_id, body, further, content, wait=wait)
            except ConflictError:
                # Another copy may have been faster.
                same = await every(find())
                found = placed(item, [(one, await differing(one)) for one in same])
                if found is None:
                    raise
                return found
            came = await _content(target, stored, Path(folder) / "target")
            wrong = [] if came.digest == content.digest else [f"its {content.kind} differ"]
        outcome: Outcome = "failed" if wrong else "copied"
        return evolve(item, target_id=stored.id, outcome=outcome, reason="; ".join(wrong))


@frozen
class _Content:
    """The data of a measurement, and a digest of them."""

    kind: str
    data: Any
    digest: str


async def _content(client: AsyncIonworks, record: CellMeasurement, folder: Path) -> _Content:
    """Read the data of a measurement.

    Raises
    ------
    IonworksError
        They cannot be read.
    """
    in_thread = client._runtime.backend.run_in_thread
    if record.measurement_type == "properties":
        # 68 and 68.0 are the same number, whatever a platform makes of it.
        same = json.loads(json.dumps(record.properties), parse_int=float)
        text = json.dumps(same, sort_keys=True)
        return _Content("properties", record.properties, hashlib.sha256(text.encode()).hexdigest())
    if record.measurement_type == "file":
        paths = await client.cell_measurement.save_files(record, folder)
        return _Content("files", paths, await in_thread(digest_of_files, paths))
    frame = await read_time_series(client._runtime, record.id, wanted=Selection(), use_cache=False)
    return _Content("values", frame, await in_thread(digest_of_frame, frame))


async def _create(
    client: AsyncIonworks,
    cell_id: str,
    body: dict[str, Any],
    further: dict[str, Any],
    content: _Content,
    *,
    wait: bool,
) -> CellMeasurement:
    """Create a measurement with its data, which were checked where they come from."""
    resource = client.cell_measurement
    if content.kind == "values":
        columns = content.data.columns
        kind = None if CURRENT in columns else "eis" if FREQUENCY in columns else "ocp"
        draft = TimeSeriesDraft(metadata(**body, **further), kind, content.data, None)
        made = await upload(client, cell_id, draft, None)
        return (await settle(client, made, wait=wait)).measurement
    if content.kind == "properties":
        made = await resource.create_properties(cell_id, properties=content.data, **body)
    else:
        made = (await resource.create_file(cell_id, filepaths=content.data, **body)).measurement
    return await resource.update(made, further) if further else made


def _component(component: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a component by what it is made of, without ids of the platform."""
    material = component.get("material") or {}
    found = {name: material[name] for name in MATERIAL_FIELDS if material.get(name) is not None}
    described = {"properties": component.get("properties"), "material": found}
    return {name: value for name, value in described.items() if value}
