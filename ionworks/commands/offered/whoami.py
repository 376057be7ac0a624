"""``ionworks whoami``: who the credential stands for."""

import typer

from ionworks import Ionworks
from ionworks.commands.application import SETUP, help_of
from ionworks.commands.connecting import connected
from ionworks.commands.showing import Json, write_facts, write_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=SETUP,
        help=help_of(
            "Say who you are for the platform, and where your work goes.",
            examples={
                "ionworks whoami": "with the settings as they are",
                "ionworks whoami --profile lab": "with those of a profile",
            },
        ),
    )(connected(whoami))


def whoami(client: Ionworks, json: Json = False) -> None:
    """Say who you are."""
    user, settings = client.whoami(), client.settings
    if json:
        data = {
            "api_url": settings.api_url,
            "credential": settings.credential.origin,
            "project_id": settings.project_id,
            "profile": settings.profile,
            "user": user.to_dict(),
        }
        write_json(data)
        return
    project = client.project.get(settings.project_id) if settings.project_id else None
    organizations = [str(one.get("name") or one.get("id")) for one in user.organizations or []]
    write_facts(
        [
            ("User", user.email or user.id),
            ("Organizations", organizations),
            ("Project", f"{project.name} ({project.id})" if project else "the platform's default"),
            ("Service", settings.address if settings.local else settings.api_url),
            ("Credential", settings.credential.origin),
            ("Profile", settings.profile),
        ]
    )
