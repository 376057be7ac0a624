"""What explains a value, what tells that it was not measured, and what is said of it."""

import math

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.outliers import find_outliers, moved_charge

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741
TEMPERATURE = "Temperature [degC]"


def found(frame, **how):
    """Return the rows in which something was found."""
    kept = find_outliers(pl.DataFrame(frame), severity="error", **how)
    rows = sorted(row for issue in kept.issues for row in issue.rows)
    assert all(kept.frame[issue.column][row] is None for issue in kept.issues for row in issue.rows)
    return rows


def put(values, row, *new):
    values = np.array(values, dtype=float)
    values[row : row + len(new)] = new
    return values


def test_the_charge_that_moves_is_in_ampere_hours():
    frame = pl.DataFrame({T: [0.0, 3600.0, 7200.0, 9000.0], I: [2.0, 2.0, -4.0, -4.0]})
    # 2 A.h out, 1 A.h in from 2 to -4 A, 2 A.h in.
    assert moved_charge(frame) == pytest.approx(3.0)


#: First and last voltage of a ramp, and how far a value may be off it on either side. All but a
#: tenth of its rows lie between its usual values, which are a twentieth of it from its ends.
RAMPS = [
    # Half of the largest voltage.
    (3.9, 4.1, 3.91 - 2.045, 4.09 + 2.045),
    (-4.1, -3.9, -4.09 - 2.045, -3.91 + 2.045),
    # The width of the usual voltages.
    (0.0, 10.0, 0.5 - 9.0, 9.5 + 9.0),
    # 1 V.
    (0.1, 0.9, 0.14 - 1.0, 0.86 + 1.0),
]


