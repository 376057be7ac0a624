"""Raw data: files stored unchanged, and the measurements made from them."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert
from starlette.responses import Response

from ionworks.local import layout, repeats, reservations
from ionworks.local.answers import answer, created, done, page, single
from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers.collection import Collection
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.projects import PROJECTS, project_id
from ionworks.local.handlers.rows import patch_row
from ionworks.local.schema import cell_measurements, measurement_raw_data, raw_data
from ionworks.local.services import Call, by_name

_LINKS = measurement_raw_data.c


def initiate_raw_data_upload(call: Call) -> Response:
    """Reserve an id and return an upload link; no record is made."""
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
        facts = {
            "id": identifier,
            "name": body.get("name") or body["filename"],
            "content_type": body.get("content_type") or "application/octet-stream",
            "metadata": body.get("metadata") or {},
            "size_bytes": body["size_bytes"],
        }
        RAW_DATA.insert(call, connection, project, body, facts)
        return repeats.created(call, connection, RAW_DATA.record(connection, identifier))


def get_raw_data_download_url(call: Call) -> Response:
    """Return a link to the file."""
    with call.services.database.read() as connection:
        record = RAW_DATA.record(connection, call.path["raw_data_id"])
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
        row = RAW_DATA.row_to_change(call, connection, identifier)
        patch_row(call, connection, raw_data, row, changes)
        return single(RAW_DATA.record(connection, identifier))


def list_raw_data_measurements(call: Call) -> Response:
    """List the ids of the measurements that a file is linked to."""
    identifier = call.path["raw_data_id"]
    with call.services.database.read() as connection:
        RAW_DATA.row(connection, identifier)
        linked = (
            select(cell_measurements.c.id)
            .join_from(cell_measurements, measurement_raw_data)
            .where(_LINKS.raw_data_id == identifier)
        )
        rows, total = MEASUREMENTS.listing.page(connection, linked, call.query)
    return page([row["id"] for row in rows], total)


def list_measurement_raw_data(call: Call) -> Response:
    """List the raw data that a measurement is linked to."""
    identifier = call.path["measurement_id"]
    with call.services.database.read() as connection:
        MEASUREMENTS.row(connection, identifier)
        linked = (
            select(raw_data)
            .join_from(raw_data, measurement_raw_data)
            .where(_LINKS.measurement_id == identifier)
        )
        return RAW_DATA.page(connection, linked, call.query)


def attach_raw_data(call: Call) -> Response:
    """Link raw data to a measurement; once is enough."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        MEASUREMENTS.row(connection, identifier)
        for linked in call.body["raw_data_ids"]:
            RAW_DATA.row(connection, linked)
            link = {"measurement_id": identifier, "raw_data_id": linked}
            connection.execute(insert(measurement_raw_data).values(**link).on_conflict_do_nothing())
    return done()


def detach_raw_data(call: Call) -> Response:
    """Take a link away; a link that does not exist is not an error."""
    identifier, linked = call.path["measurement_id"], call.path["raw_data_id"]
    with call.services.database.write() as connection:
        MEASUREMENTS.row(connection, identifier)
        RAW_DATA.row(connection, linked)
        connection.execute(
            delete(measurement_raw_data).where(
                _LINKS.measurement_id == identifier, _LINKS.raw_data_id == linked
            )
        )
    return done()


def _check_object(call: Call, targets: Mapping[str, str], body: Mapping[str, Any]) -> None:
    if body["filename"] not in targets:
        raise bad_request(f"The upload was begun for {', '.join(targets)}.")
    size = call.services.objects.size(targets[body["filename"]])
    if size is None:
        raise bad_request("The file was not uploaded. Send it by PUT, then confirm.")
    if size != body["size_bytes"]:
        raise bad_request(f"The upload has {size} bytes, not {body['size_bytes']}.")


RAW_DATA: Final = Collection(
    "raw_data",
    raw_data,
    parent=PROJECTS,
    fields=("filename", "source"),
    listing=Listing.of(raw_data, text=()),
    unique=(),
    verbs=("list", "get", "delete"),
)
OPERATIONS = by_name(
    initiate_raw_data_upload,
    confirm_raw_data_upload,
    get_raw_data_download_url,
    update_raw_data,
    list_raw_data_measurements,
    list_measurement_raw_data,
    attach_raw_data,
    detach_raw_data,
)
