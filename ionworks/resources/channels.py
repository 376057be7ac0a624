"""Channels: where a cycler runs one test at a time, and their outages."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.equipment import (
    create_channel,
    delete_channel,
    get_channel,
    list_all_channels,
    list_channels,
    list_incidents,
    update_channel,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Channel, ChannelIncident, Deletion
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
    from ionworks.ids import ChannelId, CyclerId
    from ionworks.types import ChannelCreate, ChannelUpdate


class AsyncChannels(AsyncResource):
    """Channels of a cycler, with their outages: ``client.channel``."""

    async def list(
        self,
        cycler_id: CyclerId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Channel]:
        """List a page of the channels of a cycler.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
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
        PaginatedList of Channel
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_channels,
            id_of(cycler_id, "cycler_id"),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(Channel, page, self._links)

    iter = every_page(list)

    async def list_all(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        cycler_id: CyclerId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Channel]:
        """List a page of the channels of the organization.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        cycler_id : str or Cycler, optional
            Only channels of this cycler.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
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
        PaginatedList of Channel
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_all_channels,
            limit=limit,
            offset=offset,
            cycler_id=id_or_none(cycler_id, "cycler_id"),
            name=name_filter(name, name_exact),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(Channel, page, self._links)

    iter_all = every_page(list_all)

    async def get(self, channel_id: ChannelId) -> Channel:
        """Get one channel.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.

        Raises
        ------
        NotFoundError
            There is no channel with this id, or none that the credential may see.
        """
        return Channel.from_model(
            await self._runtime.call(get_channel, id_of(channel_id, "channel_id")), self._links
        )

    async def create(self, cycler_id: CyclerId, data: ChannelCreate | Mapping[str, Any]) -> Channel:
        """Create a channel; it is in service.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        data : mapping
            ``name`` (required, unique in the cycler), ``notes``, ``max_amps`` (A), ``min_volts``
            and ``max_volts`` (V).

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which channel.
        ValueError
            `data` says that it is out of commission; `update` takes it out of service.

        Examples
        --------
        >>> site = await client.site.create_or_get({"name": "Channel lab"})
        >>> cycler = await client.cycler.create_or_get(site.id, {"name": "BCS-4"})
        >>> (await client.channel.create(cycler.id, {"name": "01", "max_amps": 15})).max_amps
        15.0
        """
        cycler_id = id_of(cycler_id, "cycler_id")
        require_name(data, "channel")
        body = body_of(data, models.ChannelCreate, models.Channel, what="a channel")
        if body.get("out_of_commission"):
            raise ValueError(
                "`out_of_commission` of the channel is true; a new channel is in service. Create "
                "it without, then take it out by `update`, which records why"
            )
        body = {name: value for name, value in body.items() if name != "out_of_commission"}
        made = await self._runtime.call(create_channel, cycler_id, body=payload(body))
        record = Channel.from_model(made, self._links)
        return require_asked(record, name=data["name"], cycler_id=cycler_id)

    async def create_or_get(
        self,
        cycler_id: CyclerId,
        data: ChannelCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> Channel:
        """Create a channel, or fetch the one of that name.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
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
        cycler_id = id_of(cycler_id, "cycler_id")
        name = require_name(data, "channel")
        return await create_or_find(
            self._runtime,
            Wanted("channel", data, models.ChannelCreate, models.ChannelUpdate, on_difference),
            create=partial(self.create, cycler_id, data),
            get=self.get,
            same_name=partial(self.iter, cycler_id, name_exact=name),
            update=self.update,
        )

    async def update(
        self, channel_id: ChannelId, data: ChannelUpdate | Mapping[str, Any]
    ) -> Channel:
        """Change a channel, take it out of service, or take it back.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.
        data : mapping
            The fields to change: ``name``, ``notes``, ``max_amps``, ``min_volts``,
            ``max_volts``. ``out_of_commission`` takes the channel out, which opens an incident
            with ``incident_category`` (``hardware_failure``, ``maintenance``, ``calibration``,
            ``decommissioned`` or ``other``), ``incident_notes``, ``service_scheduled_at``
            (required for maintenance and calibration) and ``service_scheduled_until``; or takes
            it back, which closes the incident with ``resolution_notes``.
            ``service_scheduled_until`` alone sets the end of a service that is scheduled.

        Returns
        -------
        Channel
            The channel as it is now.

        Raises
        ------
        ConflictError
            A test runs on the channel that is to be taken out.

        Examples
        --------
        >>> site = await client.site.create_or_get({"name": "Channel lab"})
        >>> cycler = await client.cycler.create_or_get(site.id, {"name": "BCS-5"})
        >>> channel = await client.channel.create_or_get(cycler.id, {"name": "01"})
        >>> fault = {"out_of_commission": True, "incident_category": "hardware_failure"}
        >>> (await client.channel.update(channel.id, fault)).out_of_commission
        True
        >>> [one.category for one in await client.channel.list_incidents(channel.id)]
        ['hardware_failure']
        """
        body = body_of(data, models.ChannelUpdate, models.Channel, what="a channel")
        for name in ("service_scheduled_at", "service_scheduled_until"):
            if isinstance(body, dict) and name in body:
                body[name] = to_iso(body[name], name)
        changed = await updated(
            self._runtime, update_channel, get_channel, id_of(channel_id, "channel_id"), body
        )
        return Channel.from_model(changed, self._links)

    async def deletion_of(self, channel_id: ChannelId) -> Deletion:
        """Say what a delete of a channel would take along. Nothing is deleted.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such channel.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "channel", id_of(channel_id, "channel_id"))

    async def delete(
        self, channel_id: ChannelId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a channel with its incidents.

        Measurements that ran there stay, and name no channel then.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"channel_incidents": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        channel_id = id_of(channel_id, "channel_id")
        match = await matched(self._runtime, "channel", channel_id, expect)
        await self._runtime.call_with(match, delete_channel, channel_id)

    async def list_incidents(
        self, channel_id: ChannelId, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[ChannelIncident]:
        """List a page of the outages of a channel, the newest first.

        Parameters
        ----------
        channel_id : str or Channel
            Id of the channel.
        limit : int, optional
            Results in the page, 1 to 100; the service's default is 20.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of ChannelIncident
            One page; ``.total`` counts all outages.
        """
        page = await self._runtime.call(
            list_incidents, id_of(channel_id, "channel_id"), limit=limit, offset=offset
        )
        return page_of(ChannelIncident, page, self._links)


class Channels(Resource[AsyncChannels]):
    """Channels of a cycler, with their outages: ``client.channel``."""

    def list(
        self,
        cycler_id: CyclerId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Channel]:
        """List a page of the channels of a cycler.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
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
        PaginatedList of Channel
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                cycler_id,
                limit,
                offset,
                name=name,
                name_exact=name_exact,
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

    def list_all(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        cycler_id: CyclerId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Channel]:
        """List a page of the channels of the organization.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        cycler_id : str or Cycler, optional
            Only channels of this cycler.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
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
        PaginatedList of Channel
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list_all(
                limit,
                offset,
                cycler_id=cycler_id,
                name=name,
                name_exact=name_exact,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                order_by=order_by,
                order=order,
            )
        )

    iter_all = every_page(list_all)

    def get(self, channel_id: ChannelId) -> Channel:
        """Get one channel.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.

        Raises
        ------
        NotFoundError
            There is no channel with this id, or none that the credential may see.
        """
        return run(self._async.get(channel_id))

    def create(self, cycler_id: CyclerId, data: ChannelCreate | Mapping[str, Any]) -> Channel:
        """Create a channel; it is in service.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        data : mapping
            ``name`` (required, unique in the cycler), ``notes``, ``max_amps`` (A), ``min_volts``
            and ``max_volts`` (V).

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which channel.
        ValueError
            `data` says that it is out of commission; `update` takes it out of service.

        Examples
        --------
        >>> site = client.site.create_or_get({"name": "Channel lab"})
        >>> cycler = client.cycler.create_or_get(site.id, {"name": "BCS-4"})
        >>> client.channel.create(cycler.id, {"name": "01", "max_amps": 15}).max_amps
        15.0
        """
        return run(self._async.create(cycler_id, data))

    def create_or_get(
        self,
        cycler_id: CyclerId,
        data: ChannelCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> Channel:
        """Create a channel, or fetch the one of that name.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
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
        return run(self._async.create_or_get(cycler_id, data, on_difference=on_difference))

    def update(self, channel_id: ChannelId, data: ChannelUpdate | Mapping[str, Any]) -> Channel:
        """Change a channel, take it out of service, or take it back.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.
        data : mapping
            The fields to change: ``name``, ``notes``, ``max_amps``, ``min_volts``,
            ``max_volts``. ``out_of_commission`` takes the channel out, which opens an incident
            with ``incident_category`` (``hardware_failure``, ``maintenance``, ``calibration``,
            ``decommissioned`` or ``other``), ``incident_notes``, ``service_scheduled_at``
            (required for maintenance and calibration) and ``service_scheduled_until``; or takes
            it back, which closes the incident with ``resolution_notes``.
            ``service_scheduled_until`` alone sets the end of a service that is scheduled.

        Returns
        -------
        Channel
            The channel as it is now.

        Raises
        ------
        ConflictError
            A test runs on the channel that is to be taken out.

        Examples
        --------
        >>> site = client.site.create_or_get({"name": "Channel lab"})
        >>> cycler = client.cycler.create_or_get(site.id, {"name": "BCS-5"})
        >>> channel = client.channel.create_or_get(cycler.id, {"name": "01"})
        >>> fault = {"out_of_commission": True, "incident_category": "hardware_failure"}
        >>> client.channel.update(channel.id, fault).out_of_commission
        True
        >>> [one.category for one in client.channel.list_incidents(channel.id)]
        ['hardware_failure']
        """
        return run(self._async.update(channel_id, data))

    def deletion_of(self, channel_id: ChannelId) -> Deletion:
        """Say what a delete of a channel would take along. Nothing is deleted.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such channel.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(channel_id))

    def delete(self, channel_id: ChannelId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a channel with its incidents.

        Measurements that ran there stay, and name no channel then.

        Parameters
        ----------
        channel_id : str or Channel
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"channel_incidents": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(channel_id, expect=expect))

    def list_incidents(
        self, channel_id: ChannelId, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[ChannelIncident]:
        """List a page of the outages of a channel, the newest first.

        Parameters
        ----------
        channel_id : str or Channel
            Id of the channel.
        limit : int, optional
            Results in the page, 1 to 100; the service's default is 20.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of ChannelIncident
            One page; ``.total`` counts all outages.
        """
        return run(self._async.list_incidents(channel_id, limit, offset))