class TestVoltage:
    @pytest.mark.parametrize(("first", "last", "low", "high"), RAMPS)
    def test_how_far_a_glitch_is_off(self, first, last, low, high):
        ramp, margin = np.linspace(first, last, 401), 0.05 * max(abs(low), abs(high))
        for limit, way in ((low, -1), (high, 1)):
            inside, outside = limit - way * margin, limit + way * margin
            assert found({V: put(ramp, 200, inside)}) == []
            assert found({V: put(ramp, 200, outside)}) == [200]
            # A run of rows is as far off as the farthest of them.
            near = limit - way * 0.1 if first == 0.1 else outside
            assert found({V: put(ramp, 200, near, outside)}) == [200, 201]

    @pytest.mark.parametrize(
        ("window", "low", "high"),
        [
            ((2.5, 4.2), 1.865, 5.05),  # half of the window more
            ((3.8, 4.2), 3.6, 4.4),  # at least 0.2 V more
            ((0.5, 4.2), 0.5, 6.05),  # the window itself is allowed
            ((2.5, 9.0), 1.865, 9.0),
            ((5.0, 6.0), 1.865, 6.135),  # the window of another cell says nothing
            ((2.0, 3.0), 1.865, 6.135),
        ],
    )
    def test_the_window_of_the_cell(self, window, low, high):
        ramp = np.linspace(3.9, 4.1, 401)
        for limit, way in ((low, -1), (high, 1)):
            for off, rows in ((-0.04, []), (0.04, [200])):
                values = put(ramp, 200, limit + way * off)
                assert found({V: values}, voltage_window=window) == rows

    @pytest.mark.parametrize(("value", "rows"), [(1.1e4, 5), (-1.1e4, 5), (9e3, 0), (-9e3, 0)])
    def test_what_no_battery_has_may_last(self, value, rows):
        values = put(np.full(200, 4.0), 100, *[value] * 5)
        assert len(found({V: values})) == rows

    @pytest.mark.parametrize(
        ("height", "count", "is_found"),
        [(60, 3, True), (60, 4, False), (1000, 24, True), (1000, 25, True), (1000, 26, False)],
    )
    def test_many_are_no_glitches(self, height, count, is_found):
        values = np.full(height, 4.0)
        places = [5 + 12 * n for n in range(count)]
        values[places] = 9.0
        issues = find_outliers(pl.DataFrame({V: values}), severity="error").issues
        assert [each.payload["num_rows"] for each in issues] == [count] * is_found

    def test_a_code_is_found_beside_values_that_last(self):
        values = put(np.full(200, 4.0), 100, 999.0, 8.0, 8.0, 8.0, 8.0)
        assert found({V: values}) == [100]
        values = put(np.full(200, 4.0), 100, 8.0, 8.0, 8.0, 8.0, 999.0, 999.0, 999.0, 999.0)
        assert found({V: values}) == [104, 105, 106, 107]
        assert found({V: put(np.full(200, 4.0), 100, 888.0, 999.0, 888.0, 999.0)}) == [101, 103]

    def test_codes_at_the_ends_are_found(self):
        assert found({V: put(put(np.full(200, 4.0), 0, 999.0), 199, -999.0)}) == [0, 199]
        assert found({V: put(np.full(200, 4.0), 0, 9.0)}) == []
        assert found({V: put(np.full(200, 4.0), 199, 9.0)}) == []

    @pytest.mark.parametrize("at_end", [False, True])
    @pytest.mark.parametrize(
        ("zeros", "beside", "is_found"),
        [
            ([0.0], [4.0, 4.0], True),
            ([0.0] * 3, [4.0, 4.0], True),
            ([0.0] * 4, [4.0, 4.0], False),
            ([0.01], [4.0, 4.0], False),
            # The voltage beside them changes by up to a tenth.
            ([0.0], [4.0, 3.65], True),
            ([0.0], [4.0, 3.5], False),
            ([0.0], [4.0, 4.35], True),
            ([0.0], [4.0, 4.5], False),
        ],
    )
    def test_zeros_at_an_end(self, at_end, zeros, beside, is_found):
        values = put(np.full(200, 4.0), 0, *zeros, *beside)
        rows = list(range(len(zeros)))
        if at_end:
            values, rows = values[::-1], [199 - row for row in reversed(rows)]
        assert found({V: values}) == (rows if is_found else [])

    @pytest.mark.parametrize("place", range(99, 103))
    @pytest.mark.parametrize("sign", [1, -1])
    @pytest.mark.parametrize(("current", "explains"), [(1.15, False), (1.25, True)])
    def test_a_larger_current_explains_a_voltage(self, place, sign, current, explains):
        frame = {V: put(np.full(200, 4.0), 100, 9.0, 9.0), I: np.full(200, 1.0)}
        frame[I] = put(frame[I], place, sign * current)
        assert found(frame) == ([] if explains else [100, 101])

    def test_a_current_of_text_explains_nothing(self):
        frame = pl.DataFrame({V: put(np.full(200, 4.0), 100, 9.0, 9.0)})
        assert found(frame.with_columns(pl.lit("1").alias(I))) == [100, 101]
        assert found(frame.with_columns(pl.lit(None, pl.Float64).alias(I))) == [100, 101]

    def test_both_kinds_of_glitch_are_found_together(self):
        values = put(put(np.full(2000, 4.0), 100, 9.0, 9.0), 50, 4.6)
        assert found({V: values, I: np.full(2000, 1.0)}) == [50, 100, 101]


