"""Planned measurements: tests that are asked for, and their reservations of channels.

The rule of a proposal: the plans take turns in the order of the request. Each gets the earliest gap
on any channel of its project that is in service and runs no test; where several channels have the
same, the first by name.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple, Never

from sqlalchemy import Connection, RowMapping, Table, select, update
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.answers import answer
from ionworks.local.errors import Refusal, bad_request, conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.channels import check_order, running_on
from ionworks.local.handlers.collection import Collection, Row
from ionworks.local.handlers.projects import PROJECTS
from ionworks.local.handlers.rows import check_reference, patch_row
from ionworks.local.schema import (
    cell_instances,
    cell_specifications,
    channels,
    cyclers,
    planned_measurements,
    protocols,
)
from ionworks.local.services import Call, by_name

_PLAN: Final = planned_measurements.c
_SLOT: Final = ("channel_id", "planned_start_time", "planned_end_time")
_RESERVING: Final = ("scheduled", "in_progress")
_DURATIONS: Final = (
    "setup_duration_seconds",
    "estimated_duration_seconds",
    "teardown_duration_seconds",
)


def _facts(call: Call, *_: Any) -> Mapping[str, Any]:
    return {"requested_by_email": call.services.account.email}


def _settle(connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    """Read the times, and check what the plan names and reserves."""
    for name in ("planned_start_time", "planned_end_time"):
        if values.get(name) is not None:
            values[name] = moments.read(values[name], ["body", name])
    if stored is None:
        values.setdefault("status", "requested")
    plan = {**(stored or {}), **values}
    for name, table in _NAMED.items():
        if values.get(name) is not None:
            check_reference(connection, table, name, plan[name], plan["project_id"])
    _check_cell(connection, values, plan)
    if "cell_instance_id" in values:
        values["lost_cell"] = False
    if not {"status", "estimated_duration_seconds", *_SLOT} & values.keys():
        return  # the channel may have been deleted since
    if plan["status"] == "requested" and plan.get("estimated_duration_seconds") is None:
        raise bad_request("A requested plan needs its estimated_duration_seconds.")
    _check_times(plan)
    if plan["status"] in _RESERVING and (lost := _missing_need({**plan, **values})):
        raise conflict(f"The {lost} of the plan was deleted; name another one first.")
    if plan["status"] == "scheduled":
        for name in _SLOT:
            if plan.get(name) is None:
                raise bad_request(f"A scheduled plan needs its {name}.")
    if plan["status"] in _RESERVING and all(plan.get(name) is not None for name in _SLOT):
        taken = _taken(connection, plan)
        if taken is not None:
            raise conflict(
                f"The channel is reserved for {taken['name']!r} at that time.",
                {"planned_measurement_id": taken["id"]},
            )


def _check_times(slot: Row) -> None:
    begin, end = "planned_start_time", "planned_end_time"
    check_order(slot.get(begin), slot.get(end), begin, end)


_NAMED: Final[Mapping[str, Table]] = {
    "protocol_id": protocols,
    "cell_specification_id": cell_specifications,
    "channel_id": channels,
}


def _missing_need(plan: Row) -> str | None:
    """Return what a plan needs and has lost, because it was deleted; None if all is there."""
    if plan["protocol_id"] is None:
        return "protocol"
    if plan["cell_specification_id"] is None:
        return "cell specification"
    return "cell" if plan.get("lost_cell") else None


def _check_cell(connection: Connection, values: Row, plan: Row) -> None:
    cell = plan.get("cell_instance_id")
    if cell is None or not {"cell_instance_id", "cell_specification_id"} & values.keys():
        return
    own = cell_instances.c
    found = connection.scalar(select(own.cell_specification_id).where(own.id == cell))
    if found is None or found != plan.get("cell_specification_id"):
        raise bad_request(f"cell_instance_id {cell!r} is no cell of the plan's specification.")


def _taken(connection: Connection, plan: Row) -> RowMapping | None:
    """Return another plan that has the channel at the time of a plan."""
    found = select(_PLAN.id, _PLAN.name).where(
        _PLAN.channel_id == plan["channel_id"],
        _PLAN.status.in_(_RESERVING),
        _PLAN.planned_start_time < plan["planned_end_time"],
        _PLAN.planned_end_time > plan["planned_start_time"],
        _PLAN.id != plan.get("id", ""),
    )
    return connection.execute(found.limit(1)).mappings().first()


def _sign(
    call: Call, connection: Connection, identifier: str, _parent: str, body: Mapping[str, Any]
) -> None:
    """Note who scheduled a plan."""
    if body.get("status") == "scheduled":
        signed = update(planned_measurements).where(_PLAN.id == identifier)
        connection.execute(signed.values(scheduled_by_email=call.services.account.email))


PLANS: Final = Collection(
    "planned_measurement",
    planned_measurements,
    parent=PROJECTS,
    fields=(
        "name",
        "status",
        "protocol_id",
        "cell_specification_id",
        "cell_instance_id",
        *_SLOT,
        *_DURATIONS,
        "test_setup",
        "notes",
    ),
    listing=Listing.of(
        planned_measurements,
        text=("name",),
        times=(),
        exact=("status", "channel_id"),
        order=("planned_start_time", "created_at"),
    ),
    free_text=("notes",),
    facts=_facts,
    settle=_settle,
    store_parts=_sign,
)


class _Gap(NamedTuple):
    """A time on a channel; gaps are in order of their begin, then of the channel's name."""

    begin: datetime
    channel_name: str
    channel_id: str
    cycler_name: str


