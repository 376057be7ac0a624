"""The record RawData."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require, require_time


@frozen(kw_only=True, repr=False, eq=False)
class RawData(PlainRecord):
    """A file that is kept as it came, such as the export of a cycler. `source` says where the file
    comes from: an address, a DOI, a description.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    filename : str or None
        Name of the file.
    project_id : str or None
        Project it belongs to.
    organization_id : str or None
        Organization it belongs to.
    source : str or None
        Where the file comes from: an address, a DOI, a description.
    content_type : str or None
        Media type of the file.
    metadata : dict[str, Any] or None
        Further facts; free-form.
    size_bytes : int or None
        Size of the file in bytes.
    created_by : str or None
        Id of the creator.
    created_at : datetime or None
        When it was created.
    updated_at : datetime or None
        When it was last changed.
    """

    id: str
    name: str
    filename: str | None = None
    project_id: str | None = None
    organization_id: str | None = None
    source: str | None = None
    content_type: str | None = None
    metadata: dict[str, Any] | None = None
    size_bytes: int | None = None
    created_by: str | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "filename": "filename",
        "project_id": "project_id",
        "organization_id": "organization_id",
        "source": "source",
        "content_type": "content_type",
        "metadata": "metadata",
        "size_bytes": "size_bytes",
        "created_by": "created_by",
        "created_at": "created_at",
        "updated_at": "updated_at",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "filename",
        "size_bytes",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
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
        made.name = row["name"]
        made.filename = row["filename"]
        made.project_id = row["project_id"]
        made.organization_id = row["organization_id"]
        made.source = row["source"]
        made.content_type = row["content_type"]
        made.metadata = row["metadata"]
        made.size_bytes = row["size_bytes"]
        made.created_by = row["created_by"]
        made.created_at = row["created_at"]
        made.updated_at = row["updated_at"]
        made.extra = {} if len(row) == 12 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(RawData):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
