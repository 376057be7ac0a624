"""Tables of property datasets: read from CSV or Parquet, and made into numbers."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from ionworks.errors import UnexpectedResponseError
from ionworks.local.errors import bad_request
from ionworks.tables import reading_parquet, scan_parquet
from ionworks.tables.files import separator_of

MAX_VALUES: Final = 5_000_000
"""Most values in a table."""

_MAGIC: Final = b"PAR1"


def read_original(content: bytes, *, no_header: bool = False) -> pl.DataFrame:
    """Read a file as it was uploaded: Parquet, or CSV with texts in its cells.

    Parameters
    ----------
    content : bytes
        The file.
    no_header : bool, default False
        Whether the first line of a CSV file has values, not names.

    Raises
    ------
    Refusal
        It cannot be read, is empty, or has too many values.
    """
    try:
        with reading_parquet("The file"):
            frame = _parquet(content) if content[:4] == _MAGIC else _csv(content, no_header)
    except UnexpectedResponseError:
        raise bad_request("The file can be read neither as Parquet nor as CSV.") from None
    if not frame.width or not frame.height:
        raise bad_request("The file has no columns or no rows.")
    _check_size(frame.height, frame.width)
    return frame


def _parquet(content: bytes) -> pl.DataFrame:
    lazy = scan_parquet(content)
    _check_size(lazy.select(pl.len()).collect().item(), len(lazy.collect_schema()))
    return lazy.collect()


def _csv(content: bytes, no_header: bool) -> pl.DataFrame:
    line = content.partition(b"\n")[0].decode(errors="replace")
    return pl.read_csv(
        io.BytesIO(content.removeprefix(b"\xef\xbb\xbf")),
        has_header=not no_header,
        separator=separator_of(line),
        infer_schema=False,
        encoding="utf8-lossy",
    )


def _check_size(rows: int, width: int) -> None:
    if rows * width > MAX_VALUES:
        raise bad_request(
            f"The file has {rows * width:,} values; the most of a dataset is {MAX_VALUES:,}."
        )


def as_numbers(frame: pl.DataFrame, columns: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return the described columns as 64-bit numbers; other values become NaN.

    Parameters
    ----------
    frame : polars.DataFrame
        The table as it was uploaded.
    columns : sequence of mapping
        Name and place of each column.
    """
    return pl.DataFrame(
        [
            _numbers(frame.to_series(column["source_column_index"])).alias(column["name"])
            for column in columns
        ]
    )


def _numbers(series: pl.Series) -> pl.Series:
    if series.dtype == pl.String:
        series = series.str.strip_chars()
    if not (series.dtype.is_numeric() or series.dtype in (pl.String, pl.Boolean)):
        series = pl.Series(series.name, [None] * len(series))
    return series.cast(pl.Float64, strict=False).fill_null(float("nan"))


def empty_counts(table: pl.DataFrame) -> dict[str, int]:
    """Count the values of each column that are no numbers."""
    return {column.name: int(column.is_nan().sum()) for column in table.iter_columns()}
