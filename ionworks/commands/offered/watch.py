"""``ionworks watch``: files that grow while a test runs."""

import json as json_text
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connected, require_writable
from ionworks.commands.folders import (
    Folder,
    JournalFile,
    NamePattern,
    Parallel,
    SheetFile,
    Spec,
    Tag,
    require_rule,
)
from ionworks.commands.reading import in_options, reads_files
from ionworks.commands.showing import say, write
from ionworks.commands.statuses import Status

if TYPE_CHECKING:
    from ionworks.folders import WatchEvent


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Follow a folder of running tests: upload new files, append the rows that come.",
            "A last line without its end waits for the next look. What is stored is noted in a "
            "journal, so that the command may be stopped and started at any time. A file that was "
            "rewritten is said, not merged. With --once the exit status is 1 if something is wrong "
            "with a file.",
            examples={
                'ionworks watch running --name "{cell}_{test}" --spec "LG M50"': "look every "
                "minute, until Ctrl+C",
                'ionworks watch running --name "{cell}_{test}" --spec "LG M50" --once': "look "
                "once, for cron",
            },
        ),
    )(connected(reads_files(watch)))


def watch(
    client: Ionworks,
    folder: Folder,
    name: NamePattern = None,
    spec: Spec = None,
    sheet: SheetFile = None,
    tag: Tag = None,
    *,
    how: dict[str, Any],
    once: Annotated[bool, typer.Option("--once", help="Look once.")] = False,
    interval: Annotated[
        float,
        typer.Option("--interval", min=1, metavar="SECONDS", help="Time between two looks."),
    ] = 60,
    journal: JournalFile = None,
    parallel: Parallel = 4,
    json: Annotated[
        bool, typer.Option("--json", help="Write an object of JSON for each event, one a line.")
    ] = False,
) -> int:
    """Follow a folder."""
    from ionworks.folders import FolderWatch

    require_writable(client)
    require_rule(name, sheet)
    followed = FolderWatch(
        client,
        folder,
        name=name,
        spec=spec,
        sheet=sheet,
        journal=journal,
        tags=tuple(tag or ()),
        read_options=how,
        max_parallel=parallel,
    )

    def show(event: "WatchEvent") -> None:
        if json:
            write(json_text.dumps(event.to_dict(), ensure_ascii=False))
        elif event.is_good:
            write(f"{event.kind}: {event.file}: {event.rows} rows")
        else:
            say(f"{event.kind}: {event.file}: {in_options(event.why)}")
        sys.stdout.flush()  # whoever reads a pipe waits for it

    if not once:
        say(f"Following {folder}, every {interval:g} s. Ctrl+C ends it.")
        followed.run(show, interval=interval)
    events = followed.look()
    for event in events:
        show(event)
    return Status.DONE if all(event.is_good for event in events) else Status.FAILED
