"""Turns the arguments of a list call into the query that the service reads."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from ionworks.errors import RequestValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

Order: TypeAlias = Literal["asc", "desc"]
OrderBy: TypeAlias = Literal["name", "created_at", "updated_at"]
MeasurementOrderBy: TypeAlias = Literal["name", "created_at", "updated_at", "start_time"]
MeasurementType: TypeAlias = Literal["time_series", "file", "properties"]
Moment: TypeAlias = "str | datetime | date | np.datetime64"


def equals_filter(text: str | None) -> str | None:
    """Filter by a whole value."""
    return None if text is None else f"eq.{text}"


def contains_filter(text: str | None) -> str | None:
    """Filter by a part of a value, case-insensitive.

    What is a wildcard to the service stands for itself here.
    """
    if text is None:
        return None
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return f"ilike.%{text}%"


def name_filter(name: str | None, name_exact: str | None) -> str | None:
    """Filter by name; the exact one wins."""
    return contains_filter(name) if name_exact is None else equals_filter(name_exact)


_OPERATORS = ("eq.", "ilike.", "in.", "gte.", "lte.", "gt.", "lt.")


def contains_or_operator(text: str | None) -> str | None:
    """Filter by a part of a value; text that begins with an operator goes as it is."""
    return text if text is not None and text.startswith(_OPERATORS) else contains_filter(text)


def equals_or_operator(text: str | None) -> str | None:
    """Filter by a whole value; text that begins with an operator goes as it is."""
    return text if text is not None and text.startswith(_OPERATORS) else equals_filter(text)


def operator_or_moment(text: str | None) -> str | None:
    """Filter by a moment that an operator compares with, or that it has to be."""
    return text if text is not None and text.startswith(_OPERATORS) else to_iso(text)


def texts(given: Iterable[str] | None, argument: str) -> list[str] | None:
    """Return the texts of an argument that takes several.

    Raises
    ------
    TypeError
        A single text was given, which would be taken apart into letters.
    """
    if isinstance(given, str):
        raise TypeError(f"`{argument}` is a list of texts, not a str; put the one into a list")
    return None if given is None else list(given)


def as_moment(text: str) -> datetime:
    """Read what `to_iso` wrote; without a zone it is UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def require_after(begin: str | None, end: str | None, first: str, second: str) -> None:
    """Refuse an end that is not after its begin; either may be absent.

    Raises
    ------
    ValueError
        It is not.
    """
    if begin is not None and end is not None and as_moment(end) <= as_moment(begin):
        raise RequestValidationError(
            f"`{second}` is {end!r}, which is not after `{first}`, {begin!r}"
        )


def to_iso(moment: Moment | None) -> str | None:
    """Write a moment as the service reads it; without a zone it is UTC.

    Takes the times of numpy and pandas too. Their ``NaT`` means that there is no time: None.

    Raises
    ------
    TypeError
        This is not a moment.
    ValueError
        The text is not an ISO 8601 date or time.
    """
    if moment is not None and type(moment).__name__ == "datetime64":
        moment = cast("np.datetime64", moment).astype("datetime64[us]").item()  # None for NaT
    if moment is None or moment != moment:
        return None
    if isinstance(moment, str):
        try:
            datetime.fromisoformat(moment)
        except ValueError:
            raise RequestValidationError(
                f"{moment!r} is not an ISO 8601 moment such as '2026-03-01T00:00:00Z'"
            ) from None
        return moment
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    if isinstance(moment, date):
        return moment.isoformat()
    raise TypeError(
        f"{moment!r} is a {type(moment).__name__}; pass a moment as ISO 8601 text, such as "
        "'2026-03-01T00:00:00Z', or as a datetime"
    )
