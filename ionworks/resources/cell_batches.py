"""Cell batches: the manufacturing lots of a specification."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.cell_batches import (
    create_cell_batch,
    delete_cell_batch,
    get_cell_batch,
    list_cell_batches,
    update_cell_batch,
)

from ionworks._deprecation import renamed
from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import CellBatch, Deletion
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._pages import page_of
from ionworks.resources._queries import name_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.differences import OnDifference
    from ionworks.ids import CellBatchId, CellSpecId
    from ionworks.types import CellBatchCreate, CellBatchUpdate


class AsyncCellBatches(AsyncResource):
    """Cell batches: ``client.cell_batch``."""

    async def list(
        self,
        cell_spec_id: CellSpecId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
    ) -> PaginatedList[CellBatch]:
        """List a page of the batches of a specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.

        Returns
        -------
        PaginatedList of CellBatch
            One page; ``.total`` counts all matches.
        """
        page = await self._runtime.call(
            list_cell_batches,
            id_of(cell_spec_id, "cell_spec_id"),
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
        )
        return page_of(CellBatch, page, self._links)

    iter = every_page(list)

    async def get(
        self, batch_id: CellBatchId | None = None, *, cell_batch_id: CellBatchId | None = None
    ) -> CellBatch:
        """Get one batch with the number of its cells.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.
        cell_batch_id : str or CellBatch, optional
            The old name of `batch_id`; it warns.

        Raises
        ------
        NotFoundError
            There is no batch with this id, or none that the credential may see.
        """
        return CellBatch.from_model(
            await self._runtime.call(get_cell_batch, self._id(batch_id, cell_batch_id)),
            self._links,
        )

    async def create(
        self, cell_spec_id: CellSpecId, data: CellBatchCreate | Mapping[str, Any]
    ) -> CellBatch:
        """Create a batch.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            ``name`` (required, unique in the specification, case-insensitive),
            ``date_manufactured`` (``YYYY-MM-DD``), ``properties``, ``notes``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which batch.

        Examples
        --------
        >>> spec = await client.cell_spec.create_or_get({"name": "LG M50"})
        >>> (await client.cell_batch.create(spec.id, {"name": "BATCH-2024-001"})).instance_count
        0
        """
        cell_spec_id = id_of(cell_spec_id, "cell_spec_id")
        require_name(data, "cell batch")
        body = body_of(data, models.CellBatchCreate, models.CellBatch, what="a cell batch")
        made = await self._runtime.call(create_cell_batch, cell_spec_id, body=payload(body))
        record = CellBatch.from_model(made, self._links)
        return require_asked(record, name=data["name"], cell_specification_id=cell_spec_id)

    async def create_or_get(
        self,
        cell_spec_id: CellSpecId,
        data: CellBatchCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> CellBatch:
        """Create a batch, or fetch the one of that name.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        cell_spec_id = id_of(cell_spec_id, "cell_spec_id")
        name = require_name(data, "cell batch")
        return await create_or_find(
            self._runtime,
            Wanted(
                "cell batch", data, models.CellBatchCreate, models.CellBatchUpdate, on_difference
            ),
            create=partial(self.create, cell_spec_id, data),
            get=self.get,
            same_name=partial(self.iter, cell_spec_id, name_exact=name),
            update=self.update,
        )

    async def update(
        self,
        batch_id: CellBatchId | None = None,
        data: CellBatchUpdate | Mapping[str, Any] | None = None,
        *,
        cell_batch_id: CellBatchId | None = None,
    ) -> CellBatch:
        """Change a batch.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.
        data : mapping
            The fields to change. ``properties`` are merged key by key; None removes a key.
        cell_batch_id : str or CellBatch, optional
            The old name of `batch_id`; it warns.

        Returns
        -------
        CellBatch
            The batch as it is now.
        """
        body = body_of(data, models.CellBatchUpdate, models.CellBatch, what="a cell batch")
        changed = await updated(
            self._runtime,
            update_cell_batch,
            get_cell_batch,
            self._id(batch_id, cell_batch_id),
            body,
        )
        return CellBatch.from_model(changed, self._links)

    async def deletion_of(self, batch_id: CellBatchId) -> Deletion:
        """Say what a delete of a batch would take along. Nothing is deleted.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind; the cells stay.

        Raises
        ------
        NotFoundError
            There is no such batch.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "cell_batch", id_of(batch_id, "batch_id"))

    async def delete(
        self,
        batch_id: CellBatchId | None = None,
        *,
        cell_batch_id: CellBatchId | None = None,
        expect: Mapping[str, int] | None = None,
    ) -> None:
        """Delete a batch; its cells stay and belong to none.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.
        cell_batch_id : str or CellBatch, optional
            The old name of `batch_id`; it warns.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_instances": 0}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        identifier = self._id(batch_id, cell_batch_id)
        match = await matched(self._runtime, "cell_batch", identifier, expect)
        await self._runtime.call_with(match, delete_cell_batch, identifier)

    @staticmethod
    def _id(batch_id: CellBatchId | None, cell_batch_id: CellBatchId | None) -> str:
        return id_of(renamed("batch_id", batch_id, "cell_batch_id", cell_batch_id), "batch_id")


