"""The audits find what they are there to find: each kind of damage is planted once."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from crashes.audit import audit_cache, audit_folder, audit_records
from crashes.samples import detail, encoded, series
from crashes.tools import connected, new_cell

from ionworks import Ionworks
from ionworks.cache import CacheSettings
from ionworks.local.server import Platform

FRAME = series(1)
SERIES_FILE = "objects/measurements/*/1/time_series.parquet"


@pytest.fixture(scope="module")
def _sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a series, a file and a raw data file, of a platform that was stopped."""
    folder = tmp_path_factory.mktemp("sound")
    note = folder / "note.txt"
    note.write_text("a note")
    with Platform(folder / "data") as platform, connected(platform) as client:
        cell = new_cell(client)
        client.cell_measurement.create(cell, detail("series", FRAME))
        client.cell_measurement.create_file(cell, name="file", filepaths=[note])
        client.raw_data.upload(note)
        assert audit_folder(folder / "data") == []
    return folder / "data"


@pytest.fixture
def sound(_sound: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_sound, tmp_path / "sound")


def only(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def plant(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")


def statement(data: Path, text: str) -> None:
    with closing(sqlite3.connect(data / "platform.db")) as database, database:
        database.execute(text)


def test_a_sound_folder_has_no_findings(sound: Path) -> None:
    assert audit_folder(sound) == []


DAMAGES: dict[str, tuple[set[str], Callable[[Path], object]]] = {
    "series": ({"missing object"}, lambda data: only(data, SERIES_FILE).unlink()),
    "table": ({"missing object"}, lambda data: only(data, "objects/**/cycles.parquet").unlink()),
    "file": (
        {"missing object", "empty folder"},
        lambda data: only(data, "objects/**/files/0").unlink(),
    ),
    "raw": (
        {"missing object", "empty folder"},
        lambda data: only(data, "objects/raw_data/*/data").unlink(),
    ),
    "raw cut": ({"wrong size"}, lambda data: plant(only(data, "objects/raw_data/*/data"))),
    "orphan": ({"orphaned object"}, lambda data: plant(data / "objects/measurements/gone/1/x")),
    "old version": (
        {"orphaned object"},
        lambda data: plant(only(data, SERIES_FILE).parents[1] / "0/time_series.parquet"),
    ),
    "extension": (
        {"orphaned object"},
        lambda data: plant(only(data, SERIES_FILE).with_name("time_series_extend.parquet")),
    ),
    "empty": ({"empty folder"}, lambda data: (data / "objects/measurements/gone").mkdir()),
    "incoming": ({"temporary file"}, lambda data: plant(data / "incoming/half")),
    "stray": ({"stray file"}, lambda data: plant(data / ".serving.json.new")),
    "unsettled": (
        {"not settled"},
        lambda data: statement(
            data,
            "UPDATE cell_measurements SET processing_status = 'running' WHERE name = 'series'",
        ),
    ),
    "upload": (
        {"upload under way"},
        lambda data: statement(data, "INSERT INTO uploads VALUES ('u', 'raw_data', 't', '2')"),
    ),
    "dangling": (
        {"dangling row"},
        lambda data: statement(data, "UPDATE cell_measurements SET cell_instance_id = 'gone'"),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_of_a_folder_is_found(sound: Path, damage: str) -> None:
    expected, do = DAMAGES[damage]
    do(sound)
    assert {finding.partition(":")[0] for finding in audit_folder(sound)} == expected


def test_sound_records_have_no_findings(own_client: Ionworks, cell: str) -> None:
    own_client.cell_measurement.create(cell, detail("series", FRAME))
    allowed = {"series": [encoded(FRAME)], "maybe": [None, encoded(series(2))]}
    assert audit_records(own_client, cell, allowed) == (
        [],
        {"series": encoded(FRAME), "maybe": None},
    )
    assert audit_records(own_client, cell, {"series": [series(2), FRAME]})[0] == []


def test_wrong_records_are_found(own_client: Ionworks, cell: str) -> None:
    own_client.cell_measurement.create(cell, detail("series", FRAME))
    for allowed, finding in [
        ({}, "phantom record: series"),
        ({"series": [None]}, "wrong content: series"),
        ({"series": [series(2), encoded(series(2))]}, "wrong content: series"),
        ({"series": [FRAME], "other": [FRAME]}, "missing record: other"),
    ]:
        assert audit_records(own_client, cell, allowed)[0] == [finding]


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95])
def test_a_changed_byte_is_found(own_client: Ionworks, cell: str, data: Path, part: float) -> None:
    own_client.cell_measurement.create(cell, detail("series", FRAME))
    flip(only(data, SERIES_FILE), int(len(encoded(FRAME)) * part))
    (finding,) = audit_records(own_client, cell, {"series": [encoded(FRAME)]})[0]
    assert finding.startswith("unreadable: series")
    assert "does not match its SHA-256" in finding


@pytest.fixture
def cached(own_platform: Platform, cell: str, tmp_path: Path) -> Path:
    """A cache with two entries."""
    settings = CacheSettings(directory=tmp_path / "shared")
    with connected(own_platform, cache=settings) as client:
        made = client.cell_measurement.create(cell, detail("series", FRAME))
        client.cell_measurement.time_series(made.id)
        client.cell_measurement.steps(made.id)
    return settings.directory / "sdk-v1"


@pytest.mark.parametrize(
    ("damage", "finding"),
    [
        (lambda root: next((root / "entries").iterdir()).unlink(), "row without file"),
        (lambda root: plant(root / "entries" / "extra.parquet"), "file without row"),
        (lambda root: flip(next((root / "entries").iterdir()), 20), "wrong content"),
        (lambda root: plant(root / "partial" / "left"), "temporary file"),
    ],
    ids=["missing", "extra", "changed", "partial"],
)
def test_damage_of_a_cache_is_found(
    cached: Path, damage: Callable[[Path], object], finding: str
) -> None:
    assert audit_cache(cached.parent) == []
    damage(cached)
    (found,) = audit_cache(cached.parent)
    assert found.startswith(finding)
