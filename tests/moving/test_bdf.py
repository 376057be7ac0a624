"""The Battery Data Format: labels of the format, charge positive, a description beside it."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import ionworks
from ionworks import Ionworks

LABELS = ["Test Time / s", "Voltage / V", "Current / A", "Unix Time / s", "Step Count / 1"]


def test_a_series_is_written_with_its_description(
    do: Any, stored: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "pulse.bdf"
    assert do(lambda client: client.cell_measurement.export_bdf(stored["series"], path)) == path
    frame = pl.read_csv(path)
    assert frame.columns == [*LABELS, "Noise / mV"]
    assert frame["Current / A"].to_list() == [-1.0, -1.0, 0.0]
    start = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC).timestamp()
    assert frame["Unix Time / s"].to_list() == [start, start + 1, start + 2]
    assert "-0.0" not in path.read_text()
    about = json.loads((tmp_path / "pulse.bdf.metadata.json").read_text())
    assert about["name"] == "LG M50 / 001 / Pulse"
    assert about["cellSpecification"]["ratings"]["capacity"] == {"value": 5, "unit": "A.h"}
    current = next(one for one in about["variableMeasured"] if one["name"] == "Current")
    assert current["alternateName"] == "current_ampere"
    assert current["description"] == "Positive on charge, negative on discharge."
    assert "created_by_email" not in json.dumps(about)


@pytest.mark.parametrize("ending", [".bdf.csv", ".bdf.gz", ".bdf.csv.gz", ".bdf.parquet"])
def test_every_ending_holds_the_same(
    client: Ionworks, stored: dict[str, str], tmp_path: Path, ending: str
) -> None:
    text = client.cell_measurement.export_bdf(stored["series"], tmp_path / "text.bdf")
    path = client.cell_measurement.export_bdf(stored["series"], tmp_path / f"other{ending}")
    if ending.endswith(".gz"):
        found = pl.read_csv(gzip.decompress(path.read_bytes()))
    else:
        found = pl.read_parquet(path) if ending.endswith(".parquet") else pl.read_csv(path)
    assert found.equals(pl.read_csv(text))
    assert (tmp_path / "other.bdf.metadata.json").exists()


def test_what_does_not_fit_is_refused(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match="does not end with one of"):
        client.cell_measurement.export_bdf(stored["series"], tmp_path / "pulse.csv")
    with pytest.raises(ValueError, match=r"no 'Time \[s\]', 'Current \[A\]'"):
        client.cell_measurement.export_bdf(stored["curve"], tmp_path / "curve.bdf")
    assert not list(tmp_path.glob("*bdf*"))


def test_no_series_is_written_without_its_description(
    client: Ionworks, stored: dict[str, str], tmp_path: Path
) -> None:
    before = {path.name for path in tmp_path.iterdir()}
    name = "n" * (255 - len(".bdf"))  # which leaves no room for the longer name beside it
    with pytest.raises(OSError, match="too long"):
        client.cell_measurement.export_bdf(stored["series"], tmp_path / f"{name}.bdf")
    assert {path.name for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("ending", [".bdf", ".bdf.csv", ".bdf.gz", ".bdf.csv.gz", ".bdf.parquet"])
def test_what_was_exported_is_read_as_the_same_series(
    client: Ionworks, stored: dict[str, str], tmp_path: Path, ending: str
) -> None:
    series = pl.DataFrame(
        {
            "Time [s]": [0.0, 0.1, 1 / 3, 1.0],
            "Voltage [V]": [4.0, 3.9, 0.1 + 0.2, 3.7],
            "Current [A]": [1.0, 0.0, -1.0, -1e-9],
            "Step count": [0, 1, 2, 2],
            "Cycle count": [0, 0, 1, 1],
            "Temperature [degC]": [25.0, None, 25.2, 25.3],
            "Noise [mV]": [0.5, None, 1e300, -1.0],
            "State": ["a", 'b"c', None, "d, e"],
        }
    )
    described = {"name": "Whole", "start_time": "2026-01-02T03:04:05+01:00"}
    made = client.cell_measurement.create(
        stored["cell"],
        {"measurement": described, "time_series": series},
        skip_checks=["positive_current_is_discharge"],
    )
    path = client.cell_measurement.export_bdf(made.id, tmp_path / f"whole{ending}")
    back = ionworks.read(path)
    assert back.frame.equals(client.cell_measurement.time_series(made.id))
    # So it can go to another platform as it is.
    again = {"measurement": {"name": "Back"}, "time_series": path}
    copied = client.cell_measurement.create(stored["cell"], again)
    assert client.cell_measurement.time_series(copied.id).equals(back.frame)
