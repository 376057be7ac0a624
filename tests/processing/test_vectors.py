"""The tables agree with those of the public package, but for differences that are named here."""

import json
from pathlib import Path

import polars as pl
import pytest
from support.departures import assert_agree, assert_steps_agree, cycles_of

from ionworks.local.processing import (
    ProcessingError,
    cycle_table,
    prepare,
    process,
    step_table,
)
from ionworks.local.processing.columns import normalise
from ionworks.local.processing.series import number

VECTORS = Path(__file__).parents[1] / "vectors" / "steps"
CASES = {
    case["name"]: case for case in json.loads((VECTORS / "edge_cases.json").read_text())["cases"]
}

AH = 1 / 3600  # A.h that pass in one second at 1 A

# Name of the case: why the platform answers otherwise, and what.
DIFFERENCES = {
    "single_row": (
        "no time passes, so there is no mean over time: null, not NaN",
        {"cycles": {"Mean discharge current [A]": [None]}},
    ),
    "cycle_from_cycler_with_nulls": (
        "a row without a cycle number belongs to the cycle before, so 1, null, 2 is a change",
        {
            "steps": {
                "Cycle count": [0, 0, 1, 1],
                "Cycle discharge capacity [A.h]": [AH] * 4,
                "Cycle discharge energy [W.h]": [3.7 * AH] * 4,
            },
            "only cycles": {"Cycle count": [0, 1], "Discharge capacity [A.h]": [AH, AH]},
        },
    ),
    "cycle_count_only": (
        "users number the cycles in `Cycle count` where the cycler does not",
        {
            "steps": {
                "Cycle count": [0, 0, 1, 1],
                "Cycle discharge capacity [A.h]": [AH] * 4,
                "Cycle discharge energy [W.h]": [3.7 * AH] * 4,
            },
            "only cycles": {"Cycle count": [0, 1], "Discharge capacity [A.h]": [AH, AH]},
        },
    ),
    "eis_in_the_middle": (
        "each step is integrated by itself, so a sweep does not spoil what comes after it",
        {
            "steps": {
                "Discharge capacity [A.h]": [3 * AH, None, 2 * AH],
                "Charge capacity [A.h]": [0.0, None, 0.0],
                "Discharge energy [W.h]": [3 * 3.685 * AH, None, 2 * 3.66 * AH],
                "Charge energy [W.h]": [0.0, None, 0.0],
                "Cycle discharge capacity [A.h]": [5 * AH] * 3,
                "Cycle charge capacity [A.h]": [0.0] * 3,
                "Cycle discharge energy [W.h]": [(3 * 3.685 + 2 * 3.66) * AH] * 3,
                "Cycle charge energy [W.h]": [0.0] * 3,
            },
            "only cycles": {
                "Discharge capacity [A.h]": [5 * AH],
                "Charge capacity [A.h]": [0.0],
                "Coulombic efficiency": [None],
                "Capacity retention": [1.0],
                "Capacity throughput [A.h]": [5 * AH],
                "Energy throughput [W.h]": [(3 * 3.685 + 2 * 3.66) * AH],
            },
        },
    ),
    "cumulative_not_reset": (
        "its totals are 36 times what current and time give, so they do not serve",
        {
            "steps": {
                "Discharge capacity [A.h]": [20 * AH, 0.0],
                "Charge capacity [A.h]": [0.0, 10 * AH],
                "Cycle discharge capacity [A.h]": [20 * AH] * 2,
                "Cycle charge capacity [A.h]": [10 * AH] * 2,
            },
            "only cycles": {
                "Discharge capacity [A.h]": [20 * AH],
                "Charge capacity [A.h]": [10 * AH],
                "Coulombic efficiency": [2.0],
                "Capacity throughput [A.h]": [30 * AH],
            },
        },
    ),
    "single_capacity_column": (
        "its total is 36 times what current and time give, so it does not serve",
        {
            "steps": {
                "Discharge capacity [A.h]": [20 * AH, 0.0],
                "Charge capacity [A.h]": [0.0, 10 * AH],
                "Cycle discharge capacity [A.h]": [20 * AH] * 2,
                "Cycle charge capacity [A.h]": [10 * AH] * 2,
            },
            "only cycles": {
                "Discharge capacity [A.h]": [20 * AH],
                "Charge capacity [A.h]": [10 * AH],
                "Coulombic efficiency": [2.0],
                "Capacity throughput [A.h]": [30 * AH],
            },
        },
    ),
    **{
        name: (
            "the mean over the cycle is charge over time, not the mean of the rows",
            {"cycles": {"Mean discharge current [A]": [mean]}},
        )
        # The first row is 0, of ten rows the last one too, and 1 A are between.
        for name, mean in (
            ("outlier_first_row_3_rows", 1.5 / 2),
            ("outlier_first_row_4_rows", 2.5 / 3),
            ("outlier_first_row_10_rows", 8 / 9),
        )
    },
    "ocp_flat_without_current": (
        "without a current it is not known what is held, nor in which direction",
        {"steps": {"Step type": ["Unknown step type"]}},
    ),
}


