"""The record TraceEntry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class TraceEntry(PlainRecord):
    """One step of an optimizer.

    Attributes
    ----------
    best_cost : float or None
        Lowest cost so far.
    cost : float or None
        Cost.
    inputs : dict[str, Any] or None
        Parameters, scaled.
    inputs_unscaled : dict[str, Any] or None
        Parameters in their units.
    multistart_job_id : int or None
        Which start it belongs to.
    outputs : dict[str, Any] or None
        What the model gave.
    best_outputs : dict[str, Any] or None
        What the model gave at its best.
    """

    best_cost: float | None = None
    cost: float | None = None
    inputs: dict[str, Any] | None = None
    inputs_unscaled: dict[str, Any] | None = None
    multistart_job_id: int | None = None
    outputs: dict[str, Any] | None = None
    best_outputs: dict[str, Any] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "best_cost": "best_cost",
        "cost": "cost",
        "inputs": "inputs",
        "inputs_unscaled": "inputs_unscaled",
        "multistart_job_id": "multistart_job_id",
        "outputs": "outputs",
        "best_outputs": "best_outputs",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["inputs"] is not None and not isinstance(row["inputs"], dict):
            require(cls, "inputs", row["inputs"], dict)
        if row["inputs_unscaled"] is not None and not isinstance(row["inputs_unscaled"], dict):
            require(cls, "inputs_unscaled", row["inputs_unscaled"], dict)
        if row["outputs"] is not None and not isinstance(row["outputs"], dict):
            require(cls, "outputs", row["outputs"], dict)
        if row["best_outputs"] is not None and not isinstance(row["best_outputs"], dict):
            require(cls, "best_outputs", row["best_outputs"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.best_cost = row["best_cost"]
        made.cost = row["cost"]
        made.inputs = row["inputs"]
        made.inputs_unscaled = row["inputs_unscaled"]
        made.multistart_job_id = row["multistart_job_id"]
        made.outputs = row["outputs"]
        made.best_outputs = row["best_outputs"]
        made.extra = {} if len(row) == 7 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(TraceEntry):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
