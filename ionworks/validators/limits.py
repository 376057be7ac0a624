"""What the checks allow: thresholds, names, and the arguments that set them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ionworks.tables.columns import CAPACITY_ENERGY_INTEGRAL_TOLERANCE

if TYPE_CHECKING:
    from ionworks.quantities import Quantity

__all__ = [
    "CAPACITY_ENERGY_INTEGRAL_TOLERANCE",
    "STRICT_CHECK_NAMES",
    "read_rated_capacity",
    "read_skip_checks",
    "read_voltage_window",
    "window_with_margin",
]

#: Name of the check of the sign of the current, which `skip_checks` takes too.
CURRENT_SIGN = "positive_current_is_discharge"

#: Names of the strict checks. `skip_checks` takes them.
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
        "cycle_count_never_falls",
        "time_resolution",
        "charge_between_steps",
        "charge_discharge_column_direction",
        "eis_zim_sign",
        "eis_impedance_magnitude",
        "eis_parts_agree",
        "eis_impedance_unit",
        "outlying_values",
        "temperature_range",
        "ocp_voltage_unit",
        "ocp_axis_range",
        "ocp_row_order",
        "ocp_voltage_direction",
    )
)

#: s
TIME_START_TOLERANCE = 1e-6
TIME_FALL_TOLERANCE = 1e-12
MAX_GAP_SECONDS = 5 * 3600.0

#: How many times as long as the others of its step an interval under current is a pause.
GAP_RATIO = 20.0

#: How many pauses a step may have, whatever its other intervals are like; and how many intervals
#: there are for each further pause, at least.
GAPS_IN_STEP = 3
INTERVALS_PER_GAP = 10

#: Steps of fewer intervals are compared with other steps; those of still fewer are not judged.
LEAST_INTERVALS = 8
FEWEST_INTERVALS = 4

#: Share of the rows of steps with the time of the row before from which the time is coarse, and
#: the share of a step that its grid must be then.
EQUAL_TIMES_FRACTION = 0.6
COARSE_FRACTION = 0.005

#: Share of the charge that may lie between steps, in series of at least so many rows: shorter ones
#: are samples.
LOST_FRACTION = 0.005
LEAST_ROWS = 20

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

#: degC. Nothing is colder or, in any test, hotter; then what needs a second look.
POSSIBLE_TEMPERATURES = (-273.15, 1500.0)
COLD_CELL = -100.0
HOT_CELL = 200.0
HOT_CHAMBER = 100.0

#: A column that stays within these is one of climate chambers in kelvin.
KELVIN = (218.0, 393.0)

#: 20 to 26 degC in Fahrenheit, without the settings 70, 75 and 80 degC of hot chambers.
ROOM_IN_FAHRENHEIT = ((67.9, 69.0), (71.4, 74.2), (76.5, 78.5))

#: degC. Hot chambers are set to multiples of this; how far a cell in one is off, and how far its
#: temperatures are apart, if nothing warms it.
SETTINGS = 5.0
OFF_SETTING = 0.5
STEADY_CHAMBER = 4.0

#: Multiples of the rated capacity.
FULL_STEP_FRACTION = 2.0
MAX_STEP_RATIO = 5.0
IMPOSSIBLE_STEP_RATIO = 20.0


#: How far beyond 0 and 1 a share may be, and from which value on it is in percent.
SHARE_MARGIN = 0.05
PERCENT = 2.0

#: Ions per formula, which stoichiometries are written in too, are fewer than this.
IONS_PER_FORMULA = 10.0

#: V. No pack has more, and in a pack of several modules no voltage changes by this factor.
HIGHEST_PACK = 1000.0
HIGHEST_MODULE = 60.0
WIDEST_PACK = 3.0

#: V. A curve below this may be that of an anode.
ANODE_POTENTIAL = 2.0

#: Ohm.A.h, what resistance times capacity is about in any cell; and how far off it may be.
EIS_RESISTANCE_CAPACITY_PRODUCT = 0.05
EIS_FACTOR = 100.0

#: By how much the wall clock may differ from the time column: the larger of the two.
DURATION_TOLERANCE_FRACTION = 0.05
DURATION_TOLERANCE_SECONDS = 60.0


def read_skip_checks(names: Iterable[str] | None) -> frozenset[str]:
    """Return the names of checks to leave out.

    Raises
    ------
    ValueError
        A name is neither one of `STRICT_CHECK_NAMES` nor `CURRENT_SIGN`, or a single name was
        passed as text.
    """
    if isinstance(names, str):
        raise ValueError(
            f"skip_checks is the text {names!r}; pass a collection of names, such as "
            '{"time_gaps"}'
        )
    wanted = list(names or ())
    known = STRICT_CHECK_NAMES | {CURRENT_SIGN}
    unknown = sorted({str(name) for name in wanted if name not in known})
    if unknown:
        raise ValueError(
            f"unknown check(s) in skip_checks: {', '.join(unknown)}; the valid names are: "
            f"{', '.join(sorted(STRICT_CHECK_NAMES))}, {CURRENT_SIGN}"
        )
    return frozenset(wanted)


def window_with_margin(window: tuple[float, float]) -> tuple[float, float]:
    """Return how low and how high a voltage may get in a cell with this window, in V."""
    margin = max(WINDOW_MARGIN * (window[1] - window[0]), LEAST_WINDOW_MARGIN)
    return window[0] - margin, window[1] + margin


def read_voltage_window(window: Any) -> tuple[float, float]:
    """Return a voltage window in V as two floats.

    Raises
    ------
    ValueError
        It is not a pair of finite numbers, or of voltages, of which the second is larger.
    """
    try:
        low, high = (_number_in(limit, "V") for limit in window)
    except (TypeError, ValueError):
        low = high = math.nan
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise ValueError(
            f"voltage_window is {window!r}; pass the lower and the upper voltage limit of the "
            "cell in V, such as (2.5, 4.2)"
        )
    return low, high


def read_rated_capacity(capacity: float | Quantity | None) -> float | None:
    """Return a rated capacity in A.h, or None for one that says nothing: 0, negative, NaN.

    Raises
    ------
    ValueError
        It is neither a number nor a charge.
    """
    try:
        value = math.nan if capacity is None else _number_in(capacity, "A.h")
    except (TypeError, ValueError):
        raise ValueError(
            f"rated_capacity is {capacity!r}; pass the rated capacity of the cell in A.h as a "
            "number, such as 5.0"
        ) from None
    return value if math.isfinite(value) and value > 0 else None


def _number_in(given: Any, unit: str) -> float:
    """Return a plain number as it is, and a `Quantity` in a unit."""
    if isinstance(given, Mapping):
        from ionworks.quantities import Quantity

        if isinstance(given, Quantity):
            return given.value_in(unit)
    number: Any = given
    return float(number)
