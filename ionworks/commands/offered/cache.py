"""``ionworks cache``: what was read once and is kept on this machine."""

import typer

from ionworks.commands.application import SETUP, group, help_of
from ionworks.commands.showing import Json, amount, say, write_facts, write_json


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    cache = group(
        "Say what the cache of this machine holds, or empty it.",
        examples={
            "ionworks cache": "where it is and how large",
            "ionworks cache clear": "empty it",
        },
    )
    cache.command(
        "info",
        help=help_of(
            "Say where the cache is and what it holds.", examples={"ionworks cache": "say it"}
        ),
    )(info)
    cache.command(
        "clear",
        help=help_of(
            "Delete every file of the cache, and no other.",
            "What is deleted is downloaded again when it is read.",
            examples={"ionworks cache clear": "empty it"},
        ),
    )(clear)
    app.add_typer(cache, name="cache", rich_help_panel=SETUP)


def info(json: Json = False) -> None:
    """Say what the cache holds."""
    from ionworks.cache import Cache, global_settings

    settings = global_settings()
    entries, size = Cache(settings).usage()
    if json:
        write_json(
            {
                "directory": str(settings.directory),
                "enabled": settings.enabled,
                "entries": entries,
                "size_bytes": size,
                "max_bytes": settings.max_bytes,
                "ttl_seconds": settings.ttl,
            }
        )
        return
    write_facts(
        [
            ("Folder", settings.directory),
            ("Files", str(entries)),
            ("Size", f"{amount(size)} of {amount(settings.max_bytes)}"),
            ("Kept for", "ever" if settings.ttl is None else f"{settings.ttl / 60:g} min"),
        ]
    )


def clear() -> None:
    """Empty the cache."""
    from ionworks.cache import clear_cache

    say(f"{clear_cache()} files deleted.")
