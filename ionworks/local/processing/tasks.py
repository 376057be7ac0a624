"""One task of processing: from files to files, with an answer of plain values.

A task knows no database and no object store, so that a process of its own can do it.
"""

from __future__ import annotations

import errno
import os
import re
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import polars as pl
from attrs import frozen

from ionworks.local.processing import ProcessingError, process, stitch
from ionworks.local.processing.bounds import check_size
from ionworks.local.processing.columns import RECOGNISED
from ionworks.local.processing.reading import read_series

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, 112)  # the last is ERROR_DISK_FULL of Windows
_PROBE: Final = 1024 * 1024  # bytes
# An error of the operating system, as polars words it.
_ERROR_NUMBER: Final = re.compile(r"\(os error (\d+)\)")


@frozen
class Task:
    """What to process, and where to write what comes of it.

    Attributes
    ----------
    series, given_steps, extension : str
        Files to read: the stored series, the uploader's own steps, the rows to append. The last
        two are empty without any.
    whole, steps, cycles : str
        Files to write: the extended series, if there is an extension, and the tables.
    rated_capacity : float, optional
        Rated capacity of the cell in A.h.
    """

    series: str
    given_steps: str
    extension: str
    whole: str
    steps: str
    cycles: str
    rated_capacity: float | None


@frozen
class Outcome:
    """How a task ended.

    Attributes
    ----------
    steps_created : int
        Number of steps; 0 unless all went well.
    refused : str
        What is wrong with the upload, or what went wrong here; empty if all went well.
    temporary : bool
        It may go well another time: the disk was full.
    log : str
        What the log of the platform should say.
    """

    steps_created: int = 0
    refused: str = ""
    temporary: bool = False
    log: str = ""


def perform(task: Task, memory: int) -> Outcome:
    """Do a task.

    Parameters
    ----------
    task : Task
        The files.
    memory : int
        Bytes that the tables may take; see `check_size`.
    """
    try:
        return Outcome(_tables(task, memory))
    except ProcessingError as error:
        return Outcome(refused=str(error))
    # A panic in the code below polars is not an Exception.
    except (Exception, pl.exceptions.PanicException) as error:
        return _fault(error)


def _tables(task: Task, memory: int) -> int:
    source = Path(task.series)
    if task.extension:
        for part in (source, Path(task.extension)):
            check_size(part, None, memory)
        whole = stitch(source, Path(task.extension))
        source = Path(task.whole)
        _write(source, whole.write_parquet)
        del whole
    check_size(source, RECOGNISED, memory)
    given = None
    if task.given_steps:
        check_size(Path(task.given_steps), None, memory)
        given = read_series(Path(task.given_steps))
    processed = process(source, rated_capacity=task.rated_capacity, steps=given)
    _write(Path(task.steps), processed.steps.write_parquet)
    _write(Path(task.cycles), processed.cycles.write_parquet)
    return processed.steps.height


def _write(path: Path, fill: Callable[[Path], object]) -> None:
    try:
        fill(path)
    except pl.exceptions.PolarsError:
        # Of a full disk polars may say no more than "transport error": let the system say it.
        with path.open("ab", buffering=0) as file:
            file.write(bytes(_PROBE))
        raise
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _fault(error: BaseException) -> Outcome:
    log = "".join(traceback.format_exception(error))
    number = _error_number(error)
    if number in _FULL:
        return Outcome(refused=f"the disk is full ({os.strerror(number)})", temporary=True, log=log)
    # The text of an error may name files of the platform: only the log says it.
    reason = f": {os.strerror(number)}" if number else "; its log says more"
    return Outcome(refused=f"the platform failed with {type(error).__name__}{reason}", log=log)


def _error_number(error: BaseException) -> Any:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    found = _ERROR_NUMBER.search(str(error))
    return int(found[1]) if found else 0
