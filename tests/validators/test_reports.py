"""Reports as text: as wide as the terminal, equal findings together."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ionworks import validate
from ionworks.issues import IssueCode, ValidationIssue, grouped, hanging
from ionworks.validators import check

CODE = "`pl.col('Step count').rle_id()`"


def issue(column, finding="is wrong.", advice="Drop '{column}'.", severity="error"):
    return ValidationIssue.of(
        IssueCode.INFINITE_VALUE,
        f"{column} {finding}",
        advice.format(column=column),
        check="finite",
        severity=severity,
        column=column,
    )


def test_findings_with_one_advice_are_one_paragraph():
    text = grouped([issue("A", advice="Fix it."), issue("B"), issue("C", advice="Fix it.")])
    assert text.splitlines() == [
        "  - A is wrong.",
        "    C is wrong.",
        "    Fix it.",
        "  - B is wrong. Drop 'B'.",
    ]


def test_advice_that_differs_by_the_column_is_written_once():
    text = grouped([issue(name) for name in "ABCDEFGH"])
    assert text.splitlines() == [
        *("  - A is wrong.", "    B is wrong.", "    C is wrong.", "    D is wrong."),
        *("    E is wrong.", "    ... and 3 more of this kind."),
        "    Drop 'A'. The same for 'B'; 'C'; 'D'; 'E'; 'F'; and 2 more.",
    ]


def test_warnings_beside_errors_are_marked():
    found = [issue("A"), issue("B", severity="warning")]
    assert "  - Warning: B is wrong. Drop 'B'." in grouped(found, mark_warnings=True).splitlines()
    assert "Warning" not in grouped(found)


def test_kinds_beyond_the_first_are_counted():
    many = [issue(f"C{n}", advice=f"Advice {'x' * n}.") for n in range(25)]
    assert grouped(many).splitlines()[-1] == "  ... and 5 more, see `issues`."


@pytest.mark.parametrize(("columns", "widest"), [("80", 80), ("120", 120), ("300", 120)])
def test_a_report_is_as_wide_as_the_terminal(monkeypatch, columns, widest):
    monkeypatch.setenv("COLUMNS", columns)
    endless = {"Time [s]": [0.0, 1.0], "Voltage [V]": [3.7, float("inf")], "Current [A]": [1.0, 1]}
    text = repr(check({**endless, "Step count": [0, 5]}, strict=True))
    lines = text.splitlines()
    assert CODE in text  # code is in one piece, to be copied
    assert all(len(line) <= widest for line in lines if "`" not in line)
    assert widest - 20 < max(len(line) for line in lines if "`" not in line)


@given(st.text(st.characters(codec="utf-8"), max_size=200), st.integers(1, 90))
def test_wrapping_keeps_every_word(text, width):
    assert " ".join(hanging(text, "  - ", width)).split() == ["-", *text.split()]


def test_files_that_fail_alike_are_named_together(tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    bad = pl.DataFrame({"Time [s]": [0.0, 1.0], "Voltage [V]": [3.7, 3.7], "Step count": [0, 0]})
    for name in "abcdefg":
        bad.write_parquet(tmp_path / f"{name}.parquet")
    bad.drop("Voltage [V]").write_parquet(tmp_path / "h.parquet")
    lines = repr(validate(tmp_path)).splitlines()
    assert lines[0] == "8 files: 0 passed, 8 with errors"
    assert lines[1].startswith("a.parquet, b.parquet, c.parquet, d.parquet, e.parquet, and 2 more:")
    assert [line for line in lines if line.startswith("h.parquet: ")]
    assert len([line for line in lines if line.startswith("  - ")]) == 2
