"""Where rows lie: pauses, coarse times, charge between steps; numbers that fall; many findings."""

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, halves, integrals

from ionworks import examples
from ionworks.validators import check
from ionworks.validators.checks import scan
from ionworks.validators.checks.pauses import GapsUnderCurrent
from ionworks.validators.checks.spacing import ChargeBetweenSteps
from ionworks.validators.functions import findings

C = "Cycle count"
Q = ("Discharge capacity [A.h]", "Charge capacity [A.h]")


def codes(report):
    return [issue.code.value for issue in report.issues]


def joined(*steps):
    """Join (current, times since its start, voltage) steps, each from the end of the one before."""
    columns = {T: [], V: [], I: [], S: []}
    start = 0.0
    for number, (current, times, voltage) in enumerate(steps):
        times = np.asarray(times, dtype=float)
        columns[T].append(start + times)
        columns[V].append(np.broadcast_to(voltage, times.shape))
        columns[I].append(np.broadcast_to(current, times.shape))
        columns[S].append(np.full(times.shape, number))
        start += times[-1]
    return pl.DataFrame({name: np.concatenate(parts) for name, parts in columns.items()})


def discharge(times):
    return (2.5, times, 4.1 - 0.4 * np.arange(len(times)) / len(times))


def charge(times):
    return (-2.5, times, 3.75 + 0.4 * np.arange(len(times)) / len(times))


EVEN = np.arange(0, 3601, 10.0)
PAUSED = np.where(EVEN > 1800, EVEN + 4 * 3600, EVEN)

# --- pauses ------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [50, 10**6])
def test_a_pause_under_current_is_found(size, monkeypatch):
    """4 h at 2.5 A that did not flow are 10 A.h more than the right 2.5."""
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    frame = joined(discharge(PAUSED), (0.0, EVEN, 3.75), charge(EVEN))
    assert integrals(frame)[0][0] == pytest.approx(12.5)
    strict = check(frame, strict=True)
    (issue,) = strict.errors
    assert issue.code == "time_gap_under_current"
    assert "14410 s between rows 180 and 181 of step 0, at 2.5 A" in issue.message
    assert (issue.rows, issue.step) == ((180,), 0)
    assert [each.code for each in check(frame).warnings] == ["time_gap_under_current"]
    assert check(frame, strict=True, skip_checks={"time_gaps"}).issues == ()


def test_a_longer_pause_is_named_once():
    frame = joined(discharge(np.where(EVEN > 1800, EVEN + 6 * 3600, EVEN)))
    assert codes(check(frame, strict=True)) == ["time_gap_too_large"]
    assert codes(check(frame)) == ["time_gap_under_current"]


def test_a_gap_at_rest_loses_nothing():
    for hours in (4, 40):
        times = np.where(EVEN > 1800, EVEN + hours * 3600, EVEN)
        frame = joined(discharge(EVEN), (0.0, times, 3.75), charge(EVEN))
        assert check(frame, strict=True).issues == ()
        offset = joined(discharge(EVEN), (3e-4, times, 3.75), charge(EVEN))
        assert check(offset, strict=True).issues == ()


@pytest.mark.parametrize("seed", range(4))
def test_rows_logged_on_change_pass(seed):
    """Rows are far apart where nothing changes, and close where it does."""
    random = np.random.default_rng(seed)
    change = np.cumsum(random.exponential(1.0, 300) * np.geomspace(0.1, 300, 300))
    dense = np.concatenate([np.arange(0, 1, 1e-3), np.arange(1, 60), np.arange(60, 3600, 60)])
    for times in (change - change[0], (change[-1] - change)[::-1], dense):
        frame = joined(discharge(times), (0.0, EVEN, 3.75), charge(times))
        assert check(frame, strict=True).issues == ()


def paused(rows, at, seconds=4 * 3600.0, every=10.0):
    """Give times at equal intervals, and after the rows `at` a pause."""
    steps = np.full(rows - 1, every)
    steps[at] += seconds
    return np.concatenate([[0.0], np.cumsum(steps)])


def pauses(frame):
    found = findings(frame, GapsUnderCurrent(1e-3, None, "warning"))
    return found[0].payload["num_violations"] if found else 0


