"""``ionworks cells``: the cells of specifications."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from typing import Annotated, Any

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, group, help_of
from ionworks.commands.choosing import cell_id_of, spec_of
from ionworks.commands.connecting import connected
from ionworks.commands.listing import (
    CreatedAfter,
    CreatedBefore,
    CreatedBy,
    Descending,
    Limit,
    Manufacturer,
    Material,
    Name,
    Sort,
    UpdatedAfter,
    UpdatedBefore,
    WhereOption,
    cut,
    design_of,
    filters_of,
    found_with,
    taken,
    write_records,
)
from ionworks.commands.showing import Json, say, write_record
from ionworks.errors import ConfigurationError
from ionworks.records import CellInstance


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    cells = group(
        "List cells, or show one.",
        examples={
            "ionworks cells": "list all cells of the project",
            'ionworks cells --spec "LG M50"': "list those of a specification",
            'ionworks cells show "LG M50/cell 1"': "show one",
        },
    )
    cells.command(
        "list",
        help=help_of(
            "List cells.",
            "Without `--spec`, the cells of each specification of the project are asked for in "
            "turn, in the order of the specifications.",
            examples={
                'ionworks cells list --spec "LG M50" --name A': "those with A in the name",
                'ionworks cells list --material NMC --where "mass < 70 g"': "by what they are",
            },
        ),
    )(connected(list_cells))
    cells.command(
        "show",
        help=help_of(
            "Show a cell with all it has.",
            examples={'ionworks cells show "LG M50/cell 1" --json': "as JSON"},
        ),
    )(connected(show))
    app.add_typer(cells, name="cells", rich_help_panel=DATA)


def list_cells(
    client: Ionworks,
    spec: Annotated[
        str | None,
        typer.Option(
            "--spec",
            metavar="SPECIFICATION",
            help="A specification, by its name or its id.",
            rich_help_panel="Filters",
        ),
    ] = None,
    name: Name = None,
    batch: Annotated[
        str | None,
        typer.Option("--batch", metavar="ID", help="A batch of cells.", rich_help_panel="Filters"),
    ] = None,
    manufacturer: Manufacturer = None,
    material: Material = None,
    where: WhereOption = None,
    created_by: CreatedBy = None,
    created_after: CreatedAfter = None,
    created_before: CreatedBefore = None,
    updated_after: UpdatedAfter = None,
    updated_before: UpdatedBefore = None,
    sort: Sort = None,
    desc: Descending = False,
    limit: Limit = 100,
    json: Json = False,
) -> None:
    """List cells."""
    filters = filters_of(
        {
            "name": name,
            "batch_id": batch,
            "created_by": created_by,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "sort": sort,
            "desc": desc,
        }
    )
    names: dict[str, str] = {}
    total: int | None
    cells: Sequence[CellInstance]
    design = design_of(client, manufacturer, material, where)
    owner = None if spec is None else spec_of(client, spec)
    if design:
        fitting = [
            cell
            for cell in found_with(client.cell_instance.find, design, filters)
            if owner is None or cell.cell_specification_id == owner.id
        ]
        cells, total = cut(fitting, limit), len(fitting)
        names |= {one.id: one.name for one in client.cell_spec.iter()}
    elif owner is not None:
        names[owner.id] = owner.name
        cells, total = taken(
            partial(client.cell_instance.list, owner.id, **filters),
            partial(client.cell_instance.iter, owner.id, **filters),
            limit,
        )
    elif sort or desc:
        raise ConfigurationError("`--sort` and `--desc` order the cells of one `--spec`; give one")
    else:
        found = _of_project(client, names, filters)
        cells = list(islice(found, limit or None))
        total = len(cells) + sum(1 for _ in islice(found, 1))
    write_records(
        cells,
        total if spec is not None or design else None,
        {
            "Cell": lambda cell: f"{names.get(cell.cell_specification_id, '?')}/{cell.name}",
            "Batch": lambda cell: cell.batch_name or cell.batch,
            "Made": lambda cell: cell.date_manufactured,
            "Created": lambda cell: cell.created_at,
            "ID": lambda cell: cell.id,
        },
        json=json,
    )
    if spec is None and not design and total is not None and total > len(cells):
        say(f"There are more than these {len(cells)}; `--limit 0` lists all.")


def _of_project(
    client: Ionworks, names: dict[str, str], filters: dict[str, Any]
) -> Iterator[CellInstance]:
    """Walk the cells of all specifications, and note the names of these."""
    for spec in client.cell_spec.iter():
        names[spec.id] = spec.name
        yield from client.cell_instance.iter(spec.id, **filters)


def show(
    client: Ionworks,
    cell: Annotated[
        str, typer.Argument(metavar="CELL", help="Its id, or its names: SPECIFICATION/CELL.")
    ],
    json: Json = False,
) -> None:
    """Show a cell."""
    found = client.cell_instance.get(cell_id_of(client, cell))
    write_record(found, json=json)
