"""The body ProtocolExperiment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import Body


@define
class ProtocolExperiment(Body):
    """A protocol as text, and its name.

    Attributes
    ----------
    protocol : str
        UCP as YAML text.
    name : str
        Name of the protocol, if it is a new one.
    """

    protocol: str
    name: str
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "protocol": "protocol",
        "name": "name",
    }

    _is_open: ClassVar[bool] = True
