"""The strict checks on a table of steps."""

import math

import polars as pl
import pytest
from validators.series import codes, summary, usual

from ionworks.validators import check
from ionworks.validators.functions import (
    validate_charge_discharge_column_direction,
    validate_consecutive_same_direction_full_steps,
    validate_step_capacity_within_rated,
)

DISCHARGE, CHARGE = "Discharge capacity [A.h]", "Charge capacity [A.h]"


def table(*steps):
    """Build a table of steps from letters: D, C, d, c are full and partial; r is a rest."""
    names = {"d": "Constant current discharge", "c": "Constant power CHARGE", "r": "Rest"}
    amounts = [3.0 if step.isupper() else 0.5 for step in steps]
    return {
        "Step count": list(range(len(steps))),
        "Step type": [names[step.lower()] for step in steps],
        DISCHARGE: [a if s in "Dd" else 0.0 for a, s in zip(amounts, steps, strict=True)],
        CHARGE: [a if s in "Cc" else 0.0 for a, s in zip(amounts, steps, strict=True)],
    }


class TestConsecutiveFullSteps:
    @pytest.mark.parametrize(
        ("steps", "pairs"),
        [
            ("DrD", [(0, 2)]),
            ("DcD", [(0, 2)]),
            ("DCD", [(0, 2)]),
            ("DdD", [(0, 2)]),
            ("DCdD", []),
            ("DDD", [(0, 1), (1, 2)]),
            ("CrdC", [(0, 3)]),
            ("DCDC", [(0, 2), (1, 3)]),
            ("dcdc", []),
            ("D", []),
        ],
    )
    def test_what_follows_what(self, steps, pairs):
        """Two full steps of one direction, with no full or no equal step between them."""
        issues = validate_consecutive_same_direction_full_steps(table(*steps), 1.0)
        found = [tuple(pair) for issue in issues for pair in issue.payload["pairs"]]
        assert found == pairs
        assert len(issues) <= 2  # one for each direction

    def test_sentence(self):
        steps = table(*"r" * 12, "D", "c", "r", "D")
        (issue,) = validate_consecutive_same_direction_full_steps(steps, 1.4)
        assert issue.message.startswith(
            "Consecutive full-capacity discharge steps detected: step 12 and step 15 each "
            "delivered more than 200% of the rated capacity."
        )
        assert issue.payload["threshold_capacity"] == 2.8
        assert issue.payload["direction"] == "discharge"

    def test_exactly_twice_the_rating_is_not_full(self):
        assert not validate_consecutive_same_direction_full_steps(table("D", "D"), 1.5)

    def test_amounts_of_either_sign_and_missing_ones(self):
        steps = table("C", "C", "C")
        steps[CHARGE] = [-3.0, math.nan, -3.0]
        issues = validate_consecutive_same_direction_full_steps(steps, 1.0)
        assert len(issues) == 1

    def test_without_step_count_rows_are_named(self):
        steps = pl.DataFrame(table("D", "D")).drop("Step count")
        (issue,) = validate_consecutive_same_direction_full_steps(steps, 1.0)
        assert issue.payload["current_step"] == 1

    @pytest.mark.parametrize("column", ["Step type", DISCHARGE, CHARGE])
    def test_a_missing_column_leaves_nothing_to_check(self, column):
        steps = pl.DataFrame(table("D", "D")).drop(column)
        assert not validate_consecutive_same_direction_full_steps(steps, 1.0)

    def test_types_that_are_not_text_have_no_direction(self):
        steps = table("D", "D") | {"Step type": [1, 2]}
        assert not validate_consecutive_same_direction_full_steps(steps, 1.0)

    @pytest.mark.parametrize("capacity", [None, 0.0, -1.0, math.nan])
    def test_no_capacity_no_check(self, capacity):
        assert not validate_consecutive_same_direction_full_steps(table("D", "D"), capacity)
        assert not validate_step_capacity_within_rated(table("D", "D"), capacity)


