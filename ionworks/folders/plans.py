"""The plan of an upload: what becomes of each file, done exactly so, at once or later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from attrs import asdict, frozen

from ionworks._io.blocking import run
from ionworks._io.replacing import replacing
from ionworks._version import __version__
from ionworks.errors import ConfigurationError, ConflictError, IonworksError
from ionworks.folders.files import Content, content_of, digest_of_bytes, require_folder
from ionworks.folders.journals import Journal, Stored
from ionworks.folders.platform import (
    PlatformRecords,
    create_series,
    difference_of_fields,
    difference_of_series,
    look_up,
)
from ionworks.folders.reports import (
    Action,
    FileOutcome,
    Outcome,
    UploadReport,
    counts_of,
    counts_text,
    require_place,
)
from ionworks.folders.rules import FolderRules
from ionworks.folders.series import RowDigest
from ionworks.progress import reporting, shared
from ionworks.resources._arguments import require_parallel
from ionworks.resources._drafts import metadata

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import AsyncIonworks, Ionworks
    from ionworks.progress import ProgressOption
    from ionworks.records import CellMeasurement

__all__ = [
    "PARALLEL",
    "AsyncUploadPlan",
    "PlannedFile",
    "UploadPlan",
    "aload_plan",
    "fields_of",
    "first_lines",
    "load_plan",
    "stored_of",
]

PARALLEL: Final = 4
_FORMAT: Final = "ionworks-upload-plan"
_VERSION: Final = 1
_SPEC_GONE: Final = "its specification was deleted since the plan"


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
    guesses, left_out, warnings : tuple of str
        What was guessed and left out when it was read, and what the checks warn of.
    specification_id, cell_id : str or None
        What the platform has of these names; None for what is created.
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
    left_out: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    specification_id: str | None = None
    cell_id: str | None = None
    measurement_id: str | None = None
    size: int = 0
    sha256: str = ""

    @property
    def owner(self) -> tuple[str, str]:
        """Specification and cell, by their ids where they exist."""
        return self.specification_id or self.specification, self.cell_id or self.cell

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


class AsyncUploadPlan:
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

    def __init__(
        self,
        client: AsyncIonworks,
        rules: FolderRules,
        journal: Journal,
        items: tuple[PlannedFile, ...],
        *,
        creates: tuple[str, ...] = (),
        notes: tuple[str, ...] = (),
        compared: Mapping[str, Stored] | None = None,
        known: PlatformRecords | None = None,
    ) -> None:
        self._client = client
        self._rules = rules
        self._journal = journal
        self._items = items
        self._creates = creates
        self._notes = notes
        self._compared = dict(compared or {})
        self._known = known
        self._journal_version = journal.version

    @property
    def items(self) -> tuple[PlannedFile, ...]:
        """A file each."""
        return self._items

    @property
    def creates(self) -> tuple[str, ...]:
        """Specifications and cells that are created too: ``"specification LG M50"``."""
        return self._creates

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is worth knowing."""
        return self._notes

    @property
    def counts(self) -> dict[str, int]:
        """How many files there are of which action."""
        return counts_of(item.action for item in self._items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the items as dicts."""
        return [asdict(item) for item in self._items]

    def __repr__(self) -> str:
        lines = [counts_text(self.counts)]
        lines += [f"  also creates: {each}" for each in self.creates]
        width = max((len(item.file) for item in self.items), default=0)
        for item in self.items:
            path = "/".join(filter(None, (item.specification, item.cell, item.measurement)))
            said = "; ".join(filter(None, (path, item.why)))
            lines.append(f"  {item.action:13}  {item.file:{width}}  {said}".rstrip())
        lines += [f"  {note}" for note in self.notes]
        return "\n".join(lines)

    async def save(self, path: str | PathLike[str]) -> Path:
        """Write the plan to a file, which `load_plan` reads: today, or on another day.

        Parameters
        ----------
        path : str or path
            The file, of JSON. One that is there is replaced.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        ConfigurationError
            There is no such folder, or an option of reading is something that a file cannot hold.
        """
        target, rules = Path(path), self._rules
        require_place(target, "plan")
        content = {
            "format": _FORMAT,
            "version": _VERSION,
            "client": __version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "address": self._client.settings.address,
            "project_id": self._client.settings.project_id,
            "folder": str(rules.folder.absolute()),
            "journal": str(self._journal.path.absolute()),
            "read_options": rules.read_options,
            "check_options": rules.check_options,
            "against_spec": rules.against_spec,
            "creates": self.creates,
            "notes": self.notes,
            "items": self.to_dicts(),
            "compared": [asdict(stored) for stored in self._compared.values()],
        }
        try:
            text = json.dumps(content, indent=1, ensure_ascii=False, default=_as_list)
        except TypeError as problem:
            raise ConfigurationError(
                f"the plan cannot be saved, because `read_options` has {problem}; apply it now"
            ) from None
        await self._client._runtime.backend.run_in_thread(_write, target, f"{text}\n")
        return target

    async def apply(
        self, *, max_parallel: int = PARALLEL, progress: ProgressOption = None
    ) -> UploadReport:
        """Do what the plan says, and nothing else.

        A file that has changed since the plan is left alone, and so is one whose measurement
        somebody else has created since. A plan from a file is compared with all files and with
        the platform first. A file that fails does not stop the others. The journal has each
        upload as soon as it is done. Another upload of this folder is waited for a while.

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
            The journal cannot be written, or another upload of this folder does not end. Nothing
            was uploaded.
        """
        require_parallel(max_parallel)
        unlock = await self._journal.lock(self._client)
        try:
            return await self._apply(max_parallel, progress)
        finally:
            unlock()

    async def _apply(self, max_parallel: int, progress: ProgressOption) -> UploadReport:
        backend = self._client._runtime.backend
        known = self._known
        is_fresh = known is not None and self._journal.version == self._journal_version
        if known is None or not is_fresh:
            owners = [item.owner for item in self.items if item.cell]
            known = await look_up(self._client, owners, max_parallel)
        outcomes: dict[str, FileOutcome] = {}
        for item in self.items:
            if (found := await self._since(item, known)) is not None:
                outcomes[item.file] = found
        if not is_fresh:
            read = [item for item in self.items if item.sha256 and item.file not in outcomes]
            jobs = [partial(backend.run_in_thread, self._changed, item) for item in read]
            changes = await backend.gather(jobs, limit=max_parallel)
            for item, why in zip(read, changes, strict=True):
                if why:
                    outcomes[item.file] = item.outcome("changed", why)
        for file, stored in self._compared.items():  # then the next plan need not compare them
            if file not in outcomes:
                await backend.run_in_thread(self._journal.add, stored)
        new = [i for i in self.items if i.action == "new" and i.file not in outcomes]
        cells = await self._cells(new, outcomes)
        jobs_of = [item for item in new if item.file not in outcomes]
        sizes = [item.size for item in jobs_of]
        with reporting(progress, f"Uploading {self._rules.folder.name}", sum(sizes)) as report:
            reports = shared(report, sizes)

            async def upload(place: int, item: PlannedFile) -> None:
                outcomes[item.file] = await self._upload(item, cells[item.owner], known)
                if (advance := reports[place]) is not None:
                    advance(item.size, item.size)

            uploads = [partial(upload, place, item) for place, item in enumerate(jobs_of)]
            await backend.gather(uploads, limit=max_parallel)
        return UploadReport(
            tuple(outcomes.get(item.file) or _outcome_without_upload(item) for item in self.items)
        )

    async def _since(self, item: PlannedFile, known: PlatformRecords) -> FileOutcome | None:
        """Say what the platform's changes since the plan make of a file; None if nothing."""
        if item.action not in ("new", "exists", "differs"):
            return None
        spec, cell = item.owner
        if (problem := known.problems.get(spec)) is not None or (
            item.specification_id is not None and spec not in known.specs
        ):
            why = f"since the plan: {problem}" if item.specification_id is None else _SPEC_GONE
            return item.outcome("changed", why)
        found = known.cells.get((spec, cell))
        if item.cell_id is not None and found is None:
            return item.outcome("changed", "its cell was deleted since the plan")
        stored = None if found is None else known.measurement(found.id, item.measurement)
        if item.action == "new":
            if stored is None:
                return None
            if await self._has_uploaded(item, stored):
                why = "it was uploaded since the plan"
                return item.outcome("exists", why, measurement_id=stored.id)
            return item.outcome("changed", "somebody has created this measurement since the plan")
        if stored is None or stored.id != item.measurement_id:
            return item.outcome("changed", "its measurement was deleted since the plan")
        if item.action == "exists" and (why := difference_of_fields(stored, fields_of(item))):
            return item.outcome("changed", f"its measurement was changed since the plan: {why}")
        return None

    async def _has_uploaded(self, item: PlannedFile, stored: CellMeasurement) -> bool:
        """Tell whether a new file was uploaded by an earlier run, which may have been killed."""
        before = self._journal.get(item.file)
        if before is not None and before.measurement_id == stored.id:
            return before.sha256 == item.sha256
        in_thread = self._client._runtime.backend.run_in_thread
        try:
            content = await in_thread(content_of, self._rules.folder / item.file)
            if await in_thread(digest_of_bytes, content.data) != item.sha256:
                return False
            rows = (await in_thread(self._rules.read, content)).to_polars()
        except (OSError, ValueError):
            return False
        if await difference_of_series(self._client, stored, fields_of(item), rows):
            return False
        ours = await in_thread(stored_of, item.file, stored.id, content, rows)
        await in_thread(self._journal.add, ours)
        return True

    def _changed(self, item: PlannedFile) -> str:
        """Say whether a file has changed since the plan; empty if it has not."""
        try:
            content = content_of(self._rules.folder / item.file)
        except FileNotFoundError:
            return "the file is gone since the plan"
        except (OSError, ValueError) as problem:
            return f"since the plan: {first_lines(problem)}"
        if digest_of_bytes(content.data) != item.sha256:
            return "the file has changed since the plan"
        return ""

    async def _cells(
        self, new: list[PlannedFile], outcomes: dict[str, FileOutcome]
    ) -> dict[tuple[str, str], str]:
        """Return the ids of the cells, created where the plan says so."""
        specs: dict[str, str] = {}
        cells: dict[tuple[str, str], str] = {}
        for item in new:
            if item.cell_id is not None:
                cells[item.owner] = item.cell_id
            if item.owner in cells:
                continue
            try:
                spec_id = item.specification_id or specs.get(item.specification)
                if spec_id is None:
                    data = {"name": item.specification}
                    made = await self._client.cell_spec.create_or_get(data, on_difference="ignore")
                    spec_id = specs[item.specification] = made.id
                cell = await self._client.cell_instance.create_or_get(
                    spec_id, {"name": item.cell}, on_difference="ignore"
                )
                cells[item.owner] = cell.id
            except (IonworksError, OSError) as problem:
                outcomes[item.file] = item.outcome("failed", first_lines(problem))
        return cells

    async def _upload(self, item: PlannedFile, cell_id: str, known: PlatformRecords) -> FileOutcome:
        in_thread = self._client._runtime.backend.run_in_thread
        try:
            content = await in_thread(content_of, self._rules.folder / item.file)
            if await in_thread(digest_of_bytes, content.data) != item.sha256:
                return item.outcome("changed", "the file has changed since the plan")
            rows = (await in_thread(self._rules.read, content)).to_polars()
            options = self._rules.checks(known.specs.get(item.owner[0]))
            described = fields_of(item) | {"data_type": options.pop("data_type")}
            made = await create_series(self._client, cell_id, described, rows, options)
        except FileNotFoundError:
            return item.outcome("changed", "the file is gone since the plan")
        except ConflictError as problem:
            return item.outcome(
                "changed", f"somebody has created this measurement since the plan ({problem})"
            )
        except Exception as problem:  # whatever is wrong with one file, the others go on
            return item.outcome("failed", first_lines(problem))
        stored = await in_thread(stored_of, item.file, made.id, content, rows)
        await in_thread(self._journal.add, stored)
        return item.outcome("uploaded", measurement_id=made.id)


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

    @property
    def items(self) -> tuple[PlannedFile, ...]:
        """A file each."""
        return self._async.items

    @property
    def creates(self) -> tuple[str, ...]:
        """Specifications and cells that are created too: ``"specification LG M50"``."""
        return self._async.creates

    @property
    def notes(self) -> tuple[str, ...]:
        """What else is worth knowing."""
        return self._async.notes

    @property
    def counts(self) -> dict[str, int]:
        """How many files there are of which action."""
        return self._async.counts

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the items as dicts."""
        return self._async.to_dicts()

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the plan to a file, which `load_plan` reads: today, or on another day.

        Parameters
        ----------
        path : str or path
            The file, of JSON. One that is there is replaced.

        Returns
        -------
        pathlib.Path
            The file.

        Raises
        ------
        ConfigurationError
            There is no such folder, or an option of reading is something that a file cannot hold.
        """
        return run(self._async.save(path))

    def apply(
        self, *, max_parallel: int = PARALLEL, progress: ProgressOption = None
    ) -> UploadReport:
        """Do what the plan says, and nothing else.

        A file that has changed since the plan is left alone, and so is one whose measurement
        somebody else has created since. A plan from a file is compared with all files and with
        the platform first. A file that fails does not stop the others. The journal has each
        upload as soon as it is done. Another upload of this folder is waited for a while.

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
            The journal cannot be written, or another upload of this folder does not end. Nothing
            was uploaded.
        """
        return run(self._async.apply(max_parallel=max_parallel, progress=progress))

    _async: AsyncUploadPlan

    def __repr__(self) -> str:
        return repr(self._async)

    @classmethod
    def _of(cls, plan: AsyncUploadPlan) -> UploadPlan:
        """Make the blocking face of a plan whose client blocks."""
        made = cls.__new__(cls)
        made._async = plan
        return made


def load_plan(
    client: Ionworks, path: str | PathLike[str], *, folder: str | PathLike[str] | None = None
) -> UploadPlan:
    """Read a plan that `UploadPlan.save` has written.

    Its `apply` does exactly what it says. What has changed since, in a file or on the platform, is
    left alone and reported as ``"changed"``.

    Parameters
    ----------
    client : Ionworks
        The platform of the plan.
    path : str or path
        The file of the plan.
    folder : str or path, optional
        Where the files are now, if the folder was moved.

    Returns
    -------
    UploadPlan
        The plan.

    Raises
    ------
    ConfigurationError
        There is no such file, it is no plan, or it is one for another platform or project.
    FileNotFoundError, NotADirectoryError
        The folder is gone.

    Examples
    --------
    >>> from pathlib import Path
    >>> import ionworks
    >>> from ionworks.folders import load_plan, plan_upload
    >>> Path("planned").mkdir()
    >>> ionworks.examples.discharge().write_csv("planned/M50-030_discharge.csv")
    >>> with ionworks.Ionworks(api_url="local:") as client:
    ...     plan = plan_upload(client, "planned", name="{cell}_{test}", spec="LG M50")
    ...     file = plan.save("plan.json")
    ...     report = load_plan(client, file).apply()
    >>> report.counts
    {'uploaded': 1}
    """
    return UploadPlan._of(run(aload_plan(client._async, path, folder=folder)))


async def aload_plan(
    client: AsyncIonworks, path: str | PathLike[str], *, folder: str | PathLike[str] | None = None
) -> AsyncUploadPlan:
    """Read a plan for an awaited client; parameters, result and errors are those of `load_plan`."""
    place = None if folder is None else Path(folder)
    read = await client._runtime.backend.run_in_thread(_read, Path(path), place)
    (address, project_id), rules, journal, more = read
    here = client.settings
    same = project_id == here.project_id if project_id else address == here.address
    if not same:
        where = f"{address}, project {project_id or 'by default'}"
        raise ConfigurationError(f"{path} is a plan for another platform or project: {where}")
    return AsyncUploadPlan(client, rules, journal, **more)


def _write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text.encode())


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"a {type(value).__name__}")