class TestLoneVoltage:
    """One row leaves the course of the voltage while the current stays."""

    def rows(self, values, current=None, **columns):
        current = np.full(len(values), 1.0) if current is None else current
        return found({V: values, I: current, **columns})

    @pytest.mark.parametrize("way", [1, -1])
    @pytest.mark.parametrize(
        ("course", "least"),
        [
            (np.full(400, 4.0), 0.4),  # a tenth of the voltage
            (np.linspace(0.2, 2.0, 400), 0.405),  # a quarter of the width of the usual voltages
        ],
    )
    def test_how_far_it_is_off(self, way, course, least):
        for share, rows in ((0.92, []), (1.08, [200])):
            assert self.rows(put(course, 200, course[200] + way * share * least)) == rows

    def test_it_stands_out_from_noise(self):
        course = 4.0 + 0.0125 * (-1.0) ** np.arange(2000)
        # 20 times the mean step of 0.025 V.
        assert self.rows(put(course, 1000, course[999] + 0.46)) == []
        assert self.rows(put(course, 1000, course[999] + 0.56)) == [1000]

    @pytest.mark.parametrize("offset", [-2, -1, 1, 2])
    def test_the_rows_around_it_are_alike(self, offset):
        """They differ by up to a tenth of the jump."""
        for apart, rows in ((0.05, [200]), (0.075, [])):
            assert (
                self.rows(put(put(np.full(400, 4.0), 200 + offset, 4.0 + apart), 200, 4.6)) == rows
            )

    @pytest.mark.parametrize("offset", range(-2, 3))
    @pytest.mark.parametrize("way", [1, -1])
    def test_the_current_stays(self, offset, way):
        for apart, rows in ((0.09, [200]), (0.11, [])):
            current = put(np.full(400, 1.0), 200 + offset, 1.0 + way * apart)
            assert self.rows(put(np.full(400, 4.0), 200, 4.5), current) == rows

    @pytest.mark.parametrize("value", [3.4, 4.6])
    def test_a_step_of_its_own_was_measured(self, value):
        values = put(np.full(400, 4.0), 200, value)
        assert self.rows(values, **{S: np.repeat([0, 1], [150, 250])}) == [200]
        for first in (200, 201):
            assert self.rows(values, **{S: np.repeat([0, 1], [first, 400 - first])}) == []
        assert found({V: values}) == []  # nothing tells that the current stayed

    def test_one_in_forty_rows_at_most_is_lone(self):
        """More of them are noise, whose steps are not 20 times as long as the mean step."""
        for count in (4, 6):
            values, places = np.full(200, 4.0), [5 + 10 * n for n in range(count)]
            values[places] = 4.6
            assert self.rows(values) == (places if count == 4 else [])

    @pytest.mark.parametrize("missing", [math.nan, math.inf, -math.inf])
    def test_missing_values_elsewhere_hide_nothing(self, missing):
        assert 200 in self.rows(put(put(np.full(400, 4.0), 200, 4.6), 50, missing))

    def test_a_jump_one_way_alone_is_none(self):
        assert self.rows(np.repeat([4.0, 3.0], 200)) == []
        assert self.rows(put(np.full(400, 4.0), 200, 4.6, 4.6)) == []
        assert self.rows(put(put(np.full(400, 4.0), 0, 4.6), 399, 4.6)) == []
        for height in range(4):
            assert self.rows(np.full(height, 4.0)) == []
        assert self.rows(np.full(5, math.nan)) == []


