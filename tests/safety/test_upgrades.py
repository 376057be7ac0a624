"""A folder that an earlier version made is upgraded at start, wholly or not at all.

``layout-2.sql`` is the database of a platform of layout 2 that holds records of every kind, and
``layout-2.json`` is what that platform answered about them.
"""

from __future__ import annotations

import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Column

from ionworks import Ionworks
from ionworks.errors import ConfigurationError
from ionworks.local import schema, upgrades
from ionworks.local.database import Database
from ionworks.local.server import Platform
from ionworks.local.upgrades import upgrade

HERE = Path(__file__).parent
ANSWERS = json.loads((HERE / "layout-2.json").read_text())


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """The data folder of a platform of layout 2."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    with opened(folder / "platform.db") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript((HERE / "layout-2.sql").read_text())
    return folder


def opened(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path, isolation_level=None))


def version_of(path: Path) -> int:
    with opened(path) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def content(path: Path) -> list[str]:
    with opened(path) as connection:
        return list(connection.iterdump())


def layout(path: Path) -> list[tuple[str, str, str]]:
    """Everything that SQLite knows of the layout of a database, in its own words."""
    query = "SELECT type, name, sql FROM sqlite_master ORDER BY type, name"
    with opened(path) as connection:
        return connection.execute(query).fetchall()


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("platform-layout-*.db"))


def test_an_upgraded_database_has_the_layout_of_a_new_one(old, tmp_path):
    Database(old / "platform.db").close()
    Database(tmp_path / "new.db").close()
    assert version_of(old / "platform.db") == schema.VERSION
    assert layout(old / "platform.db") == layout(tmp_path / "new.db")
    with opened(old / "platform.db") as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.fixture
def upgraded(old: Path) -> Iterator[Platform]:
    with Platform(old) as platform:
        yield platform


def without_new_fields(now: Any, before: Any) -> Any:
    """Leave out fields that are new since then and empty: old folders have no values for them."""
    if isinstance(now, list) and isinstance(before, list) and len(now) == len(before):
        return [without_new_fields(*pair) for pair in zip(now, before, strict=True)]
    if isinstance(now, dict) and isinstance(before, dict):
        return {
            name: without_new_fields(value, before.get(name))
            for name, value in now.items()
            if name in before or value is not None
        }
    return now


def test_every_record_reads_as_before(upgraded):
    headers = {"X-API-Key": upgraded.api_key}
    with httpx.Client(base_url=upgraded.url, headers=headers, verify=False) as api:
        for path, answer in ANSWERS.items():
            assert without_new_fields(api.get(path).json(), answer) == answer, path


def test_records_can_be_added_changed_and_deleted(upgraded):
    with Ionworks(api_url=upgraded.url, api_key=upgraded.api_key) as client:
        second = next(p for p in client.project.list() if p.name == "Second project")
        (spec,) = client.cell_spec.list(project_id=second.id)
        cell = client.cell_instance.create(spec.id, {"name": "new"})
        made = client.cell_measurement.create_properties(
            cell.id, name="new", properties={"mass": 1.0}, tags=["25 degC", "new"]
        )
        # The project spells the tag in its own way, and so does what comes after the upgrade.
        assert made.tags == ["25 DEGC", "new"]
        listed = client.cell_measurement.list_by_project(second.id, limit=1)
        assert listed.total == 7
        client.cell_spec.delete(spec.id)
        assert client.cell_measurement.list_by_project(second.id).total == 0
        assert list(client.cell_measurement.list_tags(second.id)) == []
        client.project.delete(second.id)


def test_the_copy_is_the_database_as_it_was_and_private(old, caplog):
    before = content(old / "platform.db")
    with caplog.at_level(logging.INFO, logger="ionworks.local.upgrades"):
        Database(old / "platform.db").close()
    (copy,) = copies(old)
    assert copy.name.startswith("platform-layout-2-20")
    assert copy.stat().st_mode & 0o777 == 0o600
    assert str(copy) in caplog.text
    assert version_of(copy) == 2
    assert content(copy) == before
    # One file, which takes the place of the database as it is.
    assert {path.name for path in old.iterdir()} == {"platform.db", copy.name}


def test_rows_that_wait_to_be_appended_still_wait(old):
    path = old / "platform.db"
    with opened(path) as connection:
        connection.execute(
            "UPDATE cell_measurements SET extension = 'a key' WHERE id = 'old-000022'"
        )
    Database(path).close()
    with opened(path) as connection:
        kept = connection.execute(
            "SELECT id, extension, attempts FROM cell_measurements WHERE extension IS NOT NULL"
        )
        assert kept.fetchall() == [("old-000022", "a key", 0)]


@pytest.mark.parametrize("name", ["channel_id", "protocol_id"])
def test_a_channel_or_protocol_that_nobody_knew_is_forgotten(old, name):
    path = old / "platform.db"
    with opened(path) as connection:  # any text was stored before there were channels
        connection.execute(f"UPDATE cell_measurements SET {name} = 'c' WHERE id = 'old-000022'")
    Database(path).close()
    with opened(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = f"SELECT {name} FROM cell_measurements WHERE id = 'old-000022'"
        assert connection.execute(kept).fetchall() == [(None,)]


def test_layout_1_is_upgraded_too(old, tmp_path):
    path = old / "platform.db"
    with opened(path) as connection:  # it differs from layout 2 in this column only
        connection.executescript(
            """
            ALTER TABLE cell_measurements DROP COLUMN extension;
            ALTER TABLE cell_measurements ADD COLUMN extending BOOLEAN NOT NULL DEFAULT 0;
            UPDATE cell_measurements SET extending = 1, data_version = 3 WHERE id = 'old-000022';
            PRAGMA user_version = 1;
            """
        )
    Database(path).close()
    Database(tmp_path / "new.db").close()
    assert layout(path) == layout(tmp_path / "new.db")
    with opened(path) as connection:
        kept = connection.execute(
            "SELECT extension FROM cell_measurements WHERE extension IS NOT NULL"
        )
        assert kept.fetchall() == [("measurements/old-000022/3/time_series_extend.parquet",)]
    assert [copy.name[:18] for copy in copies(old)] == ["platform-layout-1-"]


def stored_rows(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    with opened(path) as connection:
        return {
            table.name: connection.execute(f"SELECT * FROM {table.name} ORDER BY rowid").fetchall()
            for table in schema.STORED
        }


def filled(column: Column[Any]) -> Any:
    """A value for a column."""
    kinds: dict[type, Any] = {bool: True, int: 7, float: 0.5, str: f"a {column.name}"}
    return kinds.get(column.type.python_type, '{"a": 1}')


def test_a_layout_that_has_every_table_keeps_every_row(old):
    """Also what an upgrade of layout 2 gives up or adds: channels, protocols, members and jobs."""
    path = old / "platform.db"
    Database(path).close()
    with opened(path) as connection:
        for table in schema.STORED:
            values = [filled(column) for column in table.columns]
            places = ", ".join("?" * len(values))
            connection.execute(f"INSERT INTO {table.name} VALUES ({places})", values)
        connection.execute("DELETE FROM jobs WHERE id = 'old-000089'")
        connection.execute("UPDATE organization_members SET is_active = 0")
        connection.execute(f"PRAGMA user_version = {schema.VERSION - 1}")
    before = stored_rows(path)
    assert all(before.values())
    Database(path).close()
    assert stored_rows(path) == before
    assert version_of(path) == schema.VERSION


def test_the_user_of_layout_2_is_an_administrator(upgraded):
    headers = {"X-API-Key": upgraded.api_key}
    with httpx.Client(base_url=upgraded.url, headers=headers, verify=False) as api:
        (member,) = api.get("/organizations/current/users").json()
        answer = api.post("/organizations/current/users/by-email", json={"email": "a@b.org"})
    assert member["email"] == "local@ionworks.invalid"
    assert member["organization_role"] == {"name": "Admin"}
    assert member["is_active"]
    assert answer.is_success, answer.text


@pytest.mark.parametrize("version", [0, schema.VERSION])
def test_only_an_older_layout_is_upgraded(old, version):
    before = content(old / "platform.db")
    with pytest.raises(ConfigurationError, match=f"reads 1 to {schema.VERSION}"):
        upgrade(old / "platform.db", version)
    assert content(old / "platform.db") == before
    assert copies(old) == []


def test_what_a_killed_upgrade_left_is_removed(old):
    """A journal of it would otherwise be taken for one of the next copy."""
    before = content(old / "platform.db")
    left = [old / f"platform.partial{end}" for end in ("", "-journal", "-wal", "-shm")]
    for path in left:
        path.write_text("left")
    upgrade(old / "platform.db", 2)
    assert not any(path.exists() for path in left)
    (copy,) = copies(old)
    assert content(copy) == before


@pytest.mark.parametrize("version", [schema.VERSION + 1, -1])
def test_a_layout_that_is_not_known_is_refused_in_words(old, version):
    path = old / "platform.db"
    with opened(path) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    before = content(path)
    with pytest.raises(ConfigurationError, match=f"has layout {version}, .* newer version"):
        Platform(old)
    assert content(path) == before
    assert copies(old) == []


def test_a_present_database_is_not_copied(old):
    Database(old / "platform.db").close()
    (copy,) = copies(old)
    copy.unlink()
    Database(old / "platform.db").close()
    assert copies(old) == []


def test_a_damaged_database_is_refused_and_not_touched(old):
    path = old / "platform.db"
    with opened(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'cell_measurements'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * size)
    before = path.read_bytes()
    with pytest.raises(ConfigurationError, match=r"could not be upgraded.*Nothing was changed"):
        upgrade(path, 2)
    assert path.read_bytes() == before
    assert [each.name for each in old.iterdir()] == ["platform.db"]


def test_a_file_in_the_place_of_the_partial_copy_is_not_followed(old, tmp_path):
    (tmp_path / "mine").write_text("mine")
    (old / "platform.partial").symlink_to(tmp_path / "mine")
    Database(old / "platform.db").close()
    assert (tmp_path / "mine").read_text() == "mine"
    assert not (old / "platform.partial").exists()


@pytest.mark.parametrize("fault", [sqlite3.OperationalError("no room"), OSError("no room")])
def test_an_upgrade_that_fails_leaves_no_copy(old, monkeypatch, fault):
    def fail(*_: Any) -> None:
        raise fault

    before = content(old / "platform.db")
    monkeypatch.setattr(upgrades, "_fill", fail)
    with pytest.raises(
        ConfigurationError, match=f"to layout {schema.VERSION}: no room. Nothing was changed"
    ):
        upgrade(old / "platform.db", 2)
    assert content(old / "platform.db") == before
    assert {each.name for each in old.iterdir()} == {"platform.db"}


FULL = """
import resource, sys
from pathlib import Path
from ionworks.errors import ConfigurationError
from ionworks.local.upgrades import upgrade
for room in sys.argv[2:]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(room), resource.RLIM_INFINITY))
    try:
        upgrade(Path(sys.argv[1]), 2)
    except ConfigurationError as error:
        print(error)
