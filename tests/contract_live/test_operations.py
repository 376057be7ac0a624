"""Every operation of the contract, asked rightly and wrongly, is answered as the contract states.

The requests are made from the contract alone. A right one is never refused for its form, a wrong
one always is refused, none makes the platform fail, and each answer has the form that is stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from contract_live.contract import (
    ALWAYS_REFUSED,
    CAN_BE_WRONG,
    DONE_HERE,
    FORM,
    NOT_DONE_HERE,
    OPERATIONS,
    READS,
    explore,
)
from contract_live.platforms import Furnished, Live, serve
from schemathesis import GenerationMode

from ionworks.local.handlers import HANDLERS

RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


@pytest.fixture(scope="session")
def unchanged(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A platform for requests that change nothing."""
    with serve(furnished, tmp_path_factory.mktemp("unchanged") / "data") as live:
        yield live


def test_every_operation_is_answered() -> None:
    assert OPERATIONS.keys() == HANDLERS.keys()


@pytest.mark.parametrize("name", sorted(NOT_DONE_HERE))
def test_what_is_not_done_says_so(schema: Any, unchanged: Live, name: str) -> None:
    before = len(unchanged.trace)
    explore(unchanged, schema, name, RIGHT, FORM)
    found = {asked.status for asked in unchanged.trace[before:]}
    assert found == {501} or (name not in ALWAYS_REFUSED and found <= {200, 400, 404, 409, 501})


@pytest.mark.parametrize("name", sorted(READS))
def test_right_reads(schema: Any, unchanged: Live, name: str) -> None:
    explore(unchanged, schema, name, RIGHT)


@pytest.mark.parametrize("name", sorted(set(DONE_HERE) - READS))
def test_right_changes(schema: Any, live: Live, name: str) -> None:
    explore(live, schema, name, RIGHT)


@pytest.mark.parametrize("name", CAN_BE_WRONG)
def test_wrong_requests(schema: Any, unchanged: Live, name: str) -> None:
    explore(unchanged, schema, name, WRONG)
