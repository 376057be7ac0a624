"""The record InviteResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class InviteResult(PlainRecord):
    """What an invitation led to.

    Attributes
    ----------
    user_id : str or None
        Id of the person, who is a member now.
    invite_sent : bool or None
        Whether an invitation to sign up was sent; false if the address had an account,
        which is linked without a mail.
    already_member : bool or None
        Whether the person was a member before; membership and role are then as they were.
    role_name : str or None
        Name of the role that the person has in the project, or in the organization.
    """

    user_id: str | None = None
    invite_sent: bool | None = None
    already_member: bool | None = None
    role_name: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "user_id": "user_id",
        "invite_sent": "invite_sent",
        "already_member": "already_member",
        "role_name": "role_name",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "user_id",
        "role_name",
        "invite_sent",
        "already_member",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.user_id = row["user_id"]
        made.invite_sent = row["invite_sent"]
        made.already_member = row["already_member"]
        made.role_name = row["role_name"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(InviteResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
