"""Every refusal of the platform has a request that meets it, and one beside it that does not."""

import json

import polars as pl
import pytest
from local.series import SERIES, parquet

from ionworks.local.handlers import simulations

NOON, ONE, TWO = (f"2025-06-01T{hour}:00:00Z" for hour in (12, 13, 14))


@pytest.fixture
def said(lab):
    """Return what is wrong with a request, or fail if it is done."""

    def refuse(status, method, path, body=None, **kwargs):
        options = kwargs or {"json": {} if body is None else body}
        return lab.refused(status, method, path, **options)["message"]

    return refuse


@pytest.fixture
def project(lab):
    return lab.get("/users/me")["default_project_id"]


def test_plans(lab, said, project):
    path = f"/projects/{project}/planned_measurements"
    specification = lab.specification()
    protocol = lab.post(
        "/experiment_templates",
        {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}},
    )["id"]
    site = lab.post("/sites", {"name": "site"})["id"]
    cycler = lab.post(f"/sites/{site}/cyclers", {"name": "cycler"})["id"]
    channel = lab.post(f"/cyclers/{cycler}/channels", {"name": "a"})["id"]
    needs = {"name": "x", "protocol_id": protocol, "cell_specification_id": specification}
    slot = {"channel_id": channel, "planned_start_time": NOON, "planned_end_time": ONE}

    assert "needs its estimated_duration_seconds" in said(400, "POST", path, needs)
    scheduled = {**needs, "status": "scheduled", **slot}
    for name in slot:
        lacking = {key: value for key, value in scheduled.items() if key != name}
        assert f"needs its {name}" in said(400, "POST", path, lacking)
    backwards = {**scheduled, "planned_start_time": ONE, "planned_end_time": NOON}
    assert "planned_end_time" in said(400, "POST", path, backwards)
    other_cell = {**scheduled, "cell_instance_id": lab.cell()}
    assert "no cell of the plan's specification" in said(400, "POST", path, other_cell)
    first = lab.post(path, {**scheduled, "cell_instance_id": lab.cell(specification)})["id"]

    again = {**scheduled, "name": "y"}
    assert "reserved for 'x'" in said(409, "POST", path, again)
    after = lab.post(path, {**again, "planned_start_time": ONE, "planned_end_time": TWO})["id"]
    before = {"planned_start_time": "2025-06-01T11:00:00Z", "planned_end_time": NOON}
    lab.post(path, {**again, "name": "z", **before})
    lab.patch(f"{path}/{first}", {"planned_end_time": ONE})  # it is not in its own way
    assert "reserved for 'x'" in said(
        409, "PATCH", f"{path}/{after}", {"planned_start_time": "2025-06-01T12:59:59Z"}
    )
    lab.patch(f"{path}/{first}", {"status": "cancelled"})
    lab.patch(f"{path}/{after}", {"planned_start_time": NOON})

    wanted = lab.post(path, {**needs, "name": "w", "estimated_duration_seconds": 60})["id"]
    elsewhere = lab.project()
    proposal = "planned_measurements/auto_schedule_proposal"
    asked = {"planned_measurement_ids": [wanted]}
    assert "is in another project" in said(400, "POST", f"/projects/{elsewhere}/{proposal}", asked)
    late = {**asked, "start_after": "9999-12-31T23:59:30Z"}
    (none,) = lab.post(f"/projects/{project}/{proposal}", late)["assignments"]
    assert "before the year 9999" in none["unscheduled_reason"]
    assert none["planned_measurement_id"] == wanted


