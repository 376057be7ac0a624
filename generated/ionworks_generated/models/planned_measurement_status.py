from typing import Literal

PlannedMeasurementStatus = Literal[
    "cancelled", "completed", "in_progress", "requested", "scheduled"
]

PLANNED_MEASUREMENT_STATUS_VALUES: set[PlannedMeasurementStatus] = {
    "cancelled",
    "completed",
    "in_progress",
    "requested",
    "scheduled",
}


def check_planned_measurement_status(value: str) -> PlannedMeasurementStatus:
    if value in PLANNED_MEASUREMENT_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PLANNED_MEASUREMENT_STATUS_VALUES!r}"
    )
