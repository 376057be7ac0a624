"""A Dask DataFrame of many measurements."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pandas as pd
import polars as pl
import pytest
from support.proxy import Exchange, proxied

from ionworks import Ionworks, NotFoundError, SeriesMismatchError
from ionworks.local.server import Platform

pytest.importorskip("dask.dataframe")


def test_a_partition_is_a_measurement_and_the_divisions_are_ids(
    do: Any, client: Ionworks, ids: list[str]
) -> None:
    frame = do(lambda client: client.cell_measurement.to_dask(ids))
    assert frame.divisions == (*sorted(ids), max(ids))
    whole = frame.compute(scheduler="synchronous")
    assert list(whole.index) == [ident for ident in sorted(ids) for _ in range(3)]
    assert dict(whole.dtypes) == dict(frame.dtypes)
    read = client.cell_measurement.read_many(sorted(ids)).frame
    assert list(whole.columns) == [name for name in read.columns if name != "Measurement id"]
    assert whole["Voltage [V]"].to_list() == read["Voltage [V]"].to_list()
    assert whole["Flag"].dtype == pd.Int64Dtype()
    assert whole["Flag"].dropna().to_list() == [1, 2, 3]
    assert whole.loc[ids[2], "Note"].to_list() == ["x", "y", "z"]
    assert frame.loc[ids[1]].npartitions == 1
    low = frame.loc[ids[1]].compute(scheduler="synchronous")
    assert low["Voltage [V]"].round(6).to_list() == [3.9, 3.8, 3.7]


@pytest.mark.parametrize(
    ("what", "column"), [("time_series", "Voltage [V]"), ("cycles", "Min voltage [V]")]
)
def test_chosen_columns_keep_the_names_in_front(
    client: Ionworks, ids: list[str], what: Any, column: str
) -> None:
    names = ["Measurement", "Cell instance", "Cell specification"]
    frame = client.cell_measurement.to_dask(ids, what, columns=[column])
    assert list(frame.columns) == [*names, column]
    assert list(frame.compute(scheduler="synchronous").columns) == [*names, column]
    lowest = frame.groupby("Measurement")[column].min().compute(scheduler="synchronous")
    assert lowest.round(6).to_dict() == {"A": 3.8, "B": 3.7, "C": 3.6, "D": 3.5}
    named = client.cell_measurement.to_dask(ids, what, columns=[column, "Measurement"])
    assert list(named.columns) == [*names, column]


def test_all_measurements_have_to_be_there(do: Any, client: Ionworks, ids: list[str]) -> None:
    for gone in (ids[1], ids[3]):
        client.cell_measurement.delete(gone)
    for make in ("to_dask", "scan_many"):
        with pytest.raises(NotFoundError) as caught:
            do(lambda client, make=make: getattr(client.cell_measurement, make)(ids))
        (note,) = caught.value.__notes__
        assert note.startswith(f"2 of 4 measurements cannot be read: {ids[1]}, {ids[3]}. ")
        assert "leave these out" in note


@pytest.mark.parametrize("what", ["steps", "cycles"])
def test_derived_tables(client: Ionworks, ids: list[str], what: Any) -> None:
    frame = client.cell_measurement.to_dask(ids, what, predicate=pl.col("Measurement") != "A")
    came = frame.compute(scheduler="synchronous")
    read = client.cell_measurement.read_many(sorted(ids), what).frame
    read = read.filter(pl.col("Measurement") != "A")
    assert came["Discharge capacity [A.h]"].to_list() == read["Discharge capacity [A.h]"].to_list()
    assert came["Cycle count"].dtype == pd.Int64Dtype()


def test_long_series_are_divided_at_row_groups(client: Ionworks, ids: list[str]) -> None:
    cell = client.cell_measurement.get(ids[0]).cell_instance_id
    rows = 300_000  # uploads have row groups of 131,072 rows
    long = pl.DataFrame({"Time [s]": pl.int_range(rows, eager=True).cast(pl.Float64)}).with_columns(
        pl.lit(3.7).alias("Voltage [V]"),
        pl.lit(0.0).alias("Current [A]"),
        pl.lit(0).alias("Step count"),
    )
    detail = {"measurement": {"name": "Long"}, "time_series": long}
    made = client.cell_measurement.create(cell, detail).measurement.id
    frame = client.cell_measurement.to_dask(
        [made], columns=["Time [s]"], rows_per_partition=100_000
    )
    assert frame.npartitions == 3
    assert not frame.known_divisions
    lengths = frame.map_partitions(len).compute(scheduler="synchronous").to_list()
    assert sum(lengths) == rows
    assert min(lengths[:-1]) >= 100_000
    times = frame.compute(scheduler="synchronous")["Time [s]"]
    assert times.to_list() == long["Time [s]"].to_list()


def test_columns_and_rows_that_are_not_used_are_not_moved(
    platform: Platform, connection: dict[str, Any], client: Ionworks, ids: list[str]
) -> None:
    cell = client.cell_measurement.get(ids[0]).cell_instance_id
    rows = 400_000
    noise = pl.int_range(rows, eager=True) * 2654435761 % 1_000_003
    wide = pl.DataFrame({"Time [s]": pl.int_range(rows, eager=True).cast(pl.Float64)}).with_columns(
        (3.7 + noise / 1e9).alias("Voltage [V]"),
        pl.lit(0.0).alias("Current [A]"),
        pl.lit(0).alias("Step count"),
        (noise / 7).alias("Noise"),
    )
    detail = {"measurement": {"name": "Wide"}, "time_series": wide}
    made = client.cell_measurement.create(cell, detail).measurement.id
    moved: list[int] = []

    def count(exchange: Exchange) -> None:
        answer = exchange.forward()
        moved.append(len(answer.body))
        exchange.send(answer)

    def bytes_for(act: Any) -> int:
        moved.clear()
        act()
        return sum(moved)

    with (
        proxied(platform.url, platform.storage_url) as (service, storage),
        Ionworks(**{**connection, "api_url": service.url}) as client,
    ):
        frame = client.cell_measurement.to_dask([made])
        first = client.cell_measurement.to_dask([made], predicate=pl.col("Time [s]") < 10)
        storage.break_(count, lambda method, path: True, times=float("inf"))
        everything = bytes_for(lambda: frame.compute(scheduler="synchronous"))
        one = bytes_for(lambda: frame["Current [A]"].sum().compute(scheduler="synchronous"))
        few = bytes_for(lambda: first.compute(scheduler="synchronous"))
    assert one < everything / 4  # noise is most of the file; the current takes next to nothing
    assert few < everything * 0.7  # the time of all rows, the rest of one of four row groups


def test_what_does_not_fit_is_refused_before_anything_is_read(do: Any, ids: list[str]) -> None:
    def make(**wrong: Any) -> Any:
        return do(lambda client: client.cell_measurement.to_dask(ids, **wrong))

    with pytest.raises(SeriesMismatchError, match="no column 'Voltag'"):
        make(columns=["Voltag"])
    with pytest.raises(ValueError, match="`what` is one of"):
        make(what="rows")
    for rows in (0, -5, 2.5, True):
        with pytest.raises(ValueError, match="`rows_per_partition` is a whole number"):
            make(rows_per_partition=rows)
    with pytest.raises(ValueError, match="time series alone"):
        make(what="steps", rows_per_partition=5)
    with pytest.raises(TypeError, match="`predicate` is a condition"):
        make(predicate="Voltage [V] > 4")
    with pytest.raises(SeriesMismatchError, match="no column 'Voltag'"):
        make(predicate=pl.col("Voltag") > 4)
    with pytest.raises(TypeError, match="`max_parallel` is a whole number"):
        make(max_parallel="four")
    with pytest.raises(TypeError, match="`columns` is a list of names; put 'Voltage' into a list"):
        do(lambda client: client.cell_measurement.to_dask([], columns="Voltage"))
    empty = do(lambda client: client.cell_measurement.to_dask([]))
    assert len(empty.compute(scheduler="synchronous")) == 0


def test_the_credential_is_in_no_text_of_the_graph(
    connection: dict[str, Any], client: Ionworks, ids: list[str]
) -> None:
    frame = client.cell_measurement.to_dask(ids)
    graph = frame.optimize().dask
    texts = [repr(frame), str(frame), frame.optimize()._repr_html_(), repr(dict(graph))]
    assert not [text for text in texts if connection["api_key"] in text]


def test_without_dask_the_extra_is_named() -> None:
    program = """
import sys
sys.modules["dask"] = None
from ionworks import Ionworks
try:
    Ionworks(api_key="key-of-the-tests", api_url="http://127.0.0.1:9").cell_measurement.to_dask([])
except ModuleNotFoundError as missing:
    print(missing)
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install 'ionworks-api[dask]'" in ran.stdout
