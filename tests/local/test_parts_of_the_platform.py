"""The parts that a platform is made of, each by itself: their bounds, and both sides of them."""

import gzip
import hashlib
import logging
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select
from sqlalchemy.exc import OperationalError
from starlette.datastructures import Headers

from ionworks.errors import ConfigurationError
from ionworks.local import (
    binned,
    bodies,
    bundles,
    checking,
    contract,
    folders,
    forms,
    hosts,
    keys,
    limits,
    moments,
    patterns,
    protocol_rules,
    quiet,
    schema,
    server,
    storage_app,
    stored,
)
from ionworks.local.contract import load_contract
from ionworks.local.database import DatabaseBusyError, _named_errors
from ionworks.local.errors import Invalid, Refusal
from ionworks.local.filters import _values
from ionworks.local.inventory import Inventory
from ionworks.local.links import Links
from ionworks.local.objects import ObjectStore
from ionworks.local.server import Platform
from ionworks.local.stored import Stored

DOCS = Path(__file__).parents[2] / "docs" / "local-platform.md"


# --- bodies -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bound", "body", "size"),
    [
        ("MAX_VALUES", b"[1,1,1]", 3),  # the array and, after the first, each number
        ("MAX_VALUES", b'{"a":{"b":[]}}', 3),
        ("MAX_MEMBERS", b'{"a":0,"b":0,"c":0}', 3),
        ("MAX_PARTS", b'["","",[{}]]', 5),
        ("MAX_PARTS", b'{"a":"x"}', 2),  # the name of a member is none
    ],
)
def test_a_body_may_have_as_much_as_is_stated_and_no_more(monkeypatch, bound, body, size):
    monkeypatch.setattr(bodies, bound, size)
    assert bodies.parse_json(body, Headers()) is not None
    monkeypatch.setattr(bodies, bound, size - 1)
    with pytest.raises(Refusal) as refused:
        bodies.parse_json(body, Headers())
    assert refused.value.status == 413


def test_a_body_has_at_most_64_levels_below_it():
    def nested(levels, opening, closing):
        return opening * levels + b"[1]" + closing * levels

    for opening, end in ((b"[", b"]"), (b'{"a":', b"}")):
        assert bodies.parse_json(nested(64, opening, end), Headers())
        with pytest.raises(Refusal, match="64 levels"):
            bodies.parse_json(nested(65, opening, end), Headers())


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"a": [0, {"b": NaN}]}', "body.a[1].b"),
        (b'{"a": [-Infinity]}', "body.a[0]"),
        (b'{"a": 1e999}', "body.a"),
        (f'{{"a": {-(10**309)}}}'.encode(), "body.a"),
    ],
)
def test_a_number_that_cannot_be_stored_is_named_by_its_place(body, place):
    with pytest.raises(Refusal) as refused:
        bodies.parse_json(body, Headers())
    assert refused.value.message.startswith(f"{place} is ")
    assert refused.value.status == 400


def test_the_largest_numbers_are_read():
    largest = int(bodies.MAX_NUMBER)
    body = f'{{"a": [{largest}, {-largest}, 1e308, 1E+100], "NaN": true}}'
    read = bodies.parse_json(body.encode(), Headers())
    assert read == {"a": [largest, -largest, 1e308, 1e100], "NaN": True}
    with pytest.raises(Refusal, match="beyond"):
        bodies.parse_json(f"[{largest + 1}]".encode(), Headers())


def test_a_body_may_be_so_large_as_sent_and_as_unpacked(lab, monkeypatch):
    monkeypatch.setattr(bodies, "MAX_BYTES", 100)
    for number, pack in enumerate((bytes, gzip.compress)):
        packed = {"Content-Encoding": "gzip"} if number else {}
        for size, status in ((100, 201), (101, 413)):
            text = f'{{"name": "{number}"}}'.ljust(size)
            answer = lab.api.post("/projects", content=pack(text.encode()), headers=packed)
            assert answer.status_code == status, answer.text


# --- the contract -----------------------------------------------------------------------------


