"""What the checks allow: thresholds, names, and the arguments that set them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

__all__ = [
    "CAPACITY_ENERGY_INTEGRAL_TOLERANCE",
    "STRICT_CHECK_NAMES",
    "read_rated_capacity",
    "read_skip_checks",
    "read_voltage_window",
]

#: Names that `skip_checks` takes.
STRICT_CHECK_NAMES: frozenset[str] = frozenset(
    (
        "minimum_points_per_step",
        "cycle_constant_within_step",
        "time_gaps",
        "voltage_continuity",
        "consecutive_same_direction_full_steps",
        "step_capacity_within_rated",
        # These have no counterpart in the guide to uploading.
        "capacity_energy_from_current_power",
        "charge_discharge_column_direction",
        "eis_zim_sign",
        "eis_impedance_magnitude",
    )
)

#: Share of a column's largest value by which it may differ from the integral.
CAPACITY_ENERGY_INTEGRAL_TOLERANCE = 0.10

#: s
TIME_START_TOLERANCE = 1e-6
TIME_FALL_TOLERANCE = 1e-12
MAX_GAP_SECONDS = 5 * 3600.0

#: A.h or W.h
CUMULATIVE_TOLERANCE = 1e-6

#: Rows
MIN_POINTS = 2
MAX_INLINE_ROWS = 1000

#: Share of the voltage window that is a jump, and of the pairs of rows that may jump.
VOLTAGE_JUMP_FRACTION = 0.80
MAX_BAD_FRACTION = 0.05

#: How far beyond the window a voltage may be: this share of its width, and at least so many V.
#: And the share of the rows from which the window is not that of the cell.
WINDOW_MARGIN = 0.50
LEAST_WINDOW_MARGIN = 0.2
OUTSIDE_FRACTION = 0.50

#: Multiples of the rated capacity.
FULL_STEP_FRACTION = 2.0
MAX_STEP_RATIO = 5.0
IMPOSSIBLE_STEP_RATIO = 20.0

#: Share of the capacitive band with a positive imaginary part from which the sign is wrong.
EIS_REVERSED_FRACTION = 0.75

#: Ohm.A.h, what resistance times capacity is about in any cell; and how far off it may be.
EIS_RESISTANCE_CAPACITY_PRODUCT = 0.05
EIS_FACTOR = 100.0

#: By how much the wall clock may differ from the time column: the larger of the two.
DURATION_TOLERANCE_FRACTION = 0.05
DURATION_TOLERANCE_SECONDS = 60.0


def read_skip_checks(names: Iterable[str] | None) -> frozenset[str]:
    """Return the names of strict checks to leave out.

    Raises
    ------
    ValueError
        A name is not one of `STRICT_CHECK_NAMES`, or a single name was passed as text.
    """
    if isinstance(names, str):
        raise ValueError(
            f"skip_checks is the text {names!r}; pass a collection of names, such as "
            '{"time_gaps"}'
        )
    wanted = list(names or ())
    unknown = sorted({str(name) for name in wanted if name not in STRICT_CHECK_NAMES})
    if unknown:
        raise ValueError(
            f"unknown check(s) in skip_checks: {', '.join(unknown)}; the valid names are: "
            f"{', '.join(sorted(STRICT_CHECK_NAMES))}"
        )
    return frozenset(wanted)


def read_voltage_window(window: Any) -> tuple[float, float]:
    """Return a voltage window in V as two floats.

    Raises
    ------
    ValueError
        It is not a pair of finite numbers of which the second is larger.
    """
    try:
        low, high = (float(limit) for limit in window)
    except (TypeError, ValueError):
        low = high = math.nan
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(
            f"voltage_window is {window!r}; pass the lower and the upper voltage limit of the "
            "cell in V, such as (2.5, 4.2)"
        )
    return low, high


def read_rated_capacity(capacity: float | None) -> float | None:
    """Return a rated capacity in A.h, or None for one that says nothing: 0, negative, NaN.

    Raises
    ------
    ValueError
        It is not a number.
    """
    try:
        value = math.nan if capacity is None else float(capacity)
    except (TypeError, ValueError):
        raise ValueError(
            f"rated_capacity is {capacity!r}; pass the rated capacity of the cell in A.h as a "
            "number, such as 5.0"
        ) from None
    return value if math.isfinite(value) and value > 0 else None
