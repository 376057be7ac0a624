"""The record LabCycler."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.lab_channel import LabChannel
from ..records import Links, PlainRecord, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class LabCycler(PlainRecord):
    """A cycler as the overview of the lab has it.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    channel_count : int
        Number of its channels.
    occupied : int
        Channels with a test that was updated lately.
    stale : int
        Channels with a test that has gone quiet.
    free : int
        Channels without a test.
    manufacturer : str or None
        Who made it.
    model : str or None
        Model.
    out_of_commission : int or None
        Channels out of service.
    channels : Rows[LabChannel] or None
        Its channels.
    """

    id: str
    name: str
    channel_count: int
    occupied: int
    stale: int
    free: int
    manufacturer: str | None = None
    model: str | None = None
    out_of_commission: int | None = None
    channels: Rows[LabChannel] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "channel_count": "channel_count",
        "occupied": "occupied",
        "stale": "stale",
        "free": "free",
        "manufacturer": "manufacturer",
        "model": "model",
        "out_of_commission": "out_of_commission",
        "channels": "channels",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if row["channels"] is not None:
            row["channels"] = Rows.read(LabChannel, row["channels"], "channels")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.channel_count = row["channel_count"]
        made.occupied = row["occupied"]
        made.stale = row["stale"]
        made.free = row["free"]
        made.manufacturer = row["manufacturer"]
        made.model = row["model"]
        made.out_of_commission = row["out_of_commission"]
        made.channels = row["channels"]
        made.extra = {} if len(row) == 10 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(LabCycler):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
