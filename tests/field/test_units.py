"""Unit mistakes that the ratings of the cell show, without a table of steps."""

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, cycling, halves
from hypothesis import HealthCheck, given, settings

from ionworks import MeasurementValidationError
from ionworks.validators import check

RATINGS = {
    "capacity": {"value": 1.0, "unit": "A.h"},
    "voltage_min": {"value": 3.0, "unit": "V"},
    "voltage_max": {"value": 4.2, "unit": "V"},
}
RATED = {"rated_capacity": 1.0, "voltage_window": (3.0, 4.2)}

#: Name of the mistake to the column, what it is multiplied by, and what is said of it.
MISTAKES = {
    "current in mA": (I, 1000, "step_capacity_impossible"),
    "time in ms": (T, 1000, "step_capacity_impossible"),
    "voltage of a pack of two": (V, 2, "voltage_outside_window"),
    "voltage of a pack of fourteen": (V, 14, "voltage_outside_window"),
    "voltage in mV": (V, 1000, "voltage_outside_window"),
    "voltage in kV": (V, 0.001, "voltage_outside_window"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_refused(name):
    column, factor, code = MISTAKES[name]
    wrong = halves().with_columns(pl.col(column) * factor)
    report = check(wrong, strict=True, skip_checks={"time_gaps"}, **RATED)
    assert code in {issue.code for issue in report.errors}
    assert check(wrong, strict=True, skip_checks={"time_gaps"})  # nothing to tell it by


def test_it_is_refused_before_it_is_sent(do):
    spec = do(lambda client: client.cell_spec.create({"name": "cell", "ratings": RATINGS}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))

    def create(name, series):
        detail = {"measurement": {"name": name}, "time_series": series}
        return do(
            lambda client: client.cell_measurement.create(
                cell.id, detail, validate_strict=True, check_against_spec=True
            )
        )

    for name, (column, factor, code) in MISTAKES.items():
        if column == T:
            continue  # rows that are 1000 min apart are gaps too
        with pytest.raises(MeasurementValidationError) as refused:
            create(name, halves().with_columns(pl.col(column) * factor))
        assert refused.value.has_code(code), name
    assert create("right", halves()).steps_created == 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cycling())
def test_right_data_pass_without_a_word(frame):
    # Steps of up to 0.3 times 2 A.h, at 2.2 to 5 V.
    assert check(frame, strict=True, rated_capacity=2.0, voltage_window=(2.5, 4.2)).issues == ()


def test_a_step_of_many_cycles_is_no_mistake():
    """A drive cycle moves the rated capacity many times, but never far from its start."""
    time = np.arange(200_000.0)
    current = 3.0 * np.sin(time / 600)
    charge = np.concatenate([[0.0], np.cumsum((current[1:] + current[:-1]) / 2) / 3600])
    frame = pl.DataFrame(
        {
            T: time,
            V: 3.7 - 0.3 * charge - 0.01 * current,
            I: current,
            S: (time // 100_000).astype(int),
        }
    )
    assert np.abs(current).sum() / 3600 > 50
    assert check(frame, strict=True, **RATED).issues == ()


@pytest.mark.parametrize(("share", "found"), [(4.9, None), (5.1, "warning"), (21.0, "error")])
def test_how_much_a_step_may_move(share, found):
    frame = halves().with_columns(pl.col(I) * share)
    report = check(frame, strict=True, **RATED)
    assert {issue.severity for issue in report.issues} == ({found} if found else set())
    skipped = check(frame, strict=True, skip_checks={"step_capacity_within_rated"}, **RATED)
    assert skipped.issues == ()


def test_full_steps_are_found_without_a_table():
    twice = pl.concat([halves(), halves().with_columns(pl.col(T) + 7260.0, pl.col(S) + 2)])
    report = check(twice.with_columns(pl.col(I) * 2.5), strict=True, **RATED)
    codes = [issue.code for issue in report.errors]
    assert codes == ["consecutive_same_direction_full_steps"] * 2
    assert report.errors[0].payload["previous_step"] == 0
    assert report.errors[0].payload["current_step"] == 2


@pytest.mark.parametrize(("amps", "is_rest"), [(0.0005, True), (0.005, False)])
def test_the_noise_of_a_rest_is_no_step_between_full_ones(amps, is_rest):
    """In 2 h they move 1 and 10 mA.h of 2.5 A.h, in the direction of the full steps around."""
    time = np.concatenate([np.arange(121) * 60.0 + 7260.0 * part for part in range(4)])
    frame = pl.DataFrame(
        {
            T: time,
            V: np.tile(np.linspace(4.1, 3.0, 121), 4),
            I: np.repeat([6.25, -6.25, amps, 6.25], 121),
            S: np.arange(484) // 121,
        }
    )
    codes = {issue.code for issue in check(frame, strict=True, **RATED).issues}
    assert ("consecutive_same_direction_full_steps" in codes) is is_rest


@pytest.mark.parametrize("outside", [0.0, 0.4, 0.6])
def test_most_rows_decide_on_the_level_of_the_voltage(outside):
    """A cell that is discharged to 0 V for a while is no pack."""
    rows = pl.int_range(pl.len()) < outside * 122
    frame = halves().with_columns(pl.when(rows).then(0.0).otherwise(V).alias(V))
    found = {issue.code for issue in check(frame, strict=True, **RATED).errors}
    assert ("voltage_outside_window" in found) is (outside > 0.5)


@pytest.mark.parametrize("size", [3, 7, 50])
@pytest.mark.parametrize("share", [4.9, 5.1, 21.0])
def test_blocks_make_no_difference(size, share, monkeypatch):
    """A step that moves too much may begin and end in blocks that move little."""
    little = halves().with_columns(pl.col(I) * 0.1)
    much = halves().with_columns(pl.col(T) + 7260.0, pl.col(I) * share, pl.col(S) + 2)
    frame = pl.concat([little, much, little.with_columns(pl.col(T) + 14520.0, pl.col(S) + 4)])
    whole = check(frame, strict=True, **RATED)
    monkeypatch.setattr("ionworks.validators.checks.scan.BLOCK_ROWS", size)
    cut = check(frame, strict=True, **RATED)
    assert [issue.code for issue in cut.issues] == [issue.code for issue in whole.issues]
    for one, other in zip(cut.issues, whole.issues, strict=True):
        assert one.values == pytest.approx(other.values)
