"""Uploads of each kind, what is made of them, and appending."""

import polars as pl
import pytest

import ionworks
from ionworks import IonworksError, MeasurementProcessingError


def test_upload_and_wait(client, cell, series):
    upload = {"measurement": {"name": "waited for"}, "time_series": series}
    made = client.cell_measurement.create(cell.id, upload)
    # What `create` hands back is the record as it was before processing.
    assert client.cell_measurement.get(made.id).processing_status == "ready"
    steps = client.cell_measurement.steps(made.id)
    assert steps["Step type"].to_list() == ["Constant current charge", "Rest"]
    assert steps["Charge capacity [A.h]"].to_list() == pytest.approx([0.002 * 590 / 3600, 0])
    cycles = client.cell_measurement.cycles(made.id)
    assert cycles["Cycle count"].to_list() == [0]
    both = client.cell_measurement.steps_and_cycles(made.id)
    assert both.steps.equals(steps)
    assert both.cycles.equals(cycles)


def test_upload_now_and_wait_later(client, cell, series):
    made = [
        client.cell_measurement.create(
            cell.id,
            {"measurement": {"name": name}, "time_series": series},
            wait_for_processing=False,
        ).id
        for name in ("first", "second")
    ]
    records = client.cell_measurement.wait_for_processing(made)
    assert {r["processing_status"] for r in records.values()} == {"ready"}


def test_create_or_get(client, cell, measured, series):
    upload = {"measurement": {"name": "RPT 0"}, "time_series": series}
    with pytest.raises(IonworksError) as caught:
        client.cell_measurement.create(cell.id, upload)
    assert caught.value.status_code == 409
    assert client.cell_measurement.create_or_get(cell.id, upload).id == measured.id


def test_strict_validation_and_a_step_table_of_the_uploader(client, cell, series):
    steps = pl.DataFrame(
        {
            "Step count": [0, 1],
            "Cycle count": [0, 0],
            "Start index": [0, 60],
            "End index": [59, 119],
            "Discharge capacity [A.h]": [0.0, 0.0],
            "Charge capacity [A.h]": [0.000328, 0.0],
            "Operator's label": ["formation", "pause"],
        }
    )
    upload = {"measurement": {"name": "own steps"}, "time_series": series, "steps": steps}
    made = client.cell_measurement.create(
        cell.id, upload, validate_strict=True, rated_capacity=0.002, voltage_window=(2.5, 4.2)
    )
    assert client.cell_measurement.steps(made.id).equals(steps)
    cycles = client.cell_measurement.cycles(made.id)
    assert cycles["Charge capacity [A.h]"].to_list() == [0.000328]


@pytest.mark.differs("ours finds text in the place of numbers before it uploads anything")
def test_what_cannot_be_processed_fails_with_a_reason(client, cell):
    # Text in place of numbers passes the checks of the official client.
    table = pl.DataFrame(
        {
            "Time [s]": [0.0, 1.0, 2.0],
            "Voltage [V]": ["3.7", "3.7", "3.7"],
            "Current [A]": [0.0, 0.0, 0.0],
            "Step count": [0, 0, 0],
        }
    )
    with pytest.raises(MeasurementProcessingError, match="holds text"):
        client.cell_measurement.create(
            cell.id, {"measurement": {"name": "broken"}, "time_series": table}
        )


def test_properties(client, cell):
    properties = {
        "thickness": {"value": 0.52, "unit": "mm"},
        "visual_condition": "No visible damage",
    }
    made = client.cell_measurement.create_properties(
        cell.id,
        name="Post-formation properties",
        properties=properties,
        notes="Measured after formation cycling",
        start_time="2026-03-15T09:30:00Z",
        test_setup={"operator": "J. D."},
        tags=["manual"],
    )
    assert client.cell_measurement.detail(made.id).properties == properties
    got = client.cell_measurement.get(made.id)
    assert (got.notes, got.tags, got.test_setup["operator"]) == (
        "Measured after formation cycling",
        ["manual"],
        "J. D.",
    )