def problems(operation, body):
    found = next(one for one in load_contract().operations if one.id == operation)
    with pytest.raises(Invalid) as refused:
        found.check({}, [], body)
    return refused.value.problems


@pytest.mark.parametrize(
    ("value", "is_shown"),
    [
        ("x" * 200, True),
        ("x" * 201, False),
        (["x"] * 40, True),  # 5 characters each
        (["x"] * 41, False),
        ({"a": [1] * 300}, False),
    ],
)
def test_a_wrong_value_is_repeated_if_it_is_short(value, is_shown):
    kind = "name" if isinstance(value, list | dict) else "anode"
    (problem,) = problems("create_cell_specification", {"name": "a", kind: value})
    assert problem["loc"] == ["body", kind]
    assert problem.get("input") == (value if is_shown else None)


def test_a_long_reason_is_cut():
    key = "k" * 1000
    (problem,) = problems("create_cell_specification", {"name": {key: 1}})
    assert len(problem["msg"]) == 402
    assert problem["msg"].endswith(" …")


def test_twenty_problems_are_named():
    body = {"measurement_ids": [0] * 19, "add": [1], "remove": [1]}
    assert len(problems("bulk_update_measurement_tags", body)) == 20
    body["measurement_ids"].pop()
    assert len(problems("bulk_update_measurement_tags", body)) == 20
    body["measurement_ids"].pop()
    assert len(problems("bulk_update_measurement_tags", body)) == 19


def test_the_texts_of_a_form_are_read_as_the_contract_says():
    replace = next(
        one for one in load_contract().operations if one.id == "replace_material_property_file"
    )
    path = {"property_id": "p"}
    file = forms.Upload("t.csv", b"a")
    for text, value in (("true", True), ("FALSE", False)):
        read = replace.check(path, [], {"file": file, "no_header": text}).body
        assert read == {"file": file, "no_header": value}
    # A text in the place of a file is the content of one without a name.
    assert replace.check(path, [], {"file": "é"}).body["file"] == forms.Upload("", "é".encode())
    for wrong in ({"no_header": "yes"}, {"no_header": file}):
        with pytest.raises(Invalid) as refused:
            replace.check(path, [], {"file": file, **wrong})
        assert [one["loc"] for one in refused.value.problems] == [["body", "no_header"]]


def test_an_excerpt_has_the_first_values_and_says_whether_these_are_all():
    value = {"a": [1, 2, {"b": 3}], "c": 4}  # 7 values: itself, the list, 1, 2, {}, 3, 4
    assert contract._excerpt(value, 8) == (value, True)
    for most in range(1, 8):
        part, is_whole = contract._excerpt(value, most)
        assert not is_whole
        assert part != value or most == 7
    assert contract._excerpt([1, 2, 3], 3) == ([1], False)


# --- forms ------------------------------------------------------------------------------------


def test_the_head_of_a_part_has_at_most_8192_bytes():
    def form(size):
        head = b'Content-Disposition: form-data; NAME="a"; x="'
        padding = b"x" * (size - len(head) - len(b'"\r\n\r\n'))
        # The head begins with the end of the line of the boundary.
        body = b"--B\r\n" + head + padding + b'"\r\n\r\n' + b"1\r\n--B--"
        return forms.parse_form(body, Headers({"content-type": "multipart/form-data; boundary=B"}))

    assert form(8190) == {"a": "1"}
    with pytest.raises(Refusal, match="8192"):
        form(8191)


# --- links, moments, keys, limits -------------------------------------------------------------


