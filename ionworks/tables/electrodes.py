"""Cycles of half cells, seen from the working electrode."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args

from ionworks._given import shown
from ionworks.tables.columns import CHARGE_CAPACITY, DISCHARGE_CAPACITY

if TYPE_CHECKING:
    import polars as pl

WorkingElectrode: TypeAlias = Literal["anode", "cathode"]

#: A cycle in which less than this share of what it returns was put in has no efficiency: that is
#: noise, or charge of a cycle before.
LEAST_PUT_IN: Final = 5e-3

_DURATION_OF = {
    DISCHARGE_CAPACITY: "Discharge duration [s]",
    CHARGE_CAPACITY: "Charge duration [s]",
}


def read_working_electrode(given: Any) -> WorkingElectrode | None:
    """Check a choice of the working electrode.

    Raises
    ------
    ValueError
        It is not None and not one of the two electrodes.
    """
    if given is None or (isinstance(given, str) and given in get_args(WorkingElectrode)):
        return cast("WorkingElectrode | None", given)
    raise ValueError(
        f"working_electrode is {shown(given)}; give 'anode' for a half cell of an anode, 'cathode' "
        "for that of a cathode, or None for a full cell"
    )


def capacity_out_and_in(working_electrode: WorkingElectrode | None) -> tuple[str, str]:
    """Name the capacity that a cycle returns, and the one that was put in for it.

    A full cell and a cathode return charge on discharge. An anode against lithium is lithiated
    when the cell discharges, and returns this lithium when the cell is charged.
    """
    if working_electrode == "anode":
        return CHARGE_CAPACITY, DISCHARGE_CAPACITY
    return DISCHARGE_CAPACITY, CHARGE_CAPACITY


def seen_from(cycles: pl.DataFrame, working_electrode: WorkingElectrode | None) -> pl.DataFrame:
    """Return a cycle table with the capacity ratios of the working electrode.

    For an anode, ``Coulombic efficiency`` is charge over discharge capacity (delithiation over
    lithiation), and ``Capacity retention`` and ``Capacity fade`` are those of the charge
    capacity. All other columns stay: they describe the cell.

    Parameters
    ----------
    cycles : polars.DataFrame
        A cycle table; capacities in A.h.
    working_electrode : {"anode", "cathode"} or None
        None and "cathode" change nothing.

    Returns
    -------
    polars.DataFrame
        The table with the same columns. A ratio is null where its divisor is not positive.
    """
    if working_electrode != "anode":
        return cycles
    import polars as pl

    out, into = capacity_out_and_in(working_electrode)
    if not {out, into} <= set(cycles.columns):
        return cycles
    returned, put_in = pl.col(out), pl.col(into)
    flowed = put_in > LEAST_PUT_IN * returned
    if _DURATION_OF[into] in cycles.columns:  # null in a cycle that has no step of this direction
        flowed &= pl.col(_DURATION_OF[into]).is_not_null()
    retention = pl.when(returned.first() > 0).then(returned / returned.first())
    ratios = {
        "Coulombic efficiency": pl.when(flowed).then(returned / put_in),
        "Capacity retention": retention,
        "Capacity fade": 1 - retention,
    }
    return cycles.with_columns(
        ratio.alias(name) for name, ratio in ratios.items() if name in cycles.columns
    )
