"""The body CyclerUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CyclerUpdate(Body):
    """Changes of a cycler, as a merge patch.

    Attributes
    ----------
    name : str
        Name; unique in its site.
    manufacturer : None | str
        Who made it, such as `BioLogic`.
    model : None | str
        Model, such as `BCS-815`.
    version : None | str
        Version of the hardware.
    serial_number : None | str
        Serial number.
    firmware_version : None | str
        Version of the firmware.
    hostname : None | str
        Name in the network, such as `bcs-1.lab.example`.
    ip_address : None | str
        Address in the network.
    port : int | None
        Port in the network.
    calibration_interval_days : int | None
        How often it has to be calibrated, in days.
    """

    name: str | Unset = UNSET
    manufacturer: None | str | Unset = UNSET
    model: None | str | Unset = UNSET
    version: None | str | Unset = UNSET
    serial_number: None | str | Unset = UNSET
    firmware_version: None | str | Unset = UNSET
    hostname: None | str | Unset = UNSET
    ip_address: None | str | Unset = UNSET
    port: int | None | Unset = UNSET
    calibration_interval_days: int | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "manufacturer": "manufacturer",
        "model": "model",
        "version": "version",
        "serial_number": "serial_number",
        "firmware_version": "firmware_version",
        "hostname": "hostname",
        "ip_address": "ip_address",
        "port": "port",
        "calibration_interval_days": "calibration_interval_days",
    }

    _is_open: ClassVar[bool] = True