def test_a_link_is_for_one_object_one_method_and_one_hour():
    now = [datetime(2026, 1, 1, tzinfo=UTC)]
    links = Links(lambda: now[0])

    def parts(link):
        split = urlsplit(link)
        return split.path[1:], {name: value for name, (value,) in parse_qs(split.query).items()}

    key, query = parts(links.to_download("http://host:1", "raw_data/r/data", "text/csv"))
    assert (key, query["type"]) == ("raw_data/r/data", "text/csv")
    for method in ("GET", "HEAD"):
        links.check(method, key, query)
    _, default = parts(links.to_download("http://host:1", key))
    assert default["type"] == "application/octet-stream"
    _, upload = parts(links.to_upload("http://host:1", key))
    links.check("PUT", key, upload)
    for method, other, changed in (
        ("PUT", key, query),
        ("GET", key, upload),
        ("HEAD", key, upload),
        ("GET", f"{key}x", query),
        ("GET", key, {**query, "type": "text/html"}),
        ("GET", key, {**query, "more": "1"}),
        ("GET", key, {**query, "expires": str(int(query["expires"]) + 1)}),
        ("GET", key, {name: value for name, value in query.items() if name != "signature"}),
    ):
        with pytest.raises(Refusal, match="signature"):
            links.check(method, other, changed)
    now[0] += timedelta(hours=1)
    links.check("GET", key, query)
    now[0] += timedelta(seconds=1)
    with pytest.raises(Refusal, match="expired"):
        links.check("GET", key, query)
    with pytest.raises(Refusal, match="signature"):
        Links(lambda: now[0]).check("GET", key, query)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-01-31", "2026-01-31T00:00:00.000000Z"),
        ("2026-01-31T12:00", "2026-01-31T12:00:00.000000Z"),
        ("2026-01-31T12:00:00.5+01:00", "2026-01-31T11:00:00.500000Z"),
        ("20260131T120000Z", "2026-01-31T12:00:00.000000Z"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000000Z"),
        ("9999-12-31T23:59:59-01:00", None),
        ("0001-01-01T00:00:00+01:00", None),
        ("soon", None),
        ("", None),
    ],
)
def test_moments_are_stored_in_utc_and_of_one_width(text, moment):
    if moment is None:
        with pytest.raises(Invalid) as refused:
            moments.read(text, ["query", "x"])
        (problem,) = refused.value.problems
        assert (problem["loc"], problem["type"]) == (["query", "x"], "datetime")
    else:
        assert moments.read(text, []) == moment


def test_the_moment_after_another_one_is_the_next_that_can_be_stored():
    assert moments.after("2026-12-31T23:59:59.999999Z") == "2027-01-01T00:00:00.000000Z"
    east = datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=1)))
    assert moments.as_text(east) == "2026-01-01T00:00:00.000000Z"
    assert moments.now().utcoffset() == timedelta(0)


def test_a_key_has_20_to_4096_characters(tmp_path):
    for size in (20, 4096):
        assert keys.checked_key("k" * size, "It") == "k" * size
    for size in (19, 4097):
        with pytest.raises(ConfigurationError, match="It is not a key: a key has 20 to 4096"):
            keys.checked_key("k" * size, "It")
    with pytest.raises(ConfigurationError, match="It is empty"):
        keys.checked_key("  ", "It")
    path = tmp_path / "key"
    for size, is_read in ((8192, True), (8193, False)):
        path.write_text("k" * 20 + "\n" * (size - 20))
        path.chmod(0o600)
        if is_read:
            assert keys.read_key(path) == "k" * 20
        else:
            with pytest.raises(ConfigurationError, match="more than 8192"):
                keys.read_key(path)


def test_a_quarter_of_the_descriptors_is_for_the_connections_of_one_origin(monkeypatch):
    resource = pytest.importorskip("resource")
    for descriptors, connections in (
        (16, 8),  # the fewest that are of use
        (32, 8),
        (100, 25),
        (2048, 512),
        (1_000_000, 512),
        (resource.RLIM_INFINITY, 512),
    ):
        both = (descriptors, resource.RLIM_INFINITY)
        monkeypatch.setattr(resource, "getrlimit", lambda _, both=both: both)
        assert limits.Limits().connections == connections
    few = limits.Limits(connections=1)
    assert (few.served, few.accepted) == (1, 1)
    many = limits.Limits(connections=512)
    assert (many.served, many.accepted) == (384, 64)


