"""Points in time as the platform stores them.

They are text in UTC and of one width, so that they compare as they follow each other.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from ionworks.local.errors import invalid

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


def as_text(moment: datetime) -> str:
    """Return a moment as it is stored and sent: ``2026-01-31T12:00:00.000000Z``."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def after(text: str) -> str:
    """Return the stored moment that follows a stored one."""
    return as_text(datetime.fromisoformat(text) + timedelta(microseconds=1))


def read(text: str, loc: Sequence[str | int]) -> str:
    """Return an ISO 8601 date or time as stored text.

    Parameters
    ----------
    text : str
        A date or a time; without a zone it is read as UTC.
    loc : sequence of str or int
        The field that it came in, for the message.

    Raises
    ------
    Invalid
        It is not such a text.
    """
    try:
        moment = datetime.fromisoformat(text)
        return as_text(moment if moment.tzinfo else moment.replace(tzinfo=UTC))
    except (ValueError, OverflowError):  # the latter before the year 1 or after 9999, in UTC
        raise invalid(
            loc, f"{text!r} is not an ISO 8601 time such as 2026-01-31T12:00:00Z", "datetime"
        ) from None
