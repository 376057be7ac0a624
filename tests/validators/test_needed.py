"""Columns that have to be there, and counters that have to be whole."""

import math

import numpy as np
import polars as pl
import pytest
from validators.series import codes, usual

from ionworks.validators import check
from ionworks.validators.checks.needed import CycleCounts, FilledColumns, WholeNumbers
from ionworks.validators.checks.scan import scan
from ionworks.validators.near_misses import near_miss

SWEEP = {"Frequency [Hz]": [1e3, 1.0], "Z_Re [Ohm]": [0.01, 0.02], "Z_Im [Ohm]": [-0.01, -0.02]}
CURVE = {"Voltage [V]": [4.2, 3.0], "Capacity [A.h]": [0.0, 1.0], "Step count": [0, 0]}


@pytest.mark.parametrize("column", ["Time [s]", "Voltage [V]", "Current [A]", "Step count"])
@pytest.mark.parametrize("strict", [False, True])
def test_a_column_that_is_not_there_is_named(column, strict):
    (issue,) = check(usual().drop(column), strict=strict).errors
    assert issue.column == column
    assert f"'{column}' is missing" in issue.message


@pytest.mark.parametrize("column", ["Time [s]", "Voltage [V]", "Current [A]", "Step count"])
@pytest.mark.parametrize("nothing", [None, math.nan])
def test_a_column_without_a_value_is_named(column, nothing):
    errors = check(usual().with_columns(pl.lit(nothing, pl.Float64).alias(column))).errors
    assert errors[0].column == column


@pytest.mark.parametrize(
    ("given", "needed", "factor"),
    [
        ("Current [mA]", "Current [A]", 1e-3),
        ("Current (A)", "Current [A]", 1.0),
        ("current [a]", "Current [A]", 1.0),
        ("Current [A] ", "Current [A]", 1.0),
        ("Current\u00a0[A]", "Current [A]", 1.0),
        ("Current [μA]", "Current [A]", 1e-6),
        ("I/mA", "Current [A]", 1e-3),
        ("Current", "Current [A]", None),
        ("Curent [A]", "Current [A]", None),
        ("Voltage [mV]", "Voltage [V]", 1e-3),
        ("Ecell/V", "Voltage [V]", 1.0),
        ("voltage_V", "Voltage [V]", 1.0),
        ("Time [h]", "Time [s]", 3600.0),
        ("Test_Time(s)", "Time [s]", 1.0),
        ("Time / min", "Time [s]", 60.0),
        ("Step_Count", "Step count", 1.0),
        ("Step Index", "Step count", None),
        ("-Im(Z)/Ohm", "Z_Im [Ohm]", -1.0),
        ("Z_Im [mOhm]", "Z_Im [Ohm]", 1e-3),
        ("freq/Hz", "Frequency [Hz]", 1.0),
        ("Capacity [mAh]", "Capacity [A.h]", 1e-3),
    ],
)
def test_a_near_miss_says_how_to_convert(given, needed, factor):
    found = near_miss(needed, ["Temperature [degC]", given])
    assert found.column == given
    assert found.factor == (None if factor is None else pytest.approx(factor))
    assert repr(given) in found.advice
    if factor not in (None, 1.0):
        assert f"{factor:g}" in found.advice


@pytest.mark.parametrize(
    ("columns", "needed"),
    [
        (["Current density [mA.cm-2]"], "Current [A]"),
        (["Temperature [degC]", "Cycle count"], "Time [s]"),
        (["Voltage [V]"], "Current [A]"),
        ([], "Step count"),
    ],
)
def test_nothing_is_made_up(columns, needed):
    assert near_miss(needed, columns) is None


def test_the_finding_has_the_near_miss():
    frame = usual().rename({"Current [A]": "Current [mA]"})
    (issue,) = check(frame).errors
    assert issue.code == "required_column_missing"
    assert issue.payload["likely_column"] == "Current [mA]"
    assert "Multiply 'Current [mA]' by 0.001" in issue.message


