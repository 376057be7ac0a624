"""The record Capabilities."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import DictRecord, Links, require


@frozen(kw_only=True, repr=False, eq=False)
class Capabilities(DictRecord):
    """What the platform says of itself.

    Attributes
    ----------
    domain_context : dict[str, Any] or None
        How data are organized, with the words used.
    schemas : dict[str, Any] or None
        Where the schema documents are.
    authentication : dict[str, Any] or None
        How to authenticate.
    openapi_spec : Any or None
        Where this document is.
    version : str or None
        Version of the service.
    """

    domain_context: dict[str, Any] | None = None
    schemas: dict[str, Any] | None = None
    authentication: dict[str, Any] | None = None
    openapi_spec: Any = None
    version: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "domain_context": "domain_context",
        "schemas": "schemas",
        "authentication": "authentication",
        "openapi_spec": "openapi_spec",
        "version": "version",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = ("version",)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["domain_context"] is not None and not isinstance(row["domain_context"], dict):
            require(cls, "domain_context", row["domain_context"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = dict.__new__(_Filling)
        made._links = links
        made.domain_context = row["domain_context"]
        made.schemas = row["schemas"]
        made.authentication = row["authentication"]
        made.openapi_spec = row["openapi_spec"]
        made.version = row["version"]
        made.extra = {} if len(row) == 5 else cls._rest(row)
        made.__class__ = cls
        made.__attrs_post_init__()
        return cast(Self, made)


class _Filling(Capabilities):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
