"""The body Ratings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from attrs import define, field

from ..types import UNSET, Body, Unset

if TYPE_CHECKING:
    from ..models.quantity import Quantity


@define
class Ratings(Body):
    """What a cell is rated for.

    Attributes
    ----------
    capacity : None | Quantity
        Rated capacity, a charge.
    voltage_min : None | Quantity
        Lower voltage limit.
    voltage_max : None | Quantity
        Upper voltage limit.
    nominal_voltage : None | Quantity
        Nominal voltage.
    energy : None | Quantity
        Rated energy.
    energy_density_gravimetric : None | Quantity
        Energy by mass.
    energy_density_volumetric : None | Quantity
        Energy by volume.
    max_discharge_rate : None | Quantity
        Highest discharge rate, in C.
    max_charge_rate : None | Quantity
        Highest charge rate, in C.
    """

    capacity: None | Quantity | Unset = UNSET
    voltage_min: None | Quantity | Unset = UNSET
    voltage_max: None | Quantity | Unset = UNSET
    nominal_voltage: None | Quantity | Unset = UNSET
    energy: None | Quantity | Unset = UNSET
    energy_density_gravimetric: None | Quantity | Unset = UNSET
    energy_density_volumetric: None | Quantity | Unset = UNSET
    max_discharge_rate: None | Quantity | Unset = UNSET
    max_charge_rate: None | Quantity | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    _fields: ClassVar[Mapping[str, str]] = {
        "capacity": "capacity",
        "voltage_min": "voltage_min",
        "voltage_max": "voltage_max",
        "nominal_voltage": "nominal_voltage",
        "energy": "energy",
        "energy_density_gravimetric": "energy_density_gravimetric",
        "energy_density_volumetric": "energy_density_volumetric",
        "max_discharge_rate": "max_discharge_rate",
        "max_charge_rate": "max_charge_rate",
    }
    _inner: ClassVar[Mapping[str, str]] = {
        "capacity": "Quantity",
        "voltage_min": "Quantity",
        "voltage_max": "Quantity",
        "nominal_voltage": "Quantity",
        "energy": "Quantity",
        "energy_density_gravimetric": "Quantity",
        "energy_density_volumetric": "Quantity",
        "max_discharge_rate": "Quantity",
        "max_charge_rate": "Quantity",
    }
    _is_open: ClassVar[bool] = True
