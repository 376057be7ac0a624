from typing import Literal

ChannelUpdateIncidentCategory = Literal[
    "calibration", "decommissioned", "hardware_failure", "maintenance", "other"
]

CHANNEL_UPDATE_INCIDENT_CATEGORY_VALUES: set[ChannelUpdateIncidentCategory] = {
    "calibration",
    "decommissioned",
    "hardware_failure",
    "maintenance",
    "other",
}


def check_channel_update_incident_category(value: str) -> ChannelUpdateIncidentCategory:
    if value in CHANNEL_UPDATE_INCIDENT_CATEGORY_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CHANNEL_UPDATE_INCIDENT_CATEGORY_VALUES!r}"
    )
