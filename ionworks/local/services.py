"""What the handlers of requests work with."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from attrs import frozen
from starlette.datastructures import Headers
from starlette.responses import Response

from ionworks.local import moments
from ionworks.local.account import Account
from ionworks.local.contract import Contract
from ionworks.local.database import Database
from ionworks.local.ids import Ids
from ionworks.local.links import Links
from ionworks.local.moments import Clock
from ionworks.local.objects import ObjectStore
from ionworks.local.stored import Inspector
from ionworks.local.worker import Worker


@frozen
class Services:
    """The parts of a running platform.

    Attributes
    ----------
    run : str
        Name of this run, so that its address is not taken for that of an earlier one.
    """

    run: str
    contract: Contract
    database: Database
    objects: ObjectStore
    inspector: Inspector
    links: Links
    worker: Worker
    account: Account
    clock: Clock
    new_id: Ids

    def now(self) -> str:
        """Return the present moment as stored text."""
        return moments.as_text(self.clock())

    def signature(self) -> dict[str, str]:
        """Return the fields for the creator and the time of a new record."""
        moment = self.now()
        return {
            "organization_id": self.account.organization_id,
            "created_by": self.account.user_id,
            "created_by_email": self.account.email,
            "created_at": moment,
            "updated_at": moment,
        }


@frozen
class Call:
    """A request that has been authorised and checked.

    Attributes
    ----------
    services : Services
        The parts of the platform.
    url_path : str
        The path of its address, as it was sent.
    path, query : mapping
        Its parameters, converted as the contract says.
    body : object
        Its JSON body, or its form with the files as `Upload`; None without one.
    headers : Headers
        Its headers.
    storage : str
        Address of the storage origin as this caller reaches it.
    """

    services: Services
    url_path: str
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Any
    headers: Headers
    storage: str


Handler: TypeAlias = Callable[[Call], Response | Awaitable[Response]]
"""What answers an operation."""


def by_name(*handlers: Callable[[Call], Any]) -> dict[str, Handler]:
    """Return handlers that are named as the operations that they answer, by these names."""
    return {handler.__name__: handler for handler in handlers}
