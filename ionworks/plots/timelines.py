"""Voltage and current over time, of a series and of its steps."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ionworks._forks import check_polars
from ionworks._given import counted
from ionworks.plots.figures import (
    LINE,
    MOST_NAMED,
    axes_of,
    decimate,
    early_to_late,
    finished,
    largest,
    line_colors,
    panels,
    pixels_across,
    require_points,
    show_zero,
    table_to_plot,
    time_scale,
)
from ionworks.plots.legends import legend_above
from ionworks.tables.by_step import rows_of_steps
from ionworks.tables.columns import CURRENT, TEMPERATURE, TIME, VOLTAGE

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.plots.figures import AxesLike, TimeUnit
    from ionworks.tables import TableLike

_FLATTENED = 2.0  # times the span of the cell voltage that its scale may be stretched to
_NEAR = 0.5  # V: voltages within this are on one scale, however little they change


def plot_data(
    series: TableLike,
    *,
    ax: AxesLike | None = None,
    title: str | None = None,
    time_unit: TimeUnit | None = None,
    show: bool = False,
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot voltage and current over time, and temperature where there is one.

    Other columns in volts, such as those of electrodes or of the cells of a pack, are curves beside
    the voltage, on a scale at the right where they lie far from it.

    Parameters
    ----------
    series : polars.DataFrame or other table
        With ``Time [s]``, ``Voltage [V]`` and ``Current [A]``.
    ax : Axes or array of Axes, optional
        Axes to draw into, from top to bottom: one for the voltage alone, a second for the
        current, a third for the temperature. By default a new figure.
    title : str, optional
        Title of the figure, or of the first axes that are given.
    time_unit : {"s", "min", "h", "d"}, optional
        Unit of the time axis; by default s up to 6 hours, h up to 20 days, then d.
    show : bool, default False
        Whether to show the figure at once.

    Returns
    -------
    fig : matplotlib.figure.Figure
        The figure.
    ax : numpy.ndarray of matplotlib.axes.Axes
        Its axes from top to bottom.

    Raises
    ------
    polars.exceptions.ColumnNotFoundError
        A column is missing.
    TypeError
        This is no table.
    ValueError
        No row has a time and a voltage or current; `ax` holds more axes than there are panels, or
        `time_unit` is not one of these.
    """
    series = table_to_plot(series, "series", TIME, VOLTAGE, CURRENT)
    require_points(series, "series", TIME, VOLTAGE, CURRENT)
    columns = [VOLTAGE, CURRENT]
    if TEMPERATURE in series.columns and series[TEMPERATURE].null_count() < series.height:
        columns.append(TEMPERATURE)
    seconds, unit = time_scale(largest(series, TIME), time_unit)
    if ax is not None:
        columns = columns[: axes_of(ax).size]
    fig, ax = panels(len(columns), ax=ax, title=title)
    for axes, column in zip(ax, columns, strict=True):
        line = decimate(series, TIME, column, pixels_across(fig))
        marker = "o" if line.height == 1 else ""  # a line of one point is not seen
        times = (line[TIME] / seconds).to_list()
        axes.plot(times, line[column].to_list(), marker=marker, **LINE)
        axes.set_ylabel(column)
        if column == CURRENT:
            show_zero(axes)
    _add_voltages(fig, ax[0], series, seconds)
    ax[-1].set_xlabel(f"Time [{unit}]")
    return finished(fig, ax, show=show)


def _add_voltages(fig: Figure, axes: Axes, series: pl.DataFrame, seconds: float) -> None:
    """Draw the further voltages of a series into the panel of the voltage, and name all."""
    from ionworks.tables.voltages import further_voltages

    names = further_voltages(series)
    if not names:
        return
    cell = axes.lines[-1]
    cell.set(color="black", zorder=3)
    far = [name for name in names if not _is_near(series[name], series[VOLTAGE])]
    right = axes.twinx() if far else axes
    drawn = []
    for name, color in zip(names, line_colors(len(names)), strict=True):
        line = decimate(series, TIME, name, pixels_across(fig))
        own = right if name in far else axes
        drawn += own.plot(
            (line[TIME] / seconds).to_list(), line[name].to_list(), color=color, **LINE
        )
    if far:
        axes.set_zorder(right.get_zorder() + 1)  # the voltage of the cell stays in sight
        axes.patch.set_visible(False)
        right.set_ylabel(far[0] if len(far) == 1 else "Further voltages [V]")
        right.ticklabel_format(useOffset=False)
    texts = [f"{name} (right)" if name in far else name for name in names]
    if len(names) > MOST_NAMED:
        texts = [f"{names[0]} to {names[-1]}: {len(names)} voltages"]
    legend_above(fig, axes, [cell, *drawn[: len(texts)]], [VOLTAGE, *texts])


def _is_near(voltage: pl.Series, cell: pl.Series) -> bool:
    """Tell whether a voltage fits on the scale of that of the cell without pressing it flat."""
    import polars as pl

    both = pl.DataFrame([voltage.cast(pl.Float64), cell.cast(pl.Float64)])
    low, high = both.min().row(0), both.max().row(0)
    if None in (*low, *high):
        return True
    return bool(max(high) - min(low) <= max(_FLATTENED * (high[1] - low[1]), _NEAR))


