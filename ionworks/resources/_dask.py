"""Tables of many measurements as a Dask DataFrame."""

from __future__ import annotations

import uuid
from abc import ABC, abstractmethod
from functools import partial
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from ionworks._given import shown
from ionworks._io.blocking import run
from ionworks.resources._lazy import (
    SeriesSource,
    StoredSeries,
    common_schema,
    describe_all,
)
from ionworks.resources._many import labelled
from ionworks.resources._measurement_reads import link_to_series
from ionworks.tables.cycle_summaries import LABELS
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType

    import dask.dataframe as dd
    import pandas as pd
    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.resources._measurement_reads import Table, TableReader
    from ionworks.tables.footer import RowGroup

INDEX = "Measurement id"


def dask_dataframe() -> ModuleType:
    """Import Dask.

    Raises
    ------
    ModuleNotFoundError
        A package is missing; the message says how to install it.
    """
    try:
        import dask.dataframe
        import pandas  # noqa: F401
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "a Dask DataFrame needs dask, pandas and pyarrow; install them with: "
            "pip install 'ionworks-api[dask]'",
            name=missing.name,
        ) from missing
    return dask.dataframe


def require_rows(rows: int | None, what: Table) -> int | None:
    """Check how many rows a partition should have.

    Raises
    ------
    ValueError
        This is no number of rows, or the table is not divided.
    """
    if rows is None:
        return None
    if isinstance(rows, bool) or not isinstance(rows, int) or rows < 1:
        raise ValueError(f"`rows_per_partition` is a whole number of at least 1, not {rows!r}")
    if what != "time_series":
        raise ValueError("`rows_per_partition` divides time series alone; leave it out")
    return rows


def require_predicate(predicate: pl.Expr | None) -> None:
    """Check that a condition is one.

    Raises
    ------
    TypeError
        It is something else.
    """
    import polars as pl

    if not isinstance(predicate, pl.Expr | None):
        raise TypeError(
            f"`predicate` is a condition such as pl.col('Voltage [V]') > 4, not {shown(predicate)}"
        )


async def frame_of_series(
    runtime: Runtime,
    labels: Mapping[str, Mapping[str, str]],
    *,
    columns: Sequence[str] | None,
    predicate: pl.Expr | None,
    rows_per_partition: int | None,
    max_parallel: int,
) -> dd.DataFrame:
    """Make a Dask DataFrame of time series; see `to_dask`."""
    series = {
        ident: StoredSeries(partial(link_to_series, measurement_id=ident), names)
        for ident, names in sorted(labels.items())
    }
    described = await describe_all(runtime, series, max_parallel=max_parallel)
    schema = common_schema({ident: one.schema for ident, one in described.items()})
    parts = [
        StoredSeries(one.resolve, one.labels, groups)
        for ident, one in series.items()
        for groups in _ranges(described[ident].groups, rows_per_partition)
    ]
    return _collection(_SeriesPartition(runtime, schema, predicate), parts, columns)


async def frame_of_tables(
    runtime: Runtime,
    labels: Mapping[str, Mapping[str, str]],
    *,
    read: TableReader,
    columns: Sequence[str] | None,
    predicate: pl.Expr | None,
    use_cache: bool,
    max_parallel: int,
) -> dd.DataFrame:
    """Make a Dask DataFrame of step or cycle tables; see `to_dask`."""
    jobs = [partial(read, runtime, ident, use_cache=use_cache) for ident in labels]
    tables = dict(zip(labels, await runtime.backend.gather(jobs, limit=max_parallel), strict=True))
    schema = common_schema(
        {ident: labelled(tables[ident], names).schema for ident, names in labels.items()}
    )
    partition = _TablePartition(runtime, schema, predicate, read, use_cache)
    return _collection(partition, [dict(labels[ident]) for ident in sorted(labels)], columns)


def _ranges(groups: Sequence[RowGroup], rows: int | None) -> list[slice]:
    """Divide row groups, so that each range has at least so many rows, the last one excepted."""
    if rows is None or not groups:
        return [slice(None)]
    found: list[slice] = []
    start = taken = 0
    for number, group in enumerate(groups, 1):
        taken += group.rows
        if taken >= rows or number == len(groups):
            found.append(slice(start, number))
            start, taken = number, 0
    return found


