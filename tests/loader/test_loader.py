"""Loaders of frames and folders: choices, windows in time, errors."""

import datetime
import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from ionworks.loader import DataLoader

RECORDED = json.loads(Path(__file__).with_name("loader_cases.json").read_text(encoding="utf-8"))
SERIES, STEPS = RECORDED["time_series"], RECORDED["steps"]


def times(**options):
    return DataLoader(SERIES, STEPS, **options)["Time [s]"].to_list()


# --- choosing steps -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "choice",
    [
        1,
        {"step": 1},
        "SELECT * FROM steps WHERE \"Step type\" = 'Rest'",
        'SELECT "Step count" FROM steps ORDER BY "End voltage [V]" LIMIT 1 OFFSET 1',
    ],
)
def test_a_step_is_named_in_several_ways(choice):
    assert times(first_step=choice, last_step=choice) == [30.0, 40.0]


def test_a_cycle_is_named_by_its_first_and_last_step():
    steps = {**STEPS, "Cycle count": [4, 5, 5]}
    loader = DataLoader(SERIES, steps, first_step={"cycle": 5}, last_step={"cycle": 5})
    assert loader["Time [s]"].to_list() == [30.0, 40.0, 50.0, 60.0, 70.0]
    with pytest.raises(ValueError, match="no such cycle"):
        DataLoader(SERIES, steps, first_step={"cycle": 3})


def test_a_query_finds_its_step_even_where_numbers_come_back():
    steps = {**STEPS, "Step count": [0, 1, 0]}
    query = "SELECT * FROM steps WHERE \"Step type\" = 'Constant current charge'"
    loader = DataLoader(SERIES, steps, first_step=query)
    assert loader["Time [s]"].to_list() == [50.0, 60.0, 70.0]
    with pytest.raises(ValueError, match="Start index"):
        DataLoader(SERIES, steps, first_step=query.replace("*", '"Step count"'))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"first_step": 3}, "has 3 steps"),
        ({"first_step": -1}, "count from 0"),
        ({"first_step": True}, "first_step is True"),
        ({"first_step": {"rest": 1}}, "'cycle'"),
        ({"last_step": " "}, "last_step"),
        ({"first_step": 2, "last_step": 1}, "before the first"),
        ({"first_step": "SELECT * FROM steps"}, "finds 3 steps, not one"),
        ({"first_step": 'SELECT * FROM steps WHERE "Step count" = 9'}, "finds 0 steps"),
        ({"first_step": "SELEKT * FROM steps"}, "does not work"),
        ({"first_step": 'SELECT "Nothing" FROM steps'}, "does not work"),
        ({"options": {"frist_step": 1}}, "did you mean 'first_step'"),
        ({"options": 3}, "options is a int"),
        ({"capacity_column": 3}, "name of a column"),
        ({"capacity_column": "Q"}, "'Q'"),
        ({"transforms": ["sort"]}, "transforms is a list"),
        ({"transforms": {"resample": 1}}, "no 'resample'"),
        ({"transforms": {"sort": 1}}, "True or False"),
        ({"transforms": {"interpolate": 0}}, "above 0"),
        ({"transforms": {"interpolate": True}}, "above 0"),
        ({"transforms": {"interpolate": [1.0, float("nan")]}}, "list of times"),
        ({"transforms": {"filters": {"Voltage [V]": {"filter_type": "mean"}}}}, "'savgol'"),
        ({"transforms": {"filters": "savgol"}}, "mapping of columns"),
        ({"time_range": [0, 1]}, "time_range is a list"),
        ({"time_range": {"from": 0}}, "no 'from'"),
        ({"time_range": {"start": "0"}}, "number of seconds"),
        ({"time_range": {"start": True}}, "number of seconds"),
        ({"time_range": {"end": float("inf")}}, "number of seconds"),
        ({"time_range": {"start": 2, "end": 1}}, "before its start"),
        ({"time_range": {"start": 71}}, r"from 0.0 s to 70.0 s"),
    ],
)
def test_what_cannot_be_meant_is_refused(options, problem):
    with pytest.raises(ValueError, match=problem):
        DataLoader(SERIES, STEPS, **options).data  # noqa: B018


