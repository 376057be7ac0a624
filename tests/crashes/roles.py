"""What the processes do that are killed: serve, upload, read.

Each waits for one line that tells it what to do. `steps` is after how many steps it kills
itself, in the middle of whatever it does then: a step is a statement to a database, or an
opening, renaming or deleting of a file. Without it, whoever started it kills it.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import Any

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect"}


def say(*words: Any) -> None:
    """Write a line in one piece; it is out when this returns."""
    os.write(1, json.dumps(words).encode() + b"\n")


def hear() -> dict[str, Any]:
    """Wait for a line."""
    line = sys.stdin.readline()
    if not line:
        os._exit(0)
    task: dict[str, Any] = json.loads(line)
    return task


class Fuse:
    """Kills this process after a number of steps, when it is lit."""

    def __init__(self) -> None:
        self._left: Iterator[int] = itertools.repeat(-1)
        sys.addaudithook(self.step)

    def step(self, event: str, *_: Any) -> None:
        """Count a step."""
        if event in STEPS and next(self._left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def light(self, steps: int | None) -> None:
        """Count that many steps from now, or put it out."""
        self._left = itertools.repeat(-1) if steps is None else itertools.count(steps, -1)

    def see_statements(self) -> None:
        """Count what goes to databases, too."""
        from sqlalchemy import Engine, event

        for name in ("before_cursor_execute", "commit"):
            event.listen(Engine, name, lambda *_: self.step("open"))


def serve() -> None:
    """Serve a folder, which it may not live to do, then wait for the word to die."""
    import ionworks.local.worker  # noqa: F401
    from ionworks.local.server import Platform

    task, fuse = hear(), Fuse()
    if "largest_file" in task:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (task["largest_file"],) * 2)
    fuse.see_statements()
    fuse.light(task["steps_of_start"])
    platform = Platform(Path(task["data"]))
    fuse.light(None)
    say(platform.url, platform.api_key)
    fuse.light(hear()["steps"])
    say("armed")
    hear()


def upload() -> None:
    """Upload series and append to each second one, several at once."""
    from crashes.samples import detail, series

    from ionworks import Ionworks
    from ionworks.resources import _parquet_encoder

    _parquet_encoder.IN_MEMORY_BYTES = 0  # everything is spilled to a file
    task, fuse = hear(), Fuse()

    def one(number: int) -> None:
        name = f"series {number}"
        say("begins", number)
        made = client.cell_measurement.create_or_get(
            task["cell"],
            detail(name, series(number)),
            wait_for_processing=number % 2 == 0,
            progress=lambda *_: say("sends", number),
        )
        say("created", number)
        if number % 2 == 0:
            rows = series(number, start=40)
            client.cell_measurement.extend(made.id, rows, progress=lambda *_: say("sends", number))
            say("extended", number)

    with Ionworks(task["key"], api_url=task["url"]) as client, ThreadPoolExecutor(3) as pool:
        client.health_check()
        fuse.light(task["steps"])
        list(pool.map(one, task["numbers"]))
    say("ends")


def copy() -> None:
    """Copy a project to another platform, or into a bundle."""
    import ionworks.local.worker  # noqa: F401
    from ionworks import Ionworks

    task, fuse = hear(), Fuse()
    fuse.see_statements()  # of the platform in which a bundle is made
    with Ionworks(task["key"], api_url=task["url"]) as client:
        client.health_check()
        other = task["other"]
        if isinstance(other, str):
            fuse.light(task["steps"])
            client.copy_to(other)
        else:
            with Ionworks(other["api_key"], api_url=other["api_url"]) as end:
                end.health_check()
                fuse.light(task["steps"])
                client.copy_to(end)
    say("ends")


def upload_in_turn() -> None:
    """Upload series one after the other, until somebody presses Ctrl-C."""
    from crashes.samples import detail, series

    from ionworks import Ionworks

    task = hear()
    # Made beforehand: a Ctrl-C within polars may come out of it as another error.
    details = [
        (number, detail(f"series {number}", series(number, task["rows"])))
        for number in task["numbers"]
    ]
    try:
        with Ionworks(task["key"], api_url=task["url"]) as client:
            for number, upload in details:
                say("begins", number)
                client.cell_measurement.create_or_get(
                    task["cell"],
                    upload,
                    progress=lambda done, _: say("sends", done),
                )
                say("created", number)
    except KeyboardInterrupt:
        say("interrupted")


def wait_for_ever() -> None:
    """Wait in two threads of a blocking client, until somebody presses Ctrl-C."""
    from ionworks._io.blocking import BlockingBackend, run

    async def wait() -> None:
        say("waits")
        threading.Event().wait()

    try:
        run(BlockingBackend().gather([wait, wait], limit=2))
    except KeyboardInterrupt:
        say("interrupted")


def read() -> None:
    """Read measurements through a cache, and forget some, in several threads until killed."""
    from crashes.samples import series

    from ionworks import Ionworks
    from ionworks.cache import CacheSettings

    task, fuse = hear(), Fuse()
    cache = CacheSettings(directory=task["cache"])

    def check(number: int, part: str) -> None:
        if part == "series":
            assert client.cell_measurement.time_series(ids[number]).equals(series(number))
        else:
            assert len(client.cell_measurement.steps(ids[number])) == 1

    def reader(seed: int) -> None:
        random = Random(seed)
        try:
            while True:
                number, part = random.choice(sorted(ids)), random.choice(["series", "steps"])
                if random.random() < 0.1:
                    client.cell_measurement.update(ids[number], {"notes": str(random.random())})
                check(number, part)
                say("read", number)
        except Exception as problem:
            say("failed", f"{type(problem).__name__}: {problem}")

    with Ionworks(task["key"], api_url=task["url"], cache=cache) as client:
        ids = {int(number): identifier for number, identifier in task["ids"].items()}
        # To store something sweeps; to forget it first makes sure that it is stored.
        client.cell_measurement.update(ids[0], {"notes": "first"})
        check(0, "series")
        say("ready")
        fuse.light(hear()["steps"])
        say("armed")
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(reader, range(task["seed"], task["seed"] + 3)))


if __name__ == "__main__":
    # To find the folder for temporary files Python writes one there, once.
    tempfile.gettempdir()
    globals()[sys.argv[1]]()
