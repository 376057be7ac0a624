"""The record LabChannel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.lab_measurement_summary import LabMeasurementSummary
from ..records import Links, PlainRecord, read_record, require


@frozen(kw_only=True, repr=False, eq=False)
class LabChannel(PlainRecord):
    """A channel as the overview of the lab has it.

    Attributes
    ----------
    id : str
        Id, made by the service.
    name : str
        Name.
    state : str
        `free`, `occupied` (a test that was updated lately), `stale` (a test that has gone
        quiet) or `out_of_commission`.
    measurement : LabMeasurementSummary or None
        A running test as the overview of the lab has it.
    notes : str or None
        Free text.
    out_of_commission : bool or None
        Whether it is out of service.
    max_amps : float or None
        Highest current, in A.
    min_volts : float or None
        Lowest voltage, in V.
    max_volts : float or None
        Highest voltage, in V.
    """

    id: str
    name: str
    state: str
    measurement: LabMeasurementSummary | None = None
    notes: str | None = None
    out_of_commission: bool | None = None
    max_amps: float | None = None
    min_volts: float | None = None
    max_volts: float | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "id": "id",
        "name": "name",
        "state": "state",
        "measurement": "measurement",
        "notes": "notes",
        "out_of_commission": "out_of_commission",
        "max_amps": "max_amps",
        "min_volts": "min_volts",
        "max_volts": "max_volts",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)
    _shown: ClassVar[tuple[str, ...]] = (
        "id",
        "name",
        "state",
    )
    _inner: ClassVar[Mapping[str, str]] = {
        "measurement": "LabMeasurementSummary",
    }
    _has_records: ClassVar[bool] = True

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["id"], str):
            require(cls, "id", row["id"], str)
        if not isinstance(row["name"], str):
            require(cls, "name", row["name"], str)
        if not isinstance(row["state"], str):
            require(cls, "state", row["state"], str)
        if row["measurement"] is not None:
            row["measurement"] = read_record(
                LabMeasurementSummary, row["measurement"], "measurement"
            )
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.id = row["id"]
        made.name = row["name"]
        made.state = row["state"]
        made.measurement = row["measurement"]
        made.notes = row["notes"]
        made.out_of_commission = row["out_of_commission"]
        made.max_amps = row["max_amps"]
        made.min_volts = row["min_volts"]
        made.max_volts = row["max_volts"]
        made.extra = {} if len(row) == 9 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(LabChannel):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
