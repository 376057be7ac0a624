"""Values that were not measured: each bound of what is far, short and silent, from both sides."""

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
        (4.0, 1.99, True),  # half of the level off
        (4.0, 2.01, False),
        (4.0, 5.99, False),
        (4.0, 6.01, True),
        (-4.0, -6.01, True),
        (-4.0, -5.99, False),
        (0.5, 1.49, False),  # but at least 1 V
        (0.5, 1.51, True),
        (0.5, -0.49, False),
        (0.5, -0.51, True),
        (np.linspace(1, 5, 401), 8.35, False),  # the width of the usual values: 3.6 V
        (np.linspace(1, 5, 401), 8.45, True),
        (np.linspace(1, 5, 401), -2.35, False),
        (np.linspace(1, 5, 401), -2.45, True),
    ],
)
def test_a_glitch_of_the_voltage_is_far_off(usual, value, is_found):
    """In two rows, as a lone one is found nearer, too."""
    frame = put(series(**{V: usual}), V, [AT, AT + 1], value)
    assert found(frame) == ({V: [AT, AT + 1]} if is_found else {})


@pytest.mark.parametrize(
    ("window", "value", "is_found"),
    [
        ((2.5, 4.2), 5.04, False),  # half of the window beyond it
        ((2.5, 4.2), 5.06, True),
        ((3.5, 4.2), 3.16, False),
        ((3.5, 4.2), 3.14, True),
        ((3.9, 4.1), 3.71, False),  # at least 0.2 V
        ((3.9, 4.1), 3.69, True),
        ((3.9, 4.1), 4.29, False),
        ((3.9, 4.1), 4.31, True),
        ((2.0, 3.0), 5.06, False),  # it is not that of the cell
        ((2.0, 3.0), 6.01, True),
        ((5.0, 6.0), 2.5, False),
        ((1.0, 8.0), 6.5, False),  # the window allows more
        ((1.0, 8.0), 1.5, False),
    ],
)
def test_a_window_says_how_far_off_a_glitch_is(window, value, is_found):
    frame = put(series(), V, [AT, AT + 1], value)
    assert bool(found(frame, voltage_window=window)) == is_found


@pytest.mark.parametrize(
    ("rows", "glitches", "is_found"),
    [(100, 3, True), (100, 4, False), (200, 5, True), (200, 6, False)],
)
def test_glitches_are_few(rows, glitches, is_found):
    """Three, or one in forty rows. The current moves a little, so that none is a lone one."""
    at = np.arange(glitches) * 8 + 5
    frame = put(put(series(rows), V, at, 7.0), I, at, 1.15)
    assert bool(found(frame)) == is_found


@pytest.mark.parametrize(
    ("column", "value", "usual", "is_found"),
    [
        (V, 1.01e4, 4.0, True),
        (V, 9.9e3, 4.0, False),
        (V, -1.01e4, 4.0, True),
        (K, 1501.0, 25.0, True),
        (K, 1499.0, 25.0, False),
        (K, -273.2, 25.0, True),
        (K, -273.1, 25.0, False),
        (K, -273.15, 25.0, True),  # a code
    ],
)
def test_what_no_battery_has_is_found_in_any_number_of_rows(column, value, usual, is_found):
    rows = list(range(AT, AT + 12))
    frame = put(series(**{column: usual}), column, rows, value)
    assert found(frame) == ({column: rows} if is_found else {})


@pytest.mark.parametrize(
    ("value", "usual", "is_found"),
    [
        (1.01e5, 1.0, True),
        (-1.01e5, 1.0, True),
        (9.9e4, 1.0, False),
        (1.9e5, 2e3, False),  # 100 times the usual current, where that is more
        (-2.1e5, 2e3, True),
    ],
)
def test_a_current_that_no_battery_has_is_found_even_if_the_voltage_follows(value, usual, is_found):
    rows = list(range(AT, AT + 3))
    frame = put(put(series(**{I: usual}), I, rows, value), V, rows, 4.0 - np.sign(value) * 1.9)
    assert found(frame) == ({I: rows} if is_found else {})


@pytest.mark.parametrize("end", [0, -1])
@pytest.mark.parametrize(
    ("further", "rows", "is_found"),
    [(3.65, 1, True), (3.55, 1, False), (4.35, 3, True), (4.45, 3, False), (4.0, 4, False)],
)
def test_zeros_at_an_end_are_few_beside_a_steady_voltage(further, rows, is_found, end):
    """The next two voltages differ by a tenth at most."""
    volts = np.full(401, 4.0)
    volts[:rows], volts[rows + 1] = 0.0, further
    assert bool(found(series(**{V: volts if end == 0 else volts[::-1]}))) == is_found


@pytest.mark.parametrize("place", [AT - 1, AT, AT + 1, AT + 2])
@pytest.mark.parametrize(("current", "is_found"), [(1.2, True), (1.21, False), (-1.21, False)])
def test_a_current_of_a_fifth_more_than_usual_explains_a_voltage(current, place, is_found):
    frame = put(put(series(), V, [AT, AT + 1], 7.0), I, [place], current)
    assert bool(found(frame)) == is_found


