"""The record BuilderReadiness."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class BuilderReadiness(PlainRecord):
    """Whether a builder can use a specification.

    Attributes
    ----------
    model_builder_id : str
        The builder.
    model_id : str
        Its model.
    name : str
        Its name.
    ready : bool
        Whether nothing is missing.
    error_count : int
        Issues that stop it.
    warning_count : int
        Other issues.
    """

    model_builder_id: str
    model_id: str
    name: str
    ready: bool
    error_count: int
    warning_count: int

    _fields: ClassVar[Mapping[str, str]] = {
        "model_builder_id": "model_builder_id",
        "model_id": "model_id",
        "name": "name",
        "ready": "ready",
        "error_count": "error_count",
        "warning_count": "warning_count",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["model_builder_id"], str):
            require(cls, "model_builder_id", row["model_builder_id"], str)
        if not isinstance(row["model_id"], str):
            require(cls, "model_id", row["model_id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.model_builder_id = row["model_builder_id"]
        made.model_id = row["model_id"]
        made.name = row["name"]
        made.ready = row["ready"]
        made.error_count = row["error_count"]
        made.warning_count = row["warning_count"]
        made.extra = {} if len(row) == 6 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(BuilderReadiness):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
