"""Uploads of time series: begun, sent, confirmed, processed, extended."""

import math
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import polars as pl
import pytest
from local.series import SERIES, parquet


def test_nothing_exists_before_the_confirmation(lab):
    cell = lab.cell()
    upload = lab.initiate(cell, "m")
    lab.put(upload, "time_series.parquet", parquet(SERIES))
    lab.refused(404, "GET", f"/cell_measurements/{upload['measurement_id']}")
    assert lab.get(f"/cell_instances/{cell}/cell_measurements")["total"] == 0
    record = lab.confirm(
        upload, cell, "m", {"notes": "n", "start_time": "2026-03-01T10:00:00+02:00"}
    )
    assert record["processing_status"] == "pending"
    assert record["steps_created"] == 0
    assert record["start_time"] == "2026-03-01T08:00:00.000000Z"
    assert record["instance"]["id"] == cell
    assert lab.get(f"/cell_instances/{cell}/cell_measurements")["total"] == 1


def test_processing_makes_steps_and_cycles(lab, api):
    measurement = lab.measurement()
    record = lab.get(f"/cell_measurements/{measurement}")
    assert record["processing_status"] == "ready"
    assert record["steps_created"] == 2
    path = f"/cell_measurements/{measurement}"
    both = lab.get(f"{path}/steps_and_cycles")
    assert both["steps"] == lab.get(f"{path}/steps")["steps"]
    assert both["cycles"] == lab.get(f"{path}/cycles")["cycles"]
    assert both["steps"]["Discharge capacity [A.h]"] == [1.0, 0.0]
    assert both["cycles"]["Cycle count"] == [0]
    link = api.get(f"{path}/steps/download").headers["location"]
    steps = pl.read_parquet(httpx.get(link).content)
    assert steps.height == 2
    assert lab.get(f"{path}/time_series")["Time [s]"] == SERIES["Time [s]"].to_list()


def test_tables_that_are_known_are_not_sent_again(lab, api):
    path = f"/cell_measurements/{lab.measurement()}"
    seen = set()
    for table in ("steps", "cycles", "steps_and_cycles"):
        etag = api.get(f"{path}/{table}").headers["etag"]
        seen.add(etag)
        again = api.get(f"{path}/{table}", headers={"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")
    assert len(seen) == 3


def test_json_has_null_where_numbers_are_none(lab):
    frame = SERIES.with_columns(
        pl.Series("Temperature [degC]", [25.0, math.nan, math.inf, -math.inf, None, 20.0])
    )
    path = f"/cell_measurements/{lab.measurement(frame=frame)}"
    series = lab.get(f"{path}/time_series")
    assert series["Temperature [degC]"] == [25.0, None, None, None, None, 20.0]


def test_columns_of_any_type_come_as_json(lab):
    rows = range(SERIES.height)
    frame = SERIES.with_columns(
        pl.Series("Wall clock", [datetime(2026, 1, 1, tzinfo=UTC)] * len(rows)),
        pl.Series("Day", [date(2026, 1, 1)] * len(rows)),
        pl.Series("Since", [timedelta(seconds=row) for row in rows]),
        pl.Series("Exact", [Decimal("1.5")] * len(rows)),
        pl.Series("Bytes", [b"a"] * len(rows)),
        pl.Series("Phase", ["charge"] * len(rows), dtype=pl.Categorical),
    )
    series = lab.get(f"/cell_measurements/{lab.measurement(frame=frame)}/time_series")
    first = {name: values[0] for name, values in series.items() if name not in SERIES.columns}
    assert first.pop("Wall clock").startswith("2026-01-01")
    assert first == {
        "Day": "2026-01-01",
        "Since": "PT0S",
        "Exact": 1.5,
        "Bytes": "YQ==",
        "Phase": "charge",
    }


def test_columns_of_lists_come_as_json(lab, platform):
    frame = SERIES.with_columns(
        pl.Series("Spectrum", [[1.0, math.nan]] * SERIES.height),
        pl.Series("Aux", [{"a": math.inf, "b": "x"}] * SERIES.height),
    )
    # Not through `lab`: the contract has plain values in columns only.
    series = httpx.get(
        f"{platform.url}/cell_measurements/{lab.measurement(frame=frame)}/time_series",
        headers={"X-API-Key": platform.api_key},
    ).json()
    assert series["Spectrum"][0] == [1.0, None]
    assert series["Aux"][0] == {"a": None, "b": "x"}


def test_steps_of_the_uploader_are_taken(lab):
    steps = pl.DataFrame({"Step count": [0, 1], "Step type": ["mine", "too"], "Extra": [1, 2]})
    measurement = lab.measurement(steps=steps)
    got = lab.get(f"/cell_measurements/{measurement}/steps")["steps"]
    assert got == steps.to_dict(as_series=False)
    cell = lab.cell()
    upload = lab.initiate(cell, "inline")
    lab.put(upload, "time_series.parquet", parquet(SERIES))
    lab.confirm(upload, cell, "inline", steps={"Step count": [7]})
    lab.wait(upload["measurement_id"])
    inline = lab.get(f"/cell_measurements/{upload['measurement_id']}/steps")
    assert inline == {"steps": {"Step count": [7]}}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"not Parquet at all", "Parquet"),
        (parquet(SERIES.drop("Voltage [V]")), "Voltage [V]"),
    ],
)
def test_what_cannot_be_processed_says_why(lab, content, reason):
    cell = lab.cell()
    upload = lab.initiate(cell, "m")
    lab.put(upload, "time_series.parquet", content)
    lab.confirm(upload, cell, "m")
    record = lab.wait(upload["measurement_id"])
    assert record["processing_status"] == "failed"
    assert reason in record["processing_error"]
    for table in ("steps", "cycles", "steps_and_cycles", "steps/download", "time_series"):
        refusal = lab.refused(409, "GET", f"/cell_measurements/{record['id']}/{table}")
        assert reason in refusal["message"]
        assert refusal["detail"]["processing_status"] == "failed"


