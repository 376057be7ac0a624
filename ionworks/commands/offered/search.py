"""``ionworks search``: records by a text."""

from typing import Annotated

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connected
from ionworks.commands.listing import write_records
from ionworks.commands.showing import Json
from ionworks.records import SearchResult


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Find records of any kind by a text in their name, or by a word of their notes.",
            "All projects are searched, unless `--here` says otherwise.",
            examples={
                "ionworks search formation": "in all projects",
                "ionworks search LG --kind cell_specification --here": "in the project only",
            },
        ),
    )(connected(search))


def search(
    client: Ionworks,
    text: Annotated[str, typer.Argument(help="What to find, of 2 characters or more.")],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Such as cell_specification, cell_instance, cell_measurement, project, material; "
            "may be repeated.",
        ),
    ] = None,
    here: Annotated[bool, typer.Option("--here", help="In the project of the settings.")] = False,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=100, metavar="NUMBER", help="How many to list.")
    ] = 50,
    json: Json = False,
) -> None:
    """Find records."""
    found = client.search.query(
        text,
        limit=limit,
        per_type=20,
        entity_types=kind or None,
        project_id=client.settings.project_id if here else None,
    )
    hits = list(found)
    by_id = {hit.id: hit for hit in hits}

    def owner(hit: SearchResult) -> str:
        """Name what a record belongs to, as far as the answer does."""
        parent = by_id.get(hit.parent_id or "")
        if parent is None:
            return hit.parent_id or ""
        above = by_id.get(parent.parent_id or "")
        return parent.name if above is None else f"{above.name}/{parent.name}"

    write_records(
        hits,
        found.total,
        {
            "Kind": lambda hit: hit.entity_type,
            "Name": lambda hit: hit.name,
            "In": owner,
            "ID": lambda hit: hit.id,
        },
        json=json,
    )
