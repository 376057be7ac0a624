"""Processes to kill: started ahead of time; one line says what to do, and their lines are read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_ROOT = Path(__file__).parents[2]
_LONGEST_SILENCE = 120.0  # below the time limit of a test
_PATHS = (_ROOT / "tests", _ROOT / "generated", _ROOT)


class Child:
    """A process that runs one of the roles."""

    def __init__(self, role: str, temporary: Path) -> None:
        paths = [*_PATHS, *filter(None, [os.environ.get("PYTHONPATH")])]
        self._process = subprocess.Popen(
            [sys.executable, "-W", "error", str(Path(__file__).with_name("roles.py")), role],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(map(str, paths)),
                "TMPDIR": str(temporary),
            },
        )

    def tell(self, **what: Any) -> None:
        """Send a line."""
        assert self._process.stdin
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()

    def hear(self) -> list[Any] | None:
        """Wait for the next line that it says; None when it has ended."""
        assert self._process.stdout
        # One that says nothing any more fails its test instead of holding up the whole run.
        watchdog = threading.Timer(_LONGEST_SILENCE, self._process.kill)
        watchdog.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watchdog.cancel()
        return json.loads(line) if line.endswith(b"\n") else None

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def signal(self, number: int) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    def wait(self) -> int:
        """Wait for its end; gives how it ended."""
        return self._process.wait(60)

    def close(self) -> None:
        """Leave nothing running and nothing open."""
        self._process.kill()
        self._process.wait(60)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream
            stream.close()


class Children:
    """Processes of one role, of which one is always started ahead, because that takes longest."""

    def __init__(self, role: str, temporary: Path, count: int) -> None:
        temporary.mkdir()
        self._make = lambda: Child(role, temporary)
        self._left = count
        self._ready: deque[Child] = deque()
        self._all: list[Child] = []
        self._start()

    def _start(self) -> None:
        if self._left:
            self._left -= 1
            self._ready.append(self._make())
            self._all.append(self._ready[-1])

    def next(self) -> Child:
        """Give one that has done nothing yet."""
        child = self._ready.popleft()
        self._start()
        for ended in self._all[:-2]:
            ended.close()
            self._all.remove(ended)
        return child

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for child in self._all:
            child.close()
