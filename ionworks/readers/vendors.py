"""Formats of cyclers that are not text: read by the package ionworksdata."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any, Final

import polars as pl

from ionworks.errors import FileFormatError

__all__ = ["SUFFIXES", "UNREADABLE", "read_vendor"]

#: Endings of files that ionworksdata reads.
SUFFIXES: Final = {".res": "Arbin", ".dta": "Gamry"}

#: Endings of files that nothing here reads, and what to export instead.
UNREADABLE: Final = {
    ".mpr": "a binary file of BioLogic; export it as text (.mpt) in EC-Lab",
    ".nda": "a binary file of Neware; export it as CSV or Excel in BTSDA",
    ".ndax": "a binary file of Neware; export it as CSV or Excel in BTSDA",
    ".ccs": "a binary file of Landt; export it as text or Excel",
    ".cex": "a binary file of Landt; export it as text or Excel",
    ".mdb": "a database; export the table of the channel as CSV",
}


def read_vendor(path: Path, reader: str | None) -> pl.DataFrame:
    """Read a file with ionworksdata.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    reader : str or None
        The name of its reader; None lets the package choose.

    Raises
    ------
    ModuleNotFoundError
        The package is not installed.
    FileFormatError
        It cannot read the file.
    """
    try:
        package: Any = import_module("ionworksdata")
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            f"{path.name} is read by the package ionworksdata; install it: "
            "pip install 'ionworks-api[readers]'",
            name=missing.name,
        ) from missing
    try:
        found = package.read.time_series(str(path), reader)
    except Exception as problem:  # whatever a reader meets in a foreign file
        reason = str(problem).strip().partition("\n")[0][:200] or type(problem).__name__
        raise FileFormatError(f"{path.name} cannot be read by ionworksdata: {reason}") from problem
    return found if isinstance(found, pl.DataFrame) else pl.DataFrame(found)
