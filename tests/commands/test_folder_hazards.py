"""What a folder of a lab has besides good files, and who else works with it."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import anyio
import polars as pl
import pytest
from commands.conftest import Command
from commands.test_folders import JOURNAL, RULE, export, stored
from commands.test_following import WATCHED, program
from filelock import FileLock
from support.pauses import without_waiting
from support.scripted import Reply, scripted

from ionworks import AsyncIonworks, Ionworks
from ionworks.errors import ConfigurationError
from ionworks.folders import (
    AsyncFolderWatch,
    FolderWatch,
    aload_plan,
    aplan_upload,
    plan_upload,
)


def planned(ended: Any) -> dict[str, tuple[str, str]]:
    said = json.loads(ended.out)
    return {each["file"]: (each["action"], each["why"]) for each in said["files"]}


# --- the awaited face ---------------------------------------------------------------------


def test_a_service_plans_uploads_and_follows(connection: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    # The checks warn of this file. A warning would be an error here.
    (folder / "A_x.csv").write_text("\n".join(program(100)) + "\n")
    (folder / "A_y.csv").write_text(export(20))
    (folder / "A_bad.csv").write_text("t/s,U/V,I/mA\n0,4.1\n")
    done: list[tuple[int, int]] = []

    async def main() -> None:
        async with AsyncIonworks(**connection) as client:
            plan = await aplan_upload(client, folder, **WATCHED)
            assert plan.counts == {"new": 2, "refused": 1}
            warned = next(item.warnings for item in plan.items if item.file == "A_x.csv")
            assert "between the last row of a step" in warned[0]
            file = await plan.save(tmp_path / "plan.json")
            kept = await aload_plan(client, file)
            assert (kept.items, kept.creates, repr(kept)) == (plan.items, plan.creates, repr(plan))
            report = await kept.apply(progress=lambda *now: done.append(now))
            assert report.counts == {"uploaded": 2, "refused": 1}
            watch = AsyncFolderWatch(client, folder, **WATCHED)
            assert {event.kind for event in await watch.look()} == {"refused"}
            (folder / "A_x.csv").write_text("\n".join(program(130)) + "\n")
            seen: list[tuple[str, int]] = []
            with anyio.CancelScope() as scope:

                def on_event(event: Any) -> None:
                    seen.append((event.kind, event.rows))
                    scope.cancel()

                await watch.run(on_event)
            assert seen == [("extended", 30)]

    anyio.run(main)
    assert done[-1][0] == done[-1][1] > 0


# --- who else works with it ----------------------------------------------------------------


def test_another_upload_of_the_folder_is_waited_for(
    client: Ionworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "A_x.csv").write_text(export(20))
    (tmp_path / "A_y.csv").write_text(export(20))
    plans = [plan_upload(client, tmp_path, **WATCHED) for _ in range(3)]
    watch = FolderWatch(client, tmp_path, **WATCHED)
    with FileLock(tmp_path / f".{JOURNAL}.lock"):
        pauses = without_waiting(monkeypatch)
        with pytest.raises(ConfigurationError, match="another program uploads the files"):
            plans[0].apply()
        assert len(pauses) > 10
        with pytest.raises(ConfigurationError, match="another program uploads the files"):
            watch.look()
    assert stored(client) == {}

    other = FileLock(tmp_path / f".{JOURNAL}.lock")
    other.acquire()

    def release_and_upload(_: float) -> None:
        if other.is_locked:
            other.release()
            assert plans[1].apply().counts == {"uploaded": 2}

    without_waiting(monkeypatch, release_and_upload)
    report = plans[0].apply()
    assert report.counts == {"exists": 2}
    assert {item.why for item in report.items} == {"it was uploaded since the plan"}
    assert plans[2].apply().counts == {"exists": 2}
    assert len((tmp_path / JOURNAL).read_text().splitlines()) == 2
    assert watch.look() == []


def test_uploads_at_once_upload_once(client: Ionworks, tmp_path: Path) -> None:
    """Four processes with one folder: each file has one measurement, and one line."""
    for number in range(6):
        (tmp_path / f"C{number}_a.csv").write_text(export(20, number / 100))
    program = f"""
