"""Open-circuit tables: voltage over capacity, stoichiometry or state of charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks.plots.figures import (
    LINE,
    decimate,
    finished,
    line_colors,
    name_lines,
    panels,
    pixels_across,
    require_points,
    step_names,
    table_to_plot,
)
from ionworks.tables.columns import OPEN_CIRCUIT_AXES, STEP, VOLTAGES

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.plots.figures import AxesLike
    from ionworks.tables import TableLike

_MARKED_POINTS = 100  # more points than this make a line of their own


def plot_open_circuit(
    table: TableLike,
    *,
    x: str | None = None,
    ax: AxesLike | None = None,
    title: str | None = None,
    show: bool = False,
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot the voltage of an open-circuit table over its capacity, stoichiometry or SOC.

    Parameters
    ----------
    table : polars.DataFrame
        With a voltage (``Voltage [V]``, ``OCP [V]``, ``OCV [V]``, ``Open-circuit potential [V]``
        or ``Open-circuit voltage [V]``) and `x`. If it has ``Step count``, each step is a line.
    x : str, optional
        The column to plot over; by default the first there is of ``Capacity [A.h]``, another
        ``Capacity [...]``, ``Stoichiometry`` and ``SOC``.
    ax : matplotlib.axes.Axes, optional
        Axes to draw into; by default a new figure.
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
        There is no voltage, or nothing to plot it over.
    """
    import polars as pl

    table = table_to_plot(table, "table")
    voltage = _first(table, VOLTAGES, "a voltage")
    if x is None:
        capacities = [name for name in table.columns if name.startswith("Capacity [")]
        x = _first(table, (OPEN_CIRCUIT_AXES[0], *capacities, *OPEN_CIRCUIT_AXES[1:]), "an x axis")
    table_to_plot(table, "table", x, voltage)
    require_points(table, "table", x, voltage)
    step = pl.col(STEP) if STEP in table.columns else pl.lit(0)
    points = table.select(
        pl.col(x).cast(pl.Float64), pl.col(voltage).cast(pl.Float64), step.alias(STEP)
    ).drop_nulls([x, voltage])
    curves = points.with_columns(pl.col(STEP).rle_id().alias("curve")).partition_by(
        "curve", maintain_order=True
    )
    fig, ax = panels(1, height=4.0, ax=ax, title=title)
    marker = "o" if points.height <= _MARKED_POINTS * max(len(curves), 1) else ""
    for curve, color in zip(curves, line_colors(len(curves)), strict=True):
        line = _thinned(curve, x, voltage, pixels_across(fig))
        ax[0].plot(line[x].to_numpy(), line[voltage].to_numpy(), marker=marker, color=color, **LINE)
    ax[0].set_xlabel(x)
    ax[0].set_ylabel(voltage)
    name_lines(fig, ax, step_names([curve[STEP][0] for curve in curves], "Curve"), "Curve")
    return finished(fig, ax, show=show)


def _first(table: pl.DataFrame, names: tuple[str, ...], what: str) -> str:
    from polars.exceptions import ColumnNotFoundError

    for name in names:
        if name in table.columns:
            return name
    raise ColumnNotFoundError(
        f"the plot needs {what}: one of {', '.join(map(repr, names))}; the data has "
        f"{', '.join(map(repr, table.columns)) or 'no columns'}"
    )


def _thinned(curve: pl.DataFrame, x: str, voltage: str, pixels: int) -> pl.DataFrame:
    """Thin a curve out: over `x`, or over its rows where `x` goes back and forth."""
    if curve[x].is_sorted() or curve[x].is_sorted(descending=True):
        return decimate(curve, x, voltage, pixels)
    numbered = curve.with_row_index("row")
    rows = decimate(numbered, "row", voltage, 4 * pixels)["row"]
    return curve[rows]
