"""Turns the arguments of a list call into the query that the service reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

from ionworks._given import kind_of, shown
from ionworks._moments import as_moment
from ionworks.errors import RequestValidationError

if TYPE_CHECKING:
    import numpy as np

Order: TypeAlias = Literal["asc", "desc"]
OrderBy: TypeAlias = Literal["name", "created_at", "updated_at"]
MeasurementOrderBy: TypeAlias = Literal["name", "created_at", "updated_at", "start_time"]
MeasurementType: TypeAlias = Literal["time_series", "file", "properties"]
Moment: TypeAlias = "str | datetime | date | np.datetime64"


def _text(given: Any, argument: str) -> str:
    """Return the text of a filter.

    Raises
    ------
    TypeError
        This is not text.
    """
    if not isinstance(given, str):
        raise TypeError(f"`{argument}` is text, not {kind_of(given)}")
    return given


def equals_filter(given: str | None, argument: str) -> str | None:
    """Filter by a whole value."""
    return None if given is None else f"eq.{_text(given, argument)}"


def contains_filter(given: str | None, argument: str) -> str | None:
    """Filter by a part of a value, case-insensitive.

    What is a wildcard to the service stands for itself here.
    """
    if given is None:
        return None
    text = _text(given, argument)
    for special in ("\\", "%", "_"):
        text = text.replace(special, f"\\{special}")
    return f"ilike.%{text}%"


def name_filter(name: str | None, name_exact: str | None) -> str | None:
    """Filter by name; the exact one wins."""
    if name_exact is not None:
        return equals_filter(name_exact, "name_exact")
    return contains_filter(name, "name")


_OPERATORS = ("eq.", "ilike.", "in.", "gte.", "lte.", "gt.", "lt.")


def _is_compared(given: Any) -> bool:
    return isinstance(given, str) and given.startswith(_OPERATORS)


def contains_or_operator(given: str | None, argument: str) -> str | None:
    """Filter by a part of a value; text that begins with an operator goes as it is."""
    return given if _is_compared(given) else contains_filter(given, argument)


def equals_or_operator(given: str | None, argument: str) -> str | None:
    """Filter by a whole value; text that begins with an operator goes as it is."""
    return given if _is_compared(given) else equals_filter(given, argument)


def operator_or_moment(text: str | None, argument: str) -> str | None:
    """Filter by a moment that an operator compares with, or that it has to be."""
    return text if _is_compared(text) else to_iso(text, argument)


def texts(given: Any, argument: str) -> list[str] | None:
    """Return the texts of an argument that takes several.

    Raises
    ------
    TypeError
        A single text was given, which would be taken apart into letters, or something else.
    """
    if given is None:
        return None
    if isinstance(given, str):
        raise TypeError(f"`{argument}` is a list of texts, not a str; put the one into a list")
    if not isinstance(given, Iterable) or isinstance(given, bytes):
        raise TypeError(f"`{argument}` is a list of texts, not {shown(given)}")
    found: list[Any] = [*given]
    for one in found:
        if not isinstance(one, str):
            raise TypeError(f"`{argument}` is a list of texts, and {shown(one)} is no text")
    return found


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


def to_iso(moment: Moment | None, argument: str) -> str | None:
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
    if moment is None:
        return None
    if isinstance(moment, str):
        try:
            datetime.fromisoformat(moment)
        except ValueError:
            raise RequestValidationError(
                f"`{argument}`: {moment!r} is not an ISO 8601 moment such as '2026-03-01T00:00:00Z'"
            ) from None
        return moment
    if isinstance(moment, float | date) and moment != moment:
        return None
    if isinstance(moment, datetime):
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).isoformat()
    if isinstance(moment, date):
        return moment.isoformat()
    raise TypeError(
        f"`{argument}` is a {type(moment).__name__}; pass a moment as ISO 8601 text, such as "
        "'2026-03-01T00:00:00Z', or as a datetime"
    )
