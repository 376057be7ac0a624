"""The record PipelineElement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class PipelineElement(PlainRecord):
    """One element of a pipeline as it runs, with the configuration that it was given.
    `element_type` is worded for people (`Data Fit`), unlike the one in a configuration
    (`data_fit`). `element_order` counts from 1.

    Attributes
    ----------
    id : str
        Id, made by the service.
    pipeline_id : str
        Pipeline it belongs to.
    name : str
        Name; unique in the pipeline.
    status : str
        State.
    element_order : int or None
        Place in the pipeline, from 1.
    element_type : str or None
        Kind of the element, as shown to people.
    job_config : dict[str, Any] or None
        What the element was told; free-form.
    job_id : str or None
        Id of the job.
    job_status : str or None
        State of its job.
    progress : dict[str, Any] or None
        How far it is.
    result : dict[str, Any] or None
        What came out; free-form.
    error : str or None
        What went wrong, for people.
    error_code : str or None
        Stable word for the kind of error.
    error_detail : dict[str, Any] or None
        More about the error; free-form.
    organization_id : str or None
        Organization it belongs to.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    pipeline_id: str
    name: str
    status: str
    element_order: int | None = None
    element_type: str | None = None
    job_config: dict[str, Any] | None = None
    job_id: str | None = None
    job_status: str | None = None
    progress: dict[str, Any] | None = None
    result: dict[str, Any] | None = None
    error: str | None = None
    error_code: str | None = None
    error_detail: dict[str, Any] | None = None
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "pipeline_id": "pipeline_id",
        "name": "name",
        "status": "status",
        "element_order": "element_order",
        "element_type": "element_type",
        "job_config": "job_config",
        "job_id": "job_id",
        "job_status": "job_status",
        "progress": "progress",
        "result": "result",
        "error": "error",
        "error_code": "error_code",
        "error_detail": "error_detail",
        "organization_id": "organization_id",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "element_type",
        "status",
    )
    _inner: ClassVar[Mapping[str, str]] = {
        "progress": "ElementProgress",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["pipeline_id"], str):
            require(cls, "pipeline_id", row["pipeline_id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if not isinstance(row["status"], str):
            require(cls, "status", row["status"], str)
        if row["job_config"] is not None and not isinstance(row["job_config"], dict):
            require(cls, "job_config", row["job_config"], dict)
        if row["progress"] is not None and not isinstance(row["progress"], dict):
            require(cls, "progress", row["progress"], dict)
        if row["result"] is not None and not isinstance(row["result"], dict):
            require(cls, "result", row["result"], dict)
        if row["error_detail"] is not None and not isinstance(row["error_detail"], dict):
            require(cls, "error_detail", row["error_detail"], dict)
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
        made.pipeline_id = row["pipeline_id"]
        made.name = row["name"]
        made.status = row["status"]
        made.element_order = row["element_order"]
        made.element_type = row["element_type"]
        made.job_config = row["job_config"]
        made.job_id = row["job_id"]
        made.job_status = row["job_status"]
        made.progress = row["progress"]
        made.result = row["result"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.error_detail = row["error_detail"]
        made.organization_id = row["organization_id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 17 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(PipelineElement):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
