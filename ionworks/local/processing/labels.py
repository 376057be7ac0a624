"""Say what each step held: nothing (rest), a current, a voltage, a power, or an impedance sweep.

A spread is judged against the size of its own quantity, against the cell, and against what the
other two quantities did meanwhile, so that the same programme has the same labels on any cell.
"""

from __future__ import annotations

from typing import Final

import polars as pl
from attrs import frozen

from ionworks.tables.amounts import WORK
from ionworks.tables.arithmetic import (
    is_known,
    is_true,
    larger,
    magnitude,
    or_else,
    positive_part,
    roots,
    smaller,
)
from ionworks.tables.columns import (
    CHARGE_CAPACITY,
    CURRENT,
    DISCHARGE_CAPACITY,
    DURATION,
    MAX_CURRENT,
    MAX_VOLTAGE,
    MIN_CURRENT,
    MIN_VOLTAGE,
    STEP_TYPE,
    VOLTAGE,
)
from ionworks.tables.rest import REST_CURRENT, REST_RATE

#: What the labels need beside the columns of the step table.
ROWS: Final = "__rows"
IS_SWEEP: Final = "__is sweep"  # an impedance sweep is all there is, or most of it
CHANGED: Final = "__changed"  # A^2, sum of the squares of the changes of current, row by row
LEAST_CHANGE: Final = "__least change"  # A^2, the smallest such change in the series

#: Rows at the ends of a step, by their distance from its start and its end.
ENDS: Final = {"first": 0, "second": 1, "third": 2, "before last": -2, "last": -1}
#: Quantities whose ends are needed; the change is that of the current, squared.
QUANTITIES: Final = {"current": CURRENT, "voltage": VOLTAGE, "power": WORK}
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
SWITCHED_IN: Final = "__switched in"  # the first row has the current of the step before
SWITCHED_OUT: Final = "__switched out"  # the last row has the current of the step after

STILL: Final = "__still"  # the mean current is no more than its noise

