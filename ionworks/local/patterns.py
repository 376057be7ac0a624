"""Text against the pattern of an ``ilike`` filter, and against the words of a search.

SQLite's own LIKE ends a text at a NUL and refuses long patterns, and a regular expression
can be made to run forever; this reads any text in one pass.
"""

from __future__ import annotations

import re
from functools import lru_cache


def is_like(text: str | None, pattern: str) -> bool:
    """Tell whether a text matches a whole pattern; case-insensitive.

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


def has_words(text: str | None, wanted: str) -> bool:
    """Tell whether each wanted word begins a word of a text; case-insensitive.

    A word is a run of letters and digits.
    """
    words = _words(wanted)
    if not words or not text:
        return False
    found = _WORD.findall(text.casefold())
    return all(any(word.startswith(begin) for word in found) for begin in words)


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=64)
def _words(wanted: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(wanted.casefold()))
