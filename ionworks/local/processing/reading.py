"""Read an uploaded series: only the columns that are needed, and plain words for a broken file."""

from __future__ import annotations

from collections.abc import Collection, Generator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from ionworks.local.errors import ProcessingError

_MAGIC = b"PAR1"
_SMALLEST = 12  # bytes: the magic number twice and the length of the footer


def scan_series(source: Path | pl.DataFrame) -> tuple[pl.LazyFrame, pl.Schema]:
    """Open a series and read the names and types of its columns.

    Parameters
    ----------
    source : pathlib.Path or polars.DataFrame
        A Parquet file or a table.

    Returns
    -------
    tuple of polars.LazyFrame and polars.Schema
        The series with no row read yet, and its columns in order.

    Raises
    ------
    ProcessingError
        The file is not Parquet, is cut off or is damaged.
    """
    if isinstance(source, pl.DataFrame):
        return source.lazy(), source.schema
    _check_is_parquet(source)
    with _plain_words(source):
        series = pl.scan_parquet(source, glob=False, hive_partitioning=False)
        return series, series.collect_schema()


def read_series(
    source: Path | pl.DataFrame, columns: Collection[str] | None = None
) -> pl.DataFrame:
    """Read a series.

    Parameters
    ----------
    source : pathlib.Path or polars.DataFrame
        A Parquet file, of which only the wanted columns are read, or a table.
    columns : collection of str, optional
        Columns that are wanted; those that the series lacks are passed over. All by default.

    Returns
    -------
    polars.DataFrame
        The rows in their order, with the columns in theirs.

    Raises
    ------
    ProcessingError
        See `scan_series`.
    """
    series, schema = scan_series(source)
    if columns is not None:
        series = series.select(name for name in schema if name in columns)
    if isinstance(source, pl.DataFrame):
        return series.collect()
    with _plain_words(source):
        return series.collect()


def count_rows(source: Path | pl.DataFrame) -> int:
    """Count the rows of a series; a file says it in its footer.

    Parameters
    ----------
    source : pathlib.Path or polars.DataFrame
        A Parquet file or a table.

    Returns
    -------
    int
        The number of rows.

    Raises
    ------
    ProcessingError
        See `scan_series`.
    """
    if isinstance(source, pl.DataFrame):
        return source.height
    series, _ = scan_series(source)
    with _plain_words(source):
        return int(series.select(pl.len()).collect().item())


def _check_is_parquet(path: Path) -> None:
    with path.open("rb") as file:
        head = file.read(len(_MAGIC))
        size = file.seek(0, 2)
        file.seek(max(0, size - len(_MAGIC)))
        tail = file.read()
    if size == 0:
        raise ProcessingError("the file is empty (0 bytes); upload it again")
    if head != _MAGIC:
        raise ProcessingError(
            f"the file is not Parquet (it begins with {head!r}, not {_MAGIC!r}); "
            "write the series as Parquet and upload it again"
        )
    if size < _SMALLEST or tail != _MAGIC:
        raise ProcessingError(
            f"the Parquet file is cut off after {size} bytes (its end is missing); upload it again"
        )


@contextmanager
def _plain_words(path: Path) -> Generator[None]:
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        reason = str(error).replace(str(path), "file").strip().partition("\n")[0]
        raise ProcessingError(
            f"the Parquet file is damaged ({reason}); write it again, and upload it"
        ) from error
