"""The series of a simulation, with the columns that follow from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks._io.sinks import MemorySink
from ionworks.resources._downloads import fetch_linked
from ionworks.tables import read_parquet

if TYPE_CHECKING:
    import polars as pl

    from ionworks._io.operations import Operation
    from ionworks._io.runtime import Runtime

_DISCHARGED, _CHARGED = "Discharge capacity [A.h]", "Charge capacity [A.h]"
_STEP_CAPACITY, _CAPACITY = "Step capacity [A.h]", "Capacity [A.h]"
_STEP = "Step count"


async def read_table(
    runtime: Runtime, download: Operation[[str], str], simulation_id: str
) -> pl.DataFrame:
    """Read a table of a simulation as polars."""
    sink = MemorySink()
    await fetch_linked(runtime, lambda: runtime.call(download, simulation_id), sink)
    return await runtime.backend.run_in_thread(read_parquet, sink.data)


def with_capacities(series: pl.DataFrame) -> pl.DataFrame:
    """Add the net capacity of the step, and that since the start, discharge positive.

    The capacities of the platform begin at zero in each step.
    """
    import polars as pl

    if _STEP_CAPACITY not in series.columns and {_DISCHARGED, _CHARGED} <= {*series.columns}:
        net = pl.col(_DISCHARGED) - pl.col(_CHARGED)
        series = series.with_columns(net.alias(_STEP_CAPACITY))
    if _CAPACITY not in series.columns and {_STEP_CAPACITY, _STEP} <= {*series.columns}:
        begins = pl.col(_STEP) != pl.col(_STEP).shift(1)
        before = pl.when(begins).then(pl.col(_STEP_CAPACITY).shift(1)).otherwise(0.0)
        total = pl.col(_STEP_CAPACITY) + before.fill_null(0.0).cum_sum()
        series = series.with_columns(total.alias(_CAPACITY))
    return series


def with_deltas(steps: pl.DataFrame) -> pl.DataFrame:
    """Add the net capacity and energy of each step, discharge positive."""
    import polars as pl

    for what, unit in (("capacity", "A.h"), ("energy", "W.h")):
        name = f"Delta {what} [{unit}]"
        out, back = f"Discharge {what} [{unit}]", f"Charge {what} [{unit}]"
        if name not in steps.columns and {out, back} <= {*steps.columns}:
            steps = steps.with_columns((pl.col(out) - pl.col(back)).alias(name))
    return steps
