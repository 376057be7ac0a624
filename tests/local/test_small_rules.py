"""Rules of the platform that are one comparison or one line each."""

import json
import sqlite3
import stat
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import polars as pl
import pytest
from local.conftest import Lab, client
from local.series import SERIES, parquet

from ionworks.local import protocol_rules, repeats
from ionworks.local.beside import pybamm_models
from ionworks.local.handlers import measurement_data, planned_measurements
from ionworks.local.processing.subprocess_runner import DiedError, SubprocessRunner
from ionworks.local.server import Platform
from ionworks.local.worker import Worker


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
            until = time.monotonic() + 30
            while path.exists() and time.monotonic() < until:  # it goes after the record is ready
                time.sleep(0.01)
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


def files(data):
    return {path for path in (data / "objects").rglob("*") if path.is_file()}


def test_what_was_confirmed_is_no_more_awaited(lab, data, monkeypatch):
    measurement, before = lab.measurement(), files(data)
    monkeypatch.setattr(Worker, "submit", lambda worker, measurement_id: None)
    path = begin(lab, measurement)
    (key,) = files(data) - before
    assert stat.S_IMODE(key.stat().st_mode) == 0o400  # it is awaited
    lab.post(f"/cell_measurements/{measurement}/confirm-extend", {"path": path})
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


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


def test_the_end_of_a_platform_is_no_failed_attempt(data, monkeypatch):
    begun, ending, stop = threading.Event(), threading.Event(), Worker.stop

    def perform(runner, task):
        begun.set()
        assert ending.wait(30)
        raise DiedError("the process was ended")

    def end(worker):
        worker._stopping.set()
        ending.set()
        stop(worker)

    monkeypatch.setattr(SubprocessRunner, "perform", perform)
    monkeypatch.setattr(Worker, "stop", end)
    with Platform(data) as platform, client(platform) as api:
        measurement = Lab(api).measurement(wait=False)
        assert begun.wait(30)
    with closing(sqlite3.connect(data / "platform.db")) as database:
        states = database.execute(
            "SELECT id, processing_status, attempts, processing_error FROM cell_measurements"
        ).fetchall()
    assert states == [(measurement, "pending", 0, None)]


def test_what_is_new_of_a_material_goes_into_the_one_that_is_there(lab):
    def used(**facts):
        anode = {"material": {"name": "Graphite", "manufacturer": "A", **facts}}
        made = lab.get(f"/cell_specifications/{lab.specification(anode=anode)}")
        return lab.get(f"/materials/{made['anode']['material']['id']}")

    first = used(product_id="1", definition={"a": 1})
    assert used(product_id="1", definition={"a": 1}) == first  # nothing is new
    assert used(product_id=None)["product_id"] == "1"
    for facts, (product, definition) in (
        ({"product_id": "2", "definition": {"a": 1}}, ("2", {"a": 1})),
        ({"product_id": "2", "definition": {"b": 2}}, ("2", {"a": 1, "b": 2})),
    ):
        now = used(**facts)
        assert (now["id"], now["product_id"], now["definition"]) == (
            first["id"],
            product,
            definition,
        )
        assert now["updated_at"] > first["updated_at"]


def test_a_long_reason_of_the_protocol_schema_is_shortened():
    def said(length):
        kind = SimpleNamespace(name="enum")
        return protocol_rules._inner(SimpleNamespace(message="x" * length, kind=kind))

    assert said(199) == "x" * 199
    assert said(200) == "it is no enum"


class Models:
    """What the platform uses of PyBaMM, which is too large to install for the tests."""

    __version__ = "26.10"

    class BaseModel:
        pass

    class BatteryModelOptions:
        def __init__(self, given):
            assert given == {}
            self.possible_options = {"thermal": ("lumped", ("x-full", "y"))}

    def __init__(self):
        base = self.BaseModel

        class SPM(base):
            def __init__(self, options=None):
                if options is not None and options != {"particle": ("Fickian", "uniform")}:
                    raise ValueError(f" no options: {options} ")

        class DFN(SPM):
            pass

        self.lithium_ion = SimpleNamespace(SPM=SPM, DFN=DFN, BaseModel=base, helper=len, other=int)
        self.lead_acid = SimpleNamespace()


