from typing import Literal

ServiceEventType = Literal["calibration", "firmware", "other", "preventive_maintenance", "repair"]

SERVICE_EVENT_TYPE_VALUES: set[ServiceEventType] = {
    "calibration",
    "firmware",
    "other",
    "preventive_maintenance",
    "repair",
}


def check_service_event_type(value: str) -> ServiceEventType:
    if value in SERVICE_EVENT_TYPE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SERVICE_EVENT_TYPE_VALUES!r}")
