"""Rules of the platform that are one comparison or one line each."""

import threading
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from local.series import SERIES, parquet

from ionworks.local import repeats
from ionworks.local.handlers import measurement_data


def material(lab, name, maker=None):
    return lab.post("/materials", {"name": name, "manufacturer": maker})["id"]


def test_a_name_is_taken_by_the_same_manufacturer_alone(lab):
    material(lab, "A", "X")
    other = material(lab, "B", "Y")
    path = f"/materials/{other}"
    assert lab.patch(path, {"name": "A"})["name"] == "A"  # of Y
    third = material(lab, "C", "Y")
    lab.refused(409, "PATCH", f"/materials/{third}", json={"name": "A"})
    lab.refused(409, "PATCH", path, json={"manufacturer": "X"})
    assert lab.patch(path, {"name": "A", "manufacturer": "Y"})["manufacturer"] == "Y"
    without = material(lab, "A")
    for none in ({}, {"manufacturer": None}, {"manufacturer": ""}):
        lab.refused(409, "POST", "/materials", json={"name": "A", **none})
    assert lab.patch(f"/materials/{without}", {"name": "D"})["name"] == "D"
    lab.refused(409, "PATCH", path, json={"name": "D", "manufacturer": None})


def test_moments_are_found_in_any_way_of_writing_them(lab):
    made = [lab.get(f"/materials/{material(lab, name)}") for name in "abc"]
    first, last = made[0]["created_at"], made[2]["created_at"]
    assert first.endswith("Z")
    written = [first.replace("Z", "+00:00"), f'"{last}"']
    found = lab.get("/materials", created_at=f"in.({','.join(written)})")
    assert [one["name"] for one in found["items"]] == ["a", "c"]
    assert lab.get("/materials", created_at=f"in.({first})")["total"] == 1
    lab.refused(422, "GET", "/materials", params={"created_at": f"in.({first},x)"})


SMALL = pl.DataFrame(
    {
        "Time [s]": [600.0 * row for row in range(10)],
        "Voltage [V]": [3.7 - 0.001 * row for row in range(10)],
        "Current [A]": [0.005] * 10,
        "Step count": [0] * 10,
    }
)


def test_what_a_small_current_is_depends_on_the_rated_capacity(lab):
    """What cannot be read is not known: then all of the test has the usual current."""
    kinds = [
        ({"ratings": {"capacity": {"value": 50.0, "unit": "A.h"}}}, "Rest"),
        ({"ratings": {"capacity": {"value": 5.0, "unit": "mA.h"}}}, "Constant current discharge"),
        ({"ratings": {"capacity": {"value": 50.0, "unit": "kg"}}}, "Constant current discharge"),
        ({}, "Constant current discharge"),
    ]
    for rated, kind in kinds:
        measurement = lab.measurement(lab.cell(lab.specification(**rated)), frame=SMALL)
        assert lab.get(f"/cell_measurements/{measurement}/steps")["steps"]["Step type"] == [kind]


# --- repeats --------------------------------------------------------------------------------


def create(api, key, name, **fields):
    return api.post("/projects", json={"name": name, **fields}, headers={"Idempotency-Key": key})


def test_the_newest_answers_are_kept(api, monkeypatch):
    monkeypatch.setattr(repeats, "MOST_KEPT", 3)
    made = [create(api, f"key {n}", f"project {n}").json()["id"] for n in range(5)]
    again = [create(api, f"key {n}", f"project {n}") for n in (2, 3, 4)]
    assert [one.json()["id"] for one in again] == made[2:]
    assert [create(api, f"key {n}", f"project {n}").status_code for n in (0, 1)] == [409, 409]


def test_an_answer_is_kept_for_a_day(api, clock):
    made = create(api, "key", "project").json()["id"]
    clock.advance(hours=23, minutes=59)
    assert create(api, "key", "project").json()["id"] == made
    clock.advance(minutes=2)
    assert create(api, "key", "project").status_code == 409


