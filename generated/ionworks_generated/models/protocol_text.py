"""The body ProtocolText."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class ProtocolText(Body):
    """Protocol text.

    Attributes
    ----------
    protocol : str
        Protocol.
    """

    protocol: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "protocol": "protocol",
    }

    _is_open: ClassVar[bool] = True
