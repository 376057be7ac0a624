"""Files that grow while a test runs: their measurements get the rows as they come."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, get_args

from attrs import asdict, frozen

from ionworks._io.blocking import run
from ionworks.errors import (
    APIConnectionError,
    ConfigurationError,
    FolderInUseError,
    ForbiddenError,
    NotFoundError,
    RateLimitError,
    ServerError,
)
from ionworks.folders.files import (
    Content,
    content_of,
    digest_of_bytes,
    read_content,
    whole_lines,
)
from ionworks.folders.growing import Growing
from ionworks.folders.journals import Stored
from ionworks.folders.names import Target
from ionworks.folders.plans import PARALLEL, first_lines, stored_of
from ionworks.folders.platform import (
    PlatformRecords,
    append_rows,
    create_series,
    difference_of_rows,
    look_up,
)
from ionworks.folders.rules import rules_of
from ionworks.folders.series import RowDigest
from ionworks.readers.folders import NO_FILE, without_name
from ionworks.readers.reports import GuessKind
from ionworks.resources._arguments import require_parallel
from ionworks.resources._drafts import metadata
from ionworks.resources._measurement_reads import read_end
from ionworks.tables.columns import CURRENT, CYCLE, TIME, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import AsyncIonworks, Ionworks
    from ionworks.readers import ReadResult

__all__ = ["AsyncFolderWatch", "FolderWatch", "WatchEvent", "WatchKind"]

WatchKind: TypeAlias = Literal["created", "extended", "rewritten", "differs", "refused", "failed"]
"""What a look at a file found."""

_GOOD: Final = ("created", "extended")
_Cell: TypeAlias = Callable[[], Coroutine[Any, Any, str]]  # gives the id of a cell
_State: TypeAlias = tuple[int, int, int]  # size, time of change and number of a file


@frozen
class WatchEvent:
    """What a look at a file found, or did.

    Attributes
    ----------
    file : str
        Its path in the folder; ``"."`` if the platform did not answer about any.
    kind : str
        ``"created"``: a measurement was made of it. ``"extended"``: rows were appended.
        ``"rewritten"``: what was stored of it is not its beginning any more; nothing was done.
        ``"differs"``: the stored series is not its beginning; nothing was done. ``"refused"``:
        it cannot be read, or did not pass the checks, so far. ``"failed"``: the platform did not
        take it; the next look tries again.
    why : str
        The reason, where there is one.
    rows : int
        Rows that were stored by this look.
    measurement_id : str or None
        The measurement.
    """

    file: str
    kind: WatchKind
    why: str = ""
    rows: int = 0
    measurement_id: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether all is as it should be."""
        return self.kind in _GOOD

    def to_dict(self) -> dict[str, Any]:
        """Return the event as a dict."""
        return asdict(self)


