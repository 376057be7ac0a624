"""What an upload of a folder would do: `plan_upload`, and what does exactly that."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import partial
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from attrs import asdict, evolve, field, frozen

from ionworks.errors import ConfigurationError, ConflictError, IonworksError
from ionworks.folders.files import (
    Content,
    content_of,
    digest_of_bytes,
    digest_of_rows,
    files_below,
    is_data,
    read_content,
    require_folder,
)
from ionworks.folders.journals import JOURNAL, Journal, Stored
from ionworks.folders.names import NameRule, Target
from ionworks.folders.platform import (
    Known,
    difference_of_fields,
    difference_of_rows,
    in_parallel,
    look_up,
)
from ionworks.folders.reports import Action, FileOutcome, Outcome, UploadReport, counted, counts_of
from ionworks.folders.sheets import read_sheet
from ionworks.progress import reporting
from ionworks.resources._arguments import require_parallel
from ionworks.resources._drafts import metadata
from ionworks.validators import check, rated_capacity, voltage_window

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import Ionworks
    from ionworks.progress import ProgressOption
    from ionworks.readers import ReadResult
    from ionworks.records import CellMeasurement, CellSpecification

__all__ = [
    "FolderRules",
    "PlannedFile",
    "UploadPlan",
    "first_lines",
    "plan_upload",
    "rules_of",
    "stored_of",
]

_PARALLEL: Final = 4


@frozen
class PlannedFile:
    """What a plan says of one file.

    Attributes
    ----------
    file : str
        Its path in the folder.
    action : {"new", "exists", "differs", "refused", "not looked at"}
        New is uploaded; nothing is done with the others.
    why : str
        The reason, where there is one.
    specification, cell, measurement : str
        The names under which it is stored, or will be.
    tags : tuple of str
        Tags of the measurement.
    notes, start_time : str
        Of the measurement; empty for none.
    rows : int or None
        Rows of the series, if it was read.
    guesses, warnings : tuple of str
        What was guessed when it was read, and what the checks warn of.
    measurement_id : str or None
        What is stored under the name.
    size : int
        Bytes of the file.
    sha256 : str
        Digest of its content; empty if it was not read.
    """

    file: str
    action: Action
    why: str = ""
    specification: str = ""
    cell: str = ""
    measurement: str = ""
    tags: tuple[str, ...] = ()
    notes: str = ""
    start_time: str = ""
    rows: int | None = None
    guesses: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    measurement_id: str | None = None
    size: int = 0
    sha256: str = ""

    def outcome(self, outcome: Outcome, why: str = "", **more: Any) -> FileOutcome:
        """Say what became of the file."""
        return FileOutcome(
            self.file,
            outcome,
            why or self.why,
            self.specification,
            self.cell,
            self.measurement,
            more.get("measurement_id", self.measurement_id),
            more.get("rows", self.rows),
        )


@frozen
class FolderRules:
    """How the files of a folder are named, read and checked."""

    folder: Path
    name: NameRule | None
    spec: str
    sheet: Mapping[str, Target] | None
    not_looked_at: frozenset[str]
    tags: tuple[str, ...]
    read_options: Mapping[str, Any]
    check_options: Mapping[str, Any]
    against_spec: bool

    def files(self) -> list[str]:
        """List the files: those that are there, and those that the sheet names."""
        there = [file for file in files_below(self.folder) if file not in self.not_looked_at]
        return sorted({*there, *(self.sheet or {})})

    def target(self, file: str) -> Target | tuple[Action, str]:
        """Say where the series of a file belongs, or what keeps it from being looked at."""
        by_name = self.name.read(file) if self.name is not None else None
        if self.sheet is not None:
            if file not in self.sheet:
                return "not looked at", "the sheet does not name it"
            if not (self.folder / file).is_file():
                return "refused", "the sheet names it, and there is no such file"
            found = self.sheet[file].over(by_name or Target())
        elif not is_data(file):
            return "not looked at", "its name does not end as that of a file with a series"
        elif by_name is None:
            assert self.name is not None
            return "not looked at", f"its name does not fit {self.name.pattern!r}"
        else:
            found = by_name
        found = found.over(Target(spec=self.spec, tags=self.tags))
        if missing := [
            what
            for what, value in (
                ("specification", found.spec),
                ("cell", found.cell),
                ("measurement", found.test),
            )
            if not value
        ]:
            return "refused", f"nothing says its {' and '.join(missing)}"
        return found

    def read(self, content: Content) -> ReadResult:
        """Read a file."""
        return read_content(content, self.read_options)

    def checks(self, spec: CellSpecification | None) -> dict[str, Any]:
        """Return the options of the checks, with the ratings of a specification if wanted."""
        options = dict(self.check_options)
        if self.against_spec:
            ratings = (None if spec is None else spec.ratings) or {}
            options["rated_capacity"] = rated_capacity(ratings)
            options["voltage_window"] = voltage_window(ratings)
        return options


def rules_of(
    folder: str | PathLike[str],
    *,
    name: str | None,
    spec: str | None,
    sheet: str | PathLike[str] | None,
    journal: str | PathLike[str] | None,
    report: str | PathLike[str] | None = None,
    tags: tuple[str, ...] = (),
    read_options: Mapping[str, Any] | None = None,
    strict: bool = False,
    against_spec: bool = False,
) -> tuple[FolderRules, Journal, tuple[str, ...]]:
    """Read the rules for a folder, and its journal.

    Returns
    -------
    tuple of FolderRules, Journal and tuple of str
        The last has the columns of the sheet that say nothing here.

    Raises
    ------
    ConfigurationError
        There is neither a name pattern nor a sheet, or something else is wrong with them.
    """
    place = Path(folder)
    require_folder(place)
    if name is None and sheet is None:
        raise ConfigurationError(
            "give `name`, the pattern of the file names, such as '{cell}_{test}', or a `sheet` "
            "that says of each file where it belongs"
        )
    journal_path = place / JOURNAL if journal is None else Path(journal)
    read = None if sheet is None else read_sheet(Path(sheet))
    own = [path for path in (journal_path, sheet, report) if path is not None]
    inside = {
        Path(path).absolute().relative_to(place.absolute()).as_posix()
        for path in own
        if Path(path).absolute().is_relative_to(place.absolute())
    }
    data_type = (read_options or {}).get("data_type")
    rules = FolderRules(
        folder=place,
        name=None if name is None else NameRule(name),
        spec=spec or "",
        sheet=None if read is None else read.targets,
        not_looked_at=frozenset(inside),
        tags=tags,
        read_options=dict(read_options or {}),
        check_options={"strict": strict, "data_type": data_type},
        against_spec=against_spec,
    )
    return rules, Journal(journal_path), () if read is None else read.not_used


@frozen(repr=False)
class UploadPlan:
    """What an upload of a folder does: its files, and what becomes of each.

    Attributes
    ----------
    items : tuple of PlannedFile
        A file each.
    creates : tuple of str
        Specifications and cells that are created too: ``"specification LG M50"``.
    notes : tuple of str
        What else is worth knowing.
    """

    items: tuple[PlannedFile, ...]
    creates: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    _client: Ionworks = field(kw_only=True, alias="client")
    _rules: FolderRules = field(kw_only=True, alias="rules")
    _journal: Journal = field(kw_only=True, alias="journal")
    _known: Known = field(kw_only=True, alias="known")
    _found: Mapping[str, Stored] = field(kw_only=True, alias="found")

    @property
    def counts(self) -> dict[str, int]:
        """How many files there are of which action."""
        return counts_of(item.action for item in self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the items as dicts."""
        return [asdict(item) for item in self.items]

    def __repr__(self) -> str:
        lines = [counted(self.counts)]
        lines += [f"  also creates: {each}" for each in self.creates]
        width = max((len(item.file) for item in self.items), default=0)
        for item in self.items:
            path = "/".join(filter(None, (item.specification, item.cell, item.measurement)))
            said = "; ".join(filter(None, (path, item.why)))
            lines.append(f"  {item.action:13}  {item.file:{width}}  {said}".rstrip())
        lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    def apply(
        self, *, max_parallel: int = _PARALLEL, progress: ProgressOption = None
    ) -> UploadReport:
        """Do what the plan says, and nothing else.

        A file that has changed since the plan is left alone, and so is one whose measurement
        somebody else has created since. A file that fails does not stop the others. The journal
        has each upload as soon as it is done.

        Parameters
        ----------
        max_parallel : int, default 4
            How many files are uploaded at once.
        progress : bool or callable, optional
            True shows a bar; a callable is called with (bytes of files done, bytes in all).

        Returns
        -------
        UploadReport
            What became of each file.

        Raises
        ------
        ConfigurationError
            The journal cannot be written. Nothing was uploaded.
        """
        require_parallel(max_parallel)
        self._journal.require_writable()
        for stored in self._found.values():  # so that they need no comparison the next time
            self._journal.add(stored)
        new = [item for item in self.items if item.action == "new"]
        outcomes: dict[str, FileOutcome] = {}
        cells = self._cells(new, outcomes)
        jobs = [item for item in new if item.file not in outcomes]
        lock, done = Lock(), 0
        total = sum(item.size for item in jobs)
        with (
            reporting(progress, f"Uploading {self._rules.folder.name}", total) as report,
            warnings.catch_warnings(),
        ):
            warnings.simplefilter("ignore", UserWarning)  # the plan has said them

            def upload(item: PlannedFile) -> None:
                nonlocal done
                outcomes[item.file] = self._upload(item, cells[item.specification, item.cell])
                with lock:
                    done += item.size
                    if report is not None:
                        report(done, total)

            in_parallel(self._client, [partial(upload, item) for item in jobs], max_parallel)
        return UploadReport(tuple(outcomes.get(item.file) or _left(item) for item in self.items))

    def _cells(
        self, new: list[PlannedFile], outcomes: dict[str, FileOutcome]
    ) -> dict[tuple[str, str], str]:
        """Return the ids of the cells, created where the plan says so."""
        specs = {name: spec.id for name, spec in self._known.specs.items()}
        cells = {pair: cell.id for pair, cell in self._known.cells.items()}
        for item in new:
            pair = (item.specification, item.cell)
            if pair in cells:
                continue
            try:
                if item.specification not in specs:
                    data = {"name": item.specification}
                    made = self._client.cell_spec.create_or_get(data, on_difference="ignore")
                    specs[item.specification] = made.id
                cells[pair] = self._client.cell_instance.create_or_get(
                    specs[item.specification], {"name": item.cell}, on_difference="ignore"
                ).id
            except (IonworksError, OSError) as problem:
                outcomes[item.file] = item.outcome("failed", str(problem))
        return cells

    def _upload(self, item: PlannedFile, cell_id: str) -> FileOutcome:
        try:
            content = content_of(self._rules.folder / item.file)
            if digest_of_bytes(content.data) != item.sha256:
                return item.outcome("changed", "the file has changed since the plan")
            result = self._rules.read(content)
            options = self._rules.checks(self._known.specs.get(item.specification))
            fields = fields_of(item)
            made = self._client.cell_measurement.create(
                cell_id,
                {
                    "measurement": {**fields, "data_type": options.pop("data_type")},
                    "time_series": result,
                },
                validate_strict=options.pop("strict"),
                **options,
            )
        except FileNotFoundError:
            return item.outcome("changed", "the file is gone since the plan")
        except ConflictError as problem:
            return item.outcome(
                "changed", f"somebody has created this measurement since the plan ({problem})"
            )
        except Exception as problem:  # whatever is wrong with one file, the others go on
            return item.outcome("failed", first_lines(problem))
        self._journal.add(stored_of(item.file, made.id, content, result.to_polars()))
        return item.outcome("uploaded", measurement_id=made.id)


