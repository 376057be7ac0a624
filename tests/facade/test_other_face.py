"""A client that is used as the one of the other face says how it is used."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

import anyio
import pytest

from ionworks import AsyncIonworks, Ionworks

Call = Callable[[AsyncIonworks, Any], Any]


def test_each_face_says_how_it_is_entered(connection: dict[str, Any]) -> None:
    awaited: Any = AsyncIonworks(**connection)
    with pytest.raises(TypeError, match="write `async with AsyncIonworks"), awaited:
        pass

    async def enter() -> None:
        blocking: Any = Ionworks(**connection)
        async with blocking:
            pass

    with pytest.raises(TypeError, match="write `with Ionworks"):
        anyio.run(enter)


@pytest.mark.parametrize(
    "call",
    [
        lambda client, spec: client.cell_spec.get(spec),
        lambda client, spec: client.cell_instance.create(spec, {"name": "cell"}),
        lambda client, spec: client.cell_spec.create(spec),
        lambda client, spec: client.cell_spec.create({"name": spec}),
        lambda client, spec: client.cell_spec.create({"name": "x", "cathode": spec}),
        lambda client, spec: client.cell_spec.list(project_id=spec),
        lambda client, spec: client.cell_spec.list(name=spec),
        lambda client, spec: client.cell_measurement.read_many(spec),
        lambda client, spec: client.cell_measurement.read_many([spec]),
        lambda client, spec: client.cell_measurement.create(
            "id", {"measurement": {"name": "x"}, "time_series": spec}
        ),
    ],
)
def test_a_forgotten_await_is_said(connection: dict[str, Any], call: Call) -> None:
    async def act() -> None:
        async with AsyncIonworks(**connection) as client:
            forgotten: Coroutine[Any, Any, Any] = client.cell_spec.get("an id")
            try:
                await call(client, forgotten)
            finally:
                forgotten.close()

    with pytest.raises((TypeError, ValueError), match="coroutine; write `await` before the call"):
        anyio.run(act)
