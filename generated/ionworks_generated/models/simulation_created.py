"""The record SimulationCreated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class SimulationCreated(PlainRecord):
    """A run that was started, or found.

    Attributes
    ----------
    simulation_id : str
        Id of the simulation.
    job_id : str
        Id of its job.
    already_existed : bool or None
        Whether an identical run was there, which was returned instead of a new one.
    protocol_id : str or None
        Saved protocol that it runs; the client fills it in.
    """

    simulation_id: str
    job_id: str
    already_existed: bool | None = None
    protocol_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "simulation_id": "simulation_id",
        "job_id": "job_id",
        "already_existed": "already_existed",
        "protocol_id": "protocol_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "simulation_id",
        "job_id",
        "already_existed",
    )

    @property
    def id(self) -> str:
        """The same as `simulation_id`."""
        return self.simulation_id

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["simulation_id"], str):
            require(cls, "simulation_id", row["simulation_id"], str)
        if not isinstance(row["job_id"], str):
            require(cls, "job_id", row["job_id"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.simulation_id = row["simulation_id"]
        made.job_id = row["job_id"]
        made.already_existed = row["already_existed"]
        made.protocol_id = row["protocol_id"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SimulationCreated):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
