"""The body MeasurementReplace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class MeasurementReplace(Body):
    """What takes the place of a measurement.

    Attributes
    ----------
    replacement_id : str
        Id of the measurement that takes its place; it is ready.
    """

    replacement_id: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "replacement_id": "replacement_id",
    }

    _is_open: ClassVar[bool] = True
