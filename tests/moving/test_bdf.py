"""The Battery Data Format: labels of the format, charge positive, a description beside it."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

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
