"""A series as a user gives it: a table, or the path of a file, which is then read."""

from __future__ import annotations

import warnings
from os import PathLike
from typing import TYPE_CHECKING

from ionworks._deprecation import callers_level

if TYPE_CHECKING:
    from ionworks.tables import SeriesLike, TableLike

__all__ = ["GuessWarning", "read_given", "table_of", "warn_of_guesses"]


class GuessWarning(UserWarning):
    """A file was read by its path alone, and what it does not say was guessed."""

    def __str__(self) -> str:
        """Say what was guessed, and how to state it in Python."""
        return (
            f"{super().__str__()}\nLook at ionworks.read(path).report, and pass the result of "
            "ionworks.read to accept or to state it"
        )


def read_given(series: SeriesLike, data_type: str | None = None) -> tuple[TableLike, str]:
    """Return the table that a user gives, read from its file if it is a path.

    Parameters
    ----------
    series : table, str or path
        What the user gives.
    data_type : str, optional
        ``"ocp"`` or ``"eis"`` where it is not cycler data.

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
    result = read(series, data_type=kind if kind in ("ocp", "eis") else None)
    guesses = result.report.guesses
    if not guesses:
        return result, ""
    told: dict[str, list[str]] = {}
    for guess in guesses:
        told.setdefault(guess.kind, []).append(guess.what)
    lines = [f"\n  {kind}: {', '.join(what)}" for kind, what in told.items()]
    return result, (
        f"{result.report.file} does not say everything, so this was guessed:{''.join(lines)}"
    )


def table_of(series: SeriesLike, data_type: str | None = None) -> TableLike:
    """Return the table that a user gives; what was guessed from a file is warned of."""
    table, guessed = read_given(series, data_type)
    warn_of_guesses(guessed)
    return table


def warn_of_guesses(guessed: str) -> None:
    """Say at the user's line what was guessed from a file, if anything was."""
    if guessed:
        warnings.warn(guessed, GuessWarning, stacklevel=callers_level())
