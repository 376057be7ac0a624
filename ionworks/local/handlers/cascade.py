"""What a delete takes along: the objects of the records that go with it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, select

from ionworks.local import layout
from ionworks.local.schema import cell_measurements, raw_data
from ionworks.local.services import Call


def stored_below(connection: Connection, chosen: ColumnElement[bool]) -> list[str]:
    """Return the prefixes of all objects of the chosen measurements.

    Parameters
    ----------
    connection : Connection
        The connection that is going to delete.
    chosen : condition
        On the measurements: those of a project, specification or cell, or a single one.
    """
    measurements = connection.scalars(select(cell_measurements.c.id).where(chosen))
    return [layout.measurement(identifier) for identifier in measurements]


def raw_data_of(connection: Connection, project_id: str) -> list[str]:
    """Return the keys of the raw data files of a project."""
    found = connection.scalars(select(raw_data.c.id).where(raw_data.c.project_id == project_id))
    return [layout.raw_data(identifier) for identifier in found]


def remove_objects(call: Call, prefixes: Sequence[str]) -> None:
    """Remove objects whose records are gone."""
    for prefix in prefixes:
        call.services.objects.remove(prefix)
