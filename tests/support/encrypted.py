"""A server that speaks TLS, with a certificate of an authority of the test."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import trustme

OK = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
    b'{"status":"ok"}'
)


@contextmanager
def serving(
    authority: trustme.CA, answer: Callable[[ssl.SSLSocket], None], name: str = "localhost"
) -> Iterator[tuple[str, list[bytes]]]:
    """Answer each request on a connection; give the address, and what was asked."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    asked: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        with (
            suppress(OSError),
            connection,
            context.wrap_socket(connection, server_side=True) as encrypted,
        ):
            encrypted.settimeout(30)
            while request := encrypted.recv(65536):
                asked.append(request)
                answer(encrypted)

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threads.append(threading.Thread(target=serve, args=[connection]))
                threads[-1].start()

    listener = socket.create_server(("127.0.0.1", 0))
    threads = [threading.Thread(target=accept)]
    threads[0].start()
    try:
        yield f"https://localhost:{listener.getsockname()[1]}", asked
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for thread in threads:
            thread.join()
