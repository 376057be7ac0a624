"""Derived columns beside the integral of current, voltage and time, worked out row by row."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.integral import Integral
from ionworks.validators.functions import findings

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
POWER, NET_Q, NET_E = "Power [W]", "Capacity [A.h]", "Energy [W.h]"
OUT_Q, IN_Q = "Discharge capacity [A.h]", "Charge capacity [A.h]"
OUT_E, IN_E = "Discharge energy [W.h]", "Charge energy [W.h]"


def integrals(time, rate, step):
    """Integrate a rate over time in hours, from the first row of each step that has both."""
    found = np.full(len(time), np.nan)
    last = None
    for row in range(len(time)):
        if np.isnan(time[row]) or np.isnan(rate[row]):
            continue
        if last is None or step[last] != step[row]:
            found[row] = 0.0
        else:
            found[row] = (
                found[last] + (rate[row] + rate[last]) / 2 * (time[row] - time[last]) / 3600
            )
        last = row
    return found


def deviation(reported, integral):
    """Return the largest deviation, its row, and the largest of all values."""
    apart = np.abs(reported - integral)
    known = ~np.isnan(integral)
    values = np.concatenate([reported[known], integral[known]])
    return np.nanmax(apart), int(np.nanargmax(apart)), np.nanmax(np.abs(values))


def total_deviation(reported, net, passed, step):
    """Return that of the best reading of a total: net or passed, rising or falling."""
    known = ~np.isnan(net)
    changed = []
    for amount in (reported, net, passed):
        since = amount.copy()
        for number in np.unique(step):
            own = (step == number) & known
            first = np.flatnonzero(own & ~np.isnan(reported))
            since[own] = amount[own] - amount[first[0]] if len(first) else np.nan
        since[~known] = np.nan
        changed.append(since)
    ways = [
        (*deviation(changed[0], sign * changed[place]), sign * changed[place])
        for place in (1, 2)
        for sign in (1, -1)
    ]
    return changed[0], min(ways, key=lambda way: way[0] / way[2])


def series(seed, *, missing=False, power=False):
    """Return a random series whose derived columns are off by some per cent."""
    random = np.random.default_rng(seed)
    rows = 40
    step = np.sort(random.integers(0, 5, rows))
    step = np.unique(step, return_inverse=True)[1]
    columns = {
        T: np.cumsum(random.uniform(10.0, 100.0, rows)),
        V: random.uniform(2.0, 4.0, rows),
        I: random.choice([-2.0, -1.0, 0.0, 1.0, 3.0], rows) * random.uniform(0.9, 1.1, rows),
    }
    if missing:
        for name in (T, V, I):
            columns[name][random.random(rows) < 0.1] = np.nan
    work = columns[V] * columns[I]
    if power:
        columns[POWER] = work * random.uniform(0.95, 1.05, rows)
        work = columns[POWER] if power == "only" else work
    source = columns.get(POWER, columns[V] * columns[I])
    for rate, pair, total in ((columns[I], (OUT_Q, IN_Q), NET_Q), (source, (OUT_E, IN_E), NET_E)):
        for name, sign in zip(pair, (1, -1), strict=True):
            truth = integrals(columns[T], np.maximum(sign * rate, 0), step)
            columns[name] = truth * random.uniform(0.95, 1.05, rows)
        truth = integrals(columns[T], rate if seed % 2 else np.abs(rate), step)
        columns[total] = (-1) ** (seed // 2) * truth * random.uniform(0.98, 1.02, rows) + 7.0
    if missing:
        for name in (OUT_Q, IN_E, NET_Q, NET_E):
            columns[name][random.random(rows) < 0.1] = np.nan
    return columns, step, source


def issues(columns, step, tolerance=1e-9, **how):
    frame = pl.DataFrame(columns | {S: step})
    found = findings(frame, Integral(tolerance, power=POWER in columns, **how))
    return {issue.column: issue for issue in found}


@pytest.mark.parametrize("size", [4, 1000])
@pytest.mark.parametrize("missing", [False, True])
@pytest.mark.parametrize("every_row", [False, True])
def test_deviations_are_those_of_the_definition(size, missing, every_row, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    for seed in range(8):
        columns, step, source = series(seed, missing=missing, power=seed > 3)
        found = issues(columns, step, every_row=every_row)
        time, current = columns[T], columns[I]
        wanted = {}
        for rate, pair, total in (
            (current, (OUT_Q, IN_Q), NET_Q),
            (source, (OUT_E, IN_E), NET_E),
        ):
            for name, sign in zip(pair, (1, -1), strict=True):
                integral = integrals(time, np.maximum(sign * rate, 0), step)
                wanted[name] = (*deviation(columns[name], integral), columns[name], integral)
            net, passed = integrals(time, rate, step), integrals(time, np.abs(rate), step)
            changed, (*best, integral) = total_deviation(columns[total], net, passed, step)
            wanted[total] = (*best, changed, integral)
        if POWER in columns:
            work = np.where(np.isnan(columns[POWER]), np.nan, columns[V] * current)
            stated = np.where(np.isnan(work), np.nan, columns[POWER])
            stated, integral = integrals(time, stated, step), integrals(time, work, step)
            wanted[POWER] = (*deviation(stated, integral), stated, integral)
        assert set(found) == set(wanted)
        for name, (worst, row, scale, reported, integral) in wanted.items():
            payload = found[name].payload
            assert payload["relative_error"] == pytest.approx(worst / scale, rel=1e-6), name
            assert payload["max_scale"] == pytest.approx(scale), name
            assert payload["worst_row_index"] == row, name
            assert payload["reported_at_worst"] == pytest.approx(reported[row]), name
            assert payload["integrated_at_worst"] == pytest.approx(integral[row]), name
            unit = "A.h" if "capacity" in name.lower() else "W.h"
            assert payload["unit"] == unit
            rate = I if unit == "A.h" else POWER if POWER in columns else f"{V} * {I}"
            assert payload["source_column"] == (f"{V} * {I}" if name == POWER else rate)
            assert found[name].rows == (row,)


@pytest.mark.parametrize("every_row", [False, True])
@pytest.mark.parametrize("size", [4, 1000])
@pytest.mark.parametrize(("off", "is_found"), [(0.08, False), (0.12, True)])
@pytest.mark.parametrize("at", ["all", "first", "last", "inside"])
def test_a_deviation_of_a_tenth_is_allowed(every_row, size, off, is_found, at, monkeypatch):
    """Without a look at every row, the ends of the steps decide."""
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    time, step = np.arange(20) * 360.0, np.repeat([0, 1], 10)
    for sign, name in ((1.0, OUT_Q), (-1.0, IN_Q), (3.5, OUT_E), (-3.5, IN_E)):
        current, volts = np.full(20, np.sign(sign)), np.full(20, 3.5)
        truth = abs(sign) * integrals(time, np.ones(20), step)
        largest = abs(sign) * 0.9
        reported = truth.copy()
        if at == "all":
            reported *= 1 - off
        elif at == "first":
            reported[10] = off * largest
        elif at == "last":
            reported[19] += -off * largest
        else:
            reported[15] += off * largest
        found = issues(
            {T: time, V: volts, I: current, name: reported}, step, 0.1, every_row=every_row
        )
        seen = is_found and (every_row or at != "inside" or size == 4)
        if at == "inside" and size == 4 and not every_row:
            continue  # a block may end there
        assert set(found) == ({name} if seen else set()), name


def test_both_directions_count_in_one_step():
    """A row that discharges after one that charges has flowed for half of the interval."""
    time, step = np.arange(4) * 3600.0, np.zeros(4, int)
    current = np.array([2.0, -4.0, -4.0, 2.0])
    right = {OUT_Q: [0.0, 1.0, 1.0, 2.0], IN_Q: [0.0, 2.0, 6.0, 8.0]}
    assert issues({T: time, I: current, **right}, step) == {}
    for name, values in right.items():
        wrong = {name: np.array(values) * 1.01}
        assert set(issues({T: time, I: current, **right, **wrong}, step)) == {name}


@pytest.mark.parametrize(
    ("current", "reported", "found"),
    [
        (0.0, 0.9e-6, set()),  # up to a millionth of an ampere hour is noise where nothing flows
        (0.0, 1.5e-6, {OUT_Q}),
        (1e-9, 0.5e-6, {OUT_Q}),  # beside a current it is not
        # A ten thousandth of what flowed the other way is noise too.
        (-1.0, 0.8e-4, set()),
        (-1.0, 1.3e-4, {OUT_Q}),
    ],
)
def test_noise_where_nothing_flows(current, reported, found):
    time, step = np.array([0.0, 1800.0, 3600.0]), np.zeros(3, int)
    charge = max(-current, 0.0) * time / 3600
    columns = {T: time, I: np.full(3, current), OUT_Q: [0.0, reported, reported], IN_Q: charge}
    assert set(issues(columns, step, 0.1)) == found


def test_time_that_runs_back_hides_no_deviation():
    time, step = np.array([0.0, 3600.0, 7200.0, 3600.0, 0.0]), np.zeros(5, int)
    reported = np.zeros(5)
    assert set(issues({T: time, I: np.ones(5), OUT_Q: reported}, step, 0.1)) == {OUT_Q}


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("known", [0, 2])
def test_a_step_that_began_before_goes_on_from_what_it_reports(size, known, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size if size > known else 100)
    time, step = np.arange(8) * 3600.0, np.repeat([3, 4], 4)
    reported = np.array([5.0, 6.0, 7.0, 8.0, 0.0, 1.0, 2.0, 3.0])
    reported[:known] = np.nan
    columns = {T: time, I: np.ones(8), OUT_Q: reported}
    for every_row in (False, True):
        assert issues(columns, step, 0.01, continued=True, every_row=every_row) == {}
        assert set(issues(columns, step, 0.01, every_row=every_row)) == {OUT_Q}
        wrong = columns | {OUT_Q: np.where(np.arange(8) == 3, 9.0, reported)}
        (issue,) = issues(wrong, step, 0.01, continued=True, every_row=every_row).values()
        assert issue.payload["worst_row_index"] == 3
        assert issue.payload["integrated_at_worst"] == pytest.approx(8.0)


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("start", [0.0, 5.0])
def test_a_small_deviation_in_each_row_adds_up(size, start, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    columns = {T: np.arange(5) * 3600.0, I: np.ones(5), OUT_Q: start + 1.2 * np.arange(5)}
    for every_row in (False, True):
        found = issues(columns, np.zeros(5, int), 0.06, continued=start > 0, every_row=every_row)
        error = found[OUT_Q].payload["relative_error"]
        assert error == pytest.approx(0.8 / (start + 4.8))


@pytest.mark.parametrize(
    ("present", "made"),
    [
        ({I, OUT_Q}, True),
        ({I, NET_Q}, True),
        ({V, OUT_E}, False),
        ({V, I, IN_E}, True),
        ({POWER, IN_E}, True),
        ({V, I, NET_E}, True),
        ({V, I, POWER}, True),
        ({V, POWER}, False),
        ({V, I}, False),
        ({OUT_Q, OUT_E}, False),
    ],
)
def test_what_is_needed(present, made):
    check = Integral(0.1, power=True)
    reason = check.prepare({T, S, *present})
    assert (reason is None) is made
    assert check.prepare({S, *present}) is not None


def test_power_is_checked_only_if_asked_for():
    columns = {T: np.arange(3.0) * 3600, V: np.full(3, 4.0), I: np.ones(3), POWER: np.full(3, 5.0)}
    frame = pl.DataFrame(columns | {S: [0, 0, 0]})
    assert findings(frame, Integral(0.1)) == []
    (issue,) = findings(frame, Integral(0.1, "warning", power=True))
    assert (issue.column, issue.severity) == (POWER, "warning")
    assert issue.payload["relative_error"] == pytest.approx(0.2)
