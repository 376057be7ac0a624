"""What a caller gives: checks of it, and how messages show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_LONGEST = 80


def shown(value: Any) -> str:
    """Return a value as Python writes it if that is short, and otherwise what it is.

    A long text is cut. Frames, and dicts that hold some, are named by their type.
    """
    text = repr(value)
    if len(text) <= _LONGEST and "\n" not in text:
        return text
    if isinstance(value, str):
        return f"{text[:_LONGEST]}… ({len(value)} characters)"
    return f"a {type(value).__name__}"


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
