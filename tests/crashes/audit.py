"""Audits: what stands in the folders of a platform and of a cache, held against what should.

Each function gives a list of findings in words, empty when all is well. They look at files and
databases with nothing but the standard library, so that they do not share an error with what
they audit.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from ionworks import Ionworks

_OWN = {"platform.db", "platform.db-wal", "platform.db-shm", "objects", "incoming"}
_OWN |= {
    "api-key",
    "serving.json",
    "serving.lock",
    "ionworks-platform.json",
    "lost+found",
    "working",
}

State = bytes | pl.DataFrame | None
"""What is stored under a name: exact bytes, a frame, or nothing."""


def audit_folder(data: Path) -> list[str]:
    """Compare the objects of a platform with its records; it was started since the last crash."""
    with closing(sqlite3.connect(data / "platform.db")) as database:
        database.row_factory = sqlite3.Row
        (intact,) = database.execute("PRAGMA integrity_check").fetchone()
        needed, allowed = _objects(database)
        unsettled = database.execute(
            "SELECT name FROM cell_measurements WHERE processing_status NOT IN ('ready', 'failed')"
        ).fetchall()
        raw = dict(database.execute("SELECT id, size_bytes FROM raw_data").fetchall())
        uploads = database.execute("SELECT id FROM uploads").fetchall()
        dangling = database.execute("PRAGMA foreign_key_check").fetchall()
    findings = [] if intact == "ok" else [f"database: {intact}"]
    findings += [f"dangling row: {tuple(row)}" for row in dangling]
    findings += [f"not settled: {row['name']}" for row in unsettled]
    findings += [f"upload under way: {row['id']}" for row in uploads]
    objects = data / "objects"
    found = {p.relative_to(objects).as_posix(): p for p in objects.rglob("*") if p.is_file()}
    for identifier, size in raw.items():
        key = f"raw_data/{identifier}/data"
        needed.add(key)
        if key in found and found[key].stat().st_size != size:
            findings.append(f"wrong size: {key}")
    findings += [f"missing object: {key}" for key in sorted(needed - found.keys())]
    findings += [f"orphaned object: {key}" for key in sorted(found.keys() - needed - allowed)]
    findings += [f"empty folder: {p}" for p in objects.rglob("*") if _is_empty(p)]
    findings += [f"temporary file: {path}" for path in (data / "incoming").iterdir()]
    # What no record names is there; what one names must not be.
    for place in (data / "lost+found").glob("*/objects"):
        aside = {p.relative_to(place).as_posix() for p in place.rglob("*") if p.is_file()}
        findings += [f"set aside: {key}" for key in sorted(aside & needed)]
    findings += [f"stray file: {path}" for path in data.iterdir() if path.name not in _OWN]
    return findings


def audit_running(data: Path) -> list[str]:
    """Audit the folder of a platform that is up.

    What a record no longer needs is deleted after the record has changed, so a finding counts
    when it stays.
    """
    patience = time.monotonic() + 60
    while (findings := audit_folder(data)) and time.monotonic() < patience:
        time.sleep(0.05)
    return findings


def _objects(database: sqlite3.Connection) -> tuple[set[str], set[str]]:
    needed, allowed = set(), set()
    for row in database.execute(
        "SELECT id, measurement_type, processing_status, data_version FROM cell_measurements"
    ):
        folder = f"measurements/{row['id']}/{row['data_version']}"
        tables = {f"{folder}/tables/{name}.parquet" for name in ("steps", "cycles")}
        if row["measurement_type"] == "time_series":
            needed.add(f"{folder}/time_series.parquet")
            allowed |= {f"{folder}/steps.parquet", *tables}
            if row["processing_status"] == "ready":
                needed |= tables
    needed |= {key for (key,) in database.execute("SELECT object_key FROM measurement_files")}
    return needed, allowed


def _is_empty(path: Path) -> bool:
    return path.is_dir() and not any(path.iterdir())


def audit_records(
    client: Ionworks, cell: str, allowed: Mapping[str, Collection[State]]
) -> tuple[list[str], dict[str, State]]:
    """Compare the measurements of a cell with what may be stored under each name.

    Returns the findings, and which of the allowed states each name has.
    """
    findings: list[str] = []
    stored = {record.name: record.id for record in client.cell_measurement.iter(cell)}
    findings += [f"phantom record: {name}" for name in sorted(stored.keys() - allowed.keys())]
    actual: dict[str, State] = {}
    for name, states in allowed.items():
        if name not in stored:
            actual[name] = None
            if all(state is not None for state in states):
                findings.append(f"missing record: {name}")
            continue
        try:
            content = _content(client, stored[name])
        except Exception as problem:
            findings.append(f"unreadable: {name}: {type(problem).__name__}: {problem}")
            continue
        for state in states:
            if _equal(state, content):
                actual[name] = state
                break
        else:
            findings.append(f"wrong content: {name}")
    return findings, actual


def _content(client: Ionworks, identifier: str) -> bytes:
    """The stored bytes, once all that hangs on them was read too."""
    record = client.cell_measurement.wait_for_processing(identifier)
    if record.measurement_type == "file":
        (content,) = client.cell_measurement.download_files(identifier, use_cache=False).values()
        return content
    steps = client.cell_measurement.steps(identifier, use_cache=False)
    client.cell_measurement.cycles(identifier, use_cache=False)
    assert record.steps_created == len(steps), f"{record.steps_created} steps, not {len(steps)}"
    with TemporaryDirectory() as folder:
        return client.cell_measurement.download(identifier, Path(folder, "series")).read_bytes()


def _equal(state: State, content: bytes) -> bool:
    if isinstance(state, pl.DataFrame):
        return state.equals(pl.read_parquet(content))
    return state == content


def audit_cache(directory: Path) -> list[str]:
    """Compare the index of a cache with its files."""
    root = directory / "sdk-v1"
    index = root / "index" / "cache.db"
    rows: dict[str, dict[str, object]] = {}
    if index.exists():
        with closing(sqlite3.connect(index)) as database:
            for key, text in database.execute("SELECT key, value FROM Cache"):
                if not key.startswith("generation:"):
                    rows[key] = json.loads(text)
    named = {str(row["file"]) for row in rows.values()}
    files = {path.name: path for path in _listed(root / "entries")}
    findings = [f"row without file: {name}" for name in sorted(named - files.keys())]
    findings += [f"file without row: {name}" for name in sorted(files.keys() - named)]
    for key, row in rows.items():
        path = files.get(str(row["file"]))
        if path is not None and hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
            findings.append(f"wrong content: {key}")
    findings += [f"temporary file: {path}" for path in _listed(root / "partial")]
    return findings


def _listed(folder: Path) -> Iterator[Path]:
    return iter(folder.iterdir() if folder.is_dir() else ())
