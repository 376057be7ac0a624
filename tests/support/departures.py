"""Compare tables of steps and cycles with those of `ionworksdata`, but for the named departures.

docs/steps-and-cycles.md names them. What departs is held to what follows from the other columns:
the amounts of a rest to its net charge, the amounts of a cycle to the sum over its steps, and the
mean currents of a cycle to charge over time. All other columns agree to rounding.
"""

from __future__ import annotations

import polars as pl
from polars.testing import assert_series_equal

CAPACITIES = ("Discharge capacity [A.h]", "Charge capacity [A.h]")
ENERGIES = ("Discharge energy [W.h]", "Charge energy [W.h]")
AMOUNTS = (*CAPACITIES, *ENERGIES)

ROUNDING = 1e-9  # A.h or W.h


def assert_agree(actual, expected):
    """Compare the columns of `expected`, by name: floats to 1e-8, all others exactly."""
    expected = pl.DataFrame(expected, strict=False) if isinstance(expected, dict) else expected
    assert set(expected.columns) <= set(actual.columns)
    for name in expected.columns:
        column, other = actual[name], expected[name]
        assert_series_equal(
            column,
            # A column of nulls has no type there.
            other.cast(column.dtype) if other.dtype == pl.Null else other,
            check_dtypes=False,
            check_exact=not column.dtype.is_float(),
            rel_tol=1e-8,
            abs_tol=ROUNDING,
        )


def assert_steps_agree(actual, expected):
    """Compare the columns of `expected`, tables of steps."""
    sums = [name for name in expected.columns if name in map(_sum, AMOUNTS)]
    assert_agree(actual, expected.drop(AMOUNTS, *sums))
    resting = expected["Step type"] == "Rest"
    assert_agree(actual.filter(~resting), expected.filter(~resting).select(AMOUNTS))
    rests = actual.filter(resting), expected.filter(resting)
    _assert_net(*rests, CAPACITIES, "Std current [A]")
    _assert_net(*rests, ENERGIES, "Std power [W]")
    if sums:
        assert_agree(
            actual, actual.select(pl.col(AMOUNTS).sum().over("Cycle count").name.map(_sum))
        )


def _sum(name):
    return f"Cycle {name[0].lower()}{name[1:]}"


def _assert_net(actual, expected, directions, spread):
    """A rest has its net charge in one direction, or nothing where that is noise.

    The mean over n rows of noise has the standard error `spread` / sqrt(n).
    """
    discharge, charge = directions
    for name in directions:
        ours, theirs = actual[name], expected[name]
        assert ours.is_null().equals(theirs.is_null())
        assert ours.drop_nulls().is_between(0.0, theirs.drop_nulls() + ROUNDING).all()
    assert (actual.select(pl.min_horizontal(directions)).to_series().drop_nulls() == 0).all()
    ours, theirs = (table[discharge] - table[charge] for table in (actual, expected))
    rows = expected["End index"] - expected["Start index"] + 1
    noise = expected[spread] / rows.sqrt() * expected["Duration [s]"] / 3600
    still = (ours == 0) & (theirs.abs() < 4 * noise)
    assert ((ours - theirs).abs() <= ROUNDING).filter(~still).all()


def cycles_of(steps, cycles):
    """Give their cycles the columns that depart, as they follow from the steps.

    In `steps` less than 0.1 % of all that flows does so at rest, so that it counts in efficiency
    and retention.
    """
    moving = steps.filter(~pl.col("Step type").is_in(["Rest", "EIS"]))
    total, flow = (table.select(pl.col(AMOUNTS).sum()) for table in (steps, moving))
    assert all(total[name][0] - flow[name][0] <= 1e-3 * total[name][0] for name in AMOUNTS)

    sums = steps.group_by("Cycle count").agg(pl.col(AMOUNTS).sum()).sort("Cycle count")
    for quantity, efficiency, (out, into) in (
        ("Capacity", "Coulombic efficiency", CAPACITIES),
        ("Energy", "Energy efficiency", ENERGIES),
    ):
        unit = out.split()[-1]
        retention = pl.col(out) / pl.col(out).first()
        sums = sums.with_columns(
            pl.when(pl.col(into) > 0).then(pl.col(out) / pl.col(into)).alias(efficiency),
            retention.alias(f"{quantity} retention"),
            (1 - retention).alias(f"{quantity} fade"),
            (pl.col(out) + pl.col(into)).cum_sum().alias(f"{quantity} throughput {unit}"),
        )
    net = pl.col(CAPACITIES[0]) - pl.col(CAPACITIES[1])
    for direction, ways in (("discharge", net > 0), ("charge", net < 0)):
        duration = pl.col("Duration [s]").sum()
        means = (
            moving.filter(ways)
            .group_by("Cycle count")
            .agg(
                (net.sum() * 3600 / duration).alias(f"Mean {direction} current [A]"),
                duration.alias(f"{direction.capitalize()} duration [s]"),
            )
        )
        sums = sums.join(means, on="Cycle count", how="left")
    assert set(sums.columns) <= set(cycles.columns)
    return cycles.update(sums, on="Cycle count", include_nulls=True)
