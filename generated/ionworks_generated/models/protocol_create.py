"""The body ProtocolCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ProtocolCreate(Body):
    """A new protocol.

    Attributes
    ----------
    name : str
        Name; may repeat.
    protocol_config : Any
        The content in UCP: `global` settings and `steps`.
    parameters_schema : Any
        JSON Schema of the inputs; `{}` for none.
    project_id : str
        Project it goes to.
    force_create : bool
        Refuse (409) instead of answering with a protocol of the same content.
    description : str
        Free text.
    source_protocol : str
        The text that the content was read from.
    """

    name: str
    protocol_config: Any
    parameters_schema: Any
    project_id: str | Unset = UNSET
    force_create: bool | Unset = UNSET
    description: str | Unset = UNSET
    source_protocol: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "protocol_config": "protocol_config",
        "parameters_schema": "parameters_schema",
        "project_id": "project_id",
        "force_create": "force_create",
        "description": "description",
        "source_protocol": "source_protocol",
    }

    _is_open: ClassVar[bool] = True
