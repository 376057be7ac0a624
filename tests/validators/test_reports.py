"""Reports as text: as wide as the terminal, equal findings together."""

import attrs
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ionworks
from ionworks import validate
from ionworks.issues import IssueCode, ValidationIssue, grouped, hanging
from ionworks.validators import check
from ionworks.validators.reports import FolderReport, Report

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


def test_a_code_is_what_its_name_says():
    assert [code.value for code in IssueCode] == [code.name.lower() for code in IssueCode]


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


@pytest.mark.parametrize(
    ("errors", "warnings", "made", "heading"),
    [
        (0, 0, 1, "Passed (1 check made)"),
        (0, 1, 0, "Passed, 1 warning (0 checks made)"),
        (1, 2, 2, "1 error, 2 warnings (2 checks made)"),
        (2, 0, 3, "2 errors (3 checks made)"),
    ],
)
def test_the_first_line_counts_what_was_found(errors, warnings, made, heading):
    issues = [issue("A")] * errors + [issue("B", severity="warning")] * warnings
    report = Report(tuple(issues), ("finite",) * made, {"time_gaps": "needs <t>"})
    assert (len(report.errors), len(report.warnings)) == (errors, warnings)
    assert bool(report) == (errors == 0)
    lines = repr(report).splitlines()
    assert lines[0] == heading
    assert ("Warning: " in repr(report)) == (errors > 0 and warnings > 0)
    assert lines[-2:] == ["Not checked:", "  - time_gaps: needs <t>"]
    html = report._repr_html_()
    verdict, _, checks = heading.partition(" (")
    assert f"<b>{verdict}</b> ({checks}" in html
    assert "<li>time_gaps: needs &lt;t&gt;</li>" in html
    assert html.count("<td>A</td>") == errors
    if errors:
        said = f"The time series has {errors} error{'s' * (errors > 1)}:"
        with pytest.raises(ionworks.MeasurementValidationError, match=said) as refused:
            report.raise_for_errors()
        assert refused.value.issues == list(report.errors)
    else:
        report.raise_for_errors()


def test_a_report_is_a_value_and_a_table():
    found = attrs.evolve(issue("A"), step=3, rows=(7, 9))
    report = Report((found,), ("finite",), {"time_gaps": "needs a step"})
    assert report == attrs.evolve(report)
    assert {report: 1}[attrs.evolve(report)] == 1
    assert report.to_polars().rows(named=True) == [
        {
            "check": "finite",
            "severity": "error",
            "code": found.code.value,
            "column": "A",
            "step": 3,
            "first row": 7,
            "message": "A is wrong. Drop 'A'.",
            "what to do": "Drop 'A'.",
        }
    ]
    bare = Report(()).to_polars()
    assert bare.schema == report.to_polars().schema
    assert bare.is_empty()
    many = Report(tuple(issue(f"C{number}") for number in range(22)))
    assert many._repr_html_().count("<tr>") == 1 + 20
    assert "<p>... and 2 more</p>" in many._repr_html_()
    assert "more" not in Report(many.issues[:20])._repr_html_()
    assert "<table>" not in Report(())._repr_html_()


def test_a_report_on_a_folder_counts_and_names_its_files():
    bad, worse = Report((issue("A"),)), Report((issue("A"), issue("B")))
    folder = FolderReport(
        {"a": Report(()), "b": bad, "c": worse, "d": bad}, tuple(f"{n}.txt" for n in range(22))
    )
    assert (list(folder), len(folder), folder["c"], bool(folder)) == (list("abcd"), 4, worse, False)
    assert folder.failed == ("b", "c", "d")
    lines = repr(folder).splitlines()
    assert lines[0] == "4 files: 1 passed, 3 with errors"
    assert "b, d: 1 error" in lines
    assert "  The first of them, b:" in lines
    assert "c: 2 errors" in lines
    shown = ", ".join(f"{n}.txt" for n in range(20))
    assert f"no series: {shown} and 2 more, see `not_looked_at`." in " ".join(lines)
    table = folder.to_polars()
    assert table["file"].to_list() == ["b", "c", "c", "d"]
    assert table["column"].to_list() == ["A", "A", "B", "A"]
    html = folder._repr_html_()
    assert html.startswith("<p><b>4 files: 1 passed, 3 with errors</b></p><table>")
    assert html.index("<th>file</th>") < html.index("<th>check</th>")
    assert html.endswith("see `not_looked_at`.</p>")
    assert {folder: 1}[attrs.evolve(folder)] == 1
    passed = FolderReport({"a": Report(())}, ("x.txt",))
    assert passed
    assert repr(passed).splitlines()[0] == "1 file: 1 passed, 0 with errors"
    assert repr(passed).endswith("hold no series: x.txt.")
    assert not FolderReport({})
    assert "there is no file with a series" in repr(FolderReport({}))
    kinds = {f"f{n}": Report(tuple(issue(f"C{name}") for name in range(n + 1))) for n in range(22)}
    assert "... and 2 more files, see `failed`." in repr(FolderReport(kinds)).splitlines()
