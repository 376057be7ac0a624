"""Make step and cycle tables from an uploaded time series.

``docs/steps-and-cycles.md`` gives the formulas. Everything here is a pure function of tables.
"""

from __future__ import annotations

from pathlib import Path

import attrs
import polars as pl

from ionworks.local.errors import ProcessingError
from ionworks.local.processing.columns import (
    RECOGNISED,
    check_schema,
    empty_columns,
    holds_numbers,
    normalise,
)
from ionworks.local.processing.cycles import cycle_table
from ionworks.local.processing.extending import stitch
from ionworks.local.processing.reading import count_rows, read_series, scan_series
from ionworks.local.processing.series import number, prepare, whole_steps
from ionworks.local.processing.steps import STEP_SCHEMA, finish, step_table, summarise
from ionworks.tables.amounts import by_row
from ionworks.tables.columns import CYCLE_INPUTS, STEP

__all__ = [
    "STEP_SCHEMA",
    "Processed",
    "ProcessingError",
    "cycle_table",
    "prepare",
    "process",
    "step_table",
    "stitch",
]

_ROWS_AT_ONCE = 1_000_000  # bounds the memory beside the series itself


@attrs.frozen(eq=False)
class Processed:
    """What processing makes of a series.

    Attributes
    ----------
    steps : polars.DataFrame
        One row per step; the uploader's own table where one was given.
    cycles : polars.DataFrame
        One row per cycle.
    rows : int
        Number of rows of the series.
    """

    steps: pl.DataFrame
    cycles: pl.DataFrame
    rows: int


def process(
    source: Path | pl.DataFrame,
    *,
    rated_capacity: float | None = None,
    steps: pl.DataFrame | None = None,
) -> Processed:
    """Make the step and cycle tables of a series.

    Parameters
    ----------
    source : pathlib.Path or polars.DataFrame
        The series, as a Parquet file or a table. Of a file only the recognised columns are read.
    rated_capacity : float, optional
        Rated capacity of the cell in A.h, which sets the limits of the step types.
    steps : polars.DataFrame, optional
        A step table that came with the upload. It is kept as it is. The cycles are made from it
        if it has ``Cycle count`` and both capacities, else from the series.

    Returns
    -------
    Processed
        Both tables and the number of rows.

    Raises
    ------
    ProcessingError
        The series cannot be read or is not a measurement; the text says what is wrong and where.
    """
    _, schema = scan_series(source)
    others = [n for n in schema if n in RECOGNISED and not holds_numbers(schema[n])]
    check_schema(schema, empty=empty_columns(read_series(source, others)))
    if steps is not None and all(name in steps.columns for name in CYCLE_INPUTS):
        return Processed(steps, cycle_table(steps), count_rows(source))
    series = number(normalise(read_series(source, RECOGNISED)))
    parts = [summarise(by_row(part, STEP)) for part in whole_steps(series, _ROWS_AT_ONCE)]
    derived = finish(pl.concat(parts), rated_capacity=rated_capacity)
    return Processed(derived if steps is None else steps, cycle_table(derived), series.height)