class AsyncFolderWatch:
    """Follows the files of a folder, and keeps a measurement for each.

    `look` looks once. A new file becomes a measurement. Rows that have come since are appended. A
    last line without its end is left for the next look. What is stored is in the journal, and the
    platform is asked before each extension, so that a program may be stopped at any moment and
    started again. Of text that has grown only what was added is read, where that tells the same.

    Parameters
    ----------
    client : AsyncIonworks
        The platform.
    folder, name, spec, sheet, journal, tags, read_options
        As for `plan_upload`. State the sign of the current if a test may begin with rows that do
        not tell it.
    max_parallel : int, default 4
        How many files are read at once.

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
    >>> from ionworks.folders import AsyncFolderWatch
    >>> series = ionworks.examples.discharge()
    >>> Path("running").mkdir()
    >>> file = Path("running/M50-021_discharge.csv")
    >>> watch = AsyncFolderWatch(client, "running", name="{cell}_{test}", spec="LG M50")
    >>> series.head(100).write_csv(file)
    >>> first = await watch.look()
    >>> series.head(150).write_csv(file)
    >>> second = await watch.look()
    >>> [(event.kind, event.rows) for event in first + second]
    [('created', 100), ('extended', 50)]
    """

    def __init__(
        self,
        client: AsyncIonworks,
        folder: str | PathLike[str],
        *,
        name: str | None = None,
        spec: str | None = None,
        sheet: str | PathLike[str] | None = None,
        journal: str | PathLike[str] | None = None,
        tags: tuple[str, ...] = (),
        read_options: Mapping[str, Any] | None = None,
        max_parallel: int = PARALLEL,
    ) -> None:
        self._client = client
        self._rules, self._journal, _ = rules_of(
            folder,
            name=name,
            spec=spec,
            sheet=sheet,
            journal=journal,
            tags=tuple(tags),
            read_options=read_options,
        )
        self._journal.require_writable()
        self._max_parallel = require_parallel(max_parallel)
        self._seen: dict[str, _State] = {}
        self._last_reported: dict[str, WatchEvent] = {}
        self._growing: dict[str, Growing] = {}
        self._events: list[WatchEvent] = []  # not returned yet, also if a look does not end

    async def look(self) -> list[WatchEvent]:
        """Look at the folder once, and do what is to be done.

        Returns
        -------
        list of WatchEvent
            What was done, and what is wrong: the latter once for each change of a file.

        Raises
        ------
        APIConnectionError, ForbiddenError
            The platform cannot be reached, or does not allow this.
        ConfigurationError
            Several specifications have one name, or another program that uploads the files of
            this folder does not end.
        NotFoundError
            There is no specification with an id.
        """
        changed = await self._client._runtime.backend.run_in_thread(self._changed)
        if changed:
            unlock = await self._journal.lock(self._client)
            try:
                await self._look_at_all(changed)
            finally:
                unlock()
        events, self._events = self._events, []
        new = [
            each for each in events if each.is_good or self._last_reported.get(each.file) != each
        ]
        self._last_reported |= {event.file: event for event in events}
        return new

    async def run(self, on_event: Callable[[WatchEvent], None], *, interval: float = 60.0) -> None:
        """Look again and again, until the program is interrupted.

        Parameters
        ----------
        on_event : callable
            Called with each event.
        interval : float, default 60
            Seconds between two looks.

        Raises
        ------
        ForbiddenError
            The platform does not allow this. One that cannot be reached, or fails, is asked again.
        """
        looked, trouble = False, None
        while True:
            try:
                events = await self.look()
                looked, trouble = True, None
            except (APIConnectionError, RateLimitError, ServerError, FolderInUseError) as problem:
                events = [WatchEvent(".", "failed", first_lines(problem))]
            except (ConfigurationError, NotFoundError) as problem:
                if not looked:
                    raise
                events = [WatchEvent(".", "failed", first_lines(problem))]
            for event in events:
                if event != trouble:  # the same as at the last look
                    on_event(event)
                if event.file == ".":
                    trouble = event
            await self._client._runtime.backend.sleep(interval)

    def _changed(self) -> dict[str, tuple[Target, _State]]:
        """List the files that have changed since the last look."""
        changed: dict[str, tuple[Target, _State]] = {}
        users: dict[tuple[str, str, str], str] = {}
        found = self._rules.files()
        for file in sorted(found, key=lambda file: (self._journal.get(file) is None, file)):
            target = self._rules.target(file, found[file])
            if not isinstance(target, Target):
                # A sheet may name a test that has not begun.
                if target[0] == "refused" and found[file] != NO_FILE:
                    self._refuse(file, target[1])
                continue
            user = users.setdefault((target.spec, target.cell, target.test), file)
            if user != file:
                self._refuse(file, f"it would be the same measurement as {user}")
                continue
            try:
                there = (self._rules.folder / file).stat()
            except OSError:  # it was deleted just now
                continue
            state = there.st_size, there.st_mtime_ns, there.st_ino
            if self._seen.get(file) != state:
                changed[file] = target, state
        return changed

    def _refuse(self, file: str, why: str) -> None:
        self._events.append(WatchEvent(file, "refused", why))

    async def _look_at_all(self, changed: Mapping[str, tuple[Target, _State]]) -> None:
        wanted = [(target.spec, target.cell) for target, _ in changed.values()]
        known = await look_up(self._client, wanted, self._max_parallel)
        for problem in known.problems.values():
            raise problem
        cells = {pair: cell.id for pair, cell in known.cells.items()}

        async def look_at(file: str, target: Target, state: _State) -> None:
            cell_id = cells.get((target.spec, target.cell))
            stored = known.measurement(cell_id, target.test)
            cell = partial(self._cell, target, known, cells)
            event = await self._look_at(file, target, cell, stored.id if stored else None)
            if event is not None:
                self._events.append(event)
            if event is None or event.kind != "failed":
                self._seen[file] = state

        jobs: list[Callable[[], Coroutine[Any, Any, None]]] = []
        for file, (target, state) in changed.items():
            if why := known.refusal(target.spec, target.cell):
                self._refuse(file, why)
            else:
                jobs.append(partial(look_at, file, target, state))
        await self._client._runtime.backend.gather(jobs, limit=self._max_parallel)

    async def _look_at(
        self, file: str, target: Target, cell: _Cell, measurement_id: str | None
    ) -> WatchEvent | None:
        """Do what is to be done with one file."""
        try:
            before = self._journal.get(file)
            if before is not None and before.measurement_id != measurement_id:
                before = None  # it was deleted since, or belongs to another platform
            growing = self._growing.pop(file, None)
            if before is not None and growing is not None and growing.stored == before:
                is_done, event = await self._read_on(file, growing)
                if is_done:
                    return event
            return await self._look_at_whole(file, target, cell, measurement_id, before)
        except (APIConnectionError, ForbiddenError):
            raise
        except FileNotFoundError:
            return None
        except (ValueError, ModuleNotFoundError) as problem:  # of the reader and of the checks
            why = without_name(first_lines(problem), file)
            return WatchEvent(file, "refused", why, measurement_id=measurement_id)
        except Exception as problem:  # whatever is wrong with one file, the others go on
            return WatchEvent(file, "failed", first_lines(problem), measurement_id=measurement_id)

    async def _cell(
        self, target: Target, known: PlatformRecords, cells: dict[tuple[str, str], str]
    ) -> str:
        """Return the id of a cell, which is created if there is none."""
        pair = (target.spec, target.cell)
        if pair not in cells:
            spec = known.specs.get(target.spec)
            if spec is None:
                data = {"name": target.spec}
                spec = await self._client.cell_spec.create_or_get(data, on_difference="ignore")
            made = await self._client.cell_instance.create_or_get(
                spec.id, {"name": target.cell}, on_difference="ignore"
            )
            cells[pair] = made.id
        return cells[pair]

    async def _read_on(self, file: str, growing: Growing) -> tuple[bool, WatchEvent | None]:
        """Append what was added to a file; False if it has to be read as a whole."""
        in_thread = self._client._runtime.backend.run_in_thread
        path, before = self._rules.folder / file, growing.stored
        more = await in_thread(growing.added, path)
        if more is None:
            return False, None
        if not more:
            self._growing[file] = growing
            return True, None
        added = await in_thread(growing.read, path.name, more)
        if added is None:
            return False, None
        stored, end = await read_end(self._client._runtime, before.measurement_id)
        if stored != before.rows or _other_end(end, growing.last_row):
            return False, None
        await append_rows(self._client, before.measurement_id, added.rows)
        grown = await in_thread(growing.grown, added)
        await in_thread(self._journal.add, grown.stored)
        self._growing[file] = grown
        return True, _extended(grown.stored, added.rows.height)

    async def _look_at_whole(
        self,
        file: str,
        target: Target,
        cell: _Cell,
        measurement_id: str | None,
        before: Stored | None,
    ) -> WatchEvent | None:
        in_thread = self._client._runtime.backend.run_in_thread
        there = await in_thread(content_of, self._rules.folder / file)
        content = await in_thread(whole_lines, there)
        if before is not None:
            news = await in_thread(_news, before, there, content)
            if news is not None:
                return WatchEvent(file, *news, measurement_id=measurement_id) if news else None
        if not content.data:
            return None
        if measurement_id is None:
            return await self._create(file, target, cell, content)
        return await self._extend(file, measurement_id, before, content)

    def _options(self, *, with_cycles: bool) -> dict[str, Any]:
        """Return how files are read; without cycle numbers of the current: more rows change it."""
        options = dict(self._rules.read_options)
        guess = options.get("guess", True)
        if not with_cycles and "cycles" not in options and guess is not False:
            kinds = get_args(GuessKind) if guess is True else guess
            options["guess"] = [kind for kind in kinds if kind != "cycles"]
        return options

    async def _create(self, file: str, target: Target, cell: _Cell, content: Content) -> WatchEvent:
        options = self._options(with_cycles=False)
        result = await self._client._runtime.backend.run_in_thread(read_content, content, options)
        rows = result.to_polars()
        fields = metadata(
            name=target.test,
            tags=list(target.tags) or None,
            notes=target.notes or None,
            start_time=target.start_time or None,
        )
        described = fields | {"data_type": self._rules.read_options.get("data_type")}
        made = await create_series(self._client, await cell(), described, rows, {})
        await self._note(file, made.id, content, result, rows, options)
        return WatchEvent(file, "created", rows=rows.height, measurement_id=made.id)

    async def _extend(
        self, file: str, measurement_id: str, before: Stored | None, content: Content
    ) -> WatchEvent | None:
        """Append what the file has and the platform has not."""
        stored, end = await read_end(self._client._runtime, measurement_id)
        options = self._options(with_cycles=CYCLE in end.columns)
        result = await self._client._runtime.backend.run_in_thread(read_content, content, options)
        rows = result.to_polars()
        if CYCLE not in end.columns and CYCLE in rows.columns:
            rows = rows.drop(CYCLE)
        if why := await self._not_continued(measurement_id, before, stored, end, rows):
            return WatchEvent(file, "differs", why, measurement_id=measurement_id)
        news = rows.slice(stored)
        if not news.is_empty():
            await append_rows(self._client, measurement_id, news)
        kept = await self._note(file, measurement_id, content, result, rows, options)
        return None if news.is_empty() else _extended(kept, news.height)

    async def _note(
        self,
        file: str,
        measurement_id: str,
        content: Content,
        result: ReadResult,
        rows: pl.DataFrame,
        options: Mapping[str, Any],
    ) -> Stored:
        """Write into the journal what is stored of a file, and keep what is needed to read on."""
        in_thread = self._client._runtime.backend.run_in_thread
        stored = await in_thread(stored_of, file, measurement_id, content, rows)
        await in_thread(self._journal.add, stored)
        growing = await in_thread(Growing.of, stored, content, result, rows, options)
        if growing is not None:
            self._growing[file] = growing
        return stored

    async def _not_continued(
        self,
        measurement_id: str,
        before: Stored | None,
        stored: int,
        end: pl.DataFrame,
        rows: pl.DataFrame,
    ) -> str:
        """Say why a file does not continue the stored series; empty if it does."""
        if rows.height < stored:
            return f"{stored} rows are stored, and the file has {rows.height}"
        if before is None:
            return await difference_of_rows(self._client, measurement_id, rows.head(stored))
        if stored < before.rows:
            return f"{before.rows} rows of this file were stored, and {stored} are there now"
        if RowDigest.of(rows.head(before.rows)).hexdigest() != before.rows_sha256:
            why = await difference_of_rows(self._client, measurement_id, rows.head(stored))
            return why and (
                "with the new rows, the rows before them are read in another way (sign, steps, "
                f"cycles or an unfinished last line): {why}. State how to read the file, delete "
                "the measurement, and begin again"
            )
        return _other_end(end, rows.slice(stored - 1, 1))


