"""The record ParameterizedModel."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, read_time, require


@frozen(kw_only=True, repr=False, eq=False)
class ParameterizedModel(Record):
    """Typed by the client: id, name, simulation_settings. The others are those it names for
    summary rows.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    description : str or None
        Description.
    cell_spec_id : str or None
        Cell spec.
    model_id : str or None
        Model.
    model_name : str or None
        Model name.
    simulation_settings : dict[str, Any] or None
        As in models.yaml.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    parameters : dict[str, Any] or None
        Can be very large; absent with summary.
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
            row["created_at"] = read_time(cls, "created_at", row["created_at"])
        if row["updated_at"] is not None:
            row["updated_at"] = read_time(cls, "updated_at", row["updated_at"])
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
        made.extra = {} if len(row) == 10 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ParameterizedModel):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
