"""Repeats of requests that carry an ``Idempotency-Key``: each gets the answer of the first.

The answer is stored in the transaction that makes the record, so that either both are there or
neither. A refusal is not stored: what was refused may be sent again.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    delete,
    func,
    insert,
    literal_column,
    select,
)
from sqlalchemy.exc import IntegrityError
from starlette.responses import Response

from ionworks.local import answers, moments
from ionworks.local.errors import Refusal, invalid
from ionworks.local.schema import repeatable_answers
from ionworks.local.services import Call

HEADER: Final = "idempotency-key"

LIFETIME: Final = timedelta(days=1)
"""How long an answer is kept; a client gives up much sooner."""

MOST_KEPT: Final = 10_000
"""How many answers are kept; the oldest go first."""

_LONGEST_KEY: Final = 255
_TABLE: Final = repeatable_answers.c


def once(call: Call, handler: Callable[[Call], Response]) -> Response:
    """Answer a request; a repeat of one that was carried out gets the same answer.

    Raises
    ------
    Invalid
        The key is too long, or was used for another request.
    """
    key = call.headers.get(HEADER)
    if key is None:
        return handler(call)
    if not 0 < len(key) <= _LONGEST_KEY:
        raise invalid(["header", HEADER], f"must have 1 to {_LONGEST_KEY} characters")
    before = _find(call, key)
    if before is not None:
        return before
    try:
        return handler(call)
    # The first request may have succeeded in the meantime: it has the name, the upload or the key.
    except (Refusal, IntegrityError):
        before = _find(call, key)
        if before is None:
            raise
        return before


def created(call: Call, connection: Connection, record: dict[str, Any]) -> Response:
    """Return the answer to a create, and store it for repeats of the request.

    Parameters
    ----------
    call : Call
        The request.
    connection : Connection
        The connection that has written the record.
    record : dict
        The record as it is sent.
    """
    key = call.headers.get(HEADER)
    if key is not None:
        _store(call, connection, key, record)
    return answers.single(record, 201)


def _store(call: Call, connection: Connection, key: str, record: dict[str, Any]) -> None:
    # Rows are numbered in the order of insertion.
    number: ColumnElement[int] = literal_column("rowid", Integer)
    newest = select(func.max(number)).select_from(repeatable_answers).scalar_subquery()
    connection.execute(
        delete(repeatable_answers).where(
            (_TABLE.created_at < _oldest(call)) | (number <= newest + 1 - MOST_KEPT)
        )
    )
    connection.execute(
        insert(repeatable_answers).values(
            idempotency_key=key,
            request_digest=_digest(call),
            status=201,
            body=record,
            created_at=call.services.now(),
        )
    )


def _find(call: Call, key: str) -> Response | None:
    chosen = _TABLE.idempotency_key == key
    with call.services.database.read() as connection:
        row = connection.execute(select(repeatable_answers).where(chosen)).mappings().first()
    if row is None or row["created_at"] < _oldest(call):
        return None
    if row["request_digest"] != _digest(call):
        raise invalid(
            ["header", HEADER],
            "this key was used for another request; send each request with a key of its own",
        )
    return answers.single(row["body"], row["status"])


def _oldest(call: Call) -> str:
    return moments.as_text(call.services.clock() - LIFETIME)


def _digest(call: Call) -> str:
    request = [call.url_path.rstrip("/"), call.body]
    written = json.dumps(request, sort_keys=True, default=lambda upload: upload.sha256)
    return hashlib.sha256(written.encode()).hexdigest()
