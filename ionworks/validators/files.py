"""Check data before anything is uploaded: one table, one file, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from ionworks._forks import check_polars
from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import CURRENT, TIME, VOLTAGE
from ionworks.tables.files import OtherCsvError, read_table
from ionworks.validators.limits import read_skip_checks
from ionworks.validators.measurements import check
from ionworks.validators.reports import FolderReport, Report

if TYPE_CHECKING:
    from ionworks.quantities import Quantity
    from ionworks.tables import TableLike

__all__ = ["validate"]

_SUFFIXES = (".parquet", ".csv")
_OURS = frozenset((TIME, VOLTAGE, CURRENT))

_Paths: TypeAlias = list[str] | list[Path] | list[str | Path] | tuple[str | Path, ...]


#: A table of this name beside a series called `time_series` holds its steps.
_SERIES, _STEPS = "time_series", "steps"


@overload
def validate(
    source: str | PathLike[str],
    *,
    strict: bool = False,
    data_type: str | None = None,
    steps: TableLike | None = None,
    rated_capacity: float | Quantity | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> Report | FolderReport: ...
@overload
def validate(
    source: _Paths,
    *,
    strict: bool = False,
    data_type: str | None = None,
    steps: TableLike | None = None,
    rated_capacity: float | Quantity | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> FolderReport: ...
@overload
def validate(
    source: TableLike,
    *,
    strict: bool = False,
    data_type: str | None = None,
    steps: TableLike | None = None,
    rated_capacity: float | Quantity | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> Report: ...
def validate(
    source: str | PathLike[str] | _Paths | TableLike,
    *,
    strict: bool = False,
    data_type: str | None = None,
    steps: TableLike | None = None,
    rated_capacity: float | Quantity | None = None,
    voltage_window: tuple[float, float] | None = None,
    skip_checks: Iterable[str] | None = None,
    read_options: Mapping[str, Any] | None = None,
) -> Report | FolderReport:
    """Check data as an upload would, without uploading them.

    Parameters
    ----------
    source : table, path, or list of paths
        A time series as `check` takes it; a file that `ionworks.read` reads; a folder, which
        stands for all files in it and below that `ionworks.folders.plan_upload` looks at; or a
        list of files and folders. A file called ``steps`` beside one called ``time_series`` is
        its table of steps. Other files of a folder, and texts without a table, are not checked,
        and the report names them.
    strict : bool, default False
        Make the checks of `STRICT_CHECK_NAMES` too.
    data_type : {"ocp", "eis"}, optional
        Open-circuit or impedance data; without it the data are cycler data.
    steps : table, optional
        One row for each step, for a single time series.
    rated_capacity : float or Quantity, optional
        Rated capacity of the cell, a number in A.h.
    voltage_window : tuple of float, optional
        Lower and upper voltage limit of the cell in V.
    skip_checks : collection of str, optional
        Names of strict checks to leave out, or "positive_current_is_discharge".
    read_options : mapping, optional
        Arguments of `ionworks.read` for files, such as ``{"time_resets": "join"}``.

    Returns
    -------
    Report or FolderReport
        A report for one table or file, and one for each file of a folder or list. Both
        are true if nothing was refused, and have `to_polars`. Where reading fails, the finding
        is what the reader says. A folder in which no file was checked is not true.

    Raises
    ------
    FileNotFoundError
        There is no such file or folder.
    ValueError
        A name in `skip_checks` is unknown, `voltage_window` is not a window, or `steps` was
        given for more than one series.

    Examples
    --------
    >>> from ionworks import validate
    >>> rest = {"Voltage [V]": [3.7, 3.7], "Current [A]": [0.0, 0.0], "Step count": [0, 0]}
    >>> validate({"Time [s]": [0.0, 60.0], **rest})
    Passed (9 checks made)
    Not checked:
      - cumulative_values_reset_per_step: needs a capacity or energy column
      - capacity_energy_from_current_power: needs a column of capacity, energy or power and ...
      - positive_current_is_discharge: cannot be told: no step and no change of the current ...
    """
    run = partial(
        check,
        strict=strict,
        data_type=data_type,
        rated_capacity=rated_capacity,
        voltage_window=voltage_window,
        skip_checks=read_skip_checks(skip_checks),
    )
    options = read_options or {}
    if isinstance(source, str | PathLike):
        path = Path(source)
        if path.is_file():
            return _check_file(path, run, options, steps)
        files, others = _files([path])
        names = {file: file.relative_to(path).as_posix() for file in (*files, *others)}
    elif isinstance(source, list | tuple):
        files, others = _files([Path(each) for each in source])
        names = {file: str(file) for file in (*files, *others)}
    else:
        return run(source, steps=steps)
    if steps is not None:
        raise ValueError("`steps` belong to one time series; put them beside it as a file `steps`")
    from ionworks.readers.layout import NoTableError

    given = () if isinstance(source, str | PathLike) else {Path(each) for each in source}
    reports: dict[str, Report] = {}
    left = [names[file] for file in others]
    for file, obstacle in files.items():
        if obstacle:
            line = f"{obstacle}; put a file there, or take it away"
            reports[names[file]] = Report((_unread(file, line),))
            continue
        try:
            reports[names[file]] = _check_file(file, run, options, may_be_a_note=file not in given)
        except NoTableError:
            left.append(names[file])
    return FolderReport(reports, tuple(left))


def _files(paths: Iterable[Path]) -> tuple[dict[Path, str], list[Path]]:
    """Return the series of files and folders, and the files of folders that are no series.

    Each once, in order of name; a series with what keeps it from being read. Hidden files and
    tables of steps are in neither.
    """
    from ionworks.readers.folders import files_below, is_data

    series: dict[Path, str] = {}
    others: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"there is no file or folder {path}")
        if path.is_file():
            series[path] = ""
            continue
        for name, obstacle in sorted(files_below(path).items()):
            file = path / name
            if _is_steps(file):
                continue
            if is_data(name) or name.endswith("/"):
                series.setdefault(file, obstacle)
            else:
                others[file] = None
    return series, [file for file in others if file not in series]


def _is_steps(file: Path) -> bool:
    return (
        file.stem == _STEPS
        and file.suffix.lower() in _SUFFIXES
        and _beside(file, _SERIES) is not None
    )


def _beside(file: Path, name: str) -> Path | None:
    candidates = (file.with_name(name + suffix) for suffix in _SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)


def _check_file(
    file: Path,
    run: partial[Report],
    options: Mapping[str, Any],
    steps: TableLike | None = None,
    *,
    may_be_a_note: bool = False,
) -> Report:
    """Check a file; raise `NoTableError` for a text without a table if that may be."""
    from ionworks.readers.layout import NoTableError

    check_polars()
    import polars as pl

    beside = _beside(file, _STEPS) if steps is None and file.stem == _SERIES else None
    try:
        frame = _series(file, run.keywords["data_type"], options)
    except NoTableError as problem:
        if may_be_a_note and file.suffix.lower() not in _SUFFIXES:
            raise
        return Report((_unread(file, str(problem)),))
    except (ValueError, ModuleNotFoundError) as problem:
        return Report((_unread(file, str(problem)),))
    except OSError as problem:
        return Report((_unreadable(file, problem),))
    try:
        table = steps if beside is None else read_table(beside)
    except (
        OSError,
        ValueError,
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    ) as error:
        return Report((_unreadable(file, error),))
    return run(frame, steps=table)


def _series(file: Path, data_type: str | None, options: Mapping[str, Any]) -> TableLike:
    """Read a file as an upload does; one with the platform's columns stays as it is."""
    import polars as pl

    from ionworks.readers.given import table_of
    from ionworks.readers.sources import UnknownColumnsError

    frame = None
    if not options and file.suffix.lower() in _SUFFIXES:
        with suppress(ValueError, pl.exceptions.PolarsError, pl.exceptions.PanicException):
            frame = read_table(file)
            if set(frame.columns) >= _OURS:
                return frame
    try:
        return table_of(file, data_type, options)
    except UnknownColumnsError:
        # Of a table of the platform the checks name what is missing.
        if frame is None or _OURS.isdisjoint(frame.columns):
            raise
        return frame


def _unread(file: Path, line: str) -> ValidationIssue:
    """Make a finding of what the reader says."""
    finding, mark, advice = " ".join(line.split()).rpartition("; ")
    if not mark:
        finding, advice = f"{advice}.", "Correct the file, or state how to read it."
    return ValidationIssue.of(
        IssueCode.FILE_UNREADABLE,
        f"{finding};" if mark else finding,
        advice,
        check="readable_file",
        payload={"file": str(file)},
    )


def _unreadable(file: Path, error: Exception) -> ValidationIssue:
    reason = str(error).strip().partition("\n")[0]
    advice = "Give a Parquet file, or a CSV file whose first line names the columns."
    if isinstance(error, OtherCsvError):
        advice = f"Read it with {error.call}, check the columns, and validate the frame."
    return ValidationIssue.of(
        IssueCode.FILE_UNREADABLE,
        f"'{file.name}' could not be read: {reason or type(error).__name__}.",
        advice,
        check="readable_file",
        payload={"file": str(file)},
    )