class CellBatches(Resource[AsyncCellBatches]):
    """Cell batches: ``client.cell_batch``."""

    def list(
        self,
        cell_spec_id: CellSpecId,
        limit: int | None = None,
        offset: int | None = None,
        *,
        name: str | None = None,
        name_exact: str | None = None,
    ) -> PaginatedList[CellBatch]:
        """List a page of the batches of a specification.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        limit : int, optional
            Results in the page, 1 to 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.

        Returns
        -------
        PaginatedList of CellBatch
            One page; ``.total`` counts all matches.
        """
        return run(self._async.list(cell_spec_id, limit, offset, name=name, name_exact=name_exact))

    iter = every_page(list)

    def get(
        self, batch_id: CellBatchId | None = None, *, cell_batch_id: CellBatchId | None = None
    ) -> CellBatch:
        """Get one batch with the number of its cells.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.
        cell_batch_id : str or CellBatch, optional
            The old name of `batch_id`; it warns.

        Raises
        ------
        NotFoundError
            There is no batch with this id, or none that the credential may see.
        """
        return run(self._async.get(batch_id, cell_batch_id=cell_batch_id))

    def create(
        self, cell_spec_id: CellSpecId, data: CellBatchCreate | Mapping[str, Any]
    ) -> CellBatch:
        """Create a batch.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            ``name`` (required, unique in the specification, case-insensitive),
            ``date_manufactured`` (``YYYY-MM-DD``), ``properties``, ``notes``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which batch.

        Examples
        --------
        >>> spec = client.cell_spec.create_or_get({"name": "LG M50"})
        >>> client.cell_batch.create(spec.id, {"name": "BATCH-2024-001"}).instance_count
        0
        """
        return run(self._async.create(cell_spec_id, data))

    def create_or_get(
        self,
        cell_spec_id: CellSpecId,
        data: CellBatchCreate | Mapping[str, Any],
        *,
        on_difference: OnDifference = "warn",
    ) -> CellBatch:
        """Create a batch, or fetch the one of that name.

        Parameters
        ----------
        cell_spec_id : str or CellSpecification
            Id of the specification.
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.
        """
        return run(self._async.create_or_get(cell_spec_id, data, on_difference=on_difference))

    def update(
        self,
        batch_id: CellBatchId | None = None,
        data: CellBatchUpdate | Mapping[str, Any] | None = None,
        *,
        cell_batch_id: CellBatchId | None = None,
    ) -> CellBatch:
        """Change a batch.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.
        data : mapping
            The fields to change. ``properties`` are merged key by key; None removes a key.
        cell_batch_id : str or CellBatch, optional
            The old name of `batch_id`; it warns.

        Returns
        -------
        CellBatch
            The batch as it is now.
        """
        return run(self._async.update(batch_id, data, cell_batch_id=cell_batch_id))

    def deletion_of(self, batch_id: CellBatchId) -> Deletion:
        """Say what a delete of a batch would take along. Nothing is deleted.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind; the cells stay.

        Raises
        ------
        NotFoundError
            There is no such batch.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(batch_id))

    def delete(
        self,
        batch_id: CellBatchId | None = None,
        *,
        cell_batch_id: CellBatchId | None = None,
        expect: Mapping[str, int] | None = None,
    ) -> None:
        """Delete a batch; its cells stay and belong to none.

        Parameters
        ----------
        batch_id : str or CellBatch
            Its id.
        cell_batch_id : str or CellBatch, optional
            The old name of `batch_id`; it warns.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_instances": 0}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(batch_id, cell_batch_id=cell_batch_id, expect=expect))
