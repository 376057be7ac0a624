"""Folders through the command: `upload` by a plan, `watch` while files grow."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from commands.conftest import Command

from ionworks import Ionworks
from ionworks.folders import FolderWatch, plan_upload
from ionworks.folders.names import NameRule, Target

RULE = ("--name", "{cell}_{test}", "--spec", "LG M50")
JOURNAL = "ionworks-journal.jsonl"


def export(rows: int, shift: float = 0.0) -> str:
    """Write an export: a discharge at 500 mA, charge positive, rows of a minute."""
    lines = ["t/s,U/V,I/mA"]
    lines += [f"{60 * row},{4.1 - 0.001 * row - shift:.4f},-500" for row in range(rows)]
    return "\n".join(lines) + "\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten good files of five cells, a bad one, and others."""
    exports = tmp_path / "exports"
    (exports / "more").mkdir(parents=True)
    for cell in range(5):
        (exports / f"C{cell}_a.csv").write_text(export(20, cell / 100))
        (exports / "more" / f"C{cell}_b.csv").write_text(export(30, cell / 100))
    (exports / "C0_bad.csv").write_text("t/s,U/V,I/mA\n0,4.1,-500\n60,4.0\n120,3.9,-500\n")
    (exports / "readme.md").write_text("about")
    (exports / "overview.csv").write_text("a,b\n1,2\n")
    return exports


def stored(client: Ionworks) -> dict[str, Any]:
    """Return the measurements of the project by their names."""
    return {f"{each.instance['name']}/{each.name}": each for each in client.cell_measurement.find()}


def test_what_the_plan_says_is_what_is_done(
    ionworks: Command, client: Ionworks, folder: Path, tmp_path: Path
) -> None:
    planned = ionworks("upload", folder, *RULE, "--plan", "--json")
    assert planned.status == 1  # one is refused
    plan = json.loads(planned.out)
    assert plan["counts"] == {"refused": 1, "new": 10, "not looked at": 2}
    assert plan["creates"][0] == "specification LG M50"
    assert len(plan["creates"]) == 6
    refused = next(each for each in plan["files"] if each["action"] == "refused")
    assert (refused["file"], "line 3" in refused["why"]) == ("C0_bad.csv", True)
    assert stored(client) == {}
    assert not (folder / JOURNAL).exists()

    report = tmp_path / "report.csv"
    done = ionworks("upload", folder, *RULE, "--yes", "--tag", "lab", "--report", report, "--json")
    assert done.status == 1
    outcome = json.loads(done.out)
    assert outcome["counts"] == {"refused": 1, "uploaded": 10, "not looked at": 2}
    made = stored(client)
    new = {f"{e['cell']}/{e['measurement']}" for e in plan["files"] if e["action"] == "new"}
    assert set(made) == new
    assert all(each.tags == ["lab"] for each in made.values())
    series = client.cell_measurement.time_series(made["C3/b"].id)
    assert series["Current [A]"].to_list() == [0.5] * 30
    assert series["Voltage [V]"][0] == pytest.approx(4.07)
    with report.open() as file:
        rows = list(csv.DictReader(file))
    assert [row["outcome"] for row in rows] == [each["outcome"] for each in outcome["files"]]
    assert {row["measurement_id"] for row in rows} - {""} == {each.id for each in made.values()}

    again = ionworks("upload", folder, *RULE, "--tag", "lab")  # nothing to ask about
    assert again.status == 1
    assert "13 files: 10 exists, 1 refused, 2 not looked at" in again.err
    (folder / "C0_bad.csv").unlink()
    (folder / JOURNAL).unlink()  # then the stored rows are compared
    assert ionworks("upload", folder, *RULE, "--tag", "lab").status == 0
    assert {name: each.id for name, each in stored(client).items()} == {
        name: each.id for name, each in made.items()
    }
    assert len((folder / JOURNAL).read_text().splitlines()) == 10


