"""Plans that reserve channels, services of cyclers, and the overview of a lab."""

import pytest

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
