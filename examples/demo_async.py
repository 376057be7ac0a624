"""The same in an async service: several measurements go up and come back at once.

``python examples/demo_async.py``; arguments as for ``demo.py``.
"""

from __future__ import annotations

import asyncio
import sys

import polars as pl

from ionworks import AsyncIonworks, examples
from ionworks.records import CellInstance, MeasurementBundle


async def main(address: str = "local:demo-output/platform") -> None:
    """Upload a measured discharge and single cycles of a simulated test side by side."""
    cycling = pl.read_parquet(examples.path("cycling"))
    tests = {"1C discharge": pl.read_parquet(examples.path("discharge"))}
    for number in range(5):
        tests[f"cycle {number}"] = one_cycle(cycling, number)

    async with AsyncIonworks(api_url=address) as client:
        spec = await client.cell_spec.create_or_get({"name": "Pouch cell", "form_factor": "pouch"})
        cell = await client.cell_instance.create_or_get(spec.id, {"name": "P-001"})

        async def upload(name: str, series: pl.DataFrame) -> MeasurementBundle:
            detail = {"measurement": {"name": name}, "time_series": series}
            return await client.cell_measurement.create_or_get(
                cell.id, detail, wait_for_processing=False
            )

        made = await asyncio.gather(*(upload(name, series) for name, series in tests.items()))
        ready = await client.cell_measurement.wait_for_processing([one.id for one in made])
        print(f"{len(ready)} measurements are up and processed")

        cycles = await asyncio.gather(*(client.cell_measurement.cycles(one.id) for one in made))
        for name, table in zip(tests, cycles, strict=True):
            print(f"  - {name}: {table['Discharge capacity [A.h]'].sum():.3f} A.h discharged")

        await show(client, cell)


async def show(client: AsyncIonworks, cell: CellInstance) -> None:
    """Walk all measurements of a cell, page after page."""
    async for measurement in client.cell_measurement.iter(cell.id, order_by="name"):
        print(f"{measurement.name}: {measurement.processing_status}")


def one_cycle(series: pl.DataFrame, number: int) -> pl.DataFrame:
    """Cut one cycle out, as a test of its own: time and steps start at 0 again."""
    cycle = series.filter(pl.col("Cycle count") == number)
    counted = pl.col("Time [s]", "Step count", "Cycle count")
    return cycle.with_columns(counted - counted.first())


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:2]))
