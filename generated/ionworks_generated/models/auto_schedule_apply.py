"""The body AutoScheduleApply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import Body

if TYPE_CHECKING:
    from ..models.auto_schedule_assignment import AutoScheduleAssignment


@define
class AutoScheduleApply(Body):
    """Auto schedule apply.

    Attributes
    ----------
    assignments : list[AutoScheduleAssignment]
        Assignments.
    """

    assignments: list[AutoScheduleAssignment]
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "assignments": "assignments",
    }

    _is_open: ClassVar[bool] = True
