"""What the steps of a series move, beside the rated capacity; no table of steps is needed."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.amounts import area, half_hours
from ionworks.tables.columns import CHARGE_CAPACITY, CURRENT, DISCHARGE_CAPACITY, STEP, TIME
from ionworks.tables.rest import REST_RATE
from ionworks.validators.checks.integral import Running
from ionworks.validators.checks.scan import RUN, Block, Check, Known, largest, steps_between
from ionworks.validators.checks.step_tables import (
    FULL_STEPS,
    STEP_CAPACITY,
    consecutive_full_steps,
    step_capacities,
)

__all__ = ["FullSteps", "StepCapacity"]

#: h at the largest current of a rest, in which a step moves no less than a rest does.
_REST_HOURS = 1.0


class _Moved:
    """The furthest that the charge of each step gets from its start, in either direction.

    The charge is net: a step that discharges and charges in turns, such as a drive cycle, does
    not add up.

    Parameters
    ----------
    least : float
        Blocks are left out in which no step can move more than this, by its duration and the
        largest current.
    """

    needs = (TIME, CURRENT, STEP)

    def __init__(self, least: float = 0.0) -> None:
        self._least = least
        self._known = Known(TIME, CURRENT)
        self._net = Running("net")
        self._most = 0.0  # that the step may have moved which the last block left open
        self._steps: list[pl.DataFrame] = []

    def update(self, block: Block) -> None:
        known = self._known.read(block)
        if not known.height:
            return
        starts = self._known.starts
        times = pl.concat([known[TIME][starts], known[TIME].tail(1)])
        most = steps_between(times) * (largest(known[CURRENT]) / 3600)
        carried = self._most if self._known.led else 0.0
        one = most.len() == 1
        self._most = most.item(-1) + (carried if one else 0.0)
        if max(most.item(0) + carried, most.max()) <= self._least:
            self._net.skip(known.slice(starts.item(-1)), CURRENT, same_run=one)
            return
        moved = area(pl.col(CURRENT), half_hours(pl.col(TIME)))
        self._steps.append(
            self._net.add(known, moved)
            .group_by(RUN, maintain_order=True)
            .agg(
                pl.col("net").max().alias(DISCHARGE_CAPACITY),
                (-pl.col("net").min()).alias(CHARGE_CAPACITY),
            )
        )

    def steps(self, rated_capacity: float) -> pl.DataFrame:
        """Return a table with a row for each step, as `read_steps` does."""
        schema = {RUN: pl.Int64, DISCHARGE_CAPACITY: pl.Float64, CHARGE_CAPACITY: pl.Float64}
        if not self._steps:
            return pl.DataFrame(schema=schema | {"name": pl.Float64, "kind": pl.String})
        table = pl.concat(self._steps)
        table = table.group_by(RUN, maintain_order=True).agg(pl.all().max())
        out, into = pl.col(DISCHARGE_CAPACITY), pl.col(CHARGE_CAPACITY)
        kind = (
            pl.when(pl.max_horizontal(out, into) < REST_RATE * _REST_HOURS * rated_capacity)
            .then(pl.lit("rest"))
            .when(out >= into)
            .then(pl.lit("discharge"))
            .otherwise(pl.lit("charge"))
        )
        return table.with_columns(pl.col(RUN).cast(pl.Float64).alias("name"), kind.alias("kind"))


class FullSteps(Check):
    """No two full steps of one direction follow each other."""

    name = FULL_STEPS
    needs = _Moved.needs

    def __init__(self, rated_capacity: float, full_step_fraction: float) -> None:
        self._rated = rated_capacity
        self._fraction = full_step_fraction
        self._moved = _Moved(full_step_fraction * rated_capacity)

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        self._moved.update(block)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        return consecutive_full_steps(self._moved.steps(self._rated), self._rated, self._fraction)


class StepCapacity(Check):
    """No step moves many times the rated capacity.

    Parameters
    ----------
    steps : polars.DataFrame or None
        A table of steps as `read_steps` returns it, of which a remark is made in place of one
        on the series.
    rated_capacity : float
        In A.h.
    max_ratio, impossible_ratio : float
        Multiples of the rated capacity from which a step is remarked upon, and refused.
    """

    name = STEP_CAPACITY

    def __init__(
        self,
        steps: pl.DataFrame | None,
        rated_capacity: float,
        max_ratio: float,
        impossible_ratio: float,
    ) -> None:
        self._steps = steps
        self._rated = rated_capacity
        self._max_ratio = max_ratio
        self._impossible_ratio = impossible_ratio
        ratio = max_ratio if steps is None else impossible_ratio
        self._least = ratio * rated_capacity
        self._moved: _Moved | None = None

    def prepare(self, columns: Collection[str]) -> str | None:
        """See `Check.prepare`."""
        if set(_Moved.needs) <= set(columns):
            self._moved = _Moved(self._least)
            return None
        return (
            None
            if self._steps is not None
            else "needs " + ", ".join(f"`{name}`" for name in _Moved.needs if name not in columns)
        )

    def update(self, block: Block) -> None:
        """See `Check.update`."""
        if self._moved is not None:
            self._moved.update(block)

    def issues(self) -> list[ValidationIssue]:
        """See `Check.issues`."""
        found: list[ValidationIssue] = []
        remarked = self._steps
        if self._moved is not None:
            moved = self._moved.steps(self._rated)
            found = self._impossible(moved)
            if remarked is None and not found:
                remarked = moved
        if remarked is None:
            return found
        return found + step_capacities(remarked, self._rated, self._max_ratio)

    def _impossible(self, moved: pl.DataFrame) -> list[ValidationIssue]:
        amount = pl.max_horizontal(DISCHARGE_CAPACITY, CHARGE_CAPACITY)
        over = moved.filter(amount > self._impossible_ratio * self._rated)
        if not over.height:
            return []
        step, value = over.select(RUN, amount.alias("amount")).row(0)
        return [
            ValidationIssue.of(
                IssueCode.STEP_CAPACITY_IMPOSSIBLE,
                f"{over.height} step(s) move more than {self._impossible_ratio:g} times the rated "
                f"capacity of {self._rated:g} A.h. First: the current of step {step}, integrated "
                f"over time, gives {value:.6g} A.h.",
                f"Check that '{CURRENT}' is in A and '{TIME}' in s, and that the rated capacity is "
                "right.",
                check=self.name,
                column=CURRENT,
                step=int(step),
                values=[value],
                payload={
                    "total_count": over.height,
                    "first_step": int(step),
                    "first_value": value,
                    "threshold_capacity": self._impossible_ratio * self._rated,
                    "rated_capacity": self._rated,
                },
            )
        ]
