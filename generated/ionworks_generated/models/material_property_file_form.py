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
        The table, as CSV or Parquet.
    name : str
        Name.
    columns : str
        JSON text: an array of column descriptions; the stored ones stay if it is absent.
    no_header : bool
        Whether the file has no line of column names.
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