def _left(item: PlannedFile) -> FileOutcome:
    assert item.action != "new"
    return item.outcome(item.action)


def stored_of(file: str, measurement_id: str, content: Content, rows: pl.DataFrame) -> Stored:
    """Describe for the journal what is stored of a file."""
    return Stored(
        file=file,
        measurement_id=measurement_id,
        size=len(content.data),
        sha256=digest_of_bytes(content.data),
        rows=rows.height,
        rows_sha256=digest_of_rows(rows),
    )


def fields_of(item: PlannedFile) -> dict[str, Any]:
    """Return the fields of the measurement of a file."""
    return metadata(
        name=item.measurement,
        tags=list(item.tags) or None,
        notes=item.notes or None,
        start_time=item.start_time or None,
    )


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
    max_parallel: int = _PARALLEL,
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
        Name of the cell specification where nothing else says it. What does not exist is created.
    sheet : str or path, optional
        A table (CSV, or Excel with the extra ``excel``) with the columns file, specification,
        cell, measurement, tags, notes and start_time. Only the files in it are looked at. What it
        leaves open is taken from `name` and `spec`.
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
        Print it, then `apply` it.

    Raises
    ------
    ConfigurationError, ValueError
        The pattern, the sheet or the journal is not what it should be.
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
    require_parallel(max_parallel)
    rules, kept, not_used = rules_of(
        folder,
        name=name,
        spec=spec,
        sheet=sheet,
        journal=journal,
        report=report,
        tags=tuple(tags),
        read_options=read_options,
        strict=strict,
        against_spec=check_against_spec,
    )
    items = [_named(rules, file) for file in rules.files()]
    wanted = [(item.specification, item.cell) for item in items if item.action == "new"]
    known = look_up(client, wanted, max_parallel)
    items = _without_doubles(items)
    total = sum(item.size for item in items if item.action == "new")
    lock, done = Lock(), 0
    equal: dict[str, Stored] = {}
    with reporting(progress, f"Reading {rules.folder.name}", total) as said:

        def look(item: PlannedFile) -> PlannedFile:
            nonlocal done
            if item.action != "new":
                return item
            found = _looked_at(client, rules, kept, known, item, equal)
            with lock:
                done += item.size
                if said is not None:
                    said(done, total)
            return found

        items = in_parallel(client, [partial(look, item) for item in items], max_parallel)
    notes = [f"Not used of the sheet: {', '.join(map(repr, not_used))}"] if not_used else []
    return UploadPlan(
        tuple(items),
        _created(items, known),
        tuple(notes),
        client=client,
        rules=rules,
        journal=kept,
        known=known,
        found=equal,
    )


