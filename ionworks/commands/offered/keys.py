"""``ionworks keys``: where this machine has keys."""

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from ionworks import profiles
from ionworks.addresses import DEFAULT_FOLDER
from ionworks.commands.application import SETUP, group, help_of
from ionworks.commands.showing import Json, say, write, write_json, write_table
from ionworks.errors import ConfigurationError, NotFoundError

_VARIABLES: Final = (
    ("IONWORKS_TOKEN", "token"),
    ("IONWORKS_API_TOKEN", "token"),
    ("IONWORKS_API_KEY", "API key"),
    ("IONWORKS_LOCAL_KEY", "key of `ionworks serve`"),
)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    keys = group(
        "Say where this machine has keys, or show that of a platform of yours.",
        "Keys of the service are set by `ionworks profiles set` and are never shown.",
        examples={
            "ionworks keys": "list the places",
            "ionworks keys show --data lab": "the key of an embedded platform, for a colleague",
        },
    )
    keys.command(
        "list",
        help=help_of(
            "List the places that have a key, without the keys.",
            examples={"ionworks keys --json": "as JSON"},
        ),
    )(list_keys)
    keys.command(
        "show",
        help=help_of(
            "Write the key of an embedded platform's folder to standard output.",
            "Whoever has it may do all there: send it by a safe way.",
            examples={"ionworks keys show --data ~/.ionworks/local": "write it"},
        ),
    )(show)
    app.add_typer(keys, name="keys", rich_help_panel=SETUP)


def list_keys(json: Json = False) -> None:
    """List the places that have a key."""
    found = [
        ("environment", name, kind) for name, kind in _VARIABLES if os.environ.get(name, "").strip()
    ]
    found += [
        (one.key_place, f"profile {name}", "token" if one.kind == "token" else "API key")
        for name, one in profiles.read().items()
        if one.key_place
    ]
    kept = DEFAULT_FOLDER.expanduser() / "api-key"
    if kept.exists():
        found.append((str(kept), "embedded platform", "API key"))
    heads = ("place", "name", "kind")
    if json:
        write_json([dict(zip(heads, row, strict=True)) for row in found])
    elif found:
        write_table(["Name", "Kind", "Place"], [(name, kind, where) for where, name, kind in found])
    else:
        say("This machine has none; `ionworks profiles set NAME` keeps one.")


def show(
    data: Annotated[
        Path, typer.Option("--data", metavar="FOLDER", help="Folder of the platform.")
    ] = DEFAULT_FOLDER,
) -> None:
    """Write the key of an embedded platform."""
    try:
        from ionworks.local.keys import KEY_FILE, read_key
    except ImportError as missing:
        raise ConfigurationError(f"{missing}; pip install 'ionworks-api[local]'") from missing
    path = data.expanduser() / KEY_FILE
    key = read_key(path)
    if key is None:
        raise NotFoundError(f"{path} is not there: no platform has used this folder yet")
    write(key)
