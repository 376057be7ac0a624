"""A series as a user gives it: a table, or the path of a file, which is then read."""

from __future__ import annotations

import warnings
from contextlib import suppress
from os import PathLike
from typing import TYPE_CHECKING, Any, Final

from ionworks._deprecation import callers_level
from ionworks.errors import FileFormatError
from ionworks.tables.columns import OPEN_CIRCUIT_AXES, REAL, VOLTAGES, WHOLE
from ionworks.tables.files import load_table, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ionworks.readers.reports import ReadReport
    from ionworks.tables import SeriesLike, TableLike

__all__ = ["GuessWarning", "data_type_of", "read_given", "table_in", "table_of", "warn_of_guesses"]


_PLATFORM: Final = frozenset((*REAL, *WHOLE, *VOLTAGES, *OPEN_CIRCUIT_AXES))


class GuessWarning(UserWarning):
    """A file was read by its path alone, and what it does not say was guessed."""

    def __str__(self) -> str:
        """Say what was guessed, and how to state it in Python."""
        return (
            f"{super().__str__()}\nLook at ionworks.read(path).report, and pass the result of "
            "ionworks.read to accept or to state it"
        )


def read_given(
    series: SeriesLike,
    data_type: str | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> tuple[TableLike, str]:
    """Return the table that a user gives, read from its file if it is a path.

    Parameters
    ----------
    series : table, str or path
        What the user gives.
    data_type : str, optional
        ``"ocp"`` or ``"eis"`` where it is not cycler data.
    read_options : mapping, optional
        Other options of `ionworks.read`.

    Returns
    -------
    table : table
        What was given, or the result of `ionworks.read`.
    remark : str
        What was guessed, for a `GuessWarning`; empty if nothing was.
    """
    if not isinstance(series, str | PathLike):
        return series, ""
    from ionworks.readers.reading import read

    kind = data_type.lower() if isinstance(data_type, str) else None
    options = {"data_type": kind if kind in ("ocp", "eis") else None, **(read_options or {})}
    result = read(series, **options)
    return result, _remark(result.report)


def data_type_of(table: TableLike, stated: str | None) -> str | None:
    """Return what kind of table this is: as the user states, or as it was read.

    Raises
    ------
    ValueError
        It was read as another kind than is stated.
    """
    from ionworks.readers.results import ReadResult

    own = table.data_type if isinstance(table, ReadResult) else None
    if stated is None or own is None:
        return stated or own
    if stated.lower() != own:
        raise ValueError(
            f"data_type is {stated!r}, and the file was read with data_type={own!r}; leave it out, "
            f"or read the file with data_type={stated!r}"
        )
    return stated


def table_of(
    series: SeriesLike,
    data_type: str | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> TableLike:
    """Return the table that a user gives; what was guessed from a file is warned of."""
    table, guessed = read_given(series, data_type, read_options)
    warn_of_guesses(guessed)
    return table


def table_in(file: Path, read_options: Mapping[str, Any] | None = None) -> TableLike:
    """Return the table in a file: one of the platform as it is, any other as `read` reads it.

    A CSV or Parquet file that is no export, such as a table of parameters, is returned as it is
    too. What was guessed is warned of.

    Parameters
    ----------
    file : pathlib.Path
        The file.
    read_options : mapping, optional
        Options of `ionworks.read`; with any, the file is read by it.

    Raises
    ------
    ValueError
        The file cannot be read.
    """
    import polars as pl

    from ionworks.readers.reading import read

    plain: pl.DataFrame | None = None
    if not read_options and file.suffix.lower() == ".parquet":
        plain = load_table(file)
    elif not read_options and file.suffix.lower() == ".csv":
        with suppress(ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
            plain = read_table(file)
    if plain is not None and not _PLATFORM.isdisjoint(plain.columns):
        return plain
    try:
        result = read(file, **(read_options or {}))
    except FileFormatError as problem:
        if plain is None:
            raise FileFormatError(f"{file} cannot be read as a table: {problem}") from problem
        return plain
    warn_of_guesses(_remark(result.report))
    return result


def _remark(report: ReadReport) -> str:
    """Say what was guessed; empty if nothing was."""
    if not report.guesses:
        return ""
    by_kind: dict[str, list[str]] = {}
    for guess in report.guesses:
        by_kind.setdefault(guess.kind, []).append(guess.what)
    lines = [f"\n  {kind}: {', '.join(what)}" for kind, what in by_kind.items()]
    return f"{report.file} does not say everything, so this was guessed:{''.join(lines)}"


def warn_of_guesses(guessed: str) -> None:
    """Say at the user's line what was guessed from a file, if anything was."""
    if guessed:
        warnings.warn(guessed, GuessWarning, stacklevel=callers_level())
