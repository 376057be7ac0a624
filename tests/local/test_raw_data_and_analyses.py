"""Raw data and analyses: what their uploaders say of them."""

import pytest


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


def test_raw_data_has_what_its_uploader_says_and_defaults(lab):
    def stored(confirm, **begin):
        upload = lab.post("/raw_data/initiate-upload", {"filename": "a.mpr", **begin})
        lab.put(upload, "a.mpr", b"12345")
        body = {"filename": "a.mpr", "size_bytes": 5, **confirm}
        return lab.post(f"/raw_data/{upload['raw_data_id']}/confirm-upload", body)

    plain = stored({})
    shown = (plain["name"], plain["content_type"], plain["metadata"], plain["source"])
    assert shown == ("a.mpr", "application/octet-stream", {}, None)
    facts = {"name": "n", "content_type": "text/csv", "metadata": {"a": 1}, "source": "s"}
    full = stored(facts)
    assert {name: full[name] for name in facts} == facts
    path = f"/raw_data/{full['id']}"
    assert lab.patch(path, {"metadata": {"b": 2}})["metadata"] == {"b": 2}
    assert lab.patch(path, {"source": ""})["source"] is None
    assert lab.patch(path, {"name": "m"}) | {"name": "m", "metadata": {"b": 2}} == lab.get(path)
    link = lab.get(f"{path}/download-url")["url"]
    assert lab.storage.get(link).headers["content-type"].startswith("text/csv")
    upload = lab.post("/raw_data/initiate-upload", {"filename": "a.mpr"})
    confirm = f"/raw_data/{upload['raw_data_id']}/confirm-upload"
    for words, change in (("not uploaded", {}), ("begun for a.mpr", {"filename": "b"})):
        body = {"filename": "a.mpr", "size_bytes": 5, **change}
        assert words in lab.refused(400, "POST", confirm, json=body)["message"]
    lab.put(upload, "a.mpr", b"12345")
    body = {"filename": "a.mpr", "size_bytes": 4}
    assert "has 5 bytes, not 4" in lab.refused(400, "POST", confirm, json=body)["message"]
    measurements = [lab.measurement(wait=False) for _ in range(2)]
    for measurement in measurements:
        links = f"/cell_measurements/{measurement}/raw_data"
        lab.post(links, {"raw_data_ids": [full["id"], plain["id"], full["id"]]})
        assert lab.get(links)["total"] == 2
    lab.delete(f"/cell_measurements/{measurements[0]}/raw_data/{full['id']}")
    linked = lab.get(f"{path}/cell_measurements")
    assert (linked["items"], linked["total"]) == ([measurements[1]], 1)
    page = lab.get(f"/raw_data/{plain['id']}/cell_measurements", limit=1)
    assert (page["items"], page["count"], page["total"]) == ([measurements[0]], 1, 2)


def test_an_analysis_takes_its_place_from_its_measurement(lab, project):
    measurement = lab.measurement(wait=False)

    def send(content, **fields):
        data = {"name": "a", "measurement_id": measurement, "analysis_type": "fit", **fields}
        return {"files": {"file": ("t.parquet", content)}, "data": data}

    lab.refused(400, "POST", "/analyses", **send(b"PAR1" + b"123" + b"PAR1"))
    made = [lab.ok("POST", "/analyses", **send(b"PAR1" + b"1234" + b"PAR1")) for _ in range(2)]
    one = made[0]
    assert (one["columns"], one["plots"], one["metadata"]) == ([], [], {})
    assert (one["project_id"], one["measurement_id"]) == (project, measurement)
    assert one["source_pipeline_id"] is None
    listed = lab.get("/analyses", measurement_id=measurement)["items"]
    assert [each["id"] for each in listed] == [made[1]["id"], made[0]["id"]]
    link = lab.get(f"/analyses/{one['id']}/download-url")["url"]
    answer = lab.storage.get(link)
    assert answer.content == b"PAR11234PAR1"
    assert answer.headers["content-type"] == "application/vnd.apache.parquet"
    # Without a description of the columns, plots may name any.
    path = f"/analyses/{one['id']}"
    plots = [{"x": "x", "y": [], "rows": [{"y2": ["a"]}]}]
    assert lab.patch(path, {"plots": plots})["plots"] == plots
    lab.patch(path, {"columns": [{"name": name, "unit": ""} for name in "ax"]})
    for wrong in ({"x": "x", "rows": [{"y": ["b"]}]}, {"x": "x", "y2": ["b"]}):
        refusal = lab.refused(400, "PATCH", path, json={"plots": [wrong]})
        assert "plots[0] names 'b'" in refusal["message"]
