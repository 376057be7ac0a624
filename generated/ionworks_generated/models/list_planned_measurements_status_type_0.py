from typing import Literal

ListPlannedMeasurementsStatusType0 = Literal[
    "cancelled", "completed", "in_progress", "requested", "scheduled"
]

LIST_PLANNED_MEASUREMENTS_STATUS_TYPE_0_VALUES: set[ListPlannedMeasurementsStatusType0] = {
    "cancelled",
    "completed",
    "in_progress",
    "requested",
    "scheduled",
}


def check_list_planned_measurements_status_type_0(value: str) -> ListPlannedMeasurementsStatusType0:
    if value in LIST_PLANNED_MEASUREMENTS_STATUS_TYPE_0_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {LIST_PLANNED_MEASUREMENTS_STATUS_TYPE_0_VALUES!r}"
    )
