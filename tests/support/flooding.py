"""A server that sends pieces without end: each connection gets a beginning, then more and more."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def flooding(beginning: bytes, piece: bytes, *, pause: float = 0.0) -> Iterator[str]:
    """Serve every request with `beginning`, then with `piece` for as long as somebody reads.

    Parameters
    ----------
    beginning, piece : bytes
        What is sent, as it is.
    pause : float, optional
        Seconds between the pieces.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    closed = threading.Event()
    threads: list[threading.Thread] = []

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(10)
            request = b""
            while b"\r\n\r\n" not in request:
                request += connection.recv(65536)
            connection.sendall(beginning)
            while not closed.wait(pause):
                connection.sendall(piece)

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threads.append(threading.Thread(target=answer, args=[connection]))
                threads[-1].start()

    server = threading.Thread(target=serve)
    server.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        closed.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        server.join()
        for thread in threads:
            thread.join()
