"""The record StudySimulationMapping."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class StudySimulationMapping(PlainRecord):
    """A simulation in a study.

    Attributes
    ----------
    study_id : str
        Id of the study.
    simulation_id : str
        Id of the simulation.
    """

    study_id: str
    simulation_id: str

    _fields: ClassVar[Mapping[str, str]] = {
        "study_id": "study_id",
        "simulation_id": "simulation_id",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["study_id"], str):
            require(cls, "study_id", row["study_id"], str)
        if not isinstance(row["simulation_id"], str):
            require(cls, "simulation_id", row["simulation_id"], str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.study_id = row["study_id"]
        made.simulation_id = row["simulation_id"]
        made.extra = {} if len(row) == 2 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(StudySimulationMapping):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
