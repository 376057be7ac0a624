"""Tables of records: one row a record, one column a value, each quantity in one unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ionworks._given import mapping_of
from ionworks.quantities import Quantity, read_quantity
from ionworks.resources._named_values import (
    Path,
    is_named,
    is_number,
    spellings,
    values_in,
    values_of_cell,
    values_of_spec,
)

if TYPE_CHECKING:
    import polars as pl

Row: TypeAlias = tuple[tuple[Any, ...], Iterable[tuple[Path, Any]]]
"""The plain fields of a record, and its named values."""

COLUMNS_OF_SPEC: Final = ("Id", "Name", "Manufacturer", "Form factor")
COLUMNS_OF_CELL: Final = (
    *("Id", "Name", "Specification", "Manufacturer", "Batch", "Date manufactured"),
)
COLUMNS_OF_MEASUREMENT: Final = (
    *("Id", "Name", "Cell", "Specification", "Manufacturer", "Type", "Start time", "Tags"),
)


def table_of(
    names: Sequence[str], rows: Sequence[Row], units: Mapping[str, str] | None
) -> pl.DataFrame:
    """Make a table of records.

    Parameters
    ----------
    names : sequence of str
        Columns of the plain fields.
    rows : sequence of Row
        The records.
    units : mapping of str to str, optional
        The unit of a column, by the name of its value. Otherwise a column has the unit that its
        first value has.

    Returns
    -------
    polars.DataFrame
        Values of one name whose units do not convert into each other have a column each.
    """
    import polars as pl

    wanted = [(spellings(name), unit) for name, unit in mapping_of(units, "units").items()]
    for _, asked in wanted:
        Quantity(0, asked)  # refuses what is no unit
    columns: dict[str, dict[int, Any]] = {name: {} for name in names}
    of_path: dict[Path, list[str | None]] = {}
    titles: dict[str, Path] = {}
    for place, (fields, values) in enumerate(rows):
        for name, value in zip(names, fields, strict=True):
            columns[name][place] = value
        for path, value in values:
            amount = read_quantity(value)
            found, unit = _in_column(amount, value, path, of_path.setdefault(path, []), wanted)
            title = _title(path, titles) + ("" if unit is None else f" [{unit}]")
            columns.setdefault(title, {})[place] = found
    return pl.DataFrame(
        [
            _series(title, [column.get(place) for place in range(len(rows))])
            for title, column in columns.items()
        ]
    )


def _in_column(
    amount: Quantity | None,
    value: Any,
    path: Path,
    known: list[str | None],
    wanted: Sequence[tuple[tuple[Path, ...], str]],
) -> tuple[Any, str | None]:
    """Return a value as its column has it, and the unit of that column."""
    if amount is None:
        if isinstance(value, Mapping):  # a unit that nobody knows
            return value["value"], str(value["unit"])
        return value, None
    asked = [unit for names, unit in wanted if is_named(path, names)]
    for unit in (*asked, *known):
        if unit is not None:
            try:
                return amount.value_in(unit), unit
            except ValueError:
                continue  # of another dimension, or too large a number there
    known.append(amount.unit)
    return float(amount.value), amount.unit


def _title(path: Path, titles: dict[str, Path]) -> str:
    """Return the name of the column of a path; no two paths have the same."""
    text = " ".join(path).replace("_", " ")
    text = text[:1].upper() + text[1:]
    return text if titles.setdefault(text, path) == path else ".".join(path)


def _series(title: str, values: list[Any]) -> pl.Series:
    """Make a column: numbers, truth values, times, lists of text, or else text."""
    import polars as pl

    there = [value for value in values if value is not None]
    if there and all(map(is_number, there)):
        return pl.Series(title, [None if v is None else float(v) for v in values], pl.Float64)
    kinds = {type(value) for value in there}
    if (len(kinds) == 1 and kinds <= {bool, str}) or not kinds.isdisjoint({list}):
        return pl.Series(title, values)
    if kinds and all(hasattr(value, "isoformat") for value in there):
        return pl.Series(title, values)
    return pl.Series(title, [None if v is None else str(v) for v in values], pl.String)


def row_of_spec(spec: Mapping[str, Any]) -> Row:
    """Return a specification as a row of `COLUMNS_OF_SPEC`."""
    fields = (spec["id"], spec["name"], spec.get("manufacturer"), spec.get("form_factor"))
    return fields, values_of_spec(spec)


def row_of_cell(cell: Mapping[str, Any], spec: Mapping[str, Any], design: bool) -> Row:
    """Return a cell as a row of `COLUMNS_OF_CELL`, with the values of its design if wanted."""
    batch = cell.get("batch_name") or cell.get("batch")
    of_spec = (spec["name"], spec.get("manufacturer"))
    fields = (cell["id"], cell["name"], *of_spec, batch, cell.get("date_manufactured"))
    return fields, (*values_of_cell(cell), *(values_of_spec(spec) if design else ()))


def row_of_measurement(
    measurement: Mapping[str, Any], specs: Mapping[str, Mapping[str, Any]], design: bool
) -> Row:
    """Return a measurement as a row of `COLUMNS_OF_MEASUREMENT`.

    With `design` it has the values of its cell and of the specification as well.
    """
    cell = measurement.get("instance") or {}
    spec = specs.get(cell.get("cell_specification_id", ""), {})
    fields = (
        *(measurement["id"], measurement["name"], cell.get("name")),
        *(spec.get("name"), spec.get("manufacturer"), measurement.get("measurement_type")),
        *(measurement.get("start_time"), measurement.get("tags") or []),
    )
    of_design = (*values_of_cell(cell), *values_of_spec(spec)) if design else ()
    return fields, (*values_in(measurement.get("properties")), *of_design)