def test_equipment(lab, said):
    site = lab.post("/sites", {"name": "site"})["id"]
    cycler = lab.post(f"/sites/{site}/cyclers", {"name": "cycler"})["id"]
    channels = f"/cyclers/{cycler}/channels"
    assert "leave out_of_commission out" in said(
        400, "POST", channels, {"name": "a", "out_of_commission": False}
    )
    a, b = (lab.post(channels, {"name": name})["id"] for name in "ab")
    listed = lab.get("/channels", cycler_id=cycler)
    assert (listed["total"], listed["count"]) == (2, 2)
    assert lab.get("/channels", cycler_id="00000000-0000-4000-8000-000000000000")["total"] == 0
    for channel, count in ((a, 2), (b, 1)):
        for number in range(count):
            lab.patch(f"/channels/{channel}", {"out_of_commission": True})
            notes = {"out_of_commission": False, "resolution_notes": f"{number}"}
            lab.patch(f"/channels/{channel}", notes)
    outages = lab.get(f"/channels/{a}/incidents", limit=1)
    assert (outages["total"], outages["count"]) == (2, 1)
    assert [one["resolution_notes"] for one in outages["items"]] == ["1"]
    done = f"/cyclers/{cycler}/service_events/complete"
    last = {"event_type": "calibration", "performed_at": "9999-12-30T00:00:00Z"}
    late = {"json": {**last, "calibration_interval_days": 2}}
    assert "after the year 9999" in json.dumps(lab.refused(422, "POST", done, **late))
    lab.post(done, {**last, "calibration_interval_days": 1})
    # A calibration that is recorded late is not the last one; without an interval that one stays.
    lab.post(done, {**last, "performed_at": NOON})
    shown = lab.get(f"/cyclers/{cycler}")
    assert shown["last_calibrated_at"].startswith("9999-12-30T00:00:00")
    assert shown["calibration_due_at"].startswith("9999-12-31T00:00:00")


def test_measurements(lab, said):
    cell = lab.cell()
    site = lab.post("/sites", {"name": "site"})["id"]
    cycler = lab.post(f"/sites/{site}/cyclers", {"name": "cycler"})["id"]
    channel = lab.post(f"/cyclers/{cycler}/channels", {"name": "a"})["id"]
    begin = f"/cell_instances/{cell}/cell_measurements/initiate-upload"
    named = {"name": "m"}

    def started(measurement, **kind):
        return {"measurement": {**named, **measurement}, **kind}

    of_file = {"measurement_type": "file", "filenames": ["a.txt"]}
    on_channel = {"channel_id": channel, "start_time": NOON}
    for message, body in (
        ("end_time lies before", started({"start_time": ONE, "end_time": NOON})),
        ("Only a time_series", started(on_channel, **of_file)),
        ("needs its start_time", started({"channel_id": channel})),
        ("Only a properties measurement", started({"properties": {}})),
        ("has no files to upload", started({}, measurement_type="properties")),
        ("needs filenames", started({}, measurement_type="file")),
        ("not all different", started({}, measurement_type="file", filenames=["a", "a"])),
        *(
            ("not the plain name", started({}, measurement_type="file", filenames=["ok", name]))
            for name in ("", " ", ".", "..", "a/b", "a\\b")
        ),
    ):
        assert message in said(400, "POST", begin, body), body
    lab.post(begin, started({"start_time": NOON, "end_time": NOON}))

    series, file = lab.initiate(cell, "s"), lab.initiate(cell, "f", **of_file)
    as_series = {"cell_instance_id": cell, "measurement": {"name": "s"}}
    as_file = {"cell_instance_id": cell, "measurement": {"name": "f"}, **of_file}

    def confirm(upload):
        return f"/cell_measurements/{upload['measurement_id']}/confirm-upload"

    for message, upload, body in (
        ("Not uploaded: time_series.parquet", series, as_series),
        ("begun for a time series", series, {**as_file, "measurement": {"name": "s"}}),
        ("begun for files", file, {**as_series, "measurement": {"name": "f"}}),
        ("Not uploaded: a.txt", file, as_file),
        ("No upload was begun for b.txt", file, {**as_file, "filenames": ["b.txt"]}),
    ):
        assert message in said(400, "POST", confirm(upload), body)
    lab.put(series, "time_series.parquet", parquet(SERIES))
    uneven = {"steps": {"Step count": [0, 1], "Cycle count": [0]}}
    assert "of one length" in said(400, "POST", confirm(series), {**as_series, **uneven})
    lab.post(confirm(series), as_series)
    assert "with another body" in said(
        409, "POST", confirm(series), {**as_series, "measurement": {"name": "s", "notes": "x"}}
    )
    lab.post(confirm(series), as_series)  # the same one again is no other upload

    ready = lab.wait(series["measurement_id"])
    lab.put(file, "a.txt", b"text")
    lab.post(confirm(file), as_file)
    replaced = f"/cell_measurements/{ready['id']}/replace"
    for other in (ready["id"], lab.measurement()):  # itself, and one of another cell
        assert "another one of the same cell" in said(
            400, "POST", replaced, {"replacement_id": other}
        )
    extend = f"/cell_measurements/{file['measurement_id']}/initiate-extend"
    assert "no time series to extend" in said(400, "POST", extend)
    lab.patch(f"/cell_measurements/{ready['id']}", {"start_time": NOON, "end_time": ONE})
    extend = f"/cell_measurements/{ready['id']}/initiate-extend"
    assert "has ended" in said(409, "POST", extend)
    lab.patch(f"/cell_measurements/{ready['id']}", {"end_time": None})
    lab.post(extend)


