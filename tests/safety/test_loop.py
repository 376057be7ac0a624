"""One request cannot stop the platform: others are answered while it is parsed, or waits."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event
from typing import Any

import httpx
import pytest
from local.series import SERIES, parquet
from starlette.datastructures import Headers
from support.children import Handover

from ionworks import Ionworks, errors
from ionworks.local import answers, app, bodies, contract, database, json_columns, rooms
from ionworks.local.contract import load_contract
from ionworks.local.errors import Refusal
from ionworks.local.server import Platform


@pytest.fixture
def own_platform(tmp_path: Path, handover: Handover) -> Iterator[Platform]:
    with handover.active(), Platform(tmp_path / "data") as platform:
        yield platform


@pytest.fixture
def http(own_platform: Platform) -> Iterator[httpx.Client]:
    headers = {"X-API-Key": own_platform.api_key}
    with httpx.Client(
        base_url=own_platform.url, headers=headers, timeout=60, trust_env=False
    ) as client:
        yield client


@pytest.fixture
def cell(own_platform: Platform) -> str:
    with Ionworks(own_platform.api_key, api_url=own_platform.url) as client:
        spec = client.cell_spec.create({"name": "spec"})
        return str(client.cell_instance.create(spec.id, {"name": "cell"}).id)


@contextmanager
def locked(data: Path) -> Iterator[sqlite3.Connection]:
    """Hold the database as another program does that writes for a long time."""
    with closing(sqlite3.connect(data / "platform.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other
        if other.in_transaction:
            other.execute("ROLLBACK")


def test_millions_of_wrong_items_get_twenty_findings(http: httpx.Client) -> None:
    path = next(o for o in load_contract().operations if o.id == "bulk_update_measurement_tags")
    body = gzip.compress(b'{"measurement_ids":[' + b"1," * 2_999_999 + b"1]}", mtime=0)
    assert len(body) < 10_000
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = http.request(path.method, path.path, content=body, headers=headers)
    assert answer.status_code == 422
    problems = answer.json()["detail"]
    assert len(problems) == 20
    assert {"body", "measurement_ids"} <= set(problems[1]["loc"])
    assert len(answer.content) < 20_000


@pytest.mark.parametrize(
    "body",
    [
        b"[" + b"1," * 4_000_000 + b"1]",
        b"[" + b"[]," * 4_000_000 + b"[]]",
        b'"' * 1_000_000 + b"," * 4_000_001,
    ],
    ids=["numbers", "arrays", "no JSON"],
)
def test_more_values_than_a_body_may_have_are_refused_before_they_are_parsed(
    http: httpx.Client, body: bytes
) -> None:
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = http.post("/projects", content=gzip.compress(body), headers=headers)
    assert answer.status_code == 413
    assert f"more than {bodies.MAX_VALUES:,} values" in answer.json()["message"]


TOO_MANY = {
    "members": ("{%s}", '"a" : 0', bodies.MAX_MEMBERS),
    "objects": ("[%s]", '{"a":0}', bodies.MAX_MEMBERS),
    "texts": ("[%s]", '""', bodies.MAX_PARTS),
    "texts of escapes": ("[%s]", r'"\\\""', bodies.MAX_PARTS),
    "arrays": ("[%s]", "[]", bodies.MAX_PARTS),
}


@pytest.mark.parametrize(("frame", "part", "most"), TOO_MANY.values(), ids=TOO_MANY)
def test_parts_that_take_longer_than_numbers_have_lower_bounds(
    frame: str, part: str, most: int
) -> None:
    def body(number: int) -> bytes:
        return (frame % ",".join([part] * number)).encode()

    with pytest.raises(Refusal, match=f"more than {most:,} ") as refused:
        bodies.parse_json(body(most + 1), Headers())
    assert refused.value.status == 413
    assert bodies.parse_json(body(most - 1), Headers())


def test_marks_within_texts_are_no_parts() -> None:
    text = r"\\" + r"\"" * 2_600_000 + "[{:," * 1_100_000
    assert bodies.parse_json(f'{{"a":"{text}"}}'.encode(), Headers()).keys() == {"a"}


def test_commas_within_a_text_are_no_values() -> None:
    text = "," * 4_000_000 + '\\,[{"'
    body = json.dumps({"notes": text, "values": [1, 2]}).encode()
    assert body.count(b",") > bodies.MAX_VALUES
    assert bodies.parse_json(body, Headers())["notes"] == text


def test_what_is_wrong_far_behind_in_a_large_body_is_found() -> None:
    operation = next(
        o for o in load_contract().operations if o.id == "bulk_update_measurement_tags"
    )
    values = contract._MOST_VALUES
    body = {"measurement_ids": ["m"] * 3, "add": ["t"] * values + [1], "remove": []}
    problems = list(operation._check_body(body))
    assert problems
    assert all("add" in problem["loc"] for problem in problems)


@pytest.mark.failing_platform
def test_health_and_reads_are_answered_while_a_large_body_is_read(
    http: httpx.Client, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()
    parse = app.parse_json

    def held(body: bytes, encoding: str) -> Any:
        if len(body) > 1_000_000:
            begun.set()
            assert go_on.wait(60)
        return parse(body, encoding)

    monkeypatch.setattr(app, "parse_json", held)
    monkeypatch.setattr(rooms, "_PATIENCE", 0.05)
    with ThreadPoolExecutor(1) as pool:
        large = {"name": "large", "description": "x" * 2_000_000}
        first = pool.submit(http.post, "/projects", json=large)
        assert begun.wait(60)
        assert http.get("/healthz").status_code == 200
        assert http.get("/projects").status_code == 200
        assert http.post("/projects", json={"name": "small"}).status_code == 201
        # A second large one would double the memory.
        second = http.post("/projects", json={**large, "name": "other"})
        go_on.set()
        assert first.result().status_code in (201, 422)
    assert_busy(second)


def test_reads_and_health_do_not_wait_for_a_writer_and_writers_do_not_wait_for_ever(
    own_platform: Platform, http: httpx.Client, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = next(o for o in load_contract().operations if o.id == "get_cell_instance")
    with ThreadPoolExecutor(30) as pool, locked(own_platform.data) as other:
        waiting = [
            pool.submit(http.post, "/projects", json={"name": f"{number}"}) for number in range(30)
        ]
        for _ in range(20):
            assert http.get("/healthz").status_code == 200
            assert http.get(instance.path.format(cell_instance_id=cell)).status_code == 200
        assert not any(each.done() for each in waiting)
        other.execute("ROLLBACK")
        assert {each.result().status_code for each in waiting} == {201}


@pytest.mark.failing_platform
def test_a_lock_that_stays_is_answered_as_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_PATIENCE", 0.1)
    with (
        Platform(tmp_path / "data") as platform,
        httpx.Client(
            base_url=platform.url, headers={"X-API-Key": platform.api_key}, trust_env=False
        ) as http,
        Ionworks(platform.api_key, api_url=platform.url, max_retries=0) as client,
    ):
        spec = client.cell_spec.create({"name": "spec"})
        cell = client.cell_instance.create(spec.id, {"name": "cell"})
        begun = http.post(
            f"/cell_instances/{cell.id}/cell_measurements/initiate-upload",
            json={"measurement": {"name": "series"}},
        ).json()
        with locked(platform.data):
            with pytest.raises(errors.ServerError, match="another program holds") as refused:
                client.cell_spec.create({"name": "other"})
            assert refused.value.status_code == 503
            assert refused.value.retry_after == 1.0
            assert_busy(http.post("/projects", json={"name": "p"}))
            link = begun["uploads"][0]["signed_url"]
            assert_busy(httpx.put(link, content=parquet(SERIES), trust_env=False))
        # Nothing was done, and all of it can be done again.
        assert httpx.put(link, content=parquet(SERIES), trust_env=False).status_code == 200
        assert client.cell_spec.create({"name": "other"}).name == "other"
        assert list((platform.data / "incoming").iterdir()) == []


@pytest.mark.failing_platform
def test_the_client_tries_again_what_was_busy(
    do: Any, connection: dict[str, Any], platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    spec = do(lambda client: client.cell_spec.create({"name": "spec"}))
    asked = []
    fetch = database.Database.read

    def busy_once(self: database.Database) -> Any:
        asked.append(self)
        if len(asked) == 1:
            raise database.DatabaseBusyError("another program holds the database")
        return fetch(self)

    monkeypatch.setattr(database.Database, "read", busy_once)
    assert do(lambda client: client.cell_spec.get(spec.id)).id == spec.id
    assert len(asked) > 1


def test_what_is_confirmed_is_not_written_over_by_an_upload_that_comes_at_once(
    own_platform: Platform, http: httpx.Client, cell: str
) -> None:
    """Both go through threads; whichever is first, what is stored is what was confirmed."""
    first, second = parquet(SERIES), parquet(SERIES.head(3))
    with ThreadPoolExecutor(4) as pool:
        for number in range(8):
            name = f"series {number}"
            begun = http.post(
                f"/cell_instances/{cell}/cell_measurements/initiate-upload",
                json={"measurement": {"name": name}},
            ).json()
            link = begun["uploads"][0]["signed_url"]
            assert httpx.put(link, content=first, trust_env=False).status_code == 200
            body = {"cell_instance_id": cell, "measurement": {"name": name}}
            confirm = f"/cell_measurements/{begun['measurement_id']}/confirm-upload"
            put: Future[httpx.Response] = pool.submit(
                httpx.put, link, content=second, trust_env=False
            )
            confirmed = pool.submit(http.post, confirm, json=body)
            assert confirmed.result().status_code == 201
            stored = own_platform.data.joinpath(
                "objects", "measurements", begun["measurement_id"], "1", "time_series.parquet"
            ).read_bytes()
            assert put.result().status_code in (200, 409)
            assert stored == (second if put.result().status_code == 200 else first)


def assert_busy(answer: httpx.Response) -> None:
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "1"
    assert answer.json()["error_code"] == "BUSY"


def test_a_series_that_is_too_large_for_json_is_refused_before_it_is_read(
    own_platform: Platform, http: httpx.Client, cell: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Ionworks(own_platform.api_key, api_url=own_platform.url) as client:
        made = client.cell_measurement.create(
            cell, {"measurement": {"name": "series"}, "time_series": SERIES}
        )
        client.cell_measurement.wait_for_processing(made.id)
        path = f"/cell_measurements/{made.id}/time_series"
        whole = http.get(path)
        assert whole.json() == SERIES.to_dict(as_series=False)
        most = SERIES.height * SERIES.width
        monkeypatch.setattr(json_columns, "MAX_VALUES", most)
        assert http.get(path).content == whole.content
        monkeypatch.setattr(json_columns, "MAX_VALUES", most - 1)
        monkeypatch.setattr(json_columns.pl, "read_parquet", None)
        for query in (path, f"/cell_measurements/{made.id}?include_time_series=true"):
            refused = http.get(query)
            assert refused.status_code == 400
            assert f"has {most:,} values" in refused.json()["message"]
        assert http.get(f"{path}/download").status_code == 307


def test_long_columns_are_encoded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    def encode(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    monkeypatch.setattr(answers, "_PIECE", 3)
    lists: list[list[Any]] = [[], [1.5, None, "é"], [1.5, {"a": [1] * 9}, '"', [2], True, None, 3]]
    for each in lists:
        for value in (each, {'"': each}, {"a": {"b": each, "c": []}, "d": 1}):
            assert answers.answer(value).body == encode(value).encode()
    largest = 0
    original = answers._ENCODER

    class Watched:
        @staticmethod
        def encode(value: Any) -> str:
            nonlocal largest
            largest = max(largest, len(value) if isinstance(value, list) else 0)
            return original.encode(value)

    monkeypatch.setattr(answers, "_ENCODER", Watched)
    answers.answer({"series": {"Time [s]": list(range(100))}})
    assert largest == 3
