"""Which objects the records of a database name."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from ionworks.local import layout

_MEASUREMENTS: Final = (
    "SELECT id, measurement_type, processing_status, data_version, extension FROM cell_measurements"
)
_FILES: Final = "SELECT object_key FROM measurement_files"
_DATASETS: Final = "SELECT id, data_id FROM material_property_datasets"
_BINNED: Final = """
    SELECT object_key FROM objects JOIN binned_objects
    ON object_key = prefix OR object_key BETWEEN prefix || '/' AND prefix || '0'
"""
# Tables that are empty in a new database.
_RECORDS: Final = (
    "cell_specifications",
    "materials",
    "raw_data",
    "pipelines",
    "protocols",
    "studies",
    "uploads",
    "removals",
    "bin",
)


@contextmanager
def snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database to read one state of it, also while a platform writes to it."""
    with closing(_opened(path)) as database:
        yield database


def _opened(path: Path) -> sqlite3.Connection:
    log = path.with_name(f"{path.name}-wal")
    try:
        # A connection that may write ends by removing what readers need. A log that is there
        # already must stay as it is.
        return _begun(f"{path.as_uri()}?mode={'ro' if log.exists() else 'rw'}")
    except sqlite3.OperationalError:
        if log.exists() or os.access(path.parent, os.W_OK):
            raise
        return _begun(f"{path.as_uri()}?immutable=1")  # where no such files can be made


def _begun(uri: str) -> sqlite3.Connection:
    database = sqlite3.connect(uri, uri=True)
    try:
        database.isolation_level = None
        database.execute("BEGIN")
        database.execute("SELECT 1 FROM sqlite_master").fetchone()
    except BaseException:
        database.close()
        raise
    return database


@frozen
class _Named:
    """The objects of one record: those that must be there, and those that may."""

    needed: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()


@frozen
class Inventory:
    """Looks up objects in a database, which may have the layout of an earlier release.

    Attributes
    ----------
    database : sqlite3.Connection
        In a transaction, for answers about one moment.
    """

    database: sqlite3.Connection
    # What was looked up last: the objects of one record lie together.
    _last: dict[tuple[str, str], _Named] = field(init=False, factory=dict)

    @cached_property
    def _tables(self) -> frozenset[str]:
        return frozenset(name for (name,) in self._rows("SELECT name FROM sqlite_master"))

    def has_records(self) -> bool:
        """Tell whether there is more than what the first start makes."""
        found = (name for name in _RECORDS if name in self._tables)
        return any(self._rows(f"SELECT 1 FROM {name} LIMIT 1") for name in found) or (  # noqa: S608
            "projects" in self._tables and len(self._rows("SELECT 1 FROM projects LIMIT 2")) > 1
        )

    def needed(self) -> Iterator[str]:
        """Walk the keys of the objects that must be there."""
        for row in self.database.execute(_MEASUREMENTS):
            yield from sorted(_of_measurement(row).needed)
        for (key,) in self.database.execute(_FILES):
            yield key
        if "material_property_datasets" in self._tables:
            for row in self.database.execute(_DATASETS):
                yield layout.dataset_original(*row)
                yield layout.dataset_table(*row)
        for kind in layout.SINGLE:
            for (identifier,) in self._ids(kind):
                yield layout.single(kind, identifier)
        if "binned_objects" in self._tables:
            for (key,) in self.database.execute(_BINNED):
                yield key

    def names(self, key: str) -> bool:
        """Tell whether a record names an object, or may do so when its processing has ended."""
        named = self._named(*layout.owner(key))
        return key in named.needed or key in named.allowed or self.is_binned(key)

    def is_needed(self, key: str) -> bool:
        """Tell whether an object must be there."""
        is_named = key in self._named(*layout.owner(key)).needed
        return is_named or (self.is_binned(key) and self.recorded(key)[0] is not None)

    def is_removed(self, key: str) -> bool:
        """Tell whether an object is noted as one to be removed."""
        return self._has_prefix_of(key, "removals")

    def is_binned(self, key: str) -> bool:
        """Tell whether an object belongs to a delete that can be undone."""
        return self._has_prefix_of(key, "binned_objects")

    def _has_prefix_of(self, key: str, table: str) -> bool:
        if table not in self._tables:  # of an earlier layout
            return False
        parts = key.split("/")
        prefixes = ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
        wanted = ", ".join("?" * len(prefixes))
        return bool(
            self._rows(f"SELECT 1 FROM {table} WHERE prefix IN ({wanted})", *prefixes)  # noqa: S608
        )

    def uploaded_with(self, key: str) -> list[str]:
        """Return the keys of the unconfirmed upload that an object belongs to, itself included."""
        return [
            key
            for (key,) in self._rows(
                "SELECT object_key FROM upload_objects WHERE upload_id = "
                "(SELECT upload_id FROM upload_objects WHERE object_key = ?)",
                key,
            )
        ]

    def recorded(self, key: str) -> tuple[str | None, int | None]:
        """Return the SHA-256 and the size of an object as they were recorded, None for unknown."""
        if "objects" in self._tables:
            for row in self._rows(
                "SELECT sha256, size_bytes FROM objects WHERE object_key = ?", key
            ):
                return row[0], row[1]
        kind, identifier = layout.owner(key)
        if kind == "raw_data":
            for (size,) in self._rows("SELECT size_bytes FROM raw_data WHERE id = ?", identifier):
                return None, size
        return None, None

    def _named(self, kind: str, identifier: str) -> _Named:
        if (kind, identifier) not in self._last:
            self._last.clear()
            self._last[kind, identifier] = self._look_up(kind, identifier)
        return self._last[kind, identifier]

    def _look_up(self, kind: str, identifier: str) -> _Named:
        if kind == "property_datasets":
            if "material_property_datasets" not in self._tables:
                return _Named()
            keys = (layout.dataset_original, layout.dataset_table)
            found = self._rows(f"{_DATASETS} WHERE id = ?", identifier)
            return _Named(frozenset(key(*row) for row in found for key in keys))
        if kind in layout.SINGLE:
            found = self._ids(kind, "WHERE id = ?", identifier)
            return _Named(frozenset(layout.single(kind, one) for (one,) in found))
        rows = self._rows(f"{_MEASUREMENTS} WHERE id = ?", identifier)
        if not rows:
            return _Named()
        files = self._rows(f"{_FILES} WHERE measurement_id = ?", identifier)
        named = _of_measurement(rows[0])
        return _Named(named.needed | {key for (key,) in files}, named.allowed)

    def _ids(self, kind: str, condition: str = "", *values: str) -> list[Any]:
        if kind not in self._tables:  # of an earlier layout
            return []
        return self._rows(f"SELECT id FROM {kind} {condition}", *values)  # noqa: S608

    def _rows(self, statement: str, *values: str) -> list[Any]:
        return self.database.execute(statement, values).fetchall()


def _of_measurement(row: tuple[str, str, str, int, str | None]) -> _Named:
    identifier, kind, status, number, extension = row
    if kind != "time_series":
        return _Named()
    needed = {layout.time_series(identifier, number)}
    allowed = {layout.given_steps(identifier, number)}
    tables = {layout.steps_table(identifier, number), layout.cycles_table(identifier, number)}
    if status == "ready":
        needed |= tables
    else:
        allowed |= tables
    if extension is not None:
        needed.add(extension)
        # What processing makes from it, before the record names it.
        following = number + 1
        allowed |= {
            layout.time_series(identifier, following),
            layout.steps_table(identifier, following),
            layout.cycles_table(identifier, following),
        }
    return _Named(frozenset(needed), frozenset(allowed))
