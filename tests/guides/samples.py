"""Data that the pages of the guide take for granted."""

from __future__ import annotations

from typing import Any

import polars as pl

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 60.0, 120.0, 180.0, 240.0, 300.0],
        "Voltage [V]": [4.1, 4.0, 3.9, 3.95, 4.0, 4.05],
        "Current [A]": [0.002, 0.002, 0.002, -0.002, -0.002, -0.002],
        "Step count": [0, 0, 0, 1, 1, 1],
        "Cycle count": [0, 0, 0, 0, 0, 0],
        "Temperature [degC]": [25.0, 25.5, 26.0, 26.0, 25.5, 25.0],
    }
)
"""A discharge and a charge."""

COIN: dict[str, Any] = {
    "name": "NCM622/Graphite Coin Cell",
    "form_factor": "R2032",
    "ratings": {
        "capacity": {"value": 0.002, "unit": "A*h"},
        "voltage_min": {"value": 2.5, "unit": "V"},
        "voltage_max": {"value": 4.2, "unit": "V"},
    },
}

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000030000000208020000001216f14d0000000b494441"
    "54789c6360c00400001400017dfe1eee0000000049454e44ae426082"
)
"""An image of 3 by 2 pixels."""


def described(name: str, series: Any = SERIES, **fields: Any) -> dict[str, Any]:
    """Describe a measurement for its upload."""
    return {"measurement": {"name": name, **fields}, "time_series": series}
