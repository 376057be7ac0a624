"""Sites: the places with test equipment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.equipment import (
    create_site,
    delete_site,
    get_site,
    list_sites,
    update_site,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Deletion, Site, SiteDetail
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._pages import page_of
from ionworks.resources._queries import (
    Moment,
    Order,
    OrderBy,
    contains_filter,
    name_filter,
    to_iso,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.differences import OnDifference
    from ionworks.ids import SiteId
    from ionworks.types import SiteCreate, SiteUpdate

# How many cyclers of a site are read at the same time.
_AT_ONCE = 6


class AsyncSites(AsyncResource):
    """Sites of the organization, where cyclers stand: ``client.site``."""

    async def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        location: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Site]:
        """List a page of the sites of the organization.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        location : str, optional
            Part of the location, case-insensitive.
        created_by_email : str, optional
            Part of the creator's e-mail address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Site
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_sites,
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            location=contains_filter(location, "location"),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(Site, page, self._links)

    iter = every_page(list)

    async def get(self, site_id: SiteId) -> Site:
        """Get one site.

        Parameters
        ----------
        site_id : str or Site
            Its id.

        Raises
        ------
        NotFoundError
            There is no site with this id, or none that the credential may see.
        """
        return Site.from_model(
            await self._runtime.call(get_site, id_of(site_id, "site_id")), self._links
        )

    async def detail(self, site_id: SiteId) -> SiteDetail:
        """Get a site with its cyclers and their channels.

        Parameters
        ----------
        site_id : str or Site
            Its id.

        Returns
        -------
        SiteDetail
            ``site``, and ``cyclers``, each with its ``channels``.

        Raises
        ------
        NotFoundError
            There is no site with this id, or none that the credential may see.

        Examples
        --------
        >>> site = await client.site.create_or_get({"name": "Oxford lab"})
        >>> cycler = await client.cycler.create_or_get(site.id, {"name": "BCS-1"})
        >>> [each.cycler.name for each in (await client.site.detail(site.id)).cyclers]
        ['BCS-1']
        """
        site = await self.get(site_id)
        cyclers = [each async for each in self._client.cycler.iter(site.id)]
        read = self._client.cycler.detail_from_cycler
        details = await self._runtime.backend.gather(
            [partial(read, each) for each in cyclers], limit=_AT_ONCE
        )
        return SiteDetail(site=site, cyclers=details)

    async def create(self, data: SiteCreate | Mapping[str, Any]) -> Site:
        """Create a site.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the organization) and ``location``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which site.

        Examples
        --------
        >>> (await client.site.create({"name": "Warwick lab", "location": "Coventry"})).location
        'Coventry'
        """
        require_name(data, "site")
        body = body_of(data, models.SiteCreate, models.Site, what="a site")
        made = await self._runtime.call(create_site, body=payload(body))
        return require_asked(Site.from_model(made, self._links), name=data["name"])

    async def create_or_get(
        self, data: SiteCreate | Mapping[str, Any], *, on_difference: OnDifference = "warn"
    ) -> Site:
        """Create a site, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        name = require_name(data, "site")
        return await create_or_find(
            self._runtime,
            Wanted("site", data, models.SiteCreate, models.SiteUpdate, on_difference),
            create=partial(self.create, data),
            get=self.get,
            same_name=partial(self.iter, name_exact=name),
            update=self.update,
        )

    async def update(self, site_id: SiteId, data: SiteUpdate | Mapping[str, Any]) -> Site:
        """Change a site.

        Parameters
        ----------
        site_id : str or Site
            Its id.
        data : mapping
            The fields to change, ``name`` or ``location``.

        Returns
        -------
        Site
            The site as it is now.
        """
        body = body_of(data, models.SiteUpdate, models.Site, what="a site")
        changed = await updated(
            self._runtime, update_site, get_site, id_of(site_id, "site_id"), body
        )
        return Site.from_model(changed, self._links)

    async def deletion_of(self, site_id: SiteId) -> Deletion:
        """Say what a delete of a site would take along. Nothing is deleted.

        Parameters
        ----------
        site_id : str or Site
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such site.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "site", id_of(site_id, "site_id"))

    async def delete(self, site_id: SiteId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a site with its cyclers and their channels.

        Measurements that ran there stay, and name no channel then.

        Parameters
        ----------
        site_id : str or Site
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cyclers": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        site_id = id_of(site_id, "site_id")
        match = await matched(self._runtime, "site", site_id, expect)
        await self._runtime.call_with(match, delete_site, site_id)


class Sites(Resource[AsyncSites]):
    """Sites of the organization, where cyclers stand: ``client.site``."""

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        location: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Site]:
        """List a page of the sites of the organization.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        location : str, optional
            Part of the location, case-insensitive.
        created_by_email : str, optional
            Part of the creator's e-mail address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Site
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                limit,
                offset,
                name=name,
                name_exact=name_exact,
                location=location,
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

    def get(self, site_id: SiteId) -> Site:
        """Get one site.

        Parameters
        ----------
        site_id : str or Site
            Its id.

        Raises
        ------
        NotFoundError
            There is no site with this id, or none that the credential may see.
        """
        return run(self._async.get(site_id))

    def detail(self, site_id: SiteId) -> SiteDetail:
        """Get a site with its cyclers and their channels.

        Parameters
        ----------
        site_id : str or Site
            Its id.

        Returns
        -------
        SiteDetail
            ``site``, and ``cyclers``, each with its ``channels``.

        Raises
        ------
        NotFoundError
            There is no site with this id, or none that the credential may see.

        Examples
        --------
        >>> site = client.site.create_or_get({"name": "Oxford lab"})
        >>> cycler = client.cycler.create_or_get(site.id, {"name": "BCS-1"})
        >>> [each.cycler.name for each in client.site.detail(site.id).cyclers]
        ['BCS-1']
        """
        return run(self._async.detail(site_id))

    def create(self, data: SiteCreate | Mapping[str, Any]) -> Site:
        """Create a site.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the organization) and ``location``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which site.

        Examples
        --------
        >>> client.site.create({"name": "Warwick lab", "location": "Coventry"}).location
        'Coventry'
        """
        return run(self._async.create(data))

    def create_or_get(
        self, data: SiteCreate | Mapping[str, Any], *, on_difference: OnDifference = "warn"
    ) -> Site:
        """Create a site, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(self._async.create_or_get(data, on_difference=on_difference))

    def update(self, site_id: SiteId, data: SiteUpdate | Mapping[str, Any]) -> Site:
        """Change a site.

        Parameters
        ----------
        site_id : str or Site
            Its id.
        data : mapping
            The fields to change, ``name`` or ``location``.

        Returns
        -------
        Site
            The site as it is now.
        """
        return run(self._async.update(site_id, data))

    def deletion_of(self, site_id: SiteId) -> Deletion:
        """Say what a delete of a site would take along. Nothing is deleted.

        Parameters
        ----------
        site_id : str or Site
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such site.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(site_id))

    def delete(self, site_id: SiteId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a site with its cyclers and their channels.

        Measurements that ran there stay, and name no channel then.

        Parameters
        ----------
        site_id : str or Site
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cyclers": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(site_id, expect=expect))
