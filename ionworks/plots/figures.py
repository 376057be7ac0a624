"""What the figures share: panels, colours, and lines thinned out to what can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from ionworks._forks import check_polars
from ionworks._given import counted
from ionworks.plots.legends import legend_beside, own_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import polars as pl
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.tables import TableLike

TimeUnit: TypeAlias = Literal["s", "min", "h", "d"]
AxesLike: TypeAlias = "Axes | NDArray[np.object_] | Sequence[Axes]"

MOST_NAMED: Final = 10  # lines that a legend can name, and colours tell apart
LINE: Final[dict[str, Any]] = {"linewidth": 1.0, "markersize": 3.0}  # dense lines stay apart
_SECONDS: Final[dict[TimeUnit, float]] = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
_MANY_SECONDS = 6 * 3600.0  # from here on an axis counts hours
_MANY_HOURS = 20 * 86_400.0  # and from here on days


def decimate(
    series: pl.DataFrame, x: str, y: str, buckets: int, by: str | None = None
) -> pl.DataFrame:
    """Thin a line out to what can be seen of it.

    Each bucket of `x`, as wide as a pixel, keeps its first and last row and those of its
    smallest and largest `y`, so that the picture is the same and no peak is lost.

    Parameters
    ----------
    series : polars.DataFrame
        The line; rows without `x` or `y` are left out.
    x, y : str
        Its columns.
    buckets : int
        Pixels that the line spans.
    by : str, optional
        A column whose values tell lines apart; each is thinned out by itself.

    Returns
    -------
    polars.DataFrame
        `x`, `y` and `by`, at most four rows a bucket, in the order of the rows.
    """
    check_polars()
    import polars as pl

    lines = [] if by is None else [by]
    line = series.select(x, y, *lines).drop_nulls([x, y])
    if line.height <= 4 * buckets:
        return line

    def of_line(whole: pl.Expr) -> pl.Expr:
        return whole if by is None else whole.over(by)

    rows = line.with_row_index("row")
    if by is not None:  # a short line is kept whole
        is_long = of_line(pl.len()) > 4 * buckets
        short, rows = rows.filter(~is_long)["row"], rows.filter(is_long)
    else:
        short = rows["row"].clear()
    begin = of_line(pl.col(x).min())
    share = (pl.col(x) - begin) / (of_line(pl.col(x).max()) - begin)
    bucket = (share * buckets).fill_nan(0).floor().clip(0, buckets - 1).cast(pl.Int32)
    kept = (
        rows.lazy()
        .with_columns(bucket.alias("bucket"))
        .group_by("bucket", *lines)
        .agg(
            pl.col("row").first().alias("first"),
            pl.col("row").last().alias("last"),
            pl.col("row").get(pl.col(y).arg_min()).alias("least"),
            pl.col("row").get(pl.col(y).arg_max()).alias("largest"),
        )
        .unpivot(["first", "last", "least", "largest"])
        .select(pl.col("value").unique())
        .collect()
    )
    return line[short.append(kept["value"]).sort()]


def panels(
    rows: int,
    columns: int = 1,
    *,
    height: float = 0.0,
    width: float = 8.0,
    ax: AxesLike | None = None,
    title: str | None = None,
) -> tuple[Figure, NDArray[np.object_]]:
    """Make a figure of panels that are as wide as a notebook, or take the axes that are given.

    Parameters
    ----------
    rows, columns : int
        Panels below and beside each other.
    height, width : float, optional
        Size of the figure in inches; it is higher where its rows need that.
    ax : Axes or array of Axes, optional
        Axes of the user, as many as there are panels.
    title : str, optional
        Title of the figure, or of the first axes where they are given.

    Returns
    -------
    fig : matplotlib.figure.Figure
        The figure.
    ax : numpy.ndarray of matplotlib.axes.Axes
        One dimension for panels below each other, else rows and columns.

    Raises
    ------
    ValueError
        The number of axes that are given is not that of the panels.
    """
    try:
        import matplotlib.pyplot as plt
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "plots need matplotlib; install it with: pip install 'ionworks-api[plot]'",
            name=missing.name,
        ) from missing
    from matplotlib.transforms import blended_transform_factory

    if ax is not None:
        return _given(ax, rows, columns, title)
    fig, made = plt.subplots(
        rows,
        columns,
        # Panels above each other share time; those side by side are of one step type.
        sharex="col" if columns == 1 else "row",
        sharey=False if columns == 1 else "col",
        figsize=(width, max(height, 1.0 + 2.0 * rows)),
        squeeze=False,
        layout="constrained",
    )
    if title:
        above = fig.suptitle(title)
        if columns == 1:  # over the axes, and not over a legend beside them
            above.set_transform(blended_transform_factory(made[0, 0].transAxes, fig.transSubfigure))
    return fig, made[:, 0] if columns == 1 else made


def _given(
    ax: AxesLike, rows: int, columns: int, title: str | None
) -> tuple[Figure, NDArray[np.object_]]:
    """Take the axes of a user."""
    axes = axes_of(ax)
    if axes.size != rows * columns:
        beside = f", {columns} beside each other" if columns > 1 else ", one below the other"
        raise ValueError(
            f"the plot has {counted(rows * columns, 'panel')}{beside if axes.size > 1 else ''}; "
            f"ax holds {axes.size}"
        )
    first: Any = axes.flat[0]
    if title:
        first.set_title(title)
    fig = first.get_figure(root=True)
    return fig, axes.ravel() if columns == 1 else axes.reshape(rows, columns)


def axes_of(ax: AxesLike) -> NDArray[np.object_]:
    """Return one pair of axes, or a nest of them, as an array.

    Raises
    ------
    TypeError
        Something in it is no matplotlib axes.
    """
    import numpy as np
    from matplotlib.axes import Axes

    found = np.atleast_1d(np.asarray(ax, dtype=object))
    for one in found.flat:
        if not isinstance(one, Axes):
            raise TypeError(f"ax holds a {type(one).__name__}; give the axes of plt.subplots()")
    return found


def time_scale(longest: float | None, unit: TimeUnit | None = None) -> tuple[float, TimeUnit]:
    """Choose the unit of a time axis: hours where seconds are many, and days after weeks.

    Parameters
    ----------
    longest : float or None
        The longest time on the axis in s.
    unit : {"s", "min", "h", "d"}, optional
        The unit that the user wants.

    Returns
    -------
    seconds : float
        Seconds in the unit.
    unit : {"s", "min", "h", "d"}
        The unit.

    Raises
    ------
    ValueError
        This is not one of the units.
    """
    if unit is None:
        span = longest or 0.0
        unit = "s" if span <= _MANY_SECONDS else "h" if span <= _MANY_HOURS else "d"
    if unit not in get_args(TimeUnit):
        listed = ", ".join(map(repr, get_args(TimeUnit)))
        raise ValueError(f"time_unit is {unit!r}; give one of {listed}")
    return _SECONDS[unit], unit


def pixels_across(fig: Figure) -> int:
    """Return the width of a figure in pixels."""
    return int(fig.get_figwidth() * fig.dpi)


def finished(
    fig: Figure, ax: NDArray[np.object_], *, show: bool
) -> tuple[Figure, NDArray[np.object_]]:
    """Write plain numbers, line up the labels, and show the figure if that is wanted."""
    from matplotlib.ticker import ScalarFormatter

    every: list[Any] = list(ax.flat)
    for axes in every:
        for axis in (axes.xaxis, axes.yaxis):
            if isinstance(formatter := axis.get_major_formatter(), ScalarFormatter):
                formatter.set_useOffset(False)
    fig.align_ylabels()
    if show:
        import matplotlib.pyplot as plt

        plt.show()
    return fig, ax


def early_to_late() -> Colormap:
    """Return the colours from early to late, without the yellow that white swallows."""
    from matplotlib import colormaps
    from matplotlib.colors import LinearSegmentedColormap

    dark = [colormaps["viridis"](place / 255) for place in range(230)]
    return LinearSegmentedColormap.from_list("early to late", dark)


def many_lines(count: int) -> list[dict[str, Any]]:
    """Return the colour of each of many lines that no order joins: the strong ones come first.

    Where colours repeat, the lines are dashed.
    """
    from matplotlib import colormaps

    strong_and_pale = [colormaps["tab20"](place) for place in range(20)]
    every = [*strong_and_pale[::2], *strong_and_pale[1::2]]
    return [
        {"color": every[place % len(every)], "linestyle": "-" if place < len(every) else "--"}
        for place in range(count)
    ]


def line_colors(count: int) -> list[Any]:
    """Return a colour for each line: distinct where they are few, from early to late if many."""
    if count <= MOST_NAMED:
        return [f"C{place}" for place in range(count)]
    colors = early_to_late()
    return [colors(place / (count - 1)) for place in range(count)]


def scale_of_colors(
    fig: Figure, ax: NDArray[np.object_], first: int, last: int, label: str
) -> None:
    """Put a scale of the colours from early to late beside the axes."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize
    from matplotlib.ticker import MaxNLocator

    scale = ScalarMappable(Normalize(first, last), early_to_late())
    fig.colorbar(scale, ax=ax, label=label, ticks=MaxNLocator(integer=True))