def test_a_confirmation_needs_the_upload(lab):
    cell = lab.cell()
    upload = lab.initiate(cell, "m")
    body = {"cell_instance_id": cell, "measurement": {"name": "m"}}
    path = f"/cell_measurements/{upload['measurement_id']}/confirm-upload"
    assert "time_series.parquet" in lab.refused(400, "POST", path, json=body)["message"]
    other = {**body, "cell_instance_id": lab.cell()}
    lab.refused(400, "POST", path, json=other)
    lab.refused(404, "POST", "/cell_measurements/nope/confirm-upload", json=body)
    lab.put(upload, "time_series.parquet", parquet(SERIES))
    lab.post(path, body)


def test_a_confirmation_can_be_sent_twice(lab):
    cell = lab.cell()
    upload = lab.initiate(cell, "m")
    lab.put(upload, "time_series.parquet", parquet(SERIES))
    first = lab.confirm(upload, cell, "m", {"notes": "a"})
    again = lab.confirm(upload, cell, "m", {"notes": "a"})
    assert again["created_at"] == first["created_at"]
    body = {"cell_instance_id": cell, "measurement": {"name": "m", "notes": "b"}}
    lab.refused(409, "POST", f"/cell_measurements/{first['id']}/confirm-upload", json=body)


def test_a_name_is_refused_at_the_start_and_at_the_confirmation(lab):
    cell = lab.cell()
    late = lab.initiate(cell, "m")
    lab.put(late, "time_series.parquet", parquet(SERIES))
    first = lab.measurement(cell, "m")
    body = {"measurement": {"name": "m"}}
    start = f"/cell_instances/{cell}/cell_measurements/initiate-upload"
    end = f"/cell_measurements/{late['measurement_id']}/confirm-upload"
    for path, sent in ((start, body), (end, {**body, "cell_instance_id": cell})):
        refusal = lab.refused(409, "POST", path, json=sent)
        assert refusal["detail"]["existing_id"] == first
        assert refusal["detail"]["resource_type"] == "cell_measurement"
    lab.measurement(lab.cell(), "m", wait=False)


@pytest.mark.parametrize(
    "metadata",
    [
        {"start_time": "2026-03-02", "end_time": "2026-03-01"},
        {"channel_id": "c"},
        {"tags": [" "]},
    ],
)
def test_metadata_that_contradict_each_other_are_refused(lab, metadata):
    cell = lab.cell()
    upload = lab.initiate(cell, "m")
    lab.put(upload, "time_series.parquet", parquet(SERIES))
    body = {"cell_instance_id": cell, "measurement": {"name": "m", **metadata}}
    path = f"/cell_measurements/{upload['measurement_id']}/confirm-upload"
    lab.refused(400, "POST", path, json=body)
    lab.confirm(upload, cell, "m")


@pytest.mark.parametrize("wrong", ["soon", "0001-01-01T00:00:00+14:00", ""])
def test_a_time_that_is_none_is_named(lab, wrong):
    measurement = lab.measurement(wait=False)
    refusal = lab.refused(
        422, "PATCH", f"/cell_measurements/{measurement}", json={"start_time": wrong}
    )
    assert refusal["detail"][0]["loc"] == ["body", "start_time"]


def test_the_record_is_updated_by_merge_patch(lab):
    measurement = lab.measurement(
        wait=False, protocol={"name": "p", "ambient_temperature_degc": 25}, notes="n"
    )
    path = f"/cell_measurements/{measurement}"
    changed = lab.patch(
        path, {"protocol": {"ambient_temperature_degc": 30}, "notes": None, "name": "renamed"}
    )
    assert changed["protocol"] == {"name": "p", "ambient_temperature_degc": 30}
    assert changed["notes"] is None
    assert changed["name"] == "renamed"
    lab.refused(400, "PATCH", path, json={"properties": {"a": 1}})
    kept = lab.api.patch(path, json={"name": None})  # a name can be changed, not removed
    assert kept.json()["name"] == lab.api.get(path).json()["name"]


