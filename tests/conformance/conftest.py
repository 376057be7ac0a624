"""One platform for the whole table, and clients of both faces that stay open."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from conformance.table import ROWS, WORDS, Place
from support.pauses import without_waiting
from support.proxy import Proxy, proxied
from support.scripted import Reply, Script, scripted

from ionworks import AsyncIonworks, Ionworks
from ionworks.local.server import Platform
from ionworks.pagination import Pages


@dataclass
class Stage:
    """The platform, a proxy and a scripted service; the records of each row, made once."""

    platform: Platform
    direct: Ionworks
    proxy: Proxy
    script: Script
    place: Place
    _records: dict[str, list[Any]] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def word(self) -> str:
        """A word that no record has in its name."""
        return f"extra {next(self._numbers)}"

    def records(self, name: str) -> list[Any]:
        """Three records of a row; the first was changed when all were there."""
        row = ROWS[name]
        if name not in self._records:
            made = [row.make(self.direct, self.place, word) for word in WORDS]
            made[0] = row.update(self.direct, made[0].id, row.change)
            self._records[name] = made
        return self._records[name]


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with (
        Platform(tmp_path_factory.mktemp("conformance")) as platform,
        proxied(platform.url, platform.storage_url) as (proxy, _),
        scripted(Reply()) as script,
        Ionworks(platform.api_key, api_url=platform.url) as first,
    ):
        place = Place.made(first, "table")
        with Ionworks(platform.api_key, api_url=platform.url, project_id=place.project) as direct:
            yield Stage(platform, direct, proxy, script, place)


@dataclass(frozen=True)
class Full:
    """A place with 131 records of each kind, and their ids in the order of their names."""

    place: Place
    ids: dict[str, list[str]]


@pytest.fixture(scope="session")
def full(stage: Stage) -> Full:
    """Fill a place: one record of each kind is made, and copied in the database."""
    place = Place.made(stage.direct, "full")
    first = {name: row.make(stage.direct, place, "one").id for name, row in ROWS.items()}
    with closing(sqlite3.connect(stage.platform.data / "platform.db")) as database:
        for name, identifier in first.items():
            _copy(database, ROWS[name].table, identifier)
        database.commit()
    ids = {
        name: [identifier, *(f"{identifier}-{number:03}" for number in range(1, 131))]
        for name, identifier in first.items()
    }
    return Full(place, ids)


def _copy(database: sqlite3.Connection, table: str, identifier: str) -> None:
    columns = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table})")]
    numbered = {"id", "name", "name_key", "content_key"}
    values = [f"{name} || printf('-%03d', n)" if name in numbered else name for name in columns]
    database.execute(
        "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 130) "
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM {table}, numbers WHERE id = ?",
        [identifier],
    )


Face = Callable[..., Any]


@pytest.fixture(scope="session")
def _portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="session", params=["blocking", "async"])
def _clients(
    request: pytest.FixtureRequest, stage: Stage, _portal: BlockingPortal
) -> Iterator[Face]:
    settings = {
        "api_key": stage.platform.api_key,
        "project_id": stage.place.project,
    }
    urls = {
        "direct": stage.platform.url,
        "proxy": stage.proxy.url,
        "script": stage.script.url,
    }
    if request.param == "blocking":
        blocking = {way: Ionworks(api_url=url, **settings) for way, url in urls.items()}

        def face(act: Callable[[Any], Any], way: str = "direct") -> Any:
            outcome = act(blocking[way])
            return list(outcome) if isinstance(outcome, Pages) else outcome

        yield face
        for each in blocking.values():
            each.close()
        return

    async def opened() -> dict[str, AsyncIonworks]:
        return {way: AsyncIonworks(api_url=url, **settings) for way, url in urls.items()}

    awaited = _portal.call(opened)

    async def acted(act: Callable[[Any], Any], way: str) -> Any:
        outcome = act(awaited[way])
        if isinstance(outcome, AsyncIterator):
            return [one async for one in outcome]
        return await outcome if isinstance(outcome, Awaitable) else outcome

    yield lambda act, way="direct": _portal.call(acted, act, way)
    for client in awaited.values():
        _portal.call(client.close)


@pytest.fixture
def face(_clients: Face, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Face:
    """Run an act through either face: ``face(act)``, or ``face(act, "proxy")``."""
    without_waiting(monkeypatch)
    stage.proxy.heal()
    stage.script.seen.clear()
    stage.script.answer = None
    return _clients
