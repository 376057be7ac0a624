"""The record UserRef."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class UserRef(PlainRecord):
    """A user, by id and e-mail address.

    Attributes
    ----------
    id : str or None
        Id, made by the service.
    email : str or None
        E-mail address.
    """

    id: str | None = None
    email: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "email": "email",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

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
        made.id = row["id"]
        made.email = row["email"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(UserRef):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
