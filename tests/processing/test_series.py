"""Numbers, capacity and energy of each row."""

import polars as pl
import pytest

from ionworks.local.processing import ProcessingError, prepare

T, V, I = "Time [s]", "Voltage [V]", "Current [A]"  # noqa: E741
DISCHARGE, CHARGE = "Discharge capacity [A.h]", "Charge capacity [A.h]"


def series(current, step=None, **columns):
    rows = len(current)
    frame = {T: [float(k) for k in range(rows)], V: [4.0] * rows, I: current}
    if step is not None:
        frame["Step count"] = step
    return pl.DataFrame({**frame, **columns}, strict=False)


def hours(*seconds):
    return pytest.approx([None if s is None else s / 3600 for s in seconds])


def test_cycler_steps_are_counted_at_each_change():
    frame = series([1.0] * 7, **{"Step from cycler": [3, 3, 1, 1, 3, None, 3]})
    assert prepare(frame)["Step count"].to_list() == [0, 0, 1, 1, 2, 2, 2]


def test_a_change_of_frame_is_a_new_step():
    frame = series(
        [1.0] * 5, **{"Step from cycler": [1, 1, 1, 2, 2], "Frame": [None, "a", "a", "b", "b"]}
    )
    assert prepare(frame)["Step count"].to_list() == [0, 1, 1, 2, 2]


def test_steps_from_the_direction_of_the_current():
    # 10 mA is 1 % of the largest current and still counts as none.
    frame = series([1.0, 0.5, 0.01, 0.0, None, -0.011, -1.0, 1.0])
    assert prepare(frame)["Step count"].to_list() == [0, 0, 1, 1, 1, 2, 2, 3]