def auto_schedule_proposal(call: Call) -> Response:
    """Propose the earliest times for plans, in their order."""
    now = call.services.clock()
    after = call.body.get("start_after")
    if after is not None:
        after = datetime.fromisoformat(moments.read(after, ["body", "start_after"]))
    with call.services.database.read() as connection:
        project = PROJECTS.row(connection, call.path["project_id"])["id"]
        usable = _usable(connection, project)
        busy = {row["id"]: _reservations(connection, row["id"]) for row in usable}
        assignments = []
        for identifier in dict.fromkeys(call.body["planned_measurement_ids"]):
            plan = PLANS.row(connection, identifier)
            if plan["project_id"] != project:
                raise bad_request(f"The plan {plan['name']!r} is in another project.")
            assignments.append(_assigned(plan, usable, busy, max(now, after or now)))
    return answer({"generated_at": moments.as_text(now), "assignments": assignments})


_Busy = dict[str, list[tuple[datetime, datetime]]]


def _usable(connection: Connection, project: str) -> list[RowMapping]:
    """Return the channels of a project that are in service and run no test."""
    found = (
        select(channels.c.id, channels.c.name, cyclers.c.name.label("cycler_name"))
        .join_from(channels, cyclers, channels.c.cycler_id == cyclers.c.id)
        .where(channels.c.project_id == project, channels.c.out_of_commission.is_(False))
    )
    rows = connection.execute(found).mappings().all()
    return [row for row in rows if running_on(connection, [row["id"]]) is None]


def _reservations(connection: Connection, channel_id: str) -> list[tuple[datetime, datetime]]:
    found = select(_PLAN.planned_start_time, _PLAN.planned_end_time).where(
        _PLAN.channel_id == channel_id,
        _PLAN.status.in_(_RESERVING),
        _PLAN.planned_start_time.is_not(None),
        _PLAN.planned_end_time.is_not(None),
    )
    return sorted(
        (datetime.fromisoformat(begin), datetime.fromisoformat(end))
        for begin, end in connection.execute(found)
    )