def later(frame, seconds):
    return frame.with_columns(pl.col("Time [s]") + seconds, pl.col("Step count") + 2)


def extend(lab, measurement, content):
    upload = lab.post(f"/cell_measurements/{measurement}/initiate-extend")
    lab.put(upload, "time_series_extend.parquet", content)
    return lab.post(f"/cell_measurements/{measurement}/confirm-extend")


def test_rows_are_appended_to_a_running_test(lab, api, platform):
    measurement = lab.measurement()
    path = f"/cell_measurements/{measurement}"
    etag = api.get(f"{path}/steps").headers["etag"]
    added = later(SERIES, 7300.0)
    assert extend(lab, measurement, parquet(added))["processing_status"] == "pending"
    record = lab.wait(measurement)
    assert (record["processing_status"], record["processing_error"]) == ("ready", None)
    assert record["steps_created"] == 4
    link = api.get(f"{path}/time_series/download").headers["location"]
    assert pl.read_parquet(httpx.get(link).content).equals(pl.concat([SERIES, added]))
    assert len(lab.get(f"{path}/steps")["steps"]["Step count"]) == 4
    assert api.get(f"{path}/steps").headers["etag"] != etag
    versions = platform.data / "objects" / "measurements" / measurement
    assert [version.name for version in versions.iterdir()] == ["2"]
    extend(lab, measurement, parquet(later(added, 7300.0)))
    assert lab.wait(measurement)["steps_created"] == 6


def test_an_extension_that_fails_changes_nothing(lab, api):
    measurement = lab.measurement()
    path = f"/cell_measurements/{measurement}"
    before = lab.get(f"{path}/steps_and_cycles")
    extend(lab, measurement, parquet(SERIES))
    record = lab.wait(measurement)
    assert record["processing_status"] == "ready"
    assert "Time [s]" in record["processing_error"]
    assert lab.get(f"{path}/steps_and_cycles") == before
    link = api.get(f"{path}/time_series/download").headers["location"]
    assert httpx.get(link).content == parquet(SERIES)
    extend(lab, measurement, parquet(later(SERIES, 7300.0)))
    assert lab.wait(measurement)["processing_error"] is None


def test_what_has_ended_or_is_no_series_is_not_extended(lab):
    ended = lab.measurement(start_time="2026-03-01", end_time="2026-03-02")
    refusal = lab.refused(409, "POST", f"/cell_measurements/{ended}/initiate-extend", json={})
    assert "ended" in refusal["message"]
    running = lab.measurement()
    path = f"/cell_measurements/{running}/confirm-extend"
    lab.refused(404, "POST", path, json={})
    lab.post(f"/cell_measurements/{running}/initiate-extend")
    assert "time_series_extend.parquet" in lab.refused(400, "POST", path, json={})["message"]
    properties = lab.post(
        f"/cell_instances/{lab.cell()}/cell_measurements/create", {"name": "p", "properties": {}}
    )
    lab.refused(400, "POST", f"/cell_measurements/{properties['id']}/initiate-extend", json={})


def test_a_test_may_end_when_it_starts(lab):
    path = f"/cell_instances/{lab.cell()}/cell_measurements/create"
    moment = "2026-03-01T00:00:00Z"
    times = {"start_time": moment, "end_time": moment}
    made = lab.post(path, {"name": "p", "properties": {}, **times})
    assert made["start_time"] == made["end_time"]


def test_properties(lab):
    cell = lab.cell()
    properties = {"thickness": {"value": 0.52, "unit": "mm"}, "visual_condition": "good", "n": 3}
    made = lab.post(
        f"/cell_instances/{cell}/cell_measurements/create",
        {"name": "p", "properties": properties, "tags": ["x"]},
    )
    assert made["measurement_type"] == "properties"
    assert made["processing_status"] == "ready"
    assert made["properties"] == properties
    assert lab.get(f"/cell_measurements/{made['id']}") == made
    assert lab.refused(400, "GET", f"/cell_measurements/{made['id']}/cycles")
    changed = lab.patch(f"/cell_measurements/{made['id']}", {"properties": {"n": None}})
    assert set(changed["properties"]) == {"thickness", "visual_condition"}


def test_a_deleted_measurement_leaves_nothing(lab, platform):
    cell = lab.cell()
    measurement = lab.measurement(cell, "m", wait=False)
    lab.delete(f"/cell_measurements/{measurement}")
    lab.refused(404, "DELETE", f"/cell_measurements/{measurement}")
    lab.measurement(cell, "m")  # the worker is past the deleted one
    lab.delete("/bin")
    stored = {path.name for path in (platform.data / "objects" / "measurements").iterdir()}
    assert measurement not in stored
