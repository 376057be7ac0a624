from typing import Literal

PlannedMeasurementUpdateStatus = Literal[
    "cancelled", "completed", "in_progress", "requested", "scheduled"
]

PLANNED_MEASUREMENT_UPDATE_STATUS_VALUES: set[PlannedMeasurementUpdateStatus] = {
    "cancelled",
    "completed",
    "in_progress",
    "requested",
    "scheduled",
}


def check_planned_measurement_update_status(value: str) -> PlannedMeasurementUpdateStatus:
    if value in PLANNED_MEASUREMENT_UPDATE_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PLANNED_MEASUREMENT_UPDATE_STATUS_VALUES!r}"
    )
