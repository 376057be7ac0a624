"""``ionworks projects``: the projects that the credential may see."""

from functools import partial

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connected
from ionworks.commands.listing import (
    CreatedAfter,
    CreatedBefore,
    Limit,
    Name,
    filters_of,
    taken,
    write_records,
)
from ionworks.commands.showing import Json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "projects",
        rich_help_panel=DATA,
        help=help_of(
            "List the projects that you may see.",
            examples={
                "ionworks projects": "list them",
                'ionworks specs --project "Pouch cells"': "use one by its name",
            },
        ),
    )(connected(list_projects))


def list_projects(
    client: Ionworks,
    name: Name = None,
    created_after: CreatedAfter = None,
    created_before: CreatedBefore = None,
    limit: Limit = 100,
    json: Json = False,
) -> None:
    """List projects."""
    filters = filters_of(
        {"name": name, "created_after": created_after, "created_before": created_before}
    )
    projects, total = taken(
        partial(client.project.list, **filters), partial(client.project.iter, **filters), limit
    )
    write_records(
        projects,
        total,
        {
            "Name": lambda project: project.name,
            "Description": lambda project: project.description,
            "Created": lambda project: project.created_at,
            "ID": lambda project: project.id,
        },
        json=json,
    )
