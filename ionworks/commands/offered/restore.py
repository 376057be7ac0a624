"""``ionworks restore``: make a data folder of a backup."""

from pathlib import Path
from typing import Annotated

import typer

from ionworks.commands.application import PLATFORM, help_of
from ionworks.commands.local import facts_of, fail, list_findings, megabytes, worked
from ionworks.commands.showing import Json, write, write_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "restore",
        rich_help_panel=PLATFORM,
        help=help_of(
            "Make a data folder of a backup.",
            examples={"ionworks restore backups/monday lab": "make the folder lab of it"},
        ),
    )(restore_folder)


def restore_folder(
    backup: Annotated[Path, typer.Argument(help="Folder of the backup.", show_default=False)],
    folder: Annotated[
        Path, typer.Argument(help="The data folder: a new or an empty one.", show_default=False)
    ],
    json: Json = False,
) -> int:
    """Make a data folder of a backup."""
    from ionworks.local.backups import restore

    made = worked(restore, backup, folder)
    if isinstance(made, str):
        return fail(made)
    if json:
        write_json(facts_of(made))
        return int(bool(made.findings))
    write(f"Data      {made.place}")
    write(f"Objects   {made.objects} ({megabytes(made.size_bytes)})")
    return list_findings(made.findings)