import sys
import tempfile
from ionworks import Ionworks
from ionworks.folders import plan_upload
with Ionworks() as client:
    plan = plan_upload(client, {str(tmp_path)!r}, name="{{cell}}_{{test}}", spec="LG M50")
    print("planned", flush=True)
    sys.stdin.readline()
    print(plan.apply().counts)
"""
    settings = client.settings
    env = dict(
        os.environ,
        IONWORKS_API_URL=settings.api_url,
        IONWORKS_API_KEY=settings.credential.value,
        IONWORKS_PROJECT_ID=settings.project_id or "",
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    for each in runs:
        assert each.stdout is not None
        assert each.stdout.readline() == "planned\n"
    for each in runs:
        assert each.stdin is not None
        each.stdin.write("\n")
        each.stdin.flush()
    said = sorted(each.communicate()[0].strip() for each in runs)
    assert said == ["{'exists': 6}"] * 3 + ["{'uploaded': 6}"]
    assert len(stored(client)) == 6
    lines = (tmp_path / JOURNAL).read_text().splitlines()
    assert sorted(json.loads(line)["file"] for line in lines) == [f"C{n}_a.csv" for n in range(6)]


def test_an_interrupted_upload_goes_on(ionworks: Command, client: Ionworks, tmp_path: Path) -> None:
    """Ctrl+C while four files are uploaded at once: one line, status 130, and nothing twice."""
    for number in range(8):
        (tmp_path / f"C{number}_a.csv").write_text(export(20, number / 100))
    program = """
import os, signal, sys
from ionworks import cli
from ionworks.folders.journals import Journal
add = Journal.add
def interrupted(self, stored):
    add(self, stored)
    if len(self._stored) == 2:
        os.kill(os.getpid(), signal.SIGINT)
