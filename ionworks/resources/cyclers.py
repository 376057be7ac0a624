"""Cyclers: the test equipment of a site, and its service."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.equipment import (
    complete_service,
    create_cycler,
    delete_cycler,
    get_cycler,
    list_cyclers,
    list_service_events,
    start_service,
    update_cycler,
)

from ionworks._given import shown
from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks._moments import as_moment
from ionworks.ids import id_of, id_or_none
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Cycler, CyclerDetail, CyclerServiceEvent, Deletion
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._confirming import sent_once
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
    contains_filter,
    name_filter,
    require_after,
    to_iso,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.differences import OnDifference
    from ionworks.ids import CyclerId, ProjectId, SiteId
    from ionworks.types import CyclerCreate, CyclerUpdate

CyclerOrderBy: TypeAlias = Literal[
    "name", "created_at", "updated_at", "calibration_due_at", "last_calibrated_at"
]
ServiceType: TypeAlias = Literal[
    "calibration", "preventive_maintenance", "firmware", "repair", "other"
]


class AsyncCyclers(AsyncResource):
    """Cyclers of a site, with their service history: ``client.cycler``."""

    async def list(
        self,
        site_id: SiteId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        project_id: ProjectId | None = None,
        manufacturer: str | None = None,
        model: str | None = None,
        version: str | None = None,
        serial_number: str | None = None,
        firmware_version: str | None = None,
        hostname: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        calibration_due_after: Moment | None = None,
        calibration_due_before: Moment | None = None,
        order_by: CyclerOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Cycler]:
        """List a page of the cyclers of a site.

        Parameters
        ----------
        site_id : str or Site
            Id of the site.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        project_id : str or Project, optional
            Only cyclers of this project. The client's own project does not count here.
        manufacturer, model, version, serial_number, firmware_version, hostname : str, optional
            Part of the field of this name, case-insensitive.
        created_by_email : str, optional
            Part of the creator's e-mail address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        calibration_due_after, calibration_due_before : str or datetime, optional
            Bounds of the time when the next calibration is due. Cyclers without one are left out.
        order_by : str, optional
            What to sort by: ``name``, ``created_at``, ``updated_at``, ``calibration_due_at`` or
            ``last_calibrated_at``.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Cycler
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_cyclers,
            id_of(site_id, "site_id"),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            project_id=id_or_none(project_id, "project_id"),
            manufacturer=contains_filter(manufacturer, "manufacturer"),
            model=contains_filter(model, "model"),
            version=contains_filter(version, "version"),
            serial_number=contains_filter(serial_number, "serial_number"),
            firmware_version=contains_filter(firmware_version, "firmware_version"),
            hostname=contains_filter(hostname, "hostname"),
            created_by_email=contains_filter(created_by_email, "created_by_email"),
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
            calibration_due_at_gt=to_iso(calibration_due_after, "calibration_due_after"),
            calibration_due_at_lt=to_iso(calibration_due_before, "calibration_due_before"),
            order_by=order_by,
            order=order,
        )
        return page_of(Cycler, page, self._links)

    iter = every_page(list)

    async def get(self, cycler_id: CyclerId) -> Cycler:
        """Get one cycler.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.

        Raises
        ------
        NotFoundError
            There is no cycler with this id, or none that the credential may see.
        """
        return Cycler.from_model(
            await self._runtime.call(get_cycler, id_of(cycler_id, "cycler_id")), self._links
        )

    async def detail(self, cycler_id: CyclerId) -> CyclerDetail:
        """Get a cycler with its channels.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.

        Returns
        -------
        CyclerDetail
            ``cycler``, ``site_id`` and ``channels``.
        """
        return await self.detail_from_cycler(await self.get(cycler_id))

    async def detail_from_cycler(self, cycler: Cycler) -> CyclerDetail:
        """Get the channels of a cycler that was read already.

        Parameters
        ----------
        cycler : Cycler
            The record; it is not read again.
        """
        if not isinstance(cycler, Cycler):
            raise TypeError(f"`cycler` is a Cycler, such as `get` gives, not {shown(cycler)}")
        channels = [each async for each in self._client.channel.iter(cycler.id)]
        return CyclerDetail(cycler=cycler, site_id=cycler.site_id, channels=channels)

    async def create(self, site_id: SiteId, data: CyclerCreate | Mapping[str, Any]) -> Cycler:
        """Create a cycler.

        Parameters
        ----------
        site_id : str or Site
            Id of the site.
        data : mapping
            ``name`` (required, unique in the site), ``project_id`` (unless given: the client's
            project), ``manufacturer``, ``model``, ``version`` (of the hardware),
            ``serial_number``, ``firmware_version``, ``hostname``, ``ip_address``, ``port``,
            ``calibration_interval_days``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which cycler.

        Examples
        --------
        >>> site = await client.site.create_or_get({"name": "Cycler lab"})
        >>> data = {"name": "BCS-2", "model": "BCS-815", "calibration_interval_days": 365}
        >>> (await client.cycler.create(site.id, data)).calibration_interval_days
        365
        """
        site_id = id_of(site_id, "site_id")
        require_name(data, "cycler")
        body = body_of(data, models.CyclerCreate, models.Cycler, what="a cycler")
        if project := self._client.settings.project_id:
            body = {"project_id": project, **body}
        made = await self._runtime.call(create_cycler, site_id, body=payload(body))
        record = Cycler.from_model(made, self._links)
        return require_asked(record, name=data["name"], site_id=site_id)

    async def create_or_get(
        self,
        site_id: SiteId,
        data: CyclerCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> Cycler:
        """Create a cycler, or fetch the one of that name.

        Parameters
        ----------
        site_id : str or Site
            Id of the site.
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
        site_id = id_of(site_id, "site_id")
        name = require_name(data, "cycler")
        return await create_or_find(
            self._runtime,
            Wanted("cycler", data, models.CyclerCreate, models.CyclerUpdate, on_difference),
            create=partial(self.create, site_id, data),
            get=self.get,
            same_name=partial(self.iter, site_id, name_exact=name),
            update=self.update,
        )

    async def update(self, cycler_id: CyclerId, data: CyclerUpdate | Mapping[str, Any]) -> Cycler:
        """Change a cycler.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.
        data : mapping
            The fields to change, as for `create` but ``project_id``. ``last_calibrated_at``
            changes by a completed calibration only, see `complete_service`.

        Returns
        -------
        Cycler
            The cycler as it is now.
        """
        body = body_of(data, models.CyclerUpdate, models.Cycler, what="a cycler")
        changed = await updated(
            self._runtime, update_cycler, get_cycler, id_of(cycler_id, "cycler_id"), body
        )
        return Cycler.from_model(changed, self._links)

    async def deletion_of(self, cycler_id: CyclerId) -> Deletion:
        """Say what a delete of a cycler would take along. Nothing is deleted.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such cycler.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "cycler", id_of(cycler_id, "cycler_id"))

    async def delete(self, cycler_id: CyclerId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a cycler with its channels and its service history.

        Measurements that ran there stay, and name no channel then.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"channels": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        cycler_id = id_of(cycler_id, "cycler_id")
        match = await matched(self._runtime, "cycler", cycler_id, expect)
        await self._runtime.call_with(match, delete_cycler, cycler_id)

    async def list_service_events(
        self, cycler_id: CyclerId, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[CyclerServiceEvent]:
        """List a page of the services of a cycler, the newest first.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of CyclerServiceEvent
            One page; ``.total`` counts all services.
        """
        page = await self._runtime.call(
            list_service_events, id_of(cycler_id, "cycler_id"), limit=limit, offset=offset
        )
        return page_of(CyclerServiceEvent, page, self._links)

    iter_service_events = every_page(list_service_events)

    async def start_service(
        self,
        cycler_id: CyclerId,
        event_type: ServiceType,
        scheduled_for: Moment,
        *,
        scheduled_until: Moment | None = None,
        notes: str | None = None,
    ) -> CyclerServiceEvent:
        """Take a cycler out of service.

        Each channel that is in service gets an incident, and is out of commission until the
        service is completed. A channel that is out already keeps its own incident.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        event_type : str
            ``calibration``, ``preventive_maintenance``, ``firmware``, ``repair`` or ``other``.
        scheduled_for : str or datetime
            When the service is to begin.
        scheduled_until : str or datetime, optional
            When it is to end, after `scheduled_for`.
        notes : str, optional
            Free text, which each incident gets too.

        Raises
        ------
        ConflictError
            Another service is open, or a test runs on a channel.
        ValueError
            `scheduled_until` is not after `scheduled_for`.

        Examples
        --------
        >>> site = await client.site.create_or_get({"name": "Cycler lab"})
        >>> cycler = await client.cycler.create_or_get(site.id, {"name": "BCS-3"})
        >>> event = await client.cycler.start_service(cycler.id, "calibration", "2026-03-02")
        >>> event.performed_at is None
        True
        >>> done = await client.cycler.complete_service(cycler.id, "2026-03-03")
        >>> done.id == event.id
        True
        >>> (await client.cycler.get(cycler.id)).last_calibrated_at.day
        3
        """
        cycler_id = id_of(cycler_id, "cycler_id")
        begin, end = (
            to_iso(scheduled_for, "scheduled_for"),
            to_iso(scheduled_until, "scheduled_until"),
        )
        if begin is None:
            raise ValueError("`scheduled_for` is missing; say when the service is to begin")
        require_after(begin, end, "scheduled_for", "scheduled_until")
        body = {"event_type": event_type, "scheduled_for": begin}
        body |= {} if end is None else {"scheduled_until": end}
        body |= {} if notes is None else {"notes": notes}
        asked = {"cycler_id": cycler_id, "event_type": event_type}

        async def send(headers: Mapping[str, str]) -> CyclerServiceEvent:
            made = await self._runtime.call_with(
                headers, start_service, cycler_id, body=payload(body)
            )
            return require_asked(CyclerServiceEvent.from_model(made, self._links), **asked)

        async def look() -> CyclerServiceEvent | None:
            # At most one is open, so that a second request is refused if the first one began it.
            event = await self._newest_service(cycler_id)
            if event is None or event.performed_at is not None:
                return None
            return event if (event.event_type, event.notes) == (event_type, notes) else None

        return await sent_once(self._runtime, send, look)

    async def complete_service(
        self,
        cycler_id: CyclerId,
        performed_at: Moment | None = None,
        notes: str | None = None,
        calibration_interval_days: int | None = None,
        event_type: ServiceType = "calibration",
    ) -> CyclerServiceEvent:
        """Record a service as done.

        If one is open, it is completed, and its channels are back in service. Otherwise a service
        of `event_type` is recorded that is done already.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        performed_at : str or datetime, optional
            When it was done, if not now.
        notes : str, optional
            Free text.
        calibration_interval_days : int, optional
            The new interval of calibrations, in days. Counts only for a calibration.
        event_type : str, default "calibration"
            As for `start_service`. Counts only if no service is open.
        """
        body: dict[str, Any] = {"event_type": event_type}
        performed = to_iso(performed_at, "performed_at")
        given = {
            "performed_at": performed,
            "notes": notes,
            "calibration_interval_days": calibration_interval_days,
        }
        body |= {name: value for name, value in given.items() if value is not None}
        cycler_id = id_of(cycler_id, "cycler_id")
        before = await self._newest_service(cycler_id)
        is_open = before is not None and before.performed_at is None

        async def send(headers: Mapping[str, str]) -> CyclerServiceEvent:
            done = await self._runtime.call_with(
                headers, complete_service, cycler_id, body=payload(body)
            )
            return require_asked(
                CyclerServiceEvent.from_model(done, self._links), cycler_id=cycler_id
            )

        async def look() -> CyclerServiceEvent | None:
            event = await self._newest_service(cycler_id)
            if event is None or event.performed_at is None:
                return None
            # The one that was open, or a new one of this type.
            is_same = before is not None and event.id == before.id
            if is_same != is_open or not (is_open or event.event_type == event_type):
                return None
            at_the_time = performed is None or event.performed_at == as_moment(performed)
            return event if at_the_time and notes in (None, event.notes) else None

        # A late first request would record a service more: it is not sent a second time.
        return await sent_once(self._runtime, send, look, repeat=False)

    async def _newest_service(self, cycler_id: str) -> CyclerServiceEvent | None:
        """Return the service that was begun last: at most one is open, and it is this one."""
        page = await self.list_service_events(cycler_id, limit=1)
        return page[0] if page else None


class Cyclers(Resource[AsyncCyclers]):
    """Cyclers of a site, with their service history: ``client.cycler``."""

    def list(
        self,
        site_id: SiteId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
        project_id: ProjectId | None = None,
        manufacturer: str | None = None,
        model: str | None = None,
        version: str | None = None,
        serial_number: str | None = None,
        firmware_version: str | None = None,
        hostname: str | None = None,
        created_by_email: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        calibration_due_after: Moment | None = None,
        calibration_due_before: Moment | None = None,
        order_by: CyclerOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Cycler]:
        """List a page of the cyclers of a site.

        Parameters
        ----------
        site_id : str or Site
            Id of the site.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        project_id : str or Project, optional
            Only cyclers of this project. The client's own project does not count here.
        manufacturer, model, version, serial_number, firmware_version, hostname : str, optional
            Part of the field of this name, case-insensitive.
        created_by_email : str, optional
            Part of the creator's e-mail address, case-insensitive.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        calibration_due_after, calibration_due_before : str or datetime, optional
            Bounds of the time when the next calibration is due. Cyclers without one are left out.
        order_by : str, optional
            What to sort by: ``name``, ``created_at``, ``updated_at``, ``calibration_due_at`` or
            ``last_calibrated_at``.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Cycler
            One page; ``.total`` counts all matches.
        """
        return run(
            self._async.list(
                site_id,
                limit,
                offset,
                name=name,
                name_exact=name_exact,
                project_id=project_id,
                manufacturer=manufacturer,
                model=model,
                version=version,
                serial_number=serial_number,
                firmware_version=firmware_version,
                hostname=hostname,
                created_by_email=created_by_email,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                calibration_due_after=calibration_due_after,
                calibration_due_before=calibration_due_before,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def get(self, cycler_id: CyclerId) -> Cycler:
        """Get one cycler.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.

        Raises
        ------
        NotFoundError
            There is no cycler with this id, or none that the credential may see.
        """
        return run(self._async.get(cycler_id))

    def detail(self, cycler_id: CyclerId) -> CyclerDetail:
        """Get a cycler with its channels.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.

        Returns
        -------
        CyclerDetail
            ``cycler``, ``site_id`` and ``channels``.
        """
        return run(self._async.detail(cycler_id))

    def detail_from_cycler(self, cycler: Cycler) -> CyclerDetail:
        """Get the channels of a cycler that was read already.

        Parameters
        ----------
        cycler : Cycler
            The record; it is not read again.
        """
        return run(self._async.detail_from_cycler(cycler))

    def create(self, site_id: SiteId, data: CyclerCreate | Mapping[str, Any]) -> Cycler:
        """Create a cycler.

        Parameters
        ----------
        site_id : str or Site
            Id of the site.
        data : mapping
            ``name`` (required, unique in the site), ``project_id`` (unless given: the client's
            project), ``manufacturer``, ``model``, ``version`` (of the hardware),
            ``serial_number``, ``firmware_version``, ``hostname``, ``ip_address``, ``port``,
            ``calibration_interval_days``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which cycler.

        Examples
        --------
        >>> site = client.site.create_or_get({"name": "Cycler lab"})
        >>> data = {"name": "BCS-2", "model": "BCS-815", "calibration_interval_days": 365}
        >>> client.cycler.create(site.id, data).calibration_interval_days
        365
        """
        return run(self._async.create(site_id, data))

    def create_or_get(
        self,
        site_id: SiteId,
        data: CyclerCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> Cycler:
        """Create a cycler, or fetch the one of that name.

        Parameters
        ----------
        site_id : str or Site
            Id of the site.
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
        return run(self._async.create_or_get(site_id, data, on_difference=on_difference))

    def update(self, cycler_id: CyclerId, data: CyclerUpdate | Mapping[str, Any]) -> Cycler:
        """Change a cycler.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.
        data : mapping
            The fields to change, as for `create` but ``project_id``. ``last_calibrated_at``
            changes by a completed calibration only, see `complete_service`.

        Returns
        -------
        Cycler
            The cycler as it is now.
        """
        return run(self._async.update(cycler_id, data))

    def deletion_of(self, cycler_id: CyclerId) -> Deletion:
        """Say what a delete of a cycler would take along. Nothing is deleted.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such cycler.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(cycler_id))

    def delete(self, cycler_id: CyclerId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a cycler with its channels and its service history.

        Measurements that ran there stay, and name no channel then.

        Parameters
        ----------
        cycler_id : str or Cycler
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"channels": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(cycler_id, expect=expect))

    def list_service_events(
        self, cycler_id: CyclerId, limit: int | None = None, offset: int | None = None
    ) -> PaginatedList[CyclerServiceEvent]:
        """List a page of the services of a cycler, the newest first.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.

        Returns
        -------
        PaginatedList of CyclerServiceEvent
            One page; ``.total`` counts all services.
        """
        return run(self._async.list_service_events(cycler_id, limit, offset))

    iter_service_events = every_page(list_service_events)

    def start_service(
        self,
        cycler_id: CyclerId,
        event_type: ServiceType,
        scheduled_for: Moment,
        *,
        scheduled_until: Moment | None = None,
        notes: str | None = None,
    ) -> CyclerServiceEvent:
        """Take a cycler out of service.

        Each channel that is in service gets an incident, and is out of commission until the
        service is completed. A channel that is out already keeps its own incident.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        event_type : str
            ``calibration``, ``preventive_maintenance``, ``firmware``, ``repair`` or ``other``.
        scheduled_for : str or datetime
            When the service is to begin.
        scheduled_until : str or datetime, optional
            When it is to end, after `scheduled_for`.
        notes : str, optional
            Free text, which each incident gets too.

        Raises
        ------
        ConflictError
            Another service is open, or a test runs on a channel.
        ValueError
            `scheduled_until` is not after `scheduled_for`.

        Examples
        --------
        >>> site = client.site.create_or_get({"name": "Cycler lab"})
        >>> cycler = client.cycler.create_or_get(site.id, {"name": "BCS-3"})
        >>> event = client.cycler.start_service(cycler.id, "calibration", "2026-03-02")
        >>> event.performed_at is None
        True
        >>> done = client.cycler.complete_service(cycler.id, "2026-03-03")
        >>> done.id == event.id
        True
        >>> client.cycler.get(cycler.id).last_calibrated_at.day
        3
        """
        return run(
            self._async.start_service(
                cycler_id, event_type, scheduled_for, scheduled_until=scheduled_until, notes=notes
            )
        )

    def complete_service(
        self,
        cycler_id: CyclerId,
        performed_at: Moment | None = None,
        notes: str | None = None,
        calibration_interval_days: int | None = None,
        event_type: ServiceType = "calibration",
    ) -> CyclerServiceEvent:
        """Record a service as done.

        If one is open, it is completed, and its channels are back in service. Otherwise a service
        of `event_type` is recorded that is done already.

        Parameters
        ----------
        cycler_id : str or Cycler
            Id of the cycler.
        performed_at : str or datetime, optional
            When it was done, if not now.
        notes : str, optional
            Free text.
        calibration_interval_days : int, optional
            The new interval of calibrations, in days. Counts only for a calibration.
        event_type : str, default "calibration"
            As for `start_service`. Counts only if no service is open.
        """
        return run(
            self._async.complete_service(
                cycler_id, performed_at, notes, calibration_interval_days, event_type
            )
        )
