"""What a project has beside cells and measurements, and what chosen ones name of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import Factory, frozen

from ionworks.errors import IonworksError
from ionworks.ucp import CONTENT
from ionworks.words import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, Awaitable, Callable, Sequence

    from ionworks.client import AsyncIonworks
    from ionworks.records import (
        CellBatch,
        CellMeasurement,
        Material,
        MaterialPropertyDataset,
        PlannedMeasurement,
        Protocol,
        RawData,
        Study,
    )
    from ionworks.resources._trees import Choice, SpecTree

T = TypeVar("T")

_PARALLEL: Final = 8
NOT_OFFERED: Final = (403, 404, 405, 501)


@frozen
class MaterialTree:
    """A material and its property datasets."""

    record: Material
    datasets: list[MaterialPropertyDataset]


@frozen
class Surroundings:
    """What goes along with specifications, cells and measurements.

    Attributes
    ----------
    materials, batches, protocols, raw_data, studies, plans
        The records: batches by the id of their specification, raw data and studies with the ids
        of their measurements.
    left_out : list of str
        What the project has besides.
    """

    materials: list[MaterialTree] = Factory(list)
    batches: dict[str, list[CellBatch]] = Factory(dict)
    protocols: list[Protocol] = Factory(list)
    raw_data: list[tuple[RawData, list[str]]] = Factory(list)
    studies: list[tuple[Study, list[str]]] = Factory(list)
    plans: list[PlannedMeasurement] = Factory(list)
    left_out: list[str] = Factory(list)

    @property
    def size(self) -> int:
        """How many records these are."""
        several: list[Sequence[Any]] = [
            self.materials,
            self.protocols,
            self.raw_data,
            self.studies,
            self.plans,
            *self.batches.values(),
            *(each.datasets for each in self.materials),
        ]
        return sum(map(len, several))


async def read_surroundings(
    source: AsyncIonworks, choice: Choice, tree: Sequence[SpecTree]
) -> Surroundings:
    """Read what chosen records name; of a whole project, all that it has.

    Raises
    ------
    IonworksError
        Something cannot be read. What the platform does not offer is left out.
    """
    reading = _Reading(source, choice, tree, Surroundings())
    projects = await reading.projects()
    await reading.batches()
    await reading.studies_and_plans(projects)
    await reading.materials(projects)
    await reading.protocols(projects)
    await reading.raw_data(projects)
    for project in projects:
        await reading.others(project)
    return reading.found


@frozen
class _Reading:
    source: AsyncIonworks
    choice: Choice
    tree: Sequence[SpecTree]
    found: Surroundings

    async def projects(self) -> list[str]:
        """Return the projects that are copied as a whole."""
        if self.choice.parts:
            return []
        named = self.choice.project_id or self.source.settings.project_id
        return [named] if named else [one.id async for one in self.source.project.iter()]

    async def batches(self) -> None:
        """Read the batches of whole specifications, and those of chosen cells."""
        for spec in self.tree:
            ident = spec.record.id
            is_whole = not self.choice.parts or ident in (self.choice.specs or ())
            used = {cell.record.batch_id for cell in spec.cells} - {None}
            if is_whole or used:
                there = await self._all("cell batches", self.source.cell_batch.iter(ident))
                self.found.batches[ident] = [one for one in there if is_whole or one.id in used]

    async def studies_and_plans(self, projects: Sequence[str]) -> None:
        """Read what only whole projects take along."""
        for project in projects:
            for study in await self._all("studies", self.source.study.iter(project)):
                members = await members_of(self.source, study.id, project)
                self.found.studies.append((study, members))
            self.found.plans.extend(
                await self._all("plans", self.source.planned_measurement.iter(project))
            )

    async def materials(self, projects: Sequence[str]) -> None:
        """Read the materials of projects and of components, with their datasets."""
        there: dict[str, Material] = {}
        for project in projects:
            walk = self.source.material.iter(project_id=project)
            there |= {one.id: one for one in await self._all("materials", walk)}
        named = [
            ((spec.record[name] or {}).get("material") or {}).get("id")
            for spec in self.tree
            for name in COMPONENTS
        ]
        there |= await self._missing("materials", there, named, self.source.material.get)
        for material in there.values():
            datasets = await self._all(
                "property datasets",
                self.source.material_property_dataset.iter(
                    material.id, project_id=material.project_id
                ),
            )
            self.found.materials.append(MaterialTree(material, datasets))

    async def protocols(self, projects: Sequence[str]) -> None:
        """Read the protocols of projects, and those that measurements and plans name."""
        there: dict[str, Protocol] = {}
        for project in projects:
            walk = self.source.protocol.iter(project, include=CONTENT)
            there |= {one.id: one for one in await self._all("protocols", walk)}
        named = [one.protocol_id for one in self._measurements()]
        named += [plan.protocol_id for plan in self.found.plans]
        there |= await self._missing("protocols", there, named, self.source.protocol.get)
        self.found.protocols.extend(there.values())

    async def raw_data(self, projects: Sequence[str]) -> None:
        """Read the raw data of projects, or those that chosen measurements were made from."""
        gather = self.source._runtime.backend.gather
        if projects:
            for project in projects:
                files = await self._all("raw data", self.source.raw_data.iter(project))
                jobs = [partial(self.source.raw_data.measurements, one.id) for one in files]
                links = await gather(jobs, limit=_PARALLEL)
                self.found.raw_data.extend(zip(files, map(list, links), strict=True))
            return
        of_measurement = self.source.raw_data.of_measurement
        measurements = self._measurements()
        made_from = await gather(
            [
                partial(self._asked, "raw data", partial(of_measurement, one.id))
                for one in measurements
            ],
            limit=_PARALLEL,
        )
        there: dict[str, tuple[RawData, list[str]]] = {}
        for measurement, of_one in zip(measurements, made_from, strict=True):
            for raw in of_one or ():
                there.setdefault(raw.id, (raw, []))[1].append(measurement.id)
        self.found.raw_data.extend(there.values())

    def _measurements(self) -> list[CellMeasurement]:
        return [one for spec in self.tree for cell in spec.cells for one in cell.measurements]

    async def others(self, project: str) -> None:
        """Count what a project has and no copy takes along."""
        view = self.source.using(project_id=project)
        asked: dict[str, Callable[[], Awaitable[Any]]] = {
            "analyses": partial(view.analysis.list, project_id=project, limit=1),
            "simulations": partial(view.simulation.list, limit=1),
            "optimizations": partial(view.optimization.list, project, limit=1),
            "pipelines": partial(view.pipeline.list, project, limit=1),
            "models": partial(view.model.list, limit=1, project_id=project),
            "parameterized models": partial(view.parameterized_model.list_by_project, project, 1),
            "model builders": partial(view.model_builder.list, project_id=project, limit=1),
        }
        counts = {what: await _count(ask) for what, ask in asked.items()}
        for site in await self._all("sites", view.site.iter()):
            ask = partial(view.cycler.list, site.id, limit=1, project_id=project)
            counts[f"cyclers of {site.name}, with their channels"] = await _count(ask)
        self.found.left_out.extend(f"{what}: {count}" for what, count in counts.items() if count)

    async def _all(self, what: str, walk: AsyncIterable[T]) -> list[T]:
        async def read() -> list[T]:
            return [one async for one in walk]

        return await self._asked(what, read) or []

    async def _missing(
        self,
        what: str,
        there: dict[str, T],
        named: Sequence[str | None],
        get: Callable[[str], Awaitable[T]],
    ) -> dict[str, T]:
        """Read the records that are named and not read yet."""
        found: dict[str, T] = {}
        for ident in dict.fromkeys(named):
            if ident is not None and ident not in there:
                one = await self._asked(f"{what} ({ident})", partial(get, ident))
                if one is not None:
                    found[ident] = one
        return found

    async def _asked(self, what: str, ask: Callable[[], Awaitable[T]]) -> T | None:
        """Ask for something; what the platform does not offer is left out, and said once."""
        try:
            return await ask()
        except IonworksError as problem:
            if not _is_not_offered(problem):
                raise
            said = f"{what}, which cannot be read here: {problem}"
            if not any(each.startswith(f"{what},") for each in self.found.left_out):
                self.found.left_out.append(said)
            return None


async def _count(ask: Callable[[], Awaitable[Any]]) -> int:
    try:
        page = await ask()
    except (IonworksError, ValueError) as problem:
        if isinstance(problem, IonworksError) and not _is_not_offered(problem):
            raise
        return 0  # what the platform does not offer, it has none of
    return len(page) if page.total is None else int(page.total)


def _is_not_offered(problem: IonworksError) -> bool:
    return problem.status_code in NOT_OFFERED


async def members_of(client: AsyncIonworks, study_id: str, project_id: str) -> list[str]:
    """Return the ids of all measurements of a study."""
    found: list[str] = []
    while True:
        page = await client.study.list_measurements(
            study_id, project_id, limit=1000, offset=len(found)
        )
        found += [one["id"] for one in page["items"]]
        if not page["items"] or len(found) >= page["total"]:
            return found