def test_what_differs_is_said_and_left(ionworks: Command, client: Ionworks, tmp_path: Path) -> None:
    for name in ("A_grown", "A_rewritten", "A_other", "A_same"):
        (tmp_path / f"{name}.csv").write_text(export(20))
    assert ionworks("upload", tmp_path, *RULE, "--yes").status == 0
    before = stored(client)
    (tmp_path / "A_grown.csv").write_text(export(25))
    (tmp_path / "A_rewritten.csv").write_text(export(25, 0.1))
    client.cell_measurement.update(before["A/other"].id, {"notes": "theirs"})
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "File;Notes;Tags;operator\nA_other.csv;ours;;ada\nA_grown.csv;;;ada\n"
        "A_rewritten.csv;;;ada\nA_same.csv;;new, tag;ada\nA_gone.csv;;;ada\n"
    )
    ended = ionworks("upload", tmp_path, *RULE, "--sheet", sheet, "--json", "--yes")
    assert ended.status == 1
    why = {each["file"]: (each["outcome"], each["why"]) for each in json.loads(ended.out)["files"]}
    assert why["A_grown.csv"][0] == why["A_rewritten.csv"][0] == "differs"
    assert "has grown" in why["A_grown.csv"][1]
    assert "rewritten" in why["A_rewritten.csv"][1]
    assert why["A_other.csv"] == ("differs", "notes: stored 'theirs', sent 'ours'")
    assert why["A_same.csv"][0] == "differs"
    assert why["A_gone.csv"][0] == "refused"
    assert {n: e.updated_at for n, e in stored(client).items() if n != "A/other"} == {
        n: e.updated_at for n, e in before.items() if n != "A/other"
    }


def test_a_file_that_changes_after_the_plan_is_left(client: Ionworks, folder: Path) -> None:
    plan = plan_upload(client, folder, name="{cell}_{test}", spec="LG M50")
    assert plan.counts["new"] == 10
    (folder / "C1_a.csv").write_text(export(21))
    (folder / "C2_a.csv").unlink()
    spec = client.cell_spec.create({"name": "LG M50"})
    cell = client.cell_instance.create(spec.id, {"name": "C3"})
    client.cell_measurement.create_properties(cell.id, "a", {"x": {"value": 1, "unit": "g"}})
    seen: list[tuple[int, int]] = []
    report = plan.apply(progress=lambda done, total: seen.append((done, total)))
    assert not report
    assert report.counts["changed"] == 3
    assert report.counts["uploaded"] == 7
    assert seen[-1][0] == seen[-1][1] == sum(i.size for i in plan.items if i.action == "new")
    assert "changed: C1_a.csv: the file has changed since the plan" in repr(report)


