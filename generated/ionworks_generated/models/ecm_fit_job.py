"""The record EcmFitJob."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class EcmFitJob(PlainRecord):
    """A fit that was started; its result is on the job.

    Attributes
    ----------
    job_id : str
        Id of the job.
    status : str
        How far it is.
    """

    job_id: str
    status: str

    _fields: ClassVar[Mapping[str, str]] = {
        "job_id": "job_id",
        "status": "status",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["job_id"], str):
            require(cls, "job_id", row["job_id"], str)
        if not isinstance(row["status"], str):
            require(cls, "status", row["status"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.job_id = row["job_id"]
        made.status = row["status"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(EcmFitJob):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