def test_the_limits_are_those_that_the_documentation_states():
    granted = limits.Limits(connections=8)
    text = DOCS.read_text()

    def stated(row):
        (cell,) = re.findall(rf"^\| {row} \| (.*) \|$", text, re.MULTILINE)
        return [int(number) for number in re.findall(r"\d+", cell)]

    kib = granted.progress // 1024
    assert stated("Head of a request")[0] == granted.head
    assert stated("Body of a request")[:2] == [kib, granted.window]
    assert stated("Reading of an answer") == [kib, granted.window]
    assert stated("Connection without a request") == [granted.idle]
    assert stated("Size of an upload")[0] * 2**30 == granted.upload
    assert f"{bodies.MAX_BYTES // 2**20} MiB, packed and unpacked" in text
    assert f"{bodies.MAX_VALUES:,} values and {bodies.MAX_DEPTH} levels" in text


# --- names of the platform --------------------------------------------------------------------


def own(*, host="127.0.0.1", bound=None, **given):
    options = {"public_url": None, "public_storage_url": None, "allowed": (), **given}
    return hosts.own_hosts(host, bound or host, "http://127.0.0.1:9", **options)


def test_names_of_a_platform_are_plain_and_case_insensitive():
    found = own(host="Lab.Local", bound="192.0.2.7", allowed=["[2001:DB8:0::1]", "X.org."])
    for name in ("lab.local", "LAB.local.", "192.0.2.7:80", "[2001:db8::1]:1", "x.org", "[::1]"):
        assert found.serve(name), name
    for name in ("192.0.2.8", "y.org", "lab", None, "", "a b"):
        assert not found.serve(name), name
    assert found.storage({"server": ("192.0.2.7", 1)}) == "http://127.0.0.1:9"
    mapped = own(host="::ffff:192.0.2.7")
    assert mapped.serve("192.0.2.7")


def test_on_every_address_the_machine_is_served_by_its_names(monkeypatch):
    monkeypatch.setattr(hosts.socket, "gethostname", lambda: "Bench.Lab.Example")
    found = own(host="0.0.0.0")
    for name in ("bench", "bench.lab.example", "203.0.113.5", "[2001:db8::2]"):
        assert found.serve(name), name
    for name in ("lab", "lab.example", "bench.lab"):
        assert not found.serve(name), name
    assert found.storage({"server": ("203.0.113.5", 80)}) == "http://203.0.113.5:9"
    assert found.storage({"server": ("2001:db8::2", 80)}) == "http://[2001:db8::2]:9"
    assert not own().serve("bench")


def test_public_addresses_are_names_too():
    found = own(public_url="http://lab.example.org/x/")
    assert found.serve("lab.example.org")
    assert found.storage({}) == "http://lab.example.org:9"
    both = own(public_url="https://a.org", public_storage_url="https://b.org:8/x//")
    assert both.storage({}) == "https://b.org:8/x"
    assert both.serve("a.org")
    assert both.serve("b.org")
    alone = own(public_storage_url="http://[2001:db8::1]:8")
    assert alone.storage({}) == "http://[2001:db8::1]:8"
    assert alone.serve("[2001:db8::1]")
    for wrong in ("http://x.org:0", "http://x.org#f", "http://x.org/?q", "http://a b", "x.org"):
        with pytest.raises(ConfigurationError, match="public URL"):
            own(public_url=wrong)
        with pytest.raises(ConfigurationError, match="public storage URL"):
            own(public_storage_url=wrong)


# --- what is stored ---------------------------------------------------------------------------


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


# --- the bin ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "one"),
    [
        ("analyses", "analysis"),
        ("cell_batches", "cell batch"),
        ("studies", "study"),
        ("sites", "site"),
        ("raw_data", "raw data"),
        ("cell_measurements", "cell measurement"),
    ],
)
def test_one_row_of_a_table_has_its_own_word(table, one):
    assert binned._one_of(schema.metadata.tables[table]) == one


