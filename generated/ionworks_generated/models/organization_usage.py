"""The record OrganizationUsage."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.compute_usage import ComputeUsage
from ..models.simulation_usage import SimulationUsage
from ..records import Links, PlainRecord, read_record, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class OrganizationUsage(PlainRecord):
    """Usage of a calendar month and its limits.

    Attributes
    ----------
    period_start : datetime
        Beginning of the calendar month, in UTC.
    period_end : datetime
        Beginning of the next month, when the counters start again.
    simulation : SimulationUsage or None
        Hours of simulated battery time.
    compute : ComputeUsage or None
        Hours of computing.
    """

    period_start: datetime
    period_end: datetime
    simulation: SimulationUsage | None = None
    compute: ComputeUsage | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "period_start": "period_start",
        "period_end": "period_end",
        "simulation": "simulation",
        "compute": "compute",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "period_start",
        "period_end",
    )
    _inner: ClassVar[Mapping[str, str]] = {
        "simulation": "SimulationUsage",
        "compute": "ComputeUsage",
    }
    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        try:
            row["period_start"] = datetime.fromisoformat(row["period_start"])
        except (TypeError, ValueError):
            row["period_start"] = require_time(cls, "period_start", row["period_start"])
        try:
            row["period_end"] = datetime.fromisoformat(row["period_end"])
        except (TypeError, ValueError):
            row["period_end"] = require_time(cls, "period_end", row["period_end"])
        if row["simulation"] is not None:
            row["simulation"] = read_record(SimulationUsage, row["simulation"], "simulation")
        if row["compute"] is not None:
            row["compute"] = read_record(ComputeUsage, row["compute"], "compute")
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
