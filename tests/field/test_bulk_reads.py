"""Reading many measurements: nothing is passed over without a word."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from support.proxy import Answer, proxied

from ionworks import Ionworks, SeriesMismatchError
from ionworks.local.server import Platform

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


@pytest.fixture(scope="module")
def two_cells(platform: Platform) -> tuple[str, dict[str, str]]:
    """A project with five measurements of one cell and two of another: their names by id."""
    with Ionworks(platform.api_key, api_url=platform.url) as client:
        project = client.project.create({"name": f"two cells {uuid4()}"}).id
        spec = client.cell_spec.create({"name": "LG M50", "project_id": project})
        names = {}
        for cell_name, count in (("A", 5), ("B", 2)):
            cell = client.cell_instance.create(spec.id, {"name": cell_name})
            for number in range(count):
                detail = {"measurement": {"name": f"{cell_name} {number}"}, "time_series": SERIES}
                made = client.cell_measurement.create(cell.id, detail, wait_for_processing=False)
                names[made.id] = f"{cell_name} {number}"
    return project, names


def test_records_of_a_cell_are_asked_for_in_one_list(
    do: Any, platform: Platform, two_cells: tuple[str, dict[str, str]]
) -> None:
    project, names = two_cells
    with proxied(platform.url, platform.storage_url) as (proxy, _):
        read = do(
            lambda client: client.cell_measurement.read_many([*names, "nope"]),
            api_url=proxy.url,
            project_id=project,
        )
    got = read.frame.unique(["Measurement id", "Measurement", "Cell instance"])
    assert dict(got["Measurement id", "Measurement"].iter_rows()) == names
    assert (got["Cell instance"] == got["Measurement"].str.head(1)).all()
    assert list(read.errors) == ["nope"]
    # Of the first cell one record and the list; the others are too few for a list.
    records = [line for line in proxy.seen if re.fullmatch(r"GET /cell_measurements/[^/]+", line)]
    lists = [line for line in proxy.seen if re.match(r"GET /cell_instances/[^/]+/cell_meas", line)]
    assert len(records) == 1 + 2 + 1
    assert len(lists) == 1


@pytest.mark.parametrize("hindered", ["first", "list"])
def test_records_are_asked_for_one_by_one_where_there_is_no_list(
    do: Any, platform: Platform, two_cells: tuple[str, dict[str, str]], hindered: str
) -> None:
    project, names = two_cells
    wanted = ["nope", *names] if hindered == "first" else list(names)
    with proxied(platform.url, platform.storage_url) as (proxy, _):
        if hindered == "list":
            refused = Answer(403, {}, b"")
            proxy.break_(
                lambda exchange: exchange.send(refused),
                lambda _, path: path.endswith("/cell_measurements"),
            )
        read = do(
            lambda client: client.cell_measurement.read_many(wanted),
            api_url=proxy.url,
            project_id=project,
        )
    assert dict(read.frame["Measurement id", "Measurement"].iter_rows()) == names
    assert list(read.errors) == (["nope"] if hindered == "first" else [])
