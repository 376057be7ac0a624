"""The record ProjectMembership."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class ProjectMembership(PlainRecord):
    """A member's role in one project.

    Attributes
    ----------
    project_id : str or None
        Id of the project.
    project_role_id : str or None
        Id of the role.
    """

    project_id: str | None = None
    project_role_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "project_id": "project_id",
        "project_role_id": "project_role_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "project_id",
        "project_role_id",
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
        made.project_id = row["project_id"]
        made.project_role_id = row["project_role_id"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ProjectMembership):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
