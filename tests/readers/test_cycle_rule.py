"""Cycles from the current: charged and discharged cells, half cells, formation, pulses."""

import math
import random

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


class Bench:
    """A cell that is cycled row by row; each row knows its step and its cycle."""

    def __init__(self, soc, capacity, noise):
        self.soc, self.capacity, self.noise = soc, capacity, noise
        self.random = random.Random(1)
        self.rows, self.time, self.step, self.cycle = [], 0.0, -1, 0

    def row(self, rate, seconds):
        current = rate * self.capacity
        # A cycler has an offset, and noise.
        seen = current + self.noise * self.capacity * (0.5 + self.random.gauss(0, 1))
        voltage = 3 + 1.2 * self.soc - 0.03 * rate
        self.rows.append((self.time, voltage, seen, self.step, self.cycle))
        self.time += seconds
        self.soc -= rate * seconds / 3600

    def constant(self, rate, until, seconds=60.0):
        self.step += 1
        way = 1 if until < self.soc else -1
        while (self.soc - until) * way > 1e-9:
            self.row(way * rate, seconds)

    def tail(self, rate):
        self.step += 1
        for minute in range(40):
            self.row(-rate * math.exp(-minute / 8), 60.0)

    def rest(self, rows=20):
        self.step += 1
        for _ in range(rows):
            self.row(0.0, 60.0)

    def drive(self, until):
        """Drive, and brake into the cell."""
        self.step += 1
        while self.soc > until:
            self.row(self.random.choice([0, 0, 0.5, 0.5, 0.5, 1.5, 1.5, 3, -1, -2]), 10.0)

    def pulses(self):
        for _ in range(7):
            for rate in (2.0, 0.0, -1.5, 0.0):
                self.step += 1
                for _ in range(8):
                    self.row(rate, 1.0)
            self.constant(0.5, self.soc - 0.1)
            self.rest(5)


def discharged_first(bench, cycle):
    bench.constant(1.0, 0.1)
    bench.rest()
    bench.constant(0.5, 0.9)
    bench.tail(0.5)
    bench.rest()


def charged_first(bench, cycle):
    bench.constant(0.5, 0.9)
    bench.tail(0.5)
    bench.rest()
    bench.constant(1.0, 0.1)
    bench.rest()


def driven(bench, cycle):
    bench.drive(0.1)
    bench.rest()
    bench.constant(0.5, 0.9)
    bench.tail(0.5)
    bench.rest()


def pulsed(bench, cycle):
    bench.constant(0.5, 0.9)
    bench.tail(0.5)
    bench.rest()
    bench.pulses()


def fading(bench, cycle):
    bench.constant(1.0, 0.1 + 0.05 * cycle)
    bench.rest()
    bench.constant(1.0, 0.9)
    bench.rest()


def titrated(bench, cycle):
    for part in range(18):
        bench.constant(0.5, 0.9 - 0.05 * part)
        bench.rest(10)
    for part in range(18):
        bench.constant(0.5, 0.1 + 0.05 * part)
        bench.rest(10)


def formed(bench, cycle):
    """The first charge in parts at C/20 and C/10; then faster cycles that return less."""
    if cycle == 0:
        bench.constant(0.05, 0.2, 600.0)
        bench.rest()
    bench.constant((0.1, 0.2, 0.5)[cycle], 0.9, 300.0)
    bench.rest()
    bench.constant((0.1, 0.2, 0.5)[cycle], 0.25 - 0.05 * cycle, 300.0)
    bench.rest()


@pytest.mark.parametrize("capacity", [0.003, 2.0])
@pytest.mark.parametrize("noise", [0.0, 0.002])
@pytest.mark.parametrize(
    ("cycle", "soc"),
    [
        (discharged_first, 0.95),
        (charged_first, 0.05),
        (charged_first, 0.5),
        (driven, 0.9),
        (pulsed, 0.3),
        (fading, 0.9),
        (titrated, 0.95),
        (formed, 0.0),
    ],
)
def test_cycles_of_whole_tests_with_offset_and_noise(tmp_path, cycle, soc, noise, capacity):
    bench = Bench(soc, capacity, noise)
    bench.rest()
    for bench.cycle in range(3):
        cycle(bench, bench.cycle)
    expected = [row[-1] for row in bench.rows]
    lines = {
        "with steps": ["t [s],U [V],I [A],Step"],
        "without": ["t [s],U [V],I [A]"],
    }
    for time, voltage, current, step, _ in bench.rows:
        for name, each in lines.items():
            end = f",{step}" if name == "with steps" else ""
            each.append(f"{time:.3f},{voltage:.6f},{current:.9f}{end}")
    for name, each in lines.items():
        (tmp_path / "export.csv").write_text("\n".join(each))
        result = ionworks.read(tmp_path / "export.csv", positive_current="discharge")
        found = result["Cycle count"].to_list()
        if name == "with steps":
            assert found == expected
        else:
            # Which rows of the turn are of which step cannot be told: the last noise of a rest, a
            # drive that begins with braking.
            starts = [
                [place for place in range(1, len(each)) if each[place] != each[place - 1]]
                for each in (found, expected)
            ]
            assert len(starts[0]) == len(starts[1])
            assert all(abs(one - other) <= 8 for one, other in zip(*starts, strict=True))
