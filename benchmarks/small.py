"""How long small things take, as ratios against the official client on the same server.

Each client runs in a process of its own, in its own environment, and they take turns at each
task::

    python benchmarks/small.py --official OTHER_VENV/bin/python

Each line is printed when its task is done. Without ``--official`` only the times of this client
are printed. CPU time of the client's process is compared, since other programs on the machine
change how long things take. Only the slow line is measured by the time that passes: a relay, made
here, delivers what the server sends 50 ms late.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

RECORDS = 1000
ROWS = 1000
SLOW_SERIES = 50
DELAY = 0.05  # s
KEY = "key-of-the-benchmark-0123"


# --- what a client does: only what both clients offer in public ------------------------------


def work() -> None:
    """Do each task that a line of the input names, and write its best time in s."""
    wanted: dict[str, Any] = json.loads(sys.stdin.readline())
    tasks = _tasks(wanted)
    for line in sys.stdin:
        name, _, rounds = line.strip().rpartition(" ")
        try:
            answer: dict[str, Any] = {"seconds": tasks[name](int(rounds))}
        except Exception as problem:
            answer = {"problem": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(answer), flush=True)


def _tasks(wanted: dict[str, Any]) -> dict[str, Callable[[int], float]]:
    """Return the tasks by name; each takes the number of its rounds."""
    import polars as pl

    from ionworks import Ionworks

    client = Ionworks(api_key=KEY, api_url=wanted["url"])
    slow = Ionworks(api_key=KEY, api_url=wanted["slow"])
    series = pl.DataFrame(wanted["series"])
    spec, ids = wanted["spec"], wanted["measurements"]

    def get_often() -> None:
        for _ in range(20):
            client.cell_spec.get(spec)

    def check() -> None:
        from ionworks import validators

        validators.validate_measurement_data(series)

    def cpu(task: Callable[[], object]) -> Callable[[int], float]:
        return lambda rounds: _best(task, rounds, time.process_time)

    return {
        "one record": lambda rounds: cpu(get_often)(rounds) / 20,
        "page of 1,000 records": cpu(lambda: client.cell_spec.list(limit=RECORDS)),
        "checks of 1,000 rows": cpu(check),
        "small series": cpu(lambda: _read(client, ids)),
        "50 series at 50 ms": lambda rounds: _best(
            lambda: _read(slow, ids[:SLOW_SERIES]), min(rounds, 1), time.perf_counter
        ),
        "import": partial(_import_time, "import ionworks"),
        "import of httpx": partial(_import_time, "import httpx"),
        "import of the clients": partial(
            _import_time, "from ionworks import AsyncIonworks, Ionworks"
        ),
        "16 tasks at once": lambda rounds: _together(wanted, 16, rounds),
        "100 tasks at once": lambda rounds: _together(wanted, 100, rounds),
    }


def _read(client: Any, ids: list[str]) -> object:
    reads = client.cell_measurement
    if hasattr(reads, "read_many"):
        return reads.read_many(ids, use_cache=False)
    return [reads.detail(one) for one in ids]


def _together(wanted: dict[str, Any], tasks: int, rounds: int) -> float:
    """Return the CPU time of one request, of several hundred by so many tasks at once."""
    from ionworks import AsyncIonworks

    each = max(4, 400 // tasks)

    async def run_all() -> float:
        async with AsyncIonworks(api_key=KEY, api_url=wanted["url"]) as client:

            async def one() -> None:
                for _ in range(each):
                    await client.cell_spec.get(wanted["spec"])

            best = float("inf")
            for _ in range(rounds + 1):
                start = time.process_time()
                await asyncio.gather(*(one() for _ in range(tasks)))
                best = min(best, time.process_time() - start)
            return best / (each * tasks)

    return asyncio.run(run_all())


def _best(task: Callable[[], object], rounds: int, clock: Callable[[], float]) -> float:
    task()  # loads what is loaded on first use
    best = float("inf")
    for _ in range(rounds):
        start = clock()
        task()
        best = min(best, clock() - start)
    return best


def _import_time(statement: str, rounds: int) -> float:
    code = f"import time; s = time.process_time(); {statement}; print(time.process_time() - s)"
    command = [sys.executable, "-I", "-c", code]
    runs = [subprocess.run(command, capture_output=True, check=True) for _ in range(rounds)]
    return min(float(run.stdout) for run in runs)


# --- the server, and a slow line to it -------------------------------------------------------


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a platform, and return its address."""
    command = [sys.executable, "-m", "ionworks.cli", "serve", "--port", "0", "--api-key", KEY]
    with subprocess.Popen(
        [*command, "--data", str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().partition(" ")[2].strip()
            assert url, "the platform did not start"
            yield url
        finally:
            process.terminate()


def prepare(url: str, count: int) -> dict[str, Any]:
    """Make the records that the tasks need."""
    import polars as pl

    from ionworks import Ionworks

    series = pl.DataFrame(
        {
            "Time [s]": [float(row) for row in range(ROWS)],
            "Voltage [V]": [4.0 - 0.001 * row for row in range(ROWS)],
            "Current [A]": [1.0] * ROWS,
            "Step count": [0] * ROWS,
        }
    )
    with Ionworks(KEY, api_url=url) as client:
        with ThreadPoolExecutor(8) as threads:
            bodies = [{"name": f"cell {n}"} for n in range(RECORDS)]
            specs = list(threads.map(client.cell_spec.create, bodies))
        cell = client.cell_instance.create(specs[0].id, {"name": "a"})
        made = [
            client.cell_measurement.create(
                cell.id,
                {"measurement": {"name": f"m {n}"}, "time_series": series},
                wait_for_processing=False,
            ).id
            for n in range(count)
        ]
        client.cell_measurement.wait_for_processing(made, timeout=3600)
    return {
        "url": url,
        "spec": specs[0].id,
        "measurements": made,
        "series": series.to_dict(as_series=False),
    }


@contextmanager
def slowed(url: str) -> Iterator[str]:
    """Relay connections to a server; what it sends arrives late. Return the relay's address."""
    target = urlsplit(url)
    loop = asyncio.new_event_loop()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        up_reader, up_writer = await asyncio.open_connection(target.hostname, target.port)
        with suppress(asyncio.CancelledError):  # at the end, which is no fault to report
            await asyncio.gather(
                _pass_on(reader, up_writer, 0.0), _pass_on(up_reader, writer, DELAY)
            )

    server = loop.run_until_complete(asyncio.start_server(relay, "127.0.0.1", 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}{target.path}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        relays = asyncio.all_tasks(loop)
        for task in relays:
            task.cancel()
        if relays:
            loop.run_until_complete(asyncio.wait(relays))
        loop.close()


async def _pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, late: float) -> None:
    """Pass on all that is sent, each piece as late as the others."""
    loop = asyncio.get_running_loop()
    with suppress(ConnectionError):
        while data := await reader.read(65536):
            loop.call_later(late, writer.write, data)
    loop.call_later(late + 0.01, writer.close)


# --- the turns -------------------------------------------------------------------------------


class Client:
    """A client in a process of its own.

    Parameters
    ----------
    python : str
        Interpreter of its environment.
    wanted : dict
        What the tasks need.
    """

    def __init__(self, python: str, wanted: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [python, __file__, "--work"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._write(json.dumps(wanted))

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def time(self, task: str, rounds: int) -> float | str:
        """Return the best time of a task in s, or why it failed."""
        assert self._process.stdout is not None
        try:
            self._write(f"{task} {rounds}")
            answer = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):
            return "its process ended"
        found: float | str = answer.get("problem") or answer["seconds"]
        return found

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


def measure(clients: dict[str, Client], task: str, rounds: int, turns: int) -> str:
    """Let the clients take turns at a task, and say how long it took."""
    best: dict[str, float] = {}
    for _ in range(turns):
        for name, client in clients.items():
            found = client.time(task, rounds)
            if isinstance(found, str):
                return f"{task}: the {name} client failed: {found}"
            best[name] = min(found, best.get(name, found))
    line = f"{task}: {best['ours'] * 1000:.2f} ms"
    if "official" in best:
        line += f", official / ours = {best['official'] / best['ours']:.2f}"
    return line


def main() -> None:
    """Measure, and print a line for each task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--official", help="python of an environment with ionworks-api 0.38.0")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of a task in a turn")
    parser.add_argument("--turns", type=int, default=3, help="turns of each client")
    parser.add_argument("--series", type=int, default=SLOW_SERIES, help="number of small series")
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work()
        return
    rounds, turns = options.rounds, options.turns
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        url = stack.enter_context(served(Path(folder, "platform")))
        wanted = prepare(url, max(options.series, SLOW_SERIES))
        wanted["slow"] = stack.enter_context(slowed(url))
        pythons = {"ours": sys.executable, "official": options.official}
        clients = {name: Client(python, wanted) for name, python in pythons.items() if python}
        for client in clients.values():
            stack.callback(client.close)
        for task in ("one record", "page of 1,000 records", "checks of 1,000 rows"):
            print(measure(clients, task, rounds, turns), flush=True)
        small = measure(clients, "small series", 1, turns)
        print(f"{len(wanted['measurements'])} {small}", flush=True)
        print(measure(clients, "50 series at 50 ms", 1, 1), flush=True)
        print(measure(clients, "import", 1, turns), flush=True)
        ours = clients["ours"]
        imports = [ours.time(f"import of {what}", turns) for what in ("the clients", "httpx")]
        if isinstance(imports[0], float) and isinstance(imports[1], float):
            print(f"import of the clients / of httpx = {imports[0] / imports[1]:.2f}", flush=True)
        for tasks in (16, 100):
            task = f"{tasks} tasks at once"
            found = ours.time(task, rounds)
            shown = found if isinstance(found, str) else f"{1 / found:.0f} requests in 1 s of CPU"
            print(f"{task}: {shown}", flush=True)


if __name__ == "__main__":
    main()
