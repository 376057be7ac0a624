"""The body AnalysisForm."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, File, Unset

if TYPE_CHECKING:
    from ..models.analysis_column_input import AnalysisColumnInput
    from ..models.plot_preset import PlotPreset


@define
class AnalysisForm(Body):
    """A new analysis with its table.

    Attributes
    ----------
    measurement_id : str
        Id of the measurement.
    name : str
        Name; may repeat.
    analysis_type : str
        What was made of the measurement, such as `lam_lli_from_rpt`.
    file : File
        The table, as Parquet (`application/vnd.apache.parquet`).
    columns : list[AnalysisColumnInput]
        Columns of the table, as JSON.
    plots : list[PlotPreset]
        How the table is plotted, as JSON.
    metadata : Any
        Further facts, as JSON.
    notes : str
        Free text.
    """

    measurement_id: str
    name: str
    analysis_type: str
    file: File
    columns: list[AnalysisColumnInput] | Unset = UNSET
    plots: list[PlotPreset] | Unset = UNSET
    metadata: Any | Unset = UNSET
    notes: str | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "measurement_id": "measurement_id",
        "name": "name",
        "analysis_type": "analysis_type",
        "file": "file",
        "columns": "columns",
        "plots": "plots",
        "metadata": "metadata",
        "notes": "notes",
    }

    _is_open: ClassVar[bool] = True
