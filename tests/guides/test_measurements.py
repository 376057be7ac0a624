"""The page "Measurements"."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest
from guides.blocks import Block, Page
from guides.conftest import Wire
from guides.samples import PNG, SERIES, described

from ionworks import Ionworks
from ionworks.records import CellMeasurement, MeasurementBundle

PAGE = Page("measurements")

TIFF = b"II*\x00" + bytes(64)


class TestMeasurementTypes:
    def test_a_time_series_gets_step_and_cycle_summaries(self, client: Ionworks, cell: Any) -> None:
        made = client.cell_measurement.create(cell.id, described("RPT 0"))
        assert made.measurement.measurement_type == "time_series"
        detail = client.cell_measurement.detail(made.id)
        assert detail.time_series.equals(SERIES)
        assert detail.steps["Step count"].to_list() == [0, 1]
        assert detail.cycles["Cycle count"].to_list() == [0]

    def test_properties_upload_no_file(self, client: Ionworks, cell: Any, wire: Wire) -> None:
        made = client.cell_measurement.create_properties(cell.id, name="m", properties={"mass": 1})
        assert made.measurement_type == "properties"
        assert [request.method for request in wire] == ["POST"]

    def test_a_file_measurement_takes_any_files(
        self, client: Ionworks, cell: Any, tmp_path: Path
    ) -> None:
        content = {"sem.png": PNG, "report.pdf": b"%PDF-1.7", "map.npy": b"\x93NUMPY", "raw": b""}
        for name, body in content.items():
            (tmp_path / name).write_bytes(body)
        made = client.cell_measurement.create_file(
            cell.id, name="autopsy", filepaths=[tmp_path / name for name in content]
        )
        assert made.measurement.measurement_type == "file"
        assert client.cell_measurement.download_files(made.id) == content


FIELDS: dict[str, Any] = {
    "protocol": {"name": "CC-CV charge at C/10 to 4.2V", "ambient_temperature_degc": 25},
    "test_setup": {
        "cycler": "Biologic VMP3",
        "operator": "Jane Smith",
        "lab": "Building 4",
        "channel_number": 12,
    },
    "start_time": "2026-02-15T09:30:00Z",
    "notes": "Free-form",
}


class TestCommonFields:
    @pytest.mark.parametrize("kind", ["time_series", "properties", "file"])
    @pytest.mark.parametrize("fields", [FIELDS, {}], ids=["given", "left out"])
    def test_every_type_takes_them_and_needs_none(
        self, client: Ionworks, cell: Any, tmp_path: Path, kind: str, fields: dict[str, Any]
    ) -> None:
        measurements = client.cell_measurement
        if kind == "time_series":
            made = measurements.create(cell.id, described("m", **fields)).measurement
        elif kind == "properties":
            made = measurements.create_properties(cell.id, name="m", properties={}, **fields)
        else:
            (tmp_path / "photo.png").write_bytes(PNG)
            made = measurements.create_file(
                cell.id, name="m", filepaths=[tmp_path / "photo.png"], **fields
            ).measurement
        stored = measurements.get(made.id)
        assert (stored.name, stored.measurement_type) == ("m", kind)
        assert stored.notes == fields.get("notes")
        for name in ("protocol", "test_setup"):
            assert (getattr(stored, name) or {}) == fields.get(name, {})
        start = stored.start_time
        assert (start and f"{start:%Y-%m-%dT%H:%M:%SZ}") == fields.get("start_time")


class TestTimeSeries:
    @PAGE.block("Time series")
    def test_create(self, block: Block, client: Ionworks, cell: Any, capsys: Any) -> None:
        names = block.run(client=client, cell_instance=cell)
        bundle = names["bundle"]
        assert isinstance(bundle, MeasurementBundle)
        assert capsys.readouterr().out == "Steps created: 2\n"
        stored = client.cell_measurement.get(bundle.measurement.id)
        assert stored.name == "Formation Cycle 1"
        assert stored.protocol["ambient_temperature_degc"] == 25
        back = client.cell_measurement.detail(stored.id)
        assert back.time_series.to_dict(as_series=False) == names["time_series"].to_dict("list")
        assert (back.steps.height, back.cycles.height) == (bundle.steps_created, 1)

    def test_it_is_the_default_type(self, client: Ionworks, cell: Any) -> None:
        made = client.cell_measurement.create(cell.id, described("no type is named"))
        assert client.cell_measurement.get(made.id).measurement_type == "time_series"


class TestProperties:
    @PAGE.block("Properties")
    def test_create(self, block: Block, client: Ionworks, cell: Any) -> None:
        made = block.run(client=client, cell_instance=cell)["measurement"]
        assert type(made) is CellMeasurement  # no bundle
        assert (made.name, made.notes) == (
            "Post-formation properties",
            "Measured after formation cycling",
        )
        assert client.cell_measurement.get(made.id).properties == {
            "thickness": {"value": 0.52, "unit": "mm"},
            "weight": {"value": 45.3, "unit": "g"},
            "internal_resistance": {"value": 12.5, "unit": "mOhm"},
            "visual_condition": "No visible damage",
        }

    def test_plain_text_and_numbers_are_allowed(self, client: Ionworks, cell: Any) -> None:
        given = {"text": "x", "whole": 3, "fraction": 0.5, "quantity": {"value": 1, "unit": "mm"}}
        made = client.cell_measurement.create_properties(cell.id, name="m", properties=given)
        assert client.cell_measurement.get(made.id).properties == given


@pytest.fixture
def images(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A current directory with the files that the page names."""
    (tmp_path / "images").mkdir()
    for name in ("anode_surface_1000x.png", "cathode_cross_section_500x.png"):
        (tmp_path / "images" / name).write_bytes(PNG + name.encode())
    (tmp_path / "photo.png").write_bytes(PNG)
    (tmp_path / "scan.tiff").write_bytes(TIFF)
    monkeypatch.chdir(tmp_path)
    return tmp_path


