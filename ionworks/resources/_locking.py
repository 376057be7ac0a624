"""Data locks: the ids and digests of records and of their data at one moment."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import stat
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import asdict, field, frozen

from ionworks._io.replacing import replacing
from ionworks._version import __version__
from ionworks.errors import ConfigurationError, IonworksError, NotFoundError
from ionworks.resources._trees import Choice, read_tree

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import AsyncIonworks
    from ionworks.records import CellMeasurement, Record
    from ionworks.resources._trees import SpecTree

What: TypeAlias = Literal["removed", "added", "replaced", "record", "data"]

_FORMAT: Final = "ionworks-lock"
_VERSION: Final = 1
_LOOK: Final = 4096  # bytes
_SHORT: Final = 16  # digits of the digest of a field
_BELOW: Final = " / "
_LARGEST: Final = 1 << 30  # bytes; a lock has some 1000 for each record
# What a service keeps about a record, which changes without a change of what it says.
_KEPT_BY_SERVICE: Final = frozenset(
    {
        "updated_at",
        "created_by",
        "created_by_email",
        "organization_id",
        "instance_ids",
        "measurement_ids",
        "processing_status",
        "processing_error",
        "estimated_end_time_calculated_at",
    }
)


@frozen
class LockedRecord:
    """A record of a lock.

    Attributes
    ----------
    kind : str
        ``"cell_specification"``, ``"cell_instance"`` or ``"cell_measurement"``.
    id, name : str
        Its id, and its name after those of what it belongs to.
    sha256 : str
        Digest of what the record says.
    data_sha256 : str or None
        Digest of the data of a measurement: of the stored file of a time series, of the names and
        contents of files, or of the properties.
    parent_id : str or None
        Id of what it belongs to.
    fields : dict of str to str
        Digest of each field that says something. Locks of earlier versions have none.
    """

    kind: str
    id: str
    name: str
    sha256: str
    data_sha256: str | None = None
    parent_id: str | None = None
    fields: dict[str, str] = field(factory=dict, repr=False)


@frozen
class Lock:
    """The ids and digests of records and of their data at one moment.

    Attributes
    ----------
    client : str
        Version of this package.
    address : str
        The platform.
    made_at : str
        When, in UTC.
    chosen : dict
        What was locked: ids of a project, of specifications, cells and measurements.
    records : tuple of LockedRecord
        The records.
    """

    client: str
    address: str
    made_at: str
    chosen: dict[str, Any]
    records: tuple[LockedRecord, ...] = field(repr=lambda records: f"<{len(records)} records>")


@frozen
class LockChange:
    """What differs from a lock.

    Attributes
    ----------
    what : {"removed", "added", "replaced", "record", "data"}
        Whether a record is gone or new, another one has its name, what it says has changed, or
        its data have.
    kind, id, name : str
        The record.
    fields : tuple of str
        Which fields have changed, such as ``"ratings.capacity"``, if the lock tells.
    new_id : str or None
        Id of the record that has the name now.
    """

    what: What
    kind: str
    id: str
    name: str
    fields: tuple[str, ...] = ()
    new_id: str | None = None

    def __str__(self) -> str:
        words = {
            "removed": "is gone",
            "added": "is new",
            "replaced": f"was replaced by {self.new_id}",
            "record": "says something else",
            "data": "has other data",
        }
        of = f" in {', '.join(map(repr, self.fields))}" if self.fields else ""
        return f"{self.kind.replace('_', ' ')} {self.name} {words[self.what]}{of} ({self.id})"


@frozen
class LockReport:
    """What has changed since a lock.

    Attributes
    ----------
    lock : Lock
        The lock.
    changes : tuple of LockChange
        The changes; empty if there are none.
    """

    lock: Lock
    changes: tuple[LockChange, ...]

    def raise_for_changes(self) -> None:
        """Raise an error if something has changed.

        Raises
        ------
        IonworksError
            The message lists the changes.
        """
        if self.changes:
            raise IonworksError(str(self))

    def __str__(self) -> str:
        head = f"{len(self.lock.records)} records locked at {self.lock.made_at}"
        if not self.changes:
            return f"{head}: nothing has changed"
        return "\n".join((f"{head}: {len(self.changes)} changes", *map(str, self.changes)))


async def lock(client: AsyncIonworks, choice: Choice, path: Path, max_parallel: int) -> Lock:
    """Write a lock of what is chosen; see `AsyncIonworks.lock`."""
    made = Lock(
        __version__,
        client.settings.address,
        datetime.now(UTC).isoformat(timespec="seconds"),
        asdict(choice),
        await _records(client, await read_tree(client, choice), max_parallel),
    )
    text = json.dumps({"format": _FORMAT, "version": _VERSION, **asdict(made)}, indent=1)
    await client._runtime.backend.run_in_thread(partial(_write, path, text))
    return made


async def check(client: AsyncIonworks, path: Path, max_parallel: int) -> LockReport:
    """Compare a lock with what is stored; see `AsyncIonworks.check_lock`."""
    kept = await client._runtime.backend.run_in_thread(partial(read_lock, path))
    tree = await read_tree(client, Choice(**kept.chosen), missing_ok=True)
    now = {one.id: one for one in await _records(client, tree, max_parallel)}
    address = client.settings.address
    is_unknown = kept.records and not now.keys() & {one.id for one in kept.records}
    if is_unknown and kept.address != address:
        raise ConfigurationError(
            f"{path} is a lock of {kept.address}; {address} has none of its records"
        )
    changes: list[LockChange] = []
    locked = {one.id: one for one in kept.records}
    new = {(one.kind, one.name): one.id for one in now.values() if one.id not in locked}
    for one in kept.records:
        found = now.get(one.id) or await _above(client, one)
        if found is None:
            taker = new.get((one.kind, one.name)) or await _taker(client, one, locked)
            what: What = "removed" if taker is None else "replaced"
            changes.append(LockChange(what, one.kind, one.id, one.name, new_id=taker))
            now.pop(taker or "", None)
            continue
        now.pop(one.id, None)
        if found.sha256 != one.sha256:
            fields = _changed(one, found)
            changes.append(LockChange("record", one.kind, one.id, one.name, fields))
        if found.data_sha256 != one.data_sha256:
            changes.append(LockChange("data", one.kind, one.id, one.name))
    changes += [LockChange("added", one.kind, one.id, one.name) for one in now.values()]
    return LockReport(kept, tuple(changes))


async def _above(client: AsyncIonworks, one: LockedRecord) -> LockedRecord | None:
    """Read what a measurement or cell belonged to: it may be there although they are gone."""
    try:
        if one.kind == "cell_specification":
            return _locked(one.kind, one.name, await client.cell_spec.get(one.id))
        if one.kind == "cell_instance":
            return _locked(one.kind, one.name, await client.cell_instance.get(one.id))
    except NotFoundError:
        pass
    return None


async def _taker(
    client: AsyncIonworks, gone: LockedRecord, locked: Mapping[str, LockedRecord]
) -> str | None:
    """Return the id of the measurement that has the name of a locked one now.

    A lock of measurements does not look at others, so it is looked for.
    """
    cell = locked.get(gone.parent_id or "")
    if gone.kind != "cell_measurement" or cell is None:
        return None
    name = gone.name.removeprefix(f"{cell.name}{_BELOW}")
    try:
        async for record in client.cell_measurement.iter(cell.id, name_exact=name):
            if record.name == name and record.id not in locked:
                return record.id
    except NotFoundError:
        pass  # the cell is gone too
    return None


def _changed(before: LockedRecord, now: LockedRecord) -> tuple[str, ...]:
    """Name the fields that say something else; none if the lock has no digests of fields."""
    if not before.fields:
        return ()
    names = {**before.fields, **now.fields}
    return tuple(name for name in names if before.fields.get(name) != now.fields.get(name))


def read_lock(path: Path) -> Lock:
    """Read the file of a lock.

    Raises
    ------
    ConfigurationError
        There is no such file, or it is no lock.
    """
    try:
        content = json.loads(_text_of(path))
        if content.pop("format") != _FORMAT:
            raise ValueError
        if content.pop("version") != _VERSION:
            raise ConfigurationError(
                f"{path} is not a lock that this version of ionworks reads: version "
                f"{content.get('client')} has written it. Use that one, or lock the data again."
            )
        records = tuple(LockedRecord(**one) for one in content.pop("records"))
        found = Lock(records=records, **content)
        chosen = Choice(**found.chosen)
        Choice.of(chosen.project_id, chosen.specs, chosen.cells, chosen.measurements)
    except FileNotFoundError:
        raise ConfigurationError(f"There is no lock {path}.") from None
    except OSError as problem:
        reason = problem.strerror or problem
        raise ConfigurationError(f"The lock {path} cannot be read: {reason}.") from None
    except ConfigurationError:
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ConfigurationError(
            f"{path} is not a lock: it is something else, or was cut or changed. Make one with "
            "`lock`."
        ) from None
    return found


def _text_of(path: Path) -> str:
    """Read a file that may be any file: a pipe or a device would be read without end.

    Raises
    ------
    OSError
        It is no regular file, or cannot be read.
    ValueError
        It cannot be a lock.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    with path.open("rb") as file:
        start = file.read(_LOOK)
        # A foreign file may have any size.
        if not start.lstrip().startswith(b"{") or path.stat().st_size > _LARGEST:
            raise ValueError
        return (start + file.read()).decode("utf-8")


