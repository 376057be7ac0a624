"""Files that are written in another way: read, or named with what to do; none is misread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from ionworks import DataLoader, read, validate
from ionworks.resources._configs import plain_config

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
def test_the_advice_reads_the_file(tmp_path: Path, content: bytes, finding: str) -> None:
    path = tmp_path / "time_series.csv"
    path.write_bytes(content)
    # What takes tables of the platform alone refuses it. The advice is a call that can be copied:
    # it gives the table that was meant.
    with pytest.raises(ValueError, match=finding) as refused:
        DataLoader.from_local(tmp_path)
    call = str(refused.value).partition("read it with ")[2].partition(" and pass")[0]
    frame = eval(call, {"polars": pl, "path": path})
    assert frame.columns == ["Time [s]", "Voltage [V]", "Current [A]", "Step count"]
    assert frame.rows() == [(0.0, 3.7, 0.5, 0), (1.0, 3.6, 0.5, 0)]
    assert validate(frame)
    # What takes files reads the same table from it.
    assert read(path).to_polars().equals(frame)
    assert validate(path)


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


def test_a_csv_file_of_another_dialect_is_refused_in_the_same_words(tmp_path):
    (tmp_path / "time_series.csv").write_text(FOREIGN)
    ways = readers(tmp_path)
    call = r'polars.read_csv(path, separator=";", decimal_comma=True)'
    assert ways["validate"]()
    for name in ("loader", "configuration"):
        with pytest.raises(ValueError, match="separated by semicolons") as refused:
            ways[name]()
        assert call in str(refused.value)
