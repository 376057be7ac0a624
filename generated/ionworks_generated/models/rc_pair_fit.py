"""The record RcPairFit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class RcPairFit(PlainRecord):
    """An RC pair over the state of charge.

    Attributes
    ----------
    r : list[float]
        Resistance in Ohm.
    c : list[float]
        Capacitance in F.
    tau : list[float]
        Time constant in s.
    """

    r: list[float]
    c: list[float]
    tau: list[float]

    _fields: ClassVar[Mapping[str, str]] = {
        "r": "r",
        "c": "c",
        "tau": "tau",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["r"] is not None:
            require(cls, "r", row["r"], list)
        if row["c"] is not None:
            require(cls, "c", row["c"], list)
        if row["tau"] is not None:
            require(cls, "tau", row["tau"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.r = row["r"]
        made.c = row["c"]
        made.tau = row["tau"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(RcPairFit):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
