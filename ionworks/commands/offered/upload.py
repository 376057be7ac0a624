"""``ionworks upload``: a folder of cycler files, by a plan."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connected
from ionworks.commands.folders import (
    Column,
    DataType,
    Dates,
    Folder,
    JournalFile,
    NamePattern,
    NoGuess,
    Parallel,
    PositiveCurrent,
    SheetFile,
    Spec,
    Tag,
    TimeResets,
    read_options,
    require_rule,
)
from ionworks.commands.showing import Json, say, write_json, write_table
from ionworks.commands.statuses import Status
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from ionworks.folders import UploadPlan, UploadReport


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Upload a folder of cycler files: a plan first, then exactly that.",
            "The plan says of each file whether it is new, exists, differs from what is stored, is "
            "refused, or is not looked at. Only new files are uploaded. A journal in the folder "
            "notes what is done, so that a second run goes on. One bad file does not stop the "
            "others. The exit status is 1 if a file failed, differs, changed or was refused.",
            examples={
                'ionworks upload exports --name "{cell}_{test}" --spec "LG M50" --plan': "only say "
                "what would be done",
                'ionworks upload exports --name "{cell}_{test}" --spec "LG M50"': "show the plan, "
                "ask, upload",
                "ionworks upload exports --sheet tests.csv --yes --report done.csv": "a sheet says "
                "what each file is; do not ask",
                'ionworks upload . --name "{cell}/{test}_{temperature}" --spec "LG M50"': "cells "
                "are folders; the rest of the name becomes a tag, temperature=25degC",
            },
        ),
    )(connected(upload))


def upload(
    client: Ionworks,
    folder: Folder,
    name: NamePattern = None,
    spec: Spec = None,
    sheet: SheetFile = None,
    tag: Tag = None,
    column: Column = None,
    positive_current: PositiveCurrent = None,
    time_resets: TimeResets = "error",
    dates: Dates = None,
    data_type: DataType = None,
    no_guess: NoGuess = False,
    strict: Annotated[bool, typer.Option("--strict", help="Make the strict checks too.")] = False,
    against_spec: Annotated[
        bool,
        typer.Option("--against-spec", help="Check against the ratings of the specification."),
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would be done, and do nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    journal: JournalFile = None,
    report: Annotated[
        Path | None,
        typer.Option("--report", metavar="FILE", help="Write what became of each: .json or .csv."),
    ] = None,
    parallel: Parallel = 4,
    json: Json = False,
) -> int:
    """Upload a folder."""
    from ionworks.folders import plan_upload
    from ionworks.folders.reports import require_report_name

    require_rule(name, sheet)
    if report is not None:
        require_report_name(report)
    found = plan_upload(
        client,
        folder,
        name=name,
        spec=spec,
        sheet=sheet,
        journal=journal,
        report=report,
        tags=tuple(tag or ()),
        read_options=read_options(
            column=column,
            positive_current=positive_current,
            time_resets=time_resets,
            dates=dates,
            data_type=data_type,
            no_guess=no_guess,
        ),
        strict=strict,
        check_against_spec=against_spec,
        max_parallel=parallel,
        progress=True,
    )
    if plan:
        _write_plan(found, json=json)
        bad = found.counts.keys() & {"differs", "refused"}
        return Status.FAILED if bad else Status.DONE
    if not json:
        _write_plan(found, json=False)
    if found.counts.get("new") and not yes:
        _ask(found)
    done = found.apply(max_parallel=parallel, progress=True)
    if report is not None:
        done.write(report)
        say(f"{report} says what became of each file.")
    if json:
        write_json({"counts": done.counts, "files": done.to_dicts()})
    elif found.counts.get("new"):
        _say_done(done)
    return Status.DONE if done else Status.FAILED


def _ask(plan: "UploadPlan") -> None:
    """Ask whether to go on.

    Raises
    ------
    ConfigurationError
        Nobody is there to be asked.
    """
    count = plan.counts["new"]
    if not sys.stdin.isatty():
        raise ConfigurationError(
            "Nobody can be asked whether to go on; `--yes` uploads, `--plan` only says what would "
            "be done"
        )
    typer.confirm(f"Upload {count} file{'' if count == 1 else 's'}?", abort=True, err=True)


def _write_plan(plan: "UploadPlan", *, json: bool) -> None:
    from ionworks.folders.reports import counted

    if json:
        write_json(
            {
                "counts": plan.counts,
                "creates": plan.creates,
                "notes": plan.notes,
                "files": plan.to_dicts(),
            }
        )
        return
    if plan.items:
        write_table(
            ["File", "Plan", "Measurement", "Tags", "Rows"],
            [
                [
                    item.file,
                    item.action,
                    "/".join(filter(None, (item.specification, item.cell, item.measurement))),
                    item.tags,
                    item.rows,
                ]
                for item in plan.items
            ],
            numbers=["Rows"],
        )
    for each in plan.creates:
        say(f"Also creates the {each}.")
    for what, files in _remarks(plan).items():
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        say(f"{what} ({files[0]}{more})")
    for note in plan.notes:
        say(note)
    say(f"{counted(plan.counts)}.")


def _remarks(plan: "UploadPlan") -> dict[str, list[str]]:
    """Gather reasons, guesses and warnings: equal ones are said once."""
    remarks: dict[str, list[str]] = {}
    for item in plan.items:
        if item.why:
            said = f"{item.action[0].upper()}{item.action[1:]}: {item.why}"
            remarks.setdefault(said, []).append(item.file)
        if item.action == "new":
            for guess in item.guesses:
                remarks.setdefault(f"Guessed {guess}", []).append(item.file)
            for warning in item.warnings:
                remarks.setdefault(f"Warning: {warning}", []).append(item.file)
    return remarks


def _say_done(report: "UploadReport") -> None:
    from ionworks.folders.reports import counted

    for item in report.items:
        if item.outcome in ("failed", "changed"):
            say(f"{item.outcome}: {item.file}: {item.why}")
    say(f"Done. {counted(report.counts)}.")
