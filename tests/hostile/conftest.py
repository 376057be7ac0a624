"""Clients of both faces for services that mean ill."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import anyio
import pytest

from ionworks import AsyncIonworks, Ionworks

KEY = "iwk-secret-0123456789abcdef"


@pytest.fixture(params=["blocking", "async"])
def ask(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Run one act through either face: ``ask(url, lambda client: client.cell_spec.get("s"))``."""

    def settings(url: str, changed: dict[str, Any]) -> dict[str, Any]:
        return {
            "api_url": url,
            "api_key": KEY,
            "project_id": "p",
            "max_retries": 0,
            "timeout": 60.0,
            **changed,
        }

    def blocking(url: str, act: Callable[[Any], Any], **changed: Any) -> Any:
        with Ionworks(**settings(url, changed)) as client:
            return act(client)

    def awaited(url: str, act: Callable[[Any], Any], **changed: Any) -> Any:
        async def main() -> Any:
            async with AsyncIonworks(**settings(url, changed)) as client:
                outcome = act(client)
                return await outcome if isinstance(outcome, Awaitable) else outcome

        return anyio.run(main)

    return blocking if request.param == "blocking" else awaited


def client_of(url: str, **changed: Any) -> Ionworks:
    """Make a blocking client that sends each request once."""
    return Ionworks(api_key=KEY, api_url=url, project_id="p", max_retries=0, **changed)
