"""Uploads that were begun: which objects are awaited, and until when.

They are no records. A start of the platform forgets them all, and removes what was uploaded.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, delete, exists, insert, select

from ionworks.local import moments
from ionworks.local.database import Database
from ionworks.local.errors import Refusal, bad_request
from ionworks.local.links import LIFETIME
from ionworks.local.objects import ObjectStore
from ionworks.local.removals import mark_removed
from ionworks.local.schema import upload_objects, uploads
from ionworks.local.services import Call

MEASUREMENT: Final = "measurement"
EXTENSION: Final = "extension"
RAW_DATA: Final = "raw_data"


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
        }
        for filename, key in targets.items()
    ]


def claim(
    connection: Connection, kind: str, identifier: str, target_id: str | None
) -> dict[str, str]:
    """End an upload, to make a record of it in the same transaction.

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


def keep_awaited(database: Database, objects: ObjectStore, draft: Path, key: str) -> bool:
    """Make a written draft the object of a key, if an upload that is not confirmed waits for it.

    The transaction locks out confirmations: what is confirmed is never written over.

    Returns
    -------
    bool
        False if nothing waits for the object; the draft is then left as it is.
    """
    with database.write() as connection:
        awaited = connection.scalar(select(exists().where(upload_objects.c.object_key == key)))
        if awaited:
            objects.keep_unconfirmed(draft, key)
        return bool(awaited)


def _forget(connection: Connection, chosen: Any) -> Sequence[str]:
    keys = connection.scalars(select(upload_objects.c.object_key).join(uploads).where(chosen)).all()
    mark_removed(connection, keys)
    connection.execute(delete(uploads).where(chosen))
    return keys
