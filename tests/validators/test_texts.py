"""Text and dates where numbers belong: what is said, and that the advice does what it says."""

import re
from datetime import time, timedelta

import numpy as np
import polars as pl
import pytest
from field.damage import T, V, halves

from ionworks import MeasurementValidationError
from ionworks.validators import check

C = "Discharge capacity [A.h]"
#: Column, what it holds, the numbers that it means, and what has to be said of it.
TEXTS = [
    (T, ["00:00:00", "00:01:00"], [0, 60], "hours, minutes and seconds"),
    (T, ["0:00:00", None, "26:02:03.5"], [0, None, 93723.5], "hours, minutes and seconds"),
    (T, ["00:00:00", "2d 03:00:00", "10:00:01"], [0, 183600, 36001], "'00:00:00' in row 0"),
    (T, ["0 days 00:00:00", "1 day, 00:00:01"], [0, 86401], "hours, minutes and seconds"),
    (T, ["0.00:00:00", "2.03:00:00,5"], [0, 183600.5], "hours, minutes and seconds"),
    (T, ["00:00", "01:30.5"], [0, 90.5], "minutes and seconds"),
    (T, ["2026-01-01 00:00:00", "2026-01-01 00:01:00"], [0, 60], "seconds since the first row"),
    (T, ["0 min", "1.5 min"], [0, 90], "unit 'min'"),
    (T, [timedelta(0), timedelta(seconds=60.5)], [0, 60.5], "durations"),
    (T, [time(0), time(1, 2, 3)], [0, 3723], "times of the day"),
    (V, ["3,70", "-0,5", "4"], [3.7, -0.5, 4], "decimal comma"),
    (V, ["3,7", "3.8"], [3.7, 3.8], "decimal comma"),
    (V, ["1,5e-3", None], [1.5e-3, None], "decimal comma"),
    (V, ["3,700", "3,650"], [3.7, 3.65], "may be numbers with commas between thousands too"),
    (V, ["1,234", "999"], [1234, 999], "may be numbers with a decimal comma too"),
    (V, ["1,234.5", "12", "1,234,567"], [1234.5, 12, 1234567], "commas between thousands"),
    (V, ["1.234,5", "12,5"], [1234.5, 12.5], "points between thousands and a decimal comma"),
    (V, ["1 234", "999.5"], [1234, 999.5], "gaps between thousands"),
    (V, ["1'234", "999"], [1234, 999], "gaps between thousands"),
    (V, ["1\u202f234,5", "9"], [1234.5, 9], "gaps between thousands and a decimal comma"),
    (V, ["3.7 V", "3.8V"], [3.7, 3.8], "unit 'V'"),
    (V, ["3,7 V", "3,8 V"], [3.7, 3.8], "decimal comma and with the unit 'V'"),
    (V, ["900 mV", "3.7 V"], [0.9, 3.7], "'V', 'mV'"),
    (C, ["1500 mAh", "2 mAh"], [1.5, 0.002], "unit 'mAh'"),
    (V, [" 3.7 ", "−3.8"], [3.7, -3.8], "text (numbers)"),
    (V, ["3.7", "n/a"], [3.7, None], "makes null of 'n/a'"),
    (V, ["3,7", "3,8", "broken"], [3.7, 3.8, None], "'broken' in row 2"),
    (V, ["n/a", "?"], [None, None], "'n/a' in row 0"),
    (V, ["3.7 foo", "3.8 foo"], [3.7, 3.8], "from 'foo' is not known, and taken for 1"),
    (V, ["900 mV", "3.7 foo"], [0.9, 3.7], "from 'foo' is not known"),
    (T, ["2026/01/01 00:00:00", "2026/01/02 00:00:01"], [0, 86401], "text (dates)"),
    (T, ["0:00:01", "soon"], [1, None], "not so in 1 row(s)"),
    (T, ["0:00,5", "2:30"], [0.5, 150], "multiply by 60 if they are hours and minutes"),
    (V, [" 1 234 ", "5"], [1234, 5], "gaps between thousands"),
    (V, ["1e3", "+2.5E-1", ".5", "5."], [1000, 0.25, 0.5, 5], "text (numbers)"),
    (V, ["-1.234.567", "5", "1.000,5"], [-1234567, 5, 1000.5], "points between thousands"),
    (V, ["1,5 mV ", "2,5 mV"], [0.0015, 0.0025], "decimal comma and with the unit"),
    (V, ["2 kV", "3 mV", "4 V"], [2000, 0.003, 4], "'V', 'kV', 'mV'"),
]


def advised(issue, **names):
    """Run the code of an advice as it is printed."""
    code = re.findall(r"`(.+?)`", issue.advice)[0]
    return eval(code, {"pl": pl, **names})


@pytest.mark.parametrize(("column", "values", "numbers", "says"), TEXTS)
def test_the_advice_converts_in_polars(column, values, numbers, says):
    frame = pl.DataFrame({column: values})
    (issue,) = [each for each in check(frame).errors if each.code == "column_not_numeric"]
    assert issue.column == column
    assert says in issue.message or says in issue.message.replace("\\u202f", "\u202f")
    assert issue.payload["row_index"] == issue.rows[0]
    assert advised(issue, frame=frame)[column].to_list() == pytest.approx(numbers)


