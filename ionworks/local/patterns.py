"""Text against the pattern of an ``ilike`` filter.

SQLite's own LIKE ends a text at a NUL and refuses long patterns, and a regular expression
can be made to take for ever; this takes every text, in one pass.
"""

from __future__ import annotations

from functools import lru_cache


def is_like(text: str | None, pattern: str) -> bool:
    """Tell whether a text fits a pattern as a whole, upper and lower case alike.

    Parameters
    ----------
    text : str or None
        What is stored; None fits nothing.
    pattern : str
        ``%`` stands for anything, and a backslash takes the next character as it is.
    """
    if text is None:
        return False
    first, *others = _literals(pattern)
    folded = text.casefold()
    if not others:
        return folded == first
    *inner, last = others
    if not folded.startswith(first):
        return False
    place = len(first)
    for part in inner:
        found = folded.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return len(folded) - place >= len(last) and folded.endswith(last)


@lru_cache(maxsize=64)
def _literals(pattern: str) -> tuple[str, ...]:
    """Split a pattern at its wildcards."""
    parts = [""]
    letters = iter(pattern)
    for letter in letters:
        if letter == "%":
            parts.append("")
        else:
            parts[-1] += next(letters, letter) if letter == "\\" else letter
    return tuple(part.casefold() for part in parts)
