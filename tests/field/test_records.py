"""A record reads as an object and as a mapping, and is made from a row only when it is read."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

import pandas as pd
import pytest
from attrs import evolve
from support.scripted import Reply, scripted

from ionworks.errors import UnexpectedResponseError
from ionworks.pagination import PaginatedList
from ionworks.records import CellSpecification

SENT: dict[str, Any] = {
    "id": "s",
    "name": "LG M50",
    "ratings": {"capacity": {"value": 5.0, "unit": "A.h"}},
    "created_at": "2026-03-01T00:00:00Z",
    "new_field": {"a": 1},
}


def page(*rows: dict[str, Any]) -> Reply:
    return Reply(200, json.dumps({"items": list(rows), "total": len(rows)}).encode())


def test_a_record_reads_as_a_mapping() -> None:
    record = CellSpecification.from_dict(SENT)
    assert isinstance(record, Mapping)
    assert record["name"] == record.name == record.get("name") == "LG M50"
    assert record["new_field"] == record.extra["new_field"] == {"a": 1}
    assert record.get("colour", "none") == "none"
    assert "ratings" in record
    assert "colour" not in record
    assert dict(record) == {**record} == record.to_dict()
    assert list(record.keys()) == list(record.to_dict())
    with pytest.raises(KeyError):
        record["colour"]
    assert pd.DataFrame([record])["name"].tolist() == ["LG M50"]


def test_a_record_is_dumped_as_official_records_are() -> None:
    record = CellSpecification.from_dict(SENT)
    whole = record.model_dump()
    whole["ratings"]["capacity"]["value"] = 0.0
    assert record.ratings is not None
    assert record.ratings["capacity"]["value"] == 5.0  # a copy was changed
    assert whole["created_at"] == datetime(2026, 3, 1, tzinfo=UTC)
    sent = record.model_dump(mode="json", exclude_none=True)
    assert sent == {**SENT, "created_at": "2026-03-01T00:00:00+00:00"}
    assert json.loads(json.dumps(sent)) == sent


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("id", 5, "`id` of CellSpecification is a number, not text"),
        ("name", None, "`name` of CellSpecification is missing or null, not text"),
        ("ratings", [], "`ratings` of CellSpecification is a list, not an object"),
        ("created_at", "soon", "`created_at` of CellSpecification is 'soon', not a time"),
        ("updated_at", 5, "`updated_at` of CellSpecification is a number, not a time"),
        ("instance_ids", {}, "`instance_ids` of CellSpecification is an object, not a list"),
    ],
)
def test_a_field_of_the_wrong_type_is_named_with_its_place(
    do: Any, field: str, value: Any, wrong: str
) -> None:
    bad = {**SENT, field: value}
    with scripted(page(SENT, bad)) as service:
        with pytest.raises(UnexpectedResponseError) as found:
            do(lambda client: client.cell_spec.list(), api_url=service.url)
        assert f"items[1]: {wrong}" in str(found.value)
        service.replies[:] = [Reply(200, json.dumps(bad).encode())]
        with pytest.raises(UnexpectedResponseError) as found:
            do(lambda client: client.cell_spec.get("s"), api_url=service.url)
        assert wrong in str(found.value)


def test_a_frame_of_a_page_makes_no_records(do: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    made = 0
    build = CellSpecification._build

    def counted(*arguments: Any) -> CellSpecification:
        nonlocal made
        made += 1
        return build(*arguments)

    with scripted(page(SENT, {**SENT, "id": "t", "name": "other"})) as service:
        rows = do(lambda client: client.cell_spec.list(), api_url=service.url)
    monkeypatch.setattr(CellSpecification, "_build", counted)
    frame = rows.to_polars()
    assert frame["name"].to_list() == rows.to_pandas()["name"].tolist() == ["LG M50", "other"]
    assert frame["created_at"].to_list() == [datetime(2026, 3, 1, tzinfo=UTC)] * 2
    assert (len(rows), rows.count, rows.total, made) == (2, 2, 2, 0)
    assert [row.id for row in rows] == ["s", "t"]
    assert made == 2
    assert rows.to_polars().to_dicts() == frame.to_dicts()
    assert rows[0].web_link is None or rows[0].web_link.endswith("/data/specs/s/instances")


def test_a_record_of_a_list_updates_without_deleting_what_the_list_left_out(do: Any) -> None:
    cathode = {"material": {"name": "NMC811"}}
    made = do(lambda client: client.cell_spec.create({"name": "Full", "cathode": cathode}))
    (listed,) = do(lambda client: client.cell_spec.list(name_exact="Full"))
    assert listed.cathode is None
    updated = do(lambda client: client.cell_spec.update(made.id, evolve(listed, notes="kept")))
    assert updated.notes == "kept"
    whole = do(lambda client: client.cell_spec.get(made.id))
    assert whole.cathode["material"]["name"] == "NMC811"


def test_pickles_of_earlier_versions_are_read() -> None:
    """They lack fields that are newer, and pages in them kept `items`."""
    earlier: Any = CellSpecification.__new__(CellSpecification)
    # An attrs class takes the fields that a pickle has.
    earlier.__setstate__({"id": "s", "name": "LG M50", "extra": {}, "web_link": "https://a"})
    for record in (earlier, copy.deepcopy(earlier), pickle.loads(pickle.dumps(earlier))):
        assert record == CellSpecification(id="s", name="LG M50")
        assert record.web_link is None
        assert "LG M50" in record._repr_html_()
    found: PaginatedList[Any] = PaginatedList.__new__(PaginatedList)
    found.__setstate__({"items": [earlier], "total": 3, "is_counted": True})
    assert found == PaginatedList([earlier], 3)
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_record_answers_as_official_records_do() -> None:
    record = CellSpecification.from_dict(SENT)
    assert record.model_dump(include={"name"}) == {"name": "LG M50"}
    kept = record.model_dump(exclude={"id", "new_field"}, exclude_none=True)
    assert sorted(kept) == ["created_at", "name", "ratings"]
    assert json.loads(record.model_dump_json(exclude_none=True)) == record.model_dump(
        mode="json", exclude_none=True
    )
    assert record.model_dump_json(include={"name"}) == '{"name":"LG M50"}'
    other = record.model_copy(update={"name": "M50T", "colour": "blue"}, deep=True)
    assert (other.name, other["colour"], other.ratings) == ("M50T", "blue", record.ratings)
    assert (record.name, record.get("colour")) == ("LG M50", None)
    assert CellSpecification.model_validate(record.model_dump()) == record
    assert CellSpecification.model_validate(record) is record


def test_names_are_where_scripts_for_the_official_client_import_them_from() -> None:
    names = {
        "models": ("CellMeasurement", "CellMeasurementDetail", "PaginatedList", "ChannelState"),
        "job": ("JobClient", "JobResponse"),
        "pipeline": ("PipelineClient", "PipelineSubmissionResponse", "PipelineResponse"),
        "simple_pipeline": ("SimplePipelineClient", "SimplePipelineSubmissionResponse"),
        "ecm": ("ECMClient", "FitResults"),
        "simulation": ("SimulationClient", "SimulationResponse"),
        "cell_measurement": ("CellMeasurementClient", "MeasurementType"),
        "lab": ("LabClient", "LabStatus"),
    }
    for module, wanted in names.items():
        found = import_module(f"ionworks.{module}")
        assert set(wanted) <= set(found.__all__)
        assert all(hasattr(found, name) for name in found.__all__)
    assert import_module("ionworks.models").CellSpecification is CellSpecification
