from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="TraceEntry")


@_attrs_define
class TraceEntry:
    """One step of an optimizer."""

    best_cost: float | None | Unset = UNSET
    """ Lowest cost so far. """
    cost: float | None | Unset = UNSET
    """ Cost. """
    inputs: Any | Unset = UNSET
    """ Parameters, scaled. """
    inputs_unscaled: Any | Unset = UNSET
    """ Parameters in their units. """
    multistart_job_id: int | None | Unset = UNSET
    """ Which start it belongs to. """
    outputs: Any | Unset = UNSET
    """ What the model gave. """
    best_outputs: Any | Unset = UNSET
    """ What the model gave at its best. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        best_cost: float | None | Unset
        if isinstance(self.best_cost, Unset):
            best_cost = UNSET
        else:
            best_cost = self.best_cost

        cost: float | None | Unset
        if isinstance(self.cost, Unset):
            cost = UNSET
        else:
            cost = self.cost

        inputs = self.inputs

        inputs_unscaled = self.inputs_unscaled

        multistart_job_id: int | None | Unset
        if isinstance(self.multistart_job_id, Unset):
            multistart_job_id = UNSET
        else:
            multistart_job_id = self.multistart_job_id

        outputs = self.outputs

        best_outputs = self.best_outputs

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if best_cost is not UNSET:
            field_dict["best_cost"] = best_cost
        if cost is not UNSET:
            field_dict["cost"] = cost
        if inputs is not UNSET:
            field_dict["inputs"] = inputs
        if inputs_unscaled is not UNSET:
            field_dict["inputs_unscaled"] = inputs_unscaled
        if multistart_job_id is not UNSET:
            field_dict["multistart_job_id"] = multistart_job_id
        if outputs is not UNSET:
            field_dict["outputs"] = outputs
        if best_outputs is not UNSET:
            field_dict["best_outputs"] = best_outputs

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_best_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        best_cost = _parse_best_cost(d.pop("best_cost", UNSET))

        def _parse_cost(data: object) -> float | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(float | None | Unset, data)

        cost = _parse_cost(d.pop("cost", UNSET))

        inputs = d.pop("inputs", UNSET)

        inputs_unscaled = d.pop("inputs_unscaled", UNSET)

        def _parse_multistart_job_id(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        multistart_job_id = _parse_multistart_job_id(d.pop("multistart_job_id", UNSET))

        outputs = d.pop("outputs", UNSET)

        best_outputs = d.pop("best_outputs", UNSET)

        trace_entry = cls(
            best_cost=best_cost,
            cost=cost,
            inputs=inputs,
            inputs_unscaled=inputs_unscaled,
            multistart_job_id=multistart_job_id,
            outputs=outputs,
            best_outputs=best_outputs,
        )

        trace_entry.additional_properties = d
        return trace_entry

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
