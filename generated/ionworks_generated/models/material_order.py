from typing import Literal

MaterialOrder = Literal["created_at", "manufacturer", "name", "updated_at"]

MATERIAL_ORDER_VALUES: set[MaterialOrder] = {
    "created_at",
    "manufacturer",
    "name",
    "updated_at",
}


def check_material_order(value: str) -> MaterialOrder:
    if value in MATERIAL_ORDER_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MATERIAL_ORDER_VALUES!r}")
