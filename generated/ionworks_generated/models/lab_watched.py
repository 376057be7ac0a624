"""The record LabWatched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class LabWatched(PlainRecord):
    """The tests that the caller watches.

    Attributes
    ----------
    measurement_ids : list[str] or None
        Ids of measurements; finished ones may be among them.
    """

    measurement_ids: list[str] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement_ids": "measurement_ids",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["measurement_ids"] is not None:
            require(cls, "measurement_ids", row["measurement_ids"], list, items=str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.measurement_ids = row["measurement_ids"]
        made.extra = {} if len(row) == 1 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(LabWatched):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
