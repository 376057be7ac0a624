"""A data folder with a bit of everything, and what stands in any folder."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from crashes.samples import detail, series
from crashes.tools import connected, new_cell

from ionworks.local.server import Platform

SERIES = 3
OBJECTS = 3 * SERIES + 2  # each series has two tables; and there are a file and raw data


def fill(data: Path, note: Path) -> None:
    """Store series, a file and raw data; the platform is stopped at the end."""
    note.write_text("a note")
    with Platform(data) as platform, connected(platform) as client:
        cell = new_cell(client)
        for number in range(SERIES):
            client.cell_measurement.create(cell, detail(f"series {number}", series(number)))
        client.cell_measurement.create_file(cell, name="file", filepaths=[note])
        client.raw_data.upload(note)


def contents(folder: Path) -> dict[str, bytes | str | None]:
    """What a folder holds, by path: the bytes of a file, the target of a link, None of a folder."""
    found: dict[str, bytes | str | None] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        else:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


def objects(data: Path) -> dict[str, bytes]:
    """The stored objects, by key."""
    found = contents(data / "objects") if (data / "objects").exists() else {}
    return {name: content for name, content in found.items() if isinstance(content, bytes)}


def set_aside(data: Path) -> dict[str, bytes]:
    """The objects in ``lost+found``, by key."""
    places = (data / "lost+found").glob("*/objects")
    return {key: content for place in places for key, content in objects(place.parent).items()}


def statement(data: Path, text: str) -> None:
    """Change the database of a folder that nobody serves."""
    with closing(sqlite3.connect(data / "platform.db")) as database, database:
        database.execute(text)


def patched(path: Path, change: Callable[[bytearray], object]) -> None:
    """Change the bytes of a file."""
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
