"""What ``copy`` and ``lock`` share: which records are meant."""

from typing import Annotated, Final, TypeAlias, TypedDict

import typer

from ionworks import Ionworks
from ionworks.commands.choosing import cell_id_of, measurement_of, spec_of

_CHOICE: Final = "Which records"

Specs: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--spec",
        metavar="SPECIFICATION",
        help="A specification with its cells, by name or id; may be repeated.",
        rich_help_panel=_CHOICE,
    ),
]
Cells: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--cell",
        metavar="CELL",
        help="A cell with its measurements, SPECIFICATION/CELL or its id; may be repeated.",
        rich_help_panel=_CHOICE,
    ),
]
Measurements: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--measurement",
        metavar="MEASUREMENT",
        help="A measurement, SPECIFICATION/CELL/MEASUREMENT or its id; may be repeated.",
        rich_help_panel=_CHOICE,
    ),
]


class Chosen(TypedDict):
    """Ids of records, by the arguments of the client; None for all."""

    cell_specs: list[str] | None
    cell_instances: list[str] | None
    measurements: list[str] | None


def chosen(
    client: Ionworks,
    specs: list[str] | None,
    cells: list[str] | None,
    measurements: list[str] | None,
) -> Chosen:
    """Return the ids of the records that were named."""
    return {
        "cell_specs": [spec_of(client, named).id for named in specs] if specs else None,
        "cell_instances": [cell_id_of(client, named) for named in cells] if cells else None,
        "measurements": (
            [measurement_of(client, named).id for named in measurements] if measurements else None
        ),
    }
