"""Time the checks on time series, each by itself and all at once, beside writing the data.

    python benchmarks/validators.py [--large]

For 1,000,000 rows in 100, 10,000 and 40,000 steps, and with ``--large`` for 10,000,000 rows
in 40,000 steps: milliseconds of each check, of all strict checks together, of writing the
frame as zstd Parquet, and by how much the checks raise the peak of resident memory, as a
share of the frame. Each size runs in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

SIZES = ((1_000_000, 100), (1_000_000, 10_000), (1_000_000, 40_000))
LARGE = (10_000_000, 40_000)
CAPACITY = 5.0
WINDOW = (2.5, 4.3)


def series(rows: int, steps: int) -> Any:
    """Return cycling data: discharge, rest, charge, rest, with all cumulative columns."""
    import polars as pl

    per_step = rows // steps
    row = pl.int_range(rows, dtype=pl.Int64)
    step = (row // per_step).clip(upper_bound=steps - 1).alias("Step count")
    frame = pl.select(row.alias("row"), step).with_columns(
        (pl.col("row") - pl.col("Step count") * per_step).alias("k"),
        (pl.col("Step count") % 4).alias("kind"),
    )
    current = 0.8 * CAPACITY * 3600 / per_step
    share = pl.col("k") / per_step
    charge = (
        pl.when(pl.col("kind") == 0)
        .then(0.9 - 0.8 * share)
        .when(pl.col("kind") == 1)
        .then(0.1)
        .when(pl.col("kind") == 2)
        .then(0.1 + 0.8 * share)
        .otherwise(0.9)
    )
    noise = ((pl.col("row") * 7919) % 1009 / 1009 - 0.5) * 2e-4
    frame = frame.with_columns(
        pl.col("row").cast(pl.Float64).alias("Time [s]"),
        pl.when(pl.col("kind") == 0)
        .then(current)
        .when(pl.col("kind") == 2)
        .then(-current)
        .otherwise(0.0)
        .alias("Current [A]"),
    ).with_columns(
        (3.0 + charge - 0.02 * pl.col("Current [A]").sign() + noise).round(5).alias("Voltage [V]")
    )
    power = pl.col("Current [A]") * pl.col("Voltage [V]")
    area = ((power + power.shift()).fill_null(0.0) / 7200).alias("area")
    frame = frame.with_columns(pl.when(pl.col("k") > 0).then(area).otherwise(0.0).alias("area"))
    amount = (pl.col("Current [A]") * pl.col("k") / 3600).alias("amount")
    work = pl.col("area").cum_sum().over("Step count").alias("work")
    frame = frame.with_columns(amount, work)
    return frame.select(
        "Time [s]",
        "Voltage [V]",
        "Current [A]",
        "Step count",
        (pl.col("Step count") // 4).alias("Cycle count"),
        pl.col("amount").clip(lower_bound=0).alias("Discharge capacity [A.h]"),
        (-pl.col("amount")).clip(lower_bound=0).alias("Charge capacity [A.h]"),
        pl.col("work").clip(lower_bound=0).alias("Discharge energy [W.h]"),
        (-pl.col("work")).clip(lower_bound=0).alias("Charge energy [W.h]"),
    )


def step_table(frame: Any) -> Any:
    """Return the steps of `series`."""
    import polars as pl

    current = pl.col("Current [A]")
    kind = (
        pl.when(current > 0)
        .then(pl.lit("Constant current discharge"))
        .when(current < 0)
        .then(pl.lit("Constant current charge"))
        .otherwise(pl.lit("Rest"))
    )
    return frame.group_by("Step count", maintain_order=True).agg(
        kind.first().alias("Step type"),
        current.mean().alias("Mean current [A]"),
        current.min().alias("Min current [A]"),
        current.max().alias("Max current [A]"),
        pl.len().cast(pl.Float64).alias("Duration [s]"),
        *(pl.col(name).max() for name in frame.columns[5:]),
    )


def measure(rows: int, steps: int, folder: Path) -> dict[str, Any]:
    """Run one size in this process."""
    from ionworks.validators import check as make_all_checks
    from ionworks.validators.checks.plans import Given, plan
    from ionworks.validators.checks.scan import scan

    source = folder / "series.parquet"
    if not source.exists():
        series(rows, steps).write_parquet(source)
        return {}
    import polars as pl

    frame = pl.read_parquet(source).rechunk()
    table = step_table(frame)
    given: dict[str, Any] = {"steps": table, "rated_capacity": CAPACITY, "voltage_window": WINDOW}
    assert make_all_checks(frame.head(10_000), strict=True, **given)  # loads what is loaded lazily
    before, _ = _memory()
    _forget_peak()
    report = make_all_checks(frame, strict=True, **given)
    assert report, report
    _, peak = _memory()
    everything, writing = _alternate(
        lambda: make_all_checks(frame, strict=True, **given),
        lambda: frame.write_parquet(folder / "out.parquet", compression="zstd"),
    )
    plans = [
        plan(
            Given(
                frame=frame,
                columns=frame.columns,
                stored=None,
                strict=True,
                data_type=None,
                steps=table,
                rated_capacity=CAPACITY,
                voltage_window=WINDOW,
                skip_checks=frozenset(),
                start_time=None,
                end_time=None,
            )
        )
        for _ in range(3)
    ]
    reading = min(_time(lambda: scan(frame, [])) for _ in range(3))
    each = {
        checks[0].name: min(_time(partial(scan, frame, [check])) for check in checks) - reading
        for checks in zip(*plans, strict=True)
    }
    return {
        "rows": rows,
        "steps": steps,
        "frame MiB": frame.estimated_size("mb"),
        "peak rise / frame": (peak - before) / frame.estimated_size("mb"),
        "all checks": everything,
        "zstd write": writing,
        "ratio": everything / writing,
        "reading in blocks": reading,
        **each,
    }


def _alternate(
    first: Callable[[], object], second: Callable[[], object], rounds: int = 5
) -> tuple[float, float]:
    """Return the best times of two functions that take turns, in ms."""
    times = [(_time(first), _time(second)) for _ in range(rounds)]
    return min(one for one, _ in times), min(two for _, two in times)


def _time(function: Callable[[], object]) -> float:
    start = perf_counter()
    function()
    return (perf_counter() - start) * 1e3


def _memory() -> tuple[float, float]:
    """Return resident memory and its peak in MiB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    values = {line.partition(":")[0]: line.split()[1] for line in lines if line.startswith("Vm")}
    return int(values["VmRSS"]) / 1024, int(values["VmHWM"]) / 1024


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5")


def main() -> None:
    """Print one column of figures for each size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--large", action="store_true", help="10,000,000 rows too")
    parser.add_argument(
        "--one", nargs=3, metavar=("ROWS", "STEPS", "FOLDER"), help=argparse.SUPPRESS
    )
    options = parser.parse_args()
    if options.one:
        rows, steps, folder = options.one
        print(json.dumps(measure(int(rows), int(steps), Path(folder))))
        return
    results: list[dict[str, Any]] = []
    for rows, steps in (*SIZES, *([LARGE] if options.large else [])):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, __file__, "--one", str(rows), str(steps), folder]
            # The first run makes the data, so that making them is not in the peak.
            subprocess.run(command, check=True, capture_output=True)
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            results.append(json.loads(done.stdout))
    for name in results[0]:
        figures = [result[name] for result in results]
        form = "{:14.2f}" if name in {"ratio", "peak rise / frame"} else "{:14,.0f}"
        print(f"{name:42}" + "".join(form.format(figure) for figure in figures))
    print("\nTimes in ms, best of several; the single checks without reading in blocks.")


if __name__ == "__main__":
    main()
