"""The body ProtocolConvert."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..models.protocol_convert_target import ProtocolConvertTarget
from ..types import UNSET, Body, Unset


@define
class ProtocolConvert(Body):
    """A protocol, and what to make of it.

    Attributes
    ----------
    protocol : Any
        The protocol in UCP: YAML text or an object.
    target : ProtocolConvertTarget
        Whose file to write.
    filename_stem : str
        Name of the file, without its ending.
    drive_cycles : Any
        Drive cycles by name; needed if the protocol has drive-cycle steps.
    nominal_capacity_ah : float
        Capacity in A.h; needed for `neware` and `biologic_bttest` if the protocol has
        C-rates.
    verify : bool
        Read the written file again, and compare. Reliable for `biologic_bttest` and
        `novonix`.
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
