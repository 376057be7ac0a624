"""What holds for any series: sound ones pass, damage is found wherever it is."""

import math
import sys

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from validators.series import (
    CUMULATIVE,
    WINDOW,
    Step,
    add_from,
    codes,
    cycling,
    put,
    summary,
)

from ionworks.validators import check
from ionworks.validators.checks import current_sign, scan
from ionworks.validators.checks.integral import Integral
from ionworks.validators.compat import running_step_reset_integral
from ionworks.validators.limits import CURRENT_SIGN

few = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def sound_series(draw, least_rows=2):
    """Draw a series to the convention: any steps, any size of cell, any rate of sampling."""
    capacity = draw(st.sampled_from([1e-5, 2e-3, 1.0, 5.0, 300.0]))
    interval = draw(st.sampled_from([0.1, 1.0, 60.0]))
    steps = [Step("discharge", max(least_rows, 6), 0.2)]
    for _ in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["discharge", "charge", "rest"]))
        rows = draw(st.integers(least_rows, 25))
        steps.append(Step(kind, rows, draw(st.floats(0.02, 0.3))))
    frame = cycling(steps, capacity=capacity, interval=interval)
    if draw(st.booleans()):
        # Measured amounts waver a little, up and down, after the first row of a step.
        noise = (pl.int_range(pl.len()) * 7919 % 11 - 5) / 5 * min(1e-7, 1e-6 * capacity)
        later = pl.col("Step count") == pl.col("Step count").shift()
        frame = frame.with_columns(
            pl.when(later & (pl.col(name) > 0))
            .then(pl.col(name) + noise)
            .otherwise(name)
            .alias(name)
            for name in CUMULATIVE
        )
    return frame, capacity


def full_check(frame, capacity=5.0):
    return check(
        frame,
        strict=True,
        steps=summary(frame) if "Step count" in frame.columns else None,
        rated_capacity=capacity,
        voltage_window=WINDOW,
    )


@few
@given(sound_series())
def test_any_series_built_to_the_convention_passes(drawn):
    frame, capacity = drawn
    report = full_check(frame, capacity)
    assert report.issues == ()


#: Name of the damage to how it is done to a frame at a row, and the code it must give.
DAMAGES = {
    "time falls": (lambda f, row: add_from(f, "Time [s]", row, -1e6), "time_not_monotonic"),
    "time starts late": (
        lambda f, _: f.with_columns(pl.col("Time [s]") + 1.0),
        "time_does_not_start_at_zero",
    ),
    "time is missing": (
        lambda f, row: put(f, "Time [s]", row, None),
        "time_missing_on_non_eis_row",
    ),
    "time is NaN": (
        lambda f, row: put(f, "Time [s]", row, math.nan),
        "time_missing_on_non_eis_row",
    ),
    "gap": (lambda f, row: add_from(f, "Time [s]", row, 18_001.0), "time_gap_too_large"),
    "step left out": (
        lambda f, row: add_from(f, "Step count", row, 2),
        "step_count_non_sequential",
    ),
    "step falls": (lambda f, row: add_from(f, "Step count", row, -2), "step_count_non_sequential"),
    "step is missing": (
        lambda f, row: put(f, "Step count", row, None),
        "step_count_non_sequential",
    ),
    "cycle changes": (lambda f, row: put(f, "Cycle count", row, 99), "cycle_changes_within_step"),
    "not reset": (
        lambda f, row: f.with_columns(
            pl.when(pl.col("Step count") == f["Step count"][row])
            .then(pl.col(CUMULATIVE[0]) + 1.0)
            .otherwise(CUMULATIVE[0])
        ),
        "cumulative_value_not_reset",
    ),
    "amount falls": (lambda f, row: put(f, CUMULATIVE[1], row, -1.0), "cumulative_value_decreased"),
    "infinite": (lambda f, row: put(f, "Voltage [V]", row, -math.inf), "infinite_value"),
    "sign turned": (
        lambda f, _: f.with_columns(-pl.col("Current [A]")),
        "current_sign_reversed",
    ),
    "amount off": (
        lambda f, _: f.with_columns(
            pl.lit(1.0).alias("Current [A]"), pl.col(CUMULATIVE[0]) * 0.0
        ).with_columns(pl.col("Time [s]").cum_count().cast(pl.Float64) * 10 - 10),
        "discharge_capacity_integral_mismatch",
    ),
    "scrambled": (
        lambda f, _: f.with_columns(
            pl.when(pl.int_range(pl.len()) % 2 == 0).then(2.5).otherwise(4.2).alias("Voltage [V]")
        ),
        "voltage_continuity",
    ),
}

#: Damage that is done inside a step, not at its first row.
INSIDE = {"cycle changes", "amount falls"}


def places_for(name, frame):
    """Return the rows at which damage counts: a gap within a rest loses nothing."""
    places = rows_inside(frame) if name in INSIDE else list(range(1, frame.height))
    if name != "gap":
        return places
    resting = frame["Current [A]"] == 0
    inside = set(rows_inside(frame))
    return [row for row in places if row not in inside or not resting[row]]


def rows_inside(frame):
    same = frame.select(
        (pl.col("Step count") == pl.col("Step count").shift()).fill_null(value=False)
    )
    return same.to_series().arg_true().to_list()


@pytest.mark.parametrize("name", DAMAGES)
@few
@given(data=st.data())
def test_damage_is_found_wherever_it_is(name, data):
    frame, capacity = data.draw(sound_series())
    damage, code = DAMAGES[name]
    places = places_for(name, frame)
    assert code in codes(full_check(damage(frame, data.draw(st.sampled_from(places))), capacity))


