"""``ionworks validate``: check files before they are uploaded."""

from collections import Counter
from pathlib import Path, PurePath
from typing import Annotated, Any, Final

import typer

from ionworks.commands.application import DATA, help_of
from ionworks.commands.reading import in_options, reads_files
from ionworks.commands.showing import Json, printable, say, write, write_json
from ionworks.commands.statuses import Status
from ionworks.issues import ValidationIssue
from ionworks.readers.folders import without_name
from ionworks.validators.reports import FolderReport, Report

_FEW: Final = 3  # names are said


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        rich_help_panel=DATA,
        help=help_of(
            "Check files as an upload would, without uploading them.",
            "A folder stands for all files in it and below that `ionworks upload` looks at. The "
            "exit status is 1 if a file would be refused.",
            examples={
                "ionworks validate cycling.csv": "a file",
                "ionworks validate exports --strict": "a folder, with the strict checks too",
                "ionworks validate a.csv --rated-capacity 5 --voltage-window 2.5 4.2": "what the "
                "cell is rated for",
            },
        ),
    )(reads_files(validate))


def validate(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|FOLDER...", help="What to check.")],
    strict: Annotated[bool, typer.Option("--strict", help="Make the strict checks too.")] = False,
    *,
    how: dict[str, Any],
    rated_capacity: Annotated[
        float | None,
        typer.Option("--rated-capacity", metavar="A.h", help="Rated capacity of the cell."),
    ] = None,
    voltage_window: Annotated[
        tuple[float, float] | None,
        typer.Option("--voltage-window", metavar="V V", help="Voltage limits of the cell."),
    ] = None,
    skip_check: Annotated[
        list[str] | None,
        typer.Option("--skip-check", metavar="CHECK", help="Leave one out; may be repeated."),
    ] = None,
    others: Annotated[
        bool, typer.Option("--others", help="Name the files that were not looked at.")
    ] = False,
    each: Annotated[
        bool,
        typer.Option("--each", help="Report on each file, also where many have the same findings."),
    ] = False,
    json: Json = False,
) -> int:
    """Check files."""
    import ionworks

    found: Report | FolderReport = ionworks.validate(
        paths[0] if len(paths) == 1 else list(paths),
        strict=strict,
        data_type=how.pop("data_type", None),
        rated_capacity=rated_capacity,
        voltage_window=voltage_window,
        skip_checks=skip_check or None,
        read_options=how,
    )
    left: tuple[str, ...] = ()
    if isinstance(found, Report):
        reports = {str(paths[0]): found}
    else:
        reports, left = dict(found.reports), found.not_looked_at
    if json:
        write_json(
            {
                "passed": bool(found),
                "files": [_as_data(file, report) for file, report in reports.items()],
                "not_looked_at": list(left),
            }
        )
    else:
        for files in _with_same_findings(reports, each=each):
            _write_report(files, reports[files[0]])
        if left:
            _say_left(left, named=others)
        refused = sum(not report for report in reports.values())
        if not reports:
            say("There is no file to check.")
        elif len(reports) > 1:
            say(f"{len(reports)} files: {len(reports) - refused} passed, {refused} refused.")
    return Status.DONE if found else Status.FAILED


def _say_left(files: tuple[str, ...], *, named: bool) -> None:
    """Say which files were not looked at; of many, how many of which kind unless wanted."""
    why = "Not looked at, since they hold no series"
    if named or len(files) <= _FEW:
        say(f"{why}: {', '.join(files)}.")
        return
    kinds = Counter(PurePath(file).suffix.lower() or "without an ending" for file in files)
    counts = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    say(f"{why}: {len(files)} files ({counts}); `--others` names them.")


def _with_same_findings(reports: dict[str, Report], *, each: bool) -> list[list[str]]:
    """Put files with the same findings together, unless each is wanted."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for file, report in reports.items():
        found = [_finding_line(issue, file) for issue in report.issues]
        kinds.setdefault((file,) if each or not found else tuple(found), []).append(file)
    return list(kinds.values())


def _finding_line(issue: ValidationIssue, file: str) -> str:
    message = printable(in_options(without_name(issue.message, file)))
    return f"{issue.severity}: {message} ({issue.check or issue.code})"


def _write_report(files: list[str], report: Report) -> None:
    errors, warnings = len(report.errors), len(report.warnings)
    counts = [f"{errors} error{'s' if errors > 1 else ''}"] if errors else []
    counts += [f"{warnings} warning{'s' if warnings > 1 else ''}"] if warnings else []
    verdict = "passed" if report else "refused"
    named = ", ".join(files[:_FEW])
    more = f" and {len(files) - _FEW} more" if len(files) > _FEW else ""
    write(f"{printable(named)}{more}: {verdict}{', ' if counts else ''}{', '.join(counts)}")
    for issue in report.issues:
        write(f"  {_finding_line(issue, files[0])}")


def _as_data(file: str, report: Report) -> dict[str, Any]:
    return {
        "file": file,
        "passed": bool(report),
        "findings": [_finding(issue) for issue in report.issues],
        "checked": list(report.checked),
        "not_checked": dict(report.not_checked),
    }


def _finding(issue: ValidationIssue) -> dict[str, Any]:
    return {
        "severity": issue.severity,
        "code": issue.code.value,
        "check": issue.check,
        "column": issue.column,
        "step": issue.step,
        "rows": list(issue.rows),
        "message": issue.message,
        "advice": issue.advice,
    }
