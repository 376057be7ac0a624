"""The cycle table, made from the step table alone."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from ionworks.local.errors import ProcessingError
from ionworks.local.processing.columns import settle
from ionworks.tables.arithmetic import is_true
from ionworks.tables.columns import (
    CHARGE_CAPACITY,
    CYCLE,
    CYCLE_INPUTS,
    DISCHARGE_CAPACITY,
    DURATION,
    MAX_CURRENT,
    MAX_VOLTAGE,
    MEAN_CURRENT,
    MEAN_TEMPERATURE,
    MIN_CURRENT,
    MIN_VOLTAGE,
    START_TIME,
    STEP_TABLE_REAL,
    STEP_TYPE,
    TOTALS,
)

_FLOW = "__flow"
_STILL = "__still"
_NO_DIRECTION = ("Rest", "EIS")
_SECONDS_PER_HOUR = 3600.0
_ROUNDING = 1e-6
_LEAST_CHARGE = 5e-3  # of the discharge
_REST_NOISE = 1e-3  # of all that flowed

_ORDER = (
    CYCLE,
    *TOTALS,
    MIN_VOLTAGE,
    MAX_VOLTAGE,
    "Cycle duration [s]",
    START_TIME,
    "Coulombic efficiency",
    "Energy efficiency",
    "Capacity retention",
    "Capacity fade",
    "Energy retention",
    "Energy fade",
    "Mean discharge current [A]",
    "Discharge duration [s]",
    "Mean charge current [A]",
    "Charge duration [s]",
    MEAN_TEMPERATURE,
    "Capacity throughput [A.h]",
    "Energy throughput [W.h]",
)


def cycle_table(steps: pl.DataFrame) -> pl.DataFrame:
    """Summarise a step table cycle by cycle.

    Parameters
    ----------
    steps : polars.DataFrame
        A step table, ours or one that came with the upload. Steps without a cycle are left out.

    Returns
    -------
    polars.DataFrame
        One row per ``Cycle count``, ascending. Efficiencies, retention and fade are ratios, and
        null where their divisor is not positive. Columns whose inputs the step table lacks
        (energy, voltage, duration, current, temperature) are left out.

    Raises
    ------
    ProcessingError
        ``Cycle count`` or one of the two capacity columns is missing or holds no numbers.
    """
    missing = [f'"{name}"' for name in CYCLE_INPUTS if name not in steps.columns]
    if missing:
        raise ProcessingError(
            f"the step table has no column {', '.join(missing)}; cycles are made from it"
        )
    kinds = _kinds(steps)
    steps = settle(
        steps.select(name for name in (CYCLE, *STEP_TABLE_REAL) if name in steps.columns),
        STEP_TABLE_REAL,
        [CYCLE],
    )
    names = set(steps.columns)
    still = is_true((kinds == _NO_DIRECTION[0]) | (kinds == _NO_DIRECTION[1]))
    if still.all():  # a table of rests alone is one of small currents
        still = ~still
    # What no step knows is unknown for the cycles too, not zero.
    unknown = [name for name in TOTALS if name in names and not steps[name].count()]
    cycles = (
        steps.hstack([still.alias(_STILL)])
        .with_columns(_flow(names))
        .filter(pl.col(CYCLE).is_not_null())
        .group_by(CYCLE)
        .agg(_totals(names))
        .sort(CYCLE)
        .with_columns(pl.lit(None, dtype=pl.Float64).alias(name) for name in unknown)
        .with_columns(_ratios(names))
    )
    return cycles.select(name for name in _ORDER if name in cycles.columns)


def _kinds(steps: pl.DataFrame) -> pl.Series:
    """Return the step types, null where the table does not say."""
    if STEP_TYPE not in steps.columns:
        return pl.Series([None] * steps.height, dtype=pl.String)
    return steps[STEP_TYPE].cast(pl.String, strict=False)


def _flow(names: set[str]) -> Iterator[pl.Expr]:
    """Return the mean current over time of each step: its net charge over its duration."""
    if DURATION not in names:
        return
    net = pl.col(DISCHARGE_CAPACITY) - pl.col(CHARGE_CAPACITY)
    flow: pl.Expr = pl.when(pl.col(DURATION) > 0).then(net * _SECONDS_PER_HOUR / pl.col(DURATION))
    if {MIN_CURRENT, MAX_CURRENT} <= names:  # a mean beyond these is of a capacity that is wrong
        low, high = pl.col(MIN_CURRENT), pl.col(MAX_CURRENT)
        margin = _ROUNDING * pl.max_horizontal(low.abs(), high.abs())
        beyond = (flow < low - margin) | (flow > high + margin)
        flow = pl.when(~beyond.fill_null(value=False)).then(flow)
    if MEAN_CURRENT in names:  # also where no time passes
        flow = pl.coalesce(flow, pl.col(MEAN_CURRENT))
    yield flow.alias(_FLOW)


def _totals(names: set[str]) -> Iterator[pl.Expr]:
    """Return what the steps of one cycle amount to."""
    for name in TOTALS:
        if name in names:
            yield pl.col(name).sum()
            yield pl.col(name).filter(~pl.col(_STILL)).sum().alias(_moving(name))
    if MIN_VOLTAGE in names:
        yield pl.col(MIN_VOLTAGE).min()
    if MAX_VOLTAGE in names:
        yield pl.col(MAX_VOLTAGE).max()
    if START_TIME in names:
        yield pl.col(START_TIME).min()
    if DURATION not in names:
        return
    duration = pl.col(DURATION)
    yield duration.sum().alias("Cycle duration [s]")
    flow = pl.when(~pl.col(_STILL)).then(pl.col(_FLOW))
    for direction, flows in (("discharge", flow > 0), ("charge", flow < 0)):
        yield _mean_over_time(flow.filter(flows), duration.filter(flows)).alias(
            f"Mean {direction} current [A]"
        )
        yield (
            pl.when(flows.any())
            .then(duration.filter(flows).sum())
            .alias(f"{direction.capitalize()} duration [s]")
        )
    if MEAN_TEMPERATURE in names:
        yield _mean_over_time(pl.col(MEAN_TEMPERATURE), duration).alias(MEAN_TEMPERATURE)


def _mean_over_time(value: pl.Expr, duration: pl.Expr) -> pl.Expr:
    """Weigh each step's mean by the time it took; null where no time passed."""
    weight = pl.when(value.is_not_null()).then(duration)
    return _ratio((value * weight).sum(), weight.sum())