@pytest.mark.parametrize("name", [name for name in DAMAGES if name != "scrambled"])
@few
@given(data=st.data())
def test_missing_values_turn_no_refusal_into_acceptance(name, data):
    """Blank up to a third of the rows, but not the evidence, nor the last of each step."""
    frame, capacity = data.draw(sound_series(least_rows=12))
    damage, code = DAMAGES[name]
    places = places_for(name, frame)
    row = data.draw(st.sampled_from(places))
    damaged = damage(frame, row)
    refused = full_check(damaged, capacity)
    assert code in codes(refused)
    columns = data.draw(
        st.lists(st.sampled_from(["Voltage [V]", "Current [A]", *CUMULATIVE]), unique=True)
    )
    phase = data.draw(st.integers(0, 2))
    missing = data.draw(st.sampled_from([None, math.nan]))
    kept = (
        (pl.int_range(pl.len()) % 3 != phase)
        | pl.int_range(pl.len()).is_in([row - 1, row, row + 1])
        | (pl.lit(frame["Step count"]) != pl.lit(frame["Step count"].shift(-1)))
    )
    blanked = damaged.with_columns(
        pl.when(kept).then(column).otherwise(missing).alias(column) for column in columns
    )
    report = full_check(blanked, capacity)
    assert not report
    if code != "infinite_value":
        assert code in codes(report)


@few
@given(data=st.data(), size=st.integers(1, 9))
def test_the_size_of_blocks_makes_no_difference(data, size):
    """A step, a gap or a fall may lie across blocks."""
    frame, capacity = data.draw(sound_series())
    for name in data.draw(st.lists(st.sampled_from(sorted(DAMAGES)), max_size=3, unique=True)):
        row = data.draw(st.sampled_from(rows_inside(frame)))
        frame = DAMAGES[name][0](frame, row)
    if data.draw(st.booleans()):
        holes = pl.int_range(pl.len()) % 3 == 1
        frame = frame.with_columns(
            pl.when(~holes).then(name).alias(name)
            for name in ("Time [s]", "Voltage [V]", "Current [A]", "Cycle count", *CUMULATIVE)
        )
    whole = full_check(frame, capacity)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "BLOCK_ROWS", size)
        cut = full_check(frame, capacity)
    assert codes(cut) == codes(whole)
    for one, other in zip(whole.issues, cut.issues, strict=True):
        assert one.rows == other.rows or one.check == "capacity_energy_from_current_power"
        for key, value in one.payload.items():
            if isinstance(value, float) and "at_worst" not in key:
                assert other.payload[key] == pytest.approx(value, rel=1e-7, abs=1e-12)


@few
@given(data=st.data(), turned=st.booleans())
def test_few_steps_are_judged_as_many_are(data, turned):
    """Few steps are fitted one by one and many together, which must come to the same."""
    frame, capacity = data.draw(sound_series(least_rows=4))
    if turned:
        frame = frame.with_columns(-pl.col("Current [A]"))
    reports = []
    for most in (0, 1_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(current_sign, "_FEW", most)
            reports.append(full_check(frame, capacity))
    one, other = reports
    assert [issue.code for issue in one.issues] == [issue.code for issue in other.issues]
    assert one.not_checked == other.not_checked
    shares = [
        issue.payload["charge_fraction"]
        for each in reports
        for issue in each.issues
        if issue.check == CURRENT_SIGN
    ]
    assert shares == pytest.approx([1.0] * len(shares)) if turned else not shares


def test_a_small_sound_frame_is_checked_without_the_query_engine():
    """Each query costs as much as the arithmetic of several checks in a thousand rows."""
    frame = cycling([Step("discharge", 1_000)]).drop(CUMULATIVE)
    check(frame)  # loads what is loaded on first use
    queries = 0

    def count(_frame, event, called):
        nonlocal queries
        queries += event == "c_call" and called.__name__ == "collect"

    sys.setprofile(count)
    try:
        report = check(frame)
    finally:
        sys.setprofile(None)
    assert report
    assert queries <= 1  # adding up the charge needs one


@few
@given(seed=st.integers(0, 2**32), size=st.integers(2, 40), tolerance=st.sampled_from([0.01, 0.2]))
def test_the_deviation_is_the_worst_of_all_rows(seed, size, tolerance):
    """Also where the sums of a run tell enough, and rows are not looked at one by one."""
    random = np.random.default_rng(seed)
    rows = int(random.integers(2, 80))
    time = np.cumsum(random.random(rows) * 100)
    current = random.choice([0.0, 1.0, -2.0], rows)
    step = np.sort(random.integers(0, 5, rows))
    truth = running_step_reset_integral(np.maximum(current, 0.0), time, step)
    off = random.choice([1.0, 1 + tolerance / 2, 1 + 2 * tolerance])
    reported = truth * off + random.choice([0.0, 1e-6, 1e-2]) * random.standard_normal(rows)
    frame = pl.DataFrame(
        {"Time [s]": time, "Current [A]": current, "Step count": step, CUMULATIVE[0]: reported}
    )
    scale = max(np.abs(truth).max(), np.abs(reported).max())
    error = np.abs(reported - truth).max() / scale if scale > 1e-6 else 0.0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scan, "BLOCK_ROWS", size)
        found, _ = scan.scan(frame, [Integral(tolerance)])
    assert [issue.payload["relative_error"] for issue in found] == (
        [pytest.approx(error)] if error > tolerance else []
    )
