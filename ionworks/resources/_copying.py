"""Copying specifications, cells and measurements from one platform to another."""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import evolve, field, frozen
from ionworks_generated import models
from ionworks_generated.types import Body

from ionworks.differences import differences
from ionworks.errors import IonworksError
from ionworks.records import CellMeasurement
from ionworks.resources._locking import digest_of_files
from ionworks.resources._measurement_reads import read_time_series
from ionworks.resources._trees import CellTree, SpecTree
from ionworks.tables.columns import CURRENT, FREQUENCY
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    import polars as pl

    from ionworks.client import AsyncIonworks, Ionworks
    from ionworks.progress import Report

Destination: TypeAlias = "Ionworks | AsyncIonworks | str | PathLike[str]"
"""Where a copy goes: a client of the same face, or the path of a new bundle."""

Kind: TypeAlias = Literal["cell_specification", "cell_instance", "cell_measurement"]
Outcome: TypeAlias = Literal["new", "copied", "exists", "differs", "failed"]

_COMPONENTS: Final = ("anode", "cathode", "electrolyte", "separator", "case")
_SPEC_FIELDS: Final = (
    "name",
    "ratings",
    "form_factor",
    "manufacturer",
    "properties",
    "source",
    "notes",
)
_MATERIAL_FIELDS: Final = ("name", "manufacturer", "product_id", "definition")
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


@frozen
class CopyItem:
    """A record that was copied, or is to be.

    Attributes
    ----------
    kind : {"cell_specification", "cell_instance", "cell_measurement"}
        What it is.
    name : str
        Its name, after those of what it belongs to: ``"LG M50 / 001 / Pulse"``.
    source_id : str
        Its id where it comes from.
    target_id : str or None
        Its id where it goes to; None as long as it is not there.
    outcome : {"new", "copied", "exists", "differs", "failed"}
        ``"new"``: a dry run found that it is missing. ``"exists"``: the same was there already.
        ``"differs"``: another one of this name is there; it was not changed.
    reason : str
        What differs, or why it failed.
    """

    kind: Kind
    name: str
    source_id: str
    target_id: str | None
    outcome: Outcome
    reason: str = ""

    def __str__(self) -> str:
        return f"{self.outcome:8} {self.name}" + (f": {self.reason}" if self.reason else "")


@frozen
class CopyReport:
    """What a copy did, or a dry run would do.

    Attributes
    ----------
    items : tuple of CopyItem
        Each specification, followed by its cells, each followed by its measurements.
    is_dry_run : bool
        Whether nothing was written.
    """

    items: tuple[CopyItem, ...] = field(repr=lambda items: f"<{len(items)} items>")
    is_dry_run: bool

    @property
    def ids(self) -> dict[str, str]:
        """Ids where the records went to, by those where they come from."""
        return {one.source_id: one.target_id for one in self.items if one.target_id is not None}

    @property
    def counts(self) -> dict[str, int]:
        """How many records have each outcome."""
        found: dict[str, int] = {}
        for one in self.items:
            found[one.outcome] = found.get(one.outcome, 0) + 1
        return found

    def raise_for_errors(self) -> None:
        """Raise an error if a record failed or differs.

        Raises
        ------
        IonworksError
            The message lists the records.
        """
        wrong = [one for one in self.items if one.outcome in ("failed", "differs")]
        if wrong:
            raise IonworksError("\n".join(("not all was copied:", *map(str, wrong))))

    def __str__(self) -> str:
        head = ", ".join(f"{count} {outcome}" for outcome, count in self.counts.items())
        return "\n".join((head or "nothing to copy", *map(str, self.items)))


async def copy(
    source: AsyncIonworks,
    target: AsyncIonworks,
    tree: Sequence[SpecTree],
    *,
    dry_run: bool,
    max_parallel: int,
    progress: Report | None,
) -> CopyReport:
    """Copy what is chosen; see `copy_to`."""
    copying = _Copying(source, target, dry_run, progress, sum(map(size_of, tree)))
    # Specifications share materials, so one follows the other; measurements go side by side.
    items = [item for spec in tree for item in await copying.spec(spec, max_parallel)]
    return CopyReport(tuple(items), dry_run)


def size_of(spec: SpecTree) -> int:
    """Count the records of a specification."""
    return 1 + sum(1 + len(cell.measurements) for cell in spec.cells)


