"""``ionworks open``: the page of a record in the web app."""

import webbrowser
from typing import Annotated, Literal

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.choosing import measurement_of, spec_of
from ionworks.commands.connecting import connected
from ionworks.commands.showing import say, write
from ionworks.commands.statuses import Status
from ionworks.errors import ConfigurationError


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "open",
        rich_help_panel=DATA,
        help=help_of(
            "Open the page of a record in the web app.",
            examples={
                "ionworks open project": "the project of the settings",
                'ionworks open measurement "LG M50/cell 1/cycling"': "a measurement",
                'ionworks open spec "LG M50" --print': "write the address only",
            },
        ),
    )(connected(open_page))


def open_page(
    client: Ionworks,
    kind: Annotated[
        Literal["project", "spec", "measurement"], typer.Argument(help="What to open.")
    ],
    name: Annotated[
        str | None, typer.Argument(metavar="NAME|ID", help="Which one, by its names or its id.")
    ] = None,
    only_print: Annotated[
        bool, typer.Option("--print", help="Write the address and open nothing.")
    ] = False,
) -> int:
    """Open the page of a record."""
    if not client.urls.base:
        raise ConfigurationError(
            "An embedded platform has no pages; IONWORKS_APP_URL names a web app that has"
        )
    link = _link(client, kind, name)
    if only_print:
        write(link)
        return Status.DONE
    if not webbrowser.open(link):
        say("ionworks: no browser was found; the address is on standard output")
        write(link)
        return Status.FAILED
    say(f"Opened {link}")
    return Status.DONE


def _link(client: Ionworks, kind: str, name: str | None) -> str:
    if kind == "project":
        return client.urls.project(name or _project(client))
    if name is None:
        raise ConfigurationError(f"Which {kind}? Give its names or its id")
    if kind == "spec":
        spec = spec_of(client, name)
        return client.urls.cell_instances(spec.id, spec.project_id or _project(client))
    return client.urls.measurement(measurement_of(client, name).id, _project(client))


def _project(client: Ionworks) -> str:
    if client.settings.project_id is None:
        raise ConfigurationError(
            "A page belongs to a project; give `--project`, or set IONWORKS_PROJECT_ID"
        )
    return client.settings.project_id
