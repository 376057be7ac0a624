"""What ``upload`` and ``watch`` share: the rules for the files of a folder."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import typer

from ionworks.errors import ConfigurationError

_RULES: Final = "Which file is what"
_READING: Final = "How files are read"

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
        help="The cell specification; created by its name if there is none.",
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
Column: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="COLUMN=HEADER",
        help="A column by its header, such as 'Voltage [V]=U/V'; may be repeated.",
        rich_help_panel=_READING,
    ),
]
PositiveCurrent: TypeAlias = Annotated[
    Literal["discharge", "charge"] | None,
    typer.Option(
        "--positive-current",
        help="What a positive current does in the files.",
        rich_help_panel=_READING,
    ),
]
TimeResets: TypeAlias = Annotated[
    Literal["error", "join"],
    typer.Option(
        "--time-resets", help="What to do where the time falls.", rich_help_panel=_READING
    ),
]
Dates: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--dates",
        metavar="FORMAT",
        help="How dates are written: 'day first', 'month first', or a format of strftime.",
        rich_help_panel=_READING,
    ),
]
DataType: TypeAlias = Annotated[
    Literal["ocp", "eis"] | None,
    typer.Option("--data-type", help="Open-circuit or impedance data.", rich_help_panel=_READING),
]
NoGuess: TypeAlias = Annotated[
    bool,
    typer.Option(
        "--no-guess", help="Refuse files that do not say everything.", rich_help_panel=_READING
    ),
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


def read_options(
    *,
    column: list[str] | None,
    positive_current: str | None,
    time_resets: str,
    dates: str | None,
    data_type: str | None,
    no_guess: bool,
) -> dict[str, Any]:
    """Return the arguments of `ionworks.read` that were given.

    Raises
    ------
    ConfigurationError
        A column is not written as COLUMN=HEADER.
    """
    columns: dict[str, str] = {}
    for each in column or []:
        meant, equals, header = each.partition("=")
        if not (equals and meant.strip() and header.strip()):
            raise ConfigurationError(
                f"`--column {each}` is not COLUMN=HEADER, such as 'Voltage [V]=U/V'"
            )
        columns[meant.strip()] = header.strip()
    given = {
        "columns": columns,
        "positive_current": positive_current,
        "time_resets": None if time_resets == "error" else time_resets,
        "dates": dates,
        "data_type": data_type,
        "guess": False if no_guess else None,
    }
    return {name: value for name, value in given.items() if value not in (None, {})}
