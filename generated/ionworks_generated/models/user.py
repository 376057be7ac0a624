"""The record User."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import DictRecord, Links, require


@frozen(kw_only=True, repr=False, eq=False)
class User(DictRecord):
    """Who the credential stands for, and the organization that requests act for.

    Attributes
    ----------
    id : str
        Id, made by the service.
    email : str
        E-mail address.
    authorized_organization : dict[str, Any] or None
        Organization that this request is made for; null if none could be found.
    organizations : list[dict[str, Any]]
        All organizations of the user.
    """

    id: str
    email: str
    authorized_organization: dict[str, Any] | None = None
    organizations: list[dict[str, Any]]

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "email": "email",
        "authorized_organization": "authorized_organization",
        "organizations": "organizations",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "email",
    )
    _inner: ClassVar[Mapping[str, str]] = {
        "authorized_organization": "OrganizationRef",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["email"], str):
            require(cls, "email", row["email"], str)
        if row["authorized_organization"] is not None and not isinstance(
            row["authorized_organization"], dict
        ):
            require(cls, "authorized_organization", row["authorized_organization"], dict)
        if row["organizations"] is not None:
            require(cls, "organizations", row["organizations"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = dict.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.email = row["email"]
        made.authorized_organization = row["authorized_organization"]
        made.organizations = row["organizations"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        made.__attrs_post_init__()
        return cast(Self, made)


class _Filling(User):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
