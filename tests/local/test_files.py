"""File measurements, raw data and watches."""

from urllib.parse import quote

import httpx
import pytest

NAMES = ["anode 1000x.png", "säule #1?.txt", "100%.npy", "no extension", ".hidden", "a;b&c=d.csv"]


def upload_files(lab, cell, names, **fields):
    upload = lab.initiate(cell, "files", measurement_type="file", filenames=names)
    for name in names:
        lab.put(upload, name, name.encode())
    lab.confirm(upload, cell, "files", measurement_type="file", **fields)
    return upload["measurement_id"]


def test_files_come_back_by_their_names(lab, api):
    measurement = upload_files(lab, lab.cell(), NAMES)
    path = f"/cell_measurements/{measurement}"
    record = lab.get(path)
    assert (record["measurement_type"], record["processing_status"]) == ("file", "ready")
    assert record["file_metadata"]["anode 1000x.png"] == {
        "content_type": "image/png",
        "size_bytes": len(b"anode 1000x.png"),
    }
    assert lab.get(f"{path}/files") == {"filenames": NAMES}
    for name in NAMES:
        answer = api.get(f"{path}/files/{quote(name)}")
        assert answer.status_code == 307, name
        file = httpx.get(answer.headers["location"])
        assert file.content == name.encode()
    assert file.headers["content-type"].startswith("text/csv")
    lab.refused(404, "GET", f"{path}/files/other.png")
    lab.refused(400, "GET", f"{path}/cycles")


def test_only_what_is_confirmed_is_kept(lab):
    cell = lab.cell()
    upload = lab.initiate(cell, "files", measurement_type="file", filenames=["a", "b"])
    lab.put(upload, "a", b"a")
    body = {"cell_instance_id": cell, "measurement": {"name": "files"}, "measurement_type": "file"}
    path = f"/cell_measurements/{upload['measurement_id']}/confirm-upload"
    assert "b" in lab.refused(400, "POST", path, json=body)["message"]
    lab.refused(400, "POST", path, json={**body, "filenames": ["a", "c"]})
    lab.refused(400, "POST", path, json={**body, "measurement_type": "time_series"})
    lab.post(path, {**body, "filenames": ["a"]})
    files = f"/cell_measurements/{upload['measurement_id']}/files"
    assert lab.get(files) == {"filenames": ["a"]}


@pytest.mark.parametrize(
    "names", [[], ["../a"], ["a/b"], ["a\\b"], [".."], [" "], ["a", "a"], ["a\0"]]
)
def test_names_that_are_no_plain_names_are_refused(lab, names):
    body = {"measurement": {"name": "m"}, "measurement_type": "file", "filenames": names}
    path = f"/cell_instances/{lab.cell()}/cell_measurements/initiate-upload"
    lab.refused(400, "POST", path, json=body)


def test_a_time_series_has_no_files(lab):
    measurement = lab.measurement(wait=False)
    lab.refused(400, "GET", f"/cell_measurements/{measurement}/files")


def raw(lab, content=b"cycler export", **fields):
    body = {"filename": "run.mpr", "content_type": "application/x-biologic", **fields}
    upload = lab.post("/raw_data/initiate-upload", body)
    httpx.put(upload["uploads"][0]["signed_url"], content=content).raise_for_status()
    path = f"/raw_data/{upload['raw_data_id']}/confirm-upload"
    return path, {**body, "size_bytes": len(content)}


def test_raw_data_is_kept_as_it_came(lab, platform):
    path, body = raw(lab, name="Run 1", metadata={"a": 1}, source="https://example.org")
    for size in (1, 14):  # it has 13
        lab.refused(400, "POST", path, json={**body, "size_bytes": size})
    lab.refused(400, "POST", path, json={**body, "filename": "other"})
    made = lab.post(path, body)
    record = f"/raw_data/{made['id']}"
    assert lab.get(record) == made
    assert made["size_bytes"] == 13
    assert lab.get("/raw_data")["items"] == [made]
    file = httpx.get(lab.get(f"{record}/download-url")["url"])
    assert file.content == b"cycler export"
    assert file.headers["content-type"] == "application/x-biologic"
    changed = lab.patch(record, {"metadata": {"b": 2}, "source": ""})
    assert (changed["metadata"], changed["source"]) == ({"b": 2}, None)
    lab.delete(record)
    lab.refused(404, "GET", record)
    lab.delete("/bin")
    assert list((platform.data / "objects").rglob("data")) == []


def test_raw_data_is_linked_to_measurements(lab):
    first, second = (lab.post(*raw(lab))["id"] for _ in range(2))
    measurement = lab.measurement(wait=False)
    links = f"/cell_measurements/{measurement}/raw_data"
    for _ in range(2):
        lab.post(links, {"raw_data_ids": [first, second]})
    assert [record["id"] for record in lab.get(links)["items"]] == [first, second]
    assert lab.get(f"/raw_data/{first}/cell_measurements")["items"] == [measurement]
    lab.refused(404, "POST", links, json={"raw_data_ids": [first, "nope"]})
    lab.delete(f"{links}/{first}")
    assert [record["id"] for record in lab.get(links)["items"]] == [second]
    lab.delete(f"/raw_data/{second}")
    assert lab.get(links)["total"] == 0


def test_a_project_takes_its_raw_data_along(lab, platform):
    project = lab.project()
    lab.post(*raw(lab, project_id=project))
    lab.delete(f"/projects/{project}")
    lab.delete("/bin")
    assert list((platform.data / "objects").rglob("data")) == []


def test_raw_data_survives_a_restart(lab, platform, lab_at):
    made = lab.post(*raw(lab))
    platform.close()
    with type(platform)(platform.data) as again:
        url = lab_at(again).get(f"/raw_data/{made['id']}/download-url")["url"]
        assert httpx.get(url).content == b"cycler export"


def test_watching_is_begun_and_ended_once(lab):
    path = f"/cell_measurements/{lab.measurement(wait=False)}/watch"
    for _ in range(2):
        lab.post(path)
    for _ in range(2):
        lab.delete(path)
    lab.refused(404, "POST", "/cell_measurements/nope/watch", json={})


def test_the_record_with_its_data(lab):
    measurement = lab.measurement()
    path = f"/cell_measurements/{measurement}"
    whole = lab.get(path, include_steps="true", include_time_series="true")
    assert whole["steps"] == lab.get(f"{path}/steps")["steps"]
    assert whole["time_series"] == lab.get(f"{path}/time_series")
    bare = lab.get(path, include_steps="false", include_time_series="false")
    assert {"steps", "time_series"}.isdisjoint(bare)
