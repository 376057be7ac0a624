"""Plans that are saved and applied later: exactly what they say, except for what has changed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from commands.conftest import Command
from commands.test_folders import JOURNAL, RULE, export, stored

from ionworks import Ionworks
from ionworks.errors import ConfigurationError
from ionworks.folders import load_plan, plan_upload


def outcomes(ended: Any) -> dict[str, tuple[str, str]]:
    return {each["file"]: (each["outcome"], each["why"]) for each in json.loads(ended.out)["files"]}


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Eight files of four cells."""
    folder = tmp_path / "exports"
    folder.mkdir()
    for cell in range(4):
        for test in "ab":
            (folder / f"C{cell}_{test}.csv").write_text(export(20, cell / 100))
    return folder


def test_a_saved_plan_is_applied_exactly(
    ionworks: Command, client: Ionworks, exports: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    planned = ionworks(
        "upload", exports, *RULE, "--tag", "lab", "--plan", "--save", file, "--positive-current",
        "charge", "--json",
    )  # fmt: skip
    assert planned.status == 0
    assert "--apply" in planned.err
    assert stored(client) == {}
    (exports / "C9_late.csv").write_text(export(20))  # is not in the plan
    done = ionworks("upload", "--apply", file, "--json")
    assert done.status == 0
    assert {name for name, _ in outcomes(done).values()} == {"uploaded"}
    made = stored(client)
    assert set(made) == {f"C{cell}/{test}" for cell in range(4) for test in "ab"}
    assert all(each.tags == ["lab"] for each in made.values())
    current = client.cell_measurement.time_series(made["C0/a"].id)["Current [A]"]
    assert current.to_list() == [0.5] * 20
    again = ionworks("upload", "--apply", file, "--json")
    assert (again.status, {each for each, _ in outcomes(again).values()}) == (0, {"exists"})
    assert {name: each.id for name, each in stored(client).items()} == {
        name: each.id for name, each in made.items()
    }


def test_what_has_changed_since_a_saved_plan_is_left(
    ionworks: Command, client: Ionworks, exports: Path, tmp_path: Path
) -> None:
    other = client.cell_spec.create({"name": "LG M50"})
    cells = {
        name: client.cell_instance.create(other.id, {"name": name}).id for name in ("C1", "C2")
    }
    (exports / "C0_old.csv").write_text(export(10))
    (exports / "C1_old.csv").write_text(export(10))
    (exports / "C3_old.csv").write_text(export(10))
    (exports / "C3_note.csv").write_text(export(10))
    for name in ("C0_old", "C1_old", "C3_old", "C3_note"):
        sheet = tmp_path / "sheet.csv"
        sheet.write_text(f"file\n{name}.csv\n")
        assert ionworks("upload", exports, *RULE, "--sheet", sheet, "--yes").status == 0
    file = tmp_path / "plan.json"
    assert ionworks("upload", exports, *RULE, "--plan", "--save", file).status == 0
    before = stored(client)

    # On disk: one new file is written again, one is gone, an uploaded one has grown, one is a pipe.
    (exports / "C0_a.csv").write_text(export(21))
    (exports / "C0_b.csv").unlink()
    (exports / "C0_old.csv").write_text(export(11))
    (exports / "C3_b.csv").unlink()
    os.mkfifo(exports / "C3_b.csv")
    # On the platform: a measurement of that name, a cell deleted, one again, a note, one deleted.
    client.cell_measurement.create_properties(cells["C1"], "a", {"x": {"value": 1, "unit": "g"}})
    client.cell_instance.delete(cells["C2"])
    client.cell_instance.create(other.id, {"name": "C2"})
    client.cell_measurement.update(before["C3/note"].id, {"tags": ["theirs"]})
    client.cell_measurement.delete(before["C3/old"].id)

    sheetless = ionworks("upload", "--apply", file, "--json")
    assert sheetless.status == 1
    found = outcomes(sheetless)
    assert {name: each for name, (each, _) in found.items()} == {
        "C0_a.csv": "changed",
        "C0_b.csv": "changed",
        "C0_old.csv": "changed",
        "C1_a.csv": "changed",
        "C1_b.csv": "uploaded",
        "C1_old.csv": "exists",
        "C2_a.csv": "changed",
        "C2_b.csv": "changed",
        "C3_a.csv": "uploaded",
        "C3_b.csv": "changed",
        "C3_note.csv": "exists",  # the plan has no tags for it, so nothing contradicts it
        "C3_old.csv": "changed",
    }
    for name, why in (
        ("C0_a", "has changed"),
        ("C0_b", "is gone"),
        ("C1_a", "somebody has created"),
        ("C2_a", "cell was deleted"),
        ("C3_b", "is a pipe"),
        ("C3_old", "measurement was deleted"),
    ):
        assert why in found[f"{name}.csv"][1], found[f"{name}.csv"]
    client.cell_spec.delete(other.id)
    found = outcomes(ionworks("upload", "--apply", file, "--json"))
    assert found["C3_a.csv"] == ("changed", "its specification was deleted since the plan")
    text = ionworks("upload", "--apply", file)
    assert text.status == 1
    assert "changed: C3_a.csv: its specification was deleted" in text.err


def test_a_killed_application_goes_on(
    ionworks: Command, client: Ionworks, exports: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan.json"
    assert ionworks("upload", exports, *RULE, "--plan", "--save", file).status == 0
    program = f"""
import os, signal
from ionworks import Ionworks
from ionworks.folders import load_plan
from ionworks.folders.journals import Journal
add = Journal.add
def killed(self, stored):
    if len(self._stored) == 3:  # uploaded, and not written down
        os.kill(os.getpid(), signal.SIGKILL)
    add(self, stored)
Journal.add = killed
with Ionworks() as client:
    load_plan(client, {str(file)!r}).apply(max_parallel=1)
"""
    ended = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    first = stored(client)
    assert len(first) == 4
    done = ionworks("upload", "--apply", file, "--json")
    assert done.status == 0
    assert json.loads(done.out)["counts"] == {"uploaded": 4, "exists": 4}
    second = stored(client)
    assert all(second[name].id == each.id for name, each in first.items())
    assert len((exports / JOURNAL).read_text().splitlines()) == 8


def test_a_plan_goes_with_its_folder_and_no_other_platform(
    ionworks: Command, client: Ionworks, exports: Path, tmp_path: Path
) -> None:
    file = plan_upload(client, exports, name="{cell}_{test}", spec="LG M50").save(
        tmp_path / "plan.json"
    )
    moved = exports.rename(tmp_path / "moved")
    gone = ionworks("upload", "--apply", file)
    assert (gone.status, "no folder" in gone.err) == (2, True)
    other = client.project.create({"name": f"other than {client.settings.project_id}"})
    with pytest.raises(ConfigurationError, match="another platform or project"):
        load_plan(client.using(project_id=other.id), file, folder=moved)
    assert ionworks("upload", moved, "--apply", file).status == 0
    assert len((moved / JOURNAL).read_text().splitlines()) == 8
    assert len(stored(client)) == 8


def test_what_is_no_plan_is_refused(ionworks: Command, exports: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.json"
    assert ionworks("upload", exports, *RULE, "--plan", "--save", file).status == 0
    plan = json.loads(file.read_text())
    wrong = tmp_path / "wrong.json"
    for content in (
        "",
        "[]",
        "{}",
        json.dumps(plan | {"version": 99}),
        json.dumps(plan | {"items": [{"file": "x"}]}),
        json.dumps(plan | {"items": [plan["items"][0] | {"action": "delete"}]}),
        json.dumps(plan | {"items": [plan["items"][0] | {"rows": "many"}]}),
        json.dumps(plan | {"items": [plan["items"][0] | {"tags": [1]}]}),
    ):
        wrong.write_text(content)
        ended = ionworks("upload", "--apply", wrong)
        assert (ended.status, "not a plan" in ended.err) == (2, True), (content, ended.err)
    for arguments, said in (
        (("--apply", tmp_path / "no.json"), "there is no plan"),
        (("--apply", tmp_path), "cannot be read"),
        (("--apply", file, "--spec", "M"), "leave out `--spec`"),
        (("--apply", file, "--column", "Voltage [V]=U"), "leave out how files are read"),
        ((), "name the folder"),
        ((exports, *RULE, "--plan", "--save", tmp_path / "no" / "plan.json"), "no folder"),
    ):
        ended = ionworks("upload", *arguments)
        assert (ended.status, said in ended.err) == (2, True), (arguments, ended.err)
    assert json.loads(file.read_text()) == plan
