"""The record SimulationStatus."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import DictRecord, Links, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class SimulationStatus(DictRecord):
    """State of the job of a simulation.

    Attributes
    ----------
    simulation_id : str
        Id of the simulation.
    status : str
        State.
    updated_at : datetime
        When it was last changed.
    error : str or None
        Why it failed, for people.
    error_code : str or None
        Stable word for the kind of error.
    """

    simulation_id: str
    status: str
    updated_at: datetime
    error: str | None = None
    error_code: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "simulation_id": "simulation_id",
        "status": "status",
        "updated_at": "updated_at",
        "error": "error",
        "error_code": "error_code",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "simulation_id",
        "status",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["simulation_id"], str):
            require(cls, "simulation_id", row["simulation_id"], str)
        if not isinstance(row["status"], str):
            require(cls, "status", row["status"], str)
        try:
            row["updated_at"] = datetime.fromisoformat(row["updated_at"])
        except (TypeError, ValueError):
            row["updated_at"] = require_time(cls, "updated_at", row["updated_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = dict.__new__(_Filling)
        made._links = links
        made.simulation_id = row["simulation_id"]
        made.status = row["status"]
        made.updated_at = row["updated_at"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        made.__attrs_post_init__()
        return cast(Self, made)


class _Filling(SimulationStatus):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
