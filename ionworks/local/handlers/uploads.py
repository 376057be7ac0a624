"""Uploads of measurements: begin, then confirm; and rows appended to a running test."""

import hashlib
import json
import mimetypes
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import imagesize
import polars as pl
from sqlalchemy import Connection, insert, select, update
from starlette.responses import Response

from ionworks.local import answers, layout, repeats, reservations
from ionworks.local.answers import created
from ionworks.local.errors import bad_request, conflict
from ionworks.local.handlers.cascade import remove_objects
from ionworks.local.handlers.cell_instances import CELLS
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.rows import patch_row
from ionworks.local.objects import ObjectStore
from ionworks.local.removals import mark_removed
from ionworks.local.schema import cell_measurements, measurement_files
from ionworks.local.services import Call, by_name
from ionworks.local.stored import record

_MOST_PIXELS: Final = 2**32 - 1  # that the head of an image can state


def initiate_measurement_upload(call: Call) -> Response:
    """Reserve an id and return an upload link for each file; no record is made."""
    parent, body = call.path["cell_instance_id"], call.body
    with call.services.database.read() as connection:
        CELLS.row(connection, parent)
        MEASUREMENTS.check_unique(connection, parent, body["measurement"])
        # What would be refused after the upload is refused before it.
        kind = body.get("measurement_type", "time_series")
        stated = {"measurement_type": kind, "cell_instance_id": parent}
        MEASUREMENTS.settle(connection, {**body["measurement"], **stated}, None)
    identifier = call.services.new_id()
    match body.get("measurement_type", "time_series"):
        case "file":
            names = _leaf_names(body.get("filenames") or ())
            targets = {
                name: layout.attachment(identifier, position) for position, name in enumerate(names)
            }
        case "time_series":
            targets = {
                layout.TIME_SERIES: layout.time_series(identifier, 1),
                layout.STEPS: layout.given_steps(identifier, 1),
            }
            call.services.worker.expect()
        case other:
            raise bad_request(f"A measurement of type {other!r} has no files to upload.")
    links = reservations.reserve(call, reservations.MEASUREMENT, identifier, parent, targets)
    return created({"measurement_id": identifier, "uploads": links}, with_digest=False)


def confirm_measurement_upload(call: Call) -> Response:
    """Make the record of what was uploaded, and queue its processing."""
    identifier, body = call.path["measurement_id"], call.body
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    is_series = body.get("measurement_type", "time_series") == "time_series"
    unused: list[str] = []
    with call.services.database.write() as connection:
        before = connection.scalar(
            select(cell_measurements.c.confirmation).where(cell_measurements.c.id == identifier)
        )
        if before == digest:  # the answer to the first try was lost
            return answers.single(_bundle(connection, identifier), 201)
        if before is not None:
            raise conflict("This upload was confirmed already, with another body.")
        targets = reservations.claim(
            connection, reservations.MEASUREMENT, identifier, body["cell_instance_id"]
        )
        parent = CELLS.row(connection, body["cell_instance_id"])["id"]
        MEASUREMENTS.insert(
            call,
            connection,
            parent,
            body["measurement"],
            {
                "id": identifier,
                "measurement_type": "time_series" if is_series else "file",
                "processing_status": "pending" if is_series else "ready",
                "confirmation": digest,
            },
        )
        reservations.check_digests(connection, targets, body.get("digests"))
        if is_series:
            _check_series(call.services.objects, connection, targets, body.get("steps"))
        else:
            unused = _store_files(call.services.objects, connection, identifier, targets, body)
            mark_removed(connection, unused)
        answer = repeats.created(call, connection, _bundle(connection, identifier))
    remove_objects(call, unused)
    if is_series:
        call.services.worker.submit(identifier)
    return answer


def initiate_measurement_extend(call: Call) -> Response:
    """Return an upload link for rows to append."""
    identifier = call.path["measurement_id"]
    with call.services.database.read() as connection:
        _check_extendable(connection, identifier)
    links = reservations.reserve(
        call,
        reservations.EXTENSION,
        identifier,
        identifier,
        {layout.EXTENSION: layout.extension(identifier, call.services.new_id())},
    )
    return created({"measurement_id": identifier, "uploads": links}, with_digest=False)


