"""What a step moved if its outer rows show the current of its neighbours.

A cycler often logs the first row of a step with the current of the step before, and the last row
with that of the step after. Such a row has another current than the step, and the trapezoid to it
is wrong by half of the difference. The rule here is that of the step table; a loader that cuts a
step follows it.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from attrs import frozen

from ionworks.tables.arithmetic import or_else, positive_part

_SECONDS_PER_HOUR = 3600.0
_HOLDS_ITS_CURRENT = ("Rest", "Constant current", "Constant power")


@frozen
class OuterInterval:
    """The interval between the outer row of each step at one end, and the next row inside.

    Attributes
    ----------
    switched : polars.Series
        Whether the outer row shows the current of the neighbour.
    seconds : polars.Series
        Length of the interval in s.
    rate : polars.Series
        Current in A or power in W in the inner row; positive on discharge.
    out, into : polars.Series
        What the trapezoid counts in the interval as discharge and as charge, in A.h or W.h.
    """

    switched: pl.Series
    seconds: pl.Series
    rate: pl.Series
    out: pl.Series
    into: pl.Series


def holds_its_current(step_types: pl.Series) -> pl.Series:
    """Tell which steps have a current of their own: another one in an outer row is not theirs.

    Where a voltage is held or a profile is followed, the current may well begin where that of
    the step before ended.
    """
    kinds = step_types.unique().to_list()
    held = [kind for kind in kinds if kind is not None and kind.startswith(_HOLDS_ITS_CURRENT)]
    return step_types.is_in(held)


def own_amounts(
    out: pl.Series, into: pl.Series, outer: Sequence[OuterInterval]
) -> tuple[pl.Series, pl.Series]:
    """Replace the trapezoid to a switched row by what the inner row has flow meanwhile.

    Parameters
    ----------
    out, into : polars.Series
        What each step discharged and charged, in A.h or W.h.
    outer : sequence of OuterInterval
        The intervals at either end; of a step with two rows, one of them at most is switched.

    Returns
    -------
    tuple of polars.Series
        `out` and `into` without the currents of the neighbours.
    """
    for interval in outer:
        if not interval.switched.any():
            continue
        hours = interval.seconds / _SECONDS_PER_HOUR
        change_out = positive_part(interval.rate) * hours - interval.out
        change_into = positive_part(interval.rate * -1.0) * hours - interval.into
        out = or_else(out + change_out, out).zip_with(interval.switched, out)
        into = or_else(into + change_into, into).zip_with(interval.switched, into)
    return out, into


def net_amounts(
    out: pl.Series, into: pl.Series, resting: pl.Series, still: pl.Series
) -> tuple[pl.Series, pl.Series]:
    """Let a rest move its net amount, and nothing where its current is noise.

    Parameters
    ----------
    out, into : polars.Series
        What each step discharged and charged, in A.h or W.h.
    resting : polars.Series
        Whether a step is a rest.
    still : polars.Series
        Whether the mean current of a step is no more than its noise.

    Returns
    -------
    tuple of polars.Series
        The amounts; those of steps that are not rests stay unchanged.
    """
    if not resting.any():
        return out, into
    net = out - into
    nothing = out - out
    net = nothing.zip_with(still, net)
    return (
        positive_part(net).zip_with(resting, out),
        positive_part(net * -1.0).zip_with(resting, into),
    )
