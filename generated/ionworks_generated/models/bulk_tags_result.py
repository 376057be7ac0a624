"""The record BulkTagsResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class BulkTagsResult(PlainRecord):
    """What a change of tags did.

    Attributes
    ----------
    updated_count : int
        Measurements that changed.
    """

    updated_count: int

    _fields: ClassVar[Mapping[str, str]] = {
        "updated_count": "updated_count",
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
        made.updated_count = row["updated_count"]
        made.extra = {} if len(row) == 1 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(BulkTagsResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
