"""The record DiscoverySchema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class DiscoverySchema(PlainRecord):
    """A schema document; what is in it depends on the topic.

    Attributes
    ----------
    create_schema : dict[str, Any] or None
        JSON Schema of a new record.
    update_schema : dict[str, Any] or None
        JSON Schema of a change.
    response_schema : dict[str, Any] or None
        JSON Schema of a record.
    mapping_endpoints : Any or None
        How records are linked; of studies.
    element_types : Any or None
        Kinds of elements; of pipelines.
    """

    create_schema: dict[str, Any] | None = None
    update_schema: dict[str, Any] | None = None
    response_schema: dict[str, Any] | None = None
    mapping_endpoints: Any = None
    element_types: Any = None

    _fields: ClassVar[Mapping[str, str]] = {
        "create_schema": "create_schema",
        "update_schema": "update_schema",
        "response_schema": "response_schema",
        "mapping_endpoints": "mapping_endpoints",
        "element_types": "element_types",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["create_schema"] is not None and not isinstance(row["create_schema"], dict):
            require(cls, "create_schema", row["create_schema"], dict)
        if row["update_schema"] is not None and not isinstance(row["update_schema"], dict):
            require(cls, "update_schema", row["update_schema"], dict)
        if row["response_schema"] is not None and not isinstance(row["response_schema"], dict):
            require(cls, "response_schema", row["response_schema"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.create_schema = row["create_schema"]
        made.update_schema = row["update_schema"]
        made.response_schema = row["response_schema"]
        made.mapping_endpoints = row["mapping_endpoints"]
        made.element_types = row["element_types"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(DiscoverySchema):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
