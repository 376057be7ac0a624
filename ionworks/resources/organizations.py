"""The organization of the credential: its members, invitations to it, and its usage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, TypeAlias

from ionworks_generated.api.organizations import (
    get_current_usage,
    invite_organization_user,
    list_organization_users,
    remove_organization_user,
    resend_organization_invite,
    set_organization_user_active,
    set_organization_user_role,
)

from ionworks._io.blocking import run
from ionworks._io.operations import payload
from ionworks.errors import ConfigurationError, NotFoundError
from ionworks.ids import id_of
from ionworks.records import InviteResult, OrganizationMember, OrganizationUsage
from ionworks.resources._arguments import require_email, require_one_of
from ionworks.resources._base import AsyncResource, Resource

if TYPE_CHECKING:
    from ionworks.client import AsyncIonworks
    from ionworks.ids import UserId

OrganizationRole: TypeAlias = Literal["Admin", "Member"]
_ROLES = ("Admin", "Member")


class AsyncOrganizations(AsyncResource):
    """The organization of the credential: ``client.organization``.

    It is the one that the client was made for (``organization_id``), otherwise the one that
    `client.whoami` names, which is asked for once.
    """

    def __init__(self, client: AsyncIonworks) -> None:
        super().__init__(client)
        self._own_id = client.settings.organization_id

    async def members(self) -> Sequence[OrganizationMember]:
        """List the members of the organization.

        Returns
        -------
        list of OrganizationMember
            All of them, with their role in the organization and those in its projects.

        Examples
        --------
        >>> members = await client.organization.members()
        >>> members[0].role
        'Admin'
        """
        users = await self._runtime.call(list_organization_users, await self._id())
        return [OrganizationMember.of(user) for user in users]

    async def get_member(self, email: str) -> OrganizationMember:
        """Find a member by the e-mail address.

        Parameters
        ----------
        email : str
            The whole address, case-insensitive.

        Raises
        ------
        NotFoundError
            Nobody in the organization has this address. It is a `ValueError` as well.
        """
        email = require_email(email)
        for member in await self.members():
            if (member.email or "").casefold() == email.casefold():
                return member
        raise NoMemberError(f"No member of the organization has the e-mail address {email!r}")

    async def invite(self, email: str, role: OrganizationRole = "Member") -> InviteResult:
        """Add a person to the organization by the e-mail address.

        Who is a member already stays as they are.

        Parameters
        ----------
        email : str
            Address of the person.
        role : {"Member", "Admin"}, default "Member"
            Role in the organization.

        Returns
        -------
        InviteResult
            ``user_id``; ``invite_sent`` says whether the person was invited to sign up,
            ``already_member`` whether nothing was changed.

        Raises
        ------
        ConflictError
            The person is a deactivated member: `reactivate` the member.
        ValueError
            This is no e-mail address, or no role.

        Examples
        --------
        >>> invited = await client.organization.invite("kim@example.org")
        >>> (await client.organization.get_member("kim@example.org")).role
        'Member'
        >>> await client.organization.remove(invited.user_id)
        """
        body = {"email": require_email(email), "role_name": require_one_of(role, "role", _ROLES)}
        return await self._runtime.call(
            invite_organization_user, await self._id(), body=payload(body)
        )

    async def resend_invite(self, user_id: UserId) -> None:
        """Send the invitation to sign up again.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the person.

        Raises
        ------
        NotFoundError
            There is no such member.
        """
        user_id = id_of(user_id, "user_id")
        await self._runtime.call(resend_organization_invite, await self._id(), user_id, body={})

    async def set_role(self, user_id: UserId, role: OrganizationRole) -> None:
        """Change the role of a member in the organization.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.
        role : {"Member", "Admin"}
            The new role.

        Raises
        ------
        NotFoundError
            There is no such member.
        ConflictError
            This is the only active administrator.
        """
        body = {"role_name": require_one_of(role, "role", _ROLES)}
        user_id = id_of(user_id, "user_id")
        await self._runtime.call(
            set_organization_user_role, await self._id(), user_id, body=payload(body)
        )

    async def deactivate(self, user_id: UserId) -> None:
        """Take the access of a member away; the roles are kept.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such member.
        ConflictError
            This is the only active administrator, or yourself.
        """
        await self._set_active(user_id, is_active=False)

    async def reactivate(self, user_id: UserId) -> None:
        """Give a deactivated member access again, with the same roles.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such member.
        """
        await self._set_active(user_id, is_active=True)

    async def remove(self, user_id: UserId) -> None:
        """Take a member out of the organization and of all its projects.

        What the member made stays.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such member.
        ConflictError
            This is the only active administrator, or yourself.
        """
        user_id = id_of(user_id, "user_id")
        await self._runtime.call(remove_organization_user, await self._id(), user_id)

    async def usage(self) -> OrganizationUsage:
        """Ask what the organization used in this calendar month, and how much it may use.

        Returns
        -------
        OrganizationUsage
            ``period_start`` and ``period_end``, when the counters start again;
            ``simulation`` and ``compute``, each with ``usage`` and ``limit`` in h.

        Examples
        --------
        >>> (await client.organization.usage()).simulation.usage
        0
        """
        return await self._runtime.call(get_current_usage)

    async def _set_active(self, user_id: UserId, *, is_active: bool) -> None:
        user_id = id_of(user_id, "user_id")
        body = {"is_active": is_active}
        await self._runtime.call(
            set_organization_user_active, await self._id(), user_id, body=payload(body)
        )

    async def _id(self) -> str:
        if self._own_id is None:
            organization = (await self._client.whoami()).authorized_organization
            if organization is None:
                raise ConfigurationError(
                    "The credential belongs to no organization; pass `organization_id` to the "
                    "client, or set IONWORKS_ORGANIZATION_ID"
                )
            self._own_id = organization["id"]
        return self._own_id


class NoMemberError(NotFoundError, ValueError):
    """Nobody in the organization has an e-mail address."""


class Organizations(Resource[AsyncOrganizations]):
    """The organization of the credential: ``client.organization``.

    It is the one that the client was made for (``organization_id``), otherwise the one that
    `client.whoami` names, which is asked for once.
    """

    def members(self) -> Sequence[OrganizationMember]:
        """List the members of the organization.

        Returns
        -------
        list of OrganizationMember
            All of them, with their role in the organization and those in its projects.

        Examples
        --------
        >>> members = client.organization.members()
        >>> members[0].role
        'Admin'
        """
        return run(self._async.members())

    def get_member(self, email: str) -> OrganizationMember:
        """Find a member by the e-mail address.

        Parameters
        ----------
        email : str
            The whole address, case-insensitive.

        Raises
        ------
        NotFoundError
            Nobody in the organization has this address. It is a `ValueError` as well.
        """
        return run(self._async.get_member(email))

    def invite(self, email: str, role: OrganizationRole = "Member") -> InviteResult:
        """Add a person to the organization by the e-mail address.

        Who is a member already stays as they are.

        Parameters
        ----------
        email : str
            Address of the person.
        role : {"Member", "Admin"}, default "Member"
            Role in the organization.

        Returns
        -------
        InviteResult
            ``user_id``; ``invite_sent`` says whether the person was invited to sign up,
            ``already_member`` whether nothing was changed.

        Raises
        ------
        ConflictError
            The person is a deactivated member: `reactivate` the member.
        ValueError
            This is no e-mail address, or no role.

        Examples
        --------
        >>> invited = client.organization.invite("kim@example.org")
        >>> client.organization.get_member("kim@example.org").role
        'Member'
        >>> client.organization.remove(invited.user_id)
        """
        return run(self._async.invite(email, role))

    def resend_invite(self, user_id: UserId) -> None:
        """Send the invitation to sign up again.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the person.

        Raises
        ------
        NotFoundError
            There is no such member.
        """
        return run(self._async.resend_invite(user_id))

    def set_role(self, user_id: UserId, role: OrganizationRole) -> None:
        """Change the role of a member in the organization.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.
        role : {"Member", "Admin"}
            The new role.

        Raises
        ------
        NotFoundError
            There is no such member.
        ConflictError
            This is the only active administrator.
        """
        return run(self._async.set_role(user_id, role))

    def deactivate(self, user_id: UserId) -> None:
        """Take the access of a member away; the roles are kept.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such member.
        ConflictError
            This is the only active administrator, or yourself.
        """
        return run(self._async.deactivate(user_id))

    def reactivate(self, user_id: UserId) -> None:
        """Give a deactivated member access again, with the same roles.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such member.
        """
        return run(self._async.reactivate(user_id))

    def remove(self, user_id: UserId) -> None:
        """Take a member out of the organization and of all its projects.

        What the member made stays.

        Parameters
        ----------
        user_id : str or OrganizationMember
            Id of the member.

        Raises
        ------
        NotFoundError
            There is no such member.
        ConflictError
            This is the only active administrator, or yourself.
        """
        return run(self._async.remove(user_id))

    def usage(self) -> OrganizationUsage:
        """Ask what the organization used in this calendar month, and how much it may use.

        Returns
        -------
        OrganizationUsage
            ``period_start`` and ``period_end``, when the counters start again;
            ``simulation`` and ``compute``, each with ``usage`` and ``limit`` in h.

        Examples
        --------
        >>> client.organization.usage().simulation.usage
        0
        """
        return run(self._async.usage())
