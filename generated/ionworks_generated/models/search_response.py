"""The answer SearchResponse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.search_result import SearchResult
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class SearchResponse(PlainAnswer):
    """What a search found.

    Attributes
    ----------
    results : Rows[SearchResult]
        What was found.
    query : str or None
        What was asked for.
    total : int or None
        All that match.
    limit : int or None
        Most results asked for.
    offset : int or None
        Results skipped.
    """

    results: Rows[SearchResult]
    query: str | None = None
    total: int | None = None
    limit: int | None = None
    offset: int | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "results": "results",
        "query": "query",
        "total": "total",
        "limit": "limit",
        "offset": "offset",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["results"] = Rows.read(SearchResult, row["results"], "results")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.results = row["results"]
        made.query = row["query"]
        made.total = row["total"]
        made.limit = row["limit"]
        made.offset = row["offset"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SearchResponse):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