_UNITS = {"current": "A", "voltage": "V", "power": "W"}

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
        With `STEP_TYPE`, `SWITCHED_IN`, `SWITCHED_OUT` and `STILL`.
    """
    switched_in, switched_out = _switched(summaries)
    inner = _inner(summaries, switched_in, switched_out)
    usual = _usual_current(summaries, inner)
    size = usual if rated_capacity is None else rated_capacity
    scatter = _scatter(inner, size)
    noise = _noise(inner, scatter)
    resting = _is_rest(summaries, inner, noise, size, usual)
    # Without a current nothing is known to be held, and there is no direction.
    known = is_known(inner.mean)
    power, voltage, current = (
        known & held for held in _held(summaries, inner, noise, size, usual, scatter)
    )
    masks = {"power": power, "voltage": voltage, "current": current}
    forward = _discharges(summaries, inner)
    kinds = pl.DataFrame(
        {"sweep": summaries[IS_SWEEP], "resting": resting, "way": forward, **masks}
    )
    way = pl.when("way").then(pl.lit("discharge")).otherwise(pl.lit("charge"))
    step_type = pl.when("sweep").then(pl.lit("EIS")).when("resting").then(pl.lit("Rest"))
    for name in masks:
        step_type = step_type.when(name).then(pl.lit(f"Constant {name} ") + way)
    step_types = kinds.select(step_type.otherwise(pl.lit("Unknown step type"))).to_series()
    # A row of a rest whose current is too large for a rest belongs to a neighbour.
    at_rest = resting & ~is_true(summaries[IS_SWEEP])
    limit = _rest_limit(size, usual)
    switched_in = switched_in | at_rest & is_true(magnitude(summaries[FIRST]) > limit)
    switched_out = switched_out | at_rest & is_true(magnitude(summaries[LAST]) > limit)
    return summaries.hstack(
        [
            step_types.alias(STEP_TYPE),
            switched_in.alias(SWITCHED_IN),
            switched_out.alias(SWITCHED_OUT),
            noise.still.alias(STILL),
        ]
    )


@frozen
class _Inner:
    """Each step without the rows at which it is switched."""

    mean: pl.Series  # of the current, in A
    std: pl.Series
    mean_voltage: pl.Series
    std_voltage: pl.Series
    mean_power: pl.Series
    std_power: pl.Series
    rows: pl.Series  # 0 where too few are left
    changed: pl.Series  # A^2, sum of the squares of the changes from row to row


@frozen
class _Noise:
    """What in each step is noise, and what a trend."""

    noisy: pl.Series  # the current does not drift
    still: pl.Series  # the mean current is no more than its noise
    trends: pl.Series  # the current rises or falls


def _discharges(summaries: pl.DataFrame, inner: _Inner) -> pl.Series:
    """Tell the direction: that of the net charge, or of the mean current where none flows."""
    net = summaries[DISCHARGE_CAPACITY] - summaries[CHARGE_CAPACITY]
    return is_true(inner.mean.zip_with(is_true(net == 0), or_else(net, inner.mean)) > 0)


def _switched(summaries: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Find rows with the setpoint of the neighbour, which cyclers log where a step is switched."""

    def near(value: pl.Series, neighbour: pl.Series, own: pl.Series) -> pl.Series:
        return is_true(magnitude(value - neighbour) <= magnitude(value - own) * _NEARER)

    def differs(one: pl.Series, other: pl.Series) -> pl.Series:
        size = larger(magnitude(one), magnitude(other))
        return is_true(magnitude(one - other) > size * _OTHER)

    first, second, before_last, last = (summaries[n] for n in (FIRST, SECOND, BEFORE_LAST, LAST))
    # The outer rows of the neighbour may show this step in turn, so its inner ones are compared.
    short = summaries[ROWS] <= 2
    left, right = slice(None, -1), slice(1, None)  # the steps that have one after, or before them
    before = near(first[right], before_last[left], second[right])
    before = before | short[left] & near(first[right], last[left], second[right])
    after = near(last[left], second[right], before_last[left])
    after = after | short[right] & near(last[left], first[right], before_last[left])
    end = pl.Series([False], dtype=pl.Boolean).head(summaries.height)  # the outermost has none
    return (
        end.clone().append(before) & differs(first, second),
        after.append(end) & differs(last, before_last),
    )


def _inner(summaries: pl.DataFrame, switched_in: pl.Series, switched_out: pl.Series) -> _Inner:
    """Return mean and spread without the rows at which the step is switched.

    `Std` leaves out one row at either end. Of longer steps a second one is left out here, for
    cyclers that need more than one row to reach a setpoint.
    """
    rows = summaries[ROWS]
    long = rows >= _ENOUGH_FOR_CORE
    (mean, std), (mean_voltage, std_voltage), (mean_power, std_power) = _without_ends(
        summaries, long
    )
    # Of two rows or three, those are left that do not show the current of a neighbour.
    one = (rows == 2) & (switched_in != switched_out)
    two = (rows == _FEW) & switched_out
    of_one = summaries[LAST].zip_with(switched_in, summaries[FIRST])
    mean = of_one.zip_with(one, summaries[SECOND].zip_with(two, mean))
    std = pl.Series([0.0]).zip_with(one | two, std)
    at = {end: or_else(summaries[end_of(CHANGE, end)], 0.0) for end in ENDS}
    changed = summaries[CHANGED] - at["first"] - at["second"] - at["last"]
    changed = (changed - at["third"] - at["before last"]).zip_with(long, changed)
    known = summaries[count_of("current")]
    core = (known - 4).zip_with(long, known - 2)
    return _Inner(
        mean,
        std,
        mean_voltage,
        std_voltage,
        mean_power,
        std_power,
        positive_part((rows - rows).zip_with(rows <= _FEW, core)),
        positive_part(changed),
    )


