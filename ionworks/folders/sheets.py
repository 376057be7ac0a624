"""A sheet that says of each file where its series belongs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from ionworks.errors import FileFormatError
from ionworks.folders.names import Target, plain
from ionworks.readers.files import load, text_of
from ionworks.tables.files import separator_of

__all__ = ["Sheet", "read_sheet"]

_COLUMNS: Final = {
    "file": "file",
    "path": "file",
    "specification": "spec",
    "spec": "spec",
    "cell": "cell",
    "measurement": "test",
    "test": "test",
    "tags": "tags",
    "tag": "tags",
    "notes": "notes",
    "note": "notes",
    "start_time": "start_time",
    "start": "start_time",
}
_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls")


class Sheet:
    """Targets by the path of a file in its folder.

    Attributes
    ----------
    targets : dict of str to Target
        What the sheet says of each file.
    not_used : tuple of str
        Columns that say nothing here.
    """

    def __init__(self, targets: dict[str, Target], not_used: tuple[str, ...]) -> None:
        self.targets = targets
        self.not_used = not_used


def read_sheet(path: Path) -> Sheet:
    """Read a sheet: CSV, or Excel with the extra ``excel``.

    Raises
    ------
    FileNotFoundError
        There is no such file.
    FileFormatError
        It has no column ``file``, or names a file twice or none in a row.
    ModuleNotFoundError
        An extra is needed; the message names it.
    """
    header, rows = _cells(path)
    used: dict[str, int] = {}
    not_used: list[str] = []
    for place, title in enumerate(header):
        meant = _COLUMNS.get(re.sub(r"\W+", "_", title.strip().lower()))
        if meant is None:
            not_used.append(title)
        elif meant in used:
            raise FileFormatError(f"{path.name} has two columns for {meant!r}; keep one of them")
        else:
            used[meant] = place
    if "file" not in used:
        raise FileFormatError(
            f"{path.name} has no column 'file'; its columns are {', '.join(map(repr, header))}. "
            "Known are file, specification, cell, measurement, tags, notes and start_time"
        )
    targets: dict[str, Target] = {}
    for number, row in enumerate(rows, 2):
        said = {meant: row[place].strip() for meant, place in used.items() if place < len(row)}
        file = plain(said.pop("file", "")).replace("\\", "/").removeprefix("./")
        if not file:
            if any(said.values()):
                raise FileFormatError(f"{path.name}: row {number} names no file")
            continue
        if file in targets:
            raise FileFormatError(f"{path.name}: row {number} names {file!r} again; delete one")
        tags = tuple(filter(None, map(str.strip, re.split("[;,]", said.pop("tags", "")))))
        targets[file] = Target(**said, tags=tags)
    return Sheet(targets, tuple(not_used))


def _cells(path: Path) -> tuple[list[str], list[list[str]]]:
    import polars as pl

    if path.suffix.lower() in _WORKBOOKS:
        if not path.is_file():
            raise FileNotFoundError(f"there is no file {path}")
        try:
            frame = pl.read_excel(path, has_header=False, infer_schema_length=0)
        except ModuleNotFoundError as missing:
            raise ModuleNotFoundError(
                f"{path.name} is a workbook; to read it, install: "
                "pip install 'ionworks-api[excel]'",
                name=missing.name,
            ) from missing
    else:
        data, _ = load(path)
        text, _ = text_of(data, path.name)
        separator = separator_of(text.partition("\n")[0])
        try:
            frame = pl.read_csv(
                text.encode(), has_header=False, separator=separator, infer_schema=False
            )
        except pl.exceptions.PolarsError as problem:
            reason = str(problem).partition("\n")[0]
            raise FileFormatError(
                f"{path.name} cannot be read as a sheet ({reason}); give each row as many values "
                "as the first one, and quote those with a separator"
            ) from None
    header, *rows = [["" if cell is None else str(cell) for cell in row] for row in frame.rows()]
    return header, rows
