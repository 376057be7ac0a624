"""Connections of the platform: limits of their time and of their number.

uvicorn limits only the pause between two requests. This protocol also limits how long a request
may take to send its head and its body, and how long a caller may take to read the answer. If there
are too many connections, it closes the one that has been silent longest. It refuses requests that
state their length in two ways.
"""

import asyncio
import json
import os
import socket
import struct
from enum import Enum, auto
from typing import Any, Final

import h11
import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from ionworks.local.answers import answer
from ionworks.local.errors import Refusal
from ionworks.local.ids import random_id
from ionworks.local.limits import Limits
from ionworks.local.tracing import HEADER, Traced

_NOTHING_LEFT: Final = struct.pack("HH" if os.name == "nt" else "ii", 1, 0)
_STALLED: Final = 5.0  # seconds without a byte, after which a request may be ended to serve others
_BUSY: Final = Refusal(
    503, "SERVICE_UNAVAILABLE", "The platform has too many connections; try again in a moment."
)
_LATE: Final = Refusal(408, "REQUEST_TIMEOUT", "The request did not come in time.")


class _Phase(Enum):
    """What a connection is waiting for."""

    HEAD = auto()  # of a request that has begun, or of the first one
    IDLE = auto()  # for another request; uvicorn limits it
    BODY = auto()
    REST = auto()  # of a body whose request has been answered already
    WORK = auto()  # of this platform
    CLOSING = auto()  # for the caller to read what was sent


_AT_WORK: Final = (_Phase.BODY, _Phase.WORK)


def protocol(limits: Limits) -> type[H11Protocol]:
    """Return a protocol with these limits, for `uvicorn.Config`."""

    class Protocol(_LimitedProtocol):
        pass

    Protocol.limits = limits
    return Protocol


class _Requests(h11.Connection):
    """Refuses a request that states its length in two ways: a proxy may use the other one."""

    def next_event(self) -> Any:
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if {b"content-length", b"transfer-encoding"} <= names:
                raise h11.RemoteProtocolError("both Content-Length and Transfer-Encoding")
        return event


class _LimitedProtocol(H11Protocol):
    limits: Limits

    def __init__(
        self,
        config: uvicorn.Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.conn = _Requests(h11.SERVER)
        self._application = self.app
        self._busy = Traced(_busy, random_id)
        self._phase = _Phase.WORK
        self._timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None
        self._received = 0
        self._heard = self.loop.time()

    # --- called by uvicorn and asyncio ---

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()
        self._make_room()

    def data_received(self, data: bytes) -> None:
        self._received += len(data)
        self._heard = self.loop.time()
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._watch()

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._write_timer is None:
            self._await_reading()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._write_timer is not None and not self.transport.is_closing():
            self._write_timer.cancel()
            self._write_timer = None

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._timer, self._write_timer):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        self._end(Refusal(400, "BAD_REQUEST", msg))

    # --- time limits ---

    def _watch(self) -> None:
        """Start the time limit of the phase of the connection, if the phase has changed."""
        phase = self._present_phase()
        if phase is self._phase:
            return
        self._phase = phase
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if phase is _Phase.HEAD:
            self._timer = self.loop.call_later(self.limits.head, self._too_slow)
        elif phase is _Phase.REST:
            self._timer = self.loop.call_later(self.limits.rest, self._too_slow)
        elif phase is _Phase.BODY:
            self._await_body()
        elif phase is _Phase.CLOSING and self._write_timer is None:
            self._await_reading()

    def _present_phase(self) -> _Phase:
        if self.transport.is_closing():
            return _Phase.CLOSING
        if self.conn.their_state is h11.IDLE:
            return _Phase.HEAD if self.timeout_keep_alive_task is None else _Phase.IDLE
        if self.conn.their_state is h11.SEND_BODY:
            return _Phase.REST if self.cycle.response_complete else _Phase.BODY
        return _Phase.WORK

    def _await_body(self) -> None:
        before = self._received

        def look() -> None:
            # The caller is not to blame for bytes that the platform has not read yet.
            kept_up = self._received - before >= self.limits.progress
            if kept_up or self.cycle.body or self.flow.read_paused:
                self._await_body()
            else:
                self._too_slow()

        self._timer = self.loop.call_later(self.limits.window, look)

    def _await_reading(self) -> None:
        before = self.transport.get_write_buffer_size()

        def look() -> None:
            self._write_timer = None
            left = self.transport.get_write_buffer_size()
            if left and before - left < self.limits.progress:
                self._reset()
            elif left:
                self._await_reading()

        self._write_timer = self.loop.call_later(self.limits.window, look)

    def _too_slow(self) -> None:
        self._end(_LATE if self._received else None)

    # --- number of requests and connections ---

    def handle_events(self) -> None:
        if self.conn.their_state is h11.IDLE:  # the head of a request may be complete now
            self.app = self._application if self._has_its_turn() else self._busy
        super().handle_events()

    def _has_its_turn(self) -> bool:
        """Tell whether another request can be served, if need be by ending an old one."""
        served = [each for each in self._others() if each._phase in _AT_WORK]
        return len(served) < self.limits.served or _end_oldest(served)

    def _make_room(self) -> None:
        """Close the connection that has been silent longest, if there are too many."""
        others = self._others()
        if len(others) >= self.limits.connections and not _end_oldest(others):
            self._end()

    def _others(self) -> list["_LimitedProtocol"]:
        return [
            each
            for each in self.connections
            if isinstance(each, _LimitedProtocol) and each is not self
        ]

    def _gives_way(self) -> bool:
        if self._phase is _Phase.BODY:
            return self.loop.time() - self._heard > _STALLED
        return self._phase not in _AT_WORK

    # --- closing ---

    def _end(self, refusal: Refusal | None = None) -> None:
        """Close the connection, with an answer if one can still be given."""
        self.connections.discard(self)
        if self.cycle is not None and not self.cycle.response_complete:
            # Nobody will read the answer of the application.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if refusal is None or self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.abort()
            return
        body = json.dumps(refusal.body()).encode()
        headers = {
            "content-type": "application/json",
            "content-length": str(len(body)),
            "connection": "close",
            HEADER: random_id(),
        }
        start = h11.Response(status_code=refusal.status, headers=list(headers.items()))
        for event in (start, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()
        self._watch()

    def _reset(self) -> None:
        """Close the connection, and drop what the system still holds for its caller."""
        self.transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, _NOTHING_LEFT
        )
        self.transport.abort()


def _end_oldest(connections: list[_LimitedProtocol]) -> bool:
    """Close the connection that has been silent longest, of those that may be closed."""
    giving_way = [each for each in connections if each._gives_way()]
    if giving_way:
        min(giving_way, key=lambda each: each._heard)._end()
    return bool(giving_way)


async def _busy(scope: Scope, receive: Receive, send: Send) -> None:
    headers = {"retry-after": "1", "connection": "close"}
    await answer(_BUSY.body(), _BUSY.status, headers)(scope, receive, send)
