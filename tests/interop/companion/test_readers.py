"""The readers of the companion check with our validators, and what they read can be uploaded."""

import ionworksdata
import pytest
from polars.testing import assert_frame_equal
from support.departures import assert_steps_agree

from ionworks.local.processing import process
from ionworks.validators import MeasurementValidationError

pytestmark = pytest.mark.filterwarnings("ignore:CSV reader does not support reading start time")


def export(cycling, path, sign):
    """Write what a cycler exports, with its own numbers of steps and cycles."""
    columns = ["Time [s]", "Voltage [V]", "Current [A]", "Step from cycler", "Cycle from cycler"]
    table = cycling.select(columns)
    table.with_columns(table["Current [A]"] * sign).write_csv(path)
    return path


@pytest.mark.parametrize("sign", [1, -1], ids=["discharge positive", "charge positive"])
def test_current_is_positive_on_discharge_after_reading(cycling, tmp_path, sign):
    """Our vote on the sign makes the reader turn the current round."""
    file = export(cycling, tmp_path / "cycler.csv", sign)
    series, steps = ionworksdata.read.time_series_and_steps(file, "csv")
    assert series["Current [A]"].to_list() == pytest.approx(cycling["Current [A]"].to_list())
    assert_steps_agree(process(series).steps, steps)


def test_what_was_read_is_uploaded(client, cell, cycling, tmp_path):
    file = export(cycling, tmp_path / "cycler.csv", -1)
    details = ionworksdata.read.measurement_details(file, {"name": "CC-CV"}, "csv")
    # It names the cycler twice, and the contract knows the place inside `test_setup` alone.
    assert details["measurement"]["test_setup"]["cycler"] == details["measurement"]["cycler"]
    with pytest.warns(UserWarning, match="'cycler' is not a field of a measurement"):
        bundle = client.cell_measurement.create(cell.id, details, validate_strict=True)
    assert bundle.steps_created == details["steps"].height
    assert_frame_equal(client.cell_measurement.steps(bundle.id), details["steps"])
    assert_frame_equal(client.cell_measurement.time_series(bundle.id), details["time_series"])


def test_a_series_that_our_checks_refuse_is_refused_by_the_reader(cycling, tmp_path):
    broken = cycling.with_columns(cycling["Time [s]"].reverse())
    broken.write_csv(tmp_path / "backwards.csv")
    with pytest.raises(MeasurementValidationError, match="Time"):
        ionworksdata.read.measurement_details(
            tmp_path / "backwards.csv", {"name": "backwards"}, "csv"
        )
