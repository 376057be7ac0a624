"""The record Simulation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import DictRecord, Links, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Simulation(DictRecord):
    """A run of a parameterized model on a protocol. It is over when its job is; `error` says why
    it failed. Names come from sample answers, so an older service may leave some out.

    Attributes
    ----------
    id : str
        Id, made by the service.
    status : str or None
        State of its job, such as `processing` or `completed`.
    job_id : str or None
        Job that runs it.
    parameterized_model_id : str or None
        Parameterized model that is run; null for a run that only a study has, and for a
        quick model.
    experiment_template_id : str or None
        Saved protocol that is run.
    experiment_id : str or None
        The protocol with the inputs of this run.
    design_id : str or None
        The design parameters of this run.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    error : str or None
        Why it failed, for people.
    error_code : str or None
        Stable word for the kind of error, such as `SOLVER_ERROR`.
    metrics : dict[str, Any] or None
        Figures of the run by name, such as its energy density; free-form.
    storage_folder : str or None
        Where its series are; set when it is over.
    simulation_data : Any or None
        Series of a run of the time before they were stored as Parquet.
    experiment : dict[str, Any] or None
        The protocol with its inputs, in short.
    parameterized_model : dict[str, Any] or None
        The parameterized model, in short.
    design : dict[str, Any] or None
        Design parameters by name.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    status: str | None = None
    job_id: str | None = None
    parameterized_model_id: str | None = None
    experiment_template_id: str | None = None
    experiment_id: str | None = None
    design_id: str | None = None
    project_id: str | None = None
    organization_id: str | None = None
    error: str | None = None
    error_code: str | None = None
    metrics: dict[str, Any] | None = None
    storage_folder: str | None = None
    simulation_data: Any = None
    experiment: dict[str, Any] | None = None
    parameterized_model: dict[str, Any] | None = None
    design: dict[str, Any] | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "status": "status",
        "job_id": "job_id",
        "parameterized_model_id": "parameterized_model_id",
        "experiment_template_id": "experiment_template_id",
        "experiment_id": "experiment_id",
        "design_id": "design_id",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "error": "error",
        "error_code": "error_code",
        "metrics": "metrics",
        "storage_folder": "storage_folder",
        "simulation_data": "simulation_data",
        "experiment": "experiment",
        "parameterized_model": "parameterized_model",
        "design": "design",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "status",
        "parameterized_model_id",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
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
        made: Any = dict.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.status = row["status"]
        made.job_id = row["job_id"]
        made.parameterized_model_id = row["parameterized_model_id"]
        made.experiment_template_id = row["experiment_template_id"]
        made.experiment_id = row["experiment_id"]
        made.design_id = row["design_id"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.metrics = row["metrics"]
        made.storage_folder = row["storage_folder"]
        made.simulation_data = row["simulation_data"]
        made.experiment = row["experiment"]
        made.parameterized_model = row["parameterized_model"]
        made.design = row["design"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 19 else cls._rest(row)
        made.__class__ = cls
        made.__attrs_post_init__()
        return cast(Self, made)


class _Filling(Simulation):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
