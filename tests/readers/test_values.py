"""Numbers, times and dates that are written in a known way are read as what they are."""

from datetime import UTC, date, datetime, time, timedelta

import hypothesis.strategies as st
import polars as pl
import pytest
from hypothesis import given

from ionworks import FileFormatError
from ionworks.readers.clocks import read_clock
from ionworks.readers.finer import refined, repeats_of, resolution
from ionworks.readers.headers import CLOCK_TIME, DATE
from ionworks.readers.sources import Use
from ionworks.readers.units import Conversion, conversion
from ionworks.readers.values import Source, dates, durations, numbers, text_without_numbers
from ionworks.tables.columns import TIME

POINT = Source("export.csv", ".", 5)
COMMA = Source("export.csv", ",")
DAY = 86_400

MOMENTS = st.lists(
    st.datetimes(datetime(2001, 1, 1), datetime(2059, 12, 31)).map(
        lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    ),
    min_size=2,
    max_size=6,
)
SURE = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d-%b-%Y", "%d %b %Y", "%b %d %Y"]
DAY_FIRST = ["%d.%m.%Y", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y", "%d/%m/%y"]
MONTH_FIRST = ["%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y", "%m.%d.%Y"]
#: How the time of day is written, and what is left of it in s.
TIMES = {
    " %H:%M:%S.%f": 1e-3,
    "T%H:%M:%S.%f": 1e-3,
    " %H:%M:%S": 1,
    " %I:%M:%S %p": 1,
    " %H:%M": 60,
    " %I:%M %p": 60,
    "": DAY,
}


def epoch(moment):
    return (moment - datetime(1970, 1, 1)) / timedelta(seconds=1)


@pytest.mark.parametrize("hours", TIMES)
@pytest.mark.parametrize(
    ("order", "forms"),
    [
        (None, SURE),
        ("day first", DAY_FIRST),
        ("month first", MONTH_FIRST),
        ("%d|%m|%Y", ["%d|%m|%Y"]),
    ],
)
def test_a_date_is_read_in_the_form_that_it_is_written_in(order, forms, hours):
    moments = [
        datetime(2009, 4, 5, 12, 7, 8, 90_000),
        datetime(2009, 4, 5, 23, 59, 59),
        datetime(2010, 11, 3, 0, 0),
    ]
    for form in (each + hours for each in forms):
        text = [moments[0].strftime(form), None, *(each.strftime(form) for each in moments[1:])]
        wanted = form.replace(".%f", "%.f") if form.startswith("%d|") else order
        seconds, _, sure = dates(pl.Series("Date", text), wanted)
        assert sure
        assert seconds[1] is None
        unit = TIMES[hours]
        right = [epoch(moment) // unit * unit for moment in moments]
        assert seconds.drop_nulls().to_list() == pytest.approx(right, abs=2e-3, rel=0)


@pytest.mark.parametrize("zone", ["Z", " +02:00", "-0500"])
def test_a_zone_is_left_out_after_a_time_alone(zone):
    seconds, *_ = dates(pl.Series([f"02-Jan-2024 10:00:00{zone}"]), None)
    assert seconds.to_list() == [epoch(datetime(2024, 1, 2, 10))]


@given(MOMENTS)
def test_dates_are_read_from_what_programs_store(moments):
    exact = [epoch(moment) for moment in moments]
    days = [second / DAY + 25_569 for second in exact]  # 25,569 days from 1899-12-30 to 1970
    stored = {
        "dates": pl.Series(moments),
        "days since 1899-12-30": pl.Series(days),
        "seconds since 1970": pl.Series(exact),
        "milliseconds since 1970": pl.Series([second * 1e3 for second in exact]),
    }
    for form, values in stored.items():
        for written in (values, *([] if form == "dates" else [values.cast(pl.String)])):
            seconds, said, sure = dates(written, None)
            assert (said, sure) == (form, True)
            assert seconds.to_list() == pytest.approx(exact, abs=1e-3)
    (day, *_), _, _ = dates(pl.Series([date(2024, 2, 29)]), None)
    assert day == datetime(2024, 2, 29, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "values",
    [
        pl.Series([20_000.0, 30_000.0]),
        pl.Series([30_000.0, 80_000.0]),
        pl.Series([1e8, 1e9]),
        pl.Series([1e9, 5e9]),
        pl.Series([1e11, 1e12]),
        pl.Series([1e12, 5e12]),
        pl.Series([None, None], dtype=pl.Float64),
        pl.Series([None, None], dtype=pl.String),
        pl.Series(["yesterday", "2024-01-01"]),
        pl.Series(["2024-01-01", "2024-31-01"]),
    ],
)
def test_what_is_no_date_is_not_read_as_one(values):
    assert dates(values, None) is None
    assert dates(pl.Series(["2024-01-01 10:00"]), "%d.%m.%Y") is None


@pytest.mark.parametrize(
    ("text", "likely", "sure"),
    [
        (["01/02/2024", "02/02/2024"], "day first", False),  # one day, or 29
        (["01/31/2024", "02/01/2024"], "month first", True),  # there is no month 31
        (["31/01/2024", "01/02/2024"], "day first", True),
        (["12/01/2023", "01/01/2024"], "month first", False),  # 31 days, or back by 11
        (["02/02/2024", "03/03/2024"], None, True),  # the same either way
    ],
)
def test_the_order_is_the_one_in_which_time_runs_most_evenly(text, likely, sure):
    seconds, form, is_sure = dates(pl.Series(text), None)
    assert is_sure == sure
    if likely is not None:
        assert form.startswith("%d" if likely == "day first" else "%m")
    if not any(part.startswith("31") or "/31" in part for part in text) and likely is not None:
        assert seconds.equals(dates(pl.Series(text), likely)[0])


@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59_999)
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(["{d}d {h:02}:{m:02}:{s:06.3f}", "{d} days, {h}:{m}:{s:06.3f}",
                     "{d}-{h:02}:{m:02}:{s:06.3f}", "{H}:{m:02}:{s:06.3f}",
                     "{d}.{h:02}:{m:02}:{comma}", "{H}:{m:02}:{colon}"]),
)  # fmt: skip
def test_a_duration_is_the_sum_of_its_parts(parts, form):
    written, right = [None], [None]
    for days, hours, minutes, thousandths in parts:
        seconds = f"{thousandths / 1e3:06.3f}"
        written.append(
            form.format(
                d=days, h=hours, H=24 * days + hours, m=minutes, s=thousandths / 1e3,
                comma=seconds.replace(".", ","), colon=seconds.replace(".", ":"),
            )
        )  # fmt: skip
        right.append(((days * 24 + hours) * 60 + minutes) * 60 + thousandths / 1e3)
    found = durations(pl.Series("Time", written))
    assert found.name == "Time"
    assert found[0] is None
    assert found[1:].to_list() == pytest.approx(right[1:], abs=1e-9)


