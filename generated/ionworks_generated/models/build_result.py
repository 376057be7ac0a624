"""The record BuildResult."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.readiness_issue import ReadinessIssue
from ..records import Links, PlainRecord, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class BuildResult(PlainRecord):
    """The parameters that a builder made.

    Attributes
    ----------
    parameters : dict[str, Any]
        Values by name of the parameter.
    missing : list[str] or None
        Parameters without a value.
    issues : Rows[ReadinessIssue] or None
        What was found.
    parameterized_model_id : str or None
        The parameterized model, if it was kept.
    """

    parameters: dict[str, Any]
    missing: list[str] | None = None
    issues: Rows[ReadinessIssue] | None = None
    parameterized_model_id: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "parameters": "parameters",
        "missing": "missing",
        "issues": "issues",
        "parameterized_model_id": "parameterized_model_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["parameters"] is not None and not isinstance(row["parameters"], dict):
            require(cls, "parameters", row["parameters"], dict)
        if row["missing"] is not None:
            require(cls, "missing", row["missing"], list, items=str)
        if row["issues"] is not None:
            row["issues"] = Rows.read(ReadinessIssue, row["issues"], "issues")
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.parameters = row["parameters"]
        made.missing = row["missing"]
        made.issues = row["issues"]
        made.parameterized_model_id = row["parameterized_model_id"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(BuildResult):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
