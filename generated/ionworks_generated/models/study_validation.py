"""The record StudyValidation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class StudyValidation(PlainRecord):
    """What became of the measurements of a validation.

    Attributes
    ----------
    validations : list[dict[str, Any]] or None
        What was started: `measurement_id`, `simulation_id` and `job_id` of each.
    errors : list[dict[str, Any]] or None
        What could not be started: `measurement_id` and `error` of each.
    skipped : list[str] or None
        Ids of measurements of which there is the same validation already.
    """

    validations: list[dict[str, Any]] | None = None
    errors: list[dict[str, Any]] | None = None
    skipped: list[str] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "validations": "validations",
        "errors": "errors",
        "skipped": "skipped",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["validations"] is not None:
            require(cls, "validations", row["validations"], list)
        if row["errors"] is not None:
            require(cls, "errors", row["errors"], list)
        if row["skipped"] is not None:
            require(cls, "skipped", row["skipped"], list, items=str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.validations = row["validations"]
        made.errors = row["errors"]
        made.skipped = row["skipped"]
        made.extra = {} if len(row) == 3 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(StudyValidation):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
