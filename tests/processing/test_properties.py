"""What holds for every series."""

import math
from itertools import groupby, pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from ionworks.local.processing import cycle_table, prepare, process, step_table, stitch
from ionworks.local.processing.columns import normalise
from ionworks.local.processing.labels import _inner, _switched
from ionworks.local.processing.series import number, whole_steps
from ionworks.local.processing.steps import _absent, finish, summarise
from ionworks.tables.amounts import by_row

T, V, I, S = "Time [s]", "Voltage [V]", "Current [A]", "Step count"  # noqa: E741

many = settings(deadline=None, max_examples=50)

# Fractions of two make the sums of the plain program exact, so that signs of tiny sums agree.
CURRENT = st.integers(-64, 64).map(lambda n: n / 16)
VOLTAGE = st.integers(32, 72).map(lambda n: n / 16)


@st.composite
def series(draw, gaps=False):
    """Draw a series of up to eight steps of up to six rows; time rises from row to row."""
    columns = {T: [], V: [], I: [], S: [], "Cycle count": []}
    time = 0.0
    cycle = 0
    for step in range(draw(st.integers(1, 8))):
        cycle += draw(st.integers(0, 1))
        for _ in range(draw(st.integers(1, 6))):
            time += draw(st.sampled_from([0.25, 1.0, 60.0]))
            row = (time, draw(VOLTAGE), draw(CURRENT), step, cycle)
            for name, value in zip(columns, row, strict=True):
                gap = gaps and name in (T, V, I) and draw(st.integers(0, 4)) == 0
                columns[name].append(None if gap else value)
    schema = {T: pl.Float64, V: pl.Float64, I: pl.Float64, S: pl.Int64, "Cycle count": pl.Int64}
    return pl.DataFrame(columns, schema=schema)


def passed(times, rates, sign):
    """Integrate one half of a rate over one step by the trapezoid rule, in hours."""
    known = [
        (t, max(sign * x, 0.0)) for t, x in zip(times, rates, strict=True) if None not in (t, x)
    ]
    return sum((b[1] + a[1]) / 2 * (b[0] - a[0]) / 3600 for a, b in pairwise(known))


def watts(row):
    return None if None in (row[V], row[I]) else row[V] * row[I]


@many
@given(series(gaps=True))
def test_steps_share_the_rows_among_them(frame):
    made = process(frame)
    starts, ends = made.steps["Start index"].to_list(), made.steps["End index"].to_list()
    assert [*starts, made.rows] == [0, *(end + 1 for end in ends)]
    for start, end, step in zip(starts, ends, made.steps[S], strict=True):
        assert set(frame[S][start : end + 1]) == {step}


@many
@given(series(gaps=True))
def test_totals_are_those_of_a_plain_program(frame):
    made = process(frame).steps
    last = prepare(frame).group_by(S, maintain_order=True).last()
    for row, total, (_, group) in zip(
        made.iter_rows(named=True),
        last.iter_rows(named=True),
        groupby(frame.iter_rows(named=True), lambda r: r[S]),
        strict=True,
    ):
        rows = list(group)
        times = [r[T] for r in rows]
        for quantity, rates in (
            ("capacity [A.h]", [r[I] for r in rows]),
            ("energy [W.h]", [watts(r) for r in rows]),
        ):
            for sign, direction in ((1, "Discharge"), (-1, "Charge")):
                name, right = f"{direction} {quantity}", passed(times, rates, sign)
                assert total[name] == pytest.approx(right)
                # Of rests the net counts, and outer rows may show the current of another step.
                if row["Step type"] == "Unknown step type":
                    assert row[name] == pytest.approx(right)
        volts = [r[V] for r in rows if r[V] is not None]
        assert row["Mean voltage [V]"] == (
            pytest.approx(math.fsum(volts) / len(volts)) if volts else None
        )
        assert row["Min voltage [V]"] == min(volts, default=None)
        assert row["Max voltage [V]"] == max(volts, default=None)


@many
@given(series())
def test_durations_and_the_gaps_between_steps_make_the_whole_time(frame):
    steps = process(frame).steps
    between = (steps["Start time [s]"] - steps["End time [s]"].shift()).sum()
    assert steps["Duration [s]"].sum() + between == frame[T][-1] - frame[T][0]


@many
@given(series(gaps=True))
def test_running_totals_start_at_zero_and_never_fall(frame):
    prepared = prepare(frame)
    for name in ("Discharge capacity [A.h]", "Charge energy [W.h]"):
        for part in prepared.partition_by(S, maintain_order=True):
            assert part[name][0] == 0.0
            assert part[name].null_count() == 0
            assert part[name].is_sorted()


