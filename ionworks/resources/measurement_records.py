"""Measurement records: what is known of a test, without its data."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar, get_args

from attrs import evolve
from ionworks_generated import models
from ionworks_generated.api.cell_instances import get_cell_instance
from ionworks_generated.api.cell_measurements import (
    delete_measurement,
    get_measurement,
    list_cell_instance_measurements,
    list_measurements,
    list_project_measurements_full,
    update_measurement,
)
from ionworks_generated.api.cell_specifications import get_cell_specification
from ionworks_generated.api.health import get_current_user

from ionworks._io.blocking import run
from ionworks._io.updating import updated
from ionworks.errors import ConfigurationError, NotFoundError
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import AsyncPages, Pages, PaginatedList
from ionworks.records import CellMeasurement, ProjectMeasurement, User
from ionworks.resources._artefacts import Artefacts, is_over
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._pages import as_sent, page_of
from ionworks.resources._queries import (
    MeasurementOrderBy,
    MeasurementType,
    Moment,
    Order,
    containing,
    instant,
    named,
    texts,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks._io.runtime import Runtime
    from ionworks.ids import CellInstanceId, CellSpecId, MeasurementId, ProjectId

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


class AsyncMeasurementRecords(AsyncResource):
    """Measurement records, awaited."""

    async def list(
        self,
        cell_instance_id: CellInstanceId,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        order_by: MeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[CellMeasurement]:
        """List a page of the measurements of a cell. See `CellMeasurements.list`."""
        page = await self._rt.call(
            list_cell_instance_measurements,
            id_of(cell_instance_id, "cell_instance_id"),
            limit=limit,
            offset=offset,
            name=named(name, name_exact),
            measurement_type=measurement_type,
            tags_all=texts(tags_all, "tags_all"),
            tags_any=texts(tags_any, "tags_any"),
            created_by_email=containing(created_by_email),
            created_at_gt=instant(created_after),
            created_at_lt=instant(created_before),
            updated_at_gt=instant(updated_after),
            updated_at_lt=instant(updated_before),
            start_time_gt=instant(started_after),
            start_time_lt=instant(started_before),
            order_by=order_by,
            order=order,
        )
        return page_of(CellMeasurement, page, self._links)

    def iter(
        self,
        cell_instance_id: CellInstanceId,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        order_by: MeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> AsyncPages[CellMeasurement]:
        """Walk every page of the measurements of a cell. See `CellMeasurements.iter`."""
        page = partial(
            self.list,
            cell_instance_id,
            name=name,
            name_exact=name_exact,
            measurement_type=measurement_type,
            tags_all=tags_all,
            tags_any=tags_any,
            created_by_email=created_by_email,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
            started_after=started_after,
            started_before=started_before,
            order_by=order_by,
            order=order,
        )
        return self._pages(lambda limit, offset: page(limit=limit, offset=offset))

    async def list_by_project(
        self,
        project_id: ProjectId | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        q: str | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        spec_id: CellSpecId | None = None,
        cell_instance_id: CellInstanceId | None = None,
        spec_anode: str | None = None,
        spec_cathode: str | None = None,
        order_by: ProjectMeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[ProjectMeasurement]:
        """List measurements over all cells of a project. See `CellMeasurements.list_by_project`."""
        shared: dict[str, Any] = {
            "limit": limit,
            "offset": offset,
            "name": named(name, name_exact),
            "measurement_type": measurement_type,
            "created_by_email": containing(created_by_email),
            "created_at_gt": instant(created_after),
            "created_at_lt": instant(created_before),
            "updated_at_gt": instant(updated_after),
            "updated_at_lt": instant(updated_before),
            "start_time_gt": instant(started_after),
            "start_time_lt": instant(started_before),
            "order_by": order_by,
            "order": order,
        }
        spec = id_or_none(spec_id, "spec_id")
        of_parents: dict[str, Any] = {
            "spec_name": containing(spec_name),
            "instance_name": containing(instance_name),
            "cell_instance_id": id_or_none(cell_instance_id, "cell_instance_id"),
            "spec_anode": containing(spec_anode),
            "spec_cathode": containing(spec_cathode),
        }
        of_tags: dict[str, Any] = {
            "q": q,
            "tags_all": texts(tags_all, "tags_all"),
            "tags_any": texts(tags_any, "tags_any"),
        }
        is_by_tags = any(value is not None for value in of_tags.values())
        if is_by_tags:
            _refuse_together(of_tags, of_parents, order_by)
        project = self._project(project_id) or await self._default_project()
        if not is_by_tags:
            page = await self._rt.call(
                list_project_measurements_full, project, spec_id=spec, **shared, **of_parents
            )
            return page_of(ProjectMeasurement, page, self._links)
        found = await self._rt.call(
            list_measurements, project_id=project, cell_specification_id=spec, **shared, **of_tags
        )
        return await self._with_parents(page_of(ProjectMeasurement, found, self._links))

    def iter_by_project(
        self,
        project_id: ProjectId | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        q: str | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        spec_id: CellSpecId | None = None,
        cell_instance_id: CellInstanceId | None = None,
        spec_anode: str | None = None,
        spec_cathode: str | None = None,
        order_by: ProjectMeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> AsyncPages[ProjectMeasurement]:
        """Walk the measurements of a project. See `CellMeasurements.iter_by_project`."""
        page = partial(
            self.list_by_project,
            project_id,
            name=name,
            name_exact=name_exact,
            measurement_type=measurement_type,
            q=q,
            tags_all=tags_all,
            tags_any=tags_any,
            created_by_email=created_by_email,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
            started_after=started_after,
            started_before=started_before,
            spec_name=spec_name,
            instance_name=instance_name,
            spec_id=spec_id,
            cell_instance_id=cell_instance_id,
            spec_anode=spec_anode,
            spec_cathode=spec_cathode,
            order_by=order_by,
            order=order,
        )
        return self._pages(lambda limit, offset: page(limit=limit, offset=offset))

    async def get(self, measurement_id: MeasurementId) -> CellMeasurement:
        """Get one record. See `CellMeasurements.get`."""
        return CellMeasurement.from_model(
            await self._rt.call(get_measurement, id_of(measurement_id, "measurement_id")),
            self._links,
        )

    async def update(
        self, measurement_id: MeasurementId, data: Mapping[str, Any]
    ) -> CellMeasurement:
        """Change the metadata of a measurement. See `CellMeasurements.update`."""
        measurement_id = id_of(measurement_id, "measurement_id")
        body = body_of(
            data, models.CellMeasurementUpdate, models.CellMeasurement, what="a measurement"
        )
        update = partial(
            updated,
            self._rt,
            update_measurement,
            get_measurement,
            measurement_id,
            body,
            include_steps=False,
            include_time_series=False,
        )
        changed = await Artefacts(self._rt).changing(measurement_id, update, settled=is_over)
        return CellMeasurement.from_model(changed, self._links)

    async def delete(self, measurement_id: MeasurementId) -> None:
        """Delete a measurement with its data. See `CellMeasurements.delete`."""
        measurement_id = id_of(measurement_id, "measurement_id")
        await Artefacts(self._rt).changing(
            measurement_id,
            lambda: self._rt.call(delete_measurement, measurement_id),
            settled=is_over,
        )

    async def _default_project(self) -> str:
        """Return the project that the service takes where a request names none."""
        user = User.from_model(await self._rt.call(get_current_user))
        project = getattr(user, "default_project_id", None)
        if not isinstance(project, str):
            raise ConfigurationError(
                "No project, and the service names no default one: pass `project_id` here, give "
                "it to the client, or set IONWORKS_PROJECT_ID"
            )
        return project

    async def _with_parents(
        self, page: PaginatedList[ProjectMeasurement]
    ) -> PaginatedList[ProjectMeasurement]:
        """Give each measurement its cell and specification, each of which is read once."""
        ids = dict.fromkeys(record.cell_instance_id for record in page)
        read = await self._rt.gather(
            [partial(_found, self._rt, get_cell_instance, ident) for ident in ids], limit=_PARALLEL
        )
        cells = {cell["id"]: cell for cell in read if cell is not None}
        spec_ids = dict.fromkeys(cell["cell_specification_id"] for cell in cells.values())
        specs = await self._rt.gather(
            [partial(_found, self._rt, get_cell_specification, ident) for ident in spec_ids],
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


async def _found(runtime: Runtime, get: Any, ident: str) -> dict[str, Any] | None:
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


L = TypeVar("L", bound=AsyncMeasurementRecords)


class MeasurementRecords(Resource[L]):
    """Measurement records."""

    def list(
        self,
        cell_instance_id: CellInstanceId,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        order_by: MeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[CellMeasurement]:
        """List a page of the measurements of a cell.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Id of the cell.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, upper and lower case alike.
        name_exact : str, optional
            The whole name; wins over `name`.
        measurement_type : {"time_series", "properties", "file"}, optional
            The kind of measurement.
        tags_all, tags_any : sequence of str, optional
            Tags of which a measurement must carry every one, or at least one.
        created_by_email : str, optional
            Part of the creator's address, upper and lower case alike.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        started_after, started_before : str or datetime, optional
            Bounds of the start of the test.
        order_by : {"name", "created_at", "updated_at", "start_time"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of CellMeasurement
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-002"})
        >>> client.cell_measurement.list(cell.id, measurement_type="time_series").total
        0
        """
        return run(
            self._async.list(
                cell_instance_id,
                limit=limit,
                offset=offset,
                name=name,
                name_exact=name_exact,
                measurement_type=measurement_type,
                tags_all=tags_all,
                tags_any=tags_any,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                started_after=started_after,
                started_before=started_before,
                order_by=order_by,
                order=order,
            )
        )

    def iter(
        self,
        cell_instance_id: CellInstanceId,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        order_by: MeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> Pages[CellMeasurement]:
        """Walk every page of the measurements of a cell.

        Parameters are those of `list`.

        Returns
        -------
        iterator of CellMeasurement
            A page is fetched when the one before is used up.
        """
        return Pages(
            self._async.iter(
                cell_instance_id,
                name=name,
                name_exact=name_exact,
                measurement_type=measurement_type,
                tags_all=tags_all,
                tags_any=tags_any,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                started_after=started_after,
                started_before=started_before,
                order_by=order_by,
                order=order,
            )
        )

    def list_by_project(
        self,
        project_id: ProjectId | None = None,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        q: str | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        spec_id: CellSpecId | None = None,
        cell_instance_id: CellInstanceId | None = None,
        spec_anode: str | None = None,
        spec_cathode: str | None = None,
        order_by: ProjectMeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[ProjectMeasurement]:
        """List measurements over all cells of a project, with their cell and specification.

        Parameters
        ----------
        project_id : str or Project, optional
            The project, or its record. Without it the client's own, or else the default project
            of the platform.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 25.
        offset : int, optional
            Results to leave out at the start.
        name, name_exact, measurement_type, created_by_email : str, optional
            As for `list`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            As for `list`.
        started_after, started_before : str or datetime, optional
            As for `list`.
        q : str, optional
            Text to find in the name, the notes, the tags and the name of the protocol.
        tags_all, tags_any : sequence of str, optional
            Tags of which a measurement must carry every one, or at least one. The service lists
            by `q` and tags apart from the filters below, except `spec_id`; they cannot be
            combined. The cells and specifications then cost a request each.
        spec_name, instance_name, spec_anode, spec_cathode : str, optional
            Part of the name of the specification, of the cell, or of the material of the
            specification's anode or cathode, upper and lower case alike.
        spec_id, cell_instance_id : str or record, optional
            The specification or the cell.
        order_by : str, optional
            ``"name"``, ``"created_at"`` (the service's default), ``"updated_at"``,
            ``"start_time"``, ``"cell_instance_id"``, ``"step_labels_validated"``,
            ``"cycler"`` or ``"notes"``.
        order : {"asc", "desc"}, optional
            Which way to sort; the service's default is ``"desc"``.

        Returns
        -------
        PaginatedList of ProjectMeasurement
            One page; ``.total`` counts all matches.

        Raises
        ------
        ConfigurationError
            No project was given, the client has none, and the service names no default one.
        ValueError
            Filters were given that the service does not take together.
        """
        return run(
            self._async.list_by_project(
                project_id,
                limit=limit,
                offset=offset,
                name=name,
                name_exact=name_exact,
                measurement_type=measurement_type,
                q=q,
                tags_all=tags_all,
                tags_any=tags_any,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                started_after=started_after,
                started_before=started_before,
                spec_name=spec_name,
                instance_name=instance_name,
                spec_id=spec_id,
                cell_instance_id=cell_instance_id,
                spec_anode=spec_anode,
                spec_cathode=spec_cathode,
                order_by=order_by,
                order=order,
            )
        )

    def iter_by_project(
        self,
        project_id: ProjectId | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        measurement_type: MeasurementType | None = None,
        q: str | None = None,
        tags_all: Sequence[str] | None = None,
        tags_any: Sequence[str] | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        started_after: Moment | None = None,
        started_before: Moment | None = None,
        spec_name: str | None = None,
        instance_name: str | None = None,
        spec_id: CellSpecId | None = None,
        cell_instance_id: CellInstanceId | None = None,
        spec_anode: str | None = None,
        spec_cathode: str | None = None,
        order_by: ProjectMeasurementOrderBy | None = None,
        order: Order | None = None,
    ) -> Pages[ProjectMeasurement]:
        """Walk every page of the measurements of a project.

        Parameters are those of `list_by_project`.

        Returns
        -------
        iterator of ProjectMeasurement
            A page is fetched when the one before is used up.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec, {"name": "M50-004"})
        >>> weighed = {"mass": {"value": 68.1, "unit": "g"}}
        >>> _ = client.cell_measurement.create_properties(
        ...     cell, name="weighing", properties=weighed, tags=["incoming"]
        ... )
        >>> [one.name for one in client.cell_measurement.iter_by_project(tags_any=["incoming"])]
        ['weighing']
        """
        return Pages(
            self._async.iter_by_project(
                project_id,
                name=name,
                name_exact=name_exact,
                measurement_type=measurement_type,
                q=q,
                tags_all=tags_all,
                tags_any=tags_any,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                started_after=started_after,
                started_before=started_before,
                spec_name=spec_name,
                instance_name=instance_name,
                spec_id=spec_id,
                cell_instance_id=cell_instance_id,
                spec_anode=spec_anode,
                spec_cathode=spec_cathode,
                order_by=order_by,
                order=order,
            )
        )

    def get(self, measurement_id: MeasurementId) -> CellMeasurement:
        """Get one record, without its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.

        Raises
        ------
        NotFoundError
            There is no measurement with this id, or none that the credential may see.
        """
        return run(self._async.get(measurement_id))

    def update(self, measurement_id: MeasurementId, data: Mapping[str, Any]) -> CellMeasurement:
        """Change the metadata of a measurement. Its data cannot be changed.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        data : mapping
            The fields to change: ``name``, ``notes``, ``protocol``, ``test_setup``,
            ``start_time``, ``end_time``, ``tags`` (replaces all), ``properties``. Objects
            are merged key by key; None removes a key.

        Returns
        -------
        CellMeasurement
            The record as it is now.
        """
        return run(self._async.update(measurement_id, data))

    def delete(self, measurement_id: MeasurementId) -> None:
        """Delete a measurement with its data.

        Parameters
        ----------
        measurement_id : str or CellMeasurement
            Its id.
        """
        return run(self._async.delete(measurement_id))
