"""The record AutoScheduleProposal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.auto_schedule_assignment import AutoScheduleAssignment
from ..records import Links, PlainRecord, Rows, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class AutoScheduleProposal(PlainRecord):
    """Proposed times for some plans; nothing is reserved.

    Attributes
    ----------
    generated_at : datetime
        When the proposal was made.
    assignments : Rows[AutoScheduleAssignment]
        One for each plan.
    """

    generated_at: datetime
    assignments: Rows[AutoScheduleAssignment]

    _fields: ClassVar[Mapping[str, str]] = {
        "generated_at": "generated_at",
        "assignments": "assignments",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = ("generated_at",)

    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        try:
            row["generated_at"] = datetime.fromisoformat(row["generated_at"])
        except (TypeError, ValueError):
            row["generated_at"] = require_time(cls, "generated_at", row["generated_at"])
        row["assignments"] = Rows.read(AutoScheduleAssignment, row["assignments"], "assignments")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.generated_at = row["generated_at"]
        made.assignments = row["assignments"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(AutoScheduleProposal):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
