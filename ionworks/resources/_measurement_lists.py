"""Measurements of a whole project, which the service lists in two ways."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

from attrs import evolve
from ionworks_generated.api.cell_instances import get_cell_instance
from ionworks_generated.api.cell_measurements import (
    list_measurements,
    list_project_measurements_full,
)
from ionworks_generated.api.cell_specifications import get_cell_specification

from ionworks.errors import NotFoundError
from ionworks.records import ProjectMeasurement
from ionworks.resources._base import default_project
from ionworks.resources._pages import as_sent, page_of
from ionworks.resources._queries import MeasurementOrderBy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks
    from ionworks.pagination import PaginatedList

ProjectMeasurementOrderBy: TypeAlias = Literal[
    "name",
    "created_at",
    "updated_at",
    "start_time",
    "cell_instance_id",
    "step_labels_validated",
    "cycler",
    "notes",
]

_PARALLEL = 8


async def list_of_project(
    client: AsyncIonworks,
    project_id: str | None,
    *,
    spec_id: str | None,
    of_parents: Mapping[str, Any],
    of_tags: Mapping[str, Any],
    **shared: Any,
) -> PaginatedList[ProjectMeasurement]:
    """List a page of a project by the filters of one of the two lists.

    Parameters
    ----------
    client : AsyncIonworks
        How the service is reached.
    project_id : str, optional
        The project; without it, the default one of the service.
    spec_id : str, optional
        The specification, which both lists take.
    of_parents, of_tags : mapping
        Filters that one list takes, and those that the other one takes.
    **shared
        What both lists take under one name.
    """
    is_by_tags = any(value is not None for value in of_tags.values())
    if is_by_tags:
        _refuse_together(of_tags, of_parents, shared["order_by"])
    project = project_id or await default_project(client)
    if not is_by_tags:
        page = await client._runtime.call(
            list_project_measurements_full, project, spec_id=spec_id, **shared, **of_parents
        )
        return page_of(ProjectMeasurement, page, client._links)
    found = await client._runtime.call(
        list_measurements, project_id=project, cell_specification_id=spec_id, **shared, **of_tags
    )
    return await _with_parents(client._runtime, page_of(ProjectMeasurement, found, client._links))


async def _with_parents(
    runtime: Runtime, page: PaginatedList[ProjectMeasurement]
) -> PaginatedList[ProjectMeasurement]:
    """Give each measurement its cell and specification, each of which is read once."""
    ids = dict.fromkeys(record.cell_instance_id for record in page)
    read = await runtime.backend.gather(
        [partial(_read_if_there, runtime, get_cell_instance, ident) for ident in ids],
        limit=_PARALLEL,
    )
    cells = {cell["id"]: cell for cell in read if cell is not None}
    spec_ids = dict.fromkeys(cell["cell_specification_id"] for cell in cells.values())
    specs = await runtime.backend.gather(
        [partial(_read_if_there, runtime, get_cell_specification, ident) for ident in spec_ids],
        limit=_PARALLEL,
    )
    types = {spec["id"]: spec for spec in specs if spec is not None}

    def completed(record: ProjectMeasurement) -> ProjectMeasurement:
        cell = cells.get(record.cell_instance_id)
        if cell is None:  # deleted since the page was read
            return record
        spec = types.get(cell["cell_specification_id"])
        return evolve(record, instance=cell, specification=spec)

    page.items = [completed(record) for record in page]
    return page


async def _read_if_there(runtime: Runtime, get: Any, ident: str) -> dict[str, Any] | None:
    """Read a record as it was sent, if it is still there."""
    try:
        return await as_sent(runtime, get, ident)
    except NotFoundError:
        return None


def _refuse_together(
    of_tags: Mapping[str, Any], of_parents: Mapping[str, Any], order_by: str | None
) -> None:
    """Refuse filters that no single list of the service takes together."""
    here = [name for name, value in of_tags.items() if value is not None]
    others = [name for name, value in of_parents.items() if value is not None]
    if order_by is not None and order_by not in get_args(MeasurementOrderBy):
        others.append(f"order_by={order_by!r}")
    if others:
        raise ValueError(
            f"`{here[0]}` cannot be combined with {', '.join(others)}: the service filters them in "
            "different lists. Leave one of them out; `list` and `iter` take the tags of one cell"
        )
