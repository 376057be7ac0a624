"""How long a storage may be silent during one transfer."""

from __future__ import annotations

import math
from typing import Any, TypeAlias

import httpx

from ionworks._given import is_number, shown

Silence: TypeAlias = float | tuple[float, float]

TRANSFER_TIMEOUT = (10, 300)
"""Seconds to connect, and those of silence, where a call says nothing else."""


def check_silence(given: Any) -> Silence | None:
    """Return a timeout of a transfer; None means the usual one.

    Raises
    ------
    TypeError, ValueError
        It is not a positive number of seconds, nor two of them: to connect, and to wait.
    """
    if given is None:
        return None
    numbers = given if isinstance(given, tuple | list) else (given,)
    for number in numbers:
        if not is_number(number):
            raise TypeError(f"a timeout is a number of seconds or two of them, not {shown(given)}")
        if not (math.isfinite(number) and number > 0):
            raise ValueError(f"a timeout is longer than 0 s; {shown(given)} was given")
    if len(numbers) == 1:
        return float(numbers[0])
    if len(numbers) != 2:
        raise ValueError(f"a timeout has one number or two, not {len(numbers)}")
    return float(numbers[0]), float(numbers[1])


def as_timeout(silence: Silence | None, connect: float) -> httpx.Timeout | None:
    """Return it as the HTTP library takes it; one number leaves the time to connect."""
    if silence is None:
        return None
    if isinstance(silence, tuple):
        return httpx.Timeout(silence[1], connect=silence[0])
    return httpx.Timeout(silence, connect=min(silence, connect))
