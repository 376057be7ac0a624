"""The body AnalysisForm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, File, Unset


@define
class AnalysisForm(Body):
    """Analysis form.

    Attributes
    ----------
    measurement_id : str
        Measurement.
    name : str
        Name.
    analysis_type : str
        Analysis type.
    columns : str
        JSON text, [] by default.
    plots : str
        JSON text, [] by default.
    metadata : str
        JSON text, {} by default.
    file : File
        data.parquet, application/vnd.apache.parquet.
    notes : str
        Notes.
    """

    measurement_id: str
    name: str
    analysis_type: str
    columns: str
    plots: str
    metadata: str
    file: File
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement_id": "measurement_id",
        "name": "name",
        "analysis_type": "analysis_type",
        "columns": "columns",
        "plots": "plots",
        "metadata": "metadata",
        "file": "file",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
