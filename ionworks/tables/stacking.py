"""Tables of many measurements as one, where their columns allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    import polars as pl


def stack(frames: Mapping[str, pl.DataFrame]) -> tuple[pl.DataFrame, dict[str, str]]:
    """Put tables one below the other.

    A column that a table lacks is null there. A column has one kind of value: numbers (of any
    width), text (categories too), dates and times, or one other type. The first table that has
    values in a column decides its kind. Numbers take the widest type; a time without a zone is
    read as UTC where others have a zone, and the result is in UTC.

    Parameters
    ----------
    frames : mapping of str to polars.DataFrame
        Tables by name, in order.

    Returns
    -------
    polars.DataFrame
        The tables that fit.
    dict of str to str
        Why the other tables do not fit, by name.

    Examples
    --------
    >>> import polars as pl
    >>> first, second = pl.DataFrame({"a": [1]}), pl.DataFrame({"a": ["x"]})
    >>> stack({"first": first, "second": second})[1]
    {'second': "column 'a' holds text, and numbers in the tables before"}
    """
    import polars as pl

    schemas = [frame.schema for frame in frames.values()]
    if schemas and all(schema == schemas[0] for schema in schemas):
        return pl.concat(frames.values(), how="vertical"), {}
    kinds: dict[str, str] = {}
    types: dict[str, set[pl.DataType]] = {}
    fitting: list[pl.DataFrame] = []
    misfits: dict[str, str] = {}
    for name, frame in frames.items():
        own = {column: _kind(dtype) for column, dtype in frame.schema.items() if dtype != pl.Null}
        odd = next((column for column in own if kinds.get(column, own[column]) != own[column]), "")
        if odd:
            misfits[name] = (
                f"column {odd!r} holds {own[odd]}, and {kinds[odd]} in the tables before"
            )
            continue
        kinds |= own
        for column in own:
            types.setdefault(column, set()).add(frame.schema[column])
        fitting.append(frame)
    mixed = {column for column, found in types.items() if len(found) > 1}
    casts = {
        column: _common_form(column, types[column])
        for column in mixed
        if kinds[column] in (_TEXT, _TIMES)
    }
    if not fitting:
        return pl.DataFrame(), misfits
    return (
        pl.concat(
            [
                frame.with_columns(
                    cast for column, cast in casts.items() if column in frame.columns
                )
                for frame in fitting
            ],
            how="diagonal_relaxed",
        ),
        misfits,
    )


def shown_names(columns: Iterable[str], labels: Container[str]) -> dict[str, str]:
    """Name the columns of a table beside its labels.

    Parameters
    ----------
    columns : iterable of str
        What the table calls its columns.
    labels : container of str
        Names of the columns that are put in front.

    Returns
    -------
    dict of str to str
        The columns by the names that they have beside the labels.

    Examples
    --------
    >>> shown_names(["Time [s]", "Measurement"], {"Measurement"})
    {'Time [s]': 'Time [s]', 'Measurement (series)': 'Measurement'}
    """
    return {f"{column} (series)" if column in labels else column: column for column in columns}


_NUMBERS, _TEXT, _TIMES = "numbers", "text", "dates or times"


def _kind(dtype: pl.DataType) -> str:
    import polars as pl

    if dtype.is_numeric():
        return _NUMBERS
    if isinstance(dtype, pl.String | pl.Categorical | pl.Enum):
        return _TEXT
    if isinstance(dtype, pl.Date | pl.Datetime):
        return _TIMES
    return str(dtype)


def _common_form(column: str, types: set[pl.DataType]) -> pl.Expr:
    """Return what makes columns of text, or of dates and times, equal in type."""
    import polars as pl

    if not any(isinstance(dtype, pl.Date | pl.Datetime) for dtype in types):
        return pl.col(column).cast(pl.String)
    zoned = any(isinstance(dtype, pl.Datetime) and dtype.time_zone for dtype in types)
    # Microseconds reach far enough into the past and the future for any date.
    return pl.col(column).cast(pl.Datetime("us", "UTC" if zoned else None))
