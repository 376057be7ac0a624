"""Time a function for each of many cells: one by one, on threads, on processes, on a cluster.

Run from the project folder: ``python benchmarks/many.py [--cells N] [--fits N]``. The baseline is
a loop that reads one series after the other with the same client. All take turns on the same data,
with a function that takes a few ms, and with a fit that takes much longer than the read. The
platform runs in this process and takes its share of the cores.

The processor time is that of the busiest process: on free cores, about the time on the clock. It
counts where the machine has other work to do.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, TypeAlias

import numpy as np
import polars as pl
from scipy.optimize import least_squares

import ionworks
from ionworks import Ionworks, examples
from ionworks.local.server import Platform
from ionworks.transforms import dqdv

Function: TypeAlias = "Callable[[Any], dict[str, float]]"
STARTS = 20  # of a fit: about 0.3 s of a processor
COLUMNS = ["Time [s]", "Voltage [V]", "Current [A]", "Step count", "Cycle count"]


def peak(frame: pl.DataFrame) -> dict[str, float]:
    """Find the highest peak of dQ/dV of the first discharge."""
    discharge = frame.filter(pl.col("Cycle count") == 0, pl.col("Current [A]") > 0)
    curve = dqdv(discharge, voltage_step=0.01)
    highest = curve.select(pl.col("Voltage [V]").sort_by("dQ/dV [A.h.V-1]").first()).item()
    return {"Peak [V]": highest}


def fitted_peaks(frame: pl.DataFrame) -> dict[str, float]:
    """Fit three peaks to dQ/dV of the first discharge: work for a processor."""
    discharge = frame.filter(pl.col("Cycle count") == 0, pl.col("Current [A]") > 0)
    curve = dqdv(discharge, voltage_step=0.01)
    voltage = curve["Voltage [V]"].to_numpy()
    height = -curve["dQ/dV [A.h.V-1]"].to_numpy()

    def misfit(parameters: Any) -> Any:
        centres, heights, widths = parameters.reshape(3, 3, 1)
        return (heights * np.exp(-(((voltage - centres) / widths) ** 2))).sum(axis=0) - height

    random = np.random.default_rng(0)
    lower = np.repeat([voltage.min(), 0.0, 0.02], 3)
    upper = np.repeat([voltage.max(), 2 * height.max(), 1.0], 3)
    fits = [
        least_squares(misfit, random.uniform(lower, upper), bounds=(lower, upper), max_nfev=50)
        for _ in range(STARTS)
    ]
    best = min(fits, key=lambda fit: float(fit.cost))
    return {f"Peak {number} [V]": value for number, value in enumerate(best.x[:3])}


def upload(client: Ionworks, cells: int) -> list[str]:
    """Upload the first cycle for each of many cells."""
    spec = client.cell_spec.create({"name": "LG M50"})
    first = examples.cycling()
    first = first.filter(pl.col("Cycle count") == 0)
    ids = []
    for number in range(cells):
        cell = client.cell_instance.create(spec.id, {"name": f"cell {number}"})
        series = first.with_columns(pl.col("Voltage [V]") + number * 1e-5)
        detail = {"measurement": {"name": "First cycle"}, "time_series": series}
        made = client.cell_measurement.create(cell.id, detail)
        ids.append(made.measurement.id)
    client.cell_measurement.wait_for_processing(ids)
    return ids


def processor_times(workers: Any) -> list[float]:
    """Return the processor time of this process, of a pool's two processes, and of each worker.

    Processes of a pool have ended: they share the sum.
    """
    ended = os.times()
    shares = [process_time(), (ended.children_user + ended.children_system) / 2]
    return shares + ([] if workers is None else [*workers.run(process_time).values()])


def main() -> None:
    """Print one line for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cells", type=int, default=500, help="number of cells")
    parser.add_argument(
        "--fits", type=int, default=100, help="number of cells for the slow function"
    )
    parser.add_argument("--turns", type=int, default=3, help="turns of each way")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        platform = stack.enter_context(Platform(Path(folder)))
        client = stack.enter_context(Ionworks(api_key=platform.api_key, api_url=platform.url))
        upload(client, options.cells)
        # Records of a project have the names of their parents: nothing more is asked for them.
        measurements = list(client.cell_measurement.iter_by_project())

        def loop(function: Function, chosen: list[Any]) -> None:
            for one in chosen:
                function(client.cell_measurement.time_series(one, False, columns=COLUMNS))

        def mapped(**choice: Any) -> Callable[[Function, list[Any]], None]:
            def act(function: Function, chosen: list[Any]) -> None:
                ionworks.map_measurements(
                    function,
                    chosen,
                    client=client,
                    columns=COLUMNS,
                    use_cache=False,
                    **choice,
                ).raise_for_errors()

            return act

        ways = {
            "loop": loop,
            "one thread": mapped(max_parallel=1),
            "two threads": mapped(max_parallel=2),
            "two processes": mapped(max_parallel=2, scheduler="processes"),
        }
        try:
            import distributed
        except ModuleNotFoundError:
            print("distributed is not installed: no cluster")
            workers = None
        else:
            made: Any = distributed
            cluster = stack.enter_context(
                made.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0")
            )
            workers = stack.enter_context(made.Client(cluster))
            ways["two workers of a cluster"] = mapped(scheduler=workers)

        for function, cells in ((peak, options.cells), (fitted_peaks, options.fits)):
            seconds: dict[str, list[float]] = {name: [] for name in ways}
            busiest: dict[str, list[float]] = {name: [] for name in ways}
            for _ in range(options.turns):
                for name, act in ways.items():
                    before, start = processor_times(workers), perf_counter()
                    act(function, measurements[:cells])
                    seconds[name].append(perf_counter() - start)
                    after = processor_times(workers)
                    busiest[name].append(max(b - a for a, b in zip(before, after, strict=True)))
            print(f"{function.__name__}, {len(measurements[:cells])} cells")
            for name, taken in seconds.items():
                # Within a turn: what else the machine does changes from one turn to the next.
                ratio = median(one / this for one, this in zip(seconds["loop"], taken, strict=True))
                print(
                    f"  {name}: {median(taken):.2f} s, loop / this = {ratio:.2f}; the busiest "
                    f"process: {median(busiest[name]):.2f} s of a processor"
                )


if __name__ == "__main__":
    main()
