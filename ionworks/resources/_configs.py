"""Configurations in plain form: objects described by dicts, tables held by columns."""

# A configuration holds anything, so that what is in it stays unknown:
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from inspect import isawaitable
from pathlib import Path
from typing import Any

from ionworks.errors import MeasurementValidationError
from ionworks.ids import id_of
from ionworks.records import Record
from ionworks.tables.files import load_table, series_file, table_file
from ionworks.tables.frames import to_polars

MAX_DEPTH = 100
_FRAME_LIBRARIES = frozenset({"pandas", "polars", "pyarrow"})


def plain_config(config: Any, name: str = "config") -> dict[str, Any]:
    """Write a configuration in plain form, with every table in it held by columns.

    Tables are frames of polars, pandas and pyarrow, what `ionworks.read` returns, and what text
    such as ``"file:cell.csv"`` or ``"folder:cell"`` names on this machine: any file that
    `ionworks.read` reads. They become
    ``{column: [values]}``, NaN as None. An object with a ``to_config`` method, such as a
    `DataLoader` or one of ``ionworks-schema``, is replaced by what that returns, one with
    ``model_dump`` likewise. A record that stands where an id belongs becomes its id.
    Everything else stays as it is, references such as ``"db:<measurement id>"`` among it.

    Parameters
    ----------
    config : mapping or object
        The configuration; it is not changed. Text at its top level is a name or a
        description, never a reference.
    name : str, default "config"
        What the argument is called, for errors.

    Returns
    -------
    dict
        The same configuration, its dicts and lists new.

    Raises
    ------
    MeasurementValidationError
        A table has more than 1,000 rows; a note on the error says which.
    FileNotFoundError
        A reference names a file or a folder that is not there.
    TypeError
        `config` is not a mapping and has none of these methods, or something in it has to be
        awaited first.
    ValueError
        The configuration contains itself or is nested more than 100 deep, or a file
        cannot be read.

    Examples
    --------
    >>> import polars as pl
    >>> ocv = pl.DataFrame({"Voltage [V]": [3.7, float("nan")]})
    >>> plain_config({"elements": {"ocv": {"data": ocv}}})
    {'elements': {'ocv': {'data': {'Voltage [V]': [3.7, None]}}}}
    """
    described = config if isinstance(config, Mapping) else _own_description(config, name)
    if not isinstance(described, Mapping):
        what = "a configuration" if name == "config" else f"`{name}`"
        sample = "{'elements': {...}}" if name == "config" else "{...}"
        raise TypeError(f"{what} is a dict such as {sample}, not a {type(described).__name__}")
    return {
        key: one if isinstance(one, str) else _member(key, one, name, (described,))
        for key, one in described.items()
    }


def _member(key: Any, value: Any, place: str, above: tuple[Any, ...]) -> Any:
    if isinstance(value, Record) and str(key).endswith("_id"):
        return id_of(value, str(key))
    return _as_json(value, f"{place}.{key}", above)


def _as_json(value: Any, place: str, above: tuple[Any, ...]) -> Any:
    """Write one value plainly; `above` are the values that hold it, from the outside in."""
    if value is None or isinstance(value, int | float):
        return value  # most of a long list, and nothing of it is looked at further
    if len(above) > MAX_DEPTH:
        raise ValueError(f"{place} is nested more than {MAX_DEPTH} deep; flatten the configuration")
    if any(one is value for one in above):
        raise ValueError(f"{place} contains itself; a configuration has an end")
    if isinstance(value, str):
        return _referenced(value, place)
    if _is_frame(value):
        return _columns(value, place, limited=True)
    within = (*above, value)
    if isinstance(value, Mapping):
        return {key: _member(key, one, place, within) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(one, f"{place}[{index}]", within) for index, one in enumerate(value)]
    described = _own_description(value, place)
    if described is not value:
        return _as_json(described, place, within)
    for method in ("to_list", "to_pylist"):  # the series of a frame
        if _has(value, method):
            return getattr(value, method)()
    return value


def _has(value: Any, name: str) -> bool:
    """Tell whether the class of a value has a member; the value itself is left alone."""
    return hasattr(type(value), name)


def _is_frame(value: Any) -> bool:
    """Tell frames from everything else, with no frame library imported."""
    return _has(value, "columns") and (
        _has(value, "__arrow_c_stream__")
        or any(
            base.__module__.partition(".")[0] in _FRAME_LIBRARIES for base in type(value).__mro__
        )
    )


def _own_description(value: Any, place: str) -> Any:
    """Return what an object says of itself, if it is one that does; otherwise the value."""
    for method in ("to_config", "model_dump"):
        if _has(value, method) and not isinstance(value, type):
            described = getattr(value, method)()
            if isawaitable(described):
                getattr(described, "close", lambda: None)()  # nobody awaits it any more
                raise TypeError(
                    f"{place} is a {type(value).__name__}, whose {method}() has to be awaited; "
                    "put what it gives into the configuration"
                )
            return described
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return value


def _columns(table: Any, place: str, *, limited: bool) -> dict[str, list[Any]]:
    from ionworks.validators import validate_time_series_row_count

    try:
        frame = to_polars(table, name=place)
    except (TypeError, ValueError) as problem:
        problem.add_note(f"The table is at {place}.")
        raise
    issues = validate_time_series_row_count(frame) if limited else []
    if issues:
        refusal = MeasurementValidationError(issues[0].message, issues)
        refusal.add_note(f"The series is at {place}.")
        raise refusal
    return frame.to_dict(as_series=False)


# --- references to files --------------------------------------------------------------


def _referenced(text: str, place: str) -> Any:
    kind, _, rest = text.partition(":")
    if kind not in ("file", "folder"):
        return text
    from ionworks.readers.given import table_in

    if kind == "file":
        path = Path(rest).expanduser()
        if not path.is_file():
            raise FileNotFoundError(f"{place} is {text!r}, and there is no file {path}")
        return _columns(table_in(path), place, limited=True)
    folder = Path(rest).expanduser()
    series, steps = series_file(folder), table_file(folder, "steps")
    if series is None:
        raise FileNotFoundError(
            f"{place} is {text!r}, and there is no time_series.parquet or time_series.csv, "
            f"and no one other file called time_series, in {folder}"
        )
    tables = {"time_series": _columns(table_in(series), place, limited=True)}
    if steps is not None:
        tables["steps"] = _columns(load_table(steps), place, limited=False)
    return tables
