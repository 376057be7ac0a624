"""What the cycles of a test say of its ageing: capacities, and ratios of whole cycles alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ionworks.tables.columns import (
    CHARGE_CAPACITY,
    CHARGE_ENERGY,
    CYCLE,
    DISCHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    MAX_VOLTAGE,
    MEAN_TEMPERATURE,
    MIN_VOLTAGE,
    START_TIME,
)
from ionworks.tables.electrodes import WorkingElectrode, capacity_out_and_in
from ionworks.tables.whole_cycles import (
    WHOLE_CHARGE,
    WHOLE_CYCLE,
    WHOLE_DISCHARGE,
    ReferenceCycle,
    judge,
    reference_capacity,
)

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LABELS", "SUMMARY_COLUMNS", "empty_summary", "summarize"]

LABELS: Final = ("Measurement id", "Measurement", "Cell instance", "Cell specification")

_EFFICIENCY, _ENERGY_EFFICIENCY = "Coulombic efficiency", "Energy efficiency"
_RETENTION, _ENERGY_RETENTION = "Capacity retention", "Energy retention"

#: Columns of the summary, in this order; amounts carry their unit, ratios have none.
SUMMARY_COLUMNS: Final = (
    CYCLE,
    WHOLE_CYCLE,
    DISCHARGE_CAPACITY,
    CHARGE_CAPACITY,
    DISCHARGE_ENERGY,
    CHARGE_ENERGY,
    _EFFICIENCY,
    _ENERGY_EFFICIENCY,
    _RETENTION,
    _ENERGY_RETENTION,
    "Capacity throughput [A.h]",
    START_TIME,
    "Cycle duration [s]",
    "Mean discharge current [A]",
    "Mean charge current [A]",
    MIN_VOLTAGE,
    MAX_VOLTAGE,
    MEAN_TEMPERATURE,
)


def _types() -> dict[str, Any]:
    import polars as pl

    kinds: dict[str, Any] = {CYCLE: pl.Int64, WHOLE_CYCLE: pl.Boolean}
    return {name: kinds.get(name, pl.Float64) for name in SUMMARY_COLUMNS}


def empty_summary() -> pl.DataFrame:
    """Return the summary of no measurement."""
    import polars as pl

    return pl.DataFrame(schema={**dict.fromkeys(LABELS, pl.String), **_types()})


def summarize(
    cycles: pl.DataFrame,
    *,
    reference: ReferenceCycle | float | None = "first",
    working_electrode: WorkingElectrode | None = None,
) -> pl.DataFrame:
    """Make the summary of a cycle table.

    Parameters
    ----------
    cycles : polars.DataFrame
        A cycle table, as it is seen from the working electrode.
    reference : {"first", "largest"}, int, float or None, default "first"
        What retention refers to, see `reference_capacity`; None makes none.
    working_electrode : {"anode", "cathode"}, optional
        The working electrode of a half cell.

    Returns
    -------
    polars.DataFrame
        The columns of `SUMMARY_COLUMNS`. Efficiencies are null in cycles that are not whole, and
        retention is null where the discharge (of an anode: the charge) is partial. The retention
        of energy is null where the reference is a capacity. A column that
        the cycle table lacks is null. Cycles without a capacity, such as those of a sweep of
        impedance, are left out.

    Raises
    ------
    ValueError
        `reference` is not one of these.
    """
    import polars as pl

    lacking = [name for name in SUMMARY_COLUMNS if name not in cycles.columns]
    whole = cycles.with_columns(pl.lit(None, pl.Float64).alias(name) for name in lacking)
    moved = pl.any_horizontal(pl.col(DISCHARGE_CAPACITY, CHARGE_CAPACITY).is_not_null())
    table = judge(whole.filter(moved).sort(CYCLE), working_electrode)
    out, _ = capacity_out_and_in(working_electrode)
    cycle, capacity = (
        (None, None)
        if reference is None
        else reference_capacity(table, reference, working_electrode)
    )
    is_whole = pl.col(WHOLE_DISCHARGE if out == DISCHARGE_CAPACITY else WHOLE_CHARGE)
    energy = (
        table.filter(pl.col(CYCLE) == cycle)[DISCHARGE_ENERGY].max() if cycle is not None else None
    )
    ratios = {
        _EFFICIENCY: pl.when(WHOLE_CYCLE).then(_EFFICIENCY),
        _ENERGY_EFFICIENCY: pl.when(WHOLE_CYCLE).then(_ENERGY_EFFICIENCY),
        _RETENTION: pl.when(is_whole).then(pl.col(out) / pl.lit(capacity, pl.Float64)),
        _ENERGY_RETENTION: pl.when(WHOLE_DISCHARGE, pl.lit(energy, pl.Float64) > 0).then(
            pl.col(DISCHARGE_ENERGY) / pl.lit(energy, pl.Float64)
        ),
    }
    return table.with_columns(**ratios).select(
        pl.col(name).cast(dtype) for name, dtype in _types().items()
    )
