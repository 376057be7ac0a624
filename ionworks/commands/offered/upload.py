"""``ionworks upload``: a folder of cycler files, by a plan."""

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from ionworks import Ionworks
from ionworks.commands.application import DATA, help_of
from ionworks.commands.connecting import connected, require_writable
from ionworks.commands.folders import (
    JournalFile,
    NamePattern,
    Parallel,
    SheetFile,
    Spec,
    Tag,
    require_rule,
)
from ionworks.commands.reading import in_options, reads_files
from ionworks.commands.showing import Json, say, write_json, write_table
from ionworks.commands.statuses import Status
from ionworks.errors import ConfigurationError

if TYPE_CHECKING:
    from ionworks.folders import UploadPlan, UploadReport

_NAMED: Final = 5  # cells, before they are counted
_LINES: Final = 20  # of one reason, before its files are counted


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
                'ionworks upload exports --name "{cell}_{test}" --spec "LG M50" --plan --save '
                "plan.json": "keep the plan",
                "ionworks upload --apply plan.json": "do what it says, except for what has "
                "changed since",
                'ionworks upload . --name "{cell}/{test}_{temperature}" --spec "LG M50"': "cells "
                "are folders; the rest of the name becomes a tag, temperature=25degC",
            },
        ),
    )(connected(reads_files(upload)))


def upload(
    client: Ionworks,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FOLDER]",
            help="The folder; those in it are looked at too.",
            show_default=False,
        ),
    ] = None,
    name: NamePattern = None,
    spec: Spec = None,
    sheet: SheetFile = None,
    tag: Tag = None,
    *,
    how: dict[str, Any],
    strict: Annotated[bool, typer.Option("--strict", help="Make the strict checks too.")] = False,
    against_spec: Annotated[
        bool,
        typer.Option("--against-spec", help="Check against the ratings of the specification."),
    ] = False,
    plan: Annotated[
        bool, typer.Option("--plan", help="Say what would be done, and do nothing.")
    ] = False,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Write the plan to a file, for --apply."),
    ] = None,
    apply: Annotated[
        Path | None,
        typer.Option(
            "--apply",
            metavar="FILE",
            help="Do what a saved plan says. FOLDER is where the files are now, if that has moved.",
        ),
    ] = None,
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
    from ionworks.folders import load_plan, plan_upload
    from ionworks.folders.reports import require_place, require_report_name

    if not plan:
        require_writable(client)
    if report is not None:
        require_report_name(report)
    if save is not None:
        require_place(save, "plan")
    if apply is not None:
        _refuse_beside_apply(
            name=name,
            spec=spec,
            sheet=sheet,
            tag=tag,
            strict=strict,
            against_spec=against_spec,
            plan=plan,
            save=save,
            journal=journal,
            **{"how files are read": how},
        )
        kept = load_plan(client, apply, folder=folder)
        done = kept.apply(max_parallel=parallel, progress=True)
        return _finish(done, report, json=json, is_planned_here=False)
    if folder is None:
        raise ConfigurationError("name the folder to upload, or a saved plan with `--apply`")
    require_rule(name, sheet)
    found = plan_upload(
        client,
        folder,
        name=name,
        spec=spec,
        sheet=sheet,
        journal=journal,
        report=report,
        tags=tuple(tag or ()),
        read_options=how,
        strict=strict,
        check_against_spec=against_spec,
        max_parallel=parallel,
        progress=True,
    )
    if save is not None:
        found.save(save)
    if plan or not json:
        _write_plan(found, json=json)
    if save is not None:
        say(f"{save} has the plan; `ionworks upload --apply {shlex.quote(str(save))}` does it.")
    if plan:
        bad = found.counts.keys() & {"differs", "refused"}
        return Status.FAILED if bad else Status.DONE
    if found.counts.get("new") and not yes:
        _ask(found)
    done = found.apply(max_parallel=parallel, progress=True)
    return _finish(done, report, json=json, is_planned_here=True)


def _refuse_beside_apply(**given: Any) -> None:
    """Refuse options that the plan has decided.

    Raises
    ------
    ConfigurationError
        The message names one.
    """
    for name, value in given.items():
        if value:
            what = name if " " in name else f"`--{name.replace('_', '-')}`"
            raise ConfigurationError(f"the plan of `--apply` decides that; leave out {what}")


def _finish(done: "UploadReport", report: Path | None, *, json: bool, is_planned_here: bool) -> int:
    """Write what was done, and return the exit status; what the plan said is not said again."""
    from ionworks.folders.reports import counts_text

    if report is not None:
        done.write(report)
        say(f"{report} says what became of each file.")
    if json:
        write_json({"counts": done.counts, "files": done.to_dicts()})
        return Status.DONE if done else Status.FAILED
    shown = (
        {"failed", "changed"} if is_planned_here else {"failed", "changed", "differs", "refused"}
    )
    reasons: dict[tuple[str, str], list[str]] = {}
    for item in done.items:
        if item.outcome in shown:
            reasons.setdefault((item.outcome, item.why), []).append(item.file)
    for (outcome, why), files in reasons.items():
        for named in [_few(files)] if len(files) > _LINES else files:
            say(f"{outcome}: {named}: {in_options(why)}")
    if not is_planned_here or done.counts.keys() & {"uploaded", "failed", "changed"}:
        say(f"Done. {counts_text(done.counts)}.")
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
    from ionworks.folders.reports import counts_text

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
    for each in _created(plan.creates):
        say(each)
    for what, files in _remarks(plan).items():
        say(f"{what} ({_few(files)})")
    for said, files in _guesses(plan).items():
        say(f"Guessed in {_few(files)}: {said}")
    for note in plan.notes:
        say(note)
    say(f"{counts_text(plan.counts)}.")


def _few(names: list[str]) -> str:
    """Name the first, and count the others."""
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _created(creates: Sequence[str]) -> list[str]:
    """Say what is created too; of many cells, how many."""
    cells = [each for each in creates if each.startswith("cell ")]
    if len(cells) <= _NAMED:
        return [f"Also creates the {each}." for each in creates]
    others = [f"Also creates the {each}." for each in creates if each not in cells]
    first = cells[0].removeprefix("cell ")
    return [*others, f"Also creates {len(cells)} cells: {first} and {len(cells) - 1} more."]


def _remarks(plan: "UploadPlan") -> dict[str, list[str]]:
    """Gather reasons and warnings: equal ones are said once."""
    remarks: dict[str, list[str]] = {}
    for item in plan.items:
        if item.why:
            said = f"{item.action[0].upper()}{item.action[1:]}: {in_options(item.why)}"
            remarks.setdefault(said, []).append(item.file)
        for left_out in item.left_out:
            remarks.setdefault(f"Not read: {in_options(left_out)}", []).append(item.file)
        for warning in item.warnings:
            remarks.setdefault(f"Warning: {warning}", []).append(item.file)
    return remarks


def _guesses(plan: "UploadPlan") -> dict[str, list[str]]:
    """Gather what was guessed in new files: one line for all files with the same guesses."""
    found: dict[str, list[str]] = {}
    for item in plan.items:
        if item.action == "new" and item.guesses:
            kinds: dict[str, list[str]] = {}
            for guess in item.guesses:
                kind, _, what = guess.partition(": ")
                kinds.setdefault(kind, []).append(what)
            said = "; ".join(f"{kind}: {', '.join(what)}" for kind, what in kinds.items())
            said = in_options(said)
            found.setdefault(said, []).append(item.file)
    return found
