"""How the command ends and speaks: statuses, one line for a failure, help, completion."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import typer
from commands.conftest import Command
from support.scripted import Reply, scripted

from ionworks import cli
from ionworks.commands import offered
from ionworks.commands.application import application
from ionworks.commands.statuses import Status

ROOT = Path(__file__).parents[2]
WANTED = {
    *("serve", "whoami", "doctor", "specs", "cells", "measurements", "get", "plot", "validate"),
    *("files", "search", "backup", "restore", "check", "cache", "keys", "profiles", "open"),
}


def commands() -> dict[str, Any]:
    """All commands and those below them, by what a user types."""
    found: dict[str, Any] = {}

    def walk(command: Any, path: str) -> None:
        found[path] = command
        for name, below in getattr(command, "commands", {}).items():
            walk(below, f"{path} {name}")

    walk(typer.main.get_command(application()), "ionworks")
    return found


def test_every_command_is_there_and_teaches_by_examples() -> None:
    found = commands()
    assert {path.split()[1] for path in found if " " in path} >= WANTED
    for path, command in found.items():
        assert command.help, path
        examples = re.findall(r"^  (ionworks.*)$", command.help, re.MULTILINE)
        assert examples, path
        for example in examples:
            words = example.split()
            assert any(" ".join(words[:end]) in found for end in (3, 2)), example


@pytest.mark.parametrize("path", [path for path in commands() if path != "ionworks serve"])
def test_help_fits_into_80_columns(
    ionworks: Command, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERMINAL_WIDTH", "80")
    ended = ionworks(*path.split()[1:], "--help")
    assert (ended.status, ended.err) == (0, "")
    assert max(len(line) for line in ended.lines) <= 80
    assert "Examples:" in ended.out


def test_a_terminal_gets_bold_heads_unless_they_are_not_wanted(
    ionworks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ionworks.commands.showing.is_terminal", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    assert "\x1b[1m" in ionworks("projects").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in ionworks("projects").out


def test_each_way_to_end_has_its_status(
    ionworks: Command, filled: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cases: list[tuple[Status, tuple[object, ...]]] = [
        (Status.DONE, ("specs",)),
        (Status.FAILED, ("check", tmp_path)),
        (Status.BAD_INPUT, ("specs", "--colour", "red")),
        (Status.BAD_INPUT, ("specs", "--limit", "many")),
        (Status.BAD_INPUT, ("specs", "--created-after", "yesterday")),
        (Status.BAD_INPUT, ("get",)),
        (Status.BAD_INPUT, ("get", "a/b")),
        (Status.BAD_INPUT, ("nothing",)),
        (Status.BAD_INPUT, ("specs", "--profile", "nobody")),
        (Status.BAD_INPUT, ("specs", "--api-url", "no address")),
        (Status.BAD_INPUT, ("cells", "--sort", "name")),
        (Status.NOT_FOUND, ("get", "LG M50/A/nothing")),
        (Status.NOT_FOUND, ("specs", "show", "nothing")),
        (Status.UNREACHABLE, ("specs", "--api-url", "http://127.0.0.1:9")),
    ]
    monkeypatch.setenv("IONWORKS_MAX_RETRIES", "0")
    for status, arguments in cases:
        ended = ionworks(*arguments)
        assert ended.status == status, (arguments, ended.err)
        if status is not Status.DONE:
            assert ended.out == ""
            assert ended.err.startswith("ionworks: ")
            assert ended.err.count("\n") == 1, ended.err
    monkeypatch.setenv("IONWORKS_API_KEY", "the wrong one")
    assert ionworks("whoami").status == Status.REFUSED
    with scripted(Reply(500)) as service:
        assert ionworks("whoami", "--api-url", service.url).status == Status.FAILED
    monkeypatch.delenv("IONWORKS_API_KEY")
    ended = ionworks("whoami")
    assert ended.status == Status.BAD_INPUT
    assert "ionworks profiles set NAME" in ended.err


def test_the_page_has_every_status() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    table = re.findall(r"^\| (\d+) \|", page, re.MULTILINE)
    assert [int(number) for number in table] == sorted(Status)
    for path in commands():
        if path.count(" ") == 1:
            assert f"`{path}" in page, path


def test_what_nobody_expects_is_no_status(
    ionworks: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Any) -> Any:
        raise KeyError("a mistake of ours")

    monkeypatch.setattr("ionworks.client.Ionworks.whoami", broken)
    with pytest.raises(KeyError):
        ionworks("whoami")

    def interrupted(_self: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("ionworks.client.Ionworks.whoami", interrupted)
    ended = ionworks("whoami")
    assert (ended.status, ended.err) == (Status.INTERRUPTED, "ionworks: interrupted\n")


def test_requests_are_said_when_asked_for(ionworks: Command) -> None:
    assert ionworks("specs", "--json").err == ""
    ended = ionworks("--verbose", "specs", "--json")
    assert "ionworks.http GET /cell_specifications: 200 in " in ended.err
    assert ended.out == "[]\n"
    assert ionworks("specs", "--json").err == ""


def test_a_warning_is_a_line(ionworks: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import warnings

    def warned(_self: Any) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("look here", UserWarning, stacklevel=2)
        raise KeyboardInterrupt

    monkeypatch.setattr("ionworks.client.Ionworks.whoami", warned)
    assert ionworks("whoami").err.startswith("ionworks: warning: look here\n")


def test_a_module_is_a_command(
    ionworks: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "greet.py").write_text(
        "def add_to(app):\n    app.command('greet')(lambda: print('hello'))\n"
    )
    monkeypatch.setattr(offered, "__path__", [*offered.__path__, str(tmp_path)])
    assert ionworks("greet").out == "hello\n"
    del sys.modules["ionworks.commands.offered.greet"]


def test_a_shell_completes(monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setenv("_IONWORKS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "ionworks me")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit):
        cli.main([])
    assert capsys.readouterr().out.split() == ["measurements"]


def test_a_shell_completes_the_names_of_profiles(
    monkeypatch: pytest.MonkeyPatch, capsys: Any, tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[profiles.lab]\n[profiles.field]\n")
    for words, offered_names in [
        ("ionworks specs --profile ", ["field", "lab"]),
        ("ionworks get x --profile l", ["lab"]),
    ]:
        monkeypatch.setenv("_IONWORKS_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split(" ")) - 1))
        with pytest.raises(SystemExit):
            cli.main([])
        assert capsys.readouterr().out.split() == offered_names
    config.write_text("[profiles")
    with pytest.raises(SystemExit):
        cli.main([])
    assert "".join(capsys.readouterr()).strip() == ""


def test_each_command_refuses_an_option_that_is_none_in_one_line(ionworks: Command) -> None:
    for path in commands():
        ended = ionworks(*path.split()[1:], "--of-nobody")
        assert (ended.status, ended.out) == (2, ""), path
        assert ended.err.startswith("ionworks: No such option: --of-nobody"), path
        assert len(ended.err.splitlines()) == 1, path


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("spec", "'specs'"),
        ("specs shwo", "'show'"),
        ("cache claer", "'clear'"),
        ("profiles sett", "'set'"),
        ("keys sohw", "'show'"),
    ],
)
def test_a_command_that_is_misspelt_gives_the_nearest(
    ionworks: Command, misspelt: str, meant: str
) -> None:
    ended = ionworks(*misspelt.split())
    assert (ended.status, ended.out) == (2, "")
    assert f"No such command {misspelt.split()[-1]!r}. Did you mean {meant}" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_the_module_runs_and_a_reader_may_stop(
    filled: dict[str, str], connection: dict[str, Any]
) -> None:
    environment = {f"IONWORKS_{name.upper()}": value for name, value in connection.items()}
    run = subprocess.run(
        # A pipe that nobody reads any more, as behind `head`.
        f"{sys.executable} -m ionworks --version; {sys.executable} -m ionworks get "
        f"{filled['LG M50/A/cycling']} --json | head -1",
        shell=True,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "NO_COLOR": "1", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.stdout == f"{version('ionworks-api')}\n[\n"
    assert "Traceback" not in run.stderr
    assert "BrokenPipe" not in run.stderr
