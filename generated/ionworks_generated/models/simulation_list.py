"""The answer SimulationList."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.simulation import Simulation
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class SimulationList(PlainAnswer):
    """A page of simulations.

    Attributes
    ----------
    simulations : Rows[Simulation]
        The simulations of this page.
    model_scalar_parameters : dict[str, Any] or None
        Numbers among the parameters of each parameterized model, by its id.
    total : int or None
        All that match.
    count : int or None
        Simulations on this page.
    """

    simulations: Rows[Simulation]
    model_scalar_parameters: dict[str, Any] | None = None
    total: int | None = None
    count: int | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "simulations": "simulations",
        "model_scalar_parameters": "model_scalar_parameters",
        "total": "total",
        "count": "count",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        row["simulations"] = Rows.read(Simulation, row["simulations"], "simulations")
        if row["model_scalar_parameters"] is not None and not isinstance(
            row["model_scalar_parameters"], dict
        ):
            require(cls, "model_scalar_parameters", row["model_scalar_parameters"], dict)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.simulations = row["simulations"]
        made.model_scalar_parameters = row["model_scalar_parameters"]
        made.total = row["total"]
        made.count = row["count"]
        made.extra = {} if len(row) == 4 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(SimulationList):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
