from typing import Literal

PipelineElementConfigElementType = Literal[
    "array_data_fit",
    "calculation",
    "data_fit",
    "entry",
    "linear_confidence_interval",
    "sobol_sensitivity",
    "validation",
]

PIPELINE_ELEMENT_CONFIG_ELEMENT_TYPE_VALUES: set[PipelineElementConfigElementType] = {
    "array_data_fit",
    "calculation",
    "data_fit",
    "entry",
    "linear_confidence_interval",
    "sobol_sensitivity",
    "validation",
}


def check_pipeline_element_config_element_type(value: str) -> PipelineElementConfigElementType:
    if value in PIPELINE_ELEMENT_CONFIG_ELEMENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PIPELINE_ELEMENT_CONFIG_ELEMENT_TYPE_VALUES!r}"
    )
