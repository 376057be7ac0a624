"""The body CyclerCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CyclerCreate(Body):
    """A new cycler.

    Attributes
    ----------
    name : str
        Name; unique in its site.
    project_id : str
        Project it belongs to.
    manufacturer : str
        Who made it, such as `BioLogic`.
    model : str
        Model, such as `BCS-815`.
    version : str
        Version of the hardware.
    serial_number : str
        Serial number.
    firmware_version : str
        Version of the firmware.
    hostname : str
        Name in the network, such as `bcs-1.lab.example`.
    ip_address : str
        Address in the network.
    port : int
        Port in the network.
    calibration_interval_days : int
        How often it has to be calibrated, in days.
    """

    name: str
    project_id: str | Unset = UNSET
    manufacturer: str | Unset = UNSET
    model: str | Unset = UNSET
    version: str | Unset = UNSET
    serial_number: str | Unset = UNSET
    firmware_version: str | Unset = UNSET
    hostname: str | Unset = UNSET
    ip_address: str | Unset = UNSET
    port: int | Unset = UNSET
    calibration_interval_days: int | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "project_id": "project_id",
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
