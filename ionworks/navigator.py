"""A walk over specifications, cells and measurements that fetches each thing once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, SupportsIndex, TypeVar, overload

from ionworks._given import listed, nearest
from ionworks._io.blocking import run
from ionworks._io.memo import BETWEEN_TASKS, BETWEEN_THREADS, Memo
from ionworks.client import AsyncIonworks, Ionworks
from ionworks.errors import ConflictError
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import AsyncPages

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable
    from typing import Self

    from ionworks._io.memo import Key, Waiting
    from ionworks.ids import CellInstanceId, MeasurementId, ProjectId
    from ionworks.pagination import PaginatedList
    from ionworks.records import CellInstance, CellMeasurement, CellSpecification
    from ionworks.tables import AnyFrame, WorkingElectrode

R = TypeVar("R", bound="CellSpecification | CellInstance | CellMeasurement")

PAGE_SIZE = 200
MAX_FRAMES_BYTES = 2**30
_NAMES_SHOWN = 50


class SpecNames(list[str]):
    """Names of cell specifications, sorted, which are the keys of the specifications too.

    ``for name in names`` and ``names[0]`` read the names; ``names["LG M50"]``, ``names.get``,
    ``names.items()`` and ``names.values()`` the specifications.
    """

    def __init__(self, specs: Iterable[CellSpecification] = ()) -> None:
        self._specs: dict[str, CellSpecification] = {}
        for spec in specs:
            self._specs.setdefault(spec.name, spec)
        super().__init__(self._specs)

    @overload
    def __getitem__(self, key: SupportsIndex) -> str: ...
    @overload
    def __getitem__(self, key: slice) -> list[str]: ...
    @overload
    def __getitem__(self, key: str) -> CellSpecification: ...
    def __getitem__(self, key: SupportsIndex | slice | str) -> str | list[str] | CellSpecification:
        return self._specs[key] if isinstance(key, str) else super().__getitem__(key)

    def get(self, name: str) -> CellSpecification | None:
        """Return the specification of a name, or None."""
        return self._specs.get(name)

    def keys(self) -> list[str]:
        """Return the names."""
        return list(self)

    def values(self) -> list[CellSpecification]:
        """Return the specifications."""
        return list(self._specs.values())

    def items(self) -> list[tuple[str, CellSpecification]]:
        """Return the names, each with its specification."""
        return list(self._specs.items())


class AsyncNavigator:
    """A walk over the hierarchy of a platform that remembers what it has seen.

    Specification, cell, measurement, data: every list is read to its last page and sorted by
    name. Each thing is fetched once, also if several threads or tasks ask for it at the same
    time; the tasks may be of several event loops.

    Parameters
    ----------
    client : Ionworks, optional
        The client to walk with; a new one if it is left out. It is kept as `client`, and is
        yours to close.
    page_size : int, default 200
        Items a page when lists are followed, 1 to 1000.
    project_id : str or Project, optional
        The project to walk; by default that of the client.
    max_frames_bytes : int, default 1 GiB
        Memory for frames. Beyond it, the frame that was not asked for the longest is dropped,
        and fetched again if it is asked for. Lists of records are small and are all kept.

    Examples
    --------
    >>> from ionworks import AsyncNavigator
    >>> navigator = AsyncNavigator(client)
    >>> spec = await client.cell_spec.create_or_get({"name": "Navigated"})
    >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "N-001"})
    >>> [cell.name for cell in await navigator.instances("Navigated")]
    ['N-001']
    """

    def __init__(
        self,
        client: AsyncIonworks | None = None,
        page_size: int = PAGE_SIZE,
        *,
        project_id: ProjectId | None = None,
        max_frames_bytes: int = MAX_FRAMES_BYTES,
    ) -> None:
        self._setup(
            client or AsyncIonworks(), page_size, project_id, max_frames_bytes, BETWEEN_TASKS
        )

    def _setup(
        self,
        client: AsyncIonworks,
        page_size: int,
        project_id: ProjectId | None,
        max_frames_bytes: int,
        waiting: Waiting,
    ) -> None:
        if not 1 <= page_size <= 1000:
            raise ValueError(f"page_size is {page_size}; a page has 1 to 1000 items")
        if max_frames_bytes < 0:
            raise ValueError(f"max_frames_bytes is {max_frames_bytes}; give 0 or more")
        self.client = client
        self._page_size = page_size
        self._project_id = id_or_none(project_id, "project_id")
        self._max_frames_bytes = max_frames_bytes
        self._lists = Memo(waiting)
        self._frames = Memo(waiting, size=_bytes_of, max_bytes=max_frames_bytes)
        # Parents never change, so what is learned here is never forgotten.
        self._spec_of: dict[str, str] = {}
        self._cell_of: dict[str, str] = {}

    @classmethod
    def _over(
        cls,
        client: AsyncIonworks,
        page_size: int,
        project_id: ProjectId | None,
        max_frames_bytes: int,
    ) -> Self:
        """Make a navigator for threads: the logic of the blocking one."""
        navigator = cls.__new__(cls)
        navigator._setup(client, page_size, project_id, max_frames_bytes, BETWEEN_THREADS)
        return navigator

    @property
    def page_size(self) -> int:
        """Items a page when lists are followed."""
        return self._page_size

    @property
    def max_frames_bytes(self) -> int:
        """Bytes of memory for frames."""
        return self._max_frames_bytes

    async def specs(self) -> SpecNames:
        """List the names of the cell specifications.

        Returns
        -------
        list of str
            Sorted; `spec` and `instances` take them. The specifications are read by their
            names as well: ``specs()["LG M50"]``, ``specs().items()``.
        """
        return SpecNames(await self._specs())

    async def spec(self, name: str) -> CellSpecification:
        """Find a cell specification by its name.

        Parameters
        ----------
        name : str
            The whole name.

        Raises
        ------
        KeyError
            No record has this name; the message has the nearest and lists all.
        ConflictError
            There are several, in several projects.
        """
        specs = await self._specs()
        found = [spec for spec in specs if spec.name == name]
        if not found:
            names = [spec.name for spec in specs]
            meant = nearest(name, names)
            hint = f"did you mean {meant!r}? " if meant else ""
            there = listed(names, most=_NAMES_SHOWN)
            raise KeyError(f"no cell specification {name!r}; {hint}{there}")
        if len(found) > 1:
            ids = ", ".join(spec.id for spec in found[:5])
            raise ConflictError(
                f"There are {len(found)} cell specifications {name!r} ({ids}); use a client "
                "with a `project_id`, within which names are unique",
                status_code=409,
            )
        return found[0]

    async def instances(self, spec_name: str) -> list[CellInstance]:
        """List the cells of a specification.

        Parameters
        ----------
        spec_name : str
            Name of the specification.

        Returns
        -------
        list of CellInstance
            Sorted by name.

        Raises
        ------
        KeyError
            There is no specification of this name.
        """

        async def fetch() -> list[CellInstance]:
            spec = await self.spec(spec_name)
            cells = await self._every(partial(self.client.cell_instance.list, spec.id))
            self._spec_of.update((cell.id, spec_name) for cell in cells)
            return cells

        return list(await self._lists.get(("instances", spec_name), fetch))

    async def measurements(self, instance_id: CellInstanceId) -> list[CellMeasurement]:
        """List the measurements of a cell.

        Parameters
        ----------
        instance_id : str or CellInstance
            Id of the cell.

        Returns
        -------
        list of CellMeasurement
            Sorted by name.

        Raises
        ------
        NotFoundError
            There is no such cell.
        """
        instance_id = id_of(instance_id, "instance_id")

        async def fetch() -> list[CellMeasurement]:
            found = await self._every(partial(self.client.cell_measurement.list, instance_id))
            self._cell_of.update((measurement.id, instance_id) for measurement in found)
            return found

        return list(await self._lists.get(("measurements", instance_id), fetch))

    async def time_series(self, measurement_id: MeasurementId) -> AnyFrame:
        """Read a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A frame of your own: changing it does not change what is remembered.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        """
        return await self._frame("time_series", id_of(measurement_id, "measurement_id"))

    async def steps(self, measurement_id: MeasurementId) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A frame of your own, one row a step.
        """
        return await self._frame("steps", id_of(measurement_id, "measurement_id"))

    async def cycles(
        self, measurement_id: MeasurementId, *, working_electrode: WorkingElectrode | None = None
    ) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.
        working_electrode : {"anode", "cathode"}, optional
            The working electrode of a half cell, as for `CellMeasurements.cycles`.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A frame of your own, one row a cycle.
        """
        return await self._frame(
            "cycles",
            id_of(measurement_id, "measurement_id"),
            working_electrode=working_electrode,
        )

    def clear(self) -> None:
        """Forget everything."""
        self._lists.drop(lambda key: True)
        self._frames.drop(lambda key: True)

    def invalidate(
        self,
        *,
        spec_name: str | None = None,
        instance_id: CellInstanceId | None = None,
        measurement_id: MeasurementId | None = None,
    ) -> None:
        """Forget a part, with all below it.

        What is forgotten here may still be in the client's cache on disk. Data of a
        measurement does not change; only rows that were added since are missing there.

        Parameters
        ----------
        spec_name : str, optional
            A specification: forgets the list of specifications, its cells, their
            measurements and their data.
        instance_id : str or CellInstance, optional
            A cell: forgets the list that it is in, its measurements and their data.
        measurement_id : str or CellMeasurement, optional
            A measurement: forgets its data.

        Raises
        ------
        TypeError
            Nothing was given.
        """
        instance_id = id_or_none(instance_id, "instance_id")
        measurement_id = id_or_none(measurement_id, "measurement_id")
        if spec_name is None and instance_id is None and measurement_id is None:
            raise TypeError(
                "invalidate needs `spec_name`, `instance_id` or `measurement_id`; "
                "`clear` forgets everything"
            )
        if spec_name is not None:
            self._forget_spec(spec_name)
        if instance_id is not None:
            self._forget_cell(instance_id)
        if measurement_id is not None:
            self._frames.drop(lambda key: key[1] == measurement_id)

    def __repr__(self) -> str:
        return f"{type(self).__name__}(client={self.client!r}, page_size={self.page_size})"

    async def _specs(self) -> list[CellSpecification]:
        listed = partial(self.client.cell_spec.list, project_id=self._project_id)
        fetch = partial(self._every, listed)
        found: list[CellSpecification] = await self._lists.get(("specs",), fetch)
        return found

    async def _every(self, page: Callable[..., Coroutine[Any, Any, PaginatedList[R]]]) -> list[R]:
        """Follow a list to its end.

        It is read by creation, so that what is added during the walk comes last and moves nothing
        from one page to another.
        """
        walk = AsyncPages(
            lambda limit, offset: page(
                limit=limit, offset=offset, order_by="created_at", order="asc"
            ),
            page_size=self.page_size,
            changes=lambda: self.client._runtime.changes,
        )
        found = [record async for record in walk]
        return sorted(found, key=lambda record: (record.name, record.id))

    async def _frame(self, kind: str, measurement_id: str, **options: str | None) -> AnyFrame:
        fetch = partial(getattr(self.client.cell_measurement, kind), measurement_id, **options)
        frame = await self._frames.get((kind, measurement_id, *map(str, options.values())), fetch)
        return await self.client._runtime.backend.run_in_thread(_own_copy, frame)

    def _forget_spec(self, spec_name: str) -> None:
        def below(key: Key) -> bool:
            # A cell whose specification was never seen may be one of this.
            return self._spec_of.get(key[1], spec_name) == spec_name

        self._lists.drop(lambda key: key in (("specs",), ("instances", spec_name)))
        self._lists.drop(lambda key: key[0] == "measurements" and below(key))
        self._frames.drop(
            lambda key: (
                key[1] not in self._cell_of
                or self._spec_of.get(self._cell_of[key[1]], spec_name) == spec_name
            )
        )

    def _forget_cell(self, instance_id: str) -> None:
        spec_name = self._spec_of.get(instance_id)
        self._lists.drop(
            lambda key: (
                key == ("measurements", instance_id)
                or (key[0] == "instances" and spec_name in (None, key[1]))
            )
        )
        self._frames.drop(lambda key: self._cell_of.get(key[1], instance_id) == instance_id)


class Navigator:
    """A walk over the hierarchy of a platform that remembers what it has seen.

    Specification, cell, measurement, data: every list is read to its last page and sorted by
    name. Each thing is fetched once, also if several threads or tasks ask for it at the same
    time; the tasks may be of several event loops.

    Parameters
    ----------
    client : Ionworks, optional
        The client to walk with; a new one if it is left out. It is kept as `client`, and is
        yours to close.
    page_size : int, default 200
        Items a page when lists are followed, 1 to 1000.
    project_id : str or Project, optional
        The project to walk; by default that of the client.
    max_frames_bytes : int, default 1 GiB
        Memory for frames. Beyond it, the frame that was not asked for the longest is dropped,
        and fetched again if it is asked for. Lists of records are small and are all kept.

    Examples
    --------
    >>> from ionworks import Navigator
    >>> navigator = Navigator(client)
    >>> spec = client.cell_spec.create_or_get({"name": "Navigated"})
    >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "N-001"})
    >>> [cell.name for cell in navigator.instances("Navigated")]
    ['N-001']
    """

    def __init__(
        self,
        client: Ionworks | None = None,
        page_size: int = PAGE_SIZE,
        *,
        project_id: ProjectId | None = None,
        max_frames_bytes: int = MAX_FRAMES_BYTES,
    ) -> None:
        self.client = client or Ionworks()
        self._async = AsyncNavigator._over(
            self.client._async, page_size, project_id, max_frames_bytes
        )

    @property
    def page_size(self) -> int:
        """Items a page when lists are followed."""
        return self._async.page_size

    @property
    def max_frames_bytes(self) -> int:
        """Bytes of memory for frames."""
        return self._async.max_frames_bytes

    def specs(self) -> SpecNames:
        """List the names of the cell specifications.

        Returns
        -------
        list of str
            Sorted; `spec` and `instances` take them. The specifications are read by their
            names as well: ``specs()["LG M50"]``, ``specs().items()``.
        """
        return run(self._async.specs())

    def spec(self, name: str) -> CellSpecification:
        """Find a cell specification by its name.

        Parameters
        ----------
        name : str
            The whole name.

        Raises
        ------
        KeyError
            No record has this name; the message has the nearest and lists all.
        ConflictError
            There are several, in several projects.
        """
        return run(self._async.spec(name))

    def instances(self, spec_name: str) -> list[CellInstance]:
        """List the cells of a specification.

        Parameters
        ----------
        spec_name : str
            Name of the specification.

        Returns
        -------
        list of CellInstance
            Sorted by name.

        Raises
        ------
        KeyError
            There is no specification of this name.
        """
        return run(self._async.instances(spec_name))

    def measurements(self, instance_id: CellInstanceId) -> list[CellMeasurement]:
        """List the measurements of a cell.

        Parameters
        ----------
        instance_id : str or CellInstance
            Id of the cell.

        Returns
        -------
        list of CellMeasurement
            Sorted by name.

        Raises
        ------
        NotFoundError
            There is no such cell.
        """
        return run(self._async.measurements(instance_id))

    def time_series(self, measurement_id: MeasurementId) -> AnyFrame:
        """Read a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A frame of your own: changing it does not change what is remembered.

        Raises
        ------
        NotFoundError
            There is no such measurement, or it has no time series.
        """
        return run(self._async.time_series(measurement_id))

    def steps(self, measurement_id: MeasurementId) -> AnyFrame:
        """Read the step table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A frame of your own, one row a step.
        """
        return run(self._async.steps(measurement_id))

    def cycles(
        self, measurement_id: MeasurementId, *, working_electrode: WorkingElectrode | None = None
    ) -> AnyFrame:
        """Read the cycle table of a time series.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Id of the measurement.
        working_electrode : {"anode", "cathode"}, optional
            The working electrode of a half cell, as for `CellMeasurements.cycles`.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            A frame of your own, one row a cycle.
        """
        return run(self._async.cycles(measurement_id, working_electrode=working_electrode))

    def clear(self) -> None:
        """Forget everything."""
        return self._async.clear()

    def invalidate(
        self,
        *,
        spec_name: str | None = None,
        instance_id: CellInstanceId | None = None,
        measurement_id: MeasurementId | None = None,
    ) -> None:
        """Forget a part, with all below it.

        What is forgotten here may still be in the client's cache on disk. Data of a
        measurement does not change; only rows that were added since are missing there.

        Parameters
        ----------
        spec_name : str, optional
            A specification: forgets the list of specifications, its cells, their
            measurements and their data.
        instance_id : str or CellInstance, optional
            A cell: forgets the list that it is in, its measurements and their data.
        measurement_id : str or CellMeasurement, optional
            A measurement: forgets its data.

        Raises
        ------
        TypeError
            Nothing was given.
        """
        return self._async.invalidate(
            spec_name=spec_name, instance_id=instance_id, measurement_id=measurement_id
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(client={self.client!r}, page_size={self.page_size})"


def _bytes_of(frame: AnyFrame) -> int:
    import polars as pl

    if isinstance(frame, pl.DataFrame):
        return int(frame.estimated_size())
    return int(frame.memory_usage(deep=True).sum())


def _own_copy(frame: AnyFrame) -> AnyFrame:
    """Copy a frame; a polars clone shares its columns until one of the two is changed."""
    import polars as pl

    return frame.clone() if isinstance(frame, pl.DataFrame) else frame.copy()
