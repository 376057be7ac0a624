"""The Battery Data Format comes back as the series that it was written from, without a guess."""

import warnings

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from support.exports import cycling

import ionworks
from ionworks import FileFormatError
from ionworks.tables.bdf import TERMS, to_bdf

FRAME = cycling(2).drop("kind")


@pytest.fixture
def measured(client):
    """A measurement with every kind of column."""
    hours = (pl.col("Time [s]") - pl.col("Time [s]").first()).over("Step count") / 3600
    totals = {
        name: hours * (sign * pl.col("Current [A]")).clip(0)
        for name, sign in (("Charge capacity [A.h]", -1), ("Discharge capacity [A.h]", 1))
    }
    series = FRAME.with_columns(
        **totals, **{"Noise [mV]": pl.lit(0.1), "Step from cycler": pl.col("Step count") % 4}
    )
    spec = client.cell_spec.create_or_get({"name": "LG M50"})
    cell = client.cell_instance.create_or_get(spec.id, {"name": "M50-001"})
    detail = {"measurement": {"name": "cycling"}, "time_series": series}
    return client.cell_measurement.create(cell, detail)


@pytest.mark.parametrize("ending", [".bdf", ".bdf.csv", ".bdf.gz", ".bdf.parquet"])
def test_an_export_comes_back_without_a_guess(client, measured, tmp_path, ending):
    stored = client.cell_measurement.time_series(measured)
    path = client.cell_measurement.export_bdf(measured, tmp_path / f"cell{ending}")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ionworks.validate(path)  # by its path: no GuessWarning
    result = ionworks.read(path, guess=False)
    found = result.to_polars()
    assert set(found.columns) == set(stored.columns)
    assert_frame_equal(found.select(stored.columns), pl.DataFrame(stored), check_exact=True)
    assert result.report.guesses == ()
    assert "in the Battery Data Format" in result.report.layout
    assert result.report.sign.startswith("turned: a positive current charges")
    assert result.report.positive_current == "charge"


def test_names_units_and_totals_of_others_are_those_of_the_format(tmp_path):
    path = tmp_path / "other.csv"
    frame = to_bdf(FRAME, None)
    totals = pl.Series("Charging Capacity / Ah", range(FRAME.height)) / 1000
    frame.select(
        (pl.col("Test Time / s") * 1000).alias("test_time_millisecond"),
        (pl.col("Voltage / V") * 1000).alias("Voltage / mV"),
        pl.col("Current / A").alias("current_ampere"),
        pl.col("Step Count / 1").alias("step_count"),
        pl.col("Cycle Count / 1"),
        pl.lit("CC").alias("Step Type"),
        pl.lit(25.0).alias("Ambient Temperature / degC"),
        totals,
        pl.lit(1_700_000_000.0).alias("Unix Time / s"),
    ).write_csv(path)
    result = ionworks.read(path, guess=False)
    found = result.to_polars()
    for column in ("Time [s]", "Voltage [V]", "Current [A]", "Step count", "Cycle count"):
        assert found[column].to_list() == pytest.approx(FRAME[column].to_list())
    assert found["Ambient Temperature [degC]"].unique().to_list() == [25.0]
    # The format counts from the start of the test, the platform from that of the step.
    assert found.group_by("Step count").agg(pl.col("Charge capacity [A.h]").first())[
        "Charge capacity [A.h]"
    ].unique().to_list() == [0.0]
    assert found["Charge capacity [A.h]"][1] == pytest.approx(0.001)
    assert result.report.not_used == ("Unix Time / s",)


def test_steps_that_the_file_lacks_are_guessed_and_said(tmp_path):
    path = tmp_path / "other.bdf"
    to_bdf(FRAME.drop("Step count", "Cycle count"), None).write_csv(path)
    result = ionworks.read(path)
    assert {each.kind for each in result.report.guesses} == {"steps", "cycles"}
    assert result["Step count"].to_list() == FRAME["Step count"].to_list()
    assert result.report.time == "'Test Time / s' in s"
    with pytest.raises(FileFormatError, match="state how steps are told apart"):
        ionworks.read(path, guess=False)


def test_a_sign_that_is_not_that_of_the_format_is_said(tmp_path):
    own = to_bdf(FRAME, None).with_columns(-pl.col("Current / A"))
    own.write_csv(tmp_path / "lab.csv")
    with pytest.raises(FileFormatError, match="but the voltage falls while it flows"):
        ionworks.read(tmp_path / "lab.csv")
    stated = ionworks.read(tmp_path / "lab.csv", positive_current="discharge")
    assert stated["Current [A]"].to_list() == FRAME["Current [A]"].to_list()
    # What is called so follows the format, but for the remark.
    own.write_csv(tmp_path / "lab.bdf")
    followed = ionworks.read(tmp_path / "lab.bdf")
    assert (followed["Current [A]"] + FRAME["Current [A]"]).abs().max() == 0
    assert "the voltage falls while the current charges" in repr(followed.report)


def test_no_two_columns_are_written_under_one_name():
    assert len({term.label for term in TERMS.values()}) == len(TERMS)
    assert len({term.name for term in TERMS.values()}) == len(TERMS)
