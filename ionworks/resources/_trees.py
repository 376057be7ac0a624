"""Which specifications, cells and measurements are meant, and their records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from ionworks.errors import NotFoundError
from ionworks.ids import id_of, ids_of, is_one
from ionworks.records import CellInstance, CellMeasurement, CellSpecification

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from ionworks.client import AsyncIonworks

R = TypeVar("R")


@frozen
class Choice:
    """What is chosen: everything of a project, or what is named and what it belongs to."""

    project_id: str | None
    specs: list[str] | None
    cells: list[str] | None
    measurements: list[str] | None

    @classmethod
    def of(cls, project_id: Any, specs: Any, cells: Any, measurements: Any) -> Choice:
        """Read the arguments of `copy_to` and `lock`.

        Raises
        ------
        ValueError
            A project and parts of it are named together.
        TypeError
            These are not ids and records.
        """

        def read(given: Any, name: str) -> list[str] | None:
            if given is None:
                return None
            return ids_of([given] if is_one(given) else list(given), name)

        chosen = cls(
            None if project_id is None else id_of(project_id, "project_id"),
            read(specs, "cell_specs"),
            read(cells, "cell_instances"),
            read(measurements, "measurements"),
        )
        if chosen.project_id is not None and chosen.parts:
            raise ValueError("give a project, or specifications, cells and measurements; not both")
        return chosen

    @property
    def parts(self) -> bool:
        """Whether parts are named."""
        return not (self.specs is self.cells is self.measurements is None)


@frozen
class CellTree:
    """A cell and the chosen ones of its measurements."""

    record: CellInstance
    measurements: list[CellMeasurement]


@frozen
class SpecTree:
    """A specification and the chosen ones of its cells."""

    record: CellSpecification
    cells: list[CellTree]


async def read_tree(
    source: AsyncIonworks, choice: Choice, *, missing_ok: bool = False
) -> list[SpecTree]:
    """Read the chosen records, with what they belong to.

    Raises
    ------
    NotFoundError
        One that is named is not there, and must be.
    """

    async def found(asked: Awaitable[R]) -> R | None:
        try:
            return await asked
        except NotFoundError:
            if not missing_ok:
                raise
            return None

    cells: dict[str, dict[str, list[CellMeasurement]]] = {}
    specs: dict[str, CellSpecification] = {}
    records: dict[str, CellInstance] = {}

    async def take_spec(ident: str) -> bool:
        if ident not in specs and (spec := await found(source.cell_spec.get(ident))) is not None:
            specs[ident], cells[ident] = spec, {}
        return ident in specs

    async def take_cell(ident: str) -> bool:
        if ident not in records:
            cell = await found(source.cell_instance.get(ident))
            if cell is not None and await take_spec(cell.cell_specification_id):
                records[ident] = cell
                cells[cell.cell_specification_id][ident] = []
        return ident in records

    def of_cell(ident: str) -> list[CellMeasurement]:
        return cells[records[ident].cell_specification_id][ident]

    wanted = choice.specs or []
    if not choice.parts:
        wanted = [spec.id async for spec in source.cell_spec.iter(project_id=choice.project_id)]
    whole = list(choice.cells or ())
    for ident in wanted:
        if await take_spec(ident):
            whole += [cell.id async for cell in source.cell_instance.iter(ident)]
    for ident in dict.fromkeys(whole):
        if await take_cell(ident):
            of_cell(ident).extend([one async for one in source.cell_measurement.iter(ident)])
    for ident in choice.measurements or ():
        record = await found(source.cell_measurement.get(ident))
        if record is not None and await take_cell(record.cell_instance_id):
            siblings = of_cell(record.cell_instance_id)
            if all(one.id != ident for one in siblings):
                siblings.append(record)
    return [
        SpecTree(
            specs[spec_id], [CellTree(records[ident], found) for ident, found in of_spec.items()]
        )
        for spec_id, of_spec in cells.items()
    ]
