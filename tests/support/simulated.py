"""Simulate a cell under a test programme, so that the truth of every step is known.

A cell is an equivalent circuit: an open-circuit voltage that depends on the state of charge (SOC),
a resistance and one RC element. Positive current discharges. A programme is a list of steps. It is
simulated on a fine grid, which gives the truth, and then logged as a cycler logs: at intervals or
on change, with noise, offset and resolution, with or without the first row, with stale rows.

    from support.simulated import LFP, Logger, constant, rest, simulate

    made = simulate(LFP, [constant(2.5, 1800), rest(600)], soc=0.9, logger=Logger(every=1))
    made.frame  # polars: Time [s], Voltage [V], Current [A], Step count, Cycle count
    made.truth[0].discharge  # 1.25 A.h
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]

HOUR = 3600.0


@dataclass(frozen=True)
class Cell:
    """An equivalent circuit."""

    name: str
    #: A.h
    capacity: float
    #: Open-circuit voltage in V at states of charge (0 to 1).
    ocv: Callable[[float], float]
    #: Ohm, Ohm, s
    r0: float
    r1: float
    tau: float
    #: V
    window: tuple[float, float]

    def scaled(self, capacity: float, series: int = 1) -> Cell:
        """Return a cell of another capacity in A.h, or a pack of `series` cells."""
        factor = series * self.capacity / capacity

        def ocv(soc: float) -> float:
            return series * self.ocv(soc)

        return replace(
            self,
            name=f"{self.name} {capacity:g} A.h, {series} in series",
            capacity=capacity,
            ocv=ocv,
            r0=self.r0 * factor,
            r1=self.r1 * factor,
            window=(series * self.window[0], series * self.window[1]),
        )


def _curve(soc: ArrayLike, voltage: ArrayLike) -> Callable[[float], float]:
    """Return a curve through points that goes on straight beyond its ends."""
    x = np.asarray(soc, dtype=float)
    y = np.asarray(voltage, dtype=float)
    low, high = (y[1] - y[0]) / (x[1] - x[0]), (y[-1] - y[-2]) / (x[-1] - x[-2])

    def ocv(at: float) -> float:
        if at < x[0]:
            return float(y[0] + low * (at - x[0]))
        if at > x[-1]:
            return float(y[-1] + high * (at - x[-1]))
        return float(np.interp(at, x, y))

    return ocv


_SOC = [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0]

NMC = Cell(
    "NMC",
    2.5,
    _curve(_SOC, [2.8, 3.1, 3.3, 3.42, 3.52, 3.62, 3.75, 3.95, 4.06, 4.12, 4.2]),
    0.02,
    0.015,
    30.0,
    (2.5, 4.2),
)
LFP = Cell(
    "LFP",
    2.6,
    _curve(_SOC, [2.6, 2.95, 3.12, 3.2, 3.25, 3.285, 3.295, 3.325, 3.332, 3.34, 3.45]),
    0.012,
    0.01,
    40.0,
    (2.0, 3.65),
)
NIMH = Cell(
    "NiMH",
    2.0,
    _curve(_SOC, [1.0, 1.12, 1.18, 1.22, 1.25, 1.27, 1.285, 1.31, 1.34, 1.36, 1.40]),
    0.03,
    0.02,
    60.0,
    (0.9, 1.6),
)
LEAD_ACID = Cell(
    "lead-acid",
    60.0,
    _curve([0.0, 0.5, 1.0], [11.6, 12.25, 12.8]),
    0.006,
    0.006,
    120.0,
    (10.5, 14.8),
)
#: 100 F from 0 to 2.7 V hold 270 C.
SUPERCAPACITOR = Cell(
    "supercapacitor", 270 / HOUR, _curve([0.0, 1.0], [0.0, 2.7]), 0.003, 0.002, 2.0, (0.0, 2.7)
)
#: Graphite against lithium. Discharge lithiates graphite: at SOC 0 it is full of lithium.
ANODE = Cell(
    "graphite half cell",
    0.004,
    _curve(_SOC, [0.05, 0.08, 0.085, 0.088, 0.1, 0.12, 0.15, 0.21, 0.25, 0.4, 1.2]),
    8.0,
    6.0,
    60.0,
    (0.005, 1.5),
)
CATHODE = NMC.scaled(0.004)
#: Two equal electrodes: no open-circuit voltage, only overpotential.
SYMMETRIC = Cell("symmetric", 0.004, lambda _: 0.0, 10.0, 15.0, 90.0, (-0.5, 0.5))


@dataclass(frozen=True)
class Step:
    """One step of a programme, made by the functions below."""

    kind: Literal["rest", "current", "voltage", "power", "profile"]
    value: float
    duration: float
    #: Where the step ends early: a voltage in V, of a voltage step a current in A.
    until: float | None = None
    #: Of a profile: current in A over time in s, straight lines in between.
    times: tuple[float, ...] = ()
    currents: tuple[float, ...] = ()
    cycle: int = 0
    #: Seconds between rows, instead of the logger's.
    every: float | None = None


def rest(duration: float, *, cycle: int = 0, every: float | None = None) -> Step:
    """Return a step without current, `duration` in s."""
    return Step("rest", 0.0, duration, cycle=cycle, every=every)


def constant(
    current: float,
    duration: float,
    *,
    until: float | None = None,
    cycle: int = 0,
    every: float | None = None,
) -> Step:
    """Return a step of constant current in A, up to a voltage or a duration in s."""
    return Step("current", current, duration, until, cycle=cycle, every=every)


def hold(
    voltage: float,
    duration: float,
    *,
    until: float | None = None,
    cycle: int = 0,
    every: float | None = None,
) -> Step:
    """Return a step at a voltage in V, until the current in A is small, or a duration in s."""
    return Step("voltage", voltage, duration, until, cycle=cycle, every=every)


def power(
    watts: float,
    duration: float,
    *,
    until: float | None = None,
    cycle: int = 0,
    every: float | None = None,
) -> Step:
    """Return a step of constant power in W (positive discharges)."""
    return Step("power", watts, duration, until, cycle=cycle, every=every)


def profile(
    times: ArrayLike, currents: ArrayLike, *, cycle: int = 0, every: float | None = None
) -> Step:
    """Return a step that follows a current in A over time in s, as a drive cycle does."""
    at = tuple(float(time) for time in np.asarray(times))
    amperes = tuple(float(current) for current in np.asarray(currents))
    return Step("profile", 0.0, at[-1], None, at, amperes, cycle, every)


@dataclass(frozen=True)
class Logger:
    """How the cycler writes rows."""

    #: Seconds between rows.
    every: float = 10.0
    #: Write a row when voltage (V) or current (A) has changed by this much since the last row,
    #: instead of at intervals. The first and the last row of a step are always written.
    on_change: tuple[float, float] | None = None
    #: The first row of a step: at its start, one interval later, or at its start with the voltage
    #: and current of the step before.
    first: Literal["start", "after", "stale"] = "start"
    #: The last row of a step, with its own current or with that of the next step.
    last: Literal["end", "stale"] = "end"
    #: Standard deviation of noise, in V and A.
    noise_voltage: float = 0.0
    noise_current: float = 0.0
    #: A is added to each current.
    offset_current: float = 0.0
    #: Steps of the converters, in V and A; 0 for none.
    resolution_voltage: float = 0.0
    resolution_current: float = 0.0
    seed: int = 0


@dataclass(frozen=True)
class Truth:
    """What happened in a step. Amounts are positive; the mean current has a sign."""

    kind: str
    cycle: int
    #: s
    start: float
    duration: float
    #: A.h and W.h
    discharge: float
    charge: float
    discharge_energy: float
    charge_energy: float
    #: A: net charge over duration
    mean_current: float
    soc: float


@dataclass(frozen=True)
class Simulated:
    """A logged test, and its truth step by step."""

    cell: Cell
    frame: pl.DataFrame
    truth: list[Truth] = field(default_factory=list)


@dataclass
class _State:
    soc: float
    #: Voltage of the RC element in V.
    over: float = 0.0


def simulate(
    cell: Cell, steps: Sequence[Step], *, soc: float = 1.0, logger: Logger | None = None
) -> Simulated:
    """Simulate `steps` from the state of charge `soc`, and log them."""
    logger = logger or Logger()
    state = _State(soc)
    runs = []
    truths = []
    now = 0.0
    for step in steps:
        times, currents, voltages = _run(cell, step, state, step.every or logger.every)
        runs.append((times + now, currents, voltages))
        truths.append(_truth(step, now, times, currents, voltages, state.soc))
        now += float(times[-1])

    rows: list[tuple[Array, Array, Array]] = []
    for number, (times, currents, voltages) in enumerate(runs):
        kept = _kept(times, currents, voltages, steps[number].every or logger.every, logger)
        t, i, u = times[kept], currents[kept].copy(), voltages[kept].copy()
        if logger.first == "stale" and number:
            i[0], u[0] = runs[number - 1][1][-1], runs[number - 1][2][-1]
        if logger.first == "after" and len(t) > 1:
            t, i, u = t[1:], i[1:], u[1:]
        if logger.last == "stale" and number + 1 < len(runs):
            i[-1] = runs[number + 1][1][0]
        rows.append((t, i, u))

    random = np.random.default_rng(logger.seed)
    time = np.concatenate([t for t, _, _ in rows])
    current = np.concatenate([i for _, i, _ in rows]) + logger.offset_current
    voltage = np.concatenate([u for _, _, u in rows])
    current = current + logger.noise_current * random.standard_normal(len(time))
    voltage = voltage + logger.noise_voltage * random.standard_normal(len(time))
    frame = pl.DataFrame(
        {
            "Time [s]": time - time[0],
            "Voltage [V]": _rounded(voltage, logger.resolution_voltage),
            "Current [A]": _rounded(current, logger.resolution_current),
            "Step count": np.repeat(np.arange(len(rows)), [len(t) for t, _, _ in rows]),
            "Cycle count": np.repeat([step.cycle for step in steps], [len(t) for t, _, _ in rows]),
        }
    )
    return Simulated(cell, frame, truths)


def _run(cell: Cell, step: Step, state: _State, every: float) -> tuple[Array, Array, Array]:
    """Return times, currents and voltages of a step on a fine grid, and move the state on."""
    fine = min(every, step.duration) / 4
    count = max(round(step.duration / fine), 4)
    fine = step.duration / count
    grid = np.linspace(0.0, step.duration, count + 1)
    given = np.interp(grid, step.times, step.currents) if step.kind == "profile" else None
    decay = float(np.exp(-fine / cell.tau))
    currents = []
    voltages = []
    for index in range(count + 1):
        inner = cell.ocv(state.soc) - state.over
        if step.kind == "voltage":
            current = (inner - step.value) / cell.r0
        elif step.kind == "power":
            # P = I (inner - r0 I); the smaller root is the one that a cycler holds.
            root = np.sqrt(inner**2 - 4 * cell.r0 * step.value)
            current = float((inner - root) / (2 * cell.r0))
        else:
            current = float(given[index]) if given is not None else step.value
        voltage = inner - cell.r0 * current
        currents.append(current)
        voltages.append(voltage)
        if index and step.until is not None and _ended(step, current, voltage):
            break
        if index == count:
            break
        ahead = current if given is None else (current + float(given[index + 1])) / 2
        state.soc -= ahead * fine / HOUR / cell.capacity
        state.over = decay * state.over + (1 - decay) * cell.r1 * ahead
    return grid[: len(currents)], np.array(currents, dtype=float), np.array(voltages, dtype=float)


def _ended(step: Step, current: float, voltage: float) -> bool:
    """Say whether a step has reached where it ends."""
    assert step.until is not None
    if step.kind == "voltage":
        return abs(current) <= step.until
    return voltage <= step.until if step.value > 0 else voltage >= step.until


def _truth(
    step: Step, start: float, times: Array, currents: Array, voltages: Array, soc: float
) -> Truth:
    """Integrate over the fine grid."""

    def integral(values: Array) -> float:
        return float(np.sum((values[1:] + values[:-1]) / 2 * np.diff(times)) / HOUR)

    watts = currents * voltages
    duration = float(times[-1])
    return Truth(
        kind=step.kind,
        cycle=step.cycle,
        start=start,
        duration=duration,
        discharge=integral(np.maximum(currents, 0)),
        charge=integral(np.maximum(-currents, 0)),
        discharge_energy=integral(np.maximum(watts, 0)),
        charge_energy=integral(np.maximum(-watts, 0)),
        mean_current=integral(currents) * HOUR / duration,
        soc=soc,
    )


def _kept(
    times: Array, currents: Array, voltages: Array, every: float, logger: Logger
) -> NDArray[np.intp]:
    """Return which rows of the fine grid are logged."""
    if logger.on_change is None:
        stride = max(round(every / (times[1] - times[0])), 1)
        kept = list(range(0, len(times), stride))
    else:
        kept = [0]
        for index in range(1, len(times)):
            if (
                abs(voltages[index] - voltages[kept[-1]]) >= logger.on_change[0]
                or abs(currents[index] - currents[kept[-1]]) >= logger.on_change[1]
            ):
                kept.append(index)
    if kept[-1] != len(times) - 1:
        kept.append(len(times) - 1)
    return np.array(kept)


def _rounded(values: Array, resolution: float) -> Array:
    return np.round(values / resolution) * resolution if resolution else values
