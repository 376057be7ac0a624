"""The body AnalysisUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.analysis_column import AnalysisColumn
    from ..models.plot_preset import PlotPreset


@define
class AnalysisUpdate(Body):
    """Analysis update.

    Attributes
    ----------
    name : str
        Name.
    analysis_type : str
        Analysis type.
    columns : list[AnalysisColumn]
        Columns.
    plots : list[PlotPreset]
        Plots.
    metadata : Any
        Metadata.
    notes : str
        Notes.
    """

    name: str | Unset = UNSET
    analysis_type: str | Unset = UNSET
    columns: list[AnalysisColumn] | Unset = UNSET
    plots: list[PlotPreset] | Unset = UNSET
    metadata: Any | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "analysis_type": "analysis_type",
        "columns": "columns",
        "plots": "plots",
        "metadata": "metadata",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
