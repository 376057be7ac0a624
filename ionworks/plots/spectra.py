"""Impedance spectra: Nyquist and Bode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks.plots.figures import (
    LINE,
    draw_zero,
    finished,
    line_colors,
    name_lines,
    panels,
    step_names,
    table_to_plot,
)
from ionworks.tables.columns import FREQUENCY, STEP, Z_IM, Z_MOD, Z_PHASE, Z_RE

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from ionworks.plots.figures import AxesLike
    from ionworks.tables import TableLike

_JUMP = 1.0  # decades back: a new sweep begins
_WIDE = 3.0  # largest over smallest value, from which on an axis is logarithmic


def plot_nyquist(
    series: TableLike, *, ax: AxesLike | None = None, title: str | None = None, show: bool = False
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot impedance spectra in the complex plane: the real part against minus the imaginary one.

    Both axes have the same scale, so that a semicircle is one. A sweep is a line; a new one begins
    with a new step, after rows without a frequency, and where the frequency jumps back.

    Parameters
    ----------
    series : polars.DataFrame
        With ``Frequency [Hz]``, and ``Z_Re [Ohm]`` and ``Z_Im [Ohm]``, or ``Z_Mod [Ohm]`` and
        ``Z_Phase [deg]``. Rows without a frequency, such as those of a cycling step, are left
        out.
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
        No row has a frequency and an impedance.
    """
    sweeps = _sweeps(series)
    fig, ax = panels(1, height=5.0, ax=ax, title=title)
    for sweep, color in zip(sweeps, line_colors(len(sweeps)), strict=True):
        ax[0].plot(sweep[Z_RE].to_numpy(), -sweep[Z_IM].to_numpy(), "o-", color=color, **LINE)
    ax[0].set_xlabel(Z_RE)
    ax[0].set_ylabel(f"-{Z_IM}")
    ax[0].set_aspect("equal", adjustable="datalim")
    low, high = ax[0].dataLim.intervaly
    if low < 0 < high:  # an inductive part: show where it ends
        draw_zero(ax[0])
    _name(fig, ax, sweeps)
    return finished(fig, ax, show=show)


def plot_bode(
    series: TableLike, *, ax: AxesLike | None = None, title: str | None = None, show: bool = False
) -> tuple[Figure, NDArray[np.object_]]:
    """Plot impedance spectra over the frequency: magnitude above, phase below.

    Parameters
    ----------
    series : polars.DataFrame
        As for `plot_nyquist`.
    ax : array of matplotlib.axes.Axes, optional
        Two axes to draw into, magnitude and phase; by default a new figure.
    title : str, optional
        Title of the figure, or of the first axes that are given.
    show : bool, default False
        Whether to show the figure at once.

    Returns
    -------
    fig : matplotlib.figure.Figure
        The figure.
    ax : numpy.ndarray of matplotlib.axes.Axes
        The magnitude in Ohm, and the phase in degrees, which is negative where the cell is
        capacitive.

    Raises
    ------
    polars.exceptions.ColumnNotFoundError
        A column is missing.
    ValueError
        No row has a frequency and an impedance.
    """
    import numpy as np

    sweeps = _sweeps(series)
    fig, ax = panels(2, ax=ax, title=title)
    magnitudes = []
    for sweep, color in zip(sweeps, line_colors(len(sweeps)), strict=True):
        frequency = sweep[FREQUENCY].to_numpy()
        impedance = sweep[Z_RE].to_numpy() + 1j * sweep[Z_IM].to_numpy()
        magnitudes.append(np.abs(impedance))
        for axes, values in ((ax[0], magnitudes[-1]), (ax[1], np.degrees(np.angle(impedance)))):
            axes.plot(frequency, values, "o-", color=color, **LINE)
    ax[0].set_ylabel("|Z| [Ohm]")
    ax[1].set_ylabel("Phase [deg]")
    ax[1].set_xlabel(FREQUENCY)
    ax[1].set_xscale("log")
    every = np.concatenate(magnitudes)
    if every.min() > 0 and every.max() > _WIDE * every.min():
        _logarithmic(ax[0], every.max() / every.min())
    _name(fig, ax, sweeps)
    return finished(fig, ax, show=show)


def _logarithmic(axes: Axes, span: float) -> None:
    """Make the vertical axis logarithmic, with plain numbers where it spans few decades."""
    axes.set_yscale("log")
    if span < 100:
        from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

        axes.yaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        axes.yaxis.set_minor_formatter(NullFormatter())


def _name(fig: Figure, ax: NDArray[np.object_], sweeps: list[pl.DataFrame]) -> None:
    steps = [sweep[STEP][0] if STEP in sweep.columns else None for sweep in sweeps]
    name_lines(fig, ax, step_names(steps, "Sweep"), "Sweep")


def _sweeps(given: TableLike) -> list[pl.DataFrame]:
    """Cut a series into its sweeps: frequency, real and imaginary part of each."""
    import polars as pl
    from polars.exceptions import ColumnNotFoundError

    series = table_to_plot(given, "series")
    names = series.columns
    if FREQUENCY not in names or not ({Z_RE, Z_IM} <= set(names) or {Z_MOD, Z_PHASE} <= set(names)):
        raise ColumnNotFoundError(
            f"a spectrum needs {FREQUENCY!r}, and {Z_RE!r} with {Z_IM!r} or {Z_MOD!r} with "
            f"{Z_PHASE!r}; the data has {', '.join(map(repr, names)) or 'no columns'}"
        )
    parts_of = (Z_RE, Z_IM) if {Z_RE, Z_IM} <= set(names) else (Z_MOD, Z_PHASE)
    table_to_plot(series, "series", FREQUENCY, *parts_of)
    if {Z_RE, Z_IM} <= set(names):
        parts = [pl.col(Z_RE), pl.col(Z_IM)]
    else:
        phase = pl.col(Z_PHASE).cast(pl.Float64).radians()
        parts = [(pl.col(Z_MOD) * wave).alias(name) for name, wave in
                 ((Z_RE, phase.cos()), (Z_IM, phase.sin()))]  # fmt: skip
    swept = (
        series.with_row_index("row")
        .select(
            "row", pl.col(FREQUENCY).cast(pl.Float64), *parts, *([STEP] if STEP in names else [])
        )
        .filter(pl.col(FREQUENCY).is_finite() & (pl.col(FREQUENCY) > 0))
    )
    decades = pl.col(FREQUENCY).log10().diff()
    back = (decades * decades.sign().sum().sign() < -_JUMP).fill_null(value=False)
    begins = back | (pl.col("row").cast(pl.Int64).diff() > 1).fill_null(value=False)
    if STEP in names:
        begins |= (pl.col(STEP) != pl.col(STEP).shift()).fill_null(value=False)
    known = pl.all_horizontal(pl.col(Z_RE, Z_IM).is_finite())
    swept = swept.with_columns(begins.cum_sum().alias("sweep")).filter(known)
    if swept.is_empty():
        raise ValueError(
            f"no row has a {FREQUENCY!r} above 0 and an impedance, so there is no spectrum to plot"
        )
    return swept.partition_by("sweep", maintain_order=True)