class TestCurrent:
    """A current that no voltage answers to was not measured."""

    def rows(self, values, volts=4.0, **how):
        volts = np.full(len(values), volts) if isinstance(volts, float) else volts
        time = np.arange(len(values)) * 10.0
        return found({T: time, V: volts, I: values}, **how)

    @pytest.mark.parametrize("sign", [1, -1])
    @pytest.mark.parametrize(
        ("volts", "capacity", "least"),
        [
            # 1e-4 Ohm in a cell of 1 A.h, and at least 1 mV.
            (4.0, 1.0, 10.0),
            (2.0, 1.0, 10.0),
            (4.0, 2.0, 20.0),
            # Four cells have four times as much, and their noise is a 5000th of their voltage.
            (16.0, 1.0, 8.0),
            # Half of 1e-5 Ohm, of any circuit.
            (4.0, None, 200.0),
            (4.0, 100.0, 200.0),
        ],
    )
    def test_how_large_it_is(self, sign, volts, capacity, least):
        for share, rows in ((0.9, []), (1.1, [100])):
            values = put(np.full(200, 1.0), 100, sign * share * least)
            assert self.rows(values, volts, rated_capacity=capacity) == rows

    @pytest.mark.parametrize("level", [1.0, -3.0])
    def test_it_is_five_times_the_usual_one(self, level):
        for factor, rows in ((4.8, []), (5.2, [100])):
            values = put(np.full(200, level), 100, factor * level)
            assert self.rows(values, rated_capacity=0.01) == rows

    @pytest.mark.parametrize("row", [99, 100, 101])
    def test_the_voltage_may_answer_a_row_beside_it(self, row):
        """50 A cause 5 mV at least in a cell of 1 A.h."""
        values = put(np.full(200, 1.0), 100, 50.0)
        for jump, rows in ((0.004, [100]), (0.006, []), (-0.004, [100]), (-0.006, [])):
            volts = put(np.full(200, 4.0), row, 4.0 + jump)
            assert self.rows(values, volts, rated_capacity=1.0) == rows
        for far in (97, 103):
            volts = put(np.full(200, 4.0), far, 4.1)
            assert self.rows(values, volts, rated_capacity=1.0) == [100]

    def test_a_voltage_that_only_goes_on_is_no_answer(self):
        values = put(np.full(200, 1.0), 100, 50.0)
        for volts in (np.linspace(4.0, 3.9, 200), np.repeat([4.0, 3.9], 100)):
            assert self.rows(values, volts, rated_capacity=1.0) == [100]
        for edge in (99, 101, 102):
            volts = np.repeat([4.0, 3.9], [edge, 200 - edge])
            assert self.rows(values, volts, rated_capacity=1.0) == [100]

    def test_at_an_end_one_side_tells(self):
        for row in (0, 199):
            values = put(np.full(200, 1.0), row, 50.0)
            assert self.rows(values, rated_capacity=1.0) == [row]
            volts = put(np.full(200, 4.0), row, 3.9)
            assert self.rows(values, volts, rated_capacity=1.0) == []

    @pytest.mark.parametrize(
        ("volts", "width", "is_found"),
        [(4.0, 0.17, False), (4.0, 0.23, True), (40.0, 1.7, False), (40.0, 2.3, True)],
    )
    def test_what_moved_tells_the_capacity_where_the_voltage_moved(self, volts, width, is_found):
        """0.2 V in each cell; a tenth of the ramp is not usual."""
        ramp = np.linspace(volts, volts - width / 0.9, 200)
        values = put(np.full(200, 1.0), 100, 12.0)
        assert self.rows(values, ramp) == ([100] if is_found else [])

    def test_a_quarter_of_the_width_of_the_voltage_is_an_answer(self):
        ramp = np.linspace(4.0, 3.0, 200)  # the usual width is 0.9 V
        values = put(np.full(200, 1.0), 100, 5000.0)
        for jump, rows in ((0.21, [100]), (0.24, [])):
            volts = put(ramp, 100, ramp[100] - jump)
            assert self.rows(values, volts, rated_capacity=1.0) == rows

    @pytest.mark.parametrize(("level", "least"), [(1.0, 1e5), (2000.0, 2e5)])
    def test_what_no_battery_has(self, level, least):
        """Or a hundred times what the test shows that it has."""
        for factor, rows in ((0.95, []), (1.05, [100, 101])):
            values = put(np.full(200, level), 100, *[factor * least] * 2)
            volts = put(np.full(200, 4.0), 100, 3.0, 3.0)
            assert self.rows(values, volts) == rows
            assert found({I: values}) == rows

    def test_codes(self):
        values = put(np.full(200, 1.0), 100, 999.9)
        assert found({I: values}) == [100]
        assert found({I: values, V: ["4"] * 200}) == [100]
        assert found({I: put(np.full(200, 1.0), 100, 500.0)}) == []
        assert self.rows(values, np.full(200, math.nan)) == [100]

    @pytest.mark.parametrize(
        ("volts", "capacity", "least"),
        [
            (4.0, 1.0, 5 * 999.9 * 1e-4),
            (4.0, None, 5 * 999.9 * 0.5e-5),
            (400.0, None, 400.0 * 2e-4),  # less is noise
        ],
    )
    def test_a_code_is_measured_if_the_voltage_answers_clearly(self, volts, capacity, least):
        values = put(np.full(200, 1.0), 100, 999.9)
        for share, rows in ((0.9, [100]), (1.1, [])):
            answer = put(np.full(200, volts), 100, volts - share * least)
            assert self.rows(values, answer, rated_capacity=capacity) == rows

    def test_currents_that_last_are_those_of_the_test(self):
        rest = put(np.zeros(400), 300, *[10.0] * 4)
        for value, rows in ((48.0, []), (52.0, [100])):
            assert self.rows(put(rest, 100, value), rated_capacity=1.0) == rows
        # Three rows are a glitch, and a code is none of the test's currents.
        short = put(np.zeros(400), 300, *[10.5] * 3)
        assert self.rows(put(short, 100, 48.0), rated_capacity=1.0) == [100, 300, 301, 302]
        coded = put(np.zeros(400), 300, *[999.0] * 5)
        assert self.rows(put(coded, 100, 48.0), rated_capacity=1.0) == [100, *range(300, 305)]

    def test_a_current_that_lasts_is_no_glitch(self):
        for rows in (1, 3):
            values = put(np.full(200, 1.0), 100, *[50.0] * rows)
            assert self.rows(values, rated_capacity=1.0) == list(range(100, 100 + rows))
        assert self.rows(put(np.full(200, 1.0), 100, *[50.0] * 4), rated_capacity=1.0) == []

    @pytest.mark.parametrize(
        ("sizes", "expected"),
        [
            ([20.0], [0]),
            ([20.0, 50.0], []),
            ([14.0, 50.0], [0, 1]),  # less than half of the middle of both
            ([20.0, -20.0, 37.0], []),
            ([20.0, -20.0, 50.0], [2]),
            ([20.0, -20.0, 12.0], []),
        ],
    )
    def test_similar_pulses_are_steps_of_the_test(self, sizes, expected):
        values, steps = np.full(200, 1.0), np.zeros(200, dtype=int)
        places = [20 + 30 * n for n in range(len(sizes))]
        for place, size in zip(places, sizes, strict=True):
            values[place] = size
            steps[place:] += 1
            steps[place + 1 :] += 1
        frame = {V: np.full(200, 4.0), I: values}
        rows = found(frame | {S: steps}, rated_capacity=1.0)
        assert rows == [places[n] for n in expected]
        assert found(frame, rated_capacity=1.0) == places  # nothing tells the steps
        assert found(frame | {S: steps.astype(str)}, rated_capacity=1.0) == places

    @pytest.mark.parametrize(
        ("starts", "is_found"),
        [
            ((100, 102), False),
            ((100,), True),
            ((102,), True),
            ((101,), True),
            ((100, 101, 102), True),
        ],
    )
    def test_a_pulse_of_two_rows_is_a_step(self, starts, is_found):
        steps = sum((np.arange(200) >= start) * 1 for start in starts)
        frame = {V: np.full(200, 4.0), I: put(np.full(200, 1.0), 100, 50.0, 50.0), S: steps}
        assert found(frame, rated_capacity=1.0) == ([100, 101] if is_found else [])


