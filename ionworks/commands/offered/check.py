"""``ionworks check``: read a whole data folder."""

from pathlib import Path
from typing import Annotated

import typer

from ionworks.commands.application import PLATFORM, help_of
from ionworks.commands.local import fail, list_findings, megabytes, worked
from ionworks.commands.showing import Json, write, write_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "check",
        rich_help_panel=PLATFORM,
        help=help_of(
            "Read a whole data folder and say what is wrong.",
            "It may be served meanwhile. The exit status is 1 if something was found.",
            examples={"ionworks check ~/.ionworks/local": "compare every file with its digest"},
        ),
    )(check_folder)


def check_folder(
    folder: Annotated[Path, typer.Argument(help="The data folder.", show_default=False)],
    json: Json = False,
) -> int:
    """Read a whole data folder."""
    from ionworks.local.checking import check

    report = worked(check, folder)
    if isinstance(report, str):
        return fail(report)
    if json:
        write_json(
            {
                "objects": report.objects,
                "size_bytes": report.size_bytes,
                "without_digest": report.without_digest,
                "unconfirmed": report.unconfirmed,
                "lost": report.lost,
                "findings": list(report.findings),
            }
        )
        return int(bool(report.findings))
    write(f"Objects   {report.objects} sound ({megabytes(report.size_bytes)})")
    write(f"          {report.without_digest} without digest")
    write(f"          {report.unconfirmed} not confirmed or about to be removed")
    write(f"          {report.lost} in lost+found")
    return list_findings(report.findings)
