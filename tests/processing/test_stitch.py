"""Appending rows to a stored series."""

import polars as pl
import pytest

from ionworks.local.processing import ProcessingError, process, stitch

STORED = pl.DataFrame(
    {
        "Time [s]": [0.0, 1.0, 2.0],
        "Voltage [V]": [4.0, 3.9, 3.8],
        "Current [A]": [1.0, 1.0, 1.0],
        "Step count": [0, 0, 0],
    }
)
DELTA = pl.DataFrame(
    {
        "Step count": [0, 1],
        "Current [A]": [1.0, 0.0],
        "Voltage [V]": [3.7, 3.8],
        "Time [s]": [3.0, 3.0],
    }
)


def test_rows_follow_in_the_stored_order_of_columns():
    whole = stitch(STORED, DELTA)
    assert whole.columns == STORED.columns
    assert whole.schema == STORED.schema
    assert whole["Time [s]"].to_list() == [0.0, 1.0, 2.0, 3.0, 3.0]
    assert process(whole).steps["End index"].to_list() == [3, 4]


def test_files(tmp_path):
    stored, delta = tmp_path / "stored.parquet", tmp_path / "delta.parquet"
    STORED.write_parquet(stored)
    DELTA.write_parquet(delta)
    assert stitch(stored, delta).equals(stitch(STORED, DELTA))


def test_the_wider_type_is_taken():
    whole = stitch(STORED.cast({"Time [s]": pl.Int32}), DELTA.cast({"Voltage [V]": pl.Float32}))
    assert whole.schema["Time [s]"] == whole.schema["Voltage [V]"] == pl.Float64


def test_rows_without_a_time_are_passed_over():
    sweep = DELTA.with_columns(pl.lit(None, dtype=pl.Float64).alias("Time [s]"))
    assert stitch(stitch(STORED, sweep), DELTA).height == 7
    assert stitch(STORED.clear(), DELTA).height == 2


@pytest.mark.parametrize(
    ("delta", "message"),
    [
        (DELTA.clear(), "no rows to append"),
        (DELTA.drop("Voltage [V]"), r'missing: "Voltage \[V\]"'),
        (DELTA.with_columns(pl.lit(1).alias("Extra")), 'not stored: "Extra"'),
        (
            DELTA.rename({"Voltage [V]": "U"}),
            r'missing: "Voltage \[V\]"; not stored: "U"',
        ),
        (
            DELTA.with_columns(pl.Series("Time [s]", [2.0, 3.0])),
            "begin at 2.0 s, and the last stored sample is at 2.0 s",
        ),
        (
            DELTA.with_columns(pl.Series("Time [s]", [5.0, 4.0])),
            "falls from 5.0 to 4.0 in row 1 of the new rows",
        ),
        (DELTA.cast({"Time [s]": pl.String}), "holds text"),
    ],
)
def test_rows_that_do_not_follow_are_refused(delta, message):
    with pytest.raises(ProcessingError, match=message):
        stitch(STORED, delta)


@pytest.mark.parametrize("name", ["Time [s]", "Step count"])
def test_a_series_that_cannot_be_continued(name):
    with pytest.raises(ProcessingError, match="is missing; only a series with it"):
        stitch(STORED.drop(name), DELTA.drop(name))


def test_types_that_have_nothing_in_common():
    note = pl.Series("Note", ["a", "b", "c"])
    with pytest.raises(ProcessingError, match='"Note" is stored as String and the new rows have'):
        stitch(STORED.with_columns(note), DELTA.with_columns(pl.lit([1]).alias("Note")))


def test_a_fall_of_time_by_rounding_is_none():
    rounded = DELTA.with_columns(pl.Series("Time [s]", [3.0, 3.0 - 5e-13]))
    assert stitch(STORED, rounded).height == 5
    falling = DELTA.with_columns(pl.Series("Time [s]", [3.0, 3.0 - 2e-12]))
    with pytest.raises(ProcessingError, match="in row 1 of the new rows"):
        stitch(STORED, falling)
