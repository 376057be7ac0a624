"""The answer BinnedDeletionPage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.binned_deletion import BinnedDeletion
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class BinnedDeletionPage(PlainAnswer):
    """A page of deletes that can be undone.

    Attributes
    ----------
    items : Rows[BinnedDeletion]
        The items of this page.
    count : int or None
        Items on this page.
    total : int or None
        All tags that there are.
    """

    items: Rows[BinnedDeletion]
    count: int | None = None
    total: int | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "items": "items",
        "count": "count",
        "total": "total",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["items"] = Rows.read(BinnedDeletion, row["items"], "items")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.items = row["items"]
        made.count = row["count"]
        made.total = row["total"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(BinnedDeletionPage):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