def name_lines(
    fig: Figure,
    ax: NDArray[np.object_],
    names: Sequence[str],
    kind: str,
    handles: Sequence[Artist] | None = None,
) -> None:
    """Name the lines by a legend beside the axes, or by a scale of colours if they are many.

    `handles` are the lines of the names; by default the last ones of the first axes.
    """
    if len(names) > MOST_NAMED:
        scale_of_colors(fig, ax, 1, len(names), f"{kind}, in the order of rows")
    else:
        lines = ax[0].lines[-len(names) :] if handles is None else handles
        legend_beside(fig, ax[0], lines, names, own=own_layout(fig))


def step_names(steps: Sequence[int | None], kind: str) -> list[str]:
    """Name lines by their steps, or count them where steps do not tell them apart."""
    if None in steps or len(set(steps)) < len(steps):
        return [f"{kind} {place}" for place in range(1, len(steps) + 1)]
    return [f"Step {step}" for step in steps]


def table_to_plot(
    given: TableLike, name: str, *columns: str, labels: Sequence[str] = ()
) -> pl.DataFrame:
    """Return a table with the columns that a plot needs.

    Parameters
    ----------
    given : table
        Of any common kind.
    name : str
        What to call it in errors.
    *columns : str
        Columns of numbers that are needed.
    labels : sequence of str
        Further columns that are needed.

    Raises
    ------
    TypeError
        This is no table.
    polars.exceptions.ColumnNotFoundError
        A column is missing.
    ValueError
        A column that should hold numbers holds text.
    """
    import polars as pl

    from ionworks.tables import to_polars

    table = to_polars(given, name=name)
    need(table, *labels, *columns)
    for column in columns:
        if table.schema[column] == pl.String and table[column].null_count() < table.height:
            sample = table[column].drop_nulls()[0]
            raise ValueError(
                f"{column!r} of {name} holds text such as {sample!r}, and the plot needs numbers; "
                f"convert it, such as with {name}.cast({{{column!r}: pl.Float64}})"
            )
    return table


