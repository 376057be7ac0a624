"""Links, moments, keys and limits of a platform, on both sides of their bounds."""

import re
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from ionworks.errors import ConfigurationError
from ionworks.local import (
    app,
    bodies,
    contract,
    database,
    folders,
    json_columns,
    keys,
    limits,
    moments,
    rooms,
    worker,
)
from ionworks.local.errors import Invalid, Refusal
from ionworks.local.links import Links

DOCS = Path(__file__).parents[2] / "docs" / "local-platform.md"


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
    monkeypatch.setitem(sys.modules, "resource", None)  # as on Windows
    assert limits.Limits().connections == 64
    odd = limits.Limits(connections=15)
    assert (odd.served, odd.accepted) == (11, 1)
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


@pytest.mark.parametrize(
    "sentence",
    [
        f"may have {bodies.MAX_BYTES // 2**20} MiB, packed and unpacked, {bodies.MAX_VALUES:,} val",
        f"values and {bodies.MAX_DEPTH} levels. Of the values, {bodies.MAX_PARTS:,} may be texts",
        f"objects may have {bodies.MAX_MEMBERS:,} members in total",
        f"more than {app._LARGE // 2**20} MiB are parsed one at a time",
        f"At most {contract._MOST_PROBLEMS} findings are named",
        f"as JSON has at most {json_columns.MAX_VALUES:,} values",
        f"waits more than {rooms._PATIENCE:.0f} seconds, because another program holds",
        f"waits more than {database._PATIENCE:.0f} seconds, because another program holds",
        f"the next upload, after {worker._PAUSE:.0f} seconds, and at the next start",
        f"it waits {worker._PATIENCE:.0f} seconds for the measurement at hand",
        f"the name of the database, has at most {folders._LONGEST} bytes",
    ],
)
def test_the_documentation_states_the_bounds(sentence):
    assert sentence in " ".join(DOCS.read_text().split())


STEPS_1, CYCLES_1 = (f"measurements/m/1/tables/{name}.parquet" for name in ("steps", "cycles"))
