"""How drawing steps in one pass compares with thinning out each step by itself.

Prints the ratio against that baseline, which is how it was done before, measured in the same run
on the same data: ``python benchmarks/plots.py --steps 100000``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import polars as pl

from ionworks.plots import decimate, plot_steps

_ROWS = 10  # of a step
_PIXELS = 400


def main() -> None:
    """Measure, and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=10_000)
    options = parser.parse_args()
    mpl.use("agg")
    series, steps = pulses(options.steps)
    plot_steps(*pulses(4))  # imports, the first figure
    new, old = timed(lambda: plot_steps(series, steps)), timed(lambda: one_by_one(series, steps))
    print(
        f"plot_steps of {options.steps:,} steps: {new:.2f} s = {new / old:.3f} x each step "
        f"by itself, without the drawing ({old:.2f} s)"
    )


def pulses(count: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Make a series of pulses and rests, and its step table."""
    row = pl.int_range(count * _ROWS, eager=True)
    step = row // _ROWS
    series = pl.DataFrame(
        {
            "Time [s]": row.cast(pl.Float64),
            "Voltage [V]": 3.7 - 0.01 * (row % _ROWS),
            "Current [A]": 1.0 - (step % 2),
        }
    )
    number = pl.int_range(count, eager=True)
    steps = pl.DataFrame(
        {
            "Start index": number * _ROWS,
            "End index": number * _ROWS + _ROWS - 1,
            "Cycle count": number // 2,
            "Step type": ["Constant current discharge", "Rest"] * (count // 2),
        }
    )
    return series, steps


def one_by_one(series: pl.DataFrame, steps: pl.DataFrame) -> list[Any]:
    """Thin out the voltage and the current of each step by itself."""
    lines = []
    for first, last in steps.select("Start index", "End index").iter_rows():
        rows = series.slice(first, last - first + 1)
        for column in ("Voltage [V]", "Current [A]"):
            line = decimate(rows, "Time [s]", column, _PIXELS)
            in_step = pl.col("Time [s]") - rows["Time [s]"][0]
            lines.append(line.select(in_step, pl.col(column).cast(pl.Float64)).to_numpy())
    return lines


def timed(work: Callable[[], Any]) -> float:
    """Take the time of the work in s."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
