"""Time what the cache adds to reading a Parquet file, and what it costs to store one.

Run from the project folder: ``python benchmarks/cache.py [--rows N] [--repeats N]``.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

from ionworks._io.bodies import CHUNK_BYTES
from ionworks._io.sinks import FileSink
from ionworks.cache import Cache, CacheSettings, Entry, Key
from ionworks.tables import read_parquet, write_parquet

KEY = Key("https://api.example.com", "account", "measurement", "time_series")


def series(rows: int) -> pl.DataFrame:
    """Make a time series of seven columns, as noisy as a measured one."""
    row = pl.int_range(rows, dtype=pl.Int64)
    return pl.select(row.alias("row")).select(
        pl.col("row").cast(pl.Float64).alias("Time [s]"),
        (3.6 + 0.5 * (pl.col("row") * 0.0137).sin()).round(4).alias("Voltage [V]"),
        (2.5 * (pl.col("row") * 7.31).sin()).round(4).alias("Current [A]"),
        (25.0 + 0.3 * (pl.col("row") * 0.0011).sin()).round(2).alias("Temperature [degC]"),
        (pl.col("row") % 3600 / 720).alias("Capacity [A.h]"),
        (pl.col("row") // 1000).alias("Step count"),
        (pl.col("row") // 4000).alias("Cycle count"),
    )


def store(cache: Cache, source: Path) -> Entry:
    """Store a file in pieces, as a download does."""
    with cache.writer(KEY) as writer, source.open("rb") as file:
        sink = FileSink(writer.file)
        sink.start(None)
        while chunk := file.read(CHUNK_BYTES):
            sink.write(chunk)
        entry = writer.commit()
    assert entry is not None
    return entry


def read(cache: Cache) -> pl.DataFrame:
    """Read the way a second read does."""
    entry = cache.find(KEY)
    assert entry is not None
    return read_parquet(entry.path)


def alternating(actions: dict[str, Callable[[], object]], repeats: int) -> dict[str, float]:
    """Give the median seconds of each action, taking turns so that all see the same machine."""
    seconds: dict[str, list[float]] = {name: [] for name in actions}
    for turn in range(repeats + 1):
        for name, action in actions.items():
            start = perf_counter()
            action()
            if turn:  # the first one warms up
                seconds[name].append(perf_counter() - start)
    return {name: median(values) for name, values in seconds.items()}


def main() -> None:
    """Print the times and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--repeats", type=int, default=7)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        source, copy = Path(folder, "series.parquet"), Path(folder, "copy.parquet")
        write_parquet(series(options.rows), source)
        cache = Cache(CacheSettings(directory=Path(folder, "cache")))
        path = store(cache, source).path
        reading = alternating(
            {
                "plain": lambda: pl.read_parquet(path),
                "cached": lambda: read(cache),
            },
            options.repeats,
        )
        storing = alternating(
            {"copy": lambda: shutil.copyfile(source, copy), "store": lambda: store(cache, source)},
            options.repeats,
        )
        small = alternating({"find": lambda: cache.find(KEY)}, 200)
        source.write_bytes(b"x" * 1000)
        small |= alternating({"store": lambda: store(cache, source)}, 200)
        size = copy.stat().st_size
    print(f"{options.rows:,} rows, {size / 1e6:.0f} MB, median of {options.repeats}")
    for name, seconds in reading.items():
        print(f"read, {name:<12} {seconds * 1e3:8.1f} ms")
    print(f"ratio              {reading['cached'] / reading['plain']:8.2f}")
    for name, seconds in storing.items():
        print(f"write, {name:<11} {seconds * 1e3:8.1f} ms")
    print(f"find               {small['find'] * 1e3:8.2f} ms")
    print(f"store 1 kB         {small['store'] * 1e3:8.2f} ms")


if __name__ == "__main__":
    main()
