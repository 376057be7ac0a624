"""Tables of records: one row a record, one column a value, each quantity in one unit."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from attrs import define, field

from ionworks._deprecation import callers_level
from ionworks._given import is_number, mapping_of
from ionworks.quantities import Quantity, read_quantity
from ionworks.resources._named_values import (
    Path,
    is_named,
    no_such_name,
    spellings,
    values_in,
    values_of_cell,
    values_of_spec,
)
from ionworks.tables import to_backend

if TYPE_CHECKING:
    import polars as pl

    from ionworks.client import AsyncIonworks
    from ionworks.tables import AnyFrame

Row: TypeAlias = tuple[tuple[Any, ...], Iterable[tuple[Path, Any]]]
"""The plain fields of a record, and its named values."""

COLUMNS_OF_SPEC: Final = ("Id", "Name", "Manufacturer", "Form factor")
COLUMNS_OF_CELL: Final = (
    *("Id", "Name", "Specification", "Manufacturer", "Batch", "Date manufactured"),
)
COLUMNS_OF_MEASUREMENT: Final = (
    *("Id", "Name", "Cell", "Specification", "Manufacturer", "Type", "Start time", "Tags"),
)


@define
class _WantedUnit:
    """The unit that the columns of a name should have."""

    name: str
    unit: str
    names: tuple[Path, ...] = field(init=False)
    was_used: bool = field(default=False, init=False)
    misfit: Quantity | None = field(default=None, init=False)
    """A value of the name that this unit does not fit."""

    def __attrs_post_init__(self) -> None:
        Quantity(0, self.unit)  # refuses a word that is not a unit
        self.names = spellings(self.name)

    def doubt(self, paths: Iterable[Path]) -> str | None:
        """Say why no column has the unit, if that is so."""
        if self.was_used or not paths:
            return None
        if self.misfit is None:
            return f"`units`: {no_such_name(self.name, paths)}"
        return (
            f"`units`: no value of {self.name!r} can be written in {self.unit!r}, a "
            f"{Quantity(0, self.unit).dimension}; those here are a {self.misfit.dimension}, such "
            f"as {self.misfit}"
        )


async def design_table(
    client: AsyncIonworks,
    names: Sequence[str],
    rows: Sequence[Row],
    units: Mapping[str, str] | None,
) -> AnyFrame:
    """Make a table of records, and warn of units that no column has.

    Parameters
    ----------
    client : AsyncIonworks
        Says which library the frame is of.
    names, rows, units
        As for `_table_of`.
    """
    wanted = [_WantedUnit(name, unit) for name, unit in mapping_of(units, "units").items()]
    frame, paths = await client._runtime.backend.run_in_thread(_table_of, names, rows, wanted)
    for one in wanted:
        if (doubt := one.doubt(paths)) is not None:
            warnings.warn(doubt, UserWarning, stacklevel=callers_level())
    return to_backend(frame, client.settings.dataframe_backend)


def _table_of(
    names: Sequence[str], rows: Sequence[Row], wanted: Sequence[_WantedUnit]
) -> tuple[pl.DataFrame, Collection[Path]]:
    """Make a table of records.

    Parameters
    ----------
    names : sequence of str
        Columns of the plain fields.
    rows : sequence of Row
        The records.
    wanted : sequence of _WantedUnit
        The unit of a column, by the name of its value. Otherwise a column has the unit that its
        first value has.

    Returns
    -------
    table : polars.DataFrame
        Values of one name whose units do not convert into each other have a column each.
    paths : collection of Path
        Where values are.
    """
    import polars as pl

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
    table = pl.DataFrame(
        [
            _series(title, [column.get(place) for place in range(len(rows))])
            for title, column in columns.items()
        ]
    )
    return table, of_path


def _in_column(
    amount: Quantity | None,
    value: Any,
    path: Path,
    known: list[str | None],
    wanted: Sequence[_WantedUnit],
) -> tuple[Any, str | None]:
    """Return a value as its column has it, and the unit of that column."""
    if amount is None:
        if isinstance(value, Mapping):  # a unit that nobody knows
            return value["value"], str(value["unit"])
        return value, None
    for one in wanted:
        if is_named(path, one.names):
            try:
                found = amount.value_in(one.unit)
            except ValueError:  # of another dimension, or too large a number there
                one.misfit = amount
            else:
                one.was_used = True
                return found, one.unit
    for unit in known:
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
