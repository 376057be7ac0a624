"""The lab of a project: what runs on which channel, and what the caller watches."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, select
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.answers import answer
from ionworks.local.handlers.projects import project_id
from ionworks.local.schema import (
    cell_instances,
    cell_measurements,
    cell_specifications,
    channels,
    cyclers,
    protocols,
    sites,
    watches,
)
from ionworks.local.services import Call, by_name

STALE_AFTER: Final = timedelta(hours=24)
"""How long a running test may go without an update."""

_STATES: Final = ("occupied", "stale", "free", "out_of_commission")


def lab_status(call: Call) -> Response:
    """Return the tree of sites, cyclers and channels of a project."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        running = _running(call, connection, project)
        oldest = moments.as_text(call.services.clock() - STALE_AFTER)
        of_cycler = defaultdict(list)
        for row in _rows(connection, channels, project):
            test = running.get(row["id"])
            of_cycler[row["cycler_id"]].append(_channel(row, test, oldest))
        of_site = defaultdict(list)
        for row in _rows(connection, cyclers, project):
            of_site[row["site_id"]].append(_cycler(row, of_cycler[row["id"]]))
        found = select(sites).where(sites.c.id.in_(of_site)).order_by(sites.c.name, sites.c.id)
        tree = [
            {"id": row["id"], "name": row["name"], "cyclers": of_site[row["id"]]}
            for row in connection.execute(found).mappings()
        ]
    return answer({"sites": tree, **_counts(one for many in of_cycler.values() for one in many)})


def lab_watched(call: Call) -> Response:
    """Return the ids of the measurements of a project that the caller watches."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.path["project_id"])
        found = (
            select(watches.c.measurement_id)
            .join_from(watches, cell_measurements)
            .where(
                watches.c.user_id == call.services.account.user_id,
                cell_measurements.c.project_id == project,
            )
            .order_by(watches.c.measurement_id)
        )
        return answer({"measurement_ids": list(connection.scalars(found))})


def _rows(connection: Connection, table: Any, project: str) -> Iterable[RowMapping]:
    found = select(table).where(table.c.project_id == project)
    return connection.execute(found.order_by(table.c.name, table.c.id)).mappings()


def _running(call: Call, connection: Connection, project: str) -> dict[str, dict[str, Any]]:
    """Return the tests without an end, by the channel that they run on."""
    test = cell_measurements.c
    watched = (
        select(func.count())
        .where(
            watches.c.measurement_id == test.id,
            watches.c.user_id == call.services.account.user_id,
        )
        .scalar_subquery()
    )
    found = (
        select(
            test.id,
            test.name,
            test.channel_id,
            test.start_time,
            test.updated_at,
            test.cell_instance_id,
            cell_instances.c.name.label("cell_instance_name"),
            cell_specifications.c.name.label("cell_specification_name"),
            func.coalesce(protocols.c.name, test.protocol["name"].as_string()).label(
                "protocol_name"
            ),
            watched.label("watched"),
        )
        .select_from(cell_measurements)
        .join(cell_instances, cell_instances.c.id == test.cell_instance_id)
        .join(cell_specifications, cell_specifications.c.id == test.cell_specification_id)
        .outerjoin(protocols, protocols.c.id == test.protocol_id)
        .where(
            # Not by their own project, which may have many others.
            test.channel_id.in_(select(channels.c.id).where(channels.c.project_id == project)),
            test.end_time.is_(None),
            test.measurement_type == "time_series",
        )
    )
    tests = {}
    for row in connection.execute(found).mappings():
        test_of_channel = {**row, "estimated_end_time": None, "watched": bool(row["watched"])}
        tests[test_of_channel.pop("channel_id")] = test_of_channel
    return tests


def _channel(row: RowMapping, test: dict[str, Any] | None, oldest: str) -> dict[str, Any]:
    if row["out_of_commission"]:
        state = "out_of_commission"
    elif test is None:
        state = "free"
    else:
        state = "occupied" if test["updated_at"] >= oldest else "stale"
    names = ("id", "name", "notes", "out_of_commission", "max_amps", "min_volts", "max_volts")
    return {**{name: row[name] for name in names}, "state": state, "measurement": test}


def _cycler(row: RowMapping, own: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("id", "name", "manufacturer", "model")
    shown = {name: row[name] for name in names}
    return {**shown, "channel_count": len(own), **_counts(own), "channels": own}


def _counts(some: Iterable[dict[str, Any]]) -> dict[str, int]:
    counted = Counter(channel["state"] for channel in some)
    return {state: counted[state] for state in _STATES}


OPERATIONS = by_name(lab_status, lab_watched)
