"""How long small things take, as ratios against the official client on the same server.

Each client runs in a process of its own, in its own environment, in turn with the other::

    python benchmarks/small.py --official OTHER_VENV/bin/python

Without ``--official`` only the times of this client are printed. CPU time of the client's process
is compared, since other programs on the machine change how long things take; where the client
waits for a slow line, it is the time that passes.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RECORDS = 1000
ROWS = 1000
SERIES = 500
SLOW_SERIES = 50
KEY = "key-of-the-benchmark-0123"


# --- what a client does: only what both clients offer in public ------------------------------


def work(url: str, key: str, wanted: dict[str, Any], rounds: int) -> dict[str, float]:
    """Run each task, and return the best of its times in s."""
    import polars as pl

    from ionworks import Ionworks

    client = Ionworks(api_key=key, api_url=url)
    series = pl.DataFrame(wanted["series"])
    ids: list[str] = wanted["measurements"]
    checked = _checks(series)
    tasks: dict[str, Callable[[], object]] = {
        "one record": lambda: [client.cell_spec.get(wanted["spec"]) for _ in range(50)],
        "page of 1,000 records": lambda: client.cell_spec.list(limit=RECORDS),
        "checks of 1,000 rows": checked,
        f"{SERIES} small series": lambda: _read(client, ids[:SERIES]),
    }
    times = {name: _best(task, rounds, time.process_time) for name, task in tasks.items()}
    if slow := wanted.get("slow"):
        client = Ionworks(api_key=key, api_url=slow)
        few = ids[:SLOW_SERIES]
        times["50 series at 50 ms"] = _best(lambda: _read(client, few), 1, time.perf_counter)
    times["import"] = _import_time()
    return times


def _checks(series: Any) -> Callable[[], object]:
    from ionworks import validators

    return lambda: validators.validate_measurement_data(series)


def _read(client: Any, ids: list[str]) -> object:
    reads = client.cell_measurement
    if hasattr(reads, "read_many"):
        return reads.read_many(ids, use_cache=False)
    return [reads.detail(one) for one in ids]


def _best(task: Callable[[], object], rounds: int, clock: Callable[[], float]) -> float:
    task()  # loads what is loaded on first use
    best = float("inf")
    for _ in range(rounds):
        start = clock()
        task()
        best = min(best, clock() - start)
    return best


def _import_time() -> float:
    code = "import time; s = time.process_time(); import ionworks; print(time.process_time() - s)"
    runs = [
        subprocess.run([sys.executable, "-I", "-c", code], capture_output=True) for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


# --- the server, and the turns ---------------------------------------------------------------


@contextmanager
def served(folder: Path) -> Iterator[dict[str, Any]]:
    """Serve a platform with the records that the tasks need."""
    import polars as pl

    from ionworks import Ionworks

    command = [
        sys.executable,
        "-m",
        "ionworks.cli",
        "serve",
        "--port",
        "0",
        "--api-key",
        KEY,
    ]
    with subprocess.Popen(
        [*command, "--data", str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().partition(" ")[2].strip()
            assert url, "the platform did not start"
            series = pl.DataFrame(
                {
                    "Time [s]": [float(row) for row in range(ROWS)],
                    "Voltage [V]": [4.0 - 0.001 * row for row in range(ROWS)],
                    "Current [A]": [1.0] * ROWS,
                    "Step count": [0] * ROWS,
                }
            )
            with Ionworks(KEY, api_url=url) as client:
                specs = [client.cell_spec.create({"name": f"cell {n}"}) for n in range(RECORDS)]
                cell = client.cell_instance.create(specs[0].id, {"name": "a"})
                made = [
                    client.cell_measurement.create(
                        cell.id,
                        {"measurement": {"name": f"m {n}"}, "time_series": series},
                        wait_for_processing=False,
                    ).id
                    for n in range(SERIES)
                ]
                client.cell_measurement.wait_for_processing(made, timeout=3600)
            yield {
                "url": url,
                "spec": specs[0].id,
                "measurements": made,
                "series": series.to_dict(as_series=False),
            }
        finally:
            process.terminate()


def run(python: str, wanted: dict[str, Any], rounds: int) -> dict[str, float]:
    """Let the client of an environment do the work."""
    done = subprocess.run(
        [python, __file__, "--work", "--rounds", str(rounds)],
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{python} failed:\n{done.stderr}")
    times: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return times


def main() -> None:
    """Measure, and print a line for each task."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--official", help="python of an environment with ionworks-api 0.38.0")
    parser.add_argument("--slow", help="address of a proxy before the server that delays by 50 ms")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--series", type=int, default=SERIES)
    parser.add_argument("--work", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        wanted = json.load(sys.stdin)
        print(json.dumps(work(wanted["url"], KEY, wanted, options.rounds)))
        return
    globals()["SERIES"] = options.series
    with tempfile.TemporaryDirectory() as folder, served(Path(folder, "platform")) as wanted:
        wanted["slow"] = options.slow
        pythons = {"ours": sys.executable, "official": options.official}
        best: dict[str, dict[str, float]] = {name: {} for name in pythons}
        for _ in range(options.turns):
            for name, python in pythons.items():
                for task, seconds in (
                    run(python, wanted, options.rounds) if python else {}
                ).items():
                    best[name][task] = min(seconds, best[name].get(task, seconds))
        for task, seconds in best["ours"].items():
            line = f"{task}: {seconds * 1000:.1f} ms"
            if task in best["official"]:
                line += f", official / ours = {best['official'][task] / seconds:.2f}"
            print(line)


if __name__ == "__main__":
    main()
