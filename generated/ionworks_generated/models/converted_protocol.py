"""The answer ConvertedProtocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.converted_file import ConvertedFile
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class ConvertedProtocol(PlainAnswer):
    """A protocol as the files of a cycler.

    Attributes
    ----------
    target : str
        Whose files they are.
    primary : dict[str, Any]
        The protocol.
    assets : Rows[ConvertedFile] or None
        Files that go with it, such as drive cycles.
    """

    target: str
    primary: dict[str, Any]
    assets: Rows[ConvertedFile] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "target": "target",
        "primary": "primary",
        "assets": "assets",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "primary": "ConvertedFile",
    }

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["target"], str):
            require(cls, "target", row["target"], str)
        if row["primary"] is not None and not isinstance(row["primary"], dict):
            require(cls, "primary", row["primary"], dict)
        if row["assets"] is not None:
            row["assets"] = Rows.read(ConvertedFile, row["assets"], "assets")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.target = row["target"]
        made.primary = row["primary"]
        made.assets = row["assets"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ConvertedProtocol):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
