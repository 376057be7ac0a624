"""``ionworks lock``: which data an analysis used, and what has changed since."""

from pathlib import Path
from typing import Annotated

import typer
from attrs import asdict

from ionworks import Ionworks
from ionworks._given import counted
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connected
from ionworks.commands.moving import Cells, Measurements, Specs, chosen
from ionworks.commands.showing import Json, say, write, write_json
from ionworks.commands.statuses import Status
from ionworks.errors import ConfigurationError


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Write down which data an analysis uses, or say what has changed since.",
            "The file has ids and digests of records and of their data; keep it beside the "
            "analysis. With --check the exit status is 1 if something has changed.",
            examples={
                'ionworks lock data.lock --spec "LG M50"': "a specification with all below it",
                "ionworks lock data.lock --check": "say what has changed",
            },
        ),
    )(connected(lock))


def lock(
    client: Ionworks,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The lock.")],
    spec: Specs = None,
    cell: Cells = None,
    measurement: Measurements = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare with what is stored now.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a lock that is there.")] = False,
    parallel: Annotated[
        int, typer.Option("--parallel", min=1, max=32, metavar="NUMBER", help="How many at once.")
    ] = 4,
    json: Json = False,
) -> int:
    """Write a lock, or check one."""
    if check:
        if spec or cell or measurement:
            raise ConfigurationError("`--check` takes what the lock has; leave the records out")
        return _check(client, file, parallel, json=json)
    if file.exists() and not force:
        raise ConfigurationError(f"{file} is there; `--check` compares, `--force` replaces it")
    if not file.absolute().parent.is_dir():
        raise ConfigurationError(f"There is no folder {file.parent} to write {file.name} to")
    ids = chosen(client, spec, cell, measurement)
    made = client.lock(file, **ids, max_parallel=parallel)
    if json:
        write_json(asdict(made))
    say(f"{file} has {counted(len(made.records), 'record')}.")
    return Status.DONE


def _check(client: Ionworks, file: Path, parallel: int, *, json: bool) -> int:
    report = client.check_lock(file, max_parallel=parallel)
    if json:
        write_json({"made_at": report.lock.made_at, "changes": list(map(asdict, report.changes))})
    else:
        for change in report.changes:
            write(str(change))
        count = len(report.changes)
        changed = counted(count, "change") if count else "nothing has changed"
        say(f"{len(report.lock.records)} records, locked at {report.lock.made_at}: {changed}.")
    return Status.FAILED if report.changes else Status.DONE
