"""The record ValidationResults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class ValidationResults(PlainRecord):
    """How well a fit describes other data.

    Attributes
    ----------
    rmse_mV : float
        Root mean square of the residual in mV.
    mae_mV : float
        Mean absolute residual in mV.
    max_mV : float
        Largest absolute residual in mV.
    num_rcs : int
        Number of RC pairs.
    capacity_Ah : list[float]
        Capacity in A.h.
    initial_soc : float
        State of charge at the start.
    model_source : str
        Where the model came from.
    time : list[float]
        Time in s.
    data_voltage : list[float]
        Measured voltage in V.
    model_voltage : list[float]
        Voltage of the model in V.
    residual_mV : list[float]
        Model minus data in mV.
    """

    rmse_mV: float
    mae_mV: float
    max_mV: float
    num_rcs: int
    capacity_Ah: list[float]
    initial_soc: float
    model_source: str
    time: list[float]
    data_voltage: list[float]
    model_voltage: list[float]
    residual_mV: list[float]

    _fields: ClassVar[Mapping[str, str]] = {
        "rmse_mV": "rmse_mV",
        "mae_mV": "mae_mV",
        "max_mV": "max_mV",
        "num_rcs": "num_rcs",
        "capacity_Ah": "capacity_Ah",
        "initial_soc": "initial_soc",
        "model_source": "model_source",
        "time": "time",
        "data_voltage": "data_voltage",
        "model_voltage": "model_voltage",
        "residual_mV": "residual_mV",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["capacity_Ah"] is not None:
            require(cls, "capacity_Ah", row["capacity_Ah"], list)
        if not isinstance(row["model_source"], str):
            require(cls, "model_source", row["model_source"], str)
        if row["time"] is not None:
            require(cls, "time", row["time"], list)
        if row["data_voltage"] is not None:
            require(cls, "data_voltage", row["data_voltage"], list)
        if row["model_voltage"] is not None:
            require(cls, "model_voltage", row["model_voltage"], list)
        if row["residual_mV"] is not None:
            require(cls, "residual_mV", row["residual_mV"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.rmse_mV = row["rmse_mV"]
        made.mae_mV = row["mae_mV"]
        made.max_mV = row["max_mV"]
        made.num_rcs = row["num_rcs"]
        made.capacity_Ah = row["capacity_Ah"]
        made.initial_soc = row["initial_soc"]
        made.model_source = row["model_source"]
        made.time = row["time"]
        made.data_voltage = row["data_voltage"]
        made.model_voltage = row["model_voltage"]
        made.residual_mV = row["residual_mV"]
        made.extra = {} if len(row) == 11 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ValidationResults):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
