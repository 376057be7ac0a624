"""The handlers of the operations, by operation id.

A handler that touches the database or the disk is a plain function: it runs in a thread, so that
it may wait. Only a handler that touches neither may be ``async``: it runs on the event loop.
"""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.responses import Response

from ionworks.local.handlers import (
    cell_batches,
    cell_instances,
    cell_specifications,
    identity,
    jobs,
    materials,
    measurement_data,
    measurement_files,
    measurement_lists,
    measurements,
    pipelines,
    projects,
    raw_data,
    search,
    tags,
    uploads,
    watches,
)
from ionworks.local.services import Call

Handler = Callable[[Call], Response | Awaitable[Response]]

HANDLERS: Final[dict[str, Handler]] = {
    handler.__name__: handler
    for module in (
        cell_batches,
        cell_instances,
        cell_specifications,
        identity,
        jobs,
        materials,
        measurement_data,
        measurement_files,
        measurement_lists,
        measurements,
        pipelines,
        projects,
        raw_data,
        search,
        tags,
        uploads,
        watches,
    )
    for handler in module.OPERATIONS
}
