"""Runs a command: failures become one line and an exit status."""

import os
import sys
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

from ionworks.commands.application import application
from ionworks.commands.reading import in_options
from ionworks.commands.showing import say
from ionworks.commands.statuses import Status, status_of


def run(arguments: Sequence[str]) -> int:
    """Run the command with these arguments, and return its exit status."""
    command = typer.main.get_command(application())
    with _warnings_as_lines():
        try:
            status = command(list(arguments), prog_name="ionworks", standalone_mode=False)
            sys.stdout.flush()
        except BrokenPipeError:
            # Whoever read the output has enough, as `head` does. Nothing is written at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return Status.FAILED
        except (typer.Abort, KeyboardInterrupt):
            status = Status.INTERRUPTED
        except Exception as problem:
            return _explained(problem)
    if status == Status.INTERRUPTED:
        say("ionworks: interrupted")
    return status if isinstance(status, int) else Status.DONE


def _explained(problem: Exception) -> int:
    """Write what went wrong, and return the status; raise what nobody expects."""
    if (usage := _as_usage(problem)) is not None:
        say(f"ionworks: {usage}")
        return Status.BAD_INPUT
    status = status_of(problem)
    if status is None:
        raise problem
    say(f"ionworks: {_words(problem)}")
    return status


def _as_usage(problem: Exception) -> str | None:
    """Say what is wrong with the arguments, if that is the problem."""
    words = getattr(problem, "format_message", None)
    if words is None:
        return None
    context: Any = getattr(problem, "ctx", None)
    hint = f" See `{context.command_path} --help`." if context is not None else ""
    said = f"{words()}{_refused(problem)}"
    return f"{said if said.endswith(('.', '?')) else f'{said}.'}{hint}"


def _refused(problem: Exception) -> str:
    """Name the value that typer refused. Where pydantic reads it, its words do not."""
    cause: Any = problem.__cause__
    if not callable(getattr(cause, "errors", None)):
        return ""
    return f", not {cause.errors()[0]['input']!r}"


def _words(problem: Exception) -> str:
    if isinstance(problem, OSError) and problem.filename is not None:
        return f"{problem.filename}: {problem.strerror}"
    return str(problem) or type(problem).__name__


@contextmanager
def _warnings_as_lines() -> Generator[None, None, None]:
    """Show a warning without the code that it comes from."""
    from ionworks import GuessWarning

    before = warnings.showwarning

    def show(message: Warning | str, *_place: Any, **_more: Any) -> None:
        # Its advice is for Python; a terminal gets what was guessed.
        text = message.args[0] if isinstance(message, GuessWarning) else message
        say(f"ionworks: warning: {in_options(str(text))}")

    warnings.showwarning = show
    try:
        yield
    finally:
        warnings.showwarning = before
