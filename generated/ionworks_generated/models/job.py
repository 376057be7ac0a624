"""The record Job."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Job(PlainRecord):
    """A piece of background work. It is over when `is_terminal` is true, and failed when
    `is_failed` is true. `compute_time` is in seconds.

    Attributes
    ----------
    job_id : str
        Id of the job.
    status : str
        State.
    is_terminal : bool
        Whether it is over.
    is_failed : bool
        Whether it is over without success.
    job_type : str or None
        Kind of the job.
    priority : int or None
        The higher, the sooner.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    user_id : str or None
        Id of the user.
    parent_job_id : str or None
        Job that started it.
    access_level : str or None
        Who may see it.
    result : dict[str, Any] or None
        What came out; free-form.
    error : str or None
        What went wrong, for people.
    error_code : str or None
        Stable word for the kind of error.
    callback_url : str or None
        Address that is told when the job is over.
    params_path : str or None
        Where its parameters are stored.
    metadata_path : str or None
        Where its records are stored.
    compute_time : float or None
        Seconds of computing.
    started_at : datetime or None
        When it started.
    completed_at : datetime or None
        When it ended.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    job_id: str
    status: str
    is_terminal: bool
    is_failed: bool
    job_type: str | None = None
    priority: int | None = None
    project_id: str | None = None
    organization_id: str | None = None
    user_id: str | None = None
    parent_job_id: str | None = None
    access_level: str | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    error_code: str | None = None
    callback_url: str | None = None
    params_path: str | None = None
    metadata_path: str | None = None
    compute_time: float | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "job_id": "job_id",
        "status": "status",
        "is_terminal": "is_terminal",
        "is_failed": "is_failed",
        "job_type": "job_type",
        "priority": "priority",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "user_id": "user_id",
        "parent_job_id": "parent_job_id",
        "access_level": "access_level",
        "result": "result",
        "error": "error",
        "error_code": "error_code",
        "callback_url": "callback_url",
        "params_path": "params_path",
        "metadata_path": "metadata_path",
        "compute_time": "compute_time",
        "started_at": "started_at",
        "completed_at": "completed_at",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "job_type",
        "status",
    )

    @property
    def id(self) -> str:
        """The same as `job_id`."""
        return self.job_id

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["job_id"], str):
            require(cls, "job_id", row["job_id"], str)
        if not isinstance(row["status"], str):
            require(cls, "status", row["status"], str)
        if row["result"] is not None and not isinstance(row["result"], dict):
            require(cls, "result", row["result"], dict)
        if row["started_at"] is not None:
            try:
                row["started_at"] = datetime.fromisoformat(row["started_at"])
            except (TypeError, ValueError):
                row["started_at"] = require_time(cls, "started_at", row["started_at"])
        if row["completed_at"] is not None:
            try:
                row["completed_at"] = datetime.fromisoformat(row["completed_at"])
            except (TypeError, ValueError):
                row["completed_at"] = require_time(cls, "completed_at", row["completed_at"])
        if row["created_at"] is not None:
            try:
                row["created_at"] = datetime.fromisoformat(row["created_at"])
            except (TypeError, ValueError):
                row["created_at"] = require_time(cls, "created_at", row["created_at"])
        if row["updated_at"] is not None:
            try:
                row["updated_at"] = datetime.fromisoformat(row["updated_at"])
            except (TypeError, ValueError):
                row["updated_at"] = require_time(cls, "updated_at", row["updated_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.job_id = row["job_id"]
        made.status = row["status"]
        made.is_terminal = row["is_terminal"]
        made.is_failed = row["is_failed"]
        made.job_type = row["job_type"]
        made.priority = row["priority"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.user_id = row["user_id"]
        made.parent_job_id = row["parent_job_id"]
        made.access_level = row["access_level"]
        made.result = row["result"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.callback_url = row["callback_url"]
        made.params_path = row["params_path"]
        made.metadata_path = row["metadata_path"]
        made.compute_time = row["compute_time"]
        made.started_at = row["started_at"]
        made.completed_at = row["completed_at"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 22 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Job):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
