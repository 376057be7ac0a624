"""A proxy on real sockets that forwards truthfully, counts, and breaks what a test picks.

A test stands one before the service and one before its storage. Both pass on every byte of
requests and answers, with one exception: where an answer names an address behind a proxy, it
names the proxy instead, so that the client stays on the way. A signature covers method, object
and query, not the host, so links stay valid.
"""

from __future__ import annotations

import http.client
import socket
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER: close with RST, not with FIN


@dataclass
class Answer:
    """An answer, of the server behind the proxy or of the proxy itself."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class Exchange:
    """A request that has arrived, and what can be done with it."""

    def __init__(self, handler: BaseHTTPRequestHandler, proxy: Proxy, body: bytes) -> None:
        self.method, self.target = handler.command, handler.path
        self.headers = dict(handler.headers)
        self.proxy = proxy
        self._handler = handler
        self._body = body

    def forward(self) -> Answer:
        """Let the server behind process the request; give its answer."""
        behind = urlsplit(self.proxy.behind)
        connection = http.client.HTTPConnection(behind.hostname or "", behind.port, timeout=60)
        try:
            connection.request(
                self.method, self.target, self._body or None, dict(self._handler.headers)
            )
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        self.proxy.reached.append(self._name)
        headers = {
            name: value
            for name, value in response.getheaders()
            if name.lower() not in ("connection", "content-length", "transfer-encoding")
        }
        for there, here in self.proxy.renamed.items():
            body = body.replace(there.encode(), here.encode())
            headers = {name: value.replace(there, here) for name, value in headers.items()}
        return Answer(response.status, headers, body)

    def send(self, answer: Answer, *, announced: int | None = None) -> None:
        """Answer the request; `announced` is a Content-Length that may be wrong."""
        self.send_head(answer, announced)
        self.write(answer.body)

    def send_head(self, answer: Answer, announced: int | None = None) -> None:
        """Send all of an answer but its body."""
        handler = self._handler
        handler.send_response_only(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.status not in (204, 304):
            length = len(answer.body) if announced is None else announced
            handler.send_header("Content-Length", str(length))
        if handler.close_connection:
            handler.send_header("Connection", "close")
        handler.end_headers()

    def write(self, data: bytes) -> None:
        """Send bytes of a body."""
        self._handler.wfile.write(data)

    def close_after_this(self) -> None:
        """Let the client know that the connection ends with this answer."""
        self._handler.close_connection = True

    def hang_up(self) -> None:
        """End the connection in good order, as a server does that has said all."""
        self._handler.close_connection = True
        self._handler.connection.shutdown(socket.SHUT_WR)

    def reset(self) -> None:
        """Break the connection, so that the client's system reports a reset."""
        self._handler.close_connection = True
        self._handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        self._handler.rfile.close()
        self._handler.connection.close()

    def client_is_there(self, seconds: float) -> bool:
        """Wait, and tell whether the client has not hung up meanwhile."""
        self._handler.connection.settimeout(seconds)
        try:
            return self._handler.connection.recv(1) != b""
        except TimeoutError:
            return True
        except OSError:
            return False

    @property
    def _name(self) -> str:
        return f"{self.method} {self.target.partition('?')[0]}"


Fault = Callable[[Exchange], None]


@dataclass
class _Plan:
    picks: Callable[[str, str], bool]
    fault: Fault
    left: float


class Proxy:
    """A proxy before one server.

    Attributes
    ----------
    url : str
        Where it listens.
    behind : str
        Address of the server behind it.
    seen, reached : list of str
        Requests that arrived, such as ``"GET /healthz"``, and those that the server processed.
    renamed : dict of str to str
        Addresses in answers that are replaced.
    """

    def __init__(self, behind: str) -> None:
        self.behind = behind
        self.seen: list[str] = []
        self.reached: list[str] = []
        self._plans: list[_Plan] = []
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._connections: list[socket.socket] = []
        self._listening = False
        self._address = ("127.0.0.1", 0)
        self._listener = self._bind()
        self._address = self._listener.getsockname()
        self.url = f"http://127.0.0.1:{self._address[1]}"
        self.renamed: dict[str, str] = {behind: self.url}
        self.listen()

    def break_(self, fault: Fault, picks: Callable[[str, str], bool], *, times: float = 1) -> None:
        """Apply a fault to the next requests that `picks(method, path)` picks."""
        with self._lock:
            self._plans.append(_Plan(picks, fault, times))

    def heal(self) -> None:
        """Forget the faults and what was counted; listen."""
        with self._lock:
            self._plans.clear()
            self.seen.clear()
            self.reached.clear()
        self.listen()

    def refuse(self) -> None:
        """Refuse connections from now on; the port stays ours."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._listener = self._bind()
        self._listening = False

    def listen(self) -> None:
        """Take connections."""
        if not self._listening:
            self._listener.listen(64)
            self._listening = True
            self._start(self._accept, self._listener)

    def close(self) -> None:
        """Stop, and wait until every connection has ended."""
        self.refuse()
        self._listener.close()
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _bind(self) -> socket.socket:
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(self._address)
        return listener

    def _start(self, work: Callable[..., None], *arguments: Any) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads = [each for each in self._threads if each.is_alive()]
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with self._lock:
                self._connections.append(connection)
            self._start(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        proxy = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _handle(self) -> None:
                length = int(self.headers.get("content-length") or 0)
                exchange = Exchange(self, proxy, self.rfile.read(length))
                fault = proxy._next_fault(exchange.method, exchange.target.partition("?")[0])
                fault(exchange)

            do_GET = do_PUT = do_POST = do_PATCH = do_DELETE = _handle  # noqa: N815

            def finish(self) -> None:
                if self.rfile.closed:
                    return
                super().finish()

            def log_message(self, *args: Any) -> None:
                pass

        # A client or a fault that interrupts ends in an error here that nobody needs.
        with suppress(OSError, ValueError):
            Handler(connection, self._address, self)  # type: ignore[arg-type]
        with self._lock:
            self._connections.remove(connection)
        connection.close()

    def _next_fault(self, method: str, path: str) -> Fault:
        with self._lock:
            self.seen.append(f"{method} {path}")
            for plan in self._plans:
                if plan.left > 0 and plan.picks(method, path):
                    plan.left -= 1
                    return plan.fault
        return truthful


def truthful(exchange: Exchange) -> None:
    """Forward the request and the answer."""
    exchange.send(exchange.forward())


@contextmanager
def proxied(service: str, storage: str) -> Iterator[tuple[Proxy, Proxy]]:
    """Stand a proxy before a service and one before its storage."""
    fronts = Proxy(service), Proxy(storage)
    renamed: Mapping[str, str] = {front.behind: front.url for front in fronts}
    for front in fronts:
        front.renamed.update(renamed)
    try:
        yield fronts
    finally:
        for front in fronts:
            front.close()
