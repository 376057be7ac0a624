"""The record Cycler."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Cycler(PlainRecord):
    """A battery cycler, which has channels.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; unique in its site.
    site_id : str
        Site where it stands.
    project_id : str
        Project it belongs to.
    manufacturer : str or None
        Who made it, such as `BioLogic`.
    model : str or None
        Model, such as `BCS-815`.
    version : str or None
        Version of the hardware.
    serial_number : str or None
        Serial number.
    firmware_version : str or None
        Version of the firmware.
    hostname : str or None
        Name in the network, such as `bcs-1.lab.example`.
    ip_address : str or None
        Address in the network.
    port : int or None
        Port in the network.
    last_calibrated_at : datetime or None
        When it was last calibrated; null if that is unknown. Only a completed calibration
        changes it.
    calibration_interval_days : int or None
        How often it has to be calibrated, in days.
    calibration_due_at : datetime or None
        When it has to be calibrated next: `last_calibrated_at` and the interval; null when
        either is.
    organization_id : str or None
        Organization it belongs to.
    created_by : str or None
        Id of the creator.
    created_by_email : str or None
        E-mail address of the creator.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    site_id: str
    project_id: str
    manufacturer: str | None = None
    model: str | None = None
    version: str | None = None
    serial_number: str | None = None
    firmware_version: str | None = None
    hostname: str | None = None
    ip_address: str | None = None
    port: int | None = None
    last_calibrated_at: datetime | None = None
    calibration_interval_days: int | None = None
    calibration_due_at: datetime | None = None
    organization_id: str | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "site_id": "site_id",
        "project_id": "project_id",
        "manufacturer": "manufacturer",
        "model": "model",
        "version": "version",
        "serial_number": "serial_number",
        "firmware_version": "firmware_version",
        "hostname": "hostname",
        "ip_address": "ip_address",
        "port": "port",
        "last_calibrated_at": "last_calibrated_at",
        "calibration_interval_days": "calibration_interval_days",
        "calibration_due_at": "calibration_due_at",
        "organization_id": "organization_id",
        "created_by": "created_by",
        "created_by_email": "created_by_email",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if not isinstance(row["site_id"], str):
            require(cls, "site_id", row["site_id"], str)
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
        if row["last_calibrated_at"] is not None:
            try:
                row["last_calibrated_at"] = datetime.fromisoformat(row["last_calibrated_at"])
            except (TypeError, ValueError):
                row["last_calibrated_at"] = require_time(
                    cls, "last_calibrated_at", row["last_calibrated_at"]
                )
        if row["calibration_due_at"] is not None:
            try:
                row["calibration_due_at"] = datetime.fromisoformat(row["calibration_due_at"])
            except (TypeError, ValueError):
                row["calibration_due_at"] = require_time(
                    cls, "calibration_due_at", row["calibration_due_at"]
                )
        if row["created_at"] is not None:
            try:
                row["created_at"] = datetime.fromisoformat(row["created_at"])
            except (TypeError, ValueError):
                row["created_at"] = require_time(cls, "created_at", row["created_at"])
        if row["updated_at"] is not None:
            try:
                row["updated_at"] = datetime.fromisoformat(row["updated_at"])
            except (TypeError, ValueError):
                row["updated_at"] = require_time(cls, "updated_at", row["updated_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.site_id = row["site_id"]
        made.project_id = row["project_id"]
        made.manufacturer = row["manufacturer"]
        made.model = row["model"]
        made.version = row["version"]
        made.serial_number = row["serial_number"]
        made.firmware_version = row["firmware_version"]
        made.hostname = row["hostname"]
        made.ip_address = row["ip_address"]
        made.port = row["port"]
        made.last_calibrated_at = row["last_calibrated_at"]
        made.calibration_interval_days = row["calibration_interval_days"]
        made.calibration_due_at = row["calibration_due_at"]
        made.organization_id = row["organization_id"]
        made.created_by = row["created_by"]
        made.created_by_email = row["created_by_email"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 20 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Cycler):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
