"""Waiting that takes no time, and is written down."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ionworks._io import awaiting, blocking


def without_waiting(
    monkeypatch: pytest.MonkeyPatch, told: Callable[[float], None] = lambda _: None
) -> list[float]:
    """Take no pause that a client asks for; give the list of them, in s."""
    pauses: list[float] = []

    async def note(self: Any, seconds: float) -> None:
        pauses.append(seconds)
        told(seconds)

    monkeypatch.setattr(blocking.BlockingBackend, "sleep", note)
    monkeypatch.setattr(awaiting.AwaitingBackend, "sleep", note)
    return pauses
