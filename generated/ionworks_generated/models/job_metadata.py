from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.trace_entry import TraceEntry


T = TypeVar("T", bound="JobMetadata")


@_attrs_define
class JobMetadata:
    """Everything recorded about a job."""

    validation_results: Any | Unset = UNSET
    """ Model against data with the fitted parameters. """
    baseline_validation_results: Any | Unset = UNSET
    """ Model against data with the starting parameters. """
    validation_plot_config: Any | Unset = UNSET
    """ Which plots there are. """
    intermediate_results: list[TraceEntry] | None | Unset = UNSET
    """ Steps of the optimizer, oldest first, thinned. """
    samples: Any | Unset = UNSET
    """ Chain of the sampler, by parameter. """
    sample_costs: Any | Unset = UNSET
    """ Cost of each sample. """
    sample_param_names: list[str] | None | Unset = UNSET
    """ Names of the sampled parameters. """
    sample_burnin: int | None | Unset = UNSET
    """ Samples at the beginning that do not count. """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        validation_results = self.validation_results

        baseline_validation_results = self.baseline_validation_results

        validation_plot_config = self.validation_plot_config

        intermediate_results: list[dict[str, Any]] | None | Unset
        if isinstance(self.intermediate_results, Unset):
            intermediate_results = UNSET
        elif isinstance(self.intermediate_results, list):
            intermediate_results = []
            for intermediate_results_type_0_item_data in self.intermediate_results:
                intermediate_results_type_0_item = intermediate_results_type_0_item_data.to_dict()
                intermediate_results.append(intermediate_results_type_0_item)

        else:
            intermediate_results = self.intermediate_results

        samples = self.samples

        sample_costs = self.sample_costs

        sample_param_names: list[str] | None | Unset
        if isinstance(self.sample_param_names, Unset):
            sample_param_names = UNSET
        elif isinstance(self.sample_param_names, list):
            sample_param_names = self.sample_param_names

        else:
            sample_param_names = self.sample_param_names

        sample_burnin: int | None | Unset
        if isinstance(self.sample_burnin, Unset):
            sample_burnin = UNSET
        else:
            sample_burnin = self.sample_burnin

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if validation_results is not UNSET:
            field_dict["validation_results"] = validation_results
        if baseline_validation_results is not UNSET:
            field_dict["baseline_validation_results"] = baseline_validation_results
        if validation_plot_config is not UNSET:
            field_dict["validation_plot_config"] = validation_plot_config
        if intermediate_results is not UNSET:
            field_dict["intermediate_results"] = intermediate_results
        if samples is not UNSET:
            field_dict["samples"] = samples
        if sample_costs is not UNSET:
            field_dict["sample_costs"] = sample_costs
        if sample_param_names is not UNSET:
            field_dict["sample_param_names"] = sample_param_names
        if sample_burnin is not UNSET:
            field_dict["sample_burnin"] = sample_burnin

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.trace_entry import TraceEntry

        d = dict(src_dict)
        validation_results = d.pop("validation_results", UNSET)

        baseline_validation_results = d.pop("baseline_validation_results", UNSET)

        validation_plot_config = d.pop("validation_plot_config", UNSET)

        def _parse_intermediate_results(data: object) -> list[TraceEntry] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                intermediate_results_type_0 = []
                _intermediate_results_type_0 = data
                for intermediate_results_type_0_item_data in _intermediate_results_type_0:
                    intermediate_results_type_0_item = TraceEntry.from_dict(
                        intermediate_results_type_0_item_data
                    )

                    intermediate_results_type_0.append(intermediate_results_type_0_item)

                return intermediate_results_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[TraceEntry] | None | Unset, data)

        intermediate_results = _parse_intermediate_results(d.pop("intermediate_results", UNSET))

        samples = d.pop("samples", UNSET)

        sample_costs = d.pop("sample_costs", UNSET)

        def _parse_sample_param_names(data: object) -> list[str] | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                sample_param_names_type_0 = cast(list[str], data)

                return sample_param_names_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[str] | None | Unset, data)

        sample_param_names = _parse_sample_param_names(d.pop("sample_param_names", UNSET))

        def _parse_sample_burnin(data: object) -> int | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            return cast(int | None | Unset, data)

        sample_burnin = _parse_sample_burnin(d.pop("sample_burnin", UNSET))

        job_metadata = cls(
            validation_results=validation_results,
            baseline_validation_results=baseline_validation_results,
            validation_plot_config=validation_plot_config,
            intermediate_results=intermediate_results,
            samples=samples,
            sample_costs=sample_costs,
            sample_param_names=sample_param_names,
            sample_burnin=sample_burnin,
        )

        job_metadata.additional_properties = d
        return job_metadata

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
