"""The record Analysis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.analysis_column_spec import AnalysisColumnSpec
from ..records import Links, PlainRecord, Rows, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class Analysis(PlainRecord):
    """A table that was made from a measurement.

    Attributes
    ----------
    id : str
        Id, made by the service.
    measurement_id : str
        Id of the measurement.
    name : str
        Name; may repeat.
    analysis_type : str
        What was made of it: `ecm_from_eis` (equivalent circuits of impedance spectra),
        `lam_lli_from_rpt` (degradation modes of reference tests), `dcir_from_hppc`
        (resistances of pulses), or another word.
    project_id : str or None
        Project it belongs to.
    columns : Rows[AnalysisColumnSpec] or None
        Columns of the table that are described.
    plots : list[dict[str, Any]] or None
        How the table is plotted.
    metadata : dict[str, Any] or None
        Further facts.
    notes : str or None
        Free text.
    source_pipeline_id : str or None
        Id of the pipeline that made it.
    source_simple_pipeline_id : str or None
        Id of the simple pipeline that made it.
    source_analysis_id : str or None
        Id of the analysis that it was made from.
    source_label : str or None
        Name of what made it.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    measurement_id: str
    name: str
    analysis_type: str
    project_id: str | None = None
    columns: Rows[AnalysisColumnSpec] | None = None
    plots: list[dict[str, Any]] | None = None
    metadata: dict[str, Any] | None = None
    notes: str | None = None
    source_pipeline_id: str | None = None
    source_simple_pipeline_id: str | None = None
    source_analysis_id: str | None = None
    source_label: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "measurement_id": "measurement_id",
        "name": "name",
        "analysis_type": "analysis_type",
        "project_id": "project_id",
        "columns": "columns",
        "plots": "plots",
        "metadata": "metadata",
        "notes": "notes",
        "source_pipeline_id": "source_pipeline_id",
        "source_simple_pipeline_id": "source_simple_pipeline_id",
        "source_analysis_id": "source_analysis_id",
        "source_label": "source_label",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["measurement_id"], str):
            require(cls, "measurement_id", row["measurement_id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if not isinstance(row["analysis_type"], str):
            require(cls, "analysis_type", row["analysis_type"], str)
        if row["columns"] is not None:
            row["columns"] = Rows.read(AnalysisColumnSpec, row["columns"], "columns")
        if row["plots"] is not None:
            require(cls, "plots", row["plots"], list)
        if row["metadata"] is not None and not isinstance(row["metadata"], dict):
            require(cls, "metadata", row["metadata"], dict)
        if row["created_at"] is not None:
            try:
                row["created_at"] = datetime.fromisoformat(row["created_at"])
            except (TypeError, ValueError):
                row["created_at"] = require_time(cls, "created_at", row["created_at"])
        if row["updated_at"] is not None:
            try:
                row["updated_at"] = datetime.fromisoformat(row["updated_at"])
            except (TypeError, ValueError):
                row["updated_at"] = require_time(cls, "updated_at", row["updated_at"])
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.measurement_id = row["measurement_id"]
        made.name = row["name"]
        made.analysis_type = row["analysis_type"]
        made.project_id = row["project_id"]
        made.columns = row["columns"]
        made.plots = row["plots"]
        made.metadata = row["metadata"]
        made.notes = row["notes"]
        made.source_pipeline_id = row["source_pipeline_id"]
        made.source_simple_pipeline_id = row["source_simple_pipeline_id"]
        made.source_analysis_id = row["source_analysis_id"]
        made.source_label = row["source_label"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 15 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Analysis):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
