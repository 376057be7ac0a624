"""Requests byte by byte, for what no HTTP library would send."""

from __future__ import annotations

import json
import socket
from contextlib import suppress
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

PATIENCE = 30.0  # seconds, after which a test fails instead of waiting


class Answer(NamedTuple):
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return its body."""
        return json.loads(self.body)


class Wire:
    """A connection to the server of an address."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host = parts.netloc
        address = (parts.hostname or "", parts.port or 80)
        self._socket = socket.create_connection(address, timeout=PATIENCE)
        self._file = self._socket.makefile("rb")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fileno(self) -> int:
        """Return its descriptor, for `select`."""
        return self._socket.fileno()

    def send(self, data: bytes) -> None:
        """Send bytes; a server that has gone shows when its answer is read."""
        with suppress(ConnectionError):
            self._socket.sendall(data)

    def head(self, line: str, **headers: str) -> None:
        """Send the head of a request; ``X_API_Key`` is the header ``X-API-Key``."""
        given = {"Host": self.host, **{n.replace("_", "-"): v for n, v in headers.items()}}
        lines = [f"{line} HTTP/1.1", *(f"{name}: {value}" for name, value in given.items())]
        self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    def answer(self) -> Answer | None:
        """Wait for an answer; None when the connection ends without one."""
        try:
            first = self._file.readline()
            if not first:
                return None
            headers = {}
            while (line := self._file.readline().strip()) != b"":
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            body = self._file.read(int(headers.get("content-length", "0")))
        except ConnectionError:
            return None
        return Answer(int(first.split()[1]), headers, body)

    def has_ended(self) -> bool:
        """Wait for the end of the connection, or for more bytes."""
        try:
            return self._file.read(1) == b""
        except ConnectionError:
            return True

    def close(self) -> None:
        """Hang up."""
        self._file.close()
        self._socket.close()


def ask(url: str, line: str, **headers: str) -> Answer:
    """Send one request without a body, and return the answer."""
    with Wire(url) as wire:
        wire.head(line, **headers)
        answer = wire.answer()
    assert answer is not None
    return answer