def test_models_of_pybamm_are_listed_and_built(monkeypatch):
    monkeypatch.setitem(sys.modules, "pybamm", Models())
    assert pybamm_models.list_models() == {
        "pybamm_models": {
            "lithium_ion": ["DFN", "SPM"],
            "lead_acid": [],
            "sodium_ion": [],
            "equivalent_circuit": [],
        },
        "options": {"thermal": ["lumped", ["x-full", "y"]]},
        "pybamm_version": "26.10",
    }
    json.dumps(pybamm_models.list_models())
    for unknown in (("lithium_ion", "NoModel"), ("no_module", "SPM"), ("lithium_ion", "BaseModel")):
        assert pybamm_models.build(*unknown, {}) == {"is_known": False}
    for options in ({}, {"particle": ["Fickian", "uniform"]}):
        assert pybamm_models.build("lithium_ion", "SPM", options) == {"is_known": True}
    assert pybamm_models.build("lithium_ion", "SPM", {"thermal": "lumped"}) == {
        "is_known": True,
        "error": "no options: {'thermal': 'lumped'}",
        "error_type": "ValueError",
    }


# --- equipment ------------------------------------------------------------------------------


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


@pytest.fixture
def cycler(lab):
    site = lab.post("/sites", {"name": "site"})["id"]
    return lab.post(f"/sites/{site}/cyclers", {"name": "cycler"})["id"]


@pytest.fixture
def channel(lab, cycler):
    return lab.post(f"/cyclers/{cycler}/channels", {"name": "a"})["id"]


def run(lab, channel, start, end=None, **kind):
    """Have a test run on a channel; return its id."""
    ended = {} if end is None else {"end_time": end}
    fields = {"channel_id": channel, "start_time": start, **ended}
    return lab.measurement(**fields, wait=False, **kind)


NOON, ONE, TWO = (f"2025-06-01T{hour}:00:00Z" for hour in (12, 13, 14))


def test_a_test_may_begin_where_another_one_on_its_channel_ended(lab, channel):
    run(lab, channel, ONE, TWO)
    run(lab, channel, NOON, ONE)
    run(lab, channel, TWO)


def incidents(lab, channel):
    return lab.get(f"/channels/{channel}/incidents")["items"]


def test_an_incident_keeps_the_moment_at_which_it_ended(lab, channel):
    path = f"/channels/{channel}"
    for notes in ("first", "second"):
        lab.patch(path, {"out_of_commission": True, "incident_notes": notes})
        lab.patch(path, {"out_of_commission": False, "resolution_notes": f"{notes} mended"})
    assert [one["resolution_notes"] for one in incidents(lab, channel)] == [
        "second mended",
        "first mended",
    ]
    ended = [one["resolved_at"] for one in incidents(lab, channel)]
    assert ended[0] > ended[1]


def test_a_service_takes_no_channel_back_that_is_out_for_another_reason(lab, cycler, channel):
    started = {"event_type": "repair", "scheduled_for": NOON}
    lab.post(f"/cyclers/{cycler}/service_events", started)
    path = f"/channels/{channel}"
    lab.patch(path, {"out_of_commission": False})  # by hand, during the service
    lab.patch(path, {"out_of_commission": True, "incident_notes": "sparks"})
    lab.post(f"/cyclers/{cycler}/service_events/complete", {"performed_at": TWO})
    assert lab.get(path)["out_of_commission"]
    newest, of_service = incidents(lab, channel)
    assert (newest["notes"], newest["resolved_at"]) == ("sparks", None)
    assert of_service["resolved_at"] is not None


def test_a_test_is_stale_after_a_day_without_an_update(lab, clock, project, channel):
    running = run(lab, channel, NOON)
    updated = lab.wait(running)["updated_at"]

    def state_at(moment):
        # The clock goes on by a millisecond with each look; the last one is what counts.
        clock.step = timedelta(0)
        clock.moment = moment
        return lab.get(f"/projects/{project}/lab/status")["occupied"]

    day = datetime.fromisoformat(updated) + timedelta(hours=24)
    assert state_at(day) == 1
    assert state_at(day + timedelta(milliseconds=1)) == 0


# --- plans ----------------------------------------------------------------------------------


@pytest.fixture
def plan(lab, project):
    """Request plans of an hour."""
    protocol = lab.post(
        "/experiment_templates",
        {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}},
    )["id"]
    needs = {"protocol_id": protocol, "cell_specification_id": lab.specification()}
    path = f"/projects/{project}/planned_measurements"

    def request(name, **fields):
        return lab.post(
            path, {"name": name, "estimated_duration_seconds": 3600, **needs, **fields}
        )["id"]

    return request


def propose(lab, project, *plans, **fields):
    path = f"/projects/{project}/planned_measurements/auto_schedule_proposal"
    return lab.post(path, {"planned_measurement_ids": plans, **fields})


def test_nothing_is_proposed_for_the_past(lab, project, channel, plan):
    proposal = propose(lab, project, plan("x"), start_after="2020-01-01T00:00:00Z")
    (one,) = proposal["assignments"]
    assert one["planned_start_time"] == proposal["generated_at"]
    later = "2030-01-01T00:00:00Z"
    (one,) = propose(lab, project, plan("y"), start_after=later)["assignments"]
    assert datetime.fromisoformat(one["planned_start_time"]) == datetime.fromisoformat(later)


