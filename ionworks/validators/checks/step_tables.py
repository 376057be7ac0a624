"""What a table of steps says: directions against columns, and amounts beside the rating."""

from __future__ import annotations

import math

import polars as pl

from ionworks.issues import LISTED, IssueCode, ValidationIssue, listed
from ionworks.tables.columns import (
    CAPACITIES,
    CHARGE_CAPACITY,
    DISCHARGE_CAPACITY,
    DURATION,
    ENERGIES,
    MAX_CURRENT,
    MEAN_CURRENT,
    MIN_CURRENT,
    STD_CURRENT,
    STEP,
    STEP_TYPE,
    TOTALS,
)
from ionworks.tables.rest import REST_CURRENT
from ionworks.validators.checks.scan import number, numeric_columns

__all__ = ["DIRECTION", "FULL_STEPS", "STEP_CAPACITY", "consecutive_full_steps", "read_steps"]
__all__ += ["step_capacities", "swapped_columns"]

DIRECTION = "charge_discharge_column_direction"
FULL_STEPS = "consecutive_same_direction_full_steps"
STEP_CAPACITY = "step_capacity_within_rated"

_NUMERIC = (*TOTALS, MEAN_CURRENT, MIN_CURRENT, MAX_CURRENT, STD_CURRENT, DURATION)

#: s, below which a step is too short to judge.
_LEAST_SECONDS = 60.0

#: Spread of the current over its mean up to which a step has one direction.
_STEADY = 0.5

#: How many times the smaller amount the larger must be to say which way a step went.
_DOMINANT = 4.0

#: Share of the amount moved in swapped steps from which the columns are swapped.
_SWAPPED = 0.75
_EXAMPLES = 5


def read_steps(steps: pl.DataFrame) -> tuple[pl.DataFrame, list[ValidationIssue]]:
    """Return the readable columns of a steps table, missing values as null, and what is not.

    The step's name is in ``name``: its `Step count`, or the row number without one.
    """
    readable, found = numeric_columns(steps, _NUMERIC, "the steps table")
    names = pl.int_range(steps.height, eager=True).cast(pl.Float64)
    if STEP in steps.columns and (steps.schema[STEP].is_numeric()):
        given = _finite_numbers(steps[STEP])
        names = given.zip_with(given.is_not_null(), names) if given.null_count() else given
    kind = pl.Series([None], dtype=pl.String).new_from_index(0, steps.height)
    if STEP_TYPE in steps.columns and steps.schema[STEP_TYPE] in (
        pl.String,
        pl.Categorical,
        pl.Enum,
    ):
        kind = steps[STEP_TYPE].cast(pl.String).str.to_lowercase()
    numbers = {name: _finite_numbers(steps[name]) for name in readable}
    return pl.DataFrame({"name": names, "kind": kind, **numbers}), found


def _finite_numbers(values: pl.Series) -> pl.Series:
    """Return real numbers, null where there is none."""
    values = values.cast(pl.Float64)
    # The sum is NaN where a value is.
    return values.fill_nan(None) if math.isnan(values.sum()) else values


