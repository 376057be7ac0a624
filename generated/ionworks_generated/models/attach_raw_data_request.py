"""The body AttachRawDataRequest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class AttachRawDataRequest(Body):
    """Raw-data records to link.

    Attributes
    ----------
    raw_data_ids : list[str]
        Ids of the records.
    """

    raw_data_ids: list[str]
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "raw_data_ids": "raw_data_ids",
    }

    _is_open: ClassVar[bool] = True
