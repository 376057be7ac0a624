"""Backups: taken while a platform works, restored whole; and the check that reads everything."""

from __future__ import annotations

import errno
import hashlib
import itertools
import json
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from crashes.samples import ROWS, detail, series
from crashes.tools import connected, new_cell
from safety.filled import OBJECTS, contents, fill, objects, patched, set_aside, statement

from ionworks import cli
from ionworks.errors import ConfigurationError
from ionworks.local import backups, bundles, folders, private
from ionworks.local.backups import back_up, restore
from ionworks.local.checking import check
from ionworks.local.locking import hold
from ionworks.local.server import Platform


@pytest.fixture(scope="module")
def _filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    fill(folder / "data", folder / "note.txt")
    return folder / "data"


@pytest.fixture
def data(_filled: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_filled, tmp_path / "data")


def rows(data: Path, table: str) -> list[Any]:
    with closing(sqlite3.connect(data / "platform.db")) as database:
        return database.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()


def key_of(data: Path, ending: str) -> str:
    return next(key for key in sorted(objects(data)) if key.endswith(ending))


@pytest.mark.parametrize("served", [True, False])
def test_a_restored_folder_is_the_one_that_was_backed_up(
    data: Path, tmp_path: Path, served: bool
) -> None:
    platform = Platform(data) if served else None
    made = back_up(data, tmp_path / "a ?#%41" / "backup")
    if platform is not None:
        platform.close()
    assert (made.objects, made.findings) == (OBJECTS, ())
    restored = tmp_path / "an" / "other"
    assert restore(made.place, restored).findings == ()
    assert objects(restored) == objects(data)
    for table in ("cell_measurements", "raw_data", "measurement_files", "organizations"):
        assert rows(restored, table) == rows(data, table)
    report = check(restored)
    assert (report.findings, report.objects) == ((), OBJECTS)
    with Platform(restored) as again, connected(again) as client:
        stored = client.cell_measurement.list(new_cell(client))
        assert len(stored) == 4
        one = next(record for record in stored if record.name == "series 1")
        assert client.cell_measurement.time_series(one.id).equals(series(1))
    assert not (restored / "lost+found").exists()


