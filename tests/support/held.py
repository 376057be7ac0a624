"""Fixtures and hooks by which a breach of the contract fails the test in which it happened.

A `conftest.py` imports them, and what they say holds for every test below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ionworks.local import server
from support.contract import Ledger, hold_platforms

ANSWERS = pytest.StashKey[int]()


@pytest.fixture(scope="session", autouse=True)
def ledger(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[Ledger]:
    """Hold the platforms of this process, and of those that it starts, to the contract."""
    ledger = Ledger(tmp_path_factory.mktemp("answers"))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in ledger.environment().items():
            patch.setenv(name, value)
        release = hold_platforms(server, ledger.folder)
        yield ledger
        release()
    pytestconfig.stash[ANSWERS] = ledger.answers()


@pytest.fixture(autouse=True)
def answers_are_what_the_contract_states(
    request: pytest.FixtureRequest, ledger: Ledger
) -> Iterator[None]:
    """Fail a test in which a platform answered otherwise, or failed without being asked to."""
    yield
    breaches = ledger.take()
    if request.node.get_closest_marker("failing_platform"):
        breaches = [line for line in breaches if "the platform failed" not in line]
    if breaches:
        pytest.fail("\n".join(["the contract was broken:", *breaches]), pytrace=False)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the count of answers to the process that reports."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["answers"] = session.config.stash.get(ANSWERS, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add up what the processes of xdist counted."""
    counted = getattr(node, "workeroutput", {}).get("answers", 0)
    node.config.stash[ANSWERS] = node.config.stash.get(ANSWERS, 0) + counted


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how many answers were checked."""
    if config.stash.get(ANSWERS, 0):
        terminalreporter.write_line(f"{config.stash[ANSWERS]} answers were held to the contract")
