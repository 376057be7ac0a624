"""What an upload of a folder would do: `plan_upload`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any

from attrs import evolve

from ionworks._io.blocking import run
from ionworks.folders.files import Content, content_of, digest_of_bytes
from ionworks.folders.journals import Journal, Stored
from ionworks.folders.names import Target
from ionworks.folders.plans import (
    PARALLEL,
    AsyncUploadPlan,
    PlannedFile,
    UploadPlan,
    fields_of,
    first_lines,
    stored_of,
)
from ionworks.folders.platform import (
    PlatformRecords,
    difference_of_fields,
    difference_of_series,
    look_up,
)
from ionworks.folders.rules import FolderRules, rules_of
from ionworks.progress import reporting, shared
from ionworks.readers.folders import without_name
from ionworks.resources._arguments import require_parallel
from ionworks.validators import check

if TYPE_CHECKING:
    from ionworks.client import AsyncIonworks, Ionworks
    from ionworks.progress import ProgressOption
    from ionworks.records import CellMeasurement

__all__ = ["aplan_upload", "plan_upload"]


def plan_upload(
    client: Ionworks,
    folder: str | PathLike[str],
    *,
    name: str | None = None,
    spec: str | None = None,
    sheet: str | PathLike[str] | None = None,
    journal: str | PathLike[str] | None = None,
    report: str | PathLike[str] | None = None,
    tags: tuple[str, ...] = (),
    read_options: Mapping[str, Any] | None = None,
    strict: bool = False,
    check_against_spec: bool = False,
    max_parallel: int = PARALLEL,
    progress: ProgressOption = None,
) -> UploadPlan:
    """Look at a folder of cycler files, and say what an upload of it would do.

    Every file is read and checked, and compared with what the platform has. Nothing is written:
    `UploadPlan.apply` does what the plan says.

    Parameters
    ----------
    client : Ionworks
        The platform.
    folder : str or path
        The folder; folders in it are looked at too.
    name : str, optional
        A pattern of file names, such as ``"{cell}_{test}"``. Fields are ``{spec}``, ``{cell}``,
        ``{test}`` (the measurement), ``{notes}``, ``{start_time}``, ``{tag}`` and ``{_}`` (not
        used); any other becomes a tag ``field=value``. A field takes as little as it can, the last
        one the rest. ``{cell:[A-Z]+}`` has its own regular expression. A pattern with a slash is
        for the path in the folder.
    spec : str, optional
        Name or id of the cell specification where nothing else says it. What does not exist is
        created by its name.
    sheet : str or path, optional
        A table (CSV, or Excel with the extra ``excel``) with the columns file, specification,
        cell, measurement, tags, notes and start_time. Only the files in it are looked at. What it
        leaves open is taken from `name` and `spec`. Specification and cell may be ids.
    journal : str or path, optional
        Where it is written what was uploaded; by default ``ionworks-journal.jsonl`` in the folder.
    report : str or path, optional
        Where you will write a report: if that is in the folder, it is not looked at.
    tags : tuple of str, optional
        Tags of all measurements.
    read_options : mapping, optional
        Arguments of `ionworks.read`, such as ``{"positive_current": "charge"}``.
    strict : bool, default False
        Make the strict checks too.
    check_against_spec : bool, default False
        Take the rated capacity and the voltage window from the specification for the checks.
    max_parallel : int, default 4
        How many files are read at once.
    progress : bool or callable, optional
        True shows a bar; a callable is called with (bytes of files done, bytes in all).

    Returns
    -------
    UploadPlan
        Print it, then `apply` it, or `save` it for later.

    Raises
    ------
    ConfigurationError, ValueError
        The pattern, the sheet or the journal is not what it should be, or several specifications
        have one name.
    NotFoundError
        There is no specification with an id.
    FileNotFoundError, NotADirectoryError
        There is no such folder, or no such sheet.

    Examples
    --------
    >>> from pathlib import Path
    >>> import ionworks
    >>> from ionworks.folders import plan_upload
    >>> Path("exports").mkdir()
    >>> ionworks.examples.discharge().write_csv("exports/M50-020_discharge.csv")
    >>> with ionworks.Ionworks(api_url="local:") as client:
    ...     plan = plan_upload(client, "exports", name="{cell}_{test}", spec="LG M50")
    ...     report = plan.apply()
    >>> report.counts
    {'uploaded': 1}
    """
    return UploadPlan._of(
        run(
            aplan_upload(
                client._async,
                folder,
                name=name,
                spec=spec,
                sheet=sheet,
                journal=journal,
                report=report,
                tags=tags,
                read_options=read_options,
                strict=strict,
                check_against_spec=check_against_spec,
                max_parallel=max_parallel,
                progress=progress,
            )
        )
    )


async def aplan_upload(
    client: AsyncIonworks,
    folder: str | PathLike[str],
    *,
    name: str | None = None,
    spec: str | None = None,
    sheet: str | PathLike[str] | None = None,
    journal: str | PathLike[str] | None = None,
    report: str | PathLike[str] | None = None,
    tags: tuple[str, ...] = (),
    read_options: Mapping[str, Any] | None = None,
    strict: bool = False,
    check_against_spec: bool = False,
    max_parallel: int = PARALLEL,
    progress: ProgressOption = None,
) -> AsyncUploadPlan:
    """Plan for an awaited client; parameters, result and errors are those of `plan_upload`."""
    require_parallel(max_parallel)
    backend = client._runtime.backend
    rules, kept, not_used = await backend.run_in_thread(
        partial(
            rules_of,
            folder,
            name=name,
            spec=spec,
            sheet=sheet,
            journal=journal,
            others=(report,),
            tags=tuple(tags),
            read_options=read_options,
            strict=strict,
            against_spec=check_against_spec,
        )
    )
    items = await backend.run_in_thread(_named, rules)
    wanted = [(item.specification, item.cell) for item in items if item.action == "new"]
    known = await look_up(client, wanted, max_parallel)
    for problem in known.problems.values():
        raise problem
    items = _without_doubles([_with_stored_ids(item, known) for item in items])
    sizes = [item.size if item.action == "new" else 0 for item in items]
    compared: dict[str, Stored] = {}
    with reporting(progress, f"Reading {rules.folder.name}", sum(sizes)) as said:
        reports = shared(said, sizes)

        async def look(place: int, item: PlannedFile) -> PlannedFile:
            if item.action != "new":
                return item
            found = await _looked_at(client, rules, kept, known, item, compared)
            if (advance := reports[place]) is not None:
                advance(item.size, item.size)
            return found

        looks = [partial(look, place, item) for place, item in enumerate(items)]
        items = _with_twins(await backend.gather(looks, limit=max_parallel))
    notes = [f"Not used of the sheet: {', '.join(map(repr, not_used))}"] if not_used else []
    notes += rules.name.doubts() if rules.name is not None else []
    return AsyncUploadPlan(
        client,
        rules,
        kept,
        tuple(items),
        creates=_created(items),
        notes=tuple(notes),
        compared=compared,
        known=known,
    )


def _named(rules: FolderRules) -> list[PlannedFile]:
    """Say where each file belongs; it is new until something else is found."""
    return [_named_one(rules, file, obstacle) for file, obstacle in rules.files().items()]


def _named_one(rules: FolderRules, file: str, obstacle: str) -> PlannedFile:
    target = rules.target(file, obstacle)
    if not isinstance(target, Target):
        return PlannedFile(file, target[0], target[1])
    item = PlannedFile(
        file,
        "new",
        specification=target.spec,
        cell=target.cell,
        measurement=target.test,
        tags=target.tags,
        notes=target.notes,
        start_time=target.start_time,
    )
    try:
        fields_of(item)
        return evolve(item, size=(rules.folder / file).stat().st_size)
    except (TypeError, ValueError, OSError) as problem:
        return evolve(item, action="refused", why=first_lines(problem))


def _with_stored_ids(item: PlannedFile, known: PlatformRecords) -> PlannedFile:
    """Return an item with the names and ids of what the platform has of it."""
    if item.action != "new":
        return item
    if why := known.refusal(item.specification, item.cell):
        return evolve(item, action="refused", why=why)
    spec = known.specs.get(item.specification)
    cell = known.cells.get((item.specification, item.cell))
    if cell is not None:
        spec = known.specs[cell.cell_specification_id]
        item = evolve(item, cell=cell.name, cell_id=cell.id)
    if spec is not None:
        item = evolve(item, specification=spec.name, specification_id=spec.id)
    return item


def _without_doubles(items: list[PlannedFile]) -> list[PlannedFile]:
    """Refuse files that would become one measurement."""
    by_name: dict[tuple[str, ...], list[str]] = {}
    for item in items:
        if item.action == "new":
            by_name.setdefault((*item.owner, item.measurement), []).append(item.file)
    return [
        evolve(
            item,
            action="refused",
            why="it would be the same measurement as "
            + ", ".join(f for f in by_name[*item.owner, item.measurement] if f != item.file),
        )
        if item.action == "new" and len(by_name[*item.owner, item.measurement]) > 1
        else item
        for item in items
    ]


def _with_twins(items: list[PlannedFile]) -> list[PlannedFile]:
    """Warn of a new file with the bytes of another one: it may be a copy under a wrong name."""
    first: dict[str, str] = {}
    found: list[PlannedFile] = []
    for item in items:
        other = first.setdefault(item.sha256, item.file)
        if item.action == "new" and other != item.file:
            same = f"it has the same bytes as {other}"
            item = evolve(item, warnings=(*item.warnings, same))
        found.append(item)
    return found


async def _looked_at(
    client: AsyncIonworks,
    rules: FolderRules,
    journal: Journal,
    known: PlatformRecords,
    item: PlannedFile,
    compared: dict[str, Stored],
) -> PlannedFile:
    """Read a file and say what would become of it; those with equal rows are gathered."""
    in_thread = client._runtime.backend.run_in_thread
    stored = known.measurement(item.cell_id, item.measurement)
    try:
        content = await in_thread(content_of, rules.folder / item.file)
        sha256 = await in_thread(digest_of_bytes, content.data)
        item = evolve(item, size=len(content.data), sha256=sha256)
        if stored is not None:
            item = evolve(item, measurement_id=stored.id)
            before = journal.get(item.file)
            if before is not None and before.measurement_id == stored.id:
                return _against_journal(item, stored, before, content)
        result = await in_thread(rules.read, content)
        rows = result.to_polars()
        guesses = tuple(f"{guess.kind}: {guess.what}" for guess in result.report.guesses)
        item = evolve(item, rows=rows.height, guesses=guesses, left_out=result.report.left_out)
        if stored is None:
            options = rules.checks(known.specs.get(item.owner[0]))
            start_time = item.start_time or None
            found = await in_thread(partial(check, rows, start_time=start_time, **options))
            found.raise_for_errors()
            return evolve(item, warnings=tuple(issue.message for issue in found.warnings))
    except Exception as problem:  # whatever is wrong with one file, the others go on
        why = without_name(first_lines(problem), item.file)
        return evolve(item, action="refused", why=why)
    if why := await difference_of_series(client, stored, fields_of(item), rows):
        return evolve(item, action="differs", why=why)
    compared[item.file] = await in_thread(stored_of, item.file, stored.id, content, rows)
    return evolve(item, action="exists")


def _against_journal(
    item: PlannedFile, stored: CellMeasurement, before: Stored, content: Content
) -> PlannedFile:
    """Compare a file with what the journal says of its upload."""
    item = evolve(item, rows=before.rows)
    if item.sha256 == before.sha256:
        why = difference_of_fields(stored, fields_of(item))
        return evolve(item, action="differs" if why else "exists", why=why)
    if digest_of_bytes(content.data[: before.size]) == before.sha256:
        more = len(content.data) - before.size
        why = f"it has grown by {more} bytes since it was uploaded; `ionworks watch` appends them"
    else:
        why = "it has been rewritten since it was uploaded; nothing is merged"
    return evolve(item, action="differs", why=why)


def _created(items: list[PlannedFile]) -> tuple[str, ...]:
    """List what the new files need and the platform does not have."""
    new = [item for item in items if item.action == "new" and item.cell_id is None]
    specs = [item.specification for item in new if item.specification_id is None]
    cells = [f"cell {item.specification}/{item.cell}" for item in new]
    return tuple(dict.fromkeys([*(f"specification {name}" for name in specs), *cells]))
