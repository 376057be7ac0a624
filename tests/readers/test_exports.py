"""Exports of cyclers are read without an edit: the series that was written comes back."""

import gzip
from datetime import timedelta

import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given, settings
from polars.testing import assert_frame_equal
from support.exports import EXPORTS, START, arbin, cycling, german, neware, series, steps_differ

import ionworks
from ionworks.validators import check

COLUMNS = ["Time [s]", "Current [A]", "Voltage [V]", "Temperature [degC]", "Step count"]
COLUMNS += ["Cycle count"]


def assert_read(result, frame):
    found = result.to_polars()
    assert_frame_equal(found.select(COLUMNS), frame.select(COLUMNS), abs_tol=2e-6)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_uploadable_as_it_is(name, tmp_path):
    suffix, write, options = EXPORTS[name]
    frame = cycling(2)
    path = tmp_path / f"export{suffix}"
    path.write_bytes(write(frame))
    result = ionworks.read(path, **options)
    assert_read(result, frame)
    assert check(result, strict=True).issues == ()
    # Nothing is guessed in silence: every column by its name, and what gave steps and sign.
    said = {guess.kind for guess in result.report.guesses}
    assert {"columns", "steps", "sign"} <= said
    for text in (repr(result.report), result.report._repr_html_()):
        assert path.name in text
        assert all(guess.what.split("'")[0] in text for guess in result.report.guesses)


OF_ONE_CYCLE = st.lists(
    st.tuples(st.sampled_from(["charge", "discharge", "rest"]), st.floats(0.05, 0.3)),
    min_size=1,
    max_size=5,
)


@st.composite
def valid_series(draw):
    """A series of a few steps, each of another kind than the one before, in one to three cycles."""
    steps, cycles = [("charge", 0.25), ("discharge", 0.25)], [0, 0]
    for number in range(draw(st.integers(1, 2))):
        for kind, hours in draw(OF_ONE_CYCLE):
            if kind != steps[-1][0]:
                steps.append((kind, round(hours, 3)))
                cycles.append(number)
    return series(
        steps,
        cycles=cycles,
        capacity=draw(st.sampled_from([0.003, 2.0, 50.0])),
        interval=draw(st.sampled_from([10.0, 60.5])),
        start=draw(st.floats(0.2, 0.8)),
        slope=draw(st.floats(0.5, 2.0)),
    )


@pytest.mark.parametrize("name", EXPORTS)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(frame=valid_series())
def test_what_is_written_is_read_back(name, frame, tmp_path_factory):
    assert steps_differ(frame)
    suffix, write, options = EXPORTS[name]
    path = tmp_path_factory.mktemp("export") / f"export{suffix}"
    path.write_bytes(write(frame))
    assert_read(ionworks.read(path, **options), frame)


def test_packed_parquet_and_workbook_are_read_as_text_is(tmp_path):
    frame = cycling(1)
    text = arbin(frame)
    (tmp_path / "export.csv").write_bytes(text)
    (tmp_path / "export.csv.gz").write_bytes(gzip.compress(text))
    table = pl.read_csv(tmp_path / "export.csv", infer_schema_length=None)
    table.write_parquet(tmp_path / "export.parquet")
    whole = ionworks.read(tmp_path / "export.csv").to_polars()
    for name in ("export.csv.gz", "export.parquet"):
        result = ionworks.read(tmp_path / name)
        assert_frame_equal(result.to_polars(), whole)
        assert result.report.file == name
    (tmp_path / "plain.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n2,3\n"))
    with pytest.raises(ionworks.FileFormatError, match=r"^plain\.csv\.gz: "):
        ionworks.read(tmp_path / "plain.csv.gz")