def test_durations_of_other_kinds():
    assert durations(pl.Series(["1:30", "26:05"])).to_list() == [5400, 26 * 3600 + 300]
    assert durations(pl.Series([timedelta(days=1, milliseconds=500)])).to_list() == [86_400.5]
    assert durations(pl.Series([time(1, 2, 3, 500_000)])).to_list() == pytest.approx([3723.5])
    for none in (
        pl.Series([1.0]),
        pl.Series([None], dtype=pl.String),
        pl.Series(["1:30", "soon"]),
        pl.Series(["1:30"] * 100 + ["soon"]),  # past what is looked at first
    ):
        assert durations(none) is None


@given(
    st.lists(st.floats(-1e6, 1e6).map(lambda x: round(x, 3)), min_size=1, max_size=6),
    st.booleans(),
    st.sampled_from(["{:.3f}", "{:+.3f}", "{:.6e}", "{:.3f}%"]),
)
def test_a_number_is_what_was_written(values, is_comma, form):
    text = [form.format(value) for value in values]
    if is_comma:
        text = [each.replace(".", ",") for each in text]
    series = pl.Series([*text, None, "n/a", "---"])
    found = numbers(series, COMMA if is_comma else POINT)
    assert found[: len(values)].to_list() == pytest.approx(values, rel=1e-6)
    assert found[len(values) :].to_list() == [None] * 3
    assert numbers(pl.Series([1, 2]), POINT).to_list() == [1.0, 2.0]
    grouped = [f"{value:,.3f}" for value in values]
    swapped = [each.translate(str.maketrans(",.", ".,")) for each in grouped]
    assert numbers(pl.Series(grouped), POINT).to_list() == values
    assert numbers(pl.Series(swapped), COMMA).to_list() == values


