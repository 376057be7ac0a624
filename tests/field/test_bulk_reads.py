"""Reading many measurements: nothing is passed over without a word."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from ionworks import SeriesMismatchError

TIMES = {"Time [s]": [0.0, 1.0], "Voltage [V]": [4.0, 3.9], "Current [A]": [1.0, 1.0]}
SERIES = pl.DataFrame({**TIMES, "Step count": [0, 0]})


def cell_with(do: Any, series: dict[str, pl.DataFrame]) -> str:
    spec = do(lambda client: client.cell_spec.create({"name": "LG M50"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "001"}))
    for name, frame in series.items():
        detail = {"measurement": {"name": name}, "time_series": frame}
        do(lambda client, detail=detail: client.cell_measurement.create(cell.id, detail))
    return str(cell.id)


def test_a_page_that_is_not_the_whole_list_is_read_with_a_warning(do: Any) -> None:
    cell = cell_with(do, {"A": SERIES, "B": SERIES, "C": SERIES})
    page = do(lambda client: client.cell_measurement.list(cell, limit=2))
    with pytest.warns(UserWarning, match=r"^2 of 3 measurements are read.*iter"):
        part = do(lambda client: client.cell_measurement.read_many(page))
    assert part.frame["Measurement"].unique().sort().to_list() == ["A", "B"]
    everything = do(
        lambda client: client.cell_measurement.read_many(client.cell_measurement.iter(cell))
    )
    assert everything.frame["Measurement"].unique().sort().to_list() == ["A", "B", "C"]


def test_columns_are_chosen_and_one_that_lacks_them_is_named(do: Any) -> None:
    noisy = SERIES.with_columns(pl.Series("Noise", [0.5, 0.25]))
    cell = cell_with(do, {"A": noisy, "B": SERIES})
    page = do(lambda client: client.cell_measurement.list(cell, order_by="name", order="asc"))
    read = do(lambda client: client.cell_measurement.read_many(page, columns=["Noise", "Time [s]"]))
    assert read.frame.columns[-2:] == ["Noise", "Time [s]"]
    assert read.frame["Noise"].to_list() == [0.5, 0.25]
    assert isinstance(read.errors[page[1].id], SeriesMismatchError)
    assert "no column 'Noise'" in str(read.errors[page[1].id])
    steps = do(
        lambda client: client.cell_measurement.read_many(page, "steps", columns=["Step count"])
    )
    assert steps.frame.columns[4:] == ["Step count"]
    assert not steps.errors


def test_columns_that_do_not_fit_cost_one_measurement_and_not_all(do: Any) -> None:
    labelled = SERIES.with_columns(pl.Series("Label", ["a", "b"], dtype=pl.Categorical))
    cell = cell_with(
        do,
        {
            "A": labelled,
            "B": labelled.cast({"Label": pl.String}),
            "C": SERIES.with_columns(Label=pl.lit(7)),
            "D": SERIES.with_columns(Measurement=pl.lit("of the cycler")),
        },
    )
    page = do(lambda client: client.cell_measurement.list(cell, order_by="name", order="asc"))
    read = do(lambda client: client.cell_measurement.read_many(page))
    assert list(read.errors) == [page[2].id]
    assert "'Label' holds numbers, and text" in str(read.errors[page[2].id])
    assert read.frame["Label"].to_list() == ["a", "b", "a", "b", None, None]
    assert read.frame["Measurement"].to_list() == ["A", "A", "B", "B", "D", "D"]
    assert read.frame["Measurement (series)"].drop_nulls().to_list() == ["of the cycler"] * 2


@pytest.mark.parametrize("wrong", ["8c7b", None, 5, [5], [None]])
def test_what_is_no_collection_of_measurements_is_refused(do: Any, wrong: Any) -> None:
    with pytest.raises(TypeError, match="`measurements`"):
        do(lambda client: client.cell_measurement.read_many(wrong))


def test_a_single_record_is_refused_and_not_read_field_by_field(do: Any) -> None:
    cell = cell_with(do, {"A": SERIES})
    record = do(lambda client: client.cell_measurement.list(cell))[0]
    with pytest.raises(TypeError, match="put a single one into a list"):
        do(lambda client: client.cell_measurement.read_many(record))
