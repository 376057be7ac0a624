"""The record Deletion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class Deletion(PlainRecord):
    """What a delete of a record would take along.

    Attributes
    ----------
    resource_type : str
        Kind of the record, such as `cell_specification`.
    resource_id : str
        Id of the record.
    counts : dict[str, Any]
        Number of records that fall with it, by kind; kinds without any are left out.
    version : str
        Stands for exactly these records; `If-Deletion-Match` takes it.
    name : str or None
        Name of the record.
    """

    resource_type: str
    resource_id: str
    counts: dict[str, Any]
    version: str
    name: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "resource_type": "resource_type",
        "resource_id": "resource_id",
        "counts": "counts",
        "version": "version",
        "name": "name",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "resource_type",
        "name",
        "counts",
    )

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["resource_type"], str):
            require(cls, "resource_type", row["resource_type"], str)
        if not isinstance(row["resource_id"], str):
            require(cls, "resource_id", row["resource_id"], str)
        if row["counts"] is not None and not isinstance(row["counts"], dict):
            require(cls, "counts", row["counts"], dict)
        if not isinstance(row["version"], str):
            require(cls, "version", row["version"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.resource_type = row["resource_type"]
        made.resource_id = row["resource_id"]
        made.counts = row["counts"]
        made.version = row["version"]
        made.name = row["name"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(Deletion):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
