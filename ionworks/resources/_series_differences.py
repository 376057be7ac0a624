"""How a stored series differs from the one at hand, by what the end of its file says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks.differences import Difference
from ionworks.resources._drafts import read_draft
from ionworks.resources._measurement_reads import link_to_series
from ionworks.resources._remote_parquet import RemoteParquet
from ionworks.tables.selection import Selection

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from ionworks._io.runtime import Runtime
    from ionworks.records import CellMeasurement
    from ionworks.tables.footer import RowGroup

_FIELD = "time_series"


async def difference_of_series(
    runtime: Runtime, stored: CellMeasurement, detail: Mapping[str, Any]
) -> Difference | None:
    """Compare a stored series with the one that a user describes; None if they are the same.

    A stored series that begins with the one at hand has been extended, which is no difference: a
    script that creates a series and appends to it may run again.

    Only the end of the stored file is moved. A small file is in it as a whole: then each value of
    the columns at hand is compared. Of a larger one the rows are, and the least and the largest
    value of each column in each stretch that is stored together. A stretch that goes on behind the
    series at hand is moved too.

    Raises
    ------
    TypeError, ValueError, OSError
        The series at hand cannot be read.
    IonworksError
        The stored one cannot be read.
    """
    sent = (await runtime.backend.run_in_thread(read_draft, detail)).time_series
    if stored.measurement_type not in (None, "time_series"):
        kind = stored.measurement_type
        return Difference(
            _FIELD, None, sent.height, f"what is stored is no series, but of the kind {kind!r}"
        )
    with RemoteParquet(runtime, link_to_series(runtime, measurement_id=stored.id)) as file:
        await file.open()
        rows = sum(group.rows for group in file.groups)
        if rows < sent.height:
            summary = f"the series differs ({sent.height} rows, {rows} stored)"
            return Difference(_FIELD, rows, sent.height, summary)
        schema = file.schema()
        missing = [column for column in sent.columns if column not in schema]
        if missing:
            summary = f"the series differs ({missing[0]!r} is not stored)"
            return Difference(_FIELD, None, missing[0], summary)
        in_thread = runtime.backend.run_in_thread
        whole = [group for group in file.groups if group.first_row + group.rows <= sent.height]
        if file.is_whole:
            whole = []
        elif found := await in_thread(partial(_of_bounds, whole, schema, sent)):
            return found
        first = sum(group.rows for group in whole)
        if first == sent.height:
            return None
        rest = Selection(columns=sent.columns, row_range=(first, sent.height))
        return await in_thread(partial(_of_values, await file.select(rest), sent, first))


def _of_values(stored: pl.DataFrame, whole: pl.DataFrame, first: int) -> Difference | None:
    sent = whole.slice(first)
    for column in sent.columns:
        pair = _comparable(stored[column], sent[column])
        if pair is None or pair[0].equals(pair[1], null_equal=True):
            continue
        row = int(pair[0].ne_missing(pair[1]).arg_max() or 0)
        held, given = stored[column][row], sent[column][row]
        summary = (
            f"the series differs ({column!r}, first in row {first + row}: {given!r}, {held!r} "
            "stored)"
        )
        return Difference(_FIELD, held, given, summary)
    return None


def _of_bounds(
    groups: list[RowGroup], schema: Mapping[str, pl.DataType], sent: pl.DataFrame
) -> Difference | None:
    import polars as pl

    for group in groups:
        rows = sent.slice(group.first_row, group.rows)
        for column, bounds in group.bounds.items():
            if column not in sent.columns:
                continue
            values = rows[column]
            if not values.dtype.is_numeric():
                continue
            given = pl.Series([values.min(), values.max()], dtype=values.dtype)
            stored = pl.Series(bounds, dtype=pl.Float64)
            if schema[column] == pl.Float32:
                stored = stored.cast(pl.Float32)
            pair = _comparable(stored, given)
            if pair is not None and not pair[0].equals(pair[1], null_equal=True):
                last = group.first_row + group.rows - 1
                summary = f"the series differs ({column!r}, in rows {group.first_row} to {last})"
                return Difference(_FIELD, bounds, tuple(given), summary)
    return None


def _comparable(stored: pl.Series, sent: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """Return both in one type, the less exact one of numbers; None if there is none."""
    import polars as pl

    if stored.dtype.is_numeric() and sent.dtype.is_numeric():
        of_both = (stored.dtype, sent.dtype)
        kind: Any = pl.Float32 if pl.Float32 in of_both else pl.Float64
        if stored.dtype == sent.dtype:
            kind = stored.dtype
        one, other = (each.cast(kind, strict=False) for each in (stored, sent))
        if kind in (pl.Float32, pl.Float64):  # missing is missing
            return one.fill_nan(None), other.fill_nan(None)
        return one, other
    return (stored, sent) if stored.dtype == sent.dtype else None
