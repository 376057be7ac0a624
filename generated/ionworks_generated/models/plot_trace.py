"""The record PlotTrace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class PlotTrace(PlainRecord):
    """One line of a plot.

    Attributes
    ----------
    name : str
        Name.
    x : list[float]
        Values of x.
    y : list[float]
        Values of y.
    """

    name: str
    x: list[float]
    y: list[float]

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "x": "x",
        "y": "y",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if row["x"] is not None:
            require(cls, "x", row["x"], list)
        if row["y"] is not None:
            require(cls, "y", row["y"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.name = row["name"]
        made.x = row["x"]
        made.y = row["y"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PlotTrace):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