@pytest.mark.parametrize(
    ("values", "source", "told"),
    [
        (["1.5", "2.5", "3,5", "4,5"], POINT, "mixes decimal marks: row 2 (line 8) has '3,5'"),
        (["1,5", "1.5e3"], COMMA, "mixes decimal marks: row 1 has '1.5e3'"),
        (["1.5", None, "two"], POINT, "has 'two' in row 2 (line 8), which is no number"),
        (["1,234.5", "1,23.5"], POINT, "has '1,234.5' in row 0 (line 6)"),
    ],
)
def test_what_is_no_number_is_named_with_its_row(values, source, told):
    with pytest.raises(FileFormatError) as refused:
        numbers(pl.Series("I", values), source)
    assert told in str(refused.value)
    assert "'I'" in str(refused.value)


def test_words_are_not_numbers():
    assert text_without_numbers(pl.Series(["1,5", "charge"]))
    for numeric in (["1,5", None, "2.5"], [None], [1.5]):
        assert not text_without_numbers(pl.Series(numeric, strict=False))


@pytest.mark.parametrize(
    ("unit", "column", "value", "right"),
    [
        ("degF", "Temperature [degC]", 32.0, 0.0),
        ("degF", "Temperature [degC]", -40.0, -40.0),
        ("degF", "Temperature [degC]", 212.0, 100.0),
        ("K", "Temperature [degC]", 298.15, 25.0),
        ("mV", "Voltage [V]", 4200.0, 4.2),
        ("uA", "Current [A]", 5.0, 5e-6),
        ("kA", "Current [A]", 2.0, 2000.0),
        ("min", "Time [s]", 1.5, 90.0),
        ("d", "Time [s]", 2.0, 172_800.0),
        ("ms", "Time [s]", 250.0, 0.25),
        ("mA.h", "Capacity [A.h]", 2500.0, 2.5),
        ("kHz", "Frequency [Hz]", 10.0, 1e4),
        ("mOhm", "Z_Re [Ohm]", 20.0, 0.02),
    ],
)
def test_a_unit_is_converted(unit, column, value, right):
    factor, offset = conversion(unit, column)
    assert value * factor + offset == pytest.approx(right, abs=1e-12)


# --- the time of the rows -----------------------------------------------------------------------


def clock_of(resets="join", factor=1.0, **columns):
    """Read the time from columns that are named after what they are meant as."""
    meant = {"time": TIME, "date": DATE, "clock": CLOCK_TIME}
    convert = Conversion((factor, 0.0))
    chosen = {meant[name]: [Use(meant[name], name, convert=convert)] for name in columns}
    series = {name: pl.Series(name, values) for name, values in columns.items()}
    return read_clock(
        series.__getitem__, chosen, POINT, resets=resets, date_order=None, refines=True
    )


NIGHT = ["22:00:00", "23:30:00", "00:30:00"]
DAYS = ["2024-01-01", "2024-01-01", "2024-01-02"]


def test_the_time_of_day_completes_dates_that_have_none():
    first = epoch(datetime(2024, 1, 1))
    whole = clock_of(date=DAYS, clock=NIGHT)
    assert [second - first for second in whole.seconds] == [79_200, 84_600, DAY + 1800]
    assert (whole.is_date, whole.start) == (True, first)
    # What passes a day is no time of day, nor is a number, nor what stands beside a whole date.
    for columns in (
        {"date": DAYS, "clock": ["22:00:00", "23:30:00", "24:00:00"]},
        {"date": DAYS, "clock": ["a", "b", "c"]},
        {"date": ["2024-01-01", "2024-01-02", "2024-01-03"]},
    ):
        assert [second - first for second in clock_of(**columns).seconds] in (
            [0, 0, DAY],
            [0, DAY, 2 * DAY],
        )
    timed = clock_of(date=[f"{day} 01:00" for day in DAYS], clock=NIGHT)
    assert [second - first for second in timed.seconds] == [3600, 3600, DAY + 3600]
    # A time that starts again in each step is not the one of the test; with a date it may be one.
    mixed = clock_of(time=NIGHT, date=DAYS)
    assert [second - first for second in mixed.seconds] == [79_200, 84_600, DAY + 1800]