def _write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(f"{text}\n".encode())


async def _records(
    client: AsyncIonworks, tree: list[SpecTree], max_parallel: int
) -> tuple[LockedRecord, ...]:
    found: list[LockedRecord] = []
    measurements: list[tuple[str, CellMeasurement]] = []
    for spec in tree:
        name = spec.record.name
        found.append(_locked("cell_specification", name, spec.record))
        for cell in spec.cells:
            below = f"{name}{_BELOW}{cell.record.name}"
            found.append(_locked("cell_instance", below, cell.record, parent=spec.record.id))
            measurements += [(f"{below}{_BELOW}{one.name}", one) for one in cell.measurements]
    digests = await client._runtime.backend.gather(
        [partial(_digest_of_data, client, one) for _, one in measurements], limit=max_parallel
    )
    for (name, one), digest in zip(measurements, digests, strict=True):
        parent = one.cell_instance_id
        found.append(_locked("cell_measurement", name, one, digest, parent=parent))
    return tuple(found)


def _locked(
    kind: str, name: str, record: Record, data: str | None = None, *, parent: str | None = None
) -> LockedRecord:
    says = _without_times(
        {key: value for key, value in record.to_dict().items() if key not in _KEPT_BY_SERVICE}
    )
    fields = {key: _digest(value)[:_SHORT] for key, value in _fields(says, "")}
    return LockedRecord(kind, record["id"], name, _digest(says), data, parent, fields)


