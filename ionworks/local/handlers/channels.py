"""Channels of a cycler: in service or out, and the incidents that tell why."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, insert, select, update
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.answers import answer
from ionworks.local.errors import bad_request, conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection, Row
from ionworks.local.handlers.cyclers import CYCLERS
from ionworks.local.schema import cell_measurements, channel_incidents, channels, shown
from ionworks.local.services import Call, by_name

_INCIDENT: Final = channel_incidents.c
_INCIDENTS: Final = Listing(
    text={},
    times={},
    order={"started_at": _INCIDENT.started_at},
    key=_INCIDENT.id,
    default="started_at",
)
_OF_A_RUN: Final = ("channel_id", "start_time", "end_time")
_SCHEDULED: Final = ("maintenance", "calibration")


def list_all_channels(call: Call) -> Response:
    """List the channels of every cycler."""
    with call.services.database.read() as connection:
        everything = select(channels)
        if "cycler_id" in call.query:
            everything = everything.where(channels.c.cycler_id == call.query["cycler_id"])
        return CHANNELS.page(connection, everything, call.query)


def _facts(
    _call: Call, connection: Connection, cycler_id: str, body: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the project of the cycler."""
    if body.get("out_of_commission") is not None:
        raise bad_request("A new channel is in service: leave out_of_commission out.")
    return {"project_id": CYCLERS.row(connection, cycler_id)["project_id"]}


def list_incidents(call: Call) -> Response:
    """List the outages of a channel, the newest first."""
    with call.services.database.read() as connection:
        channel = CHANNELS.row(connection, call.path["channel_id"])
        everything = select(channel_incidents).where(_INCIDENT.channel_id == channel["id"])
        rows, total = _INCIDENTS.page(connection, everything, {**call.query, "order": "desc"})
        names = shown(channel_incidents)
        records = [
            {**{name: row[name] for name in names}, "project_id": channel["project_id"]}
            for row in rows
        ]
        return answer({"items": records, "count": len(records), "total": total})


def running_on(connection: Connection, channel_ids: list[str]) -> RowMapping | None:
    """Return a measurement without an end on one of several channels; None if there is none."""
    table = cell_measurements.c
    found = select(table.id, table.name, table.channel_id).where(
        table.channel_id.in_(channel_ids),
        table.end_time.is_(None),
        table.measurement_type == "time_series",
    )
    return connection.execute(found.limit(1)).mappings().first()


def check_run(connection: Connection, run: Mapping[str, Any], stored: Row | None) -> None:
    """Refuse a measurement on a channel that cannot have run it.

    Parameters
    ----------
    connection : Connection
        Where to read.
    run : mapping
        The measurement as it is going to be; it has a channel and a start.
    stored : Row or None
        The measurement as it was.

    Raises
    ------
    Refusal
        There is no such channel, or it is in another project (400); it is out of service, or
        another measurement was on it at that time (409).
    """
    unchanged = stored is not None and all(run.get(name) == stored[name] for name in _OF_A_RUN)
    if unchanged:
        return
    identifier = run["channel_id"]
    found = select(channels).where(channels.c.id == identifier)
    channel = connection.execute(found).mappings().first()
    if channel is None:
        raise bad_request(f"channel_id {identifier!r} is no channel.")
    if channel["project_id"] != run["project_id"]:
        raise bad_request(f"The channel {channel['name']!r} belongs to another project.")
    is_moved = stored is None or stored["channel_id"] != identifier
    if channel["out_of_commission"] and (is_moved or run.get("end_time") is None):
        raise conflict(f"The channel {channel['name']!r} is out of commission.")
    other = cell_measurements.c
    overlapping = select(other.id, other.name).where(other.channel_id == identifier)
    if run.get("end_time") is not None:
        overlapping = overlapping.where(other.start_time < run["end_time"])
    if stored is not None:
        overlapping = overlapping.where(other.id != stored["id"])
    # One after the other, so that the index finds either.
    for ends_later in (other.end_time.is_(None), other.end_time > run["start_time"]):
        found = overlapping.where(ends_later).limit(1)
        taken = connection.execute(found).mappings().first()
        if taken is not None:
            raise conflict(
                f"The channel {channel['name']!r} ran {taken['name']!r} at that time.",
                {"measurement_id": taken["id"]},
            )