def _ratios(names: set[str]) -> Iterator[pl.Expr]:
    """Return efficiency, retention, fade and throughput of each quantity that is there."""
    for quantity, efficiency, unit in (
        ("capacity", "Coulombic efficiency", "A.h"),
        ("energy", "Energy efficiency", "W.h"),
    ):
        discharge, charge = f"Discharge {quantity} [{unit}]", f"Charge {quantity} [{unit}]"
        if not {discharge, charge} <= names:
            continue
        out, into = _without_offset(discharge), _without_offset(charge)
        retention = _ratio(out, out.first())
        # Charge that flows at rest does not count, nor does noise beside the discharge.
        charged = pl.col(_moving(charge)) > _LEAST_CHARGE * out
        yield pl.when(charged).then(_ratio(out, into)).alias(efficiency)
        yield retention.alias(f"{quantity.capitalize()} retention")
        yield (1 - retention).alias(f"{quantity.capitalize()} fade")
        yield (
            (pl.col(discharge) + pl.col(charge))
            .cum_sum()
            .alias(f"{quantity.capitalize()} throughput [{unit}]")
        )


def _moving(name: str) -> str:
    return f"__{name} while not at rest"


def _without_offset(name: str) -> pl.Expr:
    """Leave out what flowed at rest where it is more than noise: the offset of the cycler."""
    total, moving = pl.col(name), pl.col(_moving(name))
    return pl.when(total - moving > _REST_NOISE * total).then(moving).otherwise(total)


def _ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)
