"""A coarse clock and a finer one in one file: the finer one tells the time."""

import re
from datetime import datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_series_equal

import ionworks

START = datetime(2024, 12, 31, 23, 59, 40)
STEPS = ["CC DChg", "Rest", "CC Chg"]
CURRENTS = {"CC DChg": 1.5, "Rest": 0.0, "CC Chg": -1.5}


def rows_of(phase=0.0, pause=0.0):
    """Three steps of 20 s with a row each 0.1 s: time, time in the step, kind, true time."""
    rows, passed = [], 0.0
    for step, kind in enumerate(STEPS):
        for place in range(200):
            inside = place * 0.1
            wait = pause if step == 1 and place >= 100 else 0.0
            rows.append((step, kind, inside, passed + inside + wait))
        passed = rows[-1][3] + 0.1
    return [
        (step, kind, inside, time, START + timedelta(seconds=time + phase))
        for step, kind, inside, time in rows
    ]


def export(path, rows, *, clock="Time(h:min:s.ms)", date="Realtime", form="%Y-%m-%d %H:%M:%S"):
    lines = [f"Step Index,Step Type,{clock},{date},Current(A),Voltage(V)"]
    for step, kind, inside, time, moment in rows:
        in_step = f"0:00:{inside:06.3f}"
        voltage = 3.7 - CURRENTS[kind] * 0.05 - (0.001 * time if kind == "CC DChg" else 0.0)
        lines.append(f"{step + 1},{kind},{in_step},{moment:{form}},{-CURRENTS[kind]},{voltage:.4f}")
    path.write_text("\n".join(lines))
    return path


@pytest.mark.parametrize("phase", [0.0, 0.35, 0.95])
def test_the_time_in_the_step_refines_a_date_in_whole_seconds(tmp_path, phase):
    rows = rows_of(phase)
    result = ionworks.read(export(tmp_path / "neware.csv", rows))
    time = result.to_polars()["Time [s]"]
    assert time.n_unique() == len(rows)
    assert_series_equal(time, pl.Series("Time [s]", [row[3] for row in rows]), abs_tol=1e-5)
    assert any(
        "'Time(h:min:s.ms)' says the time between the ticks of 'Realtime'" in guess.what
        for guess in result.report.guesses
    )
    charge = result.steps()["Discharge capacity [A.h]"][0]
    assert charge == pytest.approx(1.5 * 19.9 / 3600, rel=1e-4)


def test_a_pause_within_a_step_is_kept(tmp_path):
    rows = rows_of(pause=30.0)
    time = ionworks.read(export(tmp_path / "neware.csv", rows)).to_polars()["Time [s]"]
    assert_series_equal(time, pl.Series("Time [s]", [row[3] for row in rows]), abs_tol=0.1)
    assert (time.diff().drop_nulls() > 0).all()


def test_a_total_time_in_whole_seconds_is_refined_too(tmp_path):
    rows = rows_of()
    path = export(tmp_path / "neware.csv", rows, date="Total Time", form="%H:%M:%S")
    lines = path.read_text().splitlines()
    for place, row in enumerate(rows):
        cells = lines[place + 1].split(",")
        cells[3] = f"0:00:{int(row[3] + 1e-9):02}" if row[3] < 59.999 else "0:01:00"
        lines[place + 1] = ",".join(cells)
    path.write_text("\n".join(lines))
    time = ionworks.read(path).to_polars()["Time [s]"]
    assert_series_equal(time, pl.Series("Time [s]", [row[3] for row in rows]), abs_tol=1e-5)


def test_a_counter_that_contradicts_the_date_is_named_and_not_used(tmp_path):
    rows = [
        (step, kind, inside * 2, time, moment) for step, kind, inside, time, moment in rows_of()
    ]
    result = ionworks.read(export(tmp_path / "neware.csv", rows))
    assert result.to_polars()["Time [s]"].n_unique() == 60
    assert any(
        "'Realtime' is the time, and repeats in 540 rows; 'Time(h:min:s.ms)' is finer" in guess.what
        for guess in result.report.guesses
    )


def test_a_time_in_the_step_of_whole_seconds_refines_nothing(tmp_path):
    path = export(tmp_path / "neware.csv", rows_of(phase=0.35))
    path.write_text(re.sub(r"(0:00:\d\d)\.\d+", r"\1", path.read_text()))
    result = ionworks.read(path)
    moments = [row[4].replace(microsecond=0) for row in rows_of(phase=0.35)]
    seconds = [(moment - moments[0]).total_seconds() for moment in moments]
    assert result["Time [s]"].to_list() == seconds
    assert not any("finer" in each.what or "ticks" in each.what for each in result.report.guesses)


def test_a_clock_that_may_not_be_refined_stays_coarse(tmp_path):
    path = export(tmp_path / "neware.csv", rows_of())
    kinds = ["columns", "units", "dates", "sign", "steps", "cycles"]
    result = ionworks.read(path, guess=kinds)
    assert result["Time [s]"].n_unique() == 60
    assert {guess.kind for guess in ionworks.read(path).report.guesses} >= {"clock", "dates"}


def test_a_column_that_the_user_names_is_taken_as_it_is(tmp_path):
    path = export(tmp_path / "neware.csv", rows_of())
    result = ionworks.read(path, columns={"Time [s]": "Realtime"})
    assert result.to_polars()["Time [s]"].n_unique() == 60


@pytest.mark.parametrize("form", ["%m-%d %H:%M:%S", "%m/%d %H:%M:%S.%f"])
def test_dates_without_a_year_pass_a_change_of_year(tmp_path, form):
    rows = rows_of()
    path = export(
        tmp_path / "neware.csv", rows, clock="Relative Time", date="Absolute Time", form=form
    )
    result = ionworks.read(path)
    time = result.to_polars()["Time [s]"]
    assert_series_equal(time, pl.Series("Time [s]", [row[3] for row in rows]), abs_tol=1e-5)
    assert any(guess.kind == "dates" and "no year" in guess.what for guess in result.report.guesses)


@pytest.mark.parametrize(
    ("moments", "seconds"),
    [
        (["02-28 12:00:00", "02-29 12:00:00", "03-01 12:00:00"], [0, 86_400, 172_800]),
        (["02-28 12:00:00", "03-01 12:00:00", "03-02 12:00:00"], [0, 86_400, 172_800]),
        (["12-31 12:00:00", "01-01 12:00:00", "02-01 12:00:00"], [0, 86_400, 32 * 86_400]),
    ],
)
def test_days_of_the_year_are_counted_by_the_calendar(tmp_path, moments, seconds):
    path = tmp_path / "days.csv"
    rows = [f"{moment},3.{place},0.5" for place, moment in enumerate(moments)]
    path.write_text("\n".join(["Absolute Time,Voltage(V),Current(A)", *rows]))
    result = ionworks.read(path, positive_current="discharge")
    assert result["Time [s]"].to_list() == seconds


def test_e_with_volts_is_a_voltage_and_with_watt_hours_is_not(tmp_path):
    path = tmp_path / "potentiostat.csv"
    path.write_text("t/s,E/V,I/mA,E/Wh\n0,4.1,-500,0\n60,4.0,-500,1\n120,3.9,-500,2\n")
    result = ionworks.read(path, positive_current="charge")
    assert result["Voltage [V]"].to_list() == [4.1, 4.0, 3.9]
