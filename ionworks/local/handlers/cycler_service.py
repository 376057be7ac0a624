"""Service of cyclers: taken out of service with all channels, and back."""

from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select
from starlette.responses import Response

from ionworks.local import moments, repeats
from ionworks.local.answers import page, single
from ionworks.local.errors import conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.channels import (
    check_idle,
    check_order,
    close_incidents,
    open_incident,
)
from ionworks.local.handlers.cyclers import CYCLERS, due
from ionworks.local.handlers.rows import patch_row
from ionworks.local.schema import (
    channel_incidents,
    channels,
    cycler_service_events,
    cyclers,
    shown,
)
from ionworks.local.services import Call, by_name

_EVENT: Final = cycler_service_events.c
_LISTING: Final = Listing(text={}, times={}, order={"created_at": _EVENT.created_at}, key=_EVENT.id)
# The categories of incidents are others than the types of services.
_CATEGORIES: Final = {"calibration": "calibration", "other": "other"}


def list_service_events(call: Call) -> Response:
    """List the services of a cycler, the newest first."""
    with call.services.database.read() as connection:
        cycler = CYCLERS.row(connection, call.path["cycler_id"])
        everything = select(cycler_service_events).where(_EVENT.cycler_id == cycler["id"])
        rows, total = _LISTING.page(connection, everything, {**call.query, "order": "desc"})
        return page([_record(cycler, row) for row in rows], total)


def start_service(call: Call) -> Response:
    """Take a cycler out of service: an incident for each channel that is in service."""
    body = call.body
    begin, end = (
        None if body.get(name) is None else moments.read(body[name], ["body", name])
        for name in ("scheduled_for", "scheduled_until")
    )
    check_order(begin, end, "scheduled_for", "scheduled_until")
    with call.services.database.write() as connection:
        cycler = CYCLERS.row(connection, call.path["cycler_id"])
        before = _open(connection, cycler["id"])
        if before is not None:
            raise conflict(
                f"A service of the cycler {cycler['name']!r} is open already; complete it first.",
                {"service_event_id": before["id"]},
            )
        all_channels = connection.execute(
            select(channels.c.id, channels.c.out_of_commission).where(
                channels.c.cycler_id == cycler["id"]
            )
        ).all()
        check_idle(connection, [identifier for identifier, _ in all_channels])
        event = _insert(
            call,
            connection,
            cycler,
            {
                "event_type": body["event_type"],
                "scheduled_for": begin,
                "scheduled_until": end,
                "notes": body.get("notes"),
            },
        )
        taken_out = [identifier for identifier, is_out in all_channels if not is_out]
        for identifier in taken_out:
            incident = {
                "service_event_id": event,
                "category": _CATEGORIES.get(body["event_type"], "maintenance"),
                "notes": body.get("notes"),
                "service_scheduled_at": begin,
                "service_scheduled_until": end,
            }
            open_incident(call, connection, identifier, incident)
        _put_out(call, connection, taken_out, is_out=True)
        return repeats.created(call, connection, _record(cycler, _row(connection, event)))


def complete_service(call: Call) -> Response:
    """Complete the open service of a cycler; without one, record one that is done."""
    body = call.body
    given = body.get("performed_at")
    performed = call.services.now() if given is None else moments.read(given, _PERFORMED)
    done = {"performed_at": performed, "performed_by": call.services.account.user_id}
    with call.services.database.write() as connection:
        cycler = CYCLERS.row(connection, call.path["cycler_id"])
        event = _open(connection, cycler["id"])
        if event is None:
            facts = {
                "event_type": body.get("event_type", "calibration"),
                "notes": body.get("notes"),
            }
            identifier = _insert(call, connection, cycler, {**facts, **done})
        else:
            identifier = event["id"]
            if body.get("notes") is not None:
                done["notes"] = body["notes"]
            patch_row(call, connection, cycler_service_events, event, done)
            _take_back(call, connection, identifier, body.get("notes"))
        row = _row(connection, identifier)
        if row["event_type"] == "calibration":
            _calibrate(call, connection, cycler, performed, body.get("calibration_interval_days"))
        return single(_record(cycler, row))


_PERFORMED: Final = ("body", "performed_at")


def _calibrate(
    call: Call, connection: Connection, cycler: RowMapping, performed: str, days: int | None
) -> None:
    """Move the last calibration of a cycler; one that is recorded late does not move it back."""
    changes: dict[str, Any] = {
        "last_calibrated_at": max(performed, cycler["last_calibrated_at"] or performed)
    }
    if days is not None:
        changes["calibration_interval_days"] = days
    changes["calibration_due_at"] = due({**cycler, **changes})
    patch_row(call, connection, cyclers, cycler, changes)


def _take_back(call: Call, connection: Connection, event: str, notes: str | None) -> None:
    """Take the channels back that a service took out and that are still out because of it."""
    incident = channel_incidents.c
    found = connection.scalars(
        select(incident.channel_id).where(
            incident.service_event_id == event, incident.resolved_at.is_(None)
        )
    ).all()
    close_incidents(call, connection, list(found), notes)
    _put_out(call, connection, list(found), is_out=False)


def _put_out(call: Call, connection: Connection, ids: list[str], *, is_out: bool) -> None:
    for row in connection.execute(select(channels).where(channels.c.id.in_(ids))).mappings().all():
        patch_row(call, connection, channels, row, {"out_of_commission": is_out})


def _open(connection: Connection, cycler_id: str) -> RowMapping | None:
    chosen = (_EVENT.cycler_id == cycler_id, _EVENT.performed_at.is_(None))
    return connection.execute(select(cycler_service_events).where(*chosen)).mappings().first()


def _insert(call: Call, connection: Connection, cycler: RowMapping, facts: dict[str, Any]) -> str:
    identifier = call.services.new_id()
    moment = call.services.now()
    connection.execute(
        insert(cycler_service_events).values(
            id=identifier,
            cycler_id=cycler["id"],
            created_by=call.services.account.user_id,
            created_at=moment,
            updated_at=moment,
            **facts,
        )
    )
    return identifier


def _row(connection: Connection, identifier: str) -> RowMapping:
    found = select(cycler_service_events).where(_EVENT.id == identifier)
    return connection.execute(found).mappings().one()


def _record(cycler: RowMapping, row: RowMapping) -> dict[str, Any]:
    names = shown(cycler_service_events)
    return {**{name: row[name] for name in names}, "project_id": cycler["project_id"]}


OPERATIONS = by_name(list_service_events, start_service, complete_service)
