"""A small time series: one discharge and one charge."""

import io

import polars as pl

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 1800.0, 3600.0, 3600.0, 5400.0, 7200.0],
        "Voltage [V]": [4.1, 3.7, 3.0, 3.1, 3.8, 4.1],
        "Current [A]": [1.0, 1.0, 1.0, -1.0, -1.0, -1.0],
        "Step count": [0, 0, 0, 1, 1, 1],
        "Cycle count": [0, 0, 0, 0, 0, 0],
    }
)


def parquet(frame):
    file = io.BytesIO()
    frame.write_parquet(file)
    return file.getvalue()
