"""The record TagUsage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class TagUsage(PlainRecord):
    """A tag, and how many measurements have it.

    Attributes
    ----------
    tag : str
        The tag.
    usage_count : int
        Measurements that carry it.
    """

    tag: str
    usage_count: int

    _fields: ClassVar[Mapping[str, str]] = {
        "tag": "tag",
        "usage_count": "usage_count",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "tag",
        "usage_count",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["tag"], str):
            require(cls, "tag", row["tag"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.tag = row["tag"]
        made.usage_count = row["usage_count"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(TagUsage):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
