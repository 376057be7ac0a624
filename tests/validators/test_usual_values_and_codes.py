"""What is usual in a column, codes for missing values, and glitches of the temperature."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.outliers import Bulk, bulk, find_outliers

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
K = "Temperature [degC]"
AT = 200


def series(rows=401, every=10.0, **columns):
    """Make a steady series; a number stands for all rows."""
    base = {T: np.arange(rows) * every, V: 4.0, I: 1.0, S: 0, K: 25.0} | columns
    return pl.DataFrame({name: np.resize(values, rows) for name, values in base.items()})


def put(frame, column, rows, value):
    values = frame[column].to_numpy().astype(float)
    values[rows] = value
    return frame.with_columns(pl.Series(column, values))


def found(frame, **options):
    """Give the rows that are found, by column."""
    issues = find_outliers(frame, severity="error", **options).issues
    return {issue.column: list(issue.rows) for issue in issues}


@pytest.mark.parametrize(
    ("usual", "value", "is_found"),
    [
        (25.0, 44.9, False),  # 20 degC off
        (25.0, 45.1, True),
        (25.0, 5.1, False),
        (25.0, 4.9, True),
        (np.linspace(0, 50, 401), 92.0, False),  # the width of the usual ones: 45 degC
        (np.linspace(0, 50, 401), 93.0, True),
        (np.linspace(0, 50, 401), -42.0, False),
        (np.linspace(0, 50, 401), -43.0, True),
    ],
)
def test_a_glitch_of_the_temperature_is_far_off(usual, value, is_found):
    frame = put(series(**{K: usual}), K, [AT], value)
    assert found(frame) == ({K: [AT]} if is_found else {})


@pytest.mark.parametrize(
    ("after", "every", "is_found"),
    [
        (27.9, 10.0, True),  # 3 degC apart
        (28.1, 10.0, False),
        (22.1, 10.0, True),
        (21.9, 10.0, False),
        (25.0, 149.0, True),  # 300 s
        (25.0, 151.0, False),
    ],
)
def test_a_glitch_of_the_temperature_comes_back_soon(after, every, is_found):
    temperatures = np.full(401, 25.0)
    temperatures[AT] = 80.0
    temperatures[AT + 1 :] = after
    assert bool(found(series(every=every, **{K: temperatures}))) == is_found


@pytest.mark.parametrize("scale", [1.0, 10.0, 100.0])
@pytest.mark.parametrize("code", [32767.0, 32768.0, 65535.0])
def test_codes_of_fixed_point_numbers_are_known(code, scale):
    rows = [20, 60, 61, 62, 63, 64]
    for sign in (1, -1):
        assert found(put(series(), K, rows, sign * code / scale)) == {K: rows}
    possible = code / scale < 1500
    assert bool(found(put(series(), K, rows[1:], code / scale * (1 + 1e-5)))) != possible


@pytest.mark.parametrize("code", [999.0, 999.9, 999.99, 850.0, 888.8, 1372.0, -242.02])
def test_codes_of_thermometers_are_known(code):
    rows = list(range(20, 30))
    assert found(put(series(), K, rows, code)) == {K: rows}
    assert not found(put(series(), K, rows, code * (1 + 1e-5)))
    assert not found(put(series(), K, rows, np.linspace(code * 1.01, code * 0.99, 10)))


@pytest.mark.parametrize("usual", [1.0, 5.0])
def test_a_window_counts_if_the_usual_voltages_are_just_within_its_margin(usual):
    """2 to 4 V allow 1 to 5 V; without the window 1.5 V more would pass."""
    beyond = usual + (0.5 if usual > 3 else -0.5)
    frame = put(series(**{V: usual}), V, [AT, AT + 1], beyond)
    assert not found(frame)
    assert found(frame, voltage_window=(2.0, 4.0)) == {V: [AT, AT + 1]}


def test_a_glitch_is_found_without_a_current_too():
    frame = put(series(), V, [AT, AT + 1], 7.0)
    assert found(frame.drop(I)) == found(frame) == {V: [AT, AT + 1]}
    assert found(frame.with_columns(pl.lit("a").alias(I))) == {V: [AT, AT + 1]}
    assert found(frame.with_columns(pl.lit(None, pl.Float64).alias(I))) == {V: [AT, AT + 1]}


@pytest.mark.parametrize("column", [V, I, K])
def test_columns_of_text_or_of_nothing_are_passed_over(column):
    frame = put(series(), V if column != V else K, [AT], -9999.0)
    for empty in (pl.lit("a"), pl.lit(None, pl.Float64), pl.lit(None)):
        assert len(found(frame.with_columns(empty.alias(column)))) == 1
    assert len(found(frame.drop(column))) == 1


@pytest.mark.parametrize(
    ("value", "between"),
    [
        (12.0, (2.8, 8.1)),  # half way to 4.2 V; by the width and 1 V below 4 V
        (0.4, (2.2, 5.4)),
    ],
)
def test_the_advice_keeps_what_is_between_the_found_and_the_usual_values(value, between):
    frame = put(series(**{V: np.linspace(4.0, 4.2, 401)}), V, [AT, AT + 1], value)
    (issue,) = find_outliers(frame, severity="error").issues
    assert f"is_between({between[0]:.4g}, {between[1]:.4g})" in issue.advice
    assert "all other rows hold 4 to 4.2 V" in issue.message


# --- what is usual -------------------------------------------------------------------------------


def usual(values):
    return bulk(pl.DataFrame({V: pl.Series(values, dtype=pl.Float64, strict=False)}), V)


def test_usual_values_are_all_but_a_tenth():
    values = np.random.default_rng(0).permutation(np.arange(101.0))
    assert usual(values) == Bulk(5.0, 50.0, 95.0)
    assert (usual(values).width, usual(values).level) == (90.0, 95.0)
    assert usual(-values).level == 95.0
    gaps = [*values, None, float("nan"), float("inf"), -float("inf")]
    assert usual(gaps) == Bulk(5.0, 50.0, 95.0)
    assert usual([None, float("nan")]) is None


@pytest.mark.parametrize(("codes", "counted"), [(49, False), (51, True)])
def test_codes_are_not_usual_unless_most_values_are(codes, counted):
    found = usual([9999.0] * codes + [4.0] * (100 - codes))
    assert found.high == (9999.0 if counted else 4.0)
    smallest = usual([327.67] * codes + [4.0] * (100 - codes))
    assert smallest.high == (327.67 if counted else 4.0)


@pytest.mark.parametrize("rows", [4096, 4097, 8191, 8192, 20_000, 1_000_000])
def test_a_sample_of_a_long_column_is_spread_over_it(rows):
    found = usual(np.linspace(0, 1, rows))
    assert (found.low, found.middle, found.high) == pytest.approx((0.05, 0.5, 0.95), abs=1e-3)
    for period in (2, 3, 4, 10, rows // 4096):
        repeated = usual(np.arange(rows) % period)
        assert (repeated.low, repeated.high) == pytest.approx(
            (0.05 * (period - 1), 0.95 * (period - 1)), abs=0.6
        )
