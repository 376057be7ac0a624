"""Time the making of step and cycle tables, beside reading and writing the same file.

Run from the project folder: ``python benchmarks/processing.py [--rows N] [--steps N ...]``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import polars as pl

from ionworks.local.processing import process


def cycling(rows: int, steps: int) -> pl.DataFrame:
    """Make a noisy CC-CV-like test: discharge, rest, charge, rest, in cycles of four steps."""
    row = pl.int_range(rows, dtype=pl.Int64)
    step = row * steps // rows
    setpoint = (
        pl.when(pl.col("Step count") % 2 == 1)
        .then(0.0)
        .when(pl.col("Step count") % 4 == 0)
        .then(5.0)
        .otherwise(-2.5)
    )
    return (
        pl.select(row.alias("row"), step.alias("Step count"))
        .with_columns(
            pl.col("row").cast(pl.Float64).alias("Time [s]"),
            (3.6 + 0.5 * (pl.col("row") * 0.0137).sin()).round(4).alias("Voltage [V]"),
            (setpoint + 1e-4 * (pl.col("row") * 7.31).sin()).alias("Current [A]"),
            (25.0 + 0.3 * (pl.col("row") * 0.0011).sin()).round(2).alias("Temperature [degC]"),
            (pl.col("Step count") // 4).alias("Cycle count"),
        )
        .drop("row")
    )


def timed(action: Callable[[], object], repeats: int) -> float:
    """Give the median seconds of an action that has run once before."""
    action()
    seconds: list[float] = []
    for _ in range(repeats):
        start = perf_counter()
        action()
        seconds.append(perf_counter() - start)
    return median(seconds)


def main() -> None:
    """Print one line per number of steps."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--steps", type=int, nargs="+", default=[100, 10_000, 40_000])
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    print(f"{options.rows:,} rows, median of {options.repeats}")
    print(f"{'steps':>8} {'process ms':>11} {'rows/s':>12} {'read+write ms':>14} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        source, copy = Path(folder, "series.parquet"), Path(folder, "copy.parquet")
        for steps in options.steps:
            cycling(options.rows, steps).write_parquet(source)
            processing = timed(lambda: process(source), options.repeats)
            copying = timed(lambda: pl.read_parquet(source).write_parquet(copy), options.repeats)
            print(
                f"{steps:>8,} {processing * 1e3:>11.0f} {options.rows / processing:>12,.0f} "
                f"{copying * 1e3:>14.0f} {processing / copying:>6.2f}"
            )


if __name__ == "__main__":
    main()