def test_two_at_once_with_one_key_make_one_record(lab, api, monkeypatch):
    """Both look for an answer before either has made the record, whose name may repeat."""
    both, find, looks = threading.Barrier(2, timeout=10), repeats._find, []

    def find_together(call, key):
        found = find(call, key)
        looks.append(found)
        if len(looks) <= 2:
            both.wait()
        return found

    monkeypatch.setattr(repeats, "_find", find_together)
    body = {"name": "p", "elements": {"a": {"element_type": "entry", "values": {}}}}
    project = lab.project()

    def send(_):
        return api.post(
            "/pipelines",
            json={**body, "project_id": project},
            headers={"Idempotency-Key": "key"},
        )

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(send, range(2)))
    assert [one.status_code for one in answers] == [201, 201], answers[0].text
    assert answers[0].json()["id"] == answers[1].json()["id"]
    assert looks[:2] == [None, None]
    assert looks[2] is not None


# --- series that are extended ---------------------------------------------------------------

MORE = SERIES.with_columns(pl.col("Time [s]") + 100_000.0, pl.col("Step count") + 2)


def begin(lab, measurement, rows=MORE):
    upload = lab.post(f"/cell_measurements/{measurement}/initiate-extend")
    lab.put(upload, "time_series_extend.parquet", parquet(rows))
    return upload["uploads"][0]["path"]


def extend(lab, measurement, rows=MORE):
    body = {"path": begin(lab, measurement, rows)}
    return lab.post(f"/cell_measurements/{measurement}/confirm-extend", body)


def test_a_table_is_read_again_where_an_extension_replaces_it(lab, monkeypatch):
    measurement, columns, read = lab.measurement(), measurement_data.columns_of_file, []

    def extended_meanwhile(path):
        if not read:
            read.append(path)
            extend(lab, measurement)
            lab.wait(measurement)
        return columns(path)

    monkeypatch.setattr(measurement_data, "columns_of_file", extended_meanwhile)
    steps = lab.get(f"/cell_measurements/{measurement}/steps")["steps"]
    assert len(steps["Step count"]) == 4


@pytest.mark.failing_platform
def test_a_file_that_is_gone_for_good_is_no_endless_search(lab, data):
    measurement = lab.measurement()
    for path in data.rglob("*"):
        if path.is_file() and measurement in str(path) and "steps" in path.name:
            path.unlink()
    answer = lab.api.get(f"/cell_measurements/{measurement}/steps")
    assert answer.status_code >= 500


@pytest.mark.parametrize("confirmed", ["first", "second"])
def test_only_the_extension_that_was_begun_last_is_confirmed(lab, confirmed):
    measurement = lab.measurement()
    paths = {"first": begin(lab, measurement)}
    paths["second"] = begin(lab, measurement)
    assert paths["first"] != paths["second"]
    where = f"/cell_measurements/{measurement}/confirm-extend"
    if confirmed == "first":
        answer = lab.refused(409, "POST", where, json={"path": paths["first"]})
        assert "Another extension" in answer["message"]
    else:
        lab.post(where, {"path": paths["second"]})
        assert lab.wait(measurement)["steps_created"] == 4


def test_the_error_of_a_failed_extension_goes_with_the_next_one(lab):
    measurement = lab.measurement()
    extend(lab, measurement, MORE.rename({"Current [A]": "Other"}))
    failed = lab.wait(measurement)
    assert failed["processing_status"] == "ready"
    assert "Other" in failed["processing_error"]
    assert extend(lab, measurement)["processing_error"] is None


def test_files_that_a_confirmation_does_not_name_are_removed(lab, data):
    cell = lab.cell()
    named = {"measurement_type": "file", "filenames": ["a.txt", "b.txt"]}
    upload = lab.initiate(cell, "m", **named)
    for name in named["filenames"]:
        lab.put(upload, name, f"content of {name}".encode())

    def stored():
        found = (path for path in data.rglob("*") if path.is_file() and path.stat().st_size < 100)
        return {path.read_bytes() for path in found} & {b"content of a.txt", b"content of b.txt"}

    assert stored() == {b"content of a.txt", b"content of b.txt"}
    lab.confirm(upload, cell, "m", measurement_type="file", filenames=["a.txt"])
    assert stored() == {b"content of a.txt"}
