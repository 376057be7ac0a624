"""Stored tables as the JSON columns of an answer."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl
from polars import selectors

from ionworks.local.errors import bad_request

MAX_VALUES: Final = 10_000_000
"""Most values of a table that is sent as JSON; each takes about 70 bytes of memory."""

Table = Mapping[str, Sequence[Any]]


def columns_of_file(path: Path) -> Table:
    """Return a stored table as JSON columns, NaN and infinity as null."""
    _check_size(pl.scan_parquet(path, glob=False))
    frame = pl.read_parquet(path, glob=False)
    real = selectors.float()
    frame = frame.with_columns(
        selectors.decimal().cast(pl.Float64),
        selectors.temporal().dt.to_string("iso"),
        selectors.binary().bin.encode("base64"),
        pl.when(real.is_finite()).then(real),
    )
    columns = frame.to_dict(as_series=False)
    nested = selectors.expand_selector(frame, selectors.nested())
    return columns | {name: _finite(columns[name]) for name in nested}


def _check_size(frame: pl.LazyFrame) -> None:
    """Refuse what would take gigabytes as JSON, before any row of it is read."""
    rows = frame.select(pl.len()).collect().item()
    values = rows * len(frame.collect_schema())
    if values > MAX_VALUES:
        raise bad_request(
            f"The table has {values:,} values; the most that is sent as JSON is {MAX_VALUES:,}. "
            "Download it as Parquet: the address of the download ends in '/download'."
        )


def _finite(value: Any) -> Any:
    """Return a value with null for numbers that are not finite, however deep."""
    match value:
        case float():
            return value if math.isfinite(value) else None
        case list():
            return [_finite(each) for each in value]
        case dict():
            return {name: _finite(each) for name, each in value.items()}
        case _:
            return value