def test_impedance_and_curves_need_theirs():
    assert check(SWEEP, data_type="eis")
    assert check(CURVE, data_type="ocp")
    for name in SWEEP:
        sweep = {**SWEEP, name: [None, None]}
        assert codes(check(sweep, data_type="eis")) == ["required_column_empty"]
    for name in ("Voltage [V]", "Capacity [A.h]"):
        curve = {**CURVE, name: [None, math.nan]}
        assert codes(check(curve, data_type="ocp")) == ["required_column_empty"]
    assert check({**CURVE, "SOC": [None, None]}, data_type="ocp")  # one axis is enough
    renamed = {"-Z_Im [mOhm]" if name == "Z_Im [Ohm]" else name: v for name, v in SWEEP.items()}
    (issue,) = check(renamed, data_type="eis").errors
    assert "Multiply '-Z_Im [mOhm]' by -0.001" in issue.message


@pytest.mark.parametrize("column", ["Cycle count", "Cycle from cycler", "Step from cycler"])
@pytest.mark.parametrize("value", [6.283, -0.5, 2.0**63, 1e300])
def test_counters_are_whole(column, value):
    frame = usual()
    counts = [0.0] * (frame.height - 1) + [value]
    report = check(frame.with_columns(pl.Series(column, counts)))
    (issue,) = [each for each in report.errors if each.code == "not_a_whole_number"]
    assert issue.column == column
    assert issue.rows == (frame.height - 1,)
    assert issue.payload["value"] == value


