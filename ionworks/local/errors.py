"""Refusals of the platform, the answers that state them, and the error of processing."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from attrs import frozen

# From an absolute path of any system to its last separator in the line, and the name after it:
# folders may have spaces in their names. A slash within a word is a unit, not a path.
_PATH: Final = re.compile(
    r"""(?<![\w./\\~\])-])(?:file:///?|[A-Za-z]:[\\/]|\\\\|/)(?=[\w.])[^'"`\n]*[\\/][^\s'"`,;:)\]]*"""
)


@frozen
class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault
    """A request that the platform answers with the error envelope.

    Attributes
    ----------
    status : int
        HTTP status code of the answer.
    code : str
        Stable word for programs, such as ``NOT_FOUND``.
    message : str
        What was wrong and what to do, for people.
    detail : mapping, optional
        Facts that belong to the code, such as ``existing_id``.
    """

    status: int
    code: str
    message: str
    detail: Mapping[str, Any] | None = None

    def body(self) -> dict[str, Any]:
        """Return the error envelope."""
        return {"error_code": self.code, "message": self.message, "detail": self.detail}


@frozen
class Invalid(Exception):  # noqa: N818 - as above
    """A request that the contract does not allow (HTTP 422).

    Attributes
    ----------
    problems : sequence of mapping
        One ``{loc, msg, type}`` per wrong field; ``loc`` is its path, from
        ``body``, ``query`` or ``path`` on.
    """

    problems: Sequence[Mapping[str, Any]]

    def body(self) -> dict[str, Any]:
        """Return the body of the answer."""
        return {"detail": list(self.problems)}


@frozen
class NotHere(Exception):  # noqa: N818 - as above
    """A request that only the hosted service can carry out (HTTP 501).

    Attributes
    ----------
    why : str
        Why it is not done here, for people.
    """

    why: str


class ProcessingError(ValueError):
    """The uploaded data cannot be processed.

    The text says what is wrong, where (column, first row counted from 0), and what to do about it.
    It is meant for the person who uploaded the file and never names a path of the machine.
    """


def invalid(loc: Sequence[str | int], message: str, kind: str = "value_error") -> Invalid:
    """Return the refusal of one field."""
    return Invalid([{"loc": list(loc), "msg": message, "type": kind}])


def bad_request(message: str, detail: Mapping[str, Any] | None = None) -> Refusal:
    """Return the refusal of a request that makes no sense here (400)."""
    return Refusal(400, "BAD_REQUEST", message, detail)


def forbidden(message: str) -> Refusal:
    """Return the refusal of a credential (403)."""
    return Refusal(403, "FORBIDDEN", message)


def change_of_bundle() -> Refusal:
    """Return the refusal of a change of a bundle, whoever asks for it (403)."""
    return Refusal(
        403,
        "READ_ONLY",
        "A bundle is read-only. Copy it to a platform (`copy_to`) and work there.",
    )


def not_found(resource: str, identifier: str) -> Refusal:
    """Return the refusal of an id that names nothing (404)."""
    return Refusal(
        404,
        "NOT_FOUND",
        f"There is no {resource.replace('_', ' ')} with id {identifier!r}.",
        {"resource_type": resource, "resource_id": identifier},
    )


def name_taken(resource: str, name: str, existing_id: str) -> Refusal:
    """Return the refusal of a name that is in use (409)."""
    return Refusal(
        409,
        "CONFLICT",
        f"{resource.replace('_', ' ').capitalize()} with this name already exists",
        {"resource_type": resource, "resource_name": name, "existing_id": existing_id},
    )


def conflict(message: str, detail: Mapping[str, Any] | None = None) -> Refusal:
    """Return the refusal of a request that the present state does not allow (409)."""
    return Refusal(409, "CONFLICT", message, detail)


def too_large(message: str) -> Refusal:
    """Return the refusal of a body beyond the bound (413)."""
    return Refusal(413, "PAYLOAD_TOO_LARGE", message)


def busy(why: str) -> Refusal:
    """Return the answer to a request that may be sent again in a moment (503)."""
    return Refusal(503, "BUSY", f"The platform is busy: {why}. Nothing was done; try again.")


def not_implemented(operation: str, why: str | None = None) -> Refusal:
    """Return the answer to an operation that only the hosted service offers (501)."""
    message = why or f"The embedded platform does not do {operation!r}; the hosted service does."
    return Refusal(501, "NOT_IMPLEMENTED", message, {"operation": operation})


def without_paths(message: str) -> str:
    """Return a message of a library without the paths of this machine.

    Callers learn what was wrong with what they sent, not where the platform keeps it.
    """
    return _PATH.sub("a file of the platform", message)
