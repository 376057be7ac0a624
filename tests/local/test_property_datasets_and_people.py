"""Datasets of materials, and what an organization used."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from ionworks.local.handlers import property_datasets


def test_a_dataset_is_read_with_or_without_a_header_as_was_last_said(lab):
    material = lab.post("/materials", {"name": "LFP"})["id"]
    columns = [{"name": "a", "source_column_index": 0}, {"name": "b", "source_column_index": 1}]
    rows = {"file": ("t.csv", b"1,2\n3,x\n")}
    described = {"name": "d", "material_id": material, "columns": json.dumps(columns)}
    made = lab.ok("POST", "/material_property_datasets", files=rows, data=described)
    path = f"/material_property_datasets/{made['id']}"

    def shown(record):
        assert lab.get(path) == record
        first = lab.get(f"{path}/data")[record["columns"][0]["name"]]
        return record["data_version"], first, record["nan_counts"]

    def replaced(**fields):
        return shown(lab.ok("PATCH", f"{path}/file", files=rows, data=fields))

    assert shown(made) == (1, [3.0], {"a": 0, "b": 1})
    assert replaced(no_header="true") == (2, [1.0, 3.0], {"a": 0, "b": 1})
    assert replaced() == (3, [1.0, 3.0], {"a": 0, "b": 1})
    renamed = [{**columns[1], "name": "c", "unit": "V"}, columns[0] | {"unit": ""}]
    changed = lab.patch(path, {"columns": renamed, "name": "e"})
    assert changed["name"] == "e"
    assert shown(changed) == (4, [2.0, None], {"c": 1, "a": 0})
    assert replaced(no_header="false", columns=json.dumps(columns)) == (
        *(5, [3.0]),
        {"a": 0, "b": 1},
    )
    assert lab.patch(path, {"name": "f"})["data_version"] == 5
    original, table = (
        lab.storage.get(lab.get(f"{path}/download-url", **query)["url"])
        for query in ({"kind": "original"}, {})
    )
    assert original.content == rows["file"][1]
    assert table.content[:4] == b"PAR1"
    assert table.headers["content-type"] == "application/vnd.apache.parquet"
    assert lab.get(f"/materials/{material}")["property_count"] == 1
    lab.delete(path)
    assert lab.get(f"/materials/{material}")["property_count"] == 0


def test_the_first_moment_of_a_month_is_of_it_and_not_of_the_one_before(lab, clock, platform):
    clock.moment = datetime(2026, 12, 30, tzinfo=UTC)
    made = lab.post("/pipelines", {"elements": {"fit": {"element_type": "data_fit"}}})["id"]
    begin, end = "2026-12-01T00:00:00.000000Z", "2026-12-01T02:00:00.000000Z"
    with closing(sqlite3.connect(platform.data / "platform.db")) as database, database:
        database.execute("UPDATE jobs SET created_at = ?, updated_at = ?", (begin, end))

    def used(month):
        clock.moment = datetime(2026, month, 28, tzinfo=UTC)
        return lab.get("/organizations/current/usage")["compute"]["usage"]

    assert (used(11), used(12)) == (0, pytest.approx(2))
    lab.delete(f"/pipelines/{made}")
    assert (used(11), used(12)) == (0, pytest.approx(2))
    clock.moment = datetime(2026, 6, 15, tzinfo=UTC)
    usage = lab.get("/organizations/current/usage")
    bounds = ("2026-06-01T00:00:00.000000Z", "2026-07-01T00:00:00.000000Z")
    assert (usage["period_start"], usage["period_end"]) == bounds
    assert usage["simulation"] == {"usage": 0, "limit": None}


@pytest.mark.failing_platform
def test_a_damaged_dataset_is_neither_read_nor_changed(lab, platform):
    material = lab.post("/materials", {"name": "LFP"})["id"]
    specification = lab.specification(anode={"material": {"name": "LFP"}})
    columns = [{"name": "a", "source_column_index": 0, "unit": ""}]
    described = {"name": "d", "material_id": material, "columns": json.dumps(columns)}
    made = lab.ok(
        "POST",
        "/material_property_datasets",
        files={"file": ("t.csv", b"a\n1\n")},
        data=described,
    )
    path = f"/material_property_datasets/{made['id']}"
    resolved = f"/cell_specifications/{specification}/resolved"
    assert lab.get(resolved)["anode"]["material"]["datasets"] == {"d": {"a": [1.0]}}
    for name in ("original", "table.parquet"):
        (file,) = platform.data.rglob(f"property_datasets/{made['id']}/*/{name}")
        file.write_bytes(file.read_bytes()[:-1] + b"x")
    for method, where, body in (
        ("GET", f"{path}/data", None),
        ("GET", resolved, None),
        ("PATCH", path, {"columns": columns}),
    ):
        refusal = lab.refused(500, method, where, json=body)
        assert refusal["error_code"] == "DAMAGED_OBJECT"


def test_of_two_changes_of_a_dataset_at_once_one_is_refused(lab, monkeypatch):
    material = lab.post("/materials", {"name": "LFP"})["id"]
    rows = {"file": ("t.csv", b"a\n1\n")}
    described = {"name": "d", "material_id": material}
    columns = json.dumps([{"name": "a", "source_column_index": 0}])
    made = lab.ok(
        "POST", "/material_property_datasets", files=rows, data={**described, "columns": columns}
    )
    path, table = f"/material_property_datasets/{made['id']}/file", property_datasets._table

    def changed_meanwhile(*arguments, **named):
        monkeypatch.setattr(property_datasets, "_table", table)
        lab.ok("PATCH", path, files=rows)
        return table(*arguments, **named)

    monkeypatch.setattr(property_datasets, "_table", changed_meanwhile)
    assert "by another request" in lab.refused(400, "PATCH", path, files=rows)["message"]
    assert lab.ok("PATCH", path, files=rows)["data_version"] == 3