@pytest.mark.skipif(os.name != "posix", reason="about modes")
def test_a_backup_is_for_its_owner_alone_and_has_no_key(data: Path, tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        backup = back_up(data, tmp_path / "new" / "backup").place
        restored = restore(backup, tmp_path / "restored").place
    finally:
        os.umask(umask)
    for path in [backup, restored, *backup.rglob("*"), *restored.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o700 if path.is_dir() else 0o600), path
    key = (data / "api-key").read_bytes().strip()
    for folder in (backup, restored):
        assert not any(key in content for content in _files(folder).values())


def _files(folder: Path) -> dict[str, bytes]:
    return {k: v for k, v in contents(folder).items() if isinstance(v, bytes)}


def test_the_sums_of_a_backup_are_those_of_sha256sum(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "backup").place
    lines = (backup / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == OBJECTS + 1
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((backup / name).read_bytes()).hexdigest() == digest


def test_a_backup_during_extensions_and_deletions_is_of_one_moment(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever changes after the copy of the database, the copy gets what it names."""
    copy_database = backups._copy_database
    with Platform(data) as platform, connected(platform) as client:
        cell = new_cell(client)
        stored = {record.name: record.id for record in client.cell_measurement.list(cell)}
        extended, deleted = stored["series 0"], [stored["series 1"], stored["file"]]
        rounds = itertools.count(1)

        def copy_then_change(source: Path, target: Path) -> None:
            copy_database(source, target)
            number = next(rounds)
            if number <= backups._TRIES:
                client.cell_measurement.extend(extended, series(0, start=number * ROWS))
                wait_until_removed(data / "objects/measurements" / extended / str(number))
                client.cell_measurement.create(cell, detail(f"new {number}", series(number)))
            if number < backups._TRIES:
                client.cell_measurement.delete(deleted.pop())

        monkeypatch.setattr(backups, "_copy_database", copy_then_change)
        made = back_up(data, tmp_path / "backup")
        assert next(rounds) == backups._TRIES + 2
    assert made.findings == ()
    restored = restore(made.place, tmp_path / "restored").place
    report = check(restored)
    assert report.findings == ()
    assert report.objects == made.objects == len(objects(restored))
    with Platform(restored) as platform, connected(platform) as client:
        names = {record.name for record in client.cell_measurement.list(new_cell(client))}
        assert names == {"series 0", "series 2", "new 1", "new 2", "new 3"}
        whole = client.cell_measurement.time_series(extended)
        assert whole.equals(series(0, (backups._TRIES + 1) * ROWS))


def wait_until_removed(path: Path) -> None:
    until = threading.Event()
    for _ in range(6000):
        if not path.exists():
            return
        until.wait(0.01)
    raise AssertionError(f"still there: {path}")


def test_in_the_last_try_others_do_not_write(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (data / "objects" / key_of(data, "time_series.parquet")).unlink()
    tries, copy_objects = [], backups._copy_objects

    def try_to_write(*arguments: Any) -> list[str]:
        with closing(sqlite3.connect(data / "platform.db", timeout=0)) as database:
            try:
                database.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as problem:
                tries.append(str(problem))
            else:
                tries.append("free")
        return copy_objects(*arguments)

    monkeypatch.setattr(backups, "_copy_objects", try_to_write)
    back_up(data, tmp_path / "backup")
    assert tries == ["free"] * backups._TRIES + ["database is locked"]


def test_steps_of_the_uploader_are_part_of_a_backup(data: Path, tmp_path: Path) -> None:
    key = key_of(data, "time_series.parquet").replace("time_series", "steps")
    (data / "objects" / key).write_bytes(b"steps")
    restored = restore(back_up(data, tmp_path / "backup").place, tmp_path / "restored").place
    assert objects(restored)[key] == b"steps"


def test_what_is_not_confirmed_is_not_part_of_a_backup(data: Path, tmp_path: Path) -> None:
    with Platform(data) as platform, connected(platform) as client:
        answer = client.api.get_httpx_client().post(
            "/raw_data/initiate-upload", json={"filename": "begun"}
        )
        key = answer.json()["uploads"][0]["path"]
        path = data / "objects" / key
        path.parent.mkdir()
        path.write_bytes(b"x")
        report = check(data)
        assert (report.findings, report.unconfirmed) == ((), 1)
        made = back_up(data, tmp_path / "backup")
    restored = restore(made.place, tmp_path / "restored").place
    assert key not in objects(restored)
    assert check(restored).findings == ()


class Ended(BaseException):
    pass


def test_an_interrupted_backup_is_not_taken_for_a_whole_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(OBJECTS + 1):
        target = tmp_path / f"backup {at}"
        with monkeypatch.context() as patch:
            patch.setattr(private, "create", _ending(at))
            with pytest.raises(Ended):
                back_up(data, target)
        with pytest.raises(ConfigurationError, match="not a whole backup"):
            restore(target, tmp_path / "restored")
        if at:
            with pytest.raises(ConfigurationError):
                Platform(target)
            with pytest.raises(ConfigurationError, match="not empty"):
                back_up(data, target)
    assert not (tmp_path / "restored").exists()


def test_an_interrupted_restore_is_not_taken_for_a_whole_one(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = back_up(data, tmp_path / "backup").place
    for at in range(1, OBJECTS + 1):
        target = tmp_path / f"restored {at}"
        with monkeypatch.context() as patch:
            patch.setattr(private, "create", _ending(at))
            with pytest.raises(Ended):
                restore(backup, target)
        for use in (Platform, lambda folder: restore(backup, folder)):
            with pytest.raises(ConfigurationError):
                use(target)


def _ending(at: int) -> Callable[[Path], Any]:
    create, left = private.create, itertools.count(at, -1)

    def create_some(path: Path) -> Any:
        if next(left) == 0:
            raise Ended
        return create(path)

    return create_some


def test_places_that_are_taken_are_refused_and_not_touched(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "backup").place
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine").write_text("mine")
    before = contents(tmp_path)
    for act in (
        lambda: back_up(data, taken),
        lambda: back_up(data, backup),
        lambda: back_up(data, data / "backup"),
        lambda: back_up(data, data),
        lambda: back_up(data, tmp_path),
        lambda: back_up(taken, tmp_path / "new"),
        lambda: back_up(tmp_path / "nothing", tmp_path / "new"),
        lambda: back_up(data, taken / "mine"),
        lambda: restore(backup, taken),
        lambda: restore(backup, data),
        lambda: restore(backup, backup / "new"),
        lambda: restore(backup, tmp_path),
        lambda: restore(taken, tmp_path / "new"),
        lambda: restore(tmp_path / "nothing", tmp_path / "new"),
        lambda: check(taken),
        lambda: check(tmp_path / "nothing"),
        lambda: check(backup),
        lambda: Platform(backup),
    ):
        with pytest.raises(ConfigurationError):
            act()
    assert contents(tmp_path) == before


def test_a_damaged_backup_is_reported_and_the_rest_restored(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "backup").place
    flipped, gone = key_of(data, "time_series.parquet"), key_of(data, "files/0")
    patched(backup / "objects" / flipped, flip)
    (backup / "objects" / gone).unlink()
    made = restore(backup, tmp_path / "restored")
    assert len(made.findings) == 2
    assert any(flipped in finding for finding in made.findings)
    assert any(gone in finding for finding in made.findings)
    checked = check(made.place).findings
    assert f"missing: {gone}" in checked
    assert [found for found in checked if found.startswith(f"wrong content: {flipped}")]
    assert len(checked) == 2


@pytest.mark.parametrize("name", ["database.sqlite", "SHA256SUMS", "ionworks-backup.json"])
def test_a_backup_whose_heart_is_damaged_is_refused(data: Path, tmp_path: Path, name: str) -> None:
    backup = back_up(data, tmp_path / "backup").place
    patched(backup / name, lambda content: content.__delitem__(slice(len(content) // 2, None)))
    with pytest.raises(ConfigurationError, match="damaged"):
        restore(backup, tmp_path / "restored")
    with pytest.raises(ConfigurationError):
        check(tmp_path / "restored")
    # The folder takes another backup.
    whole = back_up(data, tmp_path / "other").place
    assert not restore(whole, tmp_path / "restored").findings


def test_a_backup_names_no_place_outside_of_it(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "backup").place
    sums = backup / "SHA256SUMS"
    for name in ("../outside", "objects/../../outside", "/outside", "platform.db", "objects/x"):
        text = f"{sums.read_text()}{'0' * 64}  {name}\n".encode()
        planted = shutil.copytree(backup, tmp_path / "planted", dirs_exist_ok=True)
        (planted / "SHA256SUMS").write_bytes(text)
        marker = (backup / "ionworks-backup.json").read_text()
        old = hashlib.sha256(sums.read_bytes()).hexdigest()
        new = hashlib.sha256(text).hexdigest()
        (planted / "ionworks-backup.json").write_text(marker.replace(old, new))
        with pytest.raises(ConfigurationError, match="damaged"):
            restore(planted, tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


def test_a_backup_of_a_damaged_folder_has_the_rest(data: Path, tmp_path: Path) -> None:
    gone = key_of(data, "time_series.parquet")
    (data / "objects" / gone).unlink()
    made = back_up(data, tmp_path / "backup")
    assert made.findings == (f"missing: {gone}",)
    assert made.objects == OBJECTS - 1
    assert check(restore(made.place, tmp_path / "restored").place).findings == made.findings


def flip(content: bytearray) -> None:
    content[len(content) // 2] ^= 1


def record(data: Path, key: str) -> None:
    content = objects(data)[key]
    digest = hashlib.sha256(content).hexdigest()
    statement(data, f"INSERT OR REPLACE INTO objects VALUES ('{key}', '{digest}', {len(content)})")


def test_a_check_compares_digests_where_they_are_recorded(data: Path) -> None:
    statement(data, "DELETE FROM objects")
    assert check(data).without_digest == OBJECTS
    for key in objects(data):
        record(data, key)
    report = check(data)
    assert (report.findings, report.without_digest) == ((), 0)
    for key in (key_of(data, "steps.parquet"), key_of(data, "/data")):
        path = data / "objects" / key
        patched(path, flip)
        (finding,) = check(data).findings
        assert finding.startswith(f"wrong content: {key}")
        patched(path, flip)
        patched(path, lambda content: content.append(0))
        (finding,) = check(data).findings
        assert finding.startswith(f"wrong size: {key}")
        patched(path, lambda content: content.pop())
    assert check(data).findings == ()


def test_a_wrong_digest_is_reported_by_a_backup(data: Path, tmp_path: Path) -> None:
    key = key_of(data, "cycles.parquet")
    record(data, key)
    patched(data / "objects" / key, flip)
    made = back_up(data, tmp_path / "backup")
    (finding,) = made.findings
    assert finding.startswith(f"wrong content: {key}")
    assert check(restore(made.place, tmp_path / "restored").place).findings == made.findings


def test_a_check_finds_what_is_missing_or_named_by_no_record(data: Path) -> None:
    unnamed = "raw_data/nobody/data"
    (data / "objects" / unnamed).parent.mkdir()
    (data / "objects" / unnamed).write_bytes(b"x")
    (data / "objects" / "notes.txt").write_bytes(b"the user's own")
    lost = key_of(data, "files/0")
    (data / "objects" / lost).unlink()
    assert set(check(data).findings) == {f"missing: {lost}", f"named by no record: {unnamed}"}


def test_a_check_says_where_a_missing_object_was_moved(data: Path) -> None:
    database = (data / "platform.db").read_bytes()
    statement(data, "DELETE FROM raw_data")
    Platform(data).close()
    (key,) = set_aside(data)
    (data / "platform.db").write_bytes(database)
    (finding,) = check(data).findings
    assert finding.startswith(f"missing: {key} (one is in ")


def test_a_check_reads_the_database(data: Path) -> None:
    statement(data, "UPDATE cell_measurements SET cell_instance_id = 'gone' WHERE name = 'file'")
    (finding,) = check(data).findings
    assert "cell_measurements" in finding
    statement(data, "UPDATE organizations SET name = 'x'")
    patched(
        data / "platform.db", lambda content: content.__setitem__(slice(8192, 12288), b"z" * 4096)
    )
    assert all(finding.startswith("database: ") for finding in check(data).findings)
    assert check(data).findings
    (data / "platform.db").write_text("text")
    (finding,) = check(data).findings
    assert finding.startswith("database: ")
    (data / "platform.db").unlink()
    (finding,) = check(data).findings
    assert "missing" in finding


def test_what_is_in_progress_is_no_finding(data: Path) -> None:
    """An extension whose rows wait, and half of what is made of them."""
    key = key_of(data, "time_series.parquet")
    identifier = key.split("/")[1]
    extension = f"measurements/{identifier}/e.extension"
    for name in (extension, f"measurements/{identifier}/2/time_series.parquet"):
        path = data / "objects" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    statement(
        data,
        f"UPDATE cell_measurements SET processing_status = 'running', extension = '{extension}' "
        f"WHERE id = '{identifier}'",
    )
    assert check(data).findings == ()
    (data / "objects" / extension).unlink()
    assert check(data).findings == (f"missing: {extension}",)


def test_a_check_changes_nothing(data: Path, tmp_path: Path) -> None:
    with Platform(data) as platform, connected(platform) as client:
        client.project.create({"name": "in the log"})
        killed = shutil.copytree(data, tmp_path / "killed")
    for folder in (data, killed):
        before = contents(folder)
        assert check(folder).findings == ()
        # This one is an index that processes share while they read.
        assert _without_index(contents(folder)) == _without_index(before)
    assert (killed / "platform.db-wal").stat().st_size


def _without_index(found: dict[str, Any]) -> dict[str, Any]:
    return {name: content for name, content in found.items() if name != "platform.db-shm"}


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_only_be_read_is_checked(data: Path) -> None:
    data.chmod(0o500)
    try:
        assert check(data).findings == ()
    finally:
        data.chmod(0o700)


def test_the_commands(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup, restored = str(tmp_path / "backup"), str(tmp_path / "restored")
    assert cli.main(["backup", str(data), backup]) == 0
    assert cli.main(["restore", backup, restored]) == 0
    assert cli.main(["check", restored]) == 0
    assert f"Objects   {OBJECTS} sound" in capsys.readouterr().out
    key = key_of(data, "files/0")
    (tmp_path / "restored" / "objects" / key).unlink()
    assert cli.main(["check", restored]) == 1
    said = capsys.readouterr()
    assert f"missing: {key}\nFindings  1\n" in said.out
    for wrong in (["check", backup], ["backup", str(data), backup], ["restore", backup, restored]):
        assert cli.main(wrong) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith("ionworks: ")
        assert said.err.count("\n") == 1


def test_a_backup_of_another_layout_is_refused(data: Path, tmp_path: Path) -> None:
    marker = back_up(data, tmp_path / "backup").place / "ionworks-backup.json"
    marker.write_text(json.dumps({**json.loads(marker.read_text()), "layout": 2}))
    with pytest.raises(ConfigurationError, match="a backup of another version of ionworks"):
        restore(tmp_path / "backup", tmp_path / "restored")


def test_what_was_deleted_since_the_first_try_is_not_in_a_backup(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, tries = backups._copy_objects, []
    deleted = key_of(data, "/data")
    patched(data / "objects" / deleted, flip)  # which nobody has to know any more

    def delete_after_the_first(*arguments: Any) -> list[str]:
        absent = copy(*arguments)
        tries.append(absent)
        if len(tries) > 1:
            return absent
        with Platform(data) as platform, connected(platform) as client:
            client.raw_data.delete(client.raw_data.list()[0].id)
            client.bin.empty()
        return ["an object that was gone"]

    monkeypatch.setattr(backups, "_copy_objects", delete_after_the_first)
    made = back_up(data, tmp_path / "backup")
    assert tries == [[], []]
    assert (made.objects, made.findings) == (OBJECTS - 1, ())
    assert deleted not in objects(made.place)
    assert len(objects(made.place)) == OBJECTS - 1


def test_a_folder_in_which_a_platform_starts_takes_no_backup(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, target = back_up(data, tmp_path / "backup").place, tmp_path / "restored"
    target.mkdir(mode=0o700)
    lock = hold(target)
    with pytest.raises(ConfigurationError, match="has just started"):
        restore(backup, target)
    lock.release()

    def marked_meanwhile(folder: Path) -> Any:
        folders.mark(folder)
        return hold(folder)

    with monkeypatch.context() as patch:
        patch.setattr(backups, "hold", marked_meanwhile)
        with pytest.raises(ConfigurationError, match="has just started"):
            restore(backup, target)
    hold(target).release()  # it is free again
    (target / "ionworks-platform.json").unlink()
    assert not restore(backup, target).findings


def test_a_bundle_is_made_where_a_killed_program_began_one(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    left = tmp_path / f".bundle-{hashlib.sha256(b'b.zip').hexdigest()[:16]}"
    left.mkdir()
    (left / "bundle").write_text("half")
    bundles.pack(data, target)
    assert target.exists()
    assert not left.exists()
    with pytest.raises(ConfigurationError, match="exists"):
        bundles.pack(data, target)


def test_a_bundle_that_cannot_be_unpacked_says_why(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    bundles.pack(data, tmp_path / "b.zip")

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "place")

    for owner, name, said in (
        (bundles.zipfile, "ZipFile", r"b\.zip cannot be unpacked: .*No space left"),
        (bundles.private, "make_folder", "cannot be unpacked into .*bundles: No space .*place"),
        (Path, "rename", "cannot be unpacked into .*bundles: No space left"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, refuse)
            with pytest.raises(ConfigurationError, match=said):
                bundles.unpack(tmp_path / "b.zip")
    assert check(bundles.unpack(tmp_path / "b.zip")).findings == ()

    other = back_up(data, tmp_path / "other").place
    (other / "database.sqlite").unlink()
    with closing(sqlite3.connect(other / "database.sqlite")) as database, database:
        database.execute("CREATE TABLE photos (id)")
    digest = hashlib.sha256((other / "database.sqlite").read_bytes()).hexdigest()
    _, *lines = (other / "SHA256SUMS").read_text().splitlines()
    text = "\n".join([f"{digest}  database.sqlite", *lines, ""])
    (other / "SHA256SUMS").write_text(text)
    marker = json.loads((other / "ionworks-backup.json").read_text())
    marker["sums"] = hashlib.sha256(text.encode()).hexdigest()
    (other / "ionworks-backup.json").write_text(json.dumps(marker))
    with pytest.raises(ConfigurationError, match="its database is not that of a platform"):
        bundles.unpack(other)
