"""What the figures share: panels, colours, and lines thinned out to what can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ionworks._forks import check_polars

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import polars as pl
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

MOST_NAMED: Final = 10  # lines that a legend can name, and colours tell apart


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
    rows: int, columns: int = 1, *, height: float | None = None
) -> tuple[Figure, NDArray[np.object_]]:
    """Make a figure of panels that are as wide as a notebook; below each other for one column.

    `height` is that of the figure in inches; by default it fits the number of rows.
    """
    try:
        import matplotlib.pyplot as plt
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "plots need matplotlib; install it with: pip install 'ionworks-api[plot]'",
            name=missing.name,
        ) from missing
    fig, ax = plt.subplots(
        rows,
        columns,
        # Panels above each other share time; those side by side are of one step type.
        sharex="col" if columns == 1 else "row",
        sharey=False if columns == 1 else "col",
        figsize=(8.0, height or 1.0 + 2.0 * rows),
        squeeze=False,
        layout="constrained",
    )
    return fig, ax[:, 0] if columns == 1 else ax


def pixels_across(fig: Figure) -> int:
    """Return the width of a figure in pixels."""
    return int(fig.get_figwidth() * fig.dpi)


def finished(
    fig: Figure, ax: NDArray[np.object_], *, show: bool
) -> tuple[Figure, NDArray[np.object_]]:
    """Line up the labels, show the figure if that is wanted, and return both."""
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


def line_colors(count: int) -> list[Any]:
    """Return a colour for each line: told apart where they are few, from early to late if many."""
    if count <= MOST_NAMED:
        return [f"C{place}" for place in range(count)]
    colors = early_to_late()
    return [colors(place / (count - 1)) for place in range(count)]


def name_lines(fig: Figure, ax: NDArray[np.object_], names: Sequence[str], kind: str) -> None:
    """Name the lines by a legend beside the axes, or by a scale of colours if they are many."""
    if len(names) > MOST_NAMED:
        from matplotlib.cm import ScalarMappable
        from matplotlib.colors import Normalize
        from matplotlib.ticker import MaxNLocator

        scale = ScalarMappable(Normalize(1, len(names)), early_to_late())
        whole = MaxNLocator(integer=True)
        fig.colorbar(scale, ax=ax, label=f"{kind}, in the order of rows", ticks=whole)
    elif len(names) > 1:
        fig.legend(ax[0].lines[: len(names)], names, loc="outside right upper", frameon=False)


def step_names(steps: Sequence[int | None], kind: str) -> list[str]:
    """Name lines by their steps, or count them where steps do not tell them apart."""
    if None in steps or len(set(steps)) < len(steps):
        return [f"{kind} {place}" for place in range(1, len(steps) + 1)]
    return [f"Step {step}" for step in steps]


def need(table: pl.DataFrame, *columns: str) -> None:
    """Raise an error that names the columns that are missing, and those there are."""
    from polars.exceptions import ColumnNotFoundError

    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise ColumnNotFoundError(
            f"the plot needs {', '.join(map(repr, missing))}; the data has "
            f"{', '.join(map(repr, table.columns))}"
        )
