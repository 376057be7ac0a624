"""What the tests of the cache share."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ionworks.cache import Cache, Entry, Key

ROOT = Path(__file__).parents[2]
KEY = Key("https://api.example.com", "org", "m-1", "time_series")


def store(cache: Cache, key: Key, data: bytes, etag: str | None = None) -> Entry | None:
    """Store bytes as a download does."""
    with cache.writer(key) as writer:
        writer.file.write(data)
        return writer.commit(etag)


def content(cache: Cache, key: Key) -> bytes | None:
    """Give the stored bytes, None for a miss."""
    entry = cache.find(key)
    return None if entry is None else entry.path.read_bytes()


def forget(cache: Cache, key: Key) -> None:
    """Forget the measurement of a key."""
    cache.forget(key.service, key.account, key.measurement_id)


def files(cache: Cache, folder: str = "entries") -> list[Path]:
    """List one of the cache's own folders."""
    return sorted((cache.settings.directory / "sdk-v1" / folder).iterdir())


PRELUDE = """
import os, sys, threading
from pathlib import Path
from attrs import evolve
from cache.tools import KEY, content, forget, store
from ionworks.cache import Cache, CacheSettings
cache = Cache(CacheSettings(directory=Path(sys.argv[1])))
def say(word):
    print(word, flush=True)
def hear():
    return sys.stdin.readline().strip()
"""


class Process:
    """Another Python, which runs a script over the same cache and talks through pipes."""

    def __init__(self, directory: Path, script: str, *flags: str) -> None:
        paths = [ROOT / "generated", ROOT, ROOT / "tests"]
        self._process = subprocess.Popen(
            [sys.executable, *flags, "-c", PRELUDE + script, str(directory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))},
        )
        assert self._process.stdin
        assert self._process.stdout
        self._ears, self._mouth = self._process.stdout, self._process.stdin

    @property
    def pid(self) -> int:
        """The id of the process."""
        return self._process.pid

    def hear(self) -> str:
        """Wait for the next line that it says."""
        return self._ears.readline().strip()

    def say(self, word: str) -> None:
        """Let it read a line."""
        self._mouth.write(f"{word}\n")
        self._mouth.flush()

    def kill(self) -> None:
        """End it at once, as a crash would."""
        self._process.kill()
        self._process.wait(30)

    def finish(self) -> str:
        """Wait for its regular end and give the rest of what it said."""
        rest, _ = self._process.communicate(timeout=120)
        assert self._process.returncode == 0
        return rest.strip()

    def close(self) -> None:
        """Leave nothing running and nothing open."""
        if self._process.poll() is None:
            self.kill()
        self._mouth.close()
        self._ears.close()
