"""Any table that a user may hold, as a polars frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ionworks._forks import check_polars
from ionworks._given import kind_of

if TYPE_CHECKING:
    import polars as pl

    from ionworks.tables.backends import TableLike


def to_polars(table: TableLike, *, name: str = "table") -> pl.DataFrame:
    """Read a table of any common kind into polars.

    Parameters
    ----------
    table : polars.DataFrame, polars.LazyFrame, pandas.DataFrame, mapping, pyarrow.Table
        Or anything else that offers the Arrow stream interface. A mapping holds one
        sequence a column. A pandas index that has a name becomes a column; one that has
        none is dropped.
    name : str, default "table"
        What to call the table in errors.

    Returns
    -------
    polars.DataFrame
        The same rows and columns, NaN as null: missing is missing, whatever it came as.

    Raises
    ------
    TypeError
        This is not a table; a column mixes numbers and text.
    ValueError
        Column names repeat, or columns differ in length.

    Examples
    --------
    >>> to_polars({"Time [s]": [0, 0.5], "Voltage [V]": [3.7, float("nan")]}).null_count().row(0)
    (0, 1)
    """
    check_polars()
    import polars as pl

    if isinstance(table, pl.LazyFrame):
        frame = table.collect()
    elif isinstance(table, pl.DataFrame):
        frame = table
    elif is_pandas(table):
        frame = _from_pandas(table, name)
    elif isinstance(table, Mapping):
        frame = from_columns(table, name=name)
    elif hasattr(table, "__arrow_c_stream__"):
        frame = _from_arrow(table, name)
    else:
        raise TypeError(
            f"{name} is {kind_of(table)}; pass a polars or pandas DataFrame, "
            "a dict of columns, or a pyarrow Table"
        )
    for column in frame.iter_columns():
        _refuse_objects(column, name)
    return nan_to_null(frame)


def is_pandas(table: object) -> bool:
    """Tell whether a table is a pandas frame, without an import of pandas."""
    return type(table).__module__.partition(".")[0] == "pandas" and hasattr(table, "columns")


def from_columns(columns: Mapping[str, Any], *, name: str = "table") -> pl.DataFrame:
    """Build a frame from one sequence a column, as JSON holds tables.

    Whole numbers and fractions may mix in a column, which is then one of fractions; a
    single value stands for a column of it. A table of single values has one row.

    Raises
    ------
    TypeError
        A column mixes numbers and text, or a key is not text.
    ValueError
        Columns differ in length.
    """
    check_polars()
    import polars as pl

    series: dict[str, pl.Series] = {}
    single: dict[str, Any] = {}
    for column, values in columns.items():
        if not isinstance(column, str):
            raise TypeError(f"{name} has a column named {column!r}; names must be text")
        if values is None or isinstance(values, str | bytes) or not hasattr(values, "__len__"):
            single[column] = values
        else:
            series[column] = _series(column, values, name)
    lengths = {column: len(values) for column, values in series.items()}
    if len(set(lengths.values())) > 1:
        listed = ", ".join(f"{column!r} has {length}" for column, length in lengths.items())
        raise ValueError(f"the columns of {name} differ in length: {listed} rows")
    height = next(iter(lengths.values()), 1)
    for column, value in single.items():
        series[column] = pl.Series(column, [value] * height)
    return pl.DataFrame([series[column] for column in columns])


def _series(column: str, values: Any, name: str, advice: str = "") -> pl.Series:
    import polars as pl

    if isinstance(values, pl.Series):
        return values.alias(column)
    if not isinstance(values, list | tuple) and str(getattr(values, "dtype", "")) != "object":
        try:
            return pl.Series(column, values)  # arrays know their type
        except (TypeError, ValueError):
            pass
    values = list(values)
    try:
        series = pl.Series(column, values)
        if series.dtype != pl.Object:
            return series
    except (TypeError, OverflowError, RuntimeError, pl.exceptions.PolarsError):
        pass
    kinds = {type(value) for value in values if value is not None}
    if all(issubclass(kind, int | float) or hasattr(kind, "__float__") for kind in kinds):
        return pl.Series(column, [None if v is None else float(v) for v in values], pl.Float64)
    first = type(next(value for value in values if value is not None))
    for row, value in enumerate(values):
        if value is not None and not isinstance(value, first):
            numbers_and_text = all(
                issubclass(kind, int | float | str) for kind in (first, type(value))
            )
            raise TypeError(
                f"column {column!r} of {name} begins with {first.__name__} and holds the "
                f"{type(value).__name__} {value!r} in row {row}; a column has one kind of "
                f"value{advice if numbers_and_text else ''}"
            )
    raise _no_column_type(column, name, first.__name__)


def _no_column_type(column: str, name: str, kind: str) -> TypeError:
    return TypeError(
        f"column {column!r} of {name} holds values of type {kind}, which no table can store; "
        "pass numbers, text, dates or true and false, or drop the column"
    )


def _refuse_objects(column: pl.Series, name: str) -> None:
    """Refuse a column of Python objects: complex numbers, for example."""
    import polars as pl

    if column.dtype == pl.Object:
        first = next((value for value in column if value is not None), None)
        raise _no_column_type(column.name, name, type(first).__name__)


def _from_pandas(table: Any, name: str) -> pl.DataFrame:
    import polars as pl

    columns = [str(column) for column in table.columns]
    named = [level for level in table.index.names if level is not None]
    _refuse_repeated(columns + [str(level) for level in named], name)
    try:
        import pyarrow  # noqa: F401 - polars reads pandas through it
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "pandas frames are read through pyarrow; install both with: "
            "pip install 'ionworks-api[pandas]'",
            name=missing.name,
        ) from missing
    table = table.reset_index() if named else table
    try:
        return pl.from_pandas(table)
    except Exception:  # errors of three packages, most of which do not name the column
        return pl.DataFrame(
            [_from_pandas_series(str(label), table[label], name) for label in table.columns]
        )


def _from_pandas_series(column: str, values: Any, name: str) -> pl.Series:
    import polars as pl

    try:
        return pl.Series(column, pl.from_pandas(values))
    except Exception:  # as above
        present = [None if m else v for v, m in zip(values, values.isna(), strict=True)]
        to_numeric = f"; pd.to_numeric(df[{column!r}], errors='coerce') makes numbers of it"
        return _series(column, present, name, to_numeric)


def _from_arrow(table: Any, name: str) -> pl.DataFrame:
    import polars as pl

    _refuse_repeated(list(getattr(table, "column_names", ())), name)
    fields = list(getattr(table, "schema", ()))
    for field in fields:
        if str(field.type).startswith("decimal256"):  # polars panics over it, and prints that
            raise _no_column_type(field.name, name, str(field.type))
    try:
        return pl.DataFrame(table)
    except pl.exceptions.PolarsError:
        for field in fields:
            try:
                pl.DataFrame(table.select([field.name]))
            except pl.exceptions.PolarsError:
                raise _no_column_type(field.name, name, str(field.type)) from None
        raise


def _refuse_repeated(columns: list[str], name: str) -> None:
    repeated = sorted({column for column in columns if columns.count(column) > 1})
    if repeated:
        raise ValueError(f"{name} has more than one column named {', '.join(map(repr, repeated))}")


def nan_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Write NaN as null, touching only the columns that hold one."""
    import polars as pl
    from polars import selectors

    floats = frame.select(selectors.float())
    if not floats.width:
        return frame
    holds_nan = floats.select(pl.all().is_nan().any()).row(0, named=True)
    affected = [column for column, found in holds_nan.items() if found]
    return frame.with_columns(pl.col(affected).fill_nan(None)) if affected else frame
