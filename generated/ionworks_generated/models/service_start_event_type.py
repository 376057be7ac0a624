from typing import Literal

ServiceStartEventType = Literal[
    "calibration", "firmware", "other", "preventive_maintenance", "repair"
]

SERVICE_START_EVENT_TYPE_VALUES: set[ServiceStartEventType] = {
    "calibration",
    "firmware",
    "other",
    "preventive_maintenance",
    "repair",
}


def check_service_start_event_type(value: str) -> ServiceStartEventType:
    if value in SERVICE_START_EVENT_TYPE_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {SERVICE_START_EVENT_TYPE_VALUES!r}"
    )