def test_a_sweep_is_one_step_whatever_its_current():
    frame = series(
        [1.0, 1.0, 0.1, -0.1, 0.1, 1.0], **{"Frequency [Hz]": [None, None, 1e3, 1e2, 10, None]}
    )
    assert prepare(frame)["Step count"].to_list() == [0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize("axis", ["Capacity [A.h]", "Stoichiometry", "SOC", "Frequency [Hz]"])
def test_a_table_without_time_and_current_is_one_step(axis):
    prepared = prepare(pl.DataFrame({axis: [0.1, 0.2, 0.3], V: [4.0, 3.9, 3.8]}))
    assert prepared["Step count"].to_list() == [0, 0, 0]
    assert DISCHARGE not in prepared.columns


def test_cycler_cycles_win_over_an_uploaded_count():
    frame = series(
        [1.0] * 4, [0] * 4, **{"Cycle from cycler": [7, 7, 2, 2], "Cycle count": [5, 5, 5, 5]}
    )
    assert prepare(frame)["Cycle count"].to_list() == [0, 0, 1, 1]


def test_an_uploaded_cycle_count_is_kept():
    frame = series(
        [1.0] * 5,
        [0] * 5,
        **{"Cycle count": [None, 1, 1, None, 2], "Cycle from cycler": [None] * 5},
    )
    assert prepare(frame)["Cycle count"].to_list() == [1, 1, 1, 1, 2]


def test_everything_is_the_first_cycle_if_nothing_says_otherwise():
    assert prepare(series([1.0] * 3, [0, 0, 1]))["Cycle count"].to_list() == [0, 0, 0]


def test_a_change_of_sign_within_an_interval_counts_both_ways():
    prepared = prepare(series([1.0, -1.0], [0, 0]))
    assert prepared[DISCHARGE].to_list() == hours(0, 0.5)
    assert prepared[CHARGE].to_list() == hours(0, 0.5)


@pytest.mark.parametrize("gap", [None, float("nan"), float("inf")])
def test_integration_bridges_a_gap_within_a_step(gap):
    prepared = prepare(series([1.0, gap, 1.0, 1.0, gap, 2.0, 2.0], [0, 0, 0, 0, 1, 1, 1]))
    assert prepared[DISCHARGE].to_list() == hours(0, 0, 2, 3, 0, 0, 2)
    assert prepared["Discharge energy [W.h]"].to_list() == hours(0, 0, 8, 12, 0, 0, 8)


def test_a_gap_in_voltage_leaves_capacity_alone():
    prepared = prepare(series([1.0] * 3, [0] * 3, **{V: [4.0, None, 4.0]}))
    assert prepared[DISCHARGE].to_list() == hours(0, 1, 2)
    assert prepared["Discharge energy [W.h]"].to_list() == hours(0, 0, 8)


def test_a_wild_value_spoils_its_own_step_alone():
    prepared = prepare(series([1.0, 1e30, 1.0, 1.0], [0, 0, 1, 1]))
    assert prepared[DISCHARGE].to_list()[2:] == hours(0, 1)


def test_uploaded_totals_count_from_the_start_of_each_step():
    prepared = prepare(
        series(
            [3600.0] * 3 + [-3600.0] * 3,
            [0, 0, 0, 1, 1, 1],
            **{DISCHARGE: [2.0, None, 4.02, 4.0, 4.0, 4.0], CHARGE: [7.0, 7, 7, 5, 4, 3]},
        )
    )
    assert prepared[DISCHARGE].to_list() == pytest.approx([0.0, None, 2.02, 0.0, 0.0, 0.0])
    assert prepared[CHARGE].to_list() == [0.0, 0.0, 0.0, 0.0, 1.0, 2.0]


def test_one_of_two_totals_is_not_enough():
    prepared = prepare(series([1.0, 1.0], [0, 0], **{DISCHARGE: [0.0, 9.0]}))
    assert prepared[DISCHARGE].to_list() == hours(0, 1)


def test_a_single_total_is_split_by_the_current():
    prepared = prepare(
        series(
            [3600.0] * 3 + [-3600.0] * 3,
            [0, 0, 0, 1, 1, 1],
            **{"Capacity [A.h]": [0.0, None, 2.02, 2.0, 1.0, 0.02]},
        )
    )
    assert prepared[DISCHARGE].to_list() == pytest.approx([0.0, None, 2.02, 0.0, 0.0, 0.0])
    assert prepared[CHARGE].to_list() == pytest.approx([0.0, 0.0, 0.0, 0.0, 1.0, 1.98])


def test_a_single_total_may_fall_on_discharge():
    prepared = prepare(series([3600.0] * 2, [0, 0], **{"Capacity [A.h]": [3.0, 2.02]}))
    assert prepared[DISCHARGE].to_list() == pytest.approx([0.0, 0.98])


def test_energy_follows_a_power_that_agrees():
    prepared = prepare(series([3600.0] * 2, [0, 0], **{"Power [W]": [14000.0] * 2}))
    assert prepared["Discharge energy [W.h]"].to_list() == pytest.approx([0, 14000 / 3600])
    assert prepared["Power [W]"].to_list() == [14000.0] * 2


@pytest.mark.parametrize(
    "columns",
    [
        {DISCHARGE: [0.0, 1.2, 2.4], CHARGE: [0.0, 0.0, 0.0]},  # too much
        {DISCHARGE: [0.0, 1.0, None], CHARGE: [0.0, 0.0, 0.0]},  # the end is missing
        {DISCHARGE: [None, 1.0, 2.0], CHARGE: [None, 0.0, 0.0]},
        {DISCHARGE: [0.0, 0.0, 0.0], CHARGE: [0.0, 1.0, 2.0]},  # swapped
        {"Capacity [A.h]": [0.0, 1000.0, 2000.0]},  # mA.h
        {"Capacity [A.h]": [0.0, 1.0, 0.5]},  # restarts
        {"Capacity [A.h]": [0.0, 0.0, 0.0]},
    ],
)
def test_totals_that_do_not_agree_do_not_serve(columns):
    prepared = prepare(series([3600.0] * 3, [0] * 3, **columns))
    assert prepared[DISCHARGE].to_list() == pytest.approx([0.0, 1.0, 2.0])
    assert prepared[CHARGE].to_list() == [0.0, 0.0, 0.0]


def test_where_nothing_can_be_integrated_the_column_serves():
    """Without any current in a step, its totals are all that is known."""
    prepared = prepare(
        series(
            [None, None, 3600.0, 3600.0],
            [0, 0, 1, 1],
            **{DISCHARGE: [0.0, 7.0, 0.0, 7.0], CHARGE: [0.0] * 4},
        )
    )
    assert prepared[DISCHARGE].to_list() == [0.0, 7.0, 0.0, 1.0]


def test_untimed_sweep_rows_have_no_totals():
    prepared = prepare(
        series(
            [1.0, 1.0, 0.0, 0.0, 1.0],
            [0, 0, 1, 1, 2],
            **{T: [0, 1, None, None, 2], "Frequency [Hz]": [None, None, 10, 1, None]},
        )
    )
    for name in (DISCHARGE, CHARGE, "Discharge energy [W.h]", "Power [W]"):
        assert prepared[name].is_null().to_list() == [False, False, True, True, False]


@pytest.mark.parametrize(
    "dtype", [pl.Int8, pl.UInt8, pl.UInt64, pl.Float32, pl.Float64, pl.Decimal(10, 2)]
)
def test_any_type_of_number_will_do(dtype):
    frame = series([2, 2, 0, 0, 2], [0, 0, 1, 1, 2], **{V: [4] * 5, "Cycle count": [0, 0, 0, 0, 1]})
    expected = prepare(frame)
    given = prepare(frame.with_columns(pl.all().cast(dtype)))
    assert given.equals(expected)
    assert given.schema == expected.schema


def test_bool_is_a_number_too():
    frame = series([1.0] * 3, [False, True, True], **{"Cycle count": [False, False, True]})
    prepared = prepare(frame)
    assert prepared["Step count"].to_list() == [0, 1, 1]
    assert prepared["Cycle count"].to_list() == [0, 0, 1]


def test_other_columns_are_kept():
    frame = series([1.0] * 2, [0, 0], **{"Note": ["a", "b"], "DC resistance [Ohm]": [1, 2]})
    assert (
        prepare(frame)
        .select("Note", "DC resistance [Ohm]")
        .equals(frame.select("Note", "DC resistance [Ohm]"))
    )


def test_no_row_is_fine():
    empty = prepare(series([1.0], [0]).clear())
    assert empty.is_empty()
    assert {DISCHARGE, "Cycle count", "Power [W]"} <= set(empty.columns)


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pl.DataFrame({T: [0.0], I: [1.0]}), 'column "Voltage [V]" is missing'),
        (pl.DataFrame(), "found: no columns"),
        (pl.DataFrame({V: [1.0], I: [1.0]}), 'add "Time [s]"'),
        (pl.DataFrame({T: [0.0], V: [1.0]}), 'add "Step count"'),
        (series([1.0], [None]), '"Step count" has 1 nulls, first in row 0'),
        (series([1.0] * 3, [0, 0, float("nan")]), '"Step count" has 1 nulls, first in row 2'),
        (series([1.0] * 3, [0, 0.5, 1]), '"Step count" needs whole numbers.*row 1 has 0.5'),
        (series([1.0] * 2, [0, 1e300]), "row 1 has 1e[+]?300"),
        (series([1.0] * 2, [0, 2**64 - 1]), "row 1 has 18446744073709551615"),
        (series([1.0], ["1"]), '"Step count" holds text; give whole numbers'),
        (series(["1"], [0]), r'"Current \[A\]" holds text; give numbers'),
        (series([1.0], [0], **{V: pl.Series(["4"], dtype=pl.Categorical)}), "holds text"),
        (series([1.0], [0], **{V: [[1.0]]}), r"holds values of type List\(Float64\)"),
        (
            series([1.0], [0]).with_columns(pl.lit(0).cast(pl.Datetime("us")).alias(T)),
            "seconds since the start of the test",
        ),
    ],
)
def test_a_faulty_series_is_refused_with_its_reason(frame, message):
    with pytest.raises(
        ProcessingError, match=message.replace("[V]", r"\[V\]").replace("[s]", r"\[s\]")
    ):
        prepare(frame)


def test_cycles_are_counted_on_where_a_count_falls_back():
    frame = series([1.0] * 7, [0] * 7, **{"Cycle count": [1, 1, 3, 1, 2, 2, 0]})
    assert prepare(frame)["Cycle count"].to_list() == [1, 1, 3, 4, 5, 5, 6]