def test_a_delete_can_be_undone_for_30_days(lab, clock):
    clock.step = timedelta(0)
    lab.delete(f"/cell_specifications/{lab.specification('s')}")
    (entry,) = lab.get("/bin")["items"]
    kept_until = datetime.fromisoformat(entry["deleted_at"]) + timedelta(days=30)
    assert datetime.fromisoformat(entry["removed_after"]) == kept_until
    clock.moment = kept_until
    assert lab.get("/bin")["total"] == 1
    clock.advance(microseconds=1)
    assert lab.get("/bin")["total"] == 0
    refusal = lab.refused(404, "POST", f"/bin/{entry['id']}/restore")
    assert refusal["detail"] == {"resource_type": "deletion", "resource_id": entry["id"]}
    lab.refused(404, "DELETE", f"/bin/{entry['id']}")


def test_what_falls_is_counted_however_much_is_asked_for_at_once(lab, monkeypatch):
    monkeypatch.setattr(binned, "_AT_ONCE", 2)
    specification = lab.specification("s")
    for number in range(5):
        cell = lab.cell(specification, f"{number}")
        path = f"/cell_instances/{cell}/cell_measurements/create"
        lab.post(path, {"name": "m", "properties": {}, "tags": ["t"]})
    found = lab.get(f"/deletions/cell_specification/{specification}")
    assert found["counts"] == {"cell_instances": 5, "cell_measurements": 5}
    assert found["name"] == "s"
    lab.delete(f"/cell_specifications/{specification}")
    (entry,) = lab.get("/bin")["items"]
    assert (entry["counts"], entry["name"], entry["resource_type"]) == (
        *(found["counts"], "s"),
        "cell_specification",
    )
    assert lab.post(f"/bin/{entry['id']}/restore")["id"] == entry["id"]
    assert lab.get(f"/deletions/cell_specification/{specification}") == found
    assert lab.get("/cell_measurements/tags")["items"] == [{"tag": "t", "usage_count": 5}]


# --- texts ------------------------------------------------------------------------------------

LETTERS = st.text("aAbB_-% \\\0", max_size=8)


@given(LETTERS, LETTERS)
@example("a", "a%a")
@example("aa", "a%a")
@example("aba", "ab%ba")
@example("a", "%a%")
@example("ba", "%a%a")
@example("", "%")
@example("A_", "a\\_")
def test_a_pattern_matches_as_its_parts_say(text, pattern):
    parts = re.findall(r"\\.|\\$|.", pattern, re.DOTALL)
    expression = "".join(".*" if part == "%" else re.escape(part[-1]) for part in parts)
    wanted = re.fullmatch(expression, text, re.DOTALL | re.IGNORECASE) is not None
    assert patterns.is_like(text, pattern) == wanted
    assert not patterns.is_like(None, pattern)


@given(LETTERS, LETTERS)
@example("b-ab", "a")
@example("ba", "a")
@example("aB bA", "A b")
@example("ab", "a b")
@example("ab", "_")
def test_words_are_found_where_they_begin(text, wanted):
    words = re.findall(r"[^\W_]+", text.lower())
    begins = re.findall(r"[^\W_]+", wanted.lower())
    found = bool(begins) and all(any(word.startswith(each) for word in words) for each in begins)
    assert patterns.has_words(text, wanted) == found
    assert not patterns.has_words(None, wanted)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("(a,b)", ["a", "b"]),
        ("a,b,a", ["a", "b"]),
        ('("a,b",c)', ["a,b", "c"]),
        (r'("a\"b\\",c\d)', ['a"b\\', r"c\d"]),
        ('("a', ["a"]),
        ('("a\\', ["a"]),
        ("(,)", [""]),
        ("((a))", ["(a)"]),
    ],
)
def test_values_of_a_filter_are_parted_at_commas_without_quotes(text, values):
    assert _values(text) == values


# --- protocols --------------------------------------------------------------------------------

REST = {"Rest": {"duration": 1}}


