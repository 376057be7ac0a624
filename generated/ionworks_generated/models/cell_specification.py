"""The record CellSpecification."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class CellSpecification(PlainRecord):
    """A cell type: ratings, components, materials. Numbers with a unit are objects such as
    `{"value": 5.0, "unit": "A.h"}`. The components are there when one specification is read,
    and in lists that are asked for them.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name; unique in its project.
    ratings : dict[str, Any] or None
        What the cell is rated for.
    organization_id : str or None
        Organization it belongs to.
    project_id : str or None
        Project it belongs to.
    form_factor : str or None
        Such as `18650`, `R2032`, `pouch`.
    manufacturer : str or None
        Who made it.
    anode_id : str or None
        Id of the anode.
    cathode_id : str or None
        Id of the cathode.
    electrolyte_id : str or None
        Id of the electrolyte.
    separator_id : str or None
        Id of the separator.
    case_id : str or None
        Id of the case.
    anode : dict[str, Any] or None
        The negative electrode.
    cathode : dict[str, Any] or None
        The positive electrode.
    electrolyte : dict[str, Any] or None
        The electrolyte.
    separator : dict[str, Any] or None
        The separator.
    case : dict[str, Any] or None
        The case.
    properties : dict[str, Any] or None
        Properties of the design that are neither ratings nor of one component.
    source : dict[str, Any] or None
        Where it comes from.
    notes : str or None
        Free text.
    instance_ids : list[Any] or None
        Ids of its cells.
    created_by : str or None
        Id of the creator.
    created_by_email : str or None
        E-mail address of the creator.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    ratings: dict[str, Any] | None = None
    organization_id: str | None = None
    project_id: str | None = None
    form_factor: str | None = None
    manufacturer: str | None = None
    anode_id: str | None = None
    cathode_id: str | None = None
    electrolyte_id: str | None = None
    separator_id: str | None = None
    case_id: str | None = None
    anode: dict[str, Any] | None = None
    cathode: dict[str, Any] | None = None
    electrolyte: dict[str, Any] | None = None
    separator: dict[str, Any] | None = None
    case: dict[str, Any] | None = None
    properties: dict[str, Any] | None = None
    source: dict[str, Any] | None = None
    notes: str | None = None
    instance_ids: list[Any] | None = None
    created_by: str | None = None
    created_by_email: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "ratings": "ratings",
        "organization_id": "organization_id",
        "project_id": "project_id",
        "form_factor": "form_factor",
        "manufacturer": "manufacturer",
        "anode_id": "anode_id",
        "cathode_id": "cathode_id",
        "electrolyte_id": "electrolyte_id",
        "separator_id": "separator_id",
        "case_id": "case_id",
        "anode": "anode",
        "cathode": "cathode",
        "electrolyte": "electrolyte",
        "separator": "separator",
        "case": "case",
        "properties": "properties",
        "source": "source",
        "notes": "notes",
        "instance_ids": "instance_ids",
        "created_by": "created_by",
        "created_by_email": "created_by_email",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "form_factor",
    )
    _inner: ClassVar[Mapping[str, str]] = {
        "ratings": "Ratings",
        "anode": "CellComponent",
        "cathode": "CellComponent",
        "electrolyte": "CellComponent",
        "separator": "CellComponent",
        "case": "CellComponent",
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
        if row["ratings"] is not None and not isinstance(row["ratings"], dict):
            require(cls, "ratings", row["ratings"], dict)
        if row["anode"] is not None and not isinstance(row["anode"], dict):
            require(cls, "anode", row["anode"], dict)
        if row["cathode"] is not None and not isinstance(row["cathode"], dict):
            require(cls, "cathode", row["cathode"], dict)
        if row["electrolyte"] is not None and not isinstance(row["electrolyte"], dict):
            require(cls, "electrolyte", row["electrolyte"], dict)
        if row["separator"] is not None and not isinstance(row["separator"], dict):
            require(cls, "separator", row["separator"], dict)
        if row["case"] is not None and not isinstance(row["case"], dict):
            require(cls, "case", row["case"], dict)
        if row["properties"] is not None and not isinstance(row["properties"], dict):
            require(cls, "properties", row["properties"], dict)
        if row["source"] is not None and not isinstance(row["source"], dict):
            require(cls, "source", row["source"], dict)
        if row["instance_ids"] is not None:
            require(cls, "instance_ids", row["instance_ids"], list)
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
        made.ratings = row["ratings"]
        made.organization_id = row["organization_id"]
        made.project_id = row["project_id"]
        made.form_factor = row["form_factor"]
        made.manufacturer = row["manufacturer"]
        made.anode_id = row["anode_id"]
        made.cathode_id = row["cathode_id"]
        made.electrolyte_id = row["electrolyte_id"]
        made.separator_id = row["separator_id"]
        made.case_id = row["case_id"]
        made.anode = row["anode"]
        made.cathode = row["cathode"]
        made.electrolyte = row["electrolyte"]
        made.separator = row["separator"]
        made.case = row["case"]
        made.properties = row["properties"]
        made.source = row["source"]
        made.notes = row["notes"]
        made.instance_ids = row["instance_ids"]
        made.created_by = row["created_by"]
        made.created_by_email = row["created_by_email"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 25 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(CellSpecification):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
