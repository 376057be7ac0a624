"""What every sub-client holds, and the project that it works in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from ionworks.errors import ConfigurationError
from ionworks.ids import id_of
from ionworks.pagination import PAGE_SIZE, AsyncPages

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ionworks._io.runtime import Runtime
    from ionworks.client import AsyncIonworks
    from ionworks.ids import ProjectId
    from ionworks.pagination import PaginatedList
    from ionworks.urls import RecordUrls

A = TypeVar("A")
T = TypeVar("T")


class AsyncResource:
    """A sub-client whose methods are awaited."""

    _page_size: ClassVar[int] = PAGE_SIZE
    """Results in a page of a walk: the most that the service gives."""

    def __init__(self, client: AsyncIonworks) -> None:
        self._client = client

    @property
    def _runtime(self) -> Runtime:
        return self._client._runtime

    @property
    def _links(self) -> RecordUrls:
        """Links to the web app, for records."""
        return self._client._links

    def _project(self, project_id: ProjectId | None) -> str | None:
        """Return the project that a call means: the one it names, or the client's own."""
        if project_id is None:
            return self._client.settings.project_id
        return id_of(project_id, "project_id")  # an empty one is no wish for the client's

    def _pages(
        self, page: Callable[[int, int], Coroutine[Any, Any, PaginatedList[T]]]
    ) -> AsyncPages[T]:
        """Walk every page of a list, which this client may change during the walk."""
        return AsyncPages(page, page_size=self._page_size, changes=lambda: self._runtime.changes)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._client.settings.address}>"


class Resource(Generic[A]):
    """A sub-client whose methods block; `scripts/twins.py` writes its methods."""

    def __init__(self, resource: A) -> None:
        self._async = resource

    def __repr__(self) -> str:
        return repr(self._async).replace("<Async", "<", 1)


async def default_project(client: AsyncIonworks) -> str:
    """Ask for the project that the service takes where a call names none.

    Raises
    ------
    ConfigurationError
        The service names none.
    """
    project = getattr(await client.whoami(), "default_project_id", None)
    if not isinstance(project, str):
        raise ConfigurationError(
            "No project, and the service names no default one: pass `project_id` here, give "
            "it to the client, or set IONWORKS_PROJECT_ID"
        )
    return project
