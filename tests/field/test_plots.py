"""Figures of every kind of test: what they show."""

import numpy as np
import polars as pl
import pytest

from ionworks.plots import plot_steps

pyplot = pytest.importorskip("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def _close_figures():
    yield
    pyplot.close("all")


def test_steps_hold_the_points_of_each_step_by_itself():
    """Short steps are whole, long ones keep their extremes, gaps are left out."""
    lengths = [5, 30, 2, 40_000, 5, 2, 20_000, 7]
    ends = np.cumsum(lengths) - 1
    rows = np.arange(sum(lengths))
    random = np.random.default_rng(1)
    series = pl.DataFrame(
        {
            "Time [s]": rows * 0.5,
            "Voltage [V]": 3.7 + random.normal(0, 0.1, len(rows)),
            "Current [A]": pl.Series(random.normal(0, 1, len(rows))),
        }
    ).with_columns(
        # Each seventh voltage is missing, and all currents of the step of 7 rows.
        pl.when(pl.int_range(pl.len()) % 7 != 3).then("Voltage [V]").alias("Voltage [V]"),
        pl.when(pl.int_range(pl.len()) < ends[-2] + 1).then("Current [A]").alias("Current [A]"),
    )
    steps = pl.DataFrame(
        {
            "Start index": [0, *(ends[:-1] + 1)],
            "End index": ends,
            "Step type": ["A", "B"] * 4,
            "Cycle count": [0, 0, 1, 1, 2, 2, 3, 3],
        }
    )
    _, ax = plot_steps(series, steps)
    for row, kind in enumerate("AB"):
        of_kind = steps.filter(pl.col("Step type") == kind)
        for axes, column in zip(ax[row], ("Voltage [V]", "Current [A]"), strict=True):
            (lines,) = axes.collections
            assert lines.get_array().tolist() == of_kind["Cycle count"].to_list()
            segments = lines.get_segments()
            assert len(segments) == of_kind.height
            for points, (first, last) in zip(
                segments, of_kind.select("Start index", "End index").iter_rows(), strict=True
            ):
                own = series[first : last + 1]
                own = own.select(pl.col("Time [s]") - own["Time [s]"][0], column).drop_nulls()
                whole = own.to_numpy()
                if len(whole) < 1000:
                    assert points.tolist() == whole.tolist()
                    continue
                assert len(points) < len(whole) / 4
                assert {*map(tuple, points)} <= {*map(tuple, whole)}
                for end in (0, -1):
                    assert points[end].tolist() == whole[end].tolist()
                assert (points.min(), points.max()) == (whole.min(), whole.max())
                assert points[:, 1].min() == whole[:, 1].min()
                assert points[:, 1].max() == whole[:, 1].max()
                assert (np.diff(points[:, 0]) > 0).all()