class TestFile:
    @PAGE.block("File", 1)
    def test_create(self, block: Block, client: Ionworks, cell: Any, images: Path) -> None:
        bundle = block.run(client=client, cell_instance=cell)["bundle"]
        stored = client.cell_measurement.get(bundle.measurement.id)
        assert (stored.name, stored.measurement_type) == ("Post-cycling SEM images", "file")
        assert stored.notes == "SEM images taken after 500 cycles"
        assert client.cell_measurement.download_files(stored.id) == {
            path.name: path.read_bytes() for path in (images / "images").iterdir()
        }

    @PAGE.block("File", 2)
    def test_images_are_validated(
        self, block: Block, client: Ionworks, cell: Any, images: Path
    ) -> None:
        made = block.run(client=client, cell_instance=cell)["bundle"]
        assert client.cell_measurement.list_files(made.id) == ["photo.png", "scan.tiff"]

    @PAGE.block("File", 3)
    def test_files_are_listed_and_downloaded(
        self, block: Block, client: Ionworks, cell: Any, images: Path, capsys: Any
    ) -> None:
        made = client.cell_measurement.create_file(
            cell.id, name="m", filepaths=["photo.png", "scan.tiff"]
        )
        names = block.run(client=client, measurement_id=made.id)
        assert names["filenames"] == ["photo.png", "scan.tiff"]
        assert names["files"] == {"photo.png": PNG, "scan.tiff": TIFF}
        assert capsys.readouterr().out == (
            f"photo.png: {len(PNG)} bytes\nscan.tiff: {len(TIFF)} bytes\n"
        )

    @pytest.mark.parametrize("name", ["photo.png", "scan.tiff"])
    def test_a_header_that_does_not_match_is_found_before_the_upload(
        self, client: Ionworks, cell: Any, images: Path, wire: Wire, name: str
    ) -> None:
        (images / name).write_bytes(b"GIF89a")
        upload = {"name": "Electrode images", "filepaths": ["photo.png", "scan.tiff"]}
        with pytest.raises(ValueError, match=name):
            client.cell_measurement.create_file(cell.id, **upload, validate_images=True)
        assert wire == []
        client.cell_measurement.create_file(cell.id, **upload)  # it is only done when asked for

    def test_metadata_of_the_files_comes_from_the_server(
        self, client: Ionworks, cell: Any, images: Path
    ) -> None:
        made = client.cell_measurement.create_file(
            cell.id, name="m", filepaths=["photo.png", "scan.tiff"]
        )
        found = client.cell_measurement.get(made.id).file_metadata
        assert {name: facts["content_type"] for name, facts in found.items()} == {
            "photo.png": "image/png",
            "scan.tiff": "image/tiff",
        }
        assert found["photo.png"]["size_bytes"] == len(PNG)

    def test_dimensions_of_an_image_come_from_the_server(
        self, client: Ionworks, cell: Any, images: Path
    ) -> None:
        made = client.cell_measurement.create_file(cell.id, name="m", filepaths=["photo.png"])
        facts = client.cell_measurement.get(made.id).file_metadata["photo.png"]
        assert (facts["width"], facts["height"]) == (3, 2)

    def test_metadata_of_the_files_cannot_be_written(
        self, client: Ionworks, cell: Any, images: Path
    ) -> None:
        made = client.cell_measurement.create_file(cell.id, name="m", filepaths=["photo.png"])
        before = client.cell_measurement.get(made.id).file_metadata
        with contextlib.suppress(ValueError):  # refusing it is as good as leaving it alone
            client.cell_measurement.update(made.id, {"file_metadata": {}})
        assert client.cell_measurement.get(made.id).file_metadata == before

    def test_the_client_initiates_uploads_and_confirms(
        self, client: Ionworks, cell: Any, images: Path, wire: Wire, address: dict[str, Any]
    ) -> None:
        made = client.cell_measurement.create_file(cell.id, name="m", filepaths=["photo.png"])
        begin, put, confirm = wire[:3]
        assert begin.url.path == f"/cell_instances/{cell.id}/cell_measurements/initiate-upload"
        assert confirm.url.path == f"/cell_measurements/{made.id}/confirm-upload"
        assert put.method == "PUT"
        assert "signature" in put.url.params
        assert "x-api-key" not in put.headers


def test_every_block_of_the_page_is_proven() -> None:
    assert PAGE.unproven() == []
