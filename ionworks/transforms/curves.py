"""Differential capacity and differential voltage of charges and discharges.

dQ/dV counts the charge that flows within each interval of voltage, as level evaluation does [1]_.
So it needs no division by a difference of two noisy voltages, an uneven sampling does no harm, and
what flows at one voltage is part of its interval. dV/dQ is the mean slope of the voltage within
intervals of capacity. Both can be smoothed by a Savitzky-Golay filter [2]_.

References
----------
.. [1] X. Feng et al., "A reliable approach of differentiating discrete sampled-data for battery
   diagnosis", eTransportation 3 (2020) 100051, doi:10.1016/j.etran.2020.100051.
.. [2] A. Savitzky, M. J. E. Golay, "Smoothing and differentiation of data by simplified least
   squares procedures", Analytical Chemistry 36 (1964) 1627-1639, doi:10.1021/ac60214a047.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ionworks._forks import check_polars
from ionworks.tables.columns import CAPACITY, CURRENT, CYCLE, DQ_DV, DV_DQ, STEP, TIME, VOLTAGE
from ionworks.transforms._frames import like, positive, read_series
from ionworks.transforms.amounts import with_capacity

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from ionworks.tables import AnyFrame, TableLike

    Floats = NDArray[np.float64]

__all__ = ["DIRECTION", "DQ_DV", "DV_DQ", "dqdv", "dvdq"]

DIRECTION: Final = "Direction"

_LEAST_INTERVALS: Final = 5  # a step that spans fewer shows no curve: constant voltage, a pulse
_LEAST_SPAN: Final = 0.025  # V, of a step that has a curve of dV/dQ: held voltages do not
_ONE_WAY: Final = 0.9  # share of what flows in a step that flows one way
_INTERVALS: Final = 200  # of a step, where no interval of capacity is given
_SAME_VOLTAGE: Final = 1e-9  # of the span: a difference below this is a plateau
_NO_EDGE: Final = 1e-9  # of an interval: how near to an edge of the grid a voltage is on it


def dqdv(
    series: TableLike,
    *,
    voltage_step: float = 0.005,
    smoothing: float | None = None,
    polyorder: int = 3,
) -> AnyFrame:
    """Return the differential capacity of each charge and discharge.

    Between two rows the voltage goes linearly from V_i to V_(i+1) while the charge dQ_i flows. The
    charge within the interval k, which is `voltage_step` wide and begins at a multiple of it, is ::

        Q_k = sum over i of dQ_i * |[V_i, V_(i+1)] in interval k| / |V_(i+1) - V_i|

    and dQ/dV = Q_k / width. Charge that flows at one voltage is of the interval of this voltage. So
    the sum of dQ/dV times width is the capacity of the step, whatever the sampling is. At the ends
    of the step, the width is what the step covers of the interval; an interval that it covers by
    less than half is left out.

    With `smoothing`, each value is that of the polynomial of degree `polyorder` that fits the
    intervals around it best (least squares, Savitzky-Golay): by that, polynomials up to this degree
    stay as they are.

    Parameters
    ----------
    series : polars.DataFrame, pandas.DataFrame or mapping
        With ``Time [s]``, ``Current [A]``, ``Voltage [V]``, and ``Step count`` to tell the steps
        apart; ``Cycle count`` is taken along.
    voltage_step : float, default 0.005
        Width of an interval in V. It should be more than the noise of the voltage.
    smoothing : float, optional
        Width of the Savitzky-Golay filter in V, such as 0.05; by default none. It needs scipy, the
        extra ``smooth``.
    polyorder : int, default 3
        Degree of the polynomials of the filter.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        ``Step count``, ``Cycle count`` where the series has it, ``Direction`` ("charge" or
        "discharge"), ``Voltage [V]`` (the middle of the interval), ``Capacity [A.h]`` (what had
        flowed in the step before the voltage got there) and ``dQ/dV [A.h.V-1]``, which is positive
        on charge and negative on discharge. Rows are in the order of the steps, and in each as the
        voltage goes. Steps are left out whose voltage spans fewer than 5 intervals (rests, constant
        voltage, pulses) or whose charge goes both ways.

    Raises
    ------
    ValueError
        A column is missing, or a width is not above 0.
    ModuleNotFoundError
        scipy is missing; the message names the extra.

    Examples
    --------
    A voltage that falls evenly from 4.2 V to 3.2 V while 2 A.h flow has 2 A.h/V everywhere:

    >>> from ionworks.transforms import dqdv
    >>> series = {
    ...     "Time [s]": [0.0, 600.0, 3600.0],
    ...     "Voltage [V]": [4.2, 4.2 - 1 / 6, 3.2],
    ...     "Current [A]": [2.0, 2.0, 2.0],
    ...     "Step count": [0, 0, 0],
    ... }
    >>> curve = dqdv(series, voltage_step=0.1)
    >>> curve["dQ/dV [A.h.V-1]"].round(9).unique().to_list()
    [-2.0]
    """
    check_polars()
    width = positive("voltage_step", voltage_step, "V")
    window = _window(smoothing, width, polyorder, "V")
    table = read_series(series, (TIME, CURRENT, VOLTAGE), "dQ/dV")
    parts = []
    for half in _one_way_steps(table):
        span = float(half.voltage.max() - half.voltage.min())
        if span < _LEAST_INTERVALS * width:
            continue
        voltage, passed, density = _by_voltage(half, width)
        density = _smoothed(density, window, polyorder)
        if half.sign > 0:
            parts.append(half.table(VOLTAGE, voltage, CAPACITY, passed, DQ_DV, density))
        else:
            before = half.charge[-1] - passed
            parts.append(
                half.table(VOLTAGE, voltage[::-1], CAPACITY, before[::-1], DQ_DV, -density[::-1])
            )
    return like(series, _stacked(parts, table, (VOLTAGE, CAPACITY, DQ_DV)))


def dvdq(
    series: TableLike,
    *,
    capacity_step: float | None = None,
    smoothing: float | None = None,
    polyorder: int = 3,
) -> AnyFrame:
    """Return the differential voltage of each charge and discharge.

    The voltage is read at multiples of `capacity_step` since the start of the step, linearly
    between rows, and ::

        dV/dQ = (V(Q_(k+1)) - V(Q_k)) / (Q_(k+1) - Q_k)

    is the mean slope within the interval. Rows at which no charge has flowed since the row before
    count by the mean of their voltages. With `smoothing`, each value is that of the polynomial of
    degree `polyorder` that fits the intervals around it best (Savitzky-Golay).

    Parameters
    ----------
    series : polars.DataFrame, pandas.DataFrame or mapping
        As for `dqdv`.
    capacity_step : float, optional
        Width of an interval in A.h; by default 1/200 of the capacity of each step.
    smoothing : float, optional
        Width of the Savitzky-Golay filter as a share of the capacity of the step, such as 0.05; by
        default none. It needs scipy, the extra ``smooth``.
    polyorder : int, default 3
        Degree of the polynomials of the filter.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        ``Step count``, ``Cycle count`` where the series has it, ``Direction``, ``Capacity [A.h]``
        (the middle of the interval, since the start of the step), ``Voltage [V]`` there, and
        ``dV/dQ [V.A-1.h-1]``, which is positive on charge and negative on discharge. Steps are left
        out that flow both ways, have fewer than 5 intervals, or whose voltage spans less than 25 mV
        (rests, constant voltage).

    Raises
    ------
    ValueError
        A column is missing, or a width is not above 0.
    ModuleNotFoundError
        scipy is missing; the message names the extra.

    Examples
    --------
    >>> from ionworks.transforms import dvdq
    >>> series = {
    ...     "Time [s]": [0.0, 600.0, 3600.0],
    ...     "Voltage [V]": [3.2, 3.2 + 1 / 6, 4.2],
    ...     "Current [A]": [-2.0, -2.0, -2.0],
    ...     "Step count": [0, 0, 0],
    ... }
    >>> dvdq(series)["dV/dQ [V.A-1.h-1]"].round(6).unique().to_list()
    [0.5]
    """
    check_polars()
    import numpy as np

    if capacity_step is not None:
        positive("capacity_step", capacity_step, "A.h")
    if smoothing is not None:
        positive("smoothing", smoothing, "shares of the capacity of the step")
    table = read_series(series, (TIME, CURRENT, VOLTAGE), "dV/dQ")
    parts = []
    for half in _one_way_steps(table):
        charge, voltage = _single_valued(half.charge, half.voltage)
        total = float(charge[-1])
        width = capacity_step or total / _INTERVALS
        count = int(total / width * (1 + _NO_EDGE))
        if count < _LEAST_INTERVALS or np.ptp(voltage) < _LEAST_SPAN:
            continue
        edges = np.minimum(width * np.arange(count + 1), total)
        at_edges = np.interp(edges, charge, voltage)
        window = None if smoothing is None else _window(smoothing * total, width, polyorder, "A.h")
        slope = _smoothed(np.diff(at_edges) / np.diff(edges), window, polyorder)
        middle = (edges[:-1] + edges[1:]) / 2
        parts.append(
            half.table(CAPACITY, middle, VOLTAGE, np.interp(middle, charge, voltage), DV_DQ, slope)
        )
    return like(series, _stacked(parts, table, (CAPACITY, VOLTAGE, DV_DQ)))


@frozen
class _Half:
    """A charge or a discharge: its rows that have a voltage and a capacity."""

    labels: dict[str, Any]
    sign: int  # 1 on charge
    voltage: Floats
    charge: Floats  # A.h since the first of these rows, in the direction of the half

    def table(
        self, x: str, at: Floats, y: str, beside: Floats, name: str, values: Floats
    ) -> pl.DataFrame:
        """Make a table of a curve of the half."""
        import polars as pl

        direction = "charge" if self.sign > 0 else "discharge"
        labels = {**self.labels, DIRECTION: direction}
        return pl.DataFrame({x: at, y: beside, name: values}).select(
            *(pl.lit(value).alias(label) for label, value in labels.items()), x, y, name
        )


def _one_way_steps(table: pl.DataFrame) -> Iterator[_Half]:
    """Find the steps whose charge flows one way."""
    import polars as pl

    counted = with_capacity(table)
    labels = [name for name in (STEP, CYCLE) if name in table.columns]
    step = pl.col(STEP) if STEP in table.columns else pl.repeat(0, pl.len())
    known = counted.select(
        *labels,
        step.rle_id().alias("run"),
        pl.col(VOLTAGE, TIME, CURRENT).cast(pl.Float64),
        pl.col(CAPACITY).alias("net"),
    ).filter(pl.all_horizontal(pl.col(VOLTAGE, TIME, CURRENT, "net").is_finite()))
    for rows in known.partition_by("run", maintain_order=True):
        net = rows["net"].to_numpy()
        moved = abs(net[1:] - net[:-1]).sum()
        flowed = float(net[-1] - net[0])
        if rows.height < 2 or abs(flowed) < _ONE_WAY * moved or flowed == 0:
            continue
        sign = -1 if flowed > 0 else 1
        yield _Half(
            {name: rows[name][0] for name in labels},
            sign,
            rows[VOLTAGE].to_numpy(),
            -sign * (net - net[0]),
        )


def _by_voltage(half: _Half, width: float) -> tuple[Floats, Floats, Floats]:
    """Return the middles of the intervals, the charge below each, and the density in each."""
    import numpy as np

    low, high = half.voltage.min(), half.voltage.max()
    first = int(np.floor(low / width + _NO_EDGE))
    last = int(np.ceil(high / width - _NO_EDGE))
    edges: Floats = width * np.arange(first, last + 1, dtype=np.float64)
    edges[0], edges[-1] = min(edges[0], low), max(edges[-1], high)  # products are rounded
    below = _charge_below(half, edges, _SAME_VOLTAGE * (high - low))
    covered = np.minimum(edges[1:], high) - np.maximum(edges[:-1], low)
    kept = covered >= (1 - _NO_EDGE) * width / 2
    density = np.diff(below)[kept] / covered[kept]
    middle: Floats = ((edges[1:] + edges[:-1]) / 2)[kept]
    at_middle = _charge_below(half, middle, _SAME_VOLTAGE * (high - low))
    return middle, at_middle, density


def _charge_below(half: _Half, levels: Floats, same: float) -> Floats:
    """Return the charge that flowed below each level of voltage, all of it below the last edge.

    The charge of a pair of rows is spread evenly between its voltages: it is the integral of a
    density that begins at the lower and ends at the upper one.
    """
    import numpy as np

    flows = np.diff(half.charge)
    low = np.minimum(half.voltage[1:], half.voltage[:-1])
    high = np.maximum(half.voltage[1:], half.voltage[:-1])
    flat = high - low <= same
    found = np.zeros(len(levels))
    # A plateau on an edge is of the interval above it; on the last edge of all, of that below.
    order = np.argsort(low[flat])
    total = np.concatenate([[0.0], np.cumsum(flows[flat][order])])
    found += total[np.searchsorted(low[flat][order], levels, side="left")]
    top = levels >= half.voltage.max()
    found[top] += total[-1] - total[np.searchsorted(low[flat][order], levels[top], side="left")]
    density = flows[~flat] / (high - low)[~flat]
    for ends, sign in ((low[~flat], 1.0), (high[~flat], -1.0)):
        order = np.argsort(ends)
        sums = np.concatenate([[0.0], np.cumsum(density[order])])
        moments = np.concatenate([[0.0], np.cumsum((density * ends)[order])])
        place = np.searchsorted(ends[order], levels)
        found += sign * (levels * sums[place] - moments[place])
    return found


def _single_valued(charge: Floats, voltage: Floats) -> tuple[Floats, Floats]:
    """Keep the rows at which the charge is larger than at any before; mean where it stays."""
    import numpy as np

    furthest = np.maximum.accumulate(charge)
    kept = charge >= furthest
    at, place = np.unique(charge[kept], return_inverse=True)
    mean = np.bincount(place, voltage[kept]) / np.bincount(place)
    return at, mean


def _window(smoothing: float | None, width: float, polyorder: int, unit: str) -> int | None:
    """Return the odd number of intervals that the filter takes.

    Raises
    ------
    ValueError
        The filter is too narrow for its polynomials.
    """
    if smoothing is None:
        return None
    count = 2 * int(positive("smoothing", smoothing, unit) / width / 2 + 1e-9) + 1
    if isinstance(polyorder, bool) or not isinstance(polyorder, int) or polyorder < 0:
        raise ValueError(f"polyorder is {polyorder!r}; give a whole number from 0")
    if count <= polyorder:
        raise ValueError(
            f"smoothing over {smoothing:g} {unit} takes {count} intervals of {width:g} {unit}, and "
            f"polyorder={polyorder} needs more than {polyorder}; give a wider one"
        )
    return count


def _smoothed(values: Floats, window: int | None, polyorder: int) -> Floats:
    """Smooth a curve; one that is shorter than the window is taken as a whole."""
    if window is None:
        return values
    try:
        signal: Any = import_module("scipy.signal")
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "smoothing needs scipy; install it with: pip install 'ionworks-api[smooth]'",
            name=missing.name,
        ) from missing
    count = min(window, len(values) - 1 + len(values) % 2)
    if count <= polyorder:
        return values
    smoothed: Floats = signal.savgol_filter(values, count, polyorder)
    return smoothed


def _stacked(
    parts: list[pl.DataFrame], table: pl.DataFrame, names: tuple[str, ...]
) -> pl.DataFrame:
    """Put curves one below the other."""
    import polars as pl

    labels: dict[str, Any] = {
        name: table.schema[name] for name in (STEP, CYCLE) if name in table.columns
    }
    schema: dict[str, Any] = {**labels, DIRECTION: pl.String, **dict.fromkeys(names, pl.Float64)}
    casts = [pl.col(name).cast(dtype) for name, dtype in labels.items()]
    return pl.concat([pl.DataFrame(schema=schema), *(part.with_columns(casts) for part in parts)])
