"""Resistances from the steps of the current: pulses, and the first seconds of any constant current.

The resistance t seconds after the current has changed is ::

    R(t) = -(V(t) - V_before) / (I(t) - I_before)

with the current positive on discharge. Of an ideal cell with a resistance R0 in series with a
resistor R1 and a capacitor C1 side by side, it is R0 + R1 * (1 - exp(-t / (R1 * C1))).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from ionworks._forks import check_polars
from ionworks._given import is_number
from ionworks.tables.columns import CAPACITY, CURRENT, CYCLE, STEP, TIME, VOLTAGE
from ionworks.transforms._frames import like, positive, read_series
from ionworks.transforms.amounts import with_capacity
from ionworks.transforms.curves import DIRECTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from ionworks.tables import AnyFrame, TableLike

    Floats = NDArray[np.float64]

__all__ = ["pulse_resistance"]

_RESTS: Final = 0.02  # share of the current of the pulse up to which the cell rests before
_CONSTANT: Final = 0.05  # of the change of the current, by which it may vary up to t
_STRONG: Final = 0.01  # of the largest current, from which on a step is a pulse and no noise
_NEAR: Final = 1e-6  # of t, by which a row is at t

_COLUMNS: Final = (
    "Start time [s]",
    "Duration [s]",
    "Rest before [s]",
    "Discharged capacity [A.h]",
    "Voltage before [V]",
    "Current before [A]",
    CURRENT,
    "Time in step [s]",
    "Resistance [Ohm]",
)


def pulse_resistance(
    series: TableLike,
    at: float | Sequence[float] = (1.0, 10.0),
    *,
    after_rest: bool = True,
    longest: float | None = None,
) -> AnyFrame:
    """Return the resistance at stated times after each step of the current.

    ``R(t) = -(V(t) - V_before) / (I(t) - I_before)``. ``V_before`` and ``I_before`` are of the last
    row before the step. ``V(t)`` and ``I(t)`` are of the row at t, or linear between the rows
    beside it. Which steps count:

    1. A step is a run of equal ``Step count``, and there is one before it.
    2. The step before is a rest: the median of its current is below 2 % of the current of the step.
       With ``after_rest=False``, any other step counts too, such as a charge before a discharge.
    3. The current of the step (its median) is at least 1 % of the largest of the series: noise at
       rest is no pulse.
    4. The step is not longer than `longest`.

    A resistance is null if the step ends before t, if the current varies by more than 5 % of its
    change up to t, or if no row is at t and the rows beside it are more than t apart: between
    these, the voltage is not known.

    The step begins at the last row before it. Where that lies further back than the first two rows
    of the step are apart, it begins as long before its first row. First rows that still show the
    current of the step before count as rows of that one.

    Parameters
    ----------
    series : polars.DataFrame, pandas.DataFrame or mapping
        With ``Time [s]``, ``Current [A]``, ``Voltage [V]`` and ``Step count``; ``Cycle count`` is
        taken along.
    at : float or sequence of float, default (1.0, 10.0)
        Times after the change of the current in s; 0 is its first row, if that is logged at once.
    after_rest : bool, default True
        Whether the cell must rest before.
    longest : float, optional
        The longest step that counts, in s; by default any. A pulse test of 10 s pulses between
        discharges takes ``longest=30``, for example.

    Returns
    -------
    polars.DataFrame or pandas.DataFrame
        One row for each step that counts and each time: ``Step count``, ``Cycle count`` where the
        series has it, ``Direction``, ``Start time [s]``, ``Duration [s]``, ``Rest before [s]`` (the
        duration of the step before), ``Discharged capacity [A.h]`` (discharge less charge since the
        start of the series), ``Voltage before [V]``, ``Current before [A]``, ``Current [A]`` (the
        median of the step), ``Time in step [s]`` and ``Resistance [Ohm]``.

    Raises
    ------
    ValueError
        A column is missing, or a time is below 0.

    Examples
    --------
    >>> from ionworks.transforms import pulse_resistance
    >>> series = {
    ...     "Time [s]": [0.0, 60.0, 60.0, 61.0, 62.0],
    ...     "Voltage [V]": [3.7, 3.7, 3.6, 3.59, 3.58],
    ...     "Current [A]": [0.0, 0.0, 5.0, 5.0, 5.0],
    ...     "Step count": [0, 0, 1, 1, 1],
    ... }
    >>> pulse_resistance(series, at=[0, 1])["Resistance [Ohm]"].round(6).to_list()
    [0.02, 0.022]
    """
    check_polars()
    import polars as pl

    times = _times(at)
    if longest is not None:
        positive("longest", longest, "s")
    table = read_series(series, (TIME, CURRENT, VOLTAGE, STEP), "a resistance")
    labels: list[str] = [name for name in (STEP, CYCLE) if name in table.columns]
    rows: list[tuple[Any, ...]] = []
    for before, step in _pairs(table, labels):
        change = step.level - before.current[-1]
        flows_before = abs(before.level) > _RESTS * abs(step.level)
        if change == 0 or (after_rest and flows_before) or (longest and step.duration > longest):
            continue
        known = (
            *(step.labels[name] for name in labels),
            "discharge" if step.level > 0 else "charge",
            step.start,
            step.duration,
            before.duration,
            step.drawn,
            before.voltage[-1],
            before.current[-1],
            step.level,
        )
        rows += [(*known, t, step.resistance(t, before)) for t in times]
    schema: dict[str, Any] = {
        **{name: table.schema[name] for name in labels},
        DIRECTION: pl.String,
        **dict.fromkeys(_COLUMNS, pl.Float64),
    }
    return like(series, pl.DataFrame(rows, schema=schema, orient="row"))


def _times(given: Any) -> list[float]:
    times = [given] if isinstance(given, int | float) else list(given)
    for t in times:
        if not is_number(t) or not 0 <= t < float("inf"):
            raise ValueError(f"at holds {t!r}; give times after the step in s, from 0")
    return [float(t) for t in times]


@frozen
class _Step:
    """A step of a series: its rows that have a time, a current and a voltage."""

    labels: dict[str, Any]
    time: Floats  # s
    current: Floats
    voltage: Floats
    level: float  # the median of its current
    start: float  # s, when its current began
    drawn: float  # A.h, at its first row

    @property
    def duration(self) -> float:
        return float(self.time[-1] - self.start)

    def resistance(self, t: float, before: _Step) -> float | None:
        """Return the resistance at a time after the current began; None if it is not known."""
        import numpy as np

        passed = self.time - self.start
        near = _NEAR * max(t, 1.0)
        after = int(np.searchsorted(passed, t - near))
        if after == len(passed):
            return None  # the step is over
        if abs(passed[after] - t) <= near:
            current, voltage = self.current[after], self.voltage[after]
        elif after == 0 or passed[after] - passed[after - 1] > t:
            return None
        else:
            beside = slice(after - 1, after + 1)
            current = np.interp(t, passed[beside], self.current[beside])
            voltage = np.interp(t, passed[beside], self.voltage[beside])
        change = current - before.current[-1]
        varies = np.abs(self.current[: after + 1] - self.level).max()
        if change == 0 or varies > _CONSTANT * abs(self.level - before.current[-1]):
            return None
        return float(-(voltage - before.voltage[-1]) / change)


def _pairs(table: pl.DataFrame, labels: list[str]) -> Iterator[tuple[_Step, _Step]]:
    """Give each step whose current is strong, after the step before it."""
    import numpy as np
    import polars as pl

    counted = with_capacity(table, "start")
    known = counted.select(
        *labels,
        pl.col(STEP).rle_id().alias("run"),
        pl.col(TIME, CURRENT, VOLTAGE, CAPACITY).cast(pl.Float64),
    ).filter(pl.all_horizontal(pl.col(TIME, CURRENT, VOLTAGE).is_finite()))
    if known.is_empty():
        return
    strong = _STRONG * float(known[CURRENT].abs().max())  # type: ignore[arg-type]
    parts = known.partition_by("run", maintain_order=True)
    for earlier, rows in pairwise(parts):
        time, current, voltage = (rows[name].to_numpy() for name in (TIME, CURRENT, VOLTAGE))
        level = float(np.median(current))
        if not abs(level) >= strong > 0:
            continue
        last = earlier.row(-1, named=True)
        # Cyclers log the first row of a step with the current of the step before.
        half = abs(level - last[CURRENT]) / 2
        late = int(np.argmax(np.abs(current - last[CURRENT]) > half)) if half > 0 else 0
        steps_before = pl.concat([earlier, rows[:late]]) if late else earlier
        time, current, voltage = time[late:], current[late:], voltage[late:]
        ended = float(steps_before[TIME][-1])
        spacing = float(time[1] - time[0]) if len(time) > 1 else 0.0
        start = ended if time[0] - ended <= spacing or len(time) < 2 else float(time[0]) - spacing
        before = _Step(
            {},
            steps_before[TIME].to_numpy(),
            steps_before[CURRENT].to_numpy(),
            steps_before[VOLTAGE].to_numpy(),
            float(np.median(earlier[CURRENT].to_numpy())),
            float(steps_before[TIME][0]),
            0.0,
        )
        own = {name: rows[name][0] for name in labels}
        yield before, _Step(own, time, current, voltage, level, start, float(rows[CAPACITY][0]))
