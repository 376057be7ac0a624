"""The answer PipelineList."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.pipeline import Pipeline
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class PipelineList(PlainAnswer):
    """A page of pipelines.

    Attributes
    ----------
    pipelines : Rows[Pipeline]
        The pipelines of this page.
    total : int or None
        All that match.
    count : int or None
        Items on this page.
    """

    pipelines: Rows[Pipeline]
    total: int | None = None
    count: int | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "pipelines": "pipelines",
        "total": "total",
        "count": "count",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["pipelines"] = Rows.read(Pipeline, row["pipelines"], "pipelines")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.pipelines = row["pipelines"]
        made.total = row["total"]
        made.count = row["count"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PipelineList):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
