"""``ionworks profiles``: settings by name."""

import os
import sys
from typing import Annotated, Any, Final, Literal

import typer

from ionworks import profiles
from ionworks.commands.application import SETUP, group, help_of
from ionworks.commands.showing import Json, say, write_json, write_table
from ionworks.errors import ConfigurationError

_UNSET: Final = "Give an empty text ('') to remove a setting."


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    named = group(
        "Settings by name: list, set or remove them.",
        "A profile is used by `--profile NAME`, by IONWORKS_PROFILE, and in Python by "
        'Ionworks(profile="NAME"). Its key is in the keyring of the system, and goes to the '
        "address of the profile alone.",
        examples={
            "ionworks profiles": "list them",
            "ionworks profiles set lab --project-id 8c1f…": "make one; the key is asked for",
            "ionworks profiles set here --api-url local:~/data --no-key": "an embedded platform",
            "ionworks profiles remove lab": "remove it, and its key",
        },
    )
    named.command(
        "list",
        help=help_of("List the profiles.", examples={"ionworks profiles --json": "as JSON"}),
    )(list_profiles)
    named.command(
        "set",
        help=help_of(
            "Make a profile, or change one.",
            "The key is asked for where there is a terminal; `--key-stdin` reads it from standard "
            f"input. It is never an argument, which others could see. {_UNSET}",
            examples={
                "ionworks profiles set lab": "ask for the key of the hosted service",
                "ionworks profiles set lab --key-stdin < key.txt": "in a script",
                "ionworks profiles set lab --proxy http://proxy:8080 --no-key": "change a setting",
            },
        ),
    )(set_profile)
    named.command(
        "remove",
        help=help_of(
            "Remove a profile, and its key from the keyring.",
            examples={"ionworks profiles remove lab": "remove it"},
        ),
    )(remove)
    app.add_typer(named, name="profiles", rich_help_panel=SETUP)


def list_profiles(json: Json = False) -> None:
    """List the profiles."""
    found = profiles.read()
    used = os.environ.get("IONWORKS_PROFILE")
    if json:
        write_json(
            [
                {"name": name, "key": one.key_place or None, "settings": one.settings}
                for name, one in found.items()
            ]
        )
    elif found:
        write_table(
            ["Name", "Service", "Project", "Key", "Other settings"],
            [
                (
                    f"{name} (in use)" if name == used else name,
                    one.api_url,
                    one.settings.get("project_id"),
                    one.key_place or "none",
                    [
                        setting
                        for setting in one.settings
                        if setting not in ("api_url", "project_id")
                    ],
                )
                for name, one in found.items()
            ],
        )
    else:
        say(f"There is none in {profiles.place()}; `ionworks profiles set NAME` makes one.")


def set_profile(
    name: Annotated[str, typer.Argument(help="Its name.")],
    api_url: Annotated[
        str | None,
        typer.Option("--api-url", metavar="URL", help="Address of the service, or local:PATH."),
    ] = None,
    project_id: Annotated[
        str | None, typer.Option("--project-id", metavar="ID", help="The project.")
    ] = None,
    organization_id: Annotated[
        str | None, typer.Option("--organization-id", metavar="ID", help="The organization.")
    ] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", metavar="SECONDS", help="For an answer.")
    ] = None,
    max_retries: Annotated[
        int | None, typer.Option("--max-retries", metavar="NUMBER", help="Repeats of a request.")
    ] = None,
    dataframe_backend: Annotated[
        Literal["polars", "pandas"] | None,
        typer.Option("--dataframe-backend", help="What frames are in Python."),
    ] = None,
    verify: Annotated[
        str | None,
        typer.Option("--verify", metavar="FILE", help="Root certificates to trust, in PEM."),
    ] = None,
    proxy: Annotated[str | None, typer.Option("--proxy", metavar="URL", help="The proxy.")] = None,
    token: Annotated[
        bool, typer.Option("--token", help="The key is a bearer token of a person.")
    ] = False,
    key_stdin: Annotated[
        bool, typer.Option("--key-stdin", help="Read the key from standard input.")
    ] = False,
    key_in_file: Annotated[
        bool,
        typer.Option(
            "--key-in-file",
            help="Keep the key in the file of settings, for a machine without a keyring.",
        ),
    ] = False,
    no_key: Annotated[
        bool, typer.Option("--no-key", help="Ask for no key; one that is kept stays.")
    ] = False,
) -> None:
    """Make a profile, or change one."""
    if no_key and (key_stdin or key_in_file or token):
        raise ConfigurationError("`--no-key` excludes the other options of the key")
    given: dict[str, Any] = {
        "api_url": api_url,
        "project_id": project_id,
        "organization_id": organization_id,
        "timeout": timeout,
        "max_retries": max_retries,
        "dataframe_backend": dataframe_backend,
        "verify": verify,
        "proxy": proxy,
    }
    settings = {
        setting: value or None if isinstance(value, str) else value
        for setting, value in given.items()
        if value is not None
    }
    asked_for = key_stdin or (not no_key and sys.stdin.isatty())
    secret = _secret(name, from_stdin=key_stdin, is_token=token) if asked_for else None
    if secret is None and (token or key_in_file):
        raise ConfigurationError("There is no key: give it with `--key-stdin`")
    made = profiles.save(
        name, settings, secret=secret, kind="token" if token else "api_key", in_file=key_in_file
    )
    key = f"its key is in {made.key_place}" if made.key_place else "it has no key"
    say(f"{made.file} has the profile {name!r}; {key}.")


def _secret(name: str, *, from_stdin: bool, is_token: bool) -> str | None:
    """Read a key; None if an empty one was given, where the one that is kept stays."""
    if from_stdin:
        secret = sys.stdin.read().strip()
        if not secret:
            raise ConfigurationError("Standard input has no key")
        return secret
    word = "Token" if is_token else "API key"
    asked: str = typer.prompt(
        f"{word} of {name} (empty for none)",
        default="",
        hide_input=True,
        show_default=False,
        err=True,
    )
    return asked.strip() or None


def remove(name: Annotated[str, typer.Argument(help="Its name.")]) -> None:
    """Remove a profile."""
    profiles.remove(name)
    say(f"The profile {name!r} is removed.")