class TestStepCapacity:
    def test_sentence(self):
        steps = {
            "Step count": [45, 46, 47, 48, 49],
            DISCHARGE: [0.002, 0.0, 0.0314, 0.0, 0.5],
            CHARGE: [0.0, 0.002, 0.0, -0.02, 0.5],
        }
        (issue,) = validate_step_capacity_within_rated(steps, 0.002)
        assert issue.message.startswith(
            "3 step(s) exceed 500% of the rated capacity. First: step 47 has "
            "'Discharge capacity [A.h]' = 0.031 A.h."
        )
        assert issue.severity == "warning"
        assert "0.0314" in issue.advice
        assert issue.payload == {
            "total_count": 3,
            "first_step": 47,
            "first_column": DISCHARGE,
            "first_value": 0.0314,
            "threshold_capacity": 0.01,
            "rated_capacity": 0.002,
        }

    def test_the_first_in_file_order_is_named(self):
        steps = {"Step count": [0, 1], DISCHARGE: [0.0, 9.0], CHARGE: [8.0, 0.0]}
        (issue,) = validate_step_capacity_within_rated(steps, 1.0)
        assert (issue.payload["first_step"], issue.column) == (0, CHARGE)

    def test_one_column_is_enough(self):
        assert validate_step_capacity_within_rated({CHARGE: [6.0]}, 1.0)
        assert not validate_step_capacity_within_rated({"Step count": [0]}, 1.0)

    def test_own_ratio(self):
        (issue,) = validate_step_capacity_within_rated({CHARGE: [3.0]}, 1.0, max_ratio=2.5)
        assert "exceed 250% of" in issue.message


class TestColumnDirection:
    def swapped(self):
        steps = summary(usual())
        return steps.rename({DISCHARGE: CHARGE, CHARGE: DISCHARGE})

    def test_sound(self):
        assert not validate_charge_discharge_column_direction(summary(usual()))

    def test_swapped(self):
        (issue,) = validate_charge_discharge_column_direction(self.swapped())
        assert issue.code == "charge_discharge_capacity_columns_swapped"
        assert issue.payload["swapped_fraction"] == 1.0
        assert issue.payload["n_steps_considered"] == issue.payload["n_steps_swapped"] == 6
        assert issue.payload["example_steps"] == [0, 2, 4, 6, 8]

    def test_energy_goes_by_the_same_rule(self):
        names = ("Discharge energy [W.h]", "Charge energy [W.h]")
        steps = summary(usual()).rename(dict(zip(names, names[::-1], strict=True)))
        assert codes(validate_charge_discharge_column_direction(steps)) == [
            "charge_discharge_energy_columns_swapped"
        ]

    @pytest.mark.parametrize(
        "changes",
        [
            {"Duration [s]": 59.0},
            {"Mean current [A]": 0.0},
            {"Mean current [A]": math.inf},
            {"Min current [A]": -9.0, "Max current [A]": 9.0, "Std current [A]": 99.0},
            {"Min current [A]": None, "Std current [A]": None},
        ],
    )
    def test_steps_that_cannot_tell_are_left_out(self, changes):
        steps = self.swapped().with_columns(
            pl.lit(value, pl.Float64).alias(name) for name, value in changes.items()
        )
        assert not validate_charge_discharge_column_direction(steps)

    @pytest.mark.parametrize(
        "dropped", [["Std current [A]"], ["Min current [A]"], ["Duration [s]"]]
    )
    def test_either_proof_of_one_direction_will_do(self, dropped):
        assert validate_charge_discharge_column_direction(self.swapped().drop(dropped))

    @pytest.mark.parametrize("scale", [0.01, 0.2, 1.0, 100.0])
    @pytest.mark.parametrize("proof", [["Min current [A]", "Max current [A]"], ["Std current [A]"]])
    def test_currents_of_any_size_tell(self, scale, proof):
        """All, discharges alone and charges alone; sound tables pass."""
        known = ("Mean current [A]", *proof)
        sound = summary(usual()).with_columns(pl.col(known) * scale)
        sound = sound.select("Step count", "Duration [s]", *known, DISCHARGE, CHARGE)
        for kept in (pl.lit(value=True), pl.col(known[0]) > 0, pl.col(known[0]) < 0):
            steps = sound.filter(kept)
            assert not validate_charge_discharge_column_direction(steps)
            steps = steps.rename({DISCHARGE: CHARGE, CHARGE: DISCHARGE})
            (issue,) = validate_charge_discharge_column_direction(steps)
            moving = steps.filter(pl.col(known[0]) != 0)
            assert issue.payload["n_steps_swapped"] == moving.height

    def test_amounts_in_both_columns_are_left_out(self):
        steps = self.swapped().with_columns(pl.lit(1.0).alias(DISCHARGE), pl.lit(1.5).alias(CHARGE))
        assert not validate_charge_discharge_column_direction(steps)


def test_text_in_a_number_column_is_refused():
    steps = summary(usual()).with_columns(pl.lit("much").alias(DISCHARGE))
    report = check(usual(), strict=True, steps=steps, rated_capacity=5.0)
    assert codes(report) == ["column_not_numeric"]
    assert "steps table" in report.errors[0].message


def test_full_steps_reach_the_report_before_the_warning():
    report = check(usual(), strict=True, steps=table("D", "D"), rated_capacity=0.1)
    assert codes(report) == [
        "consecutive_same_direction_full_steps",
        "step_capacity_exceeds_rated",
    ]
    assert len(report.errors) == len(report.warnings) == 1


