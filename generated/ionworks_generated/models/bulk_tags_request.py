"""The body BulkTagsRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class BulkTagsRequest(Body):
    """Tags to add to and remove from measurements.

    Attributes
    ----------
    measurement_ids : list[str]
        Measurements to change.
    add : list[str]
        Tags to add.
    remove : list[str]
        Tags to remove.
    """

    measurement_ids: list[str]
    add: list[str] | Unset = UNSET
    remove: list[str] | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement_ids": "measurement_ids",
        "add": "add",
        "remove": "remove",
    }

    _is_open: ClassVar[bool] = True
