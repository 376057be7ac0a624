"""Files that are written in another way: read, or named with what to do; none is misread."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import polars as pl
import pytest
from support.exports import arbin, biologic, cycling, neware

import ionworks
from ionworks import DataLoader, FileFormatError, GuessWarning, read, validate
from ionworks.resources._configs import plain_config
from ionworks.tables.files import load_table

if TYPE_CHECKING:
    from pathlib import Path

GOOD = "Time [s],Voltage [V],Current [A],Step count\n0.0,3.7,0.5,0\n1.0,3.6,0.5,0\n"


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        (GOOD.replace(",", ";").encode(), "separated by semicolons"),
        (GOOD.replace(",", ";").replace(".", ",").encode(), "separated by semicolons"),
        (GOOD.replace(",", "\t").encode(), "separated by tabs"),
        (GOOD.encode("utf-16"), "UTF-16"),
        (GOOD.encode("utf-16-le"), "UTF-16"),
        (GOOD.replace("count\n", "count\ns,V,A,\n").encode(), r"second line \('s,V,A,'\)"),
    ],
)
def test_a_file_in_another_dialect_is_read(tmp_path: Path, content: bytes, finding: str) -> None:
    path = tmp_path / "time_series.csv"
    path.write_bytes(content)
    # Step tables are the platform's alone, and refused. The advice is a call that can be copied:
    # it gives the table that was meant.
    with pytest.raises(ValueError, match=finding) as refused:
        load_table(path)
    call = str(refused.value).partition("read it with ")[2].partition(" and pass")[0]
    frame = eval(call, {"polars": pl, "path": path})
    assert frame.columns == ["Time [s]", "Voltage [V]", "Current [A]", "Step count"]
    assert frame.rows() == [(0.0, 3.7, 0.5, 0), (1.0, 3.6, 0.5, 0)]
    assert validate(frame)
    # What takes series reads the same table from it.
    assert read(path).to_polars().equals(frame)
    assert validate(path)
    for where in (tmp_path, path):
        assert DataLoader.from_local(where).data.equals(frame)
    config = plain_config({"one": f"file:{path}", "both": [f"folder:{tmp_path}"]} | {"a": {}})
    assert config["one"] == f"file:{path}"  # text at the top is a name
    columns = frame.to_dict(as_series=False)
    assert config["both"] == [{"time_series": columns}]
    assert plain_config({"d": {"data": f"file:{path}"}})["d"]["data"] == columns


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        GOOD.replace("Step count", "Step count,Note; of the cycler").replace("0\n", "0,a;b\n"),
    ],
)
def test_a_usual_file_is_read(tmp_path: Path, content: str) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(content.encode())
    assert validate(path)


def test_files_of_a_folder_that_are_not_looked_at_are_named(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD)
    (tmp_path / "below").mkdir()
    others = ["a.txt", "b.tsv", "c.csv.gz", "below/d.mpt"]
    for name in [*others, ".hidden"]:
        (tmp_path / name).write_text("x")
    report = validate(tmp_path)
    assert report
    assert list(report) == ["good.csv"]
    assert sorted(report.not_looked_at) == sorted(others)
    for shown in (repr(report), report._repr_html_()):
        assert "below/d.mpt" in shown


def test_a_folder_in_which_nothing_was_checked_does_not_pass(tmp_path: Path) -> None:
    assert not validate(tmp_path)
    (tmp_path / "export.mpt").write_text("x")
    report = validate(tmp_path)
    assert not report
    assert report.not_looked_at == ("export.mpt",)
    assert "No file was checked" in repr(report)
    assert not validate([])


LATE = "Time [s],Voltage [V],Current [A],Step count\n" + "".join(
    f"{second},{4 if second < 150 else 3.5},1,0\n" for second in range(200)
)
FOREIGN = "Time [s];Voltage [V];Current [A];Step count\n0;4,1;1;0\n60;4,0;1;0\n"


def readers(folder):
    """Return the ways in which a file of this machine is read."""
    path = folder / "time_series.csv"
    return {
        "validate": lambda: validate(path),
        "loader": lambda: DataLoader.from_local(folder).data["Voltage [V]"].to_list(),
        "configuration": lambda: plain_config({"d": {"data": f"file:{path}"}})["d"]["data"][
            "Voltage [V]"
        ],
    }


def test_a_fraction_far_down_a_csv_file_is_read(tmp_path):
    """A column that begins with 150 whole numbers."""
    (tmp_path / "time_series.csv").write_text(LATE)
    ways = readers(tmp_path)
    assert "file_unreadable" not in str(ways["validate"]())
    for name in ("loader", "configuration"):
        assert ways[name]() == [4.0] * 150 + [3.5] * 50


def test_a_csv_file_of_another_dialect_is_read_in_every_way(tmp_path):
    (tmp_path / "time_series.csv").write_text(FOREIGN)
    ways = readers(tmp_path)
    assert "file_unreadable" not in str(ways["validate"]())
    for name in ("loader", "configuration"):
        assert ways[name]() == [4.1, 4.0]


def test_an_export_of_a_cycler_is_read_where_a_table_of_the_platform_is(tmp_path):
    series = cycling(2)
    options = {"positive_current": "charge", "columns": {"Temperature [degC]": None}}
    for number, name in enumerate(("time_series.csv", "time_series.mpt")):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / name
        path.write_bytes([neware, biologic][number](series))
        for where in (folder, path):
            with pytest.warns(GuessWarning, match="sign: turned"):
                loader = DataLoader.from_local(where, {"first_step": {"cycle": 1}})
            assert loader["Voltage [V]"].equals(
                series.filter(pl.col("Cycle count") == 1)["Voltage [V]"]
            )
            assert loader.report.cycler == ["Neware", "BioLogic"][number]
            assert loader.steps.height == 4
            assert loader.title == where.name
        with pytest.warns(GuessWarning):
            stated = DataLoader.from_local(path, read_options=options)
        assert "Temperature [degC]" not in stated.data.columns
        assert stated.report.sign == "positive is charge in the file, as stated; turned"
        with pytest.warns(GuessWarning):
            config = plain_config({"d": {"data": f"file:{path}"}})
        assert config["d"]["data"]["Current [A]"] == series["Current [A]"].to_list()
        assert plain_config({"d": {"data": read(path)}}) == config
    with pytest.raises(ValueError, match="and no one other file called time_series"):
        DataLoader.from_local(tmp_path)


def test_a_table_that_is_no_series_stays_as_it_is(tmp_path):
    path = tmp_path / "parameters.csv"
    path.write_text("a,b\n1,2\n3,4\n")
    config = plain_config({"d": {"data": f"file:{path}"}})
    assert config["d"]["data"] == {"a": [1, 3], "b": [2, 4]}
    path.write_text("a;b\n1;2\n3;4\n")
    with pytest.raises(ValueError, match="no column was recognised"):
        plain_config({"d": {"data": f"file:{path}"}})


def test_a_series_of_an_export_has_at_most_1000_rows_in_a_configuration(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes(neware(cycling(20)))
    with (
        pytest.warns(GuessWarning),
        pytest.raises(ionworks.MeasurementValidationError, match="maximum of 1000"),
    ):
        plain_config({"d": {"data": f"file:{path}"}})
    with pytest.raises(ionworks.MeasurementValidationError, match="maximum of 1000"):
        plain_config({"d": {"data": read(path)}})


def _with_a_short_line(export: bytes) -> bytes:
    lines = export.split(b"\r\n")
    lines[60] = b",".join(lines[60].split(b",")[:3])
    return b"\r\n".join(lines)


CLOCK = (
    "clock,Voltage(V),Current(A)\n23:59:00,3.7,0.5\n23:59:30,3.7,0.5\n00:00:10,3.6,0.5\n"
    "00:00:40,3.6,0.5\n"
)


@pytest.mark.parametrize("name", ["export.csv", "export.txt"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (_with_a_short_line(arbin(cycling())), "row 59 (line 61) has 3 values"),
        (CLOCK.encode(), "falls from 86370 s to 10 s"),
    ],
)
def test_what_the_reader_refuses_is_found_in_its_own_words(
    tmp_path: Path, content: bytes, told: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(FileFormatError) as refused:
        read(path)
    assert told in str(refused.value)
    for report in (validate(path), validate(tmp_path)[name]):
        (found,) = report.issues
        assert found.message == str(refused.value)
        assert found.message.endswith(found.advice)


def test_files_are_checked_with_the_options_of_reading(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_text(CLOCK)
    with pytest.warns(GuessWarning):
        assert validate(path, read_options={"time_resets": "join"})


def test_a_folder_stands_for_what_an_upload_looks_at(tmp_path: Path) -> None:
    names = ["a.txt", "b.tsv", "c.csv.gz", "d.mpt", "e.CSV", "f.041"]
    for name in names:
        data = GOOD.encode()
        (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    (tmp_path / "notes.txt").write_text("The cell was warm.")
    (tmp_path / "binary.mpr").write_bytes(b"x")
    (tmp_path / "picture.png").write_bytes(b"x")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "g.csv").write_text("x")
    report = validate(tmp_path)
    assert sorted(report) == sorted([*names, "binary.mpr"])
    assert report.failed == ("binary.mpr",)
    assert sorted(report.not_looked_at) == ["notes.txt", "picture.png"]
