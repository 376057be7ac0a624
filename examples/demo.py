"""Real cycling data goes up, is checked, and comes back as frames and a plot.

Needs no account and no network: ``python examples/demo.py``. Pass an address to use another
platform, and a folder for the picture: ``python examples/demo.py local:cells results``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl

from ionworks import Ionworks, examples

CYLINDRICAL = {
    "name": "LG M50",
    "form_factor": "21700",
    "manufacturer": "LG Energy Solution",
    "ratings": {
        "capacity": {"value": 5.0, "unit": "A.h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    },
    "cathode": {"material": {"name": "NMC811"}},
    "anode": {"material": {"name": "Graphite-SiOx"}},
}


def main(address: str = "local:demo-output/platform", folder: str = "demo-output") -> None:
    """Run the whole way from a file of a cycler to a plot."""
    with Ionworks(api_url=address) as client:
        print(f"Connected to {client.settings.api_url} as {client.whoami().email}")

        spec = client.cell_spec.create_or_get(CYLINDRICAL)
        cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-001", "batch": "2024-A"})
        print(f"Specification {spec.name!r} ({spec.form_factor}), cell {cell.name!r}")

        series = pl.read_parquet(examples.path("cycling"))
        cycling = client.cell_measurement.create_or_get(
            cell.id, {"measurement": {"name": "20 cycles CC-CV"}, "time_series": series}
        )
        print(f"{series.height:,} rows are up; the platform found {cycling.steps_created} steps")

        for measurement in client.cell_measurement.list(cell.id):
            print(f"  - {measurement.name}: {measurement.processing_status}")

        back = client.cell_measurement.time_series(cycling.id)
        print(f"Read back {back.shape}, equal to what was sent: {back.equals(series)}")

        cycles = client.cell_measurement.cycles(cycling.id)
        columns = ["Cycle count", "Discharge capacity [A.h]", "Coulombic efficiency"]
        print(cycles.select(columns).head(3))

        again = client.cell_measurement.create_or_get(
            cell.id, {"measurement": {"name": "20 cycles CC-CV"}, "time_series": series}
        )
        print(f"A second run changes nothing: same measurement {again.id == cycling.id}")

    print(f"The picture is in {plot(back, Path(folder) / 'cycling.png')}")


def plot(series: pl.DataFrame, path: Path) -> Path:
    """Draw voltage and current over time, and say where the picture is."""
    import matplotlib as mpl

    mpl.use("agg")
    import matplotlib.pyplot as plt

    hours = series["Time [s]"] / 3600
    figure, axes = plt.subplots(2, 1, sharex=True, figsize=(9, 5), layout="constrained")
    for axis, column in zip(axes, ("Voltage [V]", "Current [A]"), strict=True):
        axis.plot(hours, series[column], linewidth=0.6)
        axis.set_ylabel(column)
        axis.grid(alpha=0.3)
    axes[1].set_xlabel("Time [h]")
    figure.suptitle("20 cycles of an LG M50 (simulated)")
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=150)
    plt.close(figure)
    return path


if __name__ == "__main__":
    main(*sys.argv[1:])
