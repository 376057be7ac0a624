from typing import Literal

CyclerOrder = Literal[
    "calibration_due_at", "created_at", "last_calibrated_at", "name", "updated_at"
]

CYCLER_ORDER_VALUES: set[CyclerOrder] = {
    "calibration_due_at",
    "created_at",
    "last_calibrated_at",
    "name",
    "updated_at",
}


def check_cycler_order(value: str) -> CyclerOrder:
    if value in CYCLER_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {CYCLER_ORDER_VALUES!r}")