def has_points(table: pl.DataFrame, x: str, *y: str) -> bool:
    """Tell whether a row has `x` and one of `y`."""
    import polars as pl

    known = [pl.all_horizontal(pl.col(x, column).is_not_null()) for column in y]
    return bool(table.select(pl.any_horizontal(known).any()).item())


def require_points(table: pl.DataFrame, name: str, x: str, *y: str) -> None:
    """Refuse a table of which no row would be seen.

    Raises
    ------
    ValueError
        There are no rows, or none has `x` and one of `y`.
    """
    if not table.height:
        raise ValueError(f"{name} has no rows, so there is nothing to plot")
    if not has_points(table, x, *y):
        others = " or ".join(map(repr, y))
        raise ValueError(
            f"no row of {name} has both {x!r} and {others}, so there is nothing to plot"
        )


def need(table: pl.DataFrame, *columns: str) -> None:
    """Raise an error that names the columns that are missing, and those there are."""
    from polars.exceptions import ColumnNotFoundError

    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ColumnNotFoundError(
            f"the plot needs {', '.join(map(repr, missing))}; the data has "
            f"{', '.join(map(repr, table.columns)) or 'no columns'}"
        )


def largest(table: pl.DataFrame, column: str) -> float | None:
    """Return the largest number of a column; None without any."""
    import polars as pl

    found: float | None = table.select(pl.col(column).cast(pl.Float64).max()).item()
    return found


def draw_zero(axes: Axes) -> None:
    """Draw a faint line at zero, below the others."""
    axes.axhline(0.0, color="0.8", lw=0.8, zorder=0)


def show_zero(axes: Axes) -> None:
    """Let the scale of a current reach zero: its sign shows, and noise is not blown up."""
    axes.update_datalim([(axes.dataLim.x0, 0.0)], updatex=False)
    axes.autoscale_view()
