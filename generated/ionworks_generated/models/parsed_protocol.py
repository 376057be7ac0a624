"""The record ParsedProtocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..records import Links, PlainRecord, require


@frozen(kw_only=True, repr=False, eq=False)
class ParsedProtocol(PlainRecord):
    """A protocol file of a cycler, read.

    Attributes
    ----------
    parsed_protocol_ucp : str
        The protocol in UCP, as YAML.
    parsed_protocol_human : str or None
        The protocol in prose, one line for each step.
    raw_protocol : str or None
        The file as text.
    cycler_type : str or None
        Whose file it is, such as `maccor`.
    nominal_capacity_ah : float or None
        Capacity that the file states, in A.h.
    required_drive_cycles : list[str] or None
        Names of the drive cycles that the protocol needs.
    available_drive_cycles : list[str] or None
        Names of those that came with the file.
    required_subroutines : list[str] or None
        Names of the subroutines that the protocol needs.
    available_subroutines : list[str] or None
        Names of those that came with the file.
    error : str or None
        What could not be read; null if all was.
    """

    parsed_protocol_ucp: str
    parsed_protocol_human: str | None = None
    raw_protocol: str | None = None
    cycler_type: str | None = None
    nominal_capacity_ah: float | None = None
    required_drive_cycles: list[str] | None = None
    available_drive_cycles: list[str] | None = None
    required_subroutines: list[str] | None = None
    available_subroutines: list[str] | None = None
    error: str | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "parsed_protocol_ucp": "parsed_protocol_ucp",
        "parsed_protocol_human": "parsed_protocol_human",
        "raw_protocol": "raw_protocol",
        "cycler_type": "cycler_type",
        "nominal_capacity_ah": "nominal_capacity_ah",
        "required_drive_cycles": "required_drive_cycles",
        "available_drive_cycles": "available_drive_cycles",
        "required_subroutines": "required_subroutines",
        "available_subroutines": "available_subroutines",
        "error": "error",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if not isinstance(row["parsed_protocol_ucp"], str):
            require(cls, "parsed_protocol_ucp", row["parsed_protocol_ucp"], str)
        if row["required_drive_cycles"] is not None:
            require(cls, "required_drive_cycles", row["required_drive_cycles"], list, items=str)
        if row["available_drive_cycles"] is not None:
            require(cls, "available_drive_cycles", row["available_drive_cycles"], list, items=str)
        if row["required_subroutines"] is not None:
            require(cls, "required_subroutines", row["required_subroutines"], list, items=str)
        if row["available_subroutines"] is not None:
            require(cls, "available_subroutines", row["available_subroutines"], list, items=str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made._links = links
        made.parsed_protocol_ucp = row["parsed_protocol_ucp"]
        made.parsed_protocol_human = row["parsed_protocol_human"]
        made.raw_protocol = row["raw_protocol"]
        made.cycler_type = row["cycler_type"]
        made.nominal_capacity_ah = row["nominal_capacity_ah"]
        made.required_drive_cycles = row["required_drive_cycles"]
        made.available_drive_cycles = row["available_drive_cycles"]
        made.required_subroutines = row["required_subroutines"]
        made.available_subroutines = row["available_subroutines"]
        made.error = row["error"]
        made.extra = {} if len(row) == 10 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(ParsedProtocol):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
