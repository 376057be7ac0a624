"""What an edge of the current says, and at its bounds."""

import attrs
import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks.scan import RUN
from ionworks.validators.checks.sign_edges import Edges, no_edge, strong_current

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


def reference(t, v, i, k):
    """Return what the edge from row k - 1 to row k says, row by row: None if nothing."""
    change, large = i[k] - i[k - 1], max(abs(i[k]), abs(i[k - 1]))
    runs_on = {}  # whether all rows from the edge to this one have about its current
    for way, first in ((1, k), (-1, k - 1)):
        going = True
        for row in [first + way * n for n in range(7)]:
            going = going and (
                row == first or (0 <= row < len(i) and abs(i[row] - i[row - way]) <= 0.1 * large)
            )
            runs_on[row] = going
    rest_after = abs(i[k]) <= 0.2 * large
    rest = rest_after or abs(i[k - 1]) <= 0.2 * large
    late = (rest or i[k] * i[k - 1] < 0) and runs_on[k + 1]
    end = k + 1 if late else k
    jump, length = v[end] - v[k - 1], t[end] - t[k - 1]
    following = t[end + 1] - t[end]

    def drift(step, interval):
        return max(np.sign(jump) * step * min(length / interval, 3.0), 0.0)

    explained, noise = 0.0, 0.0
    if runs_on[k - 2]:
        explained += drift(v[k - 1] - v[k - 2], t[k - 1] - t[k - 2])
    if runs_on[end + 1] and not rest_after:
        explained += drift(v[end + 1] - v[end], following)
    for middle in range(k - 6, k + 6):
        # The rows next to the edge bend with it, and so does the one after a late jump.
        if middle in {k - 1, k} or (middle == k + 1 and late):
            continue
        if runs_on[middle - 1 if middle < k else middle + 1]:
            noise = max(noise, abs(v[middle - 1] - 2 * v[middle] + v[middle + 1]))
    explained += 2 * noise
    if abs(change) < 0.2 * large or jump == 0 or length < 0:
        return None
    if length > 600 and length > 10 * following:
        return None
    return {
        "contrary": jump * change > 0,
        "clear": max(1 - explained / abs(jump), 0.0),
        "resistance": abs(jump / change),
        "jump": abs(jump),
        "noise": noise if runs_on[k - 3] or runs_on[k + 2] else 0.0,
        "rest": rest,
        "ends": abs(i[k - 1]) > abs(i[k]),
        "steady": (runs_on[k - 4] or runs_on[k + 3]) and abs(change) >= 0.5 * large,
        "loaded": (abs(i[k - 1]) >= 0.5 * large, abs(i[k]) >= 0.5 * large),
    }


def one_edge(random):
    """Return rows about one edge, and the place of its second row."""
    before, after = random.choice(
        [
            (0, 1),
            (1, 0),
            (1, -1),
            (-2, 1),
            (1, 2),
            (2, 1),
            (1, 0.22),
            (0.15, 1),
            (0, -1),
            (-1, -0.6),
        ]
    )
    rows, k = 20, 10
    i = np.repeat([before, after], k).astype(float)
    # Beside some edges the current is another one a few rows away, which is an edge too small.
    if random.random() < 0.4:
        i[: k - random.integers(2, 6)] *= 1.12
    if random.random() < 0.4:
        i[k + random.integers(1, 6) :] *= 1.12
    t = np.cumsum(random.choice([1.0, 2.0, 5.0], rows))
    t[k:] += random.choice([0.0, 3.0, 20.0, 590.0, 700.0])
    if random.random() < 0.5:
        t[k:] += (np.arange(rows - k) * random.choice([5.0, 65.0])).astype(float)
    drift = random.choice([0.0, 2e-4, 2e-3])
    v = 3.7 - 0.05 * random.choice([1, -1]) * i + drift * random.choice([1, -1]) * np.arange(rows)
    v += random.normal(0.0, random.choice([0.0, 1e-4, 1e-3]), rows)
    if random.random() < 0.3:  # the jump comes a row after the current
        v[k] = v[k - 1]
    return t, v, i, k