def confirm_measurement_extend(call: Call) -> Response:
    """Queue the appending of the uploaded rows."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        _check_extendable(connection, identifier)
        targets = reservations.claim(connection, reservations.EXTENSION, identifier, None)
        (key,) = targets.values()
        if (call.body or {}).get("path", key) != key:
            raise conflict(
                "Another extension of this measurement was begun after this one; read what is "
                "stored and send the rows after it."
            )
        _check_uploaded(call.services.objects, targets)
        reservations.check_digests(connection, targets, _digests_in(call.body))
        call.services.objects.confirm(targets.values())
        row = MEASUREMENTS.row(connection, identifier)
        changes = {"extension": key, "processing_status": "pending", "processing_error": None}
        patch_row(call, connection, cell_measurements, row, changes)
        answer = repeats.created(call, connection, _bundle(connection, identifier))
    call.services.worker.submit(identifier)
    return answer


def _bundle(connection: Connection, identifier: str) -> dict[str, Any]:
    record = MEASUREMENTS.record(connection, identifier)
    return {**record, "instance": CELLS.record(connection, record["cell_instance_id"])}


def _check_extendable(connection: Connection, identifier: str) -> None:
    row = MEASUREMENTS.row(connection, identifier)
    if row["measurement_type"] != "time_series":
        raise bad_request(f"The measurement {row['name']!r} has no time series to extend.")
    if row["end_time"] is not None:
        raise conflict(f"The test {row['name']!r} has ended ({row['end_time']}).")
    if row["processing_status"] != "ready":
        raise conflict(
            f"The measurement cannot be extended while it is {row['processing_status']}.",
            {"processing_status": row["processing_status"]},
        )


def _leaf_names(names: Iterable[str]) -> list[str]:
    checked = list(names)
    if not checked:
        raise bad_request("A file measurement needs filenames.")
    for name in checked:
        if name.strip() in ("", ".", "..") or any(c in name for c in "/\\\0"):
            raise bad_request(f"{name!r} is not the plain name of a file.")
    if len(set(checked)) < len(checked):
        raise bad_request("The filenames are not all different.")
    return checked


def _check_uploaded(objects: ObjectStore, targets: Mapping[str, str]) -> None:
    absent = [name for name, key in targets.items() if objects.size(key) is None]
    if absent:
        raise bad_request(f"Not uploaded: {', '.join(absent)}. Send them by PUT, then confirm.")


def _digests_in(body: Mapping[str, Any] | None) -> Mapping[str, str] | None:
    """Return the digests in a body that may hold anything."""
    stated = (body or {}).get("digests")
    if stated is not None and not isinstance(stated, Mapping):
        raise bad_request("digests is an object: SHA-256 by the name of the file.")
    return stated


def _check_series(
    objects: ObjectStore,
    connection: Connection,
    targets: Mapping[str, str],
    steps: Mapping[str, Any] | None,
) -> None:
    if layout.TIME_SERIES not in targets:
        raise bad_request("The upload was begun for files, not for a time series.")
    _check_uploaded(objects, {layout.TIME_SERIES: targets[layout.TIME_SERIES]})
    if steps is not None:
        try:
            frame = pl.DataFrame(steps, strict=False)
        except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
            raise bad_request(f"steps are not columns of one length: {error}.") from None
        key = targets[layout.STEPS]
        record(connection, key, objects.write(key, frame.write_parquet))
    objects.confirm(targets.values())


def _store_files(
    objects: ObjectStore,
    connection: Connection,
    identifier: str,
    targets: Mapping[str, str],
    body: Mapping[str, Any],
) -> list[str]:
    """Store the files of a measurement; return the keys of those that it does not name."""
    if layout.attachment(identifier, 0) not in targets.values():
        raise bad_request("The upload was begun for a time series, not for files.")
    names = list(dict.fromkeys(body.get("filenames") or targets))
    unknown = [name for name in names if name not in targets]
    if unknown:
        raise bad_request(f"No upload was begun for {', '.join(unknown)}.")
    _check_uploaded(objects, {name: targets[name] for name in names})
    objects.confirm(targets[name] for name in names)
    files = [
        {
            "measurement_id": identifier,
            "position": position,
            "filename": name,
            "content_type": mimetypes.guess_type(f"./{name}")[0] or "application/octet-stream",
            "object_key": targets[name],
        }
        for position, name in enumerate(names)
    ]
    connection.execute(insert(measurement_files), files)
    described = {
        file["filename"]: {
            "content_type": file["content_type"],
            "size_bytes": objects.size(str(file["object_key"])),
            **_dimensions(objects.path(str(file["object_key"])), str(file["content_type"])),
        }
        for file in files
    }
    connection.execute(
        update(cell_measurements)
        .where(cell_measurements.c.id == identifier)
        .values(file_metadata=described)
    )
    return [key for name, key in targets.items() if name not in names]


def _dimensions(path: Path, content_type: str) -> dict[str, int]:
    """Read width and height in pixels from the head of an image; nothing from other files."""
    if not content_type.startswith("image/"):
        return {}
    try:
        width, height = imagesize.get(path)
    except Exception:
        return {}
    # Those of an SVG may be fractions, or not numbers at all.
    if not (0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS):
        return {}
    return {"width": round(width), "height": round(height)}


OPERATIONS = by_name(
    initiate_measurement_upload,
    confirm_measurement_upload,
    initiate_measurement_extend,
    confirm_measurement_extend,
)
