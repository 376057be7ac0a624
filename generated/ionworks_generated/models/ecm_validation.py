"""The record EcmValidation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, Record, require


@frozen(kw_only=True, repr=False, eq=False)
class EcmValidation(Record):
    """Ecm validation.

    Attributes
    ----------
    rmse_m_v : float
        Rmse m v.
    mae_m_v : float
        Mae m v.
    max_m_v : float
        Max m v.
    num_rcs : int
        Num rcs.
    capacity_ah : list[float]
        Capacity ah.
    initial_soc : float
        Initial soc.
    model_source : str
        Model source.
    time : list[float]
        Time.
    data_voltage : list[float]
        Data voltage.
    model_voltage : list[float]
        Model voltage.
    residual_m_v : list[float]
        Residual m v.
    """

    rmse_m_v: float
    mae_m_v: float
    max_m_v: float
    num_rcs: int
    capacity_ah: list[float]
    initial_soc: float
    model_source: str
    time: list[float]
    data_voltage: list[float]
    model_voltage: list[float]
    residual_m_v: list[float]

    _fields: ClassVar[Mapping[str, str]] = {
        "rmse_mV": "rmse_m_v",
        "mae_mV": "mae_m_v",
        "max_mV": "max_m_v",
        "num_rcs": "num_rcs",
        "capacity_Ah": "capacity_ah",
        "initial_soc": "initial_soc",
        "model_source": "model_source",
        "time": "time",
        "data_voltage": "data_voltage",
        "model_voltage": "model_voltage",
        "residual_mV": "residual_m_v",
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
        made.rmse_m_v = row["rmse_mV"]
        made.mae_m_v = row["mae_mV"]
        made.max_m_v = row["max_mV"]
        made.num_rcs = row["num_rcs"]
        made.capacity_ah = row["capacity_Ah"]
        made.initial_soc = row["initial_soc"]
        made.model_source = row["model_source"]
        made.time = row["time"]
        made.data_voltage = row["data_voltage"]
        made.model_voltage = row["model_voltage"]
        made.residual_m_v = row["residual_mV"]
        made.extra = {} if len(row) == 11 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(EcmValidation):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
