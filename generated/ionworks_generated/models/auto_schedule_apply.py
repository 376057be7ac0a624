"""The body AutoScheduleApply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import Body

if TYPE_CHECKING:
    from ..models.auto_schedule_choice import AutoScheduleChoice


@define
class AutoScheduleApply(Body):
    """Reserves what was proposed, all or nothing.

    Attributes
    ----------
    assignments : list[AutoScheduleChoice]
        The assignments of a proposal.
    """

    assignments: list[AutoScheduleChoice]
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "assignments": "assignments",
    }

    _is_open: ClassVar[bool] = True