class FolderWatch:
    """Follows the files of a folder, and keeps a measurement for each.

    `look` looks once. A new file becomes a measurement. Rows that have come since are appended. A
    last line without its end is left for the next look. What is stored is in the journal, and the
    platform is asked before each extension, so that a program may be stopped at any moment and
    started again. Of text that has grown only what was added is read, where that tells the same.

    Parameters
    ----------
    client : AsyncIonworks
        The platform.
    folder, name, spec, sheet, journal, tags, read_options
        As for `plan_upload`. State the sign of the current if a test may begin with rows that do
        not tell it.
    max_parallel : int, default 4
        How many files are read at once.

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
    >>> from ionworks.folders import FolderWatch
    >>> series = ionworks.examples.discharge()
    >>> Path("running").mkdir()
    >>> file = Path("running/M50-021_discharge.csv")
    >>> watch = FolderWatch(client, "running", name="{cell}_{test}", spec="LG M50")
    >>> series.head(100).write_csv(file)
    >>> first = watch.look()
    >>> series.head(150).write_csv(file)
    >>> second = watch.look()
    >>> [(event.kind, event.rows) for event in first + second]
    [('created', 100), ('extended', 50)]
    """

    def look(self) -> list[WatchEvent]:
        """Look at the folder once, and do what is to be done.

        Returns
        -------
        list of WatchEvent
            What was done, and what is wrong: the latter once for each change of a file.

        Raises
        ------
        APIConnectionError, ForbiddenError
            The platform cannot be reached, or does not allow this.
        ConfigurationError
            Several specifications have one name, or another program that uploads the files of
            this folder does not end.
        NotFoundError
            There is no specification with an id.
        """
        return run(self._async.look())

    def run(self, on_event: Callable[[WatchEvent], None], *, interval: float = 60.0) -> None:
        """Look again and again, until the program is interrupted.

        Parameters
        ----------
        on_event : callable
            Called with each event.
        interval : float, default 60
            Seconds between two looks.

        Raises
        ------
        ForbiddenError
            The platform does not allow this. One that cannot be reached, or fails, is asked again.
        """
        return run(self._async.run(on_event, interval=interval))

    def __init__(
        self,
        client: Ionworks,
        folder: str | PathLike[str],
        *,
        name: str | None = None,
        spec: str | None = None,
        sheet: str | PathLike[str] | None = None,
        journal: str | PathLike[str] | None = None,
        tags: tuple[str, ...] = (),
        read_options: Mapping[str, Any] | None = None,
        max_parallel: int = PARALLEL,
    ) -> None:
        self._async = AsyncFolderWatch(
            client._async,
            folder,
            name=name,
            spec=spec,
            sheet=sheet,
            journal=journal,
            tags=tags,
            read_options=read_options,
            max_parallel=max_parallel,
        )