@pytest.mark.parametrize("size", [50, 10**6])
def test_many_pauses_in_one_step_are_found(size, monkeypatch):
    """Up to a tenth of the intervals, also of unequal lengths."""
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    for rows, count in ((81, 4), (361, 36)):
        at = np.linspace(2, rows - 4, count).astype(int)
        assert pauses(joined(discharge(paused(rows, at)), charge(EVEN))) == count
    at = np.arange(10, 350, 20)
    unequal = paused(361, at, np.geomspace(300, 36_000, len(at)))
    assert pauses(joined(discharge(unequal), charge(EVEN))) == len(at)


@pytest.mark.parametrize("size", [7, 10**6])
@pytest.mark.parametrize("rows", [5, 6, 8])
def test_a_pause_in_a_step_of_a_few_rows_is_found(rows, size, monkeypatch):
    """One pulse of eight is interrupted for 4 h. The others show how the series is logged."""
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    steps = []
    for number in range(8):
        level = 4.0 - 0.1 * number
        at = [rows // 2] if number == 3 else []
        times = paused(rows, at, every=1.0)
        steps += [(0.0, EVEN[:31], level), (1.0, times, level - 0.01 * np.arange(rows) / rows)]
    frame = joined(*steps)
    assert pauses(frame) == 1
    assert pauses(joined(*steps[6:8])) == 0  # nothing tells how the series is logged


def test_long_intervals_of_other_kinds_pass():
    random = np.random.default_rng(0)
    ends = np.array([0.0, 0.01, 0.02, 3600.0, 3600.01, 3600.02])  # only the ends of a step
    cruise = np.where(random.random(2000) < 0.03, 60.0, 1.0)
    burst = np.tile(np.append(np.full(20, 0.01), 100.0), 40)  # rows at each change of the current
    slower = np.append(np.full(200, 1.0), np.full(15, 60.0))
    changing = random.uniform(0.5, 3.0, 2001)
    pulses = np.append(1.0, np.repeat(np.where(np.arange(40) % 2, 1.0, 2.5), 21))
    drift = np.append(
        np.full(20, 5.0), [20.0, 90.0, 1500.0]
    )  # on change, of a voltage that settles
    uneven = np.full(40, 5.0)
    uneven[[5, 15, 25]] = 60.0, 1500.0, 70.0  # many lengths: also on change
    frames = {
        "ends": joined(discharge(EVEN), *[discharge(ends)] * 8),
        "cruise": joined((changing, np.append(0, np.cumsum(cruise)), np.full(2001, 3.7))),
        "burst": joined((pulses, np.append(0, np.cumsum(burst)), np.full(841, 3.7))),
        "slower": joined(discharge(np.append(0, np.cumsum(slower)))),
        "drift": joined(discharge(np.append(0, np.cumsum(drift)))),
        "uneven": joined(discharge(np.append(0, np.cumsum(uneven)))),
    }
    assert {name: pauses(frame) for name, frame in frames.items()} == dict.fromkeys(frames, 0)


# --- coarse times --------------------------------------------------------------------------


@pytest.mark.parametrize("spacing", [10.0, 60.0])
def test_float32_times_since_1970_are_found(spacing):
    times = np.arange(0, 7200, spacing)
    right = joined(discharge(times), charge(times))
    epoch = (right[T].to_numpy() + 1_767_225_600.0).astype(np.float32).astype(float)
    wrong = right.with_columns(pl.Series(T, epoch - epoch[0]))
    (issue,) = check(wrong, strict=True).errors
    assert issue.code == "time_grid_too_coarse"
    assert issue.payload["grid_seconds"] == 128
    assert "float32 for times since 1970" in issue.message
    assert "Subtract the first time before the cast" in issue.advice
    assert codes(check(wrong)) == ["time_grid_too_coarse"]
    good = right.with_columns(pl.col(T).cast(pl.Float32))
    assert check(good, strict=True).issues == ()


def test_times_that_are_fine_enough_pass():
    """Whole seconds at 10 Hz, and rows that are logged twice."""
    times = np.floor(np.arange(0, 3600, 0.1))
    assert check(joined(discharge(times), charge(times)), strict=True).issues == ()
    twice = np.repeat(EVEN, 2)
    assert check(joined(discharge(twice), charge(twice)), strict=True).issues == ()


# --- charge between steps ------------------------------------------------------------------


@pytest.mark.parametrize("size", [31, 10**6])
@pytest.mark.parametrize(("rows", "share"), [(1, 1.0), (10, 0.1), (60, 1 / 60)])
def test_charge_before_the_first_row_is_reported(rows, share, size, monkeypatch):
    """A pulse of `rows` rows that is logged from its first interval on loses one of them."""
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    pulse, rest = np.arange(1, rows + 1) * 10.0, np.arange(1, 31) * 10.0
    steps = []
    for number in range(6):
        level = 4.0 - 0.1 * number
        steps += [(0.0, rest, level), (1.0, pulse, level - 0.05 - 0.01 * np.arange(rows) / rows)]
    frame = joined(*steps)
    frame = frame.with_columns(pl.col(T) - pl.col(T).first())
    (issue,) = check(frame).warnings
    assert issue.code == "charge_between_steps"
    assert issue.payload["lost"] == pytest.approx(6 * 10 / 3600)
    assert issue.payload["fraction"] == pytest.approx(share)
    assert f"{share:.1%} of the charge" in issue.message


def test_a_first_row_after_the_start_loses_charge_too():
    """One step of 30 rows at 1 A, from 10 s on: 1 of 30 intervals is before its first row."""
    times = np.arange(1, 31) * 10.0
    frame = joined((1.0, times, 4.0 - 0.01 * np.arange(30) / 30))
    (issue,) = check(frame).warnings
    assert issue.code == "charge_between_steps"
    assert issue.payload["lost"] == pytest.approx(10 / 3600)
    assert issue.payload["fraction"] == pytest.approx(1 / 30)
    assert (issue.rows, issue.step) == ((0,), 0)
    (turned,) = findings(frame.with_columns(-pl.col(I)), ChargeBetweenSteps())
    assert turned.payload == issue.payload
    skipped = check(frame, skip_checks={"charge_between_steps"})
    assert not skipped.warnings
    assert "charge_between_steps" in skipped.not_checked
    assert not check(frame.with_columns(pl.col(T) + 3600.0)).warnings  # cut from a longer test


def test_the_time_before_rows_that_follow_is_not_counted():
    """The test may have been interrupted between what is stored and the rows that follow."""
    pulse = (1.0, np.arange(1, 31) * 10.0, 3.9 - 0.01 * np.arange(30) / 30)
    frame = joined((0.0, EVEN[:31], 4.0), pulse)
    assert "charge_between_steps" in codes(check(frame))
    following = check(frame.slice(31), follows=frame.head(31))
    assert "charge_between_steps" not in codes(following)


@pytest.mark.parametrize(("gap", "counts"), [(19.0, True), (21.0, False)])
@pytest.mark.parametrize("rows", [1, 2, 10])
def test_charge_flows_in_up_to_two_intervals_before_a_step(gap, counts, rows):
    """Rows are 10 s apart. After a longer time the cell may have rested."""
    rest = (0.0, np.arange(30) * 10.0, 4.0)
    pulse = (1.0, gap + np.arange(rows) * 10.0, 3.9)
    found = findings(joined(rest, pulse, rest), ChargeBetweenSteps())
    assert len(found) == counts
    for issue in found:
        assert issue.payload["lost"] == pytest.approx(gap / 3600)
        whole = gap + 10.0 * (rows - 1)
        assert issue.payload["fraction"] == pytest.approx(gap / whole)
        assert issue.rows == (30,)


@pytest.mark.parametrize(("rows", "counts"), [(19, False), (20, True)])
def test_short_series_are_samples(rows, counts):
    frame = joined((1.0, np.arange(1, rows + 1) * 10.0, 4.0))
    assert len(findings(frame, ChargeBetweenSteps())) == counts


def test_little_charge_between_steps_passes():
    late = np.arange(1, 361) * 10.0  # 0.28 %
    assert check(joined(discharge(late), charge(late)).with_columns(pl.col(T) - 10)).issues == ()
    rest = joined(discharge(EVEN), charge(EVEN + 3600))  # an hour that is in no step
    assert check(rest).issues == ()


def test_the_advice_for_totals_says_what_it_loses():
    """10 rows of 10 s at 1 A, of which the first interval is before the first row."""
    pulse = np.arange(1, 11) * 10.0
    frame = joined(*((1.0, pulse, 4.0 - 0.1 * n - 0.01 * np.arange(10)) for n in range(5)))
    frame = frame.with_columns(pl.col(T) - 10)
    total = pl.Series(Q[0], pulse.tolist() * 5) / 3600
    for column in (total, pl.Series(Q[0], np.arange(1, 51) * 10.0 / 3600)):
        issues = check(frame.with_columns(column)).errors
        (issue,) = [each for each in issues if each.code == "cumulative_value_not_reset"]
        assert "10.0% of the whole" in issue.advice


# --- numbers that fall, and findings that repeat ---------------------------------------------


def test_a_cycle_count_that_falls_back_is_found():
    frame = pl.concat(
        halves().with_columns(pl.col(T) + 7200.0 * n, pl.col(S) + 2 * n, pl.lit(n % 2).alias(C))
        for n in range(4)
    )
    (issue,) = check(frame, strict=True).errors
    assert issue.code == "cycle_count_decreased"
    assert "falls from 1 to 0 at row 244" in issue.message
    assert codes(check(frame)) == ["cycle_count_decreased"]
    numbered = frame.with_columns(pl.col(C).rle_id())
    assert check(numbered, strict=True).issues == ()
    cyclers = frame.rename({C: "Cycle from cycler"})  # whose changes the platform counts
    assert check(cyclers, strict=True).issues == ()


def test_a_hundred_steps_that_are_not_reset_are_one_finding():
    frame = joined(*([discharge(EVEN[:5]), charge(EVEN[:5])] * 50))
    total = pl.int_range(pl.len()).cast(pl.Float64).alias(Q[0])
    (issue,) = [e for e in check(frame.with_columns(total)).errors if e.column == Q[0]]
    assert "starts 99 steps at values from 5 to 495 and not at 0" in issue.message
    assert "step 1 (row 5) at 5; step 2 (row 10) at 10" in issue.message
    assert "and 94 more" in issue.message
    assert issue.payload["num_violations"] == 99
    assert len(issue.rows) == 20


def test_step_count_errors_name_the_later_row():
    frame = halves().with_columns(
        pl.when(pl.int_range(pl.len()) < 61).then(0).otherwise(3).alias(S)
    )
    (issue,) = check(frame).errors
    assert issue.rows == (61,)
    assert "row 61: from 0 to 3" in issue.message


def test_a_lone_row_is_told_how_to_pass_and_not_to_spoil_its_neighbour():
    lone = joined((0.0, [0.0], 4.1), discharge(EVEN), charge(EVEN))
    (issue,) = check(lone, strict=True).errors
    assert 'skip_checks={"minimum_points_per_step"}' in issue.message
    assert "the neighbour that has the same current" in issue.message
    assert check(lone, strict=True, skip_checks={"minimum_points_per_step"}).issues == ()


# --- small and large cells -------------------------------------------------------------------


@pytest.mark.parametrize("size", [1e-8, 1e-6, 1.0, 1e4])
def test_zero_capacity_is_found_in_cells_of_any_size(size):
    frame = halves().with_columns(pl.col(I) * size, *(pl.lit(0.0).alias(name) for name in Q))
    found = check(frame, strict=True).errors
    assert [issue.column for issue in found] == list(Q)
    rises = np.arange(61) / 60 * size
    right = frame.with_columns(
        pl.Series(Q[0], np.concatenate([rises, np.zeros(61)])),
        pl.Series(Q[1], np.concatenate([np.zeros(61), rises])),
    )
    assert check(right, strict=True).issues == ()
    assert check(right.with_columns(pl.col(*Q).cast(pl.Float32)), strict=True).issues == ()


def test_noise_the_other_way_is_no_capacity():
    random = np.random.default_rng(1)
    rest = (1e-6 * random.standard_normal(EVEN.size), EVEN, 3.7)
    frame = joined(discharge(EVEN), rest).with_columns(
        pl.Series(Q[0], np.concatenate([EVEN * 2.5 / 3600, np.zeros(EVEN.size)])),
        pl.lit(0.0).alias(Q[1]),
    )
    assert check(frame, strict=True).issues == ()


@pytest.mark.parametrize("name", ["cycling", "discharge"])
def test_example_files_pass(name):
    assert check(pl.read_parquet(examples.path(name)), strict=True).issues == ()