@pytest.mark.parametrize(
    ("columns", "seconds", "how"),
    [
        ({"time": [0.0, 5.0, 7.0, 0.0, 4.0, 1.0]}, [0, 5, 7, 7, 11, 12], "row 3, 5: it goes on"),
        ({"time": [3.0, 9.0, 2.0], "factor": 60.0}, [180, 540, 660], "row 2: it goes on"),
        # Midnight: from noon on to before noon.
        ({"clock": NIGHT}, [79_200, 84_600, DAY + 1800], "row 2: it passed midnight, 24 h"),
        ({"clock": ["12:00:00", "11:59:59"]}, [43_200, DAY + 43_199], "row 1: it passed midnight"),
        ({"clock": ["11:59:59", "00:00:00"]}, [43_199, 43_199], "row 1: it goes on"),
        ({"clock": ["13:00:00", "12:00:00"]}, [46_800, 90_000], "row 1: it goes on"),
        ({"clock": ["24:00:00", "01:00:00"]}, [DAY, DAY + 3600], "row 1: it goes on"),
        (
            {"clock": ["13:00:00", "01:00:00", "23:00:00", "22:00:00"]},
            [46_800, DAY + 3600, DAY + 82_800, DAY + 82_800 + 79_200],
            "row 1, 3: it goes on",
        ),
        (
            {"time": [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]},
            [1, 1, 2, 2, 3, 3, 4, 4],
            "row 1, 3, 5 and 1 more: it goes on",
        ),
    ],
)
def test_a_time_that_starts_again_goes_on(columns, seconds, how):
    clock = clock_of(**columns)
    assert clock.seconds.to_list() == seconds
    assert f"it started again in {how}" in clock.described
    with pytest.raises(FileFormatError, match="time_resets='join'") as refused:
        clock_of(**columns, resets="error")
    falls = how.split(":")[0].count(",") + ("more" in how)
    assert (f"and {falls} more times" in str(refused.value)) == (falls > 0)


def test_dates_that_go_back_stay():
    text = ["2024-01-01 10:00", "2024-01-01 11:00", "2024-01-01 09:00", None, "2024-01-01 09:30"]
    found = clock_of(date=text)
    began = found.start
    assert [None if each is None else each - began for each in found.seconds] == [
        0,
        3600,
        3600,
        None,
        5400,
    ]
    assert found.is_date


def test_the_first_column_whose_time_does_not_fall_is_read():
    counted = clock_of(time=[0.0, 1.0, 2.0], date=DAYS, clock=NIGHT, factor=3600.0)
    assert counted.seconds.to_list() == [0, 3600, 7200]
    assert (counted.is_counted, counted.is_date, counted.start) == (True, False, None)
    assert clock_of(time=[0.0, 1.0, 0.0], date=DAYS).use.column == "date"
    assert clock_of(time=["x", "y", "z"], date=DAYS).use.column == "date"
    with pytest.raises(FileFormatError, match="'x' in row 0"):
        clock_of(time=["x", "y", "z"])
    with pytest.raises(FileFormatError, match="'date' could not be read as a time"):
        clock_of(date=[None, None])


# --- what lies just inside and just outside ------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "form", "first"),
    [
        ([20_001.0, 79_999.0], "days since 1899-12-30", (20_001 - 25_569) * DAY),
        ([1e8 + 1, 5e9 - 1], "seconds since 1970", 1e8 + 1),
        ([1e11 + 1, 5e12 - 1], "milliseconds since 1970", 1e8 + 1e-3),
    ],
)
def test_numbers_are_dates_up_to_the_bounds(values, form, first):
    seconds, said, _ = dates(pl.Series(values), None)
    assert said == form
    assert seconds[0] == pytest.approx(first, rel=1e-12)


