"""The record DryRunResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.readiness_report import ReadinessReport
from ..records import Links, PlainRecord, read_record, require


@frozen(kw_only=True, repr=False, eq=False)
class DryRunResult(PlainRecord):
    """What a recipe makes.

    Attributes
    ----------
    report : ReadinessReport
        What a cell specification has for a builder, and what it lacks.
    parameters : dict[str, Any]
        Values by name of the parameter.
    missing : list[str]
        Parameters without a value.
    error : str or None
        Why it could not be run.
    """

    report: ReadinessReport
    parameters: dict[str, Any]
    missing: list[str]
    error: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "report": "report",
        "parameters": "parameters",
        "missing": "missing",
        "error": "error",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _inner: ClassVar[Mapping[str, str]] = {
        "report": "ReadinessReport",
    }
    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["report"] = read_record(ReadinessReport, row["report"], "report")
        if row["parameters"] is not None and not isinstance(row["parameters"], dict):
            require(cls, "parameters", row["parameters"], dict)
        if row["missing"] is not None:
            require(cls, "missing", row["missing"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.report = row["report"]
        made.parameters = row["parameters"]
        made.missing = row["missing"]
        made.error = row["error"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(DryRunResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
