"""Commands on the data folder of an embedded platform, and how values are written."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from commands.conftest import SERIES, Command

from ionworks import Ionworks
from ionworks.commands import local
from ionworks.commands.showing import amount, printable, text_of
from ionworks.local.server import Platform


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """The folder of a platform that has a measurement, and serves no more."""
    folder = tmp_path / "data"
    with (
        Platform(folder) as platform,
        Ionworks(api_key=platform.api_key, api_url=platform.url) as client,
    ):
        spec = client.cell_spec.create({"name": "S"})
        cell = client.cell_instance.create(spec.id, {"name": "C"})
        upload = {"measurement": {"name": "M"}, "time_series": SERIES}
        client.cell_measurement.create(cell.id, upload)
    return folder


def test_a_folder_is_checked_copied_and_made_again(
    data: Path, ionworks: Command, tmp_path: Path
) -> None:
    stored = [path for path in (data / "objects").rglob("*") if path.is_file()]
    size = sum(path.stat().st_size for path in stored)
    sound = {"objects": len(stored), "size_bytes": size}
    checked = ionworks("check", data, "--json")
    assert checked.status == 0
    assert json.loads(checked.out) == {
        **sound,
        "without_digest": 0,
        "unconfirmed": 0,
        "lost": 0,
        "findings": [],
    }
    assert ionworks("check", data).lines == [
        f"Objects   {len(stored)} sound ({size / 1e6:.1f} MB)",
        "          0 without digest",
        "          0 not confirmed or about to be removed",
        "          0 in lost+found",
        "Findings  0",
    ]
    made = ionworks("backup", data, tmp_path / "copy", "--json")
    assert made.status == 0
    assert json.loads(made.out) == {**sound, "place": str(tmp_path / "copy"), "findings": []}
    again = ionworks("restore", tmp_path / "copy", tmp_path / "again", "--json")
    assert (again.status, json.loads(again.out)["place"]) == (0, str(tmp_path / "again"))
    assert json.loads(again.out)["objects"] == len(stored)
    assert json.loads(ionworks("check", tmp_path / "again", "--json").out)["findings"] == []
    for command in (("backup", data, tmp_path / "copy"), ("restore", tmp_path / "copy", data)):
        refused = ionworks(*command)
        assert (refused.status, refused.err.startswith("ionworks: ")) == (1, True)

    damaged = max(stored, key=lambda path: path.stat().st_size)
    damaged.write_bytes(damaged.read_bytes()[::-1])
    for command in (("check", data), ("backup", data, tmp_path / "other")):
        found = ionworks(*command, "--json")
        (finding,) = json.loads(found.out)["findings"]
        assert (found.status, damaged.name in finding) == (1, True)
    text = ionworks("check", data)
    assert (text.status, text.lines[-1]) == (1, "Findings  1")


def test_of_many_findings_the_first_hundred_are_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def written(count: int) -> list[str]:
        assert local.list_findings([f"f{number}" for number in range(count)]) == (count > 0)
        return capsys.readouterr().out.splitlines()

    assert written(0) == ["Findings  0"]
    assert written(100) == [*(f"f{number}" for number in range(100)), "Findings  100"]
    assert written(101)[-2:] == ["... and 1 more", "Findings  101"]
    assert written(103)[99:] == ["f99", "... and 3 more", "Findings  103"]


@pytest.mark.parametrize(
    ("size", "text"),
    [
        *((0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_949, "999.9 kB")),
        *((10**6, "1.0 MB"), (10**9, "1.0 GB"), (10**12, "1.0 TB"), (2 * 10**15, "2000.0 TB")),
    ],
)
def test_a_size_has_the_largest_unit_that_it_fills(size: int, text: str) -> None:
    assert amount(size) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *((None, ""), (True, "yes"), (False, "no"), (0, "0"), (0.0, "0"), (1 / 3, "0.333333")),
        *((-0.0, "0"), (-1.5, "-1.5")),
        (datetime(2026, 1, 2, 3, 4), "2026-01-02 03:04"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=timezone(timedelta(hours=1))), "2026-01-02 02:04Z"),
        (datetime(2026, 1, 2, 3, 4, tzinfo=UTC), "2026-01-02 03:04Z"),
        (date(2026, 1, 2), "2026-01-02"),
        ({"value": 5.0, "unit": "A.h"}, "5 A.h"),
        ({"value": 5.0, "unit": None}, "5"),
        ({"value": 5.0}, "5"),
        ({"value": 5.0, "more": math.nan}, '{"value": 5.0, "more": null}'),
        ({"a": [math.inf, date(2026, 1, 2)]}, '{"a": [null, "2026-01-02"]}'),
        ([1, None, "a"], "1, , a"),
        ("a\x1b[31m\tb\nc", "a\\x1b[31m\\tb\nc"),
    ],
)
def test_values_are_written_for_people(value: Any, text: str) -> None:
    assert text_of(value) == text
    assert printable("é\u202e") == "é\\u202e"


def test_the_files_of_a_measurement_are_listed(
    ionworks: Command, client: Ionworks, filled: dict[str, str], tmp_path: Path
) -> None:
    photo = tmp_path / "photo.txt"
    photo.write_text("x" * 1500)
    made = client.cell_measurement.create_file(filled["A"], "photos", [photo])
    (listed,) = json.loads(ionworks("files", "list", "LG M50/A/photos", "--json").out)
    assert listed["name"] == "photo.txt"
    text = ionworks("files", "list", made.measurement.id)
    assert text.lines[0].split()[:2] == ["Name", "Kind"]
    assert text.lines[1].startswith("photo.txt")
    none = ionworks("files", "list", "LG M50/A/cycling")
    assert (none.status, none.out, none.err) == (0, "", "'cycling' has no files.\n")
    whole = ionworks("get", "LG M50/A/cycling", "--output", tmp_path / "all.parquet")
    assert whole.status == 0, whole.err
    assert "as it is stored" in whole.err
    assert (tmp_path / "all.parquet").read_bytes()[:4] == b"PAR1"
