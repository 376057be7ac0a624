"""Cell instances: physical cells of a specification."""

from typing import Any, Final

from sqlalchemy import Connection, select

from ionworks.local.errors import bad_request
from ionworks.local.filters import Listing
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.collection import Collection, Records, Row
from ionworks.local.handlers.rows import names_of
from ionworks.local.schema import cell_batches, cell_instances


def _settle(connection: Connection, values: dict[str, Any], stored: Row | None) -> None:
    """Refuse the lot of another specification."""
    batch_id = values.get("batch_id")
    if batch_id is None:
        return
    owner = connection.scalar(
        select(cell_batches.c.cell_specification_id).where(cell_batches.c.id == batch_id)
    )
    if owner != (stored or values)["cell_specification_id"]:
        raise bad_request(f"batch_id {batch_id!r} is no lot of this cell specification.")


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    """Add the names of the lots."""
    names = names_of(connection, cell_batches, (record["batch_id"] for record in records))
    for record in records:
        record["batch_name"] = names.get(record["batch_id"])


CELLS: Final = Collection(
    "cell_instance",
    cell_instances,
    parent=SPECIFICATIONS,
    fields=("name", "batch_id", "batch", "date_manufactured", "measured_properties", "notes"),
    listing=Listing.of(cell_instances, exact=("batch_id",)),
    free_text=("notes", "batch"),
    settle=_settle,
    fill=_fill,
)
