"""What an edge of the current says, at the bounds of its pause and of the drift beside it."""

import attrs
import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.scan import RUN
from ionworks.validators.checks.sign_edges import Edges

JUMP = 0.05  # V


def edges(*, pause=1.0, interval=1.0, slope=0.0):
    """Give what one edge says: a load after a rest, whose voltage drifted before it."""
    before = [row - 10.0 for row in range(11)]
    after = [pause + interval * row for row in range(11)]
    rested = [4.0 - slope * (time + 10.0) for time in before]
    loaded = [rested[-1] - JUMP] * 11
    judged = Edges(1.0)
    judged.update(
        pl.DataFrame(
            {
                RUN: [0] * 11 + [1] * 11,
                "Time [s]": before + after,
                "Voltage [V]": rested + loaded,
                "Current [A]": [0.0] * 11 + [1.0] * 11,
            }
        )
    )
    judged.finish()
    return judged.sums()


@pytest.mark.parametrize(
    ("pause", "interval", "counts"),
    [
        (590.0, 1.0, True),  # s: the cell did not change much
        (610.0, 1.0, False),
        (610.0, 70.0, True),  # not long beside the other intervals
        (710.0, 70.0, False),
    ],
)
def test_an_edge_is_no_long_pause(pause, interval, counts):
    assert (edges(pause=pause, interval=interval).right > 0) is counts


@pytest.mark.parametrize(("pause", "intervals"), [(1.0, 2.0), (2.0, 3.0), (30.0, 3.0)])
def test_a_voltage_drifts_on_for_three_intervals_at_most(pause, intervals):
    """The jump may come a row late, so the edge is an interval longer than its pause."""
    slope = 0.005
    found = edges(pause=pause, slope=slope).right
    assert found == pytest.approx(1 - intervals * slope / JUMP, abs=0.02)


@pytest.mark.parametrize("size", range(1, 12))
def test_edges_are_the_same_in_pieces_of_any_size(size):
    """Loads of other lengths between rests, over a resistance that noise lies on."""
    random = np.random.default_rng(size)
    lengths = random.integers(2, 14, 30)
    loads = np.where(np.arange(30) % 2, random.choice([-2.0, -1.0, 1.0, 2.0], 30), 0.0)
    current = np.repeat(loads, lengths)
    rows = pl.DataFrame(
        {
            RUN: np.repeat(np.arange(30), lengths),
            "Time [s]": np.arange(len(current), dtype=float),
            "Voltage [V]": 3.7 - JUMP * current + random.normal(0, 1e-4, len(current)),
            "Current [A]": current,
        }
    )

    def judged(size):
        found = Edges(1.0)
        for part in rows.iter_slices(size):
            found.update(part)
        found.finish()
        return attrs.asdict(found.sums()), found.runs(from_rest=False).sort(RUN).rows()

    sums, runs = judged(size)
    whole_sums, whole_runs = judged(rows.height)
    assert whole_sums["right"] > 5
    assert sums == pytest.approx(whole_sums)
    assert np.array(runs) == pytest.approx(np.array(whole_runs), nan_ok=True)