@pytest.mark.parametrize(
    "counts", [[1.0, 1.0], [None, 2], [math.nan, 2.0], [-3, 7], [True, False], [2**62, 0]]
)
def test_whole_numbers_of_any_type_pass(counts):
    frame = usual().with_columns(pl.lit(None).alias("Step from cycler"))
    column = pl.Series("Step from cycler", counts * (frame.height // 2), strict=False)
    assert check(frame.with_columns(column))


def test_a_sweep_may_have_counters_but_whole_ones():
    assert check({**SWEEP, "Step count": [3, 3]}, data_type="eis")
    for steps in ([0, None], [0.0, 0.5]):
        report = check({**SWEEP, "Step count": steps}, data_type="eis")
        assert codes(report) == ["not_a_whole_number"]


class TestCycleCounts:
    def counts(self, given, cycler):
        frame = usual(rows=4, repeats=1)  # 16 rows
        return frame.with_columns(
            pl.Series("Cycle count", [each for each in given for _ in range(4)], strict=False),
            pl.Series("Cycle from cycler", [each for each in cycler for _ in range(4)]),
        )

    @pytest.mark.parametrize(
        ("given", "cycler"),
        [
            ([0, 0, 1, 1], [7, 7, 9, 9]),
            ([0, 1, 2, 3], [1, 2, 1, 2]),
            ([0, 0, 1, 1], [1, None, 2, 2]),
            ([None, 0, 1, 1], [1, 1, 2, 2]),
            ([5, 5, 5, 5], [None] * 4),
        ],
    )
    def test_those_that_agree_pass(self, given, cycler):
        assert check(self.counts(given, cycler)).issues == ()

    @pytest.mark.parametrize(
        ("given", "cycler", "row"),
        [
            ([1, 1, 2, 2], [1, 1, 2, 2], 0),
            ([0, 0, 1, 1], [1, 1, 1, 1], 8),
            ([0, 0, 0, 0], [1, None, None, 2], 12),
            ([0, 0, 1, 2], [1, 1, 1, 1], 8),
        ],
    )
    def test_others_are_warned_of(self, given, cycler, row):
        report = check(self.counts(given, cycler))
        assert report
        (issue,) = report.warnings
        assert issue.code == "cycle_count_overridden"
        assert issue.rows[0] == row

    def test_blocks_make_no_difference(self, monkeypatch):
        monkeypatch.setattr("ionworks.validators.checks.scan.BLOCK_ROWS", 3)
        assert check(self.counts([0, 1, 2, 3], [1, 2, 1, 2])).issues == ()
        assert len(check(self.counts([0, 1, 2, 2], [1, 2, 1, 2])).warnings) == 1

    def test_the_count_goes_on_in_rows_that_follow(self):
        whole = self.counts([0, 1, 2, 3], [1, 2, 1, 2])
        assert check(whole.slice(9), follows=whole.head(9)).issues == ()
        restarted = whole.slice(9).with_columns(pl.lit(0).alias("Cycle count"))
        assert codes(check(restarted, follows=whole.head(9))) == ["cycle_count_overridden"]


@pytest.mark.parametrize("size", [1, 3, 1000])
class TestRowByRow:
    """Counters beside a look at each row, in one block and in several."""

    @pytest.fixture(autouse=True)
    def _blocks(self, size, monkeypatch):
        monkeypatch.setattr("ionworks.validators.checks.scan.BLOCK_ROWS", size)

    @pytest.mark.parametrize("seed", range(3))
    def test_cycles_that_the_platform_counts(self, seed):
        random = np.random.default_rng(seed)
        cycler = np.cumsum(random.choice([0.0, 1.0], 30, p=[0.7, 0.3]))
        cycler[random.random(30) < 0.2] = np.nan
        given = random.choice([1.0, 2.0, 3.0], 30)
        given[random.random(30) < 0.2] = np.nan
        known = np.flatnonzero(~np.isnan(cycler))
        counted, wrong = 0, []
        for place, row in enumerate(known):
            counted += place > 0 and cycler[row] != cycler[known[place - 1]]
            if not np.isnan(given[row]) and given[row] != counted:
                wrong.append((row, given[row], counted))
        frame = pl.DataFrame({"Cycle count": given, "Cycle from cycler": cycler})
        (issue,), _ = scan(frame, [CycleCounts(continued=False)])
        row, value, count = wrong[0]
        assert issue.rows == tuple(row for row, _, _ in wrong[:20])
        assert issue.values == tuple(value for _, value, _ in wrong[:20])
        assert issue.payload == {
            "row_index": row,
            "given": value,
            "counted": count,
            "num_rows": len(wrong),
        }
        assert f"is {value:g} in row {row}" in issue.message

    def test_numbers_that_are_not_whole(self):
        frame = pl.DataFrame(
            {
                "Step count": [0.0, 0.5, None, 1.0, -(2.0**63), 2.0],
                "Cycle count": [0, 1, 2, 3, 4, 5],
                "Step from cycler": [None, 0.5, 1e18, 2.0**63, 2.5, 3.0],
            }
        )
        for every_step, columns in (
            (True, {"Step count": (1, 2, 4), "Step from cycler": (1, 3, 4)}),
            (False, {"Step from cycler": (1, 3, 4)}),
        ):
            found, _ = scan(frame, [WholeNumbers(frame, every_step=every_step)])
            found = [each for each in found if each.code == "not_a_whole_number"]
            assert {each.column: each.rows for each in found} == columns
            for each in found:
                assert each.payload["num_rows"] == 3
                assert each.payload["value"] == 0.5
                assert len(each.values) == (2 if each.column == "Step count" else 3)

    def test_columns_with_a_value_somewhere(self):
        frame = pl.DataFrame(
            {"a": [None] * 4, "b": [None, None, 1.0, None], "c": [math.nan] * 4, "d": [1.0] * 4}
        )

        def empty(*needed, one_of=()):
            check = FilledColumns(needed, one_of)
            check.needs = ("a", "b", "c", "d")  # to be read
            found, _ = scan(frame, [check])
            return [issue.column for issue in found]

        assert empty("a", "b", "c", "d", "e") == ["a", "c"]
        assert empty("d", one_of=("a", "b")) == []
        assert empty("d", one_of=("a", "c", "e")) == ["a", "c"]
        assert empty("a", one_of=("c",)) == ["a", "c"]
        assert empty("d", one_of=("e",)) == []
