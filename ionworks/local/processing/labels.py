"""Say what each step held: nothing (rest), a current, a voltage, a power, or an impedance sweep.

A spread is judged against the size of its own quantity, against the cell, and against what the
other two quantities did meanwhile, so that the same programme has the same labels on any cell.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from ionworks.local.processing.columns import EIS_FREQUENCY
from ionworks.tables.columns import CHARGE_CAPACITY, DISCHARGE_CAPACITY, DURATION

#: What the labels need beside the columns of the step table. The core of a step are the rows
#: that are at least two rows from either end, and outside of a sweep.
ROWS: Final = "__rows"
COUNT: Final = "__count"  # rows with a current
TIMED: Final = "__timed"  # s, spanned by the rows without a frequency
CORE_ROWS: Final = "__core rows"
JUMP: Final = "__jump"  # A^2, mean square of the change of current from row to row
LEAST_JUMP: Final = "__least jump"  # A^2, the smallest such change
#: A, the current of the outer rows.
FIRST: Final = "__first current"
SECOND: Final = "__second current"
BEFORE_LAST: Final = "__before last current"
LAST: Final = "__last current"



def core(quantity: str, statistic: str = "") -> str:
    """Return the name of a quantity in the core of a step, or of a statistic of it."""
    return f"__core {quantity} {statistic}".strip()


_REAL = pl.Float64()
#: Types of the above.
WORKING: Final[dict[str, pl.DataType]] = {
    ROWS: pl.Int64(),
    COUNT: pl.Int64(),
    CORE_ROWS: pl.Int64(),
    **dict.fromkeys((TIMED, JUMP, LEAST_JUMP, FIRST, SECOND, BEFORE_LAST, LAST), _REAL),
    **{
        core(quantity, statistic): _REAL
        for quantity in ("current", "voltage", "power")
        for statistic in ("mean", "std")
    },
}

#: What `label` adds.
STEP_TYPE: Final = "Step type"
SWITCHED_IN: Final = "__switched in"  # the first row has the current of the step before
SWITCHED_OUT: Final = "__switched out"  # the last row has the current of the step after

STILL: Final = "__still"  # the mean current is no more than its noise

_MEAN = "__mean"
_STD = "__std"
_MEAN_POWER = "__mean power"
_STD_POWER = "__std power"
_STD_VOLTAGE = "__std voltage"

_ENOUGH_CORE = 3  # rows
_ALIKE = 0.05  # share by which two readings of one setpoint differ at most

# Rest: mean current as a share of the capacity (in A for A.h) or of the usual current.
_REST = 1e-3
_SURELY_REST = 1e-4
# Cyclers have a larger offset beside small currents: share of the usual current, and A at most.
_OFFSET_SHARE = 1e-2
_OFFSET = 1e-3
_REST_SPREAD = 0.05
_SIGNIFICANT = 3.0  # standard errors

# Constant current: share of the mean, or of the capacity for noise.
_STEADY = 5e-3
_NOISE = 5e-3
_LARGEST_NOISE = 0.2
_DRIFT = 1e-3
_FLICKER = 0.75  # of the resolution: more than a value spreads that flickers by one step
# Mean square of the change from row to row over twice the variance: 1 for noise, 0 for a trend.
_NOISY = 0.5
_TREND = 0.2

# Constant voltage: share of the voltage; of the range of the test, up to a share of the voltage.
_VOLTAGE = 1e-3
_VOLTAGE_RANGE = 5e-3
_VOLTAGE_CAP = 0.05
_ONE_WAY = 0.1  # share of the charge that flows the other way at most
# A voltage that is not held follows the current: by about 50 mV at 1 C. V, standard errors.
_FOLLOWS = 5e-3
_SURELY_FOLLOWS = 4.0

# Constant power: share of the mean, and of the spread of the current.
_POWER = 1e-2
_BETTER_HELD = 0.5
_ENOUGH_ROWS = 8

_USUAL_SHARE = 0.9


def label(summaries: pl.DataFrame, rated_capacity: float | None) -> pl.DataFrame:
    """Add the step type of each step, and whether its outer rows belong to its neighbours.

    Parameters
    ----------
    summaries : polars.DataFrame
        What `steps.summarise` gives, with `DURATION`.
    rated_capacity : float, optional
        Rated capacity of the cell in A.h.

    Returns
    -------
    polars.DataFrame
        With `STEP_TYPE`, `SWITCHED_IN` and `SWITCHED_OUT`.
    """
    table = summaries.with_columns(_switched()).with_columns(_inner())
    usual = _usual_current(table)
    size = usual if rated_capacity is None else rated_capacity
    table = table.with_columns(
        pl.when(_is_sweep())
        .then(pl.lit("EIS"))
        .when(_is_rest(size, usual))
        .then(pl.lit("Rest"))
        # Without a current nothing is known to be held, and there is no direction.
        .when(pl.col(_MEAN).is_not_null())
        .then(_held(size, usual, _voltage_range(table), _resolution(table)) + _direction())
        .fill_null(pl.lit("Unknown step type"))
        .alias(STEP_TYPE),
        _is_still().alias(STILL),
    )
    # A current that is no current of a rest is not its own.
    at_rest = pl.col(STEP_TYPE) == "Rest"
    limit = max(_rest_limit(size, usual), 0.0)
    return table.with_columns(
        (pl.col(name) | (at_rest & (pl.col(edge).abs() > limit))).fill_null(value=False).alias(name)
        for name, edge in ((SWITCHED_IN, FIRST), (SWITCHED_OUT, LAST))
    )


def net_charge() -> pl.Expr:
    """Return what a step discharged less what it charged, in A.h."""
    return pl.col(DISCHARGE_CAPACITY) - pl.col(CHARGE_CAPACITY)


def _direction() -> pl.Expr:
    # The sign of the net charge; of the mean current where no time passes.
    net = pl.when(net_charge() != 0).then(net_charge())
    way = pl.coalesce(net, pl.col(_MEAN))
    return pl.when(way > 0).then(pl.lit("discharge")).otherwise(pl.lit("charge"))


def _switched() -> list[pl.Expr]:
    """Find rows with the setpoint of the neighbour, which cyclers log where a step is switched."""

    def alike(one: pl.Expr, other: pl.Expr) -> pl.Expr:
        size = pl.max_horizontal(one.abs(), other.abs())
        return ((one - other).abs() <= _ALIKE * size).fill_null(value=False)

    first, second, before_last, last = (
        pl.col(name) for name in (FIRST, SECOND, BEFORE_LAST, LAST)
    )
    of_before = alike(first, last.shift()) | alike(first, before_last.shift())
    of_after = alike(last, first.shift(-1)) | alike(last, second.shift(-1))
    more = pl.col(ROWS) > 1
    return [
        (more & of_before & ~alike(first, second)).alias(SWITCHED_IN),
        (more & of_after & ~alike(last, before_last)).alias(SWITCHED_OUT),
    ]


def _inner() -> list[pl.Expr]:
    """Give mean and spread without the rows at which the step is switched."""
    rows, count = pl.col(ROWS), pl.col(COUNT)
    first, second, last = pl.col(FIRST), pl.col(SECOND), pl.col(LAST)
    mean, std = pl.col("Mean current [A]"), pl.col("Std current [A]")
    outer = pl.sum_horizontal(first, last)
    left = count - first.is_not_null().cast(pl.Int64) - last.is_not_null().cast(pl.Int64)
    # Of two rows or three, those are left that do not show the current of a neighbour.
    one = (rows == 2) & (pl.col(SWITCHED_IN) != pl.col(SWITCHED_OUT))
    two = (rows == 3) & pl.col(SWITCHED_OUT)
    return [
        pl.when(_enough_core())
        .then(pl.col(core("current", "mean")))
        .when(one)
        .then(pl.when(SWITCHED_IN).then(last).otherwise(first))
        .when(two)
        .then(second)
        .when((rows == 3) & second.is_not_null() & last.is_not_null())
        .then((second + last) / 2)
        .when((rows > 3) & (left > 0))
        .then((mean * count - outer) / left)
        .otherwise(mean)
        .alias(_MEAN),
        pl.when(_enough_core())
        .then(pl.col(core("current", "std")))
        .when(one | two)
        .then(0.0)
        .otherwise(std)
        .alias(_STD),
        *(
            pl.when(_enough_core())
            .then(pl.col(core(quantity, kind)))
            .otherwise(pl.col(f"{kind.capitalize()} {quantity} [{unit}]"))
            .alias(name)
            for kind, quantity, unit, name in (
                ("mean", "power", "W", _MEAN_POWER),
                ("std", "power", "W", _STD_POWER),
                ("std", "voltage", "V", _STD_VOLTAGE),
            )
        ),
    ]


def _usual_current(table: pl.DataFrame) -> float:
    """Return the current in A at or below which nine tenths of the charge flow; 0 without any.

    A step whose mean is the doing of one row does not count, nor does what flows at rest.
    """
    size = (pl.col(_MEAN) ** 2 + pl.col(_STD).fill_null(0.0) ** 2).sqrt()
    largest = pl.max_horizontal(
        pl.col("Min current [A]").abs(), pl.col("Max current [A]").abs()
    )
    steps = table.select(
        size.alias("size"),
        # Steps without a time count where there are no others.
        (size * pl.col(DURATION).fill_null(0.0).clip(lower_bound=1e-9)).alias("moved"),
        ((pl.col(ROWS) <= 2) | (largest <= pl.col(ROWS) / 2 * size)).alias("sound"),
    ).filter(pl.col("size") > 0)
    if steps["sound"].any():
        steps = steps.filter("sound")
    steps = steps.sort("size").with_columns(pl.col("moved").cum_sum())
    usual = steps.filter(pl.col("moved") >= _USUAL_SHARE * pl.col("moved").last())
    return float(usual["size"].item(0)) if usual.height else 0.0


def _rest_limit(size: float, usual: float) -> float:
    return max(_REST * size, min(_OFFSET, _OFFSET_SHARE * usual))


def _is_rest(size: float, usual: float) -> pl.Expr:
    mean, std = pl.col(_MEAN).abs(), pl.col(_STD).fill_null(0.0)
    quiet = std <= _REST_SPREAD * max(size, usual)
    # A held voltage at which the current still falls is no rest.
    floats = _trends() & (std > _LARGEST_NOISE * mean) & (mean > _SURELY_REST * size)
    floats &= pl.col(_STD_VOLTAGE) < _VOLTAGE * pl.col("Mean voltage [V]").abs()
    low = (mean < _rest_limit(size, usual)) & quiet & ~floats.fill_null(value=False)
    noise = _is_still() & quiet & (mean < _OFFSET_SHARE * size)
    return (mean == 0) & (std == 0) | low | noise


def _is_still() -> pl.Expr:
    error = pl.col(_STD) / pl.col(CORE_ROWS).sqrt()
    return _is_noise() & (pl.col(_MEAN).abs() <= _SIGNIFICANT * error).fill_null(value=False)


def _whiteness() -> pl.Expr:
    """Return 1 for noise and 0 for a trend; null for few rows or no spread."""
    known = (pl.col(CORE_ROWS) >= _ENOUGH_CORE) & (pl.col(_STD) > 0)
    return pl.when(known).then(pl.col(JUMP) / (2 * pl.col(_STD) ** 2))


def _is_noise() -> pl.Expr:
    return (_whiteness() > _NOISY).fill_null(value=False)


def _trends() -> pl.Expr:
    return (_whiteness() < _TREND).fill_null(value=False)


def _is_sweep() -> pl.Expr:
    """Tell whether frequencies are all there is, or most of it."""
    otherwise = (pl.col(TIMED) > 0) & (pl.col(TIMED) >= pl.col(DURATION) / 2)
    return (pl.col("Mean frequency [Hz]") > EIS_FREQUENCY) & ~otherwise.fill_null(value=False)


def _held(size: float, usual: float, voltage_range: tuple[float, float], resolution: float) -> pl.Expr:
    """Say which quantity is held; null if none is."""
    mean, std = pl.col(_MEAN).abs(), pl.col(_STD)
    mean_power, std_power = pl.col(_MEAN_POWER).abs(), pl.col(_STD_POWER)
    spread = pl.when(mean > 0).then(std / mean)
    power_spread = pl.when(mean_power > 0).then(std_power / mean_power)

    steady = (std == 0) | (spread <= _STEADY)
    better = power_spread < _BETTER_HELD * spread
    power = (power_spread < _POWER) & better & (~steady | (_enough_rows() & (spread > 1e-6)))

    # Noise is no change of the setpoint, and may be larger beside a small current.
    noise = (std < _NOISE * size) & (spread <= _LARGEST_NOISE) & (_is_noise() | ~_enough_core())
    flicker = std <= _FLICKER * resolution
    current = steady | noise | flicker

    falls = ~steady & ~noise | _trends() & (spread > _DRIFT)
    voltage = _voltage_is_held(usual, voltage_range) & falls
    return (
        pl.when(power)
        .then(pl.lit("Constant power "))
        .when(voltage)
        .then(pl.lit("Constant voltage "))
        .when(current)
        .then(pl.lit("Constant current "))
    )


def _enough_core() -> pl.Expr:
    return pl.col(CORE_ROWS) >= _ENOUGH_CORE


def _enough_rows() -> pl.Expr:
    return pl.col(CORE_ROWS) >= _ENOUGH_ROWS


def _voltage_range(table: pl.DataFrame) -> tuple[float, float]:
    """Return the range of the voltage in the test and its usual size, in V, but for outliers."""
    low, high, middle = table.select(
        pl.col("Min voltage [V]").quantile(0.1).fill_null(0.0).alias("low"),
        pl.col("Max voltage [V]").quantile(0.9).fill_null(0.0).alias("high"),
        pl.col("Mean voltage [V]").abs().median().fill_null(0.0).alias("middle"),
    ).row(0)
    return high - low, middle


def _resolution(table: pl.DataFrame) -> float:
    """Return the smallest change of the current from row to row, in A; 0 if there is none."""
    least = table[LEAST_JUMP].min()
    return float(least) ** 0.5 if isinstance(least, float) else 0.0


def _voltage_is_held(usual: float, voltage_range: tuple[float, float]) -> pl.Expr:
    """Tell whether the voltage stays, flows are one way, and the voltage does not follow them."""
    width, middle = voltage_range
    size = pl.col("Mean voltage [V]").abs()
    limit = pl.max_horizontal(
        _VOLTAGE * size, pl.lit(min(_VOLTAGE_RANGE * width, _VOLTAGE_CAP * middle))
    )
    std, rows = pl.col(_STD_VOLTAGE), pl.col(CORE_ROWS)
    held = (std == 0) | (std < limit)

    lower = pl.min_horizontal(DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    upper = pl.max_horizontal(DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    one_way = (lower <= _ONE_WAY * upper).fill_null(value=True)

    # The straight line through voltage over current, with the standard error of its slope.
    variance = pl.col(_STD) ** 2
    means = pl.col(core("voltage", "mean")) * pl.col(core("current", "mean"))
    covariance = (pl.col(core("power", "mean")) - means) * rows / (rows - 1)
    slope = covariance / variance
    left = (std**2 - slope * covariance).clip(lower_bound=0.0)
    error = (left / variance / (rows - 2)).sqrt()
    follows = (-slope * usual > _FOLLOWS) & (-slope > _SURELY_FOLLOWS * error)
    follows &= rows > 3  # noqa: PLR2004 - two are used up by the line
    return held & one_way & ~follows.fill_null(value=False)
