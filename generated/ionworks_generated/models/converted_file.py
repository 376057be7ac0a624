"""The record ConvertedFile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class ConvertedFile(PlainRecord):
    """A file.

    Attributes
    ----------
    filename : str
        Its name.
    content_base64 : str
        Its content in Base64.
    media_type : str
        Its media type.
    """

    filename: str
    content_base64: str
    media_type: str

    _fields: ClassVar[Mapping[str, str]] = {
        "filename": "filename",
        "content_base64": "content_base64",
        "media_type": "media_type",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["filename"], str):
            require(cls, "filename", row["filename"], str)
        if not isinstance(row["content_base64"], str):
            require(cls, "content_base64", row["content_base64"], str)
        if not isinstance(row["media_type"], str):
            require(cls, "media_type", row["media_type"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.filename = row["filename"]
        made.content_base64 = row["content_base64"]
        made.media_type = row["media_type"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ConvertedFile):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
