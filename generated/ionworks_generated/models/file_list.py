"""The record FileList."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class FileList(PlainRecord):
    """Names of files.

    Attributes
    ----------
    filenames : list[str]
        Names of the files, without folders.
    """

    filenames: list[str]

    _fields: ClassVar[Mapping[str, str]] = {
        "filenames": "filenames",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["filenames"] is not None:
            require(cls, "filenames", row["filenames"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.filenames = row["filenames"]
        made.extra = {} if len(row) == 1 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(FileList):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
