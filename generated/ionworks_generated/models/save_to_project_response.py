"""The record SaveToProjectResponse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class SaveToProjectResponse(PlainRecord):
    """A fit that was kept.

    Attributes
    ----------
    model_id : str
        The model.
    parameterized_model_id : str
        The parameterized model.
    """

    model_id: str
    parameterized_model_id: str

    _fields: ClassVar[Mapping[str, str]] = {
        "model_id": "model_id",
        "parameterized_model_id": "parameterized_model_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["model_id"], str):
            require(cls, "model_id", row["model_id"], str)
        if not isinstance(row["parameterized_model_id"], str):
            require(cls, "parameterized_model_id", row["parameterized_model_id"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.model_id = row["model_id"]
        made.parameterized_model_id = row["parameterized_model_id"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SaveToProjectResponse):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
