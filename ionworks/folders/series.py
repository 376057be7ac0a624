"""What a series says, as a digest that goes on when rows are added."""

from __future__ import annotations

import hashlib
from array import array
from copy import copy
from typing import TYPE_CHECKING, Final, Self

from ionworks.tables.columns import CURRENT, CYCLE, STEP, TIME, VOLTAGE

if TYPE_CHECKING:
    import polars as pl

__all__ = ["RowDigest"]

_BLOCK: Final = 8192  # rows


class RowDigest:
    """A digest of rows: the columns that every reading must agree on.

    Rows are digested in blocks of the same size, so that it does not matter in which parts they
    came.
    """

    def __init__(self) -> None:
        self.rows = 0
        self._done = hashlib.sha256()
        self._rest: pl.DataFrame | None = None  # of the last block, which is not full

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Self:
        """Digest a frame."""
        made = cls()
        made.add(frame)
        return made

    def add(self, frame: pl.DataFrame) -> None:
        """Go on with further rows, which have the same columns."""
        columns = [name for name in (TIME, VOLTAGE, CURRENT, STEP, CYCLE) if name in frame.columns]
        rows = frame.select(columns)
        self.rows += rows.height
        if self._rest is not None:
            rows = self._rest.vstack(rows)
        full = rows.height // _BLOCK * _BLOCK
        for start in range(0, full, _BLOCK):
            _digest(self._done, rows.slice(start, _BLOCK))
        self._rest = rows.slice(full)

    def copy(self) -> RowDigest:
        """Return another one that begins with the same rows."""
        made = copy(self)
        made._done = self._done.copy()
        return made

    def hexdigest(self) -> str:
        """Return the digest of all rows so far."""
        digest = self._done.copy()
        if self._rest is not None:
            _digest(digest, self._rest)
        return digest.hexdigest()


def _digest(digest: hashlib._Hash, rows: pl.DataFrame) -> None:
    import polars as pl

    for column in rows.get_columns():
        values = column.cast(pl.Float64, strict=False)
        digest.update(f"{column.name} {values.len()} {values.null_count()}\n".encode())
        digest.update(array("d", values.fill_null(float("nan")).to_list()).tobytes())
