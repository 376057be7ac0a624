"""The record SignedUrl."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class SignedUrl(PlainRecord):
    """A link that is good for a short time.

    Attributes
    ----------
    url : str
        The link.
    """

    url: str

    _fields: ClassVar[Mapping[str, str]] = {
        "url": "url",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["url"], str):
            require(cls, "url", row["url"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.url = row["url"]
        made.extra = {} if len(row) == 1 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SignedUrl):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
