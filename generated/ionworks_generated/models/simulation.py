"""The record Simulation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, require


@frozen(kw_only=True, repr=False, eq=False)
class Simulation(Record):
    """Only what the client reads; it hands the map on untyped.

    Attributes
    ----------
    id : str
        Id, made by the service.
    job_id : str or None
        Job.
    parameterized_model_id : str or None
        Null for a study-only run.
    metrics : dict[str, Any] or None
        Metrics.
    storage_folder : str or None
        Set once finished.
    simulation_data : Any or None
        Old sign of a finished run.
    """

    id: str
    job_id: str | None = None
    parameterized_model_id: str | None = None
    metrics: dict[str, Any] | None = None
    storage_folder: str | None = None
    simulation_data: Any = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "job_id": "job_id",
        "parameterized_model_id": "parameterized_model_id",
        "metrics": "metrics",
        "storage_folder": "storage_folder",
        "simulation_data": "simulation_data",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if row["metrics"] is not None and not isinstance(row["metrics"], dict):
            require(cls, "metrics", row["metrics"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.job_id = row["job_id"]
        made.parameterized_model_id = row["parameterized_model_id"]
        made.metrics = row["metrics"]
        made.storage_folder = row["storage_folder"]
        made.simulation_data = row["simulation_data"]
        made.extra = {} if len(row) == 6 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Simulation):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
