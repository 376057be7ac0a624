"""The record ProjectMeasurement."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, require, require_time
from .cell_measurement import CellMeasurement


@frozen(kw_only=True, repr=False, eq=False)
class ProjectMeasurement(CellMeasurement):
    """A measurement with the specification and the cell that it belongs to.

    Its further fields are those of `CellMeasurement`.

    Attributes
    ----------
    specification : dict[str, Any] or None
        Specification of the cell.
    instance : dict[str, Any] or None
        The cell.
    """

    specification: dict[str, Any] | None = None
    instance: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "cell_instance_id": "cell_instance_id",
        "measurement_type": "measurement_type",
        "protocol": "protocol",
        "protocol_id": "protocol_id",
        "test_setup": "test_setup",
        "channel_id": "channel_id",
        "start_time": "start_time",
        "end_time": "end_time",
        "estimated_end_time": "estimated_end_time",
        "estimated_end_time_note": "estimated_end_time_note",
        "estimated_end_time_calculated_at": "estimated_end_time_calculated_at",
        "step_labels_validated": "step_labels_validated",
        "notes": "notes",
        "properties": "properties",
        "file_metadata": "file_metadata",
        "processing_status": "processing_status",
        "processing_error": "processing_error",
        "steps_created": "steps_created",
        "tags": "tags",
        "organization_id": "organization_id",
        "created_by": "created_by",
        "created_by_email": "created_by_email",
        "created_at": "created_at",
        "updated_at": "updated_at",
        "specification": "specification",
        "instance": "instance",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "specification": "CellSpecification",
        "instance": "CellInstance",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if not isinstance(row["cell_instance_id"], str):
            require(cls, "cell_instance_id", row["cell_instance_id"], str)
        if row["protocol"] is not None and not isinstance(row["protocol"], dict):
            require(cls, "protocol", row["protocol"], dict)
        if row["test_setup"] is not None and not isinstance(row["test_setup"], dict):
            require(cls, "test_setup", row["test_setup"], dict)
        if row["start_time"] is not None:
            try:
                row["start_time"] = datetime.fromisoformat(row["start_time"])
            except (TypeError, ValueError):
                row["start_time"] = require_time(cls, "start_time", row["start_time"])
        if row["end_time"] is not None:
            try:
                row["end_time"] = datetime.fromisoformat(row["end_time"])
            except (TypeError, ValueError):
                row["end_time"] = require_time(cls, "end_time", row["end_time"])
        if row["estimated_end_time"] is not None:
            try:
                row["estimated_end_time"] = datetime.fromisoformat(row["estimated_end_time"])
            except (TypeError, ValueError):
                row["estimated_end_time"] = require_time(
                    cls, "estimated_end_time", row["estimated_end_time"]
                )
        if row["estimated_end_time_calculated_at"] is not None:
            try:
                row["estimated_end_time_calculated_at"] = datetime.fromisoformat(
                    row["estimated_end_time_calculated_at"]
                )
            except (TypeError, ValueError):
                row["estimated_end_time_calculated_at"] = require_time(
                    cls, "estimated_end_time_calculated_at", row["estimated_end_time_calculated_at"]
                )
        if row["properties"] is not None and not isinstance(row["properties"], dict):
            require(cls, "properties", row["properties"], dict)
        if row["file_metadata"] is not None and not isinstance(row["file_metadata"], dict):
            require(cls, "file_metadata", row["file_metadata"], dict)
        if row["tags"] is not None:
            require(cls, "tags", row["tags"], list, items=str)
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
        if row["specification"] is not None and not isinstance(row["specification"], dict):
            require(cls, "specification", row["specification"], dict)
        if row["instance"] is not None and not isinstance(row["instance"], dict):
            require(cls, "instance", row["instance"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.cell_instance_id = row["cell_instance_id"]
        made.measurement_type = row["measurement_type"]
        made.protocol = row["protocol"]
        made.protocol_id = row["protocol_id"]
        made.test_setup = row["test_setup"]
        made.channel_id = row["channel_id"]
        made.start_time = row["start_time"]
        made.end_time = row["end_time"]
        made.estimated_end_time = row["estimated_end_time"]
        made.estimated_end_time_note = row["estimated_end_time_note"]
        made.estimated_end_time_calculated_at = row["estimated_end_time_calculated_at"]
        made.step_labels_validated = row["step_labels_validated"]
        made.notes = row["notes"]
        made.properties = row["properties"]
        made.file_metadata = row["file_metadata"]
        made.processing_status = row["processing_status"]
        made.processing_error = row["processing_error"]
        made.steps_created = row["steps_created"]
        made.tags = row["tags"]
        made.organization_id = row["organization_id"]
        made.created_by = row["created_by"]
        made.created_by_email = row["created_by_email"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.specification = row["specification"]
        made.instance = row["instance"]
        made.extra = {} if len(row) == 28 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ProjectMeasurement):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
