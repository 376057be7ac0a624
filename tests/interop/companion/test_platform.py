"""What the platform asks packages that are installed beside it."""

import pytest

from ionworks import errors


def test_a_file_of_no_cycler_is_refused_by_the_package(client):
    with pytest.raises(errors.BadRequestError, match="cannot be read by ionworksdata"):
        client.ecm.detect_and_read(b"no spectrum", "cell.dta")


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
