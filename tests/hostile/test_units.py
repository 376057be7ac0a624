"""A unit is somebody's text: it is read, or refused, and in no case worked on without end."""

from __future__ import annotations

import math

import pytest
from hostile.fuzzing import NAMES, fuzz
from hypothesis import given
from hypothesis import strategies as st

from ionworks.validators.ratings import rated_capacity

TOWERS = [
    *("9**9**9**9", "A*h*9**9**9**9", "A h 10^10^10", "(9)**9**9*A*h", "( 9 ) ) * * 9"),
    *("9²²²²²²²²²", "A**(9**9**9)*h", "9**99999999*A*h", "A*" * 20_000 + "h", "(" * 500),
    *("1" * 5_000, "A.h " * 99),
]


def ratings(unit: str) -> dict[str, dict[str, object]]:
    return {"capacity": {"value": 1.0, "unit": unit}}


@pytest.mark.parametrize("unit", TOWERS, ids=lambda unit: unit[:12])
def test_a_unit_that_takes_for_ever_is_refused(unit: str) -> None:
    with pytest.raises(ValueError, match="capacity"):
        rated_capacity(ratings(unit))


PARTS = st.sampled_from(
    [*"AhCs*./^()%·²2 ", "mA", "**", "-1", "1e3"],
)


@fuzz(200)
@given(unit=st.lists(PARTS, max_size=9).map("".join) | NAMES)
def test_any_unit_is_a_capacity_or_an_error(unit: str) -> None:
    try:
        capacity = rated_capacity(ratings(unit))
    except ValueError:
        return
    assert math.isfinite(capacity)
    assert capacity > 0
