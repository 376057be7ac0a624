"""A look at files in a process of its own.

Over some lies of a Parquet file its reader ends the process. What ended one platform must not end
the next that takes it up.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import polars as pl

from ionworks.local.processing.reading import read_series

_BEGUN, _DONE = "begun", "done"


def can_be_read(paths: Iterable[Path]) -> bool:
    """Tell whether a process that reads files is there afterwards.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Parquet files; whether they can be made sense of is another question.

    Returns
    -------
    bool
        True also where no other process can be had, for then nothing is known.
    """
    command = [sys.executable, "-m", __name__, *map(str, paths)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        ran = subprocess.run(  # noqa: S603 - our own module, over files of ours
            command, env=environment, capture_output=True, text=True, check=False
        )
    except OSError:
        return True
    said = ran.stdout.split()
    return _BEGUN not in said or _DONE in said


def _read(paths: Iterable[str]) -> None:
    print(_BEGUN, flush=True)  # noqa: T201 - this is what the other process listens to
    for path in paths:
        # What is only wrong is told by whoever reads it next.
        with suppress(Exception, pl.exceptions.PanicException):
            read_series(Path(path))
    print(_DONE, flush=True)  # noqa: T201


if __name__ == "__main__":
    _read(sys.argv[1:])
