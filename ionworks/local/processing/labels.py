"""Say what each step held: nothing (rest), a current, a voltage, a power, or an impedance sweep.

A spread is judged against the size of its own quantity, against the cell, and against what the
other two quantities did meanwhile, so that the same programme has the same labels on any cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import polars as pl

from ionworks.tables.columns import CHARGE_CAPACITY, CURRENT, DISCHARGE_CAPACITY, DURATION, VOLTAGE
from ionworks.tables.rest import REST_CURRENT, REST_RATE

#: What the labels need beside the columns of the step table.
ROWS: Final = "__rows"
IS_SWEEP: Final = "__is sweep"  # an impedance sweep is all there is, or most of it
CHANGED: Final = "__changed"  # A^2, sum of the squares of the changes of current, row by row
LEAST_CHANGE: Final = "__least change"  # A^2, the smallest such change in the series

#: Rows at the ends of a step, by their distance from its start and its end.
ENDS: Final = {"first": 0, "second": 1, "third": 2, "before last": -2, "last": -1}
#: Quantities whose ends are needed; the change is that of the current, squared.
QUANTITIES: Final = {"current": CURRENT, "voltage": VOLTAGE, "power": "__power"}
CHANGE: Final = "change"


def count_of(quantity: str) -> str:
    """Return the name of the number of rows with a value."""
    return f"__count {quantity}"


def end_of(quantity: str, end: str) -> str:
    """Return the name of a value in one of the `ENDS`."""
    return f"__{end} {quantity}"


FIRST: Final = end_of("current", "first")
SECOND: Final = end_of("current", "second")
BEFORE_LAST: Final = end_of("current", "before last")
LAST: Final = end_of("current", "last")

#: Types of the above.
WORKING: Final[dict[str, pl.DataType]] = {
    ROWS: pl.Int64(),
    IS_SWEEP: pl.Boolean(),
    CHANGED: pl.Float64(),
    LEAST_CHANGE: pl.Float64(),
    **{count_of(quantity): pl.Int64() for quantity in QUANTITIES},
    **{end_of(quantity, end): pl.Float64() for quantity in (*QUANTITIES, CHANGE) for end in ENDS},
}

#: What `label` adds.
STEP_TYPE: Final = "Step type"
SWITCHED_IN: Final = "__switched in"  # the first row has the current of the step before
SWITCHED_OUT: Final = "__switched out"  # the last row has the current of the step after

STILL: Final = "__still"  # the mean current is no more than its noise

_MEAN = "__mean"
_STD = "__std"
_CORE_ROWS = "__core rows"
_CORE_CHANGED = "__core changed"
_SPREAD = "__spread"  # of the current, as a share of its mean
_SPREAD_POWER = "__spread of power"
_WHITENESS = "__whiteness"  # 1 for noise, 0 for a trend
_NOISE_ONLY = "__noise only"
_TRENDS = "__trends"
_SLOPE = "__slope"  # of voltage over current
_MEAN_VOLTAGE = "__mean voltage"
_STD_VOLTAGE = "__std voltage"
_MEAN_POWER = "__mean power"
_STD_POWER = "__std power"

_STATISTICS = (
    ("current", "A", _MEAN, _STD),
    ("voltage", "V", _MEAN_VOLTAGE, _STD_VOLTAGE),
    ("power", "W", _MEAN_POWER, _STD_POWER),
)

_ENOUGH_FOR_CORE = 7  # rows from which two at either end are left out, and not one
_FEW = 3  # rows of which only the first is left out
_OTHER = 0.05  # share by which a reading of another setpoint differs at least
_NEARER = 0.05  # share of this difference by which it may differ from the neighbour

# Rest, beside `REST_RATE`: mean current as a share of the capacity (in A for A.h) or of the
# usual current. Below this share a held voltage is a rest too.
_SURELY_REST = 1e-4
# Cyclers have a larger offset beside small currents: share of the usual current, and at most
# `REST_CURRENT`.
_OFFSET_SHARE = 1e-2
_REST_SPREAD = 0.05
_SIGNIFICANT = 4.0  # standard errors; a test can have thousands of rests

# Constant current: share of the mean, or of the capacity for noise.
_STEADY = 5e-3
_NOISE = 5e-3
_LARGEST_NOISE = 0.2
_MORE_NOISE = 2.0  # of the noise of the other steps
_DRIFT = 1e-3
_FLICKER = 0.75  # of the resolution: more than a value spreads that flickers by one step
_FINE = 0.05  # of the usual current: no resolution is coarser
# Mean square of the change from row to row over twice the variance: 1 for noise, 0 for a trend.
_NOISY = 0.5
_TREND = 0.2

# Constant voltage: share of the voltage; of the range of the test, up to a share of the voltage.
_VOLTAGE = 1e-3
_VOLTAGE_RANGE = 5e-3
_VOLTAGE_CAP = 0.05
_ONE_WAY = 0.1  # share of the charge that flows the other way at most
# A voltage that is not held follows the current: by about 50 mV at 1 C. V, standard errors.
_FOLLOWS = 1.5e-3
_SURELY_FOLLOWS = 4.0

# Constant power: share of the mean, and of the spread of the current.
_POWER = 1e-2
_BETTER_HELD = 0.5
_ROUNDING = 1e-6
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
    table = _inner(summaries.with_columns(_switched()))
    usual = _usual_current(table)
    size = usual if rated_capacity is None else rated_capacity
    # Step by step, since what is written twice in an expression is computed twice.
    scatter = _scatter(table, size)
    table = table.with_columns(_measures()).with_columns(_is_noise(scatter))
    table = table.with_columns(
        pl.when(IS_SWEEP)
        .then(pl.lit("EIS"))
        .when(_is_rest(size, usual))
        .then(pl.lit("Rest"))
        # Without a current nothing is known to be held, and there is no direction.
        .when(pl.col(_MEAN).is_not_null())
        .then(_held(size, usual, _voltage_range(table), _resolution(table), scatter) + _direction())
        .fill_null(pl.lit("Unknown step type"))
        .alias(STEP_TYPE),
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

    def near(value: pl.Expr, neighbour: pl.Expr, own: pl.Expr) -> pl.Expr:
        return ((value - neighbour).abs() <= _NEARER * (value - own).abs()).fill_null(value=False)

    def differs(one: pl.Expr, other: pl.Expr) -> pl.Expr:
        size = pl.max_horizontal(one.abs(), other.abs())
        return ((one - other).abs() > _OTHER * size).fill_null(value=False)

    first, second, before_last, last = (pl.col(name) for name in (FIRST, SECOND, BEFORE_LAST, LAST))
    # The outer rows of the neighbour may show this step in turn, so its inner ones are compared.
    short = pl.col(ROWS) <= 2
    before = near(first, before_last.shift(), second)
    before |= short.shift().fill_null(value=False) & near(first, last.shift(), second)
    after = near(last, second.shift(-1), before_last)
    after |= short.shift(-1).fill_null(value=False) & near(last, first.shift(-1), before_last)
    return [
        (before & differs(first, second)).alias(SWITCHED_IN),
        (after & differs(last, before_last)).alias(SWITCHED_OUT),
    ]


def _inner(table: pl.DataFrame) -> pl.DataFrame:
    """Give mean and spread without the rows at which the step is switched.

    `Std` leaves out one row at either end. Of longer steps a second one is left out here, for
    cyclers that need more than one row to reach a setpoint.
    """
    table = _without_ends(table)
    rows = pl.col(ROWS)
    # Of two rows or three, those are left that do not show the current of a neighbour.
    one = (rows == 2) & (pl.col(SWITCHED_IN) != pl.col(SWITCHED_OUT))
    two = (rows == _FEW) & pl.col(SWITCHED_OUT)
    of_one = pl.when(SWITCHED_IN).then(pl.col(LAST)).otherwise(pl.col(FIRST))
    at = {end: pl.col(end_of(CHANGE, end)).fill_null(0.0) for end in ENDS}
    changed = pl.col(CHANGED) - at["first"] - at["second"] - at["last"]
    long = rows >= _ENOUGH_FOR_CORE
    core_rows = pl.col(count_of("current")) - pl.when(long).then(4).otherwise(2)
    return table.with_columns(
        pl.when(one).then(of_one).when(two).then(SECOND).otherwise(_MEAN).alias(_MEAN),
        pl.when(one | two).then(0.0).otherwise(_STD).alias(_STD),
        pl.when(rows > _FEW).then(core_rows).otherwise(0).clip(lower_bound=0).alias(_CORE_ROWS),
        pl.when(long)
        .then(changed - at["third"] - at["before last"])
        .otherwise(changed)
        .clip(lower_bound=0.0)
        .alias(_CORE_CHANGED),
    )


def _without_ends(table: pl.DataFrame) -> pl.DataFrame:
    """Take the outer rows out of the mean of all rows and the spread of the inner rows."""
    rows = pl.col(ROWS)
    # Step by step, since what is written twice in an expression is computed twice.
    table = table.with_columns(
        (pl.col(count_of(q)) - _known(q, "first") - _known(q, "last")).alias(f"__known {q}")
        for q in QUANTITIES
    )
    table = table.with_columns(
        (
            (
                pl.col(f"Mean {q} [{unit}]") * pl.col(count_of(q))
                - _end(q, "first")
                - _end(q, "last")
            )
            / pl.col(f"__known {q}")
        ).alias(mean)
        for q, unit, mean, _ in _STATISTICS
    )
    table = table.with_columns(
        pl.when(rows > _FEW)
        .then(pl.col(mean).fill_nan(None))
        .when(rows == _FEW)
        .then((pl.col(end_of(q, "second")) + pl.col(end_of(q, "last"))) / 2)
        .fill_null(pl.col(f"Mean {q} [{unit}]"))
        .alias(mean)
        for q, unit, mean, _ in _STATISTICS
    )
    for left_out, end in enumerate(("second", "before last")):
        table = table.with_columns(
            _mean_without(mean, pl.col(f"__known {q}") - left_out, q, end).alias(f"__less {q}")
            for q, _, mean, _ in _STATISTICS
        )
        table = table.with_columns(
            expression
            for q, unit, mean, std in _STATISTICS
            for expression in (
                _spread_without(
                    std if left_out else f"Std {q} [{unit}]",
                    pl.col(f"__known {q}") - left_out,
                    (pl.col(end_of(q, end)) - pl.col(mean))
                    * (pl.col(end_of(q, end)) - pl.col(f"__less {q}")),
                ).alias(std),
                pl.col(f"__less {q}").alias(mean),
            )
        )
    return table


def _known(quantity: str, end: str) -> pl.Expr:
    return pl.col(end_of(quantity, end)).is_not_null().cast(pl.Int64)


def _end(quantity: str, end: str) -> pl.Expr:
    return pl.col(end_of(quantity, end)).fill_null(0.0)


def _mean_without(mean: str, count: pl.Expr, quantity: str, end: str) -> pl.Expr:
    value = pl.col(end_of(quantity, end))
    return _if_long((pl.col(mean) * count - value) / (count - 1), value).fill_null(pl.col(mean))


def _spread_without(std: str, count: pl.Expr, squares: pl.Expr) -> pl.Expr:
    left = (pl.col(std) ** 2 * (count - 1) - squares).clip(lower_bound=0.0)
    return _if_long((left / (count - 2)).sqrt(), squares).fill_null(pl.col(std))


def _if_long(value: pl.Expr, known: pl.Expr) -> pl.Expr:
    return pl.when((pl.col(ROWS) >= _ENOUGH_FOR_CORE) & known.is_not_null()).then(value)


def _usual_current(table: pl.DataFrame) -> float:
    """Return the current in A at or below which nine tenths of the charge flow; 0 without any.

    A step whose mean is the doing of one row does not count, nor does what flows at rest.
    """
    size = (pl.col(_MEAN) ** 2 + pl.col(_STD).fill_null(0.0) ** 2).sqrt()
    largest = pl.max_horizontal(pl.col("Min current [A]").abs(), pl.col("Max current [A]").abs())
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
    return max(REST_RATE * size, min(REST_CURRENT, _OFFSET_SHARE * usual))


def _measures() -> Iterator[pl.Expr]:
    """Give what several of the tests below rest on."""
    mean, std, rows = pl.col(_MEAN), pl.col(_STD), pl.col(_CORE_ROWS)
    yield (std / mean.abs()).alias(_SPREAD)  # infinite or NaN where the mean is 0
    yield (pl.col(_STD_POWER) / pl.col(_MEAN_POWER).abs()).alias(_SPREAD_POWER)
    change = pl.col(_CORE_CHANGED) / (rows - 1)
    yield pl.when(_enough_core() & (std > 0)).then(change / (2 * std**2)).alias(_WHITENESS)
    covariance = (pl.col(_MEAN_POWER) - pl.col(_MEAN_VOLTAGE) * mean) * rows / (rows - 1)
    yield (covariance / std**2).alias(_SLOPE)


def _scatter(table: pl.DataFrame, size: float) -> float:
    """Return the noise of the current in A as the small currents of the test show it; 0 if none do.

    It is taken from row to row, so that a drift is no noise.
    """
    variance = pl.col(_CORE_CHANGED) / (2 * (pl.col(_CORE_ROWS) - 1))
    small = _enough_core() & (pl.col(_MEAN).abs() < _OFFSET_SHARE * size)
    median = table.select(variance.filter(small).median()).item()
    return float(median) ** 0.5 if median else 0.0


def _is_noise(scatter: float) -> Iterator[pl.Expr]:
    """Tell noise from a trend.

    A few rows of noise can look like a trend, so the noise of the other steps counts too.
    """
    mean, std, rows = pl.col(_MEAN).abs(), pl.col(_STD), pl.col(_CORE_ROWS)
    noisy = (pl.col(_WHITENESS) > _NOISY).fill_null(value=False)
    alike = std <= _SIGNIFICANT * scatter
    error = pl.max_horizontal(std, pl.lit(scatter)) / rows.clip(lower_bound=1).sqrt()
    still = (noisy | alike) & (mean <= _SIGNIFICANT * error)
    yield noisy.alias(_NOISE_ONLY)
    yield still.alias(STILL)
    yield (pl.col(_WHITENESS) < _TREND).fill_null(value=False).alias(_TRENDS)


def _is_rest(size: float, usual: float) -> pl.Expr:
    mean, std = pl.col(_MEAN).abs(), pl.col(_STD).fill_null(0.0)
    quiet = std <= _REST_SPREAD * max(size, usual)
    # A held voltage at which the current still falls is no rest.
    floats = pl.col(_TRENDS) & (std > _LARGEST_NOISE * mean) & (mean > _SURELY_REST * size)
    floats &= ~pl.col(STILL)  # a few rows of noise can look like a fall
    floats &= pl.col(_STD_VOLTAGE) < _VOLTAGE * pl.col("Mean voltage [V]").abs()
    low = (mean < _rest_limit(size, usual)) & ~floats.fill_null(value=False)
    noise = pl.col(STILL) & (mean < _OFFSET_SHARE * size)
    return (mean == 0) & (std == 0) | quiet & (low | noise)


def _held(
    size: float,
    usual: float,
    voltage_range: tuple[float, float],
    resolution: float,
    scatter: float,
) -> pl.Expr:
    """Say which quantity is held; null if none is."""
    std, spread, power_spread = pl.col(_STD), pl.col(_SPREAD), pl.col(_SPREAD_POWER)
    steady = (std == 0) | (spread <= _STEADY)
    better = power_spread < _BETTER_HELD * spread
    sure = ~steady | ((pl.col(_CORE_ROWS) >= _ENOUGH_ROWS) & (spread > _ROUNDING))
    power = (power_spread < _POWER) & better & sure

    # Noise is no change of the setpoint, and may be larger beside a small current.
    noise = (std < max(_NOISE * size, _MORE_NOISE * scatter)) & (spread <= _LARGEST_NOISE)
    noise &= pl.col(_NOISE_ONLY) | ~_enough_core()
    flicker = (std <= _FLICKER * resolution) & (resolution <= _FINE * usual)

    falls = ~steady & ~noise | pl.col(_TRENDS) & (spread > _DRIFT)
    return (
        pl.when(power)
        .then(pl.lit("Constant power "))
        .when(falls & _voltage_is_held(max(size, usual), voltage_range))
        .then(pl.lit("Constant voltage "))
        .when(steady | noise | flicker)
        .then(pl.lit("Constant current "))
    )


def _enough_core() -> pl.Expr:
    return pl.col(_CORE_ROWS) >= _FEW


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
    least = table[LEAST_CHANGE].min()
    return float(least) ** 0.5 if isinstance(least, float) else 0.0


def _voltage_is_held(size_of_current: float, voltage_range: tuple[float, float]) -> pl.Expr:
    """Tell whether the voltage stays, flows are one way, and the voltage does not follow them."""
    width, middle = voltage_range
    size = pl.col("Mean voltage [V]").abs()
    limit = pl.max_horizontal(
        _VOLTAGE * size, pl.lit(min(_VOLTAGE_RANGE * width, _VOLTAGE_CAP * middle))
    )
    std, rows = pl.col(_STD_VOLTAGE), pl.col(_CORE_ROWS)
    held = (std == 0) | (std < limit)

    lower = pl.min_horizontal(DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    upper = pl.max_horizontal(DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    one_way = (lower <= _ONE_WAY * upper).fill_null(value=True)

    # The straight line through voltage over current, with the standard error of its slope.
    slope, variance = pl.col(_SLOPE), pl.col(_STD) ** 2
    left = (std**2 / variance - slope**2).clip(lower_bound=0.0)
    error = (left / (rows - 2)).sqrt()
    follows = (-slope * size_of_current > _FOLLOWS) & (-slope > _SURELY_FOLLOWS * error)
    follows &= rows > _FEW
    return held & one_way & ~follows.fill_null(value=False)
