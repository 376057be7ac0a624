"""The record ReadinessIssue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class ReadinessIssue(PlainRecord):
    """Something that a builder lacks.

    Attributes
    ----------
    severity : str
        `error` where it cannot build.
    code : str
        Word for programs.
    message : str
        What is wrong, for people.
    parameter : str or None
        Parameter that it is about.
    path : str or None
        Path in the specification that it is about.
    element : str or None
        Element of the recipe that it is about.
    """

    severity: str
    code: str
    message: str
    parameter: str | None = None
    path: str | None = None
    element: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "severity": "severity",
        "code": "code",
        "message": "message",
        "parameter": "parameter",
        "path": "path",
        "element": "element",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["severity"], str):
            require(cls, "severity", row["severity"], str)
        if not isinstance(row["code"], str):
            require(cls, "code", row["code"], str)
        if not isinstance(row["message"], str):
            require(cls, "message", row["message"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.severity = row["severity"]
        made.code = row["code"]
        made.message = row["message"]
        made.parameter = row["parameter"]
        made.path = row["path"]
        made.element = row["element"]
        made.extra = {} if len(row) == 6 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ReadinessIssue):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
