"""``ionworks work``: process uploads in a process of their own."""

import logging
from pathlib import Path
from threading import Event
from typing import Annotated

import typer

from ionworks.commands.application import PLATFORM, help_of
from ionworks.commands.local import fail, show_log, stop_at_signals
from ionworks.commands.statuses import Status


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=PLATFORM,
        help=help_of(
            "Process uploads beside a platform on this machine, until Ctrl+C.",
            "A platform processes one upload at a time. This processes others of its folder "
            "meanwhile, as long as the platform is served. It may be stopped at any time, and "
            "several may run at once.",
            examples={
                "ionworks work": "process uploads of ~/.ionworks/local",
                "ionworks work --data lab --parallel 4": "four at once, of the folder lab",
            },
        ),
    )(work)


def work(
    data: Annotated[
        Path, typer.Option("--data", metavar="FOLDER", help="Data folder of the platform.")
    ] = Path("~/.ionworks/local"),
    parallel: Annotated[
        int, typer.Option("--parallel", min=1, max=32, metavar="NUMBER", help="How many at once.")
    ] = 1,
) -> int:
    """Process what waits."""
    try:
        from ionworks.errors import ConfigurationError
        from ionworks.local import separate_worker
    except ImportError as error:
        return fail(f"{error}; pip install 'ionworks-api[local]'")
    try:
        folder = separate_worker.require_platform(data)
    except (ConfigurationError, OSError) as error:
        return fail(str(error))
    stopping = Event()
    stop_at_signals(stopping)
    show_log(logging.INFO)
    print(f"Data      {folder}")
    print("Stop      Ctrl+C", flush=True)
    try:
        separate_worker.work(folder, parallel=parallel, stopping=stopping)
    except (ConfigurationError, OSError) as error:
        return fail(str(error))
    return Status.DONE
