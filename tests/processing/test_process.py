"""Processing of files: what is read, what is refused, and step tables given by the uploader."""

import polars as pl
import pytest

from ionworks.local.processing import ProcessingError, process

SERIES = pl.DataFrame(
    {
        "Time [s]": [0.0, 1.0, 2.0, 3.0],
        "Voltage [V]": [4.0, 3.9, 3.9, 4.0],
        "Current [A]": [1.0, 1.0, -1.0, -1.0],
        "Step count": [0, 0, 1, 1],
        "Note": ["a", "b", "c", "d"],
    }
)


@pytest.fixture
def stored(tmp_path):
    path = tmp_path / "series.parquet"
    SERIES.write_parquet(path)
    return path


def test_a_file_is_processed_as_the_table_it_holds(stored):
    from_file, from_table = process(stored), process(SERIES)
    assert from_file.rows == from_table.rows == 4
    assert from_file.steps.equals(from_table.steps)
    assert from_file.cycles.equals(from_table.cycles)


def test_only_columns_that_are_needed_are_read(stored):
    """Damage in a column that takes no part does no harm."""
    SERIES.with_columns(pl.lit("remark").alias("Note")).write_parquet(
        stored, compression="uncompressed"
    )
    stored.write_bytes(stored.read_bytes().replace(b"remark", b"\xff" * 6))
    with pytest.raises(pl.exceptions.ComputeError):
        pl.read_parquet(stored)
    assert process(stored).steps.equals(process(SERIES).steps)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda content: b"", "the file is empty"),
        (lambda content: b"Time [s],Voltage [V]\n0,4\n", "is not Parquet"),
        (lambda content: content[:3], "is not Parquet"),
        (lambda content: content[:8], "is cut off after 8 bytes"),
        (lambda content: b"PAR1", "is cut off after 4 bytes"),
        (lambda content: b"PAR1PAR1", "is cut off after 8 bytes"),
        (lambda content: content[: len(content) // 2], "is cut off after"),
        (lambda content: content[:-8] + b"\xff\xff\xff\x7fPAR1", "is damaged"),
        (lambda content: content[:-8] + b"\x00\x00\x00\x00PAR1", "is damaged"),
        (lambda content: b"PAR1" + b"\xff" * 60 + content[64:], "is damaged"),
    ],
)
def test_a_broken_file_is_refused_in_plain_words(stored, damage, message):
    stored.write_bytes(damage(stored.read_bytes()))
    with pytest.raises(ProcessingError, match=message) as caught:
        process(stored)
    assert str(stored.parent) not in str(caught.value)


def test_a_file_without_a_needed_column_is_refused(stored):
    SERIES.drop("Voltage [V]").write_parquet(stored)
    with pytest.raises(ProcessingError, match=r'"Voltage \[V\]" is missing.*found: "Time \[s\]"'):
        process(stored)


def test_a_missing_file_is_not_a_fault_of_the_upload(tmp_path):
    with pytest.raises(FileNotFoundError):
        process(tmp_path / "absent.parquet")


def test_an_uploaded_step_table_is_kept_and_makes_the_cycles(stored):
    steps = pl.DataFrame(
        {
            "Cycle count": [0, 0],
            "Discharge capacity [A.h]": [1.0, 0.0],
            "Charge capacity [A.h]": [0.0, 2.0],
            "Label": ["pulse", "rest"],
        }
    )
    made = process(stored, steps=steps)
    assert made.steps is steps
    assert made.cycles["Coulombic efficiency"].to_list() == [0.5]
    assert made.rows == 4


def test_an_uploaded_step_table_without_capacities_leaves_the_cycles_to_the_series(stored):
    steps = pl.DataFrame({"Step count": [0, 1]})
    made = process(stored, steps=steps)
    assert made.steps is steps
    assert made.cycles.equals(process(stored).cycles)


def test_an_uploaded_step_table_does_not_excuse_a_faulty_series(stored):
    steps = process(stored).steps
    SERIES.with_columns(pl.col("Note").alias("Voltage [V]")).write_parquet(stored)
    with pytest.raises(ProcessingError, match="holds text"):
        process(stored, steps=steps)


def test_an_open_circuit_table():
    made = process(
        pl.DataFrame({"Capacity [A.h]": [0.0, 1.0, 2.0], "Voltage [V]": [4.2, 3.7, 3.0]})
    )
    row = made.steps.row(0, named=True)
    assert (row["Start index"], row["End index"]) == (0, 2)
    assert (row["Start voltage [V]"], row["End voltage [V]"]) == (4.2, 3.0)
    assert row["Step type"] == "Unknown step type"


@pytest.mark.parametrize("voltage", [{}, {"Voltage [V]": [3.7] * 3}])
def test_an_impedance_sweep(voltage):
    made = process(
        pl.DataFrame(
            {
                "Frequency [Hz]": [1e3, 1e2, 1e1],
                "Z_Re [Ohm]": [0.1, 0.2, 0.3],
                "Z_Im [Ohm]": [-0.1, -0.2, -0.1],
            }
            | voltage
        )
    )
    assert made.steps["Step type"].to_list() == ["EIS"]
    assert made.steps["Mean frequency [Hz]"].to_list() == [370.0]
    assert made.cycles.height == 1


def test_a_sweep_with_one_of_two_amounts_is_processed():
    """The other amount is unknown, so an outer row of another current corrects neither."""
    sweep = pl.DataFrame(
        {
            "Frequency [Hz]": [None] * 8,
            "Time [s]": [float(row) for row in range(8)],
            "Current [A]": [1.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0],
            "Discharge energy [W.h]": [0.0, 1.0, 2.0, 3.0, 0.0, 0.0, 0.0, 0.0],
            "Step count": [0, 0, 0, 0, 1, 1, 1, 1],
        },
        schema_overrides={"Frequency [Hz]": pl.Float64},
    )
    steps = process(sweep).steps
    assert steps["Discharge energy [W.h]"].to_list() == [3.0, 0.0]
    assert steps["Step type"][1] == "Rest"
