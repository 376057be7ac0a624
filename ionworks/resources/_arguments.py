"""Checks of arguments that are no ids and no filters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from numbers import Integral, Real
from typing import Any, TypeVar

from ionworks._given import kind_of, shown
from ionworks.errors import RequestValidationError

T = TypeVar("T")


def one_spelling(argument: str, given: T | None, other: str, other_given: T | None) -> T | None:
    """Return what was given by one of two names of an argument.

    Raises
    ------
    TypeError
        Both are given.
    """
    if given is not None and other_given is not None:
        raise TypeError(f"`{argument}` and `{other}` are the same; give one")
    return other_given if given is None else given


def require_email(given: Any, argument: str = "email") -> str:
    """Return an e-mail address without spaces around it.

    Whether the address exists is for the service to say.

    Raises
    ------
    TypeError
        It is no text.
    ValueError
        It is no address.
    """
    if not isinstance(given, str):
        raise TypeError(f"`{argument}` is an e-mail address, not {kind_of(given)}")
    email = given.strip()
    name, at, host = email.rpartition("@")
    if not (name and at and host) or any(letter.isspace() for letter in email):
        raise RequestValidationError(f"`{argument}` is {given!r}, which is no e-mail address")
    return email


def require_number(given: Any, argument: str) -> float:
    """Return a number that is one: no text, no truth value, no NaN.

    Raises
    ------
    TypeError
        It is no number.
    ValueError
        It is NaN.
    """
    if isinstance(given, bool) or not isinstance(given, Real):
        raise TypeError(f"`{argument}` is a number, not {kind_of(given)}")
    number = float(given)
    if math.isnan(number):
        raise ValueError(f"`{argument}` is NaN; give a number")
    return number


def require_whole(given: Any, argument: str) -> int:
    """Return a whole number.

    Raises
    ------
    TypeError
        This is not a whole number.
    """
    if isinstance(given, bool) or not isinstance(given, Integral):
        raise TypeError(f"`{argument}` is a whole number, not {kind_of(given)}")
    return int(given)


def require_parallel(given: Any) -> int:
    """Return how many things are done at once, which the argument `max_parallel` says.

    Raises
    ------
    TypeError
        It is no whole number.
    ValueError
        It is below 1.
    """
    number = require_whole(given, "max_parallel")
    if number < 1:
        raise ValueError(f"`max_parallel` is at least 1, not {number}")
    return number


def require_one_of(given: Any, argument: str, known: Sequence[str]) -> str:
    """Return a text that is one of those known.

    Raises
    ------
    ValueError
        It is not.
    """
    if not isinstance(given, str) or given not in known:
        names = ", ".join(map(repr, known))
        raise RequestValidationError(f"`{argument}` is {shown(given)}; give one of {names}")
    return str(given)
