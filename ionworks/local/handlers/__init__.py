"""The handlers of the operations, by operation id.

Every module of this package is read: what it has of `Collection`, and its mapping `OPERATIONS`
from names of operations to handlers, answer requests. A new module needs no entry here.

A handler that touches the database or the disk is a plain function: it runs in a thread, so that
it may wait. Only a handler that touches neither may be ``async``: it runs on the event loop.
"""

from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from ionworks.local.handlers.bin import describe_over
from ionworks.local.handlers.collection import Collection
from ionworks.local.handlers.search import search_over
from ionworks.local.services import Handler

_MODULES: Final = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]

COLLECTIONS: Final = tuple(
    {
        value.resource: value
        for module in _MODULES
        for value in vars(module).values()
        if isinstance(value, Collection) and not value.is_part
    }.values()
)

HANDLERS: Final[dict[str, Handler]] = {
    **{name: handler for each in COLLECTIONS for name, handler in each.operations().items()},
    **{
        name: handler
        for module in _MODULES
        for name, handler in getattr(module, "OPERATIONS", {}).items()
    },
    "describe_deletion": describe_over(COLLECTIONS),
    "search": search_over(COLLECTIONS),
}
