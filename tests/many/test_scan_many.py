"""One lazy frame over many series: what a query does not need is not moved."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from support.proxy import Exchange, proxied

from ionworks import Ionworks, NotFoundError, SeriesMismatchError
from ionworks.local.server import Platform

NAMES = ["Measurement id", "Measurement", "Cell instance", "Cell specification"]


def test_the_lazy_frame_is_what_read_many_reads(do: Any, client: Ionworks, ids: list[str]) -> None:
    whole = client.cell_measurement.read_many(ids).frame
    scanned = do(lambda client: client.cell_measurement.scan_many(ids))
    assert scanned.collect_schema() == whole.schema
    assert_frame_equal(scanned.collect(), whole)
    assert_frame_equal(
        scanned.collect(engine="streaming").sort(*NAMES, "Time [s]"), whole.sort(*NAMES, "Time [s]")
    )
    assert scanned.select(pl.len()).collect().item() == 12
    assert_frame_equal(scanned.head(5).collect(), whole.head(5))
    assert_frame_equal(
        scanned.select("Note", "Measurement").collect(), whole.select("Note", "Measurement")
    )


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        (pl.col("Measurement") == "C", [("C", 3.8), ("C", 3.7), ("C", 3.6)]),
        ((pl.col("Measurement") == "C") & (pl.col("Voltage [V]") > 3.75), [("C", 3.8)]),
        (
            (pl.col("Measurement") == "A") | (pl.col("Voltage [V]") < 3.55),
            [("A", 4.0), ("A", 3.9), ("A", 3.8), ("D", 3.5)],
        ),
        (
            pl.col("Measurement").is_in(["A", "B"]) & (pl.col("Time [s]") == 2),
            [("A", 3.8), ("B", 3.7)],
        ),
        (pl.col("Flag") > 2, [("C", 3.6)]),
        (
            pl.col("Note").is_null() & (pl.col("Time [s]") == 0),
            [("A", 4.0), ("B", 3.9), ("D", 3.7)],
        ),
        (pl.col("Measurement") == "E", []),
    ],
)
def test_conditions_choose_rows(
    client: Ionworks, ids: list[str], condition: pl.Expr, wanted: list[tuple[str, float]]
) -> None:
    found = client.cell_measurement.scan_many(ids).filter(condition).collect()
    rows = [
        (name, round(volts, 6)) for name, volts in found.select("Measurement", "Voltage [V]").rows()
    ]
    assert rows == wanted


def test_series_that_the_names_leave_out_are_not_opened(
    platform: Platform, connection: dict[str, Any], ids: list[str]
) -> None:
    opened: list[str] = []

    def note(exchange: Exchange) -> None:
        opened.append(exchange.target)
        exchange.send(exchange.forward())

    with (
        proxied(platform.url, platform.storage_url) as (service, _),
        Ionworks(**{**connection, "api_url": service.url}) as client,
    ):
        frame = client.cell_measurement.scan_many(ids)
        service.break_(note, lambda method, path: True, times=float("inf"))
        frame.filter((pl.col("Measurement") == "B") & (pl.col("Time [s]") > 0)).collect()
    assert [target for target in opened if any(ident in target for ident in ids)]
    assert all(ids[1] in target for target in opened)


def test_series_that_do_not_fit_and_measurements_that_are_not_there_are_named(
    do: Any, client: Ionworks, ids: list[str]
) -> None:
    cell = client.cell_measurement.get(ids[0]).cell_instance_id
    odd = client.cell_measurement.time_series(ids[0]).with_columns(Note=pl.lit(7))
    detail = {"measurement": {"name": "Odd"}, "time_series": odd}
    made = client.cell_measurement.create(cell, detail).measurement.id
    with pytest.raises(SeriesMismatchError, match=f"{made}.*'Note' holds numbers, and text"):
        do(lambda client: client.cell_measurement.scan_many([*ids, made]))
    client.cell_measurement.delete(made)
    with pytest.raises(NotFoundError):
        do(lambda client: client.cell_measurement.scan_many([*ids, made]))


def test_nothing_is_an_empty_frame(do: Any) -> None:
    assert do(lambda client: client.cell_measurement.scan_many([])).collect().is_empty()
