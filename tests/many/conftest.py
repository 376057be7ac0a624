"""Four short discharges of one cell, each 0.1 V lower than the one before."""

from __future__ import annotations

import polars as pl
import pytest

from ionworks import Ionworks

BASE = pl.DataFrame(
    {
        "Time [s]": [0.0, 1.0, 2.0],
        "Voltage [V]": [4.0, 3.9, 3.8],
        "Current [A]": [1.0, 1.0, 1.0],
        "Step count": [0, 0, 0],
    }
)


@pytest.fixture
def ids(client: Ionworks) -> list[str]:
    """Ids of the measurements A, B, C and D; C alone has ``Note`` and ``Flag``."""
    spec = client.cell_spec.create({"name": "LG M50"})
    cell = client.cell_instance.create(spec.id, {"name": "001"})
    found = []
    for number, name in enumerate("ABCD"):
        frame = BASE.with_columns(pl.col("Voltage [V]") - number / 10)
        if name == "C":
            frame = frame.with_columns(Note=pl.Series(["x", "y", "z"]), Flag=pl.Series([1, 2, 3]))
        detail = {"measurement": {"name": name}, "time_series": frame}
        found.append(client.cell_measurement.create(cell.id, detail).measurement.id)
    return found
