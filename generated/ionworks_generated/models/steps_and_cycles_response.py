"""The record StepsAndCyclesResponse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class StepsAndCyclesResponse(PlainRecord):
    """The step and the cycle table.

    Attributes
    ----------
    steps : dict[str, Any]
        Step table, as columns.
    cycles : dict[str, Any]
        Cycle table, as columns.
    """

    steps: dict[str, Any]
    cycles: dict[str, Any]

    _fields: ClassVar[Mapping[str, str]] = {
        "steps": "steps",
        "cycles": "cycles",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["steps"] is not None and not isinstance(row["steps"], dict):
            require(cls, "steps", row["steps"], dict)
        if row["cycles"] is not None and not isinstance(row["cycles"], dict):
            require(cls, "cycles", row["cycles"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.steps = row["steps"]
        made.cycles = row["cycles"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(StepsAndCyclesResponse):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
