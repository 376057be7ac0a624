"""Measurements: their records."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert
from starlette.responses import Response

from ionworks.local import moments, repeats
from ionworks.local.answers import single
from ionworks.local.errors import bad_request, conflict
from ionworks.local.filters import Listing
from ionworks.local.handlers.cascade import remove_objects
from ionworks.local.handlers.cell_instances import CELLS
from ionworks.local.handlers.channels import check_run
from ionworks.local.handlers.collection import Collection, Records, Row
from ionworks.local.handlers.rows import check_reference, patch_row
from ionworks.local.handlers.tags import set_tags, tags_of
from ionworks.local.schema import (
    cell_instances,
    cell_measurements,
    cell_specifications,
    measurement_raw_data,
    protocols,
    study_measurements,
    watches,
)
from ionworks.local.services import Call, by_name

_TABLE = cell_measurements.c


def create_properties_measurement(call: Call) -> Response:
    """Create a measurement that is a set of properties."""
    parent, body = call.path["cell_instance_id"], call.body
    with call.services.database.write() as connection:
        CELLS.row(connection, parent)
        facts = {
            "measurement_type": "properties",
            "processing_status": "ready",
            "file_metadata": body.get("file_metadata"),
        }
        identifier = MEASUREMENTS.insert(call, connection, parent, body, facts)
        return repeats.created(call, connection, MEASUREMENTS.record(connection, identifier))


def _settle(connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    """Read the times, and refuse what contradicts itself."""
    for name in ("start_time", "end_time"):
        if values.get(name) is not None:
            values[name] = moments.read(values[name], ["body", name])
    if stored is None:
        values |= _place(connection, values["cell_instance_id"])
    measurement = {**(stored or {}), **values}
    _check(measurement)
    if values.get("protocol_id") is not None:
        project = measurement["project_id"]
        check_reference(connection, protocols, "protocol_id", values["protocol_id"], project)
    if measurement.get("channel_id") is not None:
        check_run(connection, measurement, stored)


def _place(connection: Connection, cell_instance_id: str) -> Row:
    """Return the specification and the project of a cell, which its measurements copy."""
    parents = (
        select(cell_instances.c.cell_specification_id, cell_specifications.c.project_id)
        .join_from(cell_instances, cell_specifications)
        .where(cell_instances.c.id == cell_instance_id)
    )
    return connection.execute(parents).mappings().one()


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


def _store_parts(
    _call: Call, connection: Connection, identifier: str, _parent: str, body: Mapping[str, Any]
) -> None:
    if "tags" in body:
        set_tags(connection, identifier, body["tags"])
    if body.get("end_time") is not None:  # a watch ends with the test
        connection.execute(delete(watches).where(watches.c.measurement_id == identifier))


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    tags = tags_of(connection, [record["id"] for record in records])
    for record in records:
        record["tags"] = tags[record["id"]]


MEASUREMENTS: Final = Collection(
    "cell_measurement",
    cell_measurements,
    parent=CELLS,
    fields=(
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
    ),
    listing=Listing(
        text={"name": _TABLE.name, "created_by_email": _TABLE.created_by_email},
        times={
            "created_at": _TABLE.created_at,
            "updated_at": _TABLE.updated_at,
            "start_time": _TABLE.start_time,
        },
        exact={"measurement_type": _TABLE.measurement_type},
        order={
            "name": _TABLE.name,
            "created_at": _TABLE.created_at,
            "updated_at": _TABLE.updated_at,
            "start_time": _TABLE.start_time,
            "cell_instance_id": _TABLE.cell_instance_id,
            "step_labels_validated": _TABLE.step_labels_validated,
            "cycler": _TABLE.test_setup["cycler"].as_string(),
            "notes": _TABLE.notes,
        },
        key=_TABLE.id,
    ),
    verbs=("update", "delete"),
    word="measurement",
    free_text=("notes",),
    settle=_settle,
    store_parts=_store_parts,
    fill=_fill,
)


def replace_measurement(call: Call) -> Response:
    """Let another measurement take the name and the places of one, and delete that one."""
    identifier, other = call.path["measurement_id"], call.body["replacement_id"]
    with call.services.database.write() as connection:
        old = MEASUREMENTS.row(connection, identifier)
        new = MEASUREMENTS.row(connection, other)
        if other == identifier or new["cell_instance_id"] != old["cell_instance_id"]:
            raise bad_request("A measurement is replaced by another one of the same cell.")
        if new["processing_status"] != "ready":
            raise conflict(f"The measurement {new['name']!r} is {new['processing_status']}.")
        for table in (study_measurements, measurement_raw_data, watches):
            _move(connection, table, identifier, other)
        over = MEASUREMENTS.remove(call, connection, old)
        patch_row(call, connection, cell_measurements, new, {"name": old["name"]})
        answer = single(MEASUREMENTS.record(connection, other))
    remove_objects(call, over)
    return answer


def _move(connection: Connection, table: Table, old: str, new: str) -> None:
    """Let links to a measurement name another one, which may have some of them already."""
    rows = connection.execute(select(table).where(table.c.measurement_id == old)).mappings()
    moved = [{**row, "measurement_id": new} for row in rows]
    if moved:
        connection.execute(insert(table).on_conflict_do_nothing(), moved)
        connection.execute(delete(table).where(table.c.measurement_id == old))


OPERATIONS = by_name(create_properties_measurement, replace_measurement)
