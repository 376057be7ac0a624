"""What follows from an answer is answered as the contract states, too, however long it goes on.

The sequences follow the links of the contract: what one answer names is what the next request
is about.
"""

from __future__ import annotations

from typing import Any

from contract_live.contract import SEQUENCES
from contract_live.platforms import Furnished
from contract_live.sequences import STEPS, explore_sequences

from ionworks.local.contract import load_contract


def test_sequences(schema: Any, furnished: Furnished) -> None:
    traces = explore_sequences(furnished, schema, SEQUENCES)
    asked = [each for trace in traces for each in trace]
    went_well = [each.name for each in asked if each.status < 400]
    # They go deep: most requests are about something that is there.
    assert len(went_well) > len(asked) / 2
    assert max(len(trace) for trace in traces) == STEPS
    assert "confirm_measurement_upload" in went_well


def test_every_link_is_of_an_answer_that_succeeds() -> None:
    document = load_contract().document
    named = {
        reference["$ref"].rpartition("/")[2]
        for item in document["paths"].values()
        for operation in item.values()
        if isinstance(operation, dict)
        for status, answer in operation["responses"].items()
        for reference in answer.get("links", {}).values()
        if status in ("200", "201")
    }
    assert named == document["components"]["links"].keys()
