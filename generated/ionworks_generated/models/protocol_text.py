"""The body ProtocolText."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class ProtocolText(Body):
    """A protocol as text.

    Attributes
    ----------
    protocol : str
        The protocol in UCP, as YAML.
    """

    protocol: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "protocol": "protocol",
    }

    _is_open: ClassVar[bool] = True
