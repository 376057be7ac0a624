"""Planned measurements: tests that are asked for, and reserve a channel once they are scheduled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.planned_measurements import (
    apply_auto_schedule_proposal,
    auto_schedule_proposal,
    create_planned_measurement,
    delete_planned_measurement,
    get_planned_measurement,
    list_planned_measurements,
    update_planned_measurement,
)

from ionworks._given import kind_of, shown
from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks._moments import as_moment
from ionworks.errors import RequestValidationError
from ionworks.ids import id_of, id_or_none, ids_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import (
    AutoScheduleAssignment,
    AutoScheduleProposal,
    PlannedMeasurement,
    Record,
)
from ionworks.resources._base import AsyncResource, Resource, default_project
from ionworks.resources._bodies import body_of
from ionworks.resources._confirming import sent_once
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._pages import page_of
from ionworks.resources._queries import Moment, Order, name_filter, require_after, to_iso

if TYPE_CHECKING:
    from ionworks.differences import OnDifference
    from ionworks.ids import ChannelId, PlannedMeasurementId, ProjectId
    from ionworks.types import PlannedMeasurementCreate, PlannedMeasurementUpdate

PlanOrderBy: TypeAlias = Literal["planned_start_time", "created_at"]
PlanStatus: TypeAlias = Literal["requested", "scheduled", "in_progress", "completed", "cancelled"]

_NEEDED = {
    "requested": ("estimated_duration_seconds",),
    "scheduled": ("channel_id", "planned_start_time", "planned_end_time"),
}
_SLOT = ("planned_measurement_id", *_NEEDED["scheduled"])
_PARALLEL = 8
"""How many plans are looked at at a time."""


class AsyncPlannedMeasurements(AsyncResource):
    """Tests that are requested and scheduled: ``client.planned_measurement``.

    A plan belongs to a project. Each call takes it from `project_id`, from the
    `PlannedMeasurement` that it is given, or from the client. A plan makes no measurement.
    """

    async def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        status: PlanStatus | None = None,
        channel_id: ChannelId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        order_by: PlanOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[PlannedMeasurement]:
        """List a page of the plans of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        status : str, optional
            ``requested``, ``scheduled``, ``in_progress``, ``completed`` or ``cancelled``.
        channel_id : str or Channel, optional
            Only plans for this channel.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        order_by : {"planned_start_time", "created_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of PlannedMeasurement
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            No project was given, and the client has none.
        """
        page = await self._runtime.call(
            list_planned_measurements,
            self._project_of(None, project_id),
            limit=limit,
            offset=offset,
            status=status,
            channel_id=id_or_none(channel_id, "channel_id"),
            name=name_filter(name, name_exact),
            order_by=order_by,
            order=order,
        )
        return page_of(PlannedMeasurement, page, self._links)

    iter = every_page(list)

    async def get(
        self, planned_measurement_id: PlannedMeasurementId, project_id: ProjectId | None = None
    ) -> PlannedMeasurement:
        """Get one plan.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Raises
        ------
        NotFoundError
            The project has no plan with this id, or none that the credential may see.
        """
        path = self._path(planned_measurement_id, project_id)
        found = await self._runtime.call(get_planned_measurement, *path)
        return PlannedMeasurement.from_model(found, self._links)

    async def create(
        self,
        data: PlannedMeasurementCreate | Mapping[str, Any],
        project_id: ProjectId | None = None,
    ) -> PlannedMeasurement:
        """Request a test, or schedule it at once.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the project), ``protocol_id`` and
            ``cell_specification_id`` (required). To request it, ``estimated_duration_seconds``;
            to schedule it, ``status="scheduled"`` with ``channel_id``, ``planned_start_time`` and
            ``planned_end_time`` (which is not part of the reservation). Further
            ``cell_instance_id``, ``test_setup``, ``setup_duration_seconds``,
            ``teardown_duration_seconds``, ``notes``.
        project_id : str or Project, optional
            Project that it goes to; unless given, the one in `data`, the client's own, or the
            default one of the service.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which plan. Or the channel is reserved.
        ValueError
            Something that is needed is missing, or no project is known. Nothing was made.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50 plans"})
        >>> steps = {"steps": [{"direction": "Rest", "duration": "1 hour"}]}
        >>> protocol = await client.protocol.create(name="Rest", protocol=steps)
        >>> plan = await client.planned_measurement.create(
        ...     {
        ...         "name": "Formation 1",
        ...         "protocol_id": protocol.id,
        ...         "cell_specification_id": spec.id,
        ...         "estimated_duration_seconds": 3600,
        ...     }
        ... )
        >>> plan.status
        'requested'
        >>> (await client.planned_measurement.cancel(plan)).status
        'cancelled'
        """
        require_name(data, "planned measurement")
        body = body_of(
            data,
            models.PlannedMeasurementCreate,
            models.PlannedMeasurement,
            what="a planned measurement",
        )
        named = self._project(_project_or(project_id, body.pop("project_id", None)))
        body = _with_times(body)
        asked = body.get("status", "requested")
        status = asked if isinstance(asked, str) else "requested"  # the service refuses others
        for field in ("protocol_id", "cell_specification_id", *_NEEDED.get(status, ())):
            if (stated := body.get(field)) is None or (isinstance(stated, str) and not stated):
                raise RequestValidationError(
                    f"`{field}` of the planned measurement is missing; a {status} one needs it"
                )
        project = named or await default_project(self._client)
        made = await self._runtime.call(create_planned_measurement, project, body=payload(body))
        record = PlannedMeasurement.from_model(made, self._links)
        return require_asked(record, name=data["name"], project_id=project)

    async def create_or_get(
        self,
        data: PlannedMeasurementCreate | Mapping[str, Any],
        project_id: ProjectId | None = None,
        *,
        on_difference: OnDifference = "warn",
    ) -> PlannedMeasurement:
        """Request or schedule a test, or fetch the plan of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        project_id : str or Project, optional
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        name = require_name(data, "planned measurement")
        named = self._project(_project_or(project_id, data.get("project_id")))
        project = named or await default_project(self._client)
        return await create_or_find(
            self._runtime,
            Wanted(
                "planned measurement",
                data,
                models.PlannedMeasurementCreate,
                models.PlannedMeasurementUpdate,
                on_difference,
            ),
            create=partial(self.create, data, project),
            get=partial(self.get, project_id=project),
            same_name=partial(self.iter, project, name_exact=name),
            update=partial(self.update, project_id=project),
        )

    async def update(
        self,
        planned_measurement_id: PlannedMeasurementId,
        data: PlannedMeasurementUpdate | Mapping[str, Any],
        project_id: ProjectId | None = None,
    ) -> PlannedMeasurement:
        """Change a plan.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        data : mapping
            The fields to change, as for `create`. See `schedule` and `cancel` too.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Returns
        -------
        PlannedMeasurement
            The plan as it is now.
        """
        project, identifier = self._path(planned_measurement_id, project_id)
        body = body_of(
            data,
            models.PlannedMeasurementUpdate,
            models.PlannedMeasurement,
            what="a planned measurement",
        )
        changed = await updated(
            self._runtime,
            update_planned_measurement,
            get_planned_measurement,
            identifier,
            _with_times(body),
            above=(project,),
        )
        return PlannedMeasurement.from_model(changed, self._links)

    async def delete(
        self, planned_measurement_id: PlannedMeasurementId, project_id: ProjectId | None = None
    ) -> None:
        """Delete a plan; what it reserved is free again.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.
        """
        path = self._path(planned_measurement_id, project_id)
        await self._runtime.call(delete_planned_measurement, *path)

    async def schedule(
        self,
        planned_measurement_id: PlannedMeasurementId,
        channel_id: ChannelId,
        planned_start_time: Moment,
        planned_end_time: Moment,
        project_id: ProjectId | None = None,
    ) -> PlannedMeasurement:
        """Reserve a channel for a plan.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        channel_id : str or Channel
            The channel.
        planned_start_time, planned_end_time : str or datetime
            Begin and end of the reservation; the end is not part of it.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Raises
        ------
        ConflictError
            Another plan has the channel at that time.
        ValueError
            The end is not after the begin.
        """
        slot = {
            "status": "scheduled",
            "channel_id": id_of(channel_id, "channel_id"),
            "planned_start_time": to_iso(planned_start_time, "planned_start_time"),
            "planned_end_time": to_iso(planned_end_time, "planned_end_time"),
        }
        for name, value in slot.items():
            if value is None:
                raise RequestValidationError(f"`{name}` is missing")
        return await self.update(planned_measurement_id, slot, project_id)

    async def cancel(
        self, planned_measurement_id: PlannedMeasurementId, project_id: ProjectId | None = None
    ) -> PlannedMeasurement:
        """Cancel a plan; what it reserved is free again.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.
        """
        return await self.update(planned_measurement_id, {"status": "cancelled"}, project_id)

    async def auto_schedule_proposal(
        self,
        planned_measurement_ids: Sequence[PlannedMeasurementId],
        start_after: Moment | None = None,
        project_id: ProjectId | None = None,
    ) -> AutoScheduleProposal:
        """Ask for the earliest times of requested plans; nothing is reserved.

        The embedded platform takes the plans one after the other, each the earliest gap on any
        channel of the project that is in service and runs no test; a plan needs its
        ``estimated_duration_seconds`` with the times to set it up and to take it down. The hosted
        service may choose by more.

        Parameters
        ----------
        planned_measurement_ids : sequence of str or PlannedMeasurement
            The plans, the most urgent first.
        start_after : str or datetime, optional
            Nothing begins before; unless given, and at the earliest, now.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        AutoScheduleProposal
            ``assignments``, one for each plan; ``is_scheduled`` of each says whether a time was
            found, ``unscheduled_reason`` why not.
        """
        project = self._project_of(None, project_id)
        ids = ids_of(planned_measurement_ids, "planned_measurement_ids")
        if not ids:
            raise RequestValidationError(
                "`planned_measurement_ids` is empty; name the plans to schedule"
            )
        body: dict[str, Any] = {"planned_measurement_ids": ids}
        if (after := to_iso(start_after, "start_after")) is not None:
            body["start_after"] = after
        found = await self._runtime.call(auto_schedule_proposal, project, body=payload(body))
        return AutoScheduleProposal.from_model(found, self._links)

    async def apply_auto_schedule_proposal(
        self,
        assignments: AutoScheduleProposal
        | Sequence[AutoScheduleAssignment]
        | Sequence[Mapping[str, Any]],
        project_id: ProjectId | None = None,
    ) -> Sequence[PlannedMeasurement]:
        """Reserve what was proposed, all or nothing.

        Parameters
        ----------
        assignments : AutoScheduleProposal, or sequence of AutoScheduleAssignment or mapping
            What `auto_schedule_proposal` gave, or some of its assignments. The service leaves out
            those for which no time was found.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        list of PlannedMeasurement
            The plans that are scheduled now.

        Raises
        ------
        ConflictError
            A plan or a channel has changed since the proposal (``SCHEDULE_STALE``). Nothing was
            reserved; ask for a new proposal.
        """
        project = self._project_of(None, project_id)
        given: Any = assignments
        if isinstance(assignments, AutoScheduleProposal):
            given = assignments.assignments
        elif not isinstance(given, Sequence) or isinstance(given, str | bytes):
            raise TypeError(
                "`assignments` is a list of them, or what `auto_schedule_proposal` gave, not "
                f"{kind_of(given)}"
            )
        body = {"assignments": [_assignment(one, place) for place, one in enumerate(given)]}
        slots = {
            one["planned_measurement_id"]: one
            for one in body["assignments"]
            if one.get("unscheduled_reason") is None and None not in map(one.get, _SLOT)
        }

        async def send(headers: Mapping[str, str]) -> Sequence[PlannedMeasurement]:
            found = await self._runtime.call_with(
                headers, apply_auto_schedule_proposal, project, body=payload(body)
            )
            return [PlannedMeasurement.from_model(each, self._links) for each in found]

        async def look() -> Sequence[PlannedMeasurement] | None:
            # A plan is reserved by one request only: a second one finds it changed.
            plans = await self._runtime.backend.gather(
                [partial(self.get, plan, project) for plan in slots], limit=_PARALLEL
            )
            is_done = bool(plans) and all(_is_in(one, slots[one.id]) for one in plans)
            return plans if is_done else None

        return await sent_once(self._runtime, send, look)

    def _project_of(self, plan: PlannedMeasurementId | None, project_id: Any) -> str:
        """Return the project of a call.

        Raises
        ------
        ValueError
            None is known.
        """
        own = plan.project_id if isinstance(plan, PlannedMeasurement) else None
        found = self._project(_project_or(project_id, own))
        if not found:
            raise RequestValidationError(
                "a planned measurement belongs to a project; pass `project_id`, or give the client "
                "one"
            )
        return found

    def _path(self, plan: PlannedMeasurementId, project_id: ProjectId | None) -> tuple[str, str]:
        return self._project_of(plan, project_id), id_of(plan, "planned_measurement_id")


