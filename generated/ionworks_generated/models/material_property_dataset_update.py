"""The body MaterialPropertyDatasetUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.column_spec import ColumnSpec


@define
class MaterialPropertyDatasetUpdate(Body):
    """Changes of a dataset.

    Attributes
    ----------
    name : None | str
        New name; null leaves it.
    columns : list[ColumnSpec] | None
        One description for each column of the original file; the table is made of that file
        again.
    """

    name: None | str | Unset = UNSET
    columns: list[ColumnSpec] | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "columns": "columns",
    }

    _is_open: ClassVar[bool] = True