@pytest.mark.parametrize(("column", "values", "numbers", "says"), TEXTS)
def test_the_advice_converts_in_pandas(column, values, numbers, says):
    pd = pytest.importorskip("pandas")
    df = pd.DataFrame({column: pd.Series(values)})
    (issue,) = [each for each in check(df).errors if each.code == "column_not_numeric"]
    assert "pl." not in issue.message
    found = [None if pd.isna(x) else float(x) for x in advised(issue, df=df, pd=pd)[column]]
    assert found == pytest.approx(numbers)


def test_other_advice_is_in_terms_of_pandas_too():
    pd = pytest.importorskip("pandas")
    series = {T: [5.0, 6.0], V: [4.0, 3.9], "Current [A]": [1.0, 1.0], "Step count": [1, 1]}
    df = pd.DataFrame(series)
    start, number = check(df).errors
    assert advised(start, df=df).to_list() == [0, 1]
    assert advised(number, df=df).to_list() == [0, 0]
    assert all("pl." not in issue.message for issue in check(df).issues)
    assert any("pl.col" in issue.message for issue in check(pl.DataFrame(series)).issues)


def test_an_upload_says_it_in_the_terms_of_the_table(do):
    pd = pytest.importorskip("pandas")
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))
    text = halves().with_columns(pl.col(V).cast(pl.String).str.replace(".", ",", literal=True))
    for table, said in ((text, "frame.with_columns"), (pd.DataFrame(text.to_dict()), "df.assign")):
        detail = {"measurement": {"name": "a"}, "time_series": table}
        with pytest.raises(MeasurementValidationError, match="decimal comma") as refused:
            do(lambda client, d=detail: client.cell_measurement.create(cell.id, d))
        assert said in str(refused.value)


def test_a_misplaced_data_type_is_named_with_its_place(do):
    spec = do(lambda client: client.cell_spec.create({"name": "cell"}))
    cell = do(lambda client: client.cell_instance.create(spec.id, {"name": "one"}))
    curve = {V: [4.2, 3.0], "Capacity [A.h]": [0.0, 1.0], "Step count": [0, 0]}
    wrong = {"measurement": {"name": "curve"}, "time_series": curve, "data_type": "ocp"}
    with pytest.raises(ValueError, match=r"'data_type'.* belongs inside 'measurement'"):
        do(lambda client: client.cell_measurement.create(cell.id, wrong))
    right = {"measurement": {"name": "curve", "data_type": "ocp"}, "time_series": curve}
    assert do(lambda client: client.cell_measurement.create(cell.id, right)).steps_created == 1


def test_the_row_that_becomes_null_is_named():
    """In a column of numbers as text, the code makes null of other text, such as row 9."""
    texts = [f"{4.1 - 0.01 * row:.2f}" for row in range(20)]
    texts[9] = "n/a"
    rows = pl.DataFrame(
        {
            "Time [s]": np.arange(20.0),
            "Voltage [V]": texts,
            "Current [A]": np.ones(20),
            "Step count": np.zeros(20, int),
        }
    )
    stored = rows.head(3).with_columns(pl.lit(4.2).alias("Voltage [V]"))
    reports = [check(rows), check(rows, follows=stored.with_columns(pl.col("Time [s]") - 3))]
    for report in reports:
        (issue,) = [issue for issue in report.errors if issue.code == "column_not_numeric"]
        assert issue.rows == (0, 9)
        assert "'n/a' in row 9" in issue.advice


def refused(values, column=V):
    frame = pl.DataFrame({column: values})
    (issue,) = [each for each in check(frame).errors if each.code == "column_not_numeric"]
    return issue


def test_only_code_that_makes_nulls_is_lenient():
    for values in (["3.7", "3.8"], ["3,7", "3,8"], ["3.7 V", "3.8 V"]):
        issue = refused(values)
        assert "strict=False" not in issue.advice
        assert "coerce" not in issue.in_pandas
        assert "makes null" not in issue.advice
    for values in (["3.7", "n/a"], ["3.7", "word"], ["3,7", "?"], ["a", "b"]):
        issue = refused(values)
        assert "strict=False" in issue.advice
        assert "coerce" in issue.in_pandas
        assert "makes null" in issue.advice


def test_the_kind_that_most_values_are_of_is_named():
    issue = refused(["3,7", "3,8", "a", "3,9", "b"])
    assert (issue.rows, issue.payload["value"]) == ((2,), "a")
    assert "decimal comma; not so in 2 row(s)" in issue.message
    issue = refused(["a", "3,8", "b"])
    assert (issue.rows, issue.payload["value"]) == ((0,), "a")
    issue = refused([None, "-", "a", "b"])
    assert (issue.rows, issue.payload["value"]) == ((2,), "a")
    assert "holds text, such as 'a' in row 2" in issue.message
    # Signs for a missing value have a row of their own.
    issue = refused([None, "NaN", "3,8", "x"])
    assert (issue.rows, issue.payload["value"]) == ((3, 1), "x")
    assert "null of 'NaN' in row 1" in issue.advice


def test_categories_and_other_types():
    issue = refused(pl.Series(["3,7", "3,8"], dtype=pl.Categorical))
    frame = pl.DataFrame({V: pl.Series(["3,7", "3,8"], dtype=pl.Categorical)})
    assert advised(issue, frame=frame)[V].to_list() == [3.7, 3.8]
    issue = refused([None, [1.0, 2.0]])
    assert (issue.rows, issue.payload["dtype"]) == ((1,), "List(Float64)")
    assert "values of type List(Float64)" in issue.message
    assert "Give one number in each row." in issue.advice
    # Where time is not the quantity, dates have no code.
    issue = refused([timedelta(0), timedelta(1)])
    assert "durations" in issue.message
    assert "with_columns" not in issue.advice
