"""``ionworks specs``: cell specifications."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, group, help_of
from ionworks.commands.choosing import spec_of
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
    is_uuid,
    taken,
    write_records,
)
from ionworks.commands.showing import Json, write_record
from ionworks.records import CellSpecification


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    specs = group(
        "List cell specifications, or show one.",
        examples={
            "ionworks specs": "list those of the project",
            "ionworks specs --form-factor pouch --json": "for another program",
            'ionworks specs show "LG M50"': "show one",
        },
    )
    specs.command(
        "list",
        help=help_of(
            "List cell specifications.",
            examples={
                "ionworks specs list --name LG": "those with LG in their name",
                'ionworks specs list --manufacturer LG --where "capacity > 4 A.h"': "large ones",
            },
        ),
    )(connected(list_specs))
    specs.command(
        "show",
        help=help_of(
            "Show a cell specification with all it has.",
            examples={'ionworks specs show "LG M50" --json': "as JSON"},
        ),
    )(connected(show))
    app.add_typer(specs, name="specs", rich_help_panel=DATA)


def list_specs(
    client: Ionworks,
    name: Name = None,
    form_factor: Annotated[
        str | None,
        typer.Option(
            "--form-factor",
            metavar="TEXT",
            help="Such as pouch or 21700.",
            rich_help_panel="Filters",
        ),
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
    """List cell specifications."""
    filters = filters_of(
        {
            "name": name,
            "form_factor": form_factor,
            "created_by": created_by,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "sort": sort,
            "desc": desc,
        }
    )
    specs: Sequence[CellSpecification]
    total: int | None
    if material and is_uuid(material) and not manufacturer and not where:
        filters["material_id"] = material  # a filter of the service
        design = {}
    else:
        design = design_of(client, manufacturer, material, where)
    if design:
        found = [*found_with(client.cell_spec.find, design, filters)]
        specs, total = cut(found, limit), len(found)
    else:
        specs, total = taken(
            partial(client.cell_spec.list, **filters),
            partial(client.cell_spec.iter, **filters),
            limit,
        )
    write_records(
        specs,
        total,
        {
            "Name": lambda spec: spec.name,
            "Form factor": lambda spec: spec.form_factor,
            "Manufacturer": lambda spec: spec.manufacturer,
            "Capacity": lambda spec: (spec.ratings or {}).get("capacity"),
            "Created": lambda spec: spec.created_at,
            "ID": lambda spec: spec.id,
        },
        json=json,
    )


def show(
    client: Ionworks,
    spec: Annotated[str, typer.Argument(metavar="SPECIFICATION", help="Its name or its id.")],
    json: Json = False,
) -> None:
    """Show a cell specification."""
    found = client.cell_spec.get(spec_of(client, spec))
    write_record(found, json=json)
