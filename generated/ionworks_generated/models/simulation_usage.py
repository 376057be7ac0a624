"""The record SimulationUsage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class SimulationUsage(PlainRecord):
    """Hours of simulated battery time.

    Attributes
    ----------
    usage : float or None
        Simulated time so far, in h.
    limit : float or None
        Simulated time that the plan has in a month, in h; null for no limit.
    """

    usage: float | None = None
    limit: float | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "usage": "usage",
        "limit": "limit",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "usage",
        "limit",
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
        made.usage = row["usage"]
        made.limit = row["limit"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SimulationUsage):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