class TestLimitsOfDirection:
    """A step is judged by its mean current, if that has one sign and the step is long enough."""

    def found(self, *, mean=1.0, duration=60.0, larger=4.0, smaller=1.0, **proof):
        """Check a step whose amounts are in the wrong columns, in both directions."""
        proof = proof or {"Std": 0.0}
        results = []
        for sign in (1, -1):
            steps = {"Mean current [A]": [sign * mean], "Duration [s]": [duration]}
            for name, value in proof.items():
                if sign < 0 and name in ("Min", "Max"):
                    name, value = {"Min": "Max", "Max": "Min"}[name], -value
                steps[f"{name} current [A]"] = [value]
            amounts = (CHARGE, DISCHARGE) if sign > 0 else (DISCHARGE, CHARGE)
            steps |= dict(zip(amounts, ([larger], [smaller]), strict=True))
            results.append(len(validate_charge_discharge_column_direction(steps)) == 1)
        assert results[0] == results[1]
        return results[0]

    @pytest.mark.parametrize(
        ("step", "is_found"),
        [
            ({}, True),
            ({"mean": 1.1e-3}, True),  # A: a rest moves less
            ({"mean": 0.9e-3}, False),
            ({"duration": 61.0}, True),  # s
            ({"duration": 59.0}, False),
            ({"duration": math.nan}, False),
            ({"duration": math.inf}, False),
            ({"larger": 4.1}, True),  # four times as much
            ({"larger": 3.9}, False),
            ({"larger": -4.1, "smaller": -1.0}, True),
            ({"smaller": None}, True),
            ({"Std": 0.49}, True),  # half of the mean
            ({"Std": 0.51}, False),
            ({"Std": math.nan}, False),
            ({"Min": -0.9e-3, "Max": 9.0}, True),
            ({"Min": -1.1e-3, "Max": 9.0}, False),
            ({"Min": 1.0, "Max": math.inf}, False),
            ({"Min": 1.0}, False),  # one end proves nothing
            ({"Min": 1.0, "Max": math.nan, "Std": 0.1}, True),
        ],
    )
    def test_what_a_step_needs(self, step, is_found):
        assert self.found(**step) is is_found

    @pytest.mark.parametrize(("wrong", "is_found"), [(2.9, False), (3.1, True)])
    def test_three_quarters_of_the_amount_are_against_the_current(self, wrong, is_found):
        steps = {
            "Step count": [4, 5, 6, 7],
            "Mean current [A]": [1.0, 1.0, -1.0, 1.0],
            "Std current [A]": [0.0] * 4,
            DISCHARGE: [1.0, 0.0, wrong / 2, 0.0],
            CHARGE: [0.0, wrong / 2, 0.0, 0.0],
        }
        found = validate_charge_discharge_column_direction(steps)
        assert len(found) == is_found
        for issue in found:
            assert issue.payload == {
                "discharge_column": DISCHARGE,
                "charge_column": CHARGE,
                "swapped_fraction": pytest.approx(wrong / (1 + wrong)),
                "n_steps_considered": 3,
                "n_steps_swapped": 2,
                "example_steps": [5, 6],
                "threshold": 0.75,
            }
            assert (issue.step, issue.column) == (5, DISCHARGE)

    def test_steps_without_a_number_have_that_of_their_row(self):
        steps = {"Mean current [A]": [1.0] * 7, "Std current [A]": [0.0] * 7}
        steps |= {DISCHARGE: [0.0] * 7, CHARGE: [1.0] * 7}
        for numbers, named in (
            ([9, None, 7, 6, 5, 4, 3], [9, 1, 7, 6, 5]),
            (["a"] * 7, [0, 1, 2, 3, 4]),
        ):
            (issue,) = validate_charge_discharge_column_direction(steps | {"Step count": numbers})
            assert issue.payload["example_steps"] == named


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["Discharge", "Rest"])])
def test_types_of_steps_may_be_categories(dtype):
    kinds = pl.Series(["Discharge", "Rest", "Discharge"], dtype=dtype)
    steps = pl.DataFrame({"Step type": kinds, DISCHARGE: [3.0, 0.0, 3.0], CHARGE: [0.0] * 3})
    (issue,) = validate_consecutive_same_direction_full_steps(steps, 1.0)
    assert issue.payload == {
        "direction": "discharge",
        "previous_step": 0,
        "current_step": 2,
        "threshold_capacity": 2.0,
        "rated_capacity": 1.0,
        "num_violations": 1,
        "pairs": [[0, 2]],
    }
    (remark,) = validate_step_capacity_within_rated(steps, 0.5)
    assert remark.payload["total_count"] == 2
