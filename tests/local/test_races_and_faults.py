"""What changes while it is looked at, and what cannot be used."""

import os
import socket
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from ionworks.errors import ConfigurationError
from ionworks.local import (
    app,
    checking,
    folders,
    inventory,
    private,
    schema,
)
from ionworks.local import database as database_module
from ionworks.local.database import Database, DatabaseBusyError
from ionworks.local.inventory import Inventory
from ionworks.local.objects import ObjectStore
from ionworks.local.server import Platform


def test_one_writes_at_a_time_and_readers_do_not_wait(monkeypatch, tmp_path):
    database = Database(tmp_path / "platform.db")
    monkeypatch.setattr(database_module, "_PATIENCE", 0.01)
    with database.write():
        with pytest.raises(DatabaseBusyError, match="other requests"), database.write():
            raise AssertionError("two writers at once")
        with database.read():  # which waits for no writer
            pass
    with database.write():
        pass
    database.close()


def test_a_folder_that_was_marked_since_it_was_listed_is_looked_at_again(tmp_path, monkeypatch):
    listed = iter([["x"], ["x", "ionworks-platform.json"]])
    monkeypatch.setattr(folders.os, "listdir", lambda _: next(listed))
    (tmp_path / "x").touch()
    (tmp_path / "objects").mkdir()
    (tmp_path / "ionworks-platform.json").write_text('{"layout": 1, "id": "i"}')
    assert folders.look(tmp_path) is folders.State.MARKED


def test_a_database_in_a_folder_that_may_only_be_read_is_read_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "platform.db"
    Database(path).close()
    opened, begun = [], inventory._begun

    def begin(uri):
        opened.append(uri.rpartition("?")[2])
        if "mode=" in uri:
            raise sqlite3.OperationalError("unable to open database file")
        return begun(uri)

    monkeypatch.setattr(inventory, "_begun", begin)
    with pytest.raises(sqlite3.OperationalError), inventory.snapshot(path):
        raise AssertionError("it was opened")
    monkeypatch.setattr(inventory.os, "access", lambda *_: False)
    with inventory.snapshot(path) as database:
        assert not Inventory(database).has_records()
    assert opened == ["mode=rw", "mode=rw", "immutable=1"]
    (tmp_path / "platform.db-wal").touch()
    with pytest.raises(sqlite3.OperationalError), inventory.snapshot(path):
        raise AssertionError("its log was left out")
    assert opened[3:] == ["mode=ro"]


def test_a_link_in_the_place_of_lost_and_found_is_not_followed(tmp_path):
    store = ObjectStore(tmp_path / "data")
    store.write("raw_data/r/data", lambda path: path.write_bytes(b"x"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "data" / "lost+found").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileExistsError, match="is a link"):
        store.set_aside(["raw_data/r/data"], "now")
    assert store.size("raw_data/r/data") == 1
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs a file of no stated size")
def test_a_file_that_is_longer_than_it_says_is_read_up_to_the_limit():
    with pytest.raises(ConfigurationError, match="has more than 10 bytes"):
        private.read(Path("/proc/self/status"), 10)


def test_an_object_that_goes_while_it_is_checked_is_missing_or_not_needed(data, monkeypatch):
    with Platform(data):
        pass
    store = ObjectStore(data)
    key = "raw_data/r/data"
    store.write(key, lambda path: path.write_bytes(b"x"))
    names = {column.name: 1 for column in schema.raw_data.columns if not column.nullable}
    values = {**names, "id": "r", "project_id": "p"}
    with closing(sqlite3.connect(data / "platform.db")) as database, database:
        database.execute(
            f"INSERT INTO raw_data ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            list(values.values()),
        )

    def gone(path):
        path.unlink()
        raise FileNotFoundError(path)

    with closing(sqlite3.connect(data / "platform.db")) as database:
        found = Inventory(database)
        with monkeypatch.context() as patch:
            patch.setattr(checking, "measure", gone)
            assert checking._fault(found, data, key) == f"missing: {key}"
        store.write(key, lambda path: path.write_bytes(b"xx"))
        assert checking._fault(found, data, key).startswith("wrong size: raw_data/r/data has 2")

        def fails(_path):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(checking, "measure", fails)
        assert checking._fault(found, data, key) == f"unreadable: {key}: Permission denied"


class Served:
    """What a server knows of its connections."""

    def __init__(self, connections):
        self.server_state = SimpleNamespace(connections=connections)


def test_sockets_of_a_forked_child_are_closed_and_keep_their_numbers():
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.socket() as closed:
        closed.close()
        place, number = listener.getsockname(), listener.fileno()
        transports = [
            SimpleNamespace(transport=SimpleNamespace(get_extra_info=lambda _, one=one: one))
            for one in (None, closed)
        ]
        platform = object.__new__(Platform)
        platform._servers = {Served(transports): [listener]}
        platform.leave_to_parent()
        assert listener.fileno() == number
        assert stat.S_ISCHR(os.fstat(number).st_mode)  # it is the null device now
        assert not os.get_inheritable(number)
        with pytest.raises(ConnectionRefusedError), socket.create_connection(place, timeout=5):
            raise AssertionError("somebody listens")


def test_an_operation_without_a_handler_is_refused(data, lab_at, monkeypatch):
    monkeypatch.delitem(app.HANDLERS, "list_sites")
    with Platform(data) as platform:
        refusal = lab_at(platform).refused(501, "GET", "/sites")
    assert refusal["detail"] == {"operation": "list_sites"}
    assert "'list_sites'" in refusal["message"]