def test_what_cannot_be_processed_is_neither_extended_nor_a_replacement(lab, said):
    cell = lab.cell()
    good = lab.measurement(cell)
    upload = lab.initiate(cell, "bad")
    lab.put(upload, "time_series.parquet", b"PAR1 and no table PAR1")
    lab.confirm(upload, cell, "bad")
    bad = upload["measurement_id"]
    assert lab.wait(bad)["processing_status"] == "failed"
    assert "while it is failed" in said(409, "POST", f"/cell_measurements/{bad}/initiate-extend")
    path = f"/cell_measurements/{good}/replace"
    assert "is failed" in said(409, "POST", path, {"replacement_id": bad})
    other = lab.measurement(cell)
    assert lab.post(path, {"replacement_id": other})["id"] == other


def dataset(columns, content=b"a,b\n1,2\n"):
    return {
        "files": {"file": ("t.csv", content)},
        "data": {
            "name": "d",
            "columns": columns if isinstance(columns, str) else json.dumps(columns),
        },
    }


def test_property_datasets(lab, said):
    material = lab.post("/materials", {"name": "LFP"})["id"]
    path = "/material_property_datasets"
    a, b = ({"name": name, "source_column_index": place} for place, name in enumerate("ab"))

    def send(columns):
        text = columns if isinstance(columns, str) else json.dumps(columns)
        return {
            "files": {"file": ("t.csv", b"a,b\n1,2\n")},
            "data": {"name": "d", "material_id": material, "columns": text},
        }

    for message, columns in (
        ("is not JSON", "["),
        ("is not an array", {}),
        ("columns is empty", []),
        ("columns[1] is not an object", [a, 1]),
        ("columns[1] has no name", [a, {"source_column_index": 1}]),
        ("columns[0] has no source_column_index", [{"name": "a"}]),
        ("columns[0] has no source_column_index", [{**a, "source_column_index": True}]),
        ("The unit of columns[0]", [{**a, "unit": 1}]),
        ("columns[1] has a name that is there twice: 'a'", [a, {**b, "name": "a"}]),
        ("source_column_index that is there twice: 0", [a, {**a, "name": "c"}]),
        ("The name of columns[0] is empty", [{**a, "name": " "}]),
        ("columns[0] is below 0", [{**a, "source_column_index": -1}]),
        ("the file has 2 columns", [{**a, "source_column_index": 2}]),
    ):
        assert message in said(400, "POST", path, **send(columns)), columns
    made = lab.ok("POST", path, **send([b]))  # the last column may be the only one
    assert [one["name"] for one in made["columns"]] == ["b"]
    table = lab.get(f"{path}/{made['id']}/data")
    assert table == {"b": [2.0]}
    for columns in ([a], [a, {**b, "source_column_index": 2}]):
        assert "each of the 2 columns" in said(
            400, "PATCH", f"{path}/{made['id']}", {"columns": columns}
        )


def test_analyses(lab, said, project):
    measurement = lab.measurement(wait=False)
    table = parquet(pl.DataFrame({"x": [1.0], "y": [2.0]}))
    described = [{"name": "x", "unit": ""}, {"name": "y", "unit": ""}]

    def send(content=table, **fields):
        shown = {"columns": described, **fields}
        return {
            "files": {"file": ("t.parquet", content)},
            "data": {
                "name": "a",
                "measurement_id": measurement,
                "analysis_type": "fit",
                **{name: json.dumps(value) for name, value in shown.items()},
            },
        }

    for content in (b"PAR1PAR1", b"x" + table, table + b"x"):
        assert "no Parquet" in said(400, "POST", "/analyses", **send(content))
    plot = {"x": "x", "y": ["y"]}
    for message, plots in (
        ("plots[0] has no column", [{"x": "x"}]),
        ("plots[1] names 'z'", [plot, {"x": "x", "y": ["z"]}]),
        ("plots[0] names 'z'", [{"x": "z", "y": ["y"]}]),
        ("plots[0] names 'z'", [{**plot, "group_by": "z"}]),
    ):
        assert message in said(400, "POST", "/analyses", **send(plots=plots)), plots
    made = lab.ok("POST", "/analyses", **send(plots=[plot]))["id"]
    path = f"/analyses/{made}"
    assert "has no column" in said(400, "PATCH", path, {"plots": [{"x": "x"}]})
    assert "names 'y'" in said(400, "PATCH", path, {"columns": described[:1]})
    lab.patch(path, {"metadata": {"a": 1}})
    assert lab.patch(path, {"name": "b"})["metadata"] == {"a": 1}
    assert lab.patch(path, {"metadata": None})["metadata"] == {}
    for query in ({}, {"measurement_id": measurement, "project_id": project}):
        assert "and not both" in said(400, "GET", "/analyses", params=query)
    for query in ({"measurement_id": measurement}, {"project_id": project}):
        assert lab.get("/analyses", **query)["total"] == 1
    assert lab.get("/analyses", project_id=lab.project())["total"] == 0


