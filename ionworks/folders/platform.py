"""What a platform has of the files of a folder."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen
from ionworks_generated import models

from ionworks._io.blocking import run
from ionworks.differences import describe, differences
from ionworks.records import CellInstance, CellMeasurement, CellSpecification
from ionworks.resources._measurement_reads import read_last_rows, read_time_series
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import Ionworks

__all__ = [
    "Known",
    "difference_of_fields",
    "difference_of_rows",
    "in_parallel",
    "last_row",
    "look_up",
    "stored_rows",
]

T = TypeVar("T")


@frozen
class Known:
    """Specifications, cells and measurements of a platform, by name.

    Attributes
    ----------
    specs : dict of str to CellSpecification
        By name.
    problems : dict of str to str
        Names of specifications that cannot be told apart, and why.
    cells : dict of tuple to CellInstance
        By names of specification and cell.
    measurements : dict of tuple to CellMeasurement
        By names of specification, cell and measurement.
    """

    specs: Mapping[str, CellSpecification]
    problems: Mapping[str, str]
    cells: Mapping[tuple[str, str], CellInstance]
    measurements: Mapping[tuple[str, str, str], CellMeasurement]


def in_parallel(client: Ionworks, jobs: Sequence[Callable[[], T]], limit: int) -> list[T]:
    """Do jobs in threads, so many at once; the first failure is raised."""

    async def done(job: Callable[[], T]) -> T:
        return job()

    tasks: list[Callable[[], Coroutine[Any, Any, T]]] = [partial(done, job) for job in jobs]
    return run(client._async._runtime.backend.gather(tasks, limit=limit))


def look_up(client: Ionworks, wanted: Iterable[tuple[str, str]], limit: int) -> Known:
    """Look up specifications and cells by name, and all measurements of these cells."""
    pairs = list(dict.fromkeys(wanted))
    names = list(dict.fromkeys(spec for spec, _ in pairs))
    specs: dict[str, CellSpecification] = {}
    problems: dict[str, str] = {}
    found_specs = in_parallel(client, [partial(_spec, client, name) for name in names], limit)
    for name, spec in zip(names, found_specs, strict=True):
        if isinstance(spec, str):
            problems[name] = spec
        elif spec is not None:
            specs[name] = spec
    known = [pair for pair in pairs if pair[0] in specs]
    jobs = [partial(_cell, client, specs[spec], cell) for spec, cell in known]
    found = in_parallel(client, jobs, limit)
    cells: dict[tuple[str, str], CellInstance] = {}
    measurements: dict[tuple[str, str, str], CellMeasurement] = {}
    for pair, answer in zip(known, found, strict=True):
        if answer is not None:
            cells[pair] = answer[0]
            measurements |= {(*pair, each.name): each for each in answer[1]}
    return Known(specs, problems, cells, measurements)


def _spec(client: Ionworks, name: str) -> CellSpecification | str | None:
    found = [spec for spec in client.cell_spec.iter(name_exact=name) if spec.name == name]
    if len(found) > 1:
        return f"{len(found)} specifications are called {name!r}; rename one"
    return found[0] if found else None


def _cell(
    client: Ionworks, spec: CellSpecification, name: str
) -> tuple[CellInstance, list[CellMeasurement]] | None:
    for cell in client.cell_instance.iter(spec.id, name_exact=name):
        if cell.name == name:
            return cell, list(client.cell_measurement.iter(cell.id))
    return None


def stored_rows(client: Ionworks, measurement_id: str) -> int:
    """Return how many rows a stored series has."""
    import polars as pl

    counted: int = client.cell_measurement.scan(measurement_id).select(pl.len()).collect().item()
    return counted


def last_row(client: Ionworks, measurement_id: str) -> pl.DataFrame:
    """Read the last row of a stored series."""
    return run(read_last_rows(client._async._runtime, measurement_id, 1))


def difference_of_rows(client: Ionworks, measurement_id: str, rows: pl.DataFrame) -> str:
    """Say in what a stored series differs from the first rows of a file; empty if in nothing.

    Parameters
    ----------
    client : Ionworks
        The platform.
    measurement_id : str
        The stored series.
    rows : polars.DataFrame
        As many rows of the file, or other columns than are stored: then that is the difference.
    """
    stored = run(
        read_time_series(
            client._async._runtime, measurement_id, wanted=Selection(), use_cache=False
        )
    )
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
