"""A pattern or sheet by which no file can be uploaded is refused at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands.conftest import Command
from commands.test_folders import export


@pytest.mark.parametrize("command", ["upload", "watch"])
@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (
            "{cel}_{test}",
            "no sheet says it; did you mean {cell} with {cel}?",
        ),
        ("{cell}_{tests}", "did you mean {test} with {tests}?"),
        ("{cell}_{colour}", "has no field {test}, and no sheet says it; an example is"),
        ("{test}", "has no field {cell}"),
        ("{specs}_{cell}_{test}", "did you mean {spec} with {specs}?"),
    ],
)
def test_a_pattern_without_cell_or_test_ends_at_once(
    ionworks: Command, tmp_path: Path, command: str, pattern: str, told: str
) -> None:
    for number in range(3):
        (tmp_path / f"C{number}_x.csv").write_text(export(5))
    ended = ionworks(command, tmp_path, "--name", pattern)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert told in line


def test_a_sheet_may_say_what_the_pattern_does_not(ionworks: Command, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(export(5))
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("file,cell\nx.csv,A\n")
    rule = ("--sheet", sheet, "--spec", "S", "--plan", "--name")
    assert ionworks("upload", tmp_path, *rule, "{test}").status == 0
    assert ionworks("upload", tmp_path, *rule, "{tst}").status == 2


def test_a_tag_that_may_be_a_field_is_said(ionworks: Command, tmp_path: Path) -> None:
    (tmp_path / "A_x_25_warm.csv").write_text(export(5))
    pattern = "{cell}_{test}_{temperature}_{note}"
    ended = ionworks("upload", tmp_path, "--name", pattern, "--spec", "S", "--plan")
    assert ended.status == 0
    told = [line for line in ended.err.splitlines() if "did you mean" in line]
    assert told == ["{note} of the name pattern becomes a tag; did you mean {notes}?"]
