from typing import Literal

IncidentCategory = Literal[
    "calibration", "decommissioned", "hardware_failure", "maintenance", "other"
]

INCIDENT_CATEGORY_VALUES: set[IncidentCategory] = {
    "calibration",
    "decommissioned",
    "hardware_failure",
    "maintenance",
    "other",
}


def check_incident_category(value: str) -> IncidentCategory:
    if value in INCIDENT_CATEGORY_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {INCIDENT_CATEGORY_VALUES!r}")