def test_simulations(lab, said, project, monkeypatch):
    monkeypatch.setattr(simulations, "MOST_RUNS", 10)
    protocol = lab.post(
        "/experiment_templates",
        {"name": "p", "protocol_config": {"steps": []}, "parameters_schema": {}},
    )["id"]
    quick = {"quick_model": {"capacity": 5.0, "chemistry": "NMC/Graphite"}}
    path, shared = "/simulations/with-template/batch", {"rate": 1, "heat": 2}

    def body(**fields):
        return {
            "project_id": project,
            "experiment_template_id": protocol,
            "parameterized_model": quick,
            "experiment_parameter_sets": [shared],
            **fields,
        }

    def started(**fields):
        made = [one["simulation_id"] for one in lab.post(path, body(**fields))]
        found = [lab.get(f"/simulations/{one}") for one in dict.fromkeys(made)]
        return [(one["experiment"]["parameters"], one["design"]) for one in found]

    def grid(*rows, sampling="grid", **fields):
        return {"sampling": sampling, "rows": list(rows), **fields}

    length = {"type": "range", "name": "L", "min": 1.0, "max": 3.0}
    mass = {"type": "discrete", "name": "M", "values": [5.0, 7.0]}
    assert started() == [(shared, None)]
    conditions = [{"experiment_parameters": {"rate": 3}}, {"design_parameters": {"L": 4}}]
    assert started(conditions=conditions) == [({"rate": 3, "heat": 2}, None), (shared, {"L": 4})]
    assert [
        tuple(design.values())
        for _, design in started(design_parameters_doe=grid({**length, "count": 3}, mass))
    ] == [(1, 5), (1, 7), (2, 5), (2, 7), (3, 5), (3, 7)]
    assert started(design_parameters_doe=grid({**length, "count": 1})) == [(shared, {"L": 1.0})]
    # An engine would choose the values of these: they are numbered.
    for drawn in (
        grid(length, mass, sampling="random", count=2),
        grid({"type": "normal", "name": "L", "mean": 1.0, "std": 0.1, "count": 2}),
    ):
        designs = [design for _, design in started(design_parameters_doe=drawn)]
        assert designs == [{"design": drawn, "point": place} for place in (0, 1)]

    alone = grid(length, sampling="random")
    assert started(design_parameters_doe=alone) == [(shared, {"design": alone, "point": 0})]

    most = grid({**length, "count": 5}, mass)
    assert len(lab.post(path, body(design_parameters_doe=most))) == 10
    for over in (grid({**length, "count": 6}, mass), grid(length, sampling="random", count=11)):
        assert "a request may have 10" in said(400, "POST", path, body(design_parameters_doe=over))
    assert "not both" in said(
        400, "POST", path, body(conditions=conditions, design_parameters_doe=most)
    )
    study = lab.post(f"/projects/{project}/studies", {"name": "s"})["id"]
    for _ in range(2):  # the second time they are in the study already
        lab.post(path, body(study_id=study, conditions=conditions))
    assert lab.get("/simulations", study_id=study)["total"] == 2
    assert "Name one of" in said(400, "GET", "/simulations")
    names = {"parameterized_model_id": protocol, "study_id": study}
    assert "not both" in said(400, "GET", "/simulations", params=names)
    assert lab.get("/simulations", study_id=study, experiment_template_id=protocol)["total"] == 2
    unknown = {"parameterized_model": "00000000-0000-4000-8000-000000000000"}
    lab.refused(404, "POST", path, json=body(**unknown))
