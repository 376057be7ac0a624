"""Frames as Parquet, the form in which they travel and rest."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ionworks._forks import check_polars
from ionworks.errors import UnexpectedResponseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import BinaryIO

    import polars as pl

MEDIA_TYPE: Final = "application/vnd.apache.parquet"

# A reader that wants a window or two columns moves whole row groups: small enough to
# spare it the rest, large enough that a full read does not notice.
ROWS_PER_GROUP = 131_072


@contextmanager
def reading_parquet(what: str = "What is stored") -> Iterator[None]:
    """Name what readers raise over bytes that are no Parquet, or lie about themselves.

    Parameters
    ----------
    what : str
        The subject of the message.

    Raises
    ------
    UnexpectedResponseError
        Instead of whatever the reader raised; a file that is not there stays what it is.
    """
    check_polars()
    import polars as pl

    try:
        yield
    except (FileNotFoundError, UnexpectedResponseError):
        raise
    # A panic in the code below polars is not an Exception. A wrong size shows in many ways: as
    # a number that is too large, as memory that no machine has, as bytes that are not text.
    except (
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
        ArithmeticError,
        LookupError,
        MemoryError,
        NotImplementedError,
        OSError,
        TypeError,
        ValueError,
    ) as problem:
        reason = str(problem).strip().partition("\n")[0][:200]
        raise UnexpectedResponseError(
            f"{what} cannot be read as Parquet ({reason}). Download it again; if that does not "
            "help, it is damaged where it is stored"
        ) from problem


def write_parquet(frame: pl.DataFrame, target: Path | BinaryIO) -> None:
    """Write a frame as zstd Parquet with the statistics that let readers skip."""
    check_polars()
    frame.write_parquet(
        target,
        compression="zstd",
        compression_level=3,
        statistics=True,
        row_group_size=ROWS_PER_GROUP,
    )


def scan_parquet(source: Path | bytes) -> pl.LazyFrame:
    """Make a lazy frame of a Parquet file, or of its bytes.

    Collect it within `reading_parquet`, which names what can go wrong then.
    """
    check_polars()
    import polars as pl

    # A path is one file, whatever letters are in it.
    return pl.scan_parquet(
        io.BytesIO(source) if isinstance(source, bytes) else source,
        glob=False,
        hive_partitioning=False,
    )


def read_parquet(source: Path | bytes, *, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Read a Parquet file, or its bytes, into polars.

    Raises
    ------
    UnexpectedResponseError
        The content is damaged, or no Parquet.
    """
    check_polars()
    import polars as pl

    wanted = None if columns is None else list(columns)
    with reading_parquet():
        return pl.read_parquet(
            io.BytesIO(source) if isinstance(source, bytes) else source,
            columns=wanted,
            glob=False,
            hive_partitioning=False,
        )
