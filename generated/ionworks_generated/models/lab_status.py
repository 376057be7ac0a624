"""The record LabStatus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.lab_site import LabSite
from ..records import Links, PlainRecord, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class LabStatus(PlainRecord):
    """What runs where, in the whole lab of a project.

    Attributes
    ----------
    sites : Rows[LabSite] or None
        The sites with their cyclers and channels.
    occupied : int or None
        Channels with a test that was updated lately.
    stale : int or None
        Channels with a test that has gone quiet.
    free : int or None
        Channels without a test.
    out_of_commission : int or None
        Channels out of service.
    """

    sites: Rows[LabSite] | None = None
    occupied: int | None = None
    stale: int | None = None
    free: int | None = None
    out_of_commission: int | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "sites": "sites",
        "occupied": "occupied",
        "stale": "stale",
        "free": "free",
        "out_of_commission": "out_of_commission",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "occupied",
        "stale",
        "free",
        "out_of_commission",
    )

    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["sites"] is not None:
            row["sites"] = Rows.read(LabSite, row["sites"], "sites")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.sites = row["sites"]
        made.occupied = row["occupied"]
        made.stale = row["stale"]
        made.free = row["free"]
        made.out_of_commission = row["out_of_commission"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(LabStatus):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