def _without_ends(summaries: pl.DataFrame, long: pl.Series) -> list[tuple[pl.Series, pl.Series]]:
    """Take the outer rows out of the mean of all rows and the spread of the inner rows."""
    rows = summaries[ROWS]
    means, variances, spreads = [], [], []
    for quantity, unit in _UNITS.items():
        of_all = summaries[f"Mean {quantity} [{unit}]"]
        at = {end: summaries[end_of(quantity, end)] for end in ENDS}
        count = summaries[count_of(quantity)]
        known = count - is_known(at["first"]).cast(pl.Int64) - is_known(at["last"]).cast(pl.Int64)
        total = of_all * count - or_else(at["first"], 0.0) - or_else(at["last"], 0.0)
        mean = ((at["second"] + at["last"]) / 2).zip_with(rows == _FEW, of_all)
        mean = (total / known).zip_with((rows > _FEW) & (known > 0), mean)
        mean = or_else(mean, of_all)
        spread = summaries[f"Std {quantity} [{unit}]"]
        variance = spread * spread
        for end in ("second", "before last"):
            value = at[end]
            less = (mean * known - value) / (known - 1)
            less = less.zip_with(long & is_known(value), mean)
            squares = (value - mean) * (value - less)
            left = positive_part(variance * (known - 1) - squares) / (known - 2)
            variance = left.zip_with(long & is_known(squares), variance)
            mean, known = less, known - 1
        means.append(mean)
        variances.append(variance)
        spreads.append(spread)
    return [
        (mean, root.zip_with(long, spread))
        for mean, root, spread in zip(means, roots(variances), spreads, strict=True)
    ]


def _usual_current(summaries: pl.DataFrame, inner: _Inner) -> float:
    """Return the current in A at or below which nine tenths of the charge flow; 0 without any.

    A step whose mean comes from one row does not count, nor does what flows at rest.
    """
    std = or_else(inner.std, 0.0)
    (size,) = roots([inner.mean * inner.mean + std * std])
    low, high = summaries[MIN_CURRENT], summaries[MAX_CURRENT]
    # Steps without a time count where there are no others.
    seconds = larger(or_else(summaries[DURATION], 0.0), pl.Series([1e-9]))
    rows = summaries[ROWS]
    sound = (rows <= 2) | (larger(magnitude(low), magnitude(high)) <= rows / 2 * size)
    flows = is_true(size > 0)
    if (flows & is_true(sound)).any():
        flows = flows & is_true(sound)
    steps = pl.DataFrame({"size": size.filter(flows), "moved": (size * seconds).filter(flows)})
    if steps.is_empty():
        return 0.0
    steps = steps.sort("size")
    moved = steps["moved"].cum_sum()
    return float(steps["size"][int((moved >= _USUAL_SHARE * moved[-1]).arg_max() or 0)])


def _rest_limit(size: float, usual: float) -> float:
    return max(REST_RATE * size, min(REST_CURRENT, _OFFSET_SHARE * usual))


def _scatter(inner: _Inner, size: float) -> float:
    """Return the noise of the current in A as the small currents of the test show it; 0 if none do.

    It is taken from row to row, so that a drift does not count as noise.
    """
    variance = inner.changed / (2 * (inner.rows - 1))
    small = (inner.rows >= _FEW) & (magnitude(inner.mean) < _OFFSET_SHARE * size)
    median = variance.filter(is_true(small)).median()
    return float(median) ** 0.5 if isinstance(median, float) else 0.0


def _noise(inner: _Inner, scatter: float) -> _Noise:
    """Tell noise from a trend.

    A few rows of noise can look like a trend, so the noise of the other steps counts too.
    """
    std, rows = inner.std, inner.rows
    # Mean square of the change from row to row over twice the variance: 1 for noise, 0 for a trend.
    judged = (rows >= _FEW) & (std > 0)
    whiteness = inner.changed / (rows - 1) / (2 * std * std)
    noisy = is_true(judged & (whiteness > _NOISY))
    as_noisy = std <= _SIGNIFICANT * scatter
    (root,) = roots([rows.cast(pl.Float64).zip_with(rows > 0, pl.Series([1.0]))])
    error = larger(std, pl.Series([scatter])) / root
    still = (noisy | as_noisy) & (magnitude(inner.mean) <= error * _SIGNIFICANT)
    return _Noise(noisy, is_true(still), is_true(judged & (whiteness < _TREND)))