@pytest.mark.parametrize("one_run", [False, True])
@pytest.mark.parametrize("kind", range(3))
def test_what_an_edge_says_is_as_worked_out_row_by_row(kind, one_run):
    random = np.random.default_rng(kind)
    said = 0
    for _ in range(60):
        t, v, i, k = one_edge(random)
        run = np.zeros(20, int) if one_run else np.repeat([3, 4], 10)
        rows = pl.DataFrame({RUN: run, "Time [s]": t, "Voltage [V]": v, "Current [A]": i})
        judged = Edges(1.0, rest=0.35)  # beside it no change is an edge
        judged.update(rows)
        judged.finish()
        wanted = reference(t, v, i, k)
        clear = 0.0 if wanted is None else wanted["clear"]
        sums = judged.sums()
        assert sums.total == pytest.approx(clear, abs=1e-9)
        if not clear:
            assert not judged.contrary()
            continue
        said += 1
        assert judged.contrary() is bool(wanted["contrary"])
        assert (sums.contrary if wanted["contrary"] else sums.right) == pytest.approx(clear)
        assert sums.share == wanted["contrary"]
        resistance = sums.contrary_resistance if wanted["contrary"] else sums.right_resistance
        assert resistance == pytest.approx(wanted["resistance"])
        assert sums.contrary_jump == pytest.approx(wanted["jump"] * wanted["contrary"])
        assert sums.noise == pytest.approx(wanted["noise"], abs=1e-12)
        for name in ("rest", "ends", "steady"):
            assert (judged.sums(name).total > 0) == wanted[name], name
        loaded = {run[k - 1 + side] for side in (0, 1) if wanted["loaded"][side]}
        found = judged.runs(from_rest=False)
        assert set(found.filter(pl.col("edge jump") > 0)[RUN]) == loaded
        side = "contrary edges" if wanted["contrary"] else "right edges"
        for row in found.iter_rows(named=True):
            assert row["right edges"] + row["contrary edges"] == pytest.approx(clear)
            assert row[side] == pytest.approx(clear)
            assert row["steady edges"] == pytest.approx(clear * wanted["steady"])
            assert row["edge jump"] == pytest.approx(wanted["jump"])
        assert judged.runs(from_rest=True).height == (len(loaded) if wanted["rest"] else 0)
    assert said > 20


@pytest.mark.parametrize(
    ("change", "strong", "rest", "counts"),
    [
        (0.09, 1.0, 0.0, False),  # a tenth of the strong current
        (0.11, 1.0, 0.0, True),
        (-0.09, 1.0, 0.0, False),
        (-0.11, 1.0, 0.0, True),
        (0.11, 1.0, 0.12, False),  # a rest
        (0.11, 1.0, 0.10, True),
    ],
)
def test_an_edge_is_a_change_beyond_a_rest(change, strong, rest, counts):
    current = np.repeat([0.0, change], 10)
    frame = {RUN: [0] * 20, "Time [s]": np.arange(20.0), "Voltage [V]": 3.7 - current}
    judged = Edges(strong, rest=rest)
    judged.update(pl.DataFrame(frame | {"Current [A]": current}))
    judged.finish()
    assert (judged.sums().right > 0.99) is counts
    if not rest:
        assert no_edge(pl.Series([0.0, change]), strong) is not counts


def test_without_rows_nothing_is_said():
    judged = Edges(1.0)
    judged.finish()
    assert judged.contrary() is None
    assert attrs.astuple(judged.sums()) == (0.0,) * 6
    assert judged.sums().share == 0.0
    assert judged.runs(from_rest=True).is_empty()
    assert no_edge(pl.Series([1e-13]), 0.0)
    assert not no_edge(pl.Series([1e-11]), 0.0)


@pytest.mark.parametrize(
    ("currents", "strong"),
    [
        ([0.0] * 90 + [1.0] * 10, 1.0),
        ([4.0] * 5 + [1.0] * 5, 4.0),
        ([-4.0] * 5 + [1.0] * 5, 4.0),
        # Roots of 1 and 1.2 are nearly the mean and more; those of 1 and 1.3 are not.
        ([1.0, 1.44], 1.21),
        ([1.0, -1.44, None, float("inf"), float("nan")], 1.21),
        ([1.0, 1.69], 1.69),
        ([0.0], 0.0),
        ([], 0.0),
        ([None], 0.0),
    ],
)
def test_the_strong_current_is_the_mean_of_those_above_the_mean(currents, strong):
    frame = pl.DataFrame({"Current [A]": currents}, schema={"Current [A]": pl.Float64})
    assert strong_current(frame) == pytest.approx(strong)


def test_a_sample_tells_the_strong_current():
    current = np.repeat([0.0, 2.0, -1.0, 0.0], 75_000)
    # Roots of 2, 1 and 0 in 1, 1 and 2 of 4 rows: their mean is 0.6.
    strong = ((2**0.5 + 1) / 2) ** 2
    found = strong_current(pl.DataFrame({"Current [A]": current}))
    assert found == pytest.approx(strong, rel=1e-3)


@pytest.mark.parametrize("stored", [15, 20])
def test_rows_before_the_first_lead_to_it_but_are_no_edges(stored):
    current = np.repeat([0.0, 1.0, 0.0], 10)
    rows = pl.DataFrame(
        {
            RUN: np.repeat([0, 1, 2], 10),
            "Time [s]": np.arange(30.0),
            "Voltage [V]": 3.7 - JUMP * current,
            "Current [A]": current,
        }
    )
    judged = Edges(1.0)
    judged.begin(rows.head(stored))
    judged.update(rows.slice(stored))
    judged.finish()
    assert judged.sums().right == pytest.approx(1.0)
    assert judged.sums("ends").right == pytest.approx(1.0)