def _project_or(project_id: Any, otherwise: Any) -> Any:
    return otherwise if project_id is None else project_id


def _with_times(body: Any) -> Any:
    """Write the times of a body as the service reads them, and refuse a wrong order."""
    if not isinstance(body, Mapping):
        return body
    begin, end = "planned_start_time", "planned_end_time"
    times = {name: to_iso(body[name], name) for name in (begin, end) if name in body}
    require_after(times.get(begin), times.get(end), begin, end)
    return {**body, **times}


def _is_in(plan: PlannedMeasurement, slot: Mapping[str, Any]) -> bool:
    """Tell whether a plan is scheduled as proposed."""
    times = [
        as_moment(str(to_iso(slot[name], name)))
        for name in ("planned_start_time", "planned_end_time")
    ]
    is_there = [plan.planned_start_time, plan.planned_end_time] == times
    return plan.status == "scheduled" and plan.channel_id == slot["channel_id"] and is_there


def _assignment(given: Any, place: int) -> dict[str, Any]:
    if isinstance(given, Record):
        return given.to_dict()
    if not isinstance(given, Mapping):
        raise TypeError(f"`assignments` holds {shown(given)} at {place}, which is no assignment")
    return dict(given)


class PlannedMeasurements(Resource[AsyncPlannedMeasurements]):
    """Tests that are requested and scheduled: ``client.planned_measurement``.

    A plan belongs to a project. Each call takes it from `project_id`, from the
    `PlannedMeasurement` that it is given, or from the client. A plan makes no measurement.
    """

    def list(
        self,
        project_id: ProjectId | None = None,
        limit: int | None = None,
        offset: int | None = None,
        *,
        status: PlanStatus | None = None,
        channel_id: ChannelId | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        order_by: PlanOrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[PlannedMeasurement]:
        """List a page of the plans of a project.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own by default.
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        status : str, optional
            ``requested``, ``scheduled``, ``in_progress``, ``completed`` or ``cancelled``.
        channel_id : str or Channel, optional
            Only plans for this channel.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        order_by : {"planned_start_time", "created_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of PlannedMeasurement
            One page; ``.total`` counts all matches.

        Raises
        ------
        ValueError
            No project was given, and the client has none.
        """
        return run(
            self._async.list(
                project_id,
                limit,
                offset,
                status=status,
                channel_id=channel_id,
                name=name,
                name_exact=name_exact,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def get(
        self, planned_measurement_id: PlannedMeasurementId, project_id: ProjectId | None = None
    ) -> PlannedMeasurement:
        """Get one plan.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Raises
        ------
        NotFoundError
            The project has no plan with this id, or none that the credential may see.
        """
        return run(self._async.get(planned_measurement_id, project_id))

    def create(
        self,
        data: PlannedMeasurementCreate | Mapping[str, Any],
        project_id: ProjectId | None = None,
    ) -> PlannedMeasurement:
        """Request a test, or schedule it at once.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the project), ``protocol_id`` and
            ``cell_specification_id`` (required). To request it, ``estimated_duration_seconds``;
            to schedule it, ``status="scheduled"`` with ``channel_id``, ``planned_start_time`` and
            ``planned_end_time`` (which is not part of the reservation). Further
            ``cell_instance_id``, ``test_setup``, ``setup_duration_seconds``,
            ``teardown_duration_seconds``, ``notes``.
        project_id : str or Project, optional
            Project that it goes to; unless given, the one in `data`, the client's own, or the
            default one of the service.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which plan. Or the channel is reserved.
        ValueError
            Something that is needed is missing, or no project is known. Nothing was made.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50 plans"})
        >>> steps = {"steps": [{"direction": "Rest", "duration": "1 hour"}]}
        >>> protocol = client.protocol.create(name="Rest", protocol=steps)
        >>> plan = client.planned_measurement.create(
        ...     {
        ...         "name": "Formation 1",
        ...         "protocol_id": protocol.id,
        ...         "cell_specification_id": spec.id,
        ...         "estimated_duration_seconds": 3600,
        ...     }
        ... )
        >>> plan.status
        'requested'
        >>> client.planned_measurement.cancel(plan).status
        'cancelled'
        """
        return run(self._async.create(data, project_id))

    def create_or_get(
        self,
        data: PlannedMeasurementCreate | Mapping[str, Any],
        project_id: ProjectId | None = None,
        *,
        on_difference: OnDifference = "warn",
    ) -> PlannedMeasurement:
        """Request or schedule a test, or fetch the plan of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        project_id : str or Project, optional
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(self._async.create_or_get(data, project_id, on_difference=on_difference))

    def update(
        self,
        planned_measurement_id: PlannedMeasurementId,
        data: PlannedMeasurementUpdate | Mapping[str, Any],
        project_id: ProjectId | None = None,
    ) -> PlannedMeasurement:
        """Change a plan.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        data : mapping
            The fields to change, as for `create`. See `schedule` and `cancel` too.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Returns
        -------
        PlannedMeasurement
            The plan as it is now.
        """
        return run(self._async.update(planned_measurement_id, data, project_id))

    def delete(
        self, planned_measurement_id: PlannedMeasurementId, project_id: ProjectId | None = None
    ) -> None:
        """Delete a plan; what it reserved is free again.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.
        """
        return run(self._async.delete(planned_measurement_id, project_id))

    def schedule(
        self,
        planned_measurement_id: PlannedMeasurementId,
        channel_id: ChannelId,
        planned_start_time: Moment,
        planned_end_time: Moment,
        project_id: ProjectId | None = None,
    ) -> PlannedMeasurement:
        """Reserve a channel for a plan.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        channel_id : str or Channel
            The channel.
        planned_start_time, planned_end_time : str or datetime
            Begin and end of the reservation; the end is not part of it.
        project_id : str or Project, optional
            Its project; the client's own by default.

        Raises
        ------
        ConflictError
            Another plan has the channel at that time.
        ValueError
            The end is not after the begin.
        """
        return run(
            self._async.schedule(
                planned_measurement_id, channel_id, planned_start_time, planned_end_time, project_id
            )
        )

    def cancel(
        self, planned_measurement_id: PlannedMeasurementId, project_id: ProjectId | None = None
    ) -> PlannedMeasurement:
        """Cancel a plan; what it reserved is free again.

        Parameters
        ----------
        planned_measurement_id : str or PlannedMeasurement
            Its id.
        project_id : str or Project, optional
            Its project; the client's own by default.
        """
        return run(self._async.cancel(planned_measurement_id, project_id))

    def auto_schedule_proposal(
        self,
        planned_measurement_ids: Sequence[PlannedMeasurementId],
        start_after: Moment | None = None,
        project_id: ProjectId | None = None,
    ) -> AutoScheduleProposal:
        """Ask for the earliest times of requested plans; nothing is reserved.

        The embedded platform takes the plans one after the other, each the earliest gap on any
        channel of the project that is in service and runs no test; a plan needs its
        ``estimated_duration_seconds`` with the times to set it up and to take it down. The hosted
        service may choose by more.

        Parameters
        ----------
        planned_measurement_ids : sequence of str or PlannedMeasurement
            The plans, the most urgent first.
        start_after : str or datetime, optional
            Nothing begins before; unless given, and at the earliest, now.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        AutoScheduleProposal
            ``assignments``, one for each plan; ``is_scheduled`` of each says whether a time was
            found, ``unscheduled_reason`` why not.
        """
        return run(
            self._async.auto_schedule_proposal(planned_measurement_ids, start_after, project_id)
        )

    def apply_auto_schedule_proposal(
        self,
        assignments: AutoScheduleProposal
        | Sequence[AutoScheduleAssignment]
        | Sequence[Mapping[str, Any]],
        project_id: ProjectId | None = None,
    ) -> Sequence[PlannedMeasurement]:
        """Reserve what was proposed, all or nothing.

        Parameters
        ----------
        assignments : AutoScheduleProposal, or sequence of AutoScheduleAssignment or mapping
            What `auto_schedule_proposal` gave, or some of its assignments. The service leaves out
            those for which no time was found.
        project_id : str or Project, optional
            Their project; the client's own by default.

        Returns
        -------
        list of PlannedMeasurement
            The plans that are scheduled now.

        Raises
        ------
        ConflictError
            A plan or a channel has changed since the proposal (``SCHEDULE_STALE``). Nothing was
            reserved; ask for a new proposal.
        """
        return run(self._async.apply_auto_schedule_proposal(assignments, project_id))
