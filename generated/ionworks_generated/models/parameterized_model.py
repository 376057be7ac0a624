"""The record ParameterizedModel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class ParameterizedModel(PlainRecord):
    """A model with values for its parameters.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    description : str or None
        What it is for.
    cell_spec_id : str or None
        Cell specification that it describes; null for one of a project.
    model_id : str or None
        Model that the values are for.
    model_name : str or None
        Name of that model.
    simulation_settings : dict[str, Any] or None
        How it is solved; wins over what its model says.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    parameters : dict[str, Any] or None
        Values by name of the parameter, such as `Nominal cell capacity [A.h]`. Can be
        large; summaries leave it out.
    project_id : str or None
        Project it belongs to.
    """

    id: str
    name: str
    description: str | None = None
    cell_spec_id: str | None = None
    model_id: str | None = None
    model_name: str | None = None
    simulation_settings: dict[str, Any] | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    parameters: dict[str, Any] | None = None
    project_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "description": "description",
        "cell_spec_id": "cell_spec_id",
        "model_id": "model_id",
        "model_name": "model_name",
        "simulation_settings": "simulation_settings",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "parameters": "parameters",
        "project_id": "project_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "simulation_settings": "SimulationSettings",
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
        if row["simulation_settings"] is not None and not isinstance(
            row["simulation_settings"], dict
        ):
            require(cls, "simulation_settings", row["simulation_settings"], dict)
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
        made.description = row["description"]
        made.cell_spec_id = row["cell_spec_id"]
        made.model_id = row["model_id"]
        made.model_name = row["model_name"]
        made.simulation_settings = row["simulation_settings"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.parameters = row["parameters"]
        made.project_id = row["project_id"]
        made.extra = {} if len(row) == 11 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ParameterizedModel):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
