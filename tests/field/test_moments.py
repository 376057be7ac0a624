"""Moments: all types that a notebook holds are read, and anything else is refused."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 1.0],
        "Voltage [V]": [4.0, 3.9],
        "Current [A]": [1.0, 1.0],
        "Step count": [0, 0],
    }
)
NINE = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)


def stored(do: Any, start: Any) -> dt.datetime | None:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "001"}))
    detail = {"measurement": {"name": "RPT", "start_time": start}, "time_series": SERIES}
    made = do(lambda client: client.cell_measurement.create(cell.id, detail))
    return do(lambda client: client.cell_measurement.get(made.measurement.id)).start_time  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    "start",
    [
        NINE,
        "2026-03-01T09:00:00Z",
        np.datetime64("2026-03-01T09:00"),
        np.datetime64("2026-03-01T09:00:00", "ns"),
        pd.Timestamp("2026-03-01 09:00"),
        pd.Timestamp("2026-03-01 10:00", tz="Europe/Berlin"),
        NINE.replace(tzinfo=None),
    ],
    ids=repr,
)
def test_a_moment_of_any_library_is_the_same_moment(do: Any, start: Any) -> None:
    assert stored(do, start) == NINE


@pytest.mark.parametrize("start", [None, pd.NaT, np.datetime64("NaT")], ids=repr)
def test_no_time_is_no_time(do: Any, start: Any) -> None:
    assert stored(do, start) is None


@pytest.mark.parametrize("start", [5, 1.5, ["2026-03-01"], np.timedelta64(1, "s")], ids=repr)
def test_what_is_no_moment_is_refused_before_anything_is_sent(do: Any, start: Any) -> None:
    with pytest.raises(TypeError, match="pass a moment as ISO 8601 text"):
        stored(do, start)


def test_a_local_time_without_a_zone_in_the_future_says_which_zone_was_assumed(do: Any) -> None:
    later = dt.datetime.now(dt.UTC).replace(tzinfo=None) + dt.timedelta(hours=9)
    with pytest.warns(UserWarning, match="in the future.*without a zone is read as UTC"):
        stored(do, later)
