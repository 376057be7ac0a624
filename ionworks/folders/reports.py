"""What became of the files of a folder."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from os import PathLike
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from attrs import asdict, frozen

from ionworks._given import counted
from ionworks._io.replacing import replacing
from ionworks.errors import ConfigurationError

__all__ = [
    "Action",
    "FileOutcome",
    "Outcome",
    "UploadReport",
    "counts_of",
    "counts_text",
    "require_place",
    "require_report_name",
]

Action: TypeAlias = Literal["new", "exists", "differs", "refused", "not looked at"]
"""What a plan says of a file."""

Outcome: TypeAlias = Literal[
    "uploaded", "failed", "changed", "exists", "differs", "refused", "not looked at"
]
"""What became of a file."""

_GOOD: Final = ("uploaded", "exists", "not looked at")
_ORDER: Final[tuple[Action | Outcome, ...]] = (
    "new",
    "uploaded",
    "exists",
    "failed",
    "refused",
    "differs",
    "changed",
    "not looked at",
)
_FORMATS: Final = (".json", ".csv")


@frozen
class FileOutcome:
    """What became of one file.

    Attributes
    ----------
    file : str
        Its path in the folder.
    outcome : str
        ``"uploaded"``; ``"failed"``; ``"changed"`` since the plan, and left alone; or what the
        plan said: ``"exists"``, ``"differs"``, ``"refused"``, ``"not looked at"``.
    why : str
        The reason, where there is one.
    specification, cell, measurement : str
        The names under which it is stored, or was to be.
    measurement_id : str or None
        The measurement.
    rows : int or None
        Rows of the series.
    """

    file: str
    outcome: Outcome
    why: str = ""
    specification: str = ""
    cell: str = ""
    measurement: str = ""
    measurement_id: str | None = None
    rows: int | None = None


@frozen(repr=False)
class UploadReport:
    """What an upload of a folder did; true if nothing failed, differs, changed or was refused.

    Attributes
    ----------
    items : tuple of FileOutcome
        A file each, in the order of the plan.
    """

    items: tuple[FileOutcome, ...]

    def __bool__(self) -> bool:
        return all(item.outcome in _GOOD for item in self.items)

    def __repr__(self) -> str:
        lines = [counts_text(self.counts)]
        lines += [
            f"  {item.outcome}: {item.file}: {item.why}"
            for item in self.items
            if item.outcome not in _GOOD
        ]
        return "\n".join(lines)

    @property
    def counts(self) -> dict[str, int]:
        """How many files had which outcome."""
        return counts_of(item.outcome for item in self.items)

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the items as dicts."""
        return [asdict(item) for item in self.items]

    def write(self, path: str | PathLike[str]) -> Path:
        """Write the report to a file: JSON or CSV, as its name ends.

        Raises
        ------
        ConfigurationError
            The name has another end.
        """
        target = require_report_name(path)
        rows = self.to_dicts()
        with replacing(target) as file:
            if target.suffix.lower() == ".json":
                file.write(json.dumps(rows, indent=2, ensure_ascii=False).encode() + b"\n")
            else:
                lines: list[str] = []
                table = csv.DictWriter(_Lines(lines), list(asdict(FileOutcome("", "failed"))))
                table.writeheader()
                table.writerows(rows)
                file.write("".join(lines).encode())
        return target


class _Lines:
    """A file of text that keeps what is written."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def write(self, text: str) -> int:
        """Keep a text."""
        self._lines.append(text)
        return len(text)


def require_report_name(path: str | PathLike[str]) -> Path:
    """Refuse a name that says no format of reports, before anything is done."""
    target = Path(path)
    if target.suffix.lower() not in _FORMATS:
        raise ConfigurationError(
            f"the report {str(path)!r} ends neither with .json nor with .csv, which say its format"
        )
    require_place(target, "report")
    return target


def require_place(target: Path, what: str) -> None:
    """Refuse a file in a folder that does not exist.

    Raises
    ------
    ConfigurationError
        The message names the folder.
    """
    if not target.absolute().parent.is_dir():
        raise ConfigurationError(f"there is no folder {target.parent} to write the {what} to")


def counts_of(found: Iterable[Action | Outcome]) -> dict[str, int]:
    """Count actions or outcomes; those that somebody waits for come first."""
    counts = Counter(found)
    return {each: counts[each] for each in _ORDER if counts[each]}


def counts_text(counts: dict[str, int]) -> str:
    """Write how many there are of what."""
    total = sum(counts.values())
    parts = ", ".join(f"{count} {what}" for what, count in counts.items())
    return f"{counted(total, 'file')}: {parts}" if total else "no file"
