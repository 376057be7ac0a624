from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.compute_usage import ComputeUsage
    from ..models.simulation_usage import SimulationUsage


T = TypeVar("T", bound="OrganizationUsage")


@_attrs_define
class OrganizationUsage:
    """Usage of a calendar month and its limits."""

    period_start: datetime.datetime
    """ Beginning of the month. """
    period_end: datetime.datetime
    """ End of the month; not part of it. """
    simulation: None | SimulationUsage | Unset = UNSET
    """ Simulation. """
    compute: ComputeUsage | None | Unset = UNSET
    """ Computing. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.compute_usage import ComputeUsage
        from ..models.simulation_usage import SimulationUsage

        period_start = self.period_start.isoformat()

        period_end = self.period_end.isoformat()

        simulation: dict[str, Any] | None | Unset
        if isinstance(self.simulation, Unset):
            simulation = UNSET
        elif isinstance(self.simulation, SimulationUsage):
            simulation = self.simulation.to_dict()
        else:
            simulation = self.simulation

        compute: dict[str, Any] | None | Unset
        if isinstance(self.compute, Unset):
            compute = UNSET
        elif isinstance(self.compute, ComputeUsage):
            compute = self.compute.to_dict()
        else:
            compute = self.compute

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "period_start": period_start,
                "period_end": period_end,
            }
        )
        if simulation is not UNSET:
            field_dict["simulation"] = simulation
        if compute is not UNSET:
            field_dict["compute"] = compute

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.compute_usage import ComputeUsage
        from ..models.simulation_usage import SimulationUsage

        d = dict(src_dict)
        period_start = datetime.datetime.fromisoformat(d.pop("period_start"))

        period_end = datetime.datetime.fromisoformat(d.pop("period_end"))

        def _parse_simulation(data: object) -> None | SimulationUsage | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                simulation_type_0 = SimulationUsage.from_dict(data)

                return simulation_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | SimulationUsage | Unset, data)

        simulation = _parse_simulation(d.pop("simulation", UNSET))

        def _parse_compute(data: object) -> ComputeUsage | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                compute_type_0 = ComputeUsage.from_dict(data)

                return compute_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(ComputeUsage | None | Unset, data)

        compute = _parse_compute(d.pop("compute", UNSET))

        organization_usage = cls(
            period_start=period_start,
            period_end=period_end,
            simulation=simulation,
            compute=compute,
        )

        organization_usage.additional_properties = d
        return organization_usage

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
