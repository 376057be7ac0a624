"""Time series built to the convention, for the tests to damage."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

CUMULATIVE = (
    "Discharge capacity [A.h]",
    "Charge capacity [A.h]",
    "Discharge energy [W.h]",
    "Charge energy [W.h]",
)
WINDOW = (2.5, 4.2)


@dataclass(frozen=True)
class Step:
    """One step: what it does, how many rows, and the share of the capacity that it moves."""

    kind: str
    rows: int
    share: float = 0.3


def cycling(
    steps: Sequence[Step], *, capacity: float = 5.0, interval: float = 10.0
) -> pl.DataFrame:
    """Build a series: positive current discharges, counters from 0, amounts reset each step."""
    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            "Time [s]",
            "Voltage [V]",
            "Current [A]",
            "Step count",
            "Cycle count",
            *CUMULATIVE,
        )
    }
    time, charge = 0.0, 0.5
    for number, step in enumerate(steps):
        hours = max(step.rows - 1, 1) * interval / 3600
        direction = {"discharge": 1.0, "charge": -1.0}.get(step.kind, 0.0)
        current = direction * step.share * capacity / hours
        before: tuple[float, float] | None = None
        amounts = dict.fromkeys(CUMULATIVE, 0.0)
        for row in range(step.rows):
            if row:
                charge -= current * interval / 3600 / capacity
                time += interval
            elif number:
                time += interval
            voltage = 3.0 + charge - 0.05 * direction
            if before is not None:
                for sign, name in ((1, "Discharge"), (-1, "Charge")):
                    flow = (max(sign * before[1], 0) + max(sign * current, 0)) / 2
                    work = (
                        max(sign * before[0] * before[1], 0) + max(sign * voltage * current, 0)
                    ) / 2
                    amounts[f"{name} capacity [A.h]"] += flow * interval / 3600
                    amounts[f"{name} energy [W.h]"] += work * interval / 3600
            before = (voltage, current)
            values = (time, voltage, current, number, number // 4)
            for name, value in zip(columns, (*values, *amounts.values()), strict=True):
                columns[name].append(value)
    return pl.DataFrame(columns)


def usual(rows: int = 20, repeats: int = 3, **how: float) -> pl.DataFrame:
    """Build a series of discharge, rest, charge, rest."""
    kinds = ("discharge", "rest", "charge", "rest")
    return cycling([Step(kind, rows) for kind in kinds * repeats], **how)


def summary(frame: pl.DataFrame) -> pl.DataFrame:
    """Build the table of steps of a series."""
    current = pl.col("Current [A]")
    kind = (
        pl.when(current.first() > 0)
        .then(pl.lit("Constant current discharge"))
        .when(current.first() < 0)
        .then(pl.lit("Constant current charge"))
        .otherwise(pl.lit("Rest"))
    )
    return frame.group_by("Step count", maintain_order=True).agg(
        kind.alias("Step type"),
        current.mean().alias("Mean current [A]"),
        current.min().alias("Min current [A]"),
        current.max().alias("Max current [A]"),
        current.std().alias("Std current [A]"),
        (pl.col("Time [s]").last() - pl.col("Time [s]").first()).alias("Duration [s]"),
        *(pl.col(name).max() for name in CUMULATIVE),
    )


def put(frame: pl.DataFrame, column: str, row: int, value: object) -> pl.DataFrame:
    """Return the series with one value changed."""
    values = frame[column].to_list()
    values[row] = value
    floats = isinstance(value, float) or frame.schema[column].is_float()
    return frame.with_columns(
        pl.Series(column, values, dtype=pl.Float64 if floats else pl.Int64, strict=False)
    )


def add_from(frame: pl.DataFrame, column: str, row: int, amount: float) -> pl.DataFrame:
    """Return the series with an amount added from a row on."""
    later = pl.int_range(pl.len()) >= row
    return frame.with_columns(pl.when(later).then(pl.col(column) + amount).otherwise(column))


def codes(found: Any) -> list[str]:
    """Return the codes of a report or of a list of findings."""
    return [issue.code.value for issue in getattr(found, "issues", found)]


def is_plain(value: object) -> bool:
    """Tell whether a payload holds nothing but plain Python values."""
    if isinstance(value, dict):
        return all(type(key) is str and is_plain(each) for key, each in value.items())
    if isinstance(value, list | tuple):
        return all(is_plain(each) for each in value)
    finite = not isinstance(value, float) or math.isfinite(value)
    return finite and (value is None or type(value) in (int, float, str, bool))
