"""The record MaterialPropertyDataset."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class MaterialPropertyDataset(PlainRecord):
    """A table of properties of a material: numbers by column, made of the file that was uploaded.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name of the dataset, such as `Conductivity at 25 degC`.
    columns : list[dict[str, Any]]
        Columns of the table, in its order.
    material_id : str or None
        Id of the material.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    storage_path : str or None
        Where the table is stored, for people who support the service.
    original_path : str or None
        Where the uploaded file is stored.
    data_version : int or None
        Begins at 1, and grows by 1 with every change of the data.
    nan_counts : dict[str, Any] or None
        Number of cells without a number, by column.
    no_header : bool or None
        Whether the first line of a CSV file has values instead of names.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    created_by : str or None
        Id of the creator.
    source_pipeline_id : str or None
        Pipeline that made it.
    source_simple_pipeline_id : str or None
        Simple pipeline that made it.
    source_analysis_id : str or None
        Analysis that made it.
    source_label : str or None
        What made it, for people.
    """

    id: str
    name: str
    columns: list[dict[str, Any]]
    material_id: str | None = None
    project_id: str | None = None
    organization_id: str | None = None
    storage_path: str | None = None
    original_path: str | None = None
    data_version: int | None = None
    nan_counts: dict[str, Any] | None = None
    no_header: bool | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    created_by: str | None = None
    source_pipeline_id: str | None = None
    source_simple_pipeline_id: str | None = None
    source_analysis_id: str | None = None
    source_label: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "columns": "columns",
        "material_id": "material_id",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "storage_path": "storage_path",
        "original_path": "original_path",
        "data_version": "data_version",
        "nan_counts": "nan_counts",
        "no_header": "no_header",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "created_by": "created_by",
        "source_pipeline_id": "source_pipeline_id",
        "source_simple_pipeline_id": "source_simple_pipeline_id",
        "source_analysis_id": "source_analysis_id",
        "source_label": "source_label",
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
        if row["columns"] is not None:
            require(cls, "columns", row["columns"], list)
        if row["nan_counts"] is not None and not isinstance(row["nan_counts"], dict):
            require(cls, "nan_counts", row["nan_counts"], dict)
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
        made.columns = row["columns"]
        made.material_id = row["material_id"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.storage_path = row["storage_path"]
        made.original_path = row["original_path"]
        made.data_version = row["data_version"]
        made.nan_counts = row["nan_counts"]
        made.no_header = row["no_header"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.created_by = row["created_by"]
        made.source_pipeline_id = row["source_pipeline_id"]
        made.source_simple_pipeline_id = row["source_simple_pipeline_id"]
        made.source_analysis_id = row["source_analysis_id"]
        made.source_label = row["source_label"]
        made.extra = {} if len(row) == 18 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(MaterialPropertyDataset):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