def test_of_channels_that_are_free_at_once_the_first_by_its_name_is_proposed(
    lab, project, cycler, plan
):
    for name in ("b", "c", "a"):
        lab.post(f"/cyclers/{cycler}/channels", {"name": name})
    plans = [plan(name) for name in ("x", "y", "z")]
    proposed = propose(lab, project, *plans)["assignments"]
    assert [one["channel_name"] for one in proposed] == ["a", "b", "c"]
    assert {one["cycler_name"] for one in proposed} == {"cycler"}


def test_a_proposal_is_stale_when_its_plan_or_its_channel_has_changed(lab, project, channel, plan):
    path = f"/projects/{project}/planned_measurements"
    first, second = plan("first"), plan("second")
    proposals = [propose(lab, project, one)["assignments"] for one in (first, second)]

    def refused(assignments):
        return lab.refused(
            409,
            "POST",
            f"{path}/apply_auto_schedule_proposal",
            json={"assignments": assignments},
        )["message"]

    lab.patch(f"{path}/{first}", {"notes": "with another cell"})
    assert "'first' has changed" in refused(proposals[0])
    run(lab, channel, NOON)
    assert "A test runs on the channel 'a'" in refused(proposals[1])
    assert lab.get(path, status="requested")["total"] == 2


def test_a_proposal_is_stale_when_what_it_names_is_gone_or_taken(lab, project, cycler, plan):
    path = f"/projects/{project}/planned_measurements"

    def channel(name):
        return lab.post(f"/cyclers/{cycler}/channels", {"name": name})["id"]

    def proposed(name):
        return propose(lab, project, plan(name))["assignments"][0]

    def applied(status, *assignments):
        body = {"assignments": assignments}
        response = lab.api.post(f"{path}/apply_auto_schedule_proposal", json=body)
        assert response.status_code == status, response.text
        return response.json()

    gone = channel("a")
    of_gone_channel, of_gone_plan = proposed("first"), proposed("second")
    lab.delete(f"{path}/{of_gone_plan['planned_measurement_id']}")
    assert "The plan 'second' is gone" in applied(409, of_gone_plan)["message"]
    lab.delete(f"/channels/{gone}")
    assert "The channel of 'first' is gone" in applied(409, of_gone_channel)["message"]

    out = channel("b")
    of_broken = proposed("third")
    lab.patch(f"/channels/{out}", {"out_of_commission": True})
    assert "The channel 'b' is out of commission" in applied(409, of_broken)["message"]

    channel("c")
    of_one, of_other = proposed("fourth"), proposed("fifth")
    # Those that no channel could be found for are passed over, wherever they are.
    for unfit in ({"unscheduled_reason": "busy"}, {"planned_end_time": None}):
        assert applied(200, {**of_one, **unfit}) == []
    (one,) = applied(200, {**of_one, "unscheduled_reason": "busy"}, of_other)
    assert (one["name"], one["status"]) == ("fifth", "scheduled")
    assert "The channel 'c' is reserved at that time" in applied(409, of_one)["message"]
    # One may begin when the other one ends.
    begin, end = (
        datetime.fromisoformat(of_other[f"planned_{which}_time"]) for which in ("start", "end")
    )
    before, after = begin - (end - begin), end + (end - begin)
    for place, times in (("before", (before, begin)), ("after", (end, after))):
        slot = dict(zip(("planned_start_time", "planned_end_time"), times, strict=True))
        shown = {name: moment.isoformat() for name, moment in slot.items()}
        # One second into the other one is too much.
        into = timedelta(seconds=1 if place == "before" else -1)
        taken = {name: (moment + into).isoformat() for name, moment in slot.items()}
        other = proposed(place)
        assert "is reserved" in applied(409, {**other, **taken})["message"]
        assert [one["name"] for one in applied(200, {**other, **shown})] == [place]


@pytest.mark.parametrize(
    ("busy", "hours", "free"),
    [
        ([], 1, 0),
        ([(0, 1)], 1, 1),
        ([(1, 2)], 1, 0),  # it ends when the other one begins
        ([(1, 2)], 2, 2),
        ([(1, 2), (3, 4)], 1, 0),
        ([(0, 2), (3, 4)], 1, 2),
        ([(0, 2), (3, 4)], 2, 4),
        ([(-3, 9), (1, 2)], 1, 9),  # one that ends later than the next one begins
        ([(-3, -1)], 1, 0),
        ([(5, 6), (7, 8)], 9, 8),
    ],
)
def test_a_plan_goes_into_the_first_gap_that_is_long_enough(busy, hours, free):
    def at(hour):
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)

    taken = [(at(begin), at(end)) for begin, end in busy]
    found = planned_measurements._free_from(taken, at(0), timedelta(hours=hours))
    assert found == at(free)


