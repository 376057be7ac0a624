"""The record MappingPreview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class MappingPreview(PlainRecord):
    """What a path of a mapping leads to.

    Attributes
    ----------
    found : str or None
        Value in the unit of the specification, as text.
    converted : str or None
        Value in the unit of the parameter, as text.
    curve : Any or None
        A value that is no single number.
    issue : str or None
        What is wrong.
    """

    found: str | None = None
    converted: str | None = None
    curve: Any = None
    issue: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "found": "found",
        "converted": "converted",
        "curve": "curve",
        "issue": "issue",
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
        made.found = row["found"]
        made.converted = row["converted"]
        made.curve = row["curve"]
        made.issue = row["issue"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(MappingPreview):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
