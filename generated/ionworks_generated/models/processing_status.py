from typing import Literal

ProcessingStatus = Literal["failed", "pending", "ready", "running"]

PROCESSING_STATUS_VALUES: set[ProcessingStatus] = {
    "failed",
    "pending",
    "ready",
    "running",
}


def check_processing_status(value: str) -> ProcessingStatus:
    if value in PROCESSING_STATUS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROCESSING_STATUS_VALUES!r}")