def _assigned(
    plan: RowMapping, usable: list[RowMapping], busy: _Busy, earliest: datetime
) -> dict[str, Any]:
    """Return the earliest time for a plan, which is busy then, or why there is none."""
    stated = {
        "planned_measurement_id": plan["id"],
        "planned_measurement_name": plan["name"],
        "planned_measurement_updated_at": plan["updated_at"],
    }
    if plan["status"] != "requested":
        return {**stated, "unscheduled_reason": f"It is {plan['status']}, not requested."}
    if lost := _missing_need(plan):
        return {**stated, "unscheduled_reason": f"Its {lost} was deleted."}
    if not usable:
        return {**stated, "unscheduled_reason": "No channel is in service and without a test."}
    try:
        needed = timedelta(seconds=sum(plan[name] or 0 for name in _DURATIONS))
        gap = min(
            _Gap(
                _free_from(busy[row["id"]], earliest, needed),
                row["name"],
                row["id"],
                row["cycler_name"],
            )
            for row in usable
        )
        end = gap.begin + needed
    except OverflowError:
        return {**stated, "unscheduled_reason": "No channel is free before the year 9999."}
    busy[gap.channel_id] = sorted([*busy[gap.channel_id], (gap.begin, end)])
    return {
        **stated,
        "channel_id": gap.channel_id,
        "channel_name": gap.channel_name,
        "cycler_name": gap.cycler_name,
        "planned_start_time": moments.as_text(gap.begin),
        "planned_end_time": moments.as_text(end),
    }


def _free_from(
    busy: list[tuple[datetime, datetime]], earliest: datetime, needed: timedelta
) -> datetime:
    """Return the first moment from which a channel is free for long enough."""
    begin = earliest
    for taken_from, taken_until in busy:
        if taken_from >= begin + needed:
            break
        begin = max(begin, taken_until)
    return begin


def apply_auto_schedule_proposal(call: Call) -> Response:
    """Reserve what was proposed, unless a plan or a channel has changed since."""
    scheduled = []
    with call.services.database.write() as connection:
        project = PROJECTS.row(connection, call.path["project_id"])["id"]
        for place, one in enumerate(call.body["assignments"]):
            if one.get("unscheduled_reason") is not None or None in map(one.get, _SLOT):
                continue
            slot = {name: one[name] for name in _SLOT}
            for name in ("planned_start_time", "planned_end_time"):
                slot[name] = moments.read(one[name], ["body", "assignments", place, name])
            _check_times(slot)
            seen = moments.read(
                one["planned_measurement_updated_at"],
                ["body", "assignments", place, "planned_measurement_updated_at"],
            )
            plan = _unchanged(connection, project, one, seen)
            _check_channel(connection, project, {**plan, **slot})
            signed = {"status": "scheduled", "scheduled_by_email": call.services.account.email}
            patch_row(call, connection, planned_measurements, plan, {**slot, **signed})
            scheduled.append(plan["id"])
        return answer([PLANS.record(connection, identifier) for identifier in scheduled])


def _unchanged(connection: Connection, project: str, one: Row, seen: str) -> RowMapping:
    """Return the plan of an assignment, which has to be as it was when it was proposed."""
    found = select(planned_measurements).where(_PLAN.id == one["planned_measurement_id"])
    plan = connection.execute(found).mappings().first()
    if plan is None or plan["project_id"] != project:
        _stale(f"The plan {one['planned_measurement_name']!r} is gone.")
    if plan["status"] != "requested" or plan["updated_at"] != seen:
        _stale(f"The plan {plan['name']!r} has changed.")
    if lost := _missing_need(plan):
        _stale(f"The {lost} of the plan {plan['name']!r} was deleted.")
    return plan


def _check_channel(connection: Connection, project: str, plan: Row) -> None:
    found = select(channels).where(channels.c.id == plan["channel_id"])
    channel = connection.execute(found).mappings().first()
    if channel is None or channel["project_id"] != project:
        _stale(f"The channel of {plan['name']!r} is gone.")
    if channel["out_of_commission"]:
        _stale(f"The channel {channel['name']!r} is out of commission.")
    if running_on(connection, [channel["id"]]) is not None:
        _stale(f"A test runs on the channel {channel['name']!r}.")
    if _taken(connection, plan) is not None:
        _stale(f"The channel {channel['name']!r} is reserved at that time.")


def _stale(reason: str) -> Never:
    raise Refusal(409, "SCHEDULE_STALE", f"{reason} Nothing was reserved: ask for a new proposal.")


OPERATIONS = by_name(
    auto_schedule_proposal,
    apply_auto_schedule_proposal,
)
