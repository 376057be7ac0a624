"""Every operation of the contract, asked rightly and wrongly, is answered as the contract states.

The requests are made from the contract alone. A right one is never refused for its form, a wrong
one always is refused, none makes the platform fail, and each answer has the form that is stated.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from contract_live.contract import CAN_BE_WRONG, DONE_HERE, FORM, OPERATIONS, READS, explore
from contract_live.platforms import Furnished, Live, serve
from schemathesis import GenerationMode

RIGHT, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE

# What only the hosted service does.
NOT_DONE_HERE = {
    "create_organization",
    "list_pybamm_models",
    "serialize_ionworks_model",
    "validate_pybamm_model_config",
    "calculations_producing",
    "convert_protocol",
    "detect_and_read",
    "parse_protocol_file",
    "protocol_human_readable",
    "validate_ecm",
}


@pytest.fixture(scope="session")
def unchanged(furnished: Furnished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A platform for requests that change nothing."""
    with serve(furnished, tmp_path_factory.mktemp("unchanged") / "data") as live:
        yield live


def test_what_is_not_done_is_known() -> None:
    assert set(OPERATIONS) - set(DONE_HERE) == NOT_DONE_HERE


@pytest.mark.parametrize("name", sorted(NOT_DONE_HERE))
def test_what_is_not_done_says_so(schema: Any, unchanged: Live, name: str) -> None:
    before = len(unchanged.trace)
    explore(unchanged, schema, name, RIGHT, FORM)
    assert {asked.status for asked in unchanged.trace[before:]} == {501}


@pytest.mark.parametrize("name", sorted(READS))
def test_right_reads(schema: Any, unchanged: Live, name: str) -> None:
    explore(unchanged, schema, name, RIGHT)


@pytest.mark.parametrize("name", sorted(set(DONE_HERE) - READS))
def test_right_changes(schema: Any, live: Live, name: str) -> None:
    explore(live, schema, name, RIGHT)


@pytest.mark.parametrize("name", CAN_BE_WRONG)
def test_wrong_requests(schema: Any, unchanged: Live, name: str) -> None:
    explore(unchanged, schema, name, WRONG)
