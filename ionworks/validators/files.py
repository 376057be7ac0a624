"""Check data before anything is uploaded: one table, one file, or a folder of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, overload

from ionworks._forks import check_polars
from ionworks.errors import FileFormatError
from ionworks.issues import IssueCode, ValidationIssue
from ionworks.tables.columns import CURRENT, TIME, VOLTAGE
from ionworks.tables.files import OtherCsvError, read_table
from ionworks.validators.limits import read_skip_checks
from ionworks.validators.measurements import check
from ionworks.validators.reports import FolderReport, Report

if TYPE_CHECKING:
    from ionworks.quantities import Quantity
    from ionworks.tables import TableLike

    pass

__all__ = ["validate"]

_SUFFIXES = (".parquet", ".csv")

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
) -> Report | FolderReport:
    """Check data as an upload would, without uploading them.

    Parameters
    ----------
    source : table, path, or list of paths
        A time series as `check` takes it; a file that `ionworks.read` reads; a folder, which
        stands for all Parquet and CSV files in it and below; or a list of files and folders. A
        file called ``steps`` beside one called ``time_series`` is its table of steps. Other files
        of a folder are not checked, and the report names them.
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

    Returns
    -------
    Report or FolderReport
        A report for one table or file, and one for each file of a folder or list. Both
        are true if nothing was refused, and have `to_polars`. A folder in which no file was
        checked is not true.

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
    if isinstance(source, str | PathLike):
        path = Path(source)
        if path.is_file():
            return _check_file(path, run, steps)
        files, others = _files([path])
        names = {file: file.relative_to(path).as_posix() for file in (*files, *others)}
    elif isinstance(source, list | tuple):
        files, others = _files([Path(each) for each in source])
        names = {file: str(file) for file in (*files, *others)}
    else:
        return run(source, steps=steps)
    if steps is not None:
        raise ValueError("`steps` belong to one time series; put them beside it as a file `steps`")
    return FolderReport(
        {names[file]: _check_file(file, run) for file in files},
        tuple(names[file] for file in others),
    )


def _files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the series of files and folders, and the files of folders that are no series.

    Each once, in order of name. Hidden files and tables of steps are in neither.
    """
    series: dict[Path, None] = {}
    others: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(f"there is no file or folder {path}")
        if path.is_file():
            series[path] = None
            continue
        for file in sorted(path.rglob("*")):
            if not file.is_file() or file.name.startswith(".") or _is_steps(file):
                continue
            (series if file.suffix.lower() in _SUFFIXES else others)[file] = None
    return list(series), [file for file in others if file not in series]


def _is_steps(file: Path) -> bool:
    return (
        file.stem == _STEPS
        and file.suffix.lower() in _SUFFIXES
        and _beside(file, _SERIES) is not None
    )


def _beside(file: Path, name: str) -> Path | None:
    candidates = (file.with_name(name + suffix) for suffix in _SUFFIXES)
    return next((path for path in candidates if path.is_file()), None)


def _check_file(file: Path, run: partial[Report], steps: TableLike | None = None) -> Report:
    check_polars()
    import polars as pl

    beside = _beside(file, _STEPS) if steps is None and file.stem == _SERIES else None
    try:
        frame = _series(file, run.keywords["data_type"])
        table = steps if beside is None else read_table(beside)
    except (
        OSError,
        ValueError,
        pl.exceptions.PolarsError,
        pl.exceptions.PanicException,
    ) as error:
        return Report((_unreadable(file, error),))
    return run(frame, steps=table)


def _series(file: Path, data_type: str | None) -> TableLike:
    """Read a file as an upload does.

    A table that `ionworks.read` does not understand is returned as it is: the checks then name what
    is missing.
    """
    from ionworks.readers.given import table_of

    frame = None
    if file.suffix.lower() in _SUFFIXES:
        try:
            frame = read_table(file)
        except OtherCsvError:
            return table_of(file, data_type)
        if data_type or {TIME, VOLTAGE, CURRENT} <= set(frame.columns):
            return frame
    try:
        return table_of(file, data_type)
    except FileFormatError:
        if frame is None:
            raise
        return frame


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