def test_files(client, cell, tmp_path):
    contents = {
        "anode surface (1000x).png": b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        "größe.txt": "µm".encode(),
        # Above the size at which the client would send parts, were they on offer.
        "ct-scan.npy": b"\x93NUMPY" + bytes(17 * 2**20),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    made = client.cell_measurement.create_file(
        cell.id, "Files", [str(tmp_path / name) for name in contents]
    )
    assert set(client.cell_measurement.list_files(made.id)) == set(contents)
    assert client.cell_measurement.download_files(made.id) == contents
    assert client.cell_measurement.get_file(made.id, "größe.txt") == "µm".encode()
    only = client.cell_measurement.download_files(made.id, use_cache=False, filenames=["größe.txt"])
    assert only == {"größe.txt": "µm".encode()}
    assert client.cell_measurement.detail(made.id).files == contents


def test_images(client, cell, tmp_path):
    image = tmp_path / "anode.png"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    made = client.cell_measurement.create_file(
        cell.id, "Images", [str(image)], validate_images=True
    )
    assert client.cell_measurement.get_file(made.id, "anode.png") == image.read_bytes()


def test_extend(client, measured, series):
    later = series.with_columns(pl.col("Time [s]") + 1200.0, pl.col("Step count") + 2)
    client.cell_measurement.extend(measured.id, later)
    grown = client.cell_measurement.time_series(measured.id, use_cache=False)
    assert grown.equals(pl.concat([series, later]))
    steps = client.cell_measurement.steps(measured.id, use_cache=False)
    assert steps["Step count"].to_list() == [0, 1, 2, 3]


def test_rows_that_do_not_go_on_are_refused(client, measured, series):
    with pytest.raises(IonworksError, match="Time"):
        client.cell_measurement.extend(measured.id, series)
    assert client.cell_measurement.get(measured.id).processing_status == "ready"
    whole = client.cell_measurement.time_series(measured.id, use_cache=False)
    assert whole.equals(series)


def test_update_and_delete(client, measured):
    client.cell_measurement.update(measured.id, {"notes": "checked", "protocol": {"name": "RPT"}})
    got = client.cell_measurement.get(measured.id)
    assert got.notes == "checked"
    assert got.protocol == {"name": "RPT", "ambient_temperature_degc": 25}
    client.cell_measurement.delete(measured.id)
    with pytest.raises(IonworksError) as caught:
        client.cell_measurement.get(measured.id)
    assert caught.value.status_code == 404


def test_tags(client, cell, measured, project_id):
    other = client.cell_measurement.create_properties(cell.id, "weight", {"m": 1})
    tag = f"tag of {cell.id}"
    assert client.cell_measurement.add_tags([measured.id, other.id], [tag]) == 2
    found = client.cell_measurement.list_by_project(project_id, tags_all=[tag])
    assert {m.id for m in found} == {measured.id, other.id}
    [usage] = client.cell_measurement.list_tags(project_id, q=tag).items
    assert (usage.tag, usage.usage_count) == (tag, 2)
    assert client.cell_measurement.remove_tags(other.id, [tag]) == 1
    assert tag not in client.cell_measurement.get(other.id).tags


def test_watching(client, measured):
    client.cell_measurement.watch(measured.id)
    client.cell_measurement.unwatch(measured.id)


def test_raw_data(client, measured, project_id, tmp_path):
    export = tmp_path / "export.mpr"
    export.write_bytes(bytes(range(256)) * 100)
    raw = client.raw_data.upload(
        project_id, export, name="as exported", source="cycler", metadata={"channel": 3}
    )
    assert raw.filename == "export.mpr"
    assert client.raw_data.get(raw.id).metadata == {"channel": 3}
    assert client.raw_data.download(raw.id) == export.read_bytes()
    assert client.raw_data.update(raw.id, name="renamed").name == "renamed"
    assert raw.id in {r.id for r in client.raw_data.list(project_id)}
    client.cell_measurement.attach_raw_data(measured.id, [raw.id])
    assert [r.id for r in client.cell_measurement.list_raw_data(measured.id)] == [raw.id]
    assert list(client.raw_data.list_measurements(raw.id)) == [measured.id]
    client.cell_measurement.detach_raw_data(measured.id, raw.id)
    assert client.cell_measurement.list_raw_data(measured.id).total == 0
    client.raw_data.delete(raw.id)
    with pytest.raises(IonworksError):
        client.raw_data.get(raw.id)


def test_a_large_body_goes_compressed(client, cell):
    notes = "0123456789" * 60_000
    made = client.cell_measurement.create_properties(cell.id, "long", {"m": 1}, notes=notes)
    assert client.cell_measurement.get(made.id).notes == notes


def test_time_series_as_pandas(client, cell, series):
    upload = {"measurement": {"name": "pandas"}, "time_series": series.to_pandas()}
    made = client.cell_measurement.create(cell.id, upload)
    assert client.cell_measurement.time_series(made.id).equals(series)
    assert ionworks.get_dataframe_backend() == "polars"
