"""Sending a body to where the service wants it."""

from __future__ import annotations

from typing import Any


async def store(runtime: Any, target: Any, body: Any, *, content_type: str, progress: Any) -> None:
    """Send a body by the signed link of a target."""
    await runtime.store(target.signed_url, body, content_type=content_type, progress=progress)
