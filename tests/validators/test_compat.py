"""Helpers that the ionworksdata package imports."""

import math

import numpy as np
import pytest
from validators.series import codes, usual

from ionworks.validators import (
    CAPACITY_ENERGY_INTEGRAL_TOLERANCE,
    positive_current_is_charge,
    running_step_reset_integral,
    step_boundary_idx,
    validate_positive_current_is_discharge,
    worst_row_relative_error,
)


def test_tolerance():
    assert CAPACITY_ENERGY_INTEGRAL_TOLERANCE == 0.10


class TestPositiveCurrentIsCharge:
    @pytest.mark.parametrize(
        ("t", "current", "voltage", "expected"),
        [
            ([0.0], [1.0], [3.0], (False, 1.0)),
            ([5.0, 5.0, 5.0], [1.0, 1.0, 1.0], [3.0, 3.1, 3.2], (False, 1.0)),
            ([0.0, 1.0, 2.0, 3.0], [0.0] * 4, [3.0, 3.1, 3.2, 3.3], (False, 1.0)),
            ([0.0, 1.0], [1.0, 1.0], [3.0, 3.1], (True, 1.0)),
            ([0.0, 1.0, 2.0], [-1.0, -1.0, -1.0], [3.0, 3.1, 3.2], (False, 1.0)),
            ([0.0, 1.0, 2.0], [1.0, -1.0, 1.0], [3.0, 3.1, 3.2], (False, 1.0)),
            ([0.0, 1.0, 2.0, 3.0], [1.0] * 4, [3.0] * 4, (True, 1.0)),
            ([0.0, 1e-13, 2e-13, 3e-13], [1.0] * 4, [3.0, 3.1, 3.2, 3.3], (False, 1.0)),
            ([], [], [], (False, 1.0)),
        ],
    )
    def test_no_evidence(self, t, current, voltage, expected):
        assert positive_current_is_charge(t, current, voltage) == expected

    @pytest.mark.parametrize("sign", [1, -1])
    @pytest.mark.parametrize("scale", [1e-6, 1.0, 1e3])
    def test_constant_current(self, sign, scale):
        t = np.arange(50.0)
        charge, p = positive_current_is_charge(t, np.full(50, sign * scale), 3 + 0.01 * t)
        assert charge is (sign > 0)
        assert type(p) is float
        assert p == pytest.approx(0.0, abs=1e-9)

    def test_confidence_of_a_constant_current_is_the_share_explained(self):
        rng = np.random.default_rng(3)
        t = np.arange(200.0)
        voltage = 3 + 0.001 * t + rng.normal(0, 0.05, 200)
        _, p = positive_current_is_charge(t, np.ones(200), voltage)
        explained = np.corrcoef(t, voltage)[0, 1] ** 2
        assert 1 - p == pytest.approx(explained, rel=1e-9)

    def test_rows_that_are_not_finite_are_left_out(self):
        t = np.arange(30.0)
        voltage = 3 + 0.01 * t
        clean = positive_current_is_charge(t, np.ones(30), voltage)
        for column in range(3):
            data = [np.append(t, 30.0), np.append(np.ones(30), 1.0), np.append(voltage, 3.0)]
            data[column][30] = [np.nan, np.inf, -np.inf][column]
            assert positive_current_is_charge(*data) == pytest.approx(clean)


class TestValidatePositiveCurrentIsDischarge:
    def test_runs_by_the_sign_of_the_current(self):
        frame = usual()
        assert validate_positive_current_is_discharge(frame) == []
        wrong = frame.with_columns(-frame["Current [A]"])
        assert codes(validate_positive_current_is_discharge(wrong)) == ["current_sign_reversed"]

    def test_small_currents_are_not_lost_beside_the_largest(self):
        """The threshold is one of current in A, not of current over the largest one."""
        frame = usual(capacity=1e-3).with_columns(-usual(capacity=1e-3)["Current [A]"])
        assert validate_positive_current_is_discharge(frame)

    def test_runs_by_a_column(self):
        frame = usual().rename({"Step count": "phase"})
        assert validate_positive_current_is_discharge(frame, step_col="phase") == []

    def test_passed_over_without_the_columns(self):
        assert validate_positive_current_is_discharge({"Time [s]": [0.0, 1.0]}) == []
        assert validate_positive_current_is_discharge(usual().clear()) == []


class TestArrays:
    def test_step_boundaries(self):
        labels = np.array([5, 5, 7, 7, 5])
        assert step_boundary_idx(labels).tolist() == [0, 0, 2, 2, 4]
        assert step_boundary_idx([math.nan, math.nan]).tolist() == [0, 1]
        assert step_boundary_idx([]).size == 0

    def test_integral(self):
        y, t = np.array([1.0, 3.0, 3.0, 5.0]), np.array([0.0, 3600.0, 7200.0, 10800.0])
        assert running_step_reset_integral(y, t).tolist() == [0.0, 2.0, 5.0, 9.0]
        assert running_step_reset_integral(y, t, [0, 0, 1, 1]).tolist() == [0.0, 2.0, 0.0, 4.0]
        by_index = running_step_reset_integral(y, t, [0, 1, 2, 3], boundary_idx=[0, 0, 2, 2])
        assert by_index.tolist() == [0.0, 2.0, 0.0, 4.0]
        assert running_step_reset_integral([], []).size == 0

    def test_integral_goes_on_after_a_missing_value(self):
        y = np.array([1.0, np.nan, 1.0, np.nan, 1.0, 1.0])
        t = np.arange(6) * 3600.0
        got = running_step_reset_integral(y, t, [0, 0, 0, 1, 1, 1])
        np.testing.assert_allclose(got, [0.0, np.nan, 2.0, np.nan, 0.0, 1.0])

    def test_integral_of_nothing_known(self):
        assert np.isnan(running_step_reset_integral([np.nan, 1.0], [0.0, np.nan], [0, 0])).all()

    @pytest.mark.parametrize(
        ("reported", "integrated", "expected"),
        [
            ([0.0, 1.0, 2.0], [0.0, 1.5, 4.0], (2, 0.5, 4.0)),
            ([0.0, np.nan, 2.0], [0.0, 9.0, 2.0], (0, 0.0, 9.0)),
            ([0.0, 0.0], [0.0, 0.0], (0, math.inf, 0.0)),
            ([np.inf, 0.0], [0.0, 0.0], (0, math.inf, 0.0)),
            ([1.0, np.nan], [np.nan, 3.0], (0, math.inf, 3.0)),
            ([], [], (0, math.inf, 0.0)),
            ([np.nan], [np.nan], (0, math.inf, 0.0)),
        ],
    )
    def test_worst_row(self, reported, integrated, expected):
        got = worst_row_relative_error(np.array(reported), np.array(integrated))
        assert got == expected
        assert [type(value) for value in got] == [int, float, float]
