"""How files are read, as options of the commands, and what these say of files they cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands.conftest import Command
from commands.test_folders import RULE, export

from ionworks.commands.reading import in_options

pytestmark = pytest.mark.filterwarnings("default::ionworks.GuessWarning")

FALLING = "t/s,U/V,I/A\n0,3.7,1\n60,3.6,1\n0,3.5,1\n60,3.4,1\n"
TWO_CELLS = "t/s,U/V,I/A,Channel\n" + "".join(
    f"{60 * row},{3.7 - row / 100},1,{channel}\n" for channel in (1, 2) for row in range(6)
)
CODED = "Zeit µ;x;y\n0;3,7;1\n60;3,6;1\n120;3,5;1\n180;3,4;1\n".encode("cp1252")


@pytest.mark.parametrize(
    ("content", "options"),
    [
        (FALLING.encode(), ("--time-resets", "join")),
        (TWO_CELLS.encode(), ("--where", "Channel=2")),
        (
            CODED,
            (
                *("--column", "Time [s]=Zeit µ", "--column", "Voltage [V]=x"),
                *("--column", 'Current [A]={"column": "y", "unit": "mA", "sign": 1}'),
                *("--separator", ";", "--decimal", ",", "--header-line", "0"),
                *("--encoding", "cp1252", "--steps", "current", "--cycles", "current"),
            ),
        ),
    ],
)
def test_each_command_reads_with_the_same_options(
    ionworks: Command, tmp_path: Path, content: bytes, options: tuple[str, ...]
) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "A_x.csv").write_bytes(content)
    assert ionworks("validate", folder).status == 1
    for command in (
        ("validate", folder / "A_x.csv"),
        ("validate", folder),
        ("upload", folder, *RULE, "--plan"),
        ("watch", folder, *RULE, "--once"),
    ):
        ended = ionworks(*command, *options)
        assert ended.status == 0, (command, ended)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--column", "Voltage [V]={x"), "JSON"),
        (("--where", "Channel"), "HEADER=VALUE"),
        (("--header-line", "x"), "--header-line"),
    ],
)
def test_an_option_that_cannot_be_read_ends_with_2(
    ionworks: Command, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    (tmp_path / "A_x.csv").write_text(export(5))
    ended = ionworks("validate", tmp_path, *options)
    assert ended.status == 2
    assert told in ended.err


@pytest.mark.parametrize(
    ("python", "option"),
    [
        ("pass time_resets='join' to go on", "pass `--time-resets join` to go on"),
        ("as columns={'Time [s]': ...}", "as `--column 'Time [s]=HEADER'`"),
        (
            "state it: columns={'Current [A]': {'column': 'I', 'unit': 'mA'}}.",
            """state it: `--column 'Current [A]={"column": "I", "unit": "mA"}'`.""",
        ),
        (
            "one, such as where={'Channel': 1}; columns={'channel': None}",
            "one, such as `--where Channel=1`; `--column channel=null`",
        ),
        ("pass `separator` and `header_line`", "pass `--separator` and `--header-line`"),
        ("name one as `sheet`, and `columns`", "name one as `--worksheet`, and `--column`"),
        ("state it with decimal=','", "state it with `--decimal ,`"),
        ("guess=False", "`--no-guess`"),
        ("steps=x of `spec` and columns=3", "steps=x of `spec` and columns=3"),
        ("columns={'Time", "columns={'Time"),
    ],
)
def test_messages_name_options(python: str, option: str) -> None:
    assert in_options(python) == option


def test_what_many_files_have_is_said_once_and_without_their_names(
    ionworks: Command, tmp_path: Path
) -> None:
    for number in range(9):
        (tmp_path / f"C{number}_x.csv").write_text(FALLING)
    fault = "the time in 't/s' falls from 60 s to 0 s in row 2 (line 4)"
    for command in (("upload", *RULE, "--yes"), ("upload", *RULE, "--plan"), ("validate",)):
        ended = ionworks(command[0], tmp_path, *command[1:])
        said = ended.out + ended.err
        assert said.count(fault) == 1
        assert "--time-resets join" in said
        assert "time_resets" not in said
        (line,) = [line for line in said.splitlines() if fault in line]
        assert ".csv: the" not in line
    assert "C0_x.csv, C1_x.csv, C2_x.csv and 6 more: refused, 1 error" in ended.lines
    each = ionworks("validate", tmp_path, "--each")
    assert each.out.count(fault) == 9


def test_the_plan_names_what_was_not_read(ionworks: Command, tmp_path: Path) -> None:
    (tmp_path / "A_x.csv").write_text(export(20) + "1200,4.0")  # cut off
    (tmp_path / "B_x.csv").write_text(export(20))
    plan = ("upload", tmp_path, *RULE, "--plan")
    (line,) = [line for line in ionworks(*plan).err.splitlines() if "left out" in line]
    assert line.startswith("Not read: the last line was left out: it has 2 of 3 values")
    assert line.endswith("(A_x.csv)")
    kept = tmp_path / "plan.json"
    files = json.loads(ionworks(*plan, "--json", "--save", kept).out)["files"]
    assert [len(each["left_out"]) for each in files] == [1, 0]
    assert ionworks("upload", "--apply", kept).status == 0


def test_the_example_names_no_arbitrary_column(ionworks: Command, tmp_path: Path) -> None:
    rows = "1,0,3.7,1\n1,60,3.6,1\n1,120,3.5,1\n"
    (tmp_path / "near.csv").write_text(f"mode,t/s,Voltgae,I/A\n{rows}")
    (tmp_path / "far.csv").write_text(f"mode,t/s,xyz,I/A\n{rows}")
    said = ionworks("validate", tmp_path).out
    assert "such as `--column 'Voltage [V]=Voltgae'`" in said
    assert "such as `--column 'Voltage [V]=HEADER'`" in said
    strange = ionworks("validate", tmp_path / "far.csv", "--column", "Voltage [mV]=xyz").out
    assert "'Voltage [mV]' is not one of the platform's columns, 'Voltage [V]' is" in strange
    strange = ionworks("validate", tmp_path / "far.csv", "--column", "Time [h]=no").out
    assert "(it has no column" not in strange
    assert "'Time [h]' is not one of the platform's columns, 'Time [s]' is" in strange
