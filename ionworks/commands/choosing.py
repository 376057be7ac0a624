"""From what a user types to a record: an id, or the names of a record and of what it belongs to."""

from collections.abc import Iterable
from typing import Annotated, Final, TypeAlias

import typer

from ionworks import Ionworks
from ionworks._given import suggestion
from ionworks.errors import ConfigurationError, NotFoundError
from ionworks.records import CellMeasurement, CellSpecification, Record

Measurement: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="MEASUREMENT", help="Its id, or its names: SPECIFICATION/CELL/MEASUREMENT."
    ),
]
_NAMES: Final = 3
_PAGE: Final = 1000


def no_such(what: str, named: str, there: Iterable[Record]) -> NotFoundError:
    """Return the error that no record has a name, with the name that was most likely meant."""
    names = [title_of(record) for record in there]
    return NotFoundError(f"There is no {what} named {named!r}; {suggestion(named, names)}")


def measurement_of(client: Ionworks, named: str) -> CellMeasurement:
    """Find a measurement by its id or its names.

    Raises
    ------
    NotFoundError
        There is none.
    ConfigurationError
        The text is neither.
    """
    if "/" not in named:
        try:
            return client.cell_measurement.get(named)
        except NotFoundError as problem:
            raise NotFoundError(
                f"There is no measurement {named!r}; give an id, or the names as "
                "SPECIFICATION/CELL/MEASUREMENT"
            ) from problem
    names = named.split("/")
    if len(names) != _NAMES or not all(name.strip() for name in names):
        raise ConfigurationError(
            f"{named!r} names no measurement; write SPECIFICATION/CELL/MEASUREMENT, or the id if a "
            "name has a slash"
        )
    return client.resolve_measurement(*names)


def spec_of(client: Ionworks, named: str) -> CellSpecification:
    """Find a cell specification by its whole name or its id."""
    found = list(client.cell_spec.iter(name_exact=named))
    if len(found) > 1:
        ids = ", ".join(spec.id for spec in found)
        raise ConfigurationError(
            f"{len(found)} specifications are called {named!r}; give the id of one: {ids}"
        )
    try:
        return found[0] if found else client.cell_spec.get(named)
    except NotFoundError:
        raise no_such("cell specification", named, client.cell_spec.list(limit=_PAGE)) from None


def cell_id_of(client: Ionworks, named: str) -> str:
    """Return the id of a cell by its id or its names, SPECIFICATION/CELL."""
    spec, slash, cell = named.partition("/")
    if not slash:
        return named
    owner = spec_of(client, spec)
    found = list(client.cell_instance.iter(owner.id, name_exact=cell))
    if not found:
        raise no_such(f"cell of {spec!r}", cell, client.cell_instance.list(owner, limit=_PAGE))
    return found[0].id


def title_of(record: Record) -> str:
    """Return the name of a record, for a heading."""
    return str(record.to_dict().get("name") or record.to_dict().get("id") or "")