def test_what_the_steps_lack_is_named():
    with pytest.raises(ValueError, match="no steps to label"):
        DataLoader(SERIES).steps_with_labels()
    steps = {name: values for name, values in STEPS.items() if "count" not in name}
    for choice, column in (({"step": 1}, "Step count"), ({"cycle": 1}, "Cycle count")):
        with pytest.raises(ValueError, match=f"the step table has no '{column}'"):
            DataLoader(SERIES, steps, first_step=choice).data  # noqa: B018


def test_options_are_checked_before_anything_is_fetched():
    with pytest.raises(ValueError, match="count from 0"):
        DataLoader.from_db("m-1", {"first_step": -2})
    with pytest.raises(ValueError, match="empty"):
        DataLoader.from_db(" ")
    with pytest.raises(TypeError, match="measurement_id must be text"):
        DataLoader.from_db(None)


def test_an_option_given_by_itself_wins():
    assert times(options={"first_step": 0, "last_step": 1}, first_step=1) == [30.0, 40.0]


def test_an_options_model_is_read_like_a_mapping():
    class Options:
        def model_dump(self, *, exclude_none):
            return {"first_step": 2, "sort": False}

    assert times(options=Options()) == [50.0, 60.0, 70.0]


# --- windows in time ----------------------------------------------------------------------


def test_both_bounds_belong_to_the_window_up_to_rounding():
    assert times(time_range={"start": 20.0000005, "end": 29.9999995}) == [20.0, 30.0]
    assert times(time_range={"start": 20.1, "end": 30.1}) == [30.0]
    assert times(time_range={}) == SERIES["Time [s]"]
    assert times(time_range={"start": None, "end": 10}) == [0.0, 10.0]


@pytest.mark.parametrize("start", range(8))
@pytest.mark.parametrize("end", range(8))
def test_steps_of_a_window_count_from_its_first(start, end):
    """A row each 10 s."""
    inside = [row for row in range(8) if start <= row <= end]
    if not inside:
        return
    numbers = sorted({SERIES["Step count"][row] for row in inside})
    window = DataLoader(SERIES, STEPS, time_range={"start": 10.0 * start, "end": 10.0 * end})
    for place, number in enumerate(numbers):
        found = window.slice_to_steps(place, place)
        wanted = [10.0 * row for row in inside if SERIES["Step count"][row] == number]
        assert found.data["Time [s]"].to_list() == wanted
    with pytest.raises(ValueError, match=f"there are {len(numbers)}, from 0"):
        window.slice_to_steps(0, len(numbers))


def test_a_window_holds_the_steps_that_have_rows_in_it():
    def steps(**window):
        return DataLoader(SERIES, STEPS, time_range=window).steps["Start voltage [V]"].len()

    assert (steps(start=30.0, end=40.0), steps(start=30.0, end=50.0)) == (1, 2)
    assert (steps(start=20.0, end=40.0), steps(end=20.0)) == (2, 1)
    assert times(time_range={"start": 40.0, "end": 40.0}) == [40.0]


def test_a_step_that_is_cut_is_described_by_what_is_left():
    steps = {
        **STEPS,
        "Discharge capacity [A.h]": [20 / 3600, 0.0, 0.0],
        "Charge energy [W.h]": [0.0, 0.0, 0.0222],
        "Max voltage [V]": [4.0, 3.87, 4.1],
        "Mean current [A]": [1.0, 0.0, -1.0],
        "Std voltage [V]": [0.1, 0.01, 0.1],
    }
    loader = DataLoader(SERIES, steps, time_range={"start": 10, "end": 60})
    left = loader.steps
    assert left["Start index"].to_list() == [1, 3, 5]
    assert left["End index"].to_list() == [2, 4, 6]
    assert left["Start time [s]"].to_list() == [10.0, 30.0, 50.0]
    assert left["Duration [s]"].to_list() == [10.0, 10.0, 10.0]
    assert left["Discharge capacity [A.h]"].to_list() == pytest.approx([10 / 3600, 0.0, 0.0])
    assert left["Charge energy [W.h]"].to_list() == pytest.approx([0, 0, 3.95 * 10 / 3600])
    assert left["Max voltage [V]"].to_list() == [3.9, 3.87, 4.0]
    assert left["Mean current [A]"].to_list() == [1.0, 0.0, -1.0]
    assert left["Std voltage [V]"].to_list() == [None, 0.01, None]


