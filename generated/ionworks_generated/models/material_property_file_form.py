"""The body MaterialPropertyFileForm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, File, Unset


@define
class MaterialPropertyFileForm(Body):
    """A new table for a dataset.

    Attributes
    ----------
    file : File
        The new table, as Parquet or CSV.
    name : str
        New name; the stored one stays if it is absent.
    columns : str
        JSON text: an array of `ColumnSpec`; the stored ones stay if it is absent, and
        choose columns by their place.
    no_header : bool
        Whether the first line of a CSV file has values instead of names; as stored if it is
        absent.
    """

    file: File
    name: str | Unset = UNSET
    columns: str | Unset = UNSET
    no_header: bool | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "file": "file",
        "name": "name",
        "columns": "columns",
        "no_header": "no_header",
    }

    _is_open: ClassVar[bool] = True
