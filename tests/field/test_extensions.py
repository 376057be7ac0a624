"""Rows that are added to a stored series are checked as its continuation."""

import math

import numpy as np
import polars as pl
import pytest
from field.damage import I, S, T, V, halves, integrals

from ionworks import MeasurementValidationError
from ionworks.validators import check

RATINGS = {
    "capacity": {"value": 1.0, "unit": "A.h"},
    "voltage_min": {"value": 3.0, "unit": "V"},
    "voltage_max": {"value": 4.2, "unit": "V"},
}
AMOUNTS = (
    "Discharge capacity [A.h]",
    "Charge capacity [A.h]",
    "Discharge energy [W.h]",
    "Charge energy [W.h]",
)


def with_totals(frame):
    """Add running totals that start each step at 0."""
    out = pl.when(pl.col(I) > 0).then(pl.col(T) - pl.col(T).first().over(S)) / 3600
    into = pl.when(pl.col(I) < 0).then(pl.col(T) - pl.col(T).first().over(S)) / 3600
    return frame.with_columns(
        out.fill_null(0.0).alias(AMOUNTS[0]), into.fill_null(0.0).alias(AMOUNTS[1])
    )


FIRST = with_totals(halves())
NEXT = with_totals(FIRST.with_columns(pl.col(T) + 7260.0, pl.col(S) + 2))
WHOLE = pl.concat([FIRST, NEXT])


def cut(row):
    """Cut the whole series before a row: what is stored, and what follows."""
    return WHOLE.head(row), WHOLE.slice(row)


def here(column, value, rows):
    at = pl.int_range(pl.len()).is_in(rows)
    return pl.when(at).then(value).otherwise(column).alias(column)


#: Name of the damage to how it is done to the rows that follow, and what is said of it.
DAMAGES = {
    "steps from 0 again": (pl.col(S) - pl.col(S).first(), "step_count_non_sequential"),
    "a jump of the step": (pl.col(S) + 3, "step_count_non_sequential"),
    "the sign is turned": (-pl.col(I), "current_sign_reversed"),
    "totals are not reset": (
        (pl.col(AMOUNTS[0]) + 2.0).alias(AMOUNTS[0]),
        "cumulative_value_not_reset",
    ),
    "infinite voltage": (here(V, math.inf, [7]), "infinite_value"),
    "text": (pl.col(V).cast(pl.String), "column_not_numeric"),
    "time falls": (here(T, 0.0, [50]), "time_not_monotonic"),
    "a missing time": (here(T, None, [50]), "time_missing_on_non_eis_row"),
    "no current": (pl.lit(None, pl.Float64).alias(I), "required_column_empty"),
}


@pytest.fixture
def cell(do):
    spec = do(lambda client: client.cell_spec.create({"name": "cell", "ratings": RATINGS}))
    return do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))


def store(do, cell, series, name="test"):
    detail = {"measurement": {"name": name}, "time_series": series}
    return do(lambda client: client.cell_measurement.create(cell.id, detail)).id


def test_what_is_wrong_is_refused_and_nothing_is_sent(do, cell):
    made = store(do, cell, FIRST)
    for name, (damage, code) in DAMAGES.items():
        with pytest.raises(MeasurementValidationError) as refused:
            do(lambda client, d=damage: client.cell_measurement.extend(made, NEXT.with_columns(d)))
        assert refused.value.has_code(code), name
    whole = do(lambda client: client.cell_measurement.time_series(made, use_cache=False))
    assert whole.equals(FIRST)
    do(lambda client: client.cell_measurement.extend(made, NEXT, validate_strict=True))
    steps = do(lambda client: client.cell_measurement.steps(made))
    assert steps.select(AMOUNTS).to_numpy() == pytest.approx(integrals(WHOLE))


@pytest.mark.parametrize("row", [1, 30, 61, 90, 122, 150, 243])
def test_a_series_may_be_cut_anywhere(row):
    """Also within a step, whose totals go on; with a few of the stored rows, or all."""
    stored, rows = cut(row)
    for known in (1, 10, 1000):
        report = check(
            rows,
            strict=True,
            rated_capacity=1.0,
            voltage_window=(3.0, 4.2),
            follows=stored.tail(known),
            skip_checks={"minimum_points_per_step"},
        )
        assert report.issues == ()


