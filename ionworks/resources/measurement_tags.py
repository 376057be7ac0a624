"""Tags of measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from ionworks_generated.api.cell_measurements import (
    bulk_update_measurement_tags,
    list_measurement_tags,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks.ids import one_or_more
from ionworks.records import TagUsage
from ionworks.resources._pages import page_of
from ionworks.resources.measurement_files import AsyncMeasurementFiles, MeasurementFiles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ionworks.ids import MeasurementId, ProjectId
    from ionworks.pagination import PaginatedList


class AsyncMeasurementTags(AsyncMeasurementFiles):
    """Tags of measurements."""

    async def list_tags(
        self,
        project_id: ProjectId | None = None,
        *,
        containing: str | None = None,
        limit: int | None = None,
    ) -> PaginatedList[TagUsage]:
        """List the tags of a project, those used most first.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own when it has one.
        containing : str, optional
            Part of the tag, case-insensitive.
        limit : int, optional
            Number of tags, 1 to 1000; the service's default is 50.

        Returns
        -------
        PaginatedList of TagUsage
            Each with ``.tag`` and ``.usage_count``.
        """
        answer = await self._runtime.call(
            list_measurement_tags,
            project_id=self._project(project_id),
            q=containing,
            limit=limit,
        )
        return page_of(TagUsage, answer)

    async def add_tags(
        self, measurement_ids: MeasurementId | Sequence[MeasurementId], tags: str | Sequence[str]
    ) -> int:
        """Add tags to measurements; one that is there already stays as it is.

        Parameters
        ----------
        measurement_ids : str or record, or sequence of them
            One id, or up to 1000.
        tags : str or sequence of str
            One tag or several, each at most 50 characters.

        Returns
        -------
        int
            How many measurements changed.

        Raises
        ------
        BadRequestError
            A tag is too long, or a measurement would have more than 50.
        NotFoundError
            A measurement does not exist; none was changed.
        """
        return await self._change_tags(measurement_ids, add=_several(tags), remove=[])

    async def remove_tags(
        self, measurement_ids: MeasurementId | Sequence[MeasurementId], tags: str | Sequence[str]
    ) -> int:
        """Remove tags from measurements, case-insensitive.

        Parameters
        ----------
        measurement_ids : str or record, or sequence of them
            One id, or up to 1000.
        tags : str or sequence of str
            One tag or several.

        Returns
        -------
        int
            How many measurements changed.
        """
        return await self._change_tags(measurement_ids, add=[], remove=_several(tags))

    async def _change_tags(
        self,
        measurement_ids: MeasurementId | Sequence[MeasurementId],
        *,
        add: list[str],
        remove: list[str],
    ) -> int:
        ids = one_or_more(measurement_ids, "measurement_ids")
        if not ids or not (add or remove):
            return 0
        body = payload({"measurement_ids": ids, "add": add, "remove": remove})
        return (await self._runtime.call(bulk_update_measurement_tags, body=body)).updated_count


def _several(one_or_more: str | Sequence[str]) -> list[str]:
    return [one_or_more] if isinstance(one_or_more, str) else list(one_or_more)


L = TypeVar("L", bound=AsyncMeasurementTags)


class MeasurementTags(MeasurementFiles[L]):
    """Tags of measurements."""

    def list_tags(
        self,
        project_id: ProjectId | None = None,
        *,
        containing: str | None = None,
        limit: int | None = None,
    ) -> PaginatedList[TagUsage]:
        """List the tags of a project, those used most first.

        Parameters
        ----------
        project_id : str or Project, optional
            The project; the client's own when it has one.
        containing : str, optional
            Part of the tag, case-insensitive.
        limit : int, optional
            Number of tags, 1 to 1000; the service's default is 50.

        Returns
        -------
        PaginatedList of TagUsage
            Each with ``.tag`` and ``.usage_count``.
        """
        return run(self._async.list_tags(project_id, containing=containing, limit=limit))

    def add_tags(
        self, measurement_ids: MeasurementId | Sequence[MeasurementId], tags: str | Sequence[str]
    ) -> int:
        """Add tags to measurements; one that is there already stays as it is.

        Parameters
        ----------
        measurement_ids : str or record, or sequence of them
            One id, or up to 1000.
        tags : str or sequence of str
            One tag or several, each at most 50 characters.

        Returns
        -------
        int
            How many measurements changed.

        Raises
        ------
        BadRequestError
            A tag is too long, or a measurement would have more than 50.
        NotFoundError
            A measurement does not exist; none was changed.
        """
        return run(self._async.add_tags(measurement_ids, tags))

    def remove_tags(
        self, measurement_ids: MeasurementId | Sequence[MeasurementId], tags: str | Sequence[str]
    ) -> int:
        """Remove tags from measurements, case-insensitive.

        Parameters
        ----------
        measurement_ids : str or record, or sequence of them
            One id, or up to 1000.
        tags : str or sequence of str
            One tag or several.

        Returns
        -------
        int
            How many measurements changed.
        """
        return run(self._async.remove_tags(measurement_ids, tags))
