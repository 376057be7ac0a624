"""Cell instances: the physical cells of a specification."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.cell_instances import (
    create_cell_instance,
    delete_cell_instance,
    get_cell_instance,
    list_cell_instances,
    update_cell_instance,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.errors import NotFoundError
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import CellInstance, CellInstanceDetail
from ionworks.resources._arguments import require_parallel
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._design_tables import COLUMNS_OF_CELL, design_table, row_of_cell
from ionworks.resources._finding import Design, find_cells
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._pages import page_of
from ionworks.resources._queries import Moment, Order, OrderBy, contains_filter, name_filter, to_iso
from ionworks.tables import AnyFrame
from ionworks.tables.electrodes import WorkingElectrode, read_working_electrode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.differences import OnDifference
    from ionworks.ids import CellBatchId, CellInstanceId, CellSpecId, MaterialId, ProjectId
    from ionworks.records import Deletion
    from ionworks.resources._named_values import Where
    from ionworks.types import CellInstanceCreate, CellInstanceUpdate


class AsyncCellInstances(AsyncResource):
    """Cell instances: ``client.cell_instance``."""

    async def list(
        self,
        cell_spec_id: CellSpecId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        batch_id: CellBatchId | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[CellInstance]:
        """List a page of the cells of a specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        batch_id : str or CellBatch, optional
            Id of the lot that the cells belong to.
        created_by_email : str, optional
            Part of the creator's address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of CellInstance
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_cell_instances,
            id_of(cell_spec_id, "cell_spec_id"),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            batch_id=id_or_none(batch_id, "batch_id"),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(CellInstance, page, self._links)

    iter = every_page(list)

    async def find(
        self,
        *,
        name: str | None = None,
        batch: str | None = None,
        spec_name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[CellInstance]:
        """Find all cells of a project that fit, in one call.

        Parameters
        ----------
        name, batch, spec_name : str, optional
            Part of the name of the cell, of its lot or of its specification, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time, as for `list`.
        manufacturer, form_factor : str, optional
            Of the specification: part of the manufacturer, case-insensitive; the whole form factor.
        material : str or Material, optional
            Part of the name of a material of any component, or the material.
        where : mapping, optional
            Conditions by the name of a value: text such as ``"> 2 A.h"``, bounds such as
            ``("2 A.h", None)``, or a value that it equals, in any unit. A name stands for each
            value whose path ends with it: ``"loading"`` for that of any component,
            ``"cathode loading"`` for that of one.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.

        Returns
        -------
        PaginatedList of CellInstance
            All that fit.

        Raises
        ------
        TypeError, ValueError
            A condition cannot be read.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> measured = {"cell": {"weight": {"value": 68.5, "unit": "g"}}}
        >>> cell = await client.cell_instance.create_or_get(
        ...     spec, {"name": "F-001", "measured_properties": measured}
        ... )
        >>> [cell.name for cell in await client.cell_instance.find(where={"weight": "< 70 g"})]
        ['F-001']
        """
        found, _ = await find_cells(
            self._client,
            Design(spec_name, manufacturer, form_factor, material),
            where,
            project_id,
            name=name,
            batch=batch,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
        )
        return found

    async def table(
        self,
        *,
        name: str | None = None,
        batch: str | None = None,
        spec_name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        design: bool = False,
        units: Mapping[str, str] | None = None,
        project_id: ProjectId | None = None,
    ) -> AnyFrame:
        """Make a table of the cells of a project: one row each, one column a value.

        Parameters
        ----------
        name, batch, spec_name, created_after, created_before, updated_after, updated_before
            As for `find`.
        manufacturer, material, form_factor, where, project_id
            As for `find`.
        design : bool, default False
            Add the values of the specifications.
        units : mapping of str to str, optional
            The unit of a column, by the name of its value: ``{"capacity": "mA.h"}``. Otherwise a
            column has the unit of its first value.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            Nested quantities are columns with their unit, such as ``"Ratings capacity [A.h]"``.

        Raises
        ------
        TypeError, ValueError
            A condition or a unit cannot be read.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> measured = {"cell": {"weight": {"value": 68.5, "unit": "g"}}}
        >>> cell = await client.cell_instance.create_or_get(
        ...     spec, {"name": "F-001", "measured_properties": measured}
        ... )
        >>> cells = await client.cell_instance.table(spec_name="Finder", design=True)
        >>> cells["Measured cell weight [g]", "Ratings capacity [A.h]"].rows()
        [(68.5, 5.0)]
        """
        found, specs = await find_cells(
            self._client,
            Design(spec_name, manufacturer, form_factor, material),
            where,
            project_id,
            name=name,
            batch=batch,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
        )
        rows = [row_of_cell(cell, specs[cell.cell_specification_id], design) for cell in found]
        return await design_table(self._client, COLUMNS_OF_CELL, rows, units)

    async def get(
        self, *ids: CellSpecId | CellInstanceId, cell_instance_id: CellInstanceId | None = None
    ) -> CellInstance:
        """Get one cell.

        Parameters
        ----------
        *ids : str or record
            The id of the cell, or the id of its specification and then that of the cell.
        cell_instance_id : str or CellInstance, optional
            The id of the cell, by name.

        Raises
        ------
        NotFoundError
            There is no such cell, or it belongs to another specification.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-001"})
        >>> (await client.cell_instance.get(spec.id, cell.id)).name
        'M50-001'
        """
        if cell_instance_id is not None:
            ids = (*ids, cell_instance_id)
        if len(ids) not in (1, 2):
            raise TypeError(
                "pass the id of the cell, or the ids of its specification and of the cell; "
                f"{len(ids)} ids were given"
            )
        cell = id_of(ids[-1], "cell_instance_id")
        spec = id_of(ids[0], "cell_spec_id") if len(ids) == 2 else None
        found = CellInstance.from_model(
            await self._runtime.call(get_cell_instance, cell), self._links
        )
        if spec not in (None, found.cell_specification_id):
            raise NotFoundError(
                f"Specification {spec!r} has no cell {cell!r}; that cell belongs to "
                f"specification {found.cell_specification_id!r}"
            )
        return found

    async def create(
        self, cell_spec_id: CellSpecId, data: CellInstanceCreate | Mapping[str, Any]
    ) -> CellInstance:
        """Create a cell.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            ``name`` (required, unique in the specification), ``batch`` (free text) or
            ``batch_id``, ``date_manufactured``, ``measured_properties`` (by component,
            each value ``{"value": 12.1, "unit": "mg/cm**2"}``), ``notes``.

        Returns
        -------
        CellInstance
            The new cell.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which cell.
        RequestValidationError
            A field is not what it should be; the message names it.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> data = {"name": "M50-007", "batch": "2024-A"}
        >>> (await client.cell_instance.create(spec.id, data)).batch
        '2024-A'
        """
        cell_spec_id = id_of(cell_spec_id, "cell_spec_id")
        require_name(data, "cell instance")
        body = body_of(data, models.CellInstanceCreate, models.CellInstance, what="a cell")
        made = await self._runtime.call(create_cell_instance, cell_spec_id, body=payload(body))
        record = CellInstance.from_model(made, self._links)
        return require_asked(record, name=data["name"], cell_specification_id=cell_spec_id)

    async def create_or_get(
        self,
        cell_spec_id: CellSpecId,
        data: CellInstanceCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> CellInstance:
        """Create a cell, or fetch the one of that name.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Returns
        -------
        CellInstance
            The new cell, or the stored one.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        cell_spec_id = id_of(cell_spec_id, "cell_spec_id")
        name = require_name(data, "cell instance")
        return await create_or_find(
            self._runtime,
            Wanted(
                "cell", data, models.CellInstanceCreate, models.CellInstanceUpdate, on_difference
            ),
            create=partial(self.create, cell_spec_id, data),
            get=self.get,
            same_name=partial(self.iter, cell_spec_id, name_exact=name),
            update=self.update,
        )

    async def update(
        self, cell_instance_id: CellInstanceId, data: CellInstanceUpdate | Mapping[str, Any]
    ) -> CellInstance:
        """Change a cell.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.
        data : mapping
            The fields to change. ``measured_properties`` are merged key by key; None
            removes a key, or takes the cell out of its batch.

        Returns
        -------
        CellInstance
            The cell as it is now.
        """
        body = body_of(data, models.CellInstanceUpdate, models.CellInstance, what="a cell")
        changed = await updated(
            self._runtime,
            update_cell_instance,
            get_cell_instance,
            id_of(cell_instance_id, "cell_instance_id"),
            body,
        )
        return CellInstance.from_model(changed, self._links)

    async def deletion_of(self, cell_instance_id: CellInstanceId) -> Deletion:
        """Say what a delete of a cell would take along. Nothing is deleted.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such cell.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(
            self._runtime, "cell_instance", id_of(cell_instance_id, "cell_instance_id")
        )

    async def delete(
        self, cell_instance_id: CellInstanceId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a cell with its measurements.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        cell_instance_id = id_of(cell_instance_id, "cell_instance_id")
        match = await matched(self._runtime, "cell_instance", cell_instance_id, expect)
        await MeasurementCache(self._runtime).deleting(
            lambda: self._runtime.call_with(match, delete_cell_instance, cell_instance_id)
        )

    async def detail(
        self,
        cell_instance_id: CellInstanceId,
        include_steps: bool = True,
        include_cycles: bool = True,
        include_time_series: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 4,
        use_cache: bool = True,
    ) -> CellInstanceDetail:
        """Read a cell with all its measurements and their data.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.
        include_steps, include_cycles, include_time_series : bool, default True
            Whether to read these tables of each time series; those left out are None.
        working_electrode : {"anode", "cathode"}, optional
            As for `cell_measurement.cycles`.
        max_parallel : int, default 4
            How many measurements are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        CellInstanceDetail
            ``.instance``, ``.specification_id``, and ``.measurements`` in the order of `list`.

        Raises
        ------
        NotFoundError
            There is no cell with this id, or none that the credential may see.
        ConflictError
            A measurement is still being processed, or could not be.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = await client.cell_instance.create_or_get(spec.id, {"name": "M50-011"})
        >>> detail = await client.cell_instance.detail(cell.id, include_time_series=False)
        >>> detail.instance.name, detail.measurements
        ('M50-011', [])
        """
        limit = require_parallel(max_parallel)
        cell = await self.get(cell_instance_id)
        read = partial(
            self._client.cell_measurement.detail,
            use_cache=use_cache,
            include_steps=include_steps,
            include_cycles=include_cycles,
            include_time_series=include_time_series,
            working_electrode=read_working_electrode(working_electrode),
        )
        found = [record async for record in self._client.cell_measurement.iter(cell.id)]
        measurements = await self._runtime.backend.gather(
            [partial(read, record.id) for record in found], limit=limit
        )
        return CellInstanceDetail(
            instance=cell,
            specification_id=cell.cell_specification_id,
            measurements=measurements,
        )


class CellInstances(Resource[AsyncCellInstances]):
    """Cell instances: ``client.cell_instance``."""

    def list(
        self,
        cell_spec_id: CellSpecId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        batch_id: CellBatchId | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[CellInstance]:
        """List a page of the cells of a specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        batch_id : str or CellBatch, optional
            Id of the lot that the cells belong to.
        created_by_email : str, optional
            Part of the creator's address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of CellInstance
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                cell_spec_id,
                limit,
                offset,
                name=name,
                name_exact=name_exact,
                batch_id=batch_id,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def find(
        self,
        *,
        name: str | None = None,
        batch: str | None = None,
        spec_name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[CellInstance]:
        """Find all cells of a project that fit, in one call.

        Parameters
        ----------
        name, batch, spec_name : str, optional
            Part of the name of the cell, of its lot or of its specification, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time, as for `list`.
        manufacturer, form_factor : str, optional
            Of the specification: part of the manufacturer, case-insensitive; the whole form factor.
        material : str or Material, optional
            Part of the name of a material of any component, or the material.
        where : mapping, optional
            Conditions by the name of a value: text such as ``"> 2 A.h"``, bounds such as
            ``("2 A.h", None)``, or a value that it equals, in any unit. A name stands for each
            value whose path ends with it: ``"loading"`` for that of any component,
            ``"cathode loading"`` for that of one.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.

        Returns
        -------
        PaginatedList of CellInstance
            All that fit.

        Raises
        ------
        TypeError, ValueError
            A condition cannot be read.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> measured = {"cell": {"weight": {"value": 68.5, "unit": "g"}}}
        >>> cell = client.cell_instance.create_or_get(
        ...     spec, {"name": "F-001", "measured_properties": measured}
        ... )
        >>> [cell.name for cell in client.cell_instance.find(where={"weight": "< 70 g"})]
        ['F-001']
        """
        return run(
            self._async.find(
                name=name,
                batch=batch,
                spec_name=spec_name,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                manufacturer=manufacturer,
                material=material,
                form_factor=form_factor,
                where=where,
                project_id=project_id,
            )
        )

    def table(
        self,
        *,
        name: str | None = None,
        batch: str | None = None,
        spec_name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        design: bool = False,
        units: Mapping[str, str] | None = None,
        project_id: ProjectId | None = None,
    ) -> AnyFrame:
        """Make a table of the cells of a project: one row each, one column a value.

        Parameters
        ----------
        name, batch, spec_name, created_after, created_before, updated_after, updated_before
            As for `find`.
        manufacturer, material, form_factor, where, project_id
            As for `find`.
        design : bool, default False
            Add the values of the specifications.
        units : mapping of str to str, optional
            The unit of a column, by the name of its value: ``{"capacity": "mA.h"}``. Otherwise a
            column has the unit of its first value.

        Returns
        -------
        polars.DataFrame or pandas.DataFrame
            Nested quantities are columns with their unit, such as ``"Ratings capacity [A.h]"``.

        Raises
        ------
        TypeError, ValueError
            A condition or a unit cannot be read.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({
        ...     "name": "Finder 21700",
        ...     "manufacturer": "Acme",
        ...     "ratings": {"capacity": {"value": 5, "unit": "A.h"}},
        ... })
        >>> measured = {"cell": {"weight": {"value": 68.5, "unit": "g"}}}
        >>> cell = client.cell_instance.create_or_get(
        ...     spec, {"name": "F-001", "measured_properties": measured}
        ... )
        >>> cells = client.cell_instance.table(spec_name="Finder", design=True)
        >>> cells["Measured cell weight [g]", "Ratings capacity [A.h]"].rows()
        [(68.5, 5.0)]
        """
        return run(
            self._async.table(
                name=name,
                batch=batch,
                spec_name=spec_name,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                manufacturer=manufacturer,
                material=material,
                form_factor=form_factor,
                where=where,
                design=design,
                units=units,
                project_id=project_id,
            )
        )

    def get(
        self, *ids: CellSpecId | CellInstanceId, cell_instance_id: CellInstanceId | None = None
    ) -> CellInstance:
        """Get one cell.

        Parameters
        ----------
        *ids : str or record
            The id of the cell, or the id of its specification and then that of the cell.
        cell_instance_id : str or CellInstance, optional
            The id of the cell, by name.

        Raises
        ------
        NotFoundError
            There is no such cell, or it belongs to another specification.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-001"})
        >>> client.cell_instance.get(spec.id, cell.id).name
        'M50-001'
        """
        return run(self._async.get(*ids, cell_instance_id=cell_instance_id))

    def create(
        self, cell_spec_id: CellSpecId, data: CellInstanceCreate | Mapping[str, Any]
    ) -> CellInstance:
        """Create a cell.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            ``name`` (required, unique in the specification), ``batch`` (free text) or
            ``batch_id``, ``date_manufactured``, ``measured_properties`` (by component,
            each value ``{"value": 12.1, "unit": "mg/cm**2"}``), ``notes``.

        Returns
        -------
        CellInstance
            The new cell.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which cell.
        RequestValidationError
            A field is not what it should be; the message names it.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> data = {"name": "M50-007", "batch": "2024-A"}
        >>> client.cell_instance.create(spec.id, data).batch
        '2024-A'
        """
        return run(self._async.create(cell_spec_id, data))

    def create_or_get(
        self,
        cell_spec_id: CellSpecId,
        data: CellInstanceCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> CellInstance:
        """Create a cell, or fetch the one of that name.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Returns
        -------
        CellInstance
            The new cell, or the stored one.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(self._async.create_or_get(cell_spec_id, data, on_difference=on_difference))

    def update(
        self, cell_instance_id: CellInstanceId, data: CellInstanceUpdate | Mapping[str, Any]
    ) -> CellInstance:
        """Change a cell.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.
        data : mapping
            The fields to change. ``measured_properties`` are merged key by key; None
            removes a key, or takes the cell out of its batch.

        Returns
        -------
        CellInstance
            The cell as it is now.
        """
        return run(self._async.update(cell_instance_id, data))

    def deletion_of(self, cell_instance_id: CellInstanceId) -> Deletion:
        """Say what a delete of a cell would take along. Nothing is deleted.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such cell.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(cell_instance_id))

    def delete(
        self, cell_instance_id: CellInstanceId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a cell with its measurements.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(cell_instance_id, expect=expect))

    def detail(
        self,
        cell_instance_id: CellInstanceId,
        include_steps: bool = True,
        include_cycles: bool = True,
        include_time_series: bool = True,
        *,
        working_electrode: WorkingElectrode | None = None,
        max_parallel: int = 4,
        use_cache: bool = True,
    ) -> CellInstanceDetail:
        """Read a cell with all its measurements and their data.

        Parameters
        ----------
        cell_instance_id : str or CellInstance
            Its id.
        include_steps, include_cycles, include_time_series : bool, default True
            Whether to read these tables of each time series; those left out are None.
        working_electrode : {"anode", "cathode"}, optional
            As for `cell_measurement.cycles`.
        max_parallel : int, default 4
            How many measurements are read at once.
        use_cache : bool, default True
            False neither reads from the disk cache nor writes to it.

        Returns
        -------
        CellInstanceDetail
            ``.instance``, ``.specification_id``, and ``.measurements`` in the order of `list`.

        Raises
        ------
        NotFoundError
            There is no cell with this id, or none that the credential may see.
        ConflictError
            A measurement is still being processed, or could not be.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-011"})
        >>> detail = client.cell_instance.detail(cell.id, include_time_series=False)
        >>> detail.instance.name, detail.measurements
        ('M50-011', [])
        """
        return run(
            self._async.detail(
                cell_instance_id,
                include_steps,
                include_cycles,
                include_time_series,
                working_electrode=working_electrode,
                max_parallel=max_parallel,
                use_cache=use_cache,
            )
        )
