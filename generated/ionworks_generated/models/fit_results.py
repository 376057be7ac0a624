"""The record FitResults."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.rc_pair_fit import RcPairFit
from ..records import Links, PlainRecord, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class FitResults(PlainRecord):
    """A fitted equivalent circuit.

    Attributes
    ----------
    rmse_mV : float
        Root mean square of the residual in mV.
    num_rcs : int
        Number of RC pairs.
    time : list[float]
        Time in s.
    data_voltage : list[float]
        Measured voltage in V.
    model_voltage : list[float]
        Voltage of the fit in V.
    soc : list[float]
        State of charge of the curves.
    ocv : list[float]
        Open-circuit voltage in V.
    r0 : list[float]
        Series resistance in Ohm.
    rc_pairs : Rows[RcPairFit] or None
        RC pairs; only for callers who may see them.
    ocv_provided : bool or None
        Whether the open-circuit voltage was given, not fitted.
    capacity_Ah : list[float] or None
        Capacity in A.h, one for each part.
    """

    rmse_mV: float
    num_rcs: int
    time: list[float]
    data_voltage: list[float]
    model_voltage: list[float]
    soc: list[float]
    ocv: list[float]
    r0: list[float]
    rc_pairs: Rows[RcPairFit] | None = None
    ocv_provided: bool | None = None
    capacity_Ah: list[float] | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "rmse_mV": "rmse_mV",
        "num_rcs": "num_rcs",
        "time": "time",
        "data_voltage": "data_voltage",
        "model_voltage": "model_voltage",
        "soc": "soc",
        "ocv": "ocv",
        "r0": "r0",
        "rc_pairs": "rc_pairs",
        "ocv_provided": "ocv_provided",
        "capacity_Ah": "capacity_Ah",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["time"] is not None:
            require(cls, "time", row["time"], list)
        if row["data_voltage"] is not None:
            require(cls, "data_voltage", row["data_voltage"], list)
        if row["model_voltage"] is not None:
            require(cls, "model_voltage", row["model_voltage"], list)
        if row["soc"] is not None:
            require(cls, "soc", row["soc"], list)
        if row["ocv"] is not None:
            require(cls, "ocv", row["ocv"], list)
        if row["r0"] is not None:
            require(cls, "r0", row["r0"], list)
        if row["rc_pairs"] is not None:
            row["rc_pairs"] = Rows.read(RcPairFit, row["rc_pairs"], "rc_pairs")
        if row["capacity_Ah"] is not None:
            require(cls, "capacity_Ah", row["capacity_Ah"], list)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.rmse_mV = row["rmse_mV"]
        made.num_rcs = row["num_rcs"]
        made.time = row["time"]
        made.data_voltage = row["data_voltage"]
        made.model_voltage = row["model_voltage"]
        made.soc = row["soc"]
        made.ocv = row["ocv"]
        made.r0 = row["r0"]
        made.rc_pairs = row["rc_pairs"]
        made.ocv_provided = row["ocv_provided"]
        made.capacity_Ah = row["capacity_Ah"]
        made.extra = {} if len(row) == 11 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(FitResults):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
