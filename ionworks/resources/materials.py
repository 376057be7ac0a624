"""Materials: what the components of cells are made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from ionworks_generated import models
from ionworks_generated.api.materials import (
    create_material,
    delete_material,
    get_material,
    list_materials,
    update_material,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Material
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._pages import page_of
from ionworks.resources._queries import Moment, Order, equals_filter, to_iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.differences import OnDifference
    from ionworks.ids import MaterialId, ProjectId
    from ionworks.records import Deletion
    from ionworks.types import MaterialCreate, MaterialUpdate

MaterialOrderBy: TypeAlias = Literal["name", "manufacturer", "created_at", "updated_at"]

_WHAT = "a material"


class AsyncMaterials(AsyncResource):
    """Materials: ``client.material``."""

    _page_size = 100

    async def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: ProjectId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        manufacturer: str | None = None,
        product_id: str | None = None,
        created_at: str | None = None,
        created_at_gt: Moment | None = None,
        created_at_lt: Moment | None = None,
        updated_at: str | None = None,
        updated_at_gt: Moment | None = None,
        updated_at_lt: Moment | None = None,
        order_by: MaterialOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Material]:
        """List a page of the materials of a project.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 100; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.
        name, manufacturer, product_id : str, optional
            The whole value; or an operator and a value: ``"ilike.%graph%"`` finds a part,
            case-insensitive, ``"in.(NMC811,LFP)"`` finds any.
        name_exact : str, optional
            The whole name, whatever is in it; wins over `name`.
        created_at, updated_at : str, optional
            An operator and a moment in ISO 8601, such as ``"gte.2026-01-01"``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "manufacturer", "created_at", "updated_at"}, optional
            What to sort by; the service's default is the name.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Material
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> graphite = {"name": "Graphite B3", "manufacturer": "Kropfmühl"}
        >>> _ = await client.material.create_or_get(graphite)
        >>> found = await client.material.list(name="ilike.%b3", manufacturer="Kropfmühl")
        >>> [material.name for material in found]
        ['Graphite B3']
        """
        page = await self._runtime.call(
            list_materials,
            limit=limit,
            offset=offset,
            project_id=self._project(project_id),
            name=name if name_exact is None else equals_filter(name_exact, "name_exact"),
            manufacturer=manufacturer,
            product_id=product_id,
            created_at=created_at,
            created_at_gt=to_iso(created_at_gt, "created_at_gt"),
            created_at_lt=to_iso(created_at_lt, "created_at_lt"),
            updated_at=updated_at,
            updated_at_gt=to_iso(updated_at_gt, "updated_at_gt"),
            updated_at_lt=to_iso(updated_at_lt, "updated_at_lt"),
            order_by=order_by,
            order=order,
        )
        return page_of(Material, page, self._links)

    iter = every_page(list)

    async def get(self, material_id: MaterialId) -> Material:
        """Get one material with the number of its property datasets.

        Parameters
        ----------
        material_id : str or Material
            Its id.

        Raises
        ------
        NotFoundError
            There is no material with this id, or none that the credential may see.
        """
        return Material.from_model(
            await self._runtime.call(get_material, id_of(material_id, "material_id")),
            self._links,
        )

    async def create(self, data: MaterialCreate | Mapping[str, Any]) -> Material:
        """Create a material.

        A specification that names the material of a component needs no such call: the service
        finds the material by its name and manufacturer, or creates it.

        Parameters
        ----------
        data : mapping
            ``name`` (required; together with ``manufacturer`` unique in the project),
            ``manufacturer``, ``product_id`` (the supplier's reference), ``definition`` (formula,
            kind, constituents: of any form), ``project_id``.

        Returns
        -------
        Material
            The new material.

        Raises
        ------
        ConflictError
            The name and the manufacturer are taken; ``existing_id`` says by which material.

        Examples
        --------
        >>> nmc = await client.material.create({"name": "NMC811", "manufacturer": "BASF"})
        >>> nmc.property_count
        0
        """
        require_name(data, "material")
        body = body_of(data, models.MaterialCreate, models.Material, what=_WHAT)
        if project := self._client.settings.project_id:
            body = {"project_id": project, **body}
        made = await self._runtime.call(create_material, body=payload(body))
        record = Material.from_model(made, self._links)
        return require_asked(record, name=data["name"])

    async def create_or_get(
        self, data: MaterialCreate | Mapping[str, Any], *, on_difference: OnDifference = "warn"
    ) -> Material:
        """Create a material, or fetch the one of that name and manufacturer.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Returns
        -------
        Material
            The new material, or the stored one.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        name = require_name(data, "material")
        return await create_or_find(
            self._runtime,
            Wanted("material", data, models.MaterialCreate, models.MaterialUpdate, on_difference),
            create=partial(self.create, data),
            get=self.get,
            same_name=partial(
                self.iter,
                name_exact=name,
                manufacturer=equals_filter(data.get("manufacturer"), "maker"),
                project_id=cast("ProjectId | None", data.get("project_id")),
            ),
            update=self.update,
        )

    async def update(
        self, material_id: MaterialId, data: MaterialUpdate | Mapping[str, Any]
    ) -> Material:
        """Change a material, in every specification that uses it.

        Parameters
        ----------
        material_id : str or Material
            Its id.
        data : mapping
            The fields to change. ``definition`` is merged key by key; None removes a key.

        Returns
        -------
        Material
            The material as it is now.

        Raises
        ------
        ConflictError
            The new name and manufacturer are taken; ``existing_id`` says by which material.
        """
        body = body_of(data, models.MaterialUpdate, models.Material, what=_WHAT)
        changed = await updated(
            self._runtime,
            update_material,
            get_material,
            id_of(material_id, "material_id"),
            body,
        )
        return Material.from_model(changed, self._links)

    async def deletion_of(self, material_id: MaterialId) -> Deletion:
        """Say what a delete of a material would take along. Nothing is deleted.

        Parameters
        ----------
        material_id : str or Material
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such material.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "material", id_of(material_id, "material_id"))

    async def delete(
        self, material_id: MaterialId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a material with its property datasets.

        Parameters
        ----------
        material_id : str or Material
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says; or:
            A cell specification uses it.
        """
        material_id = id_of(material_id, "material_id")
        match = await matched(self._runtime, "material", material_id, expect)
        await self._runtime.call_with(match, delete_material, material_id)


