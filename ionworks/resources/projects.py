"""Projects: the rooms that hold specifications, cells and measurements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ionworks_generated import models
from ionworks_generated.api.projects import (
    create_project,
    delete_project,
    get_project,
    list_projects,
    update_project,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import Project
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    UNKNOWN_OUTCOME_ERRORS,
    find_after_failed_create,
    require_name,
)
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._pages import page_of
from ionworks.resources._queries import Moment, Order, OrderBy, name_filter, to_iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ionworks.ids import ProjectId


class AsyncProjects(AsyncResource):
    """Projects: ``client.project``."""

    async def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Project]:
        """List a page of projects.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Project
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> (await client.project.list(name_exact="Default project")).count
        1
        >>> [project.name async for project in client.project.iter(name="default")]
        ['Default project']
        """
        page = await self._runtime.call(
            list_projects,
            limit=limit,
            offset=offset,
            name=name_filter(name, name_exact),
            created_at_gt=to_iso(created_after),
            created_at_lt=to_iso(created_before),
            updated_at_gt=to_iso(updated_after),
            updated_at_lt=to_iso(updated_before),
            order_by=order_by,
            order=order,
        )
        return page_of(Project, page, self._links)

    iter = every_page(list)

    async def get(self, project_id: ProjectId) -> Project:
        """Get one project.

        Parameters
        ----------
        project_id : str or Project
            Its id.

        Raises
        ------
        NotFoundError
            There is no project with this id, or none that the credential may see.
        """
        return Project.from_model(
            await self._runtime.call(get_project, id_of(project_id, "project_id")), self._links
        )

    async def create(self, data: Mapping[str, Any]) -> Project:
        """Create a project.

        Parameters
        ----------
        data : mapping
            ``name`` (required) and ``description``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which project.

        Examples
        --------
        >>> (await client.project.create({"name": "Cell ageing 2026"})).name
        'Cell ageing 2026'
        """
        require_name(data, "project")
        body = body_of(data, models.ProjectCreate, models.Project, what="a project")
        made = await self._runtime.call(create_project, body=payload(body))
        return require_asked(Project.from_model(made, self._links), name=data["name"])

    async def create_or_get(self, data: Mapping[str, Any]) -> Project:
        """Create a project, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`. An existing project is not changed.

        Examples
        --------
        >>> first = await client.project.create_or_get({"name": "Fast charging"})
        >>> await client.project.create_or_get({"name": "Fast charging"}) == first
        True
        """
        name = require_name(data, "project")
        try:
            return await self.create(data)
        except UNKNOWN_OUTCOME_ERRORS as problem:
            return await find_after_failed_create(
                problem, name, self.get, self.iter(name_exact=name)
            )

    async def update(self, project_id: ProjectId, data: Mapping[str, Any]) -> Project:
        """Change a project.

        Parameters
        ----------
        project_id : str or Project
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.

        Returns
        -------
        Project
            The project as it is now.
        """
        body = body_of(data, models.ProjectUpdate, models.Project, what="a project")
        changed = await updated(
            self._runtime, update_project, get_project, id_of(project_id, "project_id"), body
        )
        return Project.from_model(changed, self._links)

    async def delete(self, project_id: ProjectId) -> None:
        """Delete a project with all that is in it.

        Parameters
        ----------
        project_id : str or Project
            Its id.
        """
        project_id = id_of(project_id, "project_id")
        await MeasurementCache(self._runtime).deleting(
            lambda: self._runtime.call(delete_project, project_id)
        )


class Projects(Resource[AsyncProjects]):
    """Projects: ``client.project``."""

    def list(
        self,
        *,
        limit: int | None = None,
        offset: int | None = None,
        name: str | None = None,
        name_exact: str | None = None,
        created_after: Moment | None = None,
        created_before: Moment | None = None,
        updated_after: Moment | None = None,
        updated_before: Moment | None = None,
        order_by: OrderBy | None = None,
        order: Order | None = None,
    ) -> PaginatedList[Project]:
        """List a page of projects.

        Parameters
        ----------
        limit : int, optional
            Results in the page, 1 to 1000; the service's default is 1000.
        offset : int, optional
            Results to leave out at the start.
        name : str, optional
            Part of the name, case-insensitive.
        name_exact : str, optional
            The whole name; wins over `name`.
        created_after, created_before, updated_after, updated_before : str or datetime, optional
            Bounds in time: ISO 8601 text, or a datetime (without a zone it is UTC).
        order_by : {"name", "created_at", "updated_at"}, optional
            What to sort by.
        order : {"asc", "desc"}, optional
            Which way to sort.

        Returns
        -------
        PaginatedList of Project
            One page; ``.total`` counts all matches.

        Examples
        --------
        >>> client.project.list(name_exact="Default project").count
        1
        >>> [project.name for project in client.project.iter(name="default")]
        ['Default project']
        """
        return run(
            self._async.list(
                limit=limit,
                offset=offset,
                name=name,
                name_exact=name_exact,
                created_after=created_after,
                created_before=created_before,
                updated_after=updated_after,
                updated_before=updated_before,
                order_by=order_by,
                order=order,
            )
        )

    iter = every_page(list)

    def get(self, project_id: ProjectId) -> Project:
        """Get one project.

        Parameters
        ----------
        project_id : str or Project
            Its id.

        Raises
        ------
        NotFoundError
            There is no project with this id, or none that the credential may see.
        """
        return run(self._async.get(project_id))

    def create(self, data: Mapping[str, Any]) -> Project:
        """Create a project.

        Parameters
        ----------
        data : mapping
            ``name`` (required) and ``description``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which project.

        Examples
        --------
        >>> client.project.create({"name": "Cell ageing 2026"}).name
        'Cell ageing 2026'
        """
        return run(self._async.create(data))

    def create_or_get(self, data: Mapping[str, Any]) -> Project:
        """Create a project, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`. An existing project is not changed.

        Examples
        --------
        >>> first = client.project.create_or_get({"name": "Fast charging"})
        >>> client.project.create_or_get({"name": "Fast charging"}) == first
        True
        """
        return run(self._async.create_or_get(data))

    def update(self, project_id: ProjectId, data: Mapping[str, Any]) -> Project:
        """Change a project.

        Parameters
        ----------
        project_id : str or Project
            Its id.
        data : mapping
            The fields to change, ``name`` or ``description``.

        Returns
        -------
        Project
            The project as it is now.
        """
        return run(self._async.update(project_id, data))

    def delete(self, project_id: ProjectId) -> None:
        """Delete a project with all that is in it.

        Parameters
        ----------
        project_id : str or Project
            Its id.
        """
        return run(self._async.delete(project_id))
