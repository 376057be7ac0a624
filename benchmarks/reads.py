"""How reading compares with what it cannot beat, and what is moved for it.

Prints ratios against a named baseline, measured in the same run on the same data:
``python benchmarks/reads.py --rows 10000000``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

import ionworks
from ionworks import CacheSettings, Ionworks
from ionworks._io import blocking
from ionworks.local.server import Platform

MOVED = {"bytes": 0}


def main() -> None:
    """Measure, and print a line for each comparison."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--series", type=int, default=50)
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each request")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    count_bytes()
    with tempfile.TemporaryDirectory() as folder, Platform(Path(folder, "platform")) as platform:
        cache = CacheSettings(directory=Path(folder, "cache"))
        with Ionworks(platform.api_key, api_url=platform.url, cache=cache) as client:
            spec = client.cell_spec.create({"name": "LG M50"})
            cell = client.cell_instance.create(spec.id, {"name": "A"})
            one(client, cell.id, options.rows, options.rounds)
            many(client, cell.id, options.series, options.latency)


def one(client: Ionworks, cell_id: str, rows: int, rounds: int) -> None:
    """Compare reads of one long series."""
    made = client.cell_measurement.create(
        cell_id, {"measurement": {"name": "long"}, "time_series": long_series(rows)}
    )
    reads = client.cell_measurement
    first, moved = timed(lambda: reads.time_series(made.id), 1)
    print(f"{rows:,} rows, first read: {first:.2f} s, {moved / 1e6:.1f} MB moved")
    directory = client.settings.cache.directory if client.settings.cache else Path()
    (stored,) = (path for path in directory.rglob("*.parquet") if path.stat().st_size > moved / 2)
    plain, _ = timed(lambda: pl.read_parquet(stored), rounds)
    second, again = timed(lambda: reads.time_series(made.id), rounds)
    compare("second read", second, "polars.read_parquet of the same file", plain, again)

    reads.steps(made.id)
    cached_steps, _ = timed(lambda: reads.steps(made.id), rounds)
    compare("cached steps of it", cached_steps, "cached read of the series", second, 0)

    whole, all_bytes = timed(lambda: reads.time_series(made.id, use_cache=False), 1)
    reads.time_series(made.id, row_range=(0, 1), use_cache=False)  # loads pyarrow
    columns, few = timed(
        lambda: reads.time_series(made.id, columns=["Time [s]", "Voltage [V]"], use_cache=False), 1
    )
    compare("two columns from the storage", columns, "the whole from the storage", whole, few)
    middle = rows // 2
    window, fewer = timed(
        lambda: reads.time_series(made.id, row_range=(middle, middle + 10_000), use_cache=False),
        rounds,
    )
    compare("10,000 rows from the storage", window, "the whole from the storage", whole, fewer)
    print(f"  the whole moves {all_bytes / 1e6:.1f} MB")


def many(client: Ionworks, cell_id: str, series: int, latency: float) -> None:
    """Compare a bulk read with one read after the other, over a slow line."""
    short = long_series(10_000)
    ids = [
        client.cell_measurement.create(
            cell_id,
            {"measurement": {"name": f"short {number}"}, "time_series": short},
            wait_for_processing=False,
        ).id
        for number in range(series)
    ]
    client.cell_measurement.wait_for_processing(ids)
    slow_down(latency)
    serial, _ = timed(
        lambda: [client.cell_measurement.time_series(one, use_cache=False) for one in ids], 1
    )
    parallel, moved = timed(
        lambda: client.cell_measurement.read_many(ids, use_cache=False, max_parallel=16), 1
    )
    print(f"{series} series over a line with {latency * 1000:.0f} ms latency:")
    compare("read_many, 16 at once", parallel, "one after the other", serial, moved)


def long_series(rows: int) -> pl.DataFrame:
    """Make a series of steps of 10,000 rows that compresses as a measured one does."""
    row = pl.int_range(rows, eager=True)
    noise = ((row * 2654435761) % 1000).cast(pl.Float64) / 1e7
    return pl.DataFrame(
        {
            "Time [s]": row.cast(pl.Float64),
            "Voltage [V]": 4.0 - (row % 10_000) / 10_000 + noise,
            "Current [A]": (1.0 + noise).cast(pl.Float64),
            "Temperature [degC]": 25.0 + noise * 1000,
            "Step count": row // 10_000,
            "Cycle count": row // 100_000,
        }
    )


def timed(work: Callable[[], Any], rounds: int) -> tuple[float, int]:
    """Take the median time of the work, and the bytes that one round moved."""
    seconds: list[float] = []
    for _ in range(rounds):
        MOVED["bytes"] = 0
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return median(seconds), MOVED["bytes"]


def compare(what: str, seconds: float, baseline: str, other: float, moved: int) -> None:
    """Print one comparison."""
    print(
        f"  {what}: {seconds * 1000:.1f} ms = {seconds / other:.3f} x {baseline} "
        f"({other * 1000:.1f} ms); {moved / 1e6:.3f} MB moved"
    )


def count_bytes() -> None:
    """Keep account of what the client receives."""
    drain = blocking.BlockingBackend.drain

    async def counting(self: Any, response: Any, sink: Any, deadline: Any) -> None:
        await drain(self, response, sink, deadline)
        MOVED["bytes"] += response.num_bytes_downloaded

    blocking.BlockingBackend.drain = counting  # type: ignore[method-assign]


def slow_down(latency: float) -> None:
    """Make every request wait as on a long line."""
    send = blocking.BlockingBackend.send

    async def late(self: Any, request: Any, until: float | None) -> Any:
        time.sleep(latency)  # noqa: ASYNC251 - this server blocks
        return await send(self, request, until)

    blocking.BlockingBackend.send = late  # type: ignore[method-assign]


if __name__ == "__main__":
    ionworks.set_cache_enabled(True)
    main()
