"""Single values that no cell gave: codes for "not measured", and glitches of one row.

They are looked for before the other checks are made, so that these can leave them out. In good
data this costs a sample and the extremes of each column.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

import attrs
import polars as pl

from ionworks.issues import LISTED, IssueCode, Severity, ValidationIssue
from ionworks.tables.columns import CURRENT, STEP, TEMPERATURE, TIME, VOLTAGE
from ionworks.validators import limits
from ionworks.validators.checks.scan import BLOCK_ROWS

__all__ = ["OUTLIERS", "Bulk", "Outliers", "bulk", "find_outliers", "moved_charge"]

OUTLIERS = "outlying_values"

#: What instruments and exports write for "not measured", "overflow" or "no sensor".
_CODES = (
    *(base / scale for base in (32767.0, 32768.0, 65535.0) for scale in (1.0, 10.0, 100.0)),
    *(999.0, 999.9, 999.99, 9999.0, 9999.9, 99999.0, 999999.0, 2147483647.0, 4294967295.0),
)
#: Of these, the ones that a thermometer gives: absolute zero, and an open or shorted sensor.
_TEMPERATURE_CODES = (*_CODES, 273.15, 242.02, 850.0, 888.8, 1372.0)
_LEAST_CODE = 0.99 * min(_CODES)
_SAME = 1e-6

#: Rows of the sample that tells what is usual in a column.
_SAMPLE = 4096

#: Rows of a glitch.
_SHORT = 3

#: Share of the rows up to which glitches of the voltage are glitches.
_GLITCHES = 0.025

#: V and A that no battery has, and multiples of the usual current below which the test shows that
#: its battery has them.
_IMPOSSIBLE = {VOLTAGE: 1e4, CURRENT: 1e5}
_BEYOND_USUAL = 100.0

#: V by which a glitch is off at least.
_LEAST_SPIKE = 1.0

#: Of a voltage that leaves its course for one row, while the current stays: the share of the level
#: and of the width of the usual voltages, and the multiple of the mean step from row to row, by
#: which it is off at least.
_LONE_LEVEL = 0.1
_LONE_WIDTH = 0.25
_LONE_NOISE = 20.0

#: Share of a jump by which the rows around it may differ, and of the usual current.
_STILL_SHARE = 0.1

#: Multiples of the usual current up to which a current is usual, and from which it is far outside.
_USUAL = 1.2
_FAR = 5.0

#: Factor between the currents of pulses of one test.
_SIMILAR_SIZE = 2.0

#: Ohm.A.h, that any cell has at least; Ohm, that any circuit has at least.
_LEAST_PRODUCT = 2e-4
_LEAST_RESISTANCE = 1e-5

#: Multiple of the least response that a current has which is a code by chance.
_CODE_RATIO = 5.0

#: V, and share of the voltage: a smaller response cannot be distinguished from noise.
_VISIBLE = 1e-3
_VISIBLE_SHARE = 2e-4

#: V of one cell, at most about; a pack has as many cells as this goes into its voltage.
_CELL = 4.0

#: degC by which a glitch is off at least, degC between its neighbours, and s between them.
_LEAST_JUMP = 20.0
_STILL = 3.0
_SOON = 300.0

_NO_ROWS = pl.Series("row", dtype=pl.Int64)

_UNITS = {VOLTAGE: "V", CURRENT: "A", TEMPERATURE: "degC"}


@attrs.frozen
class Bulk:
    """What is usual in a column: values between which all but a tenth of the rows lie."""

    low: float
    middle: float
    high: float

    @property
    def width(self) -> float:
        """How far the usual values are apart."""
        return self.high - self.low

    @property
    def level(self) -> float:
        """The size of the largest usual value."""
        return max(abs(self.low), abs(self.high))


@attrs.frozen
class Outliers:
    """The frame without what was found, and the findings."""

    frame: pl.DataFrame
    issues: list[ValidationIssue]


def find_outliers(
    frame: pl.DataFrame,
    *,
    severity: Severity,
    stored: int = 0,
    rated_capacity: float | None = None,
    voltage_window: tuple[float, float] | None = None,
) -> Outliers:
    """Find values of voltage, current and temperature that cannot have been measured.

    Parameters
    ----------
    frame : polars.DataFrame
        The time series.
    severity : {"error", "warning"}
        Of the findings.
    stored : int, default 0
        How many of the first rows are stored already; they count from ``-stored``.
    rated_capacity : float, optional
        In A.h.
    voltage_window : tuple of float, optional
        Lower and upper limit in V.

    Returns
    -------
    Outliers
        With null in place of what was found. The frame is the same one if nothing was.
    """
    found: list[ValidationIssue] = []
    types = dict(zip(frame.columns, frame.dtypes, strict=True))
    for column in _UNITS:
        if column not in types or not types[column].is_numeric():
            continue
        if column == VOLTAGE:
            rows = _voltages(frame, voltage_window)
        elif column == CURRENT:
            rows = _rows(_currents(frame, rated_capacity))
        else:
            rows = _rows(_temperatures(frame))
        if rows.is_empty():
            continue
        values = frame[column].cast(pl.Float64)
        wrong = pl.DataFrame({"row": rows, "value": values.gather(rows)})
        values = values.scatter(rows, None)
        found += _issues(column, wrong, values, severity, stored)
        frame = frame.with_columns(values)
    return Outliers(frame, found)


def bulk(frame: pl.DataFrame, column: str) -> Bulk | None:
    """Return what is usual in a column, by a sample without codes for "not measured"."""
    height = frame.height
    if height >= 2 * _SAMPLE:
        # Every so many rows, but not at equal distances: data repeat.
        index = pl.int_range(_SAMPLE, eager=True)
        place = index * height // _SAMPLE + (index * 7919) % (height // _SAMPLE)
        values = frame[column].gather(place)
    else:
        values = frame[column]
    values = values.cast(pl.Float64)
    if values.null_count():
        values = values.drop_nulls()
    if not math.isfinite(values.sum()):
        values = values.filter(values.is_finite())
    largest = max(
        (abs(end) for end in (values.min(), values.max()) if isinstance(end, float)), default=None
    )
    if largest is None:
        return None
    if largest >= _LEAST_CODE:
        kept = values.filter(~_is_code(values, _CODES))
        if kept.len() * 2 > values.len():
            values = kept
    # Threads would cost more than they save on so few values.
    ordered = values.sort(multithreaded=False)
    low, middle, high = (ordered[round(share * (ordered.len() - 1))] for share in (0.05, 0.5, 0.95))
    return Bulk(low, middle, high)


def _voltages(frame: pl.DataFrame, window: tuple[float, float] | None) -> pl.Series:
    """Return the rows of the voltages that were not measured."""
    usual = bulk(frame, VOLTAGE)
    if usual is None:
        return _rows(None)
    far = _rows(_far_voltages(frame, window, usual))
    lone = _lone_voltages(frame, usual)
    if far.is_empty() or lone.is_empty():
        return lone if far.is_empty() else far
    return far.append(lone).unique().sort()


def _far_voltages(
    frame: pl.DataFrame, window: tuple[float, float] | None, usual: Bulk
) -> pl.DataFrame | None:
    """Return the runs of voltages that are far outside of what the test or the cell has."""
    margin = max(usual.width, usual.level / 2)
    low, high = usual.low - margin, usual.high + margin
    spike_low = min(low, usual.low - _LEAST_SPIKE)
    spike_high = max(high, usual.high + _LEAST_SPIKE)
    if window is not None:
        allowed = limits.window_with_margin(window)
        if allowed[0] <= usual.low and usual.high <= allowed[1]:
            # A value in the window is not a spike, and one beyond its margin is.
            spike_low = min(max(spike_low, allowed[0]), window[0])
            spike_high = max(min(spike_high, allowed[1]), window[1])
            low, high = spike_low, spike_high
    runs = _candidates(frame, VOLTAGE, low, high)
    if runs is None:
        return None
    spike = ~pl.col("lowest").is_between(spike_low, spike_high)
    spike |= ~pl.col("highest").is_between(spike_low, spike_high)
    glitches = _isolated(low, high) & spike & ~_current_is_unusual(frame)
    # Jumps in many rows are rows out of order, which other checks find.
    few = glitches.sum() <= max(_SHORT, _GLITCHES * frame.height)
    return runs.filter(
        _coded(_CODES)
        | (pl.col("size") >= _IMPOSSIBLE[VOLTAGE])
        | (glitches & few)
        | (_is_zero_at_an_end(frame) & spike)
    )


def _is_zero_at_an_end(frame: pl.DataFrame) -> pl.Expr:
    """Tell whether a run is a few zeros at an end of the series, beside a steady voltage.

    A discharge down to 0 V falls before it gets there, and a dead cell rises after it.
    """
    values = frame[VOLTAGE].cast(pl.Float64)
    near, further = (
        pl.when(pl.col("first") == 0)
        .then(_beside(values, "after", step))
        .when(pl.col("last") == frame.height - 1)
        .then(_beside(values, "before", step))
        for step in (0, 1)
    )
    steady = (near - further).abs() <= _STILL_SHARE * near.abs()
    return ((pl.col("size") == 0.0) & (pl.col("rows") <= _SHORT) & steady).fill_null(value=False)


def _lone_voltages(frame: pl.DataFrame, usual: Bulk) -> pl.Series:
    """Return the rows whose voltage leaves its course for one row while the current stays.

    Such a value may lie well inside the range of the cell.
    """
    if CURRENT not in frame.columns or not frame[CURRENT].dtype.is_numeric():
        return _rows(None)
    values = frame[VOLTAGE].cast(pl.Float64)
    count = values.len() - 1
    step = values.slice(1) - values.slice(0, max(count, 0))
    least = max(_LONE_LEVEL * usual.level, _LONE_WIDTH * usual.width)
    if math.isfinite(step.sum()):  # then the extremes tell what comparisons of all rows would
        fall, rise = step.min(), step.max()
        if fall is None or rise is None or fall >= -least or rise <= least:  # type: ignore[operator]
            return _rows(None)
    up, down = step > least, step < -least
    if not (up.any() and down.any()):
        return _rows(None)
    there, back = (up, down), (down, up)
    hit = [one.slice(0, count - 1) & other.slice(1) for one, other in zip(there, back, strict=True)]
    place = (hit[0] | hit[1]).fill_null(value=False).arg_true().cast(pl.Int64) + 1
    if place.is_empty():
        return _rows(None)
    size = step.filter(step.is_finite()).abs().mean()
    least = max(least, _LONE_NOISE * size) if isinstance(size, float) else least
    runs = pl.DataFrame({"first": place, "last": place})
    before, here, after = (_beside(values, at) for at in ("before", "first", "after"))
    jump = pl.min_horizontal((here - before).abs(), (here - after).abs())
    around = (_beside(values, at, further) for at in ("before", "after") for further in (0, 1))
    current = frame[CURRENT].cast(pl.Float64)
    usual_current = bulk(frame, CURRENT)
    if usual_current is None:
        return _rows(None)
    flows = [_beside(current, at, 1) for at in ("before", "after")]
    flows += [_beside(current, at) for at in ("before", "first", "after")]
    lone = (jump >= least) & (_spread(around) <= _STILL_SHARE * jump)
    lone &= _spread(flows) <= _STILL_SHARE * usual_current.level
    if STEP in frame.columns and frame.schema[STEP].is_numeric():
        number = frame[STEP].cast(pl.Float64)
        lone &= _beside(number, "before") == _beside(number, "after")
    return runs.filter(lone.fill_null(value=False))["first"]


def _spread(values: Iterable[pl.Expr]) -> pl.Expr:
    """Return how far values are apart."""
    values = list(values)
    return pl.max_horizontal(values) - pl.min_horizontal(values)


def _current_is_unusual(frame: pl.DataFrame) -> pl.Expr:
    """Tell whether the current at or beside a run is larger than usual: that explains it."""
    if CURRENT not in frame.columns or not frame.schema[CURRENT].is_numeric():
        return pl.lit(value=False)
    current = frame[CURRENT].cast(pl.Float64)
    usual = bulk(frame, CURRENT)
    if usual is None:
        return pl.lit(value=False)
    near = (_beside(current, place).abs() for place in ("before", "first", "last", "after"))
    return (pl.max_horizontal(near) > _USUAL * usual.level).fill_null(value=False)


def _currents(frame: pl.DataFrame, capacity: float | None) -> pl.DataFrame | None:
    usual = bulk(frame, CURRENT)
    if usual is None:
        return None
    far = _FAR * usual.level
    runs = _candidates(frame, CURRENT, -far, far)
    if runs is None:
        return None
    # Where most rows rest, every other current is far from the usual one. Those that last tell
    # what the test does.
    lasting = runs.filter(pl.col("rows") > _SHORT, ~_coded(_CODES))["middle"].max()
    if isinstance(lasting, float):
        far = _FAR * lasting
        runs = _candidates(frame, CURRENT, -far, far)
        if runs is None:
            return None
    impossible = pl.col("size") >= max(_IMPOSSIBLE[CURRENT], _BEYOND_USUAL * usual.level)
    voltage = VOLTAGE in frame.columns and frame.schema[VOLTAGE].is_numeric()
    if not runs.height or not voltage:
        return runs.filter(_coded(_CODES) | impossible)
    volts = frame[VOLTAGE].cast(pl.Float64)
    runs = runs.with_columns(_response(volts).alias("response"), _is_pulse(frame).alias("is pulse"))
    range_of_voltage = bulk(frame, VOLTAGE) or Bulk(0.0, 0.0, 0.0)
    visible = max(_VISIBLE, _VISIBLE_SHARE * range_of_voltage.level)
    expected = _least_response(frame, capacity, range_of_voltage)
    response = pl.col("response")
    silent = (expected >= visible) & (response < expected)
    # Less is enough beside a code, since hardly any current has just that value.
    still = response < pl.max_horizontal(expected * _CODE_RATIO, visible)
    return runs.filter(
        impossible
        | (_coded(_CODES) & (still | response.is_null()))
        | (_isolated(-far, far, frame.height) & silent & ~pl.col("is pulse")).fill_null(value=False)
    )


def _is_pulse(frame: pl.DataFrame) -> pl.Expr:
    """Tell whether a run is a step by itself, of more than a row or one of several similar ones."""
    if STEP not in frame.columns or not frame.schema[STEP].is_numeric():
        return pl.lit(value=False)
    steps = frame[STEP].cast(pl.Float64)
    before, first, last, after = (
        _beside(steps, place) for place in ("before", "first", "last", "after")
    )
    is_step = (first == last) & before.ne_missing(first) & after.ne_missing(last)
    size = pl.when(is_step).then("middle")
    usual = size.median()
    is_similar = is_step & size.is_between(usual / _SIMILAR_SIZE, usual * _SIMILAR_SIZE)
    several = (is_similar & (is_similar.sum() > 1)).fill_null(value=False)
    return several | (is_step & (pl.col("rows") > 1)).fill_null(value=False)


def _response(volts: pl.Series) -> pl.Expr:
    """Return by how much the voltage leaves its course at a run, or a row beside it, in V.

    A row that leads from the voltage before to the one after, as at the edge of a step, is not
    a response.
    """
    rows = [
        *(_beside(volts, "before", further) for further in (1, 0)),
        *(_beside(volts, place) for place in ("first", "last")),
        *(_beside(volts, "after", further) for further in (0, 1)),
    ]
    before2, before, first, last, after, after2 = rows
    there = (
        (first - before, last - after),
        (before - before2, before - first),
        (after - last, after - after2),
    )
    return pl.max_horizontal(
        # At an end of the series there is one neighbour.
        pl.when((one * other >= 0) | one.is_null() | other.is_null())
        .then(pl.min_horizontal(one.abs(), other.abs()))
        .when(one * other < 0)
        .then(0.0)
        for one, other in there
    )


def _least_response(frame: pl.DataFrame, capacity: float | None, voltage: Bulk) -> pl.Expr:
    """Return the change of voltage in V that a current must cause at least.

    Resistance times capacity is much the same in all cells. The capacity is not much more than
    the charge that made the voltage move, where it moved.
    """
    cells = max(voltage.level / _CELL, 1.0)
    resistance = _LEAST_RESISTANCE
    moved = voltage.width >= 0.2 * cells
    if capacity is None and moved and TIME in frame.columns and frame.schema[TIME].is_numeric():
        capacity = moved_charge(frame)
    if capacity:
        resistance = max(resistance, _LEAST_PRODUCT * cells / capacity)
    response = pl.col("size") * (resistance / 2)
    return pl.min_horizontal(response, pl.lit(voltage.width / 4)) if moved else response


def moved_charge(frame: pl.DataFrame) -> float:
    """Return how far the net charge gets in A.h."""
    lowest = highest = net = 0.0
    last: pl.DataFrame | None = None
    for rows in _slices(frame.select(TIME, CURRENT)):
        known = rows.select(pl.col(TIME, CURRENT).cast(pl.Float64)).drop_nulls()
        known = known.filter(pl.all_horizontal(pl.all().is_finite()))
        if last is not None:
            known = pl.concat([last, known])
        current = pl.col(CURRENT)
        moved = (current + current.shift()) * pl.col(TIME).diff() / 7200
        charge = known.select(moved.fill_null(0.0).cum_sum() + net).to_series()
        if charge.len():
            net = float(charge.item(-1))
            lowest, highest = min(lowest, charge.min()), max(highest, charge.max())  # type: ignore[type-var,assignment]
            last = known.tail(1)
    return highest - lowest


def _temperatures(frame: pl.DataFrame) -> pl.DataFrame | None:
    usual = bulk(frame, TEMPERATURE)
    if usual is None:
        return None
    margin = max(usual.width, _LEAST_JUMP)
    low, high = usual.low - margin, usual.high + margin
    runs = _candidates(frame, TEMPERATURE, low, high)
    if runs is None:
        return None
    values = frame[TEMPERATURE].cast(pl.Float64)
    still = (_beside(values, "before") - _beside(values, "after")).abs() <= _STILL
    if TIME in frame.columns and frame.schema[TIME].is_numeric():
        times = frame[TIME].cast(pl.Float64)
        spacing = _beside(times, "after") - _beside(times, "before")
        still &= (spacing <= _SOON).fill_null(value=True)
    coldest, hottest = limits.POSSIBLE_TEMPERATURES
    return runs.filter(
        _coded(_TEMPERATURE_CODES)
        | ~(pl.col("lowest") >= coldest)
        | (pl.col("highest") > hottest)
        | (_isolated(low, high) & still).fill_null(value=False)
    )


def _candidates(frame: pl.DataFrame, column: str, low: float, high: float) -> pl.DataFrame | None:
    """Return the runs of rows outside of two limits; None if there are none, as in good data.

    Returns
    -------
    polars.DataFrame
        ``first`` and ``last`` row of each run, ``rows``, its ``lowest`` and ``highest`` value,
        the largest ``size``, the
        ``middle`` of all sizes, and the values ``before`` and ``after`` it.
    """
    value = pl.col(column)
    ends = (frame[column].min(), frame[column].max())
    if all(isinstance(end, int | float) and low <= end <= high for end in ends):
        return None
    parts: list[pl.DataFrame] = []
    start = 0
    for rows in _slices(frame.select(column)):
        number = pl.col("value")
        parts.append(
            rows.select(
                pl.int_range(start, start + rows.height, dtype=pl.Int64).alias("row"),
                value.cast(pl.Float64).alias("value"),
            ).filter(number.is_finite(), ~number.is_between(low, high))
        )
        start += rows.height
    outside = pl.concat(parts)
    if not outside.height or outside.height * 2 > frame.height:
        return None
    # A code beside values that are only unusual is a run of its own.
    size = pl.col("value").abs()
    sure = _is_code(outside["value"], _CODES) | (
        outside["value"].abs() >= _IMPOSSIBLE.get(column, limits.POSSIBLE_TEMPERATURES[1])
    )
    outside = outside.with_columns(sure.alias("sure"))
    apart = (pl.col("row").diff() != 1) | (pl.col("sure") != pl.col("sure").shift())
    run = apart.fill_null(value=True).cum_sum()
    runs = (
        outside.group_by(run.alias("run"), maintain_order=True)
        .agg(
            pl.col("row").first().alias("first"),
            pl.col("row").last().alias("last"),
            pl.len().alias("rows"),
            pl.col("value").min().alias("lowest"),
            pl.col("value").max().alias("highest"),
            size.median().alias("middle"),
        )
        .with_columns(pl.max_horizontal(pl.col("lowest", "highest").abs()).alias("size"))
    )
    values = frame[column].cast(pl.Float64)
    return runs.with_columns(
        _beside(values, "before").alias("before"), _beside(values, "after").alias("after")
    )


def _beside(values: pl.Series, place: str, further: int = 0) -> pl.Expr:
    """Return the values at, before or after runs; null beyond the ends."""
    row = {
        "before": pl.col("first") - 1 - further,
        "first": pl.col("first"),
        "last": pl.col("last"),
        "after": pl.col("last") + 1 + further,
    }[place]
    there = pl.when((row >= 0) & (row < values.len())).then(row)
    found = pl.lit(values).gather(there)
    return pl.when(found.is_finite()).then(found)


def _isolated(low: float, high: float, height: int = 0) -> pl.Expr:
    """Tell whether a run is short and lies between two usual values.

    With the `height` of the frame, its ends count as usual.
    """
    before = pl.col("before").is_between(low, high)
    after = pl.col("after").is_between(low, high)
    if height:
        before |= pl.col("first") == 0
        after |= pl.col("last") == height - 1
    usual = before & after
    return ((pl.col("rows") <= _SHORT) & usual).fill_null(value=False)


def _coded(codes: Sequence[float]) -> pl.Expr:
    """Tell whether all values of a run are one code."""
    one = pl.col("highest") - pl.col("lowest") <= _SAME * pl.col("size")
    return one & pl.any_horizontal((pl.col("size") - code).abs() <= _SAME * code for code in codes)


def _is_code(values: pl.Series, codes: Sequence[float]) -> pl.Series:
    size = pl.col("size")
    return (
        pl.DataFrame({"size": values.abs()})
        .select(pl.any_horizontal((size - code).abs() <= _SAME * code for code in codes))
        .to_series()
    )


def _slices(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    return (frame.slice(start, BLOCK_ROWS) for start in range(0, frame.height, BLOCK_ROWS))


def _rows(runs: pl.DataFrame | None) -> pl.Series:
    """Return the rows of runs."""
    if runs is None or not runs.height:
        return _NO_ROWS
    rows = runs.select(pl.int_ranges("first", pl.col("last") + 1).alias("row")).explode("row")
    return rows["row"]


def _issues(
    column: str, wrong: pl.DataFrame, kept: pl.Series, severity: Severity, stored: int
) -> Iterator[ValidationIssue]:
    """Report one finding for each code, and one for the values without a code."""
    codes = _TEMPERATURE_CODES if column == TEMPERATURE else _CODES
    coded = _is_code(wrong["value"], codes)
    kept = kept.filter(kept.is_finite())
    low, high = kept.min(), kept.max()
    assert isinstance(low, float)  # what is usual is never found
    assert isinstance(high, float)
    usual = low, high
    for (_,), places in wrong.filter(coded).group_by("value", maintain_order=True):
        yield _issue(column, places, usual, severity, stored, code=places["value"].item(0))
    if not coded.all():
        yield _issue(column, wrong.filter(~coded), usual, severity, stored, code=None)


def _issue(
    column: str,
    places: pl.DataFrame,
    usual: tuple[float, float],
    severity: Severity,
    stored: int,
    *,
    code: float | None,
) -> ValidationIssue:
    unit = _UNITS[column]
    rows = [row - stored for row in places["row"].head(LISTED)]
    values = places["value"].head(LISTED).to_list()
    low, high = usual
    finding = f"'{column}' is {values[0]:.10g} {unit} in row {rows[0]}"
    if places.height > 1:
        finding += f", and as far off in {places.height - 1} more row(s)"
    apart = not places["value"].is_between(low, high).any()
    if apart:
        finding += f"; all other rows hold {low:.6g} to {high:.6g} {unit}"
    if code is None:
        finding += ". It looks like a glitch of the instrument, or a wrong number in the file."
    else:
        finding += f". {code:.10g} is a usual code for a value that was not measured."
    if code is not None:
        polars, pandas = f"pl.col('{column}') != {code:.10g}", f"df['{column}'] != {code:.10g}"
    elif apart:
        # Limits half way between what was measured and what was not.
        value = pl.col("value")
        below, above = places.select(
            value.filter(value < low).max().alias("below"), value.filter(value > high).min()
        ).row(0)
        bottom = low - (high - low) - 1 if below is None else (low + below) / 2
        top = high + (high - low) + 1 if above is None else (high + above) / 2
        polars = f"pl.col('{column}').is_between({bottom:.4g}, {top:.4g})"
        pandas = f"df['{column}'].between({bottom:.4g}, {top:.4g})"
    else:
        every = [row - stored for row in places["row"]]
        polars = f"~pl.int_range(pl.len()).is_in({every})"
        pandas = f"~df.index.isin(df.index[{every}])"
    polars = f"`frame.with_columns(pl.when({polars}).then('{column}').alias('{column}'))`"
    pandas = f"`df.assign(**{{'{column}': df['{column}'].where({pandas})}})`"
    skip = f'If it was measured, pass skip_checks={{"{OUTLIERS}"}}.'
    return ValidationIssue.of(
        IssueCode.OUTLYING_VALUE,
        finding,
        f"Replace it with null: {polars}. {skip}",
        in_pandas=f"Replace it with a missing value: {pandas}. {skip}",
        check=OUTLIERS,
        severity=severity,
        column=column,
        rows=rows,
        values=values,
        payload={
            "column": column,
            "row_index": rows[0],
            "value": values[0],
            "num_rows": places.height,
            "sentinel": code,
            "others": usual,
        },
    )
