"""What never ends: a server whose answers do not, and bodies that inflate to very much."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

BLOCK = 16 * 1024 * 1024


def bomb(packed_bytes: int, coding: str = "gzip") -> bytes:
    """Give a body that inflates a thousandfold: blocks of zeros, packed once and repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    # After a full flush a block stands for itself, so that it can be repeated.
    block = packer.compress(bytes(BLOCK)) + packer.flush(zlib.Z_FULL_FLUSH)
    head = gzip.compress(b"")[:10] if coding == "gzip" else b"\x78\x9c"
    return head + block * (packed_bytes // len(block))


@contextmanager
def endless(kind: str = "application/json") -> Iterator[str]:
    """Serve every request with a body of spaces, in chunks, for as long as somebody reads it."""
    listener = socket.create_server(("127.0.0.1", 0))
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    closed = threading.Event()

    def answer(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(30)
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65536)
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
                b"Content-Type: " + kind.encode() + b"\r\n\r\n"
            )
            while not closed.is_set():
                connection.sendall(chunk)

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=[connection], daemon=True).start()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        closed.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
