"""Both runtimes over a scripted server, with waiting that takes no time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anyio
import pytest
from support.pauses import without_waiting

from ionworks._io import awaiting, blocking
from ionworks._io.runtime import Runtime
from ionworks.settings import resolve


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that were asked for; none is taken."""
    return without_waiting(monkeypatch)


@pytest.fixture(params=["blocking", "async"])
def with_runtime(request: pytest.FixtureRequest, slept: list[float]) -> Callable[..., Any]:
    """Run ``act(runtime)``, a coroutine, over either backend."""

    def run_act(url: str, act: Callable[[Runtime], Any], **settings: Any) -> Any:
        resolved = resolve(
            api_key="iwk_secret",
            api_url=url,
            environ={},
            start_local=lambda _: ("", ""),
            **settings,
        )
        if request.param == "blocking":
            runtime = Runtime(settings=resolved, backend=blocking.BlockingBackend())

            async def whole() -> Any:
                try:
                    return await act(runtime)
                finally:
                    await runtime.close()

            return blocking.run(whole())

        async def main() -> Any:
            runtime = Runtime(settings=resolved, backend=awaiting.AwaitingBackend())
            try:
                return await act(runtime)
            finally:
                await runtime.close()

        return anyio.run(main)

    return run_act