@pytest.mark.parametrize(
    ("settings", "is_right"),
    [
        ({"initial_state_type": "soc_percentage", "initial_state_value": 0}, True),
        ({"initial_state_type": "soc_percentage", "initial_state_value": 100}, True),
        ({"initial_state_type": "soc_percentage", "initial_state_value": -1}, False),
        ({"initial_state_type": "soc_percentage", "initial_state_value": 100.1}, False),
        ({"initial_state_type": "voltage", "initial_state_value": 101}, True),
        ({"initial_state_value": 101}, True),
        ({"initial_state_type": 'input["a"]', "initial_state_value": 101}, True),
        ({"initial_state_type": "capacity"}, False),
        ({"initial_soc": "x"}, True),
        ({"initial_soc": None}, False),
        ({"temperature": []}, False),
        ({"initial_temperature": {}}, False),
        ({"resolution": 1}, False),
        (None, True),
        (1, False),
    ],
)
def test_settings_of_a_protocol_keep_its_rules(settings, is_right):
    found = protocol_rules.problems({"global": settings, "steps": [REST]})
    assert (found == []) == is_right, found


@pytest.mark.parametrize("form", ["beside", "key"])
@pytest.mark.parametrize(
    ("parts", "is_right"),
    [
        ({"mode": "Current", "value": 1, "duration": "1", "ends": []}, True),
        ({"mode": 1}, False),
        ({"value": []}, False),
        ({"duration": {}}, False),
        ({"ends": "Voltage > 4"}, False),
        ({"ends": ["Voltage > 4", {"variable": "Voltage", "value": 4}]}, True),
        ({"ends": [1]}, False),
        ({"ends": [{"variable": "Voltage"}]}, False),
    ],
)
@pytest.mark.parametrize("direction", ["Charge", "Discharge", "Rest"])
def test_parts_of_a_step_keep_the_rules(form, parts, is_right, direction):
    step = {"direction": direction, **parts} if form == "beside" else {direction: parts}
    found = protocol_rules.problems({"steps": [REST, step]})
    assert (found == []) == is_right
    assert all(problem.startswith("steps[1].") for problem in found)


def test_five_problems_of_a_protocol_are_named():
    assert len(protocol_rules.problems({"steps": [1] * 5})) == 5
    assert len(protocol_rules.problems({"steps": [1] * 6})) == 5
    (whole,) = protocol_rules.problems({})
    assert whole.startswith("the protocol: ")


@pytest.mark.parametrize(
    ("value", "is_known"),
    [
        *((value, True) for value in (1, 0.5, "1", "-1.5e-3", ".5", "5.", " 1 ", 'input["a b"]')),
        *((value, True) for value in ("input[ 'a' ]", "+2E5")),
        *((value, False) for value in ("1 / 2", "e5", "", "input[a]", "input['a\"]", "1,5", True)),
    ],
)
def test_a_value_is_a_number_or_the_name_of_an_input(value, is_known):
    protocol = {"steps": [{"Charge": {"mode": "Power", "value": value, "duration": 1}}]}
    if is_known:
        (step,) = protocol_rules.read(protocol)
        assert (step.direction, step.mode, step.value) == ("Charge", "Power", value)
        assert (step.ends, step.duration) == ((), 1)
    else:
        with pytest.raises(protocol_rules.UnknownError, match="the value of steps") as unknown:
            protocol_rules.read(protocol)
        assert unknown.value.what == f"{value!r} as the value of steps[0]"


