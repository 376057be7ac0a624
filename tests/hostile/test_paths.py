"""A path is one file or folder, whatever letters are in it: no pattern, no partition."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import polars as pl
import pytest
from hostile import liar
from hostile.conftest import client_of
from support.scripted import Reply, Seen, scripted

from ionworks import DataLoader, validate
from ionworks.cache import CacheSettings
from ionworks.resources._configs import plain_config

NAMES = ["a[1]", "*", "k=v", "a{b}", "?"]


@pytest.fixture(params=NAMES)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if sys.platform == "win32" and set(request.param) & set("*?"):
        pytest.skip("no name of a file here")
    made = tmp_path / "my=1 [cells]" / request.param
    made.mkdir(parents=True)
    return made


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_files_are_read_where_they_are(folder: Path, ending: str) -> None:
    series = pl.read_parquet(io.BytesIO(liar.series()))
    other = series.with_columns(pl.lit(0.0).alias("Voltage [V]"))
    for frame, path in ((series, folder / "time_series"), (other, folder.parent / "time_series")):
        if ending == "csv":
            frame.write_csv(f"{path}.csv")
        else:
            frame.write_parquet(f"{path}.parquet")
    path = folder / f"time_series.{ending}"
    assert plain_config({"a": {"b": f"file:{path}"}})["a"]["b"] == series.to_dict(as_series=False)
    found = plain_config({"a": {"b": f"folder:{folder}"}})["a"]["b"]["time_series"]
    assert found == series.to_dict(as_series=False)
    assert DataLoader.from_local(folder).data.height == 60
    assert "file_unreadable" not in str(validate(path))


def test_a_cache_is_read_where_it_is(folder: Path) -> None:
    def answer(seen: Seen) -> Reply:
        if seen.path == "/stored":
            return Reply(200, liar.series(), {})
        return Reply(307, b"", {"Location": f"{service.url}/stored"})

    with scripted(answer=answer) as service:
        with client_of(service.url, cache=CacheSettings(directory=folder)) as client:
            for columns in (None, None, ["Voltage [V]"]):
                read = client.cell_measurement.time_series("m", columns=columns)
                assert read.height == 60
        assert len(service.seen) == 2  # the link and the file, once
