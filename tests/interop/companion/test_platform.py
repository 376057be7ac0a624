"""What the platform asks packages that are installed beside it."""

import gzip

import pytest

from ionworks import errors


@pytest.fixture
def exported(cycling):
    """The series in the battery data format, which the package knows by its header."""
    names = {
        "Time [s]": "test_time_second",
        "Voltage [V]": "voltage_volt",
        "Current [A]": "current_ampere",
    }
    return cycling.select(*names).rename(names).write_csv().encode()


@pytest.mark.parametrize("name", ["series.csv", "series.bdf.gz"])
def test_a_file_of_a_cycler_is_read(client, cycling, exported, name):
    content = gzip.compress(exported) if name.endswith("gz") else exported
    found = client.ecm.detect_and_read(content, name)
    assert found["reader"] == "bdf"
    series = found["time_series"]
    assert series["Time [s]"] == pytest.approx(cycling["Time [s]"].to_list())
    assert series["Voltage [V]"] == pytest.approx(cycling["Voltage [V]"].to_list())


def test_a_file_of_no_cycler_is_refused(client):
    with pytest.raises(errors.BadRequestError, match="cannot be read") as refused:
        client.ecm.detect_and_read(b"a,b\n1,2\n", "table.csv")
    assert "/" not in str(refused.value.message)


@pytest.mark.timeout(240)
def test_models_are_those_of_pybamm(client):
    known = client.pybamm_models()
    assert {"SPM", "DFN"} <= set(known["pybamm_models"]["lithium_ion"])
    assert "lumped" in known["options"]["thermal"]
    assert client.validate_pybamm_model_config("DFN", {"thermal": "lumped"})["valid"]
    wrong = client.validate_pybamm_model_config("DFN", {"thermal": "cold"})
    assert (wrong["valid"], wrong["error_type"]) == (False, "OptionError")
    assert "cold" in wrong["error"]
    with pytest.raises(errors.IonworksError, match="has no model 'LumpedSPMR'") as refused:
        client.validate_pybamm_model_config("LumpedSPMR")
    assert refused.value.status_code == 501
