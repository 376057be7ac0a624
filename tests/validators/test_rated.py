"""What steps move beside the rated capacity, as a sum over the rows tells it."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.rated import FullSteps, StepCapacity
from ionworks.validators.functions import findings

T, I, S = "Time [s]", "Current [A]", "Step count"  # noqa: E741


def moved(frame):
    """Return how far the charge of each step gets from its start, out and in, in A.h."""
    time, current, step = (frame[name].to_numpy() for name in (T, I, S))
    known = ~np.isnan(time) & ~np.isnan(current)
    found = []
    for number in np.unique(step):
        own = known & (step == number)
        t, i = time[own], current[own]
        net = np.concatenate([[0.0], np.cumsum((i[1:] + i[:-1]) / 2 * np.diff(t))]) / 3600
        found.append((net.max(), -net.min()))
    return found


def series(seed, rows=60):
    random = np.random.default_rng(seed)
    step = np.unique(np.sort(random.integers(0, 8, rows)), return_inverse=True)[1]
    current = random.normal(0.0, 1.0, rows) + random.choice([-1.0, 0.0, 1.0], 8)[step]
    current[random.random(rows) < 0.1] = np.nan
    time = np.cumsum(random.uniform(100.0, 1000.0, rows))
    return pl.DataFrame({T: time, I: current, S: step})


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_the_most_that_a_step_moves(seed, size, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    frame = series(seed)
    amounts = [max(each) for each in moved(frame)]
    for share in (0.3, 0.6, 0.9):
        rated = share * max(amounts)
        over = [number for number, amount in enumerate(amounts) if amount > rated]
        # Refused from a ratio on, remarked upon from a smaller one on.
        (issue,) = findings(frame, StepCapacity(None, rated, 0.5, 1.0))
        assert issue.code == "step_capacity_impossible"
        assert issue.payload == {
            "total_count": len(over),
            "first_step": over[0],
            "first_value": pytest.approx(amounts[over[0]]),
            "threshold_capacity": pytest.approx(rated),
            "rated_capacity": rated,
        }
        assert (issue.step, issue.values) == (over[0], (pytest.approx(amounts[over[0]]),))
        (issue,) = findings(frame, StepCapacity(None, rated, 1.0, 100.0))
        assert (issue.code, issue.severity) == ("step_capacity_exceeds_rated", "warning")
        assert issue.payload["total_count"] == len(over)
        assert issue.payload["first_step"] == over[0]
    assert findings(frame, StepCapacity(None, max(amounts), 1.01, 1.02)) == []


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize("seed", range(4))
def test_full_steps_by_the_charge_that_they_move(seed, size, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    frame = series(seed)
    amounts = moved(frame)
    rated = 0.4 * max(max(each) for each in amounts)
    ways = ["discharge" if out >= into else "charge" for out, into in amounts]
    full = [max(each) > rated for each in amounts]
    pairs = {"discharge": [], "charge": []}
    for number, way in enumerate(ways):
        earlier = [n for n in range(number) if full[n]]
        same = [n for n in range(number) if ways[n] == way]
        if not full[number]:
            continue
        if earlier and ways[earlier[-1]] == way:
            pairs[way].append([earlier[-1], number])
        elif same and full[same[-1]]:
            pairs[way].append([same[-1], number])
    found = findings(frame, FullSteps(rated, 1.0))
    made = {issue.payload["direction"]: issue.payload["pairs"] for issue in found}
    assert made == {way: each for way, each in pairs.items() if each}


@pytest.mark.parametrize(("current", "pairs"), [(0.0009, [[[0, 3]]]), (0.0011, [])])
def test_a_step_that_hardly_moves_is_a_rest(current, pairs):
    """It moves less than a thousandth of the rating.

    A discharge that moves more lies between the two full ones, and so does a full charge.
    """
    time = np.tile([0.0, 3600.0], 4) + np.repeat(np.arange(4), 2) * 3600.0
    amps = np.repeat([3.0, -3.0, current, 3.0], 2)
    frame = pl.DataFrame({T: time, I: amps, S: np.repeat(np.arange(4), 2)})
    found = findings(frame, FullSteps(1.0, 2.0))
    assert [issue.payload["pairs"] for issue in found] == pairs


def test_a_table_of_the_user_is_remarked_upon_beside_the_series():
    from ionworks.validators.checks.step_tables import read_steps

    table = pl.DataFrame(
        {S: [4, 7], "Discharge capacity [A.h]": [1.0, 9.0], "Charge capacity [A.h]": [0.0, 0.0]}
    )
    steps, _ = read_steps(table)
    frame = pl.DataFrame({T: [0.0, 3600.0], I: [30.0, 30.0], S: [0, 0]})
    codes = [each.code.value for each in findings(frame, StepCapacity(steps, 1.0, 5.0, 20.0))]
    assert codes == ["step_capacity_impossible", "step_capacity_exceeds_rated"]
    (remark,) = findings(frame.drop(T), StepCapacity(steps, 1.0, 5.0, 20.0))
    assert remark.payload["first_step"] == 7
    reason = StepCapacity(None, 1.0, 5.0, 20.0).prepare({I, S})
    assert reason == f"needs `{T}`"
