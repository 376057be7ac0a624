"""Series whose every value tells which series it is, so that no two can be mixed up."""

from __future__ import annotations

import io

import polars as pl

from ionworks.tables import write_parquet

ROWS = 40


def series(number: int, rows: int = ROWS, *, start: int = 0) -> pl.DataFrame:
    """A discharge, from a row on: what follows a series is the same with the next `start`."""
    row = pl.int_range(start, start + rows, eager=True)
    step = row // ROWS
    return pl.DataFrame(
        {
            "Time [s]": row - 0.9 * step,  # a step starts soon after the end of the last one
            "Voltage [V]": 3.0 + number / 1e6 + 1 / (1 + row.cast(pl.Float64)),
            "Current [A]": pl.repeat(1.0, rows, eager=True),
            "Step count": step,
        }
    )


def encoded(frame: pl.DataFrame) -> bytes:
    """The bytes that an upload sends."""
    buffer = io.BytesIO()
    write_parquet(frame, buffer)
    return buffer.getvalue()


def detail(name: str, frame: pl.DataFrame) -> dict[str, object]:
    """What `create` takes."""
    return {"measurement": {"name": name}, "time_series": frame}
