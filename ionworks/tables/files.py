"""Read a table from a Parquet or CSV file on this machine."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from ionworks._forks import check_polars

if TYPE_CHECKING:
    import polars as pl

__all__ = ["OtherCsvError", "load_table", "read_table", "separator_of", "series_file", "table_file"]

_HEAD_BYTES = 64 * 1024  # of a CSV file, to see how it is written
_OTHER_SEPARATORS = {";": ("semicolons", ";"), "\t": ("tabs", "\\t")}


class OtherCsvError(ValueError):
    """A CSV file is written in another way than with commas, points and one header line.

    Attributes
    ----------
    call : str
        What reads the file as it is.
    """

    def __init__(self, finding: str, option: str) -> None:
        super().__init__(finding)
        self.call = f"polars.read_csv(path, {option})"


def separator_of(header: str) -> str:
    """Return what separates the columns of a CSV file with a header: a comma, unless others do.

    Examples
    --------
    >>> separator_of("Time [s];Voltage [V]"), separator_of('"a; b; c",d')
    (';', ',')
    """
    plain = re.sub('"[^"]*"', "", header)
    return max((",", *_OTHER_SEPARATORS), key=plain.count)


def table_file(folder: Path, name: str) -> Path | None:
    """Return the table of this name in a folder; Parquet goes before CSV."""
    files = (folder / f"{name}{ending}" for ending in (".parquet", ".csv"))
    return next((path for path in files if path.is_file()), None)


def series_file(folder: Path) -> Path | None:
    """Return the time series in a folder; an export of any ending where it is the only one."""
    found = table_file(folder, "time_series")
    if found is not None or not folder.is_dir():
        return found
    others = [path for path in sorted(folder.iterdir()) if path.name.startswith("time_series.")]
    return others[0] if len(others) == 1 and others[0].is_file() else None


def read_table(file: Path) -> pl.DataFrame:
    """Read a file as it is. Its path is one file, whatever letters are in it.

    Raises
    ------
    OtherCsvError
        The columns of a CSV file would be misread.
    OSError, ValueError, polars.exceptions.PolarsError, polars.exceptions.PanicException
        The file cannot be read.
    """
    check_polars()
    import polars as pl

    if file.suffix.lower() == ".csv":
        _refuse_other_csv(file)
        # Types are taken from all rows: a column may begin with whole numbers, and a text far
        # down must show, not fail or be cut.
        return pl.read_csv(file, infer_schema_length=None, glob=False)
    if file.suffix.lower() == ".parquet":
        return pl.read_parquet(file, glob=False, hive_partitioning=False)
    raise ValueError(f"files of the kind {file.suffix or 'without a suffix'!r} are not known")


def load_table(file: Path) -> pl.DataFrame:
    """Read a file, with one sentence for whatever is wrong with it.

    Raises
    ------
    ValueError
        The file cannot be read; the message names it, and says how to read it where that is known.
    """
    import polars as pl

    try:
        return read_table(file)
    except OtherCsvError as problem:
        raise ValueError(
            f"{file} cannot be read as a table: {problem}; read it with {problem.call} and pass "
            "the frame"
        ) from problem
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as problem:
        raise ValueError(f"{file} cannot be read as a table: {problem}") from problem


def _refuse_other_csv(file: Path) -> None:
    """Look at the first lines of a CSV file for what the columns would be misread by."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        raise OtherCsvError("its text is UTF-16, not UTF-8", 'encoding="utf-16"')
    header, *rows = head.decode("utf-8", "replace").splitlines() or [""]
    separator = separator_of(header)
    if separator != ",":
        name, option = _OTHER_SEPARATORS[separator]
        decimal_comma = ", decimal_comma=True" if any("," in row for row in rows) else ""
        raise OtherCsvError(
            f"its columns are separated by {name}, not by commas",
            f'separator="{option}"{decimal_comma}',
        )
    if len(rows) > 1 and not _has_number(rows[0]) and _has_number(rows[1]):
        raise OtherCsvError(
            f"its second line ({rows[0][:60]!r}) holds no numbers, as a line of units does",
            "skip_rows_after_header=1",
        )


def _has_number(line: str) -> bool:
    """Tell whether a line of a CSV file has a number among its values."""
    for value in line.split(","):
        try:
            float(value.strip(' "'))
        except ValueError:
            continue
        return True
    return False
