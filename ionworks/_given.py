"""What a caller gives: checks of it, and how messages show it."""

from __future__ import annotations

from collections.abc import Awaitable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, TypeGuard

_LONGEST = 80
_LONGEST_NAME = 200
_SHORTEST_PART = 3


def shown(value: Any) -> str:
    """Return a value as Python writes it if that is short, and otherwise what it is.

    A long text is cut. Frames, and dicts that hold some, are named by their type.
    """
    if isinstance(value, Awaitable):
        return kind_of(value)
    text = repr(value)
    if len(text) <= _LONGEST and "\n" not in text:
        return text
    if isinstance(value, str):
        return f"{text[:_LONGEST]}… ({len(value)} characters)"
    return kind_of(value)


def kind_of(value: object) -> str:
    """Return what a value is, for messages; a call without `await` gives a coroutine."""
    if isinstance(value, Awaitable):
        return f"a {type(value).__name__}; write `await` before the call that gave it"
    return f"a {type(value).__name__}"


def is_number(value: object) -> TypeGuard[int | float]:
    """Tell whether a value is a plain number; True and False do not count."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def nearest(name: object, known: Iterable[str]) -> str | None:
    """Return the known name that was most likely meant, in any case of letters; None if none was.

    Examples
    --------
    >>> nearest("LG M5O", ["Coin", "LG M50"])
    'LG M50'
    """
    names = {one.casefold(): one for one in reversed(list(known))}
    # What is compared is bounded: the time grows with the square of the length.
    wanted = str(name).strip().casefold()[:_LONGEST_NAME]
    close = get_close_matches(wanted, [one for one in names if len(one) <= _LONGEST_NAME], n=1)
    holding = [one for one in names if len(wanted) >= _SHORTEST_PART and wanted in one]
    return next((names[one] for one in (*close, *holding)), None)


def suggestion(name: object, known: Iterable[str], *, most: int = 10) -> str:
    """Return what was meant by a name that is not known, as the end of a message.

    Examples
    --------
    >>> suggestion("LG M5O", ["Coin", "LG M50"])
    "did you mean 'LG M50'?"
    >>> suggestion("Pouch", ["Coin", "LG M50"])
    "there are: 'Coin', 'LG M50'"
    """
    names = list(known)
    meant = nearest(name, names)
    return listed(names, most=most) if meant is None else f"did you mean {meant!r}?"


def listed(known: Iterable[str], *, most: int) -> str:
    """Return which names there are, as the end of a message."""
    names = list(dict.fromkeys(known))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"there are: {', '.join(map(repr, names[:most]))}{more}" if names else "there are none"


def counted(count: int, what: str) -> str:
    """Write a number of things.

    Examples
    --------
    >>> counted(1, "step"), counted(2, "step")
    ('1 step', '2 steps')
    """
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def text_or_none(given: Any, argument: str) -> str | None:
    """Return a text; None gives none.

    Raises
    ------
    TypeError
        It is something else.
    """
    if given is not None and not isinstance(given, str):
        raise TypeError(f"`{argument}` is text, not {shown(given)}")
    return given


def mapping_of(given: Any, argument: str) -> dict[str, Any]:
    """Return a mapping as a dict; None gives an empty one.

    Raises
    ------
    TypeError
        It is not a mapping. A frame does not count as one.
    """
    if given is None:
        return {}
    if not isinstance(given, Mapping):
        raise TypeError(f"`{argument}` is a dict such as {{...}}, not {shown(given)}")
    return dict(given)


def flag_of(given: Any, argument: str) -> bool:
    """Return whether an argument is true.

    Raises
    ------
    TypeError
        It is neither true nor false: a frame is not.
    """
    try:
        return bool(given)
    except (TypeError, ValueError):
        raise TypeError(f"`{argument}` is True or False, not {shown(given)}") from None
