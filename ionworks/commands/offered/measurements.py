"""``ionworks measurements``: the measurements of a project or of a cell."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any, Literal

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, group, help_of
from ionworks.commands.choosing import Measurement, cell_id_of, measurement_of, spec_of
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
from ionworks.commands.showing import Json, write_record
from ionworks.records import ProjectMeasurement


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    measurements = group(
        "List measurements, or show one.",
        examples={
            "ionworks measurements": "list those of the project",
            "ionworks measurements --tag formation --started-after 2026-11-01": "with filters",
            'ionworks measurements --cell "LG M50/cell 1"': "list those of a cell",
            'ionworks measurements show "LG M50/cell 1/cycling"': "show one",
        },
    )
    measurements.command(
        "list",
        help=help_of(
            "List measurements, the newest first.",
            examples={
                "ionworks measurements list --spec-name LG --type time_series": "filters",
                'ionworks measurements list --manufacturer LG --where "capacity > 4 A.h"': (
                    "those of large cells"
                ),
            },
        ),
    )(connected(list_measurements))
    measurements.command(
        "show",
        help=help_of(
            "Show a measurement with all it has, but its data.",
            "Its data are written by `ionworks get` and drawn by `ionworks plot`.",
            examples={'ionworks measurements show "LG M50/cell 1/cycling" --json': "as JSON"},
        ),
    )(connected(show))
    app.add_typer(measurements, name="measurements", rich_help_panel=DATA)


def list_measurements(
    client: Ionworks,
    cell: Annotated[
        str | None,
        typer.Option(
            "--cell",
            metavar="CELL",
            help="A cell, by its id or its names, SPECIFICATION/CELL.",
            rich_help_panel="Filters",
        ),
    ] = None,
    spec: Annotated[
        str | None,
        typer.Option(
            "--spec",
            metavar="SPECIFICATION",
            help="A specification, by its name or its id.",
            rich_help_panel="Filters",
        ),
    ] = None,
    spec_name: Annotated[
        str | None,
        typer.Option(
            "--spec-name",
            metavar="TEXT",
            help="A part of a specification's name.",
            rich_help_panel="Filters",
        ),
    ] = None,
    cell_name: Annotated[
        str | None,
        typer.Option(
            "--cell-name",
            metavar="TEXT",
            help="A part of a cell's name.",
            rich_help_panel="Filters",
        ),
    ] = None,
    anode: Annotated[
        str | None,
        typer.Option(
            "--anode", metavar="TEXT", help="The anode's material.", rich_help_panel="Filters"
        ),
    ] = None,
    cathode: Annotated[
        str | None,
        typer.Option(
            "--cathode", metavar="TEXT", help="The cathode's material.", rich_help_panel="Filters"
        ),
    ] = None,
    name: Name = None,
    text: Annotated[
        str | None,
        typer.Option(
            "--text",
            "-q",
            metavar="TEXT",
            help="A text in any name.",
            rich_help_panel="Filters",
        ),
    ] = None,
    type_: Annotated[
        Literal["time_series", "file", "properties"] | None,
        typer.Option("--type", help="What it holds.", rich_help_panel="Filters"),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(
            "--tag",
            metavar="TAG",
            help="A tag; all of them, if repeated.",
            rich_help_panel="Filters",
        ),
    ] = None,
    any_tag: Annotated[
        list[str] | None,
        typer.Option(
            "--any-tag",
            metavar="TAG",
            help="A tag; any of them, if repeated.",
            rich_help_panel="Filters",
        ),
    ] = None,
    started_after: Annotated[
        str | None,
        typer.Option(
            "--started-after",
            metavar="TIME",
            help="Started after a moment.",
            rich_help_panel="Filters",
        ),
    ] = None,
    started_before: Annotated[
        str | None,
        typer.Option(
            "--started-before",
            metavar="TIME",
            help="Started before a moment.",
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
    sort: Annotated[
        Literal["name", "start_time", "created_at", "updated_at"] | None,
        typer.Option("--sort", help="What to order by.", rich_help_panel="Filters"),
    ] = None,
    desc: Descending = False,
    limit: Limit = 100,
    json: Json = False,
) -> None:
    """List measurements."""
    filters = filters_of(
        {
            "name": name,
            "q": text,
            "measurement_type": type_,
            "tags_all": tag,
            "tags_any": any_tag,
            "started_after": started_after,
            "started_before": started_before,
            "spec_name": spec_name,
            "instance_name": cell_name,
            "spec_anode": anode,
            "spec_cathode": cathode,
            "created_by": created_by,
            "created_after": created_after,
            "created_before": created_before,
            "updated_after": updated_after,
            "updated_before": updated_before,
            "sort": sort,
            "desc": desc,
        }
    )
    spec_id = None if spec is None else spec_of(client, spec).id
    cell_id = None if cell is None else cell_id_of(client, cell)
    records: Sequence[ProjectMeasurement]
    total: int | None
    if design := design_of(client, manufacturer, material, where):
        found = [
            one
            for one in found_with(client.cell_measurement.find, design, filters)
            if cell_id in (None, one.cell_instance_id)
            and spec_id in (None, (one.instance or {}).get("cell_specification_id"))
        ]
        records, total = cut(found, limit), len(found)
    else:
        filters |= filters_of({"spec_id": spec_id, "cell_instance_id": cell_id})
        records, total = taken(
            partial(client.cell_measurement.list_by_project, **filters),
            partial(client.cell_measurement.iter_by_project, **filters),
            limit,
        )
    write_records(
        records,
        total,
        {
            "Measurement": lambda one: _path(one.specification, one.instance, one),
            "Type": lambda one: one.measurement_type,
            "Steps": lambda one: one.steps_created,
            "Tags": lambda one: one.tags,
            "State": lambda one: (
                None if one.processing_status == "ready" else one.processing_status
            ),
            "Started": lambda one: one.start_time,
            "ID": lambda one: one.id,
        },
        json=json,
        numbers=["Steps"],
    )


def _path(*records: Any) -> str:
    """Return the names by which the other commands find a measurement."""
    return "/".join("?" if record is None else str(record["name"]) for record in records)


def show(client: Ionworks, measurement: Measurement, json: Json = False) -> None:
    """Show a measurement."""
    found = measurement_of(client, measurement)
    write_record(found, json=json)
