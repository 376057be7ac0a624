"""What is sent again: the table of docs/transfers.md, keys of repeats, and idle connections."""

from __future__ import annotations

import inspect
import re
import sqlite3
import time
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from delivery.conftest import slept, with_runtime  # noqa: F401
from ionworks_generated.api.cell_specifications import (
    create_cell_specification,
    get_cell_specification,
)
from ionworks_generated.api.pipelines import create_pipeline
from support.scripted import Reply, Seen, scripted

import ionworks.resources as resources
from ionworks._io.operations import is_repeatable, payload
from ionworks.local import repeats
from ionworks.local.contract import load_contract
from ionworks.local.server import Platform

# A change of a member cannot be looked up: nothing tells who has made it.
OF_MEMBERS = (
    "update_project_member",
    "set_organization_user_role",
    "set_organization_user_active",
)
DOCS = Path(__file__).parents[2] / "docs" / "transfers.md"


@cache
def used_by_the_facade() -> dict[str, str]:
    """Operations that resources call: name and method."""
    methods = {operation.id: operation.method for operation in load_contract().operations}
    words: set[str] = set()
    folder = Path(inspect.getfile(resources)).parent
    for path in (*folder.glob("*.py"), folder.parent / "client.py"):
        words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    return {name: method for name, method in methods.items() if name in words}


def rows_of_the_table() -> dict[str, str]:
    """What the page says of each operation of the facade: when it is sent again."""
    text = DOCS.read_text(encoding="utf-8").partition("## What is sent again")[2]
    found: dict[str, str] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        for name in re.findall(r"`(\w+\*?)`", cells[0]) if len(cells) == 4 else ():
            assert name not in found, name
            found[name] = cells[1]
    for start in [name for name in found if name.endswith("*")]:
        said = found.pop(start)
        covered = {name for name in used_by_the_facade() if fnmatch(name, start)} - found.keys()
        assert covered, start
        found.update(dict.fromkeys(sorted(covered), said))
    return found


def test_the_table_has_every_operation_of_the_facade() -> None:
    table = rows_of_the_table()
    methods = used_by_the_facade()
    reads = {name for name, method in methods.items() if method == "GET"}
    assert table.keys() == methods.keys() - reads


@pytest.mark.parametrize(("name", "said"), rows_of_the_table().items())
def test_the_table_says_what_the_code_does(name: str, said: str) -> None:
    class Module:
        __name__ = f"ionworks_generated.api.group.{name}"

    method = used_by_the_facade()[name]
    simply = is_repeatable(Module(), method)  # type: ignore[arg-type]
    starts = ("confirm_", "start_service", "apply_auto_schedule_proposal")
    looked_up = method == "PATCH" or name.startswith(starts)
    looked_up &= name not in OF_MEMBERS
    assert said == ("yes" if simply else "after a look" if looked_up else "no")


@pytest.fixture
def api(platform: Platform) -> httpx.Client:
    """A caller that sets its own headers."""
    return httpx.Client(
        base_url=platform.url, headers={"X-API-Key": platform.api_key}, trust_env=False
    )


def test_a_repeat_gets_the_answer_of_the_first(api: httpx.Client) -> None:
    body = {"name": "fit", "elements": {}}  # a name that nothing keeps from being there twice
    with api:
        first, second = (
            api.post("/pipelines", json=body, headers={"Idempotency-Key": "k1"}) for _ in range(2)
        )
        other = api.post("/pipelines", json=body, headers={"Idempotency-Key": "k2"})
        without = api.post("/pipelines", json=body)
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert first.headers["etag"] == second.headers["etag"]
    assert len({answer.json()["id"] for answer in (first, other, without)}) == 3


