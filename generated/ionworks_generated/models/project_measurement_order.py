from typing import Literal

ProjectMeasurementOrder = Literal[
    "cell_instance_id",
    "created_at",
    "cycler",
    "name",
    "notes",
    "start_time",
    "step_labels_validated",
    "updated_at",
]

PROJECT_MEASUREMENT_ORDER_VALUES: set[ProjectMeasurementOrder] = {
    "cell_instance_id",
    "created_at",
    "cycler",
    "name",
    "notes",
    "start_time",
    "step_labels_validated",
    "updated_at",
}


def check_project_measurement_order(value: str) -> ProjectMeasurementOrder:
    if value in PROJECT_MEASUREMENT_ORDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PROJECT_MEASUREMENT_ORDER_VALUES!r}"
    )
