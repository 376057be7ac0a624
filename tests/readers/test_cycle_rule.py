"""Cycles from the current: charged and discharged cells, half cells, formation, pulses."""

import pytest
from support.exports import german, series

import ionworks


def cycles_of_steps(tmp_path, steps, **options):
    """Return the cycle of each step, read from a file that names no cycles."""
    frame = series(steps, **options)
    lines = german(frame).decode("cp1252").splitlines()
    (tmp_path / "export.csv").write_text("\n".join(line.rpartition(";")[0] for line in lines))
    result = ionworks.read(tmp_path / "export.csv", positive_current="discharge")
    assert "a cycle begins where" in result.report.cycles
    found = result.to_polars().group_by("Step count", maintain_order=True).first()
    assert found.height == len(steps)
    return found["Cycle count"].to_list()


C, D, R = ("charge", 1.0), ("discharge", 1.0), ("rest", 0.5)
#: A pulse of 1 % of the capacity out, and one of 0.5 % in.
OUT, IN = ("discharge", 0.01), ("charge", 0.005)


@pytest.mark.parametrize(
    ("steps", "cycles"),
    [
        # A charged cell: discharge and charge are a cycle; a rest belongs to what comes before it.
        ([R, D, R, C, R, D, R, C], [0, 0, 0, 0, 0, 1, 1, 1]),
        # A discharged cell.
        ([R, C, R, D, R, C, R, D], [0, 0, 0, 0, 0, 1, 1, 1]),
        # One half cycle, and none.
        ([D, R], [0, 0]),
        ([R, R], [0, 0]),
        # CC-CV that the cycler calls two steps.
        ([C, ("charge", 0.2), D, C, ("charge", 0.2), D], [0, 0, 0, 1, 1, 1]),
        # Formation in parts with rests between them.
        ([("charge", 0.3), R, ("charge", 0.7), R, D, C, D], [0, 0, 0, 0, 0, 1, 1]),
        # A partly charged cell is charged first, then cycled between a half and full.
        (
            [("charge", 0.5), ("discharge", 0.5), ("charge", 0.5), ("discharge", 0.5)],
            [0, 0, 1, 1],
        ),
        # Pulses turn nothing, neither along a discharge nor at its ends.
        (
            [C, OUT, IN, R, ("discharge", 0.5), R, OUT, IN, R, ("discharge", 0.45), R, C],
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
        ),
        # Pulses alone: hybrid pulses down, without a full charge in the file.
        ([s for _ in range(9) for s in (OUT, IN, R, ("discharge", 0.1), R)], [0] * 45),
        # Intermittent titration in both directions.
        (
            [s for _ in range(10) for s in (("discharge", 0.1), R)]
            + [s for _ in range(10) for s in (("charge", 0.1), R)]
            + [("discharge", 0.1), R] * 4,
            [0] * 40 + [1] * 8,
        ),
        # A small charge to wake the cell belongs to the first cycle, which begins with discharge.
        ([("charge", 0.05), D, C, D, C], [0, 0, 0, 1, 1]),
    ],
)
def test_cycles_follow_from_the_current(tmp_path, steps, cycles):
    assert cycles_of_steps(tmp_path, steps) == cycles


def test_half_cells_of_any_size_and_voltage_are_counted_the_same(tmp_path):
    steps = [D, R, C, R, D, R, C]  # lithiation first: the voltage of the working electrode falls
    for options in ({"capacity": 0.002, "slope": 0.4}, {"capacity": 60.0, "rate": 0.1}):
        assert cycles_of_steps(tmp_path, steps, **options) == [0, 0, 0, 0, 1, 1, 1]


def test_pulses_that_are_much_stronger_than_the_cycle_hide_nothing(tmp_path):
    """A discharge at C/20 beside pulses at 5 C is no rest."""
    lines = ["t [s],U [V],I [A],Step"]
    time, step, soc = 0.0, 0, 1.0
    expected = []
    for cycle in range(2):
        for current, hours in ((0.05, 18), (5.0, 0.003), (-5.0, 0.003), (-0.05, 18)):
            for _ in range(5):
                lines.append(f"{time:.2f},{3 + soc - 0.01 * current:.5f},{current},{step}")
                expected.append(cycle)
                time += hours * 3600 / 5
                soc -= current * hours / 5
            step += 1
    (tmp_path / "export.csv").write_text("\n".join(lines))
    result = ionworks.read(tmp_path / "export.csv", positive_current="discharge")
    assert result["Cycle count"].to_list() == expected