@pytest.mark.parametrize("mode", ["C-rate", "Current", "Voltage", "Power"])
def test_each_mode_can_be_held_and_end_a_step(mode):
    for sign in ("<", ">", "<=", ">="):
        end = f" {mode} {sign} 1 "
        protocol = {"steps": [{"direction": "Discharge", "mode": mode, "value": 1, "ends": [end]}]}
        (step,) = protocol_rules.read(protocol)
        assert step.ends == (end.strip(),)
        assert str(step) == f"Discharge at {mode} 1 until {end.strip()}"
    reached = {"variable": mode, "value": 2}
    (step,) = protocol_rules.read({"steps": [{"Rest": {"ends": [reached, f"{mode} < 1"]}}]})
    assert str(step) == f"Rest until {mode} reaches 2 or {mode} < 1"
    assert protocol_rules.has_c_rates({"steps": [REST, {"Charge": {"mode": mode}}]}) == (
        mode == "C-rate"
    )
    assert protocol_rules.has_c_rates({"steps": [{"mode": mode}]}) == (mode == "C-rate")
    for wrong in (
        f"{mode} = 1",
        f"{mode} > x",
        {"variable": mode, "value": 1, "more": 1},
        {"variable": "Time", "value": 1},
    ):
        with pytest.raises(protocol_rules.UnknownError, match=r"steps\[0\]"):
            protocol_rules.read({"steps": [{"Rest": {"ends": [wrong]}}]})


def test_every_setting_that_is_known_is_read():
    settings = {
        "initial_soc": 1,
        "temperature": "25",
        "initial_temperature": 25.0,
        "initial_state_type": "voltage",
        "initial_state_value": "input['a']",
        "resolution": {"time": 1, "voltage": "0.1", "current": 'input["b"]'},
    }
    assert len(protocol_rules.read({"global": settings, "steps": [REST, REST]})) == 2
    for name in ("initial_soc", "temperature", "initial_temperature", "initial_state_value"):
        wrong = {"global": {**settings, name: "x"}, "steps": [REST]}
        with pytest.raises(protocol_rules.UnknownError, match=f"'x' as global.{name}"):
            protocol_rules.read(wrong)
    for name in settings["resolution"]:
        wrong = {"global": {"resolution": {name: "x"}}, "steps": [REST]}
        with pytest.raises(protocol_rules.UnknownError, match=f"'x' as global.resolution.{name}"):
            protocol_rules.read(wrong)


# --- folders and starts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "marker",
    [
        '{"layout": 1}',
        '{"layout": 1, "id": 5}',
        '{"layout": "1", "id": "x"}',
        '{"id": "x"}',
        "[]",
        "null",
        '"text"',
    ],
)
def test_a_marker_without_a_layout_or_an_id_is_damaged(tmp_path, marker):
    (tmp_path / "ionworks-platform.json").write_text(marker)
    with pytest.raises(ConfigurationError, match="is damaged, or not the marker"):
        folders.look(tmp_path)


@pytest.mark.parametrize("layout", [0, 2])
def test_a_marker_of_another_layout_names_it(tmp_path, layout):
    (tmp_path / "ionworks-platform.json").write_text(f'{{"layout": {layout}, "id": "x"}}')
    with pytest.raises(ConfigurationError, match=f"folder layout {layout}, this one reads 1"):
        folders.look(tmp_path)


def test_a_server_that_ends_before_it_begins_is_an_error_and_leaves_the_folder(data, monkeypatch):
    async def end(self, sockets=None):
        self.should_exit = True

    with monkeypatch.context() as patch:
        patch.setattr(server._Server, "startup", end)
        patch.setattr(server, "_GRACE", 0.01)
        with pytest.raises(RuntimeError, match="ended before it began"):
            Platform(data)
    Platform(data).close()


def test_a_restart_finds_the_owner_and_gives_projects_without_a_member_one(data, lab_at):
    with Platform(data) as platform:
        lab = lab_at(platform)
        me, project = lab.get("/users/me"), lab.project()
        (organization,) = lab.get("/organizations")
        assert (organization["name"], organization["slug"]) == ("Local organization", "local")
        assert me["email"] == "local@ionworks.invalid"
        assert lab.get(f"/projects/{me['default_project_id']}")["name"] == "Default project"
        lab.post("/organizations/current/users/by-email", {"email": "a@example.org"})
    with closing(sqlite3.connect(data / "platform.db")) as database, database:
        # As if the one who was invited had come first.
        database.execute("UPDATE users SET id = '0' || id WHERE email <> 'a@example.org'")
        database.execute(
            "UPDATE organization_members SET user_id = '0' || user_id WHERE invited_at IS NULL"
        )
        database.execute("DELETE FROM project_members")
    with Platform(data) as platform:
        lab = lab_at(platform)
        assert lab.get("/users/me") == {**me, "id": f"0{me['id']}"}
        for one in (project, me["default_project_id"]):
            (member,) = lab.get(f"/projects/{one}")["user_project_roles"]
            assert (member["user_id"], member["project_roles"]["name"]) == (
                f"0{me['id']}",
                "Project Admin",
            )