def check_idle(connection: Connection, channel_ids: list[str]) -> None:
    """Refuse to take channels out of service while one of them is in use.

    Raises
    ------
    Refusal
        A test without an end runs on one (409).
    """
    running = running_on(connection, channel_ids)
    if running is not None:
        raise conflict(
            f"The test {running['name']!r} runs on channel {running['channel_id']!r}; it has no "
            "end_time yet.",
            {"measurement_id": running["id"], "channel_id": running["channel_id"]},
        )


def open_incident(
    call: Call, connection: Connection, channel_id: str, facts: Mapping[str, Any]
) -> None:
    """Record that a channel is out of service from now on."""
    connection.execute(
        insert(channel_incidents).values(
            id=call.services.new_id(),
            channel_id=channel_id,
            started_at=call.services.now(),
            started_by=call.services.account.user_id,
            **facts,
        )
    )


def close_incidents(
    call: Call, connection: Connection, channel_ids: list[str], notes: str | None
) -> None:
    """Record that channels are back in service."""
    connection.execute(
        update(channel_incidents)
        .where(_INCIDENT.channel_id.in_(channel_ids), _INCIDENT.resolved_at.is_(None))
        .values(
            resolved_at=call.services.now(),
            resolved_by=call.services.account.user_id,
            resolution_notes=notes,
        )
    )


def _change_service(
    call: Call, connection: Connection, identifier: str, _parent: str, body: Mapping[str, Any]
) -> None:
    """Take a channel out of service or back, where a body says so; a new one is in service."""
    before = CHANNELS.row(connection, identifier)
    is_out = body.get("out_of_commission", before["out_of_commission"])
    if is_out == before["out_of_commission"]:
        if is_out and body.get("service_scheduled_until") is not None:
            _set_end(connection, identifier, body["service_scheduled_until"])
        return
    if is_out:
        check_idle(connection, [identifier])
        open_incident(call, connection, identifier, _incident(body))
    else:
        close_incidents(call, connection, [identifier], body.get("resolution_notes"))
    connection.execute(
        update(channels).where(channels.c.id == identifier).values(out_of_commission=is_out)
    )


def _incident(body: Mapping[str, Any]) -> dict[str, Any]:
    category = body.get("incident_category", "other")
    begin, end = (
        None if body.get(name) is None else moments.read(body[name], ["body", name])
        for name in ("service_scheduled_at", "service_scheduled_until")
    )
    if begin is None and category in _SCHEDULED:
        raise bad_request(f"An outage for {category} needs its service_scheduled_at.")
    check_order(begin, end, "service_scheduled_at", "service_scheduled_until")
    return {
        "category": category,
        "notes": body.get("incident_notes"),
        "service_scheduled_at": begin,
        "service_scheduled_until": end,
    }


def check_order(begin: str | None, end: str | None, first: str, second: str) -> None:
    """Refuse an end that is not after its begin.

    Raises
    ------
    Refusal
        It is not (400).
    """
    if begin is not None and end is not None and end <= begin:
        raise bad_request(f"{second} is not after {first}.")


def _set_end(connection: Connection, channel_id: str, text: str) -> None:
    """Set the end of the service that a channel is scheduled for."""
    chosen = (_INCIDENT.channel_id == channel_id, _INCIDENT.resolved_at.is_(None))
    begin = connection.scalar(select(_INCIDENT.service_scheduled_at).where(*chosen))
    if begin is None:
        raise bad_request("No service of this channel is scheduled, so that none can have an end.")
    end = moments.read(text, ["body", "service_scheduled_until"])
    check_order(begin, end, "service_scheduled_at", "service_scheduled_until")
    changed = update(channel_incidents).where(*chosen).values(service_scheduled_until=end)
    connection.execute(changed)


CHANNELS: Final = Collection(
    "channel",
    channels,
    parent=CYCLERS,
    fields=("name", "notes", "max_amps", "min_volts", "max_volts"),
    listing=Listing.of(channels),
    free_text=("notes",),
    facts=_facts,
    store_parts=_change_service,
)
OPERATIONS = by_name(list_all_channels, list_incidents)