@pytest.mark.parametrize(
    ("text", "seconds", "form", "sure"),
    [
        # Half a year back is a new year; 180 days to the hour are not more than that.
        (["07-01 12:00:00", "01-01 12:00:00"], 184 * DAY, "%m-%d", False),
        (["06-30 12:00:00", "01-01 12:00:00"], -180 * DAY, "%m-%d", True),
        (["12/31 10:00", None, "01/01 10:30"], DAY + 1800, "%m/%d", True),
        (["31.12. 10:00", "01.01. 10:30"], DAY + 1800, "%d.%m.", True),
        (["31.12 10:00 PM", "01.01 10:30 PM"], DAY + 1800, "%d.%m", True),
        (["12.12 10:00", "12.12 10:30"], 1800, "%m.%d", False),
        (["13-12 10:00", "13-12 10:30"], 1800, "%d-%m", True),
        (["12-13 10:00", "12-13 10:30"], 1800, "%m-%d", True),
        # A year with a 29 February has 366 days.
        (["12-31 00:00", "02-29 00:00"], 60 * DAY, "%m-%d", True),
    ],
)
def test_dates_without_a_year_go_on_after_new_year(text, seconds, form, sure):
    found, said, is_sure = dates(pl.Series(text), None)
    assert found[-1] - found[0] == seconds
    assert said.startswith(f"{form} ")
    assert said.endswith(", no year")
    assert is_sure == sure


def test_the_order_of_dates_without_a_year_may_be_stated():
    text = pl.Series(["01-02 10:00", "02-02 10:00"])
    for order, days in (("month first", 31), ("day first", 1)):
        found, _, _ = dates(text, order)
        assert found[1] - found[0] == days * DAY
    assert dates(pl.Series(["13-14 10:00", "13-14 11:00"]), None) is None
    assert dates(pl.Series(["01-02", "02-02"]), None) is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        (["2024-01-01 10:00:00+01:00", "2024-01-01 10:00:00-02:30"], 3.5),
        (["2024-01-01 10:00:00", "2024-01-01 10:00:00 +02:00"], -2),
        (["2024-01-01 10:00:00Z", "2024-01-01 11:00:00Z"], 1),
        (["2024-01-01 10:00:00,5", "2024-01-01 11:00:00.5"], 1),
        (["2024-01-01  10:00", "2024-01-01\t11:00"], 1),
    ],
)
def test_moments_of_other_zones_are_the_same_moments(text, hours):
    seconds, *_ = dates(pl.Series(text), None)
    assert seconds[1] - seconds[0] == hours * 3600


@pytest.mark.parametrize(
    ("days", "is_date"), [(0, False), (1, False), (365, False), (366, True), (40_000, True)]
)
def test_a_duration_of_a_workbook_is_a_date_around_1900(days, is_date):
    begin = datetime(1899, 12, 31)
    found = clock_of(date=[begin + timedelta(days=days, hours=9), begin + timedelta(days=days + 1)])
    assert found.is_date == is_date
    if is_date:
        assert found.start == epoch(begin + timedelta(days=days, hours=9))
    else:
        assert found.described == "'date', hours of a workbook"
        assert found.seconds.to_list() == [days * DAY + 9 * 3600, (days + 1) * DAY]


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"time": [5.0, 5.0]}, "export.csv: 'time' has one value in all rows, which is no time"),
        ({"time": [5.0, None, 5.0], "date": DAYS[:1] * 3}, "'time', 'date' has one value"),
        ({"time": [5.0, 4.0]}, "falls from 5 s to 4 s in row 1 (line 7); if the clock"),
        (
            {"time": [5.0, None, 4.0, 3.0, 2.0]},
            "falls from 5 s to 4 s in row 2 (line 8), and 2 more times; if",
        ),
        ({"time": ["x", "y"], "date": ["a", "b"]}, "column 'time' has 'x' in row 0 (line 6)"),
    ],
)
def test_a_time_that_is_none_is_named(columns, told):
    with pytest.raises(FileFormatError) as refused:
        clock_of(**columns, resets="error")
    assert told in str(refused.value)
    # One row alone has a time that does not change.
    assert clock_of(time=[5.0]).seconds.to_list() == [5.0]
    assert clock_of(time=[1.0, 1.0, 1.0 - 1e-10, 2.0], resets="error").seconds[3] == 2.0


