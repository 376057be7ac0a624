"""``ionworks copy``: records to another platform, or into a bundle."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import typer
from attrs import asdict

from ionworks import Ionworks
from ionworks.addresses import BUNDLE, OF_PLATFORMS
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connect, connected, require_writable
from ionworks.commands.moving import Cells, Measurements, Specs, chosen
from ionworks.commands.showing import Json, say, write_json, write_table
from ionworks.commands.statuses import Status
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from ionworks.resources._copy_items import CopyReport

_OF_OTHER: Final = "IONWORKS_OTHER_"
_OF_ONE: Final = (  # what says which platform, whose account and which project
    "API_KEY",
    "API_TOKEN",
    "API_URL",
    "ORGANIZATION_ID",
    "PROFILE",
    "PROJECT_ID",
    "TOKEN",
)


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Copy records to another platform, or into a bundle, which is one folder or zip file.",
            "The other end is `bundle:PATH`, `local:PATH`, a URL, or a profile. What is there is "
            "compared and never changed. After an interruption, run the same command again.",
            "The key of the other end is that of its profile, or in IONWORKS_OTHER_API_KEY (or "
            "IONWORKS_OTHER_TOKEN); it never gets the key of this one. The exit status is 1 if a "
            "record failed or differs.",
            examples={
                "ionworks copy bundle:m50.zip --spec LG-M50": "a specification with all below it",
                "ionworks copy lab --dry-run": "say what of the project the profile lab lacks",
                'ionworks copy local: --cell "LG M50/A" --profile lab': "take a cell home",
                "ionworks copy local: --api-url bundle:m50.zip": "take a bundle in",
            },
        ),
    )(connected(copy))


def copy(
    client: Ionworks,
    other: Annotated[
        str,
        typer.Argument(metavar="OTHER", help="bundle:PATH, local:PATH, a URL, or a profile."),
    ],
    spec: Specs = None,
    cell: Cells = None,
    measurement: Measurements = None,
    to_project: Annotated[
        str | None,
        typer.Option("--to-project", metavar="NAME|ID", help="The project at the other end."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Look at both ends and write nothing.")
    ] = False,
    parallel: Annotated[
        int, typer.Option("--parallel", min=1, max=32, metavar="NUMBER", help="How many at once.")
    ] = 4,
    json: Json = False,
) -> int:
    """Copy records."""
    ids = chosen(client, spec, cell, measurement)
    with _end(other, to_project) as end:
        report = client.copy_to(end, **ids, dry_run=dry_run, max_parallel=parallel, progress=True)
    if json:
        write_json(
            {
                "dry_run": report.is_dry_run,
                "counts": report.counts,
                "records": [asdict(item) for item in report.items],
                "left_out": list(report.left_out),
            }
        )
    else:
        _write(report)
    wrong = report.counts.keys() & {"failed", "differs"}
    return Status.FAILED if wrong else Status.DONE


@contextmanager
def _end(other: str, project: str | None) -> Generator[Ionworks | str]:
    """Return the other end: a client, or the path of a new bundle.

    Raises
    ------
    ConfigurationError
        It has no credential, or is no place to copy to.
    """
    if other.startswith(BUNDLE) or other.lower().endswith(".zip"):
        if project is not None:
            raise ConfigurationError("A bundle has one project; leave `--to-project` out")
        yield other
        return
    is_address = other.startswith(OF_PLATFORMS)
    with _environment_of_other() as has_key:
        if other.startswith("http") and not has_key:
            raise ConfigurationError(
                f"No credential for {other}: set IONWORKS_OTHER_API_KEY (or "
                "IONWORKS_OTHER_TOKEN), or keep it in a profile and name that instead"
            )
        client = connect(
            api_url=other if is_address else None,
            profile=None if is_address else other,
            project=project,
        )
    with client:
        require_writable(client)
        yield client


@contextmanager
def _environment_of_other() -> Generator[bool]:
    """Let variables speak for the other end: those of this one are not for it.

    Yields
    ------
    bool
        Whether they have a credential.
    """
    names = [f"IONWORKS_{name}" for name in _OF_ONE]
    before = {name: os.environ.pop(name) for name in [*names, "PROJECT_ID"] if name in os.environ}
    given = {
        f"IONWORKS_{name}": value
        for name in _OF_ONE
        if (value := os.environ.get(f"{_OF_OTHER}{name}"))
    }
    os.environ.update(given)
    try:
        yield any(name.endswith(("KEY", "TOKEN")) for name in given)
    finally:
        for name in given:
            del os.environ[name]
        os.environ.update(before)


def _write(report: "CopyReport") -> None:
    if report.items:
        write_table(
            ["Kind", "Record", "Outcome", "ID"],
            [
                [item.kind.replace("_", " "), item.name, item.outcome, item.target_id]
                for item in report.items
            ],
        )
    for item in report.items:
        if item.reason:
            say(f"{item.outcome}: {item.name}: {item.reason}")
    for what in report.left_out:
        say(f"left out: {what}")
    counts = ", ".join(f"{count} {outcome}" for outcome, count in report.counts.items())
    say(f"{counts or 'Nothing to copy'}{', nothing was written' if report.is_dry_run else ''}.")
