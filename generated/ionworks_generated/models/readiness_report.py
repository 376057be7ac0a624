"""The record ReadinessReport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.readiness_issue import ReadinessIssue
from ..records import Links, PlainRecord, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class ReadinessReport(PlainRecord):
    """What a cell specification has for a builder, and what it lacks.

    Attributes
    ----------
    ready : bool
        Whether nothing is missing.
    issues : Rows[ReadinessIssue]
        What was found.
    resolved : int
        Mapped parameters that have a value.
    total : int
        Mapped parameters.
    """

    ready: bool
    issues: Rows[ReadinessIssue]
    resolved: int
    total: int

    _fields: ClassVar[Mapping[str, str]] = {
        "ready": "ready",
        "issues": "issues",
        "resolved": "resolved",
        "total": "total",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["issues"] = Rows.read(ReadinessIssue, row["issues"], "issues")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.ready = row["ready"]
        made.issues = row["issues"]
        made.resolved = row["resolved"]
        made.total = row["total"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ReadinessReport):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