def _extended(stored: Stored, rows: int) -> WatchEvent:
    return WatchEvent(stored.file, "extended", rows=rows, measurement_id=stored.measurement_id)


def _other_end(end: pl.DataFrame, ours: pl.DataFrame) -> str:
    """Say in what the last stored row is not that of the file; empty if in nothing."""
    for column in (TIME, VOLTAGE, CURRENT):
        if column in end.columns and column in ours.columns:
            mine, theirs = ours[column][-1], end[column][-1]
            if mine != theirs:
                return (
                    f"the last stored row has {column!r} {theirs}, and the file {mine}: "
                    "somebody else has appended rows"
                )
    return ""


def _news(
    before: Stored, there: Content, whole: Content
) -> tuple[()] | tuple[WatchKind, str] | None:
    """Compare a file with what is stored of it: (), if there is no news, None if it has grown.

    Parameters
    ----------
    before : Stored
        What is stored.
    there, whole : Content
        The file, and its lines that have an end. A last line without one may have been stored, if
        it was uploaded as a whole.
    """
    if len(there.data) == before.size and digest_of_bytes(there.data) == before.sha256:
        return ()
    if not there.is_text:
        return None  # a workbook is written again as a whole; its rows are compared
    if len(there.data) < before.size:
        return "rewritten", f"it has {before.size - len(there.data)} bytes less than were stored"
    if digest_of_bytes(there.data[: before.size]) != before.sha256:
        return "rewritten", "its beginning is not what was stored; nothing is merged"
    return () if len(whole.data) <= before.size else None
