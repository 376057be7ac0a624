"""Cell specifications: the blueprint of a cell type."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ionworks_generated import models
from ionworks_generated.api.cell_specifications import (
    create_cell_specification,
    delete_cell_specification,
    get_cell_specification,
    list_cell_specifications,
    update_cell_specification,
)

from ionworks._given import flag_of, mapping_of
from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.errors import RequestValidationError
from ionworks.ids import id_of, id_or_none, one_or_more
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import CellSpecification
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._design_tables import COLUMNS_OF_SPEC, design_table, row_of_spec
from ionworks.resources._finding import Design, find_specs
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._pages import page_of
from ionworks.resources._queries import (
    Moment,
    Order,
    OrderBy,
    contains_filter,
    equals_filter,
    name_filter,
    texts,
    to_iso,
)
from ionworks.tables import AnyFrame
from ionworks.words import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ionworks.differences import OnDifference
    from ionworks.ids import CellSpecId, MaterialId, ProjectId
    from ionworks.records import Deletion
    from ionworks.resources._named_values import Where
    from ionworks.types import CellSpecificationCreate, CellSpecificationUpdate

_WHAT = "a cell specification"


class AsyncCellSpecs(AsyncResource):
    """Cell specifications: ``client.cell_spec``."""

    async def list(
        self,
        include_components: bool = False,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        form_factor: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
        project_id: ProjectId | None = None,
        material_id: MaterialId | Sequence[MaterialId] | None = None,
        anode_material_id: MaterialId | None = None,
        cathode_material_id: MaterialId | None = None,
        electrolyte_material_id: MaterialId | None = None,
        separator_material_id: MaterialId | None = None,
        case_material_id: MaterialId | None = None,
        exclude_cell_spec_id: CellSpecId | None = None,
    ) -> PaginatedList[CellSpecification]:
        """List a page of specifications.

        Parameters
        ----------
        include_components : bool, default False
            Fill the components (anode, cathode, ...) as `get` does.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        form_factor : str, optional
            The whole form factor, such as ``"R2032"``.
        created_by_email : str, optional
            Part of the creator's address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.
        material_id : str or Material, or sequence of them, optional
            A material that some component uses; of several, any.
        anode_material_id, cathode_material_id, electrolyte_material_id : str or record, optional
            The material of this component; of several components, one match is enough.
        separator_material_id, case_material_id : str or record, optional
            The material of this component, likewise.
        exclude_cell_spec_id : str or CellSpecification, optional
            A specification to leave out.

        Returns
        -------
        PaginatedList of CellSpecification
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50T", "form_factor": "21700"})
        >>> (await client.cell_spec.list(form_factor="21700", name="m50t"))[0].name
        'LG M50T'
        >>> [spec.name async for spec in client.cell_spec.iter(name_exact="LG M50T")]
        ['LG M50T']
        """
        materials = None if material_id is None else one_or_more(material_id, "material_id")
        if materials == []:  # of none of the materials is no specification
            return PaginatedList([], 0)
        only = materials[0] if materials and len(materials) == 1 else None
        page = await self._runtime.call(
            list_cell_specifications,
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            form_factor=equals_filter(form_factor, "form_factor"),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
            project_id=self._project(project_id),
            full=flag_of(include_components, "include_components") or None,
            material_id=only,
            material_ids=None if only else materials,
            anode_material_id=id_or_none(anode_material_id, "anode_material_id"),
            cathode_material_id=id_or_none(cathode_material_id, "cathode_material_id"),
            electrolyte_material_id=id_or_none(electrolyte_material_id, "electrolyte_material_id"),
            separator_material_id=id_or_none(separator_material_id, "separator_material_id"),
            case_material_id=id_or_none(case_material_id, "case_material_id"),
            exclude_cell_spec_id=id_or_none(exclude_cell_spec_id, "exclude_cell_spec_id"),
        )
        return page_of(CellSpecification, page, self._links)

    iter = every_page(list)

    async def find(
        self,
        *,
        name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[CellSpecification]:
        """Find all specifications of a project that fit, in one call.

        Parameters
        ----------
        name : str, optional
            Part of the name, case-insensitive.
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
        PaginatedList of CellSpecification
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
        >>> large = {"capacity": "> 4000 mA.h"}
        >>> [spec.name for spec in await client.cell_spec.find(manufacturer="acme", where=large)]
        ['Finder 21700']
        """
        return await find_specs(
            self._client,
            Design(name, manufacturer, form_factor, material),
            where,
            project_id,
            created_after=created_after,
            created_before=created_before,
            updated_after=updated_after,
            updated_before=updated_before,
        )

    async def table(
        self,
        *,
        name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        units: Mapping[str, str] | None = None,
        project_id: ProjectId | None = None,
    ) -> AnyFrame:
        """Make a table of the specifications of a project: one row each, one column a value.

        Parameters
        ----------
        name, created_after, created_before, updated_after, updated_before, manufacturer
            As for `find`.
        material, form_factor, where, project_id
            As for `find`.
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
        >>> designs = await client.cell_spec.table(manufacturer="acme", units={"capacity": "mA.h"})
        >>> designs["Ratings capacity [mA.h]"].to_list()
        [5000.0]
        """
        found = await self.find(
            name=name,
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
        rows = [row_of_spec(spec) for spec in found]
        return await design_table(self._client, COLUMNS_OF_SPEC, rows, units)

    async def related_specs(
        self,
        cell_spec_id: CellSpecId,
        *,
        slots: Sequence[str] | None = None,
        exclude_self: bool = True,
        limit: int = 100,
        offset: int = 0,
        include_components: bool = False,
    ) -> PaginatedList[CellSpecification]:
        """List a page of the specifications of the project that share a material with one.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            The specification to compare with.
        slots : sequence of str, optional
            Components to compare, each with the same one of the others: ``"anode"``,
            ``"cathode"``, ``"electrolyte"``, ``"separator"``, ``"case"``. One match is enough.
            Without it any component may share the material of any other.
        exclude_self : bool, default True
            Leave out the specification itself.
        limit : int, default 100
            Results in the page, 1 to 1000.
        offset : int, default 0
            Results to leave out at the start.
        include_components : bool, default False
            Fill the components as `get` does.

        Returns
        -------
        PaginatedList of CellSpecification
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            A slot is not one of the components.

        Examples
        --------
        >>> graphite = {"anode": {"material": {"name": "Graphite A12"}}}
        >>> one = await client.cell_spec.create_or_get({"name": "Coin A12", **graphite})
        >>> two = await client.cell_spec.create_or_get({"name": "Pouch A12", **graphite})
        >>> [spec.name for spec in await client.cell_spec.related_specs(one, slots=["anode"])]
        ['Pouch A12']
        """
        wanted = None if slots is None else texts(slots, "slots")
        for slot in wanted or ():
            if slot not in COMPONENTS:
                raise ValueError(f"{slot!r} is no component; `slots` takes {', '.join(COMPONENTS)}")
        spec = await self.get(cell_spec_id)
        used = {
            slot: _material_of(spec, slot) for slot in (COMPONENTS if wanted is None else wanted)
        }
        materials = list(dict.fromkeys(filter(None, used.values())))
        if not materials:
            return PaginatedList([], 0)
        query: dict[str, Any] = {
            "include_components": include_components,
            "project_id": spec.project_id,
            "exclude_cell_spec_id": spec.id if exclude_self else None,
        }
        if wanted is None:
            query["material_id"] = materials
        else:  # the service takes any of these
            query |= {f"{slot}_material_id": ident for slot, ident in used.items() if ident}
        return await self.list(limit=limit, offset=offset, **query)

    async def get(self, cell_spec_id: CellSpecId) -> CellSpecification:
        """Get one specification with its components.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.

        Raises
        ------
        NotFoundError
            There is no specification with this id, or none that the credential may see.
        """
        found = await self._runtime.call(
            get_cell_specification, id_of(cell_spec_id, "cell_spec_id")
        )
        return CellSpecification.from_model(found, self._links)

    async def create(self, data: CellSpecificationCreate | Mapping[str, Any]) -> CellSpecification:
        """Create a specification.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the project), ``ratings`` (``capacity``,
            ``voltage_min``, ``voltage_max``, ... each ``{"value": 5.0, "unit": "A.h"}``),
            ``form_factor``, ``manufacturer``, the components ``anode``, ``cathode``,
            ``electrolyte``, ``separator``, ``case``, and ``properties``, ``source``,
            ``notes``, ``project_id``.

        Returns
        -------
        CellSpecification
            The new specification.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which specification.
        RequestValidationError
            A field is not what it should be; the message names it.

        Examples
        --------
        >>> spec = await client.cell_spec.create({
        ...     "name": "Coin cell",
        ...     "ratings": {"capacity": {"value": 0.002, "unit": "A.h"}},
        ... })
        >>> spec.ratings["capacity"]["value"]
        0.002
        """
        require_name(data, "cell specification")
        _check_ratings(data)
        project = self._runtime.settings.project_id
        body = body_of(data, models.CellSpecificationCreate, models.CellSpecification, what=_WHAT)
        if project:
            body = {"project_id": project, **body}
        made = await self._runtime.call(create_cell_specification, body=payload(body))
        record = CellSpecification.from_model(made, self._links)
        return require_asked(record, name=data["name"])

    async def create_or_get(
        self,
        data: CellSpecificationCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> CellSpecification:
        """Create a specification, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Returns
        -------
        CellSpecification
            The new specification, or the stored one.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        ConflictError
            The service refuses the name and does not hold a specification of it.

        Examples
        --------
        >>> first = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> await client.cell_spec.create_or_get({"name": "LG M50"}) == first
        True
        """
        name = require_name(data, "cell specification")
        return await create_or_find(
            self._runtime,
            Wanted(
                "cell specification",
                data,
                models.CellSpecificationCreate,
                models.CellSpecificationUpdate,
                on_difference,
            ),
            create=partial(self.create, data),
            get=self.get,
            same_name=partial(
                self.iter,
                include_components=True,
                name_exact=name,
                project_id=cast("ProjectId | None", data.get("project_id")),
            ),
            update=self.update,
        )

    async def update(
        self, cell_spec_id: CellSpecId, data: CellSpecificationUpdate | Mapping[str, Any]
    ) -> CellSpecification:
        """Change a specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.
        data : mapping
            The fields to change. Objects such as ``ratings`` are merged key by key; None
            removes a key; lists and plain values replace what is there.

        Returns
        -------
        CellSpecification
            The specification as it is now.

        Raises
        ------
        RequestValidationError
            A field is not what it should be; the message names it.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({
        ...     "name": "Rated cell",
        ...     "ratings": {"voltage_max": {"value": 4.2, "unit": "V"}},
        ... })
        >>> capacity = {"capacity": {"value": 0.0025, "unit": "A*h"}}
        >>> sorted((await client.cell_spec.update(spec.id, {"ratings": capacity})).ratings)
        ['capacity', 'voltage_max']
        """
        _check_ratings(mapping_of(data, "data"))
        body = body_of(data, models.CellSpecificationUpdate, models.CellSpecification, what=_WHAT)
        changed = await updated(
            self._runtime,
            update_cell_specification,
            get_cell_specification,
            id_of(cell_spec_id, "cell_spec_id"),
            body,
        )
        return CellSpecification.from_model(changed, self._links)

    async def deletion_of(self, cell_spec_id: CellSpecId) -> Deletion:
        """Say what a delete of a specification would take along. Nothing is deleted.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such specification.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(
            self._runtime, "cell_specification", id_of(cell_spec_id, "cell_spec_id")
        )

    async def delete(
        self, cell_spec_id: CellSpecId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a specification with its cells and measurements.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        cell_spec_id = id_of(cell_spec_id, "cell_spec_id")
        match = await matched(self._runtime, "cell_specification", cell_spec_id, expect)
        await MeasurementCache(self._runtime).deleting(
            lambda: self._runtime.call_with(match, delete_cell_specification, cell_spec_id)
        )


def _material_of(spec: CellSpecification, slot: str) -> str | None:
    """Return the id of the material of a component, if it has one."""
    component: Any = spec.get(slot)
    if component is None:
        return None
    found = component.get("material_id") or (component.get("material") or {}).get("id")
    return found if isinstance(found, str) else None


def _check_ratings(data: Mapping[str, Any]) -> None:
    from ionworks.validators.ratings import check_ratings

    try:
        check_ratings(data.get("ratings"))
    except ValueError as problem:
        raise RequestValidationError(str(problem)) from None


class CellSpecs(Resource[AsyncCellSpecs]):
    """Cell specifications: ``client.cell_spec``."""

    def list(
        self,
        include_components: bool = False,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        form_factor: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
        project_id: ProjectId | None = None,
        material_id: MaterialId | Sequence[MaterialId] | None = None,
        anode_material_id: MaterialId | None = None,
        cathode_material_id: MaterialId | None = None,
        electrolyte_material_id: MaterialId | None = None,
        separator_material_id: MaterialId | None = None,
        case_material_id: MaterialId | None = None,
        exclude_cell_spec_id: CellSpecId | None = None,
    ) -> PaginatedList[CellSpecification]:
        """List a page of specifications.

        Parameters
        ----------
        include_components : bool, default False
            Fill the components (anode, cathode, ...) as `get` does.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        form_factor : str, optional
            The whole form factor, such as ``"R2032"``.
        created_by_email : str, optional
            Part of the creator's address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.
        material_id : str or Material, or sequence of them, optional
            A material that some component uses; of several, any.
        anode_material_id, cathode_material_id, electrolyte_material_id : str or record, optional
            The material of this component; of several components, one match is enough.
        separator_material_id, case_material_id : str or record, optional
            The material of this component, likewise.
        exclude_cell_spec_id : str or CellSpecification, optional
            A specification to leave out.

        Returns
        -------
        PaginatedList of CellSpecification
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50T", "form_factor": "21700"})
        >>> client.cell_spec.list(form_factor="21700", name="m50t")[0].name
        'LG M50T'
        >>> [spec.name for spec in client.cell_spec.iter(name_exact="LG M50T")]
        ['LG M50T']
        """
        return run(
            self._async.list(
                include_components,
                limit,
                offset,
                name=name,
                name_exact=name_exact,
                form_factor=form_factor,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                order_by=order_by,
                order=order,
                project_id=project_id,
                material_id=material_id,
                anode_material_id=anode_material_id,
                cathode_material_id=cathode_material_id,
                electrolyte_material_id=electrolyte_material_id,
                separator_material_id=separator_material_id,
                case_material_id=case_material_id,
                exclude_cell_spec_id=exclude_cell_spec_id,
            )
        )

    iter = every_page(list)

    def find(
        self,
        *,
        name: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[CellSpecification]:
        """Find all specifications of a project that fit, in one call.

        Parameters
        ----------
        name : str, optional
            Part of the name, case-insensitive.
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
        PaginatedList of CellSpecification
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
        >>> large = {"capacity": "> 4000 mA.h"}
        >>> [spec.name for spec in client.cell_spec.find(manufacturer="acme", where=large)]
        ['Finder 21700']
        """
        return run(
            self._async.find(
                name=name,
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
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        manufacturer: str | None = None,
        material: MaterialId | None = None,
        form_factor: str | None = None,
        where: Where | None = None,
        units: Mapping[str, str] | None = None,
        project_id: ProjectId | None = None,
    ) -> AnyFrame:
        """Make a table of the specifications of a project: one row each, one column a value.

        Parameters
        ----------
        name, created_after, created_before, updated_after, updated_before, manufacturer
            As for `find`.
        material, form_factor, where, project_id
            As for `find`.
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
        >>> designs = client.cell_spec.table(manufacturer="acme", units={"capacity": "mA.h"})
        >>> designs["Ratings capacity [mA.h]"].to_list()
        [5000.0]
        """
        return run(
            self._async.table(
                name=name,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                manufacturer=manufacturer,
                material=material,
                form_factor=form_factor,
                where=where,
                units=units,
                project_id=project_id,
            )
        )

    def related_specs(
        self,
        cell_spec_id: CellSpecId,
        *,
        slots: Sequence[str] | None = None,
        exclude_self: bool = True,
        limit: int = 100,
        offset: int = 0,
        include_components: bool = False,
    ) -> PaginatedList[CellSpecification]:
        """List a page of the specifications of the project that share a material with one.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            The specification to compare with.
        slots : sequence of str, optional
            Components to compare, each with the same one of the others: ``"anode"``,
            ``"cathode"``, ``"electrolyte"``, ``"separator"``, ``"case"``. One match is enough.
            Without it any component may share the material of any other.
        exclude_self : bool, default True
            Leave out the specification itself.
        limit : int, default 100
            Results in the page, 1 to 1000.
        offset : int, default 0
            Results to leave out at the start.
        include_components : bool, default False
            Fill the components as `get` does.

        Returns
        -------
        PaginatedList of CellSpecification
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            A slot is not one of the components.

        Examples
        --------
        >>> graphite = {"anode": {"material": {"name": "Graphite A12"}}}
        >>> one = client.cell_spec.create_or_get({"name": "Coin A12", **graphite})
        >>> two = client.cell_spec.create_or_get({"name": "Pouch A12", **graphite})
        >>> [spec.name for spec in client.cell_spec.related_specs(one, slots=["anode"])]
        ['Pouch A12']
        """
        return run(
            self._async.related_specs(
                cell_spec_id,
                slots=slots,
                exclude_self=exclude_self,
                limit=limit,
                offset=offset,
                include_components=include_components,
            )
        )

    def get(self, cell_spec_id: CellSpecId) -> CellSpecification:
        """Get one specification with its components.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.

        Raises
        ------
        NotFoundError
            There is no specification with this id, or none that the credential may see.
        """
        return run(self._async.get(cell_spec_id))

    def create(self, data: CellSpecificationCreate | Mapping[str, Any]) -> CellSpecification:
        """Create a specification.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the project), ``ratings`` (``capacity``,
            ``voltage_min``, ``voltage_max``, ... each ``{"value": 5.0, "unit": "A.h"}``),
            ``form_factor``, ``manufacturer``, the components ``anode``, ``cathode``,
            ``electrolyte``, ``separator``, ``case``, and ``properties``, ``source``,
            ``notes``, ``project_id``.

        Returns
        -------
        CellSpecification
            The new specification.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which specification.
        RequestValidationError
            A field is not what it should be; the message names it.

        Examples
        --------
        >>> spec = client.cell_spec.create({
        ...     "name": "Coin cell",
        ...     "ratings": {"capacity": {"value": 0.002, "unit": "A.h"}},
        ... })
        >>> spec.ratings["capacity"]["value"]
        0.002
        """
        return run(self._async.create(data))

    def create_or_get(
        self,
        data: CellSpecificationCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> CellSpecification:
        """Create a specification, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Returns
        -------
        CellSpecification
            The new specification, or the stored one.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        ConflictError
            The service refuses the name and does not hold a specification of it.

        Examples
        --------
        >>> first = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> client.cell_spec.create_or_get({"name": "LG M50"}) == first
        True
        """
        return run(self._async.create_or_get(data, on_difference=on_difference))

    def update(
        self, cell_spec_id: CellSpecId, data: CellSpecificationUpdate | Mapping[str, Any]
    ) -> CellSpecification:
        """Change a specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.
        data : mapping
            The fields to change. Objects such as ``ratings`` are merged key by key; None
            removes a key; lists and plain values replace what is there.

        Returns
        -------
        CellSpecification
            The specification as it is now.

        Raises
        ------
        RequestValidationError
            A field is not what it should be; the message names it.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({
        ...     "name": "Rated cell",
        ...     "ratings": {"voltage_max": {"value": 4.2, "unit": "V"}},
        ... })
        >>> capacity = {"capacity": {"value": 0.0025, "unit": "A*h"}}
        >>> sorted(client.cell_spec.update(spec.id, {"ratings": capacity}).ratings)
        ['capacity', 'voltage_max']
        """
        return run(self._async.update(cell_spec_id, data))

    def deletion_of(self, cell_spec_id: CellSpecId) -> Deletion:
        """Say what a delete of a specification would take along. Nothing is deleted.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such specification.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(cell_spec_id))

    def delete(self, cell_spec_id: CellSpecId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a specification with its cells and measurements.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(cell_spec_id, expect=expect))
