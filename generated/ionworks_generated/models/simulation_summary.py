"""The record SimulationSummary."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, read_time, require


@frozen(kw_only=True, repr=False, eq=False)
class SimulationSummary(Record):
    """Names from an example body; which are required is not shown.

    Attributes
    ----------
    id : str
        Id, made by the service.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    experiment_id : str or None
        Experiment.
    parameterized_model_id : str or None
        Parameterized model.
    design_id : str or None
        Design.
    job_id : str or None
        Job.
    status : str or None
        Status.
    error : str or None
        Error.
    error_code : str or None
        Error code.
    metrics : dict[str, Any] or None
        Metrics.
    storage_folder : str or None
        Storage folder.
    organization_id : str or None
        Organization.
    experiment : dict[str, Any] or None
        Experiment.
    parameterized_model : dict[str, Any] or None
        Parameterized model.
    design : dict[str, Any] or None
        Design.
    """

    id: str
    created_at: datetime | None = None
    updated_at: datetime | None = None
    experiment_id: str | None = None
    parameterized_model_id: str | None = None
    design_id: str | None = None
    job_id: str | None = None
    status: str | None = None
    error: str | None = None
    error_code: str | None = None
    metrics: dict[str, Any] | None = None
    storage_folder: str | None = None
    organization_id: str | None = None
    experiment: dict[str, Any] | None = None
    parameterized_model: dict[str, Any] | None = None
    design: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "experiment_id": "experiment_id",
        "parameterized_model_id": "parameterized_model_id",
        "design_id": "design_id",
        "job_id": "job_id",
        "status": "status",
        "error": "error",
        "error_code": "error_code",
        "metrics": "metrics",
        "storage_folder": "storage_folder",
        "organization_id": "organization_id",
        "experiment": "experiment",
        "parameterized_model": "parameterized_model",
        "design": "design",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if row["created_at"] is not None:
            row["created_at"] = read_time(cls, "created_at", row["created_at"])
        if row["updated_at"] is not None:
            row["updated_at"] = read_time(cls, "updated_at", row["updated_at"])
        if row["metrics"] is not None and not isinstance(row["metrics"], dict):
            require(cls, "metrics", row["metrics"], dict)
        if row["experiment"] is not None and not isinstance(row["experiment"], dict):
            require(cls, "experiment", row["experiment"], dict)
        if row["parameterized_model"] is not None and not isinstance(
            row["parameterized_model"], dict
        ):
            require(cls, "parameterized_model", row["parameterized_model"], dict)
        if row["design"] is not None and not isinstance(row["design"], dict):
            require(cls, "design", row["design"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.experiment_id = row["experiment_id"]
        made.parameterized_model_id = row["parameterized_model_id"]
        made.design_id = row["design_id"]
        made.job_id = row["job_id"]
        made.status = row["status"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.metrics = row["metrics"]
        made.storage_folder = row["storage_folder"]
        made.organization_id = row["organization_id"]
        made.experiment = row["experiment"]
        made.parameterized_model = row["parameterized_model"]
        made.design = row["design"]
        made.extra = {} if len(row) == 16 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SimulationSummary):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
