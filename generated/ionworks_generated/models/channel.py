"""The record Channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, require


@frozen(kw_only=True, repr=False, eq=False)
class Channel(Record):
    """Channel.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    cycler_id : str
        Cycler.
    project_id : str
        Project it belongs to.
    notes : str or None
        Notes.
    out_of_commission : bool or None
        Out of commission.
    max_amps : float or None
        Max amps, in A.
    min_volts : float or None
        Min volts, in V.
    max_volts : float or None
        Max volts, in V.
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
        made.extra = {} if len(row) == 9 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Channel):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