class TestFindings:
    def test_each_code_is_a_finding_and_the_rest_is_another(self):
        values = put(put(put(np.full(400, 4.0), 50, 9.0), 100, 999.0, 999.0), 300, -9999.0)
        values[20] = 3.5
        frame = pl.DataFrame({V: values})
        kept = find_outliers(frame, severity="warning", stored=10)
        facts = [
            (each.rows, each.values, each.payload["sentinel"], each.payload["num_rows"])
            for each in kept.issues
        ]
        assert facts == [
            ((90, 91), (999.0, 999.0), 999.0, 2),
            ((290,), (-9999.0,), -9999.0, 1),
            ((40,), (9.0,), None, 1),
        ]
        for each in kept.issues:
            assert (each.severity, each.column) == ("warning", V)
            assert each.payload["others"] == (3.5, 4.0)
            assert each.payload["row_index"] == each.rows[0]
            assert each.payload["value"] == each.values[0]
            assert "all other rows hold 3.5 to 4 V" in each.message
        assert "and as far off in 1 more row(s)" in kept.issues[0].message
        assert "more row(s)" not in kept.issues[1].message
        # Halfway between what was measured and what was not; nothing was lower.
        assert f"pl.col('{V}').is_between(2, 6.5)" in kept.issues[2].advice
        assert f"df['{V}'].between(2, 6.5)" in kept.issues[2].in_pandas

    def test_limits_on_both_sides(self):
        values = put(put(np.full(400, 4.0), 50, 9.0), 300, -3.0)
        (each,) = find_outliers(pl.DataFrame({V: values}), severity="error").issues
        assert f"pl.col('{V}').is_between(0.5, 6.5)" in each.advice
        values = put(np.full(400, 4.0), 300, -3.0)
        (each,) = find_outliers(pl.DataFrame({V: values}), severity="error").issues
        assert f"pl.col('{V}').is_between(0.5, 5)" in each.advice

    def test_rows_are_named_where_no_limits_tell_them_apart(self):
        values = put(np.linspace(2.0, 4.0, 401), 100, 3.5)
        frame = pl.DataFrame({V: values, I: np.ones(401)})
        (each,) = find_outliers(frame, severity="error", stored=10).issues
        assert "all other rows" not in each.message
        assert "~pl.int_range(pl.len()).is_in([90])" in each.advice
        assert "~df.index.isin(df.index[[90]])" in each.in_pandas

    def test_a_sound_frame_is_returned_as_it_is(self):
        frame = pl.DataFrame({V: [3.9, 4.0], I: [1.0, 1.0], TEMPERATURE: ["warm", "hot"]})
        kept = find_outliers(frame, severity="error")
        assert kept.frame is frame
        assert kept.issues == []
