"""Capacity of each row, and the current as a C-rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from ionworks._forks import check_polars
from ionworks.quantities import Quantity
from ionworks.tables.columns import CAPACITIES, CAPACITY, CURRENT, CYCLE, STEP, TIME
from ionworks.tables.whole_cycles import ReferenceCycle, require_reference
from ionworks.transforms._frames import like, positive, read_series

if TYPE_CHECKING:
    import polars as pl

    from ionworks.quantities import QuantityLike
    from ionworks.tables import AnyFrame, TableLike

__all__ = [
    "C_RATE",
    "ReferenceLike",
    "Since",
    "add_c_rate",
    "add_capacity",
    "read_capacity",
    "read_reference",
    "with_capacity",
]

Since: TypeAlias = Literal["step", "cycle", "start"]
ReferenceLike: TypeAlias = "ReferenceCycle | QuantityLike"
"""What retention refers to: a cycle, or a capacity. ``"rated"`` is that of the specification."""

C_RATE: Final = "C-rate [1/h]"

_RUN, _GROUP = "__step", "__group"


def add_capacity(series: TableLike, since: Since = "step") -> AnyFrame:
    """Add the capacity that has flowed up to each row.

    The charge is integrated by the trapezoid rule within each step, each direction by itself::

        Q_discharge(k) = sum over j <= k of (max(I_j, 0) + max(I_(j-1), 0)) / 2 * (t_j - t_(j-1))

    and the same with -I for charge, divided by 3600 s/h. What lies between the last row of a step
    and the first of the next belongs to neither. Capacity columns of the series serve where the
    integral confirms them, as in the step table of the platform.

    Parameters
    ----------
    series : polars.DataFrame, pandas.DataFrame or mapping
        With ``Time [s]`` and ``Current [A]``, and ``Step count`` to tell the steps apart; without
        it, all rows are one step.
    since : {"step", "cycle", "start"}, default "step"
        What the capacity counts from: the first row of the step, of the cycle (``Cycle count``), or
        of the series.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        The series with ``Discharge capacity [A.h]``, ``Charge capacity [A.h]``, both rising, and
        ``Capacity [A.h]``, the discharge less the charge. Columns of these names are replaced. A
        row without a time or a current repeats the row before it.

    Raises
    ------
    ValueError
        A column is missing, or `since` is not one of these.

    Examples
    --------
    >>> from ionworks.transforms import add_capacity
    >>> series = {
    ...     "Time [s]": [0.0, 1800.0, 3600.0],
    ...     "Current [A]": [2.0, 2.0, 2.0],
    ...     "Step count": [0, 0, 0],
    ... }
    >>> add_capacity(series)["Discharge capacity [A.h]"].to_list()
    [0.0, 1.0, 2.0]
    """
    check_polars()
    table = read_series(series, (TIME, CURRENT), "the capacity of each row")
    return like(series, with_capacity(table, since))


def with_capacity(table: pl.DataFrame, since: Since = "step") -> pl.DataFrame:
    """Add the capacity that has flowed up to each row, in polars; see `add_capacity`."""
    import polars as pl

    from ionworks.tables.amounts import accumulate, real_numbers

    if since not in get_args(Since):
        raise ValueError(f"since is {since!r}; give 'step', 'cycle' or 'start'")
    if since == "cycle" and CYCLE not in table.columns:
        raise ValueError(f"the capacity since the start of the cycle needs {CYCLE!r}")
    step = pl.col(STEP) if STEP in table.columns else pl.repeat(0, pl.len())
    group = {"step": step, "cycle": pl.col(CYCLE), "start": pl.repeat(0, pl.len())}[since]
    runs = table.select(step.rle_id().alias(_RUN), group.rle_id().alias(_GROUP))
    amounts = accumulate(real_numbers(table).with_columns(runs[_RUN]), _RUN)
    counted = amounts.select(*CAPACITIES, _RUN).with_columns(runs[_GROUP])
    if since != "step":  # each step goes on where the one before it in the group ended
        ends = counted.group_by(_RUN, maintain_order=True).agg(
            pl.col(_GROUP).first(),
            *(pl.col(name).drop_nulls().last().fill_null(0.0) for name in CAPACITIES),
        )
        before = ends.with_columns(
            pl.col(name).cum_sum().shift(fill_value=0.0).over(_GROUP) for name in CAPACITIES
        )[counted[_RUN]]
        counted = counted.with_columns(counted[name] + before[name] for name in CAPACITIES)
    out, into = CAPACITIES
    net = (counted[out] - counted[into]).alias(CAPACITY)
    return table.with_columns(counted[out], counted[into], net)


def add_c_rate(series: TableLike, capacity: float | QuantityLike) -> AnyFrame:
    """Add the current as a C-rate: current over capacity, positive on discharge.

    Parameters
    ----------
    series : polars.DataFrame, pandas.DataFrame or mapping
        With ``Current [A]``.
    capacity : float, Quantity or dict
        The capacity of the cell that 1C refers to: a number in A.h, or a quantity such as
        ``spec.ratings["capacity"]``.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        The series with ``C-rate [1/h]``.

    Raises
    ------
    ValueError
        There is no current, or `capacity` is no charge above 0.

    Examples
    --------
    >>> from ionworks.transforms import add_c_rate
    >>> add_c_rate({"Current [A]": [5.0, -2.5]}, {"value": 5000, "unit": "mA.h"}).columns
    ['Current [A]', 'C-rate [1/h]']
    """
    check_polars()
    table = read_series(series, (CURRENT,), "the C-rate")
    return like(series, with_c_rate(table, read_capacity(capacity)))


def with_c_rate(table: pl.DataFrame, capacity: float) -> pl.DataFrame:
    """Add the current as a C-rate, in polars."""
    import polars as pl

    return table.with_columns((pl.col(CURRENT) / capacity).alias(C_RATE))


def read_reference(given: Any) -> ReferenceCycle | float:
    """Return what retention refers to: a choice of cycle, or a capacity in A.h.

    Raises
    ------
    ValueError
        It is neither.
    """
    if _may_be_capacity(given):
        try:
            return read_capacity(given)
        except ValueError:
            if isinstance(given, Mapping | Quantity):
                raise
    require_reference(given)
    chosen: ReferenceCycle = given
    return chosen


def _may_be_capacity(given: object) -> bool:
    if isinstance(given, str):
        return given not in ("first", "largest")
    return isinstance(given, Mapping | Quantity)


def read_capacity(given: Any) -> float:
    """Return a capacity in A.h of a number in A.h or a quantity.

    Raises
    ------
    ValueError
        It is no charge above 0.
    """
    if isinstance(given, int | float):
        return positive("capacity", given, "A.h")
    try:
        return positive("capacity", Quantity(given).value_in("A.h"), "A.h")
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"capacity is {given!r}; give a number in A.h above 0, or a quantity such as "
            "{'value': 5, 'unit': 'A.h'}"
        ) from error
