"""The body ChannelCreate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset


@define
class ChannelCreate(Body):
    """A new channel; it is in service.

    Attributes
    ----------
    name : str
        Name; unique in its cycler.
    notes : str
        Free text.
    max_amps : float
        Highest current, in A.
    min_volts : float
        Lowest voltage, in V.
    max_volts : float
        Highest voltage, in V.
    """

    name: str
    notes: str | Unset = UNSET
    max_amps: float | Unset = UNSET
    min_volts: float | Unset = UNSET
    max_volts: float | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "name": "name",
        "notes": "notes",
        "max_amps": "max_amps",
        "min_volts": "min_volts",
        "max_volts": "max_volts",
    }

    _is_open: ClassVar[bool] = True
