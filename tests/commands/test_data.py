"""Data of a measurement: into files, into the terminal, as pictures; files; checks."""

from __future__ import annotations

import json
import sys
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from commands.conftest import SERIES, Command

from ionworks import Ionworks

NAMED = "LG M50/A/cycling"


def test_a_series_is_written_as_it_is_stored(
    ionworks: Command, filled: dict[str, str], client: Ionworks, tmp_path: Path
) -> None:
    ended = ionworks("get", NAMED, "-o", tmp_path / "s.parquet")
    assert (ended.status, ended.out) == (0, "")
    stored = client.cell_measurement.download(filled[NAMED], tmp_path / "stored.parquet")
    assert (tmp_path / "s.parquet").read_bytes() == stored.read_bytes()


def test_parts_and_tables_in_each_kind_of_file(
    ionworks: Command, filled: dict[str, str], tmp_path: Path
) -> None:
    hour = ("--from", 3600, "--to", 5400, "-c", "Time [s]", "-c", "Voltage [V]")
    wanted = SERIES.filter(pl.col("Time [s]").is_between(3600, 5400)).select(
        "Time [s]", "Voltage [V]"
    )
    assert ionworks("get", NAMED, *hour, "-o", tmp_path / "h.parquet").status == 0
    assert pl.read_parquet(tmp_path / "h.parquet").equals(wanted)
    assert ionworks("get", NAMED, *hour, "-o", tmp_path / "h.csv").status == 0
    assert pl.read_csv(tmp_path / "h.csv", schema=wanted.schema).equals(wanted)
    piped = ionworks("get", NAMED, *hour, "-o", "-")
    assert pl.read_csv(BytesIO(piped.out.encode()), schema=wanted.schema).equals(wanted)
    ended = ionworks("get", filled[NAMED], "--what", "steps", "-o", tmp_path / "s.xlsx")
    assert ended.status == 0
    assert "has 2 rows" in ended.err
    assert (tmp_path / "s.xlsx").read_bytes()[:2] == b"PK"
    (step,) = json.loads(
        ionworks("get", NAMED, "--what", "cycles", "-c", "Cycle count", "--json").out
    )
    assert step == {"Cycle count": 0}


def test_rows_are_shown(ionworks: Command, filled: dict[str, str]) -> None:
    ended = ionworks("get", NAMED, "--rows", 4)
    head, *rows = ended.lines
    assert head.startswith("Time [s]  Voltage [V]")
    assert [row.split()[0] for row in rows] == ["0", "60", "…", "5880", "5940"]
    assert ended.err.startswith("100 rows, ")
    assert len(json.loads(ionworks("get", NAMED, "--json").out)) == 100


def test_nothing_is_written_over_or_left_half(
    ionworks: Command, filled: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "there.csv"
    there.write_text("mine")
    (tmp_path / "a.png").write_text("mine")
    for wrong, said in (
        (("get", NAMED, "-o", there), "--force"),
        (("plot", NAMED, "-o", tmp_path / "a.png"), "--force"),
        (("get", NAMED, "-o", tmp_path / "x.doc"), ".xlsx"),
        (("plot", NAMED, "-o", tmp_path / "x.doc"), ".png"),
        (("plot", NAMED, "--kind", "bode"), "--output"),
        (("get", NAMED, "-o", tmp_path / "no" / "x.csv"), "no folder"),
        (("get", NAMED, "-c", "Colour", "-o", tmp_path / "x.csv"), "Colour"),
        (("get", NAMED, "--what", "steps", "-c", "Colour", "-o", tmp_path / "x.csv"), "Colour"),
        (("get", NAMED, "--what", "steps", "--from", 3), "--from"),
    ):
        ended = ionworks(*wrong)
        assert (ended.status, ended.out) == (2, ""), wrong
        assert said in ended.err
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    ended = ionworks("get", NAMED, "-o", tmp_path / "x.xlsx")
    assert (ended.status, "ionworks-api[excel]" in ended.err) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "there.csv"]
    assert there.read_text() == "mine"
    assert ionworks("get", NAMED, "-o", there, "--force").status == 0
    assert there.read_text().startswith("Time [s],")


