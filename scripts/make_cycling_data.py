# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "polars==2.1.0", "pybamm==26.10.1.1"]
# ///
"""Simulate the cycling run in ``ionworks/examples/cycling_cccv.parquet``.

A 5 A.h cylindrical cell (LG M50, parameters of Chen et al. 2020) is discharged at 1C and charged
by constant current, constant voltage, twenty times over. The single particle model is solved with
a lumped thermal model and growth of the interphase layer, then given the noise and the resolution
of a cycler, so that the file reads like one that a cycler wrote.

PyBaMM is needed for this script and for nothing else in the project; the comment at its head lets
``uv run scripts/make_cycling_data.py`` bring it.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

os.environ.setdefault("PYBAMM_DISABLE_TELEMETRY", "true")

import numpy as np
import polars as pl
import pybamm  # type: ignore[import-not-found, unused-ignore]

CYCLES = 20
PERIOD_S = 3
SEED = 20
CYCLE = (
    "Discharge at 1C until 2.5 V",
    "Rest for 1 hour",
    "Charge at 0.5C until 4.2 V",
    "Hold at 4.2 V until C/20",
    "Rest for 1 hour",
)
# Ageing is sped up: with the published diffusivity twenty cycles would lose under 0.1 % of the
# capacity, which no plot shows.
AGEING_FACTOR = 200
# Standard deviation of the noise and smallest step of the reading, by column.
INSTRUMENT = {
    "Voltage [V]": (1e-4, 1e-4),
    "Current [A]": (2e-4, 1e-4),
    "Temperature [degC]": (1e-2, 1e-2),
}
DEFAULT_PATH = Path(__file__).parent.parent / "ionworks" / "examples" / "cycling_cccv.parquet"


def simulate() -> Any:
    """Solve the cycling experiment.

    Returns
    -------
    pybamm.Solution
        Solution of the whole run, by cycle and step.
    """
    model = pybamm.lithium_ion.SPM({"thermal": "lumped", "SEI": "solvent-diffusion limited"})
    values = pybamm.ParameterValues("Chen2020")
    values["SEI solvent diffusivity [m2.s-1]"] *= AGEING_FACTOR
    experiment = pybamm.Experiment([CYCLE] * CYCLES, period=f"{PERIOD_S} seconds")
    simulation = pybamm.Simulation(model, parameter_values=values, experiment=experiment)
    return simulation.solve(initial_soc=1.0)


def to_frame(solution: Any) -> pl.DataFrame:
    """Put a solution into the columns of a cycler file.

    Parameters
    ----------
    solution : pybamm.Solution
        Solution of `simulate`.

    Returns
    -------
    polars.DataFrame
        One row per sample; current in A, positive on discharge, as PyBaMM has it too.
    """
    parts: list[pl.DataFrame] = []
    for cycle, solved in enumerate(solution.cycles):
        for place, step in enumerate(solved.steps):
            if isinstance(step, pybamm.EmptySolution):
                continue  # its end condition was met before it began
            measured = {
                "Time [s]": step["Time [s]"].entries,
                "Voltage [V]": step["Voltage [V]"].entries,
                "Current [A]": step["Current [A]"].entries,
                "Temperature [degC]": step["Volume-averaged cell temperature [C]"].entries,
            }
            counted = {
                "Step count": len(parts),
                "Cycle count": cycle,
                "Step from cycler": place + 1,
                "Cycle from cycler": cycle + 1,
            }
            parts.append(
                pl.DataFrame(measured).with_columns(
                    pl.lit(number, pl.Int64).alias(name) for name, number in counted.items()
                )
            )
    return pl.concat(parts)


def as_measured(frame: pl.DataFrame) -> pl.DataFrame:
    """Add noise, then round to what a cycler resolves (time to 1 ms).

    Parameters
    ----------
    frame : polars.DataFrame
        Exact values.

    Returns
    -------
    polars.DataFrame
        The same rows as an instrument would have read them.
    """
    random = np.random.default_rng(SEED)
    readings = []
    for name, (noise, resolution) in INSTRUMENT.items():
        exact = frame[name].to_numpy() + random.normal(0.0, noise, frame.height)
        digits = round(-np.log10(resolution))
        # Adding 0.0 turns the -0.0 that rounding makes of small negative currents into 0.0.
        readings.append(pl.Series(name, np.round(exact, digits) + 0.0))
    return frame.with_columns(pl.col("Time [s]").round(3), *readings)


def main() -> None:
    """Simulate, write the file and say what it holds."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("path", nargs="?", type=Path, default=DEFAULT_PATH)
    path: Path = parser.parse_args().path
    frame = as_measured(to_frame(simulate()))
    frame.write_parquet(path, compression="zstd", compression_level=19)
    print(f"{path}: {frame.height} rows, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
