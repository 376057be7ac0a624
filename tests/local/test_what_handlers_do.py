"""What the operations of one kind of record do that those of others do not."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from local.series import SERIES, parquet

from ionworks.local.handlers import models, search, simulations
from ionworks.local.handlers.ecm import _check_options

NOON, ONE, TWO, THREE = (f"2125-06-01T{hour}:00:00Z" for hour in (12, 13, 14, 15))
TEMPLATE = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


@pytest.fixture
def equipment(lab):
    site = lab.post("/sites", {"name": "site"})["id"]
    cycler = lab.post(f"/sites/{site}/cyclers", {"name": "cycler"})["id"]
    channel = lab.post(f"/cyclers/{cycler}/channels", {"name": "a"})["id"]
    return site, cycler, channel


def moment(text):
    """A moment as the platform writes it."""
    return text.replace("Z", ".000000Z")


# --- plans ------------------------------------------------------------------------------------


def test_a_plan_under_way_keeps_its_channel_and_a_cancelled_one_does_not(lab, project, equipment):
    *_, channel = equipment
    path = f"/projects/{project}/planned_measurements"
    specification = lab.specification()
    cell, other = lab.cell(specification), lab.specification()
    needs = {
        "protocol_id": lab.post("/experiment_templates", TEMPLATE)["id"],
        "cell_specification_id": specification,
        "estimated_duration_seconds": 3600,
    }
    slot = {"channel_id": channel, "planned_start_time": NOON, "planned_end_time": ONE}
    first = lab.post(path, {"name": "first", **needs, "status": "scheduled", **slot})
    assert first["scheduled_by_email"] == first["requested_by_email"] == "local@ionworks.invalid"
    of_first = f"{path}/{first['id']}"
    lab.patch(of_first, {"status": "in_progress"})
    second = lab.post(path, {"name": "second", **needs, "cell_instance_id": cell})
    assert (second["status"], second["scheduled_by_email"]) == ("requested", None)
    of_second = f"{path}/{second['id']}"
    reserve = {"status": "scheduled", **slot}
    refusal = lab.refused(409, "PATCH", of_second, json=reserve)
    assert refusal["detail"] == {"planned_measurement_id": first["id"]}
    for change in ({"estimated_duration_seconds": None}, {"cell_specification_id": other}):
        lab.refused(400, "PATCH", of_second, json=change)
    ask = {"planned_measurement_ids": [second["id"]] * 2 + [first["id"]], "start_after": NOON}

    def proposed():
        found = lab.post(f"{path}/auto_schedule_proposal", ask)["assignments"]
        assert len(found) == 2  # each plan once
        assert (
            found[1]["unscheduled_reason"] == f"It is {lab.get(of_first)['status']}, not requested."
        )
        return found[0]["planned_start_time"], found[0]["planned_end_time"]

    assert proposed() == (moment(ONE), moment(TWO))
    lab.patch(of_first, {"status": "cancelled"})
    assert proposed() == (moment(NOON), moment(ONE))
    # A plan may be under way without a channel, and names none of another plan then.
    free = dict.fromkeys(slot)
    lab.patch(of_second, {"status": "in_progress", **free})
    assert lab.get(path, channel_id=channel)["total"] == 1
    assert lab.get(path, status="in_progress")["items"][0]["name"] == "second"
    lab.patch(of_second, {"channel_id": channel, "planned_start_time": THREE})
    lab.patch(of_first, {"planned_start_time": TWO, "planned_end_time": THREE})
    by_start = lab.get(path, order_by="planned_start_time")["items"]
    assert [one["name"] for one in by_start] == ["first", "second"]
    assert [one["name"] for one in lab.get(path, order="desc")["items"]] == ["second", "first"]


def test_a_plan_takes_the_time_to_set_up_and_to_clear_away(lab, project, equipment):
    path = f"/projects/{project}/planned_measurements"
    parts = {"setup": 60, "estimated": 3600, "teardown": 600}
    plan = {
        "name": "plan",
        "protocol_id": lab.post("/experiment_templates", TEMPLATE)["id"],
        "cell_specification_id": lab.specification(),
        **{f"{name}_duration_seconds": seconds for name, seconds in parts.items()},
    }
    made = lab.post(path, plan)["id"]
    ask = {"planned_measurement_ids": [made], "start_after": NOON}
    (found,) = lab.post(f"{path}/auto_schedule_proposal", ask)["assignments"]
    assert found["planned_end_time"] == "2125-06-01T13:11:00.000000Z"
    apply = f"{path}/apply_auto_schedule_proposal"
    wrong = {**found, "planned_start_time": "soon"}
    refusal = lab.refused(422, "POST", apply, json={"assignments": [found, wrong]})
    place = ["body", "assignments", 1, "planned_start_time"]
    assert refusal["detail"][0]["loc"] == place
    backwards = {**found, "planned_end_time": found["planned_start_time"]}
    lab.refused(400, "POST", apply, json={"assignments": [backwards]})
    unseen = {**found, "planned_measurement_updated_at": "never"}
    refusal = lab.refused(422, "POST", apply, json={"assignments": [unseen]})
    assert refusal["detail"][0]["loc"][2:] == [0, "planned_measurement_updated_at"]
    elsewhere = f"/projects/{lab.project()}/planned_measurements/apply_auto_schedule_proposal"
    refusal = lab.refused(409, "POST", elsewhere, json={"assignments": [found]})
    assert (refusal["error_code"], "'plan' is gone" in refusal["message"]) == (
        "SCHEDULE_STALE",
        True,
    )
    (stored,) = lab.post(apply, {"assignments": [found]})
    assert stored["updated_at"] > found["planned_measurement_updated_at"]
    assert stored["scheduled_by_email"] == "local@ionworks.invalid"
    assert stored["planned_end_time"] == found["planned_end_time"]


# --- the lab ----------------------------------------------------------------------------------


def test_a_service_gives_its_reason_to_the_channels_and_ends_it(lab, equipment):
    _, cycler, channel = equipment
    me = lab.get("/users/me")["id"]
    services = f"/cyclers/{cycler}/service_events"
    for kind, category in (("calibration",) * 2, ("other",) * 2, ("repair", "maintenance")):
        begun = {"event_type": kind, "scheduled_for": NOON, "scheduled_until": ONE, "notes": "n"}
        event = lab.post(services, begun)
        assert (event["created_by"], event["performed_by"]) == (me, None)
        refusal = lab.refused(409, "POST", services, json=begun)
        assert refusal["detail"] == {"service_event_id": event["id"]}
        newest, *_ = lab.get(f"/channels/{channel}/incidents")["items"]
        assert (
            newest
            | {
                "category": category,
                "notes": "n",
                "service_scheduled_at": moment(NOON),
                "service_scheduled_until": moment(ONE),
                "started_by": me,
                "resolved_by": None,
            }
            == newest
        )
        noted = {} if kind == "other" else {"notes": "done"}
        done = lab.post(f"{services}/complete", {"performed_at": ONE, **noted})
        assert (done["notes"], done["performed_by"]) == ("done" if noted else "n", me)
        newest, *_ = lab.get(f"/channels/{channel}/incidents")["items"]
        assert (newest["resolution_notes"], newest["resolved_by"]) == (noted.get("notes"), me)
    recorded = lab.post(f"{services}/complete", {"notes": "by hand"})
    assert (recorded["event_type"], recorded["notes"]) == ("calibration", "by hand")
    assert recorded["performed_at"] > event["created_at"]
    listed = lab.get(services)
    assert [one["notes"] for one in listed["items"]] == ["by hand", "done", "n", "done"]
    shown = lab.get(f"/cyclers/{cycler}")
    assert shown["last_calibrated_at"] == moment(ONE)  # which is later than what was by hand
    assert shown["calibration_due_at"] is None
    backwards = {"event_type": "repair", "scheduled_for": ONE, "scheduled_until": ONE}
    lab.refused(400, "POST", services, json=backwards)


def test_the_lab_is_in_order_and_names_the_protocol_of_each_test(lab, project, equipment):
    site, _, channel = equipment
    lab.patch(f"/sites/{site}", {"name": "z"})
    second = lab.post("/sites", {"name": "a"})["id"]
    other = lab.post(f"/sites/{second}/cyclers", {"name": "z"})["id"]
    first = lab.post(f"/sites/{second}/cyclers", {"name": "b", "model": "M"})["id"]
    busy = lab.post(f"/cyclers/{first}/channels", {"name": "2"})["id"]
    lab.post(f"/cyclers/{first}/channels", {"name": "1", "notes": "n", "max_volts": 5})
    protocol = lab.post("/experiment_templates", TEMPLATE)["id"]
    inline = {"protocol": {"name": "inline"}, "start_time": "2025-06-01T12:00:00Z"}
    runs = [
        lab.measurement(channel_id=busy, protocol_id=protocol, **inline, wait=False),
        lab.measurement(channel_id=channel, **inline, wait=False),
    ]
    watch = f"/cell_measurements/{runs[1]}/watch"
    lab.post(watch)
    lab.post(f"/cell_measurements/{runs[0]}/watch")
    lab.delete(f"/cell_measurements/{runs[0]}/watch")
    status = lab.get(f"/projects/{project}/lab/status")
    assert [one["name"] for one in status["sites"]] == ["a", "z"]
    cyclers = status["sites"][0]["cyclers"]
    assert [(one["name"], one["model"], one["channel_count"]) for one in cyclers] == [
        ("b", "M", 2),
        ("z", None, 0),
    ]
    assert [cyclers[0][state] for state in ("occupied", "stale", "free")] == [1, 0, 1]
    idle, used = cyclers[0]["channels"]
    assert (idle["name"], idle["notes"], idle["max_volts"], idle["measurement"]) == (
        *("1", "n", 5.0),
        None,
    )
    (own,) = status["sites"][1]["cyclers"][0]["channels"]
    tests = (used["measurement"], own["measurement"])
    assert [(one["protocol_name"], one["watched"]) for one in tests] == [
        ("p", False),
        ("inline", True),
    ]
    watched = f"/projects/{project}/lab/watched"
    assert lab.get(watched) == {"measurement_ids": [runs[1]]}
    assert lab.get(f"/projects/{lab.project()}/lab/watched") == {"measurement_ids": []}
    lab.patch(f"/cell_measurements/{runs[1]}", {"end_time": "2025-06-01T13:00:00Z"})
    assert lab.get(watched) == {"measurement_ids": []}  # the test has ended
    lab.delete(f"/cyclers/{other}")


# --- studies ----------------------------------------------------------------------------------


def batch(lab, project, **fields):
    body = {
        "project_id": project,
        "parameterized_model": {"quick_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"}},
        "experiment_template_id": lab.post("/experiment_templates", TEMPLATE)["id"],
        "experiment_parameter_sets": [{"rate": 1}],
        **fields,
    }
    return lab.post("/simulations/with-template/batch", body)


def test_simulations_are_put_into_a_study_once_and_taken_out(lab, api, project):
    (made,) = batch(lab, project)
    assert not made["already_existed"]
    assert batch(lab, project)[0] == {**made, "already_existed": True}
    (other,) = batch(lab, project, extra_variables=["x"])
    assert (other["simulation_id"] != made["simulation_id"], other["already_existed"]) == (
        True,
        False,
    )
    study = lab.post(f"/projects/{project}/studies", {"name": "s"})["id"]
    path = f"/projects/{project}/studies/{study}/simulations/{made['simulation_id']}"
    assert [api.post(path, json={}).status_code for _ in range(2)] == [201, 200]
    lab.post(path.replace(made["simulation_id"], other["simulation_id"]))
    assert lab.get(f"/projects/{project}/studies/{study}")["simulation_count"] == 2
    lab.delete(path)
    assert lab.get(f"/projects/{project}/studies/{study}")["simulation_count"] == 1
    assert lab.get("/simulations", study_id=study, state="failed")["total"] == 1
    assert lab.get("/simulations", study_id=study, state="completed")["total"] == 0
    elsewhere = f"/projects/{lab.project()}/studies/{study}/simulations/{made['simulation_id']}"
    lab.refused(404, "DELETE", elsewhere)


def test_states_are_in_the_order_of_the_ids_and_a_page_of_them(lab, project):
    conditions = [{"experiment_parameters": {"rate": rate}} for rate in range(3)]
    made = batch(lab, project, conditions=conditions)
    ids = [one["simulation_id"] for one in made][::-1]

    def states(**query):
        asked = {"simulation_ids": [ids[0], "none", *ids], **query}
        return lab.post("/simulations/statuses", asked)

    assert [one["simulation_id"] for one in states()] == ids
    assert [one["simulation_id"] for one in states(offset=1, limit=1)] == ids[1:2]
    assert states()[0]["status"] == "failed"
    assert states()[0]["error_code"] == "SUBMISSION_FAILED"
    newest = lab.get(
        "/simulations", experiment_template_id=lab.get(f"/simulations/{ids[0]}")["experiment"]["id"]
    )
    assert [one["id"] for one in newest["simulations"]] == ids
    for what in ("time_series", "steps"):
        refusal = lab.refused(404, "GET", f"/simulations/{ids[0]}/{what}/download")
        assert "has no result" in refusal["message"]
    lab.refused(
        404,
        "POST",
        "/simulations/with-template/batch",
        json={
            "project_id": project,
            "parameterized_model": {"quick_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"}},
            "experiment_template_id": lab.post("/experiment_templates", TEMPLATE)["id"],
            "experiment_parameter_sets": [{}],
            "study_id": "none",
        },
    )


def test_a_grid_has_as_many_points_as_a_request_may_have_runs():
    most = simulations.MOST_RUNS
    row = {"type": "range", "name": "L", "min": 1.0, "max": float(most), "count": most}
    points = list(simulations._points({"sampling": "grid", "rows": [row]}))
    assert points == [{"L": float(number)} for number in range(1, most + 1)]
    empty = {"type": "discrete", "name": "M"}
    assert list(simulations._points({"sampling": "grid", "rows": [row, empty]})) == []
    for missing in ("min", "max"):
        part = {name: value for name, value in {**row, "count": 2}.items() if name != missing}
        design = {"sampling": "grid", "rows": [part]}
        numbered = [{"design": design, "point": place} for place in (0, 1)]
        assert list(simulations._points(design)) == numbered


# --- search -----------------------------------------------------------------------------------


@given(
    st.lists(st.integers(0, 7), min_size=1, max_size=4),
    st.integers(1, 4),
    st.integers(1, 9),
)
def test_pages_of_a_search_have_each_result_once_and_in_turns(sizes, per_type, limit):
    counts = {f"kind {number}": size for number, size in enumerate(sizes)}
    expected = [
        (kind, place)
        for turn in range(0, max(sizes), per_type)
        for kind, count in counts.items()
        for place in range(turn, min(turn + per_type, count))
    ]
    found = []
    while len(found) < len(expected):
        query = {"per_type": per_type, "limit": limit, "offset": len(found)}
        page = [
            (kind, place)
            for kind, first, count in search._page(counts, query)
            for place in range(first, first + count)
        ]
        assert 0 < len(page) <= limit
        of_kind = [sum(kind == each for each, _ in page) for kind in counts]
        assert max(of_kind) <= per_type
        # A page ends where it is full, or where a kind would have too many in it.
        following = expected[len(found) + len(page) :]
        if len(page) < limit and following:
            assert of_kind[list(counts).index(following[0][0])] == per_type
        found += page
    assert found == expected
    beyond = {"per_type": per_type, "limit": limit, "offset": len(expected)}
    assert list(search._page(counts, beyond)) == []


# --- fits and pipelines -----------------------------------------------------------------------


def test_a_fit_is_a_job_of_the_project_of_its_measurements(lab):
    elsewhere = lab.project()
    specification = lab.specification(project_id=elsewhere)
    path = f"/cell_instances/{lab.cell(specification)}/cell_measurements/create"
    measurement = lab.post(path, {"name": "m", "properties": {}})["id"]
    one = {"id": measurement, "capacity": 5, "start_step": 2, "end_step": 2}
    made = lab.post("/ecm/fit-from-measurements", {"measurements": [one, one]})
    job = lab.get(f"/jobs/{made['job_id']}")
    assert (job["job_type"], job["project_id"], made["status"]) == ("ecm_fit", elsewhere, "failed")
    assert lab.get("/ecm/examples") == []
    for path, where in (("/ecm/examples/e/data", {}), ("/ecm/fit", {"example_id": "e"})):
        method = "POST" if where else "GET"
        refusal = lab.refused(404, method, path, params=where)
        assert refusal["detail"] == {"resource_type": "ecm_example", "resource_id": "e"}
    pair = {"r": [0.01, 0.01], "c": [900.0, 900.0], "tau": [9.0, 9.0]}
    curves = {"soc": [0.0, 1.0], "ocv": [3.0, 4.2], "r0": [0.02, 0.02], "rc_pairs": [pair]}
    saved = lab.post(
        "/ecm/save-to-project",
        {
            "cell_spec_id": specification,
            "name": "fit",
            "description": "d",
            "num_rcs": 1,
            "fit_results": curves,
        },
    )
    model = lab.get(f"/models/{saved['model_id']}")
    assert (model["name"], model["description"], model["project_id"]) == ("fit", "d", elsewhere)
    assert model["config"] == {"type": "ECM", "options": {"number of rc elements": 1}}
    fitted = lab.get(f"/parameterized_models/{saved['parameterized_model_id']}")
    assert (fitted["cell_spec_id"], fitted["model_id"]) == (specification, saved["model_id"])
    assert (fitted["name"], fitted["description"]) == ("fit", "d")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"ocv_soc_curve": {"soc": [0, 1], "ocv": [3, 4]}},
        {"knot_schedule": [1, 2], "num_knots": 2},
        {"knot_schedule": [3]},
        {"bounds_capacity": {"lo": 1, "hi": 1.001}},
    ],
)
def test_options_of_a_fit_at_their_bounds_are_accepted(options):
    _check_options(options)


def test_a_simple_pipeline_that_computes_nothing_has_no_job(lab):
    elements = {"a": {"element_type": "entry", "values": {}}, "b": {"element_type": "calculation"}}
    made = lab.post("/simple_pipelines", {"name": "p", "config": {"elements": elements}})
    assert made["job_id"] is None
    assert (made["status"], made["is_terminal"], made["is_failed"]) == ("failed", True, True)
    assert lab.get("/jobs")["total"] == 0
    elements["c"] = {"element_type": "validation"}
    computing = lab.post("/simple_pipelines", {"name": "q", "config": {"elements": elements}})
    assert lab.get(f"/jobs/{computing['job_id']}")["job_type"] == "validation"
    elements["d"] = {"element_type": "data_fit"}
    lab.refused(
        400, "POST", "/simple_pipelines", json={"name": "r", "config": {"elements": elements}}
    )


# --- models -----------------------------------------------------------------------------------


def test_variables_over_time_are_those_without_a_domain():
    def over(*domains):
        return {"domains": {"primary": list(domains), "secondary": []}}

    variables = {
        "time": over(),
        "space": over("negative electrode"),
        "secondary": {"domains": {"primary": [], "secondary": ["current collector"]}},
        "function of time": {"children": [over(), over("separator")]},
        "function of space": {"children": [{"children": [over("separator")]}]},
        "no children": {"children": []},
        "a number": 1.0,
        "odd": {"children": "x"},
    }
    found = models._names_over_time({"model": {"variables": variables}})
    assert found == ["time", "function of time", "no children", "a number", "odd"]
    for document in ({}, {"model": 1}, {"model": {}}, {"model": {"variables": [1]}}):
        assert models._names_over_time(document) == []


def test_a_model_builder_is_checked_before_anything_is_kept(lab, project):
    model = lab.post("/models", {"name": "m", "config": {"type": "SPM"}})["id"]
    ratings = {"capacity": {"value": 5.0, "unit": "A.h"}}
    specification = lab.specification(ratings=ratings)

    def builder(name, **elements):
        body = {"name": name, "model_id": model, "config": {"elements": elements}}
        return lab.post("/model_builders", body)["id"]

    read = {"element_type": "entry", "mapping": {"Capacity [A.h]": "ratings.capacity"}}
    lacking = {"element_type": "entry", "mapping": {"Mass [kg]": "ratings.mass"}}
    whole = builder("whole", read=read)
    asked = {"cell_spec_id": specification, "save": True}
    refusal = lab.refused(422, "POST", f"/model_builders/{whole}/build", json=asked)
    (problem,) = refusal["detail"]
    assert (problem["loc"], problem["type"]) == (["body", "name"], "missing")
    named = {**asked, "name": "kept"}
    lab.refused(409, "POST", f"/model_builders/{builder('l', a=lacking)}/build", json=named)
    calculating = builder("calculating", read=read, c={"element_type": "calculation"})
    refusal = lab.refused(409, "POST", f"/model_builders/{calculating}/build", json=named)
    assert "does not run calculations" in refusal["message"]
    assert lab.get("/parameterized_models", project_id=project)["total"] == 0
    built = lab.post(f"/model_builders/{whole}/build", {**named, "set_as_default": True})
    assert built["parameters"] == {"Capacity [A.h]": 5.0}
    assert [one["code"] for one in built["issues"]] == ["no_default"]
    kept = lab.get(f"/parameterized_models/{built['parameterized_model_id']}")
    assert (kept["name"], kept["model_id"], kept["cell_spec_id"]) == ("kept", model, specification)
    only_read = lab.post(f"/model_builders/{whole}/build", {"cell_spec_id": specification})
    assert (only_read["parameterized_model_id"], only_read["issues"]) == (None, [])
    ready = lab.get(f"/cell_specifications/{specification}/builder_readiness")
    assert [(one["name"], one["ready"]) for one in ready] == [
        *(("calculating", True), ("l", False)),
        ("whole", True),
    ]
    other = lab.post("/models", {"name": "n", "config": {"type": "SPM"}})["id"]
    path = f"/cell_specifications/{specification}/builder_readiness"
    assert lab.get(path, model_id=other) == []
    dry = {"config": {"elements": {"a": read}}, "model_id": model, "cell_spec_id": specification}
    tried = lab.post("/model_builders/dry_run", dry)
    assert (tried["parameters"], tried["missing"], tried["error"]) == (
        built["parameters"],
        [],
        None,
    )
    dry["config"]["elements"]["c"] = {"element_type": "calculation"}
    assert "calculations" in lab.post("/model_builders/dry_run", dry)["error"]


# --- tags, files and uploads ------------------------------------------------------------------


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


# --- what is uploaded -------------------------------------------------------------------------


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


# --- what is not run here ---------------------------------------------------------------------


def test_an_optimization_keeps_what_it_was_asked_for(lab):
    asked = {"name": "o", "config": {"a": 1}, "kind": "fit", "description": "d", "bounds": [2]}
    made = lab.post("/optimizations", asked)
    assert (made["kind"], made["description"], made["run_count"]) == ("fit", "d", 1)
    assert (made["config"], made["metrics"]) == ({"a": 1, "bounds": [2]}, None)
    assert (made["status"], made["error_code"]) == ("failed", "SUBMISSION_FAILED")
    bare = lab.post("/optimizations", {"kind": 3, "description": ["x"]})
    assert (bare["kind"], bare["description"], bare["config"]) == ("optimize", None, {})
    again = lab.post(f"/optimizations/{made['id']}/resubmit")
    assert again["run_count"] == 2
    assert again["updated_at"] > made["updated_at"]
    assert again["job_id"] != made["job_id"]
    lab.refused(404, "GET", f"/jobs/{made['job_id']}")
    assert lab.get(f"/jobs/{again['job_id']}")["job_type"] == "optimize"
    assert lab.post(f"/optimizations/{made['id']}/cancel") == again
    listed = lab.get("/optimizations")["optimizations"]
    assert [one["id"] for one in listed] == [bare["id"], made["id"]]  # the newest first
    model = {"parameterized_model_id": "none"}
    lab.refused(404, "POST", "/optimizations", json=model)


def test_templates_of_optimizations_are_those_of_a_project(lab):
    elsewhere = lab.project()
    first, second = (lab.post("/optimization_templates", {"name": name}) for name in "ab")
    form = {"name": "c", "project_id": elsewhere, "initial_form_data": {"x": 1}}
    there = lab.post("/optimization_templates", form)
    assert (first["access_level"], first["initial_form_data"]) == ("project", {})
    assert there["initial_form_data"] == {"x": 1}
    assert lab.get("/optimization_templates") == [first, second]
    assert lab.get("/optimization_templates", project_id=elsewhere) == [there]


def test_each_kind_of_element_has_its_label_and_its_job(lab):
    kinds = {
        "entry": ("Direct Entry", None),
        "data_fit": ("Data Fit", "datafit"),
        "array_data_fit": ("Array Data Fit", "datafit"),
        "calculation": ("Calculation", None),
        "validation": ("Validation", "validation"),
    }
    elements = {kind: {"element_type": kind} for kind in kinds}
    elements["entry"]["values"] = {}
    made = lab.post("/pipelines", {"elements": elements})
    assert made["name"] == f"Pipeline {made['id']}"
    assert {one["name"]: (one["element_type"], one["job_type"]) for one in made["elements"]} == (
        kinds
    )
    assert [one["job_id"] is None for one in made["elements"]] == [
        job is None for _, job in kinds.values()
    ]
    assert made["options"] == {}
    refusal = lab.refused(404, "GET", "/pipelines/elements/none")
    assert refusal["detail"] == {"resource_type": "pipeline_element", "resource_id": "none"}
    refusal = lab.refused(409, "GET", f"/pipelines/{made['id']}/result")
    assert refusal["detail"] == {"status": "failed", "error_code": "SUBMISSION_FAILED"}


def test_the_platform_describes_itself(lab):
    known = lab.get("/discovery/capabilities")
    hierarchy = known["domain_context"]["key_concepts"]
    assert hierarchy == ["cell_specification", "cell_instance", "cell_measurement"]
    assert known["authentication"] == {"headers": ["X-API-Key", "Authorization"]}
    assert lab.get(known["openapi_spec"])["openapi"].startswith("3.1")
    for name, path in known["schemas"].items():
        assert path == f"/discovery/schemas/{name}"
        described = lab.get(path)
        if name == "data":
            assert described.keys() >= {*hierarchy, "hierarchy", "quantity"}
            assert described["quantity"].keys() == {"value", "unit"}
            required = {"Time [s]", "Voltage [V]", "Current [A]", "Step count"}
            derived = {
                f"{way} {what}"
                for way in ("Discharge", "Charge")
                for what in ("capacity [A.h]", "energy [W.h]")
            }
            columns = described["time_series_columns"]
            assert columns.keys() == required | derived | {"Cycle count"}
        else:
            kinds = ("create", "update", "response")
            assert all(described[f"{kind}_schema"]["type"] == "object" for kind in kinds)
            assert all("$schema" in described[f"{kind}_schema"] for kind in kinds)
    elements = lab.get("/discovery/schemas/pipeline")["element_types"]
    assert elements == ["entry", "data_fit", "calculation", "validation"]


# --- specifications ---------------------------------------------------------------------------


def test_specifications_are_found_by_the_materials_in_their_slots(lab):
    def using(**slots):
        parts = {slot: {"material": {"name": name}} for slot, name in slots.items()}
        return lab.get(f"/cell_specifications/{lab.specification(**parts)}")

    full = using(anode="graphite", cathode="LFP", separator="PE")
    half = using(cathode="graphite")
    none = using()
    of = {slot: full[slot]["material"]["id"] for slot in ("anode", "cathode", "separator")}

    def found(**query):
        return [one["id"] for one in lab.get("/cell_specifications", **query)["items"]]

    both = [full["id"], half["id"]]
    assert found(material_id=of["anode"]) == both
    assert found(material_ids=[of["cathode"], of["separator"]]) == [full["id"]]
    assert found(anode_material_id=of["anode"]) == [full["id"]]
    assert found(cathode_material_id=of["anode"]) == [half["id"]]
    # Of several slots, one match is enough.
    assert found(anode_material_id=of["anode"], cathode_material_id=of["anode"]) == both
    assert found(anode_material_id=of["cathode"], separator_material_id=of["cathode"]) == []
    assert found(exclude_cell_spec_id=full["id"]) == [half["id"], none["id"]]
    assert found(material_id=of["anode"], exclude_cell_spec_id=half["id"]) == [full["id"]]
    project = full["project_id"]
    bare = lab.get(f"/projects/{project}/cell_specs")
    assert [one["id"] for one in bare] == [*both, none["id"]]
    assert "anode" not in bare[0]
    with_parts = lab.get(f"/projects/{project}/cell_specs", full=True)
    assert with_parts[0]["anode"]["material"]["name"] == "graphite"
    assert none["ratings"] == {}
    assert (none["anode"], none["anode_id"]) == (None, None)
    resolved = lab.get(f"/cell_specifications/{full['id']}/resolved")
    assert resolved["anode"]["material"]["datasets"] == {}
    assert resolved["case"] is None


def test_lists_of_protocols_have_the_large_fields_that_are_asked_for(lab):
    lab.post("/experiment_templates", {**TEMPLATE, "source_protocol": "steps: []"})
    large = ("protocol_config", "parameters_schema", "source_protocol")

    def shown(**query):
        (one,) = lab.get("/experiment_templates", **query)["items"]
        return [name for name in large if one[name] is not None]

    assert shown() == []
    assert shown(include="source_protocol,other") == ["source_protocol"]
    assert shown(include=",".join(large)) == list(large)


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
