"""The body PipelineOptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class PipelineOptions(Body):
    """How a pipeline runs.

    Attributes
    ----------
    live_progress_updates : bool
        Report progress while running.
    """

    live_progress_updates: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "live_progress_updates": "live_progress_updates",
    }

    _is_open: ClassVar[bool] = True
