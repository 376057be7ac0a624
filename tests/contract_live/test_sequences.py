"""Sequences of requests, each made of what the ones before were answered."""

from __future__ import annotations

import os
from collections import Counter
from typing import Any

import hypothesis
import pytest
from contract_live.test_operations import CHECKS, SEED
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from ionworks.local.handlers import HANDLERS
from ionworks.local.server import Platform

pytestmark = pytest.mark.live

SEQUENCES = int(os.environ.get("FUZZ_SEQUENCES", "6"))


def test_sequences(schema: Any, live: Platform) -> None:
    answers: Counter[int] = Counter()
    done_here = schema.include(operation_id=sorted(HANDLERS))

    class Sequences(done_here.as_state_machine()):  # type: ignore[misc]
        def get_call_kwargs(self, case: Any) -> dict[str, Any]:
            case.headers.pop("X-Organization-Id", None)  # any other than the own one ends in 403
            return {"headers": {"X-API-Key": live.api_key}, "allow_redirects": False}

        def validate_response(self, response: Any, case: Any, **_others: Any) -> None:
            answers[response.status_code] += 1
            case.validate_response(response, checks=CHECKS)

    hypothesis.seed(SEED)(Sequences)
    run_state_machine_as_test(
        Sequences,
        settings=settings(
            max_examples=SEQUENCES,
            stateful_step_count=10,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        ),
    )
    assert sum(answers[status] for status in (200, 201, 204)) > SEQUENCES, answers
