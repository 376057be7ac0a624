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
        The table, as CSV or Parquet.
    material_id : str
        Id of the material.
    name : str
        Name.
    columns : str
        JSON text: an array of column descriptions.
    project_id : str
        Project it belongs to.
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
