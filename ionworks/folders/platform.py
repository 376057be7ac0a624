"""What a platform has of the files of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen
from ionworks_generated import models

from ionworks.differences import describe, differences
from ionworks.errors import (
    ConfigurationError,
    IonworksError,
    MeasurementProcessingError,
    NotFoundError,
)
from ionworks.ids import is_id
from ionworks.records import CellInstance, CellMeasurement, CellSpecification
from ionworks.resources._checks import CheckOptions
from ionworks.resources._measurement_reads import read_time_series
from ionworks.resources._measurement_uploads import checked_draft, extend, settle, upload
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import AsyncIonworks

__all__ = [
    "PlatformRecords",
    "append_rows",
    "create_series",
    "difference_of_fields",
    "difference_of_rows",
    "difference_of_series",
    "look_up",
]


@frozen
class PlatformRecords:
    """Specifications, cells and measurements of a platform, by what they were asked for.

    Attributes
    ----------
    specs : dict of str to CellSpecification
        By name, and by id.
    problems : dict of str to IonworksError
        Names that several specifications have, and ids that none has.
    cells : dict of tuple to CellInstance
        By names of specification and cell, or by their ids.
    measurements : dict of str to dict of str to CellMeasurement
        By the id of the cell, and the name.
    """

    specs: Mapping[str, CellSpecification]
    problems: Mapping[str, IonworksError]
    cells: Mapping[tuple[str, str], CellInstance]
    measurements: Mapping[str, Mapping[str, CellMeasurement]]

    def measurement(self, cell_id: str | None, name: str) -> CellMeasurement | None:
        """Return a measurement of a cell."""
        return self.measurements.get(cell_id or "", {}).get(name)

    def refusal(self, spec: str, cell: str) -> str:
        """Say why a cell that is named by its id cannot be used; empty if it can."""
        found, owner = self.cells.get((spec, cell)), self.specs.get(spec)
        if found is None:
            return "" if spec else f"there is no cell with the id {cell}"
        if owner is not None and found.cell_specification_id != owner.id:
            return f"the cell {cell} belongs to another specification"
        return ""


async def look_up(
    client: AsyncIonworks, wanted: Iterable[tuple[str, str]], limit: int
) -> PlatformRecords:
    """Look up specifications and cells by name or id, and all measurements of these cells.

    Parameters
    ----------
    client : AsyncIonworks
        The platform.
    wanted : iterable of tuple
        Specification and cell. Without the first the second is an id.
    limit : int
        How many requests at once.
    """
    gather = client._runtime.backend.gather
    pairs = list(dict.fromkeys(wanted))
    names = list(dict.fromkeys(spec for spec, _ in pairs if spec))
    answers = await gather([partial(_spec, client, name) for name in names], limit=limit)
    specs: dict[str, CellSpecification] = {}
    problems: dict[str, IonworksError] = {}
    for name, spec in zip(names, answers, strict=True):
        if isinstance(spec, IonworksError):
            problems[name] = spec
        elif spec is not None:
            specs[name] = spec
    known = [pair for pair in pairs if pair[0] in specs or not pair[0]]
    found = await gather(
        [partial(_cell, client, specs.get(spec), cell) for spec, cell in known], limit=limit
    )
    cells: dict[tuple[str, str], CellInstance] = {}
    measurements: dict[str, dict[str, CellMeasurement]] = {}
    for pair, answer in zip(known, found, strict=True):
        if answer is not None:
            owner, cell, series = answer
            specs[owner.id] = owner
            cells[pair] = cells[owner.id, cell.id] = cell
            measurements[cell.id] = {each.name: each for each in series}
    specs |= {spec.id: spec for spec in [*specs.values()]}
    return PlatformRecords(specs, problems, cells, measurements)


async def _spec(client: AsyncIonworks, named: str) -> CellSpecification | IonworksError | None:
    walk = client.cell_spec.iter(name_exact=named)
    found = [spec async for spec in walk if spec.name == named]
    if len(found) > 1:
        ids = ", ".join(spec.id for spec in found)
        return ConfigurationError(
            f"{len(found)} specifications are called {named!r}; give the id of one instead of the "
            f"name: {ids}"
        )
    if found or not is_id(named):
        return found[0] if found else None
    try:
        return await client.cell_spec.get(named)
    except NotFoundError as problem:
        return problem


async def _cell(
    client: AsyncIonworks, spec: CellSpecification | None, named: str
) -> tuple[CellSpecification, CellInstance, list[CellMeasurement]] | None:
    cell: CellInstance | None = None
    if spec is not None:
        async for each in client.cell_instance.iter(spec.id, name_exact=named):
            if each.name == named:
                cell = each
    if cell is None and is_id(named):
        try:
            cell = await client.cell_instance.get(named)
        except NotFoundError:
            return None
    if cell is None:
        return None
    if spec is None or spec.id != cell.cell_specification_id:
        spec = await client.cell_spec.get(cell.cell_specification_id)
    return spec, cell, [each async for each in client.cell_measurement.iter(cell.id)]


async def create_series(
    client: AsyncIonworks,
    cell_id: str,
    fields: Mapping[str, Any],
    rows: pl.DataFrame,
    options: Mapping[str, Any],
) -> CellMeasurement:
    """Upload a series. What the checks warn of was said with the plan, or is not for a log."""
    detail = {"measurement": dict(fields), "time_series": rows}
    checks = CheckOptions(**options, warns=False)
    draft = await checked_draft(client, cell_id, detail, checks)
    record = await upload(client, cell_id, draft, None)
    return (await settle(client, record, wait=True)).measurement


async def append_rows(client: AsyncIonworks, measurement_id: str, rows: pl.DataFrame) -> None:
    """Append rows to a stored series."""
    checks = CheckOptions(warns=False)
    await extend(client, measurement_id, rows, checks, wait=True, progress=None)


async def difference_of_series(
    client: AsyncIonworks, stored: CellMeasurement, fields: Mapping[str, Any], rows: pl.DataFrame
) -> str:
    """Say in what a measurement differs from a file; empty if in nothing."""
    if stored.measurement_type not in (None, "time_series"):
        return f"what is stored under this name is of the kind {stored.measurement_type!r}"
    failure = stored.processing_error if stored.processing_status == "failed" else None
    if stored.processing_status in ("pending", "running"):
        try:
            await client.cell_measurement.wait_for_processing(stored.id)
        except MeasurementProcessingError as problem:
            failure = str(problem)
    if failure is not None or stored.processing_status == "failed":
        return (
            f"the platform could not process an earlier upload ({failure}); delete that "
            "measurement, then upload again"
        )
    why = await difference_of_rows(client, stored.id, rows)
    return why or difference_of_fields(stored, fields)


async def difference_of_rows(client: AsyncIonworks, measurement_id: str, rows: pl.DataFrame) -> str:
    """Say in what a stored series differs from the first rows of a file; empty if in nothing.

    Parameters
    ----------
    client : AsyncIonworks
        The platform.
    measurement_id : str
        The stored series.
    rows : polars.DataFrame
        As many rows of the file, or other columns than are stored: then that is the difference.
    """
    stored = await read_time_series(
        client._runtime, measurement_id, wanted=Selection(), use_cache=False
    )
    return await client._runtime.backend.run_in_thread(_difference, stored, rows)


def _difference(stored: pl.DataFrame, rows: pl.DataFrame) -> str:
    if stored.height != rows.height:
        return f"{stored.height} rows are stored, and the file has {rows.height}"
    missing = [column for column in rows.columns if column not in stored.columns]
    if missing:
        return f"{missing[0]!r} is not stored"
    for column in rows.columns:
        theirs = stored[column]
        ours = rows[column].cast(theirs.dtype, strict=False)
        if not ours.equals(theirs, null_equal=True):
            row = int((ours.ne_missing(theirs)).arg_max() or 0)
            return (
                f"{column!r} differs, first in row {row}: stored {theirs[row]}, in the file "
                f"{ours[row]}"
            )
    return ""


def difference_of_fields(stored: CellMeasurement, fields: Mapping[str, Any]) -> str:
    """Say in what a record differs from what describes it; empty if in nothing."""
    found = differences(
        fields, stored.model_dump(mode="json"), models.MeasurementCreate, CellMeasurement
    )
    return describe(found).replace("\n  ", "; ").removeprefix("; ")
