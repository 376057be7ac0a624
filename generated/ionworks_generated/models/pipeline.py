"""The record Pipeline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Pipeline(PlainRecord):
    """A pipeline: elements that run one after the other. It is over when `is_terminal` is true,
    and failed when `is_failed` is true: more names may be added to the states in `status`.
    `elements` is filled when a pipeline is created.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    status : str
        State.
    is_terminal : bool
        Whether it is over.
    is_failed : bool
        Whether it is over without success.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    description : str or None
        Free text.
    options : dict[str, Any] or None
        How it runs.
    elements : list[dict[str, Any]] or None
        Elements.
    error : str or None
        What went wrong, for people.
    error_code : str or None
        Stable word for the kind of error.
    user_id : str or None
        Id of the user.
    created_by_email : str or None
        E-mail address of the creator.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    status: str
    is_terminal: bool
    is_failed: bool
    project_id: str | None = None
    organization_id: str | None = None
    description: str | None = None
    options: dict[str, Any] | None = None
    elements: list[dict[str, Any]] | None = None
    error: str | None = None
    error_code: str | None = None
    user_id: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "status": "status",
        "is_terminal": "is_terminal",
        "is_failed": "is_failed",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "description": "description",
        "options": "options",
        "elements": "elements",
        "error": "error",
        "error_code": "error_code",
        "user_id": "user_id",
        "created_by_email": "created_by_email",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "status",
    )
    _inner: ClassVar[Mapping[str, str]] = {
        "options": "PipelineOptions",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if not isinstance(row["status"], str):
            require(cls, "status", row["status"], str)
        if row["options"] is not None and not isinstance(row["options"], dict):
            require(cls, "options", row["options"], dict)
        if row["elements"] is not None:
            require(cls, "elements", row["elements"], list)
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
        made.id = row["id"]
        made.name = row["name"]
        made.status = row["status"]
        made.is_terminal = row["is_terminal"]
        made.is_failed = row["is_failed"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.description = row["description"]
        made.options = row["options"]
        made.elements = row["elements"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.user_id = row["user_id"]
        made.created_by_email = row["created_by_email"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 16 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Pipeline):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
