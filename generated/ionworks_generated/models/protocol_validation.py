"""The record ProtocolValidation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import DictRecord, Links, require


@frozen(kw_only=True, repr=False, eq=False)
class ProtocolValidation(DictRecord):
    """What a check of a protocol found.

    Attributes
    ----------
    valid : bool
        Whether the text is a protocol.
    error : str or None
        What is wrong; null if nothing is.
    """

    valid: bool
    error: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "valid": "valid",
        "error": "error",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = dict.__new__(_Filling)
        made._links = links
        made.valid = row["valid"]
        made.error = row["error"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        made.__attrs_post_init__()
        return cast(Self, made)


class _Filling(ProtocolValidation):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
