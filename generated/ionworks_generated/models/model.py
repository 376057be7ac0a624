"""The record Model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Model(PlainRecord):
    """A battery model: a built-in one with options, or an uploaded PyBaMM model.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    project_id : str or None
        Project it belongs to; null for a template of the service.
    source_model_id : str or None
        Template of the service that it is a copy of.
    config : dict[str, Any] or None
        What the model is, such as `{"type": "SPMe", "options": {"thermal": "lumped"}}`.
        Lists may leave it out.
    simulation_settings : dict[str, Any] or None
        How it is solved.
    description : str or None
        What the model is for.
    pybamm_version : str or None
        Version of PyBaMM that it is built with.
    is_custom_model : bool or None
        Whether it was uploaded.
    user_id : str or None
        Who created it.
    organization_id : str or None
        Organization it belongs to.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    created_by_email : str or None
        E-mail address of who created it.
    """

    id: str
    name: str
    project_id: str | None = None
    source_model_id: str | None = None
    config: dict[str, Any] | None = None
    simulation_settings: dict[str, Any] | None = None
    description: str | None = None
    pybamm_version: str | None = None
    is_custom_model: bool | None = None
    user_id: str | None = None
    organization_id: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    created_by_email: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "project_id": "project_id",
        "source_model_id": "source_model_id",
        "config": "config",
        "simulation_settings": "simulation_settings",
        "description": "description",
        "pybamm_version": "pybamm_version",
        "is_custom_model": "is_custom_model",
        "user_id": "user_id",
        "organization_id": "organization_id",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "created_by_email": "created_by_email",
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
        if row["config"] is not None and not isinstance(row["config"], dict):
            require(cls, "config", row["config"], dict)
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
        made.project_id = row["project_id"]
        made.source_model_id = row["source_model_id"]
        made.config = row["config"]
        made.simulation_settings = row["simulation_settings"]
        made.description = row["description"]
        made.pybamm_version = row["pybamm_version"]
        made.is_custom_model = row["is_custom_model"]
        made.user_id = row["user_id"]
        made.organization_id = row["organization_id"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.created_by_email = row["created_by_email"]
        made.extra = {} if len(row) == 14 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Model):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
