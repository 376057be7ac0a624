"""Repeats of requests, and uploads that were begun: how long they are waited for."""

import hashlib
from datetime import timedelta

import pytest

STEPS_1, CYCLES_1 = (f"measurements/m/1/tables/{name}.parquet" for name in ("steps", "cycles"))


@pytest.mark.parametrize(("size", "status"), [(0, 422), (1, 201), (255, 201), (256, 422)])
def test_a_key_of_a_request_has_1_to_255_characters(lab, size, status):
    headers = {"Idempotency-Key": "k" * size}
    answer = lab.api.post("/projects", json={"name": "p"}, headers=headers)
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["detail"][0]["loc"] == ["header", "idempotency-key"]


def test_an_answer_is_kept_for_exactly_a_day(lab, clock):
    clock.step = timedelta(0)

    def create():
        return lab.api.post("/projects", json={"name": "p"}, headers={"Idempotency-Key": "k"})

    made = create().json()["id"]
    clock.advance(days=1)
    assert create().json()["id"] == made
    clock.advance(microseconds=1)
    assert create().status_code == 409


def test_an_upload_waits_for_exactly_an_hour(lab, clock):
    cell = lab.cell()
    clock.step = timedelta(0)
    named = {"measurement_type": "file", "filenames": ["a.txt"]}
    first, second = (lab.initiate(cell, name, **named) for name in ("first", "second"))
    for upload in (first, second):
        lab.put(upload, "a.txt", b"text")
    clock.advance(hours=1)
    lab.initiate(cell, "third", **named)  # which forgets what is over
    lab.confirm(first, cell, "first", **named)
    clock.advance(microseconds=1)
    lab.initiate(cell, "third", **named)
    path = f"/cell_measurements/{second['measurement_id']}/confirm-upload"
    body = {"cell_instance_id": cell, "measurement": {"name": "second"}, **named}
    refusal = lab.refused(404, "POST", path, json=body)
    upload = {"resource_type": "upload", "resource_id": second["measurement_id"]}
    assert refusal["detail"] == upload


def test_an_upload_is_confirmed_for_what_it_was_begun_for(lab, platform):
    cell, other = lab.cell(), lab.cell()
    named = {"measurement_type": "file", "filenames": ["a.txt"]}
    upload = lab.initiate(cell, "m", **named)
    lab.put(upload, "a.txt", b"text")
    path = f"/cell_measurements/{upload['measurement_id']}/confirm-upload"
    body = {"cell_instance_id": other, "measurement": {"name": "m"}, **named}
    assert "was begun for" in lab.refused(400, "POST", path, json=body)["message"]
    body["cell_instance_id"] = cell
    right = hashlib.sha256(b"text").hexdigest()
    for digests, code in (({"a.txt": "0" * 64}, "DIGEST_MISMATCH"), ({"b": right}, "BAD_REQUEST")):
        refusal = lab.refused(400, "POST", path, json={**body, "digests": digests})
        assert refusal["error_code"] == code
    lab.post(path, {**body, "digests": {"a.txt": right}})
    # A raw data upload is none of a measurement.
    raw = lab.post("/raw_data/initiate-upload", {"filename": "a.txt"})
    path = f"/cell_measurements/{raw['raw_data_id']}/confirm-upload"
    lab.refused(404, "POST", path, json={**body, "measurement": {"name": "n"}})