def _named(rules: FolderRules, file: str) -> PlannedFile:
    """Say where a file belongs; it is new until something else is found."""
    target = rules.target(file)
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
        size=(rules.folder / file).stat().st_size,
    )
    try:
        fields_of(item)
    except (TypeError, ValueError) as problem:
        return evolve(item, action="refused", why=str(problem))
    return item


def _without_doubles(items: list[PlannedFile]) -> list[PlannedFile]:
    """Refuse files that would become one measurement."""
    by_name: dict[tuple[str, str, str], list[str]] = {}
    for item in items:
        if item.action == "new":
            by_name.setdefault(_path(item), []).append(item.file)
    return [
        evolve(
            item,
            action="refused",
            why="it would be the same measurement as "
            + ", ".join(file for file in by_name[_path(item)] if file != item.file),
        )
        if item.action == "new" and len(by_name[_path(item)]) > 1
        else item
        for item in items
    ]


def _path(item: PlannedFile) -> tuple[str, str, str]:
    return item.specification, item.cell, item.measurement


def _looked_at(
    client: Ionworks,
    rules: FolderRules,
    journal: Journal,
    known: Known,
    item: PlannedFile,
    equal: dict[str, Stored],
) -> PlannedFile:
    """Read a file and say what would become of it; those with equal rows are gathered."""
    if (why := known.problems.get(item.specification)) is not None:
        return evolve(item, action="refused", why=why)
    stored = known.measurements.get(_path(item))
    try:
        content = content_of(rules.folder / item.file)
        sha256 = digest_of_bytes(content.data)
        item = evolve(item, size=len(content.data), sha256=sha256)
        if stored is not None:
            item = evolve(item, measurement_id=stored.id)
            before = journal.get(item.file)
            if before is not None and before.measurement_id == stored.id:
                return _against_journal(item, stored, before, content)
        result = rules.read(content)
        rows = result.to_polars()
        guesses = tuple(f"{guess.kind}: {guess.what}" for guess in result.report.guesses)
        item = evolve(item, rows=rows.height, guesses=guesses)
        if stored is None:
            options = rules.checks(known.specs.get(item.specification))
            found = check(rows, start_time=item.start_time or None, **options)
            found.raise_for_errors()
            return evolve(item, warnings=tuple(issue.message for issue in found.warnings))
    except Exception as problem:  # whatever is wrong with one file, the others go on
        return evolve(item, action="refused", why=first_lines(problem))
    item = _against_platform(client, item, stored, rows)
    if item.action == "exists":
        equal[item.file] = stored_of(item.file, stored.id, content, rows)
    return item


