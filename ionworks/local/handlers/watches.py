"""Measurements that the caller watches."""

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from starlette.responses import Response

from ionworks.local.answers import done
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.schema import watches
from ionworks.local.services import Call, by_name


def watch_measurement(call: Call) -> Response:
    """Begin to watch; once is enough."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        MEASUREMENTS.row(connection, identifier)
        wanted = {"measurement_id": identifier, "user_id": call.services.account.user_id}
        connection.execute(insert(watches).values(**wanted).on_conflict_do_nothing())
    return done()


def unwatch_measurement(call: Call) -> Response:
    """Stop watching; what is not watched is no fault."""
    identifier = call.path["measurement_id"]
    with call.services.database.write() as connection:
        MEASUREMENTS.row(connection, identifier)
        connection.execute(delete(watches).where(watches.c.measurement_id == identifier))
    return done()


OPERATIONS = by_name(watch_measurement, unwatch_measurement)