def test_a_picture_is_written_or_drawn_here(
    ionworks: Command, filled: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    assert ionworks("plot", NAMED, "-o", tmp_path / "a.png").status == 0
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert ionworks("plot", NAMED, "--kind", "steps", "-o", tmp_path / "a.svg").status == 0
    assert "<svg" in (tmp_path / "a.svg").read_text()
    monkeypatch.setenv("COLUMNS", "72")
    ended = ionworks("plot", NAMED)
    assert ended.status == 0
    assert "A · cycling: Voltage [V]" in ended.lines[0]  # as the picture in a file has it
    assert {"Current [A]", "Time [s]"} <= {line.strip() for line in ended.lines}
    assert all(len(line) <= 72 for line in ended.lines)
    assert "\x1b" not in ended.out
    assert any("\u2800" < letter <= "\u28ff" for letter in ended.out)  # braille
    monkeypatch.setitem(sys.modules, "plotext", None)
    ended = ionworks("plot", NAMED, "--kind", "cycles")
    assert (ended.status, "ionworks-api[plot]" in ended.err) == (2, True)


def test_files_are_listed_and_taken_home(
    ionworks: Command, filled: dict[str, str], client: Ionworks, tmp_path: Path
) -> None:
    source = tmp_path / "front.txt"
    source.write_text("a picture")
    made = client.cell_measurement.create_file(filled["A"], "microscopy", [source])
    raw = client.raw_data.upload(b"export", name="export.ndax")
    client.cell_measurement.attach_raw_data(made.id, raw.id)
    listed = json.loads(ionworks("files", "LG M50/A/microscopy", "--json").out)
    assert [(one["name"], one["kind"], one["size_bytes"]) for one in listed] == [
        ("front.txt", "file", None),
        ("export.ndax", "raw data", 6),
    ]
    folder = tmp_path / "home"
    ended = ionworks("files", "download", made.id, "--to", folder)
    assert ended.lines == [str(folder / "front.txt"), str(folder / "export.ndax")]
    assert (folder / "front.txt").read_text() == "a picture"
    assert (folder / "export.ndax").read_bytes() == b"export"
    (folder / "front.txt").write_text("mine")
    assert ionworks("files", "download", made.id, "--to", folder).status == 2
    assert (folder / "front.txt").read_text() == "mine"
    ended = ionworks("files", "download", made.id, "--name", "front.txt", "--to", folder, "--force")
    assert (ended.status, (folder / "front.txt").read_text()) == (0, "a picture")
    assert ionworks("files", "download", made.id, "--name", "back.txt").status == 3
    assert "has no files" in ionworks("files", NAMED).err


def test_files_are_checked_before_an_upload(ionworks: Command, tmp_path: Path) -> None:
    SERIES.write_csv(tmp_path / "good.csv")
    SERIES.with_columns(pl.col("Time [s]").reverse()).write_csv(tmp_path / "bad.csv")
    (tmp_path / "notes.txt").write_text("no series")
    ended = ionworks("validate", tmp_path / "good.csv")
    assert (ended.status, ended.lines[0]) == (0, f"{tmp_path / 'good.csv'}: passed")
    ended = ionworks("validate", tmp_path)
    assert ended.status == 1
    assert "bad.csv: refused" in ended.out
    assert "  error: " in ended.out
    assert "2 files: 1 passed, 1 refused." in ended.err
    assert "notes.txt" in ended.err
    report = json.loads(ionworks("validate", tmp_path, "--json").out)
    assert report["passed"] is False
    assert {Path(one["file"]).name: one["passed"] for one in report["files"]} == {
        "good.csv": True,
        "bad.csv": False,
    }
    ended = ionworks("validate", tmp_path / "nowhere.csv")
    assert (ended.status, ended.out) == (2, "")
    assert ionworks("validate", tmp_path / "good.csv", "--skip-check", "colour").status == 2


@pytest.mark.filterwarnings("default::ionworks.GuessWarning")
def test_what_was_guessed_is_said_without_advice_for_python(ionworks, tmp_path):
    SERIES.rename({"Time [s]": "Testzeit [s]"}).write_csv(tmp_path / "export.csv")
    ended = ionworks("validate", tmp_path / "export.csv")
    assert ended.status == 0
    assert "warning: export.csv does not say everything, so this was guessed:" in ended.err
    assert "  columns: 'Testzeit [s]' is 'Time [s]'" in ended.err.splitlines()
    assert "ionworks.read" not in ended.err
