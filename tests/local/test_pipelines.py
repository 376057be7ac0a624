"""Pipelines and jobs: kept, listed, changed, deleted, and honestly not run."""

import pytest

ELEMENTS = {
    "known": {"element_type": "entry", "values": {"Ambient temperature [K]": 298.15}},
    "fit": {"element_type": "data_fit", "objectives": {"a": {"data": "db:1"}}},
    "check": {"element_type": "validation", "objectives": {}},
    "sums": {"element_type": "calculation"},
}


@pytest.fixture
def pipeline(lab):
    return lab.post("/pipelines", {"elements": ELEMENTS, "name": "Fit", "options": {}})


def test_a_pipeline_is_kept_and_says_that_it_does_not_run(lab, pipeline):
    assert (pipeline["status"], pipeline["is_terminal"], pipeline["is_failed"]) == (
        "failed",
        True,
        True,
    )
    assert "does not run" in pipeline["error"]
    got = lab.get(f"/pipelines/{pipeline['id']}")
    assert got == {name: value for name, value in pipeline.items() if name != "elements"}
    elements = lab.get(f"/pipelines/{pipeline['id']}/elements")
    assert elements == pipeline["elements"]
    assert [e["name"] for e in elements] == list(ELEMENTS)
    assert [e["job_config"] for e in elements] == list(ELEMENTS.values())
    assert [e["element_type"] for e in elements] == [
        "Direct Entry",
        "Data Fit",
        "Validation",
        "Calculation",
    ]
    assert [e["status"] for e in elements] == ["skipped", "failed", "failed", "failed"]
    assert lab.get(f"/pipelines/elements/{elements[1]['id']}") == elements[1]


def test_there_is_no_made_up_result(lab, pipeline):
    refusal = lab.refused(409, "GET", f"/pipelines/{pipeline['id']}/result")
    assert "does not run" in refusal["message"]
    assert lab.post(f"/pipelines/{pipeline['id']}/cancel")["status"] == "failed"


def test_pipelines_are_listed_changed_and_deleted(lab, pipeline):
    other = lab.post("/pipelines", {"elements": {}})
    assert other["name"]
    listed = lab.get("/pipelines")
    assert [p["id"] for p in listed["pipelines"]] == [other["id"], pipeline["id"]]
    assert listed["total"] == 2
    assert lab.get("/pipelines", skip=1)["pipelines"][0]["id"] == pipeline["id"]
    assert lab.get("/pipelines", name="ilike.%FIT%")["total"] == 1
    path = f"/pipelines/{pipeline['id']}"
    assert lab.patch(path, {"description": "d"})["description"] == "d"
    lab.refused(422, "PATCH", path, json={})
    lab.delete(path)
    lab.refused(404, "GET", path)
    assert lab.get("/jobs")["total"] == 0


def test_jobs_are_those_of_the_elements_that_compute(lab, pipeline):
    jobs = lab.get("/jobs")["jobs"]
    assert lab.get("/jobs/") == jobs  # a page and an array are both in use
    assert [job["job_type"] for job in jobs] == ["datafit", "validation"]
    assert [job["job_id"] for job in jobs] == [
        element["job_id"] for element in pipeline["elements"] if element["job_id"]
    ]
    job = f"/jobs/{jobs[0]['job_id']}"
    assert lab.get(job) == jobs[0]
    assert lab.post(f"{job}/cancel") == jobs[0]
    assert lab.get("/jobs", job_types=["validation"])["total"] == 1
    assert lab.get("/jobs", status="completed")["total"] == 0
    for nothing in ("metadata", "series/channels", "series?objective=a"):
        assert "does not run" in lab.refused(404, "GET", f"{job}/{nothing}")["message"]
    lab.refused(404, "GET", "/jobs/nope")


def test_jobs_are_not_submitted_by_themselves(lab):
    body = {"job_type": "dummy", "params": {}}
    assert lab.refused(410, "POST", "/jobs/", json=body)["error_code"] == "GONE"


def test_a_config_that_the_contract_does_not_allow_is_named(lab):
    body = {"elements": {"a": {"element_type": "magic"}}, "surplus": 1}
    refusal = lab.refused(422, "POST", "/pipelines", json=body)
    places = [problem["loc"] for problem in refusal["detail"]]
    assert ["body", "elements", "a", "element_type"] in places