Journal.add = interrupted
sys.exit(cli.main(sys.argv[1:]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, "upload", str(tmp_path), *RULE, "--yes", "--json"],
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr.splitlines()[-1] == "ionworks: interrupted"
    first = stored(client)
    assert 2 <= len(first) < 8
    done = ionworks("upload", tmp_path, *RULE, "--yes", "--json")
    assert done.status == 0
    counts = json.loads(done.out)["counts"]
    # The platform may have ended an upload after its program.
    assert counts["uploaded"] + counts["exists"] == 8
    assert counts["exists"] >= len(first)
    second = stored(client)
    assert len(second) == 8
    assert all(second[name].id == each.id for name, each in first.items())


def test_a_plan_of_many_files_is_short(ionworks: Command, tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"C{number:02d}_a.csv").write_text(export(20, number / 100))
        (tmp_path / f"D{number:02d}_a.csv").write_text("\n".join(program(60 + number)) + "\n")
    said = ionworks("upload", tmp_path, *RULE, "--plan").err.splitlines()
    assert "Also creates 40 cells: LG M50/C00 and 39 more." in said
    guessed = [line for line in said if line.startswith("Guessed")]
    assert [line.partition(":")[0] for line in guessed] == [
        "Guessed in C00_a.csv and 19 more",
        "Guessed in D00_a.csv and 19 more",
    ]
    assert "columns: 't/s' is 'Time [s]', 'U/V' is 'Voltage [V]'" in guessed[0]


# --- not a file ----------------------------------------------------------------------------


@pytest.fixture
def odd(tmp_path: Path) -> Iterator[dict[str, tuple[str, str]]]:
    """A folder with a good file and other entries; gives what becomes of each."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "A_far.csv").write_text(export(30))
    (folder / "A_x.csv").write_text(export(20))
    (folder / "A_link.csv").symlink_to(tmp_path / "elsewhere" / "A_far.csv")
    (folder / "A_lost.csv").symlink_to(tmp_path / "nowhere.csv")
    (folder / "A_loop.csv").symlink_to(folder / "A_loop.csv")
    (folder / "round").symlink_to(folder, target_is_directory=True)
    os.mkfifo(folder / "A_pipe.csv")
    os.mkfifo(folder / "pipe")
    (folder / "A_device.csv").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as end, pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)  # the path of a socket is short
        end.bind("A_socket.csv")
        yield {
            "A_x.csv": ("new", ""),
            "A_link.csv": ("new", ""),
            "A_lost.csv": ("refused", "it is a link to nothing"),
            "A_loop.csv": ("refused", "it cannot be read (Too many levels of symbolic links)"),
            "round": ("not looked at", "it is a link to a folder"),
            "A_pipe.csv": ("refused", "it is a pipe"),
            "pipe": ("not looked at", "it is a pipe"),
            "A_device.csv": ("refused", "it is a link to a device"),
            "A_socket.csv": ("refused", "it is a socket"),
        }


@pytest.mark.filterwarnings("default::ionworks.GuessWarning")
def test_what_is_no_file_stops_nothing(
    ionworks: Command, client: Ionworks, tmp_path: Path, odd: dict[str, tuple[str, str]]
) -> None:
    folder = tmp_path / "exports"
    ended = ionworks("upload", folder, *RULE, "--plan", "--json")
    assert planned(ended) == odd
    done = ionworks("upload", folder, *RULE, "--yes")
    assert done.status == 1
    assert "Refused: it is a pipe (A_pipe.csv)" in done.err
    assert set(stored(client)) == {"A/x", "A/link"}
    watched = ionworks("watch", folder, *RULE, "--once", "--json")
    assert watched.status == 1
    assert {(each["file"], each["why"]) for each in map(json.loads, watched.lines)} == {
        (file, why) for file, (action, why) in odd.items() if action == "refused"
    }
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("file,cell,test\nA_pipe.csv,A,p\nA_never.csv,A,n\n")
    why = planned(ionworks("upload", folder, "--sheet", sheet, "--spec", "M", "--plan", "--json"))
    assert why["A_pipe.csv"] == ("refused", "the sheet names it, and it is a pipe")
    assert why["A_never.csv"] == ("refused", "the sheet names it, and there is no such file")
    checked = ionworks("validate", folder)  # refuses what the upload refuses
    assert "7 files: 2 passed, 5 refused." in checked.err
    assert "it is a link to a device; put a file there, or take it away" in checked.out


def test_a_file_that_becomes_a_pipe_does_not_block(client: Ionworks, tmp_path: Path) -> None:
    file = tmp_path / "A_x.csv"
    file.write_text(export(20))
    plan = plan_upload(client, tmp_path, **WATCHED)
    file.unlink()
    os.mkfifo(file)
    (item,) = plan.apply().items
    assert (item.outcome, item.why) == ("failed", "it is a pipe")


@contextmanager
def nobody() -> Iterator[None]:
    """Let this thread, and those that it starts, read what others may: root may read all."""
    libc = ctypes.CDLL(None)
    if not os.geteuid():
        libc.setfsuid(65534)
    yield
    libc.setfsuid(os.geteuid())


def test_what_may_not_be_read_is_said(client: Ionworks, monkeypatch: pytest.MonkeyPatch) -> None:
    with TemporaryDirectory() as place:
        scratch, folder = Path(place, "scratch"), Path(place, "data")
        for each, mode in ((Path(place), 0o755), (scratch, 0o777), (folder, 0o755)):
            each.mkdir(exist_ok=True)
            each.chmod(mode)
        monkeypatch.setattr(tempfile, "tempdir", str(scratch))
        (folder / "secret").mkdir()
        for name in ("A_x", "A_mine", "secret/A_y"):
            (folder / f"{name}.csv").write_text(export(20))
        plan_upload(client, folder, **WATCHED)  # nobody may not read the modules for this either
        (folder / "A_mine.csv").chmod(0)
        (folder / "secret").chmod(0)
        with nobody():
            plan = plan_upload(client, folder, **WATCHED)
        (folder / "secret").chmod(0o700)
    assert {item.file: (item.action, item.why) for item in plan.items} == {
        "A_x.csv": ("new", ""),
        "A_mine.csv": ("refused", "it cannot be read (Permission denied)"),
        "secret/": ("refused", "this folder cannot be read (Permission denied)"),
    }


# --- names ----------------------------------------------------------------------------------


def test_names_of_any_language(ionworks: Command, client: Ionworks, tmp_path: Path) -> None:
    """Accents have two spellings, of which Macs write the one, and people the other."""
    folder = tmp_path / "mit Leerzeichen"
    folder.mkdir()
    names = ("Zelle é 1_Zyklus 25°C", "电池_循环", "A_" + unicodedata.normalize("NFD", "prüfung"))
    for name in names:
        (folder / f"{name}.csv").write_text(export(20))
    sheet = tmp_path / "tests.csv"
    sheet.write_text("Datei\n", "utf-8")
    done = ionworks("upload", folder, *RULE, "--yes", "--json")
    assert done.status == 0
    assert set(stored(client)) == {"Zelle é 1/Zyklus 25°C", "电池/循环", "A/prüfung"}
    sheet.write_text("file,notes\nA_prüfung.csv,x\n", "utf-8")
    again = ionworks("upload", folder, *RULE, "--sheet", sheet, "--plan", "--json")
    assert planned(again)[names[2] + ".csv"] == ("differs", "notes: stored nothing, sent 'x'")
    assert ionworks("upload", folder, *RULE, "--json").status == 0


def test_a_name_that_is_no_text_is_refused(ionworks: Command, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/A_\xff.csv")).write_text(export(20))
    ended = ionworks("upload", tmp_path, *RULE, "--plan", "--json")
    assert planned(ended) == {
        "A_\\xff.csv": ("refused", "its name is not valid text; rename it"),
    }
    assert ionworks("watch", tmp_path, *RULE, "--once").status == 1


def test_a_copy_of_a_file_is_warned_of(ionworks: Command, tmp_path: Path) -> None:
    for name in ("A_x", "B_x"):
        (tmp_path / f"{name}.csv").write_text(export(20))
    (tmp_path / "C_x.csv").write_text(export(20, 0.1))
    ended = ionworks("upload", tmp_path, *RULE, "--plan")
    assert ended.status == 0
    assert "Warning: it has the same bytes as A_x.csv (B_x.csv)" in ended.err
    assert "C_x" not in ended.err.partition("Warning")[2].partition("Guessed")[0]


# --- specifications and cells by id ----------------------------------------------------------


def test_specifications_and_cells_are_chosen_by_id(
    ionworks: Command, client: Ionworks, tmp_path: Path
) -> None:
    specs = [client.cell_spec.create({"name": name}) for name in ("LG M50", "Kokam")]
    cells = [client.cell_instance.create(spec.id, {"name": "A"}) for spec in specs]
    (tmp_path / "A_x.csv").write_text(export(20))
    (tmp_path / "A_y.csv").write_text(export(30))

    nobody = ("--name", "{cell}_{test}", "--spec", "7d444840-9dc0-11d1-b245-5ffdce74fad2")
    assert ionworks("upload", tmp_path, *nobody, "--yes").status == 3
    assert ionworks("watch", tmp_path, *nobody, "--once").status == 3
    assert stored(client) == {}

    chosen = ("--name", "{cell}_{test}", "--spec", specs[1].id)
    plan = json.loads(ionworks("upload", tmp_path, *chosen, "--plan", "--json").out)
    assert plan["creates"] == []
    assert {each["specification"] for each in plan["files"]} == {"Kokam"}
    assert ionworks("upload", tmp_path, *chosen, "--yes").status == 0
    made = list(client.cell_measurement.iter(cells[1].id))
    assert sorted(each.name for each in made) == ["x", "y"]
    assert list(client.cell_measurement.iter(cells[0].id)) == []
    assert ionworks("upload", tmp_path, *chosen).status == 0

    (tmp_path / JOURNAL).unlink()
    sheet = tmp_path / "tests.csv"
    sheet.write_text(
        f"file,specification,cell,test\nA_x.csv,,{cells[0].id},x\n"
        f"A_y.csv,{specs[1].id},{cells[0].id},y\n"
    )
    found = planned(ionworks("upload", tmp_path, "--sheet", sheet, "--plan", "--json"))
    assert found["A_x.csv"] == ("new", "")
    assert "another specification" in found["A_y.csv"][1]
    watched = ionworks("watch", tmp_path, "--sheet", sheet, "--once", "--json")
    events = {each["file"]: each for each in map(json.loads, watched.lines)}
    assert (events["A_x.csv"]["kind"], events["A_x.csv"]["rows"]) == ("created", 20)
    assert "another specification" in events["A_y.csv"]["why"]
    assert [each.name for each in client.cell_measurement.iter(cells[0].id)] == ["x"]


def test_a_name_of_two_specifications_is_refused(
    ionworks: Command, client: Ionworks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The embedded platform keeps names apart, so that another one answers."""
    spec = client.cell_spec.create({"name": "LG M50"})
    page = client.get(f"/cell_specifications?project_id={client.settings.project_id}")
    other = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    (first,) = page["items"]
    body = json.dumps(page | {"items": [first, first | {"id": other}], "total": 2}).encode()
    (tmp_path / "A_x.csv").write_text(export(20))
    with scripted(Reply(body=body)) as service:
        monkeypatch.setenv("IONWORKS_API_URL", service.url)
        for command in (
            ("upload", tmp_path, *RULE, "--yes"),
            ("watch", tmp_path, *RULE),
            ("specs", "show", "LG M50"),
        ):
            ended = ionworks(*command)
            assert ended.status == 2
            *_, line = ended.err.splitlines()
            assert line.startswith("ionworks: 2 specifications are called 'LG M50'")
            assert spec.id in line
            assert other in line
        assert {seen.method for seen in service.seen} == {"GET"}


def test_a_cell_id_that_nobody_has(ionworks: Command, client: Ionworks, tmp_path: Path) -> None:
    (tmp_path / "A_x.csv").write_text(export(20))
    nobody = "7d444840-9dc0-11d1-b245-5ffdce74fad2"
    sheet = tmp_path / "tests.csv"
    sheet.write_text(f"file,cell,test\nA_x.csv,{nobody},x\n")
    found = planned(ionworks("upload", tmp_path, "--sheet", sheet, "--plan", "--json"))
    assert found["A_x.csv"] == ("refused", f"there is no cell with the id {nobody}")
    watched = ionworks("watch", tmp_path, "--sheet", sheet, "--once", "--json")
    assert [json.loads(line)["why"] for line in watched.lines] == [found["A_x.csv"][1]]


def test_validate_groups_what_it_did_not_look_at(ionworks: Command, tmp_path: Path) -> None:
    pl.DataFrame({"x": [1]}).write_csv(tmp_path / "a.csv")
    for name in ("a.pdf", "b.pdf", "c.pdf", "d.png", "e"):
        (tmp_path / name).write_text("x")
    ended = ionworks("validate", tmp_path)
    (line,) = [line for line in ended.err.splitlines() if "Not looked at" in line]
    assert "5 files (3 .pdf, 1 .png, 1 without an ending); `--others` names them." in line
    named = ionworks("validate", tmp_path, "--others").err
    assert "a.pdf, b.pdf, c.pdf, d.png, e." in named
