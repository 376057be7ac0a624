"""The body CyclerCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class CyclerCreate(Body):
    """Only project_id (and name) are stated as needed; the rest is taken from the response model.

    Attributes
    ----------
    name : str
        Name.
    project_id : str
        Project it belongs to.
    manufacturer : str
        Manufacturer.
    model : str
        Model.
    version : str
        Version.
    serial_number : str
        Serial number.
    firmware_version : str
        Firmware version.
    hostname : str
        Hostname.
    ip_address : str
        Ip address.
    port : int
        Port.
    calibration_interval_days : int
        Calibration interval days.
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
