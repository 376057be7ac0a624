"""The answer ReadinessReport."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.readiness_issue import ReadinessIssue
from ..records import Answer, Links, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class ReadinessReport(Answer):
    """Readiness report.

    Attributes
    ----------
    ready : bool
        Ready.
    issues : Rows[ReadinessIssue]
        Issues.
    resolved : int
        Resolved.
    total : int
        All that match.
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
