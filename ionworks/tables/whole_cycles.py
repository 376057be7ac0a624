"""Which cycles are whole: a cell that starts half charged, or a test that was cut off, has others.

A charge or discharge is partial

- if there is none in the cycle, or next to none (below `LEAST_PUT_IN` of the other direction), or
- if it moved less than `FULL_SHARE` of what the neighbours moved in this direction, and less than
  `FULL_SHARE` of what the other direction of its own cycle moved (if that is there).

The neighbours are the medians of up to `NEIGHBOURS` cycles before and after; the lower of the two
counts, so that a slow fade, a knee and a change of rate make no cycle partial. A cycle is whole if
neither direction is partial, and if it does not return more than 1 / `FULL_SHARE` of what was put
in: such charge is of a cycle before. A first formation cycle is whole, however much it loses,
since its discharge is like that of the next cycles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from ionworks._given import shown
from ionworks.tables.columns import CHARGE_CAPACITY, CYCLE, DISCHARGE_CAPACITY
from ionworks.tables.electrodes import LEAST_PUT_IN, WorkingElectrode, capacity_out_and_in

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "FULL_SHARE",
    "NEIGHBOURS",
    "WHOLE_CHARGE",
    "WHOLE_CYCLE",
    "WHOLE_DISCHARGE",
    "ReferenceCycle",
    "judge",
    "reference_capacity",
    "require_reference",
]

ReferenceCycle: TypeAlias = Literal["first", "largest"] | int
"""The cycle that retention refers to; a number is a ``Cycle count``."""

FULL_SHARE: Final = 0.9
NEIGHBOURS: Final = 5
_USUAL_SHARE: Final = 0.5  # of the median: a smaller first cycle is a test of another kind

WHOLE_CYCLE: Final = "Whole cycle"
WHOLE_DISCHARGE: Final = "Whole discharge"
WHOLE_CHARGE: Final = "Whole charge"
_WHOLE: Final = {DISCHARGE_CAPACITY: WHOLE_DISCHARGE, CHARGE_CAPACITY: WHOLE_CHARGE}


def judge(cycles: pl.DataFrame, working_electrode: WorkingElectrode | None = None) -> pl.DataFrame:
    """Say of each cycle whether it, its discharge and its charge are whole.

    Parameters
    ----------
    cycles : polars.DataFrame
        One row a cycle, in order, with ``Discharge capacity [A.h]`` and ``Charge capacity [A.h]``.
    working_electrode : {"anode", "cathode"}, optional
        The working electrode of a half cell.

    Returns
    -------
    polars.DataFrame
        The table with ``Whole cycle``, ``Whole discharge`` and ``Whole charge`` (bool).
    """
    import polars as pl

    discharge, charge = (
        pl.when(pl.col(one) > LEAST_PUT_IN * pl.col(other).fill_null(0.0)).then(pl.col(one))
        for one, other in (
            (DISCHARGE_CAPACITY, CHARGE_CAPACITY),
            (CHARGE_CAPACITY, DISCHARGE_CAPACITY),
        )
    )
    out, into = (
        {DISCHARGE_CAPACITY: discharge, CHARGE_CAPACITY: charge}[name]
        for name in capacity_out_and_in(working_electrode)
    )
    whole = {
        WHOLE_DISCHARGE: _is_whole(discharge, charge),
        WHOLE_CHARGE: _is_whole(charge, discharge),
    }
    returns_no_more = (FULL_SHARE * out <= into).fill_null(value=False)
    both = whole[WHOLE_DISCHARGE] & whole[WHOLE_CHARGE] & returns_no_more
    return cycles.with_columns(both.alias(WHOLE_CYCLE), **whole)


def _is_whole(moved: pl.Expr, other: pl.Expr) -> pl.Expr:
    import polars as pl

    before = _median_of_those_before(moved)
    after = _median_of_those_before(moved.reverse()).reverse()
    less_than_neighbours = moved < FULL_SHARE * pl.min_horizontal(before, after)
    less_than_other = (moved < FULL_SHARE * other).fill_null(value=True)
    is_short = (less_than_neighbours & less_than_other).fill_null(value=False)
    return moved.is_not_null() & ~is_short


def _median_of_those_before(moved: pl.Expr) -> pl.Expr:
    return moved.shift().rolling_median(NEIGHBOURS, min_samples=1)


def require_reference(reference: ReferenceCycle) -> None:
    """Check the choice of the cycle that retention refers to.

    Raises
    ------
    ValueError
        It is not one of the choices.
    """
    is_cycle = isinstance(reference, int) and not isinstance(reference, bool)
    is_word = isinstance(reference, str) and reference in ("first", "largest")
    if not (is_cycle or is_word):
        raise ValueError(
            f"reference is {shown(reference)}; give 'first', 'largest', the Cycle count of a "
            "cycle, a capacity such as {'value': 5, 'unit': 'A.h'}, or, in `cycle_summary` and "
            "`DataLoader.plot_cycles`, 'rated'"
        )


def reference_capacity(
    cycles: pl.DataFrame,
    reference: ReferenceCycle | float = "first",
    working_electrode: WorkingElectrode | None = None,
) -> tuple[int | None, float | None]:
    """Find the cycle that retention refers to, and the capacity that it returned.

    Parameters
    ----------
    cycles : polars.DataFrame
        As `judge` returns it, with ``Cycle count``.
    reference : {"first", "largest"}, int or float, default "first"
        The first whole discharge that moved at least half of the median of all whole ones; the
        largest whole one; or a ``Cycle count``, whole or not. (For an anode: charge.) A float is
        a capacity in A.h, such as the rated one, and no cycle.
    working_electrode : {"anode", "cathode"}, optional
        The working electrode of a half cell.

    Returns
    -------
    cycle : int or None
        Its ``Cycle count``; None if there is none.
    capacity : float or None
        What it returned, in A.h.

    Raises
    ------
    ValueError
        `reference` is not one of these.
    """
    import polars as pl

    if isinstance(reference, float):
        return None, reference
    require_reference(reference)
    out, _ = capacity_out_and_in(working_electrode)
    if isinstance(reference, int):
        found = cycles.filter((pl.col(CYCLE) == reference) & (pl.col(out) > 0))
    else:
        found = cycles.filter(pl.col(_WHOLE[out]))
        found = found.filter(pl.col(out) >= _USUAL_SHARE * pl.col(out).median())
        if reference == "largest":
            found = found.sort(out, descending=True, maintain_order=True)
    if found.is_empty():
        return None, None
    cycle, capacity = found.select(pl.col(CYCLE).cast(pl.Int64), pl.col(out).cast(pl.Float64)).row(
        0
    )
    return cycle, capacity
