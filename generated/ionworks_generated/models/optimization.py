"""The record Optimization."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import DictRecord, Links, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Optimization(DictRecord):
    """A design optimization. It is over when `status` is `succeeded`, `failed` or `canceled`.

    Attributes
    ----------
    id : str
        Id, made by the service.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    name : str or None
        Name.
    description : str or None
        Free text.
    status : str or None
        State.
    kind : str or None
        Kind, such as `optimize` or `datafit`.
    created_at : datetime or None
        When it was created.
    created_by_email : str or None
        Email address of the user who made it.
    cell_spec_id : str or None
        Specification of the cell that is optimized.
    cell_name : str or None
        Name of that specification.
    parameterized_model_id : str or None
        Parameterized model that is optimized.
    parameterized_model_name : str or None
        Its name.
    optimization_template_id : str or None
        Template that it was made from.
    metrics : dict[str, Any] or None
        What came out, in figures; free-form.
    objectives : dict[str, Any] or None
        What is optimized, in short; lists have it.
    error : str or None
        Why it failed, for people.
    error_code : str or None
        Stable word for the kind of error.
    run_count : int or None
        How often it was run.
    job_id : str or None
        Job that runs it.
    """

    id: str
    project_id: str | None = None
    organization_id: str | None = None
    name: str | None = None
    description: str | None = None
    status: str | None = None
    kind: str | None = None
    created_at: datetime | None = None
    created_by_email: str | None = None
    cell_spec_id: str | None = None
    cell_name: str | None = None
    parameterized_model_id: str | None = None
    parameterized_model_name: str | None = None
    optimization_template_id: str | None = None
    metrics: dict[str, Any] | None = None
    objectives: dict[str, Any] | None = None
    error: str | None = None
    error_code: str | None = None
    run_count: int | None = None
    job_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "name": "name",
        "description": "description",
        "status": "status",
        "kind": "kind",
        "created_at": "created_at",
        "created_by_email": "created_by_email",
        "cell_spec_id": "cell_spec_id",
        "cell_name": "cell_name",
        "parameterized_model_id": "parameterized_model_id",
        "parameterized_model_name": "parameterized_model_name",
        "optimization_template_id": "optimization_template_id",
        "metrics": "metrics",
        "objectives": "objectives",
        "error": "error",
        "error_code": "error_code",
        "run_count": "run_count",
        "job_id": "job_id",
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
        if row["metrics"] is not None and not isinstance(row["metrics"], dict):
            require(cls, "metrics", row["metrics"], dict)
        if row["objectives"] is not None and not isinstance(row["objectives"], dict):
            require(cls, "objectives", row["objectives"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = dict.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.name = row["name"]
        made.description = row["description"]
        made.status = row["status"]
        made.kind = row["kind"]
        made.created_at = row["created_at"]
        made.created_by_email = row["created_by_email"]
        made.cell_spec_id = row["cell_spec_id"]
        made.cell_name = row["cell_name"]
        made.parameterized_model_id = row["parameterized_model_id"]
        made.parameterized_model_name = row["parameterized_model_name"]
        made.optimization_template_id = row["optimization_template_id"]
        made.metrics = row["metrics"]
        made.objectives = row["objectives"]
        made.error = row["error"]
        made.error_code = row["error_code"]
        made.run_count = row["run_count"]
        made.job_id = row["job_id"]
        made.extra = {} if len(row) == 20 else cls._rest(row)
        made.__class__ = cls
        made.__attrs_post_init__()
        return cast(Self, made)


class _Filling(Optimization):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
