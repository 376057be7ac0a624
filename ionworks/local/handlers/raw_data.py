"""Raw data: files kept as they came, and the measurements made from them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert
from starlette.responses import Response

from ionworks.local import layout, repeats, reservations
from ionworks.local.answers import answer, created, done, page, single
from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers import measurements
from ionworks.local.handlers.cascade import remove_objects
from ionworks.local.handlers.rows import fetch, fetch_to_change, insert_row, patch_row, project_id
from ionworks.local.removals import mark_removed
from ionworks.local.schema import cell_measurements, measurement_raw_data, raw_data
from ionworks.local.services import Call

_RESOURCE = "raw_data"
_TABLE = raw_data.c
_LINKS = measurement_raw_data.c
_LISTING = Listing(text={}, times={}, order={"created_at": _TABLE.created_at}, key=_TABLE.id)


def initiate_raw_data_upload(call: Call) -> Response:
    """Reserve an id and hand out a link; no record is made."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.body.get("project_id"))
    identifier = call.services.new_id()
    links = reservations.reserve(
        call,
        reservations.RAW_DATA,
        identifier,
        project,
        {call.body["filename"]: layout.raw_data(identifier)},
    )
    return created({"raw_data_id": identifier, "uploads": links}, with_digest=False)


def confirm_raw_data_upload(call: Call) -> Response:
    """Make the record of what was uploaded."""
    identifier, body = call.path["raw_data_id"], call.body
    with call.services.database.write() as connection:
        project = project_id(call, connection, body.get("project_id"))
        targets = reservations.claim(connection, reservations.RAW_DATA, identifier, project)
        _check_object(call, targets, body)
        reservations.check_digests(connection, targets, body.get("digests"))
        call.services.objects.confirm(targets.values())
        values = {
            "id": identifier,
            "project_id": project,
            "name": body.get("name") or body["filename"],
            "filename": body["filename"],
            "source": body.get("source"),
            "content_type": body.get("content_type") or "application/octet-stream",
            "metadata": body.get("metadata") or {},
            "size_bytes": body["size_bytes"],
            **call.services.signature(),
        }
        insert_row(connection, raw_data, values)
        return repeats.created(call, connection, _record(connection, identifier))


def list_raw_data(call: Call) -> Response:
    """List the records of a project."""
    with call.services.database.read() as connection:
        project = project_id(call, connection, call.query.get("project_id"))
        everything = select(raw_data).where(_TABLE.project_id == project)
        rows, total = _LISTING.page(connection, everything, call.query)
    return page([dict(row) for row in rows], total)


def get_raw_data(call: Call) -> Response:
    """Return one record."""
    with call.services.database.read() as connection:
        return single(_record(connection, call.path["raw_data_id"]))


def get_raw_data_download_url(call: Call) -> Response:
    """Return a link to the file."""
    with call.services.database.read() as connection:
        record = _record(connection, call.path["raw_data_id"])
    key = layout.raw_data(record["id"])
    return answer(
        {"url": call.services.links.to_download(call.storage, key, record["content_type"])},
        with_digest=False,
    )


def update_raw_data(call: Call) -> Response:
    """Change a record; metadata are replaced, not merged, and an empty source clears it."""
    identifier = call.path["raw_data_id"]
    names = ("name", "source", "metadata")
    changes = {name: call.body[name] for name in names if name in call.body}
    if changes.get("source") == "":
        changes["source"] = None
    with call.services.database.write() as connection:
        row = fetch_to_change(call, connection, raw_data, identifier, _RESOURCE)
        patch_row(call, connection, raw_data, row, changes)
        return single(_record(connection, identifier))


def delete_raw_data(call: Call) -> Response:
    """Delete a record with its file."""
    identifier = call.path["raw_data_id"]
    stored = [layout.raw_data(identifier)]
    with call.services.database.write() as connection:
        fetch(connection, raw_data, identifier, _RESOURCE)
        mark_removed(connection, stored)
        connection.execute(delete(raw_data).where(_TABLE.id == identifier))
    remove_objects(call, stored)
    return done()


def list_raw_data_measurements(call: Call) -> Response:
    """List the ids of the measurements that a file is linked to."""
    identifier = call.path["raw_data_id"]
    listing = Listing(
        text={},
        times={},
        order={"created_at": cell_measurements.c.created_at},
        key=cell_measurements.c.id,
    )
    with call.services.database.read() as connection:
        fetch(connection, raw_data, identifier, _RESOURCE)
        linked = (
            select(cell_measurements.c.id)
            .join_from(cell_measurements, measurement_raw_data)
            .where(_LINKS.raw_data_id == identifier)
        )
        rows, total = listing.page(connection, linked, call.query)
    return page([row["id"] for row in rows], total)


def list_measurement_raw_data(call: Call) -> Response:
    """List the raw data that a measurement is linked to."""
    identifier = call.path["measurement_id"]
    with call.services.database.read() as connection:
        fetch(connection, cell_measurements, identifier, measurements.RESOURCE)
        linked = (
            select(raw_data)
            .join_from(raw_data, measurement_raw_data)
            .where(_LINKS.measurement_id == identifier)
        )
        rows, total = _LISTING.page(connection, linked, call.query)
    return page([dict(row) for row in rows], total)


def attach_raw_data(call: Call) -> Response:
    """Link raw data to a measurement; once is enough."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_measurements, identifier, measurements.RESOURCE)
        for linked in call.body["raw_data_ids"]:
            fetch(connection, raw_data, linked, _RESOURCE)
            link = {"measurement_id": identifier, "raw_data_id": linked}
            connection.execute(insert(measurement_raw_data).values(**link).on_conflict_do_nothing())
    return done()


def detach_raw_data(call: Call) -> Response:
    """Take a link away; one that is not there is no fault."""
    identifier, linked = call.path["measurement_id"], call.path["raw_data_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_measurements, identifier, measurements.RESOURCE)
        fetch(connection, raw_data, linked, _RESOURCE)
        connection.execute(
            delete(measurement_raw_data).where(
                _LINKS.measurement_id == identifier, _LINKS.raw_data_id == linked
            )
        )
    return done()


def _record(connection: Connection, identifier: str) -> dict[str, Any]:
    return dict(fetch(connection, raw_data, identifier, _RESOURCE))


def _check_object(call: Call, targets: Mapping[str, str], body: Mapping[str, Any]) -> None:
    if body["filename"] not in targets:
        raise bad_request(f"The upload was begun for {', '.join(targets)}.")
    size = call.services.objects.size(targets[body["filename"]])
    if size is None:
        raise bad_request("The file was not uploaded. Send it by PUT, then confirm.")
    if size != body["size_bytes"]:
        raise bad_request(f"The upload has {size} bytes, not {body['size_bytes']}.")


OPERATIONS = (
    initiate_raw_data_upload,
    confirm_raw_data_upload,
    list_raw_data,
    get_raw_data,
    get_raw_data_download_url,
    update_raw_data,
    delete_raw_data,
    list_raw_data_measurements,
    list_measurement_raw_data,
    attach_raw_data,
    detach_raw_data,
)
