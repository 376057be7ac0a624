"""Files that are written in another way: each is named with what to do, none is misread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl
import pytest

from ionworks import validate

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
    path = tmp_path / "export.csv"
    path.write_bytes(content)
    report = validate(path)
    assert not report
    (issue,) = report.errors
    assert issue.code.value == "file_unreadable"
    with pytest.raises(ValueError, match=finding):
        raise ValueError(issue.message)
    # The advice is a call that can be copied: it gives the table that was meant.
    call = issue.advice.partition("Read it with ")[2].partition(", check")[0]
    frame = eval(call, {"polars": pl, "path": path})
    assert frame.columns == ["Time [s]", "Voltage [V]", "Current [A]", "Step count"]
    assert frame.rows() == [(0.0, 3.7, 0.5, 0), (1.0, 3.6, 0.5, 0)]
    assert validate(frame)


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
