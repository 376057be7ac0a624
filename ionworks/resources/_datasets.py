"""Tables of property datasets: how they are sent, described and read."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import evolve
from ionworks_generated.types import File

from ionworks._forks import check_polars
from ionworks.errors import RequestValidationError, UnexpectedResponseError
from ionworks.records import ColumnSpec, MaterialPropertyDataset
from ionworks.tables import from_columns, to_polars, write_parquet
from ionworks.tables.parquet import MEDIA_TYPE

if TYPE_CHECKING:
    import polars as pl

_WITH_UNIT = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]\s*", re.DOTALL)


def as_file(data: Any) -> tuple[pl.DataFrame, File]:
    """Read a table, and write it as the file of a form.

    Raises
    ------
    TypeError, ValueError
        It is no table, or an empty one.
    """
    frame = to_polars(data, name="data")
    if not frame.width or not frame.height:
        raise RequestValidationError(
            "`data` is empty; a dataset has at least one column and one row"
        )
    file = io.BytesIO()
    write_parquet(frame, file)
    file.seek(0)
    return frame, File(file, "data.parquet", MEDIA_TYPE)


def columns_of(
    frame: pl.DataFrame | None, columns: Sequence[Mapping[str, Any]] | None
) -> list[dict[str, Any]]:
    """Return the descriptions of columns as they are sent.

    Parameters
    ----------
    frame : polars.DataFrame, optional
        The table; without it places are not compared with it.
    columns : sequence of mapping, optional
        What the user says of the columns; without it, what their names say.

    Raises
    ------
    TypeError, ValueError
        A description is wrong; the message says which.
    """
    if columns is None:
        assert frame is not None
        columns = [_from_name(name, place) for place, name in enumerate(frame.columns)]
    if isinstance(columns, str | Mapping) or not isinstance(columns, Sequence):
        raise TypeError("`columns` is a list with a description of each column")
    found: list[dict[str, Any]] = []
    for place, column in enumerate(columns):
        found.append(_checked(column, place, None if frame is None else frame.width))
    for key in ("name", "source_column_index"):
        values = [column[key] for column in found]
        twice = [value for value in values if values.count(value) > 1]
        if twice:
            raise RequestValidationError(f"`columns` has the {key} {twice[0]!r} twice")
    if not found:
        raise RequestValidationError("`columns` is empty; describe at least one column")
    return found


def _from_name(header: str, place: int) -> dict[str, Any]:
    parts = _WITH_UNIT.fullmatch(header)
    name, unit = (parts[1].strip(), parts[2].strip()) if parts else (header, "")
    return {"name": name, "unit": unit, "source_column_index": place}


def _checked(column: Any, place: int, width: int | None) -> dict[str, Any]:
    if hasattr(column, "model_dump") and not isinstance(column, Mapping):
        column = column.model_dump()
    if not isinstance(column, Mapping):
        raise TypeError(f"columns[{place}] is a {type(column).__name__}, not a description")
    described = {"unit": "", "source_column_index": place, **column}
    name, unit = described.get("name"), described["unit"]
    index = described["source_column_index"]
    if not isinstance(name, str) or not name.strip():
        raise RequestValidationError(f"columns[{place}] has no `name`")
    if not isinstance(unit, str):
        raise TypeError(f"`unit` of columns[{place}] is text, not {unit!r}")
    if isinstance(index, bool) or not isinstance(index, int):
        raise TypeError(f"`source_column_index` of columns[{place}] is a number, not {index!r}")
    if index < 0 or (width is not None and index >= width):
        there = "" if width is None else f"; the table has {width} columns, counted from 0"
        raise RequestValidationError(f"`source_column_index` of columns[{place}] is {index}{there}")
    return described


def as_text(described: list[dict[str, Any]]) -> str:
    """Write descriptions as the form holds them."""
    return json.dumps(described, ensure_ascii=False)


def check_same_layout(frame: pl.DataFrame, columns: Sequence[Mapping[str, Any]]) -> None:
    """Compare the columns of a table with stored descriptions, which choose them by place.

    Raises
    ------
    ValueError
        A stored place holds another column, or none.
    """
    for column in columns:
        name, place = column["name"], column.get("source_column_index")
        if not isinstance(place, int):
            continue
        header = frame.columns[place] if 0 <= place < frame.width else None
        if header is None or name not in (header, _from_name(header, place)["name"]):
            there = "nothing" if header is None else repr(header)
            raise RequestValidationError(
                f"the stored column {name!r} is at place {place}, where the new table has {there}. "
                "Stored descriptions choose columns by their place; pass `columns` to describe "
                "the new ones"
            )


def named_columns(record: MaterialPropertyDataset) -> MaterialPropertyDataset:
    """Return a record whose columns have their fields as attributes too."""
    if not all(isinstance(column, dict) for column in record.columns):
        raise UnexpectedResponseError(
            "The service sent descriptions of columns that cannot be read"
        )
    return evolve(record, columns=[ColumnSpec(column) for column in record.columns])


def numbers_of(
    sent: Any,
    *,
    of: pl.DataFrame | None = None,
    described: Sequence[Mapping[str, Any]] = (),
) -> pl.DataFrame:
    """Return a table as 64-bit numbers; other values become null.

    Parameters
    ----------
    sent : mapping
        The columns as an answer has them.
    of : polars.DataFrame, optional
        A table to read as the service does, instead.
    described : sequence of mapping
        Its descriptions.

    Raises
    ------
    UnexpectedResponseError
        What was sent is no table.
    """
    check_polars()
    import polars as pl

    if of is not None:
        frame = of.select(
            of.to_series(column["source_column_index"]).alias(column["name"])
            for column in described
        )
    else:
        if not isinstance(sent, Mapping):
            raise UnexpectedResponseError("The service sent no table")
        try:
            frame = from_columns(sent)
        except (TypeError, ValueError) as problem:
            raise UnexpectedResponseError(
                f"The service sent a table that cannot be read: {problem}"
            ) from None
    real = pl.all().cast(pl.Float64, strict=False)
    frame = frame.select(real)
    return frame.select(pl.when(pl.all().is_finite()).then(pl.all()))
