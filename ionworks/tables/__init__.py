"""Frames: from what users hold to polars, to and from Parquet, and to the backend they chose."""

from ionworks.tables.backends import AnyFrame, ArrowTable, SeriesLike, TableLike, to_backend
from ionworks.tables.electrodes import WorkingElectrode
from ionworks.tables.frames import from_columns, to_polars
from ionworks.tables.parquet import read_parquet, reading_parquet, scan_parquet, write_parquet
from ionworks.tables.schemas import derived_table

__all__ = [
    "AnyFrame",
    "ArrowTable",
    "SeriesLike",
    "TableLike",
    "WorkingElectrode",
    "derived_table",
    "from_columns",
    "read_parquet",
    "reading_parquet",
    "scan_parquet",
    "to_backend",
    "to_polars",
    "write_parquet",
]