@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize(
    ("usual", "off", "is_found"),
    [
        (4.0, 0.39, False),  # a tenth of the level
        (4.0, 0.41, True),
        (np.linspace(2, 4, 401), 0.44, False),  # a quarter of the width: 0.45 V
        (np.linspace(2, 4, 401), 0.47, True),
        (np.resize([3.985, 4.015], 401), 0.58, False),  # 20 times the usual step of 0.03 V
        (np.resize([3.985, 4.015], 401), 0.72, True),
    ],
)
def test_a_lone_voltage_is_off_by_more_than_it_moves_otherwise(usual, off, side, is_found):
    volts = np.resize(usual, 401).astype(float)
    volts[AT] = volts[AT - 1] + side * off
    assert found(series(**{V: volts})) == ({V: [AT]} if is_found else {})


@pytest.mark.parametrize("at", [-2, -1, 1, 2])
@pytest.mark.parametrize(("apart", "is_found"), [(0.085, True), (0.105, False)])
def test_the_rows_around_a_lone_voltage_are_alike(at, apart, is_found):
    """Within a tenth of the jump, which is 1 V."""
    volts = np.full(401, 4.0)
    volts[AT] = 5.0
    if at < 0:
        volts[: AT + at + 1] += apart
    else:
        volts[AT + at :] += apart
    assert bool(found(series(**{V: volts}))) == is_found


@pytest.mark.parametrize("place", range(AT - 2, AT + 3))
@pytest.mark.parametrize(("off", "is_found"), [(0.09, True), (0.11, False), (-0.11, False)])
def test_the_current_around_a_lone_voltage_stays(place, off, is_found):
    """Within a tenth of the usual current."""
    frame = put(put(series(), V, [AT], 5.0), I, [place], 1.0 + off)
    assert bool(found(frame)) == is_found


@pytest.mark.parametrize(
    ("lasting", "size", "is_found"),
    [
        (None, 4.9, False),
        (None, 5.1, True),
        (None, -5.1, True),
        (10.0, 49.0, False),  # the largest that lasts is usual, too
        (10.0, 51.0, True),
        (-10.0, 49.0, False),
        (-10.0, -51.0, True),
    ],
)
def test_a_glitch_of_the_current_is_five_times_a_usual_one(lasting, size, is_found):
    frame = put(series(), I, [AT], size)
    if lasting is not None:
        frame = put(frame, I, range(10, 14), lasting)
        frame = put(frame, I, range(20, 23), 45.0)  # three rows do not last
        frame = put(frame, V, range(20, 23), 3.0)
    assert found(frame, rated_capacity=0.01) == ({I: [AT]} if is_found else {})


@pytest.mark.parametrize(
    ("rated", "volts", "size", "dip", "is_found"),
    [
        (0.01, 4.0, 10.0, 0.09, True),  # 0.02 Ohm, of which a half is sure: 0.1 V
        (0.01, 4.0, 10.0, 0.11, False),
        (0.01, 4.0, -10.0, -0.09, True),
        (0.01, 4.0, -10.0, -0.11, False),
        (0.01, 8.0, 10.0, 0.19, True),  # two cells
        (0.01, 8.0, 10.0, 0.21, False),
        (1.0, 4.0, 9.0, 0.0, False),  # 0.9 mV could not be seen
        (1.0, 4.0, 11.0, 0.0, True),
        (1.0, 10.0, 7.9, 0.0, False),  # nor 1.98 mV of 10 V
        (1.0, 10.0, 8.1, 0.0, True),
        (1e9, 4.0, 190.0, 0.0, False),  # any circuit has 1e-5 Ohm
        (1e9, 4.0, 210.0, 0.0, True),
        (10.0, 4.0, 999.0, 0.045, True),  # five times as much beside a code: 0.05 V
        (10.0, 4.0, 999.0, 0.055, False),
        (1e9, 4.0, 999.0, 0.02, True),
        (1e9, 4.0, 999.0, 0.03, False),
    ],
)
def test_a_current_moves_the_voltage(rated, volts, size, dip, is_found):
    frame = put(put(series(**{V: volts}), I, [AT], size), V, [AT], volts - dip)
    assert found(frame, rated_capacity=rated) == ({I: [AT]} if is_found else {})


@pytest.mark.parametrize(
    ("width", "size", "is_found"),
    [
        (0.5, 5.6, True),  # 1 A.h moved; 1e-4 Ohm are sure, which has to be seen: 1 mV
        (0.5, 4.9, False),
    ],
)
def test_without_a_rating_the_charge_that_moved_the_voltage_tells_the_resistance(
    width, size, is_found
):
    """A tenth of 1 A.h in an hour, so that the currents can be seen: 0.1 A, up to 0.5 A usual."""
    frame = series(361, **{V: np.linspace(4.0, 4.0 - width / 0.9, 361), I: 0.1})
    spiked = put(frame, I, [AT], size / 5)
    assert found(spiked) == ({I: [AT]} if is_found else {})


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


def test_zeros_in_the_middle_that_the_current_explains_were_measured():
    frame = put(put(series(), V, [AT, AT + 1], 0.0), I, [AT, AT + 1], 30.0)
    assert not found(frame)
    assert found(frame.with_columns(pl.lit(1.0).alias(I))) == {V: [AT, AT + 1]}


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
