"""Projects, which hold specifications, cells and measurements, and their members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ionworks_generated import models
from ionworks_generated.api.projects import (
    create_project,
    delete_project,
    get_project,
    invite_project_member,
    list_project_roles,
    list_projects,
    remove_project_member,
    set_project_member,
    update_project,
    update_project_member,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload, require_asked
from ionworks._io.updating import updated
from ionworks.ids import id_of
from ionworks.pagination import PaginatedList, every_page
from ionworks.records import InviteResult, Project, ProjectRoleInfo
from ionworks.resources._arguments import require_email
from ionworks.resources._base import AsyncResource, Resource
from ionworks.resources._bodies import body_of
from ionworks.resources._create_or_get import (
    Wanted,
    create_or_find,
    require_name,
)
from ionworks.resources._deletions import deletion_of, matched
from ionworks.resources._measurement_cache import MeasurementCache
from ionworks.resources._pages import page_of
from ionworks.resources._queries import Moment, Order, OrderBy, name_filter, to_iso

if TYPE_CHECKING:
    from ionworks.differences import OnDifference
    from ionworks.ids import ProjectId, UserId
    from ionworks.records import Deletion
    from ionworks.types import ProjectCreate, ProjectUpdate

CONTRIBUTOR: Final = "Project Contributor"
ProjectRole: TypeAlias = str | ProjectRoleInfo
"""A role in projects: its name, its id or its record."""


class AsyncProjects(AsyncResource):
    """Projects: ``client.project``."""

    async def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
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
            created_at_gt=to_iso(created_after, "created_after"),
            created_at_lt=to_iso(created_before, "created_before"),
            updated_at_gt=to_iso(updated_after, "updated_after"),
            updated_at_lt=to_iso(updated_before, "updated_before"),
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

    async def create(self, data: ProjectCreate | Mapping[str, Any] | None = None) -> Project:
        """Create a project, whose administrator you are.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the organization) and ``description``.

        Raises
        ------
        ConflictError
            The name is taken; ``existing_id`` says by which project.

        Examples
        --------
        >>> (await client.project.create({"name": "Cell ageing 2026"})).name
        'Cell ageing 2026'
        """
        name = require_name(data, "project")
        body = body_of(data, models.ProjectCreate, models.Project, what="a project")
        made = await self._runtime.call(create_project, body=payload(body))
        return require_asked(Project.from_model(made, self._links), name=name)

    async def create_or_get(
        self, data: ProjectCreate | Mapping[str, Any], *, on_difference: OnDifference = "warn"
    ) -> Project:
        """Create a project, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.

        Examples
        --------
        >>> first = await client.project.create_or_get({"name": "Fast charging"})
        >>> await client.project.create_or_get({"name": "Fast charging"}) == first
        True
        """
        name = require_name(data, "project")
        return await create_or_find(
            self._runtime,
            Wanted("project", data, models.ProjectCreate, models.ProjectUpdate, on_difference),
            create=partial(self.create, data),
            get=self.get,
            same_name=partial(self.iter, name_exact=name),
            update=self.update,
        )

    async def update(
        self, project_id: ProjectId, data: ProjectUpdate | Mapping[str, Any] | None = None
    ) -> Project:
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
        if not isinstance(data, Mapping):
            raise TypeError("`data` is a dict of the fields to change, such as {'name': ...}")
        body = body_of(data, models.ProjectUpdate, models.Project, what="a project")
        changed = await updated(
            self._runtime, update_project, get_project, id_of(project_id, "project_id"), body
        )
        return Project.from_model(changed, self._links)

    async def deletion_of(self, project_id: ProjectId) -> Deletion:
        """Say what a delete of a project would take along. Nothing is deleted.

        Parameters
        ----------
        project_id : str or Project
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such project.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return await deletion_of(self._runtime, "project", id_of(project_id, "project_id"))

    async def delete(
        self, project_id: ProjectId, *, expect: Mapping[str, int] | None = None
    ) -> None:
        """Delete a project with all that is in it.

        Parameters
        ----------
        project_id : str or Project
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        project_id = id_of(project_id, "project_id")
        match = await matched(self._runtime, "project", project_id, expect)
        await MeasurementCache(self._runtime).deleting(
            lambda: self._runtime.call_with(match, delete_project, project_id)
        )

    async def roles(self) -> Sequence[ProjectRoleInfo]:
        """List the roles that a member of a project can have.

        Returns
        -------
        list of ProjectRoleInfo
            All of them; `add_member` and its neighbours take a name or an id.

        Examples
        --------
        >>> [role.name for role in await client.project.roles()]
        ['Project Admin', 'Project Contributor', 'Project Viewer']
        """
        return await self._runtime.call(list_project_roles)

    async def add_member(
        self, project_id: ProjectId, user_id: UserId, role: ProjectRole = CONTRIBUTOR
    ) -> None:
        """Give a member of the organization a role in a project, or another role.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        user_id : str or OrganizationMember
            Id of the member: see `client.organization.get_member`. Invite whoever is no member
            of the organization yet with `invite_member`.
        role : str or ProjectRoleInfo, default "Project Contributor"
            Name of the role, case-insensitive, or its id: see `roles`.

        Raises
        ------
        ValueError
            There is no such role.
        NotFoundError
            There is no such project, or no such member of the organization.
        ConflictError
            The member is deactivated.
        """
        project_id, user_id = id_of(project_id, "project_id"), id_of(user_id, "user_id")
        body = {"user_id": user_id, "project_role_id": await self._role_id(role)}
        await self._runtime.call(set_project_member, project_id, body=payload(body))

    async def update_member(
        self, project_id: ProjectId, user_id: UserId, role: ProjectRole
    ) -> None:
        """Change the role of a member of a project.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        user_id : str or OrganizationMember
            Id of the member.
        role : str or ProjectRoleInfo
            Name of the role, case-insensitive, or its id: see `roles`.

        Raises
        ------
        ValueError
            There is no such role.
        NotFoundError
            There is no such project, or it has no such member.
        ConflictError
            This is the only administrator of the project.
        """
        project_id, user_id = id_of(project_id, "project_id"), id_of(user_id, "user_id")
        body = {"project_role_id": await self._role_id(role)}
        await self._runtime.call(update_project_member, project_id, user_id, body=payload(body))

    async def remove_member(self, project_id: ProjectId, user_id: UserId) -> None:
        """Take a member out of a project, who stays a member of the organization.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such project, or it has no such member.
        ConflictError
            This is the only administrator of the project.
        """
        await self._runtime.call(
            remove_project_member, id_of(project_id, "project_id"), id_of(user_id, "user_id")
        )

    async def invite_member(
        self, project_id: ProjectId, email: str, role: ProjectRole = CONTRIBUTOR
    ) -> InviteResult:
        """Add a person to a project by the e-mail address.

        Whoever is no member of the organization becomes one, with the role Member.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        email : str
            Address of the person.
        role : str or ProjectRoleInfo, default "Project Contributor"
            Name of the role, case-insensitive, or its id: see `roles`.

        Returns
        -------
        InviteResult
            ``user_id``; ``invite_sent`` says whether the person was invited to sign up,
            ``already_member`` whether nothing was changed.

        Raises
        ------
        ValueError
            There is no such role, or this is no e-mail address.
        ConflictError
            The person is a deactivated member of the organization.

        Examples
        --------
        >>> project = await client.project.create_or_get({"name": "Fast charging"})
        >>> jo = await client.project.invite_member(project, "jo@example.org", "Project Viewer")
        >>> jo.role_name
        'Project Viewer'
        >>> await client.project.remove_member(project, jo.user_id)
        """
        project_id, email = id_of(project_id, "project_id"), require_email(email)
        body = {"email": email, "project_role_id": await self._role_id(role)}
        return await self._runtime.call(invite_project_member, project_id, body=payload(body))

    async def _role_id(self, role: ProjectRole) -> str:
        """Return the id of a role, which a name has to be looked up for."""
        if isinstance(role, ProjectRoleInfo):
            return role.id
        if not isinstance(role, str):
            raise TypeError(f"`role` is the name or the id of a role, not a {type(role).__name__}")
        roles = await self.roles()
        wanted = role.strip().casefold()
        for known in roles:
            if role.strip() == known.id or wanted == known.name.casefold():
                return known.id
        names = ", ".join(repr(known.name) for known in roles)
        raise ValueError(f"`role` is {role!r}, which is no role of projects; there are {names}")


class Projects(Resource[AsyncProjects]):
    """Projects: ``client.project``."""

    def list(
        self,
        limit: int | None = None,
        offset: int | None = None,
        *,
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
                limit,
                offset,
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

    def create(self, data: ProjectCreate | Mapping[str, Any] | None = None) -> Project:
        """Create a project, whose administrator you are.

        Parameters
        ----------
        data : mapping
            ``name`` (required, unique in the organization) and ``description``.

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

    def create_or_get(
        self, data: ProjectCreate | Mapping[str, Any], *, on_difference: OnDifference = "warn"
    ) -> Project:
        """Create a project, or fetch the one of that name.

        Parameters
        ----------
        data : mapping
            As for `create`.
        on_difference : {"ignore", "warn", "raise", "update"}, default "warn"
            What to do if it exists and differs from `data`: nothing, warn with each field, raise
            an error, or change it to what was sent. Amounts are equal in any unit.

        Raises
        ------
        RecordDiffersError
            It exists and differs, and `on_difference` is ``"raise"``.

        Examples
        --------
        >>> first = client.project.create_or_get({"name": "Fast charging"})
        >>> client.project.create_or_get({"name": "Fast charging"}) == first
        True
        """
        return run(self._async.create_or_get(data, on_difference=on_difference))

    def update(
        self, project_id: ProjectId, data: ProjectUpdate | Mapping[str, Any] | None = None
    ) -> Project:
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

    def deletion_of(self, project_id: ProjectId) -> Deletion:
        """Say what a delete of a project would take along. Nothing is deleted.

        Parameters
        ----------
        project_id : str or Project
            Its id.

        Returns
        -------
        Deletion
            ``counts`` has the number of records that fall with it, by kind.

        Raises
        ------
        NotFoundError
            There is no such project.
        IonworksError
            The platform cannot say; the embedded one can.
        """
        return run(self._async.deletion_of(project_id))

    def delete(self, project_id: ProjectId, *, expect: Mapping[str, int] | None = None) -> None:
        """Delete a project with all that is in it.

        Parameters
        ----------
        project_id : str or Project
            Its id.
        expect : mapping of str to int, optional
            How many records of which kind fall with it, such as ``{"cell_measurements": 3}``. If
            there are more or fewer, nothing is deleted. Kinds that are not named may fall.

        Raises
        ------
        ConflictError
            Other counts would fall than `expect` says.
        """
        return run(self._async.delete(project_id, expect=expect))

    def roles(self) -> Sequence[ProjectRoleInfo]:
        """List the roles that a member of a project can have.

        Returns
        -------
        list of ProjectRoleInfo
            All of them; `add_member` and its neighbours take a name or an id.

        Examples
        --------
        >>> [role.name for role in client.project.roles()]
        ['Project Admin', 'Project Contributor', 'Project Viewer']
        """
        return run(self._async.roles())

    def add_member(
        self, project_id: ProjectId, user_id: UserId, role: ProjectRole = CONTRIBUTOR
    ) -> None:
        """Give a member of the organization a role in a project, or another role.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        user_id : str or OrganizationMember
            Id of the member: see `client.organization.get_member`. Invite whoever is no member
            of the organization yet with `invite_member`.
        role : str or ProjectRoleInfo, default "Project Contributor"
            Name of the role, case-insensitive, or its id: see `roles`.

        Raises
        ------
        ValueError
            There is no such role.
        NotFoundError
            There is no such project, or no such member of the organization.
        ConflictError
            The member is deactivated.
        """
        return run(self._async.add_member(project_id, user_id, role))

    def update_member(self, project_id: ProjectId, user_id: UserId, role: ProjectRole) -> None:
        """Change the role of a member of a project.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        user_id : str or OrganizationMember
            Id of the member.
        role : str or ProjectRoleInfo
            Name of the role, case-insensitive, or its id: see `roles`.

        Raises
        ------
        ValueError
            There is no such role.
        NotFoundError
            There is no such project, or it has no such member.
        ConflictError
            This is the only administrator of the project.
        """
        return run(self._async.update_member(project_id, user_id, role))

    def remove_member(self, project_id: ProjectId, user_id: UserId) -> None:
        """Take a member out of a project, who stays a member of the organization.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such project, or it has no such member.
        ConflictError
            This is the only administrator of the project.
        """
        return run(self._async.remove_member(project_id, user_id))

    def invite_member(
        self, project_id: ProjectId, email: str, role: ProjectRole = CONTRIBUTOR
    ) -> InviteResult:
        """Add a person to a project by the e-mail address.

        Whoever is no member of the organization becomes one, with the role Member.

        Parameters
        ----------
        project_id : str or Project
            Id of the project.
        email : str
            Address of the person.
        role : str or ProjectRoleInfo, default "Project Contributor"
            Name of the role, case-insensitive, or its id: see `roles`.

        Returns
        -------
        InviteResult
            ``user_id``; ``invite_sent`` says whether the person was invited to sign up,
            ``already_member`` whether nothing was changed.

        Raises
        ------
        ValueError
            There is no such role, or this is no e-mail address.
        ConflictError
            The person is a deactivated member of the organization.

        Examples
        --------
        >>> project = client.project.create_or_get({"name": "Fast charging"})
        >>> jo = client.project.invite_member(project, "jo@example.org", "Project Viewer")
        >>> jo.role_name
        'Project Viewer'
        >>> client.project.remove_member(project, jo.user_id)
        """
        return run(self._async.invite_member(project_id, email, role))
