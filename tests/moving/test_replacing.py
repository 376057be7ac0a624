"""Replacing a series: what readers meet meanwhile, and what is left if it stops in the middle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.proxy import Answer, Exchange, Proxy, proxied

from ionworks import CacheSettings, Ionworks, IonworksError, NotFoundError
from ionworks.local.server import Platform

OLD, NEW = 4.0, 3.0
REFUSED = Answer(403, {"Content-Type": "application/json"}, b'{"message": "not now"}')
NO_SUCH_PATH = Answer(404, {"Content-Type": "application/json"}, b'{"detail": "Not Found"}')


def described(voltage: float, rows: int = 4) -> dict[str, Any]:
    """A series of one voltage, of two steps and cycles."""
    half = rows // 2
    columns = {
        "Time [s]": [60.0 * row for row in range(rows)],
        "Voltage [V]": [voltage] * rows,
        "Current [A]": [1.0] * half + [-1.0] * (rows - half),
        "Step count": [0] * half + [1] * (rows - half),
        "Cycle count": [0] * half + [1] * (rows - half),
    }
    return {"measurement": {"name": "run"}, "time_series": columns}


@pytest.fixture
def cell(client: Ionworks) -> str:
    """A cell with a series of the name."""
    spec = client.cell_spec.create({"name": "LG M50"})
    made = client.cell_instance.create(spec.id, {"name": "A"}).id
    client.cell_measurement.create(made, described(OLD))
    return made


@pytest.fixture
def way(platform: Platform, connection: dict[str, Any]) -> Any:
    """A client, and the proxies on its way to the platform."""
    with (
        proxied(platform.url, platform.storage_url) as proxies,
        Ionworks(**{**connection, "api_url": proxies[0].url}) as through,
    ):
        yield through, proxies


def seen(client: Ionworks, cell: str) -> tuple[float, int, int]:
    """What a reader finds under the name: one voltage, and the rows of its tables."""
    while True:
        (found,) = client.cell_measurement.iter(cell, name_exact="run")
        try:
            frame = client.cell_measurement.time_series(found.id)
            steps = client.cell_measurement.steps(found.id)
            cycles = client.cell_measurement.cycles(found.id)
        except NotFoundError:
            continue  # it was replaced after the look by its name
        (voltage,) = set(frame["Voltage [V]"])
        (of_steps,) = set(steps["Min voltage [V]"])
        (of_cycles,) = set(cycles["Min voltage [V]"])
        assert voltage == of_steps == of_cycles
        return voltage, frame.height, steps.height


def everywhere(proxies: tuple[Proxy, ...], fault: Callable[[Exchange], None]) -> None:
    """Let a fault have every request."""
    for proxy in proxies:
        proxy.break_(fault, lambda *_: True, times=float("inf"))


def test_readers_meet_the_old_series_or_the_new_one(client: Ionworks, cell: str, way: Any) -> None:
    through, proxies = way
    met: list[tuple[float, int, int]] = []

    def look(exchange: Exchange) -> None:
        met.append(seen(client, cell))
        answer = exchange.forward()
        met.append(seen(client, cell))
        exchange.send(answer)

    everywhere(proxies, look)
    through.cell_measurement.replace(cell, described(NEW, rows=6))
    assert met[0] == (OLD, 4, 2)
    assert met[-1] == seen(client, cell) == (NEW, 6, 2)
    assert met == sorted(met, reverse=True)
    assert {*met} == {(OLD, 4, 2), (NEW, 6, 2)}


@pytest.mark.parametrize("kind", ["refused", "answer lost"])
def test_wherever_it_stops_there_is_one_whole_series(
    client: Ionworks, cell: str, way: Any, kind: str
) -> None:
    through, proxies = way
    at = 0
    while True:
        count = 0

        def stop(exchange: Exchange) -> None:
            nonlocal count
            count += 1
            if count - 1 < at:  # noqa: B023 - it is called in this round
                exchange.send(exchange.forward())
            elif kind == "refused":
                exchange.send(REFUSED)
            else:
                exchange.forward()
                exchange.reset()

        for proxy in proxies:
            proxy.heal()
        everywhere(proxies, stop)
        voltage = NEW + at / 100
        once = Ionworks(
            api_url=proxies[0].url,
            api_key=through.settings.credential.value,
            project_id=through.settings.project_id,
            max_retries=0,
        )
        before = seen(client, cell)[0]
        try:
            with once:
                once.cell_measurement.replace(cell, described(voltage))
        except IonworksError:
            assert seen(client, cell)[0] in (before, voltage)
        else:
            assert seen(client, cell)[0] == voltage
            if count <= at:
                break  # it was over before it was to stop
        client.cell_measurement.replace(cell, described(voltage + 0.005))
        assert seen(client, cell)[0] == voltage + 0.005
        assert [one.name for one in client.cell_measurement.iter(cell)] == ["run"]
        at += 1
    assert at > 5


def test_a_lost_answer_is_looked_up(client: Ionworks, cell: str, way: Any) -> None:
    through, proxies = way

    def lose(exchange: Exchange) -> None:
        exchange.forward()
        exchange.reset()

    proxies[0].break_(lose, lambda method, path: method == "POST" and path.endswith("/replace"))
    made = through.cell_measurement.replace(cell, described(NEW))
    assert made.created is False
    assert client.cell_measurement.get(made.id).name == "run"
    assert seen(client, cell)[0] == NEW


def test_a_refused_exchange_leaves_nothing_behind(client: Ionworks, cell: str, way: Any) -> None:
    through, proxies = way
    proxies[0].break_(
        lambda exchange: exchange.send(REFUSED),
        lambda method, path: method == "POST" and path.endswith("/replace"),
    )
    with pytest.raises(IonworksError, match="not now"):
        through.cell_measurement.replace(cell, described(NEW))
    assert [one.name for one in client.cell_measurement.iter(cell)] == ["run"]
    assert seen(client, cell)[0] == OLD


def test_nothing_of_the_old_series_is_read_from_the_cache(
    connection: dict[str, Any], cell: str, tmp_path: Path
) -> None:
    cache = CacheSettings(directory=tmp_path / "cache")
    with Ionworks(**connection, cache=cache) as cached:
        assert seen(cached, cell)[0] == OLD
        (old,) = cached.cell_measurement.list(cell)
        cached.cell_measurement.replace(cell, described(NEW))
        assert seen(cached, cell)[0] == NEW
        for read in (
            cached.cell_measurement.time_series,
            cached.cell_measurement.steps,
            cached.cell_measurement.cycles,
        ):
            with pytest.raises(NotFoundError):
                read(old.id)


def test_a_platform_that_cannot_replace_says_so_before_anything_is_sent(
    client: Ionworks, cell: str, way: Any
) -> None:
    through, proxies = way
    proxies[0].break_(
        lambda exchange: exchange.send(NO_SUCH_PATH),
        lambda _, path: path.startswith("/deletions") or path.endswith("/replace"),
        times=float("inf"),
    )
    with pytest.raises(IonworksError, match="does not offer a replacement of measurements"):
        through.cell_measurement.replace(cell, described(NEW))
    assert not [name for name in proxies[0].seen if not name.startswith("GET ")]
    assert seen(client, cell)[0] == OLD