def test_a_second_run_goes_on_where_a_killed_one_ended(
    ionworks: Command, client: Ionworks, folder: Path
) -> None:
    """The process is killed while it uploads, at the third line of its journal."""
    for file in (folder / "more").iterdir():
        file.unlink()
    program = f"""
import os, signal
from ionworks import Ionworks
from ionworks.folders import plan_upload
from ionworks.folders.journals import Journal
add = Journal.add
def killed(self, stored):
    if len(self._stored) == 2:  # uploaded, and not written down
        os.kill(os.getpid(), signal.SIGKILL)
    add(self, stored)
Journal.add = killed
with Ionworks() as client:
    plan_upload(client, {str(folder)!r}, name="{{cell}}_{{test}}", spec="LG M50").apply(
        max_parallel=1
    )
"""
    ended = subprocess.run(
        [sys.executable, "-c", program], env=dict(os.environ), check=False, capture_output=True
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    first = stored(client)
    assert len(first) == 3
    journal = folder / JOURNAL
    lines = journal.read_bytes()
    assert lines.count(b"\n") == 2
    journal.write_bytes(lines + lines[:40])  # a line that was not written to its end
    done = ionworks("upload", folder, *RULE, "--yes", "--json")
    assert json.loads(done.out)["counts"] == {
        "uploaded": 2,
        "exists": 3,
        "refused": 1,
        "not looked at": 2,
    }
    second = stored(client)
    assert len(second) == 5
    assert all(second[name].id == each.id for name, each in first.items())
    assert json.loads(ionworks("upload", folder, *RULE, "--yes", "--json").out)["counts"] == {
        "exists": 5,
        "refused": 1,
        "not looked at": 2,
    }


def test_bad_input_ends_with_2_and_nothing_is_done(
    ionworks: Command, client: Ionworks, folder: Path, tmp_path: Path
) -> None:
    nothing = tmp_path / "nothing.csv"
    nothing.write_text("name,cell\nx,y\n")
    data = folder / "C0_a.csv"
    for wrong, said in (
        ((folder,), "--name"),
        ((folder / "no", *RULE), "no folder"),
        ((data, *RULE), "is a file"),
        ((folder, "--name", "{cell}_{cell}"), "twice"),
        ((folder, "--name", "cell"), "no field"),
        ((folder, "--name", "{cell"), "cannot be read"),
        ((folder, "--sheet", nothing), "no column 'file'"),
        ((folder, "--sheet", tmp_path / "no.csv"), "no file"),
        ((folder, *RULE, "--journal", data), "not a journal"),
        ((folder, *RULE, "--report", "x.doc"), ".json"),
        ((folder, *RULE, "--column", "x"), "COLUMN=HEADER"),
        ((folder, *RULE), "--yes"),
    ):
        ended = ionworks("upload", *wrong)
        assert (ended.status, said in ended.err) == (2, True), (wrong, ended.err)
    assert data.read_text() == export(20)
    assert stored(client) == {}
    for wrong, said in (((folder,), "name"), ((folder / "no", *RULE), "no folder")):
        ended = ionworks("watch", *wrong, "--once")
        assert (ended.status, said in ended.err) == (2, True)


def test_two_files_of_one_name_are_refused(ionworks: Command, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "A_x.csv").write_text(export(5))
    ended = ionworks("upload", tmp_path, *RULE, "--plan", "--json")
    assert {each["action"] for each in json.loads(ended.out)["files"]} == {"refused"}
    text = ionworks("upload", tmp_path, "--name", "{cell}/A_{test}", "--spec", "S", "--plan")
    assert text.status == 0
    assert text.lines[1].split()[:3] == ["a/A_x.csv", "new", "S/a/x"]
    assert "Also creates the specification S." in text.err


def test_names_are_read_by_fields() -> None:
    rule = NameRule("{cell}_{test}_{temperature}_{_}")
    assert rule.read("x/C1_rate_25degC_final_2.csv.gz") == Target(
        cell="C1", test="rate", tags=("temperature=25degC",)
    )
    assert rule.read("C1_rate.csv") is None
    assert NameRule("{cell}_{test}").read("A_1.5C_2.csv") == Target(cell="A", test="1.5C_2")
    assert NameRule(r"{cell:\w+_\d{2}}_{test}").read("LG_01_x.txt") == Target(
        cell="LG_01", test="x"
    )
    assert NameRule("{spec}/{cell}/{test} {tag}").read("M50/c/form t1.csv") == Target(
        spec="M50", cell="c", test="form", tags=("t1",)
    )


def test_a_sheet_of_excel_says_what_each_file_is(
    ionworks: Command, client: Ionworks, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.csv").write_text(export(5))
    pl.DataFrame(
        {
            "File": ["one.csv", "two.csv"],
            "Cell": ["A", None],
            "Measurement": ["rate", "aging"],
            "Tags": ["x; y", None],
            "Start time": ["2026-11-01T08:00+01:00", None],
        }
    ).write_excel(tmp_path / "tests.xlsx")
    look = ("upload", tmp_path, "--sheet", tmp_path / "tests.xlsx", "--spec", "M", "--json")
    ended = ionworks(*look, "--yes")
    files = {each["file"]: each for each in json.loads(ended.out)["files"]}
    assert {file: each["outcome"] for file, each in files.items()} == {
        "one.csv": "uploaded",
        "two.csv": "refused",
    }
    assert files["two.csv"]["why"] == "nothing says its cell"
    (made,) = stored(client).values()
    assert (made.name, made.tags) == ("rate", ["x", "y"])
    assert made.start_time == datetime(2026, 11, 1, 7, tzinfo=UTC)
    assert json.loads(ionworks(*look, "--plan").out)["counts"] == {"exists": 1, "refused": 1}


def watched(ended: Any) -> list[tuple[str, str, int]]:
    events = map(json.loads, ended.lines)
    return sorted((event["file"], event["kind"], event["rows"]) for event in events)


def test_rows_are_appended_as_they_come(
    ionworks: Command, client: Ionworks, tmp_path: Path
) -> None:
    file = tmp_path / "A_run.csv"
    text = export(60)
    lines = text.splitlines(keepends=True)
    look = ("watch", tmp_path, *RULE, "--once", "--json")
    file.write_text("".join(lines[:11]) + lines[11][:5])  # ten rows and a part of the next
    (tmp_path / "A_empty.csv").write_text("t/s,U")
    assert watched(ionworks(*look)) == [("A_run.csv", "created", 10)]
    assert watched(ionworks(*look)) == []
    file.write_text("".join(lines[:11]) + lines[11][:9])  # 4.08 of 4.0890
    assert watched(ionworks(*look)) == []
    file.write_text("".join(lines[:31]))
    assert watched(ionworks(*look)) == [("A_run.csv", "extended", 20)]
    (measurement,) = stored(client).values()

    # Another program has stored the next rows, or this one was killed before it wrote that down.
    file.write_text("".join(lines[:41]))
    journal = (tmp_path / JOURNAL).read_bytes()
    assert watched(ionworks(*look)) == [("A_run.csv", "extended", 10)]
    (tmp_path / JOURNAL).write_bytes(journal)
    assert watched(ionworks(*look)) == []
    file.write_text("".join(lines[:51]))
    (tmp_path / JOURNAL).unlink()  # then all stored rows are compared
    assert watched(ionworks(*look)) == [("A_run.csv", "extended", 10)]
    series = client.cell_measurement.time_series(measurement.id)
    assert series["Time [s]"].to_list() == [60.0 * row for row in range(50)]
    assert series["Voltage [V]"].to_list() == [round(4.1 - 0.001 * row, 4) for row in range(50)]

    file.write_text(export(60, 0.2))
    rewritten = ionworks(*look)
    assert (rewritten.status, watched(rewritten)) == (1, [("A_run.csv", "rewritten", 0)])
    file.write_text("")
    assert watched(ionworks(*look)) == [("A_run.csv", "rewritten", 0)]
    file.write_text(text)
    assert watched(ionworks(*look)) == [("A_run.csv", "extended", 10)]
    (tmp_path / JOURNAL).unlink()
    file.write_text(export(60, 0.2))
    assert watched(ionworks(*look)) == [("A_run.csv", "differs", 0)]
    assert client.cell_measurement.time_series(measurement.id).height == 60


def test_an_upload_goes_on_as_a_watch(ionworks: Command, client: Ionworks, tmp_path: Path) -> None:
    """Cycle numbers of an upload go on, and a last line without its end is found out."""
    whole, cut = tmp_path / "A_whole.csv", tmp_path / "A_cut.csv"
    whole.write_text(export(20).rstrip())
    cut.write_text(export(20)[:-3])  # -50 mA in the last row
    assert ionworks("upload", tmp_path, *RULE, "--yes").status == 0
    look = ("watch", tmp_path, *RULE, "--once", "--json")
    assert watched(ionworks(*look)) == []
    for file in (whole, cut):
        file.write_text(export(30))
    ended = ionworks(*look)
    assert watched(ended) == [("A_cut.csv", "differs", 0), ("A_whole.csv", "extended", 10)]
    series = client.cell_measurement.time_series(stored(client)["A/whole"].id)
    assert series["Cycle count"].to_list() == [0] * 30


def test_a_bad_file_stops_no_other_and_is_said_once(client: Ionworks, tmp_path: Path) -> None:
    for name in ("A", "B"):
        (tmp_path / f"{name}_x.csv").write_text(export(10))
    (tmp_path / "C_x.csv").write_text("nothing of this\nis a table\n")
    (tmp_path / "D_x.parquet").write_bytes(b"PAR1 not whole")
    watch = FolderWatch(client, tmp_path, name="{cell}_{test}", spec="LG M50")
    assert sorted((e.file, e.kind) for e in watch.look()) == [
        ("A_x.csv", "created"),
        ("B_x.csv", "created"),
        ("C_x.csv", "refused"),
        ("D_x.parquet", "refused"),
    ]
    assert watch.look() == []
    frame = pl.DataFrame(
        {
            "Time [s]": [60.0 * row for row in range(10)],
            "Voltage [V]": [4.0 - 0.01 * row for row in range(10)],
            "Current [A]": [1.0] * 10,
            "Step count": [0] * 10,
        }
    )
    frame.head(6).write_parquet(tmp_path / "D_x.parquet")
    assert [(e.file, e.kind, e.rows) for e in watch.look()] == [("D_x.parquet", "created", 6)]
    frame.write_parquet(tmp_path / "D_x.parquet")
    assert [(e.file, e.kind, e.rows) for e in watch.look()] == [("D_x.parquet", "extended", 4)]


def test_watching_looks_again_until_it_is_ended(client: Ionworks, tmp_path: Path) -> None:
    class EnoughError(Exception):
        pass

    file = tmp_path / "A_x.csv"
    file.write_text(export(10))
    seen: list[str] = []

    def on_event(event: Any) -> None:
        seen.append(event.kind)
        if len(seen) == 2:
            raise EnoughError
        file.write_text(export(20))

    watch = FolderWatch(client, tmp_path, name="{cell}_{test}", spec="LG M50")
    with pytest.raises(EnoughError):
        watch.run(on_event, interval=0)
    assert seen == ["created", "extended"]


def test_the_commands_of_the_page_run(
    ionworks: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "uploading-folders.md").read_text("utf-8")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "M50-001_formation.csv").write_text(export(10))
    (sheet,) = re.findall("```text\n(file,.*?)```", page, re.DOTALL)
    (tmp_path / "tests.csv").write_text(sheet)
    blocks = re.findall("```sh\n(.*?)```", page, re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert len(lines) == 6
    # The sheet has tags and notes that the upload before it did not have.
    for line, status in zip(lines, (0, 0, 0, 0, 1, 0), strict=True):
        ended = ionworks(*shlex.split(line)[1:])
        assert ended.status == status, (line, ended.err)
