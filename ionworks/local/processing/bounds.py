"""How much memory and time the processing of one upload may take."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Self

from attrs import frozen

from ionworks.errors import ConfigurationError
from ionworks.local.errors import ProcessingError
from ionworks.tables.footer import read_row_groups

MEMORY: Final = "IONWORKS_PROCESSING_MEMORY"
SECONDS: Final = "IONWORKS_PROCESSING_SECONDS"

_MIB: Final = 1024**2
_SECONDS: Final = 900.0
_UNKNOWN_MACHINE: Final = 8 * 1024**3  # bytes of memory to assume
_CONTAINER: Final = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)
_VALUE: Final = 8  # bytes of a number in memory, whatever its width in the file
# Measured: at its peak, processing holds each column about twice.
_COPIES: Final = 2
_TAIL: Final = 8  # bytes: the length of the footer and the magic number


@frozen
class Bounds:
    """The most that the processing of one upload may take.

    Attributes
    ----------
    memory : int
        Memory in bytes.
    seconds : float
        Time in seconds.
    """

    memory: int
    seconds: float

    @classmethod
    def of_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the bounds that the environment sets; the default is half of the memory here.

        Raises
        ------
        ConfigurationError
            A value is not a positive number.
        """
        memory = _positive(environ, MEMORY, "a number of MiB")
        seconds = _positive(environ, SECONDS, "a number of seconds")
        return cls(
            int(memory * _MIB) if memory else _memory_here() // 2,
            seconds or _SECONDS,
        )


def check_size(path: Path, columns: frozenset[str] | None, memory: int) -> None:
    """Refuse a file that does not fit into memory, before any row of it is read.

    A few hundred bytes of Parquet can unpack to many gigabytes. A footer that lies about it gets
    past this check; the bound on the memory of the process is for those.

    Parameters
    ----------
    path : pathlib.Path
        A Parquet file. A damaged one is left to its reader.
    columns : frozenset of str, optional
        The columns that are going to be read; all by default.
    memory : int
        The bound on memory in bytes.

    Raises
    ------
    ProcessingError
        The values need more memory than that; the text has the numbers.
    """
    try:
        groups = read_row_groups(_footer(path), path.stat().st_size)
    except (OSError, ValueError):
        return
    values = sum(
        count
        for group in groups
        for name, count in group.values.items()
        if columns is None or name in columns
    )
    needed = values * _VALUE * _COPIES
    if needed > memory:
        rows = sum(group.rows for group in groups)
        raise ProcessingError(
            f"the file is too large to process here: its {rows:,} rows hold {values:,} values, "
            f"which need {in_words(needed)} of memory, and {in_words(memory)} are allowed; "
            f"upload it in parts, or set {MEMORY} (in MiB) where the platform runs"
        )


def in_words(size: float) -> str:
    """Return a number of bytes for people."""
    return f"{size / _MIB:,.0f} MiB"


def _footer(path: Path) -> bytes:
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - _TAIL))
        length = int.from_bytes(file.read(4), "little")
        if length + _TAIL > size:
            raise ValueError("the footer is longer than the file")
        file.seek(size - _TAIL - length)
        return file.read(length)


def _positive(environ: Mapping[str, str], name: str, wanted: str) -> float | None:
    text = environ.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < 1e12:
        raise ConfigurationError(f"{name} is {text!r}; it has to be {wanted} above 0.")
    return value


def _memory_here() -> int:
    try:
        found = [os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")]
    except (AttributeError, ValueError, OSError):
        found = [_UNKNOWN_MACHINE]
    for path in _CONTAINER:
        try:
            found.append(int(path.read_text(encoding="ascii")))
        except (OSError, ValueError):  # there is no container, or it has no limit
            continue
    return min(found)
