from typing import Literal

CellMeasurementOrder = Literal["created_at", "name", "start_time", "updated_at"]

CELL_MEASUREMENT_ORDER_VALUES: set[CellMeasurementOrder] = {
    "created_at",
    "name",
    "start_time",
    "updated_at",
}


def check_cell_measurement_order(value: str) -> CellMeasurementOrder:
    if value in CELL_MEASUREMENT_ORDER_VALUES:
        return value
    raise TypeError(
        f"Unexpected value {value!r}. Expected one of {CELL_MEASUREMENT_ORDER_VALUES!r}"
    )
