"""A path of a file, and what `read` returns, are taken wherever a series is."""

import pytest
from support.exports import EXPORTS, arbin, cycling, neware

import ionworks
from ionworks import DataLoader, FileFormatError, GuessWarning
from ionworks.validators import check, validate_measurement_data

FRAME = cycling(2)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(neware(FRAME))
    return path


@pytest.fixture
def cell(client):
    spec = client.cell_spec.create_or_get({"name": "LG M50"})
    return client.cell_instance.create_or_get(spec.id, {"name": "M50-001"})


def measurement(name, series, **fields):
    return {"measurement": {"name": name, **fields}, "time_series": series}


@pytest.mark.parametrize("spelling", [str, lambda path: path, ionworks.read])
def test_an_export_goes_up_by_its_path(do, cell, export, spelling, recwarn):
    detail = measurement("by path", spelling(export))
    made = do(lambda client: client.cell_measurement.create_or_get(cell, detail))
    assert made.steps_created == 8
    again = do(lambda client: client.cell_measurement.create_or_get(cell, detail))
    assert again.id == made.id
    stored = do(lambda client: client.cell_measurement.time_series(made))
    assert stored["Voltage [V]"].to_list() == FRAME["Voltage [V]"].to_list()
    # Whoever has the report has seen what was guessed; otherwise it is said, at the user's line.
    warned = [each for each in recwarn if each.category is GuessWarning]
    assert len(warned) == (0 if spelling is ionworks.read else 1)
    for each in warned:
        lines = str(each.message).splitlines()
        assert "  sign: turned: it is negative where 'Step Type' says discharge" in lines
        assert sum(line.startswith("  columns: ") for line in lines) == 1
        assert "ionworks.read(path).report" in lines[-1]


def test_the_warning_is_at_the_line_of_the_caller(client, cell, export):
    with pytest.warns(GuessWarning, match=r"export\.csv does not say everything") as seen:
        client.cell_measurement.create(cell, measurement("warned", export))
    assert seen[0].filename == __file__


def test_a_series_that_does_not_pass_is_refused_before_anything_is_sent(client, cell, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("a;b\n1;2\n2;3\n")
    with pytest.raises(FileFormatError, match="no column was recognised"):
        client.cell_measurement.create(cell, measurement("bad", path))
    with pytest.raises(FileNotFoundError, match="there is no file"):
        client.cell_measurement.create(cell, measurement("bad", tmp_path / "none.csv"))
    assert client.cell_measurement.list(cell).total == 0


def test_the_kind_of_data_is_that_of_the_measurement(do, cell, tmp_path):
    path = tmp_path / "curve.csv"
    path.write_text("Capacity [A.h],Voltage [V]\n0,4.2\n2.5,3.7\n5,3.0\n")
    detail = measurement("curve", path, data_type="ocp")
    made = do(lambda client: client.cell_measurement.create_or_get(cell, detail))
    assert do(lambda client: client.cell_measurement.time_series(made)).height == 3


@pytest.mark.filterwarnings("ignore::ionworks.GuessWarning")
def test_an_export_that_has_grown_extends_its_measurement(do, cell, tmp_path):
    path = tmp_path / "export.csv"
    until = FRAME["Step count"].to_list().index(5) + 3  # in the middle of a step
    path.write_bytes(arbin(FRAME[:until]))
    made = do(lambda client: client.cell_measurement.create(cell, measurement("grows", path)))
    path.write_bytes(arbin(FRAME))
    do(lambda client: client.cell_measurement.extend(made, path))
    stored = do(lambda client: client.cell_measurement.time_series(made))
    for column in ("Time [s]", "Step count", "Cycle count"):
        assert stored[column].to_list() == FRAME[column].to_list()
    with pytest.raises(ValueError, match=r"no rows after .* where the stored series ends"):
        do(lambda client: client.cell_measurement.extend(made, ionworks.read(path)))
    path.write_bytes(arbin(cycling(3, slope=1.1)))
    with pytest.raises(ValueError, match="the file does not continue the measurement"):
        do(lambda client: client.cell_measurement.extend(made, path))


def test_checks_and_the_loader_take_a_path(export):
    for run in (check, validate_measurement_data, ionworks.validate, DataLoader):
        with pytest.warns(GuessWarning):
            found = run(export)
        assert found is None or found
    loader = DataLoader(ionworks.read(export))
    assert loader["Current [A]"].to_list() == FRAME["Current [A]"].to_list()
    with pytest.raises(FileNotFoundError, match="there is no file"):
        check("nothing.csv")


def test_the_loader_knows_the_steps_of_a_file(export):
    result = ionworks.read(export)
    labels = ["Constant current charge", "Rest", "Constant current discharge", "Rest"] * 2
    assert result.steps()["Step type"].to_list() == labels
    # 2 A for 0.4 h
    assert result.steps()["Charge capacity [A.h]"][0] == pytest.approx(0.8)
    assert result.steps()["Discharge capacity [A.h]"][2] == pytest.approx(0.8)
    loader = DataLoader(result, first_step={"cycle": 1}, last_step={"cycle": 1})
    assert loader.steps["Step count"].to_list() == [4, 5, 6, 7]
    assert loader.data["Cycle count"].unique().to_list() == [1]
    for column in ("Start index", "End index"):
        assert [FRAME["Step count"][row] for row in result.steps()[column]] == list(range(8))


def test_a_single_file_of_any_kind_is_checked(tmp_path):
    for name in ("BioLogic", "Maccor"):
        suffix, write, _ = EXPORTS[name]
        path = tmp_path / f"export{suffix}"
        path.write_bytes(write(FRAME))
        with pytest.warns(GuessWarning):
            assert ionworks.validate(path, strict=True).issues == ()