def test_totals_of_a_cut_step_do_not_need_capacity_columns():
    rows = {name: SERIES[name] for name in ("Time [s]", "Voltage [V]", "Current [A]")}
    steps = {**STEPS, "Discharge capacity [A.h]": [20 / 3600, 0.0, 0.0]}
    loader = DataLoader(rows, steps, time_range={"start": 10})
    assert loader.steps["Discharge capacity [A.h]"].to_list() == pytest.approx([10 / 3600, 0, 0])


def test_a_window_works_without_steps():
    loader = DataLoader(SERIES, time_range={"start": 15, "end": 35})
    assert loader["Time [s]"].to_list() == [20.0, 30.0]
    assert (loader.steps, loader.initial_voltage) == (None, None)
    assert (loader.start_idx, loader.end_idx) == (2, 4)
    with pytest.raises(ValueError, match=r"Time \[s\]"):
        DataLoader({"OCP [V]": [4.0]}, time_range={"start": 1})


def test_rows_without_a_time_stay_inside_a_window():
    series = {**SERIES, "Time [s]": [0.0, 10.0, None, 30.0, 40.0, 50.0, 60.0, None]}
    loader = DataLoader(series, STEPS, time_range={"start": 10})
    assert loader["Time [s]"].to_list() == [10.0, None, 30.0, 40.0, 50.0, 60.0]


# --- tables -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["OCP [V]", "OCV [V]", "Open-circuit potential [V]", "Open-circuit voltage [V]"]
)
def test_a_table_without_steps_needs_a_voltage_of_some_name(name):
    loader = DataLoader({name: [4, 3.5], "Capacity [A.h]": [0, 0.5]})
    assert loader.data.to_dict(as_series=False) == {
        name: [4.0, 3.5],
        "Capacity [A.h]": [0.0, 0.5],
        "Voltage [V]": [4.0, 3.5],
    }
    with pytest.raises(ValueError, match="no voltage"):
        DataLoader({"Potential [V]": [4]})
    with pytest.raises(ValueError, match="need steps"):
        DataLoader({name: [4]}, first_step=0)


def test_frames_of_any_kind_are_read():
    from_polars = DataLoader(pl.DataFrame(SERIES), pl.DataFrame(STEPS))
    import pandas as pd

    from_pandas = DataLoader(pd.DataFrame(SERIES), pd.DataFrame(STEPS))
    assert from_polars.data.equals(from_pandas.data)
    assert from_polars.steps.equals(from_pandas.steps)
    assert from_polars.time_series is from_polars.data


def test_an_empty_step_table_chooses_nothing():
    loader = DataLoader(SERIES, pl.DataFrame(STEPS).clear())
    assert loader.data.shape == (0, len(SERIES))
    assert (loader.start_idx, loader.end_idx, loader.initial_voltage) == (0, 0, None)


def test_a_step_table_of_another_series_is_refused():
    with pytest.raises(ValueError, match="leads to row 7; the time series has 4 rows"):
        DataLoader(pl.DataFrame(SERIES).head(4), STEPS)
    with pytest.raises(ValueError, match="'End voltage"):
        DataLoader(SERIES, {name: STEPS[name] for name in list(STEPS)[:-1]})


def test_the_loader_keeps_its_data_to_itself():
    frame = pl.DataFrame(SERIES)
    loader = DataLoader(frame, STEPS)
    frame[0, "Voltage [V]"] = 99.0
    mine = loader.to_polars()
    mine[0, "Voltage [V]"] = 99.0
    assert loader["Voltage [V]"][0] == 4.0


@pytest.mark.parametrize("ending", ["parquet", "csv"])
def test_a_folder_is_read(tmp_path, ending):
    def write(name, columns):
        getattr(pl.DataFrame(columns), f"write_{ending}")(tmp_path / f"{name}.{ending}")

    with pytest.raises(ValueError, match=r"time_series\.parquet"):
        DataLoader.from_local(tmp_path)
    write("time_series", SERIES)
    assert DataLoader.from_local(str(tmp_path)).steps is None
    write("steps", STEPS)
    loader = DataLoader.from_local(tmp_path, {"first_step": 1}, time_range={"end": 50})
    assert loader["Time [s]"].to_list() == [30.0, 40.0, 50.0]
    assert set(loader.to_config()["data"]) == {"time_series", "steps"}


