"""Frames as Parquet, the form in which they travel and rest."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

    import polars as pl

# A reader that wants a window or two columns moves whole row groups: small enough to
# spare it the rest, large enough that a full read does not notice.
ROWS_PER_GROUP = 131_072


def write_parquet(frame: pl.DataFrame, target: Path | BinaryIO) -> None:
    """Write a frame as zstd Parquet with the statistics that let readers skip."""
    frame.write_parquet(
        target,
        compression="zstd",
        compression_level=3,
        statistics=True,
        row_group_size=ROWS_PER_GROUP,
    )


def scan_parquet(source: Path | bytes) -> pl.LazyFrame:
    """Make a lazy frame of a Parquet file, or of its bytes."""
    import polars as pl

    return pl.scan_parquet(io.BytesIO(source) if isinstance(source, bytes) else source)


def read_parquet(source: Path | bytes, *, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Read a Parquet file, or its bytes, into polars."""
    import polars as pl

    wanted = None if columns is None else list(columns)
    return pl.read_parquet(
        io.BytesIO(source) if isinstance(source, bytes) else source, columns=wanted
    )