def _fields(says: Mapping[str, Any], place: str) -> Iterator[tuple[str, Any]]:
    """Yield the fields that say something, those of parts too; a quantity is one field."""
    for name, value in says.items():
        if isinstance(value, Mapping) and "value" not in value:
            yield from _fields(value, f"{place}{name}.")
        elif value is not None:
            yield f"{place}{name}", value


def _without_times(says: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the service keeps of components and materials, too."""
    return {
        key: _without_times(value) if isinstance(value, Mapping) else value
        for key, value in says.items()
        if key not in _KEPT_BY_SERVICE
    }


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, default=_as_text)
    return hashlib.sha256(text.encode()).hexdigest()


def _as_text(value: Any) -> str:
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else str(value)


async def _digest_of_data(client: AsyncIonworks, record: CellMeasurement) -> str | None:
    if record.measurement_type == "properties":
        return _digest(record.properties)
    resource, in_thread = client.cell_measurement, client._runtime.backend.run_in_thread
    with tempfile.TemporaryDirectory(prefix="ionworks-lock-") as folder:
        if record.measurement_type == "file":
            paths = await resource.save_files(record.id, Path(folder) / "files")
        else:
            paths = [await resource.download(record.id, Path(folder) / "series.parquet")]
        return await in_thread(partial(digest_of_files, paths))


def digest_of_files(paths: list[Path]) -> str:
    """Digest the names and contents of files, in the order of their names."""
    found = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.update(f"{path.name}\0{digest}\0".encode())
    return found.hexdigest()


def digest_of_frame(frame: pl.DataFrame) -> str:
    """Digest the columns and values, whatever file they come from."""
    buffer = io.BytesIO()
    frame.rechunk().write_ipc(buffer, compression="uncompressed")
    return hashlib.sha256(buffer.getbuffer()).hexdigest()
