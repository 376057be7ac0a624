"""Measurements that the caller watches."""

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from starlette.responses import Response

from ionworks.local.answers import done
from ionworks.local.handlers.measurements import RESOURCE
from ionworks.local.handlers.rows import fetch
from ionworks.local.schema import cell_measurements, watches
from ionworks.local.services import Call


def watch_measurement(call: Call) -> Response:
    """Begin to watch; once is enough."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_measurements, identifier, RESOURCE)
        wanted = {"measurement_id": identifier, "user_id": call.services.account.user_id}
        connection.execute(insert(watches).values(**wanted).on_conflict_do_nothing())
    return done()


def unwatch_measurement(call: Call) -> Response:
    """Stop watching; what is not watched is no fault."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        fetch(connection, cell_measurements, identifier, RESOURCE)
        connection.execute(delete(watches).where(watches.c.measurement_id == identifier))
    return done()


OPERATIONS = (watch_measurement, unwatch_measurement)
