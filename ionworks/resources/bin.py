"""The bin: deletes that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ionworks_generated.api.deletions import empty_bin, list_bin, remove_from_bin, restore_from_bin

from ionworks._io.blocking import run
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import BinnedDeletion
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._deletions import refused_by_platform
from ionworks.resources._pages import page_of

if TYPE_CHECKING:
    from ionworks.ids import ProjectId

_WHAT = "a bin"


class AsyncBin(AsyncResource):
    """What was deleted in the last 30 days: ``client.bin``.

    The embedded platform has a bin. Another platform may have none; then each call raises an
    `IonworksError` that says so.
    """

    async def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[BinnedDeletion]:
        """List a page of the deletes that can be undone, the last one first.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one. Without one, all projects.

        Returns
        -------
        PaginatedList of BinnedDeletion
            One page; ``.total`` counts all.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "Typed twice"})
        >>> await client.cell_spec.delete(spec)
        >>> (await client.bin.list())[0].name
        'Typed twice'
        """
        with refused_by_platform(_WHAT):
            page = await self._runtime.call(
                list_bin, limit=limit, offset=offset, project_id=self._project(project_id)
            )
        return page_of(BinnedDeletion, page, self._links)

    iter = every_page(list)

    async def restore(self, deletion_id: str | BinnedDeletion) -> BinnedDeletion:
        """Undo a delete: put back the record, and all that fell with it.

        Parameters
        ----------
        deletion_id : str or BinnedDeletion
            The delete, as `list` gives it.

        Returns
        -------
        BinnedDeletion
            What was put back; ``resource_id`` is the id of the record.

        Raises
        ------
        ConflictError
            The name was taken meanwhile, or what the record belongs to is gone. Nothing was put
            back.
        NotFoundError
            There is no such delete, or it is older than 30 days.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "Deleted by mistake"})
        >>> await client.cell_spec.delete(spec)
        >>> last = (await client.bin.list())[0]
        >>> (await client.bin.restore(last)).name
        'Deleted by mistake'
        >>> await client.cell_spec.get(spec) == spec
        True
        """
        with refused_by_platform(_WHAT):
            found = await self._runtime.call(restore_from_bin, id_of(deletion_id, "deletion_id"))
        return BinnedDeletion.from_model(found, self._links)

    async def remove(self, deletion_id: str | BinnedDeletion) -> None:
        """Remove for good what one delete took along.

        Parameters
        ----------
        deletion_id : str or BinnedDeletion
            The delete, as `list` gives it.

        Raises
        ------
        NotFoundError
            There is no such delete.
        """
        with refused_by_platform(_WHAT):
            await self._runtime.call(remove_from_bin, id_of(deletion_id, "deletion_id"))

    async def empty(self, *, project_id: ProjectId | None = None) -> None:
        """Remove for good all that was deleted.

        Parameters
        ----------
        project_id : str or Project, optional
            The project whose bin is emptied; the client's own when it has one. Without one, all
            projects.
        """
        with refused_by_platform(_WHAT):
            await self._runtime.call(empty_bin, project_id=self._project(project_id))


class Bin(Resource[AsyncBin]):
    """What was deleted in the last 30 days: ``client.bin``.

    The embedded platform has a bin. Another platform may have none; then each call raises an
    `IonworksError` that says so.
    """

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
        project_id: ProjectId | None = None,
    ) -> PaginatedList[BinnedDeletion]:
        """List a page of the deletes that can be undone, the last one first.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 100.
        offset : int, optional
            Results to leave out at the start.
        project_id : str or Project, optional
            The project to look in; the client's own when it has one. Without one, all projects.

        Returns
        -------
        PaginatedList of BinnedDeletion
            One page; ``.total`` counts all.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "Typed twice"})
        >>> client.cell_spec.delete(spec)
        >>> client.bin.list()[0].name
        'Typed twice'
        """
        return run(self._async.list(limit, offset, project_id=project_id))

    iter = every_page(list)

    def restore(self, deletion_id: str | BinnedDeletion) -> BinnedDeletion:
        """Undo a delete: put back the record, and all that fell with it.

        Parameters
        ----------
        deletion_id : str or BinnedDeletion
            The delete, as `list` gives it.

        Returns
        -------
        BinnedDeletion
            What was put back; ``resource_id`` is the id of the record.

        Raises
        ------
        ConflictError
            The name was taken meanwhile, or what the record belongs to is gone. Nothing was put
            back.
        NotFoundError
            There is no such delete, or it is older than 30 days.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "Deleted by mistake"})
        >>> client.cell_spec.delete(spec)
        >>> last = client.bin.list()[0]
        >>> client.bin.restore(last).name
        'Deleted by mistake'
        >>> client.cell_spec.get(spec) == spec
        True
        """
        return run(self._async.restore(deletion_id))

    def remove(self, deletion_id: str | BinnedDeletion) -> None:
        """Remove for good what one delete took along.

        Parameters
        ----------
        deletion_id : str or BinnedDeletion
            The delete, as `list` gives it.

        Raises
        ------
        NotFoundError
            There is no such delete.
        """
        return run(self._async.remove(deletion_id))

    def empty(self, *, project_id: ProjectId | None = None) -> None:
        """Remove for good all that was deleted.

        Parameters
        ----------
        project_id : str or Project, optional
            The project whose bin is emptied; the client's own when it has one. Without one, all
            projects.
        """
        return run(self._async.empty(project_id=project_id))
