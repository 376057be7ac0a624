"""The body ColumnSpec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ColumnSpec(Body):
    """A column of a dataset.

    Attributes
    ----------
    name : str
        Name of the column, such as `Electrolyte conductivity`; unique in its dataset.
    source_column_index : int
        Place of the column in the uploaded file, from 0.
    unit : str
        Unit as an expression, such as `A*h` or `mg.cm-2`.
    """

    name: str
    source_column_index: int
    unit: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "source_column_index": "source_column_index",
        "unit": "unit",
    }

    _is_open: ClassVar[bool] = True
