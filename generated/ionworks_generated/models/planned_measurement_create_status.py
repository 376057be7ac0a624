from typing import Literal

PlannedMeasurementCreateStatus = Literal["requested", "scheduled"]

PLANNED_MEASUREMENT_CREATE_STATUS_VALUES: set[PlannedMeasurementCreateStatus] = {
    "requested",
    "scheduled",
}


def check_planned_measurement_create_status(value: str) -> PlannedMeasurementCreateStatus:
    if value in PLANNED_MEASUREMENT_CREATE_STATUS_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PLANNED_MEASUREMENT_CREATE_STATUS_VALUES!r}"
    )
