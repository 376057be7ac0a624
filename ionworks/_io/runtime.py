"""The runtime: what the logic of the SDK may await, and nothing else.

Resources are written once, as coroutines over these methods and those of its `backend`.
One call reads downhill::

    call                 an operation and its arguments
      Outgoing.of        what is sent                      (outgoing.py)
      deliver            attempts, each within its time    (delivery.py)
        exchange         one request and its answer
      parsed             the answer as a record            (answers.py)

Requests by their path are in `by_path`, uploads and downloads of files in `transfers`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from attrs import define, evolve, field
from ionworks_generated.errors import UnexpectedStatus

from ionworks._io import answers
from ionworks._io.blocking import BlockingBackend, run
from ionworks._io.connections import Route
from ionworks._io.delivery import Delivery
from ionworks._io.outgoing import Outgoing
from ionworks._io.repeating import RetryBudget
from ionworks.settings import Recipe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import httpx

    from ionworks._io.delivery import IOBackend
    from ionworks._io.operations import Operation

P = ParamSpec("P")
T = TypeVar("T")


@define
class Runtime(Delivery):
    """Calls of operations; its `backend` waits, and runs threads and tasks."""

    _is_view: bool = field(default=False, alias="is_view", kw_only=True)

    def __reduce__(self) -> tuple[Callable[..., Runtime], tuple[type[IOBackend], Recipe]]:
        # Copies, here or in another process, have connections of their own.
        if self.backend.given is not None:
            raise TypeError(
                "a client with an `http_client` of yours cannot be copied or go to another "
                "process; make one there, or use `verify` and `proxy`"
            )
        return _revived, (type(self.backend), Recipe(self.settings))

    async def call(self, operation: Operation[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Send one operation of the contract and return its parsed answer."""
        _, parsed = await self.call_with_response({}, operation, *args, **kwargs)
        return parsed

    async def call_with(
        self,
        headers: Mapping[str, str],
        operation: Operation[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Send one operation with further headers. See `call`."""
        _, parsed = await self.call_with_response(headers, operation, *args, **kwargs)
        return parsed

    async def call_with_response(
        self,
        headers: Mapping[str, str],
        operation: Operation[P, T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[httpx.Response, T]:
        """Send one operation with further headers; return its answer, raw and parsed."""
        response = await self.deliver(Outgoing.of(operation, args, kwargs, headers))
        try:
            return response, answers.parsed(operation, args, response)
        except UnexpectedStatus:
            raise self.refusal(response) from None

    # --- other runtimes ---------------------------------------------------------------

    def with_retry_budget(self, retries: int) -> Runtime:
        """Make a runtime over the same connections whose calls share a number of retries.

        A bulk read that meets a failing service must not multiply its load.
        """
        return Runtime(
            self.settings,
            self.backend,
            RetryBudget(retries),
            changes=self._changes,
            is_view=self._is_view,
        )

    def with_project(self, project_id: str) -> Runtime:
        """Make a runtime over the same connections for another project. It closes none of them."""
        return Runtime(
            evolve(self.settings, project_id=project_id),
            self.backend,
            self._budget,
            changes=self._changes,
            is_view=True,
        )

    @property
    def is_blocking(self) -> bool:
        """Whether its calls block the caller."""
        return isinstance(self.backend, BlockingBackend)

    @contextmanager
    def blocking(self) -> Iterator[Runtime]:
        """Return a runtime that blocks, over connections of its own that are closed at the end."""
        given = self.backend.given if self.is_blocking else None
        backend = BlockingBackend(self.backend.route, given)
        try:
            yield Runtime(self.settings, backend=backend, budget=self._budget)
        finally:
            run(backend.close())

    async def close(self) -> None:
        """Close every connection; those of a view belong to the client that it is a view of."""
        if not self._is_view:
            await self.backend.close()


def _revived(backend: Callable[[Route], IOBackend], recipe: Recipe) -> Runtime:
    settings = recipe.settings.located()
    return Runtime(settings, backend=backend(Route.of(settings)))
