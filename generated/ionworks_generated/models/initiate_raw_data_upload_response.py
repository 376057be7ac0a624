"""The answer InitiateRawDataUploadResponse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.upload_target import UploadTarget
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class InitiateRawDataUploadResponse(PlainAnswer):
    """The id of the coming record, and where its file goes.

    Attributes
    ----------
    raw_data_id : str
        Id that the record will have.
    uploads : Rows[UploadTarget]
        Where the bytes go.
    """

    raw_data_id: str
    uploads: Rows[UploadTarget]

    _fields: ClassVar[Mapping[str, str]] = {
        "raw_data_id": "raw_data_id",
        "uploads": "uploads",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["raw_data_id"], str):
            require(cls, "raw_data_id", row["raw_data_id"], str)
        row["uploads"] = Rows.read(UploadTarget, row["uploads"], "uploads")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.raw_data_id = row["raw_data_id"]
        made.uploads = row["uploads"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(InitiateRawDataUploadResponse):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
