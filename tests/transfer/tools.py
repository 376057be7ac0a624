"""What the tests of transfers share."""

from __future__ import annotations

import threading
from typing import Any

from support.scripted import Reply, Seen

from ionworks._io.runtime import Runtime
from ionworks.settings import resolve

MIB = 1024 * 1024


def named(seen: Seen) -> str:
    query = seen.path.partition("?")[2]
    if seen.method == "PUT":
        part = query.partition("partNumber=")[2].partition("&")[0]
        return f"part {part}" if part else "put"
    if seen.method == "DELETE":
        return "abort"
    return "create" if query.startswith("uploads=") else "complete"


def runtime_over(backend: Any) -> Runtime:
    settings = resolve(
        api_key="iwk_secret",
        api_url="http://127.0.0.1:9",
        environ={},
        start_local=lambda _: ("", ""),
        max_retries=0,
    )
    return Runtime(settings=settings, backend=backend)


class FailTimes:
    """Answer the first requests of a kind, by their name, with a failure."""

    def __init__(self, times: int, where: str, reply: Reply) -> None:
        self._left, self._where, self._reply = times, where, reply
        self._lock = threading.Lock()

    def __call__(self, seen: Seen) -> Reply | None:
        if named(seen) != self._where:
            return None
        with self._lock:
            self._left -= 1
            return self._reply if self._left >= 0 else None