def _against_journal(
    item: PlannedFile, stored: CellMeasurement, before: Stored, content: Content
) -> PlannedFile:
    """Compare a file with what the journal says of its upload."""
    item = evolve(item, rows=before.rows)
    if item.sha256 == before.sha256:
        return _fields_compared(item, stored)
    if digest_of_bytes(content.data[: before.size]) == before.sha256:
        more = len(content.data) - before.size
        why = f"it has grown by {more} bytes since it was uploaded; `ionworks watch` appends them"
    else:
        why = "it has been rewritten since it was uploaded; nothing is merged"
    return evolve(item, action="differs", why=why)


def _against_platform(
    client: Ionworks, item: PlannedFile, stored: CellMeasurement, rows: pl.DataFrame
) -> PlannedFile:
    """Compare a file that no journal knows with the stored series."""
    if stored.measurement_type not in (None, "time_series"):
        why = f"what is stored under this name is of the kind {stored.measurement_type!r}"
        return evolve(item, action="differs", why=why)
    if stored.processing_status in ("pending", "running"):
        client.cell_measurement.wait_for_processing(stored.id)
    if stored.processing_status == "failed":
        why = (
            f"the platform could not process an earlier upload ({stored.processing_error}); "
            "delete that measurement, then upload again"
        )
        return evolve(item, action="differs", why=why)
    if why := difference_of_rows(client, stored.id, rows):
        return evolve(item, action="differs", why=why)
    return _fields_compared(item, stored)


def _fields_compared(item: PlannedFile, stored: CellMeasurement) -> PlannedFile:
    why = difference_of_fields(stored, fields_of(item))
    return evolve(item, action="differs" if why else "exists", why=why)


def _created(items: list[PlannedFile], known: Known) -> tuple[str, ...]:
    """List what the new files need and the platform does not have."""
    new = [item for item in items if item.action == "new"]
    specs = [item.specification for item in new if item.specification not in known.specs]
    cells = [
        f"cell {item.specification}/{item.cell}"
        for item in new
        if (item.specification, item.cell) not in known.cells
    ]
    return tuple(dict.fromkeys([*(f"specification {name}" for name in specs), *cells]))


def first_lines(problem: Exception) -> str:
    """Write an error in one line."""
    text = " ".join(str(problem).split()) or type(problem).__name__
    return text if len(text) <= 400 else text[:399] + "…"
