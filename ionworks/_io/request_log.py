"""The record of each request: a line in the log, and a span where OpenTelemetry is in use.

Neither has a query, a header or a body: those may hold secrets.
"""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import httpx

LOG = logging.getLogger("ionworks.http")

_ENDS = {"http": 80, "https": 443}


class RequestLog:
    """Logs one request, from when it is sent to the head of its answer; a context manager.

    Parameters
    ----------
    request : httpx.Request
        What is sent.
    attempt : int
        Which attempt it is, from 1.
    is_own : bool
        Whether it goes to the service itself. Other hosts are named in the line. They get no
        header of the trace, because the signature of a link would not hold with it.
    """

    def __init__(self, request: httpx.Request, attempt: int, *, is_own: bool) -> None:
        self._request = request
        self._attempt = attempt
        self._is_own = is_own
        self._response: httpx.Response | None = None

    def keep(self, response: httpx.Response) -> httpx.Response:
        """Remember the answer for the log, and return it."""
        self._response = response
        return response

    def __enter__(self) -> Self:
        self._began = time.monotonic()
        # A program that uses OpenTelemetry has imported it; nobody else needs to.
        tracing = sys.modules.get("opentelemetry.trace")
        self._span = None if tracing is None else self._begin_span(tracing)
        return self

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        # A request that ends without a failure of its own, as by a cancellation, is logged too.
        if LOG.isEnabledFor(logging.INFO):
            self._write(problem)
        if self._span is not None:
            self._end_span(self._span, problem)

    def _write(self, problem: BaseException | None) -> None:
        request, response = self._request, self._response
        seconds = time.monotonic() - self._began
        path = _path(request.url)
        place = path if self._is_own else f"{_origin(request.url)}{path}"
        outcome = str(response.status_code) if response is not None else type(problem).__name__
        named = None if response is None else response.headers.get("x-correlation-id")
        LOG.info(
            "%s %s: %s in %.0f ms, attempt %d%s",
            request.method,
            place,
            outcome,
            seconds * 1000,
            self._attempt,
            f", correlation id {named}" if named else "",
            extra={
                "method": request.method,
                "host": request.url.host,
                "path": path,
                "status": None if response is None else response.status_code,
                "error": None if response is not None else type(problem).__name__,
                "seconds": seconds,
                "attempt": self._attempt,
                "correlation_id": named,
            },
        )

    # --- OpenTelemetry, with the names of its conventions for HTTP clients -------------

    def _begin_span(self, tracing: Any) -> Any:
        url = self._request.url
        attributes: dict[str, Any] = {
            "http.request.method": self._request.method,
            "server.address": url.host,
            "server.port": url.port or _ENDS.get(url.scheme, 0),
            "url.full": f"{_origin(url)}{_path(url)}",
            "url.path": _path(url),
        }
        if self._attempt > 1:
            attributes["http.request.resend_count"] = self._attempt - 1
        span = tracing.get_tracer("ionworks").start_span(
            self._request.method, kind=tracing.SpanKind.CLIENT, attributes=attributes
        )
        if self._is_own:
            from opentelemetry.propagate import inject

            headers: dict[str, str] = {}
            inject(headers, context=tracing.set_span_in_context(span))
            self._request.headers.update(headers)
        return span

    def _end_span(self, span: Any, problem: BaseException | None) -> None:
        from opentelemetry.trace import StatusCode

        if self._response is not None:
            status = self._response.status_code
            span.set_attribute("http.response.status_code", status)
            if named := self._response.headers.get("x-correlation-id"):
                span.set_attribute("ionworks.correlation_id", named)
            if status >= 400:
                span.set_attribute("error.type", str(status))
                span.set_status(StatusCode.ERROR)
        else:
            span.set_attribute("error.type", type(problem).__name__)
            span.set_status(StatusCode.ERROR)
        span.end()


def _origin(url: httpx.URL) -> str:
    """Write where an address leads, without a user name or a password."""
    port = "" if url.port is None else f":{url.port}"
    return f"{url.scheme}://{url.host}{port}"


def _path(url: httpx.URL) -> str:
    """Return the path as it is sent: quoted, so that no id begins a line of its own."""
    return url.raw_path.partition(b"?")[0].decode("ascii", "replace")
