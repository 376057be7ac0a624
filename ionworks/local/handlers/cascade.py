"""What a delete takes along: the objects of the records that go with it."""

from anyio.to_thread import run_sync
from sqlalchemy import ColumnElement, Connection, select

from ionworks.local import layout
from ionworks.local.schema import (
    cell_instances,
    cell_measurements,
    cell_specifications,
    projects,
    raw_data,
)
from ionworks.local.services import Call
from ionworks.local.stored import forget


def stored_below(connection: Connection, chosen: ColumnElement[bool]) -> list[str]:
    """Return the prefixes of all objects below the chosen record.

    Parameters
    ----------
    connection : Connection
        The connection that is going to delete.
    chosen : condition
        On the project, specification, instance or measurement.
    """
    measurements = connection.scalars(
        select(cell_measurements.c.id)
        .select_from(
            cell_measurements.join(cell_instances).join(cell_specifications).join(projects)
        )
        .where(chosen)
    )
    return [layout.measurement(identifier) for identifier in measurements]


def raw_data_of(connection: Connection, project_id: str) -> list[str]:
    """Return the keys of the raw data files of a project."""
    found = connection.scalars(select(raw_data.c.id).where(raw_data.c.project_id == project_id))
    return [layout.raw_data(identifier) for identifier in found]


async def remove_objects(call: Call, prefixes: list[str]) -> None:
    """Drop objects whose records are gone.

    The records go first: what a crash leaves between is swept at the next start.
    """
    for prefix in prefixes:
        await run_sync(call.services.objects.remove, prefix)
    with call.services.database.write() as connection:
        for prefix in prefixes:
            forget(connection, prefix)
