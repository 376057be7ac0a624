"""A measurement as a user describes it, checked and in one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from ionworks._io.bodies import encode_json
from ionworks.resources._create_or_get import require_name
from ionworks.resources._queries import texts, to_iso
from ionworks.tables import to_polars
from ionworks.tables.columns import CURRENT, STEP, TIME, VOLTAGE
from ionworks.tables.frames import is_pandas

if TYPE_CHECKING:
    import polars as pl

_SHAPE = "{'measurement': {'name': ...}, 'time_series': frame}"
_SAME_TIME = 1e-6  # s


@frozen
class TimeSeriesDraft:
    """What is about to be uploaded.

    Attributes
    ----------
    metadata : dict
        Fields of the record, without hints that only the checks read.
    data_type : str or None
        ``"ocp"`` or ``"eis"`` where the series is not cycling data.
    time_series : polars.DataFrame
        The data.
    steps : polars.DataFrame or None
        A step table that the user brings.
    in_pandas : bool
        The user gave the series as a pandas frame.
    guessed : str
        What was guessed when the series was read from a file; empty if nothing was.
    """

    metadata: dict[str, Any]
    data_type: str | None
    time_series: pl.DataFrame
    steps: pl.DataFrame | None
    in_pandas: bool = False
    guessed: str = ""


def metadata(*, name: str, **fields: Any) -> dict[str, Any]:
    """Gather the fields of a record that were given; moments as the service reads them.

    Raises
    ------
    TypeError, ValueError
        The name is not text, a moment cannot be read, or a field cannot be sent, such as NaN.
    """
    for key in ("start_time", "end_time"):
        fields[key] = to_iso(fields.get(key), key)
    fields["tags"] = texts(fields.get("tags"), "tags")
    require_name({"name": name}, "measurement")
    given = {key: value for key, value in fields.items() if value is not None}
    encode_json(given, place="measurement")  # the record is sent last, after the data
    return {"name": name, **given}


def measurement_name(detail: Any) -> str:
    """Read the name of a described measurement, which is all that a look-up needs.

    Raises
    ------
    TypeError, ValueError
        The description has no such name; the message shows its shape.
    """
    if not isinstance(detail, Mapping) or not isinstance(detail.get("measurement"), Mapping):
        raise TypeError(f"a measurement is described by a dict such as {_SHAPE}")
    return require_name(detail["measurement"], "measurement")


def read_extension(table: Any) -> tuple[pl.DataFrame, bool, str]:
    """Read rows that continue a stored series.

    Returns
    -------
    rows : polars.DataFrame
        The rows.
    is_whole : bool
        They are all rows of an export, the stored ones among them; see `rows_after`.
    guessed : str
        As in `TimeSeriesDraft`.

    Raises
    ------
    ValueError
        There are no rows, or a column that every series has is missing.
    MeasurementValidationError
        Time falls.
    """
    from ionworks.readers import ReadResult
    from ionworks.readers.given import read_given
    from ionworks.validators import MeasurementValidationError, validate_time_monotonic

    table, guessed = read_given(table)
    is_whole = isinstance(table, ReadResult) and not table.report.is_as_it_was
    rows = to_polars(table, name="time_series")
    missing = [column for column in ("Time [s]", "Step count") if column not in rows.columns]
    if rows.is_empty() or missing:
        why = f"lacks {' and '.join(map(repr, missing))}" if missing else "has no rows"
        raise ValueError(f"time_series {why}; there is nothing to append")
    if falls := validate_time_monotonic(rows):
        if is_pandas(table):
            falls = [issue.for_pandas() for issue in falls]
        raise MeasurementValidationError(falls[0].message, falls)
    return rows, is_whole, guessed


def rows_after(rows: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of a whole export that follow its stored rows.

    Parameters
    ----------
    rows : polars.DataFrame
        All rows of the export.
    stored : polars.DataFrame
        The last stored rows.

    Raises
    ------
    ValueError
        The export does not have the last stored row, or nothing after it.
    """
    import polars as pl

    last = stored.row(-1, named=True)
    time = last.get(TIME)
    if time is None:
        return rows
    same = (pl.col(TIME) - time).abs() <= _SAME_TIME
    for column in (STEP, VOLTAGE, CURRENT):
        if column in stored.columns and column in rows.columns:
            same &= pl.col(column).eq_missing(last[column])
    if rows.filter(same).is_empty():
        raise ValueError(
            f"the file does not continue the measurement: it has no row at {time:g} s that is "
            "equal to the last stored one. Read it with ionworks.read, and pass a frame of the "
            "rows that follow"
        )
    found = rows.filter(pl.col(TIME) > time + _SAME_TIME)
    if found.is_empty():
        raise ValueError(
            f"the file has no rows after {time:g} s, where the stored series ends; there is "
            "nothing to append"
        )
    return found


def begins_after(rows: pl.DataFrame, stored: pl.DataFrame) -> bool:
    """Tell whether the first time of rows is after the last time that is stored."""
    import polars as pl

    first, last = (
        part[TIME].cast(pl.Float64, strict=False).drop_nulls()
        if TIME in part.columns
        else pl.Series(dtype=pl.Float64)
        for part in (rows, stored)
    )
    return first.is_empty() or last.is_empty() or bool(first[0] > last[-1])


def with_step_count(draft: TimeSeriesDraft) -> TimeSeriesDraft:
    """Give open-circuit data the step number 0 where they have none: the platform wants it."""
    import polars as pl

    is_ocp = (draft.data_type or "").lower() == "ocp"
    if not is_ocp or STEP in draft.time_series.columns:
        return draft
    numbered = draft.time_series.with_columns(pl.lit(0, pl.Int64).alias(STEP))
    return evolve(draft, time_series=numbered)


def read_draft(detail: Mapping[str, Any]) -> TimeSeriesDraft:
    """Read a described measurement.

    Raises
    ------
    TypeError, ValueError
        Something is missing or of the wrong kind; the message names it.
    """
    from ionworks.readers.given import data_type_of, read_given

    measurement_name(detail)
    unknown = sorted(set(map(str, detail)) - {"measurement", "time_series", "steps"})
    if unknown:
        raise ValueError(
            f"{', '.join(map(repr, unknown))} is not part of {_SHAPE}; what describes the "
            "measurement, such as 'data_type' or 'notes', belongs inside 'measurement': "
            f"{{'measurement': {{'name': ..., {unknown[0]!r}: ...}}, 'time_series': frame}}"
        )
    if detail.get("time_series") is None:
        raise ValueError(f"`time_series` is missing; the shape is {_SHAPE}")
    fields = dict(detail["measurement"])
    data_type = fields.pop("data_type", None)
    steps = detail.get("steps")
    series, guessed = read_given(detail["time_series"], data_type)
    return TimeSeriesDraft(
        metadata=metadata(**fields),
        data_type=data_type_of(series, data_type),
        time_series=to_polars(series, name="time_series"),
        steps=None if steps is None else to_polars(steps, name="steps"),
        in_pandas=is_pandas(series),
        guessed=guessed,
    )