def _read(
    path: Path, folder: Path | None
) -> tuple[tuple[str, str | None], FolderRules, Journal, dict[str, Any]]:
    """Read the file of a plan: platform and project, rules, journal and the rest."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != _FORMAT or content["version"] != _VERSION:
            raise ValueError
        place = Path(content["folder"])
        journal = Path(content["journal"])
        rules = FolderRules(
            folder=folder or place,
            name=None,
            spec="",
            sheet=None,
            not_looked_at=frozenset(),
            tags=(),
            read_options=dict(content["read_options"]),
            check_options=dict(content["check_options"]),
            against_spec=bool(content["against_spec"]),
        )
        more: dict[str, Any] = {
            "items": tuple(map(_item, content["items"])),
            "creates": tuple(map(str, content["creates"])),
            "notes": tuple(map(str, content["notes"])),
            "compared": {each["file"]: Stored(**each) for each in content["compared"]},
        }
        platform = str(content["address"]), content["project_id"]
    except FileNotFoundError:
        raise ConfigurationError(f"there is no plan {path}") from None
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be read ({problem.strerror})") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ConfigurationError(
            f"{path} is not a plan that this version of ionworks reads; save it again"
        ) from None
    require_folder(rules.folder)
    if folder is not None and journal.is_relative_to(place):  # it has moved along
        journal = folder / journal.relative_to(place)
    return platform, rules, Journal(journal), more


def _item(said: dict[str, Any]) -> PlannedFile:
    """Read a file of a plan.

    Raises
    ------
    ValueError, TypeError
        This is something else.
    """
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in said.items()
    }
    item = PlannedFile(**values)
    for name, value in asdict(item).items():
        if isinstance(getattr(_SAMPLE, name), tuple):
            fits = isinstance(value, tuple) and all(isinstance(part, str) for part in value)
        elif name in ("rows", "size"):
            fits = isinstance(value, int) or (value is None and name == "rows")
        else:
            fits = isinstance(value, str) or (value is None and getattr(_SAMPLE, name) is None)
        if not fits:
            raise ValueError(name)
    if item.action not in get_args(Action):
        raise ValueError(item.action)
    return item


_SAMPLE: Final = PlannedFile("", "new")


def _outcome_without_upload(item: PlannedFile) -> FileOutcome:
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
        rows_sha256=RowDigest.of(rows).hexdigest(),
    )


def fields_of(item: PlannedFile) -> dict[str, Any]:
    """Return the fields of the measurement of a file."""
    return metadata(
        name=item.measurement,
        tags=list(item.tags) or None,
        notes=item.notes or None,
        start_time=item.start_time or None,
    )


def first_lines(problem: Exception) -> str:
    """Write an error in one line."""
    text = " ".join(str(problem).split()) or type(problem).__name__
    return text if len(text) <= 400 else text[:399] + "…"