@frozen
class _Copying:
    source: AsyncIonworks
    target: AsyncIonworks
    dry_run: bool
    progress: Report | None
    total: int
    _done: list[None] = field(factory=list)

    async def spec(self, spec: SpecTree, max_parallel: int) -> list[CopyItem]:
        """Copy a specification with its cells and measurements."""
        record, path = spec.record, spec.record.name
        item = CopyItem("cell_specification", path, record.id, None, "new")
        same = [
            one
            async for one in self.target.cell_spec.iter(
                name_exact=record.name, include_components=True
            )
        ]
        body = {name: record[name] for name in _SPEC_FIELDS if record[name] is not None}
        body |= {name: _component(record[name]) for name in _COMPONENTS if record[name] is not None}
        item = await self._settle(
            item,
            body,
            models.CellSpecificationCreate,
            same,
            partial(self.target.cell_spec.create, body),
        )
        found = [item]
        for cell in spec.cells:
            found += await self._cell(item, cell, max_parallel)
        return found

    async def _cell(self, parent: CopyItem, cell: CellTree, max_parallel: int) -> list[CopyItem]:
        record = cell.record
        item = CopyItem("cell_instance", f"{parent.name} / {record.name}", record.id, None, "new")
        if parent.target_id is None:
            item = self._below(item, parent)
        else:
            spec_id = parent.target_id
            walk = self.target.cell_instance.iter(spec_id, name_exact=record.name)
            same = [one async for one in walk]
            body = {name: record[name] for name in _CELL_FIELDS if record[name] is not None}
            # A batch is another record; its name goes along.
            if record.batch_name and not record.batch:
                body["batch"] = record.batch_name
            item = await self._settle(
                item,
                body,
                models.CellInstanceCreate,
                same,
                partial(self.target.cell_instance.create, spec_id, body),
            )
        jobs = [partial(self._measurement, item, one) for one in cell.measurements]
        gather = self.source._runtime.backend.gather
        return [item, *await gather(jobs, limit=max_parallel)]

    async def _settle(
        self,
        item: CopyItem,
        body: Mapping[str, Any],
        kind: type[Body],
        same: Sequence[Any],
        create: Callable[[], Any],
    ) -> CopyItem:
        """Compare a record with the one of its name, or create it."""
        self._tell()
        if same:
            stored = same[0]
            found = differences(body, stored, kind, type(stored))
            outcome: Outcome = "differs" if found else "exists"
            return evolve(
                item, target_id=stored.id, outcome=outcome, reason="; ".join(map(str, found))
            )
        if self.dry_run:
            return item
        try:
            return evolve(item, target_id=(await create()).id, outcome="copied")
        except IonworksError as problem:
            return evolve(item, outcome="failed", reason=str(problem))

    async def _measurement(self, parent: CopyItem, record: CellMeasurement) -> CopyItem:
        item = CopyItem(
            "cell_measurement", f"{parent.name} / {record.name}", record.id, None, "new"
        )
        self._tell()
        if parent.target_id is None:
            return self._below(item, parent)
        try:
            return await self._one(item, parent.target_id, record)
        except IonworksError as problem:
            return evolve(item, outcome="failed", reason=str(problem))

    async def _one(self, item: CopyItem, cell_id: str, record: CellMeasurement) -> CopyItem:
        walk = self.target.cell_measurement.iter(cell_id, name_exact=record.name)
        same = [one async for one in walk]
        if not same and self.dry_run:
            return item
        with tempfile.TemporaryDirectory(prefix="ionworks-copy-") as folder:
            content = await _content(self.source, record, Path(folder) / "source")
            body = {name: record[name] for name in _MEASUREMENT_FIELDS if record[name] is not None}
            if same:
                stored = same[0]
                found = [
                    *map(str, differences(body, stored, models.MeasurementCreate, type(stored)))
                ]
            else:
                stored = await _create(self.target, cell_id, body, content)
                found = []
            came = await _content(self.target, stored, Path(folder) / "target")
            if came.digest != content.digest:
                found.append(f"its {content.kind} differ")
        outcome: Outcome = "exists" if same else "copied"
        if found:
            outcome = "differs" if same else "failed"
        return evolve(item, target_id=stored.id, outcome=outcome, reason="; ".join(found))

    def _below(self, item: CopyItem, parent: CopyItem) -> CopyItem:
        """Return an item whose parent is not at the target."""
        if parent.outcome == "failed":
            return evolve(item, outcome="failed", reason=f"{parent.name} was not copied")
        return item

    def _tell(self) -> None:
        self._done.append(None)
        if self.progress is not None:
            self.progress(len(self._done), self.total)


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
        text = json.dumps(record.properties, sort_keys=True)
        return _Content("properties", record.properties, hashlib.sha256(text.encode()).hexdigest())
    if record.measurement_type == "file":
        paths = await client.cell_measurement.save_files(record, folder)
        return _Content("files", paths, await in_thread(digest_of_files, paths))
    frame = await read_time_series(client._runtime, record.id, wanted=Selection(), use_cache=False)
    return _Content("values", frame, await in_thread(_digest_of_frame, frame))


def _digest_of_frame(frame: pl.DataFrame) -> str:
    """Digest the columns and values, whatever file they come from."""
    buffer = io.BytesIO()
    frame.rechunk().write_ipc(buffer, compression="uncompressed")
    return hashlib.sha256(buffer.getbuffer()).hexdigest()


async def _create(
    client: AsyncIonworks, cell_id: str, body: dict[str, Any], content: _Content
) -> CellMeasurement:
    resource = client.cell_measurement
    if content.kind == "properties":
        return await resource.create_properties(cell_id, properties=content.data, **body)
    if content.kind == "files":
        made = await resource.create_file(cell_id, filepaths=content.data, **body)
        return made.measurement
    columns = content.data.columns
    if CURRENT not in columns:
        body = {**body, "data_type": "eis" if FREQUENCY in columns else "ocp"}
    bundle = await resource.create(
        cell_id,
        {"measurement": body, "time_series": content.data},
        # The series passed the checks where it comes from.
        skip_checks=["positive_current_is_discharge"],
    )
    return bundle.measurement


def _component(component: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a component by what it is made of, without ids of the platform."""
    material = component.get("material") or {}
    found = {name: material[name] for name in _MATERIAL_FIELDS if material.get(name) is not None}
    described = {"properties": component.get("properties"), "material": found}
    return {name: value for name, value in described.items() if value}
