"""What ``upload`` and ``watch`` share: the rules for the files of a folder."""

from pathlib import Path
from typing import Annotated, Final, TypeAlias

import typer

from ionworks.errors import ConfigurationError

_RULES: Final = "Which file is what"

Folder: TypeAlias = Annotated[
    Path, typer.Argument(metavar="FOLDER", help="The folder; those in it are looked at too.")
]
NamePattern: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="PATTERN",
        help="How files are named: {cell}, {test}, {spec}, {tag}, {notes}, {_}; any other field "
        "becomes a tag.",
        rich_help_panel=_RULES,
    ),
]
Spec: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--spec",
        metavar="NAME|ID",
        help="The cell specification, by name or id. A new name creates one.",
        rich_help_panel=_RULES,
    ),
]
SheetFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--sheet",
        metavar="FILE",
        help="A table (CSV, Excel): file, specification, cell, measurement, tags, notes, "
        "start_time. Specification and cell are names or ids.",
        rich_help_panel=_RULES,
    ),
]
Tag: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--tag", metavar="TAG", help="A tag of all; may be repeated.", rich_help_panel=_RULES
    ),
]
JournalFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--journal",
        metavar="FILE",
        help="Where it is noted what was uploaded; by default a file in the folder.",
    ),
]
Parallel: TypeAlias = Annotated[
    int, typer.Option("--parallel", min=1, max=32, metavar="NUMBER", help="How many at once.")
]


def require_rule(name: str | None, sheet: Path | None) -> None:
    """Refuse to guess what the files are.

    Raises
    ------
    ConfigurationError
        Neither a pattern nor a sheet was given.
    """
    if name is None and sheet is None:
        raise ConfigurationError(
            "say how the files are named with `--name`, such as --name '{cell}_{test}', or give a "
            "`--sheet` that says of each file where it belongs"
        )
