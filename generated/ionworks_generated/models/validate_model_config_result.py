"""The record ValidateModelConfigResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class ValidateModelConfigResult(PlainRecord):
    """Whether the model can be built.

    Attributes
    ----------
    valid : bool
        Whether it can be built.
    error : str or None
        Why not.
    error_type : str or None
        Class of the exception.
    """

    valid: bool
    error: str | None = None
    error_type: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "valid": "valid",
        "error": "error",
        "error_type": "error_type",
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
        made: Any = object.__new__(_Filling)
        made._links = links
        made.valid = row["valid"]
        made.error = row["error"]
        made.error_type = row["error_type"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ValidateModelConfigResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
