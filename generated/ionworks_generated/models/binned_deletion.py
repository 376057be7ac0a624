"""The record BinnedDeletion."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class BinnedDeletion(PlainRecord):
    """A delete that can be undone.

    Attributes
    ----------
    id : str
        Id of the deletion.
    resource_type : str
        Kind of the record, such as `cell_specification`.
    resource_id : str
        Id of the record.
    counts : dict[str, Any]
        Number of records that fall with it, by kind; kinds without any are left out.
    deleted_at : datetime
        When it was deleted.
    removed_after : datetime
        When it is removed for good.
    name : str or None
        Name of the record.
    project_id : str or None
        Project that the record belonged to.
    """

    id: str
    resource_type: str
    resource_id: str
    counts: dict[str, Any]
    deleted_at: datetime
    removed_after: datetime
    name: str | None = None
    project_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "resource_type": "resource_type",
        "resource_id": "resource_id",
        "counts": "counts",
        "deleted_at": "deleted_at",
        "removed_after": "removed_after",
        "name": "name",
        "project_id": "project_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "resource_type",
        "name",
        "counts",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["resource_type"], str):
            require(cls, "resource_type", row["resource_type"], str)
        if not isinstance(row["resource_id"], str):
            require(cls, "resource_id", row["resource_id"], str)
        if row["counts"] is not None and not isinstance(row["counts"], dict):
            require(cls, "counts", row["counts"], dict)
        try:
            row["deleted_at"] = datetime.fromisoformat(row["deleted_at"])
        except (TypeError, ValueError):
            row["deleted_at"] = require_time(cls, "deleted_at", row["deleted_at"])
        try:
            row["removed_after"] = datetime.fromisoformat(row["removed_after"])
        except (TypeError, ValueError):
            row["removed_after"] = require_time(cls, "removed_after", row["removed_after"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.resource_type = row["resource_type"]
        made.resource_id = row["resource_id"]
        made.counts = row["counts"]
        made.deleted_at = row["deleted_at"]
        made.removed_after = row["removed_after"]
        made.name = row["name"]
        made.project_id = row["project_id"]
        made.extra = {} if len(row) == 8 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(BinnedDeletion):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