def test_a_key_of_another_request_is_refused(api: httpx.Client) -> None:
    key = {"Idempotency-Key": "k3"}
    with api:
        assert api.post("/projects", json={"name": "key a"}, headers=key).status_code == 201
        for path, body in (("/projects", {"name": "key b"}), ("/materials", {"name": "key a"})):
            refused = api.post(path, json=body, headers=key)
            assert refused.status_code == 422
            assert "used for another request" in refused.text
        long = api.post("/projects", json={"name": "key c"}, headers={"Idempotency-Key": "k" * 256})
        assert long.status_code == 422
        # The newest first: tests that share the platform may have made more than a page of them.
        newest = api.get("/projects?limit=1000&order_by=created_at&order=desc")
        names = [project["name"] for project in newest.json()["items"]]
    assert "key a" in names
    assert not {"key b", "key c"} & set(names)


def test_a_refusal_is_not_kept(api: httpx.Client) -> None:
    key = {"Idempotency-Key": "k4"}
    with api:
        holder = api.post("/projects", json={"name": "key taken"}).json()["id"]
        assert api.post("/projects", json={"name": "key taken"}, headers=key).status_code == 409
        assert api.delete(f"/projects/{holder}").status_code == 204
        assert api.post("/projects", json={"name": "key taken"}, headers=key).status_code == 201


def test_keys_end_by_time_and_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead = timedelta()
    monkeypatch.setattr(repeats, "MOST_KEPT", 3)
    with (
        Platform(tmp_path, clock=lambda: datetime.now(UTC) + ahead) as platform,
        httpx.Client(
            base_url=platform.url, headers={"X-API-Key": platform.api_key}, trust_env=False
        ) as api,
    ):

        def made(key: str) -> str:
            body = {"name": "fit", "elements": {}}
            answer = api.post("/pipelines", json=body, headers={"Idempotency-Key": key})
            return str(answer.json()["id"])

        first = made("a")
        assert made("a") == first
        ahead = timedelta(days=1, seconds=1)
        assert made("a") != first
        ids = [made(key) for key in "bcd"]
        assert [made(key) for key in "bcd"] == ids
        database = next(tmp_path.rglob("*.db"))
        with sqlite3.connect(database) as connection:
            kept = connection.execute("SELECT idempotency_key FROM repeatable_answers")
            assert sorted(key for (key,) in kept) == ["b", "c", "d"]
        connection.close()


async def create(runtime: Any) -> Any:
    return await runtime.call(create_pipeline, body=payload({"elements": {}}))


async def create_spec(runtime: Any) -> Any:
    return await runtime.call(create_cell_specification, body=payload({"name": "n"}))


def test_all_attempts_of_a_post_carry_one_key(with_runtime: Any) -> None:  # noqa: F811
    made = b'{"id": "s", "name": "n", "ratings": {}}'
    with scripted(Reply(429), Reply(429), Reply(201, made)) as server:
        with_runtime(server.url, create_spec)
        with_runtime(server.url, create_spec)
    keys = [seen.headers["idempotency-key"] for seen in server.seen]
    assert len(keys) == 4
    assert len(set(keys[:3])) == 1
    assert keys[3] != keys[0]


def test_a_create_without_a_natural_key_is_not_sent_again(with_runtime: Any) -> None:  # noqa: F811
    """A service may not know the key, and would make a second record."""
    with scripted(Reply(hang_up=True)) as server:
        with pytest.raises(ConnectionError, match="may have been carried out"):
            with_runtime(server.url, create)
    assert len(server.seen) == 1


def test_a_connection_that_servers_may_close_is_not_used(
    with_runtime: Any,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Many servers close one that was idle for 5 s; ours is given up after 2 s."""
    real, idle = time.monotonic, [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: real() + idle[0])
    ports: list[int] = []

    def answer(seen: Seen) -> Reply:
        ports.append(seen.port)
        return Reply(body=b'{"id": "s", "name": "n"}')

    async def calls(runtime: Any) -> None:
        for seconds in (0.0, 1.0, 2.5):
            idle[0] += seconds
            await runtime.call(get_cell_specification, "s")

    with scripted(answer=answer) as server:
        with_runtime(server.url, calls)
    assert ports[0] == ports[1] != ports[2]
