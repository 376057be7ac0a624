"""Points in time as services write them; without a zone they are UTC, as the platform has it."""

from __future__ import annotations

from datetime import UTC, datetime


def as_moment(text: str) -> datetime:
    """Read an ISO 8601 date or time; without a zone it is UTC.

    Raises
    ------
    ValueError
        The text is something else.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def is_same_moment(one: object, other: object) -> bool:
    """Tell whether two texts name the same moment, which may be written in several ways."""
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    try:
        return as_moment(one) == as_moment(other)
    except ValueError:
        return False
