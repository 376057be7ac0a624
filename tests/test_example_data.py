"""The example data keep to the data format and say where they come from."""

from pathlib import Path

import polars as pl
import pytest

import ionworks
from ionworks import examples

FOLDER = Path(examples.__file__).parent
NAMES = ("discharge", "cycling")
FILES = [examples.path(name).name for name in NAMES]
REST_A = 0.01  # currents below this are noise around zero


@pytest.fixture(params=NAMES)
def frame(request):
    return getattr(examples, request.param)()


def test_names_are_those_of_the_package():
    assert ionworks.examples is examples
    with pytest.raises(ValueError, match="there is no example 'pouch'; there are 'cycling'"):
        examples.path("pouch")


def test_frames_are_of_the_library_that_was_chosen():
    pandas = pytest.importorskip("pandas")
    ionworks.set_dataframe_backend("pandas")
    try:
        frame = examples.discharge()
    finally:
        ionworks.set_dataframe_backend("polars")
    assert isinstance(frame, pandas.DataFrame)
    assert frame.shape == (3_615, 4)


def test_files_are_small_and_explained():
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in FOLDER.glob("*.parquet")) == sorted(FILES)
    assert sum((FOLDER / name).stat().st_size for name in FILES) < 4_000_000
    assert "Redistribution" in (FOLDER / "LICENSE-PyBaMM.txt").read_text(encoding="utf-8")
    sections = {part.splitlines()[0].strip("` "): part for part in readme.split("\n## ")[1:]}
    for name in FILES:
        for said in ("**Source:**", "**Licence:**", "**Citation:**", "**Made by:**"):
            assert said in sections[name]


def test_time_starts_at_zero_and_never_falls(frame):
    time = frame["Time [s]"]
    assert time[0] == 0
    assert time.diff().drop_nulls().min() >= 0


def test_steps_count_up_by_one_from_zero(frame):
    steps = frame["Step count"]
    assert steps.dtype == pl.Int64
    assert steps[0] == 0
    assert set(steps.diff().drop_nulls().unique()) <= {0, 1}
    assert frame.group_by("Step count").len()["len"].min() >= 2


def test_positive_current_is_discharge(frame):
    by_step = frame.group_by("Step count").agg(
        current=pl.col("Current [A]").median(),
        rise=pl.col("Voltage [V]").last() - pl.col("Voltage [V]").first(),
    )
    assert (by_step.filter(pl.col("current") > REST_A)["rise"] < 0).all()
    # A hold keeps its voltage, so its rise is noise of either sign.
    assert (by_step.filter(pl.col("current") < -REST_A)["rise"] > -0.001).all()
    assert (by_step["current"] > REST_A).any()


def test_every_value_is_a_finite_number(frame):
    assert frame.null_count().sum_horizontal().item() == 0
    floats = frame.select(pl.selectors.float())
    assert floats.select(pl.all().is_finite().all()).row(0) == (True,) * floats.width


def test_discharge_delivers_the_rated_capacity():
    frame = examples.discharge()
    assert frame.columns == ["Time [s]", "Voltage [V]", "Current [A]", "Step count"]
    assert frame.height == 3_615
    assert frame["Time [s]"].to_list() == list(range(3_615))
    assert frame["Current [A]"].unique().to_list() == [2.28]
    assert frame["Voltage [V]"][0] == pytest.approx(4.181, abs=1e-3)
    assert frame["Voltage [V]"][-1] == pytest.approx(2.991, abs=1e-3)
    assert 2.28 * frame["Time [s]"][-1] / 3600 == pytest.approx(2.28, rel=0.01)


def test_cycling_runs_twenty_cycles_of_five_steps():
    frame = examples.cycling()
    assert frame.height > 100_000
    assert frame["Cycle count"].unique(maintain_order=True).to_list() == list(range(20))
    assert frame["Step count"].n_unique() == 100
    per_cycle = frame.group_by("Cycle count").agg(pl.col("Step from cycler").unique())
    assert all(sorted(steps) == [1, 2, 3, 4, 5] for steps in per_cycle["Step from cycler"])
    assert (frame["Cycle from cycler"] == frame["Cycle count"] + 1).all()
    assert frame["Voltage [V]"].is_between(2.499, 4.201).all()
    assert frame["Temperature [degC]"].is_between(24.9, 40).all()


def test_cycling_loses_capacity_every_cycle():
    frame = examples.cycling().filter(pl.col("Step from cycler") == 1)
    charge = pl.col("Current [A]") * pl.col("Time [s]").diff() / 3600
    capacity = frame.group_by("Cycle count", maintain_order=True).agg(charge.sum().alias("A.h"))
    assert capacity["A.h"].diff().drop_nulls().max() < 0
    assert capacity["A.h"][1] == pytest.approx(4.92, abs=0.01)
    assert capacity["A.h"][-1] == pytest.approx(4.82, abs=0.01)
