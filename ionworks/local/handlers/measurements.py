"""Measurements: their records."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, delete, select
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.answers import done, single
from ionworks.local.errors import bad_request
from ionworks.local.handlers import cell_instances as instances
from ionworks.local.handlers.cascade import remove_objects, stored_below
from ionworks.local.handlers.rows import (
    check_name_free,
    fetch,
    fetch_to_change,
    insert_row,
    merged,
    patch_row,
)
from ionworks.local.handlers.tags import set_tags, tags_of
from ionworks.local.removals import mark_removed
from ionworks.local.repeats import created
from ionworks.local.schema import cell_instances, cell_measurements, cell_specifications, shown
from ionworks.local.services import Call

RESOURCE: Final = "cell_measurement"

_TABLE = cell_measurements.c
_FIELDS = (
    "name",
    "protocol",
    "protocol_id",
    "test_setup",
    "start_time",
    "end_time",
    "channel_id",
    "notes",
    "properties",
    "step_labels_validated",
)
_SHOWN: Final = shown(cell_measurements)


def create_properties_measurement(call: Call) -> Response:
    """Create a measurement that is a set of properties."""
    parent, body = call.path["cell_instance_id"], call.body
    with call.services.database.write() as connection:
        fetch(connection, cell_instances, parent, instances.RESOURCE)
        identifier = call.services.new_id()
        insert_measurement(
            call,
            connection,
            {
                "id": identifier,
                "cell_instance_id": parent,
                "measurement_type": "properties",
                "processing_status": "ready",
                "file_metadata": body.get("file_metadata"),
            },
            body,
        )
        return created(call, connection, measurement_record(connection, identifier))


def update_measurement(call: Call) -> Response:
    """Change the record of a measurement, by a merge patch; its data stay."""
    identifier, body = call.path["measurement_id"], call.body
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, cell_measurements, identifier, RESOURCE)
        changes = merged(row, body, _FIELDS)
        _settle_times(changes)
        after = {**row, **changes}
        _check(after)
        if "name" in changes:
            check_measurement_name(connection, row["cell_instance_id"], after["name"], identifier)
        if "tags" in body:
            set_tags(connection, identifier, body["tags"])
        patch_row(call, connection, cell_measurements, row, changes)
        return single(measurement_record(connection, identifier))


def delete_measurement(call: Call) -> Response:
    """Delete a measurement with its data."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_measurements, identifier, RESOURCE)
        stored = stored_below(connection, _TABLE.id == identifier)
        mark_removed(connection, stored)
        connection.execute(delete(cell_measurements).where(_TABLE.id == identifier))
    remove_objects(call, stored)
    return done()


def insert_measurement(
    call: Call, connection: Connection, facts: Mapping[str, Any], body: Mapping[str, Any]
) -> None:
    """Store a new measurement.

    Parameters
    ----------
    call : Call
        The request.
    connection : Connection
        The connection that writes.
    facts : mapping
        What the platform decides: id, cell, type, state.
    body : mapping
        What the caller says of it.

    Raises
    ------
    Refusal
        The name is taken on its cell (409), or the metadata contradict each other (400).
    """
    check_measurement_name(connection, facts["cell_instance_id"], body["name"])
    values = {name: body[name] for name in _FIELDS if name in body}
    _settle_times(values)
    values = {
        **values,
        **facts,
        **_place(connection, facts["cell_instance_id"]),
        **call.services.signature(),
    }
    _check(values)
    insert_row(connection, cell_measurements, values)
    set_tags(connection, facts["id"], body.get("tags", ()))


def check_measurement_name(
    connection: Connection, parent: str, name: str, except_id: str | None = None
) -> None:
    """Refuse a name that another measurement of the cell has."""
    taken = (_TABLE.cell_instance_id == parent) & (_TABLE.name == name)
    check_name_free(connection, RESOURCE, taken, cell_measurements, name, except_id)


def measurement_record(connection: Connection, identifier: str) -> dict[str, Any]:
    """Return a measurement as it is sent."""
    row = fetch(connection, cell_measurements, identifier, RESOURCE)
    return measurement_records(connection, [row])[0]


def measurement_records(connection: Connection, rows: Sequence[RowMapping]) -> list[dict[str, Any]]:
    """Return measurements as they are sent."""
    tags = tags_of(connection, [row["id"] for row in rows])
    return [
        {
            **{name: row[name] for name in _SHOWN},
            "tags": tags[row["id"]],
        }
        for row in rows
    ]


def _place(connection: Connection, cell_instance_id: str) -> RowMapping:
    """Return the specification and the project of a cell, which its measurements copy."""
    parents = (
        select(cell_instances.c.cell_specification_id, cell_specifications.c.project_id)
        .join_from(cell_instances, cell_specifications)
        .where(cell_instances.c.id == cell_instance_id)
    )
    return connection.execute(parents).mappings().one()


def _settle_times(values: dict[str, Any]) -> None:
    for name in ("start_time", "end_time"):
        if values.get(name) is not None:
            values[name] = moments.read(values[name], ["body", name])


def _check(measurement: Mapping[str, Any]) -> None:
    start, end = measurement.get("start_time"), measurement.get("end_time")
    if start is not None and end is not None and end < start:
        raise bad_request("end_time lies before start_time.")
    if measurement.get("channel_id") is not None:
        if measurement["measurement_type"] != "time_series":
            raise bad_request("Only a time_series measurement can have a channel_id.")
        if start is None:
            raise bad_request("A measurement with a channel_id needs its start_time.")
    if measurement.get("properties") is not None and (
        measurement["measurement_type"] != "properties"
    ):
        raise bad_request("Only a properties measurement can have properties.")


OPERATIONS = (
    create_properties_measurement,
    update_measurement,
    delete_measurement,
)
