"""Series as cyclers give them, and what may happen to them on the way."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import polars as pl
from hypothesis import strategies as st

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
COUNTERS = (S, "Cycle count", "Cycle from cycler", "Step from cycler")
TOTALS = (
    "Discharge capacity [A.h]",
    "Charge capacity [A.h]",
    "Discharge energy [W.h]",
    "Charge energy [W.h]",
)
NUMBERS = (T, V, I, *COUNTERS, *TOTALS, "Power [W]", "Capacity [A.h]", "Temperature [degC]")


def halves() -> pl.DataFrame:
    """Build 1 A.h out from 4.1 to 3.3 V, then 1 A.h in from 3.5 to 4.2 V, in an hour each."""
    time = np.arange(61) * 60.0
    return pl.DataFrame(
        {
            T: np.concatenate([time, 3600.0 + time]),
            V: np.concatenate([np.linspace(4.1, 3.3, 61), np.linspace(3.5, 4.2, 61)]),
            I: np.repeat([1.0, -1.0], 61),
            S: np.repeat([0, 1], 61),
        }
    )


def trapezoid(time, rate):
    """Integrate both halves of a rate over one step, in hours; rows with a gap are left out."""
    time, rate = np.asarray(time, dtype=float), np.asarray(rate, dtype=float)
    known = np.isfinite(time) & np.isfinite(rate)
    time, rate = time[known], rate[known]
    return [
        float(np.sum((half[1:] + half[:-1]) / 2 * np.diff(time))) / 3600
        for half in (np.maximum(rate, 0.0), np.maximum(-rate, 0.0))
    ]


def integrals(frame):
    """Integrate current and power of each step: the four amounts of its row, in their order."""
    columns = {
        name: frame[name].cast(pl.Float64).fill_null(math.nan).to_numpy() for name in (T, V, I)
    }
    step = frame[S].to_numpy()
    bounds = [0, *(np.flatnonzero(np.diff(step)) + 1).tolist(), len(step)]
    found = []
    for start, end in pairwise(bounds):
        time, volts, amps = (columns[name][start:end] for name in (T, V, I))
        found.append(trapezoid(time, amps) + trapezoid(time, volts * amps))
    return np.array(found)


@st.composite
def cycling(draw, most_steps=6, least_rows=4, most_rows=30):
    """Draw a series of discharges, rests and charges with a voltage that follows the charge.

    A step begins at the time at which the one before it ended, so no charge is between them.
    """
    columns = {T: [], V: [], I: [], S: []}
    time, charge = 0.0, 0.5
    for number in range(draw(st.integers(1, most_steps))):
        kind = draw(st.sampled_from([1.0, -1.0, 0.0])) if number else 1.0
        count = draw(st.integers(least_rows, most_rows))
        interval = draw(st.sampled_from([1.0, 10.0, 60.0, 300.0]))
        share = draw(st.floats(0.05, 0.3))
        current = kind * share * 3600 * 2.0 / (interval * (count - 1))
        for row in range(count):
            time += interval if row else 0.0
            charge -= kind * share / (count - 1) if row else 0.0
            values = (time, 3.2 + charge - 0.03 * kind, current, number)
            for name, value in zip(columns, values, strict=True):
                columns[name].append(value)
    return pl.DataFrame(columns)


@st.composite
def damaged(draw):
    """Draw a series of any kind with any of the damage that files come with."""
    data_type = draw(st.sampled_from([None, None, None, "ocp", "eis"]))
    frame = draw(cycling(3, 2, 6))
    rows = frame.height
    if data_type == "ocp":
        frame = frame.drop(T, I).with_columns(pl.Series("Capacity [A.h]", range(rows)))
    if data_type == "eis":
        frame = frame.drop(draw(st.lists(st.sampled_from([T, V, I, S]), unique=True))).with_columns(
            pl.Series("Frequency [Hz]", [10.0**-row for row in range(rows)]),
            pl.lit(0.02).alias("Z_Re [Ohm]"),
            pl.lit(-0.01).alias("Z_Im [Ohm]"),
        )
    for _ in range(draw(st.integers(0, 4))):
        frame = draw(st.sampled_from(DAMAGES))(draw, frame)
    return frame, data_type


def _name(draw, frame, names=None):
    return draw(st.sampled_from(sorted(names or frame.columns)))


def _drop(draw, frame):
    return frame.drop(_name(draw, frame)) if frame.width > 1 else frame


def _rename(draw, frame):
    name = _name(draw, frame)
    other = draw(st.sampled_from([f"{name} ", name.upper(), name.replace("[", "[m")]))
    return frame if other in frame.columns else frame.rename({name: other})


def _blank(draw, frame):
    """Blank some values of a column, or all."""
    name, nothing = _name(draw, frame), draw(st.sampled_from([None, math.nan]))
    every = draw(st.integers(1, 4))
    if not frame.schema[name].is_numeric():
        nothing = None
    return frame.with_columns(
        pl.when(pl.int_range(pl.len()) % every == 0).then(nothing).otherwise(name).alias(name)
    )


def _put(draw, frame):
    """Put a strange number into a column."""
    name = _name(draw, frame)
    if not frame.schema[name].is_numeric() or frame.is_empty():
        return frame
    row = draw(st.integers(0, frame.height - 1))
    value = draw(st.sampled_from([math.inf, -1.0, 0.5, 1e9, 2.0**63, 1e300, -1e300, 1e-300, 0.0]))
    here = pl.int_range(pl.len()) == row
    return frame.with_columns(
        pl.when(here).then(value).otherwise(pl.col(name).cast(pl.Float64)).alias(name)
    )


def _add(draw, frame):
    """Add a column that the platform knows, or another one, of any type."""
    name = draw(st.sampled_from(sorted({*NUMBERS, "Frame", "Note", "__run"} - set(frame.columns))))
    values = draw(
        st.sampled_from(
            [
                pl.lit(0),
                pl.lit(1.5),
                pl.int_range(pl.len()),
                pl.int_range(pl.len()) / 2,
                pl.lit(None),
                pl.lit(None, pl.String),
                pl.lit(None, pl.Date),
                pl.lit("a"),
                pl.lit(value=True),
                pl.lit(2**64 - 1, pl.UInt64),
                pl.lit(1, pl.Datetime("us")),
                pl.concat_list(pl.lit(1), pl.lit(2)),
                pl.struct(pl.lit(1).alias("x")),
            ]
        )
    )
    return frame.with_columns(values.alias(name))


def _cast(draw, frame):
    name = _name(draw, frame)
    kinds = [
        pl.Float32,
        pl.Int64,
        pl.UInt8,
        pl.String,
        pl.Boolean,
        pl.Decimal(38, 3),
        pl.Categorical,
    ]
    try:
        return frame.with_columns(pl.col(name).cast(draw(st.sampled_from(kinds))))
    except pl.exceptions.PolarsError:
        return frame


def _few_rows(draw, frame):
    return frame.head(draw(st.integers(0, 3)))


def _turn(draw, frame):
    return frame.reverse()


DAMAGES = [_drop, _rename, _blank, _put, _put, _add, _add, _add, _cast, _cast, _few_rows, _turn]
