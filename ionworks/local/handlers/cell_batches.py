"""Manufacturing lots of a specification."""

from typing import Any, Final

from sqlalchemy import Connection, select

from ionworks.local.filters import Listing
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.collection import Collection, Records, Row
from ionworks.local.handlers.rows import counts_by
from ionworks.local.schema import cell_batches, cell_instances, cell_specifications


def _settle(_connection: Connection, values: dict[str, Any], _stored: Row | None) -> None:
    if "name" in values:
        values["name_key"] = values["name"].casefold()


def _fill(connection: Connection, records: Records, _full: bool) -> None:
    """Add the number of cells, and the project."""
    own = (record["id"] for record in records)
    counts = counts_by(connection, cell_instances.c.batch_id, own)
    parents = {record["cell_specification_id"] for record in records}
    projects = dict(
        connection.execute(
            select(cell_specifications.c.id, cell_specifications.c.project_id).where(
                cell_specifications.c.id.in_(parents)
            )
        ).all()
    )
    for record in records:
        record["instance_count"] = counts.get(record["id"], 0)
        record["project_id"] = projects[record["cell_specification_id"]]


BATCHES: Final = Collection(
    "cell_batch",
    cell_batches,
    parent=SPECIFICATIONS,
    fields=("name", "notes", "date_manufactured", "properties"),
    listing=Listing.of(cell_batches, text=("name",)),
    unique=("name_key",),
    settle=_settle,
    fill=_fill,
)
