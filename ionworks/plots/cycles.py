"""What cycles give: capacity, retention and efficiency, of one test and of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ionworks.plots.figures import (
    LINE,
    finished,
    many_lines,
    panels,
    require_points,
    table_to_plot,
)
from ionworks.plots.legends import legend_beside, own_layout, size_beside
from ionworks.tables.columns import CHARGE_CAPACITY, CYCLE, DISCHARGE_CAPACITY
from ionworks.tables.electrodes import (
    LEAST_PUT_IN,
    capacity_out_and_in,
    read_working_electrode,
)
from ionworks.tables.whole_cycles import (
    WHOLE_CHARGE,
    WHOLE_CYCLE,
    WHOLE_DISCHARGE,
    judge,
    reference_capacity,
)
from ionworks.transforms.amounts import read_reference

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.plots.figures import AxesLike
    from ionworks.tables import TableLike
    from ionworks.tables.electrodes import WorkingElectrode
    from ionworks.transforms.amounts import ReferenceLike

_MARKED_CYCLES: Final = 60  # more points than this make a line of their own
_NAMED_CYCLES: Final = 8  # more than these are counted
_LABELS: Final = ("Measurement id", "Measurement", "Cell instance")
_RATIOS: Final = {
    "Capacity retention",
    "Capacity fade",
    "Coulombic efficiency",
    "Energy efficiency",
    "Energy retention",
    "Energy fade",
}


def plot_cycles(
    steps: TableLike,
    *,
    working_electrode: WorkingElectrode | None = None,
    reference: ReferenceLike = "first",
    partial: bool = False,
    ax: AxesLike | None = None,
    title: str | None = None,
    show: bool = False,
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot capacities, their retention and coulombic efficiency over the cycles of a step table.

    Partial charges and discharges are left out, and with them their efficiency. A charge (or
    discharge) is partial if there is none in the cycle, or if it moved less than 90 % of what the
    other direction of this cycle moved, and also less than 90 % of what the neighbours moved in
    its direction: of the median of the 5 cycles before, and of that of the 5 after. A cycle that
    returns more than 111 % of what was put in has no efficiency, since it returns what an earlier
    cycle put in. So a cell that starts half charged and a last cycle that is cut off are left out,
    and a first cycle that loses much stays.

    Parameters
    ----------
    steps : polars.DataFrame or other table
        With ``Cycle count``, ``Discharge capacity [A.h]`` and ``Charge capacity [A.h]``.
    working_electrode : {"anode", "cathode"}, optional
        The working electrode of a half cell. For "anode" the efficiency is charge over discharge
        capacity: delithiation over lithiation.
    reference : {"first", "largest"}, int, Quantity, mapping or str, default "first"
        What the scale at the right shows the retention of: the first cycle that is whole and moves
        at least half of what is usual, the largest whole one, a ``Cycle count``, or a capacity
        such as the rated one: ``{"value": 5, "unit": "A.h"}`` or ``"5 A.h"``.
    partial : bool, default False
        Whether to show partial cycles too.
    ax : array of Axes, optional
        Two axes to draw into; by default a new figure.
    title : str, optional
        Title of the figure, or of the first axes that are given.
    show : bool, default False
        Whether to show the figure at once.

    Returns
    -------
    fig : matplotlib.figure.Figure
        The figure.
    ax : numpy.ndarray of matplotlib.axes.Axes
        Capacity above, efficiency below.

    Raises
    ------
    polars.exceptions.ColumnNotFoundError
        A column is missing.
    TypeError
        This is no table.
    ValueError
        No cycle has a capacity; `working_electrode` is not one of the electrodes, or `reference` is
        no cycle and no capacity.
    """
    import polars as pl

    electrode = read_working_electrode(working_electrode)
    chosen = read_reference(reference)
    steps = table_to_plot(steps, "steps", CYCLE, DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    require_points(steps, "steps", CYCLE, DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    out, _ = capacity_out_and_in(electrode)
    cycles = judge(_by_cycle(steps, electrode), electrode)
    cycle, capacity = reference_capacity(cycles, chosen, electrode)
    if isinstance(chosen, int) and cycle is None:
        raise ValueError(
            f"reference is {chosen}, and there is no such cycle with a {_direction_of(out)}"
        )
    whole = {DISCHARGE_CAPACITY: WHOLE_DISCHARGE, CHARGE_CAPACITY: WHOLE_CHARGE}
    left_out = cycles.filter(~pl.col(WHOLE_CYCLE))[CYCLE].to_list()
    if partial:
        whole, left_out = {}, []
    else:
        cycles = cycles.with_columns(pl.when(WHOLE_CYCLE).then("efficiency").alias("efficiency"))
    number = cycles[CYCLE].to_list()
    marker = "o" if cycles.height <= _MARKED_CYCLES else ""
    fig, ax = panels(2, ax=ax, title=title)
    from matplotlib.ticker import MaxNLocator

    for column, color in zip((DISCHARGE_CAPACITY, CHARGE_CAPACITY), ("C0", "C1"), strict=True):
        label = column.partition(" ")[0]
        if electrode is not None:
            lithiates = (electrode == "anode") == (column == DISCHARGE_CAPACITY)
            label += " (lithiation)" if lithiates else " (delithiation)"
        # A cycle without a charge or a discharge was not finished: no point, not a zero.
        shown = pl.when(pl.col(whole[column]) if whole else pl.col(column) > 0).then(column)
        values = cycles.select(shown).to_series().to_list()
        ax[0].plot(number, values, marker=marker, color=color, label=label, **LINE)
    ax[0].set_ylabel("Capacity [A.h]")
    ax[0].legend(frameon=False)
    values = cycles["efficiency"].to_list()
    ax[1].plot(number, values, marker=marker, color="C2", **LINE)
    ax[1].set_ylabel("Coulombic efficiency [%]")
    ax[1].set_xlabel(CYCLE)
    ax[1].xaxis.set_major_locator(MaxNLocator(integer=True))
    if capacity is not None:
        what = f"{capacity:g} A.h" if cycle is None else f"cycle {cycle}"
        _scale_of_retention(ax[0], what, capacity)
    if left_out and own_layout(fig):
        fig.supxlabel(_note_of_partial_cycles(left_out), fontsize="small", color="0.4")
    return finished(fig, ax, show=show)


def _by_cycle(steps: pl.DataFrame, electrode: WorkingElectrode | None) -> pl.DataFrame:
    """Sum the capacities of each cycle up, and make its efficiency in %."""
    import polars as pl

    out, into = capacity_out_and_in(electrode)
    capacities = (DISCHARGE_CAPACITY, CHARGE_CAPACITY)
    # Charge that flows at rest does not count, unless there are only rests.
    moved = pl.col(into)
    if "Step type" in steps.columns:
        rests = steps["Step type"].is_in(["Rest", "EIS"]).fill_null(value=False)
        steps = steps.with_columns(rests.alias("rests"))
        moved = moved if rests.all() else moved.filter(~pl.col("rests"))
    cycles = (
        steps.group_by(CYCLE)
        .agg(pl.col(capacities).sum(), moved.sum().alias("put in"))
        .sort(CYCLE)
        .with_columns(pl.when(pl.col(column) > 0).then(column) for column in capacities)
    )
    is_cycled = pl.col("put in") > LEAST_PUT_IN * pl.col(out)
    efficiency = pl.when(is_cycled).then(100 * pl.col(out) / pl.col(into))
    return cycles.with_columns(efficiency.alias("efficiency"))


def _direction_of(column: str) -> str:
    return column.partition(" ")[0].lower()


def _note_of_partial_cycles(left_out: list[int]) -> str:
    """Say which cycles are not whole."""
    shown = ", ".join(map(str, left_out[:_NAMED_CYCLES]))
    more = len(left_out) - _NAMED_CYCLES
    cycles = f"cycle {shown}" if len(left_out) == 1 else f"cycles {shown}"
    return f"Partial, left out: {cycles}{f' and {more} more' if more > 0 else ''}"


def _scale_of_retention(axes: Axes, what: str, capacity: float) -> None:
    """Put the scale of the retention at the right of that of the capacity."""

    def share(value: Any) -> Any:
        return 100 * value / capacity

    def amount(value: Any) -> Any:
        return value * capacity / 100

    right = axes.secondary_yaxis("right", functions=(share, amount))
    right.set_ylabel(f"Retention [% of {what}]")
    right.ticklabel_format(useOffset=False)


def plot_fade(
    summary: TableLike,
    *,
    y: str = "Capacity retention",
    x: str = CYCLE,
    ax: AxesLike | None = None,
    title: str | None = None,
    show: bool = False,
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot a quantity of the cycles of many measurements, a line for each.

    Parameters
    ----------
    summary : polars.DataFrame or other table
        The table of `cycle_summary`: with ``Measurement id``, ``Measurement``, ``Cell instance``,
        `x` and `y`.
    y : str, default "Capacity retention"
        The column to plot; ratios are shown in %. Rows without a value, such as the
        retention of a partial cycle, are left out.
    x : str, default "Cycle count"
        What to plot over, such as ``Capacity throughput [A.h]``.
    ax : matplotlib.axes.Axes, optional
        Axes to draw into; by default a new figure with a legend beside it.
    title : str, optional
        Title of the figure, or of the axes that are given.
    show : bool, default False
        Whether to show the figure at once.

    Returns
    -------
    fig : matplotlib.figure.Figure
        The figure.
    ax : numpy.ndarray of matplotlib.axes.Axes
        The one pair of axes.

    Raises
    ------
    polars.exceptions.ColumnNotFoundError
        A column is missing.
    TypeError
        This is no table.
    ValueError
        No row has both values.
    """
    import polars as pl

    summary = table_to_plot(summary, "summary", x, y, labels=_LABELS)
    require_points(summary, "summary", x, y)
    of_each = summary.partition_by("Measurement id", maintain_order=True)
    names = names_of([(one["Cell instance"][0], one["Measurement"][0]) for one in of_each])
    width, height = size_beside(names)
    fig, ax = panels(1, height=height, width=width, ax=ax, title=title)
    from matplotlib.ticker import MaxNLocator

    percent = 100.0 if y in _RATIOS else 1.0
    drawn = []
    for table, look in zip(of_each, many_lines(len(of_each)), strict=True):
        points = table.select(x, pl.col(y).cast(pl.Float64) * percent).drop_nulls()
        drawn += ax[0].plot(
            points[x].to_list(),
            points[y].to_list(),
            marker="o" if points.height <= _MARKED_CYCLES else "",
            **LINE,
            **look,
        )
    ax[0].set_xlabel(x)
    ax[0].set_ylabel(f"{y} [%]" if y in _RATIOS else y)
    if x == CYCLE:
        ax[0].xaxis.set_major_locator(MaxNLocator(integer=True))
    legend_beside(fig, ax[0], drawn, names, own=own_layout(fig))
    return finished(fig, ax, show=show)


def names_of(pairs: list[tuple[str, str]]) -> list[str]:
    """Name measurements by what tells them apart: the cell, the measurement, or both."""
    cells, measurements = ([pair[side] for pair in pairs] for side in (0, 1))
    if len(set(cells)) == len(pairs):
        return cells
    if len(set(cells)) == 1 and len(set(measurements)) == len(pairs):
        return measurements
    return [f"{cell} · {measurement}" for cell, measurement in pairs]
