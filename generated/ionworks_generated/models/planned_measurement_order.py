from typing import Literal

PlannedMeasurementOrder = Literal["created_at", "planned_start_time"]

PLANNED_MEASUREMENT_ORDER_VALUES: set[PlannedMeasurementOrder] = {
    "created_at",
    "planned_start_time",
}


def check_planned_measurement_order(value: str) -> PlannedMeasurementOrder:
    if value in PLANNED_MEASUREMENT_ORDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {PLANNED_MEASUREMENT_ORDER_VALUES!r}"
    )
