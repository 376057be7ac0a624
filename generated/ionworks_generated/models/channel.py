"""The record Channel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Channel(PlainRecord):
    """A channel of a cycler.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; unique in its cycler.
    cycler_id : str
        Cycler it belongs to.
    project_id : str
        Project of the cycler.
    notes : str or None
        Free text.
    out_of_commission : bool or None
        Whether it is out of service.
    max_amps : float or None
        Highest current, in A.
    min_volts : float or None
        Lowest voltage, in V.
    max_volts : float or None
        Highest voltage, in V.
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
    cycler_id: str
    project_id: str
    notes: str | None = None
    out_of_commission: bool | None = None
    max_amps: float | None = None
    min_volts: float | None = None
    max_volts: float | None = None
    organization_id: str | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "cycler_id": "cycler_id",
        "project_id": "project_id",
        "notes": "notes",
        "out_of_commission": "out_of_commission",
        "max_amps": "max_amps",
        "min_volts": "min_volts",
        "max_volts": "max_volts",
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
        if not isinstance(row["cycler_id"], str):
            require(cls, "cycler_id", row["cycler_id"], str)
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
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
        made.cycler_id = row["cycler_id"]
        made.project_id = row["project_id"]
        made.notes = row["notes"]
        made.out_of_commission = row["out_of_commission"]
        made.max_amps = row["max_amps"]
        made.min_volts = row["min_volts"]
        made.max_volts = row["max_volts"]
        made.organization_id = row["organization_id"]
        made.created_by = row["created_by"]
        made.created_by_email = row["created_by_email"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 14 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Channel):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
