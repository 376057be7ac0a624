"""The record OptimizationCreated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, require


@frozen(kw_only=True, repr=False, eq=False)
class OptimizationCreated(Record):
    """Optimization created.

    Attributes
    ----------
    id : str
        Id, made by the service.
    job_id : str
        Job.
    project_id : str
        Project it belongs to.
    name : str or None
        Name.
    """

    id: str
    job_id: str
    project_id: str
    name: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "job_id": "job_id",
        "project_id": "project_id",
        "name": "name",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["job_id"], str):
            require(cls, "job_id", row["job_id"], str)
        if not isinstance(row["project_id"], str):
            require(cls, "project_id", row["project_id"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.job_id = row["job_id"]
        made.project_id = row["project_id"]
        made.name = row["name"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(OptimizationCreated):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