def swapped_columns(steps: pl.DataFrame) -> list[ValidationIssue]:
    """Find charge and discharge columns that go against the sign of the mean current."""
    columns = steps.columns
    if MEAN_CURRENT not in columns or not _any_against(steps):
        return []
    mean = pl.col(MEAN_CURRENT)
    steady = pl.lit(value=False)
    if MIN_CURRENT in columns and MAX_CURRENT in columns:
        lowest, highest = pl.col(MIN_CURRENT), pl.col(MAX_CURRENT)
        one_way = pl.when(mean > 0).then(lowest >= -REST_CURRENT).otherwise(highest <= REST_CURRENT)
        steady = lowest.is_finite() & highest.is_finite() & one_way
    if STD_CURRENT in columns:
        spread = pl.col(STD_CURRENT)
        steady = steady.fill_null(value=False) | (
            spread.is_finite() & (spread <= _STEADY * mean.abs())
        )
    eligible = mean.is_finite() & (mean.abs() >= REST_CURRENT) & steady
    if DURATION in columns:
        eligible &= pl.col(DURATION).is_finite() & (pl.col(DURATION) >= _LEAST_SECONDS)
    candidates = steps.filter(eligible)
    pairs = (
        ("capacity", CAPACITIES, IssueCode.CHARGE_DISCHARGE_CAPACITY_COLUMNS_SWAPPED),
        ("energy", ENERGIES, IssueCode.CHARGE_DISCHARGE_ENERGY_COLUMNS_SWAPPED),
    )
    return [
        issue
        for quantity, pair, code in pairs
        if all(name in columns for name in pair)
        for issue in _swapped(candidates, quantity, pair, code)
    ]


def _any_against(steps: pl.DataFrame) -> bool:
    """Tell whether the larger amount of any step is that against its mean current."""
    mean = steps[MEAN_CURRENT]
    for names in (CAPACITIES, ENERGIES):
        if not set(names) <= set(steps.columns):
            continue
        discharge, charge = (_sizes(steps[name]) for name in names)
        against = ((mean > 0) & (charge > discharge)) | ((mean <= 0) & (discharge > charge))
        if against.any():
            return True
    return False


def _sizes(values: pl.Series) -> pl.Series:
    """Return absolute values, 0 for what is missing."""
    zero = pl.Series([0.0], dtype=pl.Float64)
    if values.null_count():
        values = values.zip_with(values.is_not_null(), zero)
    return values.zip_with(values >= 0, 0.0 - values)


def _swapped(
    steps: pl.DataFrame, quantity: str, pair: tuple[str, str], code: IssueCode
) -> list[ValidationIssue]:
    discharge, charge = (pl.col(name).abs().fill_null(0.0) for name in pair)
    larger = pl.max_horizontal(discharge, charge)
    smaller = pl.min_horizontal(discharge, charge)
    considered = steps.filter(larger > 0, larger >= _DOMINANT * smaller)
    against = (
        pl.when(pl.col(MEAN_CURRENT) > 0).then(charge > discharge).otherwise(discharge > charge)
    )
    swapped = considered.filter(against)
    weight, wrong = (frame.select(larger.sum()).item() for frame in (considered, swapped))
    if not weight or wrong / weight < _SWAPPED:
        return []
    examples = [number(name) for name in swapped["name"].head(_EXAMPLES)]
    return [
        ValidationIssue.of(
            code,
            f"The {quantity} columns look swapped: {swapped.height} of {considered.height} steps, "
            f"with {wrong / weight:.0%} of the {quantity}, have it in the column against their "
            f"current ('{pair[0]}' belongs to positive mean current, '{pair[1]}' to negative); "
            f"the first are {', '.join(map(str, examples))}.",
            "Swap the two columns of the steps table, or turn the sign of the current that it "
            "was made from.",
            check=DIRECTION,
            column=pair[0],
            step=int(swapped["name"].item(0)),
            payload={
                "discharge_column": pair[0],
                "charge_column": pair[1],
                "swapped_fraction": wrong / weight,
                "n_steps_considered": considered.height,
                "n_steps_swapped": swapped.height,
                "example_steps": examples,
                "threshold": _SWAPPED,
            },
        )
    ]