def test_a_workbook_is_read_over_its_sheets(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("fastexcel")
    frame = cycling(1)
    header, *lines = neware(frame).decode("utf-8-sig").splitlines()
    book = openpyxl.Workbook()
    book.active.title = "Info"
    book.active.append(["Cell", "7"])
    half = len(lines) // 2
    for title, part in (("record", lines[:half]), ("record_2", lines[half:])):
        sheet = book.create_sheet(title)
        sheet.append(header.split(","))
        for line in part:
            cells = line.split(",")
            number = [
                float(cell) if cell.replace(".", "").lstrip("-").isdigit() else cell
                for cell in cells
            ]
            sheet.append(number)
    book.save(tmp_path / "export.xlsx")
    result = ionworks.read(tmp_path / "export.xlsx")
    assert_read(result, frame)
    assert "'record', 'record_2'" in result.report.layout
    with pytest.raises(ValueError, match="no sheet 'data'; it has 'Info', 'record', 'record_2'"):
        ionworks.read(tmp_path / "export.xlsx", sheet="data")
    one = ionworks.read(tmp_path / "export.xlsx", sheet="record")
    assert len(one) == half


def test_times_and_dates_of_a_workbook(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("fastexcel")
    for name, value in (
        ("Total Time", lambda row: timedelta(hours=9 * row)),
        ("Date", lambda row: START + timedelta(hours=9 * row)),
    ):
        book = openpyxl.Workbook()
        book.active.append([name, "Voltage(V)", "Current(A)"])
        for row in range(6):
            book.active.append([value(row), 4.2 - row / 10, 1.0])
        book.save(tmp_path / "export.xlsx")
        result = ionworks.read(tmp_path / "export.xlsx")
        assert result["Time [s]"].to_list() == [9 * 3600.0 * row for row in range(6)]
        told = "hours of a workbook" if name == "Total Time" else "dates in 'Date'"
        assert told in result.report.time


def test_a_file_of_the_platform_is_returned_as_it_is(tmp_path):
    frame = ionworks.examples.cycling().head(500).with_columns(pl.lit(0.1).alias("Anode [V]"))
    frame.write_parquet(tmp_path / "series.parquet")
    frame.write_csv(tmp_path / "series.csv")
    for name in ("series.parquet", "series.csv"):
        result = ionworks.read(tmp_path / name)
        assert_frame_equal(result.to_polars(), frame)
        assert result.report.guesses == ()


def test_the_result_is_taken_as_a_frame(tmp_path):
    (tmp_path / "export.csv").write_bytes(german(cycling(1)))
    result = ionworks.read(tmp_path / "export.csv")
    assert ionworks.validate(result)
    assert pl.DataFrame(result).equals(result.to_polars())
    assert ionworks.DataLoader(result).data.height == len(result) == result["Time [s]"].len()
    ionworks.set_dataframe_backend("pandas")
    try:
        assert type(result.frame).__module__.startswith("pandas")
        assert ionworks.validate(result)
    finally:
        ionworks.set_dataframe_backend("polars")


def test_dates_give_the_time(tmp_path):
    rows = ["Datum;Uhrzeit;Spannung [V];Strom [A]"]
    rows += [f"{day:02d}.03.2024;22:00:00;{4 - day / 100:.2f};1" for day in range(1, 15)]
    (tmp_path / "days.csv").write_text("\n".join(rows))
    result = ionworks.read(tmp_path / "days.csv")
    assert result["Time [s]"].to_list() == [86_400.0 * day for day in range(14)]
    assert "'Datum' and the time of day in 'Uhrzeit'" in result.report.time
    assert "dates" in {guess.kind for guess in result.report.guesses}


def test_day_and_month_are_told_apart_or_asked_for(tmp_path):
    path = tmp_path / "dates.csv"
    path.write_text(
        "Date,U [V],I [A]\n"
        + "\n".join(f"0{day}/02/2024 00:00:00,{4 - day / 50},1" for day in range(1, 6))
    )
    hours = {
        order: (ionworks.read(path, dates=order)["Time [s]"] / 3600).to_list()
        for order in ("day first", "month first")
    }
    assert hours["day first"] == [0, 24, 48, 72, 96]
    assert hours["month first"] == [0, 31 * 24, 60 * 24, 91 * 24, 121 * 24]  # 2024 is a leap year
    guessed = ionworks.read(path)
    assert (guessed["Time [s]"] / 3600).to_list() == hours["day first"]
    assert "day and month may be confused" in guessed.report.time


def test_a_clock_is_joined_only_when_told(tmp_path):
    suffix, write, _ = EXPORTS["time of day"]
    (tmp_path / f"export{suffix}").write_bytes(write(cycling(2)))
    with pytest.raises(ionworks.FileFormatError) as refused:
        ionworks.read(tmp_path / f"export{suffix}")
    assert "time_resets='join'" in str(refused.value)
    # The first row after midnight: the series begins at 22:30 and has steps of a minute.
    after = next(row for row, time in enumerate(cycling(2)["Time [s]"]) if time >= 5400)
    assert f"row {after} (line {after + 2})" in str(refused.value)
    assert START.hour == 22


def test_a_counter_that_starts_again_goes_on_from_the_time_before(tmp_path):
    (tmp_path / "export.csv").write_text(
        "t [s],U [V],I [A]\n0,4,1\n60,3.9,1\n120,3.8,1\n0,3.7,1\n30,3.6,1\n90,3.5,1\n"
    )
    result = ionworks.read(tmp_path / "export.csv", time_resets="join")
    assert result["Time [s]"].to_list() == [0, 60, 120, 120, 150, 210]
    assert "started again in row 3" in result.report.time
