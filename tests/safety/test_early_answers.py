"""Storage that calls an upload done before it has the body: that is no success."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from support.scripted import Reply, Seen, scripted

from ionworks.errors import APIConnectionError, BadRequestError, TransferError

Do = Callable[..., Any]
SIZE = 32 * 1024 * 1024  # more than the network takes without a reader


@contextmanager
def storage_that(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve connections, each by one function, after the head of the request."""

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                with connection, suppress(OSError):
                    head = b""
                    while b"\r\n\r\n" not in head:
                        head += connection.recv(1)
                    answer(connection)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/object"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def says_done(connection: socket.socket) -> None:
    """Answer, read nothing, hang up in good order."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    connection.shutdown(socket.SHUT_WR)


def says_done_half_way(connection: socket.socket) -> None:
    """Answer after a part of the body."""
    left = SIZE // 4
    while left:
        left -= len(connection.recv(min(left, 65536)))
    says_done(connection)


@pytest.mark.parametrize("answer", [says_done, says_done_half_way])
def test_a_success_before_the_whole_body_is_none(
    do: Do, answer: Callable[[socket.socket], None]
) -> None:
    def service(seen: Seen) -> Reply:
        seen_by_service.append(seen.path)
        target = {"filename": "big.bin", "signed_url": url}
        return Reply(201, json.dumps({"raw_data_id": "r", "uploads": [target]}).encode())

    seen_by_service: list[str] = []
    with storage_that(answer) as url, scripted(answer=service) as script:
        # Where the system reports the broken connection first, that is the error.
        with pytest.raises((TransferError, APIConnectionError)):
            do(
                lambda c: c.raw_data.upload(bytes(SIZE), name="big.bin"),
                api_url=script.url,
                max_retries=0,
            )
    assert seen_by_service == ["/raw_data/initiate-upload"]


def test_a_small_body_that_the_storage_dropped_is_not_confirmed(do: Do, client: Any) -> None:
    """The network takes a small body whole, so the platform's own look is what finds it."""
    http = client.api.get_httpx_client()

    def service(seen: Seen) -> Reply:
        sent = {"Content-Type": "application/json"}
        answer = http.post(seen.path, content=seen.body, headers=sent)
        body = answer.json()
        for target in body.get("uploads", ()):
            target["signed_url"] = url
        return Reply(answer.status_code, json.dumps(body).encode())

    with storage_that(says_done) as url, scripted(answer=service) as script:
        with pytest.raises((BadRequestError, TransferError, APIConnectionError)):
            do(
                lambda c: c.raw_data.upload(b"small", name="small.bin"),
                api_url=script.url,
                max_retries=0,
            )
    assert client.raw_data.list().total == 0
