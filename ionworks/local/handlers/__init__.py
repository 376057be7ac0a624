"""The handlers of the operations, by operation id.

A handler that touches the database or the disk is a plain function: it runs in a thread, so that
it may wait. Only a handler that touches neither may be ``async``: it runs on the event loop.
"""

from typing import Final

from ionworks.local.handlers import (
    cell_specifications,
    identity,
    jobs,
    measurement_data,
    measurement_files,
    measurement_lists,
    measurements,
    pipelines,
    raw_data,
    tags,
    uploads,
    watches,
)
from ionworks.local.handlers.cell_batches import BATCHES
from ionworks.local.handlers.cell_instances import CELLS
from ionworks.local.handlers.cell_specifications import SPECIFICATIONS
from ionworks.local.handlers.materials import MATERIALS
from ionworks.local.handlers.measurements import MEASUREMENTS
from ionworks.local.handlers.pipelines import PIPELINES
from ionworks.local.handlers.projects import PROJECTS
from ionworks.local.handlers.raw_data import RAW_DATA
from ionworks.local.handlers.search import search_over
from ionworks.local.services import Handler

# In the order in which a search goes through them.
COLLECTIONS: Final = (
    PROJECTS,
    SPECIFICATIONS,
    CELLS,
    BATCHES,
    MEASUREMENTS,
    MATERIALS,
    PIPELINES,
    RAW_DATA,
)

HANDLERS: Final[dict[str, Handler]] = {
    **{name: handler for each in COLLECTIONS for name, handler in each.operations().items()},
    **{
        handler.__name__: handler
        for module in (
            cell_specifications,
            identity,
            jobs,
            measurement_data,
            measurement_files,
            measurement_lists,
            measurements,
            pipelines,
            raw_data,
            tags,
            uploads,
            watches,
        )
        for handler in module.OPERATIONS
    },
    "search": search_over(COLLECTIONS),
}