"""


def test_a_disk_that_is_full_is_said_and_changes_nothing(old):
    path = old / "platform.db"
    before = content(path)
    size = path.stat().st_size
    # Room for nothing, for half of the copy, for the copy but not for the new layout.
    rooms = [str(room) for room in (0, size // 2, size)]
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(path), *rooms], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("free disk space") == len(rooms)
    assert done.stdout.count("\n") == len(rooms)
    assert content(path) == before
    assert {each.name for each in old.iterdir()} == {"platform.db"}
    Database(path).close()
    assert version_of(path) == schema.VERSION


KILLED = """
import os, shutil, sqlite3, sys
from pathlib import Path
import ionworks.local.upgrades as upgrades

original, folder = map(Path, sys.argv[1:])

class Dying(sqlite3.Connection):
    # Ends its process at one of the steps that go through it.
    at, steps = None, 0
    def execute(self, *arguments):
        Dying.step()
        return super().execute(*arguments)
    def backup(self, *arguments, **named):
        Dying.step()
        super().backup(*arguments, **named)
    @classmethod
    def step(cls):
        if cls.steps == cls.at:
            os._exit(9)
        cls.steps += 1

upgrades.sqlite3 = type(sys)("sqlite3")
vars(upgrades.sqlite3).update(vars(sqlite3))
upgrades.sqlite3.connect = lambda *a, **k: sqlite3.connect(*a, **k, factory=Dying)

def upgrade(name):
    shutil.copytree(original, folder / name)
    upgrades.upgrade(folder / name / "platform.db", 2)

upgrade("whole")
steps, Dying.steps = Dying.steps, 0
for at in sorted({*range(10), *range(10, steps, 9), *range(steps - 4, steps)}):
    child = os.fork()
    if child == 0:
        Dying.at = at
        upgrade(str(at))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
print(steps)
"""


def test_an_upgrade_that_is_killed_at_any_step_leaves_the_old_layout(old, tmp_path):
    tried = tmp_path / "tried"
    tried.mkdir()
    before = content(old / "platform.db")
    command = [sys.executable, "-c", KILLED, str(old), str(tried)]
    steps = int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert steps > 60  # the copy, then each table dropped, made and filled
    after = sorted(content(tried / "whole" / "platform.db"))  # indexes have no order
    killed = [each for each in tried.iterdir() if each.name != "whole"]
    assert str(steps - 1) in {each.name for each in killed}  # before the commit
    for folder in killed:
        path = folder / "platform.db"
        assert content(path) == before, folder.name
        if len(folder.name) == 1:  # and the next start upgrades it
            Database(path).close()
            assert sorted(content(path)) == after
            assert not path.with_suffix(".partial").exists()