class Materials(Resource[AsyncMaterials]):
    """Materials: ``client.material``."""

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: ProjectId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        manufacturer: str | None = None,
        product_id: str | None = None,
        created_at: str | None = None,
        created_at_gt: Moment | None = None,
        created_at_lt: Moment | None = None,
        updated_at: str | None = None,
        updated_at_gt: Moment | None = None,
        updated_at_lt: Moment | None = None,
        order_by: MaterialOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Material]:
        """List a page of the materials of a project.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 100; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one.
        name, manufacturer, product_id : str, optional
            The whole value; or an operator and a value: ``"ilike.%graph%"`` finds a part,
            case-insensitive, ``"in.(NMC811,LFP)"`` finds any.
        name_exact : str, optional
            The whole name, whatever is in it; wins over `name`.
        created_at, updated_at : str, optional
            An operator and a moment in ISO 8601, such as ``"gte.2026-01-01"``.
        created_at_gt, created_at_lt, updated_at_gt, updated_at_lt : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "manufacturer", "created_at", "updated_at"}, optional
            What to sort by; the service's default is the name.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Material
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> graphite = {"name": "Graphite B3", "manufacturer": "Kropfmühl"}
        >>> _ = client.material.create_or_get(graphite)
        >>> found = client.material.list(name="ilike.%b3", manufacturer="Kropfmühl")
        >>> [material.name for material in found]
        ['Graphite B3']
        """
        return run(
            self._async.list(
                limit,
                offset,
                project_id=project_id,
                name=name,
                name_exact=name_exact,
                manufacturer=manufacturer,
                product_id=product_id,
                created_at=created_at,
                created_at_gt=created_at_gt,
                created_at_lt=created_at_lt,
                updated_at=updated_at,
                updated_at_gt=updated_at_gt,
                updated_at_lt=updated_at_lt,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def get(self, material_id: MaterialId) -> Material:
        """Get one material with the number of its property datasets.

        Parameters
        ----------
        material_id : str or Material
            Its id.

        Raises
        ------
        NotFoundError
            There is no material with this id, or none that the credential may see.
        """
        return run(self._async.get(material_id))

    def create(self, data: MaterialCreate | Mapping[str, Any]) -> Material:
        """Create a material.

        A specification that names the material of a component needs no such call: the service
        finds the material by its name and manufacturer, or creates it.

        Parameters
        ----------
        data : mapping
            ``name`` (required; together with ``manufacturer`` unique in the project),
            ``manufacturer``, ``product_id`` (the supplier's reference), ``definition`` (formula,
            kind, constituents: of any form), ``project_id``.

        Returns
        -------
        Material
            The new material.

        Raises
        ------
        ConflictError
            The name and the manufacturer are taken; ``existing_id`` says by which material.

        Examples
        --------
        >>> nmc = client.material.create({"name": "NMC811", "manufacturer": "BASF"})
        >>> nmc.property_count
        0
        """
        return run(self._async.create(data))

    def create_or_get(
        self, data: MaterialCreate | Mapping[str, Any], *, on_difference: OnDifference = "warn"
    ) -> Material:
        """Create a material, or fetch the one of that name and manufacturer.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Returns
        -------
        Material
            The new material, or the stored one.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(self._async.create_or_get(data, on_difference=on_difference))

    def update(self, material_id: MaterialId, data: MaterialUpdate | Mapping[str, Any]) -> Material:
        """Change a material, in every specification that uses it.

        Parameters
        ----------
        material_id : str or Material
            Its id.
        data : mapping
            The fields to change. ``definition`` is merged key by key; None removes a key.

        Returns
        -------
        Material
            The material as it is now.

        Raises
        ------
        ConflictError
            The new name and manufacturer are taken; ``existing_id`` says by which material.
        """
        return run(self._async.update(material_id, data))

    def deletion_of(self, material_id: MaterialId) -> Deletion:
        """Say what a delete of a material would take along. Nothing is deleted.

        Parameters
        ----------
        material_id : str or Material
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such material.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(material_id))

    def delete(self, material_id: MaterialId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a material with its property datasets.

        Parameters
        ----------
        material_id : str or Material
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says; or:
            A cell specification uses it.
        """
        return run(self._async.delete(material_id, expect=expect))
