"""The generated client over our delivery, so that it has its credentials, retries and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from ionworks_generated import Client

from ionworks._io.blocking import run
from ionworks._io.operations import REPEATABLE_METHODS
from ionworks._io.outgoing import Outgoing

if TYPE_CHECKING:
    from ionworks._io.runtime import Runtime


def _outgoing(request: httpx.Request, content: bytes, api_url: str) -> Outgoing:
    headers = dict(request.headers)
    headers.pop("authorization", None)  # the generated client's own idea of a credential
    return Outgoing(
        method=request.method,
        path=str(request.url).removeprefix(api_url),
        headers=headers,
        is_repeatable=request.method in REPEATABLE_METHODS,
        content=content,
    )


class DeliveryTransport(httpx.BaseTransport):
    """Sends requests of the generated client through the blocking runtime."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Deliver a request."""
        outgoing = _outgoing(request, request.read(), self._runtime.settings.api_url)
        return run(self._runtime.deliver(outgoing))


class AsyncDeliveryTransport(httpx.AsyncBaseTransport):
    """Sends requests of the generated client through the awaited runtime."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Deliver a request."""
        content = await request.aread()
        outgoing = _outgoing(request, content, self._runtime.settings.api_url)
        return await self._runtime.deliver(outgoing)


def api(runtime: Runtime) -> Client:
    """Make the generated client over a runtime; it blocks if the runtime does."""
    api_url = runtime.settings.api_url
    client = Client(base_url=api_url)
    if runtime.is_blocking:
        transport = DeliveryTransport(runtime)
        return client.set_httpx_client(httpx.Client(base_url=api_url, transport=transport))
    awaited = AsyncDeliveryTransport(runtime)
    return client.set_async_httpx_client(httpx.AsyncClient(base_url=api_url, transport=awaited))
