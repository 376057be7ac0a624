"""The rated capacity that a specification states."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

_CHARGE: Final = re.compile(r"([muµμ]?)A\s*[.*·]?\s*h")
_FACTORS: Final = {"": 1.0, "m": 1e-3}
_MICRO: Final = 1e-6


def rated_capacity(ratings: Mapping[str, Any] | None) -> float | None:
    """Return the rated capacity in A.h, None when the ratings do not state it readably."""
    quantity = (ratings or {}).get("capacity")
    if not isinstance(quantity, Mapping):
        return None
    value, unit = quantity.get("value"), quantity.get("unit")
    match = _CHARGE.fullmatch(unit.strip()) if isinstance(unit, str) else None
    if match is None or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    capacity = float(value) * _FACTORS.get(match[1], _MICRO)
    return capacity if capacity > 0 else None
