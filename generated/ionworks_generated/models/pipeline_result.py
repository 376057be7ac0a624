"""The record PipelineResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class PipelineResult(PlainRecord):
    """What a pipeline found: the whole in `result`, and each element's result by name.

    Attributes
    ----------
    result : dict[str, Any]
        What came out; free-form.
    element_results : dict[str, Any]
        Results, by name of the element.
    """

    result: dict[str, Any]
    element_results: dict[str, Any]

    _fields: ClassVar[Mapping[str, str]] = {
        "result": "result",
        "element_results": "element_results",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = ("result",)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["result"] is not None and not isinstance(row["result"], dict):
            require(cls, "result", row["result"], dict)
        if row["element_results"] is not None and not isinstance(row["element_results"], dict):
            require(cls, "element_results", row["element_results"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.result = row["result"]
        made.element_results = row["element_results"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PipelineResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
