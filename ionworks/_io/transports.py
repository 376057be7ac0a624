"""The generated client over our delivery, so that it has its credentials, retries and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from ionworks_generated import Client

from ionworks._io.blocking import run
from ionworks._io.operations import REPEATABLE_METHODS

if TYPE_CHECKING:
    from ionworks._io.runtime import Runtime


def _again(request: httpx.Request, content: bytes, timeout: httpx.Timeout) -> httpx.Request:
    headers = request.headers.copy()
    headers.pop("authorization", None)  # the generated client's own idea of a credential
    return httpx.Request(
        request.method,
        request.url,
        headers=headers,
        content=content,
        extensions={"timeout": timeout.as_dict()},
    )


class DeliveryTransport(httpx.BaseTransport):
    """Sends what the generated client asks for through the blocking runtime."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Deliver a request."""
        content = request.read()
        return run(
            self._runtime.deliver(
                lambda timeout: _again(request, content, timeout),
                repeatable=request.method in REPEATABLE_METHODS,
            )
        )


class AsyncDeliveryTransport(httpx.AsyncBaseTransport):
    """Sends what the generated client asks for through the awaited runtime."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Deliver a request."""
        content = await request.aread()
        return await self._runtime.deliver(
            lambda timeout: _again(request, content, timeout),
            repeatable=request.method in REPEATABLE_METHODS,
        )


def api(runtime: Runtime) -> Client:
    """Make the generated client over a runtime; it blocks if the runtime does."""
    api_url = runtime.settings.api_url
    client = Client(base_url=api_url)
    if runtime.is_blocking:
        transport = DeliveryTransport(runtime)
        return client.set_httpx_client(httpx.Client(base_url=api_url, transport=transport))
    awaited = AsyncDeliveryTransport(runtime)
    return client.set_async_httpx_client(httpx.AsyncClient(base_url=api_url, transport=awaited))