@many
@given(series(gaps=True))
def test_cycles_keep_what_the_steps_hold(frame):
    made = process(frame)
    for quantity, efficiency in (
        ("capacity [A.h]", "Coulombic efficiency"),
        ("energy [W.h]", "Energy efficiency"),
    ):
        kind = quantity.split()[0].capitalize()
        throughput = f"{kind} throughput {quantity.split()[1]}"
        out, into = f"Discharge {quantity}", f"Charge {quantity}"
        assert made.cycles[throughput][-1] == pytest.approx(
            made.steps[out].sum() + made.steps[into].sum()
        )
        # What the ratios rest on: what moves at rest is left out where it is more than noise.
        still = made.steps["Step type"].is_in(["Rest", "EIS"])
        rests = pl.lit(value=False) if still.all() else pl.col("Step type").is_in(["Rest", "EIS"])
        moving = made.steps.group_by("Cycle count").agg(
            pl.col(out, into).filter(~rests).sum().name.prefix("moving ")
        )
        cycles = made.cycles.join(moving, on="Cycle count", maintain_order="left")

        def counted(row, name):
            moved = row[f"moving {name}"]
            return moved if row[name] - moved > 1e-3 * row[name] else row[name]

        first = counted(cycles.row(0, named=True), out)
        for row in cycles.iter_rows(named=True):
            discharged = counted(row, out)
            if row[f"moving {into}"] > 5e-3 * discharged:
                assert row[efficiency] * counted(row, into) == pytest.approx(discharged)
            else:
                assert row[efficiency] is None
            if first > 0:
                assert row[f"{kind} retention"] * first == pytest.approx(discharged)
                assert row[f"{kind} retention"] + row[f"{kind} fade"] == pytest.approx(1)
            else:
                assert row[f"{kind} retention"] is row[f"{kind} fade"] is None
        total = f"Cycle discharge {quantity}"
        pairs = made.steps.select("Cycle count", total).unique().sort("Cycle count")
        assert pairs[total].to_list() == pytest.approx(made.cycles[out].to_list())


@many
@given(series(gaps=True))
def test_no_table_holds_nan(frame):
    made = process(frame)
    for table in (made.steps, made.cycles):
        assert not table.select(pl.col(pl.Float64).is_nan().any()).transpose().to_series().any()


@many
@given(series(), st.data())
def test_appended_rows_are_processed_as_the_whole(frame, data):
    cut = data.draw(st.integers(1, frame.height))
    if cut == frame.height:
        return
    whole = stitch(frame.head(cut), frame.tail(frame.height - cut))
    assert_frame_equal(process(whole).steps, process(frame).steps)
    assert_frame_equal(process(whole).cycles, process(frame).cycles)


@many
@given(series(gaps=True), st.integers(1, 12))
def test_parts_of_whole_steps_make_the_same_table(frame, rows):
    numbered = number(normalise(frame))
    parts = list(whole_steps(numbered, rows))
    assert pl.concat(parts).equals(numbered)
    table = finish(pl.concat(summarise(by_row(part, S)) for part in parts))
    assert_frame_equal(table, step_table(prepare(frame)), rel_tol=1e-12)
    assert_frame_equal(cycle_table(table), process(frame).cycles, rel_tol=1e-9)


@many
@given(
    st.lists(st.lists(st.tuples(VOLTAGE, CURRENT), min_size=4, max_size=14), min_size=1, max_size=4)
)
def test_the_inner_of_a_step_is_that_of_its_inner_rows(steps):
    """One row at either end is left out, of seven rows and more two; in sums over all rows."""
    rows = [(*row, number) for number, step in enumerate(steps) for row in step]
    frame = pl.DataFrame(rows, schema={V: float, I: float, S: int}, orient="row")
    frame = frame.with_row_index(T).with_columns(pl.col(T).cast(float))
    summaries = summarise(by_row(number(normalise(frame)), S))
    summaries = summaries.with_columns(_absent(set(summaries.columns)))
    inner = _inner(summaries, *_switched(summaries))
    for place, step in enumerate(steps):
        cut = 2 if len(step) >= 7 else 1
        voltage, current = np.array(step[cut:-cut]).T
        for mean, std, values in (
            (inner.mean, inner.std, current),
            (inner.mean_voltage, inner.std_voltage, voltage),
            (inner.mean_power, inner.std_power, current * voltage),
        ):
            assert mean[place] == pytest.approx(values.mean(), abs=1e-9)
            assert std[place] == pytest.approx(values.std(ddof=1), abs=1e-5)
        assert inner.rows[place] == len(current)
        assert inner.changed[place] == pytest.approx((np.diff(current) ** 2).sum(), abs=1e-9)
