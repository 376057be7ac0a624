"""Moments at which a series is extended in the middle of a read: each is made to happen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from crashes.samples import ROWS, detail, series
from crashes.tools import until

from ionworks import Ionworks
from ionworks._io import transfers
from ionworks.local.handlers import measurement_data
from ionworks.resources import _downloads, _remote_parquet
from ionworks.resources._remote_parquet import RemoteParquet
from ionworks.resources.cell_measurements import CellMeasurements


def extend(reads: CellMeasurements, measurement: str, rows: pl.DataFrame, data: Path) -> None:
    """Append rows, and wait until what was stored before is gone."""
    reads.extend(measurement, rows)
    until(lambda: not (data / "objects" / "measurements" / measurement / "1").exists())


def test_a_series_that_is_extended_while_it_is_read(
    own_client: Ionworks,
    cell: str,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a link leads to is gone when it is used: the whole of either version is read."""
    first, rows = series(1), series(1, start=ROWS)
    whole = pl.concat([first, rows])
    reads = own_client.cell_measurement
    ways: dict[str, Callable[[str], pl.DataFrame]] = {
        "whole": lambda made: reads.time_series(made, use_cache=False),
        "cached": reads.time_series,
        "part": lambda made: reads.time_series(made, columns=whole.columns, use_cache=False),
        "file": lambda made: pl.read_parquet(reads.download(made, tmp_path / "series.parquet")),
        "steps": lambda made: reads.steps(made, use_cache=False),
    }
    for name, read in ways.items():
        made = reads.create(cell, detail(name, first))
        extended: list[str] = []

        async def extended_first(*arguments: Any, **named: Any) -> Any:
            if not extended:  # noqa: B023
                extended.append(name)  # noqa: B023
                extend(reads, made.id, rows, data)  # noqa: B023
            return await transfers.fetch(*arguments, **named)

        with monkeypatch.context() as patch:
            for reader in (_downloads, _remote_parquet):
                patch.setattr(reader, "fetch", extended_first)
            found = read(made.id)
        assert extended, name
        assert found.height == 2 if name == "steps" else found.equals(whole), name


def test_parts_of_a_series_that_is_extended_between_them(
    own_client: Ionworks, cell: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parts of two versions are never put together."""
    first, rows = series(1), series(1, start=ROWS)
    reads = own_client.cell_measurement
    made = reads.create(cell, detail("series", first))
    opened: list[int] = []
    load = RemoteParquet.load
    # A file that comes whole with its footer has no parts.
    monkeypatch.setattr(_remote_parquet, "_TAIL_BYTES", 16)

    async def extended_first(self: RemoteParquet, *arguments: Any) -> None:
        opened.append(sum(group.rows for group in self.groups))
        if len(opened) == 1:
            with monkeypatch.context() as patch:  # an extension reads the last rows itself
                patch.setattr(RemoteParquet, "load", load)
                extend(reads, made.id, rows, data)
        await load(self, *arguments)

    monkeypatch.setattr(RemoteParquet, "load", extended_first)
    found = reads.time_series(made.id, columns=["Voltage [V]"], use_cache=False)
    assert opened == [ROWS, 2 * ROWS]
    assert found.equals(pl.concat([first, rows]).select("Voltage [V]"))


@pytest.mark.parametrize("path", ["time_series", "cycles", "steps_and_cycles"])
def test_a_table_that_is_replaced_while_it_is_answered(
    own_client: Ionworks, cell: str, data: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    made = own_client.cell_measurement.create(cell, detail("series", series(1)))
    replaced: list[Path] = []
    columns = measurement_data.columns_of_file

    def replaced_first(table: Path) -> Any:
        if not replaced:
            replaced.append(table)
            extend(own_client.cell_measurement, made.id, series(1, start=ROWS), data)
        return columns(table)

    monkeypatch.setattr(measurement_data, "columns_of_file", replaced_first)
    calls, address = own_client.api.get_httpx_client(), f"/cell_measurements/{made.id}/{path}"
    answer = calls.get(address).json()
    assert not replaced[0].exists()
    assert answer == calls.get(address).json()
