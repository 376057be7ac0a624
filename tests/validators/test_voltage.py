"""Jumps of the voltage and its level, at their limits."""

import numpy as np
import polars as pl
import pytest

from ionworks.validators.checks import scan
from ionworks.validators.checks.voltage import VoltageContinuity
from ionworks.validators.functions import findings

V, S = "Voltage [V]", "Step count"


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize("seed", range(3))
def test_jumps_are_counted_among_pairs_with_both_voltages(seed, size, monkeypatch):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    random = np.random.default_rng(seed)
    volts = np.cumsum(random.choice([0.1, -0.1, 0.9, 1.1, -0.9, -1.1], 60))
    volts[random.random(60) < 0.1] = np.nan
    step = np.repeat(np.arange(6), 10)
    pairs = [row for row in range(1, 60) if not np.isnan(volts[row] - volts[row - 1])]
    bad = [
        row
        for row in pairs
        if abs(volts[row] - volts[row - 1]) > 1.0 and step[row] == step[row - 1]
    ]
    share = len(bad) / len(pairs)
    frame = pl.DataFrame({V: volts, S: step})
    assert findings(frame, VoltageContinuity((2.0, 4.0), 0.5, share)) == []
    (issue,) = findings(frame, VoltageContinuity((2.0, 4.0), 0.5, share - 0.01))
    assert issue.payload == {
        "bad_count": len(bad),
        "total_pairs": len(pairs),
        "bad_fraction": share,
        "threshold_volts": 1.0,
        "voltage_window": (2.0, 4.0),
    }
    assert issue.rows == (bad[0],)
    assert "greater than 50% of the rated" in issue.message


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    ("window", "low", "high"), [((2.0, 4.0), 1.0, 5.0), ((3.0, 3.2), 2.8, 3.4)]
)
def test_a_voltage_is_out_by_half_of_the_window_or_a_fifth_of_a_volt(
    window, low, high, size, monkeypatch
):
    monkeypatch.setattr(scan, "BLOCK_ROWS", size)
    inside = [low + 0.01, high - 0.01] * 10 + [None]
    for outside in ([low - 0.01], [high + 0.01]):
        volts = [*inside, *outside * 21]
        frame = pl.DataFrame({V: volts, S: np.arange(42)})
        (issue,) = findings(frame, VoltageContinuity(window, 0.8, 0.05, level=True))
        assert issue.payload == {
            "outside_count": 21,
            "total_rows": 41,
            "allowed": (pytest.approx(low), pytest.approx(high)),
            "voltage_window": window,
        }
        assert (issue.rows, issue.values) == ((21,), (outside[0],))
        # Half of the rows may be out.
        half = frame.head(41)
        assert findings(half, VoltageContinuity(window, 0.8, 0.05, level=True)) == []
        assert findings(frame, VoltageContinuity(window, 0.8, 0.05)) == []
