"""Objects and what the database knows of them."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipInfo

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError
from starlette.datastructures import Headers

from ionworks.errors import ConfigurationError
from ionworks.local import (
    bundles,
    checking,
    folders,
    quiet,
    schema,
    storage_app,
    stored,
)
from ionworks.local.database import DatabaseBusyError, _named_errors
from ionworks.local.inventory import Inventory
from ionworks.local.objects import ObjectStore
from ionworks.local.stored import Stored


@pytest.mark.parametrize(
    "table",
    [
        *("cell_specifications", "materials", "raw_data", "pipelines", "protocols"),
        *("studies", "uploads", "removals", "bin"),
    ],
)
def test_a_database_with_one_record_of_any_kind_has_records(table):
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in schema.statements():
            database.execute(statement)
        assert not Inventory(database).has_records()
        columns = schema.metadata.tables[table].columns.keys()
        values = ", ".join("1" for _ in columns)
        database.execute(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values})")
        assert Inventory(database).has_records()


def test_a_second_project_is_a_record_and_the_first_is_none():
    with closing(sqlite3.connect(":memory:")) as database:
        assert not Inventory(database).has_records()  # it has no tables
        database.execute("CREATE TABLE projects (id TEXT)")
        for has_records in (False, False, True):
            assert Inventory(database).has_records() is has_records
            database.execute("INSERT INTO projects VALUES ('p')")


def test_objects_are_set_aside_in_a_folder_of_their_own_each_time(tmp_path):
    store = ObjectStore(tmp_path)
    places = []
    for content in (b"1", b"2", b"3"):
        noted = store.write(
            "raw_data/r/data", lambda path, content=content: path.write_bytes(content)
        )
        assert noted.size == store.size("raw_data/r/data") == 1
        places.append(store.set_aside(["raw_data/r/data"], "now"))
        assert store.size("raw_data/r/data") is None
    assert [place.name for place in places] == ["now", "now-2", "now-3"]
    kept = [(place / "objects" / "raw_data" / "r" / "data").read_bytes() for place in places]
    assert kept == [b"1", b"2", b"3"]


def test_objects_are_removed_by_prefix_with_their_empty_folders(tmp_path):
    store = ObjectStore(tmp_path)
    for key in ("measurements/m/1/time_series.parquet", "measurements/m/2/tables/steps.parquet"):
        store.write(key, lambda path: path.write_bytes(b"x"))
    store.write("measurements/n/1/files/0", lambda path: path.write_bytes(b"x"))
    store.remove("measurements/m/1")
    assert set(store.keys()) == {
        "measurements/m/2/tables/steps.parquet",
        "measurements/n/1/files/0",
    }
    store.remove("measurements/m")
    assert not (tmp_path / "objects" / "measurements" / "m").exists()
    store.remove("measurements/n/1/files/0")
    store.remove("measurements/absent")
    assert set(store.keys()) == set()
    store.prune()
    assert list((tmp_path / "objects").iterdir()) == []
    with store.draft() as draft:
        draft.write_bytes(b"x")
        store.keep_unconfirmed(draft, "raw_data/r/data")
    assert not store.is_confirmed("raw_data/r/data")
    store.confirm(["raw_data/absent/data", "raw_data/r/data"])
    assert store.is_confirmed("raw_data/r/data")
    drafts = [tmp_path / "incoming" / name for name in ("0" * 32, "0" * 31, "g" * 32)]
    for path in drafts:
        path.write_text("x")
    store.remove_drafts()
    assert [path.exists() for path in drafts] == [False, True, True]
    for wrong in ("../x", "/x", "a//b", "a/..", "", "a\nb"):
        with pytest.raises(ValueError, match="not an object key"):
            store.path(wrong)


def test_notes_of_objects_are_forgotten_by_prefix():
    names = ["a", "a/1", "a/1/2", "a!", "a0", "a-b", "ab", "b/a"]
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        schema.objects.create(connection)
        for name in names:
            stored.record(connection, name, Stored("x", 1))
        stored.record(connection, "a0", Stored("y", 2))  # in the place of the earlier note
        assert stored.find(connection, "a0") == Stored("y", 2)
        assert stored.find(connection, "none") is None
        stored.forget(connection, "a")
        left = connection.scalars(select(schema.objects.c.object_key)).all()
    engine.dispose()
    assert set(left) == set(names) - {"a", "a/1", "a/1/2"}


def test_an_inspector_reads_again_what_it_has_seen_longest_ago(tmp_path, monkeypatch):
    monkeypatch.setattr(stored, "_MOST_HASHED", 2)
    read, measure = [], stored.measure
    monkeypatch.setattr(stored, "measure", lambda path: read.append(path.name) or measure(path))
    paths = [tmp_path / name for name in "abc"]
    notes = {}
    for path in paths:
        path.write_text(path.name)
        notes[path] = measure(path)
    inspector = stored.Inspector()

    def look(names):
        read.clear()
        for name in names:
            inspector.check(tmp_path / name, notes[tmp_path / name])
        return "".join(read)

    assert look("aa") == "a"
    assert look("ba") == "b"  # two are known
    assert look("c") == "c"
    assert look("ac") == ""  # the last two that were looked at
    assert look("b") == "b"
    paths[0].write_text("x")
    with pytest.raises(stored.DamagedError):
        look("a")
    inspector.check(paths[0], None)
    with pytest.raises(FileNotFoundError):
        inspector.check(tmp_path / "none", notes[paths[0]])


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ((None, None), None),
        (("x", 3), None),
        ((None, 3), None),
        (("x", None), None),
        (("x", 4), "wrong size: key has 3 bytes instead of 4"),
        (("y", 3), "wrong content: key"),
        (("y", None), "wrong content: key"),
    ],
)
def test_an_object_is_compared_with_what_is_known_of_it(recorded, said):
    found = checking.differs(recorded, Stored("x", 3), "key")
    assert found is None if said is None else found.startswith(said)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=3-5", (3, 6)),
        ("bytes=3-", (3, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-30", (0, 10)),
        ("bytes=9-99", (9, 10)),
        ("bytes=9-9", (9, 10)),
        ("bytes=10-", None),
        ("bytes=5-4", None),
        ("bytes=-0", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("", None),
    ],
)
def test_a_range_is_the_bytes_that_it_names(text, part):
    noted = Stored("digest", 10)
    assert storage_app._part(Headers({"range": text}), noted) == part
    for condition, found in (('"digest"', part), ('"other"', None)):
        headers = Headers({"range": text, "if-range": condition})
        assert storage_app._part(headers, noted) == found


def test_tags_of_a_condition_are_read_one_by_one():
    assert storage_app._listed('"a", W/"b" ,"c"') == ['"a"', '"b"', '"c"']


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["b/", "b/ionworks-backup.json", "b/SHA256SUMS", "__MACOSX/x"], None),
        (["ionworks-backup.json", "database.sqlite", "objects/raw_data/r/data"], None),
        (["/ionworks-backup.json"], "leads out"),
        (["a/../ionworks-backup.json"], "leads out"),
        (["a\\..\\x"], "leads out"),
        (["C:/x"], "leads out"),
        (["SHA256SUMS", "SHA256SUMS"], "is in it twice"),
    ],
)
def test_a_zip_file_of_a_bundle_leads_nowhere(tmp_path, names, said):
    place = tmp_path / "bundle.zip"
    place.write_bytes(b"")
    entries = [ZipInfo(name) for name in names]
    if said is None:
        ours = {name.removeprefix("b/") for name in names} - {"", "__MACOSX/x"}
        assert bundles._checked(place, entries).keys() == ours
    else:
        with pytest.raises(ConfigurationError, match=said):
            bundles._checked(place, entries)


def test_a_zip_file_of_a_bundle_grows_a_hundredfold_and_no_more(tmp_path):
    place = tmp_path / "bundle.zip"
    place.write_bytes(b"x" * 10)
    entry = ZipInfo("database.sqlite")
    entry.file_size = 64 * 2**20 + 100 * 10
    assert bundles._checked(place, [entry])
    entry.file_size += 1
    with pytest.raises(ConfigurationError, match="10 bytes would become"):
        bundles._checked(place, [entry])


def test_the_path_of_a_folder_has_at_most_512_bytes_with_the_name_of_the_database():
    most = Path("/" + "d" * (512 - len("//platform.db")))
    assert folders.located(most) == most
    with pytest.raises(ConfigurationError, match="513 bytes of at most 512"):
        folders.located(most.with_name(f"{most.name}d"))


@pytest.mark.parametrize(
    ("count", "shown"),
    [(1, "it has a."), (3, "it has a, b, c."), (4, "a, b, c and 1 more."), (5, "c and 2 more.")],
)
def test_what_stands_in_a_foreign_folder_is_named_in_short(tmp_path, count, shown):
    for name in "abcde"[:count]:
        (tmp_path / name).touch()
    with pytest.raises(ConfigurationError) as refused:
        folders.look(tmp_path)
    assert shown in str(refused.value)


SERIES_1 = "measurements/m/1/time_series.parquet"

STEPS_1, CYCLES_1 = (f"measurements/m/1/tables/{name}.parquet" for name in ("steps", "cycles"))

GIVEN_1 = "measurements/m/1/steps.parquet"


@pytest.mark.parametrize(
    ("kind", "status", "extension", "needed", "allowed"),
    [
        ("time_series", "pending", None, [SERIES_1], [GIVEN_1, STEPS_1, CYCLES_1]),
        ("time_series", "failed", None, [SERIES_1], [GIVEN_1, STEPS_1, CYCLES_1]),
        ("time_series", "ready", None, [SERIES_1, STEPS_1, CYCLES_1], [GIVEN_1]),
        (
            "time_series",
            "pending",
            "measurements/m/e.extension",
            [SERIES_1, "measurements/m/e.extension"],
            [
                *(GIVEN_1, STEPS_1, CYCLES_1, "measurements/m/2/time_series.parquet"),
                *(f"measurements/m/2/tables/{name}.parquet" for name in ("steps", "cycles")),
            ],
        ),
        ("file", "ready", None, ["measurements/m/1/files/0"], []),
        ("properties", "ready", None, ["measurements/m/1/files/0"], []),
    ],
)
def test_objects_of_a_measurement_are_needed_or_allowed(kind, status, extension, needed, allowed):
    with closing(sqlite3.connect(":memory:")) as database:
        for statement in schema.statements():
            database.execute(statement)
        columns = ["id", "measurement_type", "processing_status", "data_version", "extension"]
        others = [
            column.name
            for column in schema.cell_measurements.columns
            if column.name not in columns and not column.nullable
        ]
        values = ["m", kind, status, 1, extension, *(1 for _ in others)]
        database.execute(
            f"INSERT INTO cell_measurements ({', '.join([*columns, *others])}) "
            f"VALUES ({', '.join('?' * len(values))})",
            values,
        )
        if kind != "time_series":
            database.execute(
                "INSERT INTO measurement_files VALUES "
                "('m', 0, 'a', 'text/plain', 'measurements/m/1/files/0')"
            )
        inventory = Inventory(database)
        assert sorted(inventory.needed()) == sorted(needed)
        for key in (*needed, *allowed):
            assert inventory.names(key), key
            assert inventory.is_needed(key) == (key in needed), key
        for key in (
            "measurements/m/2/steps.parquet",
            "measurements/m/0/time_series.parquet",
            "measurements/n/1/time_series.parquet",
            "raw_data/m/data",
            *([] if extension else ["measurements/m/2/time_series.parquet"]),
        ):
            assert not inventory.names(key), key
            assert not inventory.is_needed(key), key


def test_prefixes_of_removals_and_of_the_bin_are_whole_segments():
    with closing(sqlite3.connect(":memory:")) as database:
        assert not Inventory(database).is_removed("measurements/m/1/steps.parquet")
        for statement in schema.statements():
            database.execute(statement)
        database.execute("INSERT INTO removals VALUES ('measurements/m'), ('raw_data/r/data')")
        inventory = Inventory(database)
        for key, is_removed in (
            ("measurements/m/1/steps.parquet", True),
            ("measurements/m/e.extension", True),
            ("measurements/mm/1/steps.parquet", False),
            ("raw_data/r/data", True),
            ("raw_data/s/data", False),
        ):
            assert inventory.is_removed(key) == is_removed, key
            assert not inventory.is_binned(key)
        database.execute("INSERT INTO binned_objects VALUES ('measurements/b', 'entry')")
        database.execute("INSERT INTO objects VALUES ('measurements/b/1/files/0', 'x', 1)")
        assert inventory.is_needed("measurements/b/1/files/0")
        assert inventory.names("measurements/b/1/files/1")
        assert not inventory.is_needed("measurements/b/1/files/1")  # nobody knows of it
        assert list(inventory.needed()) == ["measurements/b/1/files/0"]


@pytest.mark.parametrize(
    ("code", "is_busy"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, True),
        (sqlite3.SQLITE_LOCKED, True),
        (sqlite3.SQLITE_FULL, False),
        (sqlite3.SQLITE_CORRUPT, False),
        (None, False),
    ],
)
def test_a_database_that_others_hold_is_busy_and_other_faults_are_their_own(code, is_busy):
    error = sqlite3.OperationalError("x")
    if code is not None:
        error.sqlite_errorcode = code
    expected = DatabaseBusyError if is_busy else sqlite3.OperationalError
    for raised in (error, OperationalError("SELECT 1", None, error)):
        wanted = expected if is_busy else type(raised)
        with pytest.raises(wanted), _named_errors():
            raise raised


def test_lines_of_the_platform_are_left_out_and_its_failures_told_under_its_own_name(caplog):
    def record(level, thread):
        made = logging.makeLogRecord({"name": "uvicorn.error", "levelno": level, "msg": "m"})
        made.threadName = thread
        return made

    told = quiet._not_of_platform.filter
    for level in (logging.INFO, logging.ERROR):
        assert told(record(level, "MainThread"))
    assert not told(record(logging.WARNING, quiet.THREAD))
    assert caplog.records == []
    assert not told(record(logging.ERROR, quiet.THREAD))
    assert [one.name for one in caplog.records] == ["ionworks.local.server"]