@pytest.mark.parametrize("missing", [0, 1, 3])
def test_the_stored_rows_may_have_gaps(missing):
    """The first of them may lack a total, which then goes on from the first that has one."""
    stored, rows = cut(90)
    gaps = stored.tail(10).with_columns(
        pl.when(pl.int_range(pl.len()) >= missing).then(name).alias(name) for name in AMOUNTS[:2]
    )
    assert check(rows, strict=True, follows=gaps).issues == ()
    wrong = rows.with_columns(pl.col(AMOUNTS[1]) * 3)
    assert not check(wrong, strict=True, follows=gaps)


@pytest.mark.parametrize(
    ("name", "row"),
    [(name, row) for name in DAMAGES for row in (90, 122)]
    + [(name, 30) for name in DAMAGES if name != "steps from 0 again"],  # it is in step 0 still
)
def test_damage_is_found_wherever_the_series_was_cut(name, row):
    stored, rows = cut(row)
    damage, code = DAMAGES[name]
    report = check(rows.with_columns(damage), follows=stored.tail(20))
    assert code in {issue.code for issue in report.errors}


def test_a_sweep_may_follow():
    """Impedance rows have no time and no current, and are no fault."""
    stored = FIRST.with_columns(pl.lit(None, pl.Float64).alias("Frequency [Hz]"))
    sweep = {name: [None] * 3 for name in stored.columns}
    sweep |= {S: [2] * 3, V: [4.1] * 3, "Frequency [Hz]": [100.0, 10.0, 1.0]}
    assert check(sweep, follows=stored)
    assert not check({**sweep, "Frequency [Hz]": [None] * 3}, follows=stored)


def test_rows_are_those_that_were_passed():
    stored, rows = cut(90)
    report = check(rows.with_columns(here(V, math.inf, [7])), follows=stored)
    assert report.errors[0].rows == (7,)
    report = check(rows.with_columns(pl.col(S) + 3), follows=stored)
    assert report.errors[0].payload["examples"] == [
        {"row_index": -1, "from": 1, "to": 4, "diff": 3}
    ]


def test_totals_go_on_within_a_step(do, cell):
    """A total that starts at 0 again where the rows were cut disagrees with the integral."""
    stored, rows = cut(90)
    again = rows.with_columns(
        pl.when(pl.col(S) == 1).then(pl.col(AMOUNTS[1]) - 29 / 60).otherwise(AMOUNTS[1])
    )
    made = store(do, cell, stored)
    with pytest.raises(MeasurementValidationError) as refused:
        do(lambda client: client.cell_measurement.extend(made, again))
    assert refused.value.has_code("cumulative_value_decreased")


def test_it_has_the_options_of_create(do, cell):
    made = store(do, cell, FIRST)
    pack = NEXT.with_columns(pl.col(V) * 3)
    gap = NEXT.with_columns(pl.col(T) + 20_000.0)

    def extend(rows, **options):
        return do(lambda client: client.cell_measurement.extend(made, rows, **options))

    with pytest.raises(MeasurementValidationError) as refused:
        extend(pack, validate_strict=True, check_against_spec=True)
    assert refused.value.has_code("voltage_outside_window")
    with pytest.raises(MeasurementValidationError) as refused:
        extend(pack, validate_strict=True, voltage_window=(3.0, 4.2))
    assert refused.value.has_code("voltage_outside_window")
    milliamperes = NEXT.with_columns(pl.col(I) * 1000)
    with pytest.raises(MeasurementValidationError) as refused:
        extend(milliamperes.drop(AMOUNTS[:2]), validate_strict=True, rated_capacity=1.0)
    assert refused.value.has_code("step_capacity_impossible")
    with pytest.raises(MeasurementValidationError) as refused:
        extend(gap, validate_strict=True)
    assert refused.value.has_code("time_gap_too_large")
    with pytest.raises(ValueError, match="unknown check"):
        extend(gap, skip_checks={"typo"})
    assert extend(gap, validate_strict=True, skip_checks={"time_gaps"}).steps_created == 4


def test_a_column_that_disagrees_is_warned_of(do, cell):
    detail = FIRST.drop(AMOUNTS[:2]).with_columns((pl.col(V) * pl.col(I)).alias("Power [W]"))
    made = store(do, cell, detail)
    rows = NEXT.drop(AMOUNTS[:2]).with_columns((pl.col(V) * pl.col(I) * -1).alias("Power [W]"))
    with pytest.warns(UserWarning, match=r"'Power \[W\]' differs"):
        do(lambda client: client.cell_measurement.extend(made, rows))
    steps = do(lambda client: client.cell_measurement.steps(made))
    assert steps.select(AMOUNTS).to_numpy() == pytest.approx(integrals(WHOLE))
    assert np.isfinite(steps.select(AMOUNTS).to_numpy()).all()