def read(name):
    return pl.read_parquet(VECTORS / f"{name}.parquet")


@pytest.mark.parametrize("name", ["cccv20", "mixed", "coin"])
def test_rows_are_completed(name):
    assert_agree(prepare(read(f"{name}.time_series")), read(f"{name}.derived"))


@pytest.mark.parametrize(
    ("name", "steps", "cycles", "options"),
    [
        ("cccv20", "steps", "cycles", {}),
        ("mixed", "steps", "cycles", {}),
        ("coin", "steps_by_cycle", "cycles_by_cycle", {}),
        ("coin", "steps_with_spec", None, {"rated_capacity": 0.002}),
    ],
)
def test_tables(name, steps, cycles, options):
    """Equal column by column, but for what departs by name."""
    made = process(VECTORS / f"{name}.time_series.parquet", **options)
    expected = read(f"{name}.{steps}")
    if name == "coin":  # numbered by a copy of the count as the cycler's number, or not at all
        numbered = [column for column in expected.columns if column.startswith("Cycle")]
        expected = expected.drop(numbered if options else "Cycle from cycler")
    added = set(made.steps.columns) - set(expected.columns)
    assert {column for column in added if not column.startswith("Cycle")} <= {
        "Mean temperature [degC]"
    }
    assert_steps_agree(made.steps, expected)
    if cycles is not None:
        assert_agree(made.cycles, cycles_of(made.steps, read(f"{name}.{cycles}")))


def test_cycles_from_a_step_table():
    """The table of an uploader is taken as it is, but rests are neither charge nor discharge."""
    steps = read("ageing100.steps")
    assert_agree(cycle_table(steps), cycles_of(steps, read("ageing100.cycles")))


@pytest.mark.parametrize("name", CASES)
def test_edge_case(name):
    case = CASES[name]
    if "steps_input" in case:
        assert_agree(cycle_table(pl.DataFrame(case["steps_input"])), case["expected_cycles"])
        return
    _, changed = DIFFERENCES.get(name, ("", {}))
    series = pl.DataFrame(case["input"])
    if name == "null_step_count":  # a row that belongs to no step is a fault of the file
        with pytest.raises(ProcessingError, match="2 nulls, first in row 2"):
            prepare(series)
        return
    derive = prepare if case["derive_capacity_energy_first"] else lambda s: number(normalise(s))
    steps = step_table(derive(series), rated_capacity=0.2 if case["cell_spec"] else None)
    assert_agree(steps, case["expected_steps"] | changed.get("steps", {}))
    if "only cycles" in changed:
        assert_agree(cycle_table(steps), changed["only cycles"])
    elif case["expected_cycles"]:
        assert_agree(cycle_table(steps), case["expected_cycles"] | changed.get("cycles", {}))


def test_every_difference_belongs_to_a_case():
    assert set(DIFFERENCES) <= set(CASES)