def test_roles_have_the_ids_that_folders_hold(lab):
    """They are stored with each member, so they can never change."""
    assert [(role["id"], role["name"]) for role in lab.get("/roles/project")] == [
        (f"1f4b4f5e-4b0a-4f5e-9d0e-00000000000{number}", f"Project {name}")
        for number, name in enumerate(("Admin", "Contributor", "Viewer"), start=1)
    ]


# --- repeats and uploads ----------------------------------------------------------------------


@pytest.mark.parametrize(("size", "status"), [(0, 422), (1, 201), (255, 201), (256, 422)])
def test_a_key_of_a_request_has_1_to_255_characters(lab, size, status):
    headers = {"Idempotency-Key": "k" * size}
    answer = lab.api.post("/projects", json={"name": "p"}, headers=headers)
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["detail"][0]["loc"] == ["header", "idempotency-key"]


def test_an_answer_is_kept_for_exactly_a_day(lab, clock):
    clock.step = timedelta(0)

    def create():
        return lab.api.post("/projects", json={"name": "p"}, headers={"Idempotency-Key": "k"})

    made = create().json()["id"]
    clock.advance(days=1)
    assert create().json()["id"] == made
    clock.advance(microseconds=1)
    assert create().status_code == 409


def test_an_upload_waits_for_exactly_an_hour(lab, clock):
    cell = lab.cell()
    clock.step = timedelta(0)
    named = {"measurement_type": "file", "filenames": ["a.txt"]}
    first, second = (lab.initiate(cell, name, **named) for name in ("first", "second"))
    for upload in (first, second):
        lab.put(upload, "a.txt", b"text")
    clock.advance(hours=1)
    lab.initiate(cell, "third", **named)  # which forgets what is over
    lab.confirm(first, cell, "first", **named)
    clock.advance(microseconds=1)
    lab.initiate(cell, "third", **named)
    path = f"/cell_measurements/{second['measurement_id']}/confirm-upload"
    body = {"cell_instance_id": cell, "measurement": {"name": "second"}, **named}
    refusal = lab.refused(404, "POST", path, json=body)
    upload = {"resource_type": "upload", "resource_id": second["measurement_id"]}
    assert refusal["detail"] == upload


def test_an_upload_is_confirmed_for_what_it_was_begun_for(lab, platform):
    cell, other = lab.cell(), lab.cell()
    named = {"measurement_type": "file", "filenames": ["a.txt"]}
    upload = lab.initiate(cell, "m", **named)
    lab.put(upload, "a.txt", b"text")
    path = f"/cell_measurements/{upload['measurement_id']}/confirm-upload"
    body = {"cell_instance_id": other, "measurement": {"name": "m"}, **named}
    assert "was begun for" in lab.refused(400, "POST", path, json=body)["message"]
    body["cell_instance_id"] = cell
    right = hashlib.sha256(b"text").hexdigest()
    for digests, code in (({"a.txt": "0" * 64}, "DIGEST_MISMATCH"), ({"b": right}, "BAD_REQUEST")):
        refusal = lab.refused(400, "POST", path, json={**body, "digests": digests})
        assert refusal["error_code"] == code
    lab.post(path, {**body, "digests": {"a.txt": right}})
    # A raw data upload is none of a measurement.
    raw = lab.post("/raw_data/initiate-upload", {"filename": "a.txt"})
    path = f"/cell_measurements/{raw['raw_data_id']}/confirm-upload"
    lab.refused(404, "POST", path, json={**body, "measurement": {"name": "n"}})
