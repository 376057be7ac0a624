"""The body AnalysisUpdate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.analysis_column_input import AnalysisColumnInput
    from ..models.plot_preset import PlotPreset


@define
class AnalysisUpdate(Body):
    """Changes of an analysis, as a merge patch.

    Attributes
    ----------
    name : str
        Name; may repeat.
    analysis_type : str
        What was made of the measurement.
    columns : list[AnalysisColumnInput]
        Columns of the table.
    plots : list[PlotPreset]
        How the table is plotted.
    metadata : Any
        Further facts; merged key by key.
    notes : None | str
        Free text; null clears it.
    """

    name: str | Unset = UNSET
    analysis_type: str | Unset = UNSET
    columns: list[AnalysisColumnInput] | Unset = UNSET
    plots: list[PlotPreset] | Unset = UNSET
    metadata: Any | Unset = UNSET
    notes: None | str | Unset = UNSET
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
