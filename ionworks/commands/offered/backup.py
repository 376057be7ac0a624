"""``ionworks backup``: copy a data folder."""

from pathlib import Path
from typing import Annotated

import typer

from ionworks.commands.application import PLATFORM, help_of
from ionworks.commands.local import facts_of, fail, list_findings, megabytes, worked
from ionworks.commands.showing import Json, write, write_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=PLATFORM,
        help=help_of(
            "Copy a data folder. It may be served meanwhile.",
            examples={"ionworks backup ~/.ionworks/local backups/monday": "copy it all"},
        ),
    )(backup)


def backup(
    folder: Annotated[Path, typer.Argument(help="The data folder.", show_default=False)],
    target: Annotated[
        Path,
        typer.Argument(help="Folder of the backup: a new or an empty one.", show_default=False),
    ],
    json: Json = False,
) -> int:
    """Copy a data folder."""
    from ionworks.local.backups import back_up

    made = worked(back_up, folder, target)
    if isinstance(made, str):
        return fail(made)
    if json:
        write_json(facts_of(made))
        return int(bool(made.findings))
    write(f"Backup    {made.place}")
    write(f"Objects   {made.objects} ({megabytes(made.size_bytes)})")
    return list_findings(made.findings)
