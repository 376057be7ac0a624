"""The bin: what falls with a record, how long it is kept, and how it comes back."""

from datetime import datetime, timedelta

import pytest

from ionworks.local import (
    binned,
    schema,
)
from ionworks.local.worker import Worker


@pytest.mark.parametrize(
    ("table", "one"),
    [
        ("analyses", "analysis"),
        ("cell_batches", "cell batch"),
        ("studies", "study"),
        ("sites", "site"),
        ("raw_data", "raw data"),
        ("cell_measurements", "cell measurement"),
    ],
)
def test_one_row_of_a_table_has_its_own_word(table, one):
    assert binned._one_of(schema.metadata.tables[table]) == one


def test_a_delete_can_be_undone_for_30_days(lab, clock):
    clock.step = timedelta(0)
    lab.delete(f"/cell_specifications/{lab.specification('s')}")
    (entry,) = lab.get("/bin")["items"]
    kept_until = datetime.fromisoformat(entry["deleted_at"]) + timedelta(days=30)
    assert datetime.fromisoformat(entry["removed_after"]) == kept_until
    clock.moment = kept_until
    assert lab.get("/bin")["total"] == 1
    clock.advance(microseconds=1)
    assert lab.get("/bin")["total"] == 0
    refusal = lab.refused(404, "POST", f"/bin/{entry['id']}/restore")
    assert refusal["detail"] == {"resource_type": "deletion", "resource_id": entry["id"]}
    lab.refused(404, "DELETE", f"/bin/{entry['id']}")


def test_what_falls_is_counted_however_much_is_asked_for_at_once(lab, monkeypatch):
    monkeypatch.setattr(binned, "_AT_ONCE", 2)
    specification = lab.specification("s")
    for number in range(5):
        cell = lab.cell(specification, f"{number}")
        path = f"/cell_instances/{cell}/cell_measurements/create"
        lab.post(path, {"name": "m", "properties": {}, "tags": ["t"]})
    found = lab.get(f"/deletions/cell_specification/{specification}")
    assert found["counts"] == {"cell_instances": 5, "cell_measurements": 5}
    assert found["name"] == "s"
    lab.delete(f"/cell_specifications/{specification}")
    (entry,) = lab.get("/bin")["items"]
    assert (entry["counts"], entry["name"], entry["resource_type"]) == (
        *(found["counts"], "s"),
        "cell_specification",
    )
    assert lab.post(f"/bin/{entry['id']}/restore")["id"] == entry["id"]
    assert lab.get(f"/deletions/cell_specification/{specification}") == found
    assert lab.get("/cell_measurements/tags")["items"] == [{"tag": "t", "usage_count": 5}]


def test_what_has_to_be_processed_still_is_when_its_delete_is_undone(lab, monkeypatch):
    submitted, submit = [], Worker.submit
    monkeypatch.setattr(Worker, "submit", lambda worker, one: submitted.append(one))
    measurement = lab.measurement(wait=False)
    assert submitted == [measurement]
    lab.delete(f"/cell_measurements/{measurement}")
    (entry,) = lab.get("/bin")["items"]
    monkeypatch.setattr(Worker, "submit", submit)
    lab.post(f"/bin/{entry['id']}/restore")
    assert lab.wait(measurement)["processing_status"] == "ready"
    lab.delete(f"/cell_measurements/{measurement}")
    (entry,) = lab.get("/bin")["items"]
    monkeypatch.setattr(Worker, "submit", lambda worker, one: submitted.append(one))
    lab.post(f"/bin/{entry['id']}/restore")
    assert submitted == [measurement]  # it was ready
