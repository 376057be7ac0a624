"""What a file was read as stays with what was read."""

import pytest

import ionworks
from ionworks import DataLoader
from ionworks.errors import FileFormatError
from ionworks.validators import check

KINDS = {
    "eis": "freq/Hz;Re(Z)/Ohm;-Im(Z)/Ohm\n1000;0.01;0.002\n100;0.012;0.006\n10;0.02;0.01\n",
    "ocp": "Capacity [A.h],Voltage [V]\n0,4.2\n2.5,3.7\n5,3.0\n",
}
SPECTRUM_OF_EC_LAB = (
    "freq/Hz;Re(Z)/Ohm;-Im(Z)/Ohm;time/s;<Ewe>/V;I/mA\n"
    "1000;0.01;0.002;1;3.7;{0}\n100;0.012;0.006;2;3.7;{1}\n10;0.02;0.01;3;3.7;{2}\n"
)


@pytest.fixture
def cell(client):
    spec = client.cell_spec.create_or_get({"name": "LG M50"})
    return client.cell_instance.create_or_get(spec.id, {"name": "M50-001"})


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def path(tmp_path, kind):
    path = tmp_path / "table.csv"
    path.write_text(KINDS[kind])
    return path


@pytest.mark.parametrize("method", ["create", "create_or_get"])
def test_an_upload_takes_the_kind_from_what_was_read(do, cell, path, kind, method):
    result = ionworks.read(path, data_type=kind)
    assert result.data_type == kind
    detail = {"measurement": {"name": "table"}, "time_series": result}
    made = do(lambda client: getattr(client.cell_measurement, method)(cell, detail))
    assert do(lambda client: client.cell_measurement.time_series(made)).height == 3


def test_checks_take_the_kind_from_what_was_read(path, kind):
    result = ionworks.read(path, data_type=kind)
    assert ionworks.validate(result, strict=True)
    assert ionworks.validate(result, data_type=kind.upper())
    assert check(result, strict=True).issues == ()
    assert DataLoader(result).data.height == 3


def test_another_kind_than_was_read_is_refused(client, cell, path, kind):
    result = ionworks.read(path, data_type=kind)
    other = "ocp" if kind == "eis" else "eis"
    told = f"data_type is {other!r}, and the file was read with data_type={kind!r}"
    with pytest.raises(ValueError, match=told):
        ionworks.validate(result, data_type=other)
    detail = {"measurement": {"name": "table", "data_type": other}, "time_series": result}
    with pytest.raises(ValueError, match=told):
        client.cell_measurement.create(cell, detail)
    assert client.cell_measurement.list(cell).total == 0


def test_a_spectrum_that_is_read_as_a_test_is_remarked_on(tmp_path):
    path = tmp_path / "eis.mpt"
    path.write_text(SPECTRUM_OF_EC_LAB.format(0, 0, 0))
    result = ionworks.read(path)
    assert result.data_type is None
    assert any("pass data_type='eis'" in guess.what for guess in result.report.guesses)
    as_spectrum = ionworks.read(path, data_type="eis")
    assert "Step count" not in as_spectrum.columns
    assert not any("data_type" in guess.what for guess in as_spectrum.report.guesses)
    path.write_text(SPECTRUM_OF_EC_LAB.format(0.1, 0.1, -0.1))
    with pytest.raises(FileFormatError, match=r"positive_current=.*pass data_type='eis'"):
        ionworks.read(path)
