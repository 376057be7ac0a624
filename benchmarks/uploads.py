"""How much memory an upload needs beside the frame, and what the checks cost of it.

The platform runs in a process of its own, so that what is measured is the client:
``python benchmarks/uploads.py --rows 10000000``.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from reads import long_series

from ionworks import Ionworks
from ionworks.validators import check


def main() -> None:
    """Upload one long series and print peak memory and times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    ready, stop = spawn.Queue(), spawn.Event()
    with tempfile.TemporaryDirectory() as folder:
        server = spawn.Process(target=serve, args=(folder, ready, stop))
        server.start()
        url, key = ready.get()
        try:
            measure(url, key, options.rows)
        finally:
            stop.set()
            server.join()


def serve(folder: str, ready: Any, stop: Any) -> None:
    """Run the platform until it is stopped."""
    from ionworks.local.server import Platform

    with Platform(Path(folder)) as platform:
        ready.put((platform.url, platform.api_key))
        stop.wait()


def measure(url: str, key: str, rows: int) -> None:
    """Upload a series and watch the memory of this process."""
    with Ionworks(key, api_url=url) as client:
        spec = client.cell_spec.create({"name": "LG M50"})
        cell = client.cell_instance.create(spec.id, {"name": "A"})
        warm_up = {"measurement": {"name": "warm up"}, "time_series": long_series(1000)}
        client.cell_measurement.create(cell.id, warm_up)
        series = long_series(rows)
        size = series.estimated_size()
        start = time.perf_counter()
        series.write_parquet(Path(tempfile.gettempdir()) / "baseline.parquet", compression="zstd")
        written = time.perf_counter() - start
        start = time.perf_counter()
        check(series, strict=True, voltage_window=(2.5, 4.2), rated_capacity=5.0).raise_for_errors()
        checked = time.perf_counter() - start
        with Watch() as watch:
            start = time.perf_counter()
            client.cell_measurement.create(
                cell.id,
                {"measurement": {"name": "long"}, "time_series": series},
                wait_for_processing=False,
            )
            uploaded = time.perf_counter() - start
    print(f"{rows:,} rows, frame {size / 1e6:.0f} MB")
    print(f"  strict checks: {checked:.2f} s = {checked / written:.2f} x writing as zstd Parquet")
    print(f"  upload: {uploaded:.2f} s = {uploaded / written:.2f} x writing as zstd Parquet")
    print(
        f"  peak memory rises by {watch.rise / 1e6:.0f} MB over the frame: "
        f"{(size + watch.rise) / size:.2f} x the frame"
    )


class Watch:
    """The rise of the resident memory of this process while it is open."""

    def __enter__(self) -> Watch:
        self._before = self._peak = resident()
        self._open = True
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._open = False
        self._thread.join()

    @property
    def rise(self) -> int:
        """Bytes."""
        return self._peak - self._before

    def _look(self) -> None:
        while self._open:
            self._peak = max(self._peak, resident())
            time.sleep(0.005)


def resident() -> int:
    """Bytes of this process that are in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


if __name__ == "__main__":
    main()
