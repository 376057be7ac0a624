"""The body ProtocolCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ProtocolCreate(Body):
    """Protocol create.

    Attributes
    ----------
    name : str
        Name.
    protocol_config : Any
        UCP as a map; the client parses YAML text first.
    parameters_schema : Any
        Client default: empty.
    project_id : str
        Project it belongs to.
    force_create : bool
        Force create.
    description : str
        Description.
    source_protocol : str
        The text given, when text was given.
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
