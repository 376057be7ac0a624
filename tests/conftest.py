"""Fixtures of the whole suite: one real platform, one test body for both faces.

Every answer of every platform that a test starts is held to the contract, see `support.held`.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import anyio
import httpx
import hypothesis
import pytest
from support.certificates import read_certificates_once
from support.children import Handover
from support.held import (  # noqa: F401  # fixtures and hooks of every test here
    answers_are_what_the_contract_states,
    ledger,
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from support.limits import (  # noqa: F401
    pytest_runtest_teardown,
    pytest_timeout_set_timer,
)

import ionworks
from ionworks import AsyncIonworks, Ionworks, settings
from ionworks.cache.settings import GLOBAL
from ionworks.local.server import Platform

# How long an example takes says more of the machine than of what is tested.
hypothesis.settings.register_profile("suite", deadline=None)
# `.ci/run` draws the same examples each time: a change is judged by what it changes.
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "suite"))


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in list(os.environ):
        if name.startswith("IONWORKS_"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(settings, "_chosen_backend", None)


@pytest.fixture(scope="session", autouse=True)
def _certificates_are_read_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        read_certificates_once(patch)
        yield


@pytest.fixture(scope="session")
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    # `mktemp` would look at all folders that it made, for each test.
    folder = tmp_path_factory.mktemp("caches")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def _cache_of_the_test(_caches: Iterator[Path]) -> Iterator[None]:
    """Give each test an empty disk cache of its own."""
    before = dict(GLOBAL)
    folder = next(_caches)
    folder.mkdir()
    ionworks.set_cache_directory(folder)
    yield
    GLOBAL.update(before)  # type: ignore[typeddict-item]


@pytest.fixture(scope="session")
def handover() -> Iterator[Handover]:
    """Lets platforms that tests start use one process for tasks, one after the other."""
    handover = Handover()
    yield handover
    handover.close()


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """One embedded platform for all tests of a process; each test has its own project."""
    with Platform(tmp_path_factory.mktemp("platform")) as running:
        yield running


@pytest.fixture
def connection(platform: Platform) -> dict[str, Any]:
    """Arguments that connect a client to the platform, in a project of the test's own."""
    made = httpx.post(
        f"{platform.url}/projects",
        json={"name": f"project {uuid4()}"},
        headers={"X-API-Key": platform.api_key},
        trust_env=False,
    )
    return {
        "api_url": platform.url,
        "api_key": platform.api_key,
        "project_id": made.raise_for_status().json()["id"],
    }


@pytest.fixture
def client(connection: dict[str, Any]) -> Iterator[Ionworks]:
    """The blocking client."""
    with Ionworks(**connection) as client:
        yield client


Act = Callable[[Any], Any]


@pytest.fixture(params=["blocking", "async"])
def do(request: pytest.FixtureRequest, connection: dict[str, Any]) -> Callable[..., Any]:
    """Run one act through either face: ``do(lambda client: client.cell_spec.list())``."""

    def blocking(act: Act, **changed: Any) -> Any:
        with Ionworks(**{**connection, **changed}) as client:
            return act(client)

    def awaited(act: Act, **changed: Any) -> Any:
        async def main() -> Any:
            async with AsyncIonworks(**{**connection, **changed}) as client:
                outcome = act(client)
                return await outcome if isinstance(outcome, Awaitable) else outcome

        return anyio.run(main)

    return blocking if request.param == "blocking" else awaited
