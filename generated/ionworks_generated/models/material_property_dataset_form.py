"""The body MaterialPropertyDatasetForm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, File, Unset


@define
class MaterialPropertyDatasetForm(Body):
    """A new dataset.

    Attributes
    ----------
    file : File
        The table, as Parquet or CSV.
    material_id : str
        Id of the material.
    name : str
        Name of the dataset.
    columns : str
        JSON text: an array of `ColumnSpec`. Each chooses a column of the file by its place.
    project_id : str
        Project that it goes to; that of the material if it is absent.
    """

    file: File
    material_id: str
    name: str
    columns: str
    project_id: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "file": "file",
        "material_id": "material_id",
        "name": "name",
        "columns": "columns",
        "project_id": "project_id",
    }

    _is_open: ClassVar[bool] = True