def _collection(
    partition: _Partition, parts: list[Any], columns: Sequence[str] | None
) -> dd.DataFrame:
    dataframe = dask_dataframe()
    found: dd.DataFrame
    if not parts:
        import pandas as pd

        empty = pd.DataFrame(index=pd.Index([], name=INDEX))
        found = dataframe.from_pandas(empty, npartitions=1)
        return found
    if partition.predicate is not None:  # a column that is not there is said now, not by a worker
        Selection(partition.predicate.meta.root_names()).needed(partition.schema)
    idents = [partition.ident_of(part) for part in parts]
    wanted = Selection(columns).needed([name for name in partition.schema if name != INDEX])
    names = [label for label in LABELS if label != INDEX]
    found = dataframe.from_map(
        partition,
        parts,
        columns=[*names, *(name for name in wanted if name not in names)],
        meta=partition.in_pandas(partition.empty(list(partition.schema))),
        # Known only if the rows of a measurement are in one partition.
        divisions=(*idents, idents[-1]) if len({*idents}) == len(idents) else None,
        label="ionworks",
        enforce_metadata=False,
    )
    return found


@frozen
class _Partition(ABC):
    """Reads a partition where it is needed: a worker has the settings, and connects itself."""

    runtime: Runtime = field(repr=False)
    schema: Mapping[str, pl.DataType] = field(repr=False)
    predicate: pl.Expr | None
    _token: str = field(factory=lambda: uuid.uuid4().hex, kw_only=True)

    def __dask_tokenize__(self) -> str:
        # What is stored may change: two frames share no results.
        return self._token

    def __call__(self, part: Any, columns: list[str] | None = None) -> pd.DataFrame:
        """Read a partition."""
        names = list(self.schema) if columns is None else [INDEX, *columns]
        return self.in_pandas(self.read(part, names))

    @abstractmethod
    def ident_of(self, part: Any) -> str:
        """Return the measurement of a partition."""

    @abstractmethod
    def read(self, part: Any, names: list[str]) -> pl.DataFrame:
        """Read columns of a partition."""

    def empty(self, names: list[str]) -> pl.DataFrame:
        """Return a frame without rows."""
        import polars as pl

        wanted = [INDEX, *(name for name in names if name != INDEX)]
        return pl.DataFrame(schema={name: self.schema[name] for name in wanted})

    def in_pandas(self, frame: pl.DataFrame) -> pd.DataFrame:
        """Return a frame in which a column has one type, whether it has empty places or not."""
        import pandas as pd
        import pyarrow as pa

        nullable = {
            pa.bool_(): pd.BooleanDtype(),
            pa.int8(): pd.Int8Dtype(),
            pa.int16(): pd.Int16Dtype(),
            pa.int32(): pd.Int32Dtype(),
            pa.int64(): pd.Int64Dtype(),
            pa.uint8(): pd.UInt8Dtype(),
            pa.uint16(): pd.UInt16Dtype(),
            pa.uint32(): pd.UInt32Dtype(),
            pa.uint64(): pd.UInt64Dtype(),
        }
        table = frame.to_arrow()
        return table.to_pandas(types_mapper=nullable.get).set_index(INDEX)


@frozen
class _SeriesPartition(_Partition):
    """Reads a time series, or a range of its row groups."""

    def ident_of(self, part: StoredSeries) -> str:
        return part.labels[INDEX]

    def read(self, part: StoredSeries, names: list[str]) -> pl.DataFrame:
        import polars as pl

        source = SeriesSource(self.runtime, part, pl.Schema(self.schema))
        batches = source(names, self.predicate, None, None)
        return pl.concat([self.empty(names).select(names), *batches])


@frozen
class _TablePartition(_Partition):
    """Reads a step or cycle table."""

    read_table: TableReader
    use_cache: bool

    def ident_of(self, part: Mapping[str, str]) -> str:
        return part[INDEX]

    def read(self, part: Mapping[str, str], names: list[str]) -> pl.DataFrame:
        import polars as pl

        with self.runtime.blocking() as blocking:
            came = run(self.read_table(blocking, part[INDEX], use_cache=self.use_cache))
        frame = labelled(came, part)
        whole = frame.select(
            (pl.col(name) if name in frame.columns else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in self.schema.items()
        )
        wanted = whole if self.predicate is None else whole.filter(self.predicate)
        return wanted.select(names)
