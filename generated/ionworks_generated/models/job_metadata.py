"""The answer JobMetadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Self, cast

from attrs import frozen

from ..models.trace_entry import TraceEntry
from ..records import Links, PlainAnswer, Rows, require


@frozen(kw_only=True, repr=False, eq=False)
class JobMetadata(PlainAnswer):
    """Everything recorded about a job.

    Attributes
    ----------
    validation_results : dict[str, Any] or None
        Model against data with the fitted parameters.
    baseline_validation_results : dict[str, Any] or None
        Model against data with the starting parameters.
    validation_plot_config : dict[str, Any] or None
        Which plots there are.
    intermediate_results : Rows[TraceEntry] or None
        Steps of the optimizer, oldest first, thinned.
    samples : dict[str, Any] or None
        Chain of the sampler, by parameter.
    sample_costs : list[Any] or None
        Cost of each sample.
    sample_param_names : list[str] or None
        Names of the sampled parameters.
    sample_burnin : int or None
        Samples at the beginning that do not count.
    """

    validation_results: dict[str, Any] | None = None
    baseline_validation_results: dict[str, Any] | None = None
    validation_plot_config: dict[str, Any] | None = None
    intermediate_results: Rows[TraceEntry] | None = None
    samples: dict[str, Any] | None = None
    sample_costs: list[Any] | None = None
    sample_param_names: list[str] | None = None
    sample_burnin: int | None = None

    _fields: ClassVar[Mapping[str, str]] = {
        "validation_results": "validation_results",
        "baseline_validation_results": "baseline_validation_results",
        "validation_plot_config": "validation_plot_config",
        "intermediate_results": "intermediate_results",
        "samples": "samples",
        "sample_costs": "sample_costs",
        "sample_param_names": "sample_param_names",
        "sample_burnin": "sample_burnin",
    }
    _absent: ClassVar[Mapping[str, Any]] = dict.fromkeys(_fields)

    @classmethod
    def _read(cls, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            require(cls, "", data, Mapping)
        row = {**cls._absent, **data}
        if row["validation_results"] is not None and not isinstance(
            row["validation_results"], dict
        ):
            require(cls, "validation_results", row["validation_results"], dict)
        if row["baseline_validation_results"] is not None and not isinstance(
            row["baseline_validation_results"], dict
        ):
            require(cls, "baseline_validation_results", row["baseline_validation_results"], dict)
        if row["validation_plot_config"] is not None and not isinstance(
            row["validation_plot_config"], dict
        ):
            require(cls, "validation_plot_config", row["validation_plot_config"], dict)
        if row["intermediate_results"] is not None:
            row["intermediate_results"] = Rows.read(
                TraceEntry, row["intermediate_results"], "intermediate_results"
            )
        if row["samples"] is not None and not isinstance(row["samples"], dict):
            require(cls, "samples", row["samples"], dict)
        if row["sample_costs"] is not None:
            require(cls, "sample_costs", row["sample_costs"], list)
        if row["sample_param_names"] is not None:
            require(cls, "sample_param_names", row["sample_param_names"], list, items=str)
        return row

    @classmethod
    def _build(cls, row: dict[str, Any], links: Links | None = None) -> Self:
        made: Any = object.__new__(_Filling)
        made.validation_results = row["validation_results"]
        made.baseline_validation_results = row["baseline_validation_results"]
        made.validation_plot_config = row["validation_plot_config"]
        made.intermediate_results = row["intermediate_results"]
        made.samples = row["samples"]
        made.sample_costs = row["sample_costs"]
        made.sample_param_names = row["sample_param_names"]
        made.sample_burnin = row["sample_burnin"]
        made.extra = {} if len(row) == 8 else cls._rest(row)
        made.__class__ = cls
        return cast(Self, made)


class _Filling(JobMetadata):
    # Its fields are set without the detour of a frozen class. When all are, it becomes one.
    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__  # without it `__setattr__` is not called directly