def test_parquet_goes_before_csv(tmp_path):
    pl.DataFrame(SERIES).write_parquet(tmp_path / "time_series.parquet")
    pl.DataFrame({"OCV [V]": [1.0]}).write_csv(tmp_path / "time_series.csv")
    assert DataLoader.from_local(tmp_path).data.height == 8


# --- slices and copies --------------------------------------------------------------------


def test_a_slice_counts_from_the_chosen_steps():
    loader = DataLoader(SERIES, STEPS, first_step=1)
    last = loader.slice_to_steps(1, 1)
    assert last["Time [s]"].to_list() == [50.0, 60.0, 70.0]
    assert last.initial_voltage == 3.87
    assert loader["Time [s]"].to_list() == [30.0, 40.0, 50.0, 60.0, 70.0]
    for first, end in ((1, 0), (-1, 0), (0, 2)):
        with pytest.raises(ValueError, match="there are 2, from 0"):
            loader.slice_to_steps(first, end)
    with pytest.raises(ValueError, match="no steps"):
        DataLoader(SERIES).slice_to_steps(0, 0)


def test_a_slice_keeps_the_window_and_the_transforms():
    loader = DataLoader(
        SERIES, STEPS, time_range={"start": 35, "end": 65}, transforms={"interpolate": 5.0}
    )
    charge = loader.slice_to_steps(1, 1)
    assert charge["Time [s]"].to_list() == [50.0, 55.0]
    assert charge.steps["Step type"].to_list() == ["Constant current charge"]


def test_a_slice_of_a_measurement_names_its_steps():
    class Client:
        def __init__(self):
            self.cell_measurement = self
            self.windows = []

        def steps(self, _, *, use_cache):
            return STEPS

        def time_series(self, _, *, use_cache, row_range=None):
            self.windows.append(row_range)
            return pl.DataFrame(SERIES).slice(row_range[0], row_range[1] - row_range[0])

    client = Client()
    loader = DataLoader.from_db("m-1", {"first_step": 1}, client=client)
    rest = loader.slice_to_steps(0, 0)
    assert rest.to_config() == {"data": "db:m-1", "options": {"first_step": 1, "last_step": 1}}
    assert client.windows == []
    assert rest["Time [s]"].to_list() == [30.0, 40.0]
    # What the parent has loaded is not loaded again.
    assert loader.data.height == 5
    assert loader.slice_to_steps(1, 1)["Time [s]"].to_list() == [50.0, 60.0, 70.0]
    assert loader.copy()["Time [s]"].to_list() == [30.0, 40.0, 50.0, 60.0, 70.0]
    assert client.windows == [(3, 5), (3, 8)]


def test_a_copy_is_its_own():
    class Client:
        def __init__(self):
            self.cell_measurement = self

        def steps(self, _, *, use_cache):
            return STEPS

        def time_series(self, _, *, use_cache, row_range=None):
            return SERIES

    loader = DataLoader.from_db("m-1", client=Client())
    copy = loader.copy()
    copy.to_local()
    assert loader.to_config() == {"data": "db:m-1"}
    assert set(copy.to_config()["data"]) == {"time_series", "steps"}


def test_a_service_that_sends_other_rows_is_caught():
    class Client:
        def __init__(self):
            self.cell_measurement = self

        def steps(self, _, *, use_cache):
            return STEPS

        def time_series(self, _, *, use_cache, row_range=None):
            return SERIES

    loader = DataLoader.from_db("m-1", {"first_step": 1}, client=Client())
    with pytest.raises(ValueError, match="rows 3 to 8 were asked for, 8 rows came"):
        loader.data  # noqa: B018


def test_a_loader_shows_what_it_is():
    loader = DataLoader.from_db("m-1", {"first_step": 1}, time_range={"end": 5})
    assert repr(loader) == "DataLoader(db:m-1, first_step=1, time_range={'end': 5.0})"
    assert repr(DataLoader(SERIES)) == "DataLoader(frames)"


def test_other_kinds_of_columns_survive_a_configuration():
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    loader = DataLoader({"Voltage [V]": [4.0, float("nan")], "Start": [start, start]})
    assert loader.to_config()["data"] == {"Voltage [V]": [4.0, None], "Start": [start, start]}


def test_importing_it_is_light():
    heavy = "polars", "pandas", "numpy", "scipy", "matplotlib", "diskcache"
    code = (
        "import ionworks.loader, ionworks.navigator, ionworks.urls, ionworks.plots, sys; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
