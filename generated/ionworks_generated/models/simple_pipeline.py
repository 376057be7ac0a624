"""The record SimplePipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class SimplePipeline(PlainRecord):
    """A pipeline with a single fit, which the web app does not show; deprecated. It is over when
    `is_terminal` is true.

    Attributes
    ----------
    id : str
        Id, made by the service.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    status : str or None
        State.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    config_path : str or None
        Where its configuration is stored.
    is_terminal : bool or None
        Whether it is over.
    is_failed : bool or None
        Whether it is over without success.
    user_id : str or None
        Id of the user who made it.
    name : str or None
        Name.
    description : str or None
        Free text.
    job_id : str or None
        Job that runs it.
    error : str or None
        Why it failed, for people.
    error_code : str or None
        Stable word for the kind of error.
    created_by_email : str or None
        Email address of the user who made it.
    result : dict[str, Any] or None
        What came out; free-form.
    """

    id: str
    project_id: str | None = None
    organization_id: str | None = None
    status: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    config_path: str | None = None
    is_terminal: bool | None = None
    is_failed: bool | None = None
    user_id: str | None = None
    name: str | None = None
    description: str | None = None
    job_id: str | None = None
    error: str | None = None
    error_code: str | None = None
    created_by_email: str | None = None
    result: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "status": "status",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "config_path": "config_path",
        "is_terminal": "is_terminal",
        "is_failed": "is_failed",
        "user_id": "user_id",
        "name": "name",
        "description": "description",
        "job_id": "job_id",
        "error": "error",
        "error_code": "error_code",
        "created_by_email": "created_by_email",
        "result": "result",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "status",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
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
        if row["result"] is not None and not isinstance(row["result"], dict):
            require(cls, "result", row["result"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.status = row["status"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.config_path = row["config_path"]
        made.is_terminal = row["is_terminal"]
        made.is_failed = row["is_failed"]
        made.user_id = row["user_id"]
        made.name = row["name"]
        made.description = row["description"]
        made.job_id = row["job_id"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.created_by_email = row["created_by_email"]
        made.result = row["result"]
        made.extra = {} if len(row) == 17 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SimplePipeline):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