def plot_steps(
    series: TableLike,
    steps: TableLike,
    *,
    step_type: str | None = None,
    voltage: str = VOLTAGE,
    ax: AxesLike | None = None,
    title: str | None = None,
    time_unit: TimeUnit | None = None,
    show: bool = False,
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot steps over each other, coloured by cycle, a row for each type of step.

    Parameters
    ----------
    series : polars.DataFrame
        With ``Time [s]``, ``Voltage [V]`` and ``Current [A]``.
    steps : polars.DataFrame
        Its step table, with ``Step type``, and ``Cycle count`` for the colours.
    step_type : str, optional
        Show this type alone.
    voltage : str, default "Voltage [V]"
        The voltage to show, such as ``Anode potential [V]``.
    ax : array of Axes, optional
        Axes to draw into, two for each type of step; by default a new figure.
    title : str, optional
        Title of the figure.
    time_unit : {"s", "min", "h", "d"}, optional
        Unit of the time axis; by default s up to 6 hours in the longest step, then h.
    show : bool, default False
        Whether to show the figure at once.

    Returns
    -------
    fig : matplotlib.figure.Figure
        The figure.
    ax : numpy.ndarray of matplotlib.axes.Axes
        A row for each type of step, voltage on the left and current on the right.

    Raises
    ------
    ValueError
        There is no step of this type that has a time.
    polars.exceptions.ColumnNotFoundError
        A column is missing.
    """
    check_polars()
    import polars as pl

    series = table_to_plot(series, "series", TIME, voltage, CURRENT)
    steps = table_to_plot(steps, "steps", "Start index", "End index", labels=["Step type"])
    last = steps["End index"].max()
    if isinstance(last, int) and last >= series.height:
        raise ValueError(f"steps leads to row {last}; series has {series.height} rows")
    timed = steps.filter(pl.col("End index") > pl.col("Start index"))
    timed = timed.filter(series[TIME].gather(timed["Start index"]).is_not_null())
    types = timed["Step type"].unique(maintain_order=True).to_list()
    shown = types if step_type is None else [step_type]
    if not shown or shown[0] not in types:
        if not types:
            raise ValueError("no step has rows with a time, so there is nothing to plot")
        listed = ", ".join(map(repr, types))
        raise ValueError(f"there is no step of type {step_type!r} to plot; there are: {listed}")
    numbered = "Cycle count" in steps.columns
    cycle = timed["Cycle count"] if numbered else pl.repeat(0, timed.height, eager=True)
    timed = timed.with_columns(cycle.fill_null(0).alias("cycle"))
    cycles = timed["cycle"].cast(pl.Float64).to_list()
    few, many = min(cycles), max(cycles)
    passed = series[TIME].gather(timed["End index"]) - series[TIME].gather(timed["Start index"])
    seconds, unit = time_scale(largest(passed.to_frame(), passed.name), time_unit)
    fig, ax = panels(len(shown), 2, ax=ax, title=title)
    from matplotlib.collections import LineCollection
    from matplotlib.colors import Normalize
    from matplotlib.ticker import MaxNLocator

    colors: dict[str, Any] = {"color": "C0"}
    if few != many:
        colors = {"cmap": early_to_late(), "norm": Normalize(few, many)}
    pixels = pixels_across(fig) // 2
    for row, kind in enumerate(shown):
        of_kind = timed.filter(pl.col("Step type") == kind)
        rows = rows_of_steps(series, of_kind, (TIME, voltage, CURRENT))
        starts = series[TIME].gather(of_kind["Start index"])
        for axes, quantity in zip(ax[row], (voltage, CURRENT), strict=True):
            lines = LineCollection(
                _segments(rows, starts, quantity, pixels, seconds),
                array=of_kind["cycle"].to_list() if few != many else None,
                linewidth=LINE["linewidth"],
                **colors,
            )
            axes.add_collection(lines)
            axes.set_ylabel(quantity)
            if quantity == CURRENT:
                show_zero(axes)
            axes.autoscale_view()
        ax[row, 0].set_title(
            f"{kind}, {counted(of_kind.height, 'step')}", loc="left", fontsize="medium"
        )
    for axes in ax[-1]:
        axes.set_xlabel(f"Time in step [{unit}]")
    if few != many:
        whole = MaxNLocator(integer=True)
        fig.colorbar(
            ax[0, 0].collections[0], ax=ax, label="Cycle count", ticks=whole, aspect=12 * len(shown)
        )
    return finished(fig, ax, show=show)


def _segments(
    rows: pl.DataFrame, starts: pl.Series, column: str, pixels: int, seconds: float
) -> list[NDArray[np.float64]]:
    """Return the points of each step, with time from its start; none for a step without any."""
    import numpy as np
    import polars as pl

    lines = decimate(rows, TIME, column, pixels, by="step")
    in_step = (lines[TIME] - starts.gather(lines["step"])) / seconds
    points: NDArray[np.float64] = lines.select(
        in_step.cast(pl.Float64), pl.col(column).cast(pl.Float64)
    ).to_numpy()
    borders = lines["step"].to_numpy().searchsorted(np.arange(starts.len() + 1)).tolist()
    return [points[start:end] for start, end in pairwise(borders)]
