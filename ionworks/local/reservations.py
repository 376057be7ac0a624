"""Uploads that were begun: the objects that they wait for, and their time limits.

They are not records. A start of the platform forgets all of them, and removes what was uploaded.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, delete, exists, insert, select

from ionworks import digests
from ionworks.local import moments, private
from ionworks.local.database import Database
from ionworks.local.errors import Refusal, bad_request
from ionworks.local.links import LIFETIME
from ionworks.local.objects import ObjectStore
from ionworks.local.removals import mark_removed
from ionworks.local.schema import upload_objects, uploads
from ionworks.local.services import Call
from ionworks.local.stored import Stored, find, measure, record

MEASUREMENT: Final = "measurement"
EXTENSION: Final = "extension"
RAW_DATA: Final = "raw_data"
ANALYSIS: Final = "analysis"


def reserve(
    call: Call, kind: str, identifier: str, target_id: str, targets: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Begin an upload.

    Parameters
    ----------
    call : Call
        The request.
    kind : str
        What is uploaded; only the same kind can be confirmed.
    identifier : str
        Id of the record to be, or of the one that is extended.
    target_id : str
        Id of what the record belongs to.
    targets : mapping of str to str
        File name to object key, in order.

    Returns
    -------
    list of dict
        One upload target per file, each with its signed link.
    """
    services = call.services
    expires = moments.as_text(services.clock() + LIFETIME)
    with services.database.write() as connection:
        # A second start of an extension takes the place of the first, which may have been killed.
        ended = (uploads.c.expires_at < services.now()) | (uploads.c.id == identifier)
        forgotten = _forget(connection, ended)
        connection.execute(
            insert(uploads).values(
                id=identifier, kind=kind, target_id=target_id, expires_at=expires
            )
        )
        connection.execute(
            insert(upload_objects),
            [
                {
                    "object_key": key,
                    "upload_id": identifier,
                    "position": position,
                    "filename": filename,
                }
                for position, (filename, key) in enumerate(targets.items())
            ],
        )
    for key in forgotten:
        services.objects.remove(key)
    return [
        {
            "filename": filename,
            "signed_url": services.links.to_upload(call.storage, key),
            "token": "",
            "path": key,
            "digest": digests.OFFERED,
        }
        for filename, key in targets.items()
    ]


def claim(
    connection: Connection, kind: str, identifier: str, target_id: str | None
) -> dict[str, str]:
    """End an upload; the caller makes its record in the same transaction.

    Parameters
    ----------
    connection : Connection
        The connection that writes the record.
    kind, identifier : str
        As it was begun.
    target_id : str, optional
        What the caller says that it belongs to; not checked when None.

    Returns
    -------
    dict of str to str
        File name to object key, in order.

    Raises
    ------
    Refusal
        No such upload was begun here, or not for that target.
    """
    row = (
        connection.execute(
            select(uploads).where(uploads.c.id == identifier, uploads.c.kind == kind)
        )
        .mappings()
        .first()
    )
    if row is None:
        raise Refusal(
            404,
            "NOT_FOUND",
            f"No upload with id {identifier!r} is under way; it was confirmed, has expired, "
            "or the platform was restarted. Start it again.",
            {"resource_type": "upload", "resource_id": identifier},
        )
    if target_id is not None and row["target_id"] != target_id:
        raise bad_request(f"The upload was begun for {row['target_id']!r}, not {target_id!r}.")
    table = upload_objects.c
    found = connection.execute(
        select(table.filename, table.object_key)
        .where(table.upload_id == identifier)
        .order_by(table.position)
    )
    targets = dict(found.all())
    connection.execute(delete(uploads).where(uploads.c.id == identifier))
    return targets


def receive(
    database: Database, objects: ObjectStore, draft: Path, key: str, stored: Stored
) -> bool:
    """Turn a draft into the object that an upload waits for.

    It happens in one transaction, so that no confirmation comes between.

    Returns
    -------
    bool
        False if no upload waits for it: it is confirmed, or forgotten.
    """
    with database.write() as connection:
        awaited = connection.scalar(select(exists().where(upload_objects.c.object_key == key)))
        if awaited:
            record(connection, key, stored)
            objects.keep_unconfirmed(draft, key)
    return bool(awaited)


def upload(
    call: Call, kind: str, identifier: str, target_id: str, key: str, content: bytes
) -> None:
    """Begin an upload whose content came with the request; `claim` ends it like any other.

    Parameters
    ----------
    call : Call
        The request.
    kind, identifier, target_id : str
        As for `reserve`.
    key : str
        Key of the object.
    content : bytes
        What to store.
    """
    services = call.services
    reserve(call, kind, identifier, target_id, {"data": key})
    with services.objects.draft() as draft:
        with draft.open("xb") as file:
            file.write(content)
            private.sync(file)
        receive(services.database, services.objects, draft, key, measure(draft))


def check_digests(
    connection: Connection, targets: Mapping[str, str], stated: Mapping[str, str] | None
) -> None:
    """Compare the uploaded files with the digests that the uploader states.

    Parameters
    ----------
    connection : Connection
        The connection that confirms the upload.
    targets : mapping of str to str
        File name to object key.
    stated : mapping of str to str, optional
        File name to SHA-256.

    Raises
    ------
    Refusal
        Something else was uploaded, or a name is not one of this upload.
    """
    for name, sha256 in (stated or {}).items():
        if name not in targets:
            raise bad_request(f"digests names {name!r}, but the upload has {', '.join(targets)}.")
        stored = find(connection, targets[name])
        if stored is None or stored.sha256 != sha256:
            raise Refusal(
                400,
                "DIGEST_MISMATCH",
                f"What arrived as {name!r} does not match the SHA-256 that the confirmation "
                "states. Nothing was recorded; upload it again.",
                {"filename": name},
            )


def _forget(connection: Connection, chosen: Any) -> Sequence[str]:
    keys = connection.scalars(select(upload_objects.c.object_key).join(uploads).where(chosen)).all()
    mark_removed(connection, keys)
    connection.execute(delete(uploads).where(chosen))
    return keys
