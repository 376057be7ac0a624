"""All commands as one application."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Annotated, Any, Final

import typer
from typer.core import TyperGroup

from ionworks.commands import offered
from ionworks.commands.showing import say, write
from ionworks.commands.statuses import Status

DATA: Final = "Data"
SETUP: Final = "Setup"
PLATFORM: Final = "Your own platform"
"""Groups of commands in the help."""

_ORDER: Final = (
    *("specs", "cells", "measurements", "projects", "search", "get", "plot", "files", "validate"),
    *("upload", "watch", "copy", "lock", "open"),
    *("doctor", "whoami", "profiles", "keys", "cache"),
    *("serve", "work", "check", "backup", "restore"),
)

_ABOUT: Final = "\n\n".join(
    (
        "The Ionworks battery-data platform, from a terminal.",
        "Data go to standard output and everything else to standard error. `--json` suits other "
        "programs. Settings come from options, variables (IONWORKS_API_KEY, IONWORKS_API_URL, "
        "IONWORKS_PROJECT_ID) or a profile; `ionworks doctor` says what is set, and from where.",
        "\b\nExamples:\n"
        "  ionworks doctor\n      look whether everything is set up\n"
        "  ionworks measurements --tag formation\n      list measurements\n"
        '  ionworks get "LG M50/cell 1/cycling" -o cycling.parquet\n      take a time series home',
    )
)

Examples = Mapping[str, str]


def help_of(summary: str, *paragraphs: str, examples: Examples) -> str:
    """Write the help of a command.

    Parameters
    ----------
    summary : str
        What it does, in one line.
    *paragraphs : str
        What else to know.
    examples : mapping of str to str
        Command lines, and what each does.
    """
    lines = [f"  {line}\n      {said}" for line, said in examples.items()]
    return "\n\n".join([summary, *paragraphs, "\b\nExamples:\n" + "\n".join(lines)])


class _InOrder(TyperGroup):
    """The commands in the order of a first day's work; further ones come last."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands, for the help."""
        names = super().list_commands(ctx)
        return sorted(names, key=lambda name: (*_ORDER, name).index(name))


class _ListByDefault(TyperGroup):
    """A group whose first command is meant where none is named: ``ionworks specs``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the first command before arguments that name none."""
        default, command = next(iter(self.commands.items()))
        takes_names = any(one.param_type_name == "argument" for one in command.params)
        is_name = bool(args) and not args[0].startswith("-")
        if not args or (
            args[0] not in self.commands
            and args[0] != "--help"
            and (takes_names or not is_name)  # otherwise it is a command that is misspelt
        ):
            args = [default, *args]
        return super().parse_args(ctx, args)


def group(summary: str, *paragraphs: str, examples: Examples) -> typer.Typer:
    """Make a command that has commands; the first that is added is its default."""
    return typer.Typer(
        cls=_ListByDefault,
        help=help_of(summary, *paragraphs, examples=examples),
        rich_markup_mode="rich",
    )


def _version(asked: bool) -> None:
    if asked:
        write(version("ionworks-api"))
        raise SystemExit(Status.DONE)


def _begin(
    context: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Write the version."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Say each request, on standard error.")
    ] = False,
) -> None:
    if context.invoked_subcommand is None:
        say("usage: ionworks [OPTIONS] COMMAND [ARGS]...; `ionworks --help` lists the commands")
        raise SystemExit(Status.BAD_INPUT)
    if verbose:
        import logging

        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
        log = logging.getLogger("ionworks")
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        context.call_on_close(lambda: log.removeHandler(handler))


def application() -> typer.Typer:
    """Put the commands together, each from its module."""
    app = typer.Typer(
        cls=_InOrder, help=_ABOUT, rich_markup_mode="rich", pretty_exceptions_enable=False
    )
    app.callback(invoke_without_command=True)(_begin)
    for found in pkgutil.iter_modules(offered.__path__):
        import_module(f"{offered.__name__}.{found.name}").add_to(app)
    return app