def consecutive_full_steps(
    steps: pl.DataFrame, rated_capacity: float, full_step_fraction: float
) -> list[ValidationIssue]:
    """Find two full steps of one direction that follow each other.

    They do so if no full step of the other direction lies between them, or if no step of
    their own direction does.
    """
    if not all(name in steps.columns for name in CAPACITIES):
        return []
    threshold = full_step_fraction * rated_capacity
    if not any((_sizes(steps[name]) > threshold).any() for name in CAPACITIES):
        return []
    kind = pl.col("kind")
    discharging = kind.str.contains("discharge", literal=True)
    delivered = pl.when("discharging").then(DISCHARGE_CAPACITY).otherwise(CHARGE_CAPACITY)
    previous_full = pl.when("full").then(pl.col("name")).forward_fill().shift()
    full_way = pl.when("full").then(pl.col("discharging")).forward_fill().shift()
    previous_same = pl.when("full").then(pl.col("name")).shift().over("discharging")
    found = (
        steps.lazy()
        .filter(kind.str.contains("charge", literal=True))
        .with_columns(discharging.alias("discharging"))
        .with_columns((delivered.abs().fill_null(0.0) > threshold).alias("full"))
        .with_columns(
            pl.when(full_way == pl.col("discharging")).then(previous_full).alias("stitched"),
            previous_same.alias("neighbour"),
        )
        .filter("full")
        .select("name", "discharging", pl.coalesce("stitched", "neighbour").alias("before"))
        .drop_nulls("before")
        .collect()
    )
    issues: list[ValidationIssue] = []
    for pairs in found.partition_by("discharging", maintain_order=True):
        direction = "discharge" if pairs["discharging"][0] else "charge"
        named = [
            (number(before), number(name))
            for name, before in pairs.select("name", "before").head(LISTED).iter_rows()
        ]
        previous, current = named[0]
        others = [f"{before} and {name}" for before, name in named[1:]]
        more = f" So do steps {listed(others, pairs.height - 1)}." if others else ""
        issues.append(
            ValidationIssue.of(
                IssueCode.CONSECUTIVE_SAME_DIRECTION_FULL_STEPS,
                f"Consecutive full-capacity {direction} steps detected: step {previous} and step "
                f"{current} each delivered more than {number(round(100 * full_step_fraction, 6))}% "
                f"of the rated capacity.{more}",
                f"That is more than {threshold:.6g} A.h. Upload each test as a measurement of its "
                "own if several were joined, and check that the rated capacity is in A.h.",
                check=FULL_STEPS,
                step=int(pairs["name"][0]),
                payload={
                    "direction": direction,
                    "previous_step": previous,
                    "current_step": current,
                    "threshold_capacity": threshold,
                    "rated_capacity": rated_capacity,
                    "num_violations": pairs.height,
                    "pairs": [list(pair) for pair in named],
                },
            )
        )
    return issues


def step_capacities(
    steps: pl.DataFrame, rated_capacity: float, max_ratio: float
) -> list[ValidationIssue]:
    """Remark upon steps that deliver many times the rated capacity."""
    threshold = max_ratio * rated_capacity
    present = [name for name in CAPACITIES if name in steps.columns]
    if not any((_sizes(steps[name]) > threshold).any() for name in present):
        return []
    over = steps.filter(pl.any_horizontal(pl.col(name).abs() > threshold for name in present))
    if not over.height:
        return []
    first = over.row(0, named=True)
    column = next(
        name for name in present if first[name] is not None and abs(first[name]) > threshold
    )
    step, value = number(first["name"]), first[column]
    return [
        ValidationIssue.of(
            IssueCode.STEP_CAPACITY_EXCEEDS_RATED,
            f"{over.height} step(s) exceed {number(round(100 * max_ratio, 6))}% of the rated "
            f"capacity. First: step {step} has '{column}' = {value:.3f} A.h.",
            f"The value is {value:.6g} A.h and the limit {threshold:.6g} A.h. Check where the step "
            "begins and ends, and whether the capacity was integrated over a gap in time.",
            check=STEP_CAPACITY,
            severity="warning",
            column=column,
            step=int(first["name"]),
            values=[value],
            payload={
                "total_count": over.height,
                "first_step": step,
                "first_column": column,
                "first_value": value,
                "threshold_capacity": threshold,
                "rated_capacity": rated_capacity,
            },
        )
    ]
