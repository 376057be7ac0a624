"""The record Protocol."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Protocol(PlainRecord):
    """A saved protocol of a cycler, in UCP.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; may repeat.
    organization_id : str or None
        Organization it belongs to.
    project_id : str or None
        Project it belongs to; null on old records only.
    description : str or None
        Free text.
    description_template : str or None
        Free text with places for the values of inputs.
    protocol_config : dict[str, Any] or None
        The content in UCP: `global` settings and `steps`. Null where it was not asked for.
    parameters_schema : dict[str, Any] or None
        JSON Schema of the inputs. Null where it was not asked for.
    plot_options : dict[str, Any] or None
        How results are plotted.
    time_series_spec : dict[str, Any] or None
        Which time series a simulation gives.
    metrics_spec : dict[str, Any] or None
        Which metrics a simulation gives.
    source_protocol : str or None
        The text that it was made from; null if there is none, or it was not asked for.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    created_by : str or None
        Id of the user who created it.
    created_by_email : str or None
        E-mail address of the user who created it.
    """

    id: str
    name: str
    organization_id: str | None = None
    project_id: str | None = None
    description: str | None = None
    description_template: str | None = None
    protocol_config: dict[str, Any] | None = None
    parameters_schema: dict[str, Any] | None = None
    plot_options: dict[str, Any] | None = None
    time_series_spec: dict[str, Any] | None = None
    metrics_spec: dict[str, Any] | None = None
    source_protocol: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    created_by: str | None = None
    created_by_email: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "organization_id": "organization_id",
        "project_id": "project_id",
        "description": "description",
        "description_template": "description_template",
        "protocol_config": "protocol_config",
        "parameters_schema": "parameters_schema",
        "plot_options": "plot_options",
        "time_series_spec": "time_series_spec",
        "metrics_spec": "metrics_spec",
        "source_protocol": "source_protocol",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "created_by": "created_by",
        "created_by_email": "created_by_email",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if row["protocol_config"] is not None and not isinstance(row["protocol_config"], dict):
            require(cls, "protocol_config", row["protocol_config"], dict)
        if row["parameters_schema"] is not None and not isinstance(row["parameters_schema"], dict):
            require(cls, "parameters_schema", row["parameters_schema"], dict)
        if row["plot_options"] is not None and not isinstance(row["plot_options"], dict):
            require(cls, "plot_options", row["plot_options"], dict)
        if row["time_series_spec"] is not None and not isinstance(row["time_series_spec"], dict):
            require(cls, "time_series_spec", row["time_series_spec"], dict)
        if row["metrics_spec"] is not None and not isinstance(row["metrics_spec"], dict):
            require(cls, "metrics_spec", row["metrics_spec"], dict)
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
        made.organization_id = row["organization_id"]
        made.project_id = row["project_id"]
        made.description = row["description"]
        made.description_template = row["description_template"]
        made.protocol_config = row["protocol_config"]
        made.parameters_schema = row["parameters_schema"]
        made.plot_options = row["plot_options"]
        made.time_series_spec = row["time_series_spec"]
        made.metrics_spec = row["metrics_spec"]
        made.source_protocol = row["source_protocol"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.created_by = row["created_by"]
        made.created_by_email = row["created_by_email"]
        made.extra = {} if len(row) == 16 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Protocol):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
