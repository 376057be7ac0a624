"""Partial cycles: which they are, and that no ratio is made from them."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ionworks.local.processing import process
from ionworks.plots import plot_cycles
from ionworks.tables.whole_cycles import judge, reference_capacity

OUT, INTO = "Discharge capacity [A.h]", "Charge capacity [A.h]"


def cycles(*pairs):
    """Make a cycle table of pairs of discharge and charge capacity in A.h."""
    return pl.DataFrame(
        {
            "Cycle count": range(len(pairs)),
            OUT: [float(discharge) for discharge, _ in pairs],
            INTO: [float(charge) for _, charge in pairs],
        }
    )


def whole(table, electrode=None):
    """Write d and c for a whole discharge and charge of each cycle, ! for a whole cycle."""
    rows = judge(table, electrode).select("Whole discharge", "Whole charge", "Whole cycle")
    marks = ("d", "c", "!")
    return [
        "".join(
            mark if is_so else "-" * (mark != "!") for mark, is_so in zip(marks, row, strict=True)
        )
        for row in rows.iter_rows()
    ]


FULL = (1.0, 1.0)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # Starts half charged: charged first, or discharged first.
        (cycles((1.0, 0.5), FULL, FULL), ["d-", "dc!", "dc!"]),
        (cycles((0.5, 1.0), FULL, FULL), ["-c", "dc!", "dc!"]),
        # The last cycle is cut off: in its charge (an efficiency of 1,600 %), in its discharge,
        # before its other half.
        (cycles(FULL, FULL, (1.0, 0.0625)), ["dc!", "dc!", "d-"]),
        (cycles(FULL, FULL, (0.3, 1.0)), ["dc!", "dc!", "-c"]),
        (cycles(FULL, FULL, (0.03, 0.0)), ["dc!", "dc!", "--"]),
        (cycles(FULL, FULL, (0.98, 0.0)), ["dc!", "dc!", "d-"]),
        # A first cycle that discharges what was left: a retention of 30 later on.
        (cycles((1 / 30, 1.0), FULL, FULL), ["-c", "dc!", "dc!"]),
        # Formation loses a third for good; a knee; cycles of another rate. All are whole.
        (cycles((0.65, 1.0), (0.65, 0.66), (0.65, 0.65)), ["dc!", "dc!", "dc!"]),
        (cycles(FULL, (0.9, 0.9), (0.6, 0.62), (0.3, 0.31)), ["dc!"] * 4),
        (cycles(FULL, FULL, (0.4, 1.0), (0.4, 0.4), (0.4, 0.4)), ["dc!"] * 5),
        (cycles((0.2, 0.2), FULL, (0.2, 0.2), (0.2, 0.2)), ["dc!"] * 4),
        # Pulses of a discharge with short charges return more than was put in.
        (cycles((0.05, 0.003), (0.05, 0.003)), ["dc", "dc"]),
        (cycles((1.0, 0.06)), ["dc"]),
        # Noise is no charge.
        (cycles((1.0, 1e-4)), ["d-"]),
        (cycles((0.0, 0.0), FULL), ["--", "dc!"]),
    ],
)
def test_what_is_whole(table, expected):
    assert whole(table) == expected


def test_a_half_cell_returns_on_charge():
    """Graphite takes 1.2 A.h in its first discharge, and returns 1.0 A.h in each charge."""
    table = cycles((1.2, 1.0), FULL, FULL)
    assert whole(table, "anode") == ["dc!", "dc!", "dc!"]
    # As a full cell its first cycle would have an efficiency of 120 %.
    assert whole(table) == ["dc", "dc!", "dc!"]
    # It starts half lithiated: the first discharge takes half of it.
    assert whole(cycles((0.5, 1.0), FULL, FULL), "anode") == ["-c", "dc!", "dc!"]


@given(
    st.lists(st.floats(0.1, 10), min_size=1, max_size=30),
    st.floats(0.95, 1.05),
    st.floats(1e-3, 1e3),
)
def test_cycles_that_give_what_they_take_are_whole_in_any_unit(moved, efficiency, scale):
    table = cycles(*((scale * amount * efficiency, scale * amount) for amount in moved))
    assert judge(table)["Whole cycle"].all()


def test_the_reference_of_retention():
    table = judge(cycles((1 / 30, 1.0), (0.03, 0.03), (0.9, 1.0), (1.0, 1.0), (0.8, 0.8)))
    assert reference_capacity(table) == (2, 0.9)
    assert reference_capacity(table, "largest") == (3, 1.0)
    assert reference_capacity(table, 4) == (4, 0.8)
    assert reference_capacity(table, 9) == (None, None)
    assert reference_capacity(judge(cycles((1.0, 2.0), (3.0, 2.0))), "first", "anode") == (0, 2.0)
    for wrong in ("last", True, None):
        with pytest.raises(ValueError, match="reference"):
            reference_capacity(table, wrong)


# --- the picture ----------------------------------------------------------------------------


def steps_of(table):
    """Process a series of which each cycle discharges and charges for an hour each."""
    rows = [
        (cycle, sign * amount)
        for cycle, discharge, charge in table.iter_rows()
        for sign, amount in ((1, discharge), (-1, charge))
        if amount
    ]
    series = pl.DataFrame(
        {
            "Time [s]": [3600.0 * at for step in range(len(rows)) for at in (step, step + 1)],
            "Voltage [V]": [3.7 - 0.1 * current * end for _, current in rows for end in (-1, 1)],
            "Current [A]": [current for _, current in rows for _ in (0, 1)],
            "Step count": [step for step in range(len(rows)) for _ in (0, 1)],
            "Cycle count": [cycle for cycle, _ in rows for _ in (0, 1)],
        }
    )
    return process(series).steps


def drawn(axes):
    """Give the values of each line, None where there is no point."""
    return [
        [None if value is None or value != value else pytest.approx(value) for value in
         line.get_ydata().tolist()]
        for line in axes.lines
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def _close_figures():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    yield
    pyplot.close("all")


def test_partial_cycles_are_left_out_and_named():
    steps = steps_of(cycles((0.5, 1.0), (0.98, 1.0), (0.96, 1.0), (0.96, 0.06)))
    fig, ax = plot_cycles(steps)
    discharge, charge = drawn(ax[0])
    assert discharge == [None, 0.98, 0.96, 0.96]
    assert charge == [1.0, 1.0, 1.0, None]
    assert drawn(ax[1]) == [[None, 98.0, 96.0, None]]
    assert fig.get_supxlabel() == "Partial, left out: cycles 0, 3"
    fig, ax = plot_cycles(steps, partial=True)
    assert drawn(ax[1]) == [[50.0, 98.0, 96.0, 1600.0]]
    assert fig.get_supxlabel() == ""


@pytest.mark.parametrize(("reference", "cycle", "capacity"), [("first", 1, 0.5), (2, 2, 0.48)])
def test_retention_is_a_scale_beside_the_capacity(reference, cycle, capacity):
    steps = steps_of(cycles((0.02, 0.5), (0.5, 0.5), (0.48, 0.48), (0.45, 0.45)))
    fig, ax = plot_cycles(steps, reference=reference)
    fig.draw_without_rendering()
    (right,) = ax[0].child_axes
    assert right.get_ylabel() == f"Retention [% of cycle {cycle}]"
    assert right.get_ylim() == pytest.approx([100 * end / capacity for end in ax[0].get_ylim()])
    with pytest.raises(ValueError, match="reference is 7"):
        plot_cycles(steps, reference=7)
