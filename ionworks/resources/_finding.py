"""Finding specifications, cells and measurements over a whole project."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ionworks._given import text_or_none
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList
from ionworks.resources._named_values import (
    Conditions,
    values_in,
    values_of_cell,
    values_of_spec,
)
from ionworks.words import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ionworks.client import AsyncIonworks
    from ionworks.ids import MaterialId, ProjectId
    from ionworks.records import CellInstance, CellSpecification, ProjectMeasurement
    from ionworks.resources._named_values import Where

_PARALLEL = 8


@frozen
class Design:
    """What is wanted of the specification that a record belongs to.

    Attributes
    ----------
    name, manufacturer : str, optional
        Part of it, case-insensitive.
    form_factor : str, optional
        The whole form factor.
    material : str or Material, optional
        Part of the name of a material of any component, or the material.
    """

    name: str | None = None
    manufacturer: str | None = None
    form_factor: str | None = None
    material: MaterialId | None = None

    def __attrs_post_init__(self) -> None:
        text_or_none(self.manufacturer, "manufacturer")
        if not isinstance(self.material, str | None):  # refuse another record before a request
            id_of(self.material, "material")

    @property
    def is_open(self) -> bool:
        """Whether every specification will do."""
        wanted = (self.name, self.manufacturer, self.form_factor, self.material)
        return all(value is None for value in wanted)

    def allows(self, spec: Mapping[str, Any]) -> bool:
        """Tell whether a specification is as wanted, its name and form factor apart."""
        return _is_part(self.manufacturer, spec.get("manufacturer")) and self._is_made_of(spec)

    def _is_made_of(self, spec: Mapping[str, Any]) -> bool:
        if self.material is None:
            return True
        materials = [(spec.get(slot) or {}).get("material") or {} for slot in COMPONENTS]
        if not isinstance(self.material, str):
            return id_of(self.material, "material") in [each.get("id") for each in materials]
        return any(_is_part(self.material, each.get("name")) for each in materials)


async def find_specs(
    client: AsyncIonworks,
    design: Design,
    where: Where | None,
    project_id: ProjectId | None,
    **filters: Any,
) -> PaginatedList[CellSpecification]:
    """Return every specification of a project that is as wanted."""
    conditions = Conditions(where)
    found = [
        spec
        async for spec in client.cell_spec.iter(
            include_components=True,
            name=design.name,
            form_factor=design.form_factor,
            project_id=project_id,
            **filters,
        )
        if design.allows(spec) and conditions.hold(values_of_spec(spec))
    ]
    conditions.warn()
    return PaginatedList(found, len(found))


async def find_cells(
    client: AsyncIonworks,
    design: Design,
    where: Where | None,
    project_id: ProjectId | None,
    *,
    batch: str | None,
    **filters: Any,
) -> tuple[PaginatedList[CellInstance], dict[str, CellSpecification]]:
    """Return every cell of a project that is as wanted, and the specifications by id."""
    conditions = Conditions(where)
    texts = {"batch": batch, "spec_name": design.name, "name": filters["name"]}
    for argument, given in texts.items():
        text_or_none(given, argument)  # also where no list is asked for
    specs = {spec.id: spec for spec in await find_specs(client, design, None, project_id)}

    async def cells_of(identifier: str) -> list[CellInstance]:
        return [cell async for cell in client.cell_instance.iter(identifier, **filters)]

    listed = await client._runtime.backend.gather(
        [partial(cells_of, identifier) for identifier in specs], limit=_PARALLEL
    )
    found = [
        cell
        for cells in listed
        for cell in cells
        if (_is_part(batch, cell.batch) or _is_part(batch, cell.batch_name))
        and conditions.hold(values_of_cell(cell), values_of_spec(specs[cell.cell_specification_id]))
    ]
    conditions.warn()
    return PaginatedList(found, len(found)), specs


async def find_measurements(
    client: AsyncIonworks,
    design: Design,
    where: Where | None,
    project_id: ProjectId | None,
    *,
    tags_all: Iterable[str] | None,
    tags_any: Iterable[str] | None,
    **filters: Any,
) -> tuple[PaginatedList[ProjectMeasurement], dict[str, CellSpecification]]:
    """Return every measurement of a project that is as wanted, and the specifications by id."""
    conditions = Conditions(where)
    text_or_none(design.name, "spec_name")
    text_or_none(filters.get("instance_name"), "cell_name")
    wanted, any_of = (None if tags is None else set(tags) for tags in (tags_all, tags_any))
    specs = {spec.id: spec for spec in await find_specs(client, design, None, project_id)}
    if not specs:
        return PaginatedList([], 0), specs
    if not design.is_open and len(specs) == 1:
        filters["spec_id"] = next(iter(specs))
    found = []
    async for measurement in client.cell_measurement.iter_by_project(project_id, **filters):
        tags = set(measurement.tags or ())
        if (wanted is not None and not wanted <= tags) or (
            any_of is not None and not any_of & tags
        ):
            continue
        spec = specs.get((measurement.instance or {}).get("cell_specification_id", ""))
        if spec is None and not design.is_open:
            continue
        cell = measurement.instance or {}
        own = values_in(measurement.properties)
        if conditions.hold(own, values_of_cell(cell), values_of_spec(spec or {})):
            found.append(measurement)
    conditions.warn()
    return PaginatedList(found, len(found)), specs


def _is_part(wanted: str | None, value: Any) -> bool:
    if wanted is None:
        return True
    return isinstance(value, str) and wanted.strip().casefold() in value.casefold()