def _is_rest(
    summaries: pl.DataFrame, inner: _Inner, noise: _Noise, size: float, usual: float
) -> pl.Series:
    mean, std = magnitude(inner.mean), or_else(inner.std, 0.0)
    quiet = std <= _REST_SPREAD * max(size, usual)
    # A held voltage at which the current still falls is not a rest.
    floats = noise.trends & (std > mean * _LARGEST_NOISE) & (mean > _SURELY_REST * size)
    floats = floats & ~noise.still  # a few rows of noise can look like a fall
    floats = floats & (inner.std_voltage < magnitude(summaries["Mean voltage [V]"]) * _VOLTAGE)
    low = (mean < _rest_limit(size, usual)) & ~is_true(floats)
    offset = noise.still & (mean < _OFFSET_SHARE * size)
    return is_true((mean == 0) & (std == 0) | quiet & (low | offset))


def _held(
    summaries: pl.DataFrame,
    inner: _Inner,
    noise: _Noise,
    size: float,
    usual: float,
    scatter: float,
) -> tuple[pl.Series, pl.Series, pl.Series]:
    """Tell where a power, a voltage and a current are held; the first of them counts."""
    std = inner.std
    spread = std / magnitude(inner.mean)  # infinite or NaN where the mean is 0
    power_spread = inner.std_power / magnitude(inner.mean_power)
    steady = (std == 0) | (spread <= _STEADY)
    better = power_spread < spread * _BETTER_HELD
    sure = ~steady | (inner.rows >= _ENOUGH_ROWS) & (spread > _ROUNDING)
    power = (power_spread < _POWER) & better & sure

    # Noise does not change the setpoint, and may be larger beside a small current.
    small = std < max(_NOISE * size, _MORE_NOISE * scatter)
    even = small & (spread <= _LARGEST_NOISE) & (noise.noisy | (inner.rows < _FEW))
    resolution = _resolution(summaries)
    current = steady | even
    if resolution <= _FINE * usual:
        current = current | (std <= _FLICKER * resolution)

    falls = ~steady & ~even | noise.trends & (spread > _DRIFT)
    voltage = falls & _voltage_is_held(summaries, inner, max(size, usual))
    return is_true(power), is_true(voltage), is_true(current)


def _resolution(summaries: pl.DataFrame) -> float:
    """Return the smallest change of the current from row to row, in A; 0 if there is none."""
    least = summaries[LEAST_CHANGE].min()
    return float(least) ** 0.5 if isinstance(least, float) else 0.0


def _voltage_is_held(summaries: pl.DataFrame, inner: _Inner, size_of_current: float) -> pl.Series:
    """Tell whether the voltage stays, flows are one way, and the voltage does not follow them."""
    size = magnitude(summaries["Mean voltage [V]"])
    # The range of the voltage in the test and its usual size, but for outliers.
    low = summaries[MIN_VOLTAGE].quantile(0.1) or 0.0
    high = summaries[MAX_VOLTAGE].quantile(0.9) or 0.0
    middle = size.median()
    middle = middle if isinstance(middle, float) else 0.0
    of_range = min(_VOLTAGE_RANGE * (high - low), _VOLTAGE_CAP * middle)
    std_voltage = inner.std_voltage
    held = (std_voltage == 0) | (std_voltage < larger(size * _VOLTAGE, pl.Series([of_range])))

    out, into = summaries[DISCHARGE_CAPACITY], summaries[CHARGE_CAPACITY]
    less, more = smaller(out, into), larger(out, into)
    one_way = ~is_true(less > more * _ONE_WAY)

    # The straight line through voltage over current, with the standard error of its slope.
    rows, variance = inner.rows, inner.std * inner.std
    covariance = (inner.mean_power - inner.mean_voltage * inner.mean) * rows / (rows - 1)
    slope = covariance / variance
    left = positive_part(std_voltage * std_voltage / variance - slope * slope)
    (error,) = roots([left / (rows - 2)])
    follows = (slope * -size_of_current > _FOLLOWS) & (slope * -1.0 > error * _SURELY_FOLLOWS)
    return is_true(held & one_way & ~is_true(follows & (rows > _FEW)))