# --- people, usage, pipelines ---------------------------------------------------------------


def invited(lab, email):
    path = "/organizations/current/users/by-email"
    return lab.post(path, {"email": email, "role_name": "Admin"})["user_id"]


def test_a_deactivated_administrator_is_none(lab):
    people = "/organizations/current/users"
    me, other = lab.get("/users/me")["id"], invited(lab, "other@example.com")
    lab.patch(f"{people}/{other}", {"is_active": False})
    role = {"role_name": "Member"}
    assert "stays one" in lab.refused(409, "PATCH", f"{people}/{me}/role", json=role)["message"]
    lab.patch(f"{people}/{other}", {"is_active": True})
    lab.patch(f"{people}/{me}/role", role)
    lab.refused(409, "PATCH", f"{people}/{other}/role", json=role)


def change(data, statement):
    """Change the database itself."""
    with closing(sqlite3.connect(data / "platform.db")) as database, database:
        database.execute(statement)


def test_usage_is_in_hours_and_of_one_month(lab, clock, data):
    clock.moment = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    fit = {"elements": {"fit": {"element_type": "data_fit"}}}
    lab.post("/pipelines", fit)
    used = lab.get("/organizations/current/usage")
    bounds = (used["period_start"], used["period_end"])
    assert bounds == ("2026-12-01T00:00:00.000000Z", "2027-01-01T00:00:00.000000Z")
    assert used["compute"]["usage_by_type"].keys() == {"datafit"}
    begin, end = "2026-12-31T22:00:00.000000Z", "2026-12-31T23:30:00.000000Z"
    change(data, f"UPDATE jobs SET created_at = '{begin}', updated_at = '{end}'")
    used = lab.get("/organizations/current/usage")["compute"]
    assert used["usage"] == used["usage_by_type"]["datafit"] == pytest.approx(1.5)
    clock.moment = datetime(2027, 1, 1, tzinfo=UTC)
    assert lab.get("/organizations/current/usage")["compute"]["usage_by_type"] == {}
    clock.moment = datetime(2026, 11, 30, tzinfo=UTC)  # what comes after the month is not of it
    assert lab.get("/organizations/current/usage")["compute"]["usage_by_type"] == {}


def test_what_a_deleted_job_took_stays_used_in_its_month(lab, clock, data):
    clock.moment = datetime(2026, 12, 30, tzinfo=UTC)
    fit = {"elements": {"fit": {"element_type": "data_fit"}}}
    made = lab.post("/pipelines", fit)["id"]
    begin, end = "2026-12-01T00:00:00.000000Z", "2026-12-01T02:00:00.000000Z"
    change(data, f"UPDATE jobs SET created_at = '{begin}', updated_at = '{end}'")

    def used():
        return lab.get("/organizations/current/usage")["compute"]["usage"]

    assert used() == pytest.approx(2)
    clock.moment = datetime(2027, 1, 1, tzinfo=UTC)
    assert used() == 0
    lab.delete(f"/pipelines/{made}")
    assert used() == 0  # it is of the month before, although it was deleted in this one
    clock.moment = datetime(2026, 12, 31, tzinfo=UTC)
    assert used() == pytest.approx(2)


def test_elements_of_a_pipeline_keep_their_places_and_their_jobs(lab, data):
    elements = {
        "z": {"element_type": "entry", "values": {}},
        "a": {"element_type": "data_fit"},
        "m": {"element_type": "calculation"},
    }
    pipeline = lab.post("/pipelines", {"elements": elements})
    made = pipeline["elements"]
    assert [(one["name"], one["element_order"]) for one in made] == [("z", 1), ("a", 2), ("m", 3)]
    assert [one["job_status"] for one in made] == [None, "failed", None]
    # The place counts, and not in which order they were stored.
    change(data, "UPDATE pipeline_elements SET element_order = 10 - element_order")
    moved = lab.get(f"/pipelines/{pipeline['id']}/elements")
    assert [one["name"] for one in moved] == ["m", "a", "z"]


def test_no_record_shows_what_only_the_platform_needs(lab):
    specification = lab.specification()
    measurement = lab.measurement(lab.cell(specification))
    protocol = {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}}
    records = [
        lab.get(f"/cell_measurements/{measurement}"),
        lab.get(f"/cell_specifications/{specification}"),
        lab.post("/experiment_templates", protocol),
    ]
    internal = {"attempts", "data_version", "extension", "confirmation", "name_key", "content_key"}
    assert [internal & record.keys() for record in records] == [set()] * 3
