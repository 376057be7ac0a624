"""Differential capacity and voltage, coloured by cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ionworks.plots.figures import (
    LINE,
    MOST_NAMED,
    draw_zero,
    early_to_late,
    finished,
    line_colors,
    name_lines,
    panels,
    require_points,
    scale_of_colors,
    table_to_plot,
)
from ionworks.tables.columns import CAPACITY, CYCLE, DQ_DV, DV_DQ, STEP, VOLTAGE

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.plots.figures import AxesLike
    from ionworks.tables import TableLike

_INNER: Final = (0.05, 0.9)  # shares of the capacity between which dV/dQ has its features
_MOST: Final = (0.01, 0.99)  # shares of the values there that the scale is made for


def plot_dqdv(
    curves: TableLike, *, ax: AxesLike | None = None, title: str | None = None, show: bool = False
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot the differential capacity over the voltage: charge above zero, discharge below.

    Parameters
    ----------
    curves : polars.DataFrame
        What `ionworks.transforms.dqdv` returns. Steps of a cycle have one colour.
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
        A column is missing.
    ValueError
        There is no curve.
    """
    fig, ax = _plot(table_to_plot(curves, "curves", VOLTAGE, DQ_DV), VOLTAGE, DQ_DV, ax, title)
    return finished(fig, ax, show=show)


def plot_dvdq(
    curves: TableLike, *, ax: AxesLike | None = None, title: str | None = None, show: bool = False
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot the differential voltage over the capacity: charge above zero, discharge below.

    The scale fits what lies between the steep ends of the curves; `ax[0].autoscale()` shows all.

    Parameters
    ----------
    curves : polars.DataFrame
        What `ionworks.transforms.dvdq` returns. Steps of a cycle have one colour.
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
        A column is missing.
    ValueError
        There is no curve.
    """
    import numpy as np
    import polars as pl

    curves = table_to_plot(curves, "curves", CAPACITY, DV_DQ)
    fig, ax = _plot(curves, CAPACITY, DV_DQ, ax, title)
    first, last = (share * pl.col(CAPACITY).max() for share in _INNER)
    inner = curves.filter(pl.col(CAPACITY).is_between(first, last))[DV_DQ].drop_nulls()
    if not inner.is_empty():
        least, most = np.quantile(inner.to_numpy(), _MOST)
        low, high = min(least, 0.0), max(most, 0.0)
        margin = 0.1 * (high - low)
        ax[0].set_ylim(low - margin, high + margin)
    return finished(fig, ax, show=show)


def _plot(
    curves: pl.DataFrame, x: str, y: str, ax: AxesLike | None, title: str | None
) -> tuple[Figure, NDArray[np.object_]]:
    import polars as pl

    if not curves.is_empty():
        require_points(curves, "curves", x, y)
    else:
        raise ValueError("there is no curve to plot: no charge or discharge was long enough")
    kind = next((name for name in (CYCLE, STEP) if name in curves.columns), None)
    group = pl.col(kind) if kind else pl.repeat(0, pl.len())
    steps = pl.col(STEP).rle_id() if STEP in curves.columns else pl.repeat(0, pl.len())
    marked = curves.with_columns(group.alias("group"), steps.alias("curve"))
    groups = marked["group"].unique(maintain_order=True).to_list()
    colors = dict(zip(groups, _colors(groups), strict=True))
    fig, ax = panels(1, height=4.5, ax=ax, title=title)
    firsts: dict[Any, Any] = {}
    for curve in marked.partition_by("curve", maintain_order=True):
        of = curve["group"][0]
        (line,) = ax[0].plot(curve[x].to_list(), curve[y].to_list(), color=colors[of], **LINE)
        firsts.setdefault(of, line)
    draw_zero(ax[0])
    ax[0].set_xlabel(x)
    ax[0].set_ylabel(y)
    what = "Cycle" if kind == CYCLE else "Step"
    if kind == CYCLE and len(groups) > MOST_NAMED:
        scale_of_colors(fig, ax, min(groups), max(groups), CYCLE)
    else:
        named = [f"{what} {of}" for of in groups]
        name_lines(fig, ax, named, what, handles=list(firsts.values()))
    return fig, ax


def _colors(groups: list[int]) -> list[Any]:
    """Return a colour for each cycle or step; many are coloured by their number."""
    if len(groups) <= MOST_NAMED:
        return line_colors(len(groups))
    first, span = min(groups), max(groups) - min(groups)
    colors = early_to_late()
    return [colors((of - first) / span) for of in groups]
