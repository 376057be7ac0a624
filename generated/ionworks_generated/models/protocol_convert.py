"""The body ProtocolConvert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.protocol_convert_target import ProtocolConvertTarget
from ..types import UNSET, Body, Unset


@define
class ProtocolConvert(Body):
    """Protocol convert.

    Attributes
    ----------
    protocol : Any
        Protocol.
    target : ProtocolConvertTarget
        Target.
    filename_stem : str
        Filename stem.
    drive_cycles : Any
        Needed when the protocol has drive-cycle steps.
    nominal_capacity_ah : float
        Needed for neware and biologic_bttest when the protocol uses C-rates, in A.h.
    verify : bool
        Sent only when true; reliable for biologic_bttest and novonix.
    """

    protocol: Any
    target: ProtocolConvertTarget
    filename_stem: str | Unset = UNSET
    drive_cycles: Any | Unset = UNSET
    nominal_capacity_ah: float | Unset = UNSET
    verify: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "protocol": "protocol",
        "target": "target",
        "filename_stem": "filename_stem",
        "drive_cycles": "drive_cycles",
        "nominal_capacity_ah": "nominal_capacity_ah",
        "verify": "verify",
    }

    _is_open: ClassVar[bool] = True
