"""Old names of arguments still work, and warn at the line that uses them."""

from __future__ import annotations

import sys
import warnings
from typing import Final, TypeVar

T = TypeVar("T")


class NotGiven:
    """The default of an argument for which None means something."""

    def __repr__(self) -> str:
        return "..."


NOT_GIVEN: Final = NotGiven()


def renamed(name: str, value: T, old_name: str, old_value: T, *, absent: object = None) -> T:
    """Return what an argument was given, by its name or by its old one.

    Parameters
    ----------
    name, value
        The argument.
    old_name, old_value
        The keyword that it had before.
    absent : object
        The default of both.

    Raises
    ------
    TypeError
        Both are given.
    """
    if old_value is absent:
        return value
    if value is not absent:
        raise TypeError(f"`{old_name}` is the old name of `{name}`; give `{name}` alone")
    warnings.warn(
        f"`{old_name}` is an old name; pass `{name}=`",
        DeprecationWarning,
        stacklevel=callers_level(),
    )
    return old_value


def callers_level() -> int:
    """Count the frames up to the user's line, so that a warning names it."""
    package = __name__.partition(".")[0]
    level, frame = 1, sys._getframe(1)
    while frame.f_back is not None and str(frame.f_globals.get("__name__")).startswith(package):
        frame = frame.f_back
        level += 1
    return level
