"""Several cells in one picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ionworks._forks import check_polars
from ionworks.plots.cycles import names_of
from ionworks.plots.figures import (
    LINE,
    decimate,
    finished,
    has_points,
    largest,
    many_lines,
    need,
    panels,
    pixels_across,
    show_zero,
    time_scale,
)
from ionworks.plots.legends import legend_beside, own_layout, size_beside
from ionworks.tables import to_polars
from ionworks.tables.columns import CURRENT, TIME, VOLTAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import polars as pl
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.plots.figures import AxesLike, TimeUnit

_ID, _CELL, _NAME = "Measurement id", "Cell instance", "Measurement"


def plot_many(
    series: Any,
    *,
    y: str | Sequence[str] = (VOLTAGE, CURRENT),
    x: str = TIME,
    names: Sequence[str] | None = None,
    ax: AxesLike | None = None,
    title: str | None = None,
    time_unit: TimeUnit | None = None,
    show: bool = False,
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot several cells in one picture, a line for each, with a panel for each quantity.

    Parameters
    ----------
    series : mapping, sequence, ReadMany or frame
        A mapping of names to tables or loaders; a sequence of loaders, which are named by cell
        and measurement; what `read_many` gave, or its frame, which has a ``Measurement id``.
    y : str or sequence of str, default ("Voltage [V]", "Current [A]")
        The columns to show, one panel each.
    x : str, default "Time [s]"
        The column to plot over.
    names : sequence of str, optional
        What to call the cells, in their order.
    ax : Axes or array of Axes, optional
        Axes to draw into, one for each of `y`; by default a new figure with a legend beside it.
    title : str, optional
        Title of the figure, or of the first axes that are given.
    time_unit : {"s", "min", "h", "d"}, optional
        Unit of a time axis; by default s up to 6 hours, h up to 20 days, then d.
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
    TypeError
        `series` is not one of these.
    ValueError
        There is nothing to plot, or `names` has another length.
    polars.exceptions.ColumnNotFoundError
        A column is missing in one of the tables.

    Examples
    --------
    >>> from ionworks.plots import plot_many
    >>> fresh = {"Capacity [A.h]": [0.0, 2.5, 5.0], "Voltage [V]": [4.2, 3.7, 2.5]}
    >>> aged = {"Capacity [A.h]": [0.0, 2.0, 4.0], "Voltage [V]": [4.2, 3.6, 2.5]}
    >>> fig, ax = plot_many({"fresh": fresh, "aged": aged}, x="Capacity [A.h]", y="Voltage [V]")
    >>> len(ax[0].lines)
    2
    """
    check_polars()
    tables = _named_tables(series)
    if not tables:
        raise ValueError("there is nothing to plot: no table was given")
    if names is not None and len(names) != len(tables):
        raise ValueError(f"names has {len(names)} names for {len(tables)} tables")
    called = [name for name, _ in tables] if names is None else [str(name) for name in names]
    quantities = [y] if isinstance(y, str) else list(y)
    for _, table in tables:
        need(table, x, *quantities)
    if not any(has_points(table, x, *quantities) for _, table in tables):
        raise ValueError(
            f"no row has both {x!r} and {' or '.join(map(repr, quantities))}, so there is nothing "
            "to plot"
        )
    scale, label = 1.0, x
    if x == TIME:
        known = [time for _, table in tables if (time := largest(table, TIME)) is not None]
        scale, unit = time_scale(max(known, default=None), time_unit)
        label = f"Time [{unit}]"
    width, height = size_beside(called)
    fig, ax = panels(len(quantities), height=height, width=width, ax=ax, title=title)
    looks = many_lines(len(tables))
    drawn: list[Any] = []
    for axes, quantity in zip(ax, quantities, strict=True):
        drawn = []
        for (_, table), look in zip(tables, looks, strict=True):
            line = _thinned(table, x, quantity, pixels_across(fig))
            at = (line[x] / scale).to_list() if line.schema[x].is_numeric() else line[x].to_list()
            drawn += axes.plot(at, line[quantity].to_list(), **LINE, **look)
        axes.set_ylabel(quantity)
        if quantity == CURRENT:
            show_zero(axes)
    ax[-1].set_xlabel(label)
    legend_beside(fig, ax[0], drawn, called, own=own_layout(fig))
    return finished(fig, ax, show=show)


def _named_tables(given: Any) -> list[tuple[str, pl.DataFrame]]:
    """Return the tables to draw with their names."""
    if isinstance(given, Mapping):
        if not given:
            return []
        if any(_is_table(value) for value in given.values()):
            return [(str(name), _table(one)) for name, one in given.items()]
        raise TypeError(
            "series is one table; give a mapping of names to tables, such as {'A': table}"
        )
    tall = getattr(given, "frame", given)  # what a bulk read gave
    if _is_frame(tall):
        table = to_polars(tall)
        need(table, _ID, _CELL, _NAME)
        of_each = table.partition_by(_ID, maintain_order=True)
        called = names_of([(one[_CELL][0], one[_NAME][0]) for one in of_each])
        return list(zip(called, of_each, strict=True))
    try:
        members = list(given)
    except TypeError:
        raise TypeError(
            f"series is a {type(given).__name__}; give a mapping of names to tables or loaders, a "
            "list of loaders, or what read_many gave"
        ) from None
    return [
        (getattr(one, "title", None) or f"{place}", _table(one))
        for place, one in enumerate(members, start=1)
    ]


def _is_frame(value: Any) -> bool:
    return hasattr(value, "columns") and hasattr(value, "shape")


def _is_table(value: Any) -> bool:
    """Tell a table or loader from a column."""
    return isinstance(value, Mapping) or _is_frame(value) or hasattr(value, "plot_data")


def _table(one: Any) -> pl.DataFrame:
    return to_polars(one.data if hasattr(one, "plot_data") else one)


def _thinned(table: pl.DataFrame, x: str, y: str, pixels: int) -> pl.DataFrame:
    """Thin a line out; one that goes back and forth over `x` stays whole."""
    if table[x].is_sorted() or table[x].is_sorted(descending=True):
        return decimate(table, x, y, pixels)
    return table.select(x, y)
