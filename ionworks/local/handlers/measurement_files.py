"""The files of file measurements."""

from sqlalchemy import RowMapping, select
from starlette.responses import RedirectResponse, Response

from ionworks.local.answers import answer
from ionworks.local.errors import Refusal, bad_request
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.schema import measurement_files
from ionworks.local.services import Call, by_name


def list_measurement_files(call: Call) -> Response:
    """List the names of the files, in the order of their upload."""
    return answer({"filenames": [row["filename"] for row in _files(call)]})


def get_measurement_file(call: Call) -> Response:
    """Send the caller to a file at storage."""
    name = call.path["filename"]
    for row in _files(call):
        if row["filename"] == name:
            link = call.services.links.to_download(
                call.storage, row["object_key"], row["content_type"]
            )
            return RedirectResponse(link, status_code=307)
    raise Refusal(404, "NOT_FOUND", f"The measurement has no file with the name {name!r}.")


def _files(call: Call) -> list[RowMapping]:
    identifier, table = call.path["measurement_id"], measurement_files.c
    with call.services.database.read() as connection:
        row = MEASUREMENTS.row(connection, identifier)
        if row["measurement_type"] != "file":
            raise bad_request(
                f"The measurement {row['name']!r} is of type {row['measurement_type']}; "
                "only those of type file have files."
            )
        found = select(measurement_files).where(table.measurement_id == identifier)
        return list(connection.execute(found.order_by(table.position)).mappings())


OPERATIONS = by_name(list_measurement_files, get_measurement_file)
