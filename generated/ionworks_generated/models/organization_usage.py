"""The record OrganizationUsage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, read_time, require


@frozen(kw_only=True, repr=False, eq=False)
class OrganizationUsage(Record):
    """Usage of a calendar month and its limits.

    Attributes
    ----------
    period_start : datetime
        Beginning of the month.
    period_end : datetime
        End of the month; not part of it.
    simulation : dict[str, Any] or None
        Simulation.
    compute : dict[str, Any] or None
        Computing.
    """

    period_start: datetime
    period_end: datetime
    simulation: dict[str, Any] | None = None
    compute: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "period_start": "period_start",
        "period_end": "period_end",
        "simulation": "simulation",
        "compute": "compute",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "simulation": "SimulationUsage",
        "compute": "ComputeUsage",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["period_start"] = read_time(cls, "period_start", row["period_start"])
        row["period_end"] = read_time(cls, "period_end", row["period_end"])
        if row["simulation"] is not None and not isinstance(row["simulation"], dict):
            require(cls, "simulation", row["simulation"], dict)
        if row["compute"] is not None and not isinstance(row["compute"], dict):
            require(cls, "compute", row["compute"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.period_start = row["period_start"]
        made.period_end = row["period_end"]
        made.simulation = row["simulation"]
        made.compute = row["compute"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(OrganizationUsage):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
