"""Files that grow while a test runs: their measurements get the rows as they come."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Mapping
from functools import partial
from os import PathLike
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import asdict, frozen

from ionworks.errors import (
    APIConnectionError,
    ForbiddenError,
    RateLimitError,
    ServerError,
)
from ionworks.folders.files import (
    Content,
    content_of,
    digest_of_bytes,
    digest_of_rows,
    read_content,
    whole_lines,
)
from ionworks.folders.journals import Stored
from ionworks.folders.names import Target
from ionworks.folders.planning import first_lines, rules_of, stored_of
from ionworks.folders.platform import (
    difference_of_rows,
    in_parallel,
    last_row,
    look_up,
    stored_rows,
)
from ionworks.resources._arguments import require_parallel
from ionworks.resources._drafts import metadata
from ionworks.tables.columns import CURRENT, CYCLE, TIME, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import Ionworks

__all__ = ["FolderWatch", "WatchEvent", "WatchKind"]

WatchKind: TypeAlias = Literal["created", "extended", "rewritten", "differs", "refused", "failed"]
"""What a look at a file found."""

_GOOD: Final = ("created", "extended")
_PARALLEL: Final = 4


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


class FolderWatch:
    """Follows the files of a folder, and keeps a measurement for each.

    `look` looks once. A new file becomes a measurement. Rows that have come since are appended. A
    last line without its end is left for the next look. What is stored is in the journal, and the
    platform is asked before each extension, so that a program may be stopped at any moment and
    started again.

    Parameters
    ----------
    client : Ionworks
        The platform.
    folder, name, spec, sheet, journal, tags, read_options
        As for `plan_upload`. State the sign of the current if a test may begin with rows that do
        not tell it.

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
    >>> with ionworks.Ionworks(api_url="local:") as client:
    ...     watch = FolderWatch(client, "running", name="{cell}_{test}", spec="LG M50")
    ...     series.head(100).write_csv(file)
    ...     first = watch.look()
    ...     series.head(150).write_csv(file)
    ...     second = watch.look()
    >>> [(event.kind, event.rows) for event in first + second]
    [('created', 100), ('extended', 50)]
    """

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
        max_parallel: int = _PARALLEL,
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
        self._seen: dict[str, tuple[int, int]] = {}  # size and time of change at the last look
        self._said: dict[str, WatchEvent] = {}

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
        """
        changed: dict[str, Target] = {}
        states: dict[str, tuple[int, int]] = {}
        for file in self._rules.files():
            target = self._rules.target(file)
            path = self._rules.folder / file
            if not isinstance(target, Target) or not path.is_file():
                continue
            found = path.stat()
            states[file] = found.st_size, found.st_mtime_ns
            if self._seen.get(file) != states[file]:
                changed[file] = target
        wanted = [(target.spec, target.cell) for target in changed.values()]
        known = look_up(self._client, wanted, self._max_parallel)
        measurements = {path: each.id for path, each in known.measurements.items()}
        cells = {pair: cell.id for pair, cell in known.cells.items()}
        users: dict[tuple[str, str, str], str] = {}
        events: list[WatchEvent | None] = []
        jobs: list[Callable[[], WatchEvent | None]] = []
        for file, target in changed.items():
            key = (target.spec, target.cell, target.test)
            if key in users:
                why = f"it would be the same measurement as {users[key]}"
                events.append(WatchEvent(file, "refused", why))
                continue
            users[key] = file
            if (why := known.problems.get(target.spec, "")) != "":
                events.append(WatchEvent(file, "refused", why))
                continue
            cell = partial(self._cell, target, cells)
            jobs.append(partial(self._look_at, file, target, cell, measurements.get(key)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            events += in_parallel(self._client, jobs, self._max_parallel)
        news = [event for event in events if event is not None]
        again = {event.file for event in news if event.kind == "failed"}
        self._seen |= {file: states[file] for file in changed if file not in again}
        told = [event for event in news if self._said.get(event.file) != event]
        self._said |= {event.file: event for event in news}
        return told

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
        while True:
            try:
                events = self.look()
            except (APIConnectionError, RateLimitError, ServerError) as problem:
                events = [WatchEvent(".", "failed", first_lines(problem))]
            for event in events:
                on_event(event)
            time.sleep(interval)

    def _cell(self, target: Target, cells: dict[tuple[str, str], str]) -> str:
        pair = (target.spec, target.cell)
        if pair not in cells:
            spec = self._client.cell_spec.create_or_get({"name": pair[0]}, on_difference="ignore")
            cells[pair] = self._client.cell_instance.create_or_get(
                spec.id, {"name": pair[1]}, on_difference="ignore"
            ).id
        return cells[pair]

    def _look_at(
        self, file: str, target: Target, cell: Callable[[], str], measurement_id: str | None
    ) -> WatchEvent | None:
        """Do what is to be done with one file."""
        try:
            there = content_of(self._rules.folder / file)
            content = whole_lines(there)
            before = self._journal.get(file)
            if before is not None and before.measurement_id != measurement_id:
                before = None  # it was deleted since, or belongs to another platform
            if before is not None and (news := _news(before, there, content)) is not None:
                return WatchEvent(file, *news, measurement_id=measurement_id) if news else None
            if not content.data:
                return None
            if measurement_id is None:
                return self._create(file, target, cell, content)
            return self._extend(file, measurement_id, before, content)
        except (APIConnectionError, ForbiddenError):
            raise
        except (ValueError, ModuleNotFoundError) as problem:  # of the reader and of the checks
            return WatchEvent(file, "refused", first_lines(problem), measurement_id=measurement_id)
        except Exception as problem:  # whatever is wrong with one file, the others go on
            return WatchEvent(file, "failed", first_lines(problem), measurement_id=measurement_id)

    def _read(self, content: Content, *, with_cycles: bool) -> pl.DataFrame:
        """Read a file; without cycle numbers that later rows may change."""
        options = dict(self._rules.read_options)
        guess = options.get("guess", True)
        if not with_cycles and "cycles" not in options and guess is not False:
            kinds = ("columns", "units", "dates", "sign", "steps") if guess is True else guess
            options["guess"] = [kind for kind in kinds if kind != "cycles"]
        return read_content(content, options).to_polars()

    def _create(
        self, file: str, target: Target, cell: Callable[[], str], content: Content
    ) -> WatchEvent:
        rows = self._read(content, with_cycles=False)
        fields = metadata(
            name=target.test,
            tags=list(target.tags) or None,
            notes=target.notes or None,
            start_time=target.start_time or None,
        )
        data_type = self._rules.read_options.get("data_type")
        made = self._client.cell_measurement.create(
            cell(), {"measurement": {**fields, "data_type": data_type}, "time_series": rows}
        )
        self._journal.add(stored_of(file, made.id, content, rows))
        return WatchEvent(file, "created", rows=rows.height, measurement_id=made.id)

    def _extend(
        self, file: str, measurement_id: str, before: Stored | None, content: Content
    ) -> WatchEvent | None:
        """Append what the file has and the platform has not."""
        stored = stored_rows(self._client, measurement_id)
        end = last_row(self._client, measurement_id)
        rows = self._read(content, with_cycles=CYCLE in end.columns)
        if CYCLE not in end.columns and CYCLE in rows.columns:
            rows = rows.drop(CYCLE)
        if why := self._not_continued(measurement_id, before, stored, end, rows):
            return WatchEvent(file, "differs", why, measurement_id=measurement_id)
        news = rows.slice(stored)
        if not news.is_empty():
            self._client.cell_measurement.extend(measurement_id, news)
        self._journal.add(stored_of(file, measurement_id, content, rows))
        if news.is_empty():
            return None
        return WatchEvent(file, "extended", rows=news.height, measurement_id=measurement_id)

    def _not_continued(
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
            return difference_of_rows(self._client, measurement_id, rows.head(stored))
        if stored < before.rows:
            return f"{before.rows} rows of this file were stored, and {stored} are there now"
        if digest_of_rows(rows.head(before.rows)) != before.rows_sha256:
            return (
                "with the new rows, the rows before them are read in another way (sign, steps, "
                "cycles or an unfinished last line); state how to read the file, delete the "
                "measurement, and begin again"
            )
        for column in (TIME, VOLTAGE, CURRENT):
            if column in end.columns and column in rows.columns:
                ours, theirs = rows[column][stored - 1], end[column][-1]
                if ours != theirs:
                    return (
                        f"the last stored row has {column!r} {theirs}, and the file {ours}: "
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
