"""Tags, files and extensions of measurements; jobs."""

from local.series import SERIES, parquet


def test_a_measurement_has_50_tags_of_50_characters_and_no_more(lab):
    path = f"/cell_instances/{lab.cell()}/cell_measurements/create"
    made = lab.post(path, {"name": "m", "properties": {}})["id"]
    most = [f"{number:050}" for number in range(50)]
    of_it, bulk = f"/cell_measurements/{made}", "/cell_measurements/tags/bulk"
    assert lab.patch(of_it, {"tags": most[::-1]})["tags"] == most
    for wrong in ([*most, "one more"], [f"{0:051}"]):
        lab.refused(422, "PATCH", of_it, json={"tags": wrong})
    lab.refused(400, "PATCH", of_it, json={"tags": [" "]})
    for wrong in (["one more"], [f"{number}" for number in range(51)], [f"{0:051}"], ["\t"]):
        lab.refused(400, "POST", bulk, json={"measurement_ids": [made], "add": wrong})
    assert lab.get(of_it)["tags"] == most
    change = {"measurement_ids": [made, made], "remove": [most[0].upper()], "add": [" New "]}
    assert lab.post(bulk, change) == {"updated_count": 1}
    assert lab.post(bulk, change) == {"updated_count": 0}
    assert lab.get(of_it)["tags"] == [*most[1:], "New"]


def test_files_have_the_type_of_their_name_and_keep_their_order(lab):
    cell = lab.cell()
    names = ["b.txt", "a.unknown-kind", "c.png"]
    upload = lab.initiate(cell, "m", measurement_type="file", filenames=names)
    for name in names:
        lab.put(upload, name, name.encode())
    made = lab.confirm(upload, cell, "m", measurement_type="file")
    assert made["processing_status"] == "ready"
    assert {
        name: (facts["content_type"], facts["size_bytes"])
        for name, facts in made["file_metadata"].items()
    } == {
        "b.txt": ("text/plain", 5),
        "a.unknown-kind": ("application/octet-stream", 14),
        "c.png": ("image/png", 5),
    }
    listed = lab.get(f"/cell_measurements/{made['id']}/files")
    assert listed == {"filenames": names}
    begin = f"/cell_instances/{cell}/cell_measurements/initiate-upload"
    refused = {"measurement": {"name": "n"}, "measurement_type": "file", "filenames": ["a\0b"]}
    lab.refused(400, "POST", begin, json=refused)


def test_what_an_extension_states_is_compared_with_what_came(lab):
    measurement = lab.measurement()
    begin = f"/cell_measurements/{measurement}/initiate-extend"
    end = f"/cell_measurements/{measurement}/confirm-extend"
    upload = lab.post(begin)
    lab.refused(400, "POST", end, json={})  # nothing was uploaded
    upload = lab.post(begin)
    lab.put(upload, "time_series_extend.parquet", parquet(SERIES))
    name = upload["uploads"][0]["filename"]
    refusal = lab.refused(400, "POST", end, json={"digests": {name: "0" * 64}})
    assert refusal["error_code"] == "DIGEST_MISMATCH"
    assert "digests is an object" in lab.refused(400, "POST", end, json={"digests": [1]})["message"]
    assert lab.ok("POST", end)["processing_status"] == "pending"  # without a body
    lab.wait(measurement)


def test_a_job_that_is_not_there_is_named_and_none_is_submitted(lab):
    asked = {"job_type": "datafit", "params": {}}
    assert lab.refused(410, "POST", "/jobs/", json=asked)["error_code"] == "GONE"
    refusal = lab.refused(404, "GET", "/jobs/none")
    assert refusal["detail"] == {"resource_type": "job", "resource_id": "none"}
    (made,) = lab.post("/pipelines", {"elements": {"f": {"element_type": "data_fit"}}})["elements"]
    for kind, found in (("datafit", 1), ("validation", 0)):
        assert lab.get("/jobs", job_type=kind)["total"] == found
    assert lab.get("/jobs", job_types=["validation", "datafit"])["total"] == 1
    assert lab.get("/jobs", status="completed")["total"] == 0
    assert [one["job_id"] for one in lab.get("/jobs/")] == [made["job_id"]]
    job = lab.post(f"/jobs/{made['job_id']}/cancel")
    assert (job["status"], job["is_terminal"], job["is_failed"]) == ("failed", True, True)
    assert (job["priority"], job["result"]) == (0, None)
    for what in ("metadata", "series", "series/channels"):
        path, query = f"/jobs/{made['job_id']}/{what}", {"objective": "o"}
        refusal = lab.refused(404, "GET", path, params=query)
        assert "Nothing was recorded" in refusal["message"]
    for kind in ("datafits", "validations"):
        path = f"/pipelines/{kind}/{made['job_id']}/plot_data"
        refusal = lab.refused(404, "GET", path, params={"objective_name": "o"})
        assert "Nothing was recorded" in refusal["message"]
