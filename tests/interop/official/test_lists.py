"""Every filter, every order, and paging."""

import pytest

PAST, FUTURE = "2020-01-01T00:00:00Z", "2090-01-01T00:00:00Z"

# (matches, matches nothing)
COMMON = {
    "name": ("GRAPH", "lithium"),
    "created_by_email": ("LOCAL", "jane"),
    "created_after": (PAST, FUTURE),
    "created_before": (FUTURE, PAST),
    "updated_after": (PAST, FUTURE),
    "updated_before": (FUTURE, PAST),
}
MEASURED = {
    "measurement_type": ("time_series", "file"),
    "started_after": ("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"),
    "started_before": ("2026-03-31T23:59:59Z", "2026-03-01T00:00:00Z"),
    "tags_all": (["rpt", "formation"], ["rpt", "ageing"]),
    "tags_any": (["rpt", "ageing"], ["ageing"]),
}


@pytest.fixture(scope="module")
def one_of_each(connect, series):
    """A project with one specification, one cell and one measurement, and its client."""
    project = connect().project.create({"name": "filters"})
    client = connect(project_id=project.id)
    spec = client.cell_spec.create({"name": "Graphite cell", "form_factor": "R2032"})
    cell = client.cell_instance.create(spec.id, {"name": "Graphite 1"})
    measurement = {
        "name": "Graphite RPT",
        "start_time": "2026-03-15T09:30:00Z",
        "tags": ["rpt", "formation"],
    }
    client.cell_measurement.create(cell.id, {"measurement": measurement, "time_series": series})

    def specs(**filters):
        return client.cell_spec.list(project_id=project.id, **filters)

    def cells(**filters):
        return client.cell_instance.list(spec.id, **filters)

    def measurements(**filters):
        return client.cell_measurement.list(cell.id, **filters)

    return {"specs": specs, "cells": cells, "measurements": measurements}


@pytest.mark.parametrize(
    ("kind", "name", "hit", "miss"),
    [
        *((kind, *case) for kind in ("specs", "cells", "measurements") for case in (
            (name, *values) for name, values in COMMON.items()
        )),
        ("specs", "name_exact", "Graphite cell", "graphite cell"),
        ("cells", "name_exact", "Graphite 1", "Graphite"),
        ("measurements", "name_exact", "Graphite RPT", "Graphite"),
        ("specs", "form_factor", "R2032", "R20"),
        *(("measurements", name, *values) for name, values in MEASURED.items()),
    ],
)  # fmt: skip
def test_filter(one_of_each, kind, name, hit, miss):
    assert one_of_each[kind](**{name: hit}).total == 1
    assert one_of_each[kind](**{name: miss}).total == 0


def test_exact_name_wins(one_of_each):
    assert one_of_each["specs"](name="lithium", name_exact="Graphite cell").total == 1


@pytest.fixture(scope="module")
def many(connect):
    """A specification with 25 cells."""
    client = connect()
    spec = client.cell_spec.create({"name": "paged"})
    for number in range(25):
        client.cell_instance.create(spec.id, {"name": f"cell {number:02}"})
    return client, spec.id


def test_walking_the_pages(many):
    client, spec_id = many
    everything = []
    while True:
        page = client.cell_instance.list(
            spec_id, limit=10, offset=len(everything), order_by="name", order="asc"
        )
        everything.extend(page.items)
        if len(everything) >= page.total:
            break
    assert [cell.name for cell in everything] == [f"cell {number:02}" for number in range(25)]
    assert (page.count, page.total) == (5, 25)


@pytest.mark.parametrize("column", ["name", "created_at", "updated_at"])
def test_order(many, column):
    client, spec_id = many
    up, down = (
        [cell.name for cell in client.cell_instance.list(spec_id, order_by=column, order=order)]
        for order in ("asc", "desc")
    )
    assert up == down[::-1] == sorted(up)


def test_filters_orders_and_pages_together(many):
    client, spec_id = many
    page = client.cell_instance.list(
        spec_id, limit=3, offset=2, name="CELL 1", order_by="updated_at", order="desc"
    )
    assert [cell.name for cell in page] == ["cell 17", "cell 16", "cell 15"]
    assert page.total == 10


@pytest.mark.differs("ours lists what is in the client's own project")
def test_a_list_of_specifications_that_names_no_project_is_of_the_default_one(connect):
    """The official client names its project when it makes a specification, not in every list."""
    project = connect().project.create({"name": "second"})
    client = connect(project_id=project.id)
    made = client.cell_spec.create({"name": "of the second project"})
    assert [s.id for s in client.cell_spec.list(project_id=project.id)] == [made.id]
    assert made.id not in {s.id for s in client.cell_spec.list()}


def test_measurements_of_a_project(client, measured, project_id, unique):
    client.cell_measurement.update(measured.id, {"name": unique})
    found = client.cell_measurement.list_by_project(
        project_id,
        q=unique,
        measurement_type="time_series",
        tags_all=["rpt"],
        tags_any=["formation", "ageing"],
        order_by="start_time",
        order="desc",
        limit=5,
    )
    assert [m.id for m in found] == [measured.id]
    assert client.cell_measurement.list_by_project(project_id, limit=1).count == 1
