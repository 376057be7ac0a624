"""The Battery Data Format comes back as the series that it was written from, without a guess."""

import warnings

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from support.exports import cycling

import ionworks
from ionworks import FileFormatError
from ionworks.readers.bdf import find_bdf, from_bdf
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


OTHER = {"Test Time / s": 0.0, "Voltage / V": 3.7, "Current / A": 1.0}


@pytest.mark.parametrize(
    ("header", "column", "factor"),
    [
        ("Step Count / 1", "Step count", 1),
        ("cycle_count", "Cycle count", 1),
        ("Cycle Count", "Cycle count", 1),
        ("Cycle / 1", "Cycle count", 1),
        ("Step ID / 1", "Step from cycler", 1),
        ("step_id", "Step from cycler", 1),
        ("Temperature T1 / degC", "Temperature [degC]", 1),
        ("Surface Temperature T1 / degC", "Temperature [degC]", 1),
        ("surface_temperature_celsius", "Temperature [degC]", 1),
        ("power_watt", "Power [W]", -1),
        ("Power / mW", "Power [W]", -1e-3),
        ("Charging Capacity / mAh", "Charge capacity [A.h]", 1e-3),
        ("discharging_capacity_ah", "Discharge capacity [A.h]", 1),
        ("Step Charging Energy / Wh", "Charge energy [W.h]", 1),
        ("Charging Energy / Wh", "Charge energy [W.h]", 1),
        ("discharging_energy_wh", "Discharge energy [W.h]", 1),
        ("Frequency / kHz", "Frequency [Hz]", 1e3),
        ("frequency_hertz", "Frequency [Hz]", 1),
        ("Real Impedance / ohm", "Z_Re [Ohm]", 1),
        ("imaginary_impedance_ohm", "Z_Im [Ohm]", 1),
        ("Absolute Impedance / ohm", "Z_Mod [Ohm]", 1),
        ("phase_degree", "Z_Phase [deg]", 1),
        # Columns that the format does not know keep their values.
        ("Noise / mV", "Noise [mV]", 1),
        ("Voltage T / s", "Voltage T [s]", 1),
        ("Comment", "Comment", 1),
        ("Step Count / s", "Step Count [s]", 1),
        ("Power / s", "Power [s]", 1),
        ("Power", "Power", 1),
        ("frequency_colour", "frequency_colour", 1),
    ],
)
def test_a_column_of_the_format_is_read_as_what_it_means(header, column, factor):
    frame = pl.DataFrame({**OTHER, header: [4.0]})
    known = find_bdf(frame.columns)
    found, made, notes = from_bdf(frame, known, is_turned=True)
    assert found.columns == ["Time [s]", "Voltage [V]", "Current [A]", column]
    assert found["Current [A]"].to_list() == [-1.0]
    assert found[column][0] == pytest.approx(4.0 * factor)
    assert (made[3].column, made[3].source) == (column, repr(header))
    assert notes == []


@pytest.mark.parametrize(
    "header",
    [
        ["Test Time / s", "Voltage / V"],
        ["Test Time / s", "Voltage / V", "Current / V"],
        ["Test Time", "Voltage", "Current"],
        ["Voltage / V", "Current / A", "Unix Time / s"],
        ["t/s", "U/V", "I/A"],
        [],
    ],
)
def test_a_table_without_time_voltage_and_current_is_of_another_kind(header):
    assert find_bdf(header) is None


@pytest.mark.parametrize(
    "names", [list(OTHER), ["test_time_second", "voltage_volt", "current_ampere"]]
)
def test_a_time_since_1970_is_not_read_and_a_second_column_is_not_the_first(names):
    more = ["Unix Time / s", "unix_time_second", "Surface Temperature T1 / degC", "Time / s"]
    columns = find_bdf([*more, "Temperature T1 / degC", *names])
    # What the format writes goes before what is only read; "Time [s]" is there already.
    assert [(each.header, each.column) for each in columns] == [
        ("Surface Temperature T1 / degC", "Surface Temperature T1 [degC]"),
        ("Temperature T1 / degC", "Temperature [degC]"),
        *zip(names, ("Time [s]", "Voltage [V]", "Current [A]"), strict=True),
    ]


def test_each_change_of_a_column_is_told():
    frame = pl.DataFrame(
        {
            "Test Time / min": [0.0, 1.0, 2.0],
            "Voltage / V": [3.7, 3.8, 3.8],
            "Current / mA": [500.0, 500.0, 0.0],
            "Step Count / 1": [1.0, 1.0, 2.0],
            "Cycle Count / 1": [0.0, 0.5, 1.0],
            "Charging Capacity / Ah": [2.0, 3.0, 5.0],
            "Step Discharging Capacity / Ah": [0.0, 1.0, 7.0],
        }
    )
    known = find_bdf(frame.columns)
    found, made, notes = from_bdf(frame, known, is_turned=True)
    assert found["Time [s]"].to_list() == [0.0, 60.0, 120.0]
    assert found["Current [A]"].to_list() == [-0.5, -0.5, 0.0]
    assert "-0.0" not in found.write_csv()  # a rest has no sign
    assert (found["Step count"].dtype, found["Cycle count"].dtype) == (pl.Int64, pl.Float64)
    assert found["Charge capacity [A.h]"].to_list() == [0.0, 1.0, 0.0]
    assert found["Discharge capacity [A.h]"].to_list() == [0.0, 1.0, 7.0]
    assert notes == ["'Charge capacity [A.h]' begin at 0 in each step"]
    assert {each.column: each.how for each in made if each.how} == {
        "Time [s]": "from min",
        "Current [A]": "from mA, sign turned",
    }
    kept, made, _ = from_bdf(frame, known, is_turned=False)
    assert kept["Current [A]"].to_list() == [0.5, 0.5, 0.0]
    assert made[2].how == "from mA"
    # Without steps there is nothing to begin again.
    without = frame.drop("Step Count / 1")
    found, _, notes = from_bdf(without, find_bdf(without.columns), is_turned=True)
    assert found["Charge capacity [A.h]"].to_list() == [2.0, 3.0, 5.0]
    assert notes == []


def test_what_is_stated_of_the_format_is_taken(tmp_path):
    path = tmp_path / "lab.bdf"
    to_bdf(FRAME.with_columns(Who=pl.lit("me")), None).write_csv(path)
    turned = ionworks.read(path)
    assert turned.report.sign == "turned: a positive current charges in the Battery Data Format"
    assert turned.report.layout.endswith(", in the Battery Data Format")
    assert (turned.report.is_as_it_was, turned.report.positive_current) == (False, "charge")
    assert turned.report.notes == ()
    for way in ("charge", "discharge"):
        stated = ionworks.read(path, positive_current=way)
        sign = 1 if way == "charge" else -1
        assert (stated["Current [A]"] - sign * FRAME["Current [A]"]).abs().max() == 0
        assert stated.report.sign == f"positive is {way} in the file, as stated"
        assert stated.report.positive_current == way
        assert stated["Who"].unique().to_list() == ["me"]
    parquet = tmp_path / "lab.parquet"
    to_bdf(FRAME, None).write_parquet(parquet)
    result = ionworks.read(parquet)
    assert result.report.layout == "Parquet, in the Battery Data Format"
    assert_frame_equal(result.to_polars().select(FRAME.columns), FRAME)
    # Columns that are named are read as they are named, though the format has them.
    named = {
        "Time [s]": "Test Time / s",
        "Voltage [V]": "Voltage / V",
        "Current [A]": "Current / A",
    }
    by_name = ionworks.read(path, columns=named, positive_current="charge")
    assert "Battery Data Format" not in by_name.report.layout