@pytest.mark.parametrize(
    ("ticks", "tick"),
    [
        ([0.0, 60.0, 180.0], 60.0),
        ([0.0, 60.0, 90.0], 1.0),
        ([0.0, 1.0, None, 1.1], 0.1),
        ([0.0, 1.0, 1.25], 0.01),
        ([1e9, 1e9 + 0.125], 0.001),
        ([0.0, 0.0001], 0.0),
    ],
)
def test_the_tick_of_a_clock_is_the_largest_that_fits(ticks, tick):
    assert resolution(pl.Series(ticks)) == tick


def test_rows_in_which_a_clock_stands_while_a_counter_goes_on_are_counted():
    clock = pl.Series([0.0, 0.0, 1.0, 1.0, 1.0])
    assert repeats_of(clock, pl.Series([0.0, 0.5, 1.0, 1.0, 1.5])) == 2
    assert repeats_of(clock, pl.Series([0.0, 0.5, 0.0, 1.0, 0.5])) == 2


@pytest.mark.parametrize(
    ("clock", "counter", "time"),
    [
        # A counter of tenths beside whole seconds: the time is the counter's.
        ([0.0, 0.0, 1.0, 1.0], [0.0, 0.5, 1.0, 1.5], [0.0, 0.5, 1.0, 1.5]),
        ([10.0, 10.0, 11.0, 11.0], [0.2, 0.7, 1.2, 1.7], [10.2, 10.7, 11.2, 11.7]),
        # It starts again with a step, which begins where the one before ended.
        (
            [0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0],
            [0.0, 0.5, 1.0, 1.5, 0.0, 0.5, 1.0, 1.5],
            [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5],
        ),
        # A pause of the clock within a step stays.
        (
            [0.0, 0.0, 1.0, 1.0, 9.0, 9.0, 10.0, 10.0],
            [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5],
            [0.0, 0.5, 1.0, 1.5, 9.0, 9.5, 10.0, 10.5],
        ),
        ([0.0, None, 0.0, 1.0, 1.0], [0.0, 9.0, 0.5, 1.0, 1.5], [0.0, None, 0.5, 1.0, 1.5]),
        # The counter says the same, contradicts the clock, has gaps, or starts again in each row.
        ([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 2.0, 3.0], None),
        ([0.0, 0.0, 1.0, 1.0], [0.0, 5.5, 9.0, 9.5], None),
        ([0.0, 0.0, 1.0, 1.0], [0.0, None, 1.0, 1.5], None),
        ([0.0, 0.0, 1.0, 1.0], [0.5, 0.0, 0.5, 0.0], None),
        ([0.0], [0.5], None),
        ([0.0, 0.00001], [0.0, 0.5], None),
    ],
)
def test_a_counter_says_the_time_between_the_ticks(clock, counter, time):
    found = refined(pl.Series(clock, dtype=pl.Float64), pl.Series(counter, dtype=pl.Float64))
    if time is None:
        assert found is None
        return
    right = pl.Series(time)
    assert found.is_null().equals(right.is_null())
    assert (found - right).abs().max() < 0.3  # where it begins is known to a tick
    between = [each.drop_nulls().diff().drop_nulls().to_list() for each in (found, right)]
    assert between[0] == pytest.approx(between[1], abs=1e-9)


def test_words_are_told_from_numbers_by_any_value_that_is_none():
    for values, is_text in (
        (["1", "2,5", "-3e4", None], False),
        (["1", "CC", "2"], True),
        ([None, None], False),
        (["1"] * 1000 + ["CC"], False),  # past what is looked at
    ):
        assert text_without_numbers(pl.Series(values, dtype=pl.String)) == is_text
    assert not text_without_numbers(pl.Series([1.0]))
