from typing import Literal

PipelineOrder = Literal[
    "created_at", "created_by_email", "description", "id", "name", "status", "updated_at"
]

PIPELINE_ORDER_VALUES: set[PipelineOrder] = {
    "created_at",
    "created_by_email",
    "description",
    "id",
    "name",
    "status",
    "updated_at",
}


def check_pipeline_order(value: str) -> PipelineOrder:
    if value in PIPELINE_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PIPELINE_ORDER_VALUES!r}")
